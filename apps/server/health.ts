/** What the parts of the product say is wrong with them, gathered for `Health`, the log and the metrics. */
import { sep } from 'node:path';
import { type RunningOffice } from '../../libs/complaints/wiring/running-office.js';
import { type ClockGuard } from '../../libs/installation/clock-guard.js';
import { type Recorder } from '../../libs/installation/recorder.js';
import { systemClock } from '../../libs/platform/clock.js';
import { type Finding, type Health } from '../../libs/platform/health.js';
import { formatInstant } from '../../libs/platform/instant.js';
import { type Log } from '../../libs/platform/log.js';
import { type Metrics } from '../../libs/platform/metrics.js';
import { type PositionStreams } from '../../libs/integrations/position-streams.js';
import { type Webhooks } from '../../libs/integrations/webhooks.js';
import { type ReportWorkers } from '../../libs/reporting/report-workers.js';
import { freeBytes } from '../../libs/sqlite/local-disk.js';
import { type OfficeDestructions } from './http/operations.js';
import { type NamesOfOffices, type Unnamed } from './unnamed.js';

export interface Watched {
  readonly offices: readonly RunningOffice[];
  readonly names: NamesOfOffices;
  readonly dataFolder: string;
  readonly reports: ReportWorkers;
  readonly recorder: Recorder;
  readonly webhooks: Pick<Webhooks, 'standings'>;
  readonly rotation: { readonly findings: readonly Finding[] };
  readonly signIn: { readonly trouble: string | undefined };
  /** Where the product goes by the system clock. */
  readonly clock?: ClockGuard;
}

/** Less than this free, and it is told before it is felt: the stores stop writing at 64 MiB. */
const littleSpaceBytes = 96 * 1024 * 1024;

export const findingsOf = ({
  offices,
  names,
  dataFolder,
  reports,
  recorder,
  webhooks,
  rotation,
  signIn,
  clock,
}: Watched): readonly Finding[] => [
  // Paths are told from the data folder on: the page is open to everybody.
  ...offices
    .flatMap(findingsOfOffice)
    .map((finding) => ({ ...finding, sentence: finding.sentence.replaceAll(dataFolder + sep, '') })),
  ...[...names.missing].map(([office, missing]) => ({
    office,
    part: 'configuration' as const,
    sentence: unnamed(missing),
  })),
  ...webhooks.standings.flatMap(({ office, finding }) =>
    finding === undefined ? [] : [{ office, part: 'webhooks', sentence: finding } as const],
  ),
  ...rotation.findings,
  ...(reports.trouble === undefined ? [] : [{ part: 'reports', sentence: reports.trouble } as const]),
  ...(recorder.trouble === undefined ? [] : [{ part: 'installation', sentence: recorder.trouble } as const]),
  ...(signIn.trouble === undefined ? [] : [{ part: 'signIn', sentence: signIn.trouble } as const]),
  ...(clock?.doubt === undefined
    ? []
    : [
        {
          part: 'clock',
          sentence: `The system clock shows ${formatInstant(clock.doubt.shown)}, and by the machine's own count it is ${formatInstant(clock.doubt.expected)}.`,
        } as const,
      ]),
  ...disk(dataFolder),
];

/** Of the offices that have announced some; those that a hold stands against are counted, and are not the next. */
export const destructionsOf = (offices: readonly RunningOffice[]): readonly OfficeDestructions[] =>
  offices.flatMap(({ key, agenda: { announcement } }) => {
    const { count, held, nextAt } = announcement;
    return count === 0 ? [] : [{ office: key, count, held, next: nextAt === null ? null : formatInstant(nextAt) }];
  });

function unnamed({ departments, topics }: Unnamed): string {
  const told = [
    ...(departments.length > 0 ? [`departments ${some(departments)}`] : []),
    ...(topics.length > 0 ? [`topics ${some(topics)}`] : []),
  ];
  return `Complaints have ${told.join(' and ')}, which the configuration has not.`;
}
const most = 10;
const some = (keys: readonly string[]): string =>
  keys.length <= most ? keys.join(', ') : `${keys.slice(0, most).join(', ')} and ${keys.length - most} more`;

/** What a store says of itself comes before what the loop behind met there. */
const findingsOfOffice = ({ key, office, views, runner }: RunningOffice): readonly Finding[] => [
  ...office.troubles.map(({ file, sentence }) => ({ office: key, part: file, sentence })),
  ...(views.db.trouble === undefined ? [] : [{ office: key, part: 'views', sentence: views.db.trouble } as const]),
  ...runner.transientErrors.map(({ away, sentence, since }) => ({
    office: key,
    part: away,
    sentence,
    since: performance.timeOrigin + since,
  })),
  // What nobody foresaw may quote anything: its name and place are in the log.
  ...(runner.stopped
    ? [
        {
          office: key,
          part: 'loop',
          sentence: 'The read models have stopped at an error that nobody foresaw.',
        } as const,
      ]
    : []),
  ...unreadable(key, new Set([...runner.stoppedStreams.keys(), ...office.unopened]).size),
];

/** What the loop behind met, and whoever looked at a complaint. */
const unreadable = (office: string, complaints: number): readonly Finding[] =>
  complaints === 0
    ? []
    : [
        {
          office,
          part: 'complaints',
          sentence: `Complaints with an event or a field that cannot be read: ${complaints}.`,
        },
      ];

function disk(dataFolder: string): readonly Finding[] {
  const free = freeBytes(dataFolder);
  if (free >= littleSpaceBytes) return [];
  return [{ part: 'disk', sentence: `${Math.floor(free / 1024 / 1024)} MiB are free on the disk of the data folder.` }];
}

const everyMs = 1000;

/** Says in the log when something has gone wrong, and when it is over; an error that ended a loop with its place. */
export function watch(
  health: Health,
  offices: readonly RunningOffice[],
  names: NamesOfOffices,
  log: Log,
): NodeJS.Timeout {
  const ended = new Set<RunningOffice>();
  return setInterval(() => {
    void names.look();
    const { begun, over } = health.changes();
    for (const { office, part } of begun)
      log.error({ event: 'troubleBegan', code: part, ...(office ? { office } : {}) });
    for (const { office, part } of over) log.info({ event: 'troubleOver', code: part, ...(office ? { office } : {}) });
    for (const office of offices) {
      if (office.runner.stopped === undefined || ended.has(office)) continue;
      ended.add(office);
      log.failure(office.runner.stopped, { event: 'projectionStopped', office: office.key });
    }
  }, everyMs).unref();
}

export function measure(metrics: Metrics, offices: readonly RunningOffice[], health: Health): void {
  metrics.gauge(
    'trouble_since_seconds',
    'Something is wrong with a part of the product, or of an office: for how long. Each is told at /health/ready.',
    () =>
      health.troubles.map(({ office = '', part, since }) => [
        [office, part],
        Math.max(0, (systemClock.now() - Date.parse(since)) / 1000),
      ]),
    ['office', 'part'],
  );
  metrics.gauge(
    'destructions_announced',
    'Complaints of an office whose keys are to be destroyed when the notice has run out, a hold or not.',
    () => offices.map(({ key, agenda }) => [[key], agenda.announcement.count] as const),
    ['office'],
  );
  metrics.gauge(
    'read_model_position',
    'Position up to which the read models of an office have seen its log.',
    () => offices.map(({ key, runner }) => [[key], Number(runner.position)] as const),
    ['office'],
  );
  metrics.gauge(
    'read_model_lag',
    'Events of an office that its read models have yet to see: the head of its log as the last look found it, less their position.',
    () => offices.map(({ key, runner }) => [[key], runner.lag()] as const),
    ['office'],
  );
  metrics.gauge(
    'store_read_only',
    'Files of an office that can be read and not written just now: 1.',
    () =>
      health.troubles.flatMap(({ office, part }) =>
        office !== undefined && files.has(part) ? [[[office, part], 1] as const] : [],
      ),
    ['office', 'file'],
  );
  metrics.gauge(
    'read_model_held_up_seconds',
    'For how long the loop behind an office has waited for a store, keys or a database that is away; 0 while it gets on.',
    () => offices.map(({ key, runner }) => [[key], heldUpSeconds(runner)] as const),
    ['office'],
  );
  metrics.gauge(
    'read_model_ended',
    'Whether the loop behind an office has stopped at an error and needs a restart: 1.',
    () => offices.map(({ key, runner }) => [[key], runner.stopped === undefined ? 0 : 1] as const),
    ['office'],
  );
  metrics.gauge(
    'read_model_stopped_streams',
    'Complaints with an event that could not be read or opened: shown up to it, or without what it says.',
    () => offices.map(({ key, runner }) => [[key], runner.stoppedStreams.size] as const),
    ['office'],
  );
}

const files: ReadonlySet<string> = new Set(['events', 'keys', 'access', 'members', 'views']);

export function measureReports(metrics: Metrics, workers: ReportWorkers): void {
  metrics.gauge('reports_running', 'Reports that are being computed.', () => workers.running);
  metrics.gauge('reports_waiting', 'Reports that wait for a thread to compute them.', () => workers.waiting);
  metrics.gauge(
    'report_workers_ended',
    'Threads computing reports that ended by themselves since the start.',
    () => workers.ended,
  );
}

export function measureStreams(metrics: Metrics, streams: PositionStreams): void {
  metrics.gauge(
    'position_streams_open',
    'Readers that follow the positions of an office.',
    () => [...streams.count].map(([office, count]) => [[office], count] as const),
    ['office'],
  );
}

const heldUpSeconds = ({ transientErrors }: RunningOffice['runner']): number =>
  transientErrors.reduce((longest, { since }) => Math.max(longest, (performance.now() - since) / 1000), 0);
