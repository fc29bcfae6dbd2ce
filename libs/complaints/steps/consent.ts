import { firstDepartment } from './bodies.js';
import { channels, consentPurposes } from '../../../event-schemas/complaint/codes.js';
import { admissibleParts, caseParts } from '../../case/case-state.js';
import { IsCoded, IsDate, IsDepartment, IsList, MayBeLeftOut, NotBefore } from './fields.js';
import { stepOf } from './step.js';

export class GiveConsent {
  @IsCoded(consentPurposes) readonly purpose!: (typeof consentPurposes)[number];
  @IsList() @IsDepartment({ each: true }) readonly departments!: readonly string[];
  @MayBeLeftOut() @IsDate() readonly from?: string;
  @MayBeLeftOut() @NotBefore('from') @IsDate() readonly to?: string;
}
export const giveConsent = stepOf(GiveConsent)({
  name: 'GiveConsent',
  title: { da: 'Registrér samtykke', en: 'Record consent' },
  phase: 'case',
  proposes: ['ConsentGiven', 'ConsentGivenForExamination', 'ConsentGivenForAssessment'],
  decide: ({ purpose, departments, from, to }, { caseState, profile, state }) => {
    const data = { purpose, departments: [...departments], from, to, facts: {} };
    if (purpose !== 'closerExamination' || (state !== 'awaitingConsent' && state !== 'investigating.halted'))
      return { type: 'ConsentGiven', data };
    if (state === 'awaitingConsent' && profile.settings.inDepth.value.openedBy === 'head')
      return { type: 'ConsentGivenForAssessment', data };
    const inScope = caseParts(caseState).filter((part) => part.inScope);
    const scope = state === 'investigating.halted' && inScope.length > 0 ? inScope : admissibleParts(caseState);
    return { type: 'ConsentGivenForExamination', data: { ...data, scope: scope.map(({ id }) => id) } };
  },
  sample: ({ caseState }) => ({ purpose: 'closerExamination', departments: [firstDepartment(caseState)] }),
  rebuild: ({ data: { purpose, departments, from, to } }) => ({ purpose, departments, from, to }),
});

export class RefuseConsent {}
export const refuseConsent = stepOf(RefuseConsent)({
  name: 'RefuseConsent',
  title: { da: 'Registrér afslag på samtykke', en: 'Record that consent is refused' },
  phase: 'case',
  proposes: ['ConsentRefused'],
  decide: () => ({ type: 'ConsentRefused', data: { facts: {} } }),
  sample: () => ({}),
  rebuild: () => ({}),
});

export class WithdrawConsent {
  @IsCoded(channels) readonly channel!: (typeof channels)[number];
}
export const withdrawConsent = stepOf(WithdrawConsent)({
  name: 'WithdrawConsent',
  title: { da: 'Registrér, at samtykket trækkes tilbage', en: 'Record that consent is withdrawn' },
  phase: 'case',
  proposes: ['ConsentWithdrawn'],
  decide: ({ channel }, { caseState }) => ({
    type: 'ConsentWithdrawn',
    data: {
      channel,
      recalled: caseState.informationRequests.filter(({ status }) => status === 'open').map(({ id }) => id),
      facts: {},
    },
  }),
  sample: () => ({ channel: 'phone' }),
  rebuild: ({ data: { channel } }) => ({ channel }),
});

export const consentSteps = [giveConsent, refuseConsent, withdrawConsent] as const;
