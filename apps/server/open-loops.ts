/** The loops behind, wherever they run: each office at work, and what is measured of them. */
import { setTimeout as later } from 'node:timers/promises';
import { LoopThread } from '../../libs/complaints/behind/loop-thread.js';
import { LoopWorkers, type WorkerState } from '../../libs/complaints/behind/loop-workers.js';
import { type BehindParts } from '../../libs/complaints/behind/messages.js';
import { type RemoteLoop } from '../../libs/complaints/behind/remote-loops.js';
import { type Office } from '../../libs/complaints/wiring/office.js';
import { readModelsOf } from '../../libs/complaints/wiring/read-models-of.js';
import { readOffice, runOffice, type RunningOffice } from '../../libs/complaints/wiring/running-office.js';
import { type Config } from '../../libs/installation/config.js';
import { loopsSocketIn } from '../../libs/installation/loops-socket.js';
import { type Log } from '../../libs/platform/log.js';
import { type Metrics } from '../../libs/platform/metrics.js';
import { mayBeRead, openViews, openViewsReader } from '../../libs/read-models/database/open-views.js';
import { caseNumbers } from '../../libs/read-models/numbering.js';
import { writtenUpTo } from '../../libs/read-models/readable.js';

/** Where the loops behind run: as the configuration says, or here, where a test can reach into them. */
export type Where = Config['loops'] | 'here';

export interface Loops {
  /** An office at work: its read models are kept, or were, and can be read. */
  run(office: Office): Promise<RunningOffice>;
  measure(metrics: Metrics): void;
  /** Where they are processes. */
  readonly workers?: () => readonly WorkerState[];
  stop(): Promise<void>;
}

/** A start waits so long for workers, which may be started beside it. */
const workerWithinMs = 2000;

export async function openLoops(
  where: Where,
  parts: BehindParts,
  offices: readonly Office[],
  { dataFolder, log }: { readonly dataFolder: string; readonly log: Log },
): Promise<Loops> {
  const { views, memoryMiB } = parts;
  const folderOf = ({ key }: Office) => parts.offices.find(({ settings }) => settings.key === key)!.folder;
  const openReader = (office: Office) => openViewsReader(office.key, folderOf(office), views, memoryMiB);
  switch (where) {
    case 'here':
      return {
        run: async (office) => runOffice(office, await openViews(office.key, folderOf(office), views, memoryMiB)),
        measure: () => undefined,
        stop: async () => undefined,
      };
    case 'thread': {
      const thread = new LoopThread(parts, offices, { log });
      return {
        run: (office) => readOffice(office, thread.of(office.key), () => openReader(office)),
        measure: (metrics) => measureThread(metrics, thread),
        stop: () => thread.stop(),
      };
    }
    case 'worker': {
      const workers = await LoopWorkers.listen(parts, offices, { path: loopsSocketIn(dataFolder), log });
      const patience = later(workerWithinMs);
      const writtenIn = async (office: Office) => {
        if (!mayBeRead(folderOf(office), views)) return undefined;
        const reader = await openReader(office);
        return writtenUpTo(reader.read, [caseNumbers, ...readModelsOf(office)], office.store).finally(() =>
          reader.close(),
        );
      };
      return {
        run: (office) => {
          const loop = workers.of(office.key);
          return readOffice(
            office,
            loop,
            () => openReader(office),
            readable(loop, patience, () => writtenIn(office), log),
          );
        },
        measure: (metrics) => measureWorkers(metrics, workers),
        workers: () => workers.now,
        stop: () => workers.stop(),
      };
    }
  }
}

/**
 * Resolves when a worker has opened the read models; without a worker as soon as those that an earlier one left can be
 * read, and they go on as they are until one comes.
 */
async function readable(
  loop: RemoteLoop,
  patience: Promise<void>,
  leftAt: () => Promise<bigint | undefined>,
  log: Log,
): Promise<void> {
  await Promise.race([loop.whenOpen, patience]);
  const position = await leftAt();
  if (position !== undefined) return loop.leftAt(position);
  if (!loop.isRunning) log.warn({ event: 'workerAwaited', office: loop.office });
  await loop.whenOpen;
}

function measureThread(metrics: Metrics, { restarts }: LoopThread): void {
  metrics.gauge(
    'loops_behind_restarts',
    'How often the thread of the loops behind has ended and was started again.',
    () => [...restarts.values()].reduce((sum, count) => sum + count, 0),
  );
  metrics.gauge(
    'loops_behind_ended',
    'By which error the thread of the loops behind has ended, and how often.',
    () => [...restarts].map(([error, count]) => [[error], count] as const),
    ['error'],
  );
}

function measureWorkers(metrics: Metrics, workers: LoopWorkers): void {
  metrics.gauge(
    'loop_worker_running',
    'Whether a worker process keeps the read models of an office: 1.',
    () => workers.now.map(({ office, state }) => [[office], state === 'running' ? 1 : 0] as const),
    ['office'],
  );
  metrics.gauge(
    'loop_worker_state_since_seconds',
    'Since when the worker of an office is away, starting, running or silent, in seconds of Unix time.',
    () => workers.now.map(({ office, state, since }) => [[office, state], since / 1000] as const),
    ['office', 'state'],
  );
}
