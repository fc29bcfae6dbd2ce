/**
 * `npm run replay -- <data folder> <office> <complaint>`: replays one history from the file itself and says whether it
 * is legal, without opening a key.
 */
import { join } from 'node:path';
import { type ComplaintEvent, complaintEvents } from '../../event-schemas/complaint/events.js';
import { lifecycleNamedBy, lifecycleOf } from '../../libs/complaints/write/complaint-lifecycle.js';
import { replayReport } from '../../libs/complaints/views/replay-report.js';
import { EventCodec, EventShapes } from '../../libs/event-store/codec.js';
import { openEmbeddedStore } from '../../libs/event-store/embedded/embedded-store.js';
import { loadProfiles } from '../../libs/policy/profile-file.js';
import { MemoryKeys } from '../../libs/privacy/memory-keys.js';

const [folder, office, complaint] = process.argv.slice(2);
if (folder === undefined || office === undefined || complaint === undefined) {
  process.stderr.write(
    'usage: npm run replay -- <data folder> <office> <complaint>\nStop the product first: it holds the file.\n',
  );
  process.exit(2);
}
try {
  const store = openEmbeddedStore(join(folder, 'offices', office, 'events.db'));
  const codec = new EventCodec(office, new EventShapes(Object.values(complaintEvents)), new MemoryKeys(office));
  const events = (await store.readStream(complaint)).map((record) => codec.sealed<ComplaintEvent>(record));
  await store.close();
  const [first] = events;
  if (!first) throw new Error(`office ${office} has no complaint ${complaint}`);
  const profileId = 'profile' in first.data ? first.data.profile : '';
  const profile = loadProfiles().get(profileId);
  if (!profile) throw new Error(`the profile ${profileId} is not here`);
  const { legal, lifecycle, steps } = replayReport(events, lifecycleOf(lifecycleNamedBy(first)), profile);
  for (const { revision, type, from, to, legal: step, asked } of steps) {
    const broken = asked.filter(({ holds }) => !holds).map(({ code }) => code);
    process.stdout.write(
      `${step ? 'legal  ' : 'ILLEGAL'} ${String(revision).padStart(3)} ${type}: ${from ?? '–'} → ${to}${broken.length > 0 ? ` (${broken.join(', ')})` : ''}\n`,
    );
  }
  process.stdout.write(`${legal ? 'legal' : 'NOT legal'} under ${lifecycle} and ${profile.id}\n`);
  process.exitCode = legal ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
