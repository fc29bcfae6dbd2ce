import { join } from 'node:path';
import { record } from '../../../libs/event-store/testing/contract/given.js';
import { type Copied } from '../../../libs/event-store/copy.js';
import { openEmbeddedStore } from '../../../libs/event-store/embedded/embedded-store.js';
import { temporaryFolder } from '../../../libs/sqlite/testing/folder.js';
import { klagegang, klagegangKilled } from './testing/run.js';

const folder = temporaryFolder();
afterAll(() => folder.remove());
let number = 0;
const newFile = (): string => join(folder.path, `${(number += 1)}.db`);

describe('klagegang copy', () => {
  it('killed again and again comes to the same as one that was left alone', async () => {
    const [from, to, straight] = [newFile(), newFile(), newFile()];
    const source = openEmbeddedStore(from);
    await Promise.all(
      Array.from({ length: 1500 }, (_, n) =>
        source.append(`case-${n % 100}-${Math.floor(n / 100)}`, [record({ n, filler: 'x'.repeat(300) })], {
          expectedRevision: 'noStream',
        }),
      ),
    );
    await source.close();
    const whole = JSON.parse((await klagegang('copy', '--from', from, '--to', straight, '--json')).lines[0]!) as Copied;
    const signals: (string | null)[] = [];
    for (let run = 0; run < 3; run += 1)
      signals.push(await klagegangKilled(Math.random() * 200, 'copy', '--from', from, '--to', to));
    expect(signals).toContain('SIGKILL');
    const { code, lines } = await klagegang('copy', '--from', from, '--to', to, '--json');
    expect({ code, ...(JSON.parse(lines[0]!) as Copied), alreadyThere: 0 }).toEqual({ code: 0, ...whole });
  });

  it('says what it does not understand (2) and what it refuses (1), and makes nothing', async () => {
    const [missing, target] = [newFile(), newFile()];
    expect(await klagegang('copy', '--from', missing)).toMatchObject({
      code: 2,
      errors: expect.stringMatching(/^usage: npm run klagegang -- copy .*\n\n--to is missing\n$/s) as string,
    });
    expect(await klagegang('copy', '--from', missing, '--to', target)).toMatchObject({
      code: 1,
      errors: expect.stringMatching(/does not exist\. Name the path of an event file/) as string,
    });
    expect(await klagegang('copy', '--from', 'esdb://localhost:1', '--to', target)).toMatchObject({
      code: 1,
      errors: expect.stringMatching(/name the one with --office/) as string,
    });
    const held = openEmbeddedStore(missing);
    expect(await klagegang('copy', '--from', missing, '--to', target)).toMatchObject({
      code: 1,
      errors: expect.stringMatching(/already open in another Klagegang process/) as string,
    });
    await held.close();
  });
});
