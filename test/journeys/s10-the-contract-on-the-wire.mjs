// The HTTP contract for its own sake: who is asked what, in which order, once, as of when, and how it is found again.
// All persons are invented.
import { Complaint, Office, Product, codes, count, danish, expect, nothing, oneOf, only, refusal } from './drive.mjs';

const part = { topic: 'delay', department: 'jobcenter' };
const note = (text) => ({ text });
const missing = '/complaints/00000000-0000-4000-8000-000000000000';
const criteria = { citizenBenefit: 'low', improvement: 'low', overall: 'notJustified' };
const raw = (office, c, name, { body = '{}', headers = {}, token }) =>
  office.product.request('POST', `${office.path}${c.path}/transitions/${name}`, { token, raw: body, headers });

async function noted(product, key = 'koebenhavn', name = 'Hektor Hyldebær') {
  const office = new Office(product, key);
  await office.at('2026-10-23T10:00');
  return office.registered({ parts: { A: part }, name });
}

export async function s10_who_are_you(product) {
  const c = await noted(product);
  const { office } = c;
  const url = `${office.path}${c.path}`;
  const valid = await office.token('adviser');
  const [head, payload, signature] = valid.split('.');
  const forged = Buffer.from(
    JSON.stringify({ ...JSON.parse(Buffer.from(payload, 'base64url')), roles: ['head', 'auditor'] }),
  ).toString('base64url');
  const unsigned = Buffer.from(JSON.stringify({ alg: 'none', typ: 'JWT' })).toString('base64url');
  for (const token of [
    'abc',
    'a.b.c',
    `${head}.${forged}.${signature}`,
    `${unsigned}.${payload}.`,
    `${head}.${payload}.${'A'.repeat(signature.length)}`,
  ]) {
    refusal(await product.request('GET', url, { token }), 'UNAUTHENTICATED', [], `the token ${token.slice(0, 20)}`);
  }
  refusal(await product.request('GET', url), 'UNAUTHENTICATED', [], 'no token');
  refusal(
    await product.request('GET', url, { headers: { authorization: `Basic ${valid}` } }),
    'UNAUTHENTICATED',
    [],
    'another scheme',
  );
  refusal(
    await product.request('GET', url, { headers: { cookie: `sid=${valid}` } }),
    'UNAUTHENTICATED',
    [],
    'a cookie',
  );
  refusal(
    await product.request('POST', `${url}/transitions/RecordNote`, { body: { wrong: 1 } }),
    'UNAUTHENTICATED',
    [],
    'the token comes first',
  );
  refusal(
    await product.request('POST', `/offices/nowhere${c.path}/transitions/RecordNote`, { body: {} }),
    'UNAUTHENTICATED',
    [],
    'no office and no token',
  );

  for (const role of ['analyst', 'administrator']) {
    for (const path of [
      c.path,
      missing,
      '/complaints',
      `${c.path}/history`,
      `${c.path}/replay`,
      `${c.path}/access-log`,
      `${c.path}/letters/1`,
    ]) {
      refusal(await office.get(path, role), 'ROLE_FORBIDDEN', [], `${role} at ${path}`);
    }
    refusal(
      await office.post('/complaints/search', { text: 'Hektor' }, role),
      'ROLE_FORBIDDEN',
      [],
      `${role} at the search`,
    );
    refusal(
      await office.post('/complaints/transitions/ReceiveInquiry', { channel: 'phone' }, role),
      'ROLE_FORBIDDEN',
      [],
      `${role} at the counter`,
    );
  }
  for (const role of ['department', 'citizen', 'auditor', 'dataProtectionOfficer']) {
    refusal(
      await office.post('/complaints/transitions/ReceiveInquiry', { channel: 'phone' }, role, {
        department: 'jobcenter',
        complaint: c.id,
      }),
      'ROLE_FORBIDDEN',
      [],
      `${role} at the counter`,
    );
    await c.refuse('RecordNote', note('Kun til os'), 'ROLE_FORBIDDEN', [], {
      as: role,
      ...(role === 'department' && { department: 'jobcenter' }),
      ...(role === 'citizen' && { complaint: c.id }),
    });
  }
}

export async function s10_what_is_not_there(product) {
  const c = await noted(product);
  const { office } = c;
  const odense = new Office(product, 'odense');
  const gone = refusal(await office.get(missing), 'NOT_FOUND', [], 'a missing complaint');
  const foreign = await odense.get(c.path);
  expect(refusal(foreign, 'NOT_FOUND', [], 'the other office’s own path'), gone, 'the same answer');
  const across = await product.request('GET', `${office.path}${c.path}`, { token: await odense.token('head') });
  expect(refusal(across, 'NOT_FOUND', [], 'another office’s token'), gone, 'the same answer');
  expect(Object.keys(across.body).sort(), Object.keys(gone).sort(), 'the same fields');
  refusal(
    await product.request('GET', `${office.path}/complaints`, { token: await odense.token('head') }),
    'NOT_FOUND',
    [],
    'another office’s worklist',
  );
  refusal(
    await product.request('POST', `${office.path}/complaints/transitions/ReceiveInquiry`, {
      token: await odense.token('adviser'),
      body: { channel: 'phone' },
    }),
    'NOT_FOUND',
    [],
    'another office’s counter',
  );
  refusal(
    await product.request('GET', '/offices/nowhere/complaints', { token: await office.token('adviser') }),
    'NOT_FOUND',
    [],
    'no such office',
  );
  for (const path of ['history', 'access-log', 'access-package', 'letters/1', 'documents/none/content'])
    refusal(await office.get(`${missing}/${path}`, 'head'), 'NOT_FOUND', [], path);
  for (const path of ['letters/99', 'documents/none/content'])
    refusal(await office.get(`${c.path}/${path}`), 'NOT_FOUND', [], path);
  refusal(await office.get('/complaints/not-an-id'), 'NOT_FOUND', [], 'an id that is none');

  for (const name of [
    'ChangeDecision',
    'recordnote',
    'ReceiveInquiry',
    'OpenOwnInitiative',
    'toString',
    '__proto__',
    'constructor',
  ]) {
    await c.refuse(name, {}, 'UNKNOWN_TRANSITION', [], { as: 'head' });
  }
  for (const name of ['RecordPart', 'ChangeDecision'])
    refusal(await office.post(`/complaints/transitions/${name}`, {}, 'head'), 'UNKNOWN_TRANSITION', [], name);
}

export async function s10_what_is_sent(product) {
  const c = await noted(product);
  const { office } = c;
  const token = await office.token('adviser');
  const headers = { 'if-match': `"${c.revision}"` };
  const bad = [
    '',
    'null',
    '[]',
    '"text"',
    '7',
    '{"text":',
    '{"text":null}',
    '{"text":["a"]}',
    '{"text":{"a":1}}',
    '{"text":""}',
    '{"text":7}',
    '{"text":"a","extra":"b"}',
    '{"text":"a","__proto__":{"x":1}}',
    '{"text":"a","occurredAt":"yesterday"}',
    '{"text":"a","occurredAt":null}',
    `{"text":"${'æ'.repeat(10_001)}"}`,
  ];
  for (const body of bad)
    refusal(
      await raw(office, c, 'RecordNote', { token, body, headers }),
      'VALIDATION',
      [],
      `the body ${body.slice(0, 40)}`,
    );
  const hidden = await raw(office, c, 'RecordNote', {
    token,
    headers,
    body: JSON.stringify({ text: 'a', shoeSize: 'Hemmelig femogfyrre', occurredAt: 'Hemmelig dag' }),
  });
  const problem = refusal(hidden, 'VALIDATION');
  for (const error of problem.errors)
    expect(
      error,
      {
        field: (field) => field.length > 0,
        code: (code) => code.length > 0,
        sentences: { da: (text) => text.length > 0, en: (text) => text.length > 0 },
      },
      'an error',
    );
  expect([problem.errors.length, count(problem.errors, { field: 'occurredAt' })], [2, 1], 'errors');
  expect(hidden.text.includes('Hemmelig'), false, 'a value is repeated');
  refusal(
    await raw(office, c, 'RecordNote', { token, headers, body: JSON.stringify({ text: 'x'.repeat(270_000) }) }),
    'PAYLOAD_TOO_LARGE',
  );
  refusal(
    await raw(office, c, 'RecordNote', {
      token,
      headers: { ...headers, 'content-type': 'text/plain' },
      body: 'a note',
    }),
    'UNSUPPORTED_MEDIA_TYPE',
  );
  refusal(
    await raw(office, c, 'RecordNote', {
      token,
      headers: { ...headers, 'content-type': 'application/xml' },
      body: '<note/>',
    }),
    'UNSUPPORTED_MEDIA_TYPE',
  );
  await c.refuse('SwitchMode', { mode: 'shouted' }, 'VALIDATION');
  await c.refuse('FileDocument', { title: 'Uden dag', direction: 'in' }, 'VALIDATION');
  await c.refuse('FileDocument', { title: 'Falsk dag', direction: 'in', date: '2026-02-29' }, 'VALIDATION');
  await c.refuse('FileDocument', { title: 'Uden retning', direction: 'sideways', date: '2026-02-28' }, 'VALIDATION');
  for (const receivedOn of ['2026-10-24', '2026-13-01', 'today', '2027-02-29'])
    refusal(
      await office.post('/complaints/transitions/ReceiveInquiry', { channel: 'phone', receivedOn }),
      'VALIDATION',
      [],
      `received on ${receivedOn}`,
    );
  for (const body of [{}, { channel: 'pigeon' }, { channel: 'phone', complainantType: 'ghost' }])
    refusal(await office.post('/complaints/transitions/ReceiveInquiry', body), 'VALIDATION');
  const earlier = await office.start('ReceiveInquiry', { channel: 'letter', receivedOn: '2026-10-20' }, 'intake');
  await earlier.view({ receivedOn: '2026-10-20' });
  expect(await product.traces('Hemmelig'), [], 'traces of what was refused');
  await c.do('RecordNote', note('æ'.repeat(10_000)), 'registered');
  await c.view({ notes: [{}], revision: c.revision });
}

export async function s10_identity_is_checked(product) {
  const office = new Office(product, 'odense');
  await office.at('2026-10-23');
  const c = await office.start('ReceiveInquiry', { channel: 'digitalPost' }, 'intake');
  const { complainants, fine } = {
    complainants: [
      {},
      { name: '' },
      { name: 'Hektor', cpr: '12' },
      { name: 'Hektor', cpr: '311299-00001' },
      { name: 'Hektor', cpr: 'abcdefghij' },
      { name: 'Hektor', shoe: '45' },
      [],
      'Hektor',
    ],
    fine: { name: 'Hektor Hyldebær', cpr: '311299-0000', email: 'hektor@hyld.example' },
  };
  await c.do('RecordPart', part);
  await c.do('AssessRemit', { part: 'A', admissible: true });
  await c.do('CompleteIntake', {}, 'dialogueCheck');
  for (const complainant of complainants)
    await c.refuse('RegisterCase', { complainant, summary: 'En sag' }, 'VALIDATION');
  await c.refuse('RegisterCase', { complainant: fine }, 'VALIDATION');
  await c.refuse(
    'RegisterCase',
    { complainant: fine, summary: 'En sag', representative: { name: 'Rep', authority: 'friendship' } },
    'VALIDATION',
  );
  await c.refuse('RegisterCase', { complainant: fine, summary: 'En sag' }, 'DIALOGUE_NOT_EXHAUSTED', ['O14']);
  expect(await product.traces('Hyldebær'), [], 'traces of a refused person');
  await c.do('RecordDialogue', {
    department: 'jobcenter',
    departmentHadOpportunity: true,
    answered: true,
    moreOptionsSeen: false,
  });
  await c.do('RegisterCase', { complainant: fine, summary: 'En sag' }, 'registered');
}

export async function s10_which_revision(product) {
  const c = await noted(product);
  const { office } = c;
  const token = await office.token('adviser');
  const send = (headers, fields = note('En note'), name = 'RecordNote') =>
    raw(office, c, name, { token, headers, body: JSON.stringify(fields) });
  refusal(await send({}), 'REVISION_REQUIRED');
  for (const value of ['revision', '"1', '" 1"', '*', String(c.revision)])
    refusal(await send({ 'if-match': value }), 'VALIDATION', [], `If-Match: ${value}`);
  for (const value of ['"abc"', '"-1"', '"1.5"', '""', '"1e1"'])
    refusal(await send({ 'if-match': value }), 'CONCURRENCY_CONFLICT', [], `If-Match: ${value}`);
  for (const revision of [0, c.revision - 1, c.revision + 1, c.revision + 1_000]) {
    const conflict = refusal(
      await send({ 'if-match': `"${revision}"` }),
      'CONCURRENCY_CONFLICT',
      [],
      `revision ${revision}`,
    );
    expect(conflict, { revision: c.revision, state: 'registered' }, 'the fresh state');
  }
  const exact = { 'if-match': `"${c.revision}"` };
  const stale = { 'if-match': `"${c.revision - 1}"` };
  refusal(await send(stale, { wrong: true }), 'VALIDATION', [], 'the body before the revision');
  refusal(await send({}, { wrong: true }), 'VALIDATION', [], 'the body before the missing revision');
  refusal(await send(stale, {}, 'CloseCase'), 'CONCURRENCY_CONFLICT', [], 'the revision before the state');
  refusal(await send({}, {}, 'CloseCase'), 'REVISION_REQUIRED', [], 'the missing revision before the state');
  refusal(await send(exact, {}, 'CloseCase'), 'TRANSITION_NOT_ALLOWED', [], 'the state last');
  refusal(await send(stale, { wrong: true }, 'ChangeDecision'), 'UNKNOWN_TRANSITION', [], 'the name before the body');
  refusal(
    await send(stale, { wrong: true }, 'DeclineInvestigation'),
    'ROLE_FORBIDDEN',
    ['K14'],
    'the role before the body',
  );
  const notThere = new Complaint(office, { id: missing.split('/').at(-1), revision: 0, position: '0' });
  refusal(
    await notThere.send('DeclineInvestigation', { criteria, reasons: 'Nej' }),
    'ROLE_FORBIDDEN',
    ['K14'],
    'the role before the complaint',
  );
  refusal(await notThere.send('ChangeDecision', {}), 'NOT_FOUND', [], 'the complaint before the name');
  refusal(await notThere.send('RecordNote', { wrong: true }), 'NOT_FOUND', [], 'the complaint before the body');

  const at = c.revision;
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, index) => c.send('RecordNote', note(`Note ${index}`))),
  );
  expect(
    [200, 412].map((status) => count(answers, { status })),
    [1, 9],
    'one of ten',
  );
  await c.refresh();
  expect(c.revision, at + 1, 'the revision');
  expect((await c.view()).notes.length, 1, 'notes');
}

export async function s10_several_guards_refuse_in_their_order(product) {
  const office = new Office(product, 'horsens');
  await office.at('2028-02-29');
  const c = await office.start('ReceiveInquiry', { channel: 'digitalPost', complainantType: 'company' }, 'intake');
  await c.do('RecordPart', { ...part, eventEnd: '2027-02-27' });
  const register = { complainant: { name: 'Hyldebær og Søn', cvr: '12345674' }, summary: 'For sent' };
  await c.do('AssessRemit', { part: 'A', admissible: false, ground: 'political', guidance: ['rights'] });
  const first = await c.refuse('RegisterCase', register, 'PART_NOT_ADMISSIBLE', ['H28']);
  expect(codes(first).includes('COMPLAINANT_NOT_ELIGIBLE'), true, 'the complainant is named as well');
  await c.do('AssessRemit', { part: 'A', admissible: true });
  const problem = await c.refuse('RegisterCase', register, 'COMPLAINANT_NOT_ELIGIBLE');
  expect(
    codes(problem),
    ['COMPLAINANT_NOT_ELIGIBLE', 'NOT_AGREED', 'AGE_LIMIT_EXCEEDED'],
    'all that refuses, in order',
  );
  for (const other of problem.also)
    expect(
      other,
      {
        code: (code) => code.length > 0,
        rules: Array.isArray,
        sentences: { da: (text) => text.length > 0, en: (text) => text.length > 0 },
      },
      'another refusal',
    );
  expect(
    problem.also.map(({ rules }) => rules.join()),
    ['H17', 'H29'],
    'their rules',
  );
  await c.refuse('FlagPrincipled', { reason: 'affectsMany' }, 'NOT_IN_PROFILE', [], { as: 'head' });
  await c.refuse('AttestUnable', { reason: 'language' }, 'EXCEPTION_NOT_IN_PROFILE');
  const registered = await office.registered({ parts: { A: part } });
  await registered.refuse('AttestUnable', { reason: 'language' }, 'TRANSITION_NOT_ALLOWED');
  await registered.do('AttendMeeting', { requestedBy: 'citizen', reason: 'language', on: '2028-02-29' }, 'registered');
  const elsewhere = await new Office(product, 'koebenhavn').registered({ parts: { A: part } });
  await elsewhere.refuse(
    'AttendMeeting',
    { requestedBy: 'citizen', reason: 'language', on: '2028-02-29' },
    'NOT_IN_PROFILE',
  );
}

/**
 * Transitions with a body that fits: of the phase before a case, of an open case, and those that stay open in a closed
 * one.
 */
const bodies = {
  RecordPart: part,
  AssessRemit: { part: 'A', admissible: true },
  CompleteIntake: {},
  GiveGuidance: { codes: ['rights'] },
  EndWithoutCase: {},
  DirectElsewhere: { body: 'other' },
  RecordSuggestion: { topic: 'other', department: 'jobcenter' },
  ForwardSuggestion: { withName: false },
  GuideBack: { offered: ['dialogueHelp'] },
  RecordDialogue: { department: 'jobcenter', departmentHadOpportunity: true },
  AttestUnable: { reason: 'illness' },
  AgreeRegistration: { citizen: true, adviser: true },
  WaiveAgeLimit: { part: 'A', reason: 'lateKnowledge' },
  FlagPrincipled: { reason: 'systemFault' },
  RegisterCase: { complainant: { name: 'Hektor Hyldebær' }, summary: 'Igen' },
};
const caseBodies = {
  StartEarlyResolution: { mode: 'written' },
  SwitchMode: { mode: 'written' },
  RecordContact: { department: 'jobcenter', with: 'leader', outcome: 'offer' },
  ProposeSettlement: { terms: 'Et møde', compromisesRights: false },
  AcceptSettlement: { by: 'citizen' },
  RejectSettlement: { by: 'citizen' },
  NoQuickSolution: { reason: 'unsuitable', why: 'De taler ikke sammen' },
  OfferMediation: {},
  AnswerMediationOffer: { by: 'citizen', accepted: true },
  StartMediation: {},
  EndMediation: { agreement: true, terms: 'Et møde', compromisesRights: false },
  ReferToDepartment: { referrals: [{ department: 'jobcenter', parts: ['A'] }] },
  AskMoreQuestions: { referrals: [{ department: 'jobcenter', parts: ['A'] }] },
  RecordNoAnswer: {},
  RequestCloserLook: {},
  GiveConsent: { purpose: 'closerExamination', departments: ['jobcenter'] },
  RefuseConsent: {},
  OpenInvestigation: { scope: ['A'], criteria },
  ChangeScope: { scope: ['A'], criteria },
  DeclineInvestigation: { criteria, reasons: 'Nej' },
  RequestInformation: { department: 'jobcenter', about: 'Alt' },
  HearDepartment: { department: 'jobcenter', statement: 'Ja' },
  HearCitizen: { statement: 'Nej' },
  DeclareConflict: { department: 'jobcenter' },
  RecordOutcome: { part: 'A', outcome: 'noCriticism', grounds: 'Intet' },
  Conclude: {},
  CloseCase: {},
  WithdrawComplaint: {},
  WithdrawPart: { part: 'A' },
  DiscontinueCase: { reason: 'moot' },
  Acknowledge: {},
};
const closedBodies = {
  RecordDepartmentAnswer: { department: 'jobcenter', directToCitizen: true },
  NotifyCitizen: { about: 'rights' },
  ForwardAnswerToCitizen: { department: 'jobcenter' },
  ReopenCase: { reason: 'newPart' },
  WithdrawConsent: { channel: 'phone' },
  FileDocument: { title: 'Et brev', direction: 'in', date: '2026-10-01' },
  RecordNote: note('En note'),
  AttendMeeting: { requestedBy: 'citizen', reason: 'insecure', on: '2026-10-01' },
  RecordDepartmentPosition: { part: 'A', position: 'accepted' },
  RequestErasure: { of: 'case' },
  PlaceHold: { reason: 'courtCase' },
  LiftHold: { reason: 'courtCase' },
  ShredKeys: {},
};
const takenBy = (name) =>
  ['OpenInvestigation', 'ChangeScope', 'DeclineInvestigation', 'Conclude', 'FlagPrincipled'].includes(name)
    ? 'head'
    : /Erasure|Hold|ShredKeys/.test(name)
      ? 'dataProtectionOfficer'
      : 'adviser';

export async function s10_before_a_case_no_step_of_one(product) {
  for (const key of ['koebenhavn', 'horsens', 'odense']) {
    const office = new Office(product, key);
    await office.at('2026-10-23');
    const met = await office.start('ReceiveInquiry', { channel: 'phone' }, 'intake');
    const told = await office.start('ReceiveInquiry', { channel: 'phone' }, 'intake');
    await told.do('GiveGuidance', { codes: ['rights'] }, 'guidance');
    const ended = await office.start('ReceiveInquiry', { channel: 'phone' }, 'intake');
    await ended.do('EndWithoutCase', {}, 'endedWithoutCase(abandoned)');
    for (const c of [met, told, ended]) {
      for (const [name, body] of Object.entries({ ...caseBodies, ...closedBodies })) {
        refusal(await c.send(name, body, { as: takenBy(name) }), 'CASE_REQUIRED', [], `${name} in ${key}`);
      }
      await c.view({ revision: c.revision });
    }
    for (const [name, body] of Object.entries(bodies))
      refusal(
        await ended.send(name, body, { as: takenBy(name) }),
        'TRANSITION_NOT_ALLOWED',
        [],
        `${name} after the end in ${key}`,
      );
  }
}

export async function s10_after_closing_only_what_stays_open(product) {
  for (const key of ['koebenhavn', 'horsens', 'odense']) {
    const office = new Office(product, key);
    await office.at('2026-10-23');
    const c = await office.registered({ parts: { A: part }, name: 'Hektor Hyldebær' });
    await c.do('WithdrawComplaint', {}, 'closed(withdrawnByCitizen)');
    for (const [name, body] of Object.entries({ ...bodies, ...caseBodies }))
      refusal(await c.send(name, body, { as: takenBy(name) }), 'CASE_CLOSED', [], `${name} in ${key}`);
    await c.view({ revision: c.revision });
  }
}

export async function s10_the_decision_before_its_time(product) {
  const office = new Office(product, 'koebenhavn');
  await office.at('2026-10-23');
  const c = await office.registered({ parts: { A: part }, name: 'Hektor Hyldebær' });
  const early = async (code) => {
    for (const name of ['OpenInvestigation', 'DeclineInvestigation'])
      await c.refuse(name, caseBodies[name], code, ['K12'], { as: 'head' });
  };
  await early('EARLY_RESOLUTION_NOT_EXHAUSTED');
  await c.do('OfferMediation', {}, 'registered');
  for (const by of ['citizen', 'department']) await c.do('AnswerMediationOffer', { by, accepted: true }, 'registered');
  await c.do('StartMediation', {}, 'mediation');
  await early('EARLY_RESOLUTION_NOT_EXHAUSTED');
  await c.refuse('NoQuickSolution', { reason: 'rejected' }, 'EARLY_RESOLUTION_NOT_TRIED', ['K12']);
  await c.do('NoQuickSolution', caseBodies.NoQuickSolution, 'investigationAssessment');
  await c.refuse('CloseCase', {}, 'NO_ANSWER_RECORDED');
  const referred = await office.registered({ parts: { A: part }, name: 'Hektor Hyldebær' });
  await referred.do('ReferToDepartment', caseBodies.ReferToDepartment, 'referred');
  await referred.refuse('OpenInvestigation', caseBodies.OpenInvestigation, 'EARLY_RESOLUTION_NOT_EXHAUSTED', [], {
    as: 'head',
  });
}

export async function s10_one_person_two_roles(product) {
  const c = await noted(product);
  const answer = await product.request('POST', '/test/token', {
    body: { office: 'koebenhavn', sub: 'eneraadig', name: 'Eneraadig', roles: ['adviser', 'head'] },
  });
  const send = (name, body) =>
    raw(c.office, c, name, {
      token: answer.body.token,
      headers: { 'if-match': `"${c.revision}"` },
      body: JSON.stringify(body),
    });
  const steps = [
    ['StartEarlyResolution', { mode: 'written' }],
    ['NoQuickSolution', caseBodies.NoQuickSolution],
    ['OpenInvestigation', { scope: ['A'], criteria: { ...criteria, overall: 'justified' } }],
  ];
  for (const [name, body] of steps) {
    const taken = await send(name, body);
    expect(taken.status, 200, name);
    Object.assign(c, taken.body);
  }
  await c.view({ state: 'investigating.active' });
}

export async function s10_the_same_key_gives_the_same_answer(product) {
  const office = new Office(product, 'koebenhavn');
  await office.at('2026-10-23');
  const receive = (key, body = { channel: 'phone' }, who = {}) =>
    office.post('/complaints/transitions/ReceiveInquiry', body, 'adviser', {
      ...who,
      headers: { 'idempotency-key': key },
    });
  const first = await receive('opkald-1');
  expect(
    first,
    {
      status: 201,
      headers: (headers) =>
        headers.get('location')?.endsWith(`/complaints/${first.body.id}`) && headers.get('etag') === '"0"',
    },
    'the first answer',
  );
  expect(
    first.body,
    {
      revision: 0,
      state: 'intake',
      outcome: null,
      position: (position) => /^\d+$/.test(position),
      events: [{ revision: 0 }],
    },
    'the receipt',
  );
  const again = await receive('opkald-1');
  expect(again, { status: 201, text: first.text }, 'the second answer');
  await product.restart();
  expect(await receive('opkald-1'), { status: 201, text: first.text }, 'the answer after a kill');
  refusal(await receive('opkald-1', { channel: 'letter' }), 'IDEMPOTENCY_KEY_REUSED');
  const other = await receive('opkald-1', undefined, { sub: 'raadgiver-2' });
  expect(other, { status: 201, body: { id: (id) => id !== first.body.id } }, 'another caller’s key');
  const parallel = await Promise.all(Array.from({ length: 10 }, () => receive('opkald-2')));
  for (const answer of parallel) expect(answer, { status: 201, text: parallel[0].text }, 'one of ten at once');
  expect((await office.get(`/complaints?after=${parallel[0].body.position}`)).body.total, 3, 'complaints');

  const c = new Complaint(office, first.body);
  const recorded = await c.do('RecordPart', part, 'intake', { key: 'klagepunkt-1' });
  expect(recorded.part, 'A', 'the letter');
  await c.do('AssessRemit', { part: 'A', admissible: true }, 'intake');
  const late = await c.send('RecordPart', part, { key: 'klagepunkt-1', revision: 0 });
  expect(
    late,
    { status: 200, body: { part: 'A', revision: recorded.revision, position: recorded.position } },
    'the same key although the case has moved on',
  );
  refusal(await c.send('RecordPart', { ...part, topic: 'noReply' }, { key: 'klagepunkt-1' }), 'IDEMPOTENCY_KEY_REUSED');
  expect((await c.view({ revision: c.revision })).parts.length, 1, 'parts');
  const elsewhere = await new Complaint(office, other.body).send('RecordPart', part, { key: 'klagepunkt-1' });
  expect(
    elsewhere,
    { status: 200, body: { id: other.body.id, part: 'A', revision: 1 } },
    'the same key in another complaint',
  );

  await c.refuse(
    'RegisterCase',
    { complainant: { name: 'Hektor Hyldebær' }, summary: 'Første forsøg' },
    'DIALOGUE_NOT_EXHAUSTED',
    [],
    { key: 'sag-1' },
  );
  refusal(await c.send('RegisterCase', { complainant: { name: 'Hektor Hyldebær' } }, { key: 'sag-1' }), 'VALIDATION');
  await c.do('CompleteIntake', {}, 'dialogueCheck');
  await c.do('RecordDialogue', { department: 'jobcenter', departmentHadOpportunity: true, answered: true });
  await c.do('RegisterCase', { complainant: { name: 'Hektor Hyldebær' }, summary: 'Andet forsøg' }, 'registered', {
    key: 'sag-1',
  });
  const sent = c.revision;
  const twins = await Promise.all(
    Array.from({ length: 10 }, () =>
      c.send(
        'ReferToDepartment',
        { referrals: [{ department: 'jobcenter', parts: ['A'], questions: 'Hvor?' }] },
        { key: 'brev-1' },
      ),
    ),
  );
  for (const answer of twins) expect(answer, { status: 200, text: twins[0].text }, 'one of ten letters at once');
  await product.restart();
  const later = await c.send(
    'ReferToDepartment',
    { referrals: [{ department: 'jobcenter', parts: ['A'], questions: 'Hvor?' }] },
    { key: 'brev-1', revision: sent },
  );
  expect(later, { status: 200, text: twins[0].text }, 'the letter after a kill');
  await c.refresh();
  expect(count((await c.view({ state: 'referred' })).letters, { kind: 'referral' }), 1, 'letters');
}

export async function s10_as_it_was(product) {
  const office = new Office(product, 'horsens');
  await office.at('2026-10-24T15:00');
  const c = await office.start('ReceiveInquiry', { channel: 'meeting' }, 'intake');
  await c.do('RecordPart', part);
  await c.do('AssessRemit', { part: 'A', admissible: true });
  await c.do('AgreeRegistration', { citizen: true, adviser: true });
  await office.at('2026-10-25T02:30');
  await c.do('RegisterCase', { complainant: { name: 'Hektor Hyldebær' }, summary: 'Mellem to timer' }, 'registered');
  await office.at('2026-10-26T09:00');
  await c.do('RecordNote', { text: 'En note', occurredAt: '2026-10-25T10:00:00Z' }, 'registered');
  const history = await c.history();
  const asOf = (query, want) => c.view(want, 'auditor', { query });
  expect(
    history.map(({ revision }) => revision),
    history.map((_, index) => index),
    'revisions',
  );
  expect(
    history.every(({ position }, index) => index === 0 || BigInt(position) > BigInt(history[index - 1].position)),
    true,
    'positions rise',
  );
  for (const { id, type, actor, cause } of history)
    expect(
      { id, type, actor, cause },
      {
        id: (value) => value.length > 0,
        type: (value) => value.length > 0,
        actor: { sub: 'adviser', name: 'adviser', role: 'adviser' },
        cause: null,
      },
      'an event',
    );
  for (const [index, { from, to }] of history.entries()) {
    await asOf(`revision=${index}`, { revision: index, state: to });
    expect(from, index === 0 ? null : history[index - 1].to, 'from');
  }
  await asOf('revision=0', { state: 'intake', parts: [], privacy: 'none', number: nothing });
  const registered = history.find(({ to }) => to === 'registered');
  expect(Date.parse(registered.recordedAt), danish('2026-10-25T02:30').getTime(), 'when it was registered');
  await asOf(`at=${encodeURIComponent(registered.recordedAt)}`, {
    state: 'registered',
    revision: registered.revision,
    notes: [],
  });
  await asOf(`at=${new Date(Date.parse(registered.recordedAt) - 1).toISOString()}`, {
    state: 'intake',
    phase: 'preCase',
    complainant: (who) => nothing(who?.name),
  });
  await asOf('at=2026-10-23T22:00:00Z', { state: 'intake', revision: registered.revision - 1 });
  await asOf('at=2026-10-25T10:30:00Z', { notes: [] });
  await asOf('at=2026-10-26T08:00:00Z', { notes: [{ text: 'En note' }] });
  await asOf(`at=${encodeURIComponent('2026-10-26T09:00:00+01:00')}`, { notes: [{}] });
  refusal(await office.get(`${c.path}?at=2026-10-23T21:59:59Z`), 'NOT_FOUND', [], 'before the first event');
  for (const query of ['at=yesterday', 'revision=abc', 'revision=-1', 'at=2026-02-30T00:00:00Z'])
    refusal(await office.get(`${c.path}?${query}`), 'VALIDATION', [], query);
  expect((await office.get(`${c.path}?revision=999`)).status, oneOf(400, 404), 'a revision that is not there yet');
  const list = async (query) => (await office.get(`/complaints?after=${c.position}&${query}`)).body;
  expect(
    await list('at=2026-10-24T12:00:00Z'),
    { total: 1, items: [{ id: c.id, state: 'intake', number: nothing }] },
    'the worklist of the first day',
  );
  expect(
    await list('at=2026-10-25T12:00:00Z'),
    { total: 1, items: [{ id: c.id, state: 'registered', number: '2026-0001' }] },
    'the worklist of the second',
  );
  expect(await list('at=2026-10-20T12:00:00Z'), { total: 0, items: [] }, 'the worklist before');
}

export async function s10_the_clock(product) {
  const now = async () => (await product.request('GET', '/test/clock')).body.now;
  const put = (body) => product.request('PUT', '/test/clock', { body });
  expect(Date.parse(await now()), Date.parse('2024-01-01T08:00:00Z'), 'where a new data folder begins');
  await new Promise((done) => {
    setTimeout(done, 1_100);
  });
  expect(Date.parse(await now()), Date.parse('2024-01-01T08:00:00Z'), 'it stands still');
  expect((await put({ now: '2024-01-01T08:00:00Z' })).status, (status) => status < 300, 'the instant it shows');
  expect(
    (await put({ now: '2024-02-29T23:30:00+01:00' })).status,
    (status) => status < 300,
    'an instant with an offset',
  );
  expect(Date.parse(await now()), Date.parse('2024-02-29T22:30:00Z'), 'the same instant');
  for (const earlier of ['2024-02-29T22:29:59Z', '2024-01-01T08:00:00Z'])
    refusal(await put({ now: earlier }), 'CLOCK_BACKWARDS', [], `back to ${earlier}`);
  for (const body of [{}, { now: 'soon' }, { now: null }, { now: '2025-02-29T10:00:00Z' }])
    refusal(await put(body), 'VALIDATION', [], `the clock to ${JSON.stringify(body)}`);
  await product.restart();
  expect(Date.parse(await now()), Date.parse('2024-02-29T22:30:00Z'), 'after a kill');
  await product.restart('SIGTERM');
  expect(Date.parse(await now()), Date.parse('2024-02-29T22:30:00Z'), 'after an end');
  refusal(await put({ now: '2024-02-29T22:00:00Z' }), 'CLOCK_BACKWARDS');
  const office = new Office(product, 'odense');
  const token = await office.token('adviser');
  await put({ now: '2033-12-31T23:30:00Z' });
  await product.restart();
  const answer = await product.request('POST', `${office.path}/complaints/transitions/ReceiveInquiry`, {
    token,
    body: { channel: 'counter' },
  });
  expect(answer.status, 201, 'a token after nine years and a restart');
  await new Complaint(office, answer.body).view({ receivedOn: '2034-01-01' });
}

export async function s10_a_data_folder_opens_in_its_mode(product) {
  const office = new Office(product, 'horsens');
  await office.start('ReceiveInquiry', { channel: 'counter' }, 'intake');
  await product.kill();
  const started = await product.start({ KLAGEGANG_MODE: 'demo' }).then(
    () => true,
    () => false,
  );
  expect(started, false, 'a test folder opened as a demo');
  await product.restart();
  expect((await office.get('/complaints')).body.total, 1, 'complaints');
}

export async function s10_the_worklist(product) {
  const office = new Office(product, 'koebenhavn');
  await office.at('2026-10-05');
  const open = [];
  for (const [index, department] of [
    'jobcenter',
    'socialcenter',
    'jobcenter',
    'borgerservice',
    'jobcenter',
  ].entries()) {
    open.push(
      await office.registered({
        parts: { A: { topic: index % 2 ? 'noReply' : 'delay', department } },
        name: `Hektor Hyldebær ${index}`,
      }),
    );
  }
  const [flexible, written, referred, closed, quiet] = open;
  await flexible.do('StartEarlyResolution', { mode: 'flexible' });
  await written.do('StartEarlyResolution', { mode: 'written' });
  await referred.do('ReferToDepartment', { referrals: [{ department: 'jobcenter', parts: ['A'] }] });
  await closed.do('WithdrawComplaint', {});
  for (const c of [flexible, written, referred]) await c.do('Acknowledge', {});
  const early = await office.start('ReceiveInquiry', { channel: 'phone' }, 'intake');
  const list = async (query, role) => {
    const answer = await office.get(`/complaints?after=${early.position}&${query}`, role);
    expect(
      answer,
      { status: 200, headers: (headers) => headers.get('x-stale') !== 'true' },
      `the worklist of ${query}`,
    );
    return answer.body;
  };
  const { versions } = (await office.get(`/lifecycle?after=${early.position}`)).body;
  expect(
    versions,
    [
      { id: 'complaint/1', cases: 0 },
      { id: 'complaint/2', cases: 6 },
    ],
    'complaints under each lifecycle',
  );
  expect(
    (await office.get('/lifecycle', 'analyst')).body.versions.map(({ cases }) => cases),
    [null, null],
    'what an analyst sees of it',
  );
  const found = async (query, ...complaints) => {
    const { items, total, next } = await list(query);
    expect(
      [
        total,
        next,
        items
          .map(({ id }) => id)
          .sort()
          .join(),
      ],
      [
        complaints.length,
        null,
        complaints
          .map(({ id }) => id)
          .sort()
          .join(),
      ],
      `the worklist of ${query}`,
    );
  };
  await found('', ...open, early);
  await found('state=earlyResolution', flexible, written);
  await found('state=earlyResolution.written', written);
  await found('state=registered', quiet);
  await found('state=intake', early);
  await found('outcome=withdrawnByCitizen', closed);
  await found('department=jobcenter', flexible, referred, quiet);
  await found('department=jobcenter&state=registered', quiet);
  await found('topic=noReply', written, closed);
  await found('profile=koebenhavn%401', ...open, early);
  await found('profile=horsens%401');
  await found('overdue=true');
  const { items } = await list('state=referred');
  expect(
    items,
    [
      {
        id: referred.id,
        number: '2026-0003',
        state: 'referred',
        outcome: null,
        receivedOn: '2026-10-05',
        profile: 'koebenhavn@1',
        revision: referred.revision,
        lifecycle: (word) => word.length > 0,
      },
    ],
    'an item',
  );
  expect(JSON.stringify(items[0].nextDeadline).includes('2026-10-19'), true, 'its next deadline');
  await found(`lifecycle=${encodeURIComponent(items[0].lifecycle)}`, ...open, early);
  expect((await list('', 'auditor')).total, 6, 'what the auditor sees');

  const pages = [];
  for (let cursor = ''; cursor !== null;) {
    const page = await list(`limit=2${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
    expect(page.total, 6, 'the total of every page');
    expect(page.items.length, (length) => length > 0 && length <= 2, 'entries of a page');
    pages.push(...page.items.map(({ id }) => id));
    cursor = page.next;
    expect(pages.length <= 6, true, 'the pages end');
  }
  expect(new Set(pages).size, 6, 'every complaint on one page');
  for (const query of ['text=Hektor', 'name=Hektor', 'overdue=maybe', 'limit=many', 'limit=-1', 'at=yesterday'])
    refusal(await office.get(`/complaints?${query}`), 'VALIDATION', [], query);
  await office.at('2026-10-20');
  // The one for want of an answer, the other for want of a receipt to the citizen.
  await found('overdue=true', referred, quiet);
  await found('overdue=false', flexible, written, closed, early);
  const deadlines = (await list('overdue=true')).items.map(({ nextDeadline }) => nextDeadline);
  expect(
    deadlines,
    [
      { kind: 'acknowledgement', due: '2026-10-07', status: 'late' },
      { kind: 'departmentAnswer', department: 'jobcenter', due: '2026-10-19', status: 'late' },
    ],
    'what is late',
  );
}

export async function s10_the_search(product) {
  const office = new Office(product, 'odense');
  await office.at('2026-10-23');
  const c = await office.registered({
    parts: { A: part },
    name: 'Ægidius Åløkke Østergran',
    complainant: {
      name: 'Ægidius Åløkke Østergran',
      cpr: '311299-0000',
      email: 'aegidius@gran.example',
      phone: '99 99 07 07',
    },
  });
  const other = await office.registered({
    parts: { A: { topic: 'noReply', department: 'parkogvej' } },
    name: 'Thyra Østergran',
  });
  const search = (fields, role) => office.post(`/complaints/search?after=${other.position}`, fields, role);
  const found = async (fields, ...complaints) => {
    const answer = await search(fields);
    expect(
      answer,
      { status: 200, body: { total: complaints.length, next: null } },
      `the search ${JSON.stringify(fields)}`,
    );
    expect(
      answer.body.items
        .map(({ id }) => id)
        .sort()
        .join(),
      complaints
        .map(({ id }) => id)
        .sort()
        .join(),
      `the search ${JSON.stringify(fields)}`,
    );
  };
  await found({ text: 'Østergran' }, c, other);
  await found({ text: 'østergran' }, c, other);
  await found({ text: 'ÆGIDIUS østergran' }, c);
  await found({ text: '311299-0000' }, c);
  await found({ text: '99990707' }, c);
  await found({ text: 'aegidius@gran.example' }, c);
  await found({ text: '2026-0002' }, other);
  await found({ text: 'Østergran', topic: 'noReply' }, other);
  await found({ text: 'Østergran', state: 'closed' });
  await found({ text: 'Ukendtsen' });
  for (const fields of [{}, { text: '' }, { text: 7 }, { text: 'a', colour: 'red' }])
    refusal(await search(fields), 'VALIDATION');
  expect(
    await new Office(product, 'horsens').post('/complaints/search', { text: 'Østergran' }),
    { status: 200, body: { total: 0, items: [] } },
    'another office',
  );
  for (const words of ['Ægidius', 'østergran', 'Ukendtsen', '3112990000', '99990707'])
    expect(await product.traces(words), [], `traces of ${words}`);
}

const transitions = (
  'ReceiveInquiry OpenOwnInitiative RecordPart AssessRemit CompleteIntake GiveGuidance EndWithoutCase DirectElsewhere RecordSuggestion ForwardSuggestion GuideBack RecordDialogue ' +
  'AttestUnable AgreeRegistration WaiveAgeLimit FlagPrincipled RegisterCase StartEarlyResolution SwitchMode RecordContact ProposeSettlement AcceptSettlement RejectSettlement NoQuickSolution ' +
  'OfferMediation AnswerMediationOffer StartMediation EndMediation ReferToDepartment AskMoreQuestions RecordDepartmentAnswer RecordNoAnswer RequestCloserLook GiveConsent RefuseConsent ' +
  'WithdrawConsent OpenInvestigation ChangeScope DeclineInvestigation RequestInformation HearDepartment HearCitizen DeclareConflict RecordOutcome NotifyCitizen ForwardAnswerToCitizen ' +
  'SendReply Conclude CloseCase WithdrawComplaint WithdrawPart DiscontinueCase ExtendDeadline RequestExtension DeclineExtension Acknowledge RecallReferral DeclineReferral ReopenCase FileDocument RecordNote AttendMeeting RecordDepartmentPosition RequestErasure DecideErasure PlaceHold LiftHold ShredKeys'
).split(' ');

export async function s10_a_number_is_found_however_it_is_written(product) {
  const office = new Office(product, 'odense');
  await office.at('2026-10-23');
  const one = await office.registered({
    parts: { A: part },
    name: 'Ægidius Åløkke',
    complainant: { name: 'Ægidius Åløkke', cpr: '311299-0000', phone: '99 99 07 07' },
  });
  const other = await office.registered({
    parts: { A: part },
    name: 'Thyra Åløkke',
    complainant: { name: 'Thyra Åløkke', cpr: '3112990001', phone: '99990708' },
  });
  const found = async (text, complaint) => {
    const answer = await office.post(`/complaints/search?after=${other.position}`, { text });
    expect(answer, { status: 200, body: { total: 1, items: [{ id: complaint.id }] } }, `the search for ${text}`);
  };
  for (const text of ['311299-0000', '3112990000', '99990707', '99 99 07 07']) await found(text, one);
  for (const text of ['3112990001', '311299-0001', '99990708']) await found(text, other);
}

export async function s10_the_rules_and_the_machine(product) {
  const states =
    'intake dialogueCheck guidance endedWithoutCase registered earlyResolution flexible written mediation referred answered investigationAssessment awaitingConsent investigating active halted closed'.split(
      ' ',
    );
  for (const [key, rule] of [
    ['koebenhavn', 'K14'],
    ['horsens', 'H17'],
    ['odense', 'O14'],
  ]) {
    const office = new Office(product, key);
    const [profile, lifecycle] = await Promise.all([office.get('/profile'), office.get('/lifecycle')]);
    for (const answer of [profile, lifecycle]) expect(answer.status, 200, 'the rules and the machine');
    expect(
      profile.text.includes(rule) && profile.text.includes(`${key}@1`) && /"stated":false/.test(profile.text),
      true,
      `the profile of ${key} names its rules and what is silent`,
    );
    for (const word of [...states, ...transitions])
      expect(lifecycle.text.includes(word), true, `the machine knows ${word}`);
    expect(
      Object.keys(lifecycle.body).sort(),
      (keys) => ['states', 'transitions', 'diagram'].every((field) => keys.includes(field)),
      'its fields',
    );
  }
  for (const path of ['//health/live', '//health/ready', '//metrics'])
    expect((await product.request('GET', path)).status, 200, path);
}

export async function s10_the_description_says_the_same(product) {
  const description = await product.request('GET', '/openapi.json');
  expect(description, { status: 200, body: { openapi: (version) => version.startsWith('3.') } }, 'the description');
  for (const name of transitions) expect(description.text.includes(name), true, `the description names ${name}`);
  for (const path of [
    '/history',
    '/replay',
    '/access-log',
    '/access-package',
    '/complaints/search',
    '/letters/',
    '/content',
    '/profile',
    '/lifecycle',
  ]) {
    expect(
      Object.keys(description.body.paths).some((known) => known.includes(path)),
      true,
      `the description has ${path}`,
    );
  }
}

export async function s10_the_steps_tell_what_is_open(product) {
  const office = new Office(product, 'horsens');
  await office.at('2026-10-23');
  const c = await office.start('ReceiveInquiry', { channel: 'phone' }, 'intake');
  await c.do('RecordPart', part);
  await c.do('AssessRemit', { part: 'A', admissible: true });
  const step = (view, name) => only(view.steps, { name }, `the step ${name}`);
  const view = await c.view({}, 'adviser');
  expect(
    step(view, 'RecordPart'),
    { allowed: true, refusals: [], schema: (schema) => typeof schema === 'object' },
    'a step open',
  );
  const register = step(view, 'RegisterCase');
  expect(register.allowed, false, 'registration before the agreement');
  expect(
    count(register.refusals, { code: 'NOT_AGREED', rules: ['H17'], sentences: { da: (text) => text.length > 0 } }),
    1,
    'why not',
  );
  expect(
    step(view, 'CompleteIntake'),
    { allowed: false, refusals: [{ code: 'NOT_IN_PROFILE' }] },
    'what the profile does not have',
  );
  expect(count(view.steps, { name: 'CloseCase' }), 0, 'a step of another state');
  expect(
    count((await c.view({}, 'adviser', { query: 'steps=all' })).steps, { name: 'CloseCase', allowed: false }),
    1,
    'a step of another state, asked for',
  );
  await c.do('AgreeRegistration', { citizen: true, adviser: true });
  expect(step(await c.view({}, 'adviser'), 'RegisterCase').allowed, true, 'registration after the agreement');
  const auditor = await c.view({}, 'auditor');
  expect(count(auditor.steps, { allowed: true }), 0, 'steps open to an auditor');
}

export async function s10_read_your_own_writes(product) {
  const c = await noted(product);
  for (let round = 0; round < 15; round += 1) {
    await c.do('RecordNote', note(`Note ${round}`), 'registered');
    const [view, list] = await Promise.all([
      c.office.get(`${c.path}?after=${c.position}`),
      c.office.get(`/complaints?after=${c.position}`),
    ]);
    for (const answer of [view, list]) expect(answer.headers.get('x-stale') === 'true', false, 'a stale answer');
    expect(
      [view.body.revision, view.body.notes.length, list.body.items[0].revision],
      [c.revision, round + 1, c.revision],
      'what was just written',
    );
  }
  const ahead = await c.office.get(`${c.path}?after=${BigInt(c.position) + 100_000n}`);
  expect(
    ahead,
    { status: 200, headers: (headers) => headers.get('x-stale') === 'true', body: { revision: c.revision } },
    'a position that is not there yet',
  );
  refusal(await c.office.get(`${c.path}?after=soon`), 'VALIDATION');
}

export async function s10_letters_and_documents(product) {
  const c = await noted(product, 'odense', 'Hektor Hyldebær');
  const { office } = c;
  await c.do(
    'ReferToDepartment',
    { referrals: [{ department: 'jobcenter', parts: ['A'], questions: 'Hvor blev hyldebærrene af?' }] },
    'referred',
  );
  const html = await office.get(`${c.path}/letters/1`, 'adviser', { headers: { accept: 'text/html' } });
  expect(
    html,
    { status: 200, headers: (headers) => headers.get('content-type')?.startsWith('text/html') },
    'a letter as a page',
  );
  expect(html.text.includes('hyldebærrene'), true, 'the question is in it');
  const large = 'Hyldebær\n'.repeat(14_000);
  const document = await c.file(
    { title: 'Høstrapport', direction: 'in', date: '2026-10-23', content: Buffer.from(large).toString('base64') },
    'referred',
  );
  const content = await c.content(document.id);
  expect(
    content,
    {
      status: 200,
      headers: (headers) =>
        headers.get('content-disposition')?.startsWith('attachment') &&
        headers.get('x-content-type-options') === 'nosniff',
    },
    'a document',
  );
  expect(content.text === large, true, 'its bytes');
  expect(await product.traces('Hyldebær\nHyldebær'), [], 'traces of the content');
  expect(await product.traces('hyldebærrene'), [], 'traces of the question');
  const empty = await c.file({ title: 'Kun et kort', direction: 'in', date: '2026-10-23' }, 'referred');
  expect((await c.content(empty.id)).status, oneOf(404, 410), 'a document without content');
}

export async function s10_offices_do_not_meet(product) {
  const horsens = new Office(product, 'horsens');
  const odense = new Office(product, 'odense');
  await horsens.at('2026-10-23');
  const c = await horsens.registered({ parts: { A: part }, name: 'Hektor Hyldebær' });
  const other = await odense.registered({ parts: { A: part }, name: 'Hektor Hyldebær' });
  for (const complaint of [c, other])
    await complaint.view({ number: '2026-0001', complainant: { name: 'Hektor Hyldebær' } });
  expect((await odense.get('/complaints')).body, { total: 1, items: [{ id: other.id }] }, 'the worklist of Odense');
  const stranger = new Complaint(odense, c);
  for (const [name, fields, as] of [
    ['RecordNote', note('Hej'), 'adviser'],
    ['ShredKeys', {}, 'dataProtectionOfficer'],
    ['DeclineInvestigation', { criteria, reasons: 'Nej' }, 'head'],
    ['ChangeDecision', {}, 'head'],
  ]) {
    refusal(await stranger.send(name, fields, { as }), 'NOT_FOUND', [], `${name} in another office’s case`);
  }
  await c.view({ revision: c.revision });
  const apart = new Product(product.checkout);
  try {
    await apart.start();
    const token = await new Office(apart, 'horsens').token('head');
    refusal(
      await product.request('GET', `${horsens.path}${c.path}`, { token }),
      'UNAUTHENTICATED',
      [],
      'a token of another product',
    );
  } finally {
    await apart.remove();
  }
}
