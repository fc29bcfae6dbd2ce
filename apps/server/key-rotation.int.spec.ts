import { askForRotation, rotationAsked } from '../../libs/installation/rotation-asked.js';
import { formatInstant } from '../../libs/platform/instant.js';
import { type Log } from '../../libs/platform/log.js';
import { type EmbeddedKeys } from '../../libs/privacy/embedded-keys.js';
import { temporaryFolder } from '../../libs/sqlite/testing/folder.js';
import { KeyRotation } from './key-rotation.js';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const dayMs = 86_400_000;
const begin = Date.parse('2026-03-03T08:00:00Z');

/** Keys that say what is done to them. */
class Told {
  readonly done: string[] = [];
  isMixed = false;
  fails = false;
  constructor(private madeAt: string | null | undefined) {}
  get officeKey() {
    return { id: 'id', ...(this.madeAt === undefined ? {} : { madeAt: this.madeAt }) };
  }
  noteOfficeKey(now: number): void {
    if (this.madeAt === undefined) this.madeAt = formatInstant(now);
  }
  async rotateOfficeKey(now: number): Promise<void> {
    if (this.fails) throw new Error('its disk is away');
    this.done.push(this.isMixed ? 'ended' : 'changed');
    this.isMixed = false;
    this.madeAt = formatInstant(now);
  }
  destroyRetired(): number {
    return 0;
  }
}
const nothing = (): void => undefined;
function rotation(offices: { readonly [office: string]: Told }, now: () => number | null): KeyRotation {
  const log: Log = { info: nothing, warn: nothing, error: nothing, failure: nothing, flush: nothing };
  return new KeyRotation({
    offices: new Map(Object.entries(offices)) as unknown as ReadonlyMap<string, EmbeddedKeys>,
    days: 30,
    dataFolder: folder.path,
    log,
    now,
  });
}

it('an office key is changed when it is as old as it may be, and at once where nobody knows how old it is', async () => {
  const [fresh, unknown] = [new Told(undefined), new Told(null)];
  let now = begin;
  const looking = rotation({ fresh, unknown }, () => now);
  await looking.look();
  expect([fresh.done, unknown.done]).toEqual([[], ['changed']]);
  now = begin + 30 * dayMs - 1;
  await looking.look();
  expect(fresh.done).toEqual([]);
  now = begin + 31 * dayMs;
  await looking.look();
  expect([fresh.done, unknown.done]).toEqual([['changed'], ['changed', 'changed']]);
});

it('nothing is done while the clock is in doubt, not even what is asked for, which is kept', async () => {
  const keys = new Told(null);
  askForRotation(folder.path, { office: null });
  let now: number | null = null;
  const looking = rotation({ keys }, () => now);
  await looking.look();
  expect([keys.done, rotationAsked(folder.path)]).toEqual([[], { office: null }]);
  now = begin;
  await looking.look();
  expect([keys.done, rotationAsked(folder.path)]).toEqual([['changed'], null]);
});

it('what was cut off is ended first, and is no answer to what is asked now', async () => {
  const keys = new Told(formatInstant(begin));
  keys.isMixed = true;
  askForRotation(folder.path, { office: 'keys' });
  await rotation({ keys }, () => begin).look();
  expect(keys.done).toEqual(['ended', 'changed']);
});

it('an office that fails holds up none of the others, and what was asked of it stays', async () => {
  const [broken, other] = [new Told(formatInstant(begin)), new Told(formatInstant(begin))];
  broken.fails = true;
  askForRotation(folder.path, { office: null });
  const looking = rotation({ broken, other }, () => begin);
  await looking.look();
  expect([other.done, rotationAsked(folder.path)]).toEqual([['changed'], { office: null }]);
  const [finding, ...others] = looking.findings;
  expect([finding, others]).toEqual([
    { office: 'broken', part: 'keyRotation', sentence: 'The office key could not be changed.' },
    [],
  ]);
  // It is not tried again at once.
  await looking.look();
  expect(other.done).toEqual(['changed']);
});

it('a look that fails as a whole is told until the next one is done', async () => {
  const keys = new Told(null);
  let isAway = true;
  const looking = rotation({ keys }, () => {
    if (isAway) throw new Error('its folder is away');
    return begin;
  });
  await looking.lookAlone();
  expect(looking.findings.map(({ office, part }) => [office, part])).toEqual([[undefined, 'keyRotation']]);
  isAway = false;
  await looking.lookAlone();
  expect([keys.done, looking.findings]).toEqual([['changed'], []]);
});
