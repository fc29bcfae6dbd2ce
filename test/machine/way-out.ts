/**
 * How whoever has a case ends it truthfully, for tests: the next step towards an end, whatever the case has met. It
 * knows the offices' ways and nothing of the machine; each step is asked of the product, and a refused one is left.
 */
import { conclusions } from '../../event-schemas/complaint/codes.js';
import {
  admissibleParts,
  caseParts,
  latePartsLeft,
  openReferrals,
  standingParts,
  type CaseState,
} from '../../libs/case/case-state.js';
import { type CommandName } from '../../libs/complaints/steps/steps.js';
import { type Sent, type Story, sent } from '../../libs/complaints/testing/given.js';

/** How it really ended, and the outcomes that say so. */
export const ends = {
  settled: ['settled', 'mediated'],
  /** In an investigation, whatever was found of the answers; a part that is too old is answered by nobody here. */
  answered: ['answeredByDepartment', ...conclusions, 'directed'],
  moot: ['discontinued'],
  unreachable: ['discontinued'],
  mistake: ['discontinued'],
} as const;
export type End = keyof typeof ends;

/** How often a step may help, where it is more than once. */
const again: { readonly [Name in CommandName]?: number } = {
  AskMoreQuestions: 2,
  ForwardAnswerToCitizen: 2,
  NotifyCitizen: 2,
  RecordDepartmentAnswer: 3,
};
/** Whoever declared a conflict takes no deciding step, so a colleague does. */
const colleague = { as: 'adviser', sub: 'kollega' } as const;
const head = { as: 'head', sub: 'leder' } as const;
const criteria = { citizenBenefit: 'high', improvement: 'medium', overall: 'justified' } as const;
type Way = readonly Sent[];

const discontinued = (reason: 'moot' | 'unreachable' | 'error'): Way =>
  [colleague, head].map((by) => sent('DiscontinueCase', { reason }, by));

const settled = ({ caseState }: Story): Way => [
  sent('EndMediation', { agreement: true, terms: 'Et svar inden fredag', compromisesRights: false }, colleague),
  sent('StartMediation', {}, colleague),
  ...(['citizen', 'department'] as const).flatMap((by) => [
    sent('AcceptSettlement', { by }, colleague),
    sent('AnswerMediationOffer', { by, accepted: true }, colleague),
  ]),
  sent('ProposeSettlement', { terms: 'Et svar inden fredag', compromisesRights: false }, colleague),
  sent('OfferMediation', {}, colleague),
  sent('StartEarlyResolution', { mode: 'flexible' }, colleague),
  consent(caseState),
];

const answered = ({ caseState, state }: Story): Way => {
  const admissible = admissibleParts(caseState);
  const departments = [...new Set(admissible.map(({ department }) => department))];
  const everybody = [...new Set(caseState.parts.map(({ department }) => department)), ...caseState.asked];
  const referrals = (parts: typeof admissible) =>
    departments.flatMap((department) => {
      const own = parts.filter((part) => part.department === department).map(({ id }) => id);
      return own.length === 0 ? [] : [{ department, parts: own, questions: 'Hvad er der sket?' }];
    });
  return [
    ...(state === 'investigating.halted' ? [consent(caseState)] : []),
    sent('CloseCase', {}, colleague),
    sent('Conclude', {}, head),
    ...everybody.map((department) => sent('ForwardAnswerToCitizen', { department }, colleague)),
    ...openReferrals(caseState).map(({ department }) =>
      sent('RecordDepartmentAnswer', { department, directToCitizen: true }, colleague),
    ),
    // Reopened after every part was withdrawn: there is nothing to answer before there is a part.
    ...(standingParts(caseState).some(({ inCase }) => inCase)
      ? []
      : [sent('RecordPart', { topic: 'delay', department: caseState.parts[0]!.department }, colleague)]),
    ...caseParts(caseState)
      .filter((part) => part.admissible === null)
      .map((part) => sent('AssessRemit', { part: part.id, admissible: true }, colleague)),
    ...admissible
      .filter((part) => part.ageLimit?.exceeded === true && !part.waived)
      .flatMap((part) => [
        sent('WaiveAgeLimit', { part: part.id, reason: 'lateKnowledge' }, colleague),
        sent(
          'AssessRemit',
          { part: part.id, admissible: false, ground: 'tooOld', guidance: ['whereToComplain'], body: 'other' },
          colleague,
        ),
      ]),
    sent('ReferToDepartment', { referrals: referrals(admissible.filter(({ referred }) => !referred)) }, colleague),
    sent('ReferToDepartment', { referrals: referrals(admissible) }, colleague),
    ...([...latePartsLeft(caseState), ...admissible].some(({ inScope }) => !inScope)
      ? [sent('ChangeScope', { scope: admissible.map(({ id }) => id), criteria }, head)]
      : []),
    sent('NoQuickSolution', { reason: 'unsuitable', why: 'Forvaltningen vil svare skriftligt' }, colleague),
    sent('EndMediation', { agreement: false }, colleague),
    consent(caseState, 'moreQuestions'),
    consent(caseState),
    ...departments.map((department) => sent('HearDepartment', { department, statement: 'Det passer.' }, colleague)),
    sent('HearCitizen', { statement: 'Det var ventetiden.' }, colleague),
    ...admissible.map(({ id }) =>
      sent('RecordOutcome', { part: id, outcome: 'noCriticism', grounds: 'Fristen var holdt.' }, head),
    ),
    sent('NotifyCitizen', { about: 'result', text: 'Der er ingen kritik.' }, colleague),
    sent('AskMoreQuestions', { referrals: referrals(admissible) }, colleague),
  ] as Way;
};

const consent = ({ parts }: CaseState, purpose: 'closerExamination' | 'moreQuestions' = 'closerExamination') =>
  sent('GiveConsent', { purpose, departments: [...new Set(parts.map(({ department }) => department))] }, colleague);

const waysTo: { readonly [To in End]: (story: Story) => Way } = {
  settled,
  answered,
  moot: () => discontinued('moot'),
  unreachable: () => discontinued('unreachable'),
  mistake: () => discontinued('error'),
};

/** The case ended so; where no way is left, where it stands then. */
export function wayOut(story: Story, to: End): Story {
  const taken = new Map<string, number>();
  let at = story;
  for (let step = 0; step < 60 && at.caseState.outcome === null; step += 1) {
    const next = waysTo[to](at).find(({ command, body, ...by }) => {
      const times = taken.get(JSON.stringify([command, body])) ?? 0;
      return times < (again[command] ?? 1) && at.evaluate(command, body, by).taken;
    });
    if (!next) return at;
    const { command, body, ...by } = next;
    const key = JSON.stringify([command, body]);
    taken.set(key, (taken.get(key) ?? 0) + 1);
    at = at.do(command, body, by);
  }
  return at;
}
