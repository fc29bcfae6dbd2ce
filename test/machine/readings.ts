// Where the product reads the brief otherwise than the oracle chose (the ambiguities at the end of table.ts).
// Each says which happenings it covers; one that covers none any more fails the test, so a change of mind is noticed.
import { type CommandName, type Commands } from '../../libs/complaints/steps/steps.js';
import { type Happening } from './cells.js';
import { openCaseStates, type State } from './table.js';

export interface Reading {
  readonly ambiguity: string;
  readonly commands: readonly CommandName[];
  readonly states: readonly State[];
  readonly profiles?: readonly string[];
  readonly reason: string;
  readonly covers: (happening: Happening) => boolean;
  /** Codes and targets of the oracle that this reading takes the place of. */
  readonly insteadOf?: readonly string[];
}

const refusedWith = ({ verdict, refusals }: Happening, code: string): boolean =>
  !verdict.taken && refusals[0]?.code === code;
const bodyOf = <Name extends CommandName>({ body }: Happening, _: Name) => body as Commands[Name];
const early: readonly State[] = ['earlyResolution.flexible', 'earlyResolution.written'];
const anyCase: readonly State[] = [...openCaseStates, 'closed'];

/** Where a department is waited for. */
const awaiting: readonly State[] = ['referred', 'investigating.active'];

export const readings: readonly Reading[] = [
  {
    ambiguity: 'A7',
    commands: ['SwitchMode'],
    states: early,
    reason: 'There is nothing to switch to in the mode that the case is in.',
    covers: (happening) =>
      happening.scene.story.state.endsWith(bodyOf(happening, 'SwitchMode').mode) &&
      refusedWith(happening, 'TRANSITION_NOT_ALLOWED'),
    insteadOf: early,
  },
  {
    ambiguity: 'A11',
    commands: ['OpenInvestigation'],
    states: ['investigationAssessment'],
    profiles: ['horsens', 'odense'],
    reason: 'The consent binds what is asked of departments, not which parts the head looks at.',
    covers: () => false,
    insteadOf: ['CONSENT_SCOPE_EXCEEDED'],
  },
  {
    ambiguity: 'A13',
    commands: ['ShredKeys'],
    states: openCaseStates,
    reason:
      'The step exists in an open case, and retention, which begins with the closing, always refuses it: no body gets through.',
    covers: () => false,
    insteadOf: openCaseStates,
  },
  {
    ambiguity: 'A14',
    commands: ['WithdrawComplaint', 'WithdrawPart', 'Acknowledge'],
    states: openCaseStates,
    reason:
      "Nobody complained, so nobody can withdraw or be sent a receipt: the office's own initiative is concluded by the head.",
    covers: (happening) =>
      happening.scene.story.caseState.ownInitiative !== null && refusedWith(happening, 'TRANSITION_NOT_ALLOWED'),
  },
  {
    ambiguity: 'A15',
    commands: ['AttendMeeting'],
    states: ['closed'],
    reason: 'That the keys are gone is a matter of the state, which is asked before the profile.',
    covers: (happening) =>
      happening.scene.story.caseState.shredded &&
      !happening.scene.story.profile.settings.meetingAttendance.value &&
      refusedWith(happening, 'CASE_SHREDDED'),
  },
  {
    ambiguity: 'A16',
    commands: ['DecideErasure'],
    states: anyCase,
    reason: 'A request that has been decided is decided.',
    covers: (happening) =>
      happening.scene.story.caseState.erasureRequests.some(
        ({ id, status }) => id === bodyOf(happening, 'DecideErasure').request && status !== 'open',
      ) && refusedWith(happening, 'TRANSITION_NOT_ALLOWED'),
  },
  {
    ambiguity: 'A16',
    commands: ['Remind', 'Escalate'],
    states: awaiting,
    reason: 'Each reminder goes out once, and none after the answer (T16): asked again, there is no such step.',
    covers: (happening) =>
      happening.refusals.some(({ code }) => code === 'TRANSITION_NOT_ALLOWED') &&
      happening.refusals.every(({ code }) => ['TRANSITION_NOT_ALLOWED', 'DEADLINE_NOT_PASSED'].includes(code)),
  },
];

/**
 * A20: the contract's order does not place the scope; the product counts it as the head's decision, the oracle as the
 * part.
 */
export const unplacedCodes = ['SCOPE_EMPTY', 'SCOPE_HAS_INADMISSIBLE_PART'];
