// The process is killed between any two steps, and in the middle of one: the same case comes out of it. All persons are
// invented.
import { Complaint, Office, Product, count, danish, expect } from './drive.mjs';

const identity = { complainant: { name: 'Amanda Afbrudt', cpr: '010203-0000' }, summary: 'Strømmen gik hver gang' };
const head = { as: 'head' };
const criteria = { citizenBenefit: 'high', improvement: 'high', overall: 'justified' };

/** What happens, step by step; a date alone lets time pass. */
const answered = [
  '2026-03-30T10:00',
  ['RecordPart', { topic: 'staffConduct', department: 'borgerservice', eventEnd: '2025-03-28' }],
  ['AssessRemit', { part: 'A', admissible: true }],
  ['AgreeRegistration', { citizen: true, adviser: true }],
  ['WaiveAgeLimit', { part: 'A', reason: 'citizenPrevented' }],
  ['RegisterCase', identity],
  ['ReferToDepartment', { referrals: [{ department: 'borgerservice', parts: ['A'], questions: 'Hvem slukkede?' }] }],
  '2026-04-17T06:00',
  '2026-04-24T07:00',
  ['RecordDepartmentAnswer', { department: 'borgerservice', directToCitizen: false, summary: 'En vikar' }],
  ['ForwardAnswerToCitizen', { department: 'borgerservice' }],
  ['CloseCase', {}],
];
const examined = [
  '2026-12-17T10:00',
  ['RecordPart', { topic: 'noReply', department: 'jobcenter' }],
  ['AssessRemit', { part: 'A', admissible: true }],
  ['AgreeRegistration', { citizen: true, adviser: true }],
  ['RegisterCase', identity],
  ['ReferToDepartment', { referrals: [{ department: 'jobcenter', parts: ['A'] }] }],
  '2027-01-19T09:00',
  ['RecordNoAnswer', {}],
  ['GiveConsent', { purpose: 'closerExamination', departments: ['jobcenter'] }],
  ['RequestInformation', { department: 'jobcenter', about: 'Sikringerne', from: '2026-01-01', to: '2026-12-31' }],
  ['WithdrawConsent', { channel: 'phone' }],
  ['GiveConsent', { purpose: 'closerExamination', departments: ['jobcenter'] }],
  ['HearDepartment', { department: 'jobcenter', statement: 'Det var mørkt' }],
  ['HearCitizen', { statement: 'Meget mørkt' }],
  ['RecordOutcome', { part: 'A', outcome: 'recommendation', grounds: 'Der var ingen lommelygte' }],
  ['NotifyCitizen', { about: 'result' }],
  ['Conclude', {}, head],
  '2027-03-28T03:30',
  ['RecordDepartmentPosition', { part: 'A', position: 'accepted' }],
];

async function travel(product, steps, between) {
  const office = new Office(product, 'horsens');
  const [begin, ...rest] = steps;
  await office.at(begin);
  const c = await office.start('ReceiveInquiry', { channel: 'meeting' }, 'intake');
  for (const step of rest) {
    await between();
    if (typeof step === 'string') {
      await office.at(step);
      await c.refresh();
    } else await c.do(step[0], step[1], undefined, step[2]);
  }
  await between();
  const { id, position, ...view } = await c.view();
  const history = (await c.history()).map(({ revision, type, occurredAt, recordedAt, actor, from, to }) => ({
    revision,
    type,
    occurredAt,
    recordedAt,
    actor,
    from,
    to,
  }));
  const replay = await office.get(`${c.path}/replay`, 'auditor');
  expect(replay.body.legal, true, 'the replay');
  expect([typeof id, typeof position], ['string', 'string'], 'id and position');
  return { view: withoutIds(view), history };
}
/** What two runs must have in common: ids are drawn at random. */
function withoutIds(view) {
  const nameless = (list) => list?.map(({ id, ...entry }) => ({ ...entry, named: typeof id }));
  return {
    ...view,
    documents: nameless(view.documents),
    informationRequests: nameless(view.informationRequests),
    steps: view.steps.map(({ name, allowed }) => ({ name, allowed })),
  };
}

async function sameEnd(product, steps) {
  const calm = await travel(product, steps, async () => {});
  await product.kill();
  const shaken = new Product(product.checkout);
  try {
    await shaken.start();
    const killed = await travel(shaken, steps, () => shaken.restart());
    expect(killed, calm, 'the end after all these kills');
    for (const name of ['Afbrudt', '0102030000', 'lommelygte', 'slukkede'])
      expect(await shaken.traces(name), [], `traces of ${name}`);
  } finally {
    await shaken.remove();
  }
}

export async function s11_started_and_ended_by_npm_start({ checkout }) {
  const product = new Product(checkout, { throughNpm: true });
  try {
    await product.start();
    const office = new Office(product, 'horsens');
    await office.at('2026-03-30');
    const c = await office.start('ReceiveInquiry', { channel: 'meeting' }, 'intake');
    for (const signal of ['SIGTERM', 'SIGKILL']) {
      await product.restart(signal);
      await c.view({ state: 'intake', revision: c.revision });
    }
  } finally {
    await product.remove();
  }
}
export async function s11_killed_on_the_way_to_an_answer(product) {
  await sameEnd(product, answered);
}
export async function s11_killed_on_the_way_to_a_result(product) {
  await sameEnd(product, examined);
}

export async function s11_killed_in_the_middle_of_a_step(product) {
  const office = new Office(product, 'koebenhavn');
  await office.at('2026-03-30');
  const c = await office.registered({
    parts: { A: { topic: 'delay', department: 'jobcenter' } },
    name: 'Amanda Afbrudt',
  });
  const before = c.revision;
  for (const [round, wait] of [0, 1, 2, 4, 8, 16].entries()) {
    const under = c.send('RecordNote', { text: `Note ${round}` }, { key: `note-${round}` }).catch(() => undefined);
    await new Promise((done) => {
      setTimeout(done, wait);
    });
    await product.restart();
    const first = await under;
    const again = await c.send('RecordNote', { text: `Note ${round}` }, { key: `note-${round}` });
    expect(again.status, 200, `note ${round} sent again`);
    if (first?.status === 200) expect(again.text, first.text, `the answer to note ${round}`);
    Object.assign(c, { revision: again.body.revision, position: again.body.position });
  }
  await c.refresh();
  expect([c.revision, (await c.view()).notes.length], [before + 6, 6], 'every note once');
}

export async function s11_a_call_and_a_letter_are_not_doubled(product) {
  const office = new Office(product, 'odense');
  await office.at('2026-12-23');
  const ids = new Set();
  for (const [round, wait] of [0, 2, 5, 12].entries()) {
    const call = () =>
      office.post('/complaints/transitions/ReceiveInquiry', { channel: 'counter' }, 'adviser', {
        headers: { 'idempotency-key': `opkald-${round}` },
      });
    await office.token('adviser');
    const under = call().catch(() => undefined);
    await new Promise((done) => {
      setTimeout(done, wait);
    });
    await product.restart();
    const [first, again] = [await under, await call()];
    expect(again.status, 201, 'the call sent again');
    if (first?.status === 201) expect(again.body, first.body, 'the first answer');
    ids.add(again.body.id);
  }
  expect((await office.get('/complaints')).body.total, ids.size, 'calls');
  const c = await office.registered({
    parts: { A: { topic: 'noReply', department: 'byogkultur' } },
    name: 'Amanda Afbrudt',
  });
  const refer = () =>
    c.send('ReferToDepartment', { referrals: [{ department: 'byogkultur', parts: ['A'] }] }, { key: 'brev' });
  const under = refer().catch(() => undefined);
  await new Promise((done) => {
    setTimeout(done, 4);
  });
  await product.restart();
  await under;
  const again = await refer();
  expect(again, { status: 200, body: { state: 'referred' } }, 'the letter sent again');
  const seen = new Complaint(office, again.body);
  for (const kind of ['referral', 'copyToCitizen']) expect(count((await seen.view()).letters, { kind }), 1, kind);
}

/** The clock is moved, the process killed after so many milliseconds of it, and the clock moved again. */
async function jumped(product, office, to, wait) {
  const jump = product
    .request('PUT', '/test/clock', { body: { now: danish(to).toISOString() } })
    .catch(() => undefined);
  await new Promise((done) => {
    setTimeout(done, wait);
  });
  await product.restart();
  await jump;
  await office.at(to);
}

export async function s11_killed_while_the_clock_jumps(product) {
  const office = new Office(product, 'koebenhavn');
  await office.at('2026-03-30');
  const cases = [];
  for (let index = 0; index < 6; index += 1) {
    const c = await office.registered({
      parts: { A: { topic: 'noReply', department: 'jobcenter' } },
      name: `Amanda Afbrudt ${index}`,
    });
    await c.do('ReferToDepartment', { referrals: [{ department: 'jobcenter', parts: ['A'] }] }, 'referred');
    cases.push(c);
  }
  for (const [day, wait] of [
    ['2026-04-17T06:00', 2],
    ['2026-04-24T06:00', 6],
    ['2026-05-01T06:00', 12],
  ])
    await jumped(product, office, day, wait);
  for (const c of cases) {
    await c.refresh();
    const { letters } = await c.view({ referrals: [{ reminders: 2 }] });
    expect(
      ['reminder', 'escalation'].map((kind) => count(letters, { kind })),
      [1, 1],
      'reminders and escalations',
    );
    expect(
      (await c.history())
        .filter(({ actor }) => actor.role === 'system')
        .map(({ recordedAt }) => new Date(recordedAt).toISOString()),
      ['2026-04-17T04:00:00.000Z', '2026-04-24T04:00:00.000Z'],
      'when',
    );
    await c.do('RecordNoAnswer', {}, 'investigationAssessment');
  }
}

export async function s11_killed_while_forgetting(product) {
  const office = new Office(product, 'odense');
  await office.at('2026-03-10');
  const cases = [];
  for (let index = 0; index < 5; index += 1) {
    const c = await office.registered({
      parts: { A: { topic: 'delay', department: 'jobcenter' } },
      name: `Amanda Afbrudt ${index}`,
    });
    await c.do('WithdrawComplaint', {}, 'closed(withdrawnByCitizen)');
    cases.push(c);
  }
  await office.at('2031-03-09');
  for (const [time, wait] of [
    ['2031-03-10T06:00', 3],
    ['2031-03-10T06:01', 8],
    ['2031-03-11T06:00', 15],
  ])
    await jumped(product, office, time, wait);
  for (const c of cases) {
    await c.refresh();
    await c.view({ privacy: 'shredded', revision: c.revision });
    expect((await c.history()).filter(({ actor }) => actor.role === 'system').length, 1, 'shredded once');
    expect((await office.get(`${c.path}/replay`, 'auditor')).body.legal, true, 'the replay');
  }
  expect((await office.post('/complaints/search', { text: 'Afbrudt' })).body.total, 0, 'found');
  expect(await product.traces('Afbrudt'), [], 'traces');
}
