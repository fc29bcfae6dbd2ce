/**
 * A disk without space, a real one: the office can be read, says why it cannot be written, and goes on by itself when
 * there is room (I1 to I5).
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openEmbeddedStore } from '../../libs/event-store/embedded/embedded-store.js';
import { ended, startChild } from '../../libs/event-store/embedded/testing/child.js';
import { temporaryFolder } from '../../libs/sqlite/testing/folder.js';
import { canHaveDisk } from './small-disk.js';

const folder = temporaryFolder();
afterAll(() => folder.remove());

if (process.platform === 'linux') {
  it.each([150, 300, 700])(
    'a file that may not grow past %i KiB for a while: nothing acknowledged is lost, nothing is written twice, and writing goes on',
    async (kilobytesForNow) => {
      const file = join(folder.path, `limited-${kilobytesForNow}.db`);
      const child = startChild('patient.ts', [file], { kilobytesForNow });
      let [raised, goal] = [false, Infinity];
      const { lines } = await ended(child, (line) => {
        const [word, n] = line.split(' ');
        if (word === 'StoreUnavailable' && !raised) {
          raised = true;
          goal = Number(n) + 200;
          setTimeout(() => spawnSync('prlimit', ['--pid', String(child.pid), '--fsize=unlimited:']), 100);
        }
        if (word === 'written' && Number(n) > goal) child.kill('SIGKILL');
      });
      const told = lines.map((line) => line.split(' '));
      const written = told.filter(([word]) => word === 'written').map(([, n]) => Number(n));
      expect(written).toEqual(written.map((_, n) => n));
      const refused = told.filter(([word]) => word !== 'written');
      // Once, where COMMIT failed; every later one is known not to be written. What had been written can be read all
      // the while.
      expect(refused.filter(([word]) => word === 'OutcomeUnknown').length).toBeLessThanOrEqual(2);
      expect(refused.filter(([word]) => word !== 'OutcomeUnknown' && word !== 'StoreUnavailable')).toEqual([]);
      for (const [, n, read] of refused) expect(read).toBe(n);
      const store = openEmbeddedStore(file);
      const found = await store.readStream('stream');
      expect(found.length).toBeGreaterThanOrEqual(written.length);
      expect(found.map(({ data, position }) => [(data as { n: number }).n, position])).toEqual(
        found.map((_, n) => [n, BigInt(n + 1)]),
      );
      await store.close();
    },
  );
}

if (canHaveDisk()) {
  it('events, keys, accesses and the shred list on one full disk: each refuses, each can be read, each goes on', async () => {
    const disk = join(folder.path, 'disk');
    mkdirSync(disk);
    const { lines, errors, code } = await ended(
      startChild('../../../../test/faults/full-office.ts', [disk], { disk: { folder: disk, megabytes: 8 } }),
    );
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    const told = JSON.parse(lines[0]!) as Record<string, unknown>;
    expect(told).toMatchObject({
      failed: {
        events: expect.stringMatching(/^(OutcomeUnknown|StoreUnavailable)$/) as string,
        keys: 'KeyStoreUnavailable',
        accesses: expect.stringMatching(/^(OutcomeUnknown|StoreUnavailable)$/) as string,
      },
      late: ['StoreUnavailable', 'KeyStoreUnavailable', 'StoreUnavailable'],
      destroyed: 'KeyStoreUnavailable true',
      read: { event: 1, key: 1, accesses: 1, head: true },
      count: 1,
      lost: { events: 0, accesses: 0 },
    });
    for (const trouble of told.troubles as string[])
      expect(trouble).toMatch(/can be read and not written, for want of space/);
  });
}
