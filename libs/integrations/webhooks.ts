/** The webhooks of all offices, and what is told of them. */
import { existsSync } from 'node:fs';
import { type WebhookConfig } from '../installation/config-webhooks.js';
import { BootRefused } from '../platform/boot-refused.js';
import { systemClock } from '../platform/clock.js';
import { type Log } from '../platform/log.js';
import { type Metrics } from '../platform/metrics.js';
import { type Positions } from './positions.js';
import { secretsIn } from './standard-webhooks.js';
import { Webhook, type WebhookStanding } from './webhook.js';
import { webhookFile } from './webhook-file.js';

export interface WebhooksParts {
  readonly positions: ReadonlyMap<string, Positions>;
  /** Of an office, in the data folder. */
  readonly folderOf: (office: string) => string;
  readonly log: Log;
}

export class Webhooks {
  private constructor(private readonly each: readonly Webhook[]) {}

  /** @throws OperatorError a secret or an authority is not there, or what a webhook remembers is damaged */
  static async open(configs: readonly WebhookConfig[], { positions, folderOf, log }: WebhooksParts): Promise<Webhooks> {
    const webhooks: Webhook[] = [];
    for (const config of configs) {
      const { name, office, secretFile, caFile } = config;
      await secretsIn(secretFile);
      if (caFile !== null && !existsSync(caFile))
        throw new BootRefused(`${caFile}, the authority of the receiver of the webhook ${name}, is not there.`);
      webhooks.push(
        new Webhook({
          config,
          file: webhookFile(folderOf(office), name),
          positions: positions.get(office)!,
          log,
          clock: systemClock,
          random: Math.random,
        }),
      );
    }
    return new Webhooks(webhooks);
  }

  start(): void {
    for (const webhook of this.each) webhook.start();
  }

  async stop(): Promise<void> {
    await Promise.all(this.each.map((webhook) => webhook.stop()));
  }

  get standings(): readonly WebhookStanding[] {
    return this.each.map(({ standing }) => standing);
  }
}

export function measureWebhooks(metrics: Metrics, webhooks: Webhooks): void {
  const gauge = (name: string, help: string, figure: (standing: WebhookStanding) => number) =>
    metrics.gauge(
      name,
      help,
      () => webhooks.standings.map((standing) => [[standing.office, standing.name], figure(standing)] as const),
      ['office', 'webhook'],
    );
  gauge('webhook_position', 'Position up to which a receiver has taken what it is told.', ({ position }) =>
    Number(position),
  );
  gauge('webhook_failures', 'Deliveries to a receiver that failed in a row.', ({ failures }) => failures);
  gauge('webhook_failing_seconds', 'For how long a receiver has taken nothing; 0 while it does.', ({ failingSince }) =>
    failingSince === undefined ? 0 : Math.max(0, (systemClock.now() - failingSince) / 1000),
  );
  gauge('webhook_stopped', 'Whether nothing more is delivered until an operator says so: 1.', ({ stopped }) =>
    stopped === null ? 0 : 1,
  );
}
