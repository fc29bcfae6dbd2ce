import { type FastifyInstance } from 'fastify';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Health } from '../../../libs/platform/health.js';
import { formatInstant } from '../../../libs/platform/instant.js';
import { type Metrics } from '../../../libs/platform/metrics.js';

/** An office whose read models are on their first way to the end of its log: events of it. */
export interface BuildingOffice {
  readonly office: string;
  readonly done: string;
  readonly of: string;
}

/** Who keeps the read models of an office, and since when: milliseconds since the epoch. */
export interface OfficeWorker {
  readonly office: string;
  readonly state: 'away' | 'starting' | 'running' | 'silent';
  readonly since: number;
}

/** What is announced of an office's destructions of keys: `next`, RFC 3339, or null where a hold stands against all. */
export interface OfficeDestructions {
  readonly office: string;
  readonly count: number;
  readonly held: number;
  readonly next: string | null;
}

/**
 * Health and figures as operators expect them, at the root; without a token, and without anything that needs one. With
 * troubles the product is ready all the same, for reading: taken out of service it could not even be read.
 */
export function serveOperations(
  fastify: FastifyInstance,
  metrics: Metrics,
  ready: () => boolean | Promise<boolean>,
  health: Health = new Health(() => []),
  building: () => readonly BuildingOffice[] = () => [],
  workers?: () => readonly OfficeWorker[],
  destructions: () => readonly OfficeDestructions[] = () => [],
): void {
  fastify.get('/health/live', async () => ({ status: 'live' }));
  fastify.get('/health/ready', async (_request, reply) => {
    const isReady = await Promise.resolve()
      .then(ready)
      .catch(() => false);
    const { troubles } = health;
    const announced = destructions();
    const told = {
      ...(troubles.length > 0 ? { troubles } : {}),
      ...(announced.length > 0 ? { destructions: announced } : {}),
      ...(workers ? { workers: workers().map((each) => ({ ...each, since: formatInstant(each.since) })) } : {}),
    };
    const offices = building();
    if (!isReady) return reply.code(503).send({ status: 'not ready', ...told });
    if (health.isReadOnly) return { status: 'read-only', ...told };
    return offices.length > 0 ? { status: 'building', building: offices, ...told } : { status: 'ready', ...told };
  });
  fastify.get('/metrics', async (_request, reply) =>
    reply.header('content-type', metrics.contentType).send(await metrics.render()),
  );
  measureProcess(fastify, metrics);
}

/** What Node measures is the time between two looks, so this much of it is no delay. */
const everyMs = 20;

function measureProcess(fastify: FastifyInstance, metrics: Metrics): void {
  const delay = monitorEventLoopDelay({ resolution: everyMs });
  delay.enable();
  fastify.addHook('onClose', (_instance, done) => {
    delay.disable();
    done();
  });
  const quantiles = [0.5, 0.9, 0.99, 1];
  metrics.gauge('process_uptime_seconds', 'Since the process began.', () => process.uptime());
  metrics.gauge('process_cpu_seconds', 'Processor time of all threads since the process began.', () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  });
  metrics.gauge('server_thread_cpu_seconds', 'Processor time of the thread that answers requests.', () => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1e6;
  });
  metrics.gauge('process_resident_memory_bytes', 'Resident set.', () => process.memoryUsage.rss());
  metrics.gauge('nodejs_heap_used_bytes', 'Heap in use.', () => process.memoryUsage().heapUsed);
  metrics.gauge('nodejs_heap_total_bytes', 'Heap reserved.', () => process.memoryUsage().heapTotal);
  metrics.gauge(
    'nodejs_eventloop_delay_seconds',
    'How late the event loop came, since the last look at this figure.',
    () => {
      const rows = quantiles.map(
        (quantile) =>
          [
            [String(quantile)],
            delay.count === 0 ? 0 : Math.max(0, delay.percentile(quantile * 100) / 1e9 - everyMs / 1000),
          ] as const,
      );
      delay.reset();
      return rows;
    },
    ['quantile'],
  );
}
