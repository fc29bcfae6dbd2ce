// The steps of the handler in their order, over a store in memory: what comes before what, and what the receipt says.
import { demoOffices } from '../../installation/demo-offices.js';
import { MemoryStore } from '../../event-store/memory/memory-store.js';
import { OutcomeUnknown, StoreUnavailable } from '../../platform/unavailable.js';
import { type Caller, type Role } from '../../platform/caller.js';
import { Refused } from '../../platform/refusal.js';
import { randomId } from '../../platform/ids.js';
import { MemoryKeys } from '../../privacy/memory-keys.js';
import { type CommandName } from '../steps/steps.js';
import { type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { caseUnder, profiles, Story } from '../testing/given.js';
import { replayReport } from '../views/replay-report.js';
import { Office } from '../wiring/office.js';
import { ComplaintHandler } from './complaint.handler.js';
import { Transition, type Counted, type Receipt, type TransitionRequest } from './transition-request.js';

const settings = demoOffices.find(({ key }) => key === 'horsens')!;
const nobodyLooks = { record: async () => undefined, of: () => [], close: async () => undefined };
const department = settings.departments[0]!.key;
const topic = settings.topics[0]!.key;

function running() {
  const store = new MemoryStore();
  const office = new Office(settings, profiles, store, new MemoryKeys(settings.key), nobodyLooks);
  const handler = new ComplaintHandler(new Map([[settings.key, office]]), {
    now: () => Date.parse('2026-03-02T09:00Z'),
  });
  const caller = (...roles: readonly Role[]): Caller => ({
    sub: roles[0]!,
    name: 'Prøve',
    office: settings.key,
    roles,
  });
  const send = (
    complaint: string | null,
    name: CommandName,
    body: object = {},
    { as = 'adviser', ...more }: Partial<TransitionRequest> & { readonly as?: Role } = {},
  ): Promise<Receipt | Counted> =>
    handler.execute(
      new Transition({ office: settings.key, complaint, name, body: () => body, caller: caller(as), ...more }),
    );
  /** Of a complaint at its newest revision. */
  const take = async (complaint: string, name: CommandName, body: object = {}, as: Role = 'adviser') => {
    const { revision } = (await office.complaints.of(complaint))!;
    return (await send(complaint, name, body, { as, ifMatch: `"${revision}"` })) as Receipt;
  };
  const received = async () => ((await send(null, 'ReceiveInquiry', { channel: 'phone' })) as Receipt).id;
  const registered = async () => {
    const id = await received();
    await take(id, 'RecordPart', { topic, department });
    await take(id, 'AssessRemit', { part: 'A', admissible: true });
    await take(id, 'AgreeRegistration', { citizen: true, adviser: true });
    await take(id, 'RegisterCase', { complainant: { name: 'Ludvig' }, summary: 'Brevet blev væk' });
    return id;
  };
  return { store, office, send, take, received, registered };
}

const codeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 'taken',
    (error: unknown) => (error instanceof Refused ? `${error.status} ${error.refusal.code}` : String(error)),
  );

describe('a receipt', () => {
  it('names the part, the document and the request that were made', async () => {
    const { take, received, registered } = running();
    expect(await take(await received(), 'RecordPart', { topic, department })).toMatchObject({ part: 'A' });
    const id = await registered();
    const filed = await take(id, 'FileDocument', { title: 'Brev', direction: 'in', date: '2026-03-02' });
    expect(filed.document).toBe(`${filed.revision}-1`);
    expect(await take(id, 'RequestErasure', { of: 'case' }, 'dataProtectionOfficer')).toMatchObject({ request: 'E1' });
  });
});

describe('the order of the checks', () => {
  it('is role, complaint, name, body, revision, state', async () => {
    const { send, received } = running();
    const id = await received();
    const nowhere = '00000000-0000-4000-8000-000000000000';
    expect(await codeOf(send(nowhere, 'OpenInvestigation', {}))).toBe('403 ROLE_FORBIDDEN');
    expect(await codeOf(send(nowhere, 'ReceiveInquiry', { wrong: 1 }))).toBe('404 NOT_FOUND');
    expect(await codeOf(send(id, 'ReceiveInquiry', { wrong: 1 }))).toBe('404 UNKNOWN_TRANSITION');
    expect(await codeOf(send(id, 'FileDocument', { wrong: 1 }))).toBe('400 VALIDATION');
    expect(await codeOf(send(id, 'CloseCase'))).toBe('428 REVISION_REQUIRED');
    expect(await codeOf(send(id, 'CloseCase', {}, { ifMatch: '"7"' }))).toBe('412 CONCURRENCY_CONFLICT');
    expect(await codeOf(send(id, 'CloseCase', {}, { ifMatch: '"0"' }))).toBe('409 CASE_REQUIRED');
  });
});

describe('a request that comes again under its key', () => {
  it('has its first answer, while the first is under way and afterwards, whatever revision there is by then', async () => {
    const { send, take, received, store } = running();
    const id = await received();
    const again = () =>
      send(id, 'RecordPart', { topic, department }, { idempotencyKey: 'one', ifMatch: '"0"' }) as Promise<Receipt>;
    const [first, second] = await Promise.all([again(), again()]);
    expect(second).toEqual(first);
    await take(id, 'RecordPart', { topic, department });
    expect(await again()).toEqual(first);
    expect(await store.readStream(id)).toHaveLength(3);
    const other = { idempotencyKey: 'one', ifMatch: '"0"' };
    expect(await codeOf(send(id, 'RecordPart', { topic, department, eventEnd: '2026-01-01' }, other))).toBe(
      '422 IDEMPOTENCY_KEY_REUSED',
    );
  });

  it('begins one complaint', async () => {
    const { send } = running();
    const begin = () => send(null, 'ReceiveInquiry', { channel: 'phone' }, { idempotencyKey: 'two' });
    const [first, second] = await Promise.all([begin(), begin()]);
    expect(second).toEqual(first);
    expect(await begin()).toEqual(first);
  });

  it('is judged anew where the first was refused', async () => {
    const { send, received } = running();
    const id = await received();
    const close = () => send(id, 'CloseCase', {}, { idempotencyKey: 'three', ifMatch: '"0"' });
    expect(await Promise.all([codeOf(close()), codeOf(close())])).toEqual(['409 CASE_REQUIRED', '409 CASE_REQUIRED']);
  });
});

describe('a complaint of an older lifecycle', () => {
  /** A case as it was recorded under complaint/1, with its events in the log. */
  async function older() {
    const made = running();
    const { office, store } = made;
    const { events } = Story.under(profiles.get('horsens@1')!).tell(caseUnder('horsens@1'));
    const records = [];
    for (const { stream: _, revision: __, position: ___, schemaVersion: ____, ...event } of events) {
      const data = 'lifecycle' in event.data ? { ...event.data, lifecycle: 'complaint/1' } : event.data;
      const ids = { id: randomId(), commandId: randomId() };
      records.push(await office.codec.encode(id, { ...event, ...ids, data } as never));
    }
    await store.append(id, records, { expectedRevision: 'noStream' });
    const types = async () => (await store.readStream(id)).map(({ type }) => type);
    return { ...made, before: records.length, types };
  }
  const id = '00000000-0000-4000-8000-00000000000a';

  it('is moved by its next step, in one append with it, and its history stays legal', async () => {
    const { office, send, before, types } = await older();
    const request = { ifMatch: `"${before - 1}"`, idempotencyKey: 'once' };
    const receipt = (await send(id, 'RecordNote', { text: 'Ringede' }, request)) as Receipt;
    expect(receipt).toMatchObject({ revision: before + 1, state: 'registered' });
    expect((await types()).slice(before)).toEqual(['CaseMoved', 'NoteRecorded']);
    expect(await send(id, 'RecordNote', { text: 'Ringede' }, request)).toEqual(receipt);
    expect(await types()).toHaveLength(before + 2);

    const records = await office.store.readStream(id);
    const [first, ...later] = records.map((record) => office.codec.sealed<ComplaintEvent>(record));
    const { legal, lifecycle, steps } = replayReport([first!, ...later], (name) => office.profileNamed(name));
    expect([legal, lifecycle]).toEqual([true, 'complaint/2']);
    expect(steps.map((step) => step.lifecycle)).toEqual(
      [...records.keys()].map((n) => `complaint/${n < before ? 1 : 2}`),
    );
    expect(later.at(-2)).toMatchObject({ actor: { role: 'system' }, from: 'registered', to: 'registered' });
    expect((await office.complaints.of(id))!.caseState.pinned).toMatchObject({ lifecycle: 'complaint/2' });
  });

  it('stays as it was where the step is refused', async () => {
    const { send, before, types } = await older();
    expect(await codeOf(send(id, 'CloseCase', {}, { ifMatch: `"${before - 1}"` }))).toBe('409 TRANSITION_NOT_ALLOWED');
    expect(await types()).toHaveLength(before);
  });

  it('is moved by the head too, and by nobody else', async () => {
    const { send, before, types } = await older();
    const ifMatch = `"${before - 1}"`;
    expect(await codeOf(send(id, 'MoveCase', { reason: 'newRules' }, { ifMatch }))).toBe('403 ROLE_FORBIDDEN');
    for (const wrong of [{ lifecycle: 'complaint/1' }, { profile: 'koebenhavn@1' }, { profile: 'horsens@9' }])
      expect(await codeOf(send(id, 'MoveCase', { ...wrong, reason: 'newRules' }, { ifMatch, as: 'head' }))).toBe(
        '400 VALIDATION',
      );
    await send(id, 'MoveCase', { reason: 'newRules' }, { ifMatch, as: 'head' });
    expect((await types()).slice(before)).toEqual(['CaseMoved']);
  });
});

describe('a store that does not answer', () => {
  it.each([
    ['took nothing', () => new StoreUnavailable('the server cannot be reached')],
    ['says nothing', () => new OutcomeUnknown('the server did not say')],
  ])('%s: that is answered at once, and the stream is not read for it', async (_, failure) => {
    const { store, send, take, received } = running();
    const id = await received();
    const [append, readStream] = [store.append.bind(store), store.readStream.bind(store)];
    let reads = 0;
    store.readStream = (...asked) => {
      reads += 1;
      return readStream(...asked);
    };
    store.append = () => Promise.reject(failure());
    const asked = send(id, 'RecordPart', { topic, department }, { ifMatch: '"0"' });
    await expect(asked).rejects.toThrow(failure().message);
    expect(reads).toBe(0);
    store.append = append;
    expect(await take(id, 'RecordPart', { topic, department })).toMatchObject({ revision: 1 });
  });
});

describe('a case that is a duplicate', () => {
  it('names another complaint of the office, and no other', async () => {
    const { take, registered } = running();
    const id = await registered();
    const first = await registered();
    const duplicate = (duplicateOf: string) => take(id, 'DiscontinueCase', { reason: 'duplicate', duplicateOf });
    expect(await codeOf(duplicate('00000000-0000-4000-8000-000000000000'))).toBe('400 VALIDATION');
    expect(await codeOf(duplicate(id))).toBe('400 VALIDATION');
    expect(await duplicate(first)).toMatchObject({ state: 'closed', outcome: 'discontinued' });
  });
});
