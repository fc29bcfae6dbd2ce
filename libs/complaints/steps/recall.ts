import { recallReasons } from '../../../event-schemas/complaint/codes.js';
import { openReferrals, type CaseState } from '../../case/case-state.js';
import { firstDepartment, ifAny } from './bodies.js';
import { IsCoded, IsDepartment, IsText, MayBeLeftOut } from './fields.js';
import { stepOf, UnknownReference } from './step.js';

export class RecallReferral {
  @IsDepartment() readonly department!: string;
  @IsCoded(recallReasons) readonly reason!: (typeof recallReasons)[number];
}
export const recallReferral = stepOf(RecallReferral)({
  name: 'RecallReferral',
  title: { da: 'Kald forelæggelsen tilbage', en: 'Recall the referral' },
  phase: 'case',
  proposes: ['ReferralRecalled', 'LastReferralRecalled', 'OnlyReferralRecalled'],
  decide: ({ department, reason }, { caseState }) => {
    const isAsked = asked(caseState, department);
    const isOthers = openReferrals(caseState).some((referral) => referral.department !== department);
    const isAnswered = caseState.referrals.some(({ answeredOn }) => answeredOn !== null);
    return {
      type: !isAsked || isOthers ? 'ReferralRecalled' : isAnswered ? 'LastReferralRecalled' : 'OnlyReferralRecalled',
      data: { department, reason, facts: { referral: isAsked ? 'open' : 'none' } },
    };
  },
  sample: ({ caseState }) => ({ department: askedFirst(caseState), reason: 'wrongDepartment' }),
  rebuild: ({ data: { department, reason } }) => ({ department, reason }),
});

/** The department's own: "not ours". A department that names none means itself. */
export class DeclineReferral {
  @MayBeLeftOut() @IsDepartment() readonly department?: string;
  @MayBeLeftOut() @IsDepartment() readonly suggested?: string;
  @MayBeLeftOut() @IsText() readonly text?: string;
}
export const declineReferral = stepOf(DeclineReferral)({
  name: 'DeclineReferral',
  title: { da: 'Meld tilbage, at sagen hører til et andet sted', en: 'Say that the matter belongs elsewhere' },
  phase: 'case',
  proposes: ['ReferralDeclined'],
  decide: ({ department, suggested, text }, { caseState }) => {
    if (department === undefined) throw new UnknownReference('department');
    if (suggested === department) throw new UnknownReference('suggested');
    const referral = asked(caseState, department) ? 'open' : 'none';
    return { type: 'ReferralDeclined', data: { department, suggested, text, facts: { referral } } };
  },
  sample: ({ caseState }) => ({ department: askedFirst(caseState) }),
  rebuild: ({ data: { department, suggested, text: said } }, text) => ({
    department,
    suggested,
    text: ifAny(said, text),
  }),
});

const asked = (caseState: CaseState, department: string): boolean =>
  openReferrals(caseState).some((referral) => referral.department === department);
const askedFirst = (caseState: CaseState): string =>
  openReferrals(caseState)[0]?.department ?? firstDepartment(caseState);

export const recallSteps = [recallReferral, declineReferral] as const;
