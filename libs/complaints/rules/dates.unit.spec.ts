/** No fact lies before what it answers, and none in the future: of every history, and of answers day by day. */
import fc from 'fast-check';
import { type CaseState } from '../../case/case-state.js';
import { deadlinesOf } from '../../case/deadlines.js';
import { addDays, type LocalDate } from '../../policy/calendar.js';
import { answeredBy, caseUnder, given, on, referredToBoth, sent, type Line } from '../testing/given.js';
import { wander } from '../testing/wandering.js';

const under = 'horsens@1';
const referred = [...caseUnder(under), on('2026-03-03'), referredToBoth];
const answer = (receivedOn?: LocalDate) => ({
  department: 'jobcenter',
  directToCitizen: true,
  ...(receivedOn === undefined ? {} : { receivedOn }),
});
const later = (...lines: readonly Line[]) => given(...referred, ...lines).under(under);

/** Every pair of days of which the second answers the first, and what it is about. */
function answersIn(caseState: CaseState): readonly (readonly [what: string, first: LocalDate, second: LocalDate])[] {
  const pairs: [string, LocalDate, LocalDate | null][] = [];
  for (const { sentOn, answeredOn, endedOn, forwardedOn, due } of caseState.referrals)
    pairs.push(
      ['answer', sentOn, answeredOn],
      ['end of the wait', sentOn, endedOn],
      ['forwarding', answeredOn ?? sentOn, forwardedOn],
      ['due', sentOn, due],
    );
  for (const { on: decidedOn, positionOn } of caseState.decisions) pairs.push(['position', decidedOn, positionOn]);
  for (const { openedOn, closedOn } of caseState.cycles) pairs.push(['closing', openedOn, closedOn]);
  for (const { requestedOn, decidedOn } of caseState.erasureRequests)
    pairs.push(['decision on erasure', requestedOn, decidedOn]);
  for (const { recordedOn, forwardedOn } of caseState.suggestions)
    pairs.push(['forwarding of a suggestion', recordedOn, forwardedOn]);
  if (caseState.mediation) pairs.push(['mediation', caseState.mediation.offeredOn, caseState.mediation.startedOn]);
  if (caseState.received) pairs.push(['first answer', caseState.received.receivedOn, caseState.answeredTargetOn]);
  return pairs.flatMap(([what, first, second]) => (second === null ? [] : ([[what, first, second]] as const)));
}
/** The days on which something has happened. */
const factsIn = (caseState: CaseState): readonly LocalDate[] => [
  ...answersIn(caseState).flatMap(([what, first, second]) => (what === 'due' ? [first] : [first, second])),
  ...caseState.letters.map(({ date }) => date),
  ...caseState.documents.map(({ date }) => date),
];

describe('the dates of a history', () => {
  it('are in their order, and none is after the day on which it was written down, whatever was done', () => {
    const seen = new Set<string>();
    for (let seed = 1; seed <= 32; seed += 1) {
      const { caseState, today } = wander(seed, seed % 2 === 0 ? under : 'koebenhavn@1', 60);
      const answers = answersIn(caseState);
      for (const [what] of answers) seen.add(what);
      expect(answers.filter(([, first, second]) => second < first)).toEqual([]);
      expect(factsIn(caseState).filter((day) => day > today)).toEqual([]);
    }
    expect(seen.size).toBeGreaterThanOrEqual(8);
  });
});

describe('an answer of a department', () => {
  it('is received between the day of its letter and the day on which it is recorded, on any days (H21)', () => {
    const days = fc.record({
      recorded: fc.integer({ min: 0, max: 40 }),
      received: fc.integer({ min: -20, max: 40 }),
      by: fc.constantFrom('adviser' as const, 'head' as const, 'department' as const),
    });
    fc.assert(
      fc.property(days, ({ recorded, received, by }) => {
        fc.pre(received <= recorded);
        const asked = later(on(addDays('2026-03-03', recorded))).story;
        const receivedOn = addDays('2026-03-03', received);
        const verdict = asked.evaluate('RecordDepartmentAnswer', answer(receivedOn), { as: by });
        expect(verdict.taken).toBe(received >= 0 && (by !== 'department' || received === recorded));
        if (!verdict.taken) return;
        const { caseState, profile, today } = asked.do('RecordDepartmentAnswer', answer(receivedOn), { as: by });
        const [deadline] = deadlinesOf(caseState, profile, today);
        expect(deadline).toMatchObject({ status: receivedOn <= '2026-03-17' ? 'met' : 'late' });
      }),
    );
  });

  it('cannot make what is late be in time by a day before the letter', () => {
    for (const receivedOn of ['2020-01-02', '2026-03-02'])
      later(on('2026-09-01')).when('RecordDepartmentAnswer', answer(receivedOn)).thenInvalid('receivedOn');
  });

  it('that the department records itself is received on that day', () => {
    const by = { as: 'department' } as const;
    later(on('2026-03-20')).when('RecordDepartmentAnswer', answer('2026-03-10'), by).thenInvalid('receivedOn');
    later(on('2026-03-20'))
      .when('RecordDepartmentAnswer', answer(), by)
      .then('DepartmentAnswered', { receivedOn: '2026-03-20' });
  });

  it('to more questions is not before those, though the first letter is older', () => {
    const asked = later(
      on('2026-03-05'),
      answeredBy('jobcenter'),
      answeredBy('borgerservice'),
      sent('GiveConsent', { purpose: 'moreQuestions', departments: ['jobcenter'] }),
      on('2026-03-10'),
      sent('AskMoreQuestions', { referrals: [{ department: 'jobcenter', parts: ['A'] }] }),
      on('2026-03-12'),
    );
    asked.when('RecordDepartmentAnswer', answer('2026-03-09')).thenInvalid('receivedOn');
    asked.when('RecordDepartmentAnswer', answer('2026-03-10')).then('LastDepartmentAnswered');
  });

  it('to a request for information is not before that', () => {
    const asked = given(
      sent('OpenOwnInitiative', {
        topic: 'delay',
        department: 'jobcenter',
        title: 'Breve',
        criteria: { citizenBenefit: 'low', improvement: 'high', overall: 'justified' },
      }),
      on('2026-03-10'),
      sent('RequestInformation', { department: 'jobcenter', about: 'Notater' }),
    ).under('koebenhavn@1');
    asked.when('RecordDepartmentAnswer', answer('2026-03-09')).thenInvalid('receivedOn');
    asked.when('RecordDepartmentAnswer', answer('2026-03-10')).then('LaterAnswerRecorded');
  });
});

describe('a reminder', () => {
  /** The 18th is the day of the reminder; the timer of that morning has not run yet. */
  const thatMorning = later(on('2026-03-18'), answeredBy('jobcenter'));

  it('does not go to a department that answered the same day before it, and goes to the one that did not (T16)', () => {
    const remind = (department: string) => ({ department, sentOn: '2026-03-03' });
    thatMorning.when('Remind', remind('jobcenter')).thenNothing();
    thatMorning.when('Remind', remind('borgerservice')).then('ReminderSent', { department: 'borgerservice' });
  });
});
