import { Refused } from '../../platform/refusal.js';
import { commandNames, phases, type CommandName } from './commands.js';
import { personalNames, validateBody } from './validate-body.js';

const inCase = { beforeRegistration: false },
  anonymous = { beforeRegistration: true };

function refusal(name: CommandName, body: unknown, context = inCase): Refused {
  try {
    validateBody(name, body, context);
  } catch (error) {
    if (error instanceof Refused) return error;
    throw error;
  }
  throw new Error(`${name} was accepted`);
}
const code = (name: CommandName, body: unknown, context = inCase) => refusal(name, body, context).refusal.code;
const errors = (name: CommandName, body: unknown, context = inCase) =>
  refusal(name, body, context).details.errors?.map(({ field, code }) => `${field} ${code}`);
const criteria = { citizenBenefit: 'high', improvement: 'low', overall: 'justified' };

describe('before registration (H16)', () => {
  it('a field that could name a person or hold free text anywhere is refused as such, and not repeated', () => {
    for (const extra of [
      { name: 'Ludvig' },
      { cpr: '3101900000' },
      { note: 'ringede' },
      { complainant: { name: 'Ludvig' } },
      { complainant: 'Ludvig' },
      { name: null },
      { content: 'AAAA' },
      { authority: 'guardian' },
    ]) {
      for (const name of phases.preCaseToo)
        if (name !== 'RegisterCase')
          expect([name, extra, code(name, extra, anonymous)]).toEqual([name, extra, 'PERSONAL_DATA_IN_ANONYMOUS']);
    }
    expect(refusal('CompleteIntake', { name: 'Ludvig' }, anonymous)).toMatchObject({ status: 400, details: {} });
  });
  it('a field nobody knows is VALIDATION, unless something personal lies within', () => {
    expect(code('CompleteIntake', { callerId: '99990011' }, anonymous)).toBe('VALIDATION');
    expect(code('CompleteIntake', { caller: { phone: '99990011' } }, anonymous)).toBe('PERSONAL_DATA_IN_ANONYMOUS');
    expect(code('CompleteIntake', { referrals: [{ department: 'jobcenter', questions: 'Hvorfor?' }] }, anonymous)).toBe(
      'PERSONAL_DATA_IN_ANONYMOUS',
    );
    expect(code('CompleteIntake', { referrals: [{ department: 'jobcenter' }] }, anonymous)).toBe('VALIDATION');
    expect(code('CompleteIntake', { channel: 'phone' }, anonymous)).toBe('VALIDATION');
  });
  it('comes before every other refusal', () => {
    expect(code('WaiveAgeLimit', { part: 7, note: 'var indlagt' }, anonymous)).toBe('PERSONAL_DATA_IN_ANONYMOUS');
    expect(code('WaiveAgeLimit', { part: 'A', reason: 'citizenPrevented', note: 'var indlagt' }, anonymous)).toBe(
      'PERSONAL_DATA_IN_ANONYMOUS',
    );
    expect(code('WaiveAgeLimit', { part: 'A' }, anonymous)).toBe('REASON_REQUIRED');
  });
  it('a coded field of the step itself stays allowed, though its name holds text elsewhere', () => {
    expect(validateBody('AttestUnable', { reason: 'illness' }, anonymous).reason).toBe('illness');
    expect(code('AttestUnable', { reason: 'Ludvig er syg' }, anonymous)).toBe('VALIDATION');
  });
  it('a reply has no text, in a case it may', () => {
    const reply = { channel: 'phone', sensitive: false };
    expect(code('SendReply', { ...reply, text: 'Ludvig' }, anonymous)).toBe('PERSONAL_DATA_IN_ANONYMOUS');
    expect(code('SendReply', { ...reply, text: null }, anonymous)).toBe('PERSONAL_DATA_IN_ANONYMOUS');
    expect(validateBody('SendReply', reply, anonymous)).toEqual(reply);
    expect(validateBody('SendReply', { ...reply, text: 'Ludvig' }, inCase)).toEqual({ ...reply, text: 'Ludvig' });
  });
  it('an inquiry is always anonymous; the registration names the person', () => {
    expect(code('ReceiveInquiry', { channel: 'phone', name: 'Ludvig' }, inCase)).toBe('PERSONAL_DATA_IN_ANONYMOUS');
    expect(
      validateBody('RegisterCase', { complainant: { name: 'Ludvig' }, summary: 'x' }, anonymous).complainant.name,
    ).toBe('Ludvig');
    expect(errors('RegisterCase', { complainant: { name: 'Ludvig' }, summary: 'x', note: 'y' }, anonymous)).toEqual([
      'note UNKNOWN_FIELD',
    ]);
  });
  it('a step of the case phase is judged by its own fields: the state refuses it afterwards', () => {
    expect(validateBody('RecordNote', { text: 'Ludvig' }, anonymous)).toEqual({ text: 'Ludvig' });
    expect(code('RecordNote', { text: 'x', name: 'y' }, anonymous)).toBe('VALIDATION');
    expect(code('OpenOwnInitiative', { name: 'y' }, anonymous)).toBe('VALIDATION');
  });
  it('in a case the same fields are merely unknown', () => {
    for (const name of phases.preCaseToo)
      if (name !== 'ReceiveInquiry') expect([name, code(name, { cpr: '3101900000' })]).toEqual([name, 'VALIDATION']);
  });
  it('the personal names come from the decorators', () => {
    expect([...personalNames()].sort()).toEqual([
      'about',
      'address',
      'assessment',
      'authority',
      'complainant',
      'content',
      'cpr',
      'cvr',
      'email',
      'evidence',
      'fileName',
      'grounds',
      'language',
      'name',
      'needs',
      'note',
      'phone',
      'questions',
      'reason',
      'reasons',
      'recommendation',
      'representative',
      'statement',
      'summary',
      'terms',
      'text',
      'title',
      'why',
    ]);
  });
});

describe('what is required by name', () => {
  it('is answered by its own code when nothing else is wrong', () => {
    expect(refusal('PlaceHold', {})).toMatchObject({
      status: 400,
      refusal: { code: 'REASON_REQUIRED', rules: [] },
      details: {},
    });
    expect(code('DecideErasure', { request: '1', decision: 'refused' })).toBe('BASIS_REQUIRED');
    expect(code('OpenInvestigation', { scope: [] })).toBe('CRITERIA_REQUIRED');
    expect(refusal('DeclineInvestigation', {})).toMatchObject({
      refusal: { code: 'CRITERIA_REQUIRED' },
      details: { also: [{ code: 'REASON_REQUIRED', rules: [] }] },
    });
  });
  it('is VALIDATION beside another fault, and the list of errors still names it', () => {
    expect(errors('DecideErasure', { decision: 'refused' })).toEqual(['request MISSING', 'basis BASIS_REQUIRED']);
    expect(errors('PlaceHold', { foo: 1 })).toEqual(['foo UNKNOWN_FIELD', 'reason REASON_REQUIRED']);
    expect(errors('PlaceHold', { reason: null })).toEqual(['reason NOT_IN_LIST']);
    expect(errors('DeclineInvestigation', { criteria, reasons: ' ' })).toEqual(['reasons NOT_TEXT']);
    expect(errors('OpenInvestigation', { scope: [], criteria: {} })).toEqual([
      'criteria.citizenBenefit MISSING',
      'criteria.improvement MISSING',
      'criteria.overall MISSING',
    ]);
  });
});

describe('conditions', () => {
  it('an excluded part has its ground, its guidance and the right body (H28, O16–O18)', () => {
    const refused = { part: 'A', admissible: false, ground: 'political', guidance: ['whereToComplain'] };
    expect(validateBody('AssessRemit', refused, anonymous)).toEqual(refused);
    expect(code('AssessRemit', { ...refused, guidance: [] }, anonymous)).toBe('GUIDANCE_REQUIRED');
    for (const ground of ['content', 'otherBody', 'courts', 'anotherAuthority']) {
      expect(code('AssessRemit', { ...refused, ground }, anonymous)).toBe('GUIDANCE_REQUIRED');
      expect(validateBody('AssessRemit', { ...refused, ground, body: 'other' }, anonymous).body).toBe('other');
    }
    expect(errors('AssessRemit', { part: 'A', admissible: false }, anonymous)).toEqual([
      'ground MISSING',
      'guidance GUIDANCE_REQUIRED',
    ]);
  });
  it('an admissible part has none of them', () => {
    for (const extra of [
      { ground: 'political' },
      { guidance: [] },
      { guidance: ['rights'] },
      { body: 'other' },
      { forwarded: false },
    ]) {
      expect(errors('AssessRemit', { part: 'A', admissible: true, ...extra }, anonymous)).toContain(
        `${Object.keys(extra)[0]} NOT_ALLOWED_HERE`,
      );
    }
  });
  it('a declined recommendation has its reason, others may', () => {
    expect(code('RecordDepartmentPosition', { part: 'A', position: 'declined' })).toBe('REASON_REQUIRED');
    expect(validateBody('RecordDepartmentPosition', { part: 'A', position: 'accepted' }, inCase)).toBeTruthy();
    expect(
      validateBody('RecordDepartmentPosition', { part: 'A', position: 'accepted', reason: 'x' }, inCase),
    ).toBeTruthy();
  });
  it('extendedTo goes with extended, a document with the erasure of a document', () => {
    expect(errors('DecideErasure', { request: '1', decision: 'extended', basis: 'complexity' })).toEqual([
      'extendedTo MISSING',
    ]);
    expect(
      errors('DecideErasure', { request: '1', decision: 'refused', basis: 'archive', extendedTo: '2026-01-01' }),
    ).toEqual(['extendedTo NOT_ALLOWED_HERE']);
    expect(errors('RequestErasure', { of: 'document' })).toEqual(['document MISSING']);
    expect(errors('RequestErasure', { of: 'case', document: '1' })).toEqual(['document NOT_ALLOWED_HERE']);
  });
  it('no period ends before it starts', () => {
    expect(
      errors(
        'RecordPart',
        { topic: 'delay', department: 'jobcenter', eventStart: '2025-01-02', eventEnd: '2025-01-01' },
        anonymous,
      ),
    ).toEqual(['eventEnd ENDS_BEFORE_START']);
    const period = { from: '2025-01-02', to: '2025-01-01' };
    for (const [name, rest] of [
      ['GiveConsent', { purpose: 'shareName', departments: ['a'] }],
      ['RequestInformation', { department: 'a', about: 'x' }],
      ['FileDocument', { title: 'x', direction: 'in', date: '2025-01-01' }],
    ] as const) {
      expect(errors(name, { ...rest, ...period })).toEqual(['to ENDS_BEFORE_START']);
      expect(validateBody(name, { ...rest, from: period.to, to: period.from }, inCase)).toBeTruthy();
      expect(errors(name, { ...rest, ...period, from: '2025-02-30' })).toEqual(['from NOT_A_DATE']);
    }
  });
});

it('a number that may be written in several ways is kept in one', () => {
  for (const [sent, kept] of [
    ['310190-0000 ', '310190-0000'],
    ['310190\u20110000', '310190-0000'],
    ['\u00a0310190\u20130000', '310190-0000'],
    [' 3101900000', '3101900000'],
  ] as const) {
    const { complainant } = validateBody(
      'RegisterCase',
      { complainant: { name: 'x', cpr: sent }, summary: 'x' },
      inCase,
    );
    expect(complainant.cpr).toBe(kept);
  }
});

describe('the body as a whole', () => {
  it('no body is an empty one', () => {
    expect(validateBody('CompleteIntake', undefined, anonymous)).toEqual({});
    expect(code('PlaceHold', undefined)).toBe('REASON_REQUIRED');
  });
  it('has at most ten levels and 500 keys', () => {
    const nested = (depth: number): unknown => (depth === 1 ? {} : { a: nested(depth - 1) });
    expect(errors('CompleteIntake', nested(10))).toEqual(['a UNKNOWN_FIELD']);
    expect(errors('CompleteIntake', nested(11))).toEqual([' TOO_DEEP']);
    expect(errors('CompleteIntake', { a: JSON.parse('['.repeat(50_000) + ']'.repeat(50_000)) as unknown })).toEqual([
      ' TOO_DEEP',
    ]);
    const wide = (keys: number) => Object.fromEntries(Array.from({ length: keys }, (_, index) => [`k${index}`, 1]));
    expect(errors('CompleteIntake', wide(500))).toHaveLength(50);
    expect(errors('CompleteIntake', wide(501))).toEqual([' TOO_MANY_FIELDS']);
  });
  it('reaches no prototype, at any depth', () => {
    const reach = JSON.parse('{"complainant":{"name":"x","__proto__":{"cpr":"3101900000"}},"summary":"x"}') as unknown;
    expect(errors('RegisterCase', reach)).toEqual([' UNKNOWN_FIELD']);
    for (const key of ['constructor', 'prototype'])
      expect(errors('RegisterCase', { complainant: { name: 'x', [key]: {} }, summary: 'x' })).toEqual([
        ' UNKNOWN_FIELD',
      ]);
    expect(({} as { cpr?: string }).cpr).toBeUndefined();
  });
  it('names faults where they are, a foreign field by its name where it looks like one', () => {
    expect(
      errors('ReferToDepartment', {
        referrals: [
          { department: 'jobcenter', parts: ['A'] },
          { parts: 'A', note: 'x', foo: 1, 'Ludvig Lund': 1, '0101801234': 1 },
          'x',
        ],
      }),
    ).toEqual([
      'referrals.1.note UNKNOWN_FIELD',
      'referrals.1.foo UNKNOWN_FIELD',
      'referrals.1.unknown UNKNOWN_FIELD',
      'referrals NOT_A_LIST',
      'referrals.1.department MISSING',
      'referrals.1.parts NOT_A_LIST',
    ]);
    expect(errors('RegisterCase', { complainant: [{ name: 'x' }], summary: 'x' })).toEqual([
      'complainant NOT_AN_OBJECT',
    ]);
    expect(errors('RegisterCase', { complainant: { cpr: 3101900000 }, summary: 'x' })).toEqual([
      'complainant.name MISSING',
      'complainant.cpr NOT_A_CPR',
    ]);
  });
  it('converts nothing', () => {
    expect(errors('AgreeRegistration', { citizen: 'true', adviser: 1 })).toEqual([
      'citizen NOT_A_FLAG',
      'adviser NOT_A_FLAG',
    ]);
  });
  it('cuts no list short: the 51st entry refuses it', () => {
    const departments = Array.from({ length: 51 }, (_, index) => `a${index}`);
    expect(
      validateBody('GiveConsent', { purpose: 'shareName', departments: departments.slice(1) }, inCase).departments,
    ).toHaveLength(50);
    expect(errors('GiveConsent', { purpose: 'shareName', departments })).toEqual(['departments NOT_A_LIST']);
    const referrals = departments.map((department) => ({ department, parts: ['A'] }));
    expect(validateBody('ReferToDepartment', { referrals: referrals.slice(1) }, inCase).referrals).toHaveLength(50);
    expect(errors('ReferToDepartment', { referrals })).toEqual(['referrals NOT_A_LIST']);
  });
  it('costs little however large it is', () => {
    let looks = 0;
    const watched = (length: number, entry: unknown): readonly unknown[] =>
      new Proxy(Array(length).fill(entry), {
        get: (list, key) => {
          looks += 1;
          return Reflect.get(list, key) as unknown;
        },
      });
    for (const referrals of [watched(60_000, {}), watched(120_000, 0), [watched(100_000, 'A')]]) {
      expect(code('ReferToDepartment', { referrals })).toBe('VALIDATION');
    }
    expect(code('OpenInvestigation', { scope: watched(100_000, 'A'), criteria })).toBe('VALIDATION');
    expect(looks).toBeLessThan(10 * 380_000);
  });
});

it('no refusal holds anything of the body: neither values nor invented names', () => {
  const canary = 'Kanariefugl';
  // No field is called so; one that might be is named to its sender.
  const invented = `${canary} Lund`;
  const bodies: unknown[] = [
    canary,
    [canary],
    { [invented]: canary },
    { a: { [invented]: canary } },
    JSON.parse(`{"__proto__":{"${canary}":"${canary}"}}`),
  ];
  for (const name of commandNames) {
    for (const field of [
      'channel',
      'department',
      'reason',
      'part',
      'parts',
      'referrals',
      'complainant',
      'criteria',
      'receivedOn',
      'occurredAt',
      'content',
      'codes',
      'text',
      'of',
      'scope',
    ]) {
      for (const value of [
        canary,
        [canary],
        { [invented]: canary },
        [{ [invented]: canary }],
        { name: { [invented]: canary } },
        `${canary}\0`,
      ])
        bodies.push({ [field]: value, [invented]: canary });
    }
    for (const body of bodies) {
      for (const context of [inCase, anonymous]) {
        const refused = refusal(name, body, context);
        const told = JSON.stringify([
          refused,
          refused.refusal,
          refused.details,
          refused.message,
          refused.stack,
          refused.cause,
        ]);
        if (told.includes(canary)) throw new Error(`${name} repeats what was sent`);
        for (const { sentences } of [refused.refusal, ...(refused.details.errors ?? [])])
          expect(sentences.da && sentences.en).toBeTruthy();
      }
    }
    bodies.length = 5;
  }
});

describe('a referral without the summary', () => {
  it('has to ask something (H19)', () => {
    const referring = (more: object) => ({ referrals: [{ department: 'jobcenter', parts: ['A'], ...more }] });
    for (const name of ['ReferToDepartment', 'AskMoreQuestions'] as const) {
      expect(errors(name, referring({ withSummary: false }))).toEqual(['referrals.0.questions MISSING']);
      for (const more of [{}, { withSummary: true }, { withSummary: false, questions: 'Hvorfor?' }])
        expect(validateBody(name, referring(more), inCase)).toEqual(referring(more));
    }
  });
});

describe('a notice about a decision or the status', () => {
  it('has a text (H25)', () => {
    for (const about of ['decision', 'status']) {
      expect(errors('NotifyCitizen', { about })).toEqual(['text MISSING']);
      expect(validateBody('NotifyCitizen', { about, text: 'Sådan står sagen' }, inCase)).toMatchObject({ about });
    }
    for (const about of ['result', 'rights'])
      expect(validateBody('NotifyCitizen', { about }, inCase)).toMatchObject({ about });
  });
});
