/**
 * An office at work: its stores, its read models, and the loop behind that keeps them, its timers and its keys in step
 * with the log.
 */
import { type ViewsDatabase, type ViewsReader } from '../../read-models/database/views-database.js';
import { type LoopBehind, type Runner } from '../../read-models/runner.js';
import { type RemoteLoop } from '../behind/remote-loops.js';
import { Agenda } from '../reactions/agenda.js';
import { followOffice, type FollowOptions, type Followed } from './follow-office.js';
import { type Office } from './office.js';

export interface RunningOffice {
  readonly key: string;
  readonly office: Office;
  readonly views: { readonly db: ViewsReader };
  readonly agenda: Agenda;
  readonly runner: LoopBehind;
  head(): Promise<bigint>;
  /** The loop first, then the read models; the office's own stores are closed by who opened them. */
  stop(): Promise<void>;
}

/** The loop in this thread: for tests, simulations and the operator's programs. */
export interface OfficeHere extends RunningOffice {
  readonly views: Followed['views'];
  readonly runner: Runner;
}

/** Resolves when everything in the log has been seen. The database is closed with the office, and where this fails. */
export async function runOffice(office: Office, db: ViewsDatabase, options: FollowOptions = {}): Promise<OfficeHere> {
  const { views, runner, stop } = await followOffice(office, db, options);
  try {
    await runner.start();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    key: office.key,
    office,
    views,
    agenda: new Agenda(db, office.notices),
    runner,
    head: () => office.store.head(),
    stop,
  };
}

/** How long a start waits for the loop behind: what is left then is built while the product serves. */
const startWithinMs = 2000;

/**
 * The loop in another thread or process, the read models read here. Resolves when everything in the log has
 * been seen, or after two seconds: from then on answers say that they may lack something.
 * @param openReader called once the tables are there
 * @param canBeRead resolves when they are
 * @throws OperatorError what stopped the loop before it began
 */
export async function readOffice(
  office: Office,
  runner: RemoteLoop,
  openReader: () => Promise<ViewsReader>,
  canBeRead: Promise<void> = runner.whenOpen,
): Promise<RunningOffice> {
  await canBeRead;
  const head = await office.store.head();
  if (runner.isRunning) await runner.seen(head, startWithinMs);
  if (runner.stopped) throw runner.stopped;
  const db = await openReader();
  return {
    key: office.key,
    office,
    views: { db },
    agenda: new Agenda(db, office.notices),
    runner,
    head: () => office.store.head(),
    stop: () => db.close(),
  };
}

export type RunningOffices = ReadonlyMap<string, RunningOffice>;
