import { Refused } from '../../platform/refusal.js';
import { commandNames, commands, isCommandName, phases, type CommandName } from './commands.js';
import { fieldsOf } from './fields.js';
import { validateBody } from './validate-body.js';

const criteria = { citizenBenefit: 'high', improvement: 'low', overall: 'justified' };
const complainant = {
  name: 'Ludvig Kanariefugl',
  cpr: '310190-0000',
  cvr: '12345678',
  address: 'Nygade 1',
  email: 'l@example.dk',
  phone: '99 99 00 11',
};

/**
 * Written down from contract.md, section 3, apart from the code: the fields (`?`: may be left out) and a body with all
 * that can stand together.
 */
const steps: { readonly [Name in CommandName]: readonly [fields: string, body: Readonly<Record<string, unknown>>] } = {
  ReceiveInquiry: [
    'channel complainantType? receivedOn?',
    { channel: 'phone', complainantType: 'association', receivedOn: '2026-02-12' },
  ],
  RecordPart: [
    'topic department eventStart? eventEnd?',
    { topic: 'staffConduct', department: 'borgerservice', eventStart: '2025-02-03', eventEnd: '2025-02-03' },
  ],
  AssessRemit: [
    'part admissible ground? guidance? body? brought? forwarded? solved?',
    {
      part: 'A',
      admissible: false,
      ground: 'courts',
      guidance: ['whereToComplain'],
      body: 'domstolene',
      brought: true,
      forwarded: true,
    },
  ],
  CompleteIntake: ['', {}],
  GiveGuidance: [
    'codes body? helpedToWrite?',
    { codes: ['howToComplain', 'rights'], body: 'ankestyrelsen', helpedToWrite: true },
  ],
  EndWithoutCase: ['outcome?', { outcome: 'abandoned' }],
  DirectElsewhere: ['body forwarded?', { body: 'ombudsmanden', forwarded: false }],
  RejectInquiry: ['', {}],
  RecordSuggestion: [
    'topic department text? namesNobody?',
    { topic: 'letterLanguage', department: 'jobcenter', text: 'Skriv kortere', namesNobody: true },
  ],
  ForwardSuggestion: ['withName', { withName: false }],
  RecordSuggestionPosition: [
    'suggestion position text?',
    { suggestion: 'S1', position: 'declined', text: 'Det er prøvet' },
  ],
  GuideBack: ['offered', { offered: ['dialogueHelp', 'mediation', 'meetingSupport'] }],
  RecordDialogue: [
    'department departmentHadOpportunity answered? askedOn? moreOptionsSeen?',
    {
      department: 'parkogvej',
      departmentHadOpportunity: true,
      answered: false,
      askedOn: '2026-02-02',
      moreOptionsSeen: false,
    },
  ],
  AttestUnable: ['reason', { reason: 'communicationImpairment' }],
  AgreeRegistration: ['citizen adviser', { citizen: true, adviser: true }],
  WaiveAgeLimit: ['part reason', { part: 'AB', reason: 'citizenPrevented' }],
  FlagPrincipled: ['reason', { reason: 'templateFault' }],
  RegisterCase: [
    'complainant summary parts? representative?',
    {
      complainant,
      summary: 'Forstår ikke afgørelsen',
      parts: ['A', 'B'],
      representative: { name: 'Ida', authority: 'guardian' },
    },
  ],
  StartEarlyResolution: ['mode', { mode: 'flexible' }],
  SwitchMode: ['mode', { mode: 'written' }],
  RecordContact: [
    'department with outcome note? occurredAt?',
    {
      department: 'jobcenter',
      with: 'leader',
      outcome: 'offer',
      note: 'Ringer igen',
      occurredAt: '2026-02-27T09:00:00Z',
    },
  ],
  ProposeSettlement: ['terms compromisesRights', { terms: 'Afgørelse inden 10 dage', compromisesRights: false }],
  AcceptSettlement: ['by solved?', { by: 'department' }],
  RejectSettlement: ['by', { by: 'citizen' }],
  NoQuickSolution: ['reason why?', { reason: 'unsuitable', why: 'De taler ikke sammen' }],
  OfferMediation: ['mediator? on?', { mediator: { name: 'Ditte', external: true }, on: '2026-02-27' }],
  AnswerMediationOffer: ['by accepted', { by: 'citizen', accepted: false }],
  StartMediation: ['', {}],
  EndMediation: [
    'agreement terms? compromisesRights? solved?',
    { agreement: true, terms: 'Rampen ryddes', compromisesRights: false, solved: 'partly' },
  ],
  ReferToDepartment: [
    'referrals',
    {
      referrals: [
        { department: 'jobcenter', parts: ['A'], questions: 'Hvad skete der?', withSummary: false },
        { department: 'socialcenter', parts: ['B'] },
      ],
    },
  ],
  AskMoreQuestions: ['referrals', { referrals: [{ department: 'jobcenter', parts: ['A'] }] }],
  Remind: ['department sentOn request?', { department: 'jobcenter', sentOn: '2026-03-03', request: 'R1' }],
  Escalate: ['department sentOn request?', { department: 'jobcenter', sentOn: '2026-03-03', request: 'Q1' }],
  RecordDepartmentAnswer: [
    'department directToCitizen receivedOn? summary? document? complete? finding?',
    {
      department: 'jobcenter',
      directToCitizen: true,
      receivedOn: '2026-03-10',
      summary: 'Beklager',
      document: '7-1',
      complete: false,
      finding: 'partly',
    },
  ],
  RecordNoAnswer: ['', {}],
  RequestCloserLook: ['reason?', { reason: 'Svaret passer ikke' }],
  GiveConsent: [
    'purpose departments from? to? how? text?',
    {
      purpose: 'closerExamination',
      departments: ['jobcenter'],
      from: '2025-01-01',
      to: '2025-12-31',
      how: 'phone',
      text: 'Ja, gør det',
    },
  ],
  RefuseConsent: ['solved?', { solved: 'unknown' }],
  WithdrawConsent: ['channel purpose?', { channel: 'counter', purpose: 'moreQuestions' }],
  OpenInvestigation: ['scope criteria assessment?', { scope: ['A'], criteria, assessment: 'Mange er berørt' }],
  ChangeScope: ['scope criteria assessment?', { scope: ['A', 'B'], criteria, assessment: 'Også del B' }],
  DeclineInvestigation: ['criteria reasons solved?', { criteria, reasons: 'Ringe udbytte', solved: 'notAtAll' }],
  OpenOwnInitiative: [
    'topic department criteria title',
    { topic: 'delay', department: 'jobcenter', criteria, title: 'Ventetider' },
  ],
  RequestInformation: [
    'department from? to? about due?',
    { department: 'jobcenter', from: '2025-01-01', to: '2025-06-30', about: 'Journalen', due: '2026-04-01' },
  ],
  RequestHearing: ['department about due?', { department: 'jobcenter', about: 'Hvad skete der?', due: '2026-04-01' }],
  HearDepartment: ['department statement', { department: 'jobcenter', statement: 'Vi er enige' }],
  HearCitizen: ['statement', { statement: 'Det er rigtigt' }],
  DeclareConflict: ['department', { department: 'jobcenter' }],
  RecordOutcome: [
    'part outcome grounds recommendation?',
    { part: 'A', outcome: 'recommendation', grounds: 'Fristen blev overskredet', recommendation: 'Indfør en frist' },
  ],
  Conclude: ['solved?', { solved: 'wholly' }],
  NotifyCitizen: ['about text?', { about: 'result', text: 'Kære borger' }],
  ForwardAnswerToCitizen: ['department', { department: 'jobcenter' }],
  SendReply: ['channel sensitive text?', { channel: 'digitalPost', sensitive: true, text: 'Kære borger' }],
  Acknowledge: ['', {}],
  RecallReferral: ['department reason', { department: 'jobcenter', reason: 'wrongDepartment' }],
  DeclineReferral: [
    'department? suggested? text?',
    { department: 'jobcenter', suggested: 'borgerservice', text: 'Det er ikke os' },
  ],
  RecordRecommendation: [
    'to department? text due? from?',
    { to: 'department', department: 'jobcenter', text: 'Kvittér for breve', due: '2026-06-01', from: ['A'] },
  ],
  RecordRecommendationStatus: [
    'recommendation status evidence?',
    { recommendation: 'H1', status: 'implemented', evidence: 'Det sker nu' },
  ],
  RequestReview: ['of to', { of: 'outcome', to: 'asta' }],
  RecordReview: ['verdict text?', { verdict: 'changes', text: 'Grundene mangler' }],
  CloseCase: ['solved?', { solved: 'partly' }],
  WithdrawComplaint: ['solved?', { solved: 'unknown' }],
  WithdrawPart: ['part solved?', { part: 'A' }],
  ExtendDeadline: [
    'kind department? request? part? due reason',
    { kind: 'followUp', department: 'jobcenter', request: 'H1', part: 'A', due: '2026-04-01', reason: 'illness' },
  ],
  RequestExtension: ['department due text?', { department: 'jobcenter', due: '2026-04-01', text: 'Mange er syge' }],
  DeclineExtension: ['department text?', { department: 'jobcenter', text: 'Borgeren har ventet længe' }],
  DiscontinueCase: ['reason duplicateOf? solved?', { reason: 'unreachable' }],
  ReopenCase: ['reason', { reason: 'closerLook' }],
  FileDocument: [
    'title direction date department? from? to? request? content? fileName? mediaType?',
    {
      title: 'Brev',
      direction: 'in',
      date: '2026-03-01',
      department: 'jobcenter',
      from: '2025-01-01',
      to: '2025-01-01',
      request: '1',
      content: 'SGVq',
      fileName: 'Brev til borgeren.pdf',
      mediaType: 'application/pdf',
    },
  ],
  RecordNote: ['text occurredAt?', { text: 'Ringede', occurredAt: '2026-02-27T10:00:00.25+01:00' }],
  SetHandling: [
    'priority complexity confidential needs? readers?',
    { priority: 'urgent', complexity: 'complex', confidential: true, needs: 'Tolk', readers: ['bo'] },
  ],
  LinkCase: ['to kind', { to: '8f14e45f-ceea-467f-a8c1-000000000001', kind: 'lead' }],
  UnlinkCase: ['to kind', { to: '8f14e45f-ceea-467f-a8c1-000000000001', kind: 'joint' }],
  UpdateParty: [
    'party name? address? email? phone? cpr? cvr? language? interpreter? channel? exempt? reason',
    {
      party: 'C1',
      name: 'Ida',
      address: 'Opdigtervej 3',
      email: 'ida@eksempel.example',
      phone: '99990044',
      cpr: '010203-0000',
      cvr: '12345678',
      language: 'arabisk',
      interpreter: true,
      channel: 'letter',
      exempt: false,
      reason: 'wrongPerson',
    },
  ],
  AddParty: [
    'role name cpr? cvr? address? email? phone? language? interpreter? channel? exempt? authority? until? lettersTo',
    {
      role: 'representative',
      name: 'Ida',
      cpr: '010203-0000',
      cvr: '12345678',
      address: 'Opdigtervej 3',
      email: 'ida@eksempel.example',
      phone: '99990044',
      language: 'arabisk',
      interpreter: true,
      channel: 'letter',
      exempt: false,
      authority: 'powerOfAttorney',
      until: '2026-12-31',
      lettersTo: true,
    },
  ],
  EndParty: ['party reason', { party: 'P1', reason: 'authorityWithdrawn' }],
  AssignCase: ['to until?', { to: 'asta', until: '2026-04-10' }],
  CorrectRecord: ['revision fields reason', { revision: 3, fields: { topic: 'delay' }, reason: 'typing' }],
  RetractStep: ['revision reason', { revision: 3, reason: 'mistake' }],
  MoveCase: ['lifecycle? profile? reason', { lifecycle: 'complaint/2', profile: 'horsens@2', reason: 'newRules' }],
  AttendMeeting: [
    'requestedBy reason on note?',
    { requestedBy: 'citizen', reason: 'insecure', on: '2026-04-01', note: 'Kl. 10' },
  ],
  RecordDepartmentPosition: ['part position reason?', { part: 'A', position: 'declined', reason: 'For dyrt' }],
  RequestErasure: ['of document?', { of: 'document', document: '2' }],
  DecideErasure: [
    'request decision basis extendedTo?',
    { request: '1', decision: 'extended', basis: 'complexity', extendedTo: '2026-06-01' },
  ],
  RecordActivity: [
    'kind department? topic? on minutes?',
    { kind: 'study', department: 'jobcenter', topic: 'delay', on: '2026-02-12', minutes: 45 },
  ],
  PlaceHold: ['reason', { reason: 'courtCase' }],
  LiftHold: ['reason', { reason: 'courtCase' }],
  ShredKeys: ['', {}],
};

/** Left out, these have a code of their own in any transition. */
const ownCode: Readonly<Record<string, string>> = {
  reason: 'REASON_REQUIRED',
  reasons: 'REASON_REQUIRED',
  basis: 'BASIS_REQUIRED',
  criteria: 'CRITERIA_REQUIRED',
};

const inCase = { beforeRegistration: false };

function refusal(name: CommandName, body: unknown): Refused {
  try {
    validateBody(name, body, name === 'ReceiveInquiry' ? { beforeRegistration: true } : inCase);
  } catch (error) {
    if (error instanceof Refused) return error;
    throw error;
  }
  throw new Error(`${name} was accepted`);
}
const expectCode = (name: CommandName, body: unknown, code: string) =>
  expect(refusal(name, body)).toMatchObject({ status: 400, refusal: { code, rules: [] } });
const expectErrorAt = (name: CommandName, body: unknown, field: string) => {
  const refused = refusal(name, body);
  expect(refused.refusal.code).toBe('VALIDATION');
  expect(refused.details.errors?.some((error) => error.field === field || error.field.startsWith(`${field}.`))).toBe(
    true,
  );
};

const listed = (name: CommandName) =>
  steps[name][0]
    .split(' ')
    .filter(Boolean)
    .map((word) => ({ field: word.replace('?', ''), needed: !word.endsWith('?') }));
const cells = commandNames.flatMap((name) => listed(name).map(({ field, needed }) => ({ name, field, needed })));

it('has the 88 transitions of the contract and none that changes a decision (O15)', () => {
  expect(commandNames).toHaveLength(88);
  expect(Object.keys(steps).sort()).toEqual([...commandNames].sort());
  expect(['ChangeDecision', 'toString', '__proto__', 'constructor'].some(isCommandName)).toBe(false);
  for (const name of commandNames) expect(commands[name].name).toBe(name);
});

it("says which steps begin a complaint, which have a place before registration, and which are the system's alone", () => {
  expect([...phases.starting]).toEqual(['ReceiveInquiry', 'OpenOwnInitiative', 'RecordActivity']);
  expect([...phases.systemOnly]).toEqual(['Remind', 'Escalate']);
  expect(phases.preCaseToo.size).toBe(24);
  for (const name of phases.preCaseToo) {
    const texts = [...fieldsOf(commands[name]).values()].filter(
      ({ kind }) => kind === 'Text' || kind === 'Person' || kind === 'Base64',
    );
    expect({ name, texts: texts.length > 0 }).toEqual({
      name,
      texts: ['RegisterCase', 'SendReply', 'RecordSuggestion', 'RecordSuggestionPosition'].includes(name),
    });
  }
});

describe.each(commandNames)('%s', (name) => {
  const body = steps[name][1];
  it('has the fields of the contract', () => {
    expect([...fieldsOf(commands[name]).keys()]).toEqual(listed(name).map(({ field }) => field));
  });
  it('accepts its body, as an instance with these fields and no others', () => {
    const command = validateBody(name, body, name === 'ReceiveInquiry' ? { beforeRegistration: true } : inCase);
    expect(command).toBeInstanceOf(commands[name]);
    expect(JSON.parse(JSON.stringify(command))).toEqual(body);
    expect(Object.keys(command)).toEqual(
      listed(name)
        .map(({ field }) => field)
        .filter((field) => field in body),
    );
  });
  it('refuses a field it does not have', () => {
    for (const key of ['callerId', 'hasOwnProperty', 'isPrototypeOf', 'toString', 'valueOf'])
      expectErrorAt(name, { ...body, [key]: 'x' }, key);
    for (const key of ['__defineGetter__', '__lookupSetter__', ''])
      expectErrorAt(name, { ...body, [key]: 'x' }, 'unknown');
    for (const key of ['__proto__', 'constructor', 'prototype'])
      expectCode(
        name,
        JSON.parse(`{"${key}":{"admin":true},${JSON.stringify(body).slice(1)}`.replace(',}', '}')),
        'VALIDATION',
      );
  });
  it.each([[[]], [[body]], [null], ['{}'], [0], [true]])('refuses %j for a body', (wrong) => {
    expectErrorAt(name, wrong, '');
  });
});

it.each(cells)('$name without $field', ({ name, field, needed }) => {
  const { [field]: _, ...rest } = steps[name][1];
  const conditional = `${name}.${field}`;
  const code = ownCode[field];
  if (conditional === 'AssessRemit.guidance' || conditional === 'AssessRemit.body')
    expectCode(name, rest, 'GUIDANCE_REQUIRED');
  else if (conditional === 'RecordDepartmentPosition.reason') expectCode(name, rest, 'REASON_REQUIRED');
  else if (
    [
      'AssessRemit.ground',
      'RequestErasure.document',
      'DecideErasure.extendedTo',
      'NoQuickSolution.why',
      'EndMediation.terms',
      'EndMediation.compromisesRights',
      'RecordRecommendation.department',
      'UpdateParty.name',
    ].includes(conditional)
  )
    expectErrorAt(name, rest, field);
  else if (!needed) expect(validateBody(name, rest, inCase)).toBeInstanceOf(commands[name]);
  else if (code) expectCode(name, rest, code);
  else expectErrorAt(name, rest, field);
});

it.each(cells)('$name with $field of a wrong type', ({ name, field }) => {
  const body = steps[name][1],
    value = body[field];
  const wrongs: readonly unknown[] = [
    null,
    typeof value === 'number' ? -1 : 7,
    '',
    ' ',
    {},
    [null],
    typeof value === 'boolean' ? String(value) : true,
    Array.isArray(value) ? (value as unknown[])[0] : [value],
    Array.isArray(value) ? { ...(value as object), length: 1 } : { value },
  ];
  for (const wrong of wrongs) {
    if (wrong === null && `${name}.${field}` === 'AssignCase.to') continue; // nobody's
    expectErrorAt(name, { ...body, [field]: wrong }, field);
  }
});
