import { systemClock } from '../../../libs/platform/clock.js';
import { type Adapter, type AdapterPayload } from 'oidc-provider';

/** What the provider keeps, in memory: sessions, codes and grants of a demo. */
export class ProviderMemory implements Adapter {
  constructor(
    private readonly kind: string,
    private readonly kept: Map<string, { readonly payload: AdapterPayload; readonly until: number }>,
  ) {}

  async upsert(id: string, payload: AdapterPayload, expiresIn: number): Promise<void> {
    const now = systemClock.now();
    for (const [key, { until }] of this.kept) if (until < now) this.kept.delete(key);
    this.kept.set(this.key(id), { payload, until: now + (expiresIn || 3600) * 1000 });
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const found = this.kept.get(this.key(id));
    return found && found.until >= systemClock.now() ? found.payload : undefined;
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return [...this.kept]
      .filter(([key]) => key.startsWith(`${this.kind} `))
      .map(([, { payload }]) => payload)
      .find((payload) => payload.uid === uid);
  }

  async findByUserCode(): Promise<undefined> {
    return undefined;
  }

  async consume(id: string): Promise<void> {
    const found = this.kept.get(this.key(id));
    if (found) found.payload.consumed = Math.floor(systemClock.now() / 1000);
  }

  async destroy(id: string): Promise<void> {
    this.kept.delete(this.key(id));
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    for (const [key, { payload }] of this.kept) if (payload.grantId === grantId) this.kept.delete(key);
  }

  private key(id: string): string {
    return `${this.kind} ${id}`;
  }
}
