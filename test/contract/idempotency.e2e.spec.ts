/**
 * The same request again gives the first answer, whatever lies between; and what is wrong is told in the contract's
 * order (contract.md, "Headers", "Order of the checks").
 */
import { Complaint, Office, type Answer, type Problem, type Receipt, type Who } from '../faults/client.js';
import { openInProcess, type InProcess } from '../faults/in-process.js';

let product: InProcess, office: Office, other: Office;
beforeAll(async () => {
  product = await openInProcess();
  office = new Office(product, 'horsens');
  other = new Office(product, 'odense');
});
afterAll(() => product.remove());

const head = () => product.product.offices.find(({ key }) => key === office.key)!.head();
const twenty = <Value>(make: (index: number) => Promise<Value>): Promise<readonly Value[]> =>
  Promise.all(Array.from({ length: 20 }, (_, index) => make(index)));
const code = (answer: Answer) => [answer.status, answer.json<Problem>().code];
const begin = (key: string, body: object = { channel: 'phone' }, who: Who = 'adviser') =>
  office.post('/complaints/transitions/ReceiveInquiry', body, who, { 'idempotency-key': key });

async function registered(): Promise<Complaint> {
  const complaint = await office.start();
  await complaint.do('RecordPart', { topic: 'delay', department: 'jobcenter' });
  await complaint.do('AssessRemit', { part: 'A', admissible: true });
  await complaint.do('AgreeRegistration', { citizen: true, adviser: true });
  await complaint.do('RegisterCase', { complainant: { name: 'Ingrid Igen' }, summary: 'Sagt før' }, 'registered');
  return complaint;
}

describe('the same key', () => {
  it('twenty times at once begins one complaint', async () => {
    const before = await head();
    const answers = await twenty(() => begin('twenty-calls'));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(
      new Set(answers.map(({ status, headers }) => `${status} ${String(headers.location)} ${String(headers.etag)}`))
        .size,
    ).toBe(1);
    expect([answers[0]!.status, await head()]).toEqual([201, before + 1n]);
  });

  it('twenty times at once takes one step, though each names the same revision', async () => {
    const complaint = await registered();
    const before = await head();
    const answers = await twenty(() => complaint.send('RecordNote', { text: 'Én gang' }, { key: 'twenty-notes' }));
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(await head()).toBe(before + 1n);
    expect((await complaint.view<{ notes: unknown[] }>()).notes).toHaveLength(1);
  });

  it('twenty times at once with two bodies keeps one of them and refuses the other', async () => {
    const complaint = await registered();
    const answers = await twenty((index) =>
      complaint.send('RecordNote', { text: index % 2 === 0 ? 'Den ene' : 'Den anden' }, { key: 'two-bodies' }),
    );
    const taken = answers.filter(({ status }) => status === 200);
    expect([taken.length, new Set(taken.map(({ text }) => text)).size]).toEqual([10, 1]);
    expect(answers.filter(({ status }) => status !== 200).map(code)).toEqual(
      Array(10).fill([422, 'IDEMPOTENCY_KEY_REUSED']),
    );
  });

  it('twenty different keys at one revision: one is taken, nineteen conflict', async () => {
    const complaint = await registered();
    const before = await head();
    const answers = await twenty((index) => complaint.send('RecordNote', { text: 'Kun én' }, { key: `own-${index}` }));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const conflicts = answers.filter(({ status }) => status !== 200);
    expect(conflicts.map(code)).toEqual(Array(19).fill([412, 'CONCURRENCY_CONFLICT']));
    expect(conflicts[0]!.json<Receipt>()).toMatchObject({ revision: complaint.last.revision + 1, state: 'registered' });
    expect(await head()).toBe(before + 1n);
  });

  it('counts an SMS once', async () => {
    const before = await head();
    const answers = await twenty(() => begin('one-sms', { channel: 'sms' }));
    expect(answers.map(({ status, text }) => [status, text])).toEqual(Array(20).fill([202, '{"counted":"sms"}']));
    expect(await head()).toBe(before + 1n);
    expect(code(await begin('one-sms', { channel: 'phone' }))).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
  });

  it('gives the first answer long after, whatever revision is named then, or none', async () => {
    const complaint = await registered();
    const first = await complaint.send('RecordPart', { topic: 'other', department: 'jobcenter' }, { key: 'a-part' });
    const at = complaint.last.revision;
    complaint.last = first.json<Receipt>();
    await complaint.do('AssessRemit', { part: 'B', admissible: true });
    await complaint.do('WithdrawComplaint', {}, 'closed(withdrawnByCitizen)');
    for (const ifMatch of [`"${at}"`, `"${complaint.last.revision}"`, '"0"', null]) {
      const again = await complaint.send(
        'RecordPart',
        { topic: 'other', department: 'jobcenter' },
        { key: 'a-part', ifMatch },
      );
      expect([again.status, again.text, again.headers.etag]).toEqual([200, first.text, first.headers.etag]);
    }
    expect(first.json<Receipt>().part).toBe('B');
    expect(
      code(await complaint.send('RecordPart', { topic: 'delay', department: 'jobcenter' }, { key: 'a-part' })),
    ).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
  });

  it('takes an equal body as the same, however its fields are ordered, and another as another', async () => {
    const complaint = await registered();
    const first = await complaint.send(
      'RecordPart',
      { topic: 'other', department: 'jobcenter', eventStart: '2023-12-01' },
      { key: 'order' },
    );
    expect(
      (
        await complaint.send(
          'RecordPart',
          { eventStart: '2023-12-01', department: 'jobcenter', topic: 'other' },
          { key: 'order' },
        )
      ).text,
    ).toBe(first.text);
    expect(
      code(await complaint.send('RecordPart', { topic: 'other', department: 'jobcenter' }, { key: 'order' })),
    ).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
  });

  it('is another caller’s own, another step’s own and another complaint’s own', async () => {
    const [complaint, second] = [await registered(), await registered()];
    await complaint.do('RecordNote', { text: 'Min' }, 'registered', { key: 'mine' });
    const others = await complaint.send(
      'RecordNote',
      { text: 'Min' },
      { key: 'mine', as: { role: 'adviser', sub: 'en-anden' } },
    );
    expect([others.status, others.json<Receipt>().revision]).toEqual([200, complaint.last.revision + 1]);
    expect((await second.send('RecordNote', { text: 'En anden tekst' }, { key: 'mine' })).status).toBe(200);
    complaint.last = others.json<Receipt>();
    expect(
      (await complaint.send('FileDocument', { title: 'Et brev', direction: 'in', date: '2024-01-01' }, { key: 'mine' }))
        .status,
    ).toBe(200);
    const calls = [await begin('shared'), await begin('shared', undefined, { role: 'adviser', sub: 'en-anden' })];
    expect(new Set(calls.map((answer) => answer.json<Receipt>().id)).size).toBe(2);
  });

  it('may be used again after a refusal, of which nothing is kept', async () => {
    const complaint = await registered();
    const before = await head();
    for (const [body, status] of [
      [{ text: '' }, 400],
      [{ text: 7 }, 400],
    ] as const)
      expect((await complaint.send('RecordNote', body, { key: 'again' })).status).toBe(status);
    expect((await complaint.send('CloseCase', {}, { key: 'again' })).status).toBe(409);
    expect((await complaint.send('RecordNote', { text: 'Nu' }, { key: 'again', ifMatch: '"0"' })).status).toBe(412);
    expect((await complaint.send('RecordNote', { text: 'Nu' }, { key: 'again', ifMatch: null })).status).toBe(428);
    expect(await head()).toBe(before);
    await complaint.do('RecordNote', { text: 'En helt anden' }, 'registered', { key: 'again' });
    expect(code(await begin('begin-again', { channel: 'pigeon' }))).toEqual([400, 'VALIDATION']);
    expect((await begin('begin-again')).status).toBe(201);
  });

  it('gives the first answer after a restart, and refuses another body then too', async () => {
    const complaint = await registered();
    const steps: readonly (readonly [string, object])[] = [
      ['RecordNote', { text: 'Før og efter' }],
      ['FileDocument', { title: 'Brev', direction: 'in', date: '2024-01-01' }],
      ['WithdrawComplaint', {}],
    ];
    const firsts: Answer[] = [await begin('before-restart'), await begin('sms-before-restart', { channel: 'sms' })];
    for (const [name, body] of steps) {
      const answer = await complaint.send(name, body, { key: `restart-${name}` });
      expect(answer.status).toBe(200);
      complaint.last = answer.json<Receipt>();
      firsts.push(answer);
    }
    await product.close();
    product = await openInProcess(product.folder);
    office = new Office(product, 'horsens');
    other = new Office(product, 'odense');
    const reopened = new Complaint(office, complaint.last);
    const before = await head();
    const again = [await begin('before-restart'), await begin('sms-before-restart', { channel: 'sms' })];
    for (const [name, body] of steps) again.push(await reopened.send(name, body, { key: `restart-${name}` }));
    expect(again.map(({ status, text }) => [status, text])).toEqual(firsts.map(({ status, text }) => [status, text]));
    expect(code(await reopened.send('RecordNote', { text: 'Noget andet' }, { key: 'restart-RecordNote' }))).toEqual([
      422,
      'IDEMPOTENCY_KEY_REUSED',
    ]);
    expect(code(await begin('before-restart', { channel: 'email' }))).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
    expect(await head()).toBe(before);
  });
});

describe('what means the same', () => {
  it('is the same: a key with or without quotation marks, a default left out or spelt out', async () => {
    const first = await begin('one-and-the-same');
    expect(first.status).toBe(201);
    expect((await begin('"one-and-the-same"')).text).toBe(first.text);
    const spelt = { channel: 'phone', complainantType: 'citizen' };
    expect((await begin('one-and-the-same', spelt)).text).toBe(first.text);
    expect(code(await begin('"one-and-the-same"', { ...spelt, complainantType: 'company' }))).toEqual([
      422,
      'IDEMPOTENCY_KEY_REUSED',
    ]);
  });
});

describe('If-Match', () => {
  it('is required, and names the revision the complaint is at', async () => {
    const complaint = await registered();
    const before = await head();
    expect(code(await complaint.send('RecordNote', { text: 'a' }, { ifMatch: null }))).toEqual([
      428,
      'REVISION_REQUIRED',
    ]);
    for (const revision of [0, complaint.last.revision - 1, complaint.last.revision + 1, 99_999_999]) {
      const answer = await complaint.send('RecordNote', { text: 'a' }, { ifMatch: `"${revision}"` });
      expect([...code(answer), answer.json<Receipt>().revision, answer.json<Receipt>().state]).toEqual([
        412,
        'CONCURRENCY_CONFLICT',
        complaint.last.revision,
        'registered',
      ]);
    }
    for (const malformed of [String(complaint.last.revision), '*', `"${complaint.last.revision}" "1"`]) {
      expect(code(await complaint.send('RecordNote', { text: 'a' }, { ifMatch: malformed }))).toEqual([
        400,
        'VALIDATION',
      ]);
    }
    const bare = await complaint.send('RecordNote', { text: 'a' }, { ifMatch: String(complaint.last.revision) });
    expect(bare.text).toContain(`quotation marks: \\"${complaint.last.revision}\\".`);
    expect(code(await complaint.send('RecordNote', { text: 'a' }, { ifMatch: '"none-of-ours"' }))).toEqual([
      412,
      'CONCURRENCY_CONFLICT',
    ]);
    expect(await head()).toBe(before);
    await complaint.do('RecordNote', { text: 'a' });
  });

  it('is taken in the forms that proxies which compress give it, and as a list with the revision in it', async () => {
    const complaint = await registered();
    const forms = (revision: number) => [
      `W/"${revision}"`,
      `"${revision}-gzip"`,
      `W/"${revision}-br"`,
      `"1", "${revision}"`,
      `"none-of-ours",W/"${revision}"`,
    ];
    for (const index of forms(0).keys())
      await complaint.do('RecordNote', { text: 'a' }, 'registered', {
        ifMatch: forms(complaint.last.revision)[index]!,
      });
  });

  it('is not asked of the start of a complaint', async () => {
    expect(
      (
        await office.post('/complaints/transitions/ReceiveInquiry', { channel: 'phone' }, 'adviser', {
          'if-match': '"7"',
        })
      ).status,
    ).toBe(201);
  });
});

describe('where two things are wrong at once, the first is told', () => {
  let complaint: Complaint;
  const missing = '/complaints/00000000-0000-4000-8000-000000000000';
  beforeAll(async () => {
    complaint = await registered();
    await complaint.do('RecordNote', { text: 'Første' }, 'registered', { key: 'kept' });
  });
  const ask = async (path: string, token: string | undefined, body: unknown, headers: Record<string, string> = {}) =>
    product.ask({ method: 'POST', path: `/api/offices/${path}`, token, body, headers });
  /** A step of the case that is refused by its state; a body; a revision. */
  const good = { 'if-match': '"0"' };

  it.each<readonly [string, number, string, () => Promise<Answer>]>([
    [
      'the token before the office',
      401,
      'UNAUTHENTICATED',
      () => ask('nowhere/complaints/transitions/ReceiveInquiry', undefined, { channel: 'phone' }),
    ],
    [
      'the token before the body',
      401,
      'UNAUTHENTICATED',
      () => ask(`horsens${complaint.path}/transitions/RecordNote`, 'a.b.c', []),
    ],
    [
      'the office before the role',
      404,
      'NOT_FOUND',
      async () => ask(`odense${complaint.path}/transitions/RecordNote`, await office.token('analyst'), {}),
    ],
    [
      'no such office before the role',
      404,
      'NOT_FOUND',
      async () => ask(`nowhere${complaint.path}/transitions/RecordNote`, await office.token('analyst'), {}),
    ],
    [
      'the office before the name',
      404,
      'NOT_FOUND',
      async () => ask(`horsens${complaint.path}/transitions/ChangeDecision`, await other.token('adviser'), {}),
    ],
    [
      'the role before the complaint',
      403,
      'ROLE_FORBIDDEN',
      async () => ask(`horsens${missing}/transitions/RecordNote`, await office.token('analyst'), {}),
    ],
    [
      'the role before the complaint, at a head’s decision',
      403,
      'ROLE_FORBIDDEN',
      async () => ask(`horsens${missing}/transitions/OpenInvestigation`, await office.token('adviser'), {}),
    ],
    [
      'the role before the name',
      403,
      'ROLE_FORBIDDEN',
      async () => ask(`horsens${complaint.path}/transitions/ChangeDecision`, await office.token('analyst'), {}),
    ],
    [
      'the role before the body',
      403,
      'ROLE_FORBIDDEN',
      async () => ask(`horsens${complaint.path}/transitions/OpenInvestigation`, await office.token('adviser'), []),
    ],
    [
      'the role before the revision',
      403,
      'ROLE_FORBIDDEN',
      async () => ask(`horsens${complaint.path}/transitions/Conclude`, await office.token('adviser'), {}),
    ],
    [
      'the role before the state',
      403,
      'ROLE_FORBIDDEN',
      async () =>
        ask(
          `horsens${complaint.path}/transitions/Conclude`,
          await office.token('adviser'),
          {},
          { 'if-match': `"${complaint.last.revision}"` },
        ),
    ],
    [
      'the complaint before the name',
      404,
      'NOT_FOUND',
      async () => ask(`horsens${missing}/transitions/ChangeDecision`, await office.token('adviser'), {}),
    ],
    [
      'the complaint before the body',
      404,
      'NOT_FOUND',
      async () => ask(`horsens${missing}/transitions/RecordNote`, await office.token('adviser'), []),
    ],
    [
      'the complaint before the revision',
      404,
      'NOT_FOUND',
      async () => ask(`horsens${missing}/transitions/RecordNote`, await office.token('adviser'), { text: 'a' }),
    ],
    [
      'the name before the body',
      404,
      'UNKNOWN_TRANSITION',
      async () => ask(`horsens${complaint.path}/transitions/ChangeDecision`, await office.token('adviser'), []),
    ],
    [
      'the name before the body, for a start at a complaint',
      404,
      'UNKNOWN_TRANSITION',
      async () => ask(`horsens${complaint.path}/transitions/ReceiveInquiry`, await office.token('adviser'), []),
    ],
    [
      'the name before the body, for a step without a complaint',
      404,
      'UNKNOWN_TRANSITION',
      async () => ask('horsens/complaints/transitions/RecordNote', await office.token('adviser'), []),
    ],
    [
      'the name before the revision',
      404,
      'UNKNOWN_TRANSITION',
      async () => ask(`horsens${complaint.path}/transitions/ChangeDecision`, await office.token('adviser'), {}),
    ],
    [
      'the body before an earlier answer',
      400,
      'VALIDATION',
      async () =>
        ask(
          `horsens${complaint.path}/transitions/RecordNote`,
          await office.token('adviser'),
          { text: '' },
          { ...good, 'idempotency-key': 'kept' },
        ),
    ],
    [
      'the body before the revision',
      400,
      'VALIDATION',
      async () =>
        ask(`horsens${complaint.path}/transitions/RecordNote`, await office.token('adviser'), { text: '' }, good),
    ],
    [
      'the body before a revision that is missing',
      400,
      'VALIDATION',
      async () => ask(`horsens${complaint.path}/transitions/RecordNote`, await office.token('adviser'), { text: '' }),
    ],
    [
      'the body before the state',
      400,
      'VALIDATION',
      async () =>
        ask(
          `horsens${complaint.path}/transitions/SwitchMode`,
          await office.token('adviser'),
          { mode: 'loud' },
          { 'if-match': `"${complaint.last.revision}"` },
        ),
    ],
    [
      'a reason that is left out before the revision',
      400,
      'REASON_REQUIRED',
      async () => ask(`horsens${complaint.path}/transitions/ReopenCase`, await office.token('adviser'), {}, good),
    ],
    [
      'a reason that is left out before the profile',
      400,
      'REASON_REQUIRED',
      async () => ask(`horsens${complaint.path}/transitions/AttestUnable`, await office.token('adviser'), {}, good),
    ],
    [
      'too large before the revision',
      413,
      'PAYLOAD_TOO_LARGE',
      async () =>
        ask(
          `horsens${complaint.path}/transitions/RecordNote`,
          await office.token('adviser'),
          { text: 'x'.repeat(300_000) },
          good,
        ),
    ],
    [
      'the role before too large',
      403,
      'ROLE_FORBIDDEN',
      async () =>
        ask(`horsens${complaint.path}/transitions/RecordNote`, await office.token('analyst'), {
          text: 'x'.repeat(300_000),
        }),
    ],
    [
      'the complaint before another kind of content',
      404,
      'NOT_FOUND',
      async () =>
        ask(
          `horsens${missing}/transitions/RecordNote`,
          await office.token('adviser'),
          { text: 'a' },
          { 'content-type': 'text/plain' },
        ),
    ],
    [
      'an earlier answer before the revision',
      200,
      '',
      async () =>
        ask(
          `horsens${complaint.path}/transitions/RecordNote`,
          await office.token('adviser'),
          { text: 'Første' },
          { ...good, 'idempotency-key': 'kept' },
        ),
    ],
    [
      'a key that was used before the revision',
      422,
      'IDEMPOTENCY_KEY_REUSED',
      async () =>
        ask(
          `horsens${complaint.path}/transitions/RecordNote`,
          await office.token('adviser'),
          { text: 'Anden' },
          { ...good, 'idempotency-key': 'kept' },
        ),
    ],
    [
      'a key that was used before a revision that is missing',
      422,
      'IDEMPOTENCY_KEY_REUSED',
      async () =>
        ask(
          `horsens${complaint.path}/transitions/RecordNote`,
          await office.token('adviser'),
          { text: 'Anden' },
          { 'idempotency-key': 'kept' },
        ),
    ],
    [
      'the revision before the state',
      412,
      'CONCURRENCY_CONFLICT',
      async () => ask(`horsens${complaint.path}/transitions/CloseCase`, await office.token('adviser'), {}, good),
    ],
    [
      'a revision that is missing before the state',
      428,
      'REVISION_REQUIRED',
      async () => ask(`horsens${complaint.path}/transitions/CloseCase`, await office.token('adviser'), {}),
    ],
    [
      'the revision before the profile',
      412,
      'CONCURRENCY_CONFLICT',
      async () => ask(`horsens${complaint.path}/transitions/OfferMediation`, await office.token('adviser'), {}, good),
    ],
    [
      'the missing step before the profile',
      409,
      'TRANSITION_NOT_ALLOWED',
      async () =>
        ask(
          `horsens${complaint.path}/transitions/CompleteIntake`,
          await office.token('adviser'),
          {},
          { 'if-match': `"${complaint.last.revision}"` },
        ),
    ],
  ])('%s', async (_, status, expected, send) => {
    const before = await head();
    const answer = await send();
    expect([answer.status, status === 200 ? '' : answer.json<Problem>().code]).toEqual([status, expected]);
    expect(await head()).toBe(before);
  });
});
