/**
 * A random history of three offices, step by step: the product and the model are asked the same, and what is true of
 * both is compared.
 */
import { conclusions } from '../../event-schemas/complaint/codes.js';
import { type Queries } from '../../libs/complaints/views/queries.js';
import { type Reporting } from '../../libs/reporting/reporting.js';
import { type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import { wholeLog } from '../../libs/event-store/testing/whole-log.js';
import { Transition, type Counted, type Receipt } from '../../libs/complaints/write/transition-request.js';
import { instantOf } from '../../libs/policy/calendar.js';
import { type Role } from '../../libs/platform/caller.js';
import { Refused } from '../../libs/platform/refusal.js';
import { tracesIn } from '../faults/client.js';
import { type InProcess } from '../faults/in-process.js';
import { brokenInvariants, type Acknowledged } from '../faults/invariants.js';
import { type Command, type Profile } from '../machine/table.js';
import { brokenProperties } from './history-properties.js';
import { addDays, Complaint, type Actor, type Body } from './model.js';
import { actorOf, bodyOf, Draw, members, secret, steps } from './moves.js';

export const offices = ['koebenhavn', 'horsens', 'odense'] as const;

/** Steps that end or undo so much that a history of them alone would be short. */
const ends = new Set<Command>([
  'RetractStep',
  'EndWithoutCase',
  'GiveGuidance',
  'DirectElsewhere',
  'RejectInquiry',
  'ForwardSuggestion',
  'GuideBack',
  'WithdrawComplaint',
  'WithdrawPart',
  'DiscontinueCase',
  'RefuseConsent',
  'DecideErasure',
]);

/** What is told of an office, of every table that corrections and retractions move. */
const reported = ['contacts', 'parts', 'endings', 'outcomes', 'upheld', 'finding', 'solved', 'dialogue', 'reopened'];

interface Known {
  readonly office: Profile;
  readonly id: string;
  readonly model: Complaint;
  readonly views: { readonly revision: number; readonly view: string }[];
  /** What was told of the office, and up to where its log was known then. */
  readonly reports: { readonly name: string; readonly position: bigint; readonly bytes: string }[];
  /** States that it was in. */
  readonly met: Set<string>;
}
export interface Counts {
  taken: number;
  refused: number;
  open: number;
  states: Set<string>;
  events: Set<string>;
  /** Commands that were taken, and that were refused otherwise than for their revision. */
  done: Set<string>;
  denied: Set<string>;
}

export class RandomHistory {
  private readonly complaints: Known[] = [];
  private readonly acknowledged = new Map<string, Acknowledged[]>(offices.map((key) => [key, []]));
  private today = '2024-01-01';
  /** Complaints of one history: where they are few, they come far. */
  private most: number | undefined;
  /** Reports have threads of their own, which take their time to start: they are asked in a history of four. */
  private reports: boolean | undefined;
  /** Text messages and activities, each a stream that is no complaint. */
  private counted = 0;
  private readonly models = new Map(offices.map((key) => [key, new Map<string, Complaint>()]));
  private readonly times = new Map<Complaint, Map<Command, number>>();

  constructor(
    private readonly real: InProcess,
    private readonly queries: Queries,
    private readonly reporting: Reporting,
    private readonly counts: Counts,
    /** Whether what has not come about yet, in any history counted here, goes before chance. */
    private readonly seeks = false,
  ) {
    for (const { office } of real.product.offices)
      for (const sub of members) office.members.note({ sub, name: sub, roles: ['adviser'] });
  }

  /** A step of some complaint, mostly one that the model takes. */
  async step(seed: number): Promise<void> {
    const draw = new Draw(seed);
    this.reports ??= seed % 4 === 0;
    this.most ??= 1 + (seed % 6);
    if (this.complaints.length === 0 || (this.complaints.length < this.most && draw.number(8) === 0))
      return this.begin(draw);
    const living = this.complaints.filter(({ model }) => model.state !== 'endedWithoutCase' && !model.shredded);
    const known = draw.of(living.length > 0 && draw.number(12) > 0 ? living : this.complaints);
    const { command, body, actor } = this.choose(known.model, draw);
    if (body === undefined) return undefined;
    const stale = draw.number(15) === 0;
    const prediction = known.model.predict(command, body, actor, this.today);
    if (prediction.taken === null) {
      this.counts.open += 1;
      return undefined;
    }
    const key = draw.number(6) === 0 ? `key-${seed}-${known.model.revision}` : undefined;
    const asked = () =>
      this.ask(
        known.office,
        known.id,
        command,
        body,
        actor,
        stale ? known.model.revision + 3 : known.model.revision,
        key,
      );
    const answer = await asked();
    if (!prediction.taken && !stale) this.counts.denied.add(command);
    const mayRefuse = prediction.taken === 'perhaps' && answer instanceof Refused;
    if (!prediction.taken || stale || mayRefuse) {
      const codes = [...('codes' in prediction ? prediction.codes : []), ...(stale ? ['CONCURRENCY_CONFLICT'] : [])];
      this.expectRefused(
        answer,
        codes,
        `${command} ${JSON.stringify(body)} by ${actor.role} in ${known.model.state} of ${known.office}`,
        prediction.taken === false && prediction.codes.length === 0,
      );
      return undefined;
    }
    const where = `${command} ${JSON.stringify(body)} by ${actor.role} in ${known.model.state} of ${known.office}`;
    if (answer instanceof Refused)
      throw new Error(
        `${where} was refused with ${answer.refusal.code} ${JSON.stringify(answer.details)}; the model takes it`,
      );
    const receipt = answer as Receipt;
    known.model.take(command, body, actor, this.today, prediction);
    this.times.set(
      known.model,
      (this.times.get(known.model) ?? new Map<Command, number>()).set(command, this.tried(known.model, command) + 1),
    );
    // What was found of the case as a whole is kept from a department without a share in it (what-each-role-sees).
    const { outcome } = known.model;
    const isKept =
      actor.role === 'department' &&
      receipt.outcome === null &&
      outcome !== null &&
      (conclusions as readonly string[]).includes(outcome);
    const [got, wanted] = [
      [receipt.state, isKept ? outcome : receipt.outcome, receipt.revision],
      [known.model.state, known.model.outcome, known.model.revision],
    ].map((facts) => JSON.stringify(facts));
    if (got !== wanted) throw new Error(`${where} led to ${got}; the model says ${wanted}`);
    this.note(known, receipt);
    this.counts.done.add(command);
    if (key !== undefined && JSON.stringify(await asked()) !== JSON.stringify(receipt))
      throw new Error(`${where} sent again under its key got another answer`);
    if (draw.number(3) === 0) await this.remember(known, receipt.position);
    if (this.reports && draw.number(12) === 0) await this.rememberReport(known, BigInt(receipt.position), draw);
    return undefined;
  }

  /** Days pass; now and then, years. */
  async pass(days: number): Promise<void> {
    this.today = addDays(this.today, days);
    await this.real.product.timekeeper.moveTo(instantOf(this.today, '09:00'));
    for (const { model } of this.complaints) model.letTimePass(this.today);
  }

  /** All that has to be true at the end. @throws Error with every sentence */
  async check(): Promise<void> {
    const wrong: string[] = [];
    for (const running of this.real.product.offices) {
      const acknowledged = this.acknowledged.get(running.key)!;
      const own = this.complaints.filter(({ office }) => office === running.key);
      const written = own.reduce((sum, { model }) => sum + model.revision + 1, 0);
      const head = await running.head();
      const counted = running.key === 'koebenhavn' ? this.counted : 0;
      if (head !== BigInt(written + counted))
        wrong.push(`${running.key}: ${head} events, and the model counts ${written + counted}`);
      wrong.push(...(await brokenInvariants(running, { acknowledged })));
      const events = (await wholeLog(running.office.store)).map((record) =>
        running.office.codec.sealed<ComplaintEvent>(record),
      );
      for (const stream of Map.groupBy(events, (event) => event.stream).values())
        wrong.push(...brokenProperties(stream));
      for (const known of own) wrong.push(...(await this.viewsThen(known)), ...(await this.reportsThen(known)));
    }
    wrong.push(...tracesIn(this.real.folder, [secret, '0102031234', '010203-1234']));
    wrong.push(
      ...this.real.output.filter((line) => line.includes(secret)).map(() => 'the log of the product holds a free text'),
    );
    if (wrong.length > 0) throw new Error(wrong.join('\n'));
  }

  private async begin(draw: Draw): Promise<void> {
    if (draw.number(12) === 0) return this.besides(draw);
    const own = draw.number(6) === 0;
    const command: Command = own ? 'OpenOwnInitiative' : 'ReceiveInquiry';
    const office = draw.number(2) === 0 ? draw.of(offices) : (this.complaints.at(-1)?.office ?? draw.of(offices));
    const models = this.models.get(office)!;
    const model = new Complaint(office, models);
    const actor = actorOf(command, draw);
    const body = bodyOf(command, model, draw, this.today)!;
    // An SMS is told apart from complaints by its office alone.
    const sent = body.channel === 'sms' ? ('koebenhavn' as const) : office;
    const prediction = model.predict(command, body, actor, this.today);
    const answer = await this.ask(sent, null, command, body, actor, undefined);
    if (prediction.taken === null) return;
    if (!prediction.taken) {
      this.expectRefused(answer, prediction.codes, `${command} by ${actor.role} of ${office}`);
      return;
    }
    if (answer instanceof Refused)
      throw new Error(`${command} by ${actor.role} of ${office} was refused with ${answer.refusal.code}`);
    if ('counted' in answer) {
      this.counted += 1;
      this.counts.taken += 1;
      if (prediction.to !== 'none') throw new Error('an SMS was counted, and the model begins a complaint');
      return;
    }
    model.take(command, body, actor, this.today, prediction);
    if (answer.state !== model.state) throw new Error(`${command} led to ${answer.state}, not to ${model.state}`);
    models.set(answer.id, model);
    const known: Known = { office, id: answer.id, model, views: [], reports: [], met: new Set() };
    this.complaints.push(known);
    this.note(known, answer);
  }

  private async besides(draw: Draw): Promise<void> {
    const body = { kind: draw.of(['teaching', 'study']), on: addDays(this.today, -draw.number(9)), minutes: 45 };
    const [sub, other] = members;
    const answer = await this.ask('koebenhavn', null, 'RecordActivity', body, { sub, role: 'adviser' }, undefined);
    if (answer instanceof Refused) throw new Error(`RecordActivity was refused with ${answer.refusal.code}`);
    this.counted += 1;
    this.counts.taken += 1;
    const late = { ...body, on: addDays(this.today, 1) };
    const refusal = await this.ask('koebenhavn', null, 'RecordActivity', late, { sub: other, role: 'head' }, undefined);
    this.expectRefused(refusal, ['VALIDATION'], 'RecordActivity of tomorrow');
  }

  /** Three times out of four a command that the model takes, and of those rather one that moves. */
  private choose(model: Complaint, draw: Draw): { command: Command; body: Body | undefined; actor: Actor } {
    const some = (command: Command, from: Draw) => ({
      command,
      body: bodyOf(command, model, from, this.today),
      actor: actorOf(command, from),
    });
    if (draw.number(5) === 0) return this.refusedFirst(model, draw, some) ?? some(draw.of(steps), draw);
    const takes = steps
      .map((command) => some(command, new Draw(draw.number(0x7fffffff))))
      .flatMap((move) => {
        const prediction = move.body && model.predict(move.command, move.body, move.actor, this.today);
        return prediction?.taken ? [{ ...move, moves: prediction.to !== model.state, to: prediction.to }] : [];
      });
    if (takes.length === 0) return some(draw.of(steps), draw);
    const fresh = this.seeks ? takes.filter(({ command }) => !this.counts.done.has(command)) : [];
    if (fresh.length > 0) return draw.of(fresh);
    const lasting = takes.filter(({ command }) => draw.number(10) === 0 || !ends.has(command));
    const moving = lasting.filter(({ moves }) => moves);
    // Where no complaint of this history has been yet, else a mediation or a halted investigation is hardly ever met.
    const further = moving.filter(({ to }) => !this.complaints.some(({ met }) => met.has(to)));
    const ways = further.length > 0 && draw.number(3) > 0 ? further : moving;
    const among = ways.length > 0 && draw.number(5) < 2 ? ways : lasting.length > 0 ? lasting : takes;
    // Rather what this complaint has not met so often.
    const least = Math.min(...among.map(({ command }) => this.tried(model, command)));
    return draw.of(draw.number(2) === 0 ? among : among.filter(({ command }) => this.tried(model, command) <= least));
  }

  /** Of what was not refused in any history yet, where that is sought. */
  private refusedFirst<
    Move extends { readonly command: Command; readonly body: Body | undefined; readonly actor: Actor },
  >(model: Complaint, draw: Draw, some: (command: Command, from: Draw) => Move): Move | undefined {
    if (!this.seeks) return undefined;
    const never = steps.filter((command) => !this.counts.denied.has(command));
    const moves = never
      .map((command) => some(command, new Draw(draw.number(0x7fffffff))))
      .filter(({ command, body, actor }) => body && model.predict(command, body, actor, this.today).taken === false);
    return moves.length === 0 ? undefined : draw.of(moves);
  }

  private tried(model: Complaint, command: Command): number {
    return this.times.get(model)?.get(command) ?? 0;
  }

  private async ask(
    office: string,
    complaint: string | null,
    name: string,
    body: Body,
    { sub, role, department }: Actor,
    revision: number | undefined,
    key?: string,
  ): Promise<Receipt | Counted | Refused> {
    const caller = {
      sub,
      name: sub,
      office,
      roles: [role as Role],
      ...(department === undefined ? {} : { department }),
      ...(role === 'citizen' ? { complaint: complaint ?? 'none' } : {}),
    };
    const before = await this.heads();
    try {
      return await this.real.product.bus.execute<Transition, Receipt | Counted>(
        new Transition({
          office,
          complaint,
          name,
          ...(name === 'RecordActivity' ? { address: 'activities' } : {}),
          body: () => body,
          caller,
          ifMatch: revision === undefined ? undefined : `"${revision}"`,
          idempotencyKey: key,
        }),
      );
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if ((await this.heads()) !== before)
        throw new Error(`${name} was refused with ${error.refusal.code}, and something was written`);
      return error;
    }
  }

  private async heads(): Promise<string> {
    return (await Promise.all(this.real.product.offices.map(({ head }) => head()))).join(' ');
  }

  private expectRefused(
    answer: Receipt | Counted | Refused,
    codes: readonly string[],
    where: string,
    anyCode = false,
  ): void {
    this.counts.refused += 1;
    if (!(answer instanceof Refused))
      throw new Error(`${where} was taken; the model refuses it with ${codes.join(', ') || 'some code'}`);
    if (!anyCode && !codes.includes(answer.refusal.code))
      throw new Error(`${where} was refused with ${answer.refusal.code}; the model says ${codes.join(' or ')}`);
  }

  private note({ office, model, met }: Known, receipt: Receipt): void {
    met.add(model.state);
    this.acknowledged.get(office)!.push(receipt);
    this.counts.taken += 1;
    this.counts.states.add(model.state);
    for (const { type } of receipt.events) this.counts.events.add(type);
  }

  private looking(office: string) {
    return { office, caller: { sub: 'revisor', name: 'revisor', office, roles: ['auditor' as const] } };
  }

  private async remember({ office, id, model, views }: Known, position: string): Promise<void> {
    await this.queries.seen(this.looking(office), BigInt(position));
    views.push({
      revision: model.revision,
      view: lasting(await this.queries.caseView(this.looking(office), id, {}, false)),
    });
  }

  private async rememberReport({ office, reports }: Known, position: bigint, draw: Draw): Promise<void> {
    const name = draw.of(reported);
    await this.reporting.seen(this.looking(office), position);
    reports.push({ name, position, bytes: await this.report(office, name, position) });
  }

  /** As it was known at that position, of all the days there are. */
  private async report(office: string, name: string, position: bigint): Promise<string> {
    const looking = { ...this.looking(office), gone: new AbortController().signal };
    const asked = { name, from: '2023-12-01', to: '2049-12-31' };
    const { bytes } = await this.reporting.report(looking, asked, { asof: { position }, format: 'json', lang: 'en' });
    return new TextDecoder().decode(bytes);
  }

  /** What was told of an earlier position is told again to the byte, whatever was put right since. */
  private async reportsThen({ office, reports }: Known): Promise<readonly string[]> {
    const wrong: string[] = [];
    for (const { name, position, bytes } of reports)
      if ((await this.report(office, name, position)) !== bytes)
        wrong.push(`the report ${name} of ${office} at ${position} is not what it was then`);
    return wrong;
  }

  /** What was seen then is seen again, for as long as the keys are there. */
  private async viewsThen({ office, id, model, views }: Known): Promise<readonly string[]> {
    const erased = model.shredded || model.erasures.some(({ of, open }) => of === 'document' && !open);
    const again = await Promise.all(
      views.map(async ({ revision, view }) => ({
        revision,
        same: erased || lasting(await this.queries.caseView(this.looking(office), id, { revision }, false)) === view,
      })),
    );
    const report = await this.queries.replay(this.looking(office), id);
    return [
      ...again
        .filter(({ same }) => !same)
        .map(({ revision }) => `the view of ${id} at ${revision} is not what it was then`),
      ...(report.legal ? [] : [`the replay of ${id} is not legal`]),
    ];
  }
}

/** A view without what depends on now: the steps that are open. */
const lasting = (view: object): string => JSON.stringify({ ...view, steps: null });
