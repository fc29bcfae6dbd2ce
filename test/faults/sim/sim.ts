/**
 * The product in one process on a virtual clock: the real handler, reactions, runner and read models of one office, on
 * a store and keys that shake, asked by clerks over a network that loses requests and answers, and restarted in the
 * middle. The same seed gives the same run.
 */
import { ComplaintHandler } from '../../../libs/complaints/write/complaint.handler.js';
import { Office } from '../../../libs/complaints/wiring/office.js';
import { Timekeeper } from '../../../libs/complaints/reactions/timekeeper.js';
import { openSqliteViews } from '../../../libs/read-models/database/sqlite-views.js';
import { runOffice, type OfficeHere } from '../../../libs/complaints/wiring/running-office.js';
import { Transition } from '../../../libs/complaints/write/transition-request.js';
import { MemoryStore } from '../../../libs/event-store/memory/memory-store.js';
import { type Caller } from '../../../libs/platform/caller.js';
import { demoOffices } from '../../../libs/installation/demo-offices.js';
import { problemOf } from '../../../apps/server/http/problem.js';
import { testBeginning } from '../../../libs/installation/product-clock.js';
import { loadProfiles, profilesFolder } from '../../../libs/policy/profile-file.js';
import { MemoryKeys } from '../../../libs/privacy/memory-keys.js';
import { examine } from '../aftermath.js';
import { answerOf, type Answer, type Asking, type Asks } from '../client.js';
import { Clerk, ClockMover, Shift } from '../clerk.js';
import { noShakes, ShakyKeys, ShakyStore, type Shakes } from './shaky.js';
import { World } from './world.js';

export interface Simulated {
  readonly broken: readonly string[];
  readonly events: number;
  readonly acknowledged: number;
  readonly timersFired: number;
  readonly shakes: Shakes;
}

const officeKey = 'horsens';
const settings = demoOffices.find(({ key }) => key === officeKey)!;
const profiles = loadProfiles([profilesFolder()]);

/** What stays when the process dies: the log, the keys, the clock. */
class Remains {
  readonly store = new MemoryStore();
  readonly keys = new MemoryKeys(officeKey);
  now = testBeginning;
}

interface Living {
  readonly handler: ComplaintHandler;
  readonly timekeeper: Timekeeper;
  readonly running: OfficeHere;
}

class SimulatedProduct implements Asks {
  private living: Living | undefined;

  constructor(
    private readonly world: World,
    private readonly remains: Remains,
    private readonly shakes: Shakes,
  ) {}

  get running(): OfficeHere | undefined {
    return this.living?.running;
  }

  /** Begins a life. A store that fails meanwhile ends it, and the next is begun. */
  start(): void {
    const { life } = this.world;
    void this.open().then(
      (living) => {
        if (life === this.world.life) this.living = living;
      },
      () => {
        if (life === this.world.life) this.restart();
      },
    );
  }

  /** As after SIGKILL. */
  restart(): void {
    void this.living?.running.stop();
    this.living = undefined;
    this.world.die();
    this.start();
  }

  private async open(): Promise<Living> {
    const { world, remains, shakes } = this;
    const noLooks = { record: async () => undefined, of: () => [], close: async () => undefined };
    const office = new Office(
      settings,
      profiles,
      new ShakyStore(remains.store, world, shakes),
      new ShakyKeys(remains.keys, world, shakes),
      noLooks as unknown as Office['access'],
    );
    const clock = {
      now: () => remains.now,
      set: (instant: number) => {
        remains.now = Math.max(remains.now, instant);
      },
    };
    const handler = new ComplaintHandler(new Map([[officeKey, office]]), clock);
    const { life } = world;
    const retryPolicy = { firstMs: 0, longestMs: 0, triesAtStart: 8, pause: () => world.pause(life) };
    const running = await runOffice(office, openSqliteViews(':memory:'), { retryPolicy });
    return {
      handler,
      running,
      timekeeper: new Timekeeper(
        [running],
        { execute: (transition: Transition) => handler.execute(transition) } as never,
        clock,
      ),
    };
  }

  /**
   * A request on its way to the product, and the answer on its way back; either may be lost, and a request may come
   * twice.
   */
  async ask(asking: Asking): Promise<Answer> {
    const { world } = this;
    if (asking.path === '/api/test/token')
      return answered(200, { token: Buffer.from(JSON.stringify(asking.body)).toString('base64url') });
    await world.pause();
    if (world.chance(0.05)) return this.lost();
    const { life } = world;
    if (world.chance(0.05)) void this.carriedOut(asking).catch(() => undefined);
    // Whoever asked a process that dies is told so by the connection.
    const answer = await Promise.race([this.carriedOut(asking), world.death()]);
    if (answer === undefined || life !== world.life) return this.lost();
    await world.pause();
    return world.chance(0.1) ? this.lost() : answer;
  }

  private async carriedOut({ method, path, token, body, headers = {} }: Asking): Promise<Answer> {
    const { living } = this;
    if (!living) return answered(503, {});
    if (living.running.runner.stopped !== undefined) {
      this.shakes.stops += 1;
      this.restart();
      return answered(503, {});
    }
    try {
      if (path === '/api/test/clock') {
        if (method === 'PUT') await living.timekeeper.moveTo(Date.parse((body as { now: string }).now));
        return answered(200, { now: new Date(this.remains.now).toISOString() });
      }
      const [, complaint = null, name = ''] =
        /^\/api\/offices\/\w+\/complaints(?:\/([\w-]+))?\/transitions\/(\w+)$/.exec(path) ?? [];
      const caller = JSON.parse(Buffer.from(token!, 'base64url').toString()) as Caller;
      const receipt = await living.handler.execute(
        new Transition({
          office: officeKey,
          complaint,
          name,
          body: () => body,
          caller,
          ifMatch: headers['if-match'],
          idempotencyKey: headers['idempotency-key'],
        }),
      );
      return answered(complaint === null ? 201 : 200, receipt);
    } catch (error) {
      const problem = problemOf(error);
      return answered(
        problem.status,
        problem.status === 500 ? { ...problem.body, because: (error as Error).stack } : problem.body,
      );
    }
  }

  private lost(): never {
    this.shakes.requestsLost += 1;
    throw new TypeError('fetch failed');
  }
}

const answered = (status: number, body: object): Answer => answerOf(status, {}, JSON.stringify(body));

/** @param steps turns of the world: somebody who waits goes on */
export async function simulate(seed: number, { steps = 300, clients = 5 } = {}): Promise<Simulated> {
  const [world, remains, shakes, shift] = [new World(seed), new Remains(), noShakes(), new Shift()];
  const product = new SimulatedProduct(world, remains, shakes);
  const wait = async (ms: number) => {
    for (let turn = 0; turn < ms / 50; turn += 1) await world.pause();
  };
  const clerks = Array.from(
    { length: clients },
    (_, index) => new Clerk(product, officeKey, `clerk-${index}`, shift, seed * 101 + index, wait, true),
  );
  const mover = new ClockMover(product, shift, 50, 8, wait);
  product.start();
  shift.up();
  let ended = false;
  const working = Promise.all([...clerks, mover].map((worker) => worker.work())).then(() => {
    ended = true;
  });
  for (let step = 0; step < steps; step += 1) {
    if (world.chance(0.004)) {
      shakes.deaths += 1;
      product.restart();
    }
    await world.turn();
  }
  // From here on all is well: what is under way is answered, and what came due is done.
  world.faulty = false;
  shift.over = true;
  const stuck = await turns(world, () => ended);
  product.restart();
  await turns(world, () => product.running !== undefined);
  const last = { done: false };
  void product
    .ask({ method: 'PUT', path: '/api/test/clock', body: { now: new Date(remains.now).toISOString() } })
    .then(() => {
      last.done = true;
    });
  await turns(world, () => last.done);
  if (stuck || !product.running)
    return {
      broken: [
        `it does not come to an end: ${JSON.stringify(clerks.map(({ underWay }) => underWay))}`,
        ...clerks.flatMap(({ wrong }) => wrong),
      ],
      events: 0,
      acknowledged: 0,
      timersFired: 0,
      shakes,
    };
  await working;
  const examined = { found: undefined as Awaited<ReturnType<typeof examine>> | undefined };
  void examine(product.running, clerks, remains.now, { atRest: true }).then((found) => {
    examined.found = found;
  });
  await turns(world, () => examined.found !== undefined);
  const { broken, events, timersFired } = examined.found!;
  await product.running.stop();
  return {
    broken: [...broken, ...clerks.flatMap(({ wrong }) => wrong), ...mover.wrong],
    events,
    timersFired,
    acknowledged: clerks.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0),
    shakes,
  };
}

/** True: it has not come to it within a long time. */
async function turns(world: World, until: () => boolean): Promise<boolean> {
  for (let turn = 0; turn < 5000 && !until(); turn += 1) await world.turn();
  return !until();
}
