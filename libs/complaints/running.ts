/** An office at work: its stores, and the loop behind that keeps its worklist, its agenda and its keys in step with the log. */
import { type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import { Runner } from '../read-models/runner.js';
import { Worklist } from '../read-models/worklist/worklist.js';
import { type Office } from './office.js';
import { pinned } from './pinned.js';
import { Agenda } from './reactions/agenda.js';
import { shredder } from './reactions/shredder.js';

export interface RunningOffice {
  readonly key: string;
  readonly office: Office;
  readonly worklist: Worklist;
  readonly agenda: Agenda;
  readonly runner: Runner;
  head(): Promise<bigint>;
}

/** Resolves when everything in the log has been seen. */
export async function runOffice(office: Office): Promise<RunningOffice> {
  const worklist = new Worklist();
  const agenda = new Agenda((id) => office.profileNamed(id));
  const runner = new Runner(office.store, (record) => office.codec.sealed<ComplaintEvent>(record), [
    pinned(office.key, (id) => office.profileNamed(id)), worklist, agenda, shredder(office.keys),
  ]);
  await runner.start();
  return { key: office.key, office, worklist, agenda, runner, head: () => office.store.head() };
}

export type RunningOffices = ReadonlyMap<string, RunningOffice>;
