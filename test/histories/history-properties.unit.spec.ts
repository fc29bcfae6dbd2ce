// Each property is seen to fail: histories that the product would not have written.
import { type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import { caseUnder, referredToBoth, Story, answeredBy } from '../../libs/complaints/testing/given.js';
import { profiles } from '../../libs/complaints/testing/given.js';
import { brokenProperties } from './history-properties.js';

const criteria = { citizenBenefit: 'high', improvement: 'medium', overall: 'justified' } as const;
const examined = Story.under(profiles.get('koebenhavn@1')!)
  .tell(caseUnder('koebenhavn@1'))
  .tell([referredToBoth, answeredBy('jobcenter'), answeredBy('borgerservice')])
  .do('RequestCloserLook', {})
  .do('OpenInvestigation', { scope: ['A', 'B'], criteria })
  .do('RecordOutcome', { part: 'A', outcome: 'criticism', grounds: 'Notatpligten.' })
  .do('RecordOutcome', { part: 'B', outcome: 'noCriticism', grounds: 'Notatpligten.' })
  .do('HearCitizen', { statement: 'Ja.' })
  .do('HearDepartment', { department: 'jobcenter', statement: 'Nej.' })
  .do('NotifyCitizen', { about: 'result' })
  .do('Conclude', {}).events;
const without = (type: string): readonly ComplaintEvent[] => examined.filter((event) => event.type !== type);

it('a lawful history breaks none', () => expect(brokenProperties(examined)).toEqual([]));

it('a department that is criticised unheard is named', () =>
  expect(brokenProperties(without('DepartmentHeard'))).toEqual([
    expect.stringContaining('jobcenter is criticised for part A and has not been heard'),
  ]));

it('a hearing that was undone by a correction of its part is none', () => {
  const [part] = examined.filter(({ type }) => type === 'PartRecorded');
  const correction = {
    ...part!,
    type: 'CaseRecordCorrected',
    revision: examined.length - 1,
    data: { revision: part!.revision, fields: { department: 'socialcenter' }, reason: 'typing', facts: {} },
  } as unknown as ComplaintEvent;
  const last = { ...examined.at(-1)!, revision: examined.length };
  expect(brokenProperties([...examined.slice(0, -1), correction, last])).toEqual([
    expect.stringContaining('socialcenter is criticised'),
  ]);
});

it('who has declared a conflict concludes nothing', () => {
  const last = examined.at(-1)!;
  const conflict = { ...last, type: 'ConflictDeclared', data: { department: 'jobcenter', facts: {} } };
  const told = [...examined.slice(0, -1), conflict as unknown as ComplaintEvent, last];
  expect(brokenProperties(told)).toEqual([expect.stringContaining('has declared a conflict')]);
});

it('the citizen is told no result before there is one', () =>
  expect(brokenProperties(without('OutcomeRecorded'))).toEqual(
    ['A', 'B'].map((part) => expect.stringContaining(`part ${part} has no outcome yet`) as string),
  ));

it('nothing is passed on, positioned or followed up before it is there', () => {
  const last = examined.at(-1)!;
  const told = (type: string, data: object) =>
    brokenProperties([...examined.slice(0, -1), { ...last, type, data } as unknown as ComplaintEvent]);
  expect([
    told('AnswerForwarded', { department: 'socialcenter' }),
    told('DepartmentPositionRecorded', { part: 'A' }),
    told('SuggestionPositionRecorded', { suggestion: 'S1' }),
    told('RecommendationStatusRecorded', { recommendation: 'H1' }),
  ]).toEqual(Array<string[]>(4).fill([expect.any(String) as string]));
});

it('nothing lies in the future of its own record', () => {
  const last = examined.at(-1)!;
  const ahead = {
    ...last,
    type: 'DocumentFiled',
    occurredAt: '2099-01-01T00:00:00.000Z',
    data: { date: '2099-01-01' },
  };
  expect(brokenProperties([ahead as unknown as ComplaintEvent])).toHaveLength(2);
});
