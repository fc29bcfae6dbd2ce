// Who is a party to a case changes: people move, are misspelt, get somebody to speak for them, die. All are invented.
import { Office, expect, nothing, only, unzipped } from './drive.mjs';

const person = { name: 'Rikke Adressen', cpr: '010203-0000', address: 'Gammelvej 1', email: 'rikke@eksempel.example' };

async function registered(office, complainant = person, summary = 'Brevet blev væk') {
  const c = await office.start('ReceiveInquiry', { channel: 'phone' }, 'intake');
  await c.do('RecordPart', { topic: 'delay', department: 'jobcenter' });
  await c.do('AssessRemit', { part: 'A', admissible: true });
  await c.do('AgreeRegistration', { citizen: true, adviser: true });
  await c.do('RegisterCase', { complainant, summary }, 'registered');
  return c;
}

export async function s15_a_person_is_known_anew_from_there_on(product) {
  const office = new Office(product, 'horsens');
  await office.at('2026-03-02');
  const c = await registered(office);
  await c.do('NotifyCitizen', { about: 'status', text: 'Vi ser på det' });
  const before = c.revision;
  await c.do('WithdrawComplaint', {}, 'closed(withdrawnByCitizen)');
  await c.do('UpdateParty', {
    party: 'C1',
    name: 'Rikke Adresseret',
    address: 'Nyvej 2',
    channel: 'letter',
    exempt: true,
    reason: 'moved',
  });
  const known = { name: 'Rikke Adresseret', address: 'Nyvej 2', email: 'rikke@eksempel.example' };
  const party = { id: 'C1', role: 'complainant', from: '2026-03-02', until: null, lettersTo: true };
  await c.view({ complainant: known, parties: [{ ...party, ...known, exempt: true }] });
  await c.view({ complainant: known, parties: [known] }, 'citizen', { complaint: c.id });
  await c.view({ complainant: person, parties: [person] }, 'adviser', { query: `revision=${before}` });
  for (const text of ['Adresseret', 'Adressen', 'Nyvej'])
    only((await office.post('/complaints/search', { text })).body.items, { id: c.id }, `found by ${text}`);
  const letter = await office.get(`${c.path}/letters/0`);
  expect([letter.text.includes('Rikke Adressen'), letter.text.includes('Adresseret')], [true, false], 'the letter');

  await c.refuse('UpdateParty', { party: 'C1', reason: 'moved' }, 'VALIDATION');
  await c.refuse('UpdateParty', { party: 'P1', name: 'Ib', reason: 'changed' }, 'VALIDATION');
  await c.refuse('UpdateParty', { party: 'C1', address: 'Nyvej 2', reason: 'wrongPerson' }, 'VALIDATION');
  await c.refuse('UpdateParty', { party: 'C1', name: 'Ib', reason: 'moved' }, 'ROLE_FORBIDDEN', [], { as: 'auditor' });
  const early = await office.start('ReceiveInquiry', { channel: 'phone' }, 'intake');
  await early.refuse('AddParty', { role: 'relative', name: 'Ib', lettersTo: false }, 'CASE_REQUIRED');
}

export async function s15_nobody_reads_of_another_who_was_taken_for_them(product) {
  const office = new Office(product, 'horsens');
  await office.at('2026-03-02');
  const c = await registered(office, { name: 'Forkerte Frida', address: 'Frydvej 7', phone: '99990044' });
  await c.do('NotifyCitizen', { about: 'status', text: 'Vi ser på det' });
  await c.do('ReferToDepartment', { referrals: [{ department: 'jobcenter', parts: ['A'] }] }, 'referred');
  const before = c.revision;
  await c.do('AddParty', { role: 'relative', name: 'Fremmede Fie', address: 'Fjernvej 9', lettersTo: true });
  await c.do('NotifyCitizen', { about: 'status', text: 'Vi venter' });
  await c.do('EndParty', { party: 'P1', reason: 'mistake' });
  await c.do('UpdateParty', { party: 'C1', name: 'Rigtige Rasmus', reason: 'wrongPerson' });
  await c.view({ complainant: { name: 'Rigtige Rasmus', address: undefined, phone: undefined } });
  const stranger = /Frida|Frydvej|99990044|Fremmede|Fjernvej/;
  const own = { complaint: c.id };
  const read = async (who, more) => {
    const answers = [
      await office.get(c.path, who, more),
      await office.get(`${c.path}?revision=${before}`, who, more),
      await office.get(`${c.path}?revision=${before + 2}`, who, more),
      ...(await Promise.all([0, 1, 2, 3, 4].map((n) => office.get(`${c.path}/letters/${n}`, who, more)))),
    ];
    return answers.map(({ text }) => text).join('\n');
  };
  expect(stranger.test(await read('citizen', own)), false, 'what the citizen reads');
  expect(stranger.test(await read('department', { department: 'jobcenter' })), false, 'what the department reads');
  expect(stranger.test(await read('adviser')), true, 'what the office reads');
  const { bytes } = await office.get(`${c.path}/access-package`, 'dataProtectionOfficer');
  const handedOut = [...unzipped(bytes).values()].map((file) => file.toString('utf8')).join('\n');
  expect([stranger.test(handedOut), handedOut.includes('Rigtige Rasmus')], [false, true], 'the access package');
  await c.refuse('UpdateParty', { party: 'P1', phone: '99990045', reason: 'changed' }, 'PARTY_ENDED');
}

export async function s15_what_was_anothers_is_not_read_by_who_was_named_after_them(product) {
  const office = new Office(product, 'horsens');
  await office.at('2026-03-02');
  const c = await registered(office, { name: 'Forkerte Frida' }, 'Fridas skyld i sagen');
  await c.do('NotifyCitizen', { about: 'status', text: 'Fridas brev' });
  const content = Buffer.from('Fridas papirer').toString('base64');
  const paper = await c.file({ title: 'Fridas bilag', direction: 'in', date: '2026-03-02', content });
  await c.do('AttendMeeting', { requestedBy: 'citizen', reason: 'language', on: '2026-03-02' });
  const before = c.revision;
  const own = { complaint: c.id };
  await c.view({ letters: [{}], documents: [{}, {}], summary: 'Fridas skyld i sagen' }, 'citizen', own);
  await c.do('UpdateParty', { party: 'C1', name: 'Rigtige Rasmus', reason: 'wrongPerson' });
  await c.do('NotifyCitizen', { about: 'status', text: 'Rasmus’ brev' });

  const hers = /Frida/;
  const read = async (who, more) => {
    const answers = [
      await office.get(c.path, who, more),
      await office.get(`${c.path}?revision=${before}`, who, more),
      await office.get(`${c.path}/letters/0`, who, more),
      await office.get(`${c.path}/documents/${paper.id}/content`, who, more),
    ];
    expect(answers.slice(2), who === 'citizen' ? [{ status: 404 }, { status: 404 }] : [{ status: 200 }, {}], who);
    return answers.map(({ text }) => text).join('\n');
  };
  expect(hers.test(await read('citizen', own)), false, 'what the citizen reads');
  expect(hers.test(await read('adviser')), true, 'what the office reads');
  const theirs = { letters: [{ n: 1 }], documents: [{ direction: 'out' }], meetings: [], summary: null };
  await c.view(theirs, 'citizen', own);
  expect(await office.get(`${c.path}/letters/1`, 'citizen', own), { status: 200 }, 'their own letter');
  await c.view(
    {
      letters: [{ ofStranger: true }, { ofStranger: undefined }],
      documents: [{ ofStranger: true }, { ofStranger: true }, { ofStranger: undefined }],
      summary: 'Fridas skyld i sagen',
      summaryOfStranger: true,
    },
    'adviser',
  );
  // At a revision before it stands what was believed then.
  await c.view({ letters: [{ ofStranger: undefined }], summaryOfStranger: undefined }, 'adviser', {
    query: `revision=${before}`,
  });
  const { bytes } = await office.get(`${c.path}/access-package`, 'dataProtectionOfficer');
  const files = [...unzipped(bytes)].map(([name, file]) => `${name} ${file.toString('utf8')}`);
  expect([hers.test(files.join()), files.some((file) => /Rasmus’ brev/.test(file))], [false, true], 'the package');

  const { revision } = (await c.history()).find(({ type }) => type === 'CaseRegistered');
  await c.do('CorrectRecord', { revision, fields: { summary: 'Rasmus’ sag' }, reason: 'other' });
  await c.view({ summary: 'Rasmus’ sag' }, 'citizen', own);
  await c.view({ summary: 'Rasmus’ sag', summaryOfStranger: undefined });
}

export async function s15_letters_go_to_whoever_has_an_authority(product) {
  const office = new Office(product, 'horsens');
  await office.at('2026-03-02');
  const c = await registered(office);
  const representative = { role: 'representative', name: 'Ida Fuldmægtig', phone: '99990044', lettersTo: true };
  const { party } = await c.do('AddParty', { ...representative, authority: 'powerOfAttorney', until: '2026-03-31' });
  expect(party, 'P1', 'the id');
  await c.do('AddParty', { ...representative, name: 'Uden Fuldmagt' });
  const foreseen = await office.post(`${c.path}/transitions/NotifyCitizen/preview`, {
    about: 'status',
    text: 'Vi ser',
  });
  expect(foreseen.body.letters, [{ to: 'citizen' }, { to: 'representative', party: 'P1' }], 'the preview');
  await c.do('NotifyCitizen', { about: 'status', text: 'Vi ser på det' });
  const sent = [
    { n: 0, kind: 'notice', to: 'citizen' },
    { n: 1, kind: 'notice', to: 'representative', party: 'P1' },
  ];
  const parties = [
    { id: 'C1', lettersTo: true },
    { id: 'P1', role: 'representative', authority: 'powerOfAttorney', until: '2026-03-31', lettersTo: true },
    { id: 'P2', role: 'representative', lettersTo: false },
  ];
  await c.view({ letters: sent, parties, representative: { name: 'Ida Fuldmægtig', authority: 'powerOfAttorney' } });
  await c.view({ letters: sent, parties: [{}, { name: 'Ida Fuldmægtig', phone: undefined }, {}] }, 'citizen', {
    complaint: c.id,
  });
  const letter = await office.get(`${c.path}/letters/1`, 'citizen', { complaint: c.id });
  expect(letter.text.includes('Til Ida Fuldmægtig'), true, 'the letter');

  await c.do('ReferToDepartment', { referrals: [{ department: 'jobcenter', parts: ['A'] }] }, 'referred');
  await c.view({ letters: [...sent, {}, { kind: 'copyToCitizen' }, { kind: 'copyToCitizen', party: 'P1' }] });
  await c.view({ letters: [{ n: 2, to: 'department' }], parties: [{ id: 'C1', name: person.name }] }, 'department', {
    department: 'jobcenter',
  });
  await c.refuse('EndParty', { party: 'C1', reason: 'mistake' }, 'VALIDATION');
  await c.do('EndParty', { party: 'P2', reason: 'authorityWithdrawn' });
  await c.refuse('EndParty', { party: 'P2', reason: 'died' }, 'PARTY_ENDED');
  await office.at('2026-04-01');
  await c.refresh();
  await c.refuse('UpdateParty', { party: 'P1', phone: '99990045', reason: 'changed' }, 'PARTY_ENDED');
  await c.view({ parties: [{}, { lettersTo: false, ended: undefined }, { ended: 'authorityWithdrawn' }] });
  const letters = async () => (await office.get(c.path)).body.letters.filter(({ kind }) => kind === 'notice');
  await c.do('NotifyCitizen', { about: 'status', text: 'Vi venter stadig' });
  expect((await letters()).length, 3, 'letters of news');
  await c.do('EndParty', { party: 'C1', reason: 'died' });
  await c.do('NotifyCitizen', { about: 'decision', text: 'Vi slutter sagen' });
  const last = (await letters()).at(-1);
  const estate = await office.get(`${c.path}/letters/${last.n}`);
  expect(estate.text.includes(`Til boet efter ${person.name}`), true, 'the letter to the estate');
  await c.do('DiscontinueCase', { reason: 'died' }, 'closed(discontinued)');
  await c.view({ representative: nothing, parties: [{ ended: 'died' }, {}, {}] });
}

export async function s15_each_party_is_forgotten_with_the_case(product) {
  const office = new Office(product, 'horsens');
  await office.at('2026-03-02');
  const c = await registered(office);
  await c.do('AddParty', { role: 'coComplainant', name: 'Gylda Glemsel', phone: '99990046', lettersTo: true });
  await c.do('UpdateParty', { party: 'P1', address: 'Glemslens Allé 8', reason: 'moved' });
  await c.do('NotifyCitizen', { about: 'status', text: 'Vi ser på det' });
  await c.do('WithdrawComplaint', {}, 'closed(withdrawnByCitizen)');
  const find = async (text) => (await office.post('/complaints/search', { text })).body.total;
  expect([await find('Glemsel'), await find('99990046')], [1, 1], 'found');
  await office.at('2031-03-03T06:00');
  await c.view({
    privacy: 'shredded',
    parties: [
      { id: 'C1', shredded: true },
      { id: 'P1', role: 'coComplainant', from: '2026-03-02', shredded: true, name: undefined, address: undefined },
    ],
  });
  expect([await find('Glemsel'), await find('99990046')], [0, 0], 'found no more');
  const letter = await office.get(`${c.path}/letters/1`);
  expect(letter.text.includes('Til Slettet'), true, 'the letter');
  for (const word of ['Glemsel', 'Glemslens', '99990046']) expect(await product.traces(word), [], `traces of ${word}`);
  await c.refresh();
  await c.refuse('UpdateParty', { party: 'P1', name: 'Gylda', reason: 'changed' }, 'CASE_SHREDDED');
}
