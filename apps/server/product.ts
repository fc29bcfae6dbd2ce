/**
 * Puts the product together: configuration → data folder → offices → the loops behind → HTTP. What was opened is closed
 * in the reverse order.
 */
import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { CommandBus, CqrsModule } from '@nestjs/cqrs';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type KeyObject } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, sep } from 'node:path';
import { ComplaintMemory } from '../../libs/complaints/write/loaded-complaints.js';
import { ComplaintHandler } from '../../libs/complaints/write/complaint.handler.js';
import { type Office, type Offices } from '../../libs/complaints/wiring/office.js';
import { Queries } from '../../libs/complaints/views/queries.js';
import { Timekeeper } from '../../libs/complaints/reactions/timekeeper.js';
import { LoopThread } from '../../libs/complaints/behind/loop-thread.js';
import { readOffice, runOffice, type RunningOffice } from '../../libs/complaints/wiring/running-office.js';
import { CLOCK, OFFICES, RUNNING } from '../../libs/complaints/wiring/injection-tokens.js';
import { type Config } from '../../libs/installation/config.js';
import { memoryShares } from '../../libs/installation/memory-shares.js';
import { openDataFolder, type DataFolder } from '../../libs/installation/data-folder.js';
import { type Log } from '../../libs/platform/log.js';
import { Metrics } from '../../libs/platform/metrics.js';
import { ProductClock } from '../../libs/installation/product-clock.js';
import { openTokens, Tokens } from '../../libs/installation/bearer-tokens.js';
import { loadProfiles, profilesFolder } from '../../libs/policy/profile-file.js';
import { createMasterKey, readMasterKey } from '../../libs/privacy/master-key.js';
import { wordsOf } from '../../libs/reporting/at-position.js';
import { Reporting } from '../../libs/reporting/reporting.js';
import { ReportWorkers, usualLimits } from '../../libs/reporting/report-workers.js';
import { ComplaintsController } from './api/complaints.controller.js';
import { ReportsController } from './api/reports.controller.js';
import { createApp } from './http/create-app.js';
import { CONFIG, TimeKeeper } from './http/injected.js';
import { type Trouble } from './http/operations.js';
import { PagesController } from './http/pages.controller.js';
import { testEndpoints } from './http/test-endpoints.controller.js';
import { openOffice } from './open-office.js';
import { openViews, openViewsReader } from '../../libs/read-models/database/open-views.js';
import { refuseLaxBodies } from './self-check/bodies.js';
import { refuseUnsafeServers } from './self-check/eventstoredb-servers.js';
import { refuseKeyBesideBackups } from './self-check/key-place.js';
import { refuseTestEndpoints } from './self-check/test-endpoints.js';

/** How often what has come due is looked for, where time moves by itself. */
const tickMs = 1000;

export interface Product {
  readonly app: NestFastifyApplication;
  readonly bus: CommandBus;
  readonly clock: ProductClock;
  readonly timekeeper: Timekeeper;
  readonly offices: readonly RunningOffice[];
  /** True when this start made the data folder. */
  readonly created: boolean;
  /** After the HTTP server has closed: loops first, then stores, then the folder. */
  readonly onClose: readonly (() => void | Promise<void>)[];
  /** From now on timers run by themselves, and the product says it is ready. */
  begin(): void;
}

export type Loops = 'thread' | 'here';

@Module({})
class ServerModule {}

/**
 * Whatever it opened before something was refused is closed again.
 * @param loops where the loops behind run: in a thread of their own, or here, where a test can reach into them
 * @throws BootRefused, DatabaseRefused, KeysRefused, ProfilesRefused, LogDamaged with a sentence for the operator
 */
export async function openProduct(config: Config, log: Log, loops: Loops = 'here'): Promise<Product> {
  const opened = new AsyncDisposableStack();
  try {
    return await putTogether(config, log, loops, opened);
  } catch (error) {
    await opened.disposeAsync().catch((failure: unknown) => log.failure(failure, { event: 'stopFailed' }));
    throw error;
  }
}

async function putTogether(config: Config, log: Log, loops: Loops, opened: AsyncDisposableStack): Promise<Product> {
  refuseLaxBodies();
  const profiles = loadProfiles([profilesFolder(), ...config.profileFolders]);
  const folder = opened.adopt(await openDataFolder(config.dataFolder, config.mode), (each) => each.close());
  const clock = ProductClock.open(config.mode, folder.clockFile);
  const tokens = openTokens(config, folder);
  const masterKey = masterKeyOf(config, folder);

  const memory = memoryShares(config.memoryMiB, config.offices.length);
  const complaints = new ComplaintMemory(memory.complaintBytes);
  const offices: Office[] = [];
  for (const settings of config.offices) {
    const own = {
      folder: folder.office(settings.key),
      events: config.events,
      masterKey,
      profiles,
      log,
      memory: complaints,
    };
    offices.push(opened.adopt(await openOffice(settings, own), (each) => each.close()));
  }
  await refuseUnsafeServers(config.events, log);
  const memoryMiB = memory.officeMiB;
  const thread =
    loops === 'thread'
      ? opened.adopt(
          new LoopThread(
            {
              offices: config.offices.map((settings) => ({ settings, folder: folder.office(settings.key) })),
              events: config.events,
              views: config.views,
              profiles,
              masterKey,
              memoryMiB,
            },
            offices,
            { log },
          ),
          (each) => each.stop(),
        )
      : undefined;
  const run = async (office: Office): Promise<RunningOffice> => {
    const own = folder.office(office.key);
    return thread
      ? readOffice(office, thread.of(office.key), () => openViewsReader(office.key, own, config.views, memoryMiB))
      : runOffice(office, await openViews(office.key, own, config.views, memoryMiB));
  };
  const running: RunningOffice[] = [];
  for (const office of offices) running.push(opened.adopt(await run(office), (each) => each.stop()));
  const workers = opened.adopt(
    new ReportWorkers(
      {
        views: config.views,
        memoryMiB: memory.reportsMiB / config.reportWorkers,
        offices: offices.map(({ key, settings }) => ({
          key,
          name: settings.name,
          words: wordsOf(settings),
          folder: folder.office(key),
        })),
      },
      log,
      { ...usualLimits, workers: config.reportWorkers },
    ),
    (each) => each.close(),
  );

  const metrics = new Metrics();
  let timekeeper: Timekeeper | undefined;
  let ready = false;
  const module: DynamicModule = {
    module: ServerModule,
    imports: [CqrsModule.forRoot()],
    controllers: [ComplaintsController, ReportsController, PagesController, ...testEndpoints(config)] as Type[],
    providers: [
      ComplaintHandler,
      Queries,
      Reporting,
      { provide: ReportWorkers, useValue: workers },
      { provide: OFFICES, useValue: new Map(offices.map((office) => [office.key, office])) satisfies Offices },
      { provide: RUNNING, useValue: new Map(running.map((office) => [office.key, office])) },
      { provide: CLOCK, useValue: clock },
      { provide: CONFIG, useValue: config },
      { provide: Tokens, useValue: tokens },
      {
        provide: TimeKeeper,
        useFactory: (bus: CommandBus) => (timekeeper = new Timekeeper(running, bus, clock)),
        inject: [CommandBus],
      },
    ],
  };
  const troubles = () => [...troublesOf(running, folder.path), ...troublesOfReports(workers)];
  const isReady = () => ready && running.every(({ runner }) => runner.stopped === undefined);
  const building = () =>
    running.flatMap(({ key, runner: { building: at } }) =>
      at ? [{ office: key, done: at.done.toString(), of: at.of.toString() }] : [],
    );
  const app = await createApp(module, { config, log, metrics, tokens, ready: isReady, troubles, building });
  // Whoever gets the product closes the app before all else; until then it is closed here.
  const unfinished = opened.adopt({ app: true }, async (each) => {
    if (each.app) await app.close();
  });
  await app.init();
  refuseTestEndpoints(config.mode, app);
  if (!timekeeper) throw new Error('the timekeeper was not made');
  measure(metrics, running, troubles);
  measureReports(metrics, workers);
  metrics.gauge(
    'loops_behind_restarts',
    'How often the thread of the loops behind has ended and was started again.',
    () => [[[], thread?.restarts ?? 0]],
  );
  const watching = watch(troubles, running, log);
  opened.defer(() => clearInterval(watching));

  let ticking: NodeJS.Timeout | undefined;
  opened.defer(() => clearInterval(ticking));
  const time = timekeeper;
  let isIdle = true;
  /** One at a time: what an outage holds up does not pile up. */
  const tick = () => {
    if (!isIdle) return;
    isIdle = false;
    time
      .tick()
      .catch((error: unknown) => log.failure(error, { event: 'timerFailed' }))
      .finally(() => {
        isIdle = true;
      });
  };
  unfinished.app = false;
  return {
    app,
    bus: app.get(CommandBus),
    clock,
    timekeeper: time,
    offices: running,
    created: folder.created,
    onClose: [() => opened.disposeAsync()],
    begin: () => {
      ready = true;
      if (config.mode !== 'test') ticking = setInterval(tick, tickMs);
    },
  };
}

/** Made at the first start alone: a new one would open none of the keys that are there. */
function masterKeyOf({ masterKeyFile, offices }: Config, folder: DataFolder): KeyObject {
  if (masterKeyFile !== null) {
    refuseKeyBesideBackups(masterKeyFile);
    return readMasterKey(masterKeyFile);
  }
  const isFirst =
    !existsSync(folder.masterKeyFile) && !offices.some(({ key }) => existsSync(join(folder.office(key), 'keys.db')));
  return isFirst ? createMasterKey(folder.masterKeyFile) : readMasterKey(folder.masterKeyFile);
}

/**
 * One trouble for each store: what it says of itself comes before what the loop behind met there. Paths are told from
 * the data folder on: the page is open to everybody.
 */
const troublesOf = (offices: readonly RunningOffice[], folder: string): readonly Trouble[] =>
  offices.flatMap((running) => {
    const { key, office, views, runner } = running;
    const found = new Map<Trouble['file'], string>();
    const note = (file: Trouble['file'], sentence: string | undefined) => {
      if (sentence !== undefined && !found.has(file)) found.set(file, sentence.replaceAll(folder + sep, ''));
    };
    for (const { file, sentence } of office.troubles) note(file, sentence);
    note('views', views.db.trouble);
    for (const { away, sentence } of runner.transientErrors) note(away, sentence);
    // What nobody foresaw may quote anything: its name and place are in the log.
    if (runner.stopped)
      note('views', 'The read models have stopped: see projectionStopped in the log, and restart when it is mended.');
    return [...found].map(([file, sentence]) => ({ office: key, file, sentence }));
  });

const troublesOfReports = ({ trouble }: ReportWorkers): readonly Trouble[] =>
  trouble === undefined ? [] : [{ file: 'reports', sentence: trouble }];

/** Says in the log when a file can no longer be written, and when it can again; and when a loop behind has ended. */
function watch(troubles: () => readonly Trouble[], running: readonly RunningOffice[], log: Log): NodeJS.Timeout {
  let known = new Map<string, Trouble>();
  const ended = new Set<RunningOffice>();
  return setInterval(() => {
    const files = troubles().filter(({ file }) => file !== 'reports');
    const now = new Map(files.map((trouble) => [`${trouble.office}/${trouble.file}`, trouble]));
    for (const [name, { office, file }] of now)
      if (!known.has(name)) log.error({ event: 'readOnly', office, code: file });
    for (const [name, { office, file }] of known)
      if (!now.has(name)) log.info({ event: 'writable', office, code: file });
    known = now;
    for (const office of running) {
      if (office.runner.stopped === undefined || ended.has(office)) continue;
      ended.add(office);
      log.failure(office.runner.stopped, { event: 'projectionStopped', office: office.key });
    }
  }, tickMs).unref();
}

function measure(metrics: Metrics, running: readonly RunningOffice[], troubles: () => readonly Trouble[]): void {
  metrics.gauge(
    'read_model_position',
    'Position up to which the read models of an office have seen its log.',
    () => running.map(({ key, runner }) => [[key], Number(runner.position)] as const),
    ['office'],
  );
  metrics.gauge(
    'read_model_lag',
    'Events of an office that its read models have yet to see: the head of its log as the last look found it, less their position.',
    () => running.map(({ key, runner }) => [[key], runner.lag()] as const),
    ['office'],
  );
  metrics.gauge(
    'store_read_only',
    'Files of an office that can be read and not written just now: 1.',
    () => troubles().flatMap(({ office, file }) => (office === undefined ? [] : [[[office, file], 1] as const])),
    ['office', 'file'],
  );
  metrics.gauge(
    'read_model_held_up_seconds',
    'For how long the loop behind an office has waited for a store, keys or a database that is away; 0 while it gets on.',
    () => running.map(({ key, runner }) => [[key], heldUpSeconds(runner)] as const),
    ['office'],
  );
  metrics.gauge(
    'read_model_ended',
    'Whether the loop behind an office has stopped at an error and needs a restart: 1.',
    () => running.map(({ key, runner }) => [[key], runner.stopped === undefined ? 0 : 1] as const),
    ['office'],
  );
  metrics.gauge(
    'read_model_stopped_streams',
    'Complaints with an event that could not be read or opened: shown up to it, or without what it says.',
    () => running.map(({ key, runner }) => [[key], runner.stoppedStreams.size] as const),
    ['office'],
  );
}

function measureReports(metrics: Metrics, workers: ReportWorkers): void {
  metrics.gauge('reports_running', 'Reports that are being computed.', () => workers.running);
  metrics.gauge('reports_waiting', 'Reports that wait for a thread to compute them.', () => workers.waiting);
  metrics.gauge(
    'report_workers_ended',
    'Threads computing reports that ended by themselves since the start.',
    () => workers.ended,
  );
}

const heldUpSeconds = ({ transientErrors }: RunningOffice['runner']): number =>
  transientErrors.reduce((longest, { since }) => Math.max(longest, (performance.now() - since) / 1000), 0);
