// What an office does not handle, and where it sends it; what citizens suggest instead. All persons are invented.
import { Office, count, expect, nothing, only } from './drive.mjs';

const excluded = (ground, more = {}) => ({
  part: 'A',
  admissible: false,
  ground,
  guidance: ['whereToComplain'],
  ...more,
});
const elsewhere = { body: 'ankestyrelsen' };
const answerTarget = (view) => only(view.deadlines, { kind: 'answerTarget' }, 'the answer target');

async function received(office, parts = [{ topic: 'other', department: 'jobcenter' }], channel = 'email') {
  const c = await office.start('ReceiveInquiry', { channel }, 'intake');
  for (const fields of parts) await c.do('RecordPart', fields, 'intake');
  return c;
}

export async function s9_each_office_has_its_own_grounds(product) {
  const grounds = {
    koebenhavn: {
      content: true,
      otherBody: true,
      courts: true,
      anotherAuthority: true,
      political: false,
      serviceLevel: false,
      employment: false,
    },
    horsens: {
      content: true,
      political: true,
      employment: true,
      otherBody: true,
      courts: true,
      anotherAuthority: true,
      serviceLevel: false,
    },
    odense: {
      content: true,
      political: true,
      serviceLevel: true,
      employment: true,
      otherBody: true,
      courts: true,
      anotherAuthority: true,
    },
  };
  for (const [key, listed] of Object.entries(grounds)) {
    const office = new Office(product, key);
    await office.at('2026-05-14');
    for (const [ground, known] of Object.entries(listed)) {
      const c = await received(office);
      if (!known) {
        await c.refuse('AssessRemit', excluded(ground, elsewhere), 'NOT_IN_PROFILE');
        continue;
      }
      const bodyNeeded = ['content', 'otherBody', 'courts', 'anotherAuthority'].includes(ground);
      if (bodyNeeded) await c.refuse('AssessRemit', excluded(ground), 'GUIDANCE_REQUIRED');
      await c.refuse('AssessRemit', { part: 'A', admissible: false, ground, ...elsewhere }, 'GUIDANCE_REQUIRED');
      await c.do('AssessRemit', excluded(ground, bodyNeeded ? { ...elsewhere, forwarded: true } : {}), 'intake');
      await c.view({
        parts: [{ id: 'A', admissible: false, ground, ...(bodyNeeded && { ...elsewhere, forwarded: true }) }],
      });
    }
  }
}

export async function s9_an_excluded_part_goes_no_further(product) {
  const named = { horsens: ['employment', 'H28'], odense: ['employment', 'O17'] };
  for (const [key, [ground, rule]] of Object.entries(named)) {
    const office = new Office(product, key);
    await office.at('2026-05-15');
    const c = await received(office);
    await c.refuse('AssessRemit', { part: 'B', admissible: true }, 'VALIDATION');
    await c.refuse('AssessRemit', { part: 'A', admissible: false, guidance: ['rights'] }, 'VALIDATION');
    await c.refuse('AssessRemit', excluded('bad weather'), 'VALIDATION');
    await c.do('AssessRemit', excluded(ground), 'intake');
    const register = { complainant: { name: 'Palle Personalesag' }, summary: 'Min egen stilling' };
    if (key === 'horsens') {
      await c.do('AgreeRegistration', { citizen: true, adviser: true });
      await c.refuse('RegisterCase', register, 'PART_NOT_ADMISSIBLE', [rule]);
    } else await c.refuse('CompleteIntake', {}, 'PART_NOT_ADMISSIBLE', [rule]);
    expect(await product.traces('Personalesag'), [], 'traces of a refused person');
    await c.do('GiveGuidance', { codes: ['rights', 'representation'], body: 'other' }, 'guidance');
    await c.do('EndWithoutCase', {}, 'endedWithoutCase(guidance)');
  }
}

export async function s9_directed_elsewhere(product) {
  const office = new Office(product, 'odense');
  await office.at('2026-05-13');
  const parts = [
    { topic: 'decisionContent', department: 'jobcenter' },
    { topic: 'serviceLevel', department: 'parkogvej' },
  ];
  const c = await received(office, parts);
  await c.refuse('DirectElsewhere', elsewhere, 'PART_ADMISSIBLE');
  await c.do('AssessRemit', excluded('content', { body: 'ankestyrelsen' }), 'intake');
  await c.refuse('DirectElsewhere', elsewhere, 'PART_ADMISSIBLE');
  await c.do('AssessRemit', { ...excluded('serviceLevel'), part: 'B' }, 'intake');
  await c.refuse('DirectElsewhere', { body: 'naboen' }, 'VALIDATION');
  await c.refuse('DirectElsewhere', { ...elsewhere, name: 'Palle Personalesag' }, 'PERSONAL_DATA_IN_ANONYMOUS');
  expect(
    answerTarget(await c.view()),
    { due: '2026-06-05', status: 'running' },
    'over Ascension and Whitsun; 5 June is a working day',
  );
  await office.at('2026-05-26');
  await c.do('DirectElsewhere', { ...elsewhere, forwarded: true }, 'endedWithoutCase(directed)');
  expect(
    answerTarget(await c.view({ privacy: 'none', outcome: 'directed', phase: 'preCase' })),
    { status: 'met', workingDays: 7 },
    'the answer target',
  );
  await c.refuse('RecordNote', { text: 'Palle Personalesag ringede igen' }, 'CASE_REQUIRED');
  await c.refuse('CompleteIntake', {}, 'TRANSITION_NOT_ALLOWED');

  const later = await received(office, [{ topic: 'delay', department: 'jobcenter' }]);
  await later.do('AssessRemit', { part: 'A', admissible: true });
  await later.do('CompleteIntake', {}, 'dialogueCheck');
  await later.refuse('DirectElsewhere', elsewhere, 'PART_ADMISSIBLE');
  await later.do('AssessRemit', excluded('otherBody', { body: 'kommunaltTilsyn' }), 'dialogueCheck');
  await later.do('DirectElsewhere', { body: 'kommunaltTilsyn' }, 'endedWithoutCase(directed)');
  const given = await received(office);
  await given.do('AssessRemit', { part: 'A', admissible: true });
  await given.do('CompleteIntake', {}, 'dialogueCheck');
  await given.do('EndWithoutCase', {}, 'endedWithoutCase(abandoned)');
}

export async function s9_taken_by_another_body(product) {
  const office = new Office(product, 'horsens');
  await office.at('2026-05-22');
  const parts = {
    A: { topic: 'missingHearing', department: 'familieafdelingen' },
    B: { topic: 'delay', department: 'familieafdelingen' },
  };
  const c = await office.registered({ parts, name: 'Ottilie Omvej' });
  await c.refuse('AssessRemit', excluded('otherBody'), 'GUIDANCE_REQUIRED');
  await c.do('ReferToDepartment', { referrals: [{ department: 'familieafdelingen', parts: ['A', 'B'] }] }, 'referred');
  await c.do('AssessRemit', { ...excluded('otherBody', { body: 'ombudsmanden' }), part: 'B' }, 'referred');
  await c.view({
    outcome: null,
    parts: [
      { admissible: true },
      { admissible: false, ground: 'otherBody', body: 'ombudsmanden', outcome: 'directed' },
    ],
  });
  await c.do('RecordDepartmentAnswer', { department: 'familieafdelingen', directToCitizen: true }, 'answered');
  await c.do('AssessRemit', excluded('courts', { body: 'domstolene', forwarded: false }), 'closed(directed)');
  await c.view({ outcome: 'directed', parts: [{ outcome: 'directed' }, { outcome: 'directed' }] });

  const examined = await office.registered({ parts, name: 'Ottilie Omvej' });
  await examined.do(
    'ReferToDepartment',
    { referrals: [{ department: 'familieafdelingen', parts: ['A', 'B'] }] },
    'referred',
  );
  await examined.do('RecordDepartmentAnswer', { department: 'familieafdelingen', directToCitizen: true }, 'answered');
  await examined.do('RequestCloserLook', {}, 'awaitingConsent');
  await examined.do(
    'GiveConsent',
    { purpose: 'closerExamination', departments: ['familieafdelingen'] },
    'investigating.active',
  );
  await examined.do('AssessRemit', excluded('otherBody', elsewhere), 'investigating.active');
  await examined.do('RecordOutcome', { part: 'B', outcome: 'noCriticism', grounds: 'Intet' }, 'investigating.active');
  await examined.do('HearDepartment', { department: 'familieafdelingen', statement: 'Ja' });
  await examined.do('HearCitizen', { statement: 'Nej' });
  await examined.do('NotifyCitizen', { about: 'result' });
  await examined.do('Conclude', {}, 'closed(noCriticism)', { as: 'head' });
  await examined.view({ parts: [{ outcome: 'directed' }, { outcome: 'noCriticism' }] });

  const alone = await office.registered({ parts: { A: parts.A }, name: 'Ottilie Omvej' });
  await alone.do('AssessRemit', excluded('anotherAuthority', { body: 'datatilsynet' }), 'closed(directed)');
}

export async function s9_a_suggestion_without_a_name(product) {
  const office = new Office(product, 'odense');
  await office.at('2026-12-22');
  const c = await office.start('ReceiveInquiry', { channel: 'web' }, 'intake');
  await c.refuse(
    'RecordSuggestion',
    { topic: 'other', department: 'byogkultur', text: 'Flere bænke' },
    'PERSONAL_DATA_IN_ANONYMOUS',
  );
  await c.do('RecordSuggestion', { topic: 'other', department: 'byogkultur' }, 'intake');
  await c.refuse('ForwardSuggestion', { withName: true }, 'CONSENT_MISSING');
  await c.do('ForwardSuggestion', { withName: false }, 'endedWithoutCase(suggestionForwarded)');
  expect(
    answerTarget(await c.view({ privacy: 'none' })),
    { due: '2027-01-14', status: 'met', workingDays: 0 },
    'the answer target',
  );
  const copenhagen = new Office(product, 'koebenhavn');
  const other = await copenhagen.start('ReceiveInquiry', { channel: 'counter' }, 'intake');
  await other.do('RecordSuggestion', { topic: 'practicalTask', department: 'teknikogmiljoe' }, 'intake');
  await other.do('ForwardSuggestion', { withName: false }, 'endedWithoutCase(suggestionForwarded)');
}

export async function s9_a_suggestion_with_a_name(product) {
  const office = new Office(product, 'horsens');
  await office.at('2026-12-22');
  const c = await office.registered({
    parts: { A: { topic: 'communication', department: 'dagtilbud' } },
    name: 'Frida Forslag',
  });
  await c.do('RecordSuggestion', { topic: 'communication', department: 'dagtilbud' }, 'registered');
  await c.refuse('ForwardSuggestion', { withName: true }, 'CONSENT_MISSING');
  await c.do('GiveConsent', { purpose: 'shareName', departments: ['dagtilbud'] }, 'registered');
  await c.do('ForwardSuggestion', { withName: true }, 'registered');
  expect(count((await c.view({ outcome: null })).letters, { kind: 'suggestion' }), 1, 'letters');
  await c.do('RecordSuggestion', { topic: 'other', department: 'skoleafdelingen' }, 'registered');
  await c.do('ForwardSuggestion', { withName: false }, 'registered');
  expect(
    count((await c.view({ parts: [{ outcome: nothing }] })).letters, { kind: 'suggestion' }),
    2,
    'only what was not forwarded yet',
  );
}

export async function s9_late_is_counted_from_the_day_it_was_received(product) {
  const office = new Office(product, 'horsens');
  await office.at('2028-03-03');
  const days = [
    ['2028-02-28', { eventEnd: '2027-02-28' }, '2028-02-28', false],
    ['2028-02-29', { eventEnd: '2027-02-28' }, '2028-02-28', true],
    ['2028-03-01', { eventStart: '2027-03-01' }, '2028-03-01', false],
    ['2028-03-02', { eventStart: '2027-03-01' }, '2028-03-01', true],
    ['2028-03-02', { eventStart: '2025-01-01', eventEnd: '2027-03-02' }, '2028-03-02', false],
  ];
  for (const [receivedOn, event, lastDay, exceeded] of days) {
    const c = await office.start('ReceiveInquiry', { channel: 'letter', receivedOn }, 'intake');
    await c.do('RecordPart', { topic: 'delay', department: 'jobcenter', ...event });
    await c.do('AssessRemit', { part: 'A', admissible: true });
    await c.do('AgreeRegistration', { citizen: true, adviser: true });
    await c.view({ receivedOn, parts: [{ ageLimit: { lastDay, exceeded, waived: false } }] });
    const register = { complainant: { name: 'Sigrid Sommerfugl' }, summary: 'Brevet lå længe' };
    if (!exceeded) {
      await c.refuse('WaiveAgeLimit', { part: 'A', reason: 'continuingEffect' }, 'WAIVER_NOT_NEEDED');
      await c.do('RegisterCase', register, 'registered');
      continue;
    }
    await c.refuse('RegisterCase', register, 'AGE_LIMIT_EXCEEDED', ['H29']);
    await c.do('WaiveAgeLimit', { part: 'A', reason: 'continuingEffect' }, 'intake');
    await c.do('RegisterCase', register, 'registered');
  }
  for (const key of ['koebenhavn', 'odense']) {
    const other = await new Office(product, key).start(
      'ReceiveInquiry',
      { channel: 'letter', receivedOn: '2028-03-01' },
      'intake',
    );
    await other.do('RecordPart', { topic: 'delay', department: 'jobcenter', eventEnd: '2020-01-01' });
    await other.view({ parts: [{ ageLimit: null }] });
    await other.refuse('WaiveAgeLimit', { part: 'A', reason: 'continuingEffect' }, 'NOT_IN_PROFILE');
  }
}

export async function s9_the_answer_is_expected_from_the_day_of_receipt(product) {
  const office = new Office(product, 'odense');
  await office.at('2027-03-22');
  const c = await office.start('ReceiveInquiry', { channel: 'letter', receivedOn: '2027-03-19' }, 'intake');
  expect(answerTarget(await c.view()), { due: '2027-04-14', status: 'running' }, 'over Easter 2027, backdated');
  await c.do('EndWithoutCase', {}, 'endedWithoutCase(abandoned)');
  expect(answerTarget(await c.view()), { status: 'met', workingDays: 1 }, 'an ending');
  for (const key of ['koebenhavn', 'horsens']) {
    const other = await new Office(product, key).start('ReceiveInquiry', { channel: 'letter' }, 'intake');
    expect(count((await other.view()).deadlines, { kind: 'answerTarget' }), 0, `an answer target in ${key}`);
  }
  for (const key of ['koebenhavn', 'horsens', 'odense']) {
    const answer = await new Office(product, key).post('/complaints/transitions/ReceiveInquiry', { channel: 'sms' });
    expect(answer, { status: 202, body: { counted: 'sms', id: undefined } }, `an SMS in ${key}`);
  }
}

export async function s9_a_name_is_shared_no_longer_than_allowed(product) {
  const office = new Office(product, 'odense');
  await office.at('2027-03-22');
  const c = await office.registered({
    parts: { A: { topic: 'communication', department: 'byogkultur' } },
    name: 'Frida Forslag',
  });
  await c.do('GiveConsent', { purpose: 'closerExamination', departments: ['byogkultur'] }, 'registered');
  await c.do('RecordSuggestion', { topic: 'communication', department: 'byogkultur' }, 'registered');
  await c.refuse('ForwardSuggestion', { withName: true }, 'CONSENT_MISSING');
  await c.do('GiveConsent', { purpose: 'shareName', departments: ['byogkultur'] }, 'registered');
  await c.do('WithdrawConsent', { channel: 'phone' }, 'registered');
  await c.refuse('ForwardSuggestion', { withName: true }, 'CONSENT_MISSING');
  await c.do('ForwardSuggestion', { withName: false }, 'registered');
}
