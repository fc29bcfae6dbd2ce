/** What was written down wrongly, and what was done in the wrong case: an event of its own puts it right. */
import { answerFindings, consentWays, meetingReasons } from '../../event-schemas/complaint/codes.js';
import { type ComplaintEvent, type ComplaintEventType } from '../../event-schemas/complaint/events.js';
import { type Commands } from '../complaints/steps/steps.js';
import { sentence } from './people.js';
import { drawTopic, take, type Matter, type Plot } from './story.js';

type Fields = Commands['CorrectRecord']['fields'];

const another = <Entry>(matter: Matter, entries: readonly Entry[], than: unknown): Entry =>
  matter.dice.oneOf(entries.filter((entry) => entry !== than));
const finding = (matter: Matter, { data }: ComplaintEvent): Fields => ({
  finding: another(matter, answerFindings, (data as { readonly finding?: string }).finding),
});

/** What somebody mistypes or mishears; nothing that the case would have gone another way by. */
const slips: { readonly [Type in ComplaintEventType]?: (matter: Matter, event: ComplaintEvent) => Fields } = {
  InquiryReceived: (matter, { data }) => ({
    channel: another(
      matter,
      ['phone', 'email', 'digitalPost'] as const,
      (data as { readonly channel: string }).channel,
    ),
  }),
  PartRecorded: (matter) => ({ topic: drawTopic(matter) }),
  CaseRegistered: ({ dice }) => ({ summary: sentence('summary', dice) }),
  ContactRecorded: ({ dice }) => ({ note: sentence('note', dice) }),
  MeetingAttended: (matter, { data }) => ({
    reason: another(matter, meetingReasons, (data as { readonly reason: string }).reason),
  }),
  DepartmentAnswered: finding,
  LastDepartmentAnswered: finding,
  LaterAnswerRecorded: finding,
  DocumentFiled: ({ dice }) => ({ title: sentence('letter', dice) }),
  ConsentGiven: ({ dice }) => ({ how: dice.oneOf(consentWays) }),
};

/** One of what has been written down so far. */
export function* correction(matter: Matter): Plot {
  const { dice, history, caseState } = matter;
  const undone = new Set(caseState.retractions.map(({ undoes }) => undoes));
  const event = dice.oneOf(history.filter(({ type, revision }) => type in slips && !undone.has(revision)));
  yield take('CorrectRecord', {
    revision: event.revision,
    fields: slips[event.type]!(matter, event),
    reason: dice.weighted({ typing: 70, misheard: 20, other: 10 } as const),
  });
}

/** The part is another department's. */
export const ofDepartment = ({ history }: Matter, part: string, department: string) =>
  take('CorrectRecord', {
    revision: history.find(({ type, data }) => type === 'PartRecorded' && data.part === part)!.revision,
    fields: { department },
    reason: 'other',
  });

/** The step that was taken last was a mistake, and is seen to be one before anything has gone out because of it. */
export function* takenBack({ caseState, history }: Matter, reason: Commands['RetractStep']['reason']): Plot {
  const { revision } = history.at(-1)!;
  if (!caseState.letters.some((letter) => letter.revision >= revision)) yield take('RetractStep', { revision, reason });
}
