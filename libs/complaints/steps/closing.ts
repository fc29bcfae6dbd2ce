import { firstPart, ifAny, sampleText } from './bodies.js';
import {
  channels,
  discontinuations,
  notices,
  reopeningReasons,
  solutions,
  type Channel,
  type Solution,
} from '../../../event-schemas/complaint/codes.js';
import { isStanding, standingParts } from '../../case/case-state.js';
import { answerReached, anyAnswer, conflictOf, lateParts, outcomesOf, partOf, yes } from './facts.js';
import { IsCoded, IsComplaint, IsFlag, IsPart, IsText, MayBeLeftOut, NeededWhen, OnlyWhen } from './fields.js';
import { NotClosing, stepOf } from './step.js';

/** The letter of receipt: its number, who handles the case and what happens next. */
export class Acknowledge {}
export const acknowledge = stepOf(Acknowledge)({
  name: 'Acknowledge',
  title: { da: 'Send kvittering til borgeren', en: 'Send the citizen a letter of receipt' },
  phase: 'case',
  proposes: ['ReceiptAcknowledged'],
  decide: (_, { profile }) => {
    const { value: officeHours } = profile.settings.officeHours;
    return {
      type: 'ReceiptAcknowledged',
      data: { ...(officeHours.length === 0 ? {} : { officeHours: [...officeHours] }), facts: {} },
    };
  },
  sample: () => ({}),
  rebuild: () => ({}),
});

export class NotifyCitizen {
  @IsCoded(notices) readonly about!: (typeof notices)[number];
  @NeededWhen({ about: ['decision', 'status'] }) @IsText() readonly text?: string;
}
export const notifyCitizen = stepOf(NotifyCitizen)({
  name: 'NotifyCitizen',
  title: { da: 'Giv borgeren besked', en: 'Notify the citizen' },
  phase: 'case',
  proposes: ['CitizenNotified'],
  decide: ({ about, text }, at) => ({
    type: 'CitizenNotified',
    data: {
      about,
      text,
      facts: {
        outcomes: about === 'result' ? outcomesOf(at.caseState) : 'notAsked',
        conflict: about === 'result' || about === 'decision' ? conflictOf(at) : 'none',
      },
    },
  }),
  sample: () => ({ about: 'status', text: sampleText }),
  rebuild: ({ data }, text) => ({ about: data.about, text: ifAny(data.text, text) }),
});

/** No profile has to name these: H5 and O19 keep sensitive data off the open net, and these never are on it. */
const onPaperOrInPerson: ReadonlySet<Channel> = new Set(['letter', 'counter', 'meeting']);

export class SendReply {
  @IsCoded(channels) readonly channel!: (typeof channels)[number];
  @IsFlag() readonly sensitive!: boolean;
  @MayBeLeftOut() @IsText() readonly text?: string;
}
export const sendReply = stepOf(SendReply)({
  name: 'SendReply',
  title: { da: 'Send svar', en: 'Send a reply' },
  phase: 'preCase',
  proposes: ['ReplySent', 'ReplyFiled'],
  decide: ({ channel, sensitive, text }, { caseState, profile }) => {
    const { sensitiveData, smsAnswered } = profile.settings;
    const facts = {
      channel:
        !sensitive || onPaperOrInPerson.has(channel) || sensitiveData.value.includes(channel) ? 'safe' : 'unsafe',
      sms: channel !== 'sms' ? 'none' : smsAnswered.value ? 'answered' : 'notAnswered',
    } as const;
    return caseState.registeredAt === null
      ? { type: 'ReplySent', data: { channel, sensitive, facts } }
      : { type: 'ReplyFiled', data: { channel, sensitive, text, facts } };
  },
  sample: () => ({ channel: 'digitalPost', sensitive: false }),
  rebuild: ({ data }, text) => ({
    channel: data.channel,
    sensitive: data.sensitive,
    text: 'text' in data ? ifAny(data.text, text) : undefined,
  }),
});

export class CloseCase {
  @MayBeLeftOut('unknown') @IsCoded(solutions) readonly solved?: Solution;
}
export const closeCase = stepOf(CloseCase)({
  name: 'CloseCase',
  title: { da: 'Afslut sagen', en: 'Close the case' },
  phase: 'case',
  proposes: ['ClosedOnAnswer', 'ClosedOnWithdrawal'],
  decide: ({ solved }, { caseState, state }) =>
    state === 'investigating.halted'
      ? {
          type: 'ClosedOnWithdrawal',
          data: { solved, facts: { statusTold: yes(caseState.told.status), lateParts: lateParts(caseState) } },
        }
      : {
          type: 'ClosedOnAnswer',
          data: {
            solved,
            facts: {
              answer: answerReached(caseState),
              answers: anyAnswer(caseState),
              lateParts: lateParts(caseState),
            },
          },
        },
  sample: () => ({}),
  rebuild: ({ data: { solved } }) => ({ solved }),
});

export class WithdrawComplaint {
  @MayBeLeftOut('unknown') @IsCoded(solutions) readonly solved?: Solution;
}
export const withdrawComplaint = stepOf(WithdrawComplaint)({
  name: 'WithdrawComplaint',
  title: { da: 'Registrér, at klagen trækkes tilbage', en: 'Record that the complaint is withdrawn' },
  phase: 'case',
  proposes: ['ComplaintWithdrawn'],
  decide: ({ solved }) => ({ type: 'ComplaintWithdrawn', data: { solved, facts: {} } }),
  sample: () => ({}),
  rebuild: ({ data: { solved } }) => ({ solved }),
});

/** One part; with the last that stands the complaint is withdrawn. */
export class WithdrawPart {
  @IsPart() readonly part!: string;
  @MayBeLeftOut() @IsCoded(solutions) readonly solved?: Solution;
}
export const withdrawPart = stepOf(WithdrawPart)({
  name: 'WithdrawPart',
  title: { da: 'Registrér, at et klagepunkt trækkes tilbage', en: 'Record that a part is withdrawn' },
  phase: 'case',
  proposes: ['PartWithdrawn', 'LastPartWithdrawn'],
  decide: ({ part: id, solved }, { caseState }) => {
    const part = partOf(caseState, id);
    const facts = { part: isStanding(caseState, part) ? 'standing' : 'gone' } as const;
    if (!standingParts(caseState).some((other) => other.id !== id))
      return { type: 'LastPartWithdrawn', data: { part: id, solved, facts } };
    if (solved !== undefined) throw new NotClosing();
    return { type: 'PartWithdrawn', data: { part: id, facts } };
  },
  sample: ({ caseState }) => ({ part: firstPart(caseState, (part) => isStanding(caseState, part)) }),
  rebuild: ({ data: { part, ...data } }) => ({ part, solved: 'solved' in data ? data.solved : undefined }),
});

/** The case has come to nothing. In the assessment and the investigation, which are the head's, so is this. */
export class DiscontinueCase {
  @IsCoded(discontinuations) readonly reason!: (typeof discontinuations)[number];
  @MayBeLeftOut() @OnlyWhen({ reason: 'duplicate' }) @IsComplaint() readonly duplicateOf?: string;
  @MayBeLeftOut('unknown') @IsCoded(solutions) readonly solved?: Solution;
}
export const discontinueCase = stepOf(DiscontinueCase)({
  name: 'DiscontinueCase',
  title: { da: 'Henlæg sagen', en: 'Discontinue the case' },
  phase: 'case',
  proposes: ['CaseDiscontinued'],
  decide: ({ reason, duplicateOf, solved }) => ({
    type: 'CaseDiscontinued',
    data: { reason, duplicateOf, solved, facts: {} },
  }),
  sample: () => ({ reason: 'moot' }),
  rebuild: ({ data: { reason, duplicateOf, solved } }) => ({ reason, duplicateOf, solved }),
});

export class ReopenCase {
  @IsCoded(reopeningReasons) readonly reason!: (typeof reopeningReasons)[number];
}
export const reopenCase = stepOf(ReopenCase)({
  name: 'ReopenCase',
  title: { da: 'Genåbn sagen', en: 'Reopen the case' },
  phase: 'case',
  reasonAskedBy: ['H23'],
  proposes: ['ReopenedForQuestions', 'ReopenedForNewPart', 'ReopenedForConsent', 'ReopenedForAssessment'],
  decide: ({ reason }, { caseState, profile }) => {
    if (reason === 'moreQuestions') return { type: 'ReopenedForQuestions', data: { facts: {} } };
    if (reason === 'newPart') return { type: 'ReopenedForNewPart', data: { facts: {} } };
    return {
      type:
        profile.settings.consent.value && caseState.ownInitiative === null
          ? 'ReopenedForConsent'
          : 'ReopenedForAssessment',
      data: { facts: {} },
    };
  },
  sample: () => ({ reason: 'moreQuestions' }),
  rebuild: ({ type }) => ({
    reason:
      type === 'ReopenedForQuestions' ? 'moreQuestions' : type === 'ReopenedForNewPart' ? 'newPart' : 'closerLook',
  }),
});

export const closingSteps = [
  acknowledge,
  notifyCitizen,
  sendReply,
  closeCase,
  withdrawComplaint,
  withdrawPart,
  discontinueCase,
  reopenCase,
] as const;
