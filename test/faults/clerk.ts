/**
 * Somebody at work while the product dies again and again: asks the same thing with the same Idempotency-Key until it
 * is answered, and writes down what was answered. What the log must then hold, `aftermath.ts` asks.
 */
import { setTimeout as later } from 'node:timers/promises';
import { seededRandom } from '../../libs/platform/seeded-random.js';
import { hangMs } from '../hang.js';
import { Office, type Answer, type Asks, type Receipt, type Who } from './client.js';

/** So many milliseconds, or whatever stands for them where time is not real. */
export type Wait = (ms: number) => Promise<unknown>;

/** When the product can be asked, and when the day is over. Shared by all who work on one product. */
export class Shift {
  private gate = Promise.withResolvers<void>();
  private dismissed = false;
  over = false;

  up(): void {
    this.gate.resolve();
  }
  down(): void {
    this.gate = Promise.withResolvers<void>();
  }
  /** @throws Error nobody is there to be asked any more */
  async open(): Promise<void> {
    await this.gate.promise;
    if (this.dismissed) throw new Error('the product is gone for good');
  }

  /** The day is over, and whatever is still under way will not be answered. */
  dismiss(): void {
    this.over = true;
    this.dismissed = true;
    this.up();
  }
}

interface Step {
  readonly name: string;
  readonly body: object;
  readonly as?: Who;
}

const officer: Who = 'dataProtectionOfficer';
const person = {
  name: 'Klara Kaarup',
  cpr: '010180-1234',
  address: 'Søndergade 12, 8700 Horsens',
  email: 'klara@example.dk',
  phone: '99990099',
};

export class Clerk {
  /** Every receipt, in the order in which they came. */
  readonly acknowledged: Receipt[] = [];
  /** Accesses that were answered, by complaint. */
  readonly accesses = new Map<string, number>();
  /** What has been asked and not answered yet; `complaint` is null while the first step of a new one is under way. */
  underWay: { readonly complaint: string | null; readonly name: string } | undefined;
  /** Answers that are no answer to what was asked; empty when all is well. */
  readonly wrong: string[] = [];
  private readonly office: Office;
  private readonly roll: () => number;
  private cases = 0;

  constructor(
    private readonly product: Asks,
    office: string,
    readonly name: string,
    private readonly shift: Shift,
    seed: number,
    private readonly wait: Wait = later,
    private readonly pastIsShown = false,
  ) {
    this.office = new Office({ ask: (asking) => this.insist(() => this.product.ask(asking)) }, office);
    this.roll = seededRandom(seed);
  }

  get key(): string {
    return this.office.key;
  }

  /** Case after case until the shift is over; what is under way then is still answered. */
  async work(): Promise<void> {
    try {
      while (!this.shift.over) await this.handle();
    } catch (error) {
      this.wrong.push(`${this.name}: ${(error as Error).message}`);
    }
  }

  private async handle(): Promise<void> {
    const number = this.cases;
    this.cases += 1;
    const fate = this.roll();
    let [id, revision]: [string | null, number] = [null, -1];
    let document: string | undefined;
    let request: string | undefined;
    const step = async ({ name, body, as = 'adviser' }: Step): Promise<boolean> => {
      if (this.shift.over) return false;
      const receipt = await this.take(id, revision, name, body, as, `${this.name}/${number}/${name}`);
      [id, revision] = [receipt.id, receipt.revision];
      document = receipt.document ?? document;
      request = receipt.request ?? request;
      return true;
    };
    for (const entry of this.short(fate)) if (!(await step(entry))) return;
    if (fate < 0.1) return;
    // Some departments answer after the reminder, some never.
    if (fate < 0.2) return;
    if (fate < 0.35) await this.wait(300);
    await step({
      name: 'RecordDepartmentAnswer',
      body: { department: 'jobcenter', directToCitizen: true, summary: 'Afdelingen beklager.' },
    });
    if (!(await step({ name: 'CloseCase', body: {} }))) return;
    if (!this.pastIsShown && this.roll() < 0.3) await this.access(id!, revision);
    if (fate < 0.7) return;
    if (
      !(await step({
        name: 'FileDocument',
        body: {
          title: 'En andens lønseddel',
          direction: 'in',
          date: '2024-01-01',
          content: Buffer.from('fremmed').toString('base64'),
        },
      }))
    )
      return;
    if (!(await step({ name: 'RequestErasure', body: { of: 'document', document }, as: officer }))) return;
    await step({ name: 'DecideErasure', body: { request, decision: 'granted', basis: 'misfiled' }, as: officer });
  }

  /** To the point where the department is asked, or to the end of a contact that becomes no case. */
  private short(fate: number): readonly Step[] {
    const inquiry = { name: 'ReceiveInquiry', body: { channel: 'phone', complainantType: 'citizen' } };
    if (fate < 0.1) return [inquiry, { name: 'EndWithoutCase', body: {} }];
    return [
      inquiry,
      { name: 'RecordPart', body: { topic: 'delay', department: 'jobcenter' } },
      { name: 'AssessRemit', body: { part: 'A', admissible: true } },
      this.office.key === 'horsens'
        ? { name: 'AgreeRegistration', body: { citizen: true, adviser: true } }
        : {
            name: 'RecordDialogue',
            body: { department: 'jobcenter', departmentHadOpportunity: true, answered: true, moreOptionsSeen: false },
          },
      { name: 'RegisterCase', body: { complainant: person, summary: 'Jeg har ventet siden marts.', parts: ['A'] } },
      {
        name: 'ReferToDepartment',
        body: { referrals: [{ department: 'jobcenter', parts: ['A'], questions: 'Hvornår?' }] },
      },
    ];
  }

  private async take(
    id: string | null,
    revision: number,
    name: string,
    body: object,
    as: Who,
    key: string,
  ): Promise<Receipt> {
    this.underWay = { complaint: id, name };
    let at = revision;
    const send = () =>
      this.office.post(`/complaints${id === null ? '' : `/${id}`}/transitions/${name}`, body, as, {
        'idempotency-key': key,
        ...(id === null ? {} : { 'if-match': `"${at}"` }),
      });
    for (;;) {
      const answer = await send();
      if (answer.status === 412) {
        const { revision: actual } = answer.json<{ revision: number }>();
        if (actual < at && !this.pastIsShown)
          throw new Error(`I1: ${id} was acknowledged at revision ${at}, and stands at ${actual}`);
        at = Math.max(at, actual);
        continue;
      }
      // A reading that shows the past does not know the complaint yet.
      if (answer.status === 404 && this.pastIsShown && id !== null) continue;
      if (answer.status !== 200 && answer.status !== 201)
        throw new Error(`${name} was answered ${answer.status} ${answer.text}`);
      const receipt = answer.json<Receipt>();
      this.acknowledged.push(receipt);
      this.underWay = undefined;
      if (this.roll() < 0.1) await this.same(name, answer, send);
      return receipt;
    }
  }

  private async same(name: string, first: Answer, send: () => Promise<Answer>): Promise<void> {
    let again = await send();
    while (this.pastIsShown && (again.status === 412 || again.status === 404)) again = await send();
    if (again.text !== first.text)
      this.wrong.push(`I1: ${name} was answered ${first.text}, and ${again.text} when it was sent again`);
  }

  private async access(id: string, revision: number): Promise<void> {
    const answer = await this.office.get(`/complaints/${id}`, { role: 'adviser', sub: this.name });
    if (answer.status !== 200) throw new Error(`an access was answered ${answer.status} ${answer.text}`);
    this.accesses.set(id, (this.accesses.get(id) ?? 0) + 1);
    if (answer.json<Receipt>().revision < revision)
      this.wrong.push(`I18: ${id} was shown at an older revision than ${revision}`);
  }

  /** Until there is an answer: a process that is gone gives none, and one that cannot write says so. */
  private async insist(ask: () => Promise<Answer>): Promise<Answer> {
    for (;;) {
      await this.shift.open();
      try {
        const answer = await ask();
        if (answer.status !== 503) return answer;
      } catch (error) {
        if (!isNetwork(error)) throw error;
      }
      await this.wait(5);
    }
  }
}

/** Resolves with what is wrong: they do not come to an end, although nobody dies any more. */
export async function comesToRest(working: Promise<unknown>): Promise<readonly string[]> {
  const late = new AbortController();
  const rest = await Promise.race([
    working.then(() => true),
    later(hangMs, false, { signal: late.signal }).catch(() => true),
  ]);
  late.abort();
  return rest ? [] : ['after the last start, not everything is answered'];
}

const isNetwork = (error: unknown): boolean =>
  error instanceof TypeError ||
  (error as { name?: string }).name === 'TypeError' ||
  (error as { code?: string }).code?.startsWith('ECONN') === true;

/** Moves the product's clock on by some days, again and again, so that timers come due between everything else. */
export class ClockMover {
  readonly wrong: string[] = [];
  constructor(
    private readonly product: Asks,
    private readonly shift: Shift,
    private readonly everyMs = 50,
    private readonly days = 6,
    private readonly wait: Wait = later,
  ) {}

  async work(): Promise<void> {
    let to = 0;
    while (!this.shift.over) {
      await this.shift.open();
      try {
        if (to === 0) {
          const shown = await this.product.ask({ method: 'GET', path: '/api/test/clock' });
          if (shown.status === 200) to = Date.parse(shown.json<{ now: string }>().now) + this.days * 86_400_000;
          else {
            await this.wait(this.everyMs);
            continue;
          }
        }
        const answer = await this.product.ask({
          method: 'PUT',
          path: '/api/test/clock',
          body: { now: new Date(to).toISOString() },
        });
        if (answer.status === 200) to += this.days * 86_400_000;
        else if (answer.status !== 503) {
          this.wrong.push(`the clock was answered ${answer.status} ${answer.text}`);
          return;
        }
      } catch (error) {
        if (!isNetwork(error)) {
          this.wrong.push((error as Error).message);
          return;
        }
      }
      await this.wait(this.everyMs);
    }
  }
}
