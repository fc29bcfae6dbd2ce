/**
 * Complaints that go their own way, for tests: at each step one of the transitions that are taken there, with a body
 * that fits, chosen by a seed. The same seed gives the same story.
 */
import { seededRandom } from '../../platform/seeded-random.js';
import { addDays, addMonths, localDateOf, nextWorkingDay } from '../../policy/calendar.js';
import { commandNames, steps, type CommandName, type Commands } from '../steps/steps.js';
import { admissibleParts } from '../../case/case-state.js';
import { suggestionId } from '../../case/case-parts.js';
import { profiles, Story } from './given.js';

const departments = ['jobcenter', 'borgerservice', 'socialafdelingen'] as const;
/**
 * How often a step is tried, of a hundred times it comes up: what ends a contact, or says nothing new, seldom, so that
 * a story goes somewhere.
 */
const chance: { readonly [Name in CommandName]?: number } = {
  EndWithoutCase: 1,
  DirectElsewhere: 1,
  RejectInquiry: 1,
  GuideBack: 1,
  GiveGuidance: 1,
  ForwardSuggestion: 3,
  WithdrawComplaint: 2,
  WithdrawPart: 4,
  DiscontinueCase: 2,
  RefuseConsent: 10,
  AssessRemit: 50,
  AnswerMediationOffer: 60,
  OfferMediation: 10,
  ShredKeys: 15,
  DecideErasure: 20,
  RecordNote: 10,
  FileDocument: 10,
  AttendMeeting: 10,
  NotifyCitizen: 25,
  SendReply: 10,
  RecordSuggestion: 15,
  RecordSuggestionPosition: 15,
  RequestErasure: 10,
  PlaceHold: 10,
  LiftHold: 15,
  MoveCase: 3,
  Acknowledge: 5,
  RecallReferral: 8,
  DeclineReferral: 8,
  ExtendDeadline: 20,
  RequestExtension: 20,
  AssignCase: 5,
  SetHandling: 5,
  CorrectRecord: 25,
  RetractStep: 6,
  SwitchMode: 15,
  DeclareConflict: 5,
  RecordContact: 15,
  WithdrawConsent: 10,
  GiveConsent: 40,
  FlagPrincipled: 15,
  AttestUnable: 30,
  ForwardAnswerToCitizen: 25,
  RecordDepartmentAnswer: 40,
  RequestInformation: 40,
  RequestHearing: 30,
  RequestReview: 4,
};

/**
 * Each story is told alone, with no other case to link it to; and a recommendation or a party stands in everybody's way
 * as little as a note: random histories make all of them.
 */
const wandered = commandNames.filter(
  (name) => !/^RecordRecommendation|Party$/.test(name) && name !== 'LinkCase' && name !== 'UnlinkCase',
);

/** @param length how many events the story has at most; it may come to its end before */
export function wander(seed: number, profile: string, length: number): Story {
  const roll = seededRandom(seed);
  const oneOf = <Entry>(entries: readonly Entry[]): Entry => entries[Math.floor(roll() * entries.length)]!;
  const maybe = (chance: number) => roll() < chance;
  let story = Story.under(profiles.get(profile)!);
  story = story.do('ReceiveInquiry', { channel: 'phone', receivedOn: addDays(story.today, -Math.floor(roll() * 5)) });
  for (let n = 1; n < length; n += 1) {
    if (maybe(0.6))
      story = story.on(
        maybe(0.3)
          ? addDays(story.today, Math.floor(roll() * 30))
          : nextWorkingDay(story.today, story.profile.settings.calendar.value),
      );
    const next = step(story);
    if (!next) return story;
    story = next;
  }
  return story;

  function step(at: Story): Story | undefined {
    for (let attempt = 0; attempt < 200; attempt += 1) {
      const name = oneOf(wandered);
      if (steps[name].starting || !maybe((chance[name] ?? 100) / 100)) continue;
      const body = bodyFor(name, at);
      if (body !== undefined && at.evaluate(name, body).taken) return at.do(name, body);
    }
    return undefined;
  }

  /** With dice where there is a choice, else the step's own sample. */
  function bodyFor(name: CommandName, { caseState, state, profile, today, events }: Story): object | undefined {
    const part = caseState.parts.length === 0 ? 'A' : oneOf(caseState.parts).id;
    const department =
      caseState.parts.length === 0 || maybe(0.2) ? oneOf(departments) : oneOf(caseState.parts).department;
    const admissible = admissibleParts(caseState);
    const criteria = { citizenBenefit: 'high', improvement: 'medium', overall: 'justified' } as const;
    const referrals = (about = admissible) =>
      departments.flatMap((key) => {
        const parts = about.filter((entry) => entry.department === key).map(({ id }) => id);
        return parts.length === 0 ? [] : [{ department: key, parts, questions: 'Hvorfor?' }];
      });
    const bodies: { readonly [Name in CommandName]?: () => Commands[Name] | undefined } = {
      RecordPart: () =>
        caseState.parts.length > 3 || (caseState.registeredAt !== null && maybe(0.85))
          ? undefined
          : { topic: 'delay', department: oneOf(departments), eventEnd: addDays(today, -Math.floor(roll() * 500)) },
      CorrectRecord: () => {
        const { type, revision, recordedAt } = oneOf(events);
        const recordedOn = localDateOf(Date.parse(recordedAt));
        const fields: Partial<Record<string, Commands['CorrectRecord']['fields']>> = {
          InquiryReceived: { receivedOn: addDays(recordedOn, -Math.floor(roll() * 400)) },
          PartRecorded: { department: oneOf(departments), eventEnd: addDays(recordedOn, -Math.floor(roll() * 900)) },
          DialogueRecorded: { department: oneOf(departments), answered: maybe(0.5) },
          CaseRegistered: { summary: 'Ingen skriver tilbage.' },
          ContactRecorded: { department: oneOf(departments), note: 'Hun ringede selv.' },
          MeetingAttended: { requestedBy: oneOf(['citizen', 'department']) },
          DepartmentAnswered: { department: oneOf(departments), finding: 'upheld' },
          LastDepartmentAnswered: { directToCitizen: maybe(0.5), receivedOn: recordedOn },
          LaterAnswerRecorded: { directToCitizen: maybe(0.5), summary: 'Vi har set på det igen.' },
          DocumentFiled: { title: 'Et andet brev', direction: oneOf(['in', 'out', 'internal']) },
          ConsentGiven: { departments: [oneOf(departments)] },
          ConsentGivenForExamination: { from: '2020-01-01' },
        };
        return fields[type] && { revision, fields: fields[type], reason: 'typing' };
      },
      AssessRemit: () =>
        maybe(0.95)
          ? { part, admissible: true }
          : {
              part,
              admissible: false,
              ground: oneOf(['content', 'courts']),
              guidance: ['howToComplain'],
              body: 'ankestyrelsen',
            },
      GiveGuidance: () => ({ codes: ['dialogue'] }),
      DirectElsewhere: () => ({ body: 'ombudsmanden' }),
      RecordSuggestion: () => ({
        topic: oneOf(['letterLanguage', 'practicalTask', 'communication']),
        department: oneOf(departments),
        ...(maybe(0.5) ? { text: 'Skriv kortere.', namesNobody: true } : {}),
      }),
      RecordSuggestionPosition: () =>
        caseState.suggestions.length === 0
          ? undefined
          : {
              suggestion: suggestionId(Math.floor(roll() * caseState.suggestions.length)),
              position: oneOf(['adopted', 'declined', 'noted']),
              text: 'Vi har set på det.',
            },
      RecordDialogue: () => ({ department, departmentHadOpportunity: true, answered: true, moreOptionsSeen: false }),
      AttestUnable: () => ({ reason: 'illness' }),
      WaiveAgeLimit: () => ({ part, reason: 'lateKnowledge' }),
      FlagPrincipled: () => ({ reason: 'unclearLaw' }),
      RegisterCase: () =>
        admissible.length === 0
          ? undefined
          : { complainant: { name: 'Gudrun Opdigtsen' }, summary: 'Ingen ringer tilbage.' },
      StartEarlyResolution: () => ({ mode: oneOf(['flexible', 'written']) }),
      SwitchMode: () => ({ mode: oneOf(['flexible', 'written']) }),
      RecordContact: () => ({ department, with: 'leader', outcome: 'offer' }),
      ProposeSettlement: () => ({ terms: 'Et møde.', compromisesRights: false }),
      AcceptSettlement: () => ({ by: oneOf(['citizen', 'department']) }),
      NoQuickSolution: () => ({ reason: oneOf(['noOffer', 'noReply', 'rejected']) }),
      AnswerMediationOffer: () => ({ by: oneOf(['citizen', 'department']), accepted: true }),
      EndMediation: () =>
        maybe(0.4) ? { agreement: true, terms: 'Et møde.', compromisesRights: false } : { agreement: false },
      ReferToDepartment: () => {
        const fresh = admissible.filter(({ referred }) => !referred);
        return { referrals: referrals(fresh.length > 0 ? fresh : admissible) };
      },
      AskMoreQuestions: () => ({ referrals: referrals() }),
      RecordDepartmentAnswer: () => ({
        department: oneOf(departments),
        directToCitizen: maybe(0.6),
        receivedOn: maybe(0.3) ? addDays(today, -1) : today,
        summary: 'Vi har set på det.',
        ...(maybe(0.1) ? { complete: false } : {}),
        ...(maybe(0.3) ? { finding: oneOf(['upheld', 'partly', 'notUpheld', 'unclear']) } : {}),
      }),
      GiveConsent: () => ({
        purpose: oneOf(['closerExamination', 'moreQuestions', 'shareName']),
        departments: [...departments],
      }),
      OpenInvestigation: () => ({ scope: admissible.map(({ id }) => id), criteria }),
      ChangeScope: () => ({ scope: admissible.slice(0, 1).map(({ id }) => id), criteria }),
      DeclineInvestigation: () => ({
        criteria: { ...criteria, overall: 'notJustified' },
        reasons: 'Fejlen er rettet.',
      }),
      RequestInformation: () => ({ department, about: 'Notaterne.' }),
      RequestHearing: () => ({ department, about: 'Fordelingen.' }),
      HearDepartment: () => ({ department, statement: 'Arbejdsgangen er ændret.' }),
      HearCitizen: () => ({ statement: 'Det var uvisheden.' }),
      DeclareConflict: () => ({ department }),
      RecordOutcome: () => ({
        part,
        outcome: oneOf(['noCriticism', 'criticism', 'recommendation']),
        grounds: 'Notatpligten.',
      }),
      NotifyCitizen: () => ({ about: oneOf(['result', 'decision', 'status', 'rights']), text: 'Sådan står sagen.' }),
      ForwardAnswerToCitizen: () => ({ department: oneOf(departments) }),
      ReopenCase: () => ({ reason: oneOf(['moreQuestions', 'newPart', 'closerLook']) }),
      FileDocument: () => ({ title: 'Et brev', direction: oneOf(['in', 'out', 'internal']), date: today }),
      RecordNote: () => ({ text: 'Borgeren ringede.' }),
      RecordDepartmentPosition: () => ({ part, position: 'accepted' }),
      DecideErasure: () => {
        const request = caseState.erasureRequests.find(({ status }) => status === 'open');
        return (
          request &&
          (maybe(0.5)
            ? { request: request.id, decision: 'refused', basis: 'journalingDuty' }
            : {
                request: request.id,
                decision: 'extended',
                basis: 'complexity',
                extendedTo: addMonths(request.requestedOn, 2),
              })
        );
      },
      AssignCase: () => ({
        to: oneOf(['asta', 'bo', null]),
        ...(maybe(0.3) ? { until: addDays(today, 10) } : {}),
      }),
      PlaceHold: () => ({ reason: oneOf(['archiveTransfer', 'courtCase']) }),
      LiftHold: () => ({ reason: oneOf(['archiveTransfer', 'courtCase']) }),
    };
    const body = bodies[name];
    return body ? body() : steps[name].sample({ caseState, state, profile, today });
  }
}
