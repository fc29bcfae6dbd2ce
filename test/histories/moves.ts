/**
 * What may be tried next in a random history: a well-formed body for every command out of a few numbers, and who sends
 * it.
 */
import { seededRandom } from '../../libs/platform/seeded-random.js';
import { allRoles, commands, roles as mayTake, startingCommands, type Command } from '../machine/table.js';
import { addDays, addYears, type Actor, type Body, type Complaint } from './model.js';

/** In every free text of every history: none of it may be found in a file. */
export const secret = 'Hemmelighed';
/** Advisers, known to each office. */
export const members = ['asta', 'bo'] as const;
const departments = ['jobcenter', 'borgerservice'] as const;
const levels = ['low', 'medium', 'high'];

/** Draws numbers that follow from a first one. */
export class Draw {
  private readonly random: () => number;
  constructor(seed: number) {
    this.random = seededRandom(seed);
  }
  number(below: number): number {
    return (this.random() * 2 ** 32) % below;
  }
  of<Value>(values: readonly Value[]): Value {
    return values[this.number(values.length)]!;
  }
  maybe<Value>(value: Value): Value | undefined {
    return this.number(2) === 0 ? value : undefined;
  }
  get yes(): boolean {
    return this.number(3) > 0;
  }
}

export const steps: readonly Command[] = commands.filter((command) => !startingCommands.includes(command));

/**
 * A body that the contract's section 3 takes as well formed; undefined where the complaint has nothing that one could
 * be about.
 */
export function bodyOf(command: Command, complaint: Complaint, draw: Draw, today: string): Body | undefined {
  const text = `${secret} ${draw.number(1000)}`;
  const department = draw.of(departments);
  const part = complaint.parts.length === 0 ? undefined : draw.of(complaint.parts).id;
  const criteria = {
    citizenBenefit: draw.of(levels),
    improvement: draw.of(levels),
    overall: draw.number(6) === 0 || command === 'DeclineInvestigation' ? 'notJustified' : 'justified',
  };
  const ofPart = (fields: Body): Body | undefined => (part === undefined ? undefined : { part, ...fields });
  const by = draw.of(['citizen', 'department']);
  switch (command) {
    case 'ReceiveInquiry':
      return defined({
        channel: draw.of(['phone', 'counter', 'email', 'sms']),
        complainantType: draw.number(8) === 0 ? 'company' : undefined,
        receivedOn: draw.number(4) === 0 ? addDays(today, -draw.number(20)) : undefined,
      });
    case 'OpenOwnInitiative':
      return { topic: 'templateLetter', department, criteria, title: text };
    case 'RecordPart':
      return complaint.parts.length >= 4
        ? undefined
        : defined({
            topic: draw.of(['delay', 'other']),
            department,
            eventEnd: draw.maybe(
              draw.of([
                addDays(today, -30),
                addYears(complaint.receivedOn, -1),
                addDays(addYears(complaint.receivedOn, -1), -1),
              ]),
            ),
          });
    case 'AssessRemit':
      return ofPart(
        draw.yes
          ? { admissible: true }
          : {
              admissible: false,
              ground: draw.of(['content', 'political', 'serviceLevel', 'otherBody', 'tooOld']),
              guidance: ['whereToComplain'],
              body: 'ombudsmanden',
            },
      );
    case 'GiveGuidance':
      return { codes: ['howToComplain'] };
    case 'EndWithoutCase':
      return defined({ outcome: draw.maybe(draw.of(['guidance', 'abandoned'])) });
    case 'DirectElsewhere':
      return { body: 'domstolene' };
    case 'RecordSuggestion':
      return defined({
        topic: 'other',
        department,
        ...(draw.number(2) === 0 ? { text: complaint.registered ? text : 'Skriv kortere', namesNobody: true } : {}),
      });
    case 'RecordSuggestionPosition':
      return complaint.suggestions.length === 0
        ? undefined
        : defined({
            suggestion: `S${1 + draw.number(complaint.suggestions.length)}`,
            position: draw.of(['adopted', 'declined', 'noted']),
            text: draw.maybe(complaint.registered ? text : 'Vi har set på det'),
          });
    case 'ForwardSuggestion':
      return { withName: !draw.yes };
    case 'GuideBack':
      return { offered: ['dialogueHelp'] };
    case 'RecordDialogue':
      return defined({
        department,
        departmentHadOpportunity: draw.yes,
        answered: draw.maybe(draw.yes),
        askedOn: draw.maybe(addDays(today, -20)),
        moreOptionsSeen: draw.maybe(!draw.yes),
      });
    case 'AttestUnable':
      return { reason: 'illness' };
    case 'AgreeRegistration':
      return { citizen: draw.yes, adviser: draw.yes };
    case 'WaiveAgeLimit':
      return ofPart({ reason: 'publicInterest' });
    case 'FlagPrincipled':
      return { reason: 'affectsMany' };
    case 'RegisterCase':
      return defined({
        complainant: { name: text, cpr: '0102031234' },
        summary: text,
        parts: part !== undefined && draw.number(4) === 0 ? [part] : undefined,
      });
    case 'StartEarlyResolution':
    case 'SwitchMode':
      return { mode: draw.of(['flexible', 'written']) };
    case 'RecordContact':
      return defined({ department, with: 'leader', outcome: 'offer', note: draw.maybe(text) });
    case 'ProposeSettlement':
      return { terms: text, compromisesRights: draw.number(4) === 0 };
    case 'AcceptSettlement':
    case 'RejectSettlement':
      return { by };
    case 'AnswerMediationOffer':
      return { by: complaint.mediation?.citizen === true ? 'department' : by, accepted: draw.yes };
    case 'EndMediation':
      return draw.yes
        ? { agreement: false }
        : defined({
            agreement: true,
            terms: text,
            compromisesRights: draw.number(4) === 0,
            solved: draw.maybe('partly'),
          });
    case 'NoQuickSolution':
      return draw.of<Body>([{ reason: 'noOffer' }, { reason: 'rejected' }, { reason: 'unsuitable', why: text }]);
    case 'ReferToDepartment':
    case 'AskMoreQuestions':
      return referrals(
        complaint,
        command === 'ReferToDepartment' && ['referred', 'answered'].includes(complaint.state)
          ? complaint.admissible.filter(({ referred }) => !referred)
          : complaint.admissible,
        draw,
        text,
      );
    case 'Remind':
    case 'Escalate':
      return draw.of<Body>([
        { department, sentOn: complaint.referrals.at(-1)?.sentOn ?? today },
        ...complaint.requests.slice(-1).map(({ sentOn, id }) => ({ department, sentOn, request: id })),
      ]);
    case 'RecordDepartmentAnswer':
      return defined({
        department,
        directToCitizen: draw.yes,
        summary: draw.maybe(text),
        complete: draw.number(6) === 0 ? false : undefined,
        finding: draw.maybe(draw.of(['upheld', 'partly', 'notUpheld', 'unclear'])),
      });
    case 'RequestCloserLook':
      return defined({ reason: draw.maybe(text) });
    case 'GiveConsent':
      return defined({
        purpose: draw.of(['closerExamination', 'closerExamination', 'moreQuestions', 'shareName']),
        departments: draw.yes ? departments : [department],
        from: draw.number(4) === 0 ? addDays(today, -100) : undefined,
        how: draw.maybe('meeting'),
        text: draw.maybe(text),
      });
    case 'WithdrawConsent':
      return defined({
        channel: 'sms',
        purpose: draw.number(3) === 0 ? draw.of(['closerExamination', 'moreQuestions', 'shareName']) : undefined,
      });
    case 'OpenInvestigation':
    case 'ChangeScope':
      return {
        scope:
          draw.number(5) === 0
            ? []
            : draw.number(3) === 0 && part !== undefined
              ? [part]
              : complaint.admissible.map(({ id }) => id),
        criteria,
      };
    case 'DeclineInvestigation':
      return defined({ criteria, reasons: text, solved: draw.maybe('notAtAll') });
    case 'RequestInformation':
      return defined({
        department,
        from: draw.maybe(addDays(today, -50)),
        about: text,
        due: draw.number(4) === 0 ? addDays(today, draw.number(30) - 3) : undefined,
      });
    case 'RequestHearing':
      return defined({
        department,
        about: text,
        due: draw.number(4) === 0 ? addDays(today, draw.number(30) - 3) : undefined,
      });
    case 'HearDepartment':
      return { department, statement: text };
    case 'HearCitizen':
      return { statement: text };
    case 'DeclareConflict':
      return { department };
    case 'RecordOutcome':
      return ofPart({ outcome: draw.of(['noCriticism', 'criticism', 'recommendation']), grounds: text });
    case 'NotifyCitizen':
      return { about: draw.of(['result', 'decision', 'status', 'rights']), text };
    case 'ForwardAnswerToCitizen':
      return { department };
    case 'SendReply':
      return { channel: draw.of(['phone', 'digitalPost', 'letter', 'sms']), sensitive: !draw.yes };
    case 'ExtendDeadline':
      return {
        ...draw.of<Body>([
          { kind: 'departmentAnswer', department },
          { kind: 'hearing', department },
          { kind: 'informationRequest', request: complaint.requests.findLast(({ hearing }) => !hearing)?.id ?? 'R1' },
          ...(part === undefined ? [] : [{ kind: 'followUp', part }]),
        ]),
        due: addDays(today, draw.number(40) - 5),
        reason: draw.of(['departmentAsked', 'complexity', 'illness', 'holidays']),
      };
    case 'RequestExtension':
      return defined({ department, due: addDays(today, draw.number(40) - 5), text: draw.maybe(text) });
    case 'RecallReferral':
      return { department, reason: draw.of(['wrongDepartment', 'duplicate', 'citizenAsked']) };
    case 'DeclineReferral':
      return defined({ department, text: draw.maybe(text) });
    case 'RecordRecommendation': {
      const to = draw.of(['department', 'municipality', 'council']);
      return defined({
        to,
        department: to === 'department' ? department : undefined,
        text,
        due: draw.maybe(addDays(today, 60)),
        from: part !== undefined && draw.yes ? [part] : undefined,
      });
    }
    case 'RequestReview':
      return { of: draw.of(['outcome', 'letter', 'decision']), to: draw.of(members) };
    case 'RecordReview':
      return defined({ verdict: draw.of(['approved', 'changes']), text: draw.maybe(text) });
    case 'RecordRecommendationStatus':
      return complaint.recommendations.length === 0
        ? undefined
        : defined({
            recommendation: `H${1 + draw.number(complaint.recommendations.length)}`,
            status: draw.of(['accepted', 'declined', 'partly', 'implemented']),
            evidence: draw.maybe(text),
          });
    case 'DeclineExtension':
      return defined({ department, text: draw.maybe(text) });
    case 'WithdrawPart':
      return ofPart({});
    case 'AddParty': {
      const role = draw.of(['coComplainant', 'representative', 'interpreter', 'relative']);
      return defined({
        role,
        name: text,
        phone: draw.maybe('99990044'),
        interpreter: draw.maybe(true),
        authority: role === 'representative' ? draw.maybe(draw.of(['powerOfAttorney', 'guardian'])) : undefined,
        lettersTo: draw.yes,
      });
    }
    case 'UpdateParty': {
      const reason = draw.of(['misspelt', 'moved', 'changed', 'wrongPerson']);
      const name = reason === 'wrongPerson' ? text : draw.maybe(text);
      return complaint.parties.size === 0
        ? undefined
        : defined({ party: draw.of([...complaint.parties.keys()]), name, address: text, reason });
    }
    case 'EndParty': {
      if (complaint.parties.size === 0) return undefined;
      const party = draw.of([...complaint.parties.keys()]);
      // Whoever complains is a party for as long as they live.
      return { party, reason: party === 'C1' ? 'died' : draw.of(['moved', 'died', 'mistake']) };
    }
    case 'LinkCase':
    case 'UnlinkCase':
      return { to: another(complaint, draw), kind: draw.of(['related', 'duplicate']) };
    case 'MoveCase':
      return defined({
        reason: draw.of(['newRules', 'correction', 'officeDecision']),
        lifecycle: draw.of([undefined, undefined, 'complaint/2', 'complaint/1']),
        profile: draw.number(4) === 0 ? 'nordkoebing@1' : undefined,
      });
    case 'RetractStep': {
      const moved = complaint.log.findLast(({ from, to }) => from !== to)!;
      const any = draw.number(4) === 0 ? draw.of(complaint.log) : moved;
      return { revision: any.revision, reason: draw.of(['mistake', 'wrongCase']) };
    }
    case 'SetHandling':
      return defined({
        priority: draw.of(['normal', 'urgent']),
        complexity: draw.of(['simple', 'complex']),
        confidential: !draw.yes,
        needs: draw.maybe(text),
        readers: draw.maybe([draw.of(members)]),
      });
    case 'AssignCase':
      return defined({ to: draw.of([...members, null]), until: draw.number(4) === 0 ? addDays(today, 10) : undefined });
    case 'DiscontinueCase':
      return draw.number(4) === 0
        ? { reason: 'duplicate', duplicateOf: another(complaint, draw) }
        : defined({ reason: draw.of(['moot', 'unreachable', 'died']), solved: draw.maybe('unknown') });
    case 'CloseCase':
    case 'Conclude':
    case 'RefuseConsent':
    case 'WithdrawComplaint':
      return defined({ solved: draw.maybe(draw.of(['wholly', 'partly', 'notAtAll', 'unknown'])) });
    case 'ReopenCase':
      return { reason: draw.of(['moreQuestions', 'newPart', 'closerLook']) };
    case 'FileDocument':
      return defined({
        title: text,
        direction: draw.of(['in', 'out', 'internal']),
        date: today,
        department: draw.maybe(department),
        content: draw.maybe(Buffer.from(text).toString('base64')),
      });
    case 'CorrectRecord': {
      const entry = draw.of(complaint.log);
      const slips: { readonly [command: string]: Body } = {
        ReceiveInquiry: draw.of<Body>([
          { channel: draw.of(['counter', 'letter']) },
          { receivedOn: addDays(entry.today, draw.number(12) - 10) },
        ]),
        RecordPart: draw.of<Body>([
          { topic: 'other' },
          { department },
          { eventEnd: addDays(entry.today, -draw.of([400, 370, 30, -1])) },
        ]),
        RecordDialogue: draw.of<Body>([{ department }, { answered: draw.yes }, { departmentHadOpportunity: draw.yes }]),
        RegisterCase: { summary: text },
        RecordContact: draw.of<Body>([{ department }, { outcome: 'noSolution' }]),
        AttendMeeting: { reason: 'language' },
        RecordDepartmentAnswer: draw.of<Body>([
          { directToCitizen: draw.yes },
          { finding: 'partly' },
          { summary: text },
        ]),
        FileDocument: { title: text },
        GiveConsent: { how: 'counter' },
      };
      const fields = ('command' in entry ? slips[entry.command] : undefined) ?? { channel: 'letter' };
      return { revision: entry.revision, fields, reason: draw.of(['typing', 'misheard', 'wrongCase', 'other']) };
    }
    case 'RecordNote':
      return { text };
    case 'AttendMeeting':
      return { requestedBy: by, reason: 'insecure', on: today };
    case 'RecordDepartmentPosition':
      return ofPart(draw.yes ? { position: 'accepted' } : { position: 'declined', reason: text });
    case 'RequestErasure':
      return draw.yes || complaint.filed.length === 0
        ? { of: 'case' }
        : { of: 'document', document: draw.of(complaint.filed) };
    case 'DecideErasure': {
      if (complaint.erasures.length === 0) return undefined;
      const index = draw.number(complaint.erasures.length);
      const decision = draw.of(['granted', 'refused', 'extended']);
      return defined({
        request: `E${index + 1}`,
        decision,
        basis: 'journalingDuty',
        extendedTo: decision === 'extended' ? addDays(complaint.erasures[index]!.requestedOn, 60) : undefined,
      });
    }
    case 'PlaceHold':
    case 'LiftHold':
      return { reason: draw.of(['archiveTransfer', 'courtCase']) };
    default:
      return {};
  }
}

/** Mostly another case of the office; now and then a talk, or itself. */
function another(complaint: Complaint, draw: Draw): string {
  const cases = [...complaint.office].filter(([, other]) => other.registered && other !== complaint);
  return draw.of(cases.length === 0 || draw.number(8) === 0 ? [...complaint.office] : cases)[0];
}

/** One referral for each department of these parts; now and then one part less, or another part. */
function referrals(complaint: Complaint, meant: Complaint['admissible'], draw: Draw, text: string): Body | undefined {
  const parts = draw.number(6) === 0 ? complaint.parts : draw.number(6) === 0 ? meant.slice(1) : meant;
  const found = departments
    .map((department) => ({
      department,
      parts: parts.filter((part) => part.department === department).map(({ id }) => id),
      questions: text,
      ...(draw.number(4) === 0 ? { withSummary: false } : {}),
    }))
    .filter((referral) => referral.parts.length > 0);
  return found.length === 0 ? undefined : { referrals: found };
}

const defined = (fields: Body): Body =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** Mostly somebody who may; else anybody. */
export function actorOf(command: Command, draw: Draw): Actor {
  const role = draw.number(8) === 0 ? draw.of(allRoles) : draw.of(mayTake[command]);
  const sub = role === 'adviser' ? draw.of(members) : role;
  return role === 'department' ? { sub, role, department: draw.of(departments) } : { sub, role };
}
