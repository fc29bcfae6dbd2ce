/** The product and a receiver of its webhooks: what goes out, in which order, and what a kill leaves undone. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as later } from 'node:timers/promises';
import { sayToWebhook } from '../../apps/cli/installation/webhook.js';
import { hangMs } from '../hang.js';
import { Office, type Complaint } from './client.js';
import { newFolder, openInProcess } from './in-process.js';
import { build, RealProcess } from './real-process.js';

interface Told {
  readonly position: string;
  readonly complaint: string;
  readonly number: string;
  readonly state: string;
  readonly recordedAt: string;
}
interface Got {
  readonly id: string;
  readonly office: string;
  readonly events: readonly Told[];
  readonly body: string;
}

const secret = Buffer.alloc(32, 5);
/** As a receiver does it that has read the standard and nothing of the product. */
function isSigned({ headers }: IncomingMessage, body: string): boolean {
  const [id, timestamp, signatures] = ['id', 'timestamp', 'signature'].map((name) =>
    String(headers[`webhook-${name}`]),
  );
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > 300) return false;
  const wanted = createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest();
  return signatures!.split(' ').some((signature) => {
    const given = Buffer.from(signature.replace(/^v1,/, ''), 'base64');
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  });
}

class Receiver {
  readonly got: Got[] = [];
  /** What it does with a delivery. */
  answer: (response: ServerResponse) => void = (response) => response.writeHead(204).end();
  private constructor(private readonly server: Server) {}

  static async listen(): Promise<Receiver> {
    const server = createServer();
    const receiver = new Receiver(server);
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      void text(request).then((body) => {
        if (!isSigned(request, body)) {
          response.writeHead(401).end();
          return;
        }
        const { office, events } = JSON.parse(body) as Pick<Got, 'office' | 'events'>;
        receiver.got.push({ id: String(request.headers['webhook-id']), office, events, body });
        receiver.answer(response);
      });
    });
    await new Promise<void>((done) => {
      server.listen(0, '127.0.0.1', done);
    });
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/klagegang`;
  }
  get told(): readonly Told[] {
    return this.got.flatMap(({ events }) => events);
  }

  async until(position: string): Promise<void> {
    await until(() => this.told.some((each) => BigInt(each.position) >= BigInt(position)));
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }
}
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + hangMs; Date.now() < end; await later(20)) if (await holds()) return;
  throw new Error('it does not come');
}

const settings = newFolder();
const secretFile = join(settings, 'esdh.secret');
writeFileSync(secretFile, `whsec_${secret.toString('base64')}\n`, { mode: 0o600 });
function configOf(webhooks: readonly { readonly name: string; readonly url: string }[]): string {
  const file = join(settings, `${webhooks.map(({ name }) => name).join('-')}.json`);
  const content = { webhooks: webhooks.map((each) => ({ ...each, office: 'horsens', secretFile })) };
  writeFileSync(file, JSON.stringify(content), { mode: 0o600 });
  return file;
}
afterAll(() => rmSync(settings, { recursive: true }));

async function registered(office: Office): Promise<Complaint> {
  const complaint = await office.start();
  await complaint.do('RecordPart', { topic: 'delay', department: 'jobcenter' });
  await complaint.do('AssessRemit', { part: 'A', admissible: true });
  await complaint.do('AgreeRegistration', { citizen: true, adviser: true });
  await complaint.do('RegisterCase', { complainant: { name: 'Ludvig Holgersen' }, summary: 'Brevet' }, 'registered');
  return complaint;
}

describe('a receiver', () => {
  it('is told number and state of each case in order, and nothing of a talk or of a person', async () => {
    const receiver = await Receiver.listen();
    const config = configOf([{ name: 'esdh', url: receiver.url }]);
    const product = await openInProcess(undefined, { KLAGEGANG_CONFIG: config });
    const office = new Office(product, 'horsens');
    await office.at('2026-03-02');
    const talk = await office.start();
    const first = await registered(office);
    await talk.do('RecordPart', { topic: 'delay', department: 'jobcenter' });
    const second = await registered(office);
    await first.do('ReferToDepartment', { referrals: [{ department: 'jobcenter', parts: ['A'] }] }, 'referred');
    await receiver.until(first.last.position);
    expect(receiver.told.map(({ complaint, number, state }) => [complaint, number, state])).toEqual([
      [first.id, '2026-0001', 'registered'],
      [second.id, '2026-0002', 'registered'],
      [first.id, '2026-0001', 'referred'],
    ]);
    expect(Object.keys(receiver.told[0]!)).toEqual(['position', 'complaint', 'number', 'state', 'recordedAt']);
    for (const { body, office: of } of receiver.got) {
      expect(of).toBe('horsens');
      expect(body).not.toContain(talk.id);
      expect(body).not.toMatch(/Ludvig|Brevet|jobcenter|delay|adviser|intake/);
    }
    await product.remove();
    await receiver.close();
  });

  it('that is gone is told to the operator in health, figures and log, by name alone; resumed, it goes on', async () => {
    const [gone, well] = [await Receiver.listen(), await Receiver.listen()];
    gone.answer = (response) => response.writeHead(410).end();
    const config = configOf([
      { name: 'gone', url: gone.url },
      { name: 'well', url: well.url },
    ]);
    const product = await openInProcess(undefined, { KLAGEGANG_CONFIG: config });
    const office = new Office(product, 'horsens');
    await office.at('2026-03-02');
    const complaint = await registered(office);
    await well.until(complaint.last.position);
    const health = async () => (await product.ask({ method: 'GET', path: '/health/ready' })).text;
    await until(async () => /"part":"webhooks"/.test(await health()));
    expect(JSON.parse(await health())).toMatchObject({
      status: 'ready',
      troubles: [
        {
          office: 'horsens',
          part: 'webhooks',
          sentence: 'The webhook gone has stopped: its receiver answered 410 Gone.',
        },
      ],
    });
    const figures = await product.ask({ method: 'GET', path: '/metrics' });
    expect(figures.text).toContain('webhook_stopped{office="horsens",webhook="gone"} 1');
    expect(figures.text).toContain('webhook_stopped{office="horsens",webhook="well"} 0');
    expect(figures.text).toContain(`webhook_position{office="horsens",webhook="well"} ${complaint.last.position}`);
    const output = product.output.join('');
    expect(output).toMatch(/"event":"webhookStopped","status":410,"code":"gone","office":"horsens"/);
    expect(output).not.toContain('127.0.0.1');
    gone.answer = (response) => response.writeHead(204).end();
    sayToWebhook({ data: product.folder, office: 'horsens', name: 'gone', from: undefined });
    await until(async () => !/"part":"webhooks"/.test(await health()));
    await until(() => gone.got.length === 2);
    expect(gone.got[1]!.id).toBe(gone.got[0]!.id);
    sayToWebhook({ data: product.folder, office: 'horsens', name: 'well', from: '0' });
    await until(() => well.got.length === 2);
    expect(well.got[1]!.events).toEqual(well.got[0]!.events);
    await product.remove();
    await Promise.all([gone.close(), well.close()]);
  });
});

describe('the real process', () => {
  beforeAll(build);

  it('killed when the receiver has a delivery and its answer has not come: delivered again, under the same id', async () => {
    const receiver = await Receiver.listen();
    const product = new RealProcess(undefined, { KLAGEGANG_CONFIG: configOf([{ name: 'killed', url: receiver.url }]) });
    await product.start();
    const office = new Office(product, 'horsens');
    await office.at('2026-03-02');
    const hasCome = Promise.withResolvers<void>();
    receiver.answer = () => hasCome.resolve();
    const complaint = await registered(office);
    await hasCome.promise;
    await product.kill();
    receiver.answer = (response) => response.writeHead(204).end();
    await product.start();
    await until(() => receiver.got.length >= 2);
    expect(receiver.got.slice(0, 2).map(({ id, body }) => [id, body])).toEqual(
      [0, 1].map(() => [receiver.got[0]!.id, receiver.got[0]!.body]),
    );
    await complaint.do('ReferToDepartment', { referrals: [{ department: 'jobcenter', parts: ['A'] }] }, 'referred');
    await receiver.until(complaint.last.position);
    // What was taken is not told again by a restart.
    await product.restart('SIGTERM');
    await complaint.do('RecordNote', { text: 'Ringede' });
    await receiver.until(complaint.last.position);
    expect(receiver.got.map(({ events }) => events.map(({ state }) => state))).toEqual([
      ['registered'],
      ['registered'],
      ['referred'],
      ['referred'],
    ]);
    await product.remove();
    await receiver.close();
  });
});
