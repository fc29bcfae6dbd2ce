/** A few kinds of damage for each way of noticing it; `npm run campaign -- damage` tries all of them. */
import { rmSync } from 'node:fs';
import { seededRandom } from '../../../libs/platform/seeded-random.js';
import { damage, type By } from './damage.js';
import { kinds } from './kinds.js';
import { prepare, type Prepared } from './prepared.js';

let prepared: Prepared;
beforeAll(async () => {
  prepared = await prepare();
});
afterAll(() => {
  for (const folder of prepared.folders) rmSync(folder, { recursive: true, force: true });
});

it.each<readonly [name: string, by: By, words: RegExp]>([
  ['events.db-wal: gone', 'start', /horsens: events\.db ends at \d+; it had come to \d+/],
  ['everything but the record: an older copy', 'start', /koebenhavn: events\.db ends at.*horsens: events\.db ends at/],
  ['shredded.list: a folder in its place', 'start', /shred list offices\/horsens\/shredded\.list cannot be opened/],
  ['secrets/token.key: a folder in its place', 'start', /token\.key, which holds a secret, cannot be read \(EISDIR\)/],
  ['views.db: the other office’s', 'start', /horsens\/views\.db\) are those of the office koebenhavn/],
  ['views.db: the other office’s, which is behind', 'start', /koebenhavn\/views\.db\) are those of the office horsens/],
  ['events.db: a sealed value changed', 'health', /horsens, complaints: Complaints with an event or a field .*: 1\./],
  ['access.db: the other office’s', 'verify', /horsens: access: the complaint of its first entry, .* another office/],
  ['office.db: gone', 'start', /horsens: office\.db is not there, or empty; it had come to 4, so who may do what/],
  ['office.db: an older copy', 'start', /horsens: office\.db ends at 2; it had come to 4/],
  ['office.db: its type changed', 'start', /offices\/horsens\/office\.db is not what was written/],
  [
    'office.db: a plain value changed to another that may be',
    'start',
    /horsens\/office\.db is not what was written \(event 0 of the members is not what was written here\)/,
  ],
  ['office.db: the other office’s', 'start', /horsens\/office\.db is not what was written \(event 0 of the members/],
  [
    'access.db: an entry gone',
    'verify',
    /horsens: access: \d+ entries were written, and \d+ are there, \d+ forgotten$/,
  ],
  ['shredded.list: the other office’s', 'verify', /horsens: shredded: the key .* is not on the shred list/],
  ['events.db: a time changed', 'verify', /horsens: events: position \d+ of .* is not what was written$/],
  ['access.db: a stored value changed', 'verify', /horsens: access: entry \d+ is not what was written$/],
  ['access.db: a finding changed', 'verify', /horsens: access: judgement \d+ is not what was written$/],
  ['access.db: a drawn look gone', 'verify', /horsens: access: the draw of 20\d\d-W\d\d is not what was drawn$/],
  [
    'access.db: an entry gone and said to be forgotten',
    'verify',
    /horsens: access: what forgetting \d+ says is not what was written/,
  ],
  ['views.db: a stored value changed', 'verify', /horsens: views: worklist: \d+ rows are not what the log makes/],
  ['clock.json: gone', 'log', /clockWasBehind/],
  ['views.db: gone', 'whole', /all is served as before/],
])('%s', async (name, by, words) => {
  const kind = kinds.find((each) => each.name === name);
  expect(await damage(kind!, prepared, seededRandom(1))).toEqual({
    kind: name,
    by,
    words: expect.stringMatching(words) as string,
    broken: [],
  });
});

it('every kind is there once', () => expect(new Set(kinds.map(({ name }) => name)).size).toBe(kinds.length));
