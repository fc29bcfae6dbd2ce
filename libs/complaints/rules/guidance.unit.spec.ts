// What an office helps with, and whom it turns to.
import { channels, type guidanceCodes } from '../../../event-schemas/complaint/codes.js';
import { admitted, answeredBy, caseUnder, given, on, part, received, referredToBoth, sent } from '../testing/given.js';

const intake = [received, part('jobcenter'), admitted('A')];
const guided = (profile: string, code: (typeof guidanceCodes)[number]) =>
  given(...intake)
    .under(profile)
    .when('GiveGuidance', { codes: [code] })
    .then('GuidanceGiven', { codes: [code] })
    .leadingTo('guidance');
const complained = (profile: string, topic: string) =>
  given(received)
    .under(profile)
    .when('RecordPart', { topic, department: 'jobcenter' })
    .then('PartRecorded', { topic })
    .leaving({ parts: [{ topic }] });

describe('guidance', () => {
  it('explains a decision that is not understood (H7, O10)', () => {
    guided('horsens@1', 'understandDecision');
    guided('odense@1', 'understandDecision');
  });
  it('says how and to whom to complain (H8, O9)', () => {
    for (const code of ['howToComplain', 'whereToComplain'] as const) {
      guided('horsens@1', code);
      guided('odense@1', code);
    }
  });
  it('helps on a complaint of discrimination (H9)', () => void guided('horsens@1', 'discrimination'));
  it('can be help to write, which is said beside what was told', () => {
    given(...intake)
      .under('horsens@1')
      .when('GiveGuidance', { codes: ['howToComplain'], helpedToWrite: true })
      .then('GuidanceGiven', { helpedToWrite: true })
      .leaving({ guidance: { advice: true, helpedToWrite: true } });
    given(...intake)
      .under('horsens@1')
      .when('GiveGuidance', { codes: ['whereToComplain'] })
      .then('GuidanceGiven')
      .leaving({ guidance: { advice: false, helpedToWrite: false } });
  });
  it('says how to talk with the municipality (O1)', () => void guided('odense@1', 'dialogue'));
});

describe('a complaint', () => {
  it('can be of the handling of a case and of the conduct of staff (H6)', () => {
    complained('horsens@1', 'delay');
    complained('horsens@1', 'staffConduct');
  });
  it('can be of how a practical task was done, too (O3, O6)', () => void complained('odense@1', 'practicalTask'));
  it('can come by any of the channels, and the receipt says by which (H13)', () => {
    for (const channel of channels.filter((each) => each !== 'sms')) {
      given()
        .under('horsens@1')
        .when('ReceiveInquiry', { channel })
        .then('InquiryReceived', { channel })
        .leadingTo('intake');
    }
  });
  it('is of use to the municipality: its topic and department are kept without the person (O4)', () => {
    const { story } = given(received, part('jobcenter')).under('odense@1');
    expect(story.caseState.parts).toMatchObject([{ department: 'jobcenter' }]);
  });
});

describe('the department', () => {
  it('is met in the person of a caseworker or a leader (K7)', () => {
    const open = [...caseUnder('koebenhavn@1'), sent('StartEarlyResolution', { mode: 'flexible' })];
    for (const who of ['caseworker', 'leader'] as const) {
      given(...open)
        .under('koebenhavn@1')
        .when('RecordContact', { department: 'jobcenter', with: who, outcome: 'noReply' })
        .then('ContactRecorded', { with: who });
    }
  });
  it('that stays silent is reminded first, then its leader is (K7)', () => {
    const silent = [...caseUnder('koebenhavn@1'), referredToBoth];
    const { story } = given(
      ...silent,
      on('2026-03-18'),
      sent('Remind', { department: 'jobcenter', sentOn: '2026-03-02' }),
      on('2026-03-25'),
      sent('Escalate', { department: 'jobcenter', sentOn: '2026-03-02' }),
    ).under('koebenhavn@1');
    expect(story.caseState.letters.map(({ kind, to }) => `${kind} ${to}`)).toEqual(
      expect.arrayContaining(['reminder department', 'escalation leader']),
    );
  });
  it('has no say in the office: it takes no step of an adviser’s or the head’s (O2)', () => {
    const answered = [...caseUnder('odense@1'), referredToBoth, answeredBy('jobcenter'), answeredBy('borgerservice')];
    for (const step of ['CloseCase', 'RequestCloserLook'] as const)
      given(...answered)
        .under('odense@1')
        .when(step, {}, { as: 'department' })
        .thenRefused('ROLE_FORBIDDEN');
  });
});

describe('attending a meeting (H12)', () => {
  it('is for a citizen who is insecure or finds it hard to follow, and keeps the reason', () => {
    given(...caseUnder('horsens@1'))
      .under('horsens@1')
      .when('AttendMeeting', { requestedBy: 'citizen', reason: 'insecure', on: '2026-03-02' })
      .then('MeetingAttended', { reason: 'insecure' });
  });
});

describe('the rights under data protection law (H27)', () => {
  it('are told to the citizen, and the case remembers that they were', () => {
    const { story } = given(...caseUnder('horsens@1'), sent('NotifyCitizen', { about: 'rights' })).under('horsens@1');
    expect(story.caseState.letters.map(({ to }) => to)).toContain('citizen');
  });
});
