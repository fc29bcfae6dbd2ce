/**
 * The EventStoreDB that KLAGEGANG_TEST_EVENTSTORE names: bare appends, and the product's commands with their events
 * there and their keys in a file here.
 */
import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CommandBus, CqrsModule } from '@nestjs/cqrs';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAccessLog } from '../../libs/audit/access-log.js';
import { ComplaintHandler } from '../../libs/complaints/write/complaint.handler.js';
import { Office } from '../../libs/complaints/wiring/office.js';
import { CLOCK, OFFICES } from '../../libs/complaints/wiring/injection-tokens.js';
import { Transition, type Receipt } from '../../libs/complaints/write/transition-request.js';
import { openEventStoreDb } from '../../libs/event-store/eventstoredb/open.js';
import { demoOffices } from '../../libs/installation/demo-offices.js';
import { testBeginning } from '../../libs/installation/product-clock.js';
import { loadProfiles, profilesFolder } from '../../libs/policy/profile-file.js';
import { openEmbeddedKeys } from '../../libs/privacy/embedded-keys.js';
import { createMasterKey } from '../../libs/privacy/master-key.js';
import { appending } from './appending.js';
import { adviser, AtWork, office as likeOffice } from './short-complaint.js';
import { answer, keepGoing } from './station.js';

/** The server keeps what earlier runs wrote, so each has an office of its own. */
const key = `bench${randomUUID().replaceAll('-', '')}`;
const store = await openEventStoreDb({
  connectionString: process.env.KLAGEGANG_TEST_EVENTSTORE!,
  office: key,
  allowInsecure: true,
});
const folder = mkdtempSync(join(tmpdir(), 'klagegang-bench-'));
const keys = openEmbeddedKeys({
  path: join(folder, 'keys.db'),
  office: key,
  masterKey: createMasterKey(join(folder, 'master.key')),
  shredList: join(folder, 'shredded.list'),
});
const settings = { ...demoOffices.find((each) => each.key === likeOffice)!, key };
const office = new Office(
  settings,
  loadProfiles([profilesFolder()]),
  store,
  keys,
  openAccessLog(join(folder, 'access.db'), (text) => keys.mac('access', text)),
);

@Module({})
class StationModule {}
const app = await NestFactory.createApplicationContext(
  {
    module: StationModule,
    imports: [CqrsModule.forRoot()],
    providers: [
      ComplaintHandler,
      { provide: OFFICES, useValue: new Map([[key, office]]) },
      { provide: CLOCK, useValue: { now: () => testBeginning } },
    ],
  },
  { logger: false },
);
const bus = app.get(CommandBus);

answer(
  {
    append: appending(store),
    commands: ({ inFlight, seconds }: { inFlight: number; seconds: number }) => {
      const advisers = Array.from({ length: inFlight }, () => new AtWork());
      return keepGoing(inFlight, seconds, async (lane) => {
        const at = advisers[lane]!;
        const { name, complaint, ifMatch, body } = at.next();
        const receipt: Receipt = await bus.execute(
          new Transition({
            office: key,
            complaint,
            name,
            ifMatch,
            body: () => body,
            caller: { ...adviser, office: key },
          }),
        );
        at.took(receipt);
      });
    },
  },
  async () => {
    await app.close();
    await office.close();
    rmSync(folder, { recursive: true, force: true });
  },
);
