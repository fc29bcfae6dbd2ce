/**
 * `klagegang move`: the open complaints of a stopped office go on under the newest lifecycle, and under another version
 * of its rules where one is named (docs/decisions/0022). With `--dry-run` it is only said of each whether it fits and
 * what would change.
 */
import { existsSync } from 'node:fs';
import { moveReasons } from '../../../event-schemas/complaint/codes.js';
import { currentLifecycle } from '../../../state-machines/complaint/lifecycles.js';
import { lastWrittenIn } from '../../../libs/complaints/wiring/last-written.js';
import { type Office } from '../../../libs/complaints/wiring/office.js';
import { ComplaintHandler } from '../../../libs/complaints/write/complaint.handler.js';
import { evaluate } from '../../../libs/complaints/write/evaluate.js';
import { type LoadedComplaint } from '../../../libs/complaints/write/loaded-complaints.js';
import { Transition } from '../../../libs/complaints/write/transition-request.js';
import { openEmbeddedStore } from '../../../libs/event-store/embedded/embedded-store.js';
import { streamsOfStore } from '../../../libs/event-store/streams-of.js';
import { openDataFolder } from '../../../libs/installation/data-folder.js';
import { databasePath, shredListPath } from '../../../libs/installation/office-files.js';
import { ProductClock } from '../../../libs/installation/product-clock.js';
import { type Clock } from '../../../libs/platform/clock.js';
import { uuidV5 } from '../../../libs/platform/ids.js';
import { Refused } from '../../../libs/platform/refusal.js';
import { localDateOf } from '../../../libs/policy/calendar.js';
import { type Profile, type SettingName } from '../../../libs/policy/profile.js';
import { openEmbeddedKeys } from '../../../libs/privacy/embedded-keys.js';
import { differing } from '../../../libs/what-if/settings.js';
import { masterKeyOf } from '../../../libs/installation/master-key-of.js';
import { officeOf, openLog, settingsOf, stoppedFolder, type StoppedFolder } from '../reporting/office-at-rest.js';
import { named, oneOf, optional, type Given } from '../reporting/options.js';
import { Progress, type Screen } from '../reporting/progress.js';
import { SafekeepingRefused } from '../safekeeping/manifest.js';
import { UsageError } from '../usage-error.js';

export interface MovedComplaint {
  readonly id: string;
  readonly state: string;
  readonly lifecycle: { readonly from: string; readonly to: string };
  readonly profile: { readonly from: string; readonly to: string; readonly differs: readonly SettingName[] };
  readonly fits: boolean;
  /** What does not fit. */
  readonly refusals: readonly { readonly code: string; readonly en: string }[];
  readonly moved: boolean;
}

export interface MoveAnswer {
  readonly office: string;
  readonly dryRun: boolean;
  /** Open complaints; `stay` of them are under these versions already. */
  readonly open: number;
  readonly stay: number;
  readonly complaints: readonly MovedComplaint[];
}

type Asked = { readonly profile: Profile | undefined; readonly reason: (typeof moveReasons)[number] };

/**
 * A run that was cut off is taken up where it was: what was moved stays as it is.
 * @throws UsageError an option is not understood
 * @throws SafekeepingRefused, BootRefused, KeysRefused no such office; the product is running; the master key is not
 * there
 */
export async function move(
  given: Given,
  screen: Screen,
): Promise<{ readonly text: string; readonly json: MoveAnswer; readonly well: boolean }> {
  const [stopped, key] = [stoppedFolder(named(given, 'data')), named(given, 'office')];
  const reason = oneOf(given, 'reason', moveReasons, 'newRules');
  const dryRun = given['dry-run'] === true;
  settingsOf(stopped, key);
  const opened = new AsyncDisposableStack();
  const progress = opened.adopt(new Progress(screen), (each) => each.end());
  try {
    const folder = opened.adopt(await openDataFolder(stopped.path, stopped.config.mode), (each) => each.close());
    const office = await openToWrite(stopped, key, opened);
    const clock = await clockOf(ProductClock.open(stopped.config.mode, folder.clockFile), office);
    const json = await moveAll(office, { profile: profileAsked(office, given), reason }, { clock, dryRun, progress });
    return { json, text: inWords(json), well: json.complaints.every(({ fits }) => fits) };
  } finally {
    await opened.disposeAsync();
  }
}

async function openToWrite(stopped: StoppedFolder, key: string, opened: AsyncDisposableStack): Promise<Office> {
  const [keyFile, shredList] = [databasePath(stopped.path, key, 'keys'), shredListPath(stopped.path, key)];
  for (const file of [keyFile, shredList])
    if (!existsSync(file)) throw new SafekeepingRefused(`${file} is not there. Restore it first.`);
  let store = await openLog(stopped, key);
  if (stopped.config.events.kind === 'embedded') {
    // It is there, and whole at its end: opened for writing, a file that is gone would be made anew.
    await store.close();
    store = openEmbeddedStore(databasePath(stopped.path, key, 'events'));
  }
  opened.adopt(store, (each) => each.close());
  const keys = opened.adopt(
    openEmbeddedKeys({ path: keyFile, office: key, masterKey: await masterKeyOf(stopped.config), shredList }),
    (each) => each.close(),
  );
  return officeOf(stopped.config, settingsOf(stopped, key), store, keys);
}

/** Nothing is written as before what is in the log already. */
async function clockOf(clock: Clock, office: Office): Promise<Clock> {
  const written = await lastWrittenIn([office]);
  return { now: () => Math.max(clock.now(), written) };
}

function profileAsked(office: Office, given: Given): Profile | undefined {
  const id = optional(given, 'profile');
  if (id === undefined) return undefined;
  const profile = office.profileToMoveTo(id);
  if (!profile)
    throw new UsageError(`${id} is no profile of this office: the file is not there, or it is another office's`);
  return profile;
}

async function moveAll(
  office: Office,
  asked: Asked,
  { clock, dryRun, progress }: { readonly clock: Clock; readonly dryRun: boolean; readonly progress: Progress },
): Promise<MoveAnswer> {
  const handler = new ComplaintHandler(new Map([[office.key, office]]), clock);
  const complaints: MovedComplaint[] = [];
  let [open, stay] = [0, 0];
  for await (const { stream, records, problems } of streamsOfStore(office.store, await office.store.head())) {
    if (problems.length > 0) throw new SafekeepingRefused(`${problems[0]}. Run klagegang verify.`);
    const standing = office.complaints.fold(stream, records);
    if (!standing || !isOpen(standing)) continue;
    progress.tell(office.key, (open += 1));
    const told = judged(office, standing, asked, clock);
    if (told === undefined) stay += 1;
    else if (dryRun || !told.fits) complaints.push(told);
    else complaints.push(await moved(handler, office.key, { told, reason: asked.reason, last: records.at(-1)!.id }));
  }
  return { office: office.key, dryRun, open, stay, complaints };
}

const over = new Set(['closed', 'endedWithoutCase', 'counted']);
const isOpen = ({ situation: { state }, caseState }: LoadedComplaint): boolean =>
  !over.has(state) && !caseState.shredded;

/** Undefined where it stands under these versions already. */
function judged(
  office: Office,
  standing: LoadedComplaint,
  { profile: other, reason }: Asked,
  clock: Clock,
): MovedComplaint | undefined {
  const own = office.profileOf(standing);
  const next = other ?? own;
  const lifecycle = { from: standing.lifecycle.id, to: currentLifecycle };
  if (lifecycle.from === lifecycle.to && own.id === next.id) return undefined;
  const verdict = evaluate(
    'MoveCase',
    { profile: next.id, reason },
    {
      standing,
      lifecycle: standing.lifecycle,
      profile: own,
      profileNamed: (id) => office.profileToMoveTo(id),
      today: localDateOf(clock.now()),
      sub: caller.sub,
      roles: caller.roles,
    },
  );
  return {
    id: standing.stream,
    state: standing.situation.state,
    lifecycle,
    profile: { from: own.id, to: next.id, differs: differing(own, next) },
    fits: verdict.taken,
    refusals:
      verdict.taken || verdict.why === 'invalid'
        ? []
        : verdict.refusals.map(({ code, sentences }) => ({ code, en: sentences.en })),
    moved: false,
  };
}

const caller = { sub: 'operator', name: 'Klagegang', roles: ['system'] as const };
const namespace = '0c0d1f53-2f0e-5b43-8f0a-6d2b9d8c51e7';

/** `last`: id of the event that the complaint stands at. */
async function moved(
  handler: ComplaintHandler,
  office: string,
  { told, reason, last }: { readonly told: MovedComplaint; readonly reason: Asked['reason']; readonly last: string },
): Promise<MovedComplaint> {
  const target = [last, told.lifecycle.to, told.profile.to];
  try {
    await handler.execute(
      new Transition({
        office,
        complaint: told.id,
        name: 'MoveCase',
        body: () => ({ profile: told.profile.to, reason }),
        caller: { ...caller, office },
        reaction: { commandId: uuidV5(namespace, JSON.stringify(target)), causation: last },
      }),
    );
    return { ...told, moved: true };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { ...told, fits: false, refusals: [{ code: error.refusal.code, en: error.refusal.sentences.en }] };
  }
}

function inWords({ office, dryRun, open, stay, complaints }: MoveAnswer): string {
  const lines = complaints.map(({ id, state, lifecycle, profile, fits, refusals }) => {
    const what = [
      lifecycle.from === lifecycle.to ? '' : `${lifecycle.from} to ${lifecycle.to}`,
      profile.from === profile.to
        ? ''
        : `${profile.from} to ${profile.to}${profile.differs.length === 0 ? '' : ` (${profile.differs.join(', ')})`}`,
    ].filter((each) => each !== '');
    const why = refusals.map(({ code, en }) => `${code}: ${en}`).join(' ');
    return `  ${id} ${state}: ${what.join(', ')}; ${fits ? 'fits' : `does NOT fit. ${why}`}`;
  });
  const fit = complaints.filter(({ fits }) => fits).length;
  const done = dryRun ? `${fit} would be moved` : `${complaints.filter((each) => each.moved).length} moved`;
  return [
    `${office}: ${open} open, ${done}, ${complaints.length - fit} do not fit, ${stay} stay as they are`,
    ...lines,
  ].join('\n');
}
