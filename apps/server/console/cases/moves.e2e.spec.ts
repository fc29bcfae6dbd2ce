/** That somebody else has moved a case, told to whoever has it on the screen: to whom, what of it, and until when. */
import { once } from 'node:events';
import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { setTimeout as later } from 'node:timers/promises';
import { Office, type Complaint } from '../../../../test/faults/client.js';
import { openInProcess, type InProcess } from '../../../../test/faults/in-process.js';
import { PageReader } from '../../../../test/faults/page-reader.js';
import { hangMs } from '../../../../test/hang.js';
import { mostOfSession } from './case-streams.js';

let product: InProcess, office: Office, complaint: Complaint, origin: string;
let anton: PageReader;
const followed: ClientRequest[] = [];

beforeAll(async () => {
  product = await openInProcess();
  await product.product.app.listen(0, '127.0.0.1');
  origin = await product.product.app.getUrl();
  office = new Office(product, 'horsens');
  await office.at('2026-03-02T10:14');
});
beforeEach(async () => {
  complaint = await office.start();
  await complaint.do('RecordPart', { topic: 'delay', department: 'jobcenter' });
  await complaint.do('AssessRemit', { part: 'A', admissible: true });
  await complaint.do('AgreeRegistration', { citizen: true, adviser: true });
  await complaint.do('RegisterCase', { complainant: { name: 'Ludvig Holgersen' }, summary: 'Brevet' }, 'registered');
  anton = await PageReader.signsIn(origin, 'horsens-anton');
});
afterEach(() => {
  for (const each of followed.splice(0)) each.destroy();
});
afterAll(() => product.remove());

/** A page that is open: what it has heard, and whether it hears on. */
class Listening {
  text = '';
  hasEnded = false;
  constructor(readonly answer: IncomingMessage) {
    answer.setEncoding('utf8').on('data', (more: string) => {
      this.text += more;
    });
    answer.on('error', () => undefined).on('end', () => (this.hasEnded = true));
  }

  get told(): readonly number[] {
    return [...this.text.matchAll(/^event: moved\ndata: (.*)$/gm)].map(
      ([, data]) => (JSON.parse(data!) as { revision: number }).revision,
    );
  }

  async until(holds: (self: this) => boolean): Promise<this> {
    for (const end = Date.now() + hangMs; Date.now() < end; await later(10)) if (holds(this)) return this;
    throw new Error(`it did not come: ${this.text}`);
  }
}
async function opens(reader: PageReader, path: string, method = 'GET'): Promise<IncomingMessage> {
  const headers = { cookie: reader.cookie, accept: 'text/event-stream' };
  const asked = request(origin + path, { method, headers, agent: false });
  followed.push(asked);
  asked.on('error', () => undefined).end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  return answer;
}
const moves = (since: number, { id }: Pick<Complaint, 'id'> = complaint) =>
  `/o/horsens/cases/${id}/moves?since=${since}`;
const listens = async (since = complaint.last.revision, reader = anton) =>
  new Listening(await opens(reader, moves(since)));
const note = () => complaint.do('RecordNote', { text: 'Ludvig ringede' });

it('what another does is told by its revision, and not a word of the case', async () => {
  const page = await listens();
  expect(page.answer.headers['content-type']).toBe('text/event-stream; charset=utf-8');
  await note();
  await page.until(({ told }) => told.length > 0);
  expect(page.text).toBe(`: following\n\nevent: moved\ndata: {"revision":${complaint.last.revision}}\n\n`);
});

it('what was done between the page and its listening is told at once; what others do in other cases is not', async () => {
  const seen = complaint.last.revision;
  await note();
  const page = await (await listens(seen)).until(({ told }) => told.length > 0);
  const own = complaint;
  complaint = await office.start();
  await own.do('RecordNote', { text: 'Igen' });
  await page.until(({ told }) => told.length > 1);
  expect(page.told).toEqual([seen + 1, seen + 2]);
});

it('one’s own steps in another window are not told', async () => {
  const page = await listens();
  const { id, last } = complaint;
  const form = { ifMatch: String(last.revision), key: 'own-note-elsewhere-1', text: 'Skrevet selv' };
  expect((await anton.send(`/o/horsens/cases/${id}/steps/RecordNote`, form)).status).toBe(303);
  await complaint.refresh();
  await note();
  await page.until(({ told }) => told.length > 0);
  expect(page.told).toEqual([last.revision + 2]);
});

it('the page then says who did what, on top of the case and as a look at it', async () => {
  const seen = complaint.last.revision;
  expect((await anton.read(`/o/horsens/cases/${complaint.id}`)).text).toContain(`data-follow="${moves(seen)}"`);
  await note();
  const { text } = await anton.read(`/o/horsens/cases/${complaint.id}?since=${seen}&after=${complaint.last.position}`);
  const [news = ''] = /<section class="kg-note info kg-news"[^]*?<\/section>/.exec(text) ?? [];
  expect(news.match(/<li>/g)).toHaveLength(1);
  expect(news.replace(/\s+/g, ' ')).toMatch(/: Notat skrevet, kl\. 10\.14/);
  expect(news).not.toContain('Ludvig');
});

it('whoever may not read what happens in a case cannot follow it', async () => {
  const refusal = async (reader: PageReader, path = moves(0)) => (await opens(reader, path)).statusCode;
  for (const sub of ['horsens-thyra', 'horsens-jens', 'horsens-jobcenter'])
    expect([sub, await refusal(await PageReader.signsIn(origin, sub))]).toEqual([sub, 403]);
  expect(await refusal(await PageReader.signsIn(origin, 'odense-mogens'))).toBe(404);
  expect(await refusal(anton, moves(0, { ...complaint, id: '8f14e45f-ceea-467f-a8c1-000000000001' }))).toBe(404);
  expect(await refusal(anton, `/o/horsens/cases/${complaint.id}/moves`)).toBe(400);
  await complaint.do('SetHandling', { priority: 'normal', complexity: 'simple', confidential: true, readers: [] });
  expect(await refusal(anton)).toBe(403);
  const { text } = await (await PageReader.signsIn(origin, 'horsens-jobcenter')).read('/o/horsens/cases');
  expect(text).not.toContain('data-follow');
});

it('it ends where the case is closed to the reader, untold', async () => {
  const page = await listens();
  const closed = { priority: 'normal', complexity: 'simple', confidential: true, readers: [] };
  await complaint.do('SetHandling', closed, undefined, { as: 'head' });
  await page.until(({ hasEnded }) => hasEnded);
  expect(page.told).toEqual([]);
});

it('it ends with the session, untold', async () => {
  const page = await listens();
  expect((await anton.send('/logout', {})).status).toBeLessThan(400);
  await note();
  await page.until(({ hasEnded }) => hasEnded);
  expect(page.told).toEqual([]);
  // A browser asks anew by itself, and does so no more after this (HTML, server-sent events, section 9.2.3).
  expect((await opens(anton, moves(0))).statusCode).toBe(204);
});

it(`a session has ${mostOfSession} at most, and one that is closed makes room; HEAD opens none`, async () => {
  const answers = await Promise.all(Array.from({ length: mostOfSession }, () => opens(anton, moves(0))));
  expect(answers.map(({ statusCode }) => statusCode)).toEqual(answers.map(() => 200));
  const refused = await opens(anton, moves(0));
  expect([refused.statusCode, refused.headers['retry-after']]).toEqual([429, '60']);
  expect((await opens(anton, moves(0), 'HEAD')).statusCode).toBe(200);
  const other = await PageReader.signsIn(origin, 'horsens-anton');
  expect((await opens(other, moves(0))).statusCode).toBe(200);
  answers[0]!.destroy();
  let status: number | undefined;
  for (const end = Date.now() + hangMs; status !== 200 && Date.now() < end; await later(10))
    status = (await opens(anton, moves(0))).statusCode;
  expect(status).toBe(200);
});
