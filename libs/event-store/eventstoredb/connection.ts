import { type ClusterAddress, sameCluster } from './connection-string.js';
import { inTime } from './timing.js';
import { PatchedClient } from './patched-client.js';
import { BytesInFlight } from './append-queue.js';

const connections = new Map<string, Connection>();
const bytesInFlight = 32 * 1024 * 1024;

/**
 * One client per process and cluster (eventstoredb.md, trap 2): the stores of all offices on it share it, and the last
 * one to leave ends it.
 */
export class Connection {
  readonly inFlight = new BytesInFlight(bytesInFlight);
  #client: PatchedClient;
  #users = 0;

  private constructor(
    private readonly key: string,
    private readonly address: ClusterAddress,
  ) {
    this.#client = new PatchedClient(address);
  }

  /** @throws BootRefused a certificate cannot be read */
  static join(address: ClusterAddress): Connection {
    const key = sameCluster(address);
    const connection = connections.get(key) ?? new Connection(key, address);
    connections.set(key, connection);
    connection.#users += 1;
    return connection;
  }

  get client(): PatchedClient {
    return this.#client;
  }

  /**
   * The server's version, asked once per connection. When it fails, nothing has been sent to the server yet.
   * @throws TimedOut, or the client's error
   */
  async serverVersion(milliseconds: number): Promise<string> {
    const client = this.#client;
    try {
      return await inTime(milliseconds, client.serverVersion());
    } catch (error) {
      // The client keeps a failure for ever, unless it is one after which it connects anew: then only a new client asks
      // again.
      if ((error as { code?: number }).code !== 14 && client === this.#client)
        this.#client = new PatchedClient(this.address);
      throw error;
    }
  }

  async leave(): Promise<void> {
    this.#users -= 1;
    if (this.#users > 0) return;
    connections.delete(this.key);
    await inTime(2_000, this.#client.end()).catch(() => undefined);
  }
}
