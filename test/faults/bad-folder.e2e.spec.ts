/**
 * A data folder that is not as it was left: the product does not start and says why in a sentence, or one case's line
 * stands still. Never a stack trace.
 */
import { cpSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { bootSentence } from '../../apps/server/http/boot.js';
import { Complaint, Office, type Receipt } from './client.js';
import { newFolder, openInProcess } from './in-process.js';
import { build, RealProcess } from './real-process.js';

const name = 'Valdemar Vandskade';
let whole: string;
const cases: Receipt[] = [];
const copies: string[] = [];

beforeAll(async () => {
  build();
  const product = await openInProcess();
  whole = product.folder;
  for (const key of ['koebenhavn', 'horsens']) {
    const office = new Office(product, key);
    for (let index = 0; index < 2; index += 1) {
      const complaint = await office.start();
      await complaint.do('RecordPart', { topic: 'delay', department: 'jobcenter' });
      await complaint.do('AssessRemit', { part: 'A', admissible: true });
      if (key === 'koebenhavn')
        await complaint.do('RecordDialogue', {
          department: 'jobcenter',
          departmentHadOpportunity: true,
          answered: true,
        });
      else await complaint.do('AgreeRegistration', { citizen: true, adviser: true });
      await complaint.do('RegisterCase', { complainant: { name }, summary: name }, 'registered');
      if (key === 'horsens') cases.push(complaint.last);
    }
  }
  await product.close();
});
afterAll(() => {
  for (const folder of [whole, ...copies]) rmSync(folder, { recursive: true, force: true });
});

/** A copy of the whole folder, spoilt. */
function spoilt(spoil: (folder: string) => void): string {
  const folder = newFolder();
  copies.push(folder);
  cpSync(whole, folder, { recursive: true });
  spoil(folder);
  return folder;
}

const horsens = (folder: string, file: string) => join(folder, 'offices', 'horsens', file);
const flip = (file: string, at: number) => {
  const bytes = readFileSync(file);
  bytes[at]! ^= 0xff;
  writeFileSync(file, bytes);
};
/** Changes the log as no honest program does; with the read models gone, all of it is read at the next start. */
function forge(folder: string, sql: string): void {
  const db = new DatabaseSync(horsens(folder, 'events.db'));
  db.exec(
    `DROP TRIGGER IF EXISTS events_are_never_changed; DROP TRIGGER IF EXISTS events_are_never_deleted; ${sql}; PRAGMA wal_checkpoint(TRUNCATE)`,
  );
  db.close();
  rmSync(horsens(folder, 'views.db'), { force: true });
}
const marker = (folder: string, change: object) => {
  const file = join(folder, 'klagegang.json');
  writeFileSync(file, JSON.stringify({ ...(JSON.parse(readFileSync(file, 'utf8')) as object), ...change }));
};

const bad: readonly (readonly [what: string, spoil: (folder: string) => void, says: RegExp])[] = [
  [
    'the first page of the log is damaged',
    (folder) => flip(horsens(folder, 'events.db'), 30),
    /events\.db.*(damaged|no database)/,
  ],
  [
    'the magic of the log is gone',
    (folder) => flip(horsens(folder, 'events.db'), 2),
    /events\.db is damaged or no database/,
  ],
  [
    'a page in the middle of the log is damaged',
    (folder) => {
      const file = horsens(folder, 'events.db');
      for (let at = 4096; at < 4200; at += 1) flip(file, at);
    },
    /events\.db/,
  ],
  ['the log is cut short', (folder) => truncateSync(horsens(folder, 'events.db'), 8192), /events\.db/],
  [
    'the log is another program’s',
    (folder) => {
      rmSync(horsens(folder, 'events.db'));
      writeFileSync(horsens(folder, 'events.db'), 'not a database at all, whatever its name says'.repeat(200));
    },
    /events\.db is damaged or no database/,
  ],
  [
    'the log is another file of ours',
    (folder) => cpSync(horsens(folder, 'access.db'), horsens(folder, 'events.db')),
    /events\.db is not a Klagegang event store/,
  ],
  ['the log is of a newer format', (folder) => forge(folder, 'PRAGMA user_version=9'), /newer Klagegang/],
  ['the log is gone', (folder) => rmSync(horsens(folder, 'events.db')), /horsens: events\.db is not there, or empty/],
  [
    'the log is empty',
    (folder) => writeFileSync(horsens(folder, 'events.db'), ''),
    /events\.db is not there, or empty/,
  ],
  [
    'the last event is gone',
    (folder) => forge(folder, 'DELETE FROM events WHERE position = (SELECT max(position) FROM events)'),
    /horsens: the event that its log had come to, at \d+, is not in it/,
  ],
  [
    'the first event is gone',
    (folder) => forge(folder, 'DELETE FROM events WHERE position = 1'),
    /has lost its beginning/,
  ],
  [
    'an event in the middle is gone',
    (folder) => forge(folder, 'DELETE FROM events WHERE position = 4'),
    /hole in the log/,
  ],
  [
    'an event is no longer JSON',
    (folder) => forge(folder, `UPDATE events SET data = '{"complainant' WHERE position = 5`),
    /no longer JSON/,
  ],
  [
    'the key file is damaged',
    (folder) => {
      const file = horsens(folder, 'keys.db');
      for (let at = 8192; at < 8300; at += 1) flip(file, at);
    },
    /keys\.db.*damaged/,
  ],
  [
    'the key file is another office’s',
    (folder) => cpSync(join(folder, 'offices', 'odense', 'keys.db'), horsens(folder, 'keys.db')),
    /belongs to the office odense/,
  ],
  [
    'the key file is gone and the events are there',
    (folder) => rmSync(horsens(folder, 'keys.db')),
    /horsens: keys\.db is not there, or empty/,
  ],
  [
    'the key file is empty and the events are there',
    (folder) => writeFileSync(horsens(folder, 'keys.db'), ''),
    /horsens: keys\.db is not there, or empty/,
  ],
  [
    'the master key is another',
    (folder) =>
      writeFileSync(join(folder, 'secrets', 'master.key'), `${Buffer.alloc(32, 1).fill(2, 3).toString('base64')}\n`),
    /master key does not open/,
  ],
  ['the master key is gone', (folder) => rmSync(join(folder, 'secrets', 'master.key')), /master\.key cannot be read/],
  [
    'the master key is cut',
    (folder) => writeFileSync(join(folder, 'secrets', 'master.key'), 'AAAA\n'),
    /does not hold a master key/,
  ],
  [
    'the shred list is damaged',
    (folder) => writeFileSync(horsens(folder, 'shredded.list'), 'a line that is no key\n'),
    /shred list/,
  ],
  ['the members are damaged', (folder) => flip(horsens(folder, 'office.db'), 2), /office\.db is damaged/],
  [
    'the members are the complaints’ log',
    (folder) => cpSync(horsens(folder, 'events.db'), horsens(folder, 'office.db')),
    /office\.db is not what was written|office\.db.*had come to/,
  ],
  ['the access log is damaged', (folder) => flip(horsens(folder, 'access.db'), 2), /access\.db is damaged/],
  ['the token secret is cut', (folder) => writeFileSync(join(folder, 'secrets', 'token.key'), 'AAAA\n'), /token\.key/],
  ['the clock is damaged', (folder) => writeFileSync(join(folder, 'clock.json'), '{"standsAt":"soon"}'), /clock/],
  [
    'the marker is damaged',
    (folder) => writeFileSync(join(folder, 'klagegang.json'), '{'),
    /klagegang\.json is damaged/,
  ],
  ['the marker is gone', (folder) => rmSync(join(folder, 'klagegang.json')), /is not empty and is no data folder/],
  ['the folder is of another mode', (folder) => marker(folder, { mode: 'demo' }), /is a demo folder/],
  ['the folder is of a newer format', (folder) => marker(folder, { format: 9 }), /newer Klagegang \(format 9/],
  [
    'a case is pinned to another content of its profile',
    (folder) =>
      forge(folder, `UPDATE events SET data = json_set(data, '$.profileHash', '${'0'.repeat(64)}') WHERE position = 1`),
    /another content of the profile horsens@1/,
  ],
  [
    'a case is pinned to a profile that is not here',
    (folder) => forge(folder, `UPDATE events SET data = json_set(data, '$.profile', 'horsens@7') WHERE position = 1`),
    /needs the profile horsens@7/,
  ],
  [
    'a case is pinned to a lifecycle that is not known',
    (folder) =>
      forge(folder, `UPDATE events SET data = json_set(data, '$.lifecycle', 'complaint/9') WHERE position = 1`),
    /lifecycle complaint\/9/,
  ],
];

it.each(bad)('it does not start where %s', async (_, spoil, says) => {
  const folder = spoilt(spoil);
  const outcome = await openInProcess(folder).then(
    async (product) => {
      await product.close();
      return 'it started';
    },
    (error: unknown) => error,
  );
  const sentence = bootSentence(outcome);
  expect({ sentence, outcome }).toEqual({ sentence: expect.stringMatching(says), outcome: expect.anything() });
  expect(sentence).not.toMatch(/\n\s+at |node:|Error:/);
  expect(sentence).not.toContain(name);
});

describe('the process itself', () => {
  it.each([
    [
      'a log with a hole',
      (folder: string) => forge(folder, 'DELETE FROM events WHERE position = 4'),
      /hole in the log/,
    ],
    ['keys that are gone', (folder: string) => rmSync(horsens(folder, 'keys.db')), /keys\.db is not there/],
    [
      'another profile',
      (folder: string) =>
        forge(
          folder,
          `UPDATE events SET data = json_set(data, '$.profileHash', '${'0'.repeat(64)}') WHERE position = 1`,
        ),
      /another content of the profile/,
    ],
  ])('ends at once with a sentence and nothing else, for %s', async (_, spoil, says) => {
    const product = new RealProcess(spoilt(spoil));
    const { code, output } = await product.startRefused();
    expect({ code, output }).toEqual({ code: 1, output: expect.stringMatching(says) });
    // One sentence, or what is missing with what to do about it: never a stack.
    expect(output.trim().split('\n').length).toBeLessThanOrEqual(3);
    expect(output).not.toMatch(/\n\s+at /);
  });

  it('does not open what another process has open, and harms nothing', async () => {
    const first = await new RealProcess(spoilt(() => undefined)).start();
    try {
      const { code, output } = await new RealProcess(first.folder).startRefused();
      expect({ code, lines: output.trim().split('\n') }).toEqual({
        code: 1,
        lines: [expect.stringMatching(/is open in another Klagegang process/)],
      });
      const [known] = cases;
      expect((await new Complaint(new Office(first, 'horsens'), known!).view<{ state: string }>()).state).toBe(
        'registered',
      );
    } finally {
      await first.kill();
    }
  });
});

describe.each([
  ['of an unknown type', `UPDATE events SET type = 'SomethingNobodyKnows' WHERE position = 4`],
  ['of a newer version', `UPDATE events SET metadata = json_set(metadata, '$.schemaVersion', 7) WHERE position = 4`],
  ['out of its order', 'UPDATE events SET revision = 77 WHERE position = 4'],
  ['without its shape', `UPDATE events SET data = '{"facts":{}}' WHERE position = 4`],
])('an event %s', (_, sql) => {
  it('stops the line of its own case, and the office goes on', async () => {
    const product = await openInProcess(spoilt((folder) => forge(folder, sql)));
    try {
      const office = new Office(product, 'horsens');
      const [stopped, healthy] = cases as [Receipt, Receipt];
      for (const query of ['', '?at=2024-01-01T08:00:00Z']) {
        const { items } = (await office.get(`/complaints${query}`)).json<{
          items: readonly { id: string; stopped?: true }[];
        }>();
        expect(Object.fromEntries(items.map(({ id, stopped: stands }) => [id, stands ?? false]))).toEqual({
          [stopped.id]: true,
          [healthy.id]: false,
        });
      }
      const found = (await office.post('/complaints/search', { text: 'Vandskade' })).json<{
        items: readonly { id: string }[];
      }>();
      expect(found.items.map(({ id }) => id)).toEqual([healthy.id]);
      await new Complaint(office, healthy).do('RecordNote', { text: 'Det går' }, 'registered');
      for (const answer of [
        await office.get(`/complaints/${stopped.id}`),
        await new Complaint(office, stopped).send('RecordNote', { text: 'Det går ikke' }),
      ]) {
        expect([answer.status, answer.json<{ code: string }>().code]).toEqual([409, 'COMPLAINT_UNREADABLE']);
        expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
        expect(answer.text).not.toMatch(/SomethingNobodyKnows|\n\s+at |\.ts/);
      }
      expect((await product.ask({ method: 'GET', path: '/metrics' })).text).toMatch(
        /read_model_stopped_streams\{office="horsens"\} 1/,
      );
      const output = product.output.join('');
      expect(output).not.toMatch(/SomethingNobodyKnows|Vandskade|\n\s+at /);
      // An operator reads of it.
      expect(output).toMatch(/"code":"COMPLAINT_UNREADABLE"/);
    } finally {
      await product.close();
    }
  });
});

const marked = { unreadable: true };
const summaryUnread = { summary: marked, complainant: { type: 'citizen', name } };
describe.each([
  [
    'a sealed field with a flipped bit',
    (folder: string) =>
      forge(
        folder,
        `UPDATE events SET data = json_set(data, '$.summary', replace(substr(data ->> 'summary', 1, 80), 'A', 'B') || 'AAAAAAAAAA') WHERE position = 5`,
      ),
    summaryUnread,
    ['summary'],
  ],
  [
    'a sealed field under a key that was never here',
    (folder: string) =>
      forge(
        folder,
        `UPDATE events SET data = json_set(data, '$.summary', 'sealed:1:00000000-0000-4000-8000-000000000000' || substr(data ->> 'summary', 46)) WHERE position = 5`,
      ),
    summaryUnread,
    ['summary'],
  ],
  [
    'plain text where a sealed field has to stand',
    (folder: string) => forge(folder, `UPDATE events SET data = json_set(data, '$.summary', 'x') WHERE position = 5`),
    summaryUnread,
    ['summary'],
  ],
  [
    'a wrapped key with a flipped bit',
    (folder: string) => {
      const db = new DatabaseSync(horsens(folder, 'keys.db'));
      const { id, wrapped } = db
        .prepare("SELECT id, wrapped FROM data_key WHERE stream = ? AND subject = 'complainant'")
        .get(cases[0]!.id)!;
      const bytes = Buffer.from(wrapped as Uint8Array);
      bytes[20]! ^= 1;
      db.prepare('UPDATE data_key SET wrapped = ? WHERE id = ?').run(bytes, id!);
      db.close();
      rmSync(horsens(folder, 'views.db'), { force: true });
    },
    // Both are under this key.
    { summary: marked, complainant: { type: 'citizen', ...marked } },
    ['complainant', 'summary'],
  ],
] as const)('%s', (_, spoil, unread, fields) => {
  it('is marked where it stands, hides nothing else of its complaint, and is told at the health page', async () => {
    const product = await openInProcess(spoilt(spoil));
    try {
      const office = new Office(product, 'horsens');
      const [broken, healthy] = cases as [Receipt, Receipt];
      await new Complaint(office, healthy).do('RecordNote', { text: 'Det går' }, 'registered');
      const complaint = new Complaint(office, broken);
      const answer = await office.get(complaint.path);
      const view = answer.json<{ readonly [member: string]: unknown }>();
      expect([answer.status, view.state, view.revision]).toEqual([200, 'registered', broken.revision]);
      expect({ summary: view.summary, complainant: view.complainant }).toEqual(unread);
      const { events } = (await office.get(`${complaint.path}/history`)).json<{
        events: readonly { revision: number; unreadable?: readonly string[] }[];
      }>();
      expect(events.flatMap(({ revision, unreadable }) => (unreadable ? [[revision, unreadable]] : []))).toEqual([
        [broken.revision, fields],
      ]);
      expect((await office.get(`${complaint.path}/replay`)).json<{ legal: boolean }>().legal).toBe(true);
      await complaint.do('RecordNote', { text: 'Også her' }, 'registered');
      const found = (await office.post('/complaints/search', { text: 'Vandskade' })).json<{
        items: readonly { id: string }[];
      }>();
      expect(found.items.map(({ id }) => id)).toEqual([healthy.id]);
      const { troubles } = (await product.ask({ method: 'GET', path: '/health/ready' })).json<{
        troubles: readonly { office: string; part: string; sentence: string }[];
      }>();
      expect(troubles).toEqual([
        expect.objectContaining({
          office: 'horsens',
          part: 'complaints',
          sentence: 'Complaints with an event or a field that cannot be read: 1.',
        }),
      ]);
    } finally {
      await product.close();
    }
  });
});

it('of a document that does not open the entry is shown, the content is refused, and the package says what it lacks', async () => {
  let filed = '';
  const [kept] = cases as [Receipt];
  const folder = spoilt(() => undefined);
  const before = await openInProcess(folder);
  try {
    const complaint = new Complaint(new Office(before, 'horsens'), kept);
    const content = Buffer.from('indhold').toString('base64');
    const file = { title: 'Et brev', direction: 'in', date: '2024-01-01', content, fileName: 'brev.txt' };
    filed = (await complaint.do('FileDocument', file)).document!;
  } finally {
    await before.close();
  }
  forge(
    folder,
    `UPDATE events SET data = json_set(data, '$.content', substr(data ->> 'content', 1, 80) || 'AAAA') WHERE type = 'DocumentFiled'`,
  );
  const product = await openInProcess(folder);
  try {
    const { path, office } = new Complaint(new Office(product, 'horsens'), kept);
    expect((await office.get(path)).json<{ documents: readonly unknown[] }>().documents).toEqual([
      expect.objectContaining({ id: filed, title: 'Et brev' }),
    ]);
    const answer = await office.get(`${path}/documents/${filed}/content`);
    expect([answer.status, answer.json<{ code: string }>().code]).toEqual([409, 'COMPLAINT_UNREADABLE']);
    const horsensOffice = product.product.offices.find(({ key }) => key === 'horsens')!;
    expect([...horsensOffice.office.unopened]).toEqual([kept.id]);
    expect((await office.get(`${path}/access-package`, 'dataProtectionOfficer')).status).toBe(200);
  } finally {
    await product.close();
  }
});
