/** Before a case: what was received, its parts and their remit, and what the profile asks for first. */
import { type Part } from './case-parts.js';
import { type CaseState } from './case-state.js';
import { changePart, meetTarget, nothing, type Change, type Folds } from './change.js';
import { send } from './letters.js';
import { partiesNamed } from './parties.js';
import { pinned } from './moving.js';

/** What begins with it is no complaint. */
export const isOutside = ({ type }: { readonly type: string }): boolean => type === 'ActivityRecorded';

const newPart = (data: Pick<Part, 'id' | 'topic' | 'department'> & Partial<Part>): Part => ({
  admissible: null,
  forwarded: false,
  ageLimit: null,
  waived: false,
  remit: 'provisional',
  inCase: false,
  inScope: false,
  outcome: null,
  position: null,
  referred: false,
  directedIn: null,
  ...data,
});

export const intake: Folds<
  | 'InquiryReceived'
  | 'SmsCounted'
  | 'ActivityRecorded'
  | 'OwnInitiativeOpened'
  | 'PartRecorded'
  | 'RemitAssessed'
  | 'IntakeCompleted'
  | 'GuidanceGiven'
  | 'DialogueRecorded'
  | 'InabilityAttested'
  | 'RegistrationAgreed'
  | 'AgeLimitWaived'
  | 'PrincipleFlagged'
  | 'ReplySent'
  | 'CaseRegistered'
> = {
  InquiryReceived: (_, data) => ({
    ...pinned(data),
    received: {
      channel: data.channel,
      complainantType: data.complainantType,
      receivedOn: data.receivedOn,
      answerDue: data.answerDue,
    },
  }),
  SmsCounted: (_, data) => ({
    ...pinned(data),
    counted: true,
    received: { channel: data.channel, complainantType: 'citizen', receivedOn: data.receivedOn, answerDue: null },
  }),
  ActivityRecorded: (_, data) => {
    const { kind, department, topic, on, minutes } = data;
    return { ...pinned(data), counted: true, activity: { kind, department, topic, on, minutes } };
  },
  OwnInitiativeOpened: (_, data, event, on) => ({
    ...pinned(data),
    received: { channel: '', complainantType: '', receivedOn: on, answerDue: null },
    ownInitiative: { revision: event.revision },
    registeredAt: event.recordedAt,
    parts: [
      newPart({
        id: 'A',
        topic: data.topic,
        department: data.department,
        admissible: true,
        inCase: true,
        inScope: true,
      }),
    ],
  }),
  PartRecorded: (caseState, data, { from }) => ({
    parts: [
      ...caseState.parts,
      newPart({
        id: data.part,
        topic: data.topic,
        department: data.department,
        ageLimit: data.ageLimit,
        inCase: caseState.registeredAt !== null,
        ...(isLate(from, caseState) ? { late: true } : {}),
        ...(data.eventStart === undefined ? {} : { eventStart: data.eventStart }),
        ...(data.eventEnd === undefined ? {} : { eventEnd: data.eventEnd }),
      }),
    ],
  }),
  RemitAssessed: (caseState, data) =>
    changePart(caseState, data.part, {
      admissible: data.admissible,
      ground: data.ground,
      body: data.body,
      forwarded: data.forwarded ?? false,
    }),
  IntakeCompleted: nothing,
  GuidanceGiven: (caseState, { codes, helpedToWrite = false }, _, on) => ({
    guided: true,
    guidance: {
      advice: caseState.guidance?.advice === true || codes.some((code) => code !== 'whereToComplain'),
      helpedToWrite: caseState.guidance?.helpedToWrite === true || helpedToWrite,
    },
    ...meetTarget(caseState, on),
  }),
  DialogueRecorded: (caseState, data) => ({
    dialogues: [...caseState.dialogues.filter(({ department }) => department !== data.department), data],
  }),
  InabilityAttested: (caseState, { reason }, _, on) => ({
    unable: true,
    ...used(caseState, { on, kind: 'unableToComplainFirst', reason }),
  }),
  RegistrationAgreed: (_, data) => ({ agreement: { citizen: data.citizen, adviser: data.adviser } }),
  AgeLimitWaived: (caseState, { part, reason }, _, on) => ({
    ...changePart(caseState, part, { waived: true }),
    ...used(caseState, { on, kind: 'ageLimitWaived', reason }),
  }),
  PrincipleFlagged: (caseState, { reason }, _, on) => ({
    principled: true,
    ...used(caseState, { on, kind: 'matterOfPrinciple', reason }),
  }),
  ReplySent: (caseState, _, event, on) => ({
    ...meetTarget(caseState, on),
    ...send(caseState, event, on, [{ kind: 'reply', to: 'citizen' }]),
  }),
  CaseRegistered: (caseState, data, event, on) => ({
    registeredAt: event.recordedAt,
    registration: { revision: event.revision },
    parties: partiesNamed(data, event.revision, on),
    parts: caseState.parts.map((part) => ({ ...part, inCase: data.parts.includes(part.id) })),
  }),
};

const beforeReferral = /^(registered$|earlyResolution)/;
/** Once the departments were asked; a mediation belongs to where it began. */
function isLate(from: string | null, { registeredAt, mediation }: CaseState): boolean {
  const where = (from === 'mediation' ? mediation?.startedIn : from) ?? 'registered';
  return registeredAt !== null && !beforeReferral.test(where);
}

const used = (caseState: CaseState, use: CaseState['exceptions'][number]): Change => ({
  exceptions: [...caseState.exceptions, use],
});
