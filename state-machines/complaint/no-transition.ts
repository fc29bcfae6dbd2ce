/**
 * What is said where a state has no such step (contract.md, "Steps that a state lacks"). The first row
 * that matches.
 */

export interface NoTransition {
  readonly code: string;
  readonly cites: readonly string[];
  readonly setting?: string;
  readonly da: string;
  readonly en: string;
}
interface Row extends NoTransition {
  readonly commands?: readonly string[];
  readonly states?: readonly string[];
}

const preCase = ['unreceived', 'counted', 'intake', 'dialogueCheck', 'guidance', 'endedWithoutCase'];
/** Transitions that exist before registration; there, any other is a step of the case phase. */
export const preCaseCommands = [
  'RecordPart',
  'AssessRemit',
  'CompleteIntake',
  'GiveGuidance',
  'EndWithoutCase',
  'DirectElsewhere',
  'RecordSuggestion',
  'ForwardSuggestion',
  'GuideBack',
  'RecordDialogue',
  'AttestUnable',
  'AgreeRegistration',
  'WaiveAgeLimit',
  'FlagPrincipled',
  'RegisterCase',
  'SendReply',
] as const;
/** Transitions that a closed case still has. */
export const closedCommands = [
  'RecordDepartmentAnswer',
  'ReopenCase',
  'FileDocument',
  'RecordNote',
  'AttendMeeting',
  'NotifyCitizen',
  'ForwardAnswerToCitizen',
  'SendReply',
  'RecordDepartmentPosition',
  'RequestErasure',
  'DecideErasure',
  'PlaceHold',
  'LiftHold',
  'ShredKeys',
] as const;

const rows: readonly Row[] = [
  {
    commands: ['CloseCase'],
    states: ['earlyResolution', 'mediation'],
    code: 'NOT_ACCEPTED_BY_BOTH',
    cites: ['K11', 'O11', 'H10'],
    da: 'Begge parter skal have sagt ja, før sagen kan lukkes her.',
    en: 'Both sides have to agree before the case can close here.',
  },
  {
    commands: ['CloseCase'],
    states: ['referred'],
    code: 'NO_ANSWER_RECORDED',
    cites: ['H21', 'H22'],
    setting: 'copyToCitizen',
    da: 'Forvaltningens svar er ikke registreret.',
    en: "The department's answer has not been recorded.",
  },
  {
    commands: ['OpenInvestigation', 'DeclineInvestigation'],
    states: ['registered', 'earlyResolution', 'mediation', 'referred', 'answered'],
    code: 'EARLY_RESOLUTION_NOT_EXHAUSTED',
    cites: ['K12'],
    setting: 'earlyResolution',
    da: 'En hurtig løsning skal forsøges først; derefter kan et tilsyn overvejes.',
    en: 'A quick solution has to be tried first; then an investigation can be considered.',
  },
  {
    commands: ['OpenInvestigation', 'DeclineInvestigation', 'RequestInformation'],
    states: ['awaitingConsent'],
    code: 'CONSENT_MISSING',
    cites: ['H24'],
    setting: 'consent',
    da: 'Borgerens samtykke mangler.',
    en: "The citizen's consent is missing.",
  },
  {
    commands: ['RequestInformation'],
    states: ['investigating.halted'],
    code: 'CONSENT_WITHDRAWN',
    cites: ['H24'],
    setting: 'consent',
    da: 'Borgeren har trukket sit samtykke tilbage.',
    en: 'The citizen has withdrawn the consent.',
  },
  {
    commands: ['RecordOutcome', 'HearDepartment', 'HearCitizen', 'ChangeScope', 'Conclude'],
    states: ['investigating.halted'],
    code: 'INVESTIGATION_HALTED',
    cites: ['H24'],
    setting: 'consent',
    da: 'Undersøgelsen er standset, fordi samtykket er trukket tilbage.',
    en: 'The investigation is halted, since the consent was withdrawn.',
  },
];

const caseRequired: NoTransition = {
  code: 'CASE_REQUIRED',
  cites: ['H16', 'H17', 'H18'],
  da: 'Dette kan først ske, når der er oprettet en sag.',
  en: 'This can be done only once a case is registered.',
};
const caseClosed: NoTransition = {
  code: 'CASE_CLOSED',
  cites: ['H22'],
  da: 'Sagen er afsluttet.',
  en: 'The case is closed.',
};
const caseShredded: NoTransition = {
  code: 'CASE_SHREDDED',
  cites: ['H26'],
  setting: 'retention',
  da: 'Sagens personoplysninger er slettet for altid.',
  en: "The case's personal data is gone for good.",
};
const consentNotGiven: NoTransition = {
  code: 'CONSENT_MISSING',
  cites: ['H24'],
  setting: 'consent',
  da: 'Der er ikke givet et samtykke, som kan trækkes tilbage.',
  en: 'No consent has been given that could be withdrawn.',
};
const nothingCriticised: NoTransition = {
  code: 'OUTCOME_MISSING',
  cites: [],
  da: 'Sagen har hverken kritik eller en henstilling at tage stilling til.',
  en: 'The case has no criticism or recommendation to take a position on.',
};
const notHere: NoTransition = {
  code: 'TRANSITION_NOT_ALLOWED',
  cites: [],
  da: 'Sagen har ikke dette skridt, hvor den står nu.',
  en: 'The complaint has no such step where it stands now.',
};

/** All of them, each once. */
export const noTransitions: readonly NoTransition[] = [
  ...rows,
  caseRequired,
  caseClosed,
  caseShredded,
  consentNotGiven,
  nothingCriticised,
  notHere,
];

const within = (state: string, names: readonly string[]) =>
  names.some((name) => state === name || state.startsWith(`${name}.`));

/**
 * Why this command has no step in this state. `regions` are those that mention the event and do not take it: where the
 * lifecycle itself would, consent, privacy or the lack of a criticism stands in the way.
 */
export function noTransition(command: string, state: string, regions: readonly string[]): NoTransition {
  if (within(state, preCase)) return (preCaseCommands as readonly string[]).includes(command) ? notHere : caseRequired;
  if (state === 'closed' && !(closedCommands as readonly string[]).includes(command)) return caseClosed;
  if (regions.length > 0 && !regions.includes('lifecycle')) {
    if (regions.includes('consent')) return consentNotGiven;
    if (regions.includes('privacy') && state === 'closed') return caseShredded;
    if (regions.includes('followUp')) return nothingCriticised;
  }
  return (
    rows.find(
      ({ commands, states }) => (commands ?? [command]).includes(command) && within(state, states ?? [state]),
    ) ?? notHere
  );
}
