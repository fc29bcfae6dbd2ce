/** What was written down wrongly, and a step that should not have been taken (docs/decisions/0023). */
import {
  answerFindings,
  bothSides,
  channels,
  complainantTypes,
  consentPurposes,
  consentWays,
  contactOutcomes,
  contactPersons,
  correctionReasons,
  directions,
  meetingReasons,
  retractionReasons,
} from '../../../event-schemas/complaint/codes.js';
import {
  type ComplaintData,
  type ComplaintEvent,
  type ComplaintEventType,
} from '../../../event-schemas/complaint/events.js';
import { openReferrals, type CaseState } from '../../case/case-state.js';
import { correctedFields, isCorrection, isRetraction, putsRight, standingOf } from '../../case/corrected.js';
import { foldCase } from '../../case/evolve.js';
import { localDateOf, workingDaysBetween } from '../../policy/calendar.js';
import { type Profile } from '../../policy/profile.js';
import { sampleText } from './bodies.js';
import { giveConsent } from './consent.js';
import { recordDepartmentAnswer } from './department.js';
import { recordContact } from './early-resolution.js';
import { ageLimitOf } from './facts.js';
import {
  fieldSentences,
  fieldsOf,
  HasHappened,
  IsCoded,
  IsDate,
  IsDepartment,
  IsFilled,
  IsFlag,
  IsList,
  IsReference,
  IsRevision,
  IsText,
  IsTopic,
  MayBeLeftOut,
  type Class,
  type FieldCode,
} from './fields.js';
import { attendMeeting, fileDocument } from './filing.js';
import { receiveInquiry, recordPart } from './intake.js';
import { recordDialogue, registerCase } from './registration.js';
import { AfterRecording, InvalidField, stepOf, UnknownReference, type Deciding, type Step } from './step.js';

/** Any field of a record: which of them are the record's own is asked where it is known. */
export class RecordedFields {
  @MayBeLeftOut() @IsCoded(channels) readonly channel?: (typeof channels)[number];
  @MayBeLeftOut() @IsCoded(complainantTypes) readonly complainantType?: (typeof complainantTypes)[number];
  @MayBeLeftOut() @HasHappened() @IsDate() readonly receivedOn?: string;
  @MayBeLeftOut() @IsTopic() readonly topic?: string;
  @MayBeLeftOut() @IsDepartment() readonly department?: string;
  @MayBeLeftOut() @HasHappened() @IsDate() readonly eventStart?: string;
  @MayBeLeftOut() @HasHappened() @IsDate() readonly eventEnd?: string;
  @MayBeLeftOut() @IsFlag() readonly departmentHadOpportunity?: boolean;
  @MayBeLeftOut() @IsFlag() readonly answered?: boolean;
  @MayBeLeftOut() @HasHappened() @IsDate() readonly askedOn?: string;
  @MayBeLeftOut() @IsFlag() readonly moreOptionsSeen?: boolean;
  @MayBeLeftOut() @IsText() readonly summary?: string;
  @MayBeLeftOut() @IsCoded(contactPersons) readonly with?: (typeof contactPersons)[number];
  @MayBeLeftOut() @IsCoded(contactOutcomes) readonly outcome?: (typeof contactOutcomes)[number];
  @MayBeLeftOut() @IsText() readonly note?: string;
  @MayBeLeftOut() @IsCoded(bothSides) readonly requestedBy?: (typeof bothSides)[number];
  @MayBeLeftOut() @IsCoded(meetingReasons) readonly reason?: (typeof meetingReasons)[number];
  @MayBeLeftOut() @HasHappened() @IsDate() readonly on?: string;
  @MayBeLeftOut() @IsFlag() readonly directToCitizen?: boolean;
  @MayBeLeftOut() @IsReference() readonly document?: string;
  @MayBeLeftOut() @IsFlag() readonly complete?: boolean;
  @MayBeLeftOut() @IsCoded(answerFindings) readonly finding?: (typeof answerFindings)[number];
  @MayBeLeftOut() @IsText() readonly title?: string;
  @MayBeLeftOut() @IsCoded(directions) readonly direction?: (typeof directions)[number];
  @MayBeLeftOut() @HasHappened() @IsDate() readonly date?: string;
  @MayBeLeftOut() @IsDate() readonly from?: string;
  @MayBeLeftOut() @IsDate() readonly to?: string;
  @MayBeLeftOut() @IsCoded(consentPurposes) readonly purpose?: (typeof consentPurposes)[number];
  @MayBeLeftOut() @IsList() @IsDepartment({ each: true }) readonly departments?: readonly string[];
  @MayBeLeftOut() @IsCoded(consentWays) readonly how?: (typeof consentWays)[number];
  @MayBeLeftOut() @IsText() readonly text?: string;
}

export class CorrectRecord {
  @IsRevision() readonly revision!: number;
  @IsFilled(() => RecordedFields) readonly fields!: RecordedFields;
  @IsCoded(correctionReasons) readonly reason!: (typeof correctionReasons)[number];
}

type FieldName = keyof RecordedFields;
type Subject = 'ofComplainant' | 'ofText' | 'ofDocument';
/** A step by what is asked of it here, whatever its body. */
interface AnyStep {
  readonly body: Class;
  rebuild(event: ComplaintEvent, text: string): object;
  decide(body: object, at: Deciding): { readonly type: string; readonly data: object };
}
interface Kind {
  readonly step: AnyStep;
  readonly fields: readonly FieldName[];
  /** Fields of the event that follow from these, computed anew. */
  readonly follows?: readonly string[];
  /** Under whose key its texts are. */
  readonly subject?: Subject;
}
const kindOf = <Body extends object, Type extends ComplaintEventType>(
  step: Step<string, Body, Type>,
  fields: readonly (FieldName & keyof Body)[],
  more: Pick<Kind, 'follows' | 'subject'> = {},
): Kind => ({ step: step as unknown as AnyStep, fields, ...more });

const receipt = kindOf(receiveInquiry, ['channel', 'complainantType', 'receivedOn'], { follows: ['answerDue'] });
const part = kindOf(recordPart, ['topic', 'department', 'eventStart', 'eventEnd'], { follows: ['ageLimit'] });
const dialogue = kindOf(recordDialogue, [
  'department',
  'departmentHadOpportunity',
  'answered',
  'askedOn',
  'moreOptionsSeen',
]);
const answer = kindOf(
  recordDepartmentAnswer,
  ['department', 'directToCitizen', 'receivedOn', 'summary', 'document', 'complete', 'finding'],
  { follows: ['quarantined'], subject: 'ofDocument' },
);
const consent = kindOf(giveConsent, ['purpose', 'departments', 'from', 'to', 'how', 'text'], { subject: 'ofText' });

/** The records there are, by the event that holds each. */
const kinds: { readonly [Type in ComplaintEventType]?: Kind } = {
  InquiryReceived: receipt,
  PartRecorded: part,
  DialogueRecorded: dialogue,
  CaseRegistered: kindOf(registerCase, ['summary'], { subject: 'ofComplainant' }),
  ContactRecorded: kindOf(recordContact, ['department', 'with', 'outcome', 'note'], { subject: 'ofText' }),
  MeetingAttended: kindOf(attendMeeting, ['requestedBy', 'reason', 'on', 'note'], { subject: 'ofText' }),
  DepartmentAnswered: answer,
  LastDepartmentAnswered: answer,
  LaterAnswerRecorded: answer,
  DocumentFiled: kindOf(fileDocument, ['title', 'direction', 'date', 'department', 'from', 'to'], {
    follows: ['quarantined'],
    subject: 'ofDocument',
  }),
  ConsentGiven: consent,
  ConsentGivenForExamination: consent,
  ConsentGivenForAssessment: consent,
};
export const isRecord = (type: ComplaintEventType): boolean => type in kinds;

/** What may be put right in such an event; null: it is no record. */
export const fieldsToCorrect = (type: ComplaintEventType): readonly string[] | null => kinds[type]?.fields ?? null;
/** All that may be put right in any of them. */
export const recordedFields: readonly string[] = [...fieldsOf(RecordedFields).keys()];

type RecordFact = ComplaintData['CaseRecordCorrected']['facts']['record'];
const texts: ReadonlySet<string> = new Set(['summary', 'note', 'title', 'text']);
/** What a field of the body is called in its event. */
const inEvent = (name: string): string => (name === 'document' ? 'file' : name);

export const correctRecord = stepOf(CorrectRecord)({
  name: 'CorrectRecord',
  title: { da: 'Ret en oplysning', en: 'Correct a record' },
  phase: 'preCase',
  looksBack: true,
  proposes: ['InquiryRecordCorrected', 'CaseRecordCorrected'],
  decide: (body, at) => {
    const { history = [], caseState } = at;
    const { revision, reason } = body;
    const recorded = history.find((event) => event.revision === revision);
    if (!recorded) throw new UnknownReference('revision');
    const type = caseState.registeredAt === null ? 'InquiryRecordCorrected' : 'CaseRecordCorrected';
    const record = factOf(recorded, at);
    if (record !== 'correctable') return { type, data: { revision, reason, fields: {}, facts: { record } } };
    return { type, data: dataOf(body, recorded, kinds[recorded.type]!, at) };
  },
  sample: ({ caseState }) => ({
    revision: caseState.documents.find(({ of }) => of === 'filed')?.revision ?? 0,
    fields: caseState.documents.some(({ of }) => of === 'filed') ? { title: sampleText } : { channel: 'phone' },
    reason: 'typing',
  }),
  // A case that the office has begun itself has no inquiry to correct, and may have what came later.
  others: ({ history = [] }) =>
    history.flatMap(({ type, revision, data }) =>
      type === 'PartRecorded' ? [{ revision, fields: { topic: data.topic }, reason: 'typing' as const }] : [],
    ),
  rebuild: ({ data }, text) => {
    const fields = Object.entries(correctedFields(data)).flatMap(([name, value]) => {
      const own = name === 'file' ? 'document' : name;
      return fieldsOf(RecordedFields).has(own) ? [[own, texts.has(name) ? text : value] as const] : [];
    });
    return { revision: data.revision, fields: Object.fromEntries(fields), reason: data.reason };
  },
});

function factOf(recorded: ComplaintEvent, { history = [], caseState }: Deciding): RecordFact {
  const { type, revision } = recorded;
  if (isCorrection(recorded) || isRetraction(recorded)) return 'correction';
  if (type === 'NoteRecorded') return 'note';
  if (!isRecord(type)) return 'decision';
  if (!standingOf(history).some((event) => event.revision === revision)) return 'retracted';
  const document = caseState.documents.find((each) => each.revision === revision && typeof each.of === 'string');
  return document?.erased ? 'erased' : 'correctable';
}

/** The step is decided again as it was, with what is corrected: so the fields are judged as that step's own. */
function dataOf(
  { revision, fields, reason }: CorrectRecord,
  recorded: ComplaintEvent,
  { step, fields: own, follows = [], subject }: Kind,
  at: Deciding,
): ComplaintData['CaseRecordCorrected'] {
  const { history = [] } = at;
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  const foreign = given.find(([name]) => !(own as readonly string[]).includes(name));
  if (foreign) throw new WrongField(`fields.${foreign[0]}`, 'UNKNOWN_FIELD');
  const standing = standingOf(history);
  const stood = standing.find((event) => event.revision === revision)!;
  const body = { ...step.rebuild(stood, sampleText), ...Object.fromEntries(given) };
  const recordedOn = localDateOf(Date.parse(recorded.recordedAt));
  for (const [name, value] of given)
    if (fieldsOf(RecordedFields).get(name)!.happened && (value as string) > recordedOn)
      throw new AfterRecording(`fields.${name}`);
  checkOrder(step, body);
  const before = foldedBefore(revision, standing);
  const profile = profileOf(before.pinned?.profile, at);
  let again: ReturnType<AnyStep['decide']>;
  try {
    again = step.decide(body, {
      ...at,
      caseState: before,
      state: recorded.from ?? at.state,
      profile,
      today: recordedOn,
      revision,
      history: undefined,
      retraced: undefined,
    });
  } catch (error) {
    if (!(error instanceof InvalidField)) throw error;
    throw new InvalidField(`fields.${error.field}`, error.code, error.sentences);
  }
  const data = again.data as { readonly [field: string]: unknown };
  const coded = [...given.map(([name]) => inEvent(name)).filter((name) => !texts.has(name)), ...follows];
  const old = stood.data as { readonly [field: string]: unknown };
  const changes = coded.filter((name) => data[name] !== undefined && (!follows.includes(name) || differs(name)));
  const written = Object.fromEntries(given.filter(([name]) => texts.has(name)));
  const document = 'document' in stood.data ? stood.data.document : undefined;
  const key = subject === 'ofDocument' && document === undefined ? 'ofText' : subject;
  const limits = 'receivedOn' in fields && recorded.type === 'InquiryReceived' ? limitsFrom(fields, standing, at) : [];
  const proposed: ComplaintData['CaseRecordCorrected'] = {
    revision,
    reason,
    ...(limits.length > 0 ? { ageLimits: limits } : {}),
    fields: Object.fromEntries(changes.map((name) => [name, data[name]])),
    ...(key === 'ofDocument' && Object.keys(written).length > 0 ? { document } : {}),
    ...(key !== undefined && Object.keys(written).length > 0 ? { [key]: written } : {}),
    facts: { record: 'correctable' },
  };
  const isOther = again.type !== recorded.type || leavesOpen(proposed, at);
  return isOther ? { revision, reason, fields: {}, facts: { record: 'otherStep' } } : proposed;

  function differs(name: string): boolean {
    return JSON.stringify(data[name]) !== JSON.stringify(old[name]);
  }
}

class WrongField extends InvalidField {
  override readonly name = 'WrongField';
  constructor(field: string, code: FieldCode) {
    super(field, code, fieldSentences[code]);
  }
}

/** A day before the one it may not lie before, the other as it is or as it is corrected. */
function checkOrder({ body: of }: AnyStep, body: { readonly [field: string]: unknown }): void {
  for (const { name, notBefore } of fieldsOf(of).values()) {
    const [start, end] = [notBefore === null ? undefined : body[notBefore], body[name]];
    if (typeof start === 'string' && typeof end === 'string' && end < start)
      throw new WrongField(`fields.${name}`, 'ENDS_BEFORE_START');
  }
}

const profileOf = (id: string | undefined, { profile, profileNamed }: Deciding): Profile =>
  id === undefined || id === profile.id ? profile : (profileNamed?.(id) ?? profile);

/** The limits of the parts of the first cycle are measured on the day of receipt (H29). */
function limitsFrom(
  { receivedOn }: RecordedFields,
  standing: readonly ComplaintEvent[],
  at: Deciding,
): NonNullable<ComplaintData['CaseRecordCorrected']['ageLimits']> {
  return standing.flatMap((event) => {
    if (event.type !== 'PartRecorded' || receivedOn === undefined) return [];
    const before = foldedBefore(event.revision, standing);
    if (before.cycle !== 1) return [];
    const ageLimit = ageLimitOf(event.data, profileOf(before.pinned?.profile, at), receivedOn);
    return JSON.stringify(ageLimit) === JSON.stringify(event.data.ageLimit)
      ? []
      : [{ revision: event.revision, ageLimit }];
  });
}

/**
 * The case before an event, of what stands: that is put right already, and an earlier correction among it would put it
 * back to what a later one has overtaken.
 */
const foldedBefore = (before: number, standing: readonly ComplaintEvent[]): CaseState =>
  foldCase(
    standing[0]!.stream,
    standing.filter((event) => event.revision < before && !putsRight(event)),
  );

/** Whether a question would be open again where nobody waits for an answer any more. */
function leavesOpen(data: ComplaintData['CaseRecordCorrected'], { history = [], caseState, state }: Deciding): boolean {
  if (state === 'referred') return false;
  const last = history.at(-1)!;
  const correction = {
    ...last,
    type: 'CaseRecordCorrected',
    revision: last.revision + 1,
    from: state,
    to: state,
    data,
  };
  const after: CaseState = foldCase(caseState.stream, [...history, correction as unknown as ComplaintEvent]);
  return openReferrals(after).length > openReferrals(caseState).length;
}

export class RetractStep {
  @IsRevision() readonly revision!: number;
  @IsCoded(retractionReasons) readonly reason!: (typeof retractionReasons)[number];
}

type RetractionFacts = ComplaintData['StepRetracted']['facts'];
const workingDays = 10;
/** What a complaint begins with, what names a person, and what the citizen or a department has been told. */
const lasting: ReadonlySet<ComplaintEventType> = new Set([
  'InquiryReceived',
  'SmsCounted',
  'ActivityRecorded',
  'OwnInitiativeOpened',
  'CaseRegistered',
  'InvestigationDeclined',
  'ConcludedWithCriticism',
  'ConcludedWithoutCriticism',
]);

export const retractStep = stepOf(RetractStep)({
  name: 'RetractStep',
  title: { da: 'Træk et skridt tilbage', en: 'Retract a step' },
  phase: 'preCase',
  looksBack: true,
  proposes: ['StepRetracted'],
  decide: ({ revision, reason }, { history = [], caseState, profile, today, role, roles = [role], retraced }) => {
    const named = history.find((event) => event.revision === revision);
    if (!named) throw new UnknownReference('revision');
    const last = standingOf(history).findLast((event) => event.from !== event.to)!;
    const proposed = (step: RetractionFacts['step'], decider: RetractionFacts['decider'] = 'entitled') =>
      ({ type: 'StepRetracted', data: { undoes: last.revision, reason, facts: { step, decider } } }) as const;
    if (last.commandId !== named.commandId) return proposed('notTheLast');
    if (lasting.has(last.type)) return proposed('lasting');
    const { back, roles: entitled } = retraced!(last.revision);
    const days = workingDaysBetween(localDateOf(Date.parse(last.recordedAt)), today, profile.settings.calendar.value);
    return proposed(
      caseState.letters.some((letter) => letter.revision >= last.revision)
        ? 'sent'
        : days > workingDays
          ? 'tooOld'
          : back === null
            ? 'builtOn'
            : 'retractable',
      roles.some((each) => entitled.includes(each)) ? 'entitled' : 'notEntitled',
    );
  },
  sample: ({ caseState }) => ({ revision: Math.max(0, caseState.movedAt), reason: 'mistake' }),
  rebuild: ({ data: { undoes, reason } }) => ({ revision: undoes, reason }),
});

export const puttingRightSteps = [correctRecord, retractStep] as const;
