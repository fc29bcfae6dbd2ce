/**
 * The loops behind where they run, in a thread of the server or in a process beside it: the only writer of the read
 * models. They read the log and the keys by connections of their own; keys are destroyed by the server, which is asked.
 */
import { join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { EventFileReader } from '../../event-store/embedded/event-file-reader.js';
import { ServerAway } from '../../event-store/eventstoredb/server-away.js';
import { type EventReader, type LogEnd, StoreUnavailable } from '../../event-store/port.js';
import { type EventsConfig } from '../../installation/config-stores.js';
import { OperatorError } from '../../platform/operator-error.js';
import { type DataKey, type DataKeys, KeyStoreUnavailable, type MacPurpose, type Subject } from '../../privacy/keys.js';
import { KeysReader } from '../../privacy/keys-reader.js';
import { usualRetryPolicy } from '../../read-models/away.js';
import { openViews } from '../../read-models/database/open-views.js';
import { type Runner } from '../../read-models/runner.js';
import { followOffice } from '../wiring/follow-office.js';
import { modelNames } from '../wiring/read-models-of.js';
import { OfficeReader } from '../wiring/office-reader.js';
import { foldThreads } from './fold-threads.js';
import { stateOf, tellError, toldError, type BehindParts, type FromBehind, type ToBehind } from './messages.js';

/** So long more may come after a batch while nobody waits for it. */
const gatherMs = 40;
/** What changes between two batches, such as keys that are away, is told this often. */
const lookMs = 250;
/** An office whose events cannot be reached is tried again after so long. */
const againMs = 2000;

interface Following {
  readonly store: EventReader;
  readonly runner: Runner;
}

/** Begins with its making. An office whose loop cannot begin is told of as `refused`; the others go on. */
export class LoopsBehind {
  private readonly following = new Map<string, Following>();
  private readonly opened = new AsyncDisposableStack();
  private readonly beginning: readonly Promise<void>[];
  private readonly destruction: Destruction;
  private readonly looking: NodeJS.Timeout;
  private stopping: Promise<void> | undefined;
  private readonly ending = new AbortController();

  constructor(
    private readonly parts: BehindParts,
    private readonly tell: (message: FromBehind) => void,
  ) {
    this.destruction = new Destruction(tell);
    this.looking = setInterval(() => {
      for (const office of this.following.keys()) this.state(office);
    }, lookMs);
    this.beginning = parts.offices.map((office) =>
      this.follow(office).catch((error: unknown) => {
        tell({ what: 'refused', office: office.settings.key, error: tellError(error) });
      }),
    );
  }

  /** What the server says, but for `stop`. */
  take(message: Exclude<ToBehind, { readonly what: 'stop' }>): void {
    switch (message.what) {
      case 'look': {
        const store = this.following.get(message.office)?.store;
        if (store instanceof EventFileReader) store.notify();
        break;
      }
      case 'awaited':
        void this.following.get(message.office)?.runner.seen(message.position, message.withinMs);
        break;
      default:
        this.destruction.answer(message);
    }
  }

  /** Ends between two batches, and closes what was opened. */
  stop(): Promise<void> {
    return (this.stopping ??= this.end());
  }

  /** Nobody answers any more: what was asked of the server is owed, and asked again by the next to begin. */
  cutOff(): void {
    this.destruction.cutOff();
  }

  private async end(): Promise<void> {
    clearInterval(this.looking);
    this.ending.abort();
    await Promise.all(this.beginning);
    await this.opened.disposeAsync();
  }

  /** A server of the events that is away when a loop begins is waited for: the product serves meanwhile. */
  private async follow(office: BehindParts['offices'][number]): Promise<void> {
    for (;;) {
      const tried = new AsyncDisposableStack();
      try {
        await this.begin(office, tried);
        this.opened.use(tried);
        return;
      } catch (error) {
        await tried.disposeAsync();
        const isAway = error instanceof ServerAway || error instanceof StoreUnavailable;
        if (!isAway || this.stopping) throw error;
        this.tell({ what: 'awaits', office: office.settings.key, sentence: error.message });
      }
      await later(againMs, undefined, { signal: this.ending.signal }).catch(() => undefined);
    }
  }

  private async begin(
    { settings, folder, end }: BehindParts['offices'][number],
    opened: AsyncDisposableStack,
  ): Promise<void> {
    const { parts } = this;
    const { key } = settings;
    const store = opened.adopt(await openLog(key, folder, parts.events, end), (each) => each.close());
    const reader = new KeysReader(join(folder, 'keys.db'), key, parts.masterKey);
    const keys = opened.adopt(new KeysBehind(key, reader, this.destruction), (each) => each.close());
    const office = new OfficeReader(settings, parts.profiles, store, keys);
    refuseOtherModels(office, parts.models);
    const db = await openViews(key, folder, parts.views, parts.memoryMiB);
    const { runner, stop } = await followOffice(office, db, {
      retryPolicy: { ...usualRetryPolicy, triesAtStart: Infinity },
      pace: { gatherMs, told: () => this.state(key) },
      remember: (parts.memoryMiB / 5) * 2 ** 20,
      ...(parts.events.kind === 'embedded'
        ? { openFolders: foldThreads({ settings, folder, profiles: parts.profiles, masterKey: parts.masterKey }) }
        : {}),
    });
    opened.defer(stop);
    this.following.set(key, { store, runner });
    this.tell({ what: 'open', office: key });
    // What stops it is part of its state.
    void runner.start().then(
      () => this.state(key),
      () => this.state(key),
    );
  }

  private state(office: string): void {
    const loop = this.following.get(office);
    if (loop) this.tell({ what: 'state', office, state: stateOf(loop.runner) });
  }
}

/** @throws OperatorError this program would make others than the server reads */
function refuseOtherModels(office: OfficeReader, asked: readonly string[]): void {
  if (modelNames(office).join() === asked.join()) return;
  throw new OperatorError(
    'The worker and the server are of different versions, and would not agree on the read models. Start both from the same installation.',
  );
}

type Answer = Extract<ToBehind, { readonly what: 'destroyed' | 'notDestroyed' }>;

/** Keys whose destruction was asked for and is not answered yet. */
class Destruction {
  private calls = 0;
  private readonly asked = new Map<number, PromiseWithResolvers<number>>();
  private isCutOff = false;

  constructor(private readonly tell: (message: FromBehind) => void) {}

  ask(office: string, stream: string, subjects?: readonly Subject[]): Promise<number> {
    const call = (this.calls += 1);
    const answer = Promise.withResolvers<number>();
    if (this.isCutOff) answer.reject(serverGone());
    else {
      this.asked.set(call, answer);
      this.tell({ what: 'destroy', call, office, stream, ...(subjects === undefined ? {} : { subjects }) });
    }
    return answer.promise;
  }

  answer(message: Answer): void {
    const asked = this.asked.get(message.call);
    this.asked.delete(message.call);
    if (message.what === 'destroyed') return asked?.resolve(message.count);
    const { error } = message;
    asked?.reject(
      error.name === 'KeyStoreUnavailable'
        ? new KeyStoreUnavailable(error.message, { passing: error.isPassing })
        : toldError(error),
    );
  }

  cutOff(): void {
    this.isCutOff = true;
    for (const { reject } of this.asked.values()) reject(serverGone());
    this.asked.clear();
  }
}

const serverGone = (): KeyStoreUnavailable =>
  new KeyStoreUnavailable('the server, which destroys keys, is gone', { passing: true });

/** Read here, destroyed there. */
class KeysBehind implements DataKeys {
  constructor(
    private readonly office: string,
    private readonly reader: KeysReader,
    private readonly destruction: Destruction,
  ) {}

  async obtain(): Promise<never> {
    throw new KeyStoreUnavailable(`the loop behind ${this.office} makes no keys`);
  }

  async find(ids: Iterable<string>): Promise<ReadonlyMap<string, DataKey | 'destroyed'>> {
    return this.reader.find(ids);
  }

  destroy(stream: string, subjects?: readonly Subject[]): Promise<number> {
    return this.destruction.ask(this.office, stream, subjects);
  }

  mac(purpose: MacPurpose, text: string): string {
    if (purpose !== 'index') throw new Error(`the loop behind has no secret for ${purpose}`);
    return this.reader.mac(purpose, text);
  }

  async close(): Promise<void> {
    this.reader.close();
  }
}

async function openLog(
  office: string,
  folder: string,
  events: EventsConfig,
  known: LogEnd | undefined,
): Promise<EventReader> {
  if (events.kind === 'embedded') return new EventFileReader(join(folder, 'events.db'));
  const { openEventStoreDb } = await import('../../event-store/eventstoredb/open.js');
  const { connectionString, credentialsFile, allowInsecure } = events;
  return openEventStoreDb({
    connectionString,
    office,
    allowInsecure,
    known,
    ...(credentialsFile === null ? {} : { credentialsFile }),
  });
}
