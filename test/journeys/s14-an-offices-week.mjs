// What happens in an office in a week, beside the way that a case goes: each as its people would do it, and what they may
// not. All are invented.
import { Office, expect, only } from './drive.mjs';

const twoParts = {
  A: { topic: 'delay', department: 'jobcenter' },
  B: { topic: 'noReply', department: 'borgerservice' },
};
const onePart = { A: { topic: 'delay', department: 'jobcenter' } };
const toJobcenter = { referrals: [{ department: 'jobcenter', parts: ['A'] }] };
const jobcenter = { as: 'department', department: 'jobcenter' };
const answered = { department: 'jobcenter', directToCitizen: true, finding: 'partly' };

/** A receipt, more time, the wrong department, and a part that comes late. */
export async function s14_receipts_time_and_late_parts(product) {
  const office = new Office(product, 'horsens');
  await office.at('2026-03-02');
  const c = await office.registered({ parts: onePart, name: 'Signe Sentpåden' });
  const waits = only((await c.view()).deadlines, { kind: 'acknowledgement' });
  expect(waits, { due: '2026-03-04', status: 'running' }, 'a receipt within two working days');
  await c.do('Acknowledge', {}, 'registered');
  const { letters } = await c.view();
  const receipt = letters.findIndex(({ kind }) => kind === 'acknowledgement');
  const page = await office.get(`${c.path}/letters/${receipt}`);
  expect(page.text.includes('Du kan træffe os tirsdag og torsdag.'), true, 'the receipt says when the office is met');

  await c.do('ReferToDepartment', toJobcenter, 'referred');
  const due = only((await c.view()).referrals, { department: 'jobcenter' }).due;
  await c.refuse(
    'ExtendDeadline',
    { kind: 'departmentAnswer', department: 'jobcenter', due, reason: 'illness' },
    'VALIDATION',
  );
  await c.do(
    'RequestExtension',
    { department: 'jobcenter', due: '2026-03-27', text: 'Vi mangler en udtalelse' },
    'referred',
    jobcenter,
  );
  const asked = (await office.get(`/tasks?after=${c.position}`)).body.items;
  expect(only(asked, { id: c.id, kind: 'extensionRequest' }), { blocks: false, wanted: '2026-03-27' }, 'the task');
  await c.refuse(
    'RequestExtension',
    { department: 'borgerservice', due: '2026-03-27' },
    'ROLE_FORBIDDEN',
    undefined,
    jobcenter,
  );
  const more = { kind: 'departmentAnswer', department: 'jobcenter', due: '2026-03-27', reason: 'departmentAsked' };
  await c.do('ExtendDeadline', more, 'referred');
  await c.view({ referrals: [{ due: '2026-03-27', extensions: [{ from: due, due: '2026-03-27' }] }] });
  await c.refuse('DeclineExtension', { department: 'jobcenter' }, 'TRANSITION_NOT_ALLOWED', ['H19']);

  await c.do('RecordPart', { topic: 'staffConduct', department: 'borgerservice' }, 'referred');
  await c.do('AssessRemit', { part: 'B', admissible: true }, 'referred');
  await c.refuse('ReferToDepartment', toJobcenter, 'PART_NOT_ADMISSIBLE', ['H19']);
  await c.do('RecordDepartmentAnswer', answered, 'answered', jobcenter);
  await c.refuse('CloseCase', {}, 'PART_MISSING');
  await c.do('ReferToDepartment', { referrals: [{ department: 'borgerservice', parts: ['B'] }] }, 'referred');
  await c.do('DeclineReferral', { suggested: 'dagtilbud', text: 'Det er ikke os' }, 'referred', {
    as: 'department',
    department: 'borgerservice',
  });
  await c.do('RecallReferral', { department: 'borgerservice', reason: 'wrongDepartment' }, 'answered');
  await c.refuse('CloseCase', {}, 'PART_MISSING');
  await c.do('WithdrawPart', { part: 'B' }, 'answered');
  await c.do('CloseCase', { solved: 'partly' }, 'closed(answeredByDepartment)');
  await c.view({ solved: 'partly', finding: 'partly' });
}

/** A mediation while the department is waited for, and one that settles an investigation. */
export async function s14_settled_on_the_way(product) {
  const office = new Office(product, 'odense');
  await office.at('2026-03-02');
  const c = await office.registered({ parts: onePart, name: 'Mette Mægling' });
  await c.do('ReferToDepartment', toJobcenter, 'referred');
  await c.do('OfferMediation', { mediator: { name: 'Karl Klog', external: true }, on: '2026-03-02' }, 'referred');
  await c.refuse('StartMediation', {}, 'NOT_ACCEPTED_BY_BOTH');
  for (const by of ['citizen', 'department']) await c.do('AnswerMediationOffer', { by, accepted: true }, 'referred');
  await c.do('StartMediation', {}, 'mediation');
  await office.at('2026-04-20');
  await c.refresh();
  await c.view({ referrals: [{ reminders: 0 }] });
  await c.refuse(
    'EndMediation',
    { agreement: true, terms: 'Afkald', compromisesRights: true },
    'SETTLEMENT_COMPROMISES_RIGHTS',
  );
  await c.do('EndMediation', { agreement: false }, 'referred');
  const { due } = only((await c.view()).referrals, { department: 'jobcenter' });
  expect(due > '2026-04-20', true, 'a new day, counted from the end of the mediation');
  await c.do('RecordDepartmentAnswer', answered, 'answered', jobcenter);
  await c.do('RequestCloserLook', {}, 'awaitingConsent');
  await c.do('GiveConsent', { purpose: 'closerExamination', departments: ['jobcenter'] }, 'investigationAssessment');
  await c.do('ProposeSettlement', { terms: 'Et nyt møde', compromisesRights: false }, 'investigationAssessment');
  await c.do('AcceptSettlement', { by: 'citizen' }, 'investigationAssessment');
  await c.refuse('AcceptSettlement', { by: 'citizen', solved: 'wholly' }, 'VALIDATION');
  await c.do('AcceptSettlement', { by: 'department', solved: 'wholly' }, 'closed(settled)');
  await c.view({ solved: 'wholly', finding: 'partly' });
}

/** Who has the case, who may read it, which other it belongs with, and what the head recommends. */
export async function s14_the_desk(product) {
  const office = new Office(product, 'koebenhavn');
  await office.at('2026-03-02');
  const [c, other] = [
    await office.registered({ parts: twoParts, name: 'Dorte Desk' }),
    await office.registered({ parts: onePart, name: 'Ditte Dublet' }),
  ];
  for (const sub of ['asta', 'bo']) await office.get(c.path, 'adviser', { sub });
  await c.refuse('AssignCase', { to: 'nobody-here' }, 'VALIDATION');
  await c.do('AssignCase', { to: 'asta' }, 'registered');
  expect((await office.get(`/complaints?assignee=asta&after=${c.position}`)).body.items, [{ id: c.id }], 'hers');
  expect(
    (await office.get(`/complaints?assignee=none&after=${c.position}`)).body.items,
    [{ id: other.id }],
    'nobody’s',
  );

  await c.do('LinkCase', { to: other.id, kind: 'related' }, 'registered', { sub: 'asta' });
  await c.refuse('LinkCase', { to: other.id, kind: 'related' }, 'ALREADY_LINKED');
  await c.refuse('LinkCase', { to: c.id, kind: 'related' }, 'VALIDATION');
  expect((await other.view()).links, [{ to: c.id, kind: 'related', direction: 'in' }], 'the other case shows it');

  const closed = { priority: 'urgent', complexity: 'complex', confidential: true, needs: 'Tolk' };
  const asked = { sub: 'bo', key: 'closed-to-himself', revision: c.revision };
  const receipt = await c.do('SetHandling', closed, 'registered', asked);
  const again = await c.send('SetHandling', closed, asked);
  expect([again.status, again.body], [200, receipt], 'sent again by whoever it is closed to since');
  const anew = await c.send('SetHandling', closed, { ...asked, key: 'another' });
  expect([anew.status, anew.body.code], [403, 'CONFIDENTIAL'], 'under another key');
  const turnedAway = await office.get(c.path, 'adviser', { sub: 'bo' });
  expect([turnedAway.status, turnedAway.body.code], [403, 'CONFIDENTIAL'], 'a colleague');
  expect((await other.view({}, 'adviser', { sub: 'bo' })).links, [], 'a link to what one may not see');
  expect((await office.get(c.path, 'head')).status, 200, 'the head');
  const text = (await office.get(`/complaints?after=${c.position}`, 'adviser', { sub: 'bo' })).text;
  expect(text.includes(c.id), false, 'the list of a colleague');

  const handed = await office.post('/assignments', { from: 'asta', to: 'bo' }, 'head');
  expect([handed.status, handed.body.items], [200, [{ id: c.id, taken: true }]], 'handed over');
  expect((await office.post('/assignments', { from: 'bo', to: 'asta' }, 'adviser')).status, 403, 'by an adviser');
  await c.refresh();

  const wish = { to: 'department', department: 'jobcenter', text: 'Skriv kortere', due: '2026-06-01', from: ['A'] };
  await c.refuse('RecordRecommendation', wish, 'ROLE_FORBIDDEN', undefined, { as: 'adviser', sub: 'bo' });
  await c.refuse('RecordRecommendation', { ...wish, from: ['X'] }, 'VALIDATION', undefined, { as: 'head' });
  const { recommendation } = await c.do('RecordRecommendation', wish, 'registered', { as: 'head' });
  await c.do('RecordRecommendationStatus', { recommendation, status: 'accepted' }, 'registered', { as: 'head' });
  await c.view({ recommendations: [{ id: recommendation, status: 'accepted', text: 'Skriv kortere' }] });
  await c.refuse('RecordRecommendationStatus', { recommendation: 'H9', status: 'declined' }, 'VALIDATION', undefined, {
    as: 'head',
  });

  const foreseen = await office.post(`${c.path}/transitions/CloseCase/preview`, {}, 'head');
  expect([foreseen.status, foreseen.body.taken], [200, false], 'a preview of what is refused');
  expect(
    (await office.post(`${c.path}/transitions/AssignCase/preview`, { to: 7 }, 'head')).status,
    400,
    'of what is malformed',
  );
  expect((await c.view()).revision, c.revision, 'nothing was written');
}
