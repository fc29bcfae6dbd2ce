// An office at work without the product around it, until it is killed: a key, an event that names it, an access. Says
// `<position> <key id>` for each event that was acknowledged. busy-office.ts <data folder> [<bytes of each event>]
import { randomUUID } from 'node:crypto';
import { existsSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { openAccessLog } from '../../libs/audit/access-log.js';
import { openEmbeddedStore } from '../../libs/event-store/embedded/embedded-store.js';
import { openDataFolder } from '../../libs/installation/data-folder.js';
import { secretIn } from '../../libs/platform/private-file.js';
import { openEmbeddedKeys } from '../../libs/privacy/embedded-keys.js';
import { createMasterKey, readMasterKey } from '../../libs/privacy/master-key.js';

const [data = '', bytes = '400'] = process.argv.slice(2);
const folder = await openDataFolder(data, 'test');
secretIn(folder.tokenSecretFile);
const masterKey = existsSync(folder.masterKeyFile)
  ? readMasterKey(folder.masterKeyFile)
  : createMasterKey(folder.masterKeyFile);
const office = folder.office('horsens');
const store = openEmbeddedStore(join(office, 'events.db'));
const keys = openEmbeddedKeys({
  path: join(office, 'keys.db'),
  office: 'horsens',
  masterKey,
  shredList: join(office, 'shredded.list'),
});
const access = openAccessLog(join(office, 'access.db'), (text) => keys.mac('access', text));

async function work(): Promise<never> {
  for (;;) {
    const stream = randomUUID();
    const key = (await keys.obtain(stream, ['text'])).get('text')!.id;
    const { position } = await store.append(
      stream,
      [{ id: randomUUID(), type: 'Written', data: { key, filler: 'x'.repeat(Number(bytes)) }, metadata: {} }],
      { expectedRevision: 'noStream' },
    );
    writeSync(1, `${position} ${key}\n`);
    await access.record(
      { at: '2026-03-03T09:00:00Z', by: 'adviser', role: 'adviser', purpose: 'handling', what: 'case' },
      [stream],
    );
  }
}
await Promise.all(Array.from({ length: 8 }, work));
