/** The read models of one office: opened where they were left, built where they are missing, rebuilt beside themselves while they are read. */
import { type Transaction } from 'kysely';
import { type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import { type EventStore, type Position, type StoredRecord } from '../event-store/port.js';
import { type Tables as Database, type ViewsDatabase } from './database/views-database.js';
import { caseNumbers, Numbering } from './numbering.js';
import { Projector, type Led, type ProjectorParts, type Seen } from './projector.js';
import { type ReadModel } from './read-model.js';
import { beginGeneration, discard, entries, inUse, noteReactions, prepare, reactionsSettled, stoppedStreams, swapIn } from './registry.js';
import { type Projecting } from './runner.js';

export interface Progress {
  readonly model: string;
  readonly done: bigint;
  readonly of: bigint;
}
export interface Log {
  readonly store: EventStore;
  /** @throws UnreadableEvent */
  readonly read: (record: StoredRecord) => ComplaintEvent;
}

/** Events of one transaction of a rebuild: small enough that a write beside it hardly waits. */
const page = 1000;

export class OfficeViews implements Projecting {
  private constructor(
    readonly db: ViewsDatabase, private readonly log: Log, private readonly models: readonly ReadModel[], private readonly parts: ProjectorParts, private projector: Projector,
    /** Up to here the reactions owe nothing. */
    readonly settled: Position,
  ) {}

  /** @param models besides the case numbers, which every office has @param tell of what is built before this resolves */
  static async open(db: ViewsDatabase, log: Log, others: readonly ReadModel[], tell: (progress: Progress) => void = () => undefined): Promise<OfficeViews> {
    const models = [caseNumbers, ...others];
    await prepare(db);
    const known = await Promise.all(models.map(async (model) => ({ model, entry: await inUse(db.read, model) })));
    const position = known.reduce<bigint>((furthest, { entry }) => (entry && entry.position > furthest ? entry.position : furthest), 0n);
    const isFirst = known.every(({ entry }) => entry === undefined);
    const parts: ProjectorParts = { db, past: (stream, upTo) => pastOf(log, stream, upTo), numbering: new Numbering(db) };
    if (isFirst) for (const model of models) await db.write(async (tx) => swapIn(tx, model, await beginGeneration(tx, model)));
    const views = new OfficeViews(db, log, models, parts, new Projector(parts, [], 0n), await reactionsSettled(db.read) ?? (isFirst ? 0n : position));
    for (const { model, entry } of isFirst ? [] : known) if (entry?.position !== position) await views.build(model, position, tell);
    await views.lead(position);
    return views;
  }

  get position(): Position { return this.projector.position; }
  get stoppedStreams(): ReadonlyMap<string, Position> { return this.projector.stoppedStreams; }

  async apply(seen: readonly Seen[], upTo: Position, settled: Position): Promise<void> {
    const note = (tx: Transaction<Database>) => noteReactions(tx, settled);
    if (upTo > this.position) await this.projector.apply(seen, upTo, note); else await this.db.write(note);
  }

  /**
   * Builds these read models, or all, from the first event, beside the ones that are read meanwhile, and swaps them in.
   * @param between runs its work while nothing else is applied
   */
  async rebuild(between: <Result>(work: () => Promise<Result>) => Promise<Result>, { only, tell = () => undefined }: { readonly only?: readonly string[]; readonly tell?: (progress: Progress) => void } = {}): Promise<void> {
    for (const model of this.models.filter(({ name }) => only === undefined || only.includes(name))) {
      const made = await this.fill(model, this.position, tell);
      await between(async () => {
        await this.follow(made, this.position, tell);
        await this.db.write((tx) => swapIn(tx, model, made.models[0]!.made));
        await this.lead(this.position);
      });
    }
  }

  private async build(model: ReadModel, upTo: bigint, tell: (progress: Progress) => void): Promise<void> {
    const made = await this.fill(model, upTo, tell);
    await this.db.write((tx) => swapIn(tx, model, made.models[0]!.made));
  }

  private async fill(model: ReadModel, upTo: bigint, tell: (progress: Progress) => void): Promise<Projector> {
    // What an earlier attempt left unfinished.
    for (const entry of await entries(this.db.read)) if (entry.name === model.name && !entry.inUse) await this.db.write((tx) => discard(tx, model, entry));
    const made = await this.db.write((tx) => beginGeneration(tx, model));
    const numbering = new Numbering(this.db);
    await numbering.begin(model === caseNumbers ? 0n : upTo);
    const projector = new Projector({ ...this.parts, numbering }, [{ model, made }], 0n);
    await this.follow(projector, upTo, tell);
    return projector;
  }

  private async follow(projector: Projector, upTo: bigint, tell: (progress: Progress) => void): Promise<void> {
    while (projector.position < upTo) {
      const records = (await this.log.store.readAll({ after: projector.position, limit: page })).filter(({ position }) => position <= upTo);
      const last = records.at(-1)?.position ?? upTo;
      await projector.apply(records.map((record) => decode(this.log, record)), records.length < page ? upTo : last);
      tell({ model: projector.models[0]!.model.name, done: projector.position, of: upTo });
    }
  }

  private async lead(position: bigint): Promise<void> {
    await this.parts.numbering.begin(position);
    const led: Led[] = [];
    for (const model of this.models) {
      const entry = await inUse(this.db.read, model);
      if (!entry) throw new Error(`the read model ${model.name}@${model.version} has no tables in use`);
      led.push({ model, made: entry });
    }
    this.projector = new Projector(this.parts, led, position, { stopped: await stoppedStreams(this.db.read) });
  }

  /** Numbers of cases by their ids. */
  numbersOf(streams: readonly string[]): Promise<ReadonlyMap<string, string>> { return this.parts.numbering.numbersOf(streams); }
}

function decode({ read }: Log, record: StoredRecord): Seen {
  try {
    return { event: read(record) };
  } catch {
    return { unreadable: record.stream, position: record.position };
  }
}

/** What of a stream is in the rows already; an event that cannot be read ends it. */
async function pastOf(log: Log, stream: string, upTo: bigint): Promise<readonly ComplaintEvent[]> {
  const past: ComplaintEvent[] = [];
  for (const record of await log.store.readStream(stream)) {
    if (record.position > upTo) break;
    const seen = decode(log, record);
    if (!('event' in seen)) break;
    past.push(seen.event);
  }
  return past;
}
