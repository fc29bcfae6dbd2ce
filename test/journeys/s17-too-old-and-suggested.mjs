// What is too old is rejected, what is suggested reaches its department and comes back, and what the office does
// besides is counted. All are invented.
import { Office, expect, nothing, only, refusal } from './drive.mjs';

const old = { topic: 'delay', department: 'jobcenter', eventEnd: '2024-06-01' };
const tooOld = { part: 'A', admissible: false, ground: 'tooOld', guidance: ['howToComplain'] };
const nameless = { topic: 'letterLanguage', department: 'borgerservice', namesNobody: true };

export async function s17_what_is_too_old_is_rejected(product) {
  const office = new Office(product, 'horsens');
  await office.at('2026-03-02');
  const c = await office.start('ReceiveInquiry', { channel: 'phone' }, 'intake');
  await c.refuse('RejectInquiry', {}, 'PART_MISSING');
  await c.do('RecordPart', old);
  await c.refuse('RejectInquiry', {}, 'PART_ADMISSIBLE', ['H28', 'H29']);
  await c.refuse('RejectInquiry', {}, 'ROLE_FORBIDDEN', [], { as: 'auditor' });
  await c.do('AssessRemit', tooOld);
  await c.do('RecordPart', { topic: 'delay', department: 'borgerservice', eventEnd: '2026-01-15' });
  await c.refuse('AssessRemit', { ...tooOld, part: 'B' }, 'PART_ADMISSIBLE', ['H29']);
  await c.do('AssessRemit', { ...tooOld, part: 'B', ground: 'political', body: 'other' });
  await c.do('RejectInquiry', {}, 'endedWithoutCase(rejected)');
  await c.view({ outcome: 'rejected', parts: [{ ground: 'tooOld' }, { ground: 'political' }] });
  const waived = await office.start('ReceiveInquiry', { channel: 'phone' }, 'intake');
  await waived.do('RecordPart', old);
  await waived.do('WaiveAgeLimit', { part: 'A', reason: 'lateKnowledge' });
  await waived.refuse('AssessRemit', tooOld, 'PART_ADMISSIBLE', ['H29']);
  const other = new Office(product, 'odense');
  const without = await other.start('ReceiveInquiry', { channel: 'phone' }, 'intake');
  await without.do('RecordPart', { ...old, department: 'jobcenter' });
  await without.refuse('AssessRemit', tooOld, 'NOT_IN_PROFILE');
}

export async function s17_a_suggestion_reaches_its_department_and_is_answered(product) {
  const office = new Office(product, 'horsens');
  await office.at('2026-03-02');
  const c = await office.start('ReceiveInquiry', { channel: 'counter' }, 'intake');
  const refused = async (body, code) => {
    const { errors = [] } = await c.refuse('RecordSuggestion', { ...nameless, ...body }, 'PERSONAL_DATA_IN_ANONYMOUS');
    if (code) only(errors, { field: 'text', code }, 'the kind');
  };
  await refused({ text: 'Skriv fristen øverst', namesNobody: false });
  await refused({ text: 'Ring til 20 30 40 50' }, 'PHONE_NUMBER');
  await refused({ text: 'Han har 010180-1234' }, 'CPR_NUMBER');
  await refused({ text: 'Svar rikke@forslag.example' }, 'MAIL_ADDRESS');
  await refused({ text: 'Brevet til Påhitsvej 14' }, 'ADDRESS');
  const receipt = await c.do('RecordSuggestion', { ...nameless, text: 'Skriv fristen øverst' }, 'intake');
  expect(receipt.suggestion, 'S1', 'the id in the receipt');
  const asked = { department: 'borgerservice' };
  const position = { suggestion: 'S1', position: 'adopted', text: 'Det gør vi fra maj' };
  const unseen = await office.get(c.path, 'department', asked);
  refusal(unseen, 'NOT_FOUND');
  await c.do('ForwardSuggestion', { withName: false }, 'endedWithoutCase(suggestionForwarded)');
  await c.view(
    {
      suggestions: [{ id: 'S1', text: 'Skriv fristen øverst', position: null, withName: false }],
      complainant: nothing,
      number: null,
      parts: nothing,
    },
    'department',
    asked,
  );
  await c.refuse('RecordSuggestionPosition', position, 'NOT_FOUND', [], { as: 'department', department: 'jobcenter' });
  await c.refuse(
    'RecordSuggestionPosition',
    { ...position, text: 'Skriv til dem på borger@service.example' },
    'PERSONAL_DATA_IN_ANONYMOUS',
    [],
    { as: 'department', ...asked },
  );
  await c.do('RecordSuggestionPosition', position, undefined, { as: 'department', ...asked });
  await c.view({ suggestions: [{ position: 'adopted', answer: 'Det gør vi fra maj' }] });
}

export async function s17_an_activity_is_counted_and_nothing_more(product) {
  const office = new Office(product, 'horsens');
  await office.at('2026-03-02');
  const taught = { kind: 'teaching', department: 'jobcenter', topic: 'letterLanguage', on: '2026-02-12', minutes: 90 };
  const answer = await office.post('/activities', taught);
  expect(answer, { status: 201, body: { id: (id) => typeof id === 'string', position: (at) => /^\d+$/.test(at) } });
  refusal(await office.get(`/complaints/${answer.body.id}`), 'NOT_FOUND');
  refusal(await office.post('/complaints/transitions/RecordActivity', taught), 'UNKNOWN_TRANSITION');
  for (const [body, field] of [
    [{ ...taught, on: '2026-03-03' }, 'on'],
    [{ ...taught, kind: 'lunch' }, 'kind'],
    [{ ...taught, minutes: 0 }, 'minutes'],
    [{ ...taught, department: 'nowhere' }, 'department'],
  ])
    only(refusal(await office.post('/activities', body), 'VALIDATION').errors, { field }, 'the error');
  refusal(await office.post('/activities', { ...taught, note: 'Ole' }), 'PERSONAL_DATA_IN_ANONYMOUS');
  refusal(await office.post('/activities', taught, 'auditor'), 'ROLE_FORBIDDEN');
}
