import { ifAny, sampleText } from './bodies.js';
import { openReferrals } from '../../case/case-state.js';
import { referralDates } from '../../policy/limits.js';
import { bothSides, solutions, type Solution } from '../../../event-schemas/complaint/codes.js';
import { conflictOf, yes } from './facts.js';
import {
  GoesWith,
  HasHappened,
  IsCoded,
  IsDate,
  IsFlag,
  IsOne,
  IsText,
  MayBeLeftOut,
  NeededWhen,
  OnlyWhen,
} from './fields.js';
import { stepOf } from './step.js';

export class Mediator {
  @IsText() readonly name!: string;
  @IsFlag() readonly external!: boolean;
}

export class OfferMediation {
  @MayBeLeftOut() @IsOne(() => Mediator) readonly mediator?: Mediator;
  @MayBeLeftOut() @HasHappened() @IsDate() readonly on?: string;
}
export const offerMediation = stepOf(OfferMediation)({
  name: 'OfferMediation',
  title: { da: 'Tilbyd mægling', en: 'Offer mediation' },
  phase: 'case',
  proposes: ['MediationOffered'],
  decide: ({ mediator, on }, { profile }) => ({
    type: 'MediationOffered',
    data: {
      mediatorName: mediator?.name,
      external: mediator?.external,
      on,
      facts: { inProfile: yes(profile.settings.mediation.value !== null) },
    },
  }),
  sample: () => ({}),
  rebuild: ({ data: { external, on } }, text) => ({
    mediator: external === undefined ? undefined : { name: text, external },
    on,
  }),
});

export class AnswerMediationOffer {
  @IsCoded(bothSides) readonly by!: (typeof bothSides)[number];
  @IsFlag() readonly accepted!: boolean;
}
export const answerMediationOffer = stepOf(AnswerMediationOffer)({
  name: 'AnswerMediationOffer',
  title: { da: 'Registrér svar på tilbud om mægling', en: 'Record an answer to the offer of mediation' },
  phase: 'case',
  proposes: ['MediationOfferAnswered'],
  decide: ({ by, accepted }, { caseState, profile }) => ({
    type: 'MediationOfferAnswered',
    data: {
      by,
      accepted,
      facts: {
        inProfile: yes(profile.settings.mediation.value !== null),
        offer: caseState.mediation !== null && caseState.mediation.agreement === null ? 'standing' : 'none',
      },
    },
  }),
  sample: () => ({ by: 'citizen', accepted: true }),
  rebuild: ({ data: { by, accepted } }) => ({ by, accepted }),
});

export class StartMediation {}
export const startMediation = stepOf(StartMediation)({
  name: 'StartMediation',
  title: { da: 'Begynd mægling', en: 'Start mediation' },
  phase: 'case',
  proposes: ['MediationStarted'],
  decide: (_, { caseState, profile }) => ({
    type: 'MediationStarted',
    data: {
      mediator: profile.settings.mediation.value?.mediator,
      facts: {
        inProfile: yes(profile.settings.mediation.value !== null),
        acceptance:
          caseState.mediation?.citizen && caseState.mediation.department && caseState.mediation.agreement === null
            ? 'both'
            : 'missing',
      },
    },
  }),
  sample: () => ({}),
  rebuild: () => ({}),
});

export class EndMediation {
  @IsFlag() readonly agreement!: boolean;
  /** What the parties agreed on; where they did not, how far they came may stand here. */
  @NeededWhen({ agreement: true }) @IsText() readonly terms?: string;
  @GoesWith({ agreement: true }) @IsFlag() readonly compromisesRights?: boolean;
  @MayBeLeftOut() @OnlyWhen({ agreement: true }) @IsCoded(solutions) readonly solved?: Solution;
}
export const endMediation = stepOf(EndMediation)({
  name: 'EndMediation',
  title: { da: 'Afslut mægling', en: 'End mediation' },
  phase: 'case',
  proposes: ['MediationAgreed', 'MediationFailed', 'MediationFailedOnAnswer'],
  decide: ({ agreement, terms, compromisesRights, solved }, at) => {
    const { caseState, profile, today } = at;
    const conflict = conflictOf(at);
    const rights = compromisesRights === true ? 'compromised' : 'kept';
    if (agreement)
      return { type: 'MediationAgreed', data: { terms, compromisesRights, solved, facts: { rights, conflict } } };
    const ended = { terms, facts: { conflict } };
    if (caseState.mediation?.startedIn !== 'referred') return { type: 'MediationFailed', data: ended };
    if (openReferrals(caseState).length === 0) return { type: 'MediationFailedOnAnswer', data: ended };
    const { departmentAnswer, calendar } = profile.settings;
    return {
      type: 'MediationFailed',
      data: { ...ended, waitsAnew: referralDates(today, departmentAnswer.value, calendar.value) },
    };
  },
  sample: () => ({ agreement: true, terms: sampleText, compromisesRights: false }),
  rebuild: ({ type, data: { terms, ...data } }, text) => ({
    agreement: type === 'MediationAgreed',
    terms: ifAny(terms, text),
    compromisesRights: 'compromisesRights' in data ? data.compromisesRights : undefined,
    solved: 'solved' in data ? data.solved : undefined,
  }),
});

export const mediationSteps = [offerMediation, answerMediationOffer, startMediation, endMediation] as const;
