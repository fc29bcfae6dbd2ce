/**
 * What is said where a state has no such step (contract.md, "Steps that a state lacks"). The first row
 * that matches.
 */
import { complaintV2 } from './complaint.v2.js';

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

/** What is asked of a step here: its name, where it has its place, and the events it can lead to. */
export interface StepAsked {
  readonly name: string;
  readonly phase: string;
  readonly proposes: readonly string[];
}

const preCase = ['unreceived', 'counted', 'intake', 'dialogueCheck', 'guidance', 'endedWithoutCase'];

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
    commands: ['RecordOutcome', 'HearDepartment', 'RequestHearing', 'HearCitizen', 'ChangeScope', 'Conclude'],
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

type Node = { readonly on?: object; readonly states?: { readonly [name: string]: Node } };
/** What a closed case still takes, as the lifecycle's own transitions say. */
const takenWhenClosed: ReadonlySet<string> = new Set(
  ['lifecycle', 'case', 'closed'].reduce<{ readonly at: Node; readonly types: readonly string[] }>(
    ({ at, types }, name) => {
      const node = at.states![name]!;
      return { at: node, types: [...types, ...Object.keys(node.on ?? {})] };
    },
    { at: complaintV2.config as Node, types: [] },
  ).types,
);

const within = (state: string, names: readonly string[]) =>
  names.some((name) => state === name || state.startsWith(`${name}.`));

/**
 * Why this step is none in this state. `regions` are those that mention the event and do not take it: where the
 * lifecycle itself would, consent, privacy or the lack of a criticism stands in the way.
 */
export function noTransition(
  { name, phase, proposes }: StepAsked,
  state: string,
  regions: readonly string[],
): NoTransition {
  if (within(state, preCase)) return phase === 'preCase' ? notHere : caseRequired;
  if (state === 'closed' && !proposes.some((type) => takenWhenClosed.has(type))) return caseClosed;
  if (regions.length > 0 && !regions.includes('lifecycle')) {
    if (regions.includes('privacy') && state === 'closed') return caseShredded;
    if (regions.includes('consent')) return consentNotGiven;
    if (regions.includes('followUp')) return nothingCriticised;
  }
  return (
    rows.find(({ commands, states }) => (commands ?? [name]).includes(name) && within(state, states ?? [state])) ??
    notHere
  );
}
