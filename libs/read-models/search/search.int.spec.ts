import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  complaintEvents,
  type ComplaintEvent,
  type ComplaintEventType,
} from '../../../event-schemas/complaint/events.js';
import { examples } from '../../../event-schemas/complaint/examples.js';
import { UnreadableEvent } from '../../../event-schemas/complaint/upcast.js';
import { eachDatabase } from '../../../test/postgres/each-database.js';
import { EventCodec, EventShapes } from '../../event-store/codec.js';
import { MemoryStore } from '../../event-store/memory/memory-store.js';
import { type StoredRecord } from '../../event-store/port.js';
import { profileNamed } from '../../complaints/testing/given.js';
import { randomId } from '../../platform/ids.js';
import { MemoryKeys } from '../../privacy/memory-keys.js';
import { openSqliteViews } from '../database/sqlite-views.js';
import { tables, type ViewsDatabase } from '../database/views-database.js';
import { OfficeViews } from '../office-views.js';
import { entries } from '../registry.js';
import { Runner } from '../runner.js';
import { lineOf, list, type WorklistTables } from '../worklist/queries.js';
import { worklist } from '../worklist/worklist.js';
import { searchIndex, tokensAsked } from './search.js';

const person = examples.CaseRegistered.complainant;
const people: { readonly [stream: string]: object } = {
  gudrun: { complainant: person, representative: { name: 'Halfdan Fiktivgaard' } },
  aase: {
    complainant: { name: 'Åse Ærlig-Øvig', phone: '+45 12 34 56 78', email: 'AASE.1975@eksempel.example' },
    summary: 'Brevet fra 2025 2026 mangler; mødet var i Ådal.',
  },
};

/** An office with two cases, and its read models in this database. */
async function office(db: ViewsDatabase) {
  const keys = new MemoryKeys('horsens');
  const codec = new EventCodec('horsens', new EventShapes(Object.values(complaintEvents)), keys);
  const store = new MemoryStore();
  const open = async ({ stream, revision }: { readonly stream: string; readonly revision: number }) =>
    (await codec.open<ComplaintEvent>(await store.readStream(stream, { from: revision, limit: 1 })))[0]!;
  const past = async (stream: string, revision: number) =>
    codec.open<ComplaintEvent>(await store.readStream(stream, { limit: revision + 1 }), { broken: () => undefined });
  const models = [worklist(profileNamed), searchIndex({ open, past, mac: (text) => keys.mac('index', text) })];
  const lines = tables<WorklistTables>(db.read);
  let isForgetful = false;
  /** Asks for a type that is not there: a program older than what it reads. */
  const read = (record: StoredRecord): ComplaintEvent => {
    if (isForgetful && record.type === 'GuidanceGiven') throw new UnreadableEvent('not known here');
    return codec.sealed<ComplaintEvent>(record);
  };
  const add = async (stream: string, type: ComplaintEventType, data: object = {}) => {
    const last = (await store.readStream(stream)).length;
    const { representative: _, ...example } = examples[type] as { readonly representative?: unknown };
    const record = await codec.encode(stream, {
      id: randomId(),
      type,
      occurredAt: '2026-03-02T09:00:00Z',
      recordedAt: '2026-03-02T09:00:00Z',
      actor: { sub: 'a', name: 'Karen Samtaleby', role: 'adviser' },
      commandId: randomId(),
      causation: null,
      from: last === 0 ? null : 'intake',
      to: 'intake',
      data: { ...example, ...data },
    });
    await store.append(stream, [record], { expectedRevision: last === 0 ? 'noStream' : last - 1 });
  };
  const follow = async (): Promise<OfficeViews> => {
    const views = await OfficeViews.open(db, { store, read }, models);
    const runner = new Runner(
      store,
      read,
      [
        {
          name: 'shredder',
          apply: async ({ type, stream }) => {
            if (type === 'KeysShredded') await keys.destroy(stream);
          },
        },
      ],
      views,
    );
    await runner.start();
    await runner.stop();
    return views;
  };
  for (const [stream, data] of Object.entries(people)) {
    await add(stream, 'InquiryReceived');
    await add(stream, 'CaseRegistered', data);
  }
  return {
    add,
    follow,
    keys,
    store,
    forget: (does: boolean) => {
      isForgetful = does;
    },
    find: async (text: string) =>
      (
        await list(lines, {
          filter: {},
          today: '2026-03-02',
          tokens: tokensAsked((term) => keys.mac('index', term), text),
        })
      ).items
        .map(({ id }) => id)
        .sort(),
    tokens: (text: string) => tokensAsked((term) => keys.mac('index', term), text),
    number: async (number: string) =>
      (await list(lines, { filter: {}, today: '2026-03-02', number })).items.map(({ id }) => id),
  };
}

eachDatabase((open) => {
  it('a case is found by its other parties, and by what is known of a person since', async () => {
    const { add, follow, find } = await office(await open());
    await add('aase', 'PartyAdded', { person: { name: 'Dagny Fiktivdal', channel: 'letter' } });
    await add('gudrun', 'PartyUpdated', { party: 'C1', person: { name: 'Gudrun Nynavn' }, reason: 'changed' });
    await follow();
    expect([await find('Dagn fiktivdal'), await find('nynavn'), await find('letter')]).toEqual([
      ['aase'],
      ['gudrun'],
      [],
    ]);
    expect(await find('opdigtsen')).toEqual(['gudrun']);
    // The party's words go with all the others of the case.
    await add('aase', 'KeysShredded');
    await follow();
    expect(await find('fiktivdal')).toEqual([]);
  });
  it('a case is found by what was put right as it should have been, and no more by what it was believed to be', async () => {
    const { add, follow, find } = await office(await open());
    await add('aase', 'NoteRecorded', { text: 'Mødet i Ådal er flyttet' });
    await add('aase', 'CaseRecordCorrected', {
      revision: 1,
      fields: {},
      reason: 'misheard',
      ofComplainant: { summary: 'Brevet fra Skagen kom aldrig' },
      ofText: {},
      ofDocument: {},
    });
    await follow();
    expect([await find('mangler'), await find('2026'), await find('skagen')]).toEqual([[], [], ['aase']]);
    // A word that stands elsewhere in the case too still finds it, and so does who is in it.
    expect([await find('ådal'), await find('ærlig'), await find('12345678')]).toEqual([['aase'], ['aase'], ['aase']]);

    await add('aase', 'PartyUpdated', { party: 'C1', person: { name: 'Åse Retstavet' }, reason: 'misspelt' });
    await add('gudrun', 'PartyUpdated', { party: 'C1', person: { name: 'Ludvig Rigtig' }, reason: 'wrongPerson' });
    await add('gudrun', 'NoteRecorded', { text: 'Ludvig ringede' });
    await follow();
    expect([await find('ærlig'), await find('retstavet'), await find('12345678')]).toEqual([[], ['aase'], ['aase']]);
    expect([await find('opdigtsen'), await find('ludvig rigtig ringede'), await find('fiktivgaard')]).toEqual([
      [],
      ['gudrun'],
      ['gudrun'],
    ]);
    await add('aase', 'KeysShredded');
    await follow();
    expect([await find('skagen'), await find('retstavet')]).toEqual([[], []]);
  });
  it('a case is found by its people and words, however they are written', async () => {
    const { add, follow, find, number } = await office(await open());
    await add('gudrun', 'NoteRecorded', { text: 'Hun ringede fra (+45) 87 65 43 21 om sit CVR 10-20 30.40.' });
    await add('gudrun', 'DocumentFiled');
    await add('aase', 'ContactRecorded', { note: 'Samtale om boligstøtte' });
    await add('aase', 'MeetingAttended', { note: 'Mødte op på Ægirsvej 12 B.' });
    await follow();
    const found: { readonly [text: string]: readonly string[] } = {
      Gudrun: ['gudrun'],
      'gudrun opdigtsen': ['gudrun'],
      'OPDIGTSEN, Gudrun': ['gudrun'],
      Fiktivgaard: ['gudrun'],
      'Halfdan Gudrun': ['gudrun'],
      Gud: [],
      'Gudrun Ærlig': [],
      Opdi: ['gudrun'],
      'fiktiv gudr': ['gudrun'],
      Aerlig: ['aase'],
      Samtale: ['aase'],
      telefonsamtalen: [],
      '000761-1042': ['gudrun'],
      '0007611042': ['gudrun'],
      '000761 1042': ['gudrun'],
      '0007611043': [],
      '99991442': ['gudrun'],
      '99 99 14 42': ['gudrun'],
      '+45 9999 1442': ['gudrun'],
      '004599991442': ['gudrun'],
      '(+45) 99991442': ['gudrun'],
      'Gudrun 9999 1442': ['gudrun'],
      '12345678': ['aase'],
      '87654321': ['gudrun'],
      '10203040': ['gudrun'],
      'cvr 1020 3040': ['gudrun'],
      'gudrun@opdigtsen.example': ['gudrun'],
      'aase.1975@EKSEMPEL.example': ['aase'],
      'opdigtsen.example': ['gudrun'],
      åse: ['aase'],
      'ÅSE ÆRLIG': ['aase'],
      'A\u030Ase': ['aase'],
      'Ærlig Øvig': ['aase'],
      'ærlig-øvig': ['aase'],
      'Øvig Ærlig': ['aase'],
      ase: [],
      'ådal.': ['aase'],
      'Ægirsvej 12': ['aase'],
      '2025': ['aase'],
      '0000 Eksempelby': ['gudrun'],
      // Documents and letters are not in it.
      Lægeerklæring: [],
      arbejde: [],
    };
    for (const [text, ids] of Object.entries(found)) expect([text, await find(text)]).toEqual([text, ids]);
    expect([await number('2026-0001'), await number('2026-0002'), await number('2026-0003')]).toEqual([
      ['gudrun'],
      ['aase'],
      [],
    ]);
  });

  it('one word of two offices is two tokens: whoever has both databases learns of nobody who is in both', async () => {
    const both = [await office(await open()), await office(await open())] as const;
    const keys: Set<unknown>[] = [];
    for (const { follow, find } of both) {
      const views = await follow();
      keys.push(
        new Set((await views.db.read.selectFrom('search_token').select('key').execute()).map(({ key }) => key)),
      );
      expect(await find('Gudrun')).toEqual(['gudrun']);
    }
    expect(keys[0]!.size).toBeGreaterThan(20);
    expect([...keys[0]!].filter((key) => keys[1]!.has(key))).toEqual([]);
    expect(both[0].tokens('Gudrun')).not.toEqual(both[1].tokens('Gudrun'));
  });

  it('whose keys were destroyed is found no more, and by no rebuild; nobody else is touched, and the line stays', async () => {
    const { add, follow, find, number, keys } = await office(await open());
    await follow();
    expect(await find('Gudrun')).toEqual(['gudrun']);
    await add('gudrun', 'KeysShredded');
    for (const rebuild of [false, true]) {
      const views = await follow();
      if (rebuild) await views.rebuild((work) => work());
      expect([await find('Gudrun'), await find('000761-1042'), await find('Åse'), await number('2026-0001')]).toEqual([
        [],
        [],
        ['aase'],
        ['gudrun'],
      ]);
      expect(
        await views.db.read.selectFrom('search_token').select('key').where('stream', '=', 'gudrun').execute(),
      ).toEqual([]);
    }
    await expect(keys.destroy('gudrun')).resolves.toBe(0);
  });

  it('also where the projection has stopped at an unreadable event before it: the blind index keeps nothing of a shredded person', async () => {
    const { add, follow, find, forget } = await office(await open());
    await follow();
    forget(true);
    await add('gudrun', 'GuidanceGiven');
    await add('gudrun', 'NoteRecorded', { text: 'Hemmeligheden' });
    let views = await follow();
    expect([[...views.stoppedStreams.keys()], await find('Gudrun'), await find('Hemmeligheden')]).toEqual([
      ['gudrun'],
      ['gudrun'],
      [],
    ]);
    await add('gudrun', 'KeysShredded');
    views = await follow();
    expect(await find('Gudrun')).toEqual([]);
    forget(false);
    views = await follow();
    expect([views.stoppedStreams.size, await find('Gudrun'), await find('Åse')]).toEqual([0, [], ['aase']]);
  });

  it('a field whose seal is broken is not in the index, and stops nothing else: not the line, nor what comes after it, nor the destruction of keys', async () => {
    const db = await open();
    const { add, follow, find, store } = await office(db);
    const [, hers] = await store.readStream('gudrun');
    const [, theirs] = await store.readStream('aase');
    await store.append(
      'gudrun',
      [
        {
          id: randomId(),
          type: 'NoteRecorded',
          metadata: hers!.metadata,
          data: { text: (theirs!.data as { readonly summary: string }).summary, facts: {} },
        },
      ],
      { expectedRevision: 1 },
    );
    await add('gudrun', 'NoteRecorded', { text: 'Hun ringede igen.' });
    for (let start = 0; start < 2; start += 1) {
      const views = await follow();
      expect([...views.stoppedStreams.keys()]).toEqual(['gudrun']);
      expect([await find('Gudrun'), await find('ringede'), await find('Ådal')]).toEqual([
        ['gudrun'],
        ['gudrun'],
        ['aase'],
      ]);
      expect(await lineOf(tables<WorklistTables>(db.read), 'gudrun')).toMatchObject({ stopped: false, revision: 3 });
    }
    expect(
      (await entries(db.read)).filter(({ name }) => name !== 'reactions').map(({ generation }) => generation),
    ).toEqual([1, 1, 1]);
    await add('gudrun', 'KeysShredded');
    await follow();
    expect([await find('Gudrun'), await find('ringede')]).toEqual([[], []]);
  });
});

describe('the files of the database', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'klagegang-search-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const bytes = () => Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))));

  it('hold tokens and no word; of a shredded person not even those', async () => {
    const file = join(folder, 'views.db');
    const db = openSqliteViews(file);
    const { add, follow, tokens } = await office(db);
    await follow();
    const words = [
      person.name,
      'Gudrun',
      'gudrun@',
      'opdigtsen',
      '0007611042',
      '000761-1042',
      '99991442',
      'Fiktivgaard',
      'fiktivgaard',
      'Ærlig',
      'sygedagpenge',
    ];
    const hers = [...tokens('Gudrun Opdigtsen Fiktivgaard'), ...tokens('000761-1042')];
    expect(words.filter((word) => bytes().includes(word))).toEqual([]);
    expect(hers.filter((token) => bytes().includes(token))).toEqual(hers);
    await add('gudrun', 'KeysShredded');
    const views = await follow();
    expect([...words, ...hers].filter((word) => bytes().includes(word))).toEqual([]);
    await views.rebuild((work) => work());
    expect([...words, ...hers].filter((word) => bytes().includes(word))).toEqual([]);
    await db.close();
    expect(bytes().includes(tokens('Åse')[0]!)).toBe(true);
    expect([...words, ...hers].filter((word) => bytes().includes(word))).toEqual([]);
  });
});
