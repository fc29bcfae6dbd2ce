import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as later } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { newOffice, openOn } from './server-under-test.js';
import { StandIn } from './stand-in.js';

const typescript = fileURLToPath(new URL('../../../libs/event-store/embedded/testing/typescript.mjs', import.meta.url));
const program = fileURLToPath(new URL('./heavy-writer.ts', import.meta.url));

const startWriter = (...args: readonly string[]): ChildProcess =>
  spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      '--experimental-transform-types',
      '--import',
      typescript,
      program,
      ...args,
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );

/** What the child said, once it has ended. */
async function ended(
  child: ChildProcess,
  whenSent: () => Promise<void>,
): Promise<{ readonly output: string; readonly errors: string; readonly code: number | null }> {
  let [output, errors, sent] = ['', '', undefined as Promise<void> | undefined];
  child.stdout!.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    if (output.includes('sent')) sent ??= whenSent();
  });
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  await sent;
  return { output, errors, code };
}

describe('a process with many appends in flight', () => {
  let server: StandIn;
  const appends = 300;
  beforeEach(async () => {
    server = await StandIn.start();
  });
  afterEach(() => server.dispose());

  const everyOneOnce = async (office: string): Promise<void> => {
    const store = await openOn(server.connectionString, { office });
    for (let n = 0; n < appends; n += 1) expect(await store.readStream(`heavy-${n}`)).toHaveLength(1);
    await store.close();
  };

  it('outlives a server that hangs, dies and comes back, and settles them all', async () => {
    const office = newOffice();
    const how = await ended(startWriter(server.connectionString, office, String(appends), '20000'), async () => {
      server.stop();
      await later(1_500);
      await server.kill();
      await server.start();
    });
    expect(how).toEqual({ output: `sent\n${appends} settled\n`, errors: '', code: 0 });
    await everyOneOnce(office);
  });
  it('outlives answers that come twice, and connections that break', async () => {
    const office = newOffice();
    await server.fault({ duplicateAnswer: 1_000, delayMs: 20 });
    const how = await ended(startWriter(server.connectionString, office, String(appends), '200'), async () => {
      for (let n = 0; n < 3; n += 1) {
        await later(15);
        await server.dropConnections();
      }
    });
    expect(how).toEqual({ output: `sent\n${appends} settled\n`, errors: '', code: 0 });
    await everyOneOnce(office);
  });
});
