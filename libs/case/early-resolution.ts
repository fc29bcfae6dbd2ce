/** A case handled in dialogue: settlement (K9–K11) and mediation (H10). */
import { type CaseState } from './case-state.js';
import { changed, giveUp, including, nothing, type Change, type Folds } from './change.js';

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
  | 'MediationFailedOnAnswer'
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
  QuickSolutionFailed: (caseState, _, __, on) => giveUp(caseState, on),
  MediationOffered: (_, { external, on: offeredOn }, { revision }, on) => ({
    mediation: {
      offeredOn: offeredOn ?? on,
      ...(external === undefined ? {} : { mediator: { external, revision } }),
      citizen: null,
      department: null,
      startedOn: null,
      agreement: null,
      revision: null,
    },
  }),
  MediationOfferAnswered: (caseState, { by, accepted: agreed }) => mediated(caseState, { [by]: agreed }),
  // While it runs in place of the questions, nobody is reminded of them.
  MediationStarted: (caseState, _, { from }, on) => ({
    ...mediated(caseState, { startedOn: on, startedIn: from }),
    ...(from === 'referred' ? { referrals: changed(caseState.referrals, ({ open }) => open, { pausedOn: on }) } : {}),
  }),
  MediationAgreed: (caseState, _, { revision }) => mediated(caseState, { agreement: true, revision }),
  MediationFailed: (caseState, { waitsAnew }, { revision }) => ({
    ...mediated(caseState, { agreement: false, revision }),
    referrals: changed(
      caseState.referrals,
      ({ open, pausedOn }) => open && pausedOn !== undefined,
      // What a department was given more time for is not taken back.
      ({ pausedOn: _, ...referral }) =>
        waitsAnew === undefined || referral.due > waitsAnew.due ? referral : { ...referral, ...waitsAnew },
    ),
  }),
  MediationFailedOnAnswer: (caseState, _, { revision }) => mediated(caseState, { agreement: false, revision }),
};
