// Did the municipality act correctly? The head decides whether, and what of it; both sides are heard; the result is
// told and followed up. All persons are invented.
import { Office, codes, count, expect, nothing, only, refusal } from './drive.mjs';

const criteria = { citizenBenefit: 'medium', improvement: 'high', overall: 'justified' };
const notJustified = { citizenBenefit: 'low', improvement: 'low', overall: 'notJustified' };
const head = { as: 'head' };
const outcome = (part, kind, more) => ({ part, outcome: kind, grounds: `Vurdering af ${part}`, ...more });
const three = {
  A: { topic: 'delay', department: 'jobcenter', eventStart: '2025-09-01' },
  B: { topic: 'communication', department: 'ydelsesservice' },
  C: { topic: 'templateLetter', department: 'jobcenter' },
  D: {
    topic: 'decisionContent',
    department: 'jobcenter',
    excluded: { ground: 'content', guidance: ['howToComplain'], body: 'ankestyrelsen' },
  },
};

/** København, no quick solution found: the head has the case before her. */
async function assessed(product, parts = three, day = '2026-03-27') {
  const office = new Office(product, 'koebenhavn');
  await office.at(day);
  const c = await office.registered({ parts, name: 'Alfrida Marmorkugle' });
  await c.do('StartEarlyResolution', { mode: 'flexible' }, 'earlyResolution.flexible');
  await c.do(
    'RecordContact',
    { department: parts.A.department, with: 'leader', outcome: 'noSolution', note: 'Ville ikke tale om det' },
    'earlyResolution.flexible',
  );
  await c.do('NoQuickSolution', { reason: 'noOffer' }, 'investigationAssessment');
  return c;
}
async function heard(c, ...departments) {
  for (const department of departments)
    await c.do('HearDepartment', { department, statement: 'Sagen lå i en kasse' }, 'investigating.active');
  await c.do('HearCitizen', { statement: 'Kassen var gennemsigtig' }, 'investigating.active');
}

export async function s5_the_head_decides_whether_and_what(product) {
  const c = await assessed(product);
  const open = (scope, more = {}) => ({ scope, criteria, ...more });
  await c.refuse('OpenInvestigation', open(['A', 'C']), 'ROLE_FORBIDDEN', ['K14']);
  await c.refuse('OpenInvestigation', { scope: ['A'] }, 'CRITERIA_REQUIRED', [], head);
  await c.refuse(
    'OpenInvestigation',
    { scope: ['A'], criteria: { citizenBenefit: 'enormous', improvement: 'low', overall: 'justified' } },
    'VALIDATION',
    [],
    head,
  );
  await c.refuse('OpenInvestigation', open([]), 'SCOPE_EMPTY', ['K15'], head);
  await c.refuse('OpenInvestigation', open(['A', 'D']), 'SCOPE_HAS_INADMISSIBLE_PART', ['K15'], head);
  await c.do(
    'OpenInvestigation',
    open(['A', 'C'], { assessment: 'To klagepunkter kan lære os noget' }),
    'investigating.active',
    head,
  );
  await c.view({
    parts: [{ inScope: true }, { inScope: false }, { inScope: true }, { inScope: false, admissible: false }],
    principled: false,
    ownInitiative: false,
  });

  const early = await c.refuse('Conclude', {}, 'OUTCOME_MISSING', [], head);
  expect(
    ['NOT_HEARD', 'RESULT_NOT_COMMUNICATED'].filter((code) => !codes(early).includes(code)),
    [],
    'all that refuses at the same time',
  );
  await c.refuse('RecordOutcome', outcome('B', 'criticism'), 'PART_NOT_IN_SCOPE', ['K15']);
  await c.refuse('RecordOutcome', { part: 'A', outcome: 'criticism' }, 'VALIDATION');
  await c.refuse('ChangeScope', open(['A', 'B']), 'ROLE_FORBIDDEN');
  await c.refuse('ChangeScope', { scope: ['A', 'B'] }, 'CRITERIA_REQUIRED', [], head);
  await c.refuse('ChangeScope', open([]), 'SCOPE_EMPTY', ['K15'], head);
  await c.refuse('ChangeScope', open(['D']), 'SCOPE_HAS_INADMISSIBLE_PART', ['K15'], head);
  await c.do('ChangeScope', open(['A', 'B']), 'investigating.active', head);
  await c.view({ parts: [{ inScope: true }, { inScope: true }, { inScope: false }, { inScope: false }] });
  await c.refuse('RecordOutcome', outcome('C', 'noCriticism'), 'PART_NOT_IN_SCOPE', ['K15']);

  await c.do('RecordOutcome', outcome('A', 'criticism'), 'investigating.active');
  await c.refuse('Conclude', {}, 'OUTCOME_MISSING', [], head);
  await c.do(
    'RecordOutcome',
    outcome('B', 'recommendation', { recommendation: 'Skriv et brev, der kan læses' }),
    'investigating.active',
  );
  await c.refuse('Conclude', {}, 'NOT_HEARD', ['K18'], head);
  await c.do('HearDepartment', { department: 'jobcenter', statement: 'Sagen lå i en kasse' }, 'investigating.active');
  await c.do(
    'HearDepartment',
    { department: 'ydelsesservice', statement: 'Kassen var ikke vores' },
    'investigating.active',
  );
  await c.refuse('Conclude', {}, 'NOT_HEARD', ['K18'], head);
  await c.do('HearCitizen', { statement: 'Kassen var gennemsigtig' }, 'investigating.active');
  await c.refuse('Conclude', {}, 'RESULT_NOT_COMMUNICATED', [], head);
  await c.do('NotifyCitizen', { about: 'status', text: 'Vi er i gang' }, 'investigating.active');
  await c.refuse('Conclude', {}, 'RESULT_NOT_COMMUNICATED', [], head);
  await c.do('NotifyCitizen', { about: 'result' }, 'investigating.active');
  await c.refuse('Conclude', {}, 'ROLE_FORBIDDEN');
  await c.office.at('2026-04-07');
  await c.do('Conclude', {}, 'closed(criticismWithRecommendation)', head);
  await c.view({
    closedAt: (at) => Date.parse(at) === Date.parse('2026-04-07T07:00:00Z'),
    parts: [{ outcome: 'criticism' }, { outcome: 'recommendation' }, {}, {}],
  });
}

export async function s5_criteria_left_out_name_their_rule(product) {
  const c = await assessed(product);
  await c.refuse('OpenInvestigation', { scope: ['A'] }, 'CRITERIA_REQUIRED', ['K16'], head);
  await c.refuse('DeclineInvestigation', { reasons: 'Intet at hente' }, 'CRITERIA_REQUIRED', ['K16'], head);
}

export async function s5_nobody_judges_in_a_matter_of_their_own(product) {
  const c = await assessed(product, { A: three.A, B: three.B });
  await c.do('DeclareConflict', { department: 'jobcenter' }, 'investigationAssessment', {
    as: 'adviser',
    sub: 'raadgiver-bo',
  });
  await c.do('OpenInvestigation', { scope: ['A', 'B'], criteria }, 'investigating.active', head);
  await c.refuse('RecordOutcome', outcome('A', 'noCriticism'), 'CONFLICT_OF_INTEREST', [], {
    as: 'adviser',
    sub: 'raadgiver-bo',
  });
  await product.restart();
  for (const [name, body] of [
    ['RecordOutcome', outcome('B', 'noCriticism')],
    ['NotifyCitizen', { about: 'decision', text: 'Vi undersøger sagen' }],
  ])
    await c.refuse(name, body, 'CONFLICT_OF_INTEREST', [], { as: 'adviser', sub: 'raadgiver-bo' });
  await c.do('RecordOutcome', outcome('A', 'noCriticism'), 'investigating.active', {
    as: 'adviser',
    sub: 'raadgiver-ea',
  });
  await c.do('RecordOutcome', outcome('B', 'noCriticism'), 'investigating.active', head);
}

export async function s5_four_ways_to_conclude(product) {
  const office = new Office(product, 'koebenhavn');
  const ends = [
    ['noCriticism', 'noCriticism', 'noCriticism'],
    ['criticism', 'noCriticism', 'criticism'],
    ['noCriticism', 'recommendation', 'recommendation'],
    ['recommendation', 'criticism', 'criticismWithRecommendation'],
  ];
  for (const [a, b, end] of ends) {
    const c = await assessed(product, { A: three.A, B: three.B });
    await c.do('OpenInvestigation', { scope: ['A', 'B'], criteria }, 'investigating.active', head);
    await heard(c, 'jobcenter', 'ydelsesservice');
    await c.do('RecordOutcome', outcome('A', a));
    await c.do('RecordOutcome', outcome('B', b));
    await c.do('NotifyCitizen', { about: 'result' });
    await c.do('Conclude', {}, `closed(${end})`, head);
    expect(
      (await office.get(`/complaints?outcome=${end}&after=${c.position}`)).body,
      { total: 1, items: [{ id: c.id, state: 'closed', outcome: end }] },
      `the worklist of ${end}`,
    );
  }
}

export async function s5_declined_with_reasons(product) {
  const c = await assessed(product);
  await c.refuse('DeclineInvestigation', { reasons: 'Intet at hente' }, 'CRITERIA_REQUIRED', [], head);
  await c.refuse('DeclineInvestigation', { criteria: notJustified, reasons: 'Intet at hente' }, 'ROLE_FORBIDDEN', [
    'K14',
  ]);
  await c.refuse(
    'DeclineInvestigation',
    { criteria: notJustified, reasons: 'Intet at hente' },
    'CITIZEN_NOT_INFORMED',
    [],
    head,
  );
  await c.do('NotifyCitizen', { about: 'result' }, 'investigationAssessment');
  await c.refuse(
    'DeclineInvestigation',
    { criteria: notJustified, reasons: 'Intet at hente' },
    'CITIZEN_NOT_INFORMED',
    [],
    head,
  );
  await c.do('NotifyCitizen', { about: 'decision', text: 'Vi går ikke videre' }, 'investigationAssessment');
  await c.do(
    'DeclineInvestigation',
    { criteria: notJustified, reasons: 'Intet at hente' },
    'closed(investigationDeclined)',
    head,
  );
}

export async function s5_a_matter_of_principle_goes_at_once(product) {
  const office = new Office(product, 'koebenhavn');
  await office.at('2026-03-29T03:00');
  const c = await office.start('ReceiveInquiry', { channel: 'web' }, 'intake');
  await c.do('RecordPart', { topic: 'templateLetter', department: 'borgerservice' });
  await c.do('AssessRemit', { part: 'A', admissible: true });
  await c.refuse('FlagPrincipled', { reason: 'templateFault' }, 'ROLE_FORBIDDEN');
  await c.refuse('FlagPrincipled', {}, 'REASON_REQUIRED', [], head);
  await c.refuse(
    'RegisterCase',
    { complainant: { name: 'Sonja Skabelon' }, summary: 'Brevet går til alle' },
    'DIALOGUE_NOT_EXHAUSTED',
    ['K1', 'K2'],
  );
  await c.do('FlagPrincipled', { reason: 'templateFault' }, 'intake', head);
  await c.do('RegisterCase', { complainant: { name: 'Sonja Skabelon' }, summary: 'Brevet går til alle' }, 'registered');
  await c.view({ principled: true, receivedOn: '2026-03-29' });
  await c.do('FlagPrincipled', { reason: 'systemFault' }, 'registered', head);
  await c.do('StartEarlyResolution', { mode: 'flexible' }, 'earlyResolution.flexible');
  await c.refuse('OpenInvestigation', { scope: ['A'], criteria: notJustified }, 'CRITERIA_CONTRADICT', ['K17'], head);
  await c.do('OpenInvestigation', { scope: ['A'], criteria }, 'investigating.active', head);
  await c.refuse('FlagPrincipled', { reason: 'systemFault' }, 'TRANSITION_NOT_ALLOWED', [], head);

  const ordinary = await office.registered({
    parts: { A: { topic: 'templateLetter', department: 'borgerservice' } },
    name: 'Sonja Skabelon',
  });
  await ordinary.refuse(
    'OpenInvestigation',
    { scope: ['A'], criteria },
    'EARLY_RESOLUTION_NOT_EXHAUSTED',
    ['K12'],
    head,
  );
  await ordinary.refuse(
    'DeclineInvestigation',
    { criteria: notJustified, reasons: 'Nej' },
    'EARLY_RESOLUTION_NOT_EXHAUSTED',
    ['K12'],
    head,
  );
  for (const key of ['horsens', 'odense']) {
    const elsewhere = await new Office(product, key).start('ReceiveInquiry', { channel: 'web' }, 'intake');
    await elsewhere.refuse('FlagPrincipled', { reason: 'systemFault' }, 'NOT_IN_PROFILE', [], head);
  }
}

export async function s5_on_the_office_s_own_initiative(product) {
  const office = new Office(product, 'koebenhavn');
  await office.at('2028-02-29');
  const fields = {
    topic: 'letterLanguage',
    department: 'socialcenter',
    criteria,
    title: 'Breve skrevet på kancellidansk',
  };
  const asked = (body, role = 'head') => office.post('/complaints/transitions/OpenOwnInitiative', body, role);
  refusal(await asked(fields, 'adviser'), 'ROLE_FORBIDDEN');
  refusal(await asked({ ...fields, criteria: undefined }), 'CRITERIA_REQUIRED');
  refusal(await asked({ ...fields, department: 'parkogvej' }), 'VALIDATION');
  refusal(
    await new Office(product, 'horsens').post(
      '/complaints/transitions/OpenOwnInitiative',
      { ...fields, department: 'jobcenter' },
      'head',
    ),
    'NOT_IN_PROFILE',
  );
  const c = await office.start('OpenOwnInitiative', fields, 'investigating.active');
  await c.view({
    ownInitiative: true,
    phase: 'case',
    number: '2028-0001',
    receivedOn: '2028-02-29',
    cycle: 1,
    parts: [{ id: 'A', topic: 'letterLanguage', department: 'socialcenter', inScope: true }],
    complainant: (who) => nothing(who?.name),
  });
  await c.do(
    'RequestInformation',
    { department: 'socialcenter', from: '2027-01-01', to: '2028-02-29', about: 'Alle breve' },
    'investigating.active',
  );
  await c.do(
    'RecordOutcome',
    outcome('A', 'recommendation', { recommendation: 'Skriv dansk' }),
    'investigating.active',
  );
  const unheard = await c.refuse('Conclude', {}, 'NOT_HEARD', ['K18'], head);
  expect(codes(unheard).includes('RESULT_NOT_COMMUNICATED'), false, 'there is nobody to inform');
  await c.do(
    'HearDepartment',
    { department: 'socialcenter', statement: 'Vi skriver, som vi plejer' },
    'investigating.active',
  );
  await c.do('Conclude', {}, 'closed(recommendation)', head);
  expect(
    (await c.history())[0],
    { from: null, to: 'investigating.active', revision: 0, actor: { role: 'head' } },
    'the first event',
  );
}

export async function s5_followed_up_by_the_department(product) {
  const office = new Office(product, 'odense');
  await office.at('2026-12-21');
  const parts = {
    A: { topic: 'communication', department: 'aeldreoghandicap' },
    B: { topic: 'practicalTask', department: 'parkogvej' },
  };
  const c = await office.registered({ parts, name: 'Karla Kompasrose' });
  await c.do(
    'ReferToDepartment',
    {
      referrals: [
        { department: 'aeldreoghandicap', parts: ['A'] },
        { department: 'parkogvej', parts: ['B'] },
      ],
    },
    'referred',
  );
  for (const department of ['aeldreoghandicap', 'parkogvej'])
    await c.do('RecordDepartmentAnswer', { department, directToCitizen: true });
  await c.do('RequestCloserLook', {}, 'awaitingConsent');
  await c.do(
    'GiveConsent',
    { purpose: 'closerExamination', departments: ['aeldreoghandicap', 'parkogvej'] },
    'investigationAssessment',
  );
  await c.do('OpenInvestigation', { scope: ['A', 'B'], criteria }, 'investigating.active', head);
  await heard(c, 'aeldreoghandicap', 'parkogvej');
  await c.refuse('RecordDepartmentPosition', { part: 'A', position: 'accepted' }, 'TRANSITION_NOT_ALLOWED');
  for (const part of ['A', 'B'])
    await c.do('RecordOutcome', outcome(part, 'recommendation', { recommendation: `Gør ${part} om` }));
  await c.do('NotifyCitizen', { about: 'result' });
  await c.do('Conclude', {}, 'closed(recommendation)', head);

  const own = (department) => ({ as: 'department', sub: `${department}-2`, department });
  await c.do(
    'RecordDepartmentPosition',
    { part: 'A', position: 'accepted' },
    'closed(recommendation)',
    own('aeldreoghandicap'),
  );
  await c.refuse(
    'RecordDepartmentPosition',
    { part: 'B', position: 'accepted' },
    'ROLE_FORBIDDEN',
    [],
    own('aeldreoghandicap'),
  );
  await c.refuse('RecordDepartmentPosition', { part: 'A', position: 'accepted' }, 'NOT_FOUND', [], own('jobcenter'));
  await c.refuse(
    'RecordDepartmentPosition',
    { part: 'B', position: 'declined' },
    'REASON_REQUIRED',
    [],
    own('parkogvej'),
  );
  await c.refuse('RecordDepartmentPosition', { part: 'B', position: 'whatever' }, 'VALIDATION');
  await c.do(
    'RecordDepartmentPosition',
    { part: 'B', position: 'declined', reason: 'Plænen er på ferie' },
    'closed',
    own('parkogvej'),
  );
  await office.at('2027-03-28T03:00');
  await c.do('RecordDepartmentPosition', { part: 'A', position: 'implemented' }, 'closed(recommendation)');
  const view = await c.view({ parts: [{ position: 'implemented' }, { position: 'declined' }] });
  expect(count(view.followUp, { part: 'A', position: 'implemented' }), 1, 'carried out');
  only(view.followUp, { part: 'B', position: 'declined', reason: 'Plænen er på ferie' }, 'declined');

  const stories = await Promise.all(
    ['auditor', 'head'].map((role) => office.get(`${c.path}/replay?after=${c.position}`, role)),
  );
  const history = await c.history();
  for (const story of stories) {
    expect(story, { status: 200, body: { legal: true, lifecycle: isWord, profile: 'odense@1' } }, 'the replay');
    expect(
      story.body.steps.map(({ revision, type, from, to }) => [revision, type, from, to].join()),
      history.map(({ revision, type, from, to }) => [revision, type, from, to].join()),
      'steps and events',
    );
    expect(story.body.steps[0].from, null, 'before the first step');
    for (const { legal, asked, changes } of story.body.steps) {
      expect(legal, true, 'a step');
      for (const question of asked)
        expect(question, { rule: isWord, holds: true, sentences: { da: isWord, en: isWord } }, 'a rule asked');
      for (const change of changes) expect(change, { path: isWord }, 'a change');
    }
  }
  refusal(await office.get(`${c.path}/replay`, 'adviser'), 'ROLE_FORBIDDEN');
  refusal(await office.get(`${c.path}/replay`, 'department', { department: 'parkogvej' }), 'ROLE_FORBIDDEN');
}

export async function s5_a_department_heard_may_answer_the_recommendation(product) {
  const c = await assessed(product, { A: three.A, B: three.B });
  const as = { as: 'department', sub: 'jobcenter-9', department: 'jobcenter' };
  await c.do('OpenInvestigation', { scope: ['A'], criteria }, 'investigating.active', head);
  await heard(c, 'jobcenter');
  await c.do('RecordOutcome', outcome('A', 'recommendation', { recommendation: 'Tøm kassen' }));
  await c.do('NotifyCitizen', { about: 'result' });
  await c.do('Conclude', {}, 'closed(recommendation)', head);
  await c.do('RecordDepartmentPosition', { part: 'A', position: 'accepted' }, 'closed(recommendation)', as);
  await c.view({ parts: [{ position: 'accepted' }, { position: nothing }] });
}

const isWord = (value) => typeof value === 'string' && value.length > 0;
