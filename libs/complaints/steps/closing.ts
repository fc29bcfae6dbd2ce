import { ifAny, sampleText } from './bodies.js';
import { channels, notices, reopeningReasons } from '../../../event-schemas/complaint/codes.js';
import { answerReached, anyAnswer, outcomesOf, yes } from './facts.js';
import { IsCoded, IsFlag, IsText, MayBeLeftOut, NeededWhen } from './fields.js';
import { stepOf } from './step.js';

export class NotifyCitizen {
  @IsCoded(notices) readonly about!: (typeof notices)[number];
  @NeededWhen({ about: ['decision', 'status'] }) @IsText() readonly text?: string;
}
export const notifyCitizen = stepOf(NotifyCitizen)({
  name: 'NotifyCitizen',
  title: { da: 'Giv borgeren besked', en: 'Notify the citizen' },
  phase: 'case',
  proposes: ['CitizenNotified'],
  decide: ({ about, text }, { caseState }) => ({
    type: 'CitizenNotified',
    data: { about, text, facts: { outcomes: about === 'result' ? outcomesOf(caseState) : 'notAsked' } },
  }),
  sample: () => ({ about: 'status', text: sampleText }),
  rebuild: ({ data }, text) => ({ about: data.about, text: ifAny(data.text, text) }),
});

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
    const facts = {
      channel: !sensitive || profile.settings.sensitiveData.value.includes(channel) ? 'safe' : 'unsafe',
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

export class CloseCase {}
export const closeCase = stepOf(CloseCase)({
  name: 'CloseCase',
  title: { da: 'Afslut sagen', en: 'Close the case' },
  phase: 'case',
  proposes: ['ClosedOnAnswer', 'ClosedOnWithdrawal'],
  decide: (_, { caseState, state }) =>
    state === 'investigating.halted'
      ? { type: 'ClosedOnWithdrawal', data: { facts: { statusTold: yes(caseState.told.status) } } }
      : {
          type: 'ClosedOnAnswer',
          data: { facts: { answer: answerReached(caseState), answers: anyAnswer(caseState) } },
        },
  sample: () => ({}),
  rebuild: () => ({}),
});

export class WithdrawComplaint {}
export const withdrawComplaint = stepOf(WithdrawComplaint)({
  name: 'WithdrawComplaint',
  title: { da: 'Registrér, at klagen trækkes tilbage', en: 'Record that the complaint is withdrawn' },
  phase: 'case',
  proposes: ['ComplaintWithdrawn'],
  decide: () => ({ type: 'ComplaintWithdrawn', data: { facts: {} } }),
  sample: () => ({}),
  rebuild: () => ({}),
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

export const closingSteps = [notifyCitizen, sendReply, closeCase, withdrawComplaint, reopenCase] as const;
