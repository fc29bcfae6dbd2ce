// The citizen's consent: asked for, given for departments and a period, exceeded, refused, withdrawn, given anew. All
// persons are invented.
import { Office, codes, count, expect, nothing, only, refusal } from './drive.mjs';

const parts = {
  A: { topic: 'missingHearing', department: 'familieafdelingen', eventEnd: '2028-01-31' },
  B: { topic: 'communication', department: 'skoleafdelingen', eventEnd: '2028-02-10' },
};
const criteria = { citizenBenefit: 'high', improvement: 'medium', overall: 'justified' };
const closer = (departments, from, to) => ({
  purpose: 'closerExamination',
  departments,
  ...(from && { from }),
  ...(to && { to }),
});
const request = (department, from, to) => ({ department, from, to, about: 'Journalnotater om ballonturen' });
const base64 = (text) => Buffer.from(text).toString('base64');
const arriving = (title, department, from, to, more = {}) => ({
  title,
  direction: 'in',
  date: '2028-03-09',
  department,
  from,
  to,
  content: base64(`Indhold: ${title}`),
  ...more,
});

/** Horsens, both departments have answered the citizen directly. */
async function answered(product, name = 'Esmeralda Tallerken', day = '2028-02-29') {
  const office = new Office(product, 'horsens');
  await office.at(day);
  const c = await office.registered({ parts, name });
  await c.do(
    'ReferToDepartment',
    {
      referrals: [
        { department: 'familieafdelingen', parts: ['A'] },
        { department: 'skoleafdelingen', parts: ['B'] },
      ],
    },
    'referred',
  );
  await c.do('RecordDepartmentAnswer', { department: 'familieafdelingen', directToCitizen: true }, 'referred');
  await c.do('RecordDepartmentAnswer', { department: 'skoleafdelingen', directToCitizen: true }, 'answered');
  return c;
}

/** … and she has consented to a closer look at the family department's January and February. */
async function examined(product, name) {
  const c = await answered(product, name);
  await c.do('RequestCloserLook', { reason: 'Svaret undgår spørgsmålet' }, 'awaitingConsent');
  await c.do('GiveConsent', closer(['familieafdelingen'], '2028-01-01', '2028-02-29'), 'investigating.active');
  return c;
}

export async function s4_more_questions_need_consent(product) {
  const c = await answered(product);
  const ask = (department, part) => ({ referrals: [{ department, parts: [part], questions: 'Og hvem bar kurven?' }] });
  await c.refuse('AskMoreQuestions', ask('skoleafdelingen', 'B'), 'CONSENT_MISSING', ['H24']);
  await c.do('GiveConsent', { purpose: 'moreQuestions', departments: ['skoleafdelingen'] }, 'answered');
  await c.view({
    consent: { status: 'given', scopes: [{ purpose: 'moreQuestions', departments: ['skoleafdelingen'] }] },
  });
  await c.refuse('AskMoreQuestions', ask('familieafdelingen', 'A'), 'CONSENT_SCOPE_EXCEEDED', ['H24']);
  await c.refuse(
    'AskMoreQuestions',
    { referrals: [...ask('skoleafdelingen', 'B').referrals, ...ask('familieafdelingen', 'A').referrals] },
    'CONSENT_SCOPE_EXCEEDED',
    ['H24'],
  );
  await c.office.at('2028-03-06');
  await c.do('AskMoreQuestions', ask('skoleafdelingen', 'B'), 'referred');
  const again = await c.view({ cycle: 1 });
  expect(
    [count(again.letters, { kind: 'referral' }), count(again.letters, { kind: 'copyToCitizen' })],
    [3, 3],
    'letters and copies',
  );
  only(again.referrals, { department: 'skoleafdelingen', sentOn: '2028-03-06', due: '2028-03-20' }, 'the second round');
  await c.office.at('2028-03-08');
  await c.do('RecordDepartmentAnswer', { department: 'skoleafdelingen', directToCitizen: true }, 'answered');
  only(
    (await c.view()).referrals,
    { sentOn: '2028-03-06', answeredOn: '2028-03-08', workingDays: 2 },
    'the second answer',
  );
  await c.do('CloseCase', {}, 'closed(answeredByDepartment)');
}

export async function s4_a_closer_look_stays_within_what_she_allowed(product) {
  const c = await answered(product);
  await c.refuse('GiveConsent', { ...closer(['familieafdelingen']), purpose: 'anything' }, 'VALIDATION');
  await c.do('RequestCloserLook', {}, 'awaitingConsent');
  await c.view({ consent: { status: 'none', scopes: [] } });
  await c.refuse('RequestInformation', request('familieafdelingen', '2028-01-01', '2028-01-31'), 'CONSENT_MISSING', [
    'H24',
  ]);
  await c.refuse('OpenInvestigation', { scope: ['A'], criteria }, 'CONSENT_MISSING', [], { as: 'head' });
  await c.refuse('DeclineInvestigation', { criteria, reasons: 'Nej' }, 'CONSENT_MISSING', [], { as: 'head' });
  await c.refuse('WithdrawConsent', { channel: 'phone' }, 'CONSENT_MISSING');
  await c.refuse('GiveConsent', closer(['luftfart']), 'VALIDATION');
  await c.refuse('GiveConsent', closer(['familieafdelingen']), 'ROLE_FORBIDDEN', [], {
    as: 'department',
    department: 'familieafdelingen',
  });
  await c.do('GiveConsent', closer(['familieafdelingen'], '2028-01-01', '2028-02-29'), 'investigating.active');
  await c.view({
    consent: {
      status: 'given',
      scopes: [
        { purpose: 'closerExamination', departments: ['familieafdelingen'], from: '2028-01-01', to: '2028-02-29' },
      ],
    },
    parts: [{ inScope: true }, { inScope: true }],
  });
  await c.refuse(
    'RequestInformation',
    request('skoleafdelingen', '2028-01-01', '2028-01-31'),
    'CONSENT_SCOPE_EXCEEDED',
    ['H24'],
  );
  await c.refuse(
    'RequestInformation',
    request('familieafdelingen', '2028-01-01', '2028-03-01'),
    'CONSENT_SCOPE_EXCEEDED',
    ['H24'],
  );
  await c.refuse(
    'RequestInformation',
    request('familieafdelingen', '2027-12-31', '2028-01-31'),
    'CONSENT_SCOPE_EXCEEDED',
    ['H24'],
  );
  await c.do('RequestInformation', request('familieafdelingen', '2028-01-01', '2028-02-29'), 'investigating.active');
  const asked = await c.view({
    informationRequests: [{ department: 'familieafdelingen', from: '2028-01-01', to: '2028-02-29', status: 'open' }],
  });
  only(asked.letters, { kind: 'informationRequest', to: 'department', department: 'familieafdelingen' }, 'the letter');
  await c.office.at('2028-03-09');
  const filed = await c.file(
    arriving('Notater fra familieafdelingen', 'familieafdelingen', '2028-01-01', '2028-02-29', {
      request: asked.informationRequests[0].id,
    }),
    'investigating.active',
  );
  expect(filed, { direction: 'in', date: '2028-03-09', quarantined: false, readable: true }, 'what arrived');
  await c.view({ informationRequests: [{ status: 'answered' }] });
  expect(await c.content(filed.id), { status: 200, text: 'Indhold: Notater fra familieafdelingen' }, 'its content');

  await c.do('GiveConsent', closer(['skoleafdelingen'], '2028-02-01'), 'investigating.active');
  await c.do('RequestInformation', request('skoleafdelingen', '2028-02-01', '2028-02-20'), 'investigating.active');
  await c.do(
    'HearDepartment',
    { department: 'familieafdelingen', statement: 'Høringen blev glemt' },
    'investigating.active',
  );
  await c.do('HearDepartment', { department: 'skoleafdelingen', statement: 'Kun et brev' }, 'investigating.active');
  await c.do('HearCitizen', { statement: 'Ingen spurgte mig' }, 'investigating.active');
  for (const part of ['A', 'B'])
    await c.do('RecordOutcome', { part, outcome: 'noCriticism', grounds: 'Fulgt' }, 'investigating.active');
  await c.refuse('Conclude', {}, 'RESULT_NOT_COMMUNICATED', ['H25'], { as: 'head' });
  await c.do('NotifyCitizen', { about: 'result', text: 'Her er resultatet' }, 'investigating.active');
  await c.do('Conclude', {}, 'closed(noCriticism)', { as: 'head' });
}

export async function s4_the_head_alone_concludes(product) {
  const c = await examined(product);
  await c.refuse('Conclude', {}, 'ROLE_FORBIDDEN');
  await c.refuse('ChangeScope', { scope: ['A'], criteria }, 'ROLE_FORBIDDEN');
  await c.do('ChangeScope', { scope: ['A'], criteria }, 'investigating.active', { as: 'head' });
}

export async function s4_withdrawn_means_at_once(product) {
  const c = await examined(product);
  await c.do('GiveConsent', closer(['skoleafdelingen'], '2028-02-01', '2028-02-29'), 'investigating.active');
  await c.do('RequestInformation', request('familieafdelingen', '2028-01-01', '2028-01-31'));
  await c.do('RequestInformation', request('familieafdelingen', '2028-02-01', '2028-02-29'));
  await c.do('RequestInformation', request('skoleafdelingen', '2028-02-01', '2028-02-15'));
  const {
    informationRequests: [january, february],
  } = await c.view();
  await c.office.at('2028-03-09');
  const early = await c.file(
    arriving('Januar', 'familieafdelingen', '2028-01-01', '2028-01-31', { request: january.id }),
    'investigating.active',
  );

  await c.refuse('WithdrawConsent', {}, 'VALIDATION');
  await c.do('WithdrawConsent', { channel: 'phone' }, 'investigating.halted');
  const halted = await c.view({
    consent: { status: 'withdrawn' },
    informationRequests: [{ status: 'answered' }, { status: 'recalled' }, { status: 'recalled' }],
  });
  expect(count(halted.letters, { kind: 'recall', to: 'department' }), 2, 'one recall for each open request');
  for (const department of ['familieafdelingen', 'skoleafdelingen'])
    expect(count(halted.letters, { kind: 'recall', department }), 1, `recalls to ${department}`);
  await c.refuse('WithdrawConsent', { channel: 'phone' }, 'CONSENT_MISSING');

  const late = await c.file(
    arriving('Februar', 'familieafdelingen', '2028-02-01', '2028-02-29', { request: february.id }),
    'investigating.halted',
  );
  expect(late, { quarantined: true, readable: false }, 'what arrived too late');
  const unnamed = { title: 'Et brev', direction: 'in', date: '2028-03-09', content: base64('Kære rådgiver') };
  await c.refuse('FileDocument', unnamed, 'VALIDATION');
  const other = await c.file(
    { ...unnamed, department: 'skoleafdelingen', from: '2024-01-01', to: '2024-01-31' },
    'investigating.halted',
  );
  expect(other, { quarantined: false, readable: true }, 'what was never asked for');
  for (const role of ['adviser', 'head', 'auditor', 'dataProtectionOfficer'])
    refusal(await c.content(late.id, role), 'CONSENT_WITHDRAWN', [], `the content, to ${role}`);
  expect(await c.content(early.id), { status: 200, text: 'Indhold: Januar' }, 'what came before');
  await product.restart();
  refusal(await c.content(late.id), 'CONSENT_WITHDRAWN', ['H24'], 'the content after a restart');

  const outcome = { part: 'A', outcome: 'criticism', grounds: 'Sen' };
  await c.refuse('RequestInformation', request('familieafdelingen', '2028-01-01', '2028-01-31'), 'CONSENT_WITHDRAWN', [
    'H24',
  ]);
  await c.refuse('RecordOutcome', outcome, 'INVESTIGATION_HALTED');
  await c.refuse(
    'HearDepartment',
    { department: 'familieafdelingen', statement: 'Vi vil gerne høres' },
    'INVESTIGATION_HALTED',
  );
  await c.refuse('HearCitizen', { statement: 'Jeg også' }, 'INVESTIGATION_HALTED');
  await c.refuse('ChangeScope', { scope: ['A'], criteria }, 'INVESTIGATION_HALTED', [], { as: 'head' });
  await c.refuse('Conclude', {}, 'INVESTIGATION_HALTED', [], { as: 'head' });

  await c.do('GiveConsent', closer(['familieafdelingen'], '2028-01-01', '2028-01-31'), 'investigating.active');
  expect(
    only((await c.view({ consent: { status: 'given' } })).documents, { id: late.id }),
    { quarantined: true, readable: false },
    'a consent that does not reach it',
  );
  refusal(await c.content(late.id), 'CONSENT_WITHDRAWN', [], 'the content under a narrower consent');
  await c.do(
    'GiveConsent',
    closer(['familieafdelingen', 'skoleafdelingen'], '2028-01-01', '2028-02-29'),
    'investigating.active',
  );
  expect(
    only((await c.view()).documents, { id: late.id }),
    { title: 'Februar', quarantined: false, readable: true },
    'a consent that covers it',
  );
  expect(await c.content(late.id), { status: 200, text: 'Indhold: Februar' }, 'the content under the new consent');
  await c.do('RecordOutcome', outcome, 'investigating.active');
}

export async function s4_halted_and_closed_once_she_is_told(product) {
  const c = await examined(product, 'Storm Ballonskipper');
  await c.do('WithdrawConsent', { channel: 'digitalPost' }, 'investigating.halted');
  expect(count((await c.view({ informationRequests: nothing })).letters, { kind: 'recall' }), 0, 'nothing to recall');
  await c.refuse('CloseCase', {}, 'CITIZEN_NOT_INFORMED', ['H25']);
  await c.do('NotifyCitizen', { about: 'rights' }, 'investigating.halted');
  await c.refuse('CloseCase', {}, 'CITIZEN_NOT_INFORMED', ['H25']);
  await c.do('NotifyCitizen', { about: 'status', text: 'Så langt nåede vi' }, 'investigating.halted');
  await c.do('CloseCase', {}, 'closed(consentWithdrawn)');
  expect(count((await c.view()).letters, { kind: 'notice', to: 'citizen', date: '2028-02-29' }), 2, 'notices');
}

export async function s4_refused(product) {
  const c = await answered(product, 'Botilde Nejtak');
  await c.refuse('RefuseConsent', {}, 'TRANSITION_NOT_ALLOWED');
  await c.do('RequestCloserLook', {}, 'awaitingConsent');
  await c.do('RefuseConsent', {}, 'closed(consentRefused)');
  await c.view({ consent: { status: 'refused' } });
  await c.refuse('WithdrawConsent', { channel: 'letter' }, 'CONSENT_MISSING');
  await c.refuse('GiveConsent', closer(['familieafdelingen']), 'CASE_CLOSED');
}

export async function s4_in_other_states_it_moves_nothing(product) {
  const office = new Office(product, 'horsens');
  await office.at('2028-02-29');
  const early = await office.start('ReceiveInquiry', { channel: 'phone' }, 'intake');
  await early.refuse('GiveConsent', closer(['familieafdelingen']), 'CASE_REQUIRED');
  await early.refuse('WithdrawConsent', { channel: 'phone' }, 'CASE_REQUIRED');
  const c = await office.registered({ parts, name: 'Frode Flyvefisk' });
  await c.refuse('WithdrawConsent', { channel: 'phone' }, 'CONSENT_MISSING');
  await c.do('GiveConsent', { purpose: 'shareName', departments: ['skoleafdelingen'] }, 'registered');
  await c.do('GiveConsent', closer(['skoleafdelingen', 'familieafdelingen']), 'registered');
  await c.view({ consent: { status: 'given' } });
  await c.do('WithdrawConsent', { channel: 'counter' }, 'registered');
  await c.view({ consent: { status: 'withdrawn' }, letters: [] });
  await c.do('StartEarlyResolution', { mode: 'flexible' }, 'earlyResolution.flexible');
  await c.do('GiveConsent', closer(['skoleafdelingen']), 'earlyResolution.flexible');
  await c.do('WithdrawConsent', { channel: 'meeting' }, 'earlyResolution.flexible');
}

export async function s4_copenhagen_asks_for_none(product) {
  const office = new Office(product, 'koebenhavn');
  await office.at('2028-02-29');
  const c = await office.registered({
    parts: { A: { topic: 'delay', department: 'ydelsesservice' } },
    name: 'Torben Trompetfisk',
  });
  const ask = { referrals: [{ department: 'ydelsesservice', parts: ['A'] }] };
  await c.do('ReferToDepartment', ask, 'referred');
  await c.do('RecordDepartmentAnswer', { department: 'ydelsesservice', directToCitizen: true }, 'answered');
  await c.do('AskMoreQuestions', ask, 'referred');
  await c.do('RecordDepartmentAnswer', { department: 'ydelsesservice', directToCitizen: true }, 'answered');
  await c.do('RequestCloserLook', { reason: 'Stadig uklart' }, 'investigationAssessment');
  await c.do('OpenInvestigation', { scope: ['A'], criteria }, 'investigating.active', { as: 'head' });
  await c.do('RequestInformation', request('ydelsesservice', '2027-01-01', '2028-02-29'), 'investigating.active');
  await c.view({ consent: { status: 'none' }, informationRequests: [{ status: 'open' }] });
}

export async function s4_odense_asks_first_and_lets_the_head_decide(product) {
  const office = new Office(product, 'odense');
  await office.at('2028-02-29');
  const c = await office.registered({
    parts: {
      A: { topic: 'delay', department: 'jobcenter' },
      B: { topic: 'communication', department: 'borgerservice' },
    },
    name: 'Gurli Gyngehest',
  });
  await c.do(
    'ReferToDepartment',
    {
      referrals: [
        { department: 'jobcenter', parts: ['A'] },
        { department: 'borgerservice', parts: ['B'] },
      ],
    },
    'referred',
  );
  for (const department of ['jobcenter', 'borgerservice'])
    await c.do('RecordDepartmentAnswer', { department, directToCitizen: true });
  await c.do('RequestCloserLook', {}, 'awaitingConsent');
  await c.refuse('OpenInvestigation', { scope: ['A'], criteria }, 'CONSENT_MISSING', [], { as: 'head' });
  await c.do('GiveConsent', closer(['jobcenter'], '2027-06-01', '2028-02-29'), 'investigationAssessment');
  await c.refuse('OpenInvestigation', { scope: ['A'], criteria }, 'ROLE_FORBIDDEN');
  await c.do('OpenInvestigation', { scope: ['A'], criteria }, 'investigating.active', { as: 'head' });
  await c.view({
    parts: [
      { id: 'A', inScope: true },
      { id: 'B', inScope: false },
    ],
  });
  await c.refuse('RequestInformation', request('borgerservice', '2027-06-01', '2028-02-29'), 'CONSENT_SCOPE_EXCEEDED');
  await c.do('RequestInformation', request('jobcenter', '2027-06-01', '2028-02-29'), 'investigating.active');
  await c.do('WithdrawConsent', { channel: 'web' }, 'investigating.halted');
  await c.do('GiveConsent', closer(['jobcenter']), 'investigating.active');
  await c.view({ parts: [{ inScope: true }, { inScope: false }] });
}

export async function s4_odense_without_a_referral_asks_for_it_too(product) {
  const office = new Office(product, 'odense');
  await office.at('2028-02-29');
  const c = await office.registered({
    parts: { A: { topic: 'practicalTask', department: 'byogkultur' } },
    name: 'Gurli Gyngehest',
  });
  await c.do('StartEarlyResolution', { mode: 'written' }, 'earlyResolution.written');
  await c.do(
    'RecordContact',
    { department: 'byogkultur', with: 'leader', outcome: 'noReply' },
    'earlyResolution.written',
  );
  await c.do('NoQuickSolution', { reason: 'noReply' }, 'investigationAssessment');
  await c.refuse('OpenInvestigation', { scope: ['A'], criteria }, 'CONSENT_MISSING', [], { as: 'head' });
  const both = await c.send('OpenInvestigation', { scope: [], criteria }, { as: 'head' });
  expect(codes(both.body).sort(), ['CONSENT_MISSING', 'SCOPE_EMPTY'], 'all that refuses');
  await c.do('GiveConsent', closer(['byogkultur']), 'investigationAssessment');
  await c.do('OpenInvestigation', { scope: ['A'], criteria }, 'investigating.active', { as: 'head' });
}
