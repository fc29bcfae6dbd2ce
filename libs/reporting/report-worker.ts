/**
 * A report worker: a thread with connections of its own, which only read, and with what it keeps from one report to the
 * next. One job at a time. Who may ask for it was settled before, in the server's thread.
 */
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { type ViewsConfig } from '../installation/config-stores.js';
import { Refused, type Refusal, type RefusedDetails, type Sentences } from '../platform/refusal.js';
import { openViewsReader } from '../read-models/database/open-views.js';
import { type ViewsReader } from '../read-models/database/views-database.js';
import { DecidedFile } from '../read-models/statistics/decided-file.js';
import { KeptFigures } from '../read-models/statistics/kept-figures.js';
import { type OwnWords } from '../read-models/statistics/statistics.js';
import { doJob, type Answer, type Job } from './jobs.js';

export interface ReportWorkerData {
  readonly views: ViewsConfig;
  /** Of this thread: half for what was decided, half for the page caches of all offices. */
  readonly memoryMiB: number;
  readonly offices: readonly ReportOffice[];
}
export interface ReportOffice {
  readonly key: string;
  readonly name: Sentences;
  readonly words: OwnWords;
  /** Of its files. */
  readonly folder: string;
}

/** What comes of a job. An error crosses the border as what is needed to answer the request and to find the place. */
export type Outcome =
  | { readonly answer: Answer<Job> }
  | { readonly refusal: Refusal; readonly status: number; readonly details: RefusedDetails }
  | { readonly failure: Failure };
export interface Failure {
  readonly name: string;
  readonly stack: string;
  readonly statusCode?: number;
}

const { views, memoryMiB, offices } = workerData as ReportWorkerData;
const known = new Map(offices.map((office) => [office.key, office]));
const officeMiB = memoryMiB / 2 / Math.max(1, offices.length);
const readers = new Map<string, ViewsReader>();

async function readerOf({ key, folder }: ReportOffice): Promise<ViewsReader> {
  const open = readers.get(key) ?? (await openViewsReader(key, folder, views, officeMiB));
  readers.set(key, open);
  return open;
}

const kept = new Map<string, KeptFigures>();

function keptOf({ key, folder }: ReportOffice): KeptFigures {
  const known = kept.get(key);
  if (known) return known;
  const made = new KeptFigures(officeMiB * 2 ** 20, DecidedFile.open(join(folder, 'figures.db')));
  kept.set(key, made);
  return made;
}

async function outcomeOf(job: Job): Promise<Outcome> {
  try {
    const office = known.get(job.office);
    if (!office) throw new Error('a job is for an office that the worker was not told of');
    const { words, name } = office;
    return { answer: await doJob({ db: await readerOf(office), words, name, kept: keptOf(office) }, job) };
  } catch (error) {
    if (error instanceof Refused) return { refusal: error.refusal, status: error.status, details: error.details };
    const { name = 'Error', message = '', stack = '', statusCode } = error as Partial<Error & Failure>;
    // The message stands before the frames, and may quote a row.
    const frames = stack.slice(stack.indexOf(message) + message.length);
    return { failure: { name, stack: frames, ...(statusCode === undefined ? {} : { statusCode }) } };
  }
}

parentPort!.on('message', (job: Job) => {
  void outcomeOf(job).then((outcome) => {
    if (!('answer' in outcome) || !('bytes' in outcome.answer)) return parentPort!.postMessage(outcome);
    // Its own memory, to be handed over: a Buffer may be a piece of what it shares with others.
    const bytes = new Uint8Array(outcome.answer.bytes);
    return parentPort!.postMessage({ answer: { ...outcome.answer, bytes } }, [bytes.buffer]);
  });
});
