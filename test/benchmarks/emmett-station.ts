/**
 * The peer: Emmett on a PostgreSQL of its own, with everything durable. Cases of ten commands, in order: each loads the
 * stream, decides, and appends at the version that it saw.
 */
import { CommandHandler, type Event } from '@event-driven-io/emmett';
import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql';
import { randomUUID } from 'node:crypto';
import { PostgresServer } from '../postgres/postgres.js';
import { data } from './appending.js';
import { answer, keepGoing } from './station.js';

const steps = [
  'ComplaintReceived',
  'RemitAssessed',
  'DialogueAssessed',
  'CaseRegistered',
  'ReferredToDepartment',
  'CopySentToCitizen',
  'DepartmentAnswered',
  'ConsentGiven',
  'InvestigationOpened',
  'CaseClosed',
];
type Step = Event<string, typeof data>;

const server = await PostgresServer.start();
const { host, port, database, user, password } = server.connection;
const store = getPostgreSQLEventStore(`postgresql://${user}:${password}@${host}:${port}/${database}`);
await store.schema.migrate();
const handle = CommandHandler<{ readonly taken: number }, Step>({
  initialState: () => ({ taken: 0 }),
  evolve: ({ taken }) => ({ taken: taken + 1 }),
});

answer(
  {
    commands: ({ inFlight, seconds }: { inFlight: number; seconds: number }) => {
      const cases = Array.from({ length: inFlight }, () => ({ id: '', step: steps.length }));
      return keepGoing(inFlight, seconds, async (lane) => {
        const at = cases[lane]!;
        if (at.step === steps.length) [at.id, at.step] = [`complaint-${randomUUID()}`, 0];
        await handle(store, at.id, ({ taken }) => {
          if (taken !== at.step) throw new Error(`step ${at.step} came where ${taken} were taken`);
          return { type: steps[at.step]!, data };
        });
        at.step += 1;
      });
    },
  },
  async () => {
    await store.close();
    await server.close();
  },
);
