/** Puts the product together: configuration → data folder → offices → the loops behind → HTTP. What was opened is closed in the reverse order. */
import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { CommandBus, CqrsModule } from '@nestjs/cqrs';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type KeyObject } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { openAccessLog } from '../../libs/audit/access-log.js';
import { ComplaintHandler } from '../../libs/complaints/complaint.handler.js';
import { Office, type Offices } from '../../libs/complaints/office.js';
import { Queries } from '../../libs/complaints/queries.js';
import { Timekeeper } from '../../libs/complaints/reactions/timekeeper.js';
import { runOffice, type RunningOffice } from '../../libs/complaints/running.js';
import { CLOCK, OFFICES, RUNNING } from '../../libs/complaints/tokens.js';
import { openEmbeddedStore } from '../../libs/event-store/embedded/embedded-store.js';
import { BootRefused } from '../../libs/platform/boot-refused.js';
import { type Config } from '../../libs/platform/config.js';
import { openDataFolder, type DataFolder } from '../../libs/platform/data-folder.js';
import { type Log } from '../../libs/platform/log.js';
import { Metrics } from '../../libs/platform/metrics.js';
import { ProductClock } from '../../libs/platform/product-clock.js';
import { openTokens, Tokens } from '../../libs/platform/tokens.js';
import { loadProfiles, profilesFolder } from '../../libs/policy/profile-file.js';
import { type Profile } from '../../libs/policy/profile.js';
import { openEmbeddedKeys } from '../../libs/privacy/embedded-keys.js';
import { createMasterKey, readMasterKey } from '../../libs/privacy/master-key.js';
import { ComplaintsController } from './api/complaints.controller.js';
import { createApp } from './http/create-app.js';
import { CONFIG, TimeKeeper } from './http/injected.js';
import { type Trouble } from './http/operations.js';
import { PagesController } from './http/pages.controller.js';
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
  const masterKey = masterKeyOf(config, folder);

  const offices: Office[] = [];
  for (const settings of config.offices) offices.push(await openOffice(settings, folder.office(settings.key), masterKey, profiles));
  const running: RunningOffice[] = [];
  for (const office of offices) running.push(await runOffice(office));

  const metrics = new Metrics();
  let timekeeper: Timekeeper | undefined;
  let ready = false;
  const module: DynamicModule = {
    module: ServerModule,
    imports: [CqrsModule.forRoot()],
    controllers: [ComplaintsController, PagesController, ...testEndpoints(config)] as Type[],
    providers: [
      ComplaintHandler, Queries,
      { provide: OFFICES, useValue: new Map(offices.map((office) => [office.key, office])) satisfies Offices },
      { provide: RUNNING, useValue: new Map(running.map((office) => [office.key, office])) },
      { provide: CLOCK, useValue: clock }, { provide: CONFIG, useValue: config }, { provide: Tokens, useValue: tokens },
      { provide: TimeKeeper, useFactory: (bus: CommandBus) => (timekeeper = new Timekeeper(running, bus, clock)), inject: [CommandBus] },
    ],
  };
  const troubles = () => troublesOf(running, folder.path);
  const app = await createApp(module, { config, log, metrics, ready: () => ready && running.every(({ runner }) => runner.trouble === undefined), troubles });
  await app.init();
  if (!timekeeper) throw new Error('the timekeeper was not made');
  measure(metrics, running);
  const watching = watch(troubles, log);

  let ticking: NodeJS.Timeout | undefined;
  const time = timekeeper;
  return {
    app, bus: app.get(CommandBus), clock, timekeeper: time, offices: running, created: folder.created,
    onClose: [
      () => { clearInterval(ticking); clearInterval(watching); },
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

/** Made at the first start alone: a new one would open none of the keys that are there. */
function masterKeyOf({ masterKeyFile, offices }: Config, folder: DataFolder): KeyObject {
  if (masterKeyFile !== null) return readMasterKey(masterKeyFile);
  const isFirst = !existsSync(folder.masterKeyFile) && !offices.some(({ key }) => existsSync(join(folder.office(key), 'keys.db')));
  return isFirst ? createMasterKey(folder.masterKeyFile) : readMasterKey(folder.masterKeyFile);
}

/** @throws BootRefused one of its files is gone: made anew, it would hide that the office has lost what was in it */
async function openOffice(settings: Config['offices'][number], folder: string, masterKey: KeyObject, profiles: ReadonlyMap<string, Profile>): Promise<Office> {
  const [eventFile, keyFile] = [join(folder, 'events.db'), join(folder, 'keys.db')];
  const hadKeys = holdsSomething(keyFile);
  if (hadKeys && !holdsSomething(eventFile)) {
    throw new BootRefused(`${eventFile} is not there or empty, and the keys of ${settings.key} are. A new one would begin an empty log: mount the disk that it is on, or restore the latest backup.`);
  }
  const store = openEmbeddedStore(eventFile);
  if (!hadKeys && await store.head() > 0n) {
    throw new BootRefused(`${keyFile} is not there or empty, and the events of ${settings.key} are. New keys would open nothing that is kept in them: restore the latest backup of the key file.`);
  }
  const keys = openEmbeddedKeys({ path: keyFile, office: settings.key, masterKey, shredList: join(folder, 'shredded.list') });
  return new Office(settings, profiles, store, keys, openAccessLog(join(folder, 'access.db')));
}

const holdsSomething = (file: string): boolean => existsSync(file) && statSync(file).size > 0;

/** Paths are told from the data folder on: the page is open to everybody. */
const troublesOf = (running: readonly RunningOffice[], folder: string): readonly Trouble[] =>
  running.flatMap(({ key, office }) => office.troubles.map(({ file, sentence }) => ({ office: key, file, sentence: sentence.replaceAll(folder + sep, '') })));

/** Says in the log when a file can no longer be written, and when it can again. */
function watch(troubles: () => readonly Trouble[], log: Log): NodeJS.Timeout {
  let known = new Map<string, Trouble>();
  return setInterval(() => {
    const now = new Map(troubles().map((trouble) => [`${trouble.office}/${trouble.file}`, trouble]));
    for (const [name, { office, file }] of now) if (!known.has(name)) log.error({ event: 'readOnly', office, code: file });
    for (const [name, { office, file }] of known) if (!now.has(name)) log.info({ event: 'writable', office, code: file });
    known = now;
  }, tickMs).unref();
}

function measure(metrics: Metrics, running: readonly RunningOffice[]): void {
  metrics.gauge('read_model_position', 'Position up to which the read models of an office have seen its log.', () => running.map(({ key, runner }) => [[key], Number(runner.position)] as const), ['office']);
  metrics.gauge('store_read_only', 'Files of an office that can be read and not written just now: 1.', () => running.flatMap(({ key, office }) => office.troubles.map(({ file }) => [[key, file], 1] as const)), ['office', 'file']);
  metrics.gauge('read_model_stopped_streams', 'Complaints whose line stands still, since an event of theirs could not be read.', () => running.map(({ key, runner }) => [[key], runner.stoppedStreams.size] as const), ['office']);
}
