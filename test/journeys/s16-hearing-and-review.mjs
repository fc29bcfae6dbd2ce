// Departments asked in an examination, each with a day: heard by letter, asked for information, given more time; and a
// second reader in the office. All are invented.
import { Office, expect, only } from './drive.mjs';

const parts = {
  A: { topic: 'delay', department: 'jobcenter' },
  B: { topic: 'noReply', department: 'borgerservice' },
};
const criteria = { citizenBenefit: 'high', improvement: 'high', overall: 'justified' };
const jobcenter = { as: 'department', department: 'jobcenter' };
const head = { as: 'head' };

async function investigated(office, name) {
  const c = await office.registered({ parts, name });
  await c.do('StartEarlyResolution', { mode: 'flexible' });
  await c.do('NoQuickSolution', { reason: 'unsuitable', why: 'De taler ikke sammen' }, 'investigationAssessment');
  await c.do('OpenInvestigation', { scope: ['A', 'B'], criteria }, 'investigating.active', head);
  return c;
}
const dayOf = async (c, kind, department) => {
  const { due, status } = only((await c.view()).deadlines, { kind, department });
  return [due, status];
};

export async function s16_a_department_is_heard_by_letter(product) {
  const office = new Office(product, 'koebenhavn');
  await office.at('2026-03-02');
  const c = await investigated(office, 'Helle Høring');
  await c.refuse(
    'RequestHearing',
    { department: 'jobcenter', about: 'Hvad skete der?' },
    'ROLE_FORBIDDEN',
    [],
    jobcenter,
  );
  await c.refuse('RequestHearing', { department: 'nowhere', about: 'Hvad skete der?' }, 'VALIDATION');
  await c.refuse('RequestHearing', { department: 'jobcenter' }, 'VALIDATION');
  await c.refuse('RequestHearing', { department: 'jobcenter', about: 'Nå?', due: '2026-03-01' }, 'VALIDATION');
  const { hearing } = await c.do('RequestHearing', { department: 'jobcenter', about: 'Hvem havde sagen?' });
  expect(hearing, 'Q1', 'the id of the hearing');
  await c.do('RequestHearing', { department: 'borgerservice', about: 'Hvem tog telefonen?', due: '2026-03-06' });
  expect(await dayOf(c, 'hearing', 'jobcenter'), ['2026-03-16', 'running'], 'ten working days');
  const { letters } = await c.view();
  const letter = letters.findIndex(({ kind, department }) => kind === 'hearing' && department === 'jobcenter');
  const page = await office.get(`${c.path}/letters/${letter}`);
  expect(page.text.includes('Hvem havde sagen?') && page.text.includes('16. marts 2026'), true, 'the letter');

  // The department sees its own, and its day; the other's it does not.
  const own = await c.view({ hearings: [{ id: 'Q1', about: 'Hvem havde sagen?', status: 'open' }] }, 'department', {
    department: 'jobcenter',
  });
  expect(JSON.stringify(own).includes('Hvem tog'), false, 'another department’s hearing');
  const { items } = (await office.get(`/tasks?after=${c.position}`, 'department', { department: 'jobcenter' })).body;
  expect(items, [{ id: c.id, kind: 'hearing', due: '2026-03-16', status: 'running' }], 'its day');
  await c.view({ hearings: [] }, 'citizen', { complaint: c.id });

  // Reminders go out by themselves, to the department and to its leader.
  await office.at('2026-03-17');
  await c.refresh();
  await c.view({
    hearings: [
      { id: 'Q1', reminders: 1 },
      { id: 'Q2', reminders: 2 },
    ],
  });
  expect(await dayOf(c, 'hearing', 'jobcenter'), ['2026-03-16', 'late'], 'late from the day after');

  await c.do(
    'RecordDepartmentAnswer',
    { department: 'jobcenter', directToCitizen: false, summary: 'Ingen' },
    undefined,
    {
      ...jobcenter,
    },
  );
  await c.do('HearDepartment', { department: 'borgerservice', statement: 'Vi lagde på' });
  await c.do('HearCitizen', { statement: 'Der blev lagt på' });
  await c.view({
    hearings: [
      { id: 'Q1', status: 'heard', heardOn: '2026-03-17', statement: 'Ingen' },
      { id: 'Q2', status: 'heard', statement: 'Vi lagde på' },
      { of: 'citizen', status: 'heard', statement: 'Der blev lagt på' },
    ],
  });
  await c.view({ hearings: [{ of: 'citizen', statement: 'Der blev lagt på' }] }, 'citizen', { complaint: c.id });
  await office.at('2026-05-04');
  await c.refresh();
  await c.view({ hearings: [{ reminders: 1 }, { reminders: 2 }, {}] });
  await c.do('ForwardAnswerToCitizen', { department: 'jobcenter' });
  for (const part of ['A', 'B']) await c.do('RecordOutcome', { part, outcome: 'criticism', grounds: 'Sagen lå' });
  await c.do('NotifyCitizen', { about: 'result' });
  await c.do('Conclude', {}, 'closed(criticism)', head);
  await c.refuse('RequestHearing', { department: 'jobcenter', about: 'Igen' }, 'CASE_CLOSED');
}

export async function s16_more_time_for_whatever_is_waited_for(product) {
  const office = new Office(product, 'koebenhavn');
  await office.at('2026-03-02');
  const c = await investigated(office, 'Tove Tid');
  const { request } = await c.do('RequestInformation', { department: 'jobcenter', about: 'Notaterne' });
  await c.do('RequestHearing', { department: 'jobcenter', about: 'Fordelingen' });
  await c.do(
    'RecordRecommendation',
    { to: 'department', department: 'jobcenter', text: 'Kvittér', due: '2026-03-20', from: ['A'] },
    undefined,
    head,
  );
  const more = { due: '2026-04-10', reason: 'illness' };
  await c.refuse('ExtendDeadline', { kind: 'informationRequest', ...more }, 'VALIDATION');
  await c.refuse('ExtendDeadline', { kind: 'informationRequest', request: 'R7', ...more }, 'VALIDATION');
  await c.refuse('ExtendDeadline', { kind: 'hearing', request, ...more }, 'VALIDATION');
  await c.refuse('ExtendDeadline', { kind: 'followUp', ...more }, 'VALIDATION');
  await c.refuse('ExtendDeadline', { kind: 'hearing', department: 'borgerservice', ...more }, 'TRANSITION_NOT_ALLOWED');
  await c.do('RequestExtension', { department: 'jobcenter', due: '2026-04-10' }, undefined, jobcenter);
  await c.do('ExtendDeadline', { kind: 'informationRequest', request, ...more });
  await c.do('ExtendDeadline', { kind: 'hearing', department: 'jobcenter', ...more });
  await c.do('ExtendDeadline', { kind: 'followUp', part: 'A', ...more });
  const given = [{ due: '2026-04-10', reason: 'illness' }];
  await c.view({
    informationRequests: [{ id: request, due: '2026-04-10', extensions: given }],
    hearings: [{ due: '2026-04-10', extensions: given }],
    recommendations: [{ due: '2026-04-10', extensions: given }],
    extensionRequests: [{ status: 'granted' }],
  });
  await office.at('2026-04-10');
  await c.refresh();
  await c.view({ informationRequests: [{ reminders: 0 }], hearings: [{ reminders: 0 }] });
  await c.do('FileDocument', { title: 'Notaterne', direction: 'in', date: '2026-04-10', request });
  await office.at('2026-04-30');
  await c.refresh();
  await c.view({ informationRequests: [{ status: 'answered', reminders: 0 }], hearings: [{ reminders: 2 }] });
  expect(await dayOf(c, 'informationRequest', 'jobcenter'), ['2026-04-10', 'met'], 'answered on its last day');
}

export async function s16_a_second_reader(product) {
  const office = new Office(product, 'koebenhavn');
  await office.at('2026-03-02');
  const c = await investigated(office, 'Lone Læst');
  for (const sub of ['asta', 'bo']) await office.get(c.path, 'adviser', { sub });
  const [asta, bo] = [{ sub: 'asta' }, { sub: 'bo' }];
  await c.refuse('RequestReview', { of: 'outcome', to: 'asta' }, 'VALIDATION', [], asta);
  await c.refuse('RequestReview', { of: 'outcome', to: 'nobody-here' }, 'VALIDATION', [], asta);
  await c.refuse('RequestReview', { of: 'everything', to: 'bo' }, 'VALIDATION', [], asta);
  await c.refuse('RecordReview', { verdict: 'approved' }, 'TRANSITION_NOT_ALLOWED', ['D'], bo);
  await c.do('AssignCase', { to: 'asta' }, undefined, asta);
  await c.do('SetHandling', { priority: 'normal', complexity: 'simple', confidential: true }, undefined, asta);
  await c.do('RequestReview', { of: 'outcome', to: 'bo' }, 'investigating.active', asta);
  await c.view({
    reviews: [{ of: 'outcome', to: { sub: 'bo' }, by: { sub: 'asta' }, due: '2026-03-09', verdict: null }],
    deadlines: (deadlines) => only(deadlines, { kind: 'review', due: '2026-03-09', status: 'running' }),
  });
  const day = async (sub) =>
    (await office.get(`/tasks?assignee=me&after=${c.position}`, 'adviser', { sub })).body.items;
  expect(
    only(await day('bo'), { kind: 'review' }),
    { id: c.id, due: '2026-03-09', assignee: { sub: 'bo' } },
    'his day',
  );
  expect(
    (await day('asta')).some(({ kind }) => kind === 'review'),
    false,
    'hers',
  );
  await c.refuse('RecordReview', { verdict: 'approved' }, 'ROLE_FORBIDDEN', ['D'], asta);
  await c.do('RecordReview', { verdict: 'changes', text: 'Nævn samtalen' }, 'investigating.active', bo);
  await c.view({ reviews: [{ verdict: 'changes', givenOn: '2026-03-02', text: 'Nævn samtalen' }] });
  const turnedAway = await office.get(c.path, 'adviser', bo);
  expect([turnedAway.status, turnedAway.body.code], [403, 'CONFIDENTIAL'], 'the reader, once there is a word');
  for (const [role, who] of [
    ['citizen', { complaint: c.id }],
    ['auditor', {}],
  ])
    expect('reviews' in (await c.view({}, role, who)), role === 'auditor', `what a ${role} sees`);
  await c.do('WithdrawComplaint', {}, 'closed(withdrawnByCitizen)', asta);
  await c.refuse('RequestReview', { of: 'letter', to: 'bo' }, 'CASE_CLOSED', [], asta);
}
