/** A case handled in dialogue: settlement (K9–K11) and mediation (H10). */
import { type CaseState } from './case-state.js';
import { including, nothing, type Change, type Folds } from './change.js';

const accepted = ({ settlement }: CaseState, by: string, change: { readonly status?: 'settled' } = {}): Change =>
  settlement === null
    ? {}
    : { settlement: { ...settlement, ...change, acceptedBy: including(settlement.acceptedBy, by) } };

const mediated = ({ mediation }: CaseState, change: Partial<NonNullable<CaseState['mediation']>>): Change =>
  mediation === null ? {} : { mediation: { ...mediation, ...change } };

export const earlyResolution: Folds<
  | 'FlexibleHandlingStarted'
  | 'WrittenHandlingStarted'
  | 'SwitchedToFlexible'
  | 'SwitchedToWritten'
  | 'SettlementProposed'
  | 'SettlementAccepted'
  | 'SettledByBoth'
  | 'SettlementRejected'
  | 'QuickSolutionFailed'
  | 'MediationOffered'
  | 'MediationOfferAnswered'
  | 'MediationStarted'
  | 'MediationAgreed'
  | 'MediationFailed'
> = {
  FlexibleHandlingStarted: nothing,
  WrittenHandlingStarted: nothing,
  SwitchedToFlexible: nothing,
  SwitchedToWritten: nothing,
  SettlementProposed: (_, __, { revision }) => ({ settlement: { acceptedBy: [], status: 'proposed', revision } }),
  SettlementAccepted: (caseState, { by }) => accepted(caseState, by),
  SettledByBoth: (caseState, { by }) => accepted(caseState, by, { status: 'settled' }),
  SettlementRejected: ({ settlement, tried }) =>
    settlement === null
      ? {}
      : { settlement: { ...settlement, status: 'rejected' }, tried: { ...tried, rejected: true } },
  QuickSolutionFailed: nothing,
  MediationOffered: (_, __, ___, on) => ({
    mediation: {
      offeredOn: on,
      citizen: null,
      department: null,
      startedOn: null,
      agreement: null,
      revision: null,
    },
  }),
  MediationOfferAnswered: (caseState, { by, accepted: agreed }) => mediated(caseState, { [by]: agreed }),
  MediationStarted: (caseState, _, __, on) => mediated(caseState, { startedOn: on }),
  MediationAgreed: (caseState, _, { revision }) => mediated(caseState, { agreement: true, revision }),
  MediationFailed: (caseState, _, { revision }) => mediated(caseState, { agreement: false, revision }),
};
