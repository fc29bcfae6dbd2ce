/**
 * What the thread of requests and whoever runs the loops behind, a thread or a process, say to each other.
 * Nothing here is a person's: names of streams, positions, ids, and sentences for the operator.
 */
import { type KeyObject } from 'node:crypto';
import { type EventsConfig, type ViewsConfig } from '../../installation/config-stores.js';
import { type Profile } from '../../policy/profile.js';
import { type LogEnd } from '../../event-store/port.js';
import { OperatorError } from '../../platform/operator-error.js';
import { type Subject } from '../../privacy/keys.js';
import { type Away } from '../../read-models/away.js';
import { type Building, type LoopBehind } from '../../read-models/runner.js';
import { type OfficeSettings } from '../wiring/office-reader.js';

/** With what the loops begin. */
export interface BehindParts {
  readonly offices: readonly {
    readonly settings: OfficeSettings;
    readonly folder: string;
    /** Where its log ended when the server opened it: what came since is all that is looked for. */
    readonly end?: LogEnd | undefined;
  }[];
  readonly events: EventsConfig;
  readonly views: ViewsConfig;
  readonly profiles: ReadonlyMap<string, Profile>;
  readonly masterKey: KeyObject;
  /** The read models that the server reads, `worklist@3`: nobody may make others. */
  readonly models: readonly string[];
  /** For the page caches of one office's read models, and for what its loop remembers: a fifth. */
  readonly memoryMiB: number;
}

export type ToBehind =
  /** Something was appended. */
  | { readonly what: 'look'; readonly office: string }
  /** Somebody waits for this position. */
  | { readonly what: 'awaited'; readonly office: string; readonly position: bigint; readonly withinMs: number }
  /** The answer to `destroy`: how many keys, or why not. */
  | { readonly what: 'destroyed'; readonly call: number; readonly count: number }
  | { readonly what: 'notDestroyed'; readonly call: number; readonly error: ToldError }
  | { readonly what: 'stop' };

export type FromBehind =
  /** The tables of this office are there to be read. */
  | { readonly what: 'open'; readonly office: string }
  | { readonly what: 'refused'; readonly office: string; readonly error: ToldError }
  /** The server of the events is away; the loop begins when it is there. */
  | { readonly what: 'awaits'; readonly office: string; readonly sentence: string }
  | { readonly what: 'state'; readonly office: string; readonly state: LoopState }
  | {
      readonly what: 'destroy';
      readonly call: number;
      readonly office: string;
      readonly stream: string;
      readonly subjects?: readonly Subject[];
    };

/** A loop at a moment. */
export interface LoopState {
  readonly position: bigint;
  readonly stoppedStreams: ReadonlyMap<string, bigint>;
  readonly stopped?: ToldError;
  readonly transientErrors: readonly {
    readonly away: Away;
    readonly sentence: string;
    readonly sinceEpochMs: number;
    readonly streams?: readonly string[];
  }[];
  readonly isBehind: boolean;
  readonly building?: Building;
}

/** An error on its way between threads or processes, which keep no class of it. */
export interface ToldError {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  /** Its message is a sentence for the operator. */
  readonly isForOperator: boolean;
  /** Of keys that are away: worth another try. */
  readonly isPassing: boolean;
}

export function tellError(thrown: unknown): ToldError {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const { name, message, stack } = error;
  return {
    name,
    message,
    ...(stack === undefined ? {} : { stack }),
    isForOperator: error instanceof OperatorError,
    isPassing: (error as { readonly passing?: unknown }).passing === true,
  };
}

/** With the place at which it was thrown in the other thread. */
export function toldError({ name, message, stack, isForOperator }: ToldError): Error {
  const error = isForOperator ? new OperatorError(message) : new Error(message);
  Object.defineProperty(error, 'name', { value: name });
  if (stack !== undefined) error.stack = stack;
  return error;
}

const epoch = (): number => performance.timeOrigin;

export const stateOf = (loop: LoopBehind): LoopState => ({
  position: loop.position,
  stoppedStreams: loop.stoppedStreams,
  ...(loop.stopped === undefined ? {} : { stopped: tellError(loop.stopped) }),
  transientErrors: loop.transientErrors.map(({ since, ...told }) => ({ ...told, sinceEpochMs: epoch() + since })),
  isBehind: loop.isBehind,
  ...(loop.building === undefined ? {} : { building: loop.building }),
});

/** On this thread's own clock of `performance.now()`, which began when the thread did. */
export const sinceHere = (sinceEpochMs: number): number => sinceEpochMs - epoch();
