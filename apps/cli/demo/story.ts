/**
 * The words in which the demo's stories are told: a story is one complaint, its plot a list of transitions with the
 * working days that pass between them.
 */
import { type CommandName, type Commands } from '../../../libs/complaints/steps/steps.js';
import { type Complainant } from '../../../libs/complaints/steps/registration.js';
import { type LocalDate } from '../../../libs/policy/calendar.js';
import {
  type ActivityKind,
  type Channel,
  type ComplainantType,
  type Finding,
  type Ground,
} from '../../../event-schemas/complaint/codes.js';

/** What a step may refer to when its time has come. */
export interface At {
  readonly day: LocalDate;
  /** Calendar days before that day. */
  readonly ago: (days: number) => LocalDate;
  readonly complainant: Complainant;
  /** The member of the office who has the case. */
  readonly adviser: string;
  /** Another case of the office, begun before: its id. */
  readonly other: string;
  /** The last request (for information or erasure) and the last document that this complaint was given. */
  readonly request: string;
  readonly document: string;
}

/** `adviser` is the one who has the case, `colleague` another of the same office. */
export type Actor = 'adviser' | 'colleague' | 'head' | 'officer' | { readonly department: string };

export interface Step {
  readonly name: CommandName;
  /** Left out: whom the lifecycle lets take the step, the case's adviser where possible. */
  readonly actor?: Actor;
  readonly body: (at: At) => object;
}

/** A number lets so many working days pass. */
export type Plot = readonly (Step | number | Plot)[];

export interface Story {
  readonly office: string;
  /** Where it stands at the end: `closed(settled)`, `referred`; `counted` for an SMS or an activity. */
  readonly leadsTo: string;
  /** Working days before today on which it begins. */
  readonly ago: number;
  readonly plot: Plot;
  /** Left out: a citizen of the demo's own list. */
  readonly complainant?: Complainant;
  /** The case that the welcome text of this office shows. */
  readonly example?: true;
}

type Body<Name extends CommandName> = Commands[Name] | ((at: At) => Commands[Name]);
/** One transition. */
export function take<Name extends CommandName>(
  name: Name,
  ...[body]: object extends Commands[Name] ? [body?: Body<Name>] : [body: Body<Name>]
): Step {
  return { name, body: typeof body === 'function' ? (body as (at: At) => object) : () => body ?? {} };
}
export const by = (actor: Actor, step: Step): Step => ({ ...step, actor });
export const byDepartment = (department: string, step: Step): Step => by({ department }, step);

/** All steps of a plot with the working days since its beginning. */
export function stepsOf(plot: Plot): readonly { readonly step: Step; readonly after: number }[] {
  let after = 0;
  const steps: { step: Step; after: number }[] = [];
  const walk = (part: Plot): void => {
    for (const entry of part) {
      if (typeof entry === 'number') after += entry;
      else if ('name' in entry) steps.push({ step: entry, after });
      else walk(entry);
    }
  };
  walk(plot);
  return steps;
}

export const receive = (channel: Channel, complainantType: ComplainantType = 'citizen') =>
  take('ReceiveInquiry', { channel, complainantType });
/** What the office did besides complaints. */
export const activity = (
  kind: ActivityKind,
  more: Pick<Commands['RecordActivity'], 'department' | 'topic' | 'minutes'> = {},
) => take('RecordActivity', ({ day }) => ({ kind, on: day, ...more }));
/** `days`: how long before the inquiry the event lies, or its course began and ended. */
export const part = (topic: string, department: string, ...[from, to]: readonly number[]) =>
  take('RecordPart', ({ ago }) => ({
    topic,
    department,
    ...(from === undefined ? {} : { eventStart: ago(from) }),
    ...(to === undefined ? {} : { eventEnd: ago(to) }),
  }));
export const admissible = (id = 'A') => take('AssessRemit', { part: id, admissible: true });
type Guidance = NonNullable<Commands['AssessRemit']['guidance']>;
type RightBody = NonNullable<Commands['AssessRemit']['body']>;
export const excluded = (id: string, ground: Ground, guidance: Guidance, body: RightBody, forwarded = false) =>
  take('AssessRemit', { part: id, admissible: false, ground, guidance, body, forwarded });
export const register = (summary: string, representative?: Commands['RegisterCase']['representative']) =>
  take('RegisterCase', ({ complainant }) => ({
    complainant,
    summary,
    ...(representative === undefined ? {} : { representative }),
  }));
/** Whoever registers a case has it from then on. */
export const assigned = take('AssignCase', ({ adviser }) => ({ to: adviser }));
/** The letter of receipt, once there is a case. */
export const acknowledge = take('Acknowledge');
export const tell = (about: Commands['NotifyCitizen']['about'], text: string) => take('NotifyCitizen', { about, text });
export const reply = (text: string) => take('SendReply', { channel: 'digitalPost', sensitive: true, text });
export const note = (text: string) => take('RecordNote', { text });
export const refer = (department: string, questions: string, parts: readonly string[] = ['A']) =>
  take('ReferToDepartment', { referrals: [{ department, parts, questions }] });
/** The department writes to the citizen itself, with a copy to the office (H21). */
export const answer = (department: string, summary: string, finding?: Finding) =>
  byDepartment(
    department,
    take('RecordDepartmentAnswer', {
      department,
      directToCitizen: true,
      summary,
      ...(finding === undefined ? {} : { finding }),
    }),
  );
/** The department's own wish; `days`: calendar days from that day. */
export const askForTime = (department: string, days: number, text: string) =>
  byDepartment(
    department,
    take('RequestExtension', ({ ago }) => ({ department, due: ago(-days), text })),
  );
export const giveTime = (department: string, days: number, reason: Commands['ExtendDeadline']['reason']) =>
  take('ExtendDeadline', ({ ago }) => ({ kind: 'departmentAnswer', department, due: ago(-days), reason }));
export const recall = (department: string, reason: Commands['RecallReferral']['reason']) =>
  take('RecallReferral', { department, reason });
/** The department writes to the office alone, which has to pass it on. */
export const answerToOffice = (department: string, summary: string) =>
  take('RecordDepartmentAnswer', { department, directToCitizen: false, summary });
export const mediate = (mediator?: Commands['OfferMediation']['mediator']): Plot => [
  take('OfferMediation', { mediator }),
  2,
  take('AnswerMediationOffer', { by: 'citizen', accepted: true }),
  1,
  take('AnswerMediationOffer', { by: 'department', accepted: true }),
  2,
  take('StartMediation'),
];
export const weigh = (
  citizenBenefit: 'low' | 'medium' | 'high',
  improvement: 'low' | 'medium' | 'high',
  overall: 'justified' | 'notJustified' = 'justified',
) => ({ citizenBenefit, improvement, overall });
export const content = (text: string) => Buffer.from(`${text}\n`, 'utf8').toString('base64');
/** A document that answers the last request for information. */
export const answersRequest = (title: string, text: string) =>
  take('FileDocument', ({ day, request }) => ({ title, direction: 'in', date: day, request, content: content(text) }));
export const outcome = (
  id: string,
  result: Commands['RecordOutcome']['outcome'],
  grounds: string,
  recommendation?: string,
) =>
  take('RecordOutcome', {
    part: id,
    outcome: result,
    grounds,
    ...(recommendation === undefined ? {} : { recommendation }),
  });
export const hear = (department: string, fromDepartment: string, fromCitizen: string): Plot => [
  take('HearDepartment', { department, statement: fromDepartment }),
  3,
  take('HearCitizen', { statement: fromCitizen }),
];
