// After the end: reopened, withdrawn, erased, held back, shredded after five years, and who looked. All persons are
// invented.
import { Office, codes, count, expect, nothing, oneOf, only, refusal, unzipped } from './drive.mjs';

const officer = { as: 'dataProtectionOfficer' };
const base64 = (text) => Buffer.from(text).toString('base64');
const person = {
  name: 'Leopold Glemsomhed',
  summary: 'Min sag blev væk bag radiatoren',
  complainant: {
    name: 'Leopold Glemsomhed',
    cpr: '290224-0000',
    address: 'Tågehornsvej 404',
    email: 'leopold@glemsel.example',
    phone: '99990404',
  },
};
const secrets = [
  'Leopold',
  'Glemsomhed',
  '290224-0000',
  '2902240000',
  'Tågehornsvej',
  'leopold@glemsel.example',
  '99990404',
  'radiatoren',
  'tapetet',
  'gulvbrættet',
  'Barnløse',
];
const noBookkeeping = ({ status, outcome, cycle, state }) => ({ status, outcome, cycle, state });

/** A case answered by one department and closed. */
async function closed(office, day, department, more = {}) {
  await office.at(day);
  const c = await office.registered({ parts: { A: { topic: 'delay', department } }, ...person, ...more });
  await c.do(
    'ReferToDepartment',
    { referrals: [{ department, parts: ['A'], questions: 'Er den bag tapetet?' }] },
    'referred',
  );
  await c.do(
    'RecordDepartmentAnswer',
    { department, directToCitizen: true, summary: 'Den lå under gulvbrættet' },
    'answered',
  );
  await c.do('CloseCase', {}, 'closed(answeredByDepartment)');
  return c;
}

export async function s8_reopened_for_three_reasons(product) {
  const reopened = {
    horsens: { moreQuestions: 'answered', newPart: 'registered', closerLook: 'awaitingConsent' },
    koebenhavn: { moreQuestions: 'answered', newPart: 'registered', closerLook: 'investigationAssessment' },
    odense: { closerLook: 'awaitingConsent' },
  };
  for (const [key, reasons] of Object.entries(reopened)) {
    const office = new Office(product, key);
    for (const [reason, state] of Object.entries(reasons)) {
      const c = await closed(office, '2026-12-30', 'jobcenter');
      const first = c.revision;
      await c.refuse('ReopenCase', {}, 'REASON_REQUIRED');
      await c.refuse('ReopenCase', { reason: 'curiosity' }, 'VALIDATION');
      await c.refuse('ReopenCase', { reason }, 'ROLE_FORBIDDEN', [], { as: 'dataProtectionOfficer' });
      await c.do('ReopenCase', { reason }, state);
      await c.view({ cycle: 2, state });
      expect(
        noBookkeeping(await c.view({}, 'head', { query: `revision=${first}` })),
        { outcome: 'answeredByDepartment', cycle: 1, state: 'closed' },
        'the first result',
      );
      await c.refuse('ReopenCase', { reason }, 'TRANSITION_NOT_ALLOWED');
      await c.do('WithdrawComplaint', {}, 'closed(withdrawnByCitizen)');
      await c.do('ReopenCase', { reason }, state);
      await c.view({ cycle: 3, number: (number) => number.startsWith('2026-') });
    }
  }
}

export async function s8_a_new_part_is_measured_anew(product) {
  const office = new Office(product, 'horsens');
  await office.at('2027-06-01');
  const c = await office.registered({
    parts: { A: { topic: 'delay', department: 'jobcenter', eventEnd: '2026-06-01' } },
    ...person,
  });
  await c.do('ReferToDepartment', { referrals: [{ department: 'jobcenter', parts: ['A'] }] }, 'referred');
  await c.do('RecordDepartmentAnswer', { department: 'jobcenter', directToCitizen: true }, 'answered');
  await c.do('CloseCase', {}, 'closed');
  await office.at('2028-02-29');
  await c.refuse('RecordPart', { topic: 'delay', department: 'jobcenter' }, 'CASE_CLOSED');
  await c.do('ReopenCase', { reason: 'newPart' }, 'registered');
  expect(
    (
      await c.do(
        'RecordPart',
        { topic: 'communication', department: 'dagtilbud', eventEnd: '2027-02-28' },
        'registered',
      )
    ).part,
    'B',
    'the letter of the new part',
  );
  await c.do('AssessRemit', { part: 'B', admissible: true }, 'registered');
  await c.do('RecordPart', { topic: 'noReply', department: 'dagtilbud', eventEnd: '2027-03-01' }, 'registered');
  await c.do('AssessRemit', { part: 'C', admissible: true }, 'registered');
  await c.view({
    parts: [
      { ageLimit: { lastDay: '2027-06-01', exceeded: false } },
      { ageLimit: { lastDay: '2028-02-28', exceeded: true, waived: false } },
      { ageLimit: { lastDay: '2028-03-01', exceeded: false } },
    ],
  });
  const referrals = [
    { department: 'jobcenter', parts: ['A'] },
    { department: 'dagtilbud', parts: ['B', 'C'] },
  ];
  await c.refuse('ReferToDepartment', { referrals }, 'AGE_LIMIT_EXCEEDED', ['H29']);
  await c.refuse('WaiveAgeLimit', { part: 'C', reason: 'lateKnowledge' }, 'WAIVER_NOT_NEEDED');
  await c.do('WaiveAgeLimit', { part: 'B', reason: 'lateKnowledge' }, 'registered');
  await c.refuse('ReferToDepartment', { referrals: [{ department: 'dagtilbud', parts: ['C'] }] }, 'PART_MISSING');
  await c.do('ReferToDepartment', { referrals }, 'referred');
  await c.view({ cycle: 2 });
}

export async function s8_closed_is_closed_but_the_file_stays_open(product) {
  const office = new Office(product, 'koebenhavn');
  const c = await closed(office, '2026-12-23', 'socialcenter');
  await office.at('2026-12-28');
  const refused = {
    CloseCase: {},
    WithdrawComplaint: {},
    StartEarlyResolution: { mode: 'written' },
    RequestCloserLook: {},
    RecordNoAnswer: {},
    ReferToDepartment: { referrals: [{ department: 'socialcenter', parts: ['A'] }] },
    GiveConsent: { purpose: 'shareName', departments: ['socialcenter'] },
    AssessRemit: { part: 'A', admissible: false, ground: 'content', guidance: ['rights'], body: 'ankestyrelsen' },
  };
  for (const [name, fields] of Object.entries(refused)) await c.refuse(name, fields, 'CASE_CLOSED');
  const documents = (await c.view()).documents.length;
  await c.do(
    'FileDocument',
    { title: 'Et sent julekort', direction: 'in', date: '2026-12-28' },
    'closed(answeredByDepartment)',
  );
  await c.do(
    'RecordNote',
    { text: 'Ringede for at sige tak', occurredAt: '2026-12-27T12:00:00Z' },
    'closed(answeredByDepartment)',
  );
  await c.do('NotifyCitizen', { about: 'rights' }, 'closed(answeredByDepartment)');
  await c.refuse(
    'SendReply',
    { channel: 'email', sensitive: true, text: 'Tak for kortet' },
    'SENSITIVE_REQUIRES_DIGITAL_POST',
  );
  await c.do(
    'SendReply',
    { channel: 'digitalPost', sensitive: true, text: 'Tak for kortet' },
    'closed(answeredByDepartment)',
  );
  const view = await c.view({
    notes: [{ text: 'Ringede for at sige tak' }],
    closedAt: (at) => Date.parse(at) === Date.parse('2026-12-23T08:00:00Z'),
  });
  expect(Date.parse(view.notes[0].occurredAt), Date.parse('2026-12-27T12:00:00Z'), 'when he rang');
  only(view.documents, { title: 'Et sent julekort', direction: 'in', date: '2026-12-28' }, 'the card');
  expect(
    [
      view.documents.length - documents,
      count(view.letters, { kind: 'notice' }),
      count(view.letters, { kind: 'reply' }),
    ],
    [3, 1, 1],
    'documents, notices, replies',
  );
}

export async function s8_erasure_is_asked_decided_and_dated(product) {
  const office = new Office(product, 'horsens');
  const c = await closed(office, '2028-01-31', 'jobcenter');
  const [misfiled, filed] = [
    await c.file(
      {
        title: 'Barnløse Bagers lønseddel',
        direction: 'in',
        date: '2028-01-30',
        content: base64('En anden persons papir'),
      },
      'closed',
    ),
    await c.file(
      { title: 'Hans eget brev', direction: 'in', date: '2028-01-31', content: base64('Hans eget papir') },
      'closed',
    ),
  ];
  await c.refuse('RequestErasure', { of: 'case' }, 'ROLE_FORBIDDEN');
  await c.refuse('RequestErasure', { of: 'everything' }, 'VALIDATION', [], officer);
  const ask = async (fields) => (await c.do('RequestErasure', fields, 'closed', officer)).request;
  const other = await ask({ of: 'document', document: misfiled.id });
  const own = await ask({ of: 'document', document: filed.id });
  const all = await ask({ of: 'case' });
  const view = await c.view({
    erasureRequests: [
      {
        id: other,
        of: 'document',
        document: misfiled.id,
        requestedOn: '2028-01-31',
        due: '2028-02-29',
        status: 'open',
      },
      { id: own },
      { id: all, of: 'case' },
    ],
  });
  expect(
    count(view.deadlines, { kind: 'erasureDecision', due: '2028-02-29', status: 'running' }),
    3,
    'one month each, to the leap day',
  );

  await c.refuse('DecideErasure', { request: other, decision: 'granted' }, 'BASIS_REQUIRED', [], officer);
  await c.refuse('DecideErasure', { request: other, decision: 'granted', basis: 'misfiled' }, 'ROLE_FORBIDDEN', [], {
    as: 'head',
  });
  await c.refuse(
    'DecideErasure',
    { request: other, decision: 'granted', basis: 'misfiled', extendedTo: '2028-03-31' },
    'VALIDATION',
    [],
    officer,
  );
  await c.do('DecideErasure', { request: other, decision: 'granted', basis: 'misfiled' }, 'closed', officer);
  refusal(await c.content(misfiled.id), 'CONTENT_GONE', [], 'the erased content');
  expect(await c.content(filed.id), { status: 200, text: 'Hans eget papir' }, 'the other content');
  expect(only((await c.view()).documents, { id: misfiled.id }).readable, false, 'readable');
  await product.restart();
  refusal(
    await c.content(misfiled.id, 'dataProtectionOfficer'),
    'CONTENT_GONE',
    [],
    'the erased content after a restart',
  );

  await c.do('DecideErasure', { request: own, decision: 'refused', basis: 'journalingDuty' }, 'closed', officer);
  expect((await c.content(filed.id)).status, 200, 'what the filing duty keeps');
  await c.refuse(
    'DecideErasure',
    { request: all, decision: 'granted', basis: 'noBasisToKeep' },
    'RETENTION_NOT_PASSED',
    [],
    officer,
  );
  const extend = (extendedTo) => ({
    request: all,
    decision: 'extended',
    basis: 'complexity',
    ...(extendedTo && { extendedTo }),
  });
  for (const day of [undefined, '2028-02-29', '2028-02-01', '2028-05-31'])
    await c.refuse('DecideErasure', extend(day), 'VALIDATION', [], officer);
  await c.do('DecideErasure', extend('2028-04-17'), 'closed', officer);
  await c.view({
    erasureRequests: [{ status: 'granted' }, { status: 'refused' }, { status: 'open', due: '2028-04-17' }],
  });
  await office.at('2028-04-18');
  only(
    (await c.view()).deadlines,
    { kind: 'erasureDecision', due: '2028-04-17', status: 'late' },
    'on Easter Monday, not moved, and now late',
  );
  await c.refresh();
  await c.do('DecideErasure', { request: all, decision: 'refused', basis: 'archive' }, 'closed', officer);
  await c.view({ erasureRequests: [{}, {}, { status: 'refused' }] });
}

export async function s8_a_hold_is_stronger_than_five_years(product) {
  const office = new Office(product, 'odense');
  const c = await closed(office, '2026-03-10', 'jobcenter');
  await c.refuse('ShredKeys', {}, 'RETENTION_NOT_PASSED', [], officer);
  await c.refuse('ShredKeys', {}, 'ROLE_FORBIDDEN');
  await c.refuse('PlaceHold', {}, 'REASON_REQUIRED', [], officer);
  await c.refuse('PlaceHold', { reason: 'courtCase' }, 'ROLE_FORBIDDEN');
  await c.do('PlaceHold', { reason: 'courtCase' }, 'closed', officer);
  await c.refuse('ShredKeys', {}, 'LEGAL_HOLD', [], officer);
  await c.do('PlaceHold', { reason: 'archiveTransfer' }, 'closed', officer);
  const all = await c.refuse('ShredKeys', {}, 'ARCHIVE_TRANSFER_PENDING', [], officer);
  expect(codes(all), ['ARCHIVE_TRANSFER_PENDING', 'LEGAL_HOLD', 'RETENTION_NOT_PASSED'], 'in this order');
  await c.do('LiftHold', { reason: 'courtCase' }, 'closed', officer);
  await office.at('2031-06-02T10:00');
  await c.refresh();
  await c.view({ privacy: 'identified', complainant: { name: person.name } });
  await c.refuse('ShredKeys', {}, 'ARCHIVE_TRANSFER_PENDING', [], officer);
  await c.do('LiftHold', { reason: 'archiveTransfer' }, 'closed', officer);
  await c.view({ privacy: 'identified' });
  await office.at('2031-06-03T06:00');
  await c.view({ privacy: 'shredded' });
}

export async function s8_forgotten_after_five_years_to_the_day(product) {
  const office = new Office(product, 'horsens');
  const c = await closed(office, '2026-03-10', 'skoleafdelingen', {
    representative: { name: 'Barnløse Bager', authority: 'guardian' },
  });
  const other = await closed(office, '2026-03-11', 'skoleafdelingen', {
    name: 'Agnes Arkiv',
    summary: 'Bliver lidt endnu',
    complainant: { name: 'Agnes Arkiv' },
  });
  const document = await c.file(
    {
      title: 'Fotografi af radiatoren',
      direction: 'in',
      date: '2026-03-11',
      content: base64('Billedet af radiatoren'),
    },
    'closed',
  );
  await c.do('RecordNote', { text: 'Leopold ringede om tapetet' }, 'closed');
  const find = async (text) => (await office.post('/complaints/search', { text })).body.total;
  expect(
    [await find('Glemsomhed'), await find('290224-0000'), await find('99990404')],
    [1, 1, 1],
    'found by name, number and telephone',
  );
  const reports = await reportsOf(office);
  const told = (await c.history()).length;

  await office.at('2031-03-10T05:59');
  await c.refresh();
  await c.view({ privacy: 'identified', complainant: { name: person.name } });
  await office.at('2031-03-10T06:00');
  await c.refresh();
  const view = await c.view({
    privacy: 'shredded',
    state: 'closed',
    outcome: 'answeredByDepartment',
    number: '2026-0001',
    cycle: 1,
    parts: [{ id: 'A', topic: 'delay', department: 'skoleafdelingen' }],
    referrals: [{ department: 'skoleafdelingen', answeredOn: '2026-03-10' }],
  });
  expect(only(view.documents, { id: document.id }).readable, false, 'the document');
  await other.view({ privacy: 'identified', complainant: { name: 'Agnes Arkiv' } });

  const history = await c.history();
  expect(history.length > told, true, 'the history has grown by the shredding');
  expect(
    history.map(({ revision }) => revision),
    Object.keys(history).map(Number),
    'its revisions',
  );
  expect(await office.get(`${c.path}/replay`, 'auditor'), { status: 200, body: { legal: true } }, 'its replay');
  const everywhere = await Promise.all([
    c.view(),
    c.view({}, 'head', { query: 'revision=3' }),
    c.view({}, 'head', { query: `revision=${told - 1}` }),
    c.view({}, 'auditor', { query: 'at=2026-03-12T00:00:00Z' }),
    history,
    ...['replay', 'letters/1', 'access-package'].map(
      async (what) => (await office.get(`${c.path}/${what}`, 'head')).text,
    ),
    ...[`/complaints?after=${c.position}`, '/complaints?at=2026-03-12T00:00:00Z'].map(
      async (what) => (await office.get(what, 'head')).text,
    ),
  ]);
  for (const secret of secrets)
    expect(JSON.stringify(everywhere).includes(secret), false, `"${secret}" is still shown`);
  for (const secret of secrets) expect(await product.traces(secret), [], `traces of ${secret}`);
  refusal(await c.content(document.id), 'CONTENT_GONE', [], 'the content');
  expect(
    [await find('Glemsomhed'), await find('2902240000'), await find('leopold@glemsel.example'), await find('Agnes')],
    [0, 0, 0, 1],
    'found after shredding',
  );
  for (const reason of ['moreQuestions', 'newPart', 'closerLook'])
    await c.refuse('ReopenCase', { reason }, 'CASE_SHREDDED');
  expect(await reportsOf(office), reports, 'the figures');

  await product.restart();
  await c.view({ privacy: 'shredded' });
  await office.at('2031-03-11T07:00');
  await other.view({ privacy: 'shredded' });
}

/** Every report the product's own description names, for the year of the complaints. */
async function reportsOf(office) {
  const description = (await office.product.request('GET', '/openapi.json')).body;
  const paths = description.paths ?? {};
  const { parameters = [], get } = paths[Object.keys(paths).find((path) => path.endsWith('/reports/{name}'))] ?? {};
  const names = [...parameters, ...(get?.parameters ?? [])].find(({ name }) => name === 'name')?.schema?.enum ?? [];
  const found = {};
  for (const name of names)
    found[name] = (await office.get(`/reports/${name}?from=2026-01-01&to=2026-12-31`, 'analyst')).text;
  return found;
}

export async function s8_counted_from_the_last_closing(product) {
  const office = new Office(product, 'koebenhavn');
  const c = await closed(office, '2024-02-28', 'jobcenter');
  await office.at('2024-02-29');
  await c.do('ReopenCase', { reason: 'moreQuestions' }, 'answered');
  await office.at('2024-06-03');
  await c.do('CloseCase', {}, 'closed(answeredByDepartment)');
  await office.at('2029-05-31');
  await c.view({ privacy: 'identified' });
  await office.at('2029-06-04');
  await c.view({ privacy: 'shredded', cycle: 2 });
}

export async function s8_every_look_is_written_down(product) {
  const office = new Office(product, 'koebenhavn');
  const c = await closed(office, '2026-04-07', 'jobcenter');
  const document = await c.file(
    { title: 'Brev fra tågen', direction: 'in', date: '2026-04-07', content: base64('Det sidste brev') },
    'closed',
  );
  await c.do('RecordNote', { text: 'Han fløjtede i telefonen' }, 'closed');
  const entries = async () => {
    const answer = await office.get(`${c.path}/access-log`, 'head');
    expect(answer, { status: 200, body: { entries: Array.isArray } }, 'the access log');
    return answer.body.entries;
  };
  const looks = [
    [
      { role: 'auditor', purpose: 'audit' },
      () => office.get(c.path, 'auditor', { sub: 'revisor-7', name: 'Zenobia Kiggeglad' }),
    ],
    [
      { role: 'auditor', purpose: 'supervision' },
      () => office.get(`${c.path}/history`, 'auditor', { headers: { 'x-purpose': 'supervision' } }),
    ],
    [{ role: 'adviser', purpose: 'handling' }, () => office.get(c.path, 'adviser', { sub: 'raadgiver-9' })],
    [{ role: 'adviser', purpose: 'handling' }, () => c.content(document.id, 'adviser')],
    [
      { role: 'citizen', purpose: 'accessRequest' },
      () => office.get(c.path, 'citizen', { sub: 'leopold', complaint: c.id }),
    ],
    [
      { role: 'dataProtectionOfficer', purpose: 'accessRequest' },
      () => office.get(`${c.path}/access-package`, 'dataProtectionOfficer'),
    ],
    [{ role: 'department', purpose: 'handling' }, () => office.get(c.path, 'department', { department: 'jobcenter' })],
  ];
  for (const [want, look] of looks) {
    const before = count(await entries(), want);
    expect((await look()).status, 200, `a look by ${want.role}`);
    expect(count(await entries(), want) > before, true, `a look by ${want.role} for ${want.purpose} is in the log`);
  }
  for (const entry of await entries())
    expect(
      entry,
      {
        at: (at) => Date.parse(at) === Date.parse('2026-04-07T07:00:00Z'),
        by: (by) => !nothing(by),
        what: (what) => !nothing(what),
      },
      'an entry',
    );
  for (const role of ['adviser', 'department']) {
    refusal(
      await office.get(`${c.path}/access-log`, role, { ...(role === 'department' && { department: 'jobcenter' }) }),
      'ROLE_FORBIDDEN',
    );
  }
  const extract = await office.get(`${c.path}/access-log`, 'citizen', { complaint: c.id });
  expect(extract.status, 200, 'the log, to the citizen');
  for (const entry of extract.body.entries)
    expect(Object.keys(entry).sort().join(), 'on,purpose,unit', 'what the citizen is told of a look');
  for (const role of ['auditor', 'dataProtectionOfficer'])
    expect((await office.get(`${c.path}/access-log`, role)).status, 200, `the log, to ${role}`);
  refusal(await office.get(c.path, 'adviser', { headers: { 'x-purpose': 'curiosity' } }), 'VALIDATION');
  await product.restart();
  expect(count(await entries(), { purpose: 'supervision' }), 1, 'the log after a restart');

  refusal(await office.get(`${c.path}/access-package`, 'adviser'), 'ROLE_FORBIDDEN');
  refusal(await office.get(`${c.path}/access-package`, 'auditor'), 'ROLE_FORBIDDEN');
  for (const role of ['dataProtectionOfficer', 'head']) {
    const answer = await office.get(`${c.path}/access-package`, role);
    expect(
      answer,
      { status: 200, headers: (headers) => headers.get('content-type')?.startsWith('application/zip') },
      'the package',
    );
    const everything = [...unzipped(answer.bytes).values()].map((bytes) => bytes.toString('utf8')).join('\n');
    const held = [
      person.name,
      person.complainant.address,
      person.summary,
      'Han fløjtede i telefonen',
      'Det sidste brev',
      'accessRequest',
    ];
    for (const words of held) expect(everything.includes(words), true, `the package has "${words}"`);
    expect(everything.includes('Zenobia'), false, 'the package names one who only looked');
  }
}

export async function s8_the_citizen_reads_the_own_case(product) {
  const office = new Office(product, 'odense');
  const c = await closed(office, '2026-04-07', 'borgerservice');
  const other = await closed(office, '2026-04-07', 'borgerservice', {
    name: 'Agnes Arkiv',
    summary: 'Noget andet',
    complainant: { name: 'Agnes Arkiv' },
  });
  const as = { complaint: c.id, sub: 'leopold' };
  expect(
    await office.get(c.path, 'citizen', as),
    { status: 200, body: { id: c.id, state: 'closed', complainant: { name: person.name } } },
    'the own case',
  );
  refusal(await office.get(other.path, 'citizen', as), 'NOT_FOUND');
  await c.refuse('WithdrawComplaint', {}, 'ROLE_FORBIDDEN', [], { as: 'citizen', ...as });
  await c.refuse('ReopenCase', { reason: 'newPart' }, 'ROLE_FORBIDDEN', [], { as: 'citizen', ...as });
  expect((await office.get(`${c.path}/history`, 'citizen', as)).status, oneOf(403), 'the history');
}

export async function s8_numbers_begin_anew_each_year(product) {
  const office = new Office(product, 'horsens');
  for (const [time, number] of [
    ['2026-12-31T23:58', '2026-0001'],
    ['2026-12-31T23:59', '2026-0002'],
    ['2027-01-01T00:01', '2027-0001'],
  ]) {
    await office.at(time);
    const c = await office.registered({
      parts: { A: { topic: 'delay', department: 'jobcenter' } },
      name: 'Nils Nytår',
    });
    await c.view({ number, receivedOn: time.slice(0, 10), profile: 'horsens@1' });
  }
}
