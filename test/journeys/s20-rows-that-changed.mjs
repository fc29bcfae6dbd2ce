// Steps that complaint/2 asks more of than complaint/1 did, written from the text alone. What is told of mediation,
// settlement, late parts and closings stands in s14 and s19, of hearing and criteria in s5, of consent and quarantine
// in s4.
import { Office, expect, only, refusal } from './drive.mjs';

const jobcenter = { department: 'jobcenter' };
const byJobcenter = { as: 'department', ...jobcenter };
const onePart = { A: { topic: 'delay', ...jobcenter } };
const letter = (more = {}) => ({ referrals: [{ ...jobcenter, parts: ['A'], ...more }] });
const fieldsOf = ({ errors }) => errors.map(({ field }) => field);

/** K12: nobody says there is no quick solution who has not looked for one. */
export async function s20_no_quick_solution_untried(product) {
  const office = new Office(product, 'koebenhavn');
  await office.at('2026-03-02');
  const c = await office.registered({ parts: onePart, name: 'Kirsten Kort' });
  await c.do('StartEarlyResolution', { mode: 'flexible' }, 'earlyResolution.flexible');
  for (const reason of ['rejected', 'noOffer', 'noReply'])
    await c.refuse('NoQuickSolution', { reason }, 'EARLY_RESOLUTION_NOT_TRIED', ['K12']);
  await c.refuse('NoQuickSolution', { reason: 'unsuitable' }, 'VALIDATION');
  await c.do('RecordContact', { department: 'borgerservice', with: 'leader', outcome: 'noSolution' });
  await c.refuse('NoQuickSolution', { reason: 'noReply' }, 'EARLY_RESOLUTION_NOT_TRIED', ['K12']);
  await c.do('RecordContact', { ...jobcenter, with: 'leader', outcome: 'noSolution' });
  await c.refuse('NoQuickSolution', { reason: 'rejected' }, 'EARLY_RESOLUTION_NOT_TRIED', ['K12']);
  await c.do('NoQuickSolution', { reason: 'noReply' }, 'investigationAssessment');
  await c.view({
    contacts: [{ department: 'borgerservice' }, { ...jobcenter, with: 'leader', outcome: 'noSolution' }],
  });
  await c.refuse('CloseCase', {}, 'NO_ANSWER_RECORDED');
  const weighed = { citizenBenefit: 'low', improvement: 'low', overall: 'notJustified' };
  await c.do('NotifyCitizen', { about: 'decision', text: 'Vi ser ikke nærmere på det' });
  await c.do('DeclineInvestigation', { criteria: weighed, reasons: 'Fejlen er rettet' }, undefined, { as: 'head' });
  await c.view({ assessment: { decision: 'declined', criteria: weighed, text: 'Fejlen er rettet', on: '2026-03-02' } });

  const other = await office.registered({ parts: onePart, name: 'Kasper Kort' });
  await other.do('StartEarlyResolution', { mode: 'written' }, 'earlyResolution.written');
  await other.do('ProposeSettlement', { terms: 'Et svar i morgen', compromisesRights: false });
  await other.do('RejectSettlement', { by: 'citizen' });
  await other.do('NoQuickSolution', { reason: 'rejected' }, 'investigationAssessment');
}

/** O14: a department that could not answer has not been tried, in Odense either. */
export async function s20_no_opportunity_is_no_dialogue(product) {
  const office = new Office(product, 'odense');
  await office.at('2026-03-02');
  const c = await office.start('ReceiveInquiry', { channel: 'phone' }, 'intake');
  await c.do('RecordPart', onePart.A);
  await c.do('AssessRemit', { part: 'A', admissible: true });
  await c.do('CompleteIntake', {}, 'dialogueCheck');
  const dialogue = { ...jobcenter, answered: false, moreOptionsSeen: false };
  await c.do('RecordDialogue', { ...dialogue, departmentHadOpportunity: false }, 'dialogueCheck');
  const complainant = { complainant: { name: 'Ole Odense' }, summary: 'Intet svar' };
  const { rules } = await c.refuse('RegisterCase', complainant, 'DIALOGUE_NOT_EXHAUSTED');
  expect(rules.includes('O14'), true, 'the rule');
  await c.do('RecordDialogue', { ...dialogue, departmentHadOpportunity: true, answered: true }, 'dialogueCheck');
  await c.do('RegisterCase', complainant, 'registered');
}

/** Letters say what they send along; answers can be read; nothing is told before it exists. */
export async function s20_letters_answers_and_dates(product) {
  const office = new Office(product, 'horsens');
  await office.at('2026-03-03');
  const c = await office.registered({ parts: onePart, name: 'Berit Brev', summary: 'Ventet siden nytår' });
  await c.do(
    'GiveConsent',
    { purpose: 'shareName', departments: ['jobcenter'], how: 'meeting', text: 'Sagt ved mødet' },
    'registered',
  );
  expect(only((await c.view()).consent.scopes, { purpose: 'shareName' }), { how: 'meeting' }, 'how it was given');
  const bare = await c.refuse('ReferToDepartment', letter({ withSummary: false }), 'VALIDATION');
  expect(
    fieldsOf(bare).some((field) => field.endsWith('questions')),
    true,
    'a letter says something',
  );
  await c.do('ReferToDepartment', letter({ withSummary: false, questions: 'Hvor er svaret?' }), 'referred');
  const page = await only((await c.view()).letters, { to: 'department' });
  const { text } = await office.get(`${c.path}/letters/${page.n}`);
  expect([text.includes('Hvor er svaret?'), text.includes('Ventet siden nytår')], [true, false], 'the letter');

  const answer = { ...jobcenter, directToCitizen: false };
  const unreadable = await c.send('RecordDepartmentAnswer', answer, byJobcenter);
  expect(
    refusal(unreadable, 'VALIDATION').errors.map(({ code }) => code),
    ['ANSWER_UNREADABLE'],
    'nothing to read',
  );
  for (const receivedOn of ['2026-03-02', '2026-03-04']) {
    const early = await c.refuse(
      'RecordDepartmentAnswer',
      { ...answer, summary: 'Beklager', receivedOn },
      'VALIDATION',
    );
    expect(fieldsOf(early), ['receivedOn'], `received on ${receivedOn}`);
  }
  for (const [name, body, field] of [
    ['RecordPart', { topic: 'delay', ...jobcenter, eventEnd: '2026-03-04' }, 'eventEnd'],
    ['FileDocument', { title: 'Brev', direction: 'in', date: '2026-03-04' }, 'date'],
    [
      'RecordContact',
      { ...jobcenter, with: 'leader', outcome: 'offer', occurredAt: '2026-03-03T23:00:00Z' },
      'occurredAt',
    ],
  ])
    expect(fieldsOf(await c.refuse(name, body, 'VALIDATION')), [field], `${name} in the future`);
  await c.do('RecordDepartmentAnswer', { ...answer, summary: 'Beklager' }, 'answered', byJobcenter);
  await c.refuse('NotifyCitizen', { about: 'status' }, 'VALIDATION');
  await c.refuse('CloseCase', {}, 'ANSWER_NOT_REACHED_CITIZEN');
  await c.do('ForwardAnswerToCitizen', jobcenter, 'answered');
  await c.do('CloseCase', {}, 'closed(answeredByDepartment)');
}

/** Whoever has a conflict decides nothing, in any open state; a colleague does. */
export async function s20_a_conflict_in_any_state(product) {
  const office = new Office(product, 'horsens');
  await office.at('2026-03-02');
  const c = await office.registered({ parts: onePart, name: 'Ida Inhabil' });
  const asta = { sub: 'asta' };
  await c.do('DeclareConflict', jobcenter, 'registered', asta);
  const decision = { about: 'decision', text: 'Vi ser ikke nærmere på det.' };
  await c.refuse('NotifyCitizen', decision, 'CONFLICT_OF_INTEREST', undefined, asta);
  await c.do('NotifyCitizen', { about: 'rights' }, 'registered', asta);
  await c.do('NotifyCitizen', decision, 'registered', { sub: 'bo' });
}

/** Other rules: by the head alone, only where the case fits, and both are in the history. */
export async function s20_a_case_under_other_rules(product) {
  const office = new Office(product, 'horsens');
  await office.at('2026-03-02');
  const c = await office.registered({ parts: onePart, name: 'Flora Flyt' });
  await c.refuse('MoveCase', { reason: 'newRules' }, 'ROLE_FORBIDDEN');
  await c.refuse('MoveCase', { profile: 'horsens@9', reason: 'newRules' }, 'VALIDATION', undefined, { as: 'head' });
  const before = await c.view();
  await c.do('MoveCase', { reason: 'officeDecision' }, 'registered', { as: 'head' });
  await c.view({ state: before.state, parts: before.parts, number: before.number });
  expect(only(await c.history(), { type: 'CaseMoved' }).actor.role, 'head', 'who moved it');
  const { versions } = (await office.get('/lifecycle', 'head')).body;
  expect(only(versions, { id: 'complaint/2' }).cases > 0, true, 'cases under each version');
}
