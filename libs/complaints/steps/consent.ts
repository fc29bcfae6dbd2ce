import { firstDepartment, ifAny } from './bodies.js';
import {
  channels,
  consentPurposes,
  consentWays,
  solutions,
  type Solution,
} from '../../../event-schemas/complaint/codes.js';
import { admissibleParts, caseParts, openReferrals } from '../../case/case-state.js';
import { openHearings } from '../../case/awaited.js';
import { answerReached } from './facts.js';
import { IsCoded, IsDate, IsDepartment, IsList, IsText, MayBeLeftOut, NotBefore } from './fields.js';
import { stepOf } from './step.js';

export class GiveConsent {
  @IsCoded(consentPurposes) readonly purpose!: (typeof consentPurposes)[number];
  @IsList() @IsDepartment({ each: true }) readonly departments!: readonly string[];
  @MayBeLeftOut() @IsDate() readonly from?: string;
  @MayBeLeftOut() @NotBefore('from') @IsDate() readonly to?: string;
  @MayBeLeftOut() @IsCoded(consentWays) readonly how?: (typeof consentWays)[number];
  @MayBeLeftOut() @IsText() readonly text?: string;
}
export const giveConsent = stepOf(GiveConsent)({
  name: 'GiveConsent',
  title: { da: 'Registrér samtykke', en: 'Record consent' },
  phase: 'case',
  proposes: ['ConsentGiven', 'ConsentGivenForExamination', 'ConsentGivenForAssessment'],
  decide: ({ purpose, departments, from, to, how, text }, { caseState, profile, state }) => {
    const data = { purpose, departments: [...departments], from, to, how, text, facts: {} };
    if (purpose !== 'closerExamination' || (state !== 'awaitingConsent' && state !== 'investigating.halted'))
      return { type: 'ConsentGiven', data };
    if (state === 'awaitingConsent' && profile.settings.inDepth.value.openedBy === 'head')
      return { type: 'ConsentGivenForAssessment', data };
    const inScope = caseParts(caseState).filter((part) => part.inScope);
    const scope = state === 'investigating.halted' && inScope.length > 0 ? inScope : admissibleParts(caseState);
    return { type: 'ConsentGivenForExamination', data: { ...data, scope: scope.map(({ id }) => id) } };
  },
  sample: ({ caseState }) => ({ purpose: 'closerExamination', departments: [firstDepartment(caseState)] }),
  rebuild: ({ data: { purpose, departments, from, to, how, text: given } }, text) => ({
    purpose,
    departments,
    from,
    to,
    how,
    text: ifAny(given, text),
  }),
});

export class RefuseConsent {
  @MayBeLeftOut('unknown') @IsCoded(solutions) readonly solved?: Solution;
}
export const refuseConsent = stepOf(RefuseConsent)({
  name: 'RefuseConsent',
  title: { da: 'Registrér afslag på samtykke', en: 'Record that consent is refused' },
  phase: 'case',
  proposes: ['ConsentRefused'],
  decide: ({ solved }, { caseState }) => ({
    type: 'ConsentRefused',
    data: { solved, facts: { answer: answerReached(caseState) } },
  }),
  sample: () => ({}),
  rebuild: ({ data: { solved } }) => ({ solved }),
});

export class WithdrawConsent {
  @IsCoded(channels) readonly channel!: (typeof channels)[number];
  @MayBeLeftOut() @IsCoded(consentPurposes) readonly purpose?: (typeof consentPurposes)[number];
}
export const withdrawConsent = stepOf(WithdrawConsent)({
  name: 'WithdrawConsent',
  title: { da: 'Registrér, at samtykket trækkes tilbage', en: 'Record that consent is withdrawn' },
  phase: 'case',
  proposes: [
    'ConsentWithdrawn',
    'ConsentToPurposeWithdrawn',
    'ConsentToExaminationWithdrawn',
    'ConsentToQuestionsWithdrawn',
  ],
  decide: ({ channel, purpose }, { caseState, state }) => {
    const { consent, informationRequests, hearings } = caseState;
    const concerns = (other: string) => purpose === undefined || purpose === other;
    const stands = consent.scopes.some((scope) => concerns(scope.purpose));
    const toExamination = concerns('closerExamination');
    const requests = [
      ...informationRequests.filter(({ status }) => status === 'open' && toExamination),
      ...openHearings({ hearings }).filter(() => toExamination),
    ];
    const toQuestions = concerns('moreQuestions') && consent.scopes.some((scope) => scope.purpose === 'moreQuestions');
    const open = openReferrals(caseState);
    const questions = open.filter(({ more }) => more === true && toQuestions);
    const data = {
      channel,
      recalled: requests.map(({ id }) => id),
      questionsTo: [...new Set(questions.map(({ department }) => department))],
    };
    const withFacts = { ...data, purpose, facts: { toWithdraw: stands ? 'stands' : 'none' } } as const;
    // Nobody is asked any more: the case stands where it was before the questions.
    if (state === 'referred' && questions.length > 0 && questions.length === open.length)
      return { type: 'ConsentToQuestionsWithdrawn', data: withFacts };
    if (purpose === undefined && stands) return { type: 'ConsentWithdrawn', data: { ...data, facts: {} } };
    return state === 'investigating.active' && concerns('closerExamination')
      ? { type: 'ConsentToExaminationWithdrawn', data: withFacts }
      : { type: 'ConsentToPurposeWithdrawn', data: withFacts };
  },
  sample: () => ({ channel: 'phone' }),
  rebuild: ({ data }) => ({ channel: data.channel, purpose: 'purpose' in data ? data.purpose : undefined }),
});

export const consentSteps = [giveConsent, refuseConsent, withdrawConsent] as const;
