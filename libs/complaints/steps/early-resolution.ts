import { firstDepartment, ifAny, sampleText } from './bodies.js';
import {
  modes,
  contactPersons,
  contactOutcomes,
  bothSides,
  noSolutionReasons,
  solutions,
  type Solution,
} from '../../../event-schemas/complaint/codes.js';
import { caseParts, type CaseState } from '../../case/case-state.js';
import { yes } from './facts.js';
import { HasHappened, IsCoded, IsDepartment, IsFlag, IsInstant, IsText, MayBeLeftOut, NeededWhen } from './fields.js';
import { NotClosing, stepOf } from './step.js';

export class StartEarlyResolution {
  @IsCoded(modes) readonly mode!: (typeof modes)[number];
}
export const startEarlyResolution = stepOf(StartEarlyResolution)({
  name: 'StartEarlyResolution',
  title: { da: 'Begynd en hurtig løsning', en: 'Start early resolution' },
  phase: 'case',
  proposes: ['FlexibleHandlingStarted', 'WrittenHandlingStarted'],
  decide: ({ mode }, { profile }) => ({
    type: mode === 'flexible' ? 'FlexibleHandlingStarted' : 'WrittenHandlingStarted',
    data: { facts: { inProfile: yes(profile.settings.earlyResolution.value) } },
  }),
  sample: () => ({ mode: 'flexible' }),
  rebuild: ({ type }) => ({ mode: type === 'FlexibleHandlingStarted' ? 'flexible' : 'written' }),
});

export class SwitchMode {
  @IsCoded(modes) readonly mode!: (typeof modes)[number];
}
export const switchMode = stepOf(SwitchMode)({
  name: 'SwitchMode',
  title: { da: 'Skift mellem fleksibel og skriftlig behandling', en: 'Switch between flexible and written handling' },
  phase: 'case',
  proposes: ['SwitchedToFlexible', 'SwitchedToWritten'],
  decide: ({ mode }, { profile }) => ({
    type: mode === 'flexible' ? 'SwitchedToFlexible' : 'SwitchedToWritten',
    data: { facts: { inProfile: yes(profile.settings.earlyResolution.value) } },
  }),
  sample: ({ state }) => ({ mode: state === 'earlyResolution.written' ? 'flexible' : 'written' }),
  rebuild: ({ type }) => ({ mode: type === 'SwitchedToFlexible' ? 'flexible' : 'written' }),
});

export class RecordContact {
  @IsDepartment() readonly department!: string;
  @IsCoded(contactPersons) readonly with!: (typeof contactPersons)[number];
  @IsCoded(contactOutcomes) readonly outcome!: (typeof contactOutcomes)[number];
  @MayBeLeftOut() @IsText() readonly note?: string;
  @MayBeLeftOut() @HasHappened() @IsInstant() readonly occurredAt?: string;
}
export const recordContact = stepOf(RecordContact)({
  name: 'RecordContact',
  title: { da: 'Registrér kontakt til forvaltningen', en: 'Record a contact with the department' },
  phase: 'case',
  proposes: ['ContactRecorded'],
  decide: ({ department, with: whom, outcome, note }) => ({
    type: 'ContactRecorded',
    data: { department, with: whom, outcome, note, facts: {} },
  }),
  sample: ({ caseState }) => ({ department: firstDepartment(caseState), with: 'caseworker', outcome: 'explained' }),
  rebuild: ({ data: { department, with: whom, outcome, note } }, text) => ({
    department,
    with: whom,
    outcome,
    note: ifAny(note, text),
  }),
});

export class ProposeSettlement {
  @IsText() readonly terms!: string;
  @IsFlag() readonly compromisesRights!: boolean;
}
export const proposeSettlement = stepOf(ProposeSettlement)({
  name: 'ProposeSettlement',
  title: { da: 'Foreslå et forlig', en: 'Propose a settlement' },
  phase: 'case',
  proposes: ['SettlementProposed'],
  decide: ({ terms, compromisesRights }) => ({
    type: 'SettlementProposed',
    data: { terms, compromisesRights, facts: { rights: compromisesRights ? 'compromised' : 'kept' } },
  }),
  sample: () => ({ terms: sampleText, compromisesRights: false }),
  rebuild: ({ data: { compromisesRights } }, text) => ({ terms: text, compromisesRights }),
});

/** The case closes with the second acceptance. */
export class AcceptSettlement {
  @IsCoded(bothSides) readonly by!: (typeof bothSides)[number];
  @MayBeLeftOut() @IsCoded(solutions) readonly solved?: Solution;
}
export const acceptSettlement = stepOf(AcceptSettlement)({
  name: 'AcceptSettlement',
  title: { da: 'Registrér accept af forliget', en: 'Record that a side accepts the settlement' },
  phase: 'case',
  proposes: ['SettlementAccepted', 'SettledByBoth'],
  decide: ({ by, solved }, { caseState }) => {
    const standing = caseState.settlement?.status === 'proposed';
    if (standing && caseState.settlement.acceptedBy.some((side) => side !== by))
      return { type: 'SettledByBoth', data: { by, solved, facts: {} } };
    if (standing && solved !== undefined) throw new NotClosing();
    return { type: 'SettlementAccepted', data: { by, facts: { proposal: standing ? 'standing' : 'none' } } };
  },
  sample: () => ({ by: 'citizen' }),
  rebuild: ({ data: { by, ...data } }) => ({ by, solved: 'solved' in data ? data.solved : undefined }),
});

export class RejectSettlement {
  @IsCoded(bothSides) readonly by!: (typeof bothSides)[number];
}
export const rejectSettlement = stepOf(RejectSettlement)({
  name: 'RejectSettlement',
  title: { da: 'Registrér afvisning af forliget', en: 'Record that a side rejects the settlement' },
  phase: 'case',
  proposes: ['SettlementRejected'],
  decide: ({ by }, { caseState }) => ({
    type: 'SettlementRejected',
    data: { by, facts: { proposal: caseState.settlement?.status === 'proposed' ? 'standing' : 'none' } },
  }),
  sample: () => ({ by: 'citizen' }),
  rebuild: ({ data: { by } }) => ({ by }),
});

export class NoQuickSolution {
  @IsCoded(noSolutionReasons) readonly reason!: (typeof noSolutionReasons)[number];
  @NeededWhen({ reason: 'unsuitable' }) @IsText() readonly why?: string;
}
export const noQuickSolution = stepOf(NoQuickSolution)({
  name: 'NoQuickSolution',
  title: { da: 'Konstatér, at der ingen hurtig løsning er', en: 'Record that there is no quick solution' },
  phase: 'case',
  reasonAskedBy: ['K13'],
  proposes: ['QuickSolutionFailed'],
  decide: ({ reason, why }, { caseState }) => ({
    type: 'QuickSolutionFailed',
    data: {
      reason,
      why,
      facts: { tried: reason === 'unsuitable' ? 'unsuitable' : yes(wasTried(reason, caseState)) },
    },
  }),
  sample: () => ({ reason: 'unsuitable', why: sampleText }),
  rebuild: ({ data: { reason, why } }, text) => ({ reason, why: ifAny(why, text) }),
});

/** K12: what was tried in the case before, whenever that was. */
const wasTried = (reason: 'rejected' | 'noOffer' | 'noReply', caseState: CaseState): boolean =>
  reason === 'rejected'
    ? caseState.tried.rejected
    : caseParts(caseState).some(({ department }) => caseState.tried.contacted.includes(department));

export const earlyResolutionSteps = [
  startEarlyResolution,
  switchMode,
  recordContact,
  proposeSettlement,
  acceptSettlement,
  rejectSettlement,
  noQuickSolution,
] as const;
