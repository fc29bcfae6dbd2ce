/**
 * Puts the product together: configuration → data folder → offices → the loops behind → HTTP. What was opened is closed
 * in the reverse order.
 */
import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { CommandBus, CqrsModule } from '@nestjs/cqrs';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type KeyObject } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ComplaintMemory } from '../../libs/complaints/write/loaded-complaints.js';
import { ComplaintHandler } from '../../libs/complaints/write/complaint.handler.js';
import { Previews } from '../../libs/complaints/write/preview.js';
import { HandOver } from '../../libs/complaints/write/hand-over.js';
import { lastWrittenIn } from '../../libs/complaints/wiring/last-written.js';
import { type Office, type Offices } from '../../libs/complaints/wiring/office.js';
import { Queries } from '../../libs/complaints/views/queries.js';
import { Supervision } from '../../libs/complaints/views/supervision.js';
import { keepLooks } from '../../libs/complaints/reactions/look-keeping.js';
import { Timekeeper } from '../../libs/complaints/reactions/timekeeper.js';
import { type BehindParts } from '../../libs/complaints/behind/messages.js';
import { modelNames } from '../../libs/complaints/wiring/read-models-of.js';
import { type RunningOffice } from '../../libs/complaints/wiring/running-office.js';
import { CLOCK, OFFICES, RUNNING } from '../../libs/complaints/wiring/injection-tokens.js';
import { type Config } from '../../libs/installation/config.js';
import { masterKeyOf } from '../../libs/installation/master-key-of.js';
import { memoryShares } from '../../libs/installation/memory-shares.js';
import { openDataFolder, type DataFolder } from '../../libs/installation/data-folder.js';
import { type Log } from '../../libs/platform/log.js';
import { Health } from '../../libs/platform/health.js';
import { isNowBy, systemClock } from '../../libs/platform/clock.js';
import { ClockGuard } from '../../libs/installation/clock-guard.js';
import { takeClockAccepted } from '../../libs/installation/clock-accepted.js';
import { type Extent } from '../../libs/installation/office-files.js';
import { type Recorder } from '../../libs/installation/recorder.js';
import { Metrics } from '../../libs/platform/metrics.js';
import { ProductClock } from '../../libs/installation/product-clock.js';
import { asWritten } from '../../libs/identity/members.js';
import { MembersDirectory } from '../../libs/identity/members-directory.js';
import { type OfficeMembers } from '../../libs/identity/office-members.js';
import { type ReceiptCodes } from '../../libs/identity/receipt-codes.js';
import { type SavedViews } from '../../libs/identity/saved-views.js';
import { type YearlyDrafts } from '../../libs/reporting/yearly-drafts.js';
import { openTokens, Tokens } from '../../libs/installation/bearer-tokens.js';
import { loadProfiles, profilesFolder } from '../../libs/policy/profile-file.js';
import { type EmbeddedKeys } from '../../libs/privacy/embedded-keys.js';
import { wordsOf } from '../../libs/reporting/at-position.js';
import { Publication } from '../../libs/reporting/publication.js';
import { Positions } from '../../libs/integrations/positions.js';
import { POSITIONS, PositionStreams } from '../../libs/integrations/position-streams.js';
import { measureWebhooks, Webhooks } from '../../libs/integrations/webhooks.js';
import { Reporting } from '../../libs/reporting/reporting.js';
import { ReportWorkers, usualLimits } from '../../libs/reporting/report-workers.js';
import { ComplaintsController } from './api/complaints.controller.js';
import { PositionsController } from './api/positions.controller.js';
import { MembersController } from './api/members.controller.js';
import { ReceiptCodesController } from './api/receipt-codes.controller.js';
import { ReportsController } from './api/reports.controller.js';
import { SupervisionController } from './api/supervision.controller.js';
import { consoleControllers, consoleProviders } from './console/console.js';
import { createApp } from './http/create-app.js';
import { Door } from './http/door.js';
import { CONFIG, MEMBERS, RECEIPTS, SAVED_VIEWS, TimeKeeper, YEARLY_DRAFTS } from './http/injected.js';
import { PagesController } from './http/pages.controller.js';
import { tours } from './console/start/tour.controller.js';
import { testEndpoints } from './http/test-endpoints.controller.js';
import { destructionsOf, findingsOf, measure, measureReports, measureStreams, watch } from './health.js';
import { ownMapping } from './sign-in/own-groups.js';
import { signInParts } from './sign-in/parts.js';
import { KeyRotation } from './key-rotation.js';
import { openLoops, type Where } from './open-loops.js';
import { openOffice } from './open-office.js';
import { recall, remember } from './remember.js';
import { StartWait } from './start-wait.js';
import { refuseLaxBodies } from './self-check/bodies.js';
import { refuseUnsafeServers } from './self-check/eventstoredb-servers.js';
import { refuseKeyBesideBackups } from './self-check/key-place.js';
import { refuseRulesOfOthers } from './self-check/rules-of-others.js';
import { refuseTestEndpoints } from './self-check/test-endpoints.js';
import { NamesOfOffices } from './unnamed.js';

/** How often what has come due is looked for, where time moves by itself. */
const tickMs = 1000;

export interface Product {
  readonly app: NestFastifyApplication;
  readonly bus: CommandBus;
  readonly clock: ProductClock;
  readonly timekeeper: Timekeeper;
  readonly offices: readonly RunningOffice[];
  /** By the key of their office. */
  readonly members: ReadonlyMap<string, OfficeMembers>;
  /** True when this start made the data folder. */
  readonly created: boolean;
  /** After the HTTP server has closed: loops first, then stores, then the folder. */
  readonly onClose: readonly (() => void | Promise<void>)[];
  /** From now on timers run by themselves, and the product says it is ready. */
  begin(): void;
}

@Module({})
class ServerModule {}

/**
 * Whatever it opened before something was refused is closed again.
 * @throws BootRefused, DatabaseRefused, KeysRefused, ProfilesRefused, LogDamaged with a sentence for the operator
 */
export async function openProduct(config: Config, log: Log, where: Where = 'here'): Promise<Product> {
  const opened = new AsyncDisposableStack();
  try {
    return await putTogether(config, log, where, opened);
  } catch (error) {
    await opened.disposeAsync().catch((failure: unknown) => log.failure(failure, { event: 'stopFailed' }));
    throw error;
  }
}

async function putTogether(config: Config, log: Log, where: Where, opened: AsyncDisposableStack): Promise<Product> {
  refuseLaxBodies();
  refuseRulesOfOthers(config.profileFolders);
  const profiles = loadProfiles([profilesFolder(), ...config.profileFolders]);
  const folder = opened.adopt(await openDataFolder(config.dataFolder, config.mode), (each) => each.close());
  // What is there once the offices are, and is asked for by what is there before.
  const later: { recorder?: Recorder; guard?: ClockGuard | undefined; clock?: ProductClock } = {};
  const now = () => (later.guard ?? systemClock).now();
  const members = new Map<string, OfficeMembers>();
  const tokens = openTokens(
    config,
    folder,
    log,
    (from, to) => later.guard?.mayBeNow(from, to) ?? isNowBy(now)(from, to),
    (caller) => {
      const written = members.get(caller.office);
      return written ? asWritten(caller, written.find(caller.sub), written.today) : caller;
    },
  );
  const wait = opened.adopt(new StartWait(config, log), (each) => each.end());
  const masterKey = await wait.whileAway(config.offices[0]!.key, () => ownMasterKey(config, folder));
  const remembered = recall(config, folder, masterKey);

  const memory = memoryShares(config.memoryMiB, config.offices.length);
  const complaints = new ComplaintMemory(memory.complaintBytes);
  const offices: Office[] = [];
  const receipts = new Map<string, ReceiptCodes>();
  const yearly = new Map<string, YearlyDrafts>();
  const savedViews = new Map<string, SavedViews>();
  const extents = new Map<string, () => Promise<Extent>>();
  const officeKeys = new Map<string, EmbeddedKeys>();
  for (const settings of config.offices) {
    const own = {
      folder: folder.office(settings.key),
      events: config.events,
      masterKey,
      profiles,
      log,
      memory: complaints,
      room: () => later.recorder?.room(),
      noticeDays: config.destructionNoticeDays,
      now: () => (later.clock ?? systemClock).now(),
      before: remembered?.offices[settings.key],
    };
    const made = await wait.whileAway(settings.key, () => openOffice(settings, own));
    const { office, members: written, extent, keys } = made;
    receipts.set(office.key, made.receipts);
    yearly.set(office.key, made.yearly);
    savedViews.set(office.key, made.savedViews);
    offices.push(opened.adopt(office, (each) => each.close()));
    members.set(
      office.key,
      opened.adopt(written, (each) => each.close()),
    );
    extents.set(office.key, extent);
    officeKeys.set(office.key, keys);
  }
  const awaited = <Result>(work: () => Promise<Result>) => wait.whileAway(config.offices[0]!.key, work);
  const guard = (later.guard =
    config.mode === 'production'
      ? new ClockGuard(
          systemClock,
          remembered ? Date.parse(remembered.lastSeenAt) : undefined,
          await awaited(() => lastWrittenIn(offices)),
        )
      : undefined);
  const clock = (later.clock = ProductClock.open(config.mode, folder.clockFile, guard));
  if (!guard && clock.moveOnTo(await lastWrittenIn(offices))) log.error({ event: 'clockWasBehind' });
  const recorder = (later.recorder = opened.adopt(
    await awaited(() =>
      remember({
        config,
        folder,
        masterKey,
        offices,
        log,
        before: remembered,
        extents,
        now,
      }),
    ),
    (each) => each.end(),
  ));
  await refuseUnsafeServers(config.events, log);
  const memoryMiB = memory.officeMiB;
  const parts: BehindParts = {
    offices: await awaited(() =>
      Promise.all(
        offices.map(async ({ settings, key, store }) => ({
          settings,
          folder: folder.office(key),
          end: await store.end(),
        })),
      ),
    ),
    events: config.events,
    views: config.views,
    profiles,
    masterKey,
    models: offices[0] ? modelNames(offices[0]) : [],
    memoryMiB,
  };
  await wait.end();
  const loops = opened.adopt(await openLoops(where, parts, offices, { dataFolder: folder.path, log }), (each) =>
    each.stop(),
  );
  const running: RunningOffice[] = [];
  for (const office of offices) running.push(opened.adopt(await loops.run(office), (each) => each.stop()));
  const workers = opened.adopt(
    new ReportWorkers(
      {
        views: config.views,
        memoryMiB: memory.reportsMiB / config.reportWorkers,
        offices: offices.map(({ key, settings, profile }) => ({
          key,
          name: settings.name,
          words: wordsOf(settings, profile.settings.yearStart.value),
          folder: folder.office(key),
        })),
      },
      log,
      { ...usualLimits, workers: config.reportWorkers },
    ),
    (each) => each.close(),
  );

  const positions = new Map<string, Positions>();
  for (const { key, office, views, runner } of running)
    positions.set(
      key,
      opened.adopt(new Positions(office.store, views, runner), (each) => each.close()),
    );
  const webhooks = opened.adopt(
    await Webhooks.open(config.webhooks, { positions, folderOf: (office) => folder.office(office), log }),
    (each) => each.stop(),
  );

  const directory = new MembersDirectory(
    offices.map(({ key }) => ({ key, find: (sub) => members.get(key)!.find(sub) })),
    config.signIn === null && config.mode !== 'production' ? ownMapping(config.offices) : (config.signIn?.groups ?? []),
    log,
  );
  const { signIn, watched, pages, controllers, providers } = signInParts(config, log, directory, clock);
  const rotation = new KeyRotation({
    offices: officeKeys,
    days: config.officeKeyDays,
    dataFolder: folder.path,
    log,
    now: () => (guard?.doubt ? null : clock.now()),
  });
  opened.defer(() => rotation.stop());
  const keepAllLooks = async (now: number): Promise<void> => {
    const kept = await Promise.allSettled(offices.map((office) => keepLooks(office, now, config.accessMonths)));
    for (const each of kept) if (each.status === 'rejected') throw each.reason;
  };
  /** Once a day. In test, where time moves when it is told, with it: nothing is under way when the answer is there. */
  const daily = async (now: number): Promise<void> => {
    await keepAllLooks(now);
    if (config.mode === 'test') await rotation.lookAlone();
  };
  const metrics = new Metrics();
  let timekeeper: Timekeeper | undefined;
  let ready = false;
  const module: DynamicModule = {
    module: ServerModule,
    imports: [CqrsModule.forRoot()],
    controllers: [
      ComplaintsController,
      MembersController,
      ReportsController,
      SupervisionController,
      ReceiptCodesController,
      PositionsController,
      PagesController,
      ...consoleControllers,
      ...controllers,
      ...testEndpoints(config),
      ...tours(config),
    ] as Type[],
    providers: [
      ComplaintHandler,
      Queries,
      Supervision,
      HandOver,
      Previews,
      Reporting,
      PositionStreams,
      ...consoleProviders,
      { provide: ReportWorkers, useValue: workers },
      { provide: Publication, useValue: new Publication(config.publication, config.tablesPerDay) },
      { provide: OFFICES, useValue: new Map(offices.map((office) => [office.key, office])) satisfies Offices },
      { provide: RUNNING, useValue: new Map(running.map((office) => [office.key, office])) },
      { provide: POSITIONS, useValue: positions },
      { provide: MEMBERS, useValue: members },
      { provide: RECEIPTS, useValue: receipts },
      { provide: YEARLY_DRAFTS, useValue: yearly },
      { provide: SAVED_VIEWS, useValue: savedViews },
      { provide: CLOCK, useValue: clock },
      { provide: CONFIG, useValue: config },
      { provide: Tokens, useValue: tokens },
      ...providers,
      {
        provide: TimeKeeper,
        useFactory: (bus: CommandBus) => (timekeeper = new Timekeeper(running, bus, clock, daily)),
        inject: [CommandBus],
      },
    ],
  };
  const names = new NamesOfOffices(running);
  await names.look();
  const health = new Health(() =>
    findingsOf({
      offices: running,
      names,
      dataFolder: folder.path,
      reports: workers,
      recorder,
      webhooks,
      rotation,
      signIn: watched,
      ...(guard === undefined ? {} : { clock: guard }),
    }),
  );
  const isReady = () => ready && running.every(({ runner }) => runner.stopped === undefined);
  const building = () =>
    running.flatMap(({ key, runner: { building: at } }) =>
      at ? [{ office: key, done: at.done.toString(), of: at.of.toString() }] : [],
    );
  const door = new Door(tokens, new Map(offices.map((office) => [office.key, office])), undefined, pages);
  const app = await createApp(module, {
    config,
    log,
    metrics,
    door,
    signIn,
    ready: isReady,
    health,
    building,
    destructions: () => destructionsOf(running),
    ...(loops.workers === undefined ? {} : { workers: loops.workers }),
  });
  // Whoever gets the product closes the app before all else; until then it is closed here.
  const unfinished = opened.adopt({ app: true }, async (each) => {
    if (each.app) await app.close();
  });
  await app.init();
  refuseTestEndpoints(config.mode, app);
  door.refuseRowsWithoutRoute(config.mode);
  if (!timekeeper) throw new Error('the timekeeper was not made');
  measure(metrics, running, health);
  measureReports(metrics, workers);
  measureStreams(metrics, app.get(PositionStreams));
  measureWebhooks(metrics, webhooks);
  loops.measure(metrics);
  const watching = watch(health, running, names, log);
  opened.defer(() => clearInterval(watching));

  if (config.mode === 'test') await rotation.lookAlone();
  let ticking: NodeJS.Timeout | undefined;
  opened.defer(() => clearInterval(ticking));
  const time = timekeeper;
  let isIdle = true;
  /** Nothing that hangs on dates alone is done by a clock that is in doubt. */
  const dueNow = async (): Promise<void> => {
    if (guard?.doubt && takeClockAccepted(folder.path, guard.doubt.shown)) {
      guard.accept(await lastWrittenIn(offices));
      log.warn({ event: 'clockAccepted' });
    }
    if (!guard?.doubt) await time.tick();
  };
  /** One at a time: what an outage holds up does not pile up. */
  const tick = () => {
    if (!isIdle) return;
    isIdle = false;
    dueNow()
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
    members,
    created: folder.created,
    onClose: [() => opened.disposeAsync()],
    begin: () => {
      ready = true;
      webhooks.start();
      rotation.begin();
      if (config.mode !== 'test') ticking = setInterval(tick, tickMs);
    },
  };
}

/** Made at the first start alone: a new one would open none of the keys that are there. */
async function ownMasterKey(config: Config, folder: DataFolder): Promise<KeyObject> {
  if (config.masterKeyFile !== null) refuseKeyBesideBackups(config.masterKeyFile);
  const isFirst = !config.offices.some(({ key }) => existsSync(join(folder.office(key), 'keys.db')));
  return masterKeyOf(config, { isFirst });
}
