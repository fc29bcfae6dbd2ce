// Several departments are asked: letters, days, reminders, answers to the citizen, to the office alone, late, or never.
// All persons are invented.
import { Office, count, danish, expect, nothing, only, refusal } from './drive.mjs';

const two = {
  A: { topic: 'communication', department: 'socialafdelingen', eventEnd: '2026-01-20' },
  B: { topic: 'delay', department: 'jobcenter', eventStart: '2025-11-03', eventEnd: '2026-02-27' },
};
const toBoth = {
  referrals: [
    { department: 'socialafdelingen', parts: ['A'], questions: 'Hvorfor blev brevet fra pilefløjten væk?' },
    { department: 'jobcenter', parts: ['B'], questions: 'Hvornår blev mødet ved kastanjetræet aftalt?' },
  ],
};
const answer = (department, directToCitizen = true, more = {}) => ({
  department,
  directToCitizen,
  ...(directToCitizen ? {} : { summary: 'Det beklager vi' }),
  ...more,
});
const byDepartment = (department) => ({ as: 'department', sub: `${department}-1`, department });
const departmentDeadline = (view, department) =>
  only(view.deadlines, { kind: 'departmentAnswer', department }, `the deadline of ${department}`);
const letters = (view) =>
  Object.fromEntries(
    ['referral', 'copyToCitizen', 'reminder', 'escalation'].map((kind) => [kind, count(view.letters, { kind })]),
  );

/** Horsens, two departments asked on the Monday before Easter 2026. */
async function bothAsked(product, name = 'Ragnhild Pilefløjte') {
  const office = new Office(product, 'horsens');
  await office.at('2026-03-30');
  const c = await office.registered({ parts: two, name });
  await c.do('ReferToDepartment', toBoth, 'referred');
  return c;
}

/** København, one department asked. */
async function oneAsked(product, day, department = 'socialcenter') {
  const office = new Office(product, 'koebenhavn');
  await office.at(day);
  const c = await office.registered({ parts: { A: { topic: 'noReply', department } }, name: 'Valdemar Stilhed' });
  await c.do('ReferToDepartment', { referrals: [{ department, parts: ['A'] }] }, 'referred');
  return c;
}

export async function s3_two_departments_are_two_letters_and_a_copy_each(product) {
  const office = new Office(product, 'horsens');
  await office.at('2026-03-30');
  const c = await office.registered({
    name: 'Ragnhild Pilefløjte',
    parts: {
      ...two,
      C: {
        topic: 'serviceLevel',
        department: 'dagtilbud',
        eventEnd: '2026-03-01',
        excluded: { ground: 'political', guidance: ['rights'] },
      },
    },
  });
  const [social, job] = toBoth.referrals;
  await c.refuse('ReferToDepartment', { referrals: [social] }, 'PART_MISSING');
  await c.refuse(
    'ReferToDepartment',
    { referrals: [social, job, { department: 'dagtilbud', parts: ['C'] }] },
    'PART_NOT_ADMISSIBLE',
    ['H28'],
  );
  await c.refuse('ReferToDepartment', { referrals: [social, { ...job, department: 'vejvaesenet' }] }, 'VALIDATION');
  await c.refuse('ReferToDepartment', { ...toBoth, note: 'haster' }, 'VALIDATION');
  await c.view({ letters: [], documents: [], referrals: nothing });
  await c.do('ReferToDepartment', toBoth, 'referred');
  const view = await c.view({ cycle: 1, phase: 'case', outcome: null });
  expect(letters(view), { referral: 2, copyToCitizen: 2, reminder: 0, escalation: 0 }, 'letters');
  for (const { department, parts } of toBoth.referrals) {
    only(view.letters, { kind: 'referral', to: 'department', department, date: '2026-03-30' }, 'a letter');
    expect(
      only(view.referrals, { department }),
      { parts, sentOn: '2026-03-30', due: '2026-04-16', reminders: 0, answeredOn: nothing, forwardedOn: nothing },
      'a referral over Easter',
    );
    expect(departmentDeadline(view, department), { due: '2026-04-16', status: 'running' }, 'a deadline over Easter');
  }
  expect(count(view.letters, { kind: 'copyToCitizen', to: 'citizen', date: '2026-03-30' }), 2, 'copies');
  expect(view.documents.length, 4, 'file entries');
  expect(count(view.documents, { direction: 'out', date: '2026-03-30' }), 4, 'file entries out');
  await c.refuse('ReferToDepartment', toBoth, 'PART_NOT_ADMISSIBLE', ['H19']);
  await c.refuse('CloseCase', {}, 'NO_ANSWER_RECORDED');
}

export async function s3_only_registered_parts_are_referred(product) {
  const office = new Office(product, 'horsens');
  await office.at('2026-03-30');
  const c = await office.start('ReceiveInquiry', { channel: 'letter' }, 'intake');
  for (const [part, fields] of Object.entries(two)) {
    expect((await c.do('RecordPart', fields)).part, part, 'the letter given');
    await c.do('AssessRemit', { part, admissible: true });
  }
  await c.do('AgreeRegistration', { citizen: true, adviser: true });
  await c.do(
    'RegisterCase',
    { complainant: { name: 'Holger Halvmåne' }, summary: 'Kun det ene', parts: ['B'] },
    'registered',
  );
  await c.refuse('ReferToDepartment', toBoth, 'PART_NOT_ADMISSIBLE');
  await c.do('ReferToDepartment', { referrals: [toBoth.referrals[1]] }, 'referred');
}

export async function s3_each_department_sees_and_answers_its_own(product) {
  const office = new Office(product, 'horsens');
  await office.at('2026-03-30');
  const c = await office.registered({ parts: two, name: 'Ragnhild Pilefløjte' });
  await c.do('RecordNote', { text: 'Hun er bange for lederen med paraplyen' }, 'registered');
  const internal = await c.file({
    title: 'Notits om paraplyen',
    direction: 'internal',
    date: '2026-03-30',
    content: Buffer.from('kun til os').toString('base64'),
  });
  const as = (department) => office.get(c.path, 'department', { department });
  refusal(await as('jobcenter'), 'NOT_FOUND', [], 'before it is asked');
  await c.do('ReferToDepartment', toBoth, 'referred');

  const seen = await as('jobcenter');
  expect(seen, { status: 200, body: { id: c.id, state: 'referred', notes: nothing } }, 'what the job centre sees');
  expect(seen.body.parts.map(({ id }) => id).join(), 'B', 'parts seen');
  expect(seen.body.referrals.map(({ department }) => department).join(), 'jobcenter', 'referrals seen');
  for (const hidden of ['pilefløjten', 'paraplyen', 'bange for lederen'])
    expect(seen.text.includes(hidden), false, `"${hidden}" is shown to the job centre`);
  expect(seen.text.includes('kastanjetræet'), true, 'its own question is shown');
  expect(
    (await c.content(internal.id, 'department', { department: 'jobcenter' })).status,
    (status) => status === 404 || status === 403,
    'a document of the office',
  );
  refusal(
    await office.get(`${c.path}/history`, 'department', { department: 'jobcenter' }),
    'ROLE_FORBIDDEN',
    [],
    'the history',
  );

  const missing = await office.get('/complaints/00000000-0000-4000-8000-000000000000', 'department', {
    department: 'dagtilbud',
  });
  const notAsked = await as('dagtilbud');
  refusal(notAsked, 'NOT_FOUND', [], 'one not asked');
  expect(notAsked.text, missing.text, 'a case not asked about looks like one that is not there');
  expect(
    await office.get('/complaints', 'department', { department: 'dagtilbud' }),
    { status: 200, body: { total: 0, items: [] } },
    'the worklist of one not asked',
  );
  expect(
    await office.get(`/complaints?after=${c.position}`, 'department', { department: 'jobcenter' }),
    { status: 200, body: { total: 1, items: [{ id: c.id }] } },
    'the worklist of one asked',
  );

  await c.refuse('RecordDepartmentAnswer', answer('dagtilbud'), 'NOT_FOUND', [], byDepartment('dagtilbud'));
  await c.refuse('RecordDepartmentAnswer', answer('socialafdelingen'), 'ROLE_FORBIDDEN', [], byDepartment('jobcenter'));
  await c.refuse('CloseCase', {}, 'ROLE_FORBIDDEN', [], byDepartment('jobcenter'));
  await c.refuse('RecordNote', { text: 'Vi er enige' }, 'ROLE_FORBIDDEN', [], byDepartment('jobcenter'));
  await office.at('2026-04-08');
  await c.do(
    'RecordDepartmentAnswer',
    answer('jobcenter', true, { summary: 'Mødet blev glemt' }),
    'referred',
    byDepartment('jobcenter'),
  );
  expect(
    (await as('socialafdelingen')).text.includes('Mødet blev glemt'),
    false,
    'the answer is shown to the other department',
  );
  const half = await c.view();
  expect(
    only(half.referrals, { department: 'jobcenter' }),
    { answeredOn: '2026-04-08', directToCitizen: true, workingDays: 4 },
    'over Easter',
  );
  expect(departmentDeadline(half, 'jobcenter').status, 'met', 'its deadline');
  expect(departmentDeadline(half, 'socialafdelingen').status, 'running', 'the deadline of the other');
  await c.do('RecordDepartmentAnswer', answer('socialafdelingen', true, { receivedOn: '2026-04-07' }), 'answered');
  expect(
    only((await c.view()).referrals, { department: 'socialafdelingen' }),
    { answeredOn: '2026-04-07', workingDays: 3 },
    'recorded a day later',
  );
  const last = (await c.history()).at(-1);
  expect(last, { from: 'referred', to: 'answered', actor: { role: 'adviser' } }, 'the last event');
  expect(
    (await c.history()).find(({ actor }) => actor.role === 'department'),
    { actor: { sub: 'jobcenter-1' }, from: 'referred', to: 'referred' },
    'its own answer',
  );
  await c.do('CloseCase', {}, 'closed(answeredByDepartment)');
}

export async function s3_reminded_once_whatever_is_killed(product) {
  const c = await oneAsked(product, '2026-03-30');
  const { office } = c;
  await office.at('2026-04-16T23:59');
  expect(
    departmentDeadline(await c.view({ referrals: [{ reminders: 0 }] }), 'socialcenter'),
    { due: '2026-04-16', status: 'running' },
    'on the last day',
  );
  await office.at('2026-04-17T05:59');
  await c.view({ referrals: [{ reminders: 0 }] });
  expect(departmentDeadline(await c.view(), 'socialcenter').status, 'late', 'the day after');
  await product.restart();
  await c.view({ referrals: [{ reminders: 0 }] });
  await office.at('2026-04-17T06:00');
  await c.view({ referrals: [{ reminders: 1 }] });
  await product.restart();
  await office.at('2026-04-17T06:00');
  await office.at('2026-04-17T12:00');
  const once = await c.view({ state: 'referred', referrals: [{ reminders: 1 }] });
  expect(
    letters(once),
    { referral: 1, copyToCitizen: 1, reminder: 1, escalation: 0 },
    'letters after the first reminder',
  );
  only(
    once.letters,
    { kind: 'reminder', to: 'department', department: 'socialcenter', date: '2026-04-17' },
    'the reminder',
  );

  const jump = product
    .request('PUT', '/test/clock', { body: { now: danish('2026-04-24T06:00').toISOString() } })
    .catch(() => {});
  await new Promise((done) => {
    setTimeout(done, 3);
  });
  await product.restart();
  await jump;
  await office.at('2026-04-24T06:01');
  await product.restart();
  await office.at('2026-04-30T23:00');
  await c.refresh();
  const twice = await c.view({ state: 'referred', referrals: [{ reminders: 2 }] });
  expect(letters(twice), { referral: 1, copyToCitizen: 1, reminder: 1, escalation: 1 }, 'letters after the escalation');
  only(twice.letters, { kind: 'escalation', to: 'leader', date: '2026-04-24' }, 'the escalation');
  expect(twice.documents.length, 4, 'one file entry for each letter');
  await c.refuse('RecordNoAnswer', {}, 'DEADLINE_NOT_PASSED');
  await office.at('2026-05-01');
  await c.do('RecordNoAnswer', {}, 'investigationAssessment');
  await office.at('2026-07-01');
  await product.restart();
  await office.at('2026-09-01');
  expect(letters(await c.view()), { reminder: 1, escalation: 1 }, 'letters long after');
}

export async function s3_christmas_in_one_jump(product) {
  const office = new Office(product, 'horsens');
  await office.at('2026-12-17');
  const c = await office.registered({
    parts: { A: { topic: 'noReply', department: 'skoleafdelingen' } },
    name: 'Julius Grankogle',
  });
  await c.do('ReferToDepartment', { referrals: [{ department: 'skoleafdelingen', parts: ['A'] }] }, 'referred');
  const [asked] = (await c.history()).filter(({ to }) => to === 'referred');
  await c.view({ parts: [{ ageLimit: null }], referrals: [{ due: '2027-01-04' }] });
  await office.at('2027-01-18T20:00');
  await c.refresh();
  const view = await c.view({ referrals: [{ reminders: 2 }] });
  only(view.letters, { kind: 'reminder', date: '2027-01-05' }, 'the reminder');
  only(view.letters, { kind: 'escalation', date: '2027-01-12' }, 'the escalation');
  const timed = (await c.history()).filter(({ actor }) => actor.role === 'system');
  expect(
    timed.map(({ recordedAt }) => Date.parse(recordedAt)),
    [danish('2027-01-05T06:00').getTime(), danish('2027-01-12T06:00').getTime()],
    'each at its own time',
  );
  for (const event of timed)
    expect(event, { from: 'referred', to: 'referred', cause: asked.id }, 'a reminder answers the referral');
  expect(asked.cause, null, 'cause of a step taken by a person');
  await c.refuse('RecordNoAnswer', {}, 'DEADLINE_NOT_PASSED');
  await office.at('2027-01-19T00:10');
  await c.do('RecordNoAnswer', {}, 'awaitingConsent');
  await c.do('RecordDepartmentAnswer', answer('skoleafdelingen'), 'awaitingConsent');
  await c.view({ referrals: [{ answeredOn: '2027-01-19', workingDays: 21 }] });
}

export async function s3_only_the_silent_one_is_reminded(product) {
  const c = await bothAsked(product);
  const { office } = c;
  await office.at('2026-04-16');
  await c.do('RecordDepartmentAnswer', answer('socialafdelingen'), 'referred');
  await office.at('2026-05-01');
  await c.refresh();
  const view = await c.view();
  expect(letters(view), { referral: 2, copyToCitizen: 2, reminder: 1, escalation: 1 }, 'letters');
  expect(
    only(view.referrals, { department: 'socialafdelingen' }),
    { reminders: 0, workingDays: 10 },
    'the one that answered',
  );
  expect(only(view.referrals, { department: 'jobcenter' }), { reminders: 2, answeredOn: nothing }, 'the silent one');
  expect(
    [departmentDeadline(view, 'socialafdelingen').status, departmentDeadline(view, 'jobcenter').status],
    ['met', 'late'],
    'deadlines',
  );
  await c.refuse('Remind', {}, 'ROLE_FORBIDDEN');
  await c.refuse('CloseCase', {}, 'NO_ANSWER_RECORDED');
  await c.do('RecordNoAnswer', {}, 'awaitingConsent');
}

export async function s3_the_answer_that_went_to_the_office_alone(product) {
  const c = await bothAsked(product);
  await c.office.at('2026-04-09');
  await c.do('RecordDepartmentAnswer', answer('jobcenter', false), 'referred');
  await c.do('RecordDepartmentAnswer', answer('socialafdelingen', true), 'answered');
  const before = await c.view({ tasks: [{ kind: 'answerToCitizen', department: 'jobcenter' }] });
  expect(
    only(before.referrals, { department: 'jobcenter' }),
    { directToCitizen: false, forwardedOn: nothing },
    'not passed on yet',
  );
  expect(before.documents.length, 6, 'four letters out, two answers in');
  expect(count(before.documents, { direction: 'in', date: '2026-04-09' }), 2, 'answers in the file');
  await c.refuse('CloseCase', {}, 'ANSWER_NOT_REACHED_CITIZEN');
  await c.office.at('2026-04-10');
  await c.do('ForwardAnswerToCitizen', { department: 'jobcenter' }, 'answered');
  const after = await c.view({ tasks: [] });
  expect(only(after.referrals, { department: 'jobcenter' }).forwardedOn, '2026-04-10', 'passed on');
  only(after.letters, { kind: 'forwardedAnswer', to: 'citizen', date: '2026-04-10' }, 'the letter');
  expect(after.documents.length, 7, 'file entries');
  await c.do('CloseCase', {}, 'closed(answeredByDepartment)');
}

/** H21: until it is passed on it has not reached the citizen, the own case's page included. */
export async function s3_an_answer_is_read_by_the_citizen_once_it_is_passed_on(product) {
  const c = await bothAsked(product);
  await c.office.at('2026-04-09');
  const content = Buffer.from('Jobcentrets brev').toString('base64');
  const paper = await c.file({ title: 'Brev', direction: 'in', date: '2026-04-09', department: 'jobcenter', content });
  const told = { finding: 'upheld', summary: 'Vi beklager' };
  await c.do('RecordDepartmentAnswer', answer('jobcenter', false, { ...told, document: paper.id }), 'referred');
  await c.do('RecordDepartmentAnswer', answer('socialafdelingen', true, told), 'answered');
  const own = { complaint: c.id };
  const read = async () => {
    const view = await c.view({}, 'citizen', own);
    const came = view.documents.filter(({ direction }) => direction === 'in');
    const contents = await Promise.all(came.map(({ id }) => c.content(id, 'citizen', own)));
    return [
      came.map(({ readable }) => readable),
      contents.map(({ status }) => status),
      ['jobcenter', 'socialafdelingen'].map((department) => only(view.referrals, { department }).finding ?? null),
    ];
  };
  expect(
    await read(),
    [
      [false, false, true],
      [404, 404, 200],
      [null, 'upheld'],
    ],
    'before',
  );
  expect((await c.content(paper.id)).status, 200, 'the office reads it');
  await c.do('ForwardAnswerToCitizen', { department: 'jobcenter' }, 'answered');
  expect(
    await read(),
    [
      [true, true, true],
      [200, 200, 200],
      ['upheld', 'upheld'],
    ],
    'after',
  );
}

export async function s3_a_late_answer_moves_nothing(product) {
  const c = await bothAsked(product);
  await c.office.at('2026-04-10');
  await c.do('WithdrawComplaint', {}, 'closed(withdrawnByCitizen)');
  const closed = await c.view({ closedAt: (at) => Date.parse(at) === danish('2026-04-10').getTime() });
  for (const { department } of toBoth.referrals)
    expect(departmentDeadline(closed, department).status, 'ended', `the deadline of ${department}`);
  await c.office.at('2026-06-01');
  expect(letters(await c.view({ revision: c.revision })), { reminder: 0, escalation: 0 }, 'letters after the end');
  await c.do(
    'RecordDepartmentAnswer',
    answer('jobcenter', false),
    'closed(withdrawnByCitizen)',
    byDepartment('jobcenter'),
  );
  const late = await c.view({
    tasks: [{ kind: 'answerToCitizen', department: 'jobcenter' }],
    outcome: 'withdrawnByCitizen',
    cycle: 1,
  });
  only(late.documents, { direction: 'in', date: '2026-06-01' }, 'the late answer in the file');
  await c.do('ForwardAnswerToCitizen', { department: 'jobcenter' }, 'closed');
  await c.view({ tasks: [] });
}

export async function s3_an_answer_during_the_investigation_is_passed_on_first(product) {
  const c = await oneAsked(product, '2026-10-16', 'borgerservice');
  const { office } = c;
  await c.view({ referrals: [{ due: '2026-10-30' }] });
  await office.at('2026-11-16');
  await c.refresh();
  const system = (await c.history())
    .filter(({ actor }) => actor.role === 'system')
    .map(({ recordedAt }) => new Date(recordedAt).toISOString());
  expect(system, ['2026-11-02T05:00:00.000Z', '2026-11-09T05:00:00.000Z'], 'six in the morning, winter time');
  await c.do('RecordNoAnswer', {}, 'investigationAssessment');
  const criteria = { citizenBenefit: 'medium', improvement: 'high', overall: 'justified' };
  await c.do('OpenInvestigation', { scope: ['A'], criteria }, 'investigating.active', { as: 'head' });
  await c.do(
    'RecordDepartmentAnswer',
    answer('borgerservice', false),
    'investigating.active',
    byDepartment('borgerservice'),
  );
  await c.view({ tasks: [{ kind: 'answerToCitizen', department: 'borgerservice' }] });
  await c.do('HearDepartment', { department: 'borgerservice', statement: 'Vi beklager' }, 'investigating.active');
  await c.do('HearCitizen', { statement: 'Jeg ventede i kulden' }, 'investigating.active');
  await c.do(
    'RecordOutcome',
    { part: 'A', outcome: 'criticism', grounds: 'Intet svar i en måned' },
    'investigating.active',
  );
  await c.do('NotifyCitizen', { about: 'result' }, 'investigating.active');
  await c.refuse('Conclude', {}, 'ANSWER_NOT_REACHED_CITIZEN', [], { as: 'head' });
  await c.do('ForwardAnswerToCitizen', { department: 'borgerservice' }, 'investigating.active');
  await c.do('Conclude', {}, 'closed(criticism)', { as: 'head' });
  await c.view({ referrals: [{ workingDays: 21, answeredOn: '2026-11-16' }] });
}

export async function s3_in_time_on_the_last_day_and_over_the_summer_hour(product) {
  const office = new Office(product, 'odense');
  await office.at('2027-03-15');
  const asked = [];
  for (const name of ['Signe Sommertid', 'Vera Vintertid']) {
    const c = await office.registered({ parts: { A: { topic: 'practicalTask', department: 'parkogvej' } }, name });
    await c.do('ReferToDepartment', { referrals: [{ department: 'parkogvej', parts: ['A'] }] }, 'referred');
    asked.push(c);
  }
  await office.at('2027-04-05');
  for (const [index, [receivedOn, status, workingDays]] of [
    ['2027-04-01', 'met', 10],
    ['2027-04-02', 'late', 11],
  ].entries()) {
    const c = await asked[index].refresh();
    await c.do('RecordDepartmentAnswer', answer('parkogvej', true, { receivedOn }), 'answered');
    expect(
      departmentDeadline(await c.view({ referrals: [{ due: '2027-04-01', workingDays }] }), 'parkogvej').status,
      status,
      `answered on ${receivedOn}`,
    );
    const reminder = (await c.history()).find(({ actor }) => actor.role === 'system');
    expect(Date.parse(reminder.recordedAt), Date.parse('2027-04-02T04:00:00Z'), 'six in the morning, summer time');
  }
}
