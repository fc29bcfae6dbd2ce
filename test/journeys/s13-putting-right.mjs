// What was written down wrongly is put right, and a step that should not have been taken is undone. All are invented.
import { Office, expect, nothing, only } from './drive.mjs';

const person = { complainant: { name: 'Rikke Rettelse' }, summary: 'Brevet blev vek' };

async function registered(office) {
  const c = await office.start('ReceiveInquiry', { channel: 'phone' }, 'intake');
  await c.do('RecordPart', { topic: 'delay', department: 'jobcenter', eventEnd: '2025-06-01' });
  await c.do('AssessRemit', { part: 'A', admissible: true });
  await c.do('AgreeRegistration', { citizen: true, adviser: true });
  await c.do('RegisterCase', person, 'registered');
  return c;
}

export async function s13_a_correction_counts_from_there_on(product) {
  const office = new Office(product, 'horsens');
  await office.at('2026-03-02');
  const c = await registered(office);
  await c.do('CorrectRecord', { revision: 4, fields: { summary: 'Brevet blev væk' }, reason: 'typing' }, 'registered');
  const before = c.revision;
  const limit = { revision: 1, fields: { eventEnd: '2024-06-01' }, reason: 'misheard' };
  const foreseen = await office.post(`${c.path}/transitions/CorrectRecord/preview`, limit);
  expect(foreseen.body, { taken: true, consequences: [{ name: 'RegisterCase' }] }, 'the preview');
  const receipt = await c.do('CorrectRecord', limit);
  const consequences = [{ revision: 4, name: 'RegisterCase', code: 'AGE_LIMIT_EXCEEDED', rules: ['H29'] }];
  expect(receipt.consequences, consequences, 'the consequences in the receipt');
  await c.view({
    state: 'registered',
    summary: 'Brevet blev væk',
    parts: [{ id: 'A', eventEnd: '2024-06-01', ageLimit: { exceeded: true } }],
    consequences,
    corrections: [
      { corrects: 4, name: 'RegisterCase', fields: { summary: 'Brevet blev væk' }, reason: 'typing' },
      { corrects: 1, name: 'RecordPart', reason: 'misheard' },
    ],
  });
  await c.view({ parts: [{ eventEnd: '2025-06-01', ageLimit: { exceeded: false } }], consequences: nothing }, 'head', {
    query: `revision=${before}`,
  });
  await c.view({ summary: 'Brevet blev væk', consequences: nothing }, 'citizen', { complaint: c.id });
  const events = await c.history();
  expect(events[1].data, { eventEnd: '2025-06-01' }, 'the event itself');
  expect(events[4].data, { summary: 'Brevet blev vek' }, 'the event itself');
  const replay = await office.get(`${c.path}/replay`, 'auditor');
  expect(replay.body.legal, true, 'the replay');

  await c.do('RecordNote', { text: 'Rikke ringede' });
  await c.refuse(
    'CorrectRecord',
    { revision: c.revision, fields: { note: 'Hun' }, reason: 'other' },
    'NOT_CORRECTABLE',
  );
  await c.refuse('CorrectRecord', { revision: 2, fields: { topic: 'other' }, reason: 'other' }, 'NOT_CORRECTABLE');
  // The assessment of the remit is a decision, whatever of its own fields is named.
  for (const fields of [{ admissible: false }, { ground: 'courts' }, { outcome: 'criticism' }])
    await c.refuse('CorrectRecord', { revision: 2, fields, reason: 'other' }, 'NOT_CORRECTABLE');
  const asked = { revision: 2, fields: { admissible: false }, reason: 'other' };
  const not = await office.post(`${c.path}/transitions/CorrectRecord/preview`, asked);
  expect(not.body, { taken: false, refusals: [{ code: 'NOT_CORRECTABLE' }] }, 'the preview of what cannot be');
  const passed = { revision: c.revision - 1 };
  await c.refuse('CorrectRecord', asked, 'CONCURRENCY_CONFLICT', [], passed);
  const wrong = async (fields, field) => {
    const { errors } = await c.refuse('CorrectRecord', { revision: 1, fields, reason: 'typing' }, 'VALIDATION');
    only(errors, { field }, 'the error');
  };
  await wrong({}, 'fields');
  await wrong({ channel: 'web' }, 'fields.channel');
  await wrong({ department: 'nowhere' }, 'fields.department');
  await wrong({ eventEnd: '2026-03-03' }, 'fields.eventEnd');
  await c.refuse('CorrectRecord', { revision: 1, fields: { topic: 'other' }, reason: 'other' }, 'ROLE_FORBIDDEN', [], {
    as: 'auditor',
  });
  const early = await office.start('ReceiveInquiry', { channel: 'phone' }, 'intake');
  await early.refuse(
    'CorrectRecord',
    { revision: 0, fields: { summary: 'Rikke' }, reason: 'typing' },
    'PERSONAL_DATA_IN_ANONYMOUS',
  );
}

export async function s13_a_retracted_step_never_was(product) {
  const office = new Office(product, 'horsens');
  await office.at('2026-03-02');
  const c = await registered(office);
  await c.do('ReferToDepartment', { referrals: [{ department: 'jobcenter', parts: ['A'] }] }, 'referred');
  await c.refuse('RetractStep', { revision: c.revision, reason: 'mistake' }, 'NOT_RETRACTABLE');
  await c.do('RecordDepartmentAnswer', { department: 'jobcenter', directToCitizen: true }, 'answered');
  const answer = c.revision;
  await c.do('CloseCase', {}, 'closed(answeredByDepartment)');
  const closing = c.revision;
  await c.refuse('RetractStep', { revision: answer, reason: 'mistake' }, 'NOT_RETRACTABLE');
  await c.do('RetractStep', { revision: closing, reason: 'wrongCase' }, 'answered');
  await c.view({ state: 'answered', outcome: null, closedAt: null });
  await c.view({ state: 'closed', outcome: 'answeredByDepartment' }, 'head', { query: `revision=${closing}` });
  const line = async () => only((await office.get('/complaints')).body.items, { id: c.id }, 'its line');
  expect(await line(), { state: 'answered', outcome: null }, 'its line');
  await c.do('RetractStep', { revision: answer, reason: 'mistake' }, 'referred');
  await c.view({ referrals: [{ department: 'jobcenter', answeredOn: null }] });
  const replay = await office.get(`${c.path}/replay`, 'auditor');
  expect(replay.body.legal, true, 'the replay');
  await office.at('2026-03-18');
  await c.refresh();
  await c.view({ referrals: [{ department: 'jobcenter', reminders: 1 }] });
}
