/** A start waits for what it cannot begin without while it is away, for as long as it was told to, and says so. */
import { setTimeout as later } from 'node:timers/promises';
import { ServerAway } from '../../libs/event-store/eventstoredb/server-away.js';
import { type Config } from '../../libs/installation/config.js';
import { removeRunning, writeRunning } from '../../libs/installation/running-file.js';
import { systemClock } from '../../libs/platform/clock.js';
import { type Log } from '../../libs/platform/log.js';
import { StoreUnavailable } from '../../libs/platform/unavailable.js';
import { KeyServiceAway } from '../../libs/privacy/key-service.js';
import { WaitingRoom, type Awaited } from './http/waiting-room.js';

const againMs = 1000;

export class StartWait {
  private readonly began = performance.now();
  private room: WaitingRoom | undefined;
  private awaited: Awaited | undefined;

  constructor(
    private readonly config: Pick<Config, 'dataFolder' | 'events' | 'keyService' | 'host' | 'port' | 'publicAddress'>,
    private readonly log: Log,
  ) {}

  /** @throws what the work failed with, when the time is over or waiting does not help */
  async whileAway<Result>(office: string, work: () => Promise<Result>): Promise<Result> {
    for (;;) {
      try {
        return await work();
      } catch (error) {
        const [part, seconds] = this.patienceWith(error);
        if (!(error instanceof Error) || performance.now() >= this.began + seconds * 1000) throw error;
        await this.say({ part, office, sentence: error.message, since: this.awaited?.since ?? systemClock.now() });
      }
      await later(againMs);
    }
  }

  /** What is away, and for how long that is waited for in all. */
  private patienceWith(error: unknown): readonly [part: Awaited['part'], seconds: number] {
    const { events, keyService } = this.config;
    if (error instanceof KeyServiceAway) return ['keys', keyService?.waitSeconds ?? 0];
    const isAway = error instanceof ServerAway || error instanceof StoreUnavailable;
    return ['events', isAway && events.kind === 'eventstoredb' ? events.waitSeconds : 0];
  }

  /** From here on the product itself listens. */
  async end(): Promise<void> {
    if (!this.room) return;
    removeRunning(this.config.dataFolder);
    await this.room.close();
    this.room = undefined;
  }

  private async say(awaited: Awaited): Promise<void> {
    if (this.awaited?.part !== awaited.part)
      this.log.warn({
        event: awaited.part === 'keys' ? 'keyServiceAwaited' : 'eventStoreAwaited',
        office: awaited.office,
      });
    this.awaited = awaited;
    if (this.room) return this.room.tell(awaited);
    this.room = await WaitingRoom.open(this.config, awaited);
    if (this.room) writeRunning(this.config.dataFolder, { pid: process.pid, address: this.room.address });
  }
}
