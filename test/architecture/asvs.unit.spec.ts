import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** OWASP ASVS 5.0.0: of each section the level of each requirement, from the first on. */
// prettier-ignore
const standard = {
  'V1.1': '22', 'V1.2': '1111122223', 'V1.3': '112222222223', 'V1.4': '222', 'V1.5': '123',
  'V2.1': '122', 'V2.2': '112', 'V2.3': '12223', 'V2.4': '23',
  'V3.1': '3', 'V3.2': '113', 'V3.3': '12223', 'V3.4': '11222233', 'V3.5': '11122333', 'V3.6': '3', 'V3.7': '22333',
  'V4.1': '12233', 'V4.2': '23333', 'V4.3': '22', 'V4.4': '1222',
  'V5.1': '2', 'V5.2': '112333', 'V5.3': '113', 'V5.4': '222',
  'V6.1': '122', 'V6.2': '111111112222', 'V6.3': '11223333', 'V6.4': '112233', 'V6.5': '22222333', 'V6.6': '2223',
  'V6.7': '33', 'V6.8': '2222',
  'V7.1': '222', 'V7.2': '1111', 'V7.3': '22', 'V7.4': '11222', 'V7.5': '223', 'V7.6': '22',
  'V8.1': '1233', 'V8.2': '1123', 'V8.3': '133', 'V8.4': '23',
  'V9.1': '111', 'V9.2': '1222',
  'V10.1': '22', 'V10.2': '223', 'V10.3': '22223', 'V10.4': '1111122222233333', 'V10.5': '22222', 'V10.6': '22',
  'V10.7': '222',
  'V11.1': '2233', 'V11.2': '22233', 'V11.3': '11233', 'V11.4': '1222', 'V11.5': '23', 'V11.6': '23', 'V11.7': '33',
  'V12.1': '12233', 'V12.2': '11', 'V12.3': '22223',
  'V13.1': '2333', 'V13.2': '222223', 'V13.3': '2233', 'V13.4': '1222233',
  'V14.1': '22', 'V14.2': '12223333', 'V14.3': '122',
  'V15.1': '12233', 'V15.2': '12233', 'V15.3': '1222222', 'V15.4': '3333',
  'V16.1': '2', 'V16.2': '22222', 'V16.3': '2222', 'V16.4': '222', 'V16.5': '2223',
  'V17.1': '23', 'V17.2': '22223333', 'V17.3': '22',
};
/** Chapters of which the third level is asked for too: authorization, data protection, logging. */
const whole: readonly string[] = ['V8', 'V14', 'V16'];

const all = Object.entries(standard).flatMap(([section, levels]) =>
  [...levels].map((level, index) => ({ id: `${section}.${index + 1}`, chapter: section.split('.')[0]!, level })),
);
const asked = all.filter(({ chapter, level }) => level < '3' || whole.includes(chapter));

interface Row {
  readonly id: string;
  readonly level: string;
  readonly asks: string;
  readonly status: string;
  readonly shownBy: readonly string[];
  readonly note: string;
}

/** RFC 4180. */
const linesOf = (csv: string): readonly (readonly string[])[] =>
  csv
    .trimEnd()
    .split('\n')
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(([, quoted, plain]) =>
        quoted === undefined ? plain! : quoted.replaceAll('""', '"'),
      ),
    );

const [head = [], ...lines] = linesOf(read('docs/asvs.csv'));
const rows = lines.map(([id = '', level = '', asks = '', status = '', shown = '', note = '']): Row => ({
  id,
  level,
  asks,
  status,
  shownBy: shown === '' ? [] : shown.split(' | '),
  note,
}));
const statuses = ['met', 'operator', 'not applicable', 'open'] as const;
const of = (status: (typeof statuses)[number]) => rows.filter((row) => row.status === status);

describe('docs/asvs.csv', () => {
  it('has the requirements of the standard: 70, 183 and 92 of its three levels', () =>
    expect(['1', '2', '3'].map((each) => all.filter(({ level }) => level === each).length)).toEqual([70, 183, 92]));

  it('has each of the first two levels once, and of the third those of V8, V14 and V16, in their order', () => {
    expect(head).toEqual(['id', 'level', 'asks', 'status', 'shown by', 'note']);
    expect(lines.filter((line) => line.length !== head.length)).toEqual([]);
    expect(rows.map(({ id, level }) => `${id} ${level}`)).toEqual(asked.map(({ id, level }) => `${id} ${level}`));
  });

  it('says of each what is asked and how it stands, and why where it is not met', () => {
    expect(rows.filter(({ asks }) => asks === '').map(({ id }) => id)).toEqual([]);
    expect(rows.filter(({ status }) => !statuses.includes(status as never)).map(({ id }) => id)).toEqual([]);
    expect(rows.filter(({ status, note }) => status !== 'met' && note === '').map(({ id }) => id)).toEqual([]);
  });

  it('calls nothing met without naming what shows it', () =>
    expect(of('met').flatMap(({ id, shownBy }) => (shownBy.length === 0 ? [id] : []))).toEqual([]));

  it('names tests with a title, files with a setting and documents with a word that are there', () =>
    expect(rows.flatMap(({ id, shownBy }) => shownBy.filter(isLost).map((shown) => `${id}: ${shown}`))).toEqual([]));

  it('leads from what is the operator’s to where the operator’s guide says so', () => {
    const guide = read('docs/operating.md');
    const lost = of('operator').filter(({ note }) => {
      const heading = /docs\/operating\.md, "([^"]+)"$/.exec(note)?.[1];
      return heading === undefined || !(guide.includes(`**${heading}**`) || guide.includes(`### ${heading}\n`));
    });
    expect(lost.map(({ id, note }) => `${id}: ${note}`)).toEqual([]);
  });

  afterAll(() => {
    const counted = statuses.map((status) => `${of(status).length} ${status}`).join(', ');
    process.stdout.write(`asvs: ${rows.length} requirements: ${counted}\n`);
  });
});

/** `a.spec.ts > part of a title` or `a file: what stands in it`. */
function isLost(shown: string): boolean {
  const [, path = '', sign, text = ''] = /^(\S+?)( > |: )(.+)$/.exec(shown) ?? [];
  const isTest = path.endsWith('.spec.ts');
  if (!existsSync(join(root, path)) || text === '' || (sign === ' > ' && !isTest)) return true;
  return !read(path).includes(text);
}

it('what shows nothing is found', () => {
  const here = 'test/architecture/asvs.unit.spec.ts';
  const shown = ['what shows nothing is found', `${here} > `, `${here} > ${'x'.repeat(9)}`, 'test/gone.spec.ts > a'];
  expect(shown.map(isLost)).toEqual([true, true, true, true]);
  expect([`${here} > what shows nothing is found`, 'docs/promises.md: # The promises'].map(isLost)).toEqual([
    false,
    false,
  ]);
});
