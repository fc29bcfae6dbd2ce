/** `klagegang simulate`: reads the options, prepares the folder, lets the years pass, and says what came of it. */
import { readConfig, type OfficeConfig } from '../../../libs/installation/config.js';
import { type Mode } from '../../../libs/platform/mode.js';
import { addYears, isValidDate, localDateOf } from '../../../libs/policy/calendar.js';
import { loadProfiles, profilesFolder } from '../../../libs/policy/profile-file.js';
import { endOf, type Simulation } from '../../../libs/simulation/office-life.js';
import { simulateInto, type Simulated } from '../../../libs/simulation/simulate-into.js';
import { UsageError } from '../usage-error.js';
import { openSimulationFolder } from './simulation-folder.js';

export type Given = { readonly [option: string]: unknown };

export interface SimulateAnswer extends Simulated {
  readonly office: string;
  readonly profile: string;
  readonly seed: number;
  readonly from: string;
  /** The instant before which everything happened; the folder's clock begins there. */
  readonly to: string;
  readonly seconds: number;
  readonly eventsPerSecond: number;
  /** Seconds that this process computed, on one core, without waiting. */
  readonly cpuSeconds: number;
  /** Of the files of the office, by name. */
  readonly bytes: { readonly [file: string]: number };
  readonly peakMemoryBytes: number;
}

/** @throws UsageError · @throws SafekeepingRefused the folder holds something else */
export async function simulate(
  given: Given,
  say: (text: string) => void,
): Promise<{ readonly text: string; readonly json: SimulateAnswer }> {
  const { data, mode, simulation } = readOptions(given);
  const folder = openSimulationFolder(data, simulation.office.key, mode);
  const [began, before] = [performance.now(), process.cpuUsage()];
  let simulated: Simulated;
  try {
    simulated = await simulateInto(folder, simulation, { onProgress: progress(simulation.cases, say) });
    await folder.finish(endOf(simulation));
  } finally {
    folder.close();
  }
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(before);
  const bytes = folder.bytes();
  const json: SimulateAnswer = {
    office: simulation.office.key,
    profile: simulation.profile.id,
    seed: simulation.seed,
    from: simulation.from,
    to: new Date(endOf(simulation)).toISOString(),
    ...simulated,
    seconds: Number(seconds.toFixed(1)),
    eventsPerSecond: Math.round(simulated.events / seconds),
    cpuSeconds: Number(((user + system) / 1e6).toFixed(1)),
    bytes,
    peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
  };
  return { text: inWords(json), json };
}

function inWords({
  office,
  cases,
  registered,
  closings,
  shredded,
  events,
  seconds,
  eventsPerSecond,
  cpuSeconds,
  bytes,
  peakMemoryBytes,
  from,
  to,
}: SimulateAnswer): string {
  const files = Object.entries(bytes)
    .map(([file, size]) => `${file} ${mebibytes(size)}`)
    .join(', ');
  return [
    `${office}, ${from} to ${localDateOf(Date.parse(to))}: ${cases} contacts, ${registered} of them cases, ${closings} closings, ${shredded} cases gone after their retention`,
    `${events} events (${(events / cases).toFixed(1)} a contact) in ${seconds} s (${cpuSeconds} s of one core), ${eventsPerSecond} a second; at most ${mebibytes(peakMemoryBytes)} of memory; ${files}`,
  ].join('\n');
}
const mebibytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MiB`;

function readOptions(given: Given): {
  readonly data: string;
  readonly mode: Exclude<Mode, 'production'>;
  readonly simulation: Simulation;
} {
  const named = (option: string): string => {
    const value = given[option];
    if (typeof value !== 'string' || value === '') throw new UsageError(`--${option} is missing`);
    return value;
  };
  const number = (option: string, most: number, otherwise?: number): number => {
    if (given[option] === undefined && otherwise !== undefined) return otherwise;
    const value = named(option);
    if (!/^\d{1,9}$/.test(value) || Number(value) < 1 || Number(value) > most)
      throw new UsageError(`--${option} is a whole number from 1 to ${most}`);
    return Number(value);
  };
  const from = given.from === undefined ? '2016-01-01' : named('from');
  if (!isValidDate(from) || from < '2000-01-01' || from > '2100-01-01')
    throw new UsageError('--from is a day from 2000 to 2099, YYYY-MM-DD');
  const mode = given.mode === undefined ? 'demo' : named('mode');
  if (mode !== 'demo' && mode !== 'test')
    throw new UsageError('--mode is demo or test: sample data and real cases never share a folder');
  const data = named('data'),
    key = named('office');
  const { offices, profileFolders } = readConfig({ ...process.env, KLAGEGANG_MODE: mode });
  const office: OfficeConfig | undefined = offices.find((one) => one.key === key);
  if (!office) throw new UsageError(`there is no office ${key}; there are ${offices.map((one) => one.key).join(', ')}`);
  const profile = loadProfiles([profilesFolder(), ...profileFolders]).get(office.profile);
  if (!profile) throw new UsageError(`there is no file of the profile ${office.profile}`);
  const years = number('years', 50),
    cases = number('cases', 100_000_000);
  if (addYears(from, years) > '2150-01-01') throw new UsageError('--from and --years reach beyond 2150');
  return { data, mode, simulation: { office, profile, cases, years, from, seed: number('seed', 999_999_999, 1) } };
}

/** At most one line a second. The time that is left follows from the contacts, which come in the order of the years. */
function progress(all: number, say: (text: string) => void): (soFar: Pick<Simulated, 'cases' | 'events'>) => void {
  const began = performance.now();
  let toldAt = began;
  return ({ cases, events }) => {
    const now = performance.now();
    if (now - toldAt < 1000 && cases < all) return;
    toldAt = now;
    const seconds = (now - began) / 1000;
    say(
      `${cases} of ${all} contacts, ${events} events, ${Math.round(events / seconds)} a second, ${cases === 0 ? '?' : Math.ceil((seconds * (all - cases)) / cases)} s left …\n`,
    );
  };
}
