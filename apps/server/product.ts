/** Puts the product together: configuration → data folder → offices → the loops behind → HTTP. What was opened is closed in the reverse order. */
import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { CommandBus, CqrsModule } from '@nestjs/cqrs';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openAccessLog } from '../../libs/audit/access-log.js';
import { ComplaintHandler } from '../../libs/complaints/complaint.handler.js';
import { Office, type Offices } from '../../libs/complaints/office.js';
import { Queries } from '../../libs/complaints/queries.js';
import { Timekeeper } from '../../libs/complaints/reactions/timekeeper.js';
import { runOffice, type RunningOffice } from '../../libs/complaints/running.js';
import { CLOCK, OFFICES, RUNNING } from '../../libs/complaints/tokens.js';
import { openEmbeddedStore } from '../../libs/event-store/embedded/embedded-store.js';
import { type Config } from '../../libs/platform/config.js';
import { openDataFolder } from '../../libs/platform/data-folder.js';
import { type Log } from '../../libs/platform/log.js';
import { Metrics } from '../../libs/platform/metrics.js';
import { ProductClock } from '../../libs/platform/product-clock.js';
import { openTokens, Tokens } from '../../libs/platform/tokens.js';
import { loadProfiles, profilesFolder } from '../../libs/policy/profile-file.js';
import { openEmbeddedKeys } from '../../libs/privacy/embedded-keys.js';
import { createMasterKey, readMasterKey } from '../../libs/privacy/master-key.js';
import { ComplaintsController } from './api/complaints.controller.js';
import { createApp } from './http/create-app.js';
import { CONFIG, TimeKeeper } from './http/injected.js';
import { testEndpoints } from './http/test-endpoints.controller.js';

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

@Module({})
class ServerModule {}

/** @throws BootRefused, DatabaseRefused, KeysRefused, ProfilesRefused with a sentence for the operator */
export async function openProduct(config: Config, log: Log): Promise<Product> {
  const profiles = loadProfiles([profilesFolder(), ...config.profileFolders]);
  const folder = await openDataFolder(config.dataFolder, config.mode);
  const clock = ProductClock.open(config.mode, folder.clockFile);
  const tokens = openTokens(config, folder);
  const masterKey = config.masterKeyFile !== null ? readMasterKey(config.masterKeyFile)
    : existsSync(folder.masterKeyFile) ? readMasterKey(folder.masterKeyFile) : createMasterKey(folder.masterKeyFile);

  const offices: Office[] = config.offices.map((settings) => {
    const own = folder.office(settings.key);
    const store = openEmbeddedStore(join(own, 'events.db'));
    const keys = openEmbeddedKeys({ path: join(own, 'keys.db'), office: settings.key, masterKey, shredList: join(own, 'shredded.list') });
    return new Office(settings, profiles, store, keys, openAccessLog(join(own, 'access.db')));
  });
  const running: RunningOffice[] = [];
  for (const office of offices) running.push(await runOffice(office));

  const metrics = new Metrics();
  let timekeeper: Timekeeper | undefined;
  let ready = false;
  const module: DynamicModule = {
    module: ServerModule,
    imports: [CqrsModule.forRoot()],
    controllers: [ComplaintsController, ...testEndpoints(config)] as Type[],
    providers: [
      ComplaintHandler, Queries,
      { provide: OFFICES, useValue: new Map(offices.map((office) => [office.key, office])) satisfies Offices },
      { provide: RUNNING, useValue: new Map(running.map((office) => [office.key, office])) },
      { provide: CLOCK, useValue: clock }, { provide: CONFIG, useValue: config }, { provide: Tokens, useValue: tokens },
      { provide: TimeKeeper, useFactory: (bus: CommandBus) => (timekeeper = new Timekeeper(running, bus, clock)), inject: [CommandBus] },
    ],
  };
  const app = await createApp(module, { config, log, metrics, ready: () => ready && running.every(({ runner }) => runner.trouble === undefined) });
  await app.init();
  if (!timekeeper) throw new Error('the timekeeper was not made');
  measure(metrics, running);

  let ticking: NodeJS.Timeout | undefined;
  const time = timekeeper;
  return {
    app, bus: app.get(CommandBus), clock, timekeeper: time, offices: running, created: folder.created,
    onClose: [
      () => clearInterval(ticking),
      async () => { for (const { runner } of running) await runner.stop(); },
      async () => { for (const office of offices) await office.close(); },
      () => folder.close(),
    ],
    begin: () => {
      ready = true;
      if (config.mode !== 'test') ticking = setInterval(() => { time.tick().catch((error: unknown) => log.failure(error, { event: 'timerFailed' })); }, tickMs);
    },
  };
}

function measure(metrics: Metrics, running: readonly RunningOffice[]): void {
  metrics.gauge('read_model_position', 'Position up to which the read models of an office have seen its log.', () => running.map(({ key, runner }) => [[key], Number(runner.position)] as const), ['office']);
  metrics.gauge('read_model_stopped_streams', 'Complaints whose line stands still, since an event of theirs could not be read.', () => running.map(({ key, runner }) => [[key], runner.stoppedStreams.size] as const), ['office']);
}
