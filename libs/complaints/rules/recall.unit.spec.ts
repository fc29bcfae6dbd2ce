// A letter to a department called back by the office, or declined by the department (lifecycle complaint/2).
import { deadlinesOf } from '../../case/deadlines.js';
import { answeredBy, caseUnder, given, on, profiles, referredToBoth, sent, type Line } from '../testing/given.js';

/** Tuesday, 3 March 2026: due on the 17th. */
const referred: readonly Line[] = [...caseUnder('horsens@1'), on('2026-03-03'), referredToBoth];
const recalled = (department: string) => sent('RecallReferral', { department, reason: 'wrongDepartment' });
const byJobcenter = { department: 'jobcenter', reason: 'wrongDepartment' } as const;

describe('RecallReferral', () => {
  it('stays where another department is still asked; a letter of recall goes out, and the part is to be referred anew', () => {
    given(...referred)
      .under('horsens@1')
      .when('RecallReferral', byJobcenter)
      .then('ReferralRecalled', { department: 'jobcenter', facts: { referral: 'open' } })
      .leadingTo('referred')
      .leaving({
        referrals: [{ open: false, calledBack: 'wrongDepartment', endedOn: '2026-03-03' }, { open: true }],
        parts: [
          { id: 'A', referred: false },
          { id: 'B', referred: true },
        ],
      });
    const { letters } = given(...referred, recalled('jobcenter')).under('horsens@1').story.caseState;
    expect(letters.at(-1)).toMatchObject({ kind: 'recall', to: 'department', department: 'jobcenter' });
  });

  it('leads back to registered where nobody else is asked or has answered, and the parts are referred from there', () => {
    given(...referred, recalled('borgerservice'))
      .under('horsens@1')
      .when('RecallReferral', byJobcenter)
      .then('OnlyReferralRecalled')
      .leadingTo('registered');
    given(...referred, recalled('borgerservice'), recalled('jobcenter'))
      .under('horsens@1')
      .when('ReferToDepartment', { referrals: [{ department: 'jobcenter', parts: ['A'] }] })
      .thenRefused('PART_MISSING');
    given(...referred, recalled('borgerservice'), recalled('jobcenter'))
      .under('horsens@1')
      .when('ReferToDepartment', { referrals: [{ department: 'borgerservice', parts: ['A', 'B'] }] })
      .then('CaseReferred')
      .leadingTo('referred');
  });

  it('leads to answered where all that is left is answered', () => {
    given(...referred, answeredBy('borgerservice'))
      .under('horsens@1')
      .when('RecallReferral', byJobcenter)
      .then('LastReferralRecalled')
      .leadingTo('answered');
  });

  it('ends the deadline, also one that was late, and sends no reminder any more', () => {
    for (const day of ['2026-03-10', '2026-03-20']) {
      const { caseState } = given(...referred, on(day), recalled('jobcenter')).under('horsens@1').story;
      const deadlines = deadlinesOf(caseState, profiles.get('horsens@1')!, '2026-04-10');
      expect(
        deadlines.filter(({ department }) => department === 'jobcenter').map(({ kind, status }) => `${kind} ${status}`),
      ).toEqual(['departmentAnswer ended']);
    }
    given(...referred, recalled('jobcenter'), on('2026-03-18'))
      .under('horsens@1')
      .when('Remind', { department: 'jobcenter', sentOn: '2026-03-03' })
      .thenNothing();
  });

  it('an answer that comes all the same is recorded, and answers nothing that was asked', () => {
    given(...referred, recalled('jobcenter'), answeredBy('jobcenter'))
      .under('horsens@1')
      .when('RecallReferral', { department: 'borgerservice', reason: 'duplicate' })
      .then('OnlyReferralRecalled');
  });

  it('is refused where no letter to that department is open', () => {
    for (const lines of [[recalled('jobcenter')], [answeredBy('jobcenter')]])
      given(...referred, ...lines)
        .under('horsens@1')
        .when('RecallReferral', byJobcenter)
        .thenRefused('TRANSITION_NOT_ALLOWED', 'H19');
    given(...caseUnder('horsens@1'))
      .under('horsens@1')
      .when('RecallReferral', byJobcenter)
      .thenRefused('TRANSITION_NOT_ALLOWED');
  });
});

describe('DeclineReferral', () => {
  it("is the department's: it moves nothing, and names who might be asked instead", () => {
    given(...referred)
      .under('horsens@1')
      .when('DeclineReferral', { department: 'jobcenter', suggested: 'borgerservice', text: 'Det er ikke os' })
      .then('ReferralDeclined', { suggested: 'borgerservice' })
      .leadingTo('referred')
      .leaving({ referrals: [{ open: true, declined: { suggested: 'borgerservice', on: '2026-03-03' } }, {}] });
    given(...referred)
      .under('horsens@1')
      .when('DeclineReferral', { department: 'jobcenter' }, { as: 'adviser' })
      .thenRefused('ROLE_FORBIDDEN');
  });

  it('does not suggest itself', () => {
    given(...referred)
      .under('horsens@1')
      .when('DeclineReferral', { department: 'jobcenter', suggested: 'jobcenter' })
      .thenInvalid('suggested');
  });

  it('is refused where no letter to it is open', () => {
    given(...referred, answeredBy('jobcenter'))
      .under('horsens@1')
      .when('DeclineReferral', { department: 'jobcenter' })
      .thenRefused('TRANSITION_NOT_ALLOWED', 'H19');
  });
});
