/**
 * Two processes on the read models of one office, one of them woken too late: what it would write twice is refused, and
 * the rows are those of a rebuild (promises.md, line "follow").
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ComplaintHandler } from '../../../libs/complaints/write/complaint.handler.js';
import { Office } from '../../../libs/complaints/wiring/office.js';
import { runOffice } from '../../../libs/complaints/wiring/running-office.js';
import { Transition } from '../../../libs/complaints/write/transition-request.js';
import { MemoryStore } from '../../../libs/event-store/memory/memory-store.js';
import { demoOffices } from '../../../libs/installation/demo-offices.js';
import { testBeginning } from '../../../libs/installation/product-clock.js';
import { loadProfiles, profilesFolder } from '../../../libs/policy/profile-file.js';
import { MemoryKeys } from '../../../libs/privacy/memory-keys.js';
import { openSqliteViews } from '../../../libs/read-models/database/sqlite-views.js';
import { brokenInvariants } from '../invariants.js';
import { hangMs } from '../../hang.js';

const key = 'horsens';
const folder = mkdtempSync(join(tmpdir(), 'klagegang-two-runners-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

it('only one of two runners moves the checkpoint; the other stops and says why (I7–I9)', async () => {
  const [store, keys] = [new MemoryStore(), new MemoryKeys(key)];
  const noLooks = {
    record: async () => undefined,
    of: () => [],
    close: async () => undefined,
  } as unknown as Office['access'];
  const open = () =>
    new Office(
      demoOffices.find((each) => each.key === key)!,
      loadProfiles([profilesFolder()]),
      store,
      keys,
      noLooks,
    );
  const offices = [open(), open()];
  const runners = [];
  for (const office of offices) runners.push(await runOffice(office, openSqliteViews(join(folder, 'views.db'))));
  const handler = new ComplaintHandler(new Map([[key, offices[0]!]]), { now: () => testBeginning });
  const caller = { sub: 'adviser', name: 'adviser', office: key, roles: ['adviser'] as const };
  for (let n = 0; n < 30; n += 1)
    await handler.execute(
      new Transition({
        office: key,
        complaint: null,
        name: 'ReceiveInquiry',
        body: () => ({ channel: 'phone', complainantType: 'citizen' }),
        caller,
      }),
    );
  for (const { runner } of runners) await runner.seen(await store.head(), hangMs);

  const stopped = runners.filter(({ runner }) => runner.trouble !== undefined);
  expect(stopped.map(({ runner }) => runner.trouble)).toEqual([expect.stringMatching(/another process moves it too/)]);
  const living = runners.find(({ runner }) => runner.trouble === undefined)!;
  expect(await brokenInvariants(living)).toEqual([]);
  for (const { stop } of runners) await stop();
});
