import { type CaseState } from '../../case/case-state.js';
import { Refused } from '../../platform/refusal.js';
import { caseUnder, given } from '../testing/given.js';
import { letterTitle } from '../views/words.js';
import { Members } from '../wiring/members.js';
import { checkAgainstOffice } from './check-office.js';
import { fieldsOf } from './fields.js';
import { commandNames, steps, type CommandName } from './steps.js';

const now = Date.parse('2026-03-02T09:30:00Z');
const members = new Members();
members.note({ sub: 'asta', name: 'Asta', roles: ['adviser'] });
const office = {
  members,
  departments: new Map([
    ['jobcenter', 'Jobcenter'],
    ['teknik', 'Teknik'],
  ]),
  topics: new Set(['delay', 'letterLanguage']),
  retired: { departments: new Set(['teknik']), topics: new Set(['letterLanguage']) },
};
const wrongWith = (name: CommandName, body: object, caseState?: CaseState): readonly string[] => {
  try {
    checkAgainstOffice(name, body, { office, caseState, now });
    return [];
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return error.details.errors!.map(({ field, code }) => `${field} ${code}`);
  }
};
const dated = commandNames.flatMap((name) =>
  [...fieldsOf(steps[name].body).values()]
    .filter(({ kind }) => kind === 'Date' || kind === 'Instant')
    .map((field) => ({ name, field })),
);
const asName = ({ name, field }: (typeof dated)[number]) => `${name}.${field.name}`;

describe('a date in the future', () => {
  it('has its place in these fields alone; every other says what has happened', () => {
    expect(
      dated
        .filter(({ field }) => !field.happened)
        .map(asName)
        .sort(),
    ).toEqual([
      'AddParty.until',
      'AssignCase.until',
      'DecideErasure.extendedTo',
      'Escalate.sentOn',
      'ExtendDeadline.due',
      'FileDocument.from',
      'FileDocument.to',
      'GiveConsent.from',
      'GiveConsent.to',
      'RecordRecommendation.due',
      'Remind.sentOn',
      'RequestExtension.due',
      'RequestHearing.due',
      'RequestInformation.due',
      'RequestInformation.from',
      'RequestInformation.to',
    ]);
  });

  it.each(dated.filter(({ field }) => field.happened).map((each) => [asName(each), each] as const))(
    'in %s is refused: the next day, or the next minute, and not what is now',
    (_, { name, field }) => {
      const [present, future] =
        field.kind === 'Date'
          ? ['2026-03-02', '2026-03-03']
          : ['2026-03-02T10:30:00+01:00', '2026-03-02T10:31:00+01:00'];
      expect([wrongWith(name, { [field.name]: present }), wrongWith(name, { [field.name]: future })]).toEqual([
        [],
        [`${field.name} IN_THE_FUTURE`],
      ]);
    },
  );

  it('is one by the clock in Denmark: an hour before midnight it is still today there', () => {
    const at = (instant: string, date: string) => {
      try {
        checkAgainstOffice('FileDocument', { date }, { office, caseState: undefined, now: Date.parse(instant) });
        return true;
      } catch {
        return false;
      }
    };
    expect([at('2026-06-30T22:30:00Z', '2026-07-01'), at('2026-06-30T21:30:00Z', '2026-07-01')]).toEqual([true, false]);
  });
});

describe('a department that is retired', () => {
  const old = given(...caseUnder('horsens@1')).under('horsens@1').story.caseState;
  const its: CaseState = { ...old, parts: old.parts.map((part) => ({ ...part, department: 'teknik' })) };
  const answer = { department: 'teknik', directToCitizen: true };

  it('still answers in the complaints that have it, and comes into no other', () => {
    expect(wrongWith('RecordDepartmentAnswer', answer, its)).toEqual([]);
    expect(wrongWith('RecordDepartmentAnswer', answer, old)).toEqual(['department RETIRED_DEPARTMENT']);
    expect(wrongWith('RecordPart', { topic: 'delay', department: 'teknik' })).toEqual([
      'department RETIRED_DEPARTMENT',
    ]);
    expect(wrongWith('ReferToDepartment', { referrals: [{ department: 'teknik' }] }, old)).toEqual([
      'referrals.0.department RETIRED_DEPARTMENT',
    ]);
    expect(wrongWith('GiveConsent', { departments: ['jobcenter', 'teknik'] }, old)).toEqual([
      'departments.1 RETIRED_DEPARTMENT',
    ]);
  });

  it('keeps its name in what was sent', () => {
    expect(letterTitle({ kind: 'referral', department: 'teknik' }, office.departments)).toBe('Forelæggelse, Teknik');
  });

  it('may even be gone from the configuration: an open complaint of it can still be answered', () => {
    const gone: CaseState = { ...its, asked: ['nedlagt'] };
    expect(wrongWith('RecordDepartmentAnswer', { ...answer, department: 'nedlagt' }, gone)).toEqual([]);
    expect(wrongWith('RecordDepartmentAnswer', { ...answer, department: 'nedlagt' }, old)).toEqual([
      'department UNKNOWN_DEPARTMENT',
    ]);
  });

  it('is as a topic is: a retired one is chosen no more', () => {
    expect(wrongWith('RecordPart', { topic: 'letterLanguage', department: 'jobcenter' }, its)).toEqual([
      'topic RETIRED_TOPIC',
    ]);
  });
});
