import { foldCase } from '../../case/evolve.js';
import { given, on, profileNamed, sent } from '../../complaints/testing/given.js';
import { departmentLines } from './department-lines.js';

const { events } = given(
  sent('ReceiveInquiry', { channel: 'phone' }),
  ...['jobcenter', 'borgerservice'].flatMap((department, n) => [
    sent('RecordPart', { topic: n === 0 ? 'delay' : 'communication', department }),
    sent('AssessRemit', { part: 'AB'[n]!, admissible: true }),
  ]),
  sent('AgreeRegistration', { citizen: true, adviser: true }),
  sent('RegisterCase', { complainant: { name: 'Gudrun Opdigtsen' }, summary: 'Ingen ringer tilbage.' }),
  on('2026-03-03'),
  sent('ReferToDepartment', {
    referrals: [
      { department: 'jobcenter', parts: ['A'] },
      { department: 'borgerservice', parts: ['B'] },
    ],
  }),
).under('horsens@1').story;
const rowsAfter = (count: number) =>
  departmentLines(profileNamed).rows(foldCase('one', events.slice(0, count)), { number: '2026-0001', stopped: false });

it('a department has a line once it was asked, and no sooner', () => {
  const asked = events.map((_, index) => rowsAfter(index + 1).map(({ key }) => key));
  expect(asked).toEqual([...events.slice(1).map(() => []), ['jobcenter', 'borgerservice']]);
});

it('a line of a department has its own parts and days, and no word of another department', () => {
  for (const [own, other, part] of [
    ['jobcenter', 'borgerservice', 'A'],
    ['borgerservice', 'jobcenter', 'B'],
  ] as const) {
    const { values } = rowsAfter(events.length).find(({ key }) => key === own)!;
    expect(JSON.stringify(values)).not.toContain(other);
    const [waits, parts] = [values.waits, values.parts].map((text) => JSON.parse(String(text)) as readonly object[]);
    expect([parts, waits]).toEqual([
      [expect.objectContaining({ id: part, department: own })],
      [{ kind: 'departmentAnswer', department: own, due: expect.any(String) as string }],
    ]);
    expect([values.due_first, values.due_last]).toEqual([(waits![0] as { due: string }).due, values.due_first]);
  }
});
