/**
 * JSON lines for whoever runs the product. Only these fields, only these kinds of value: no body, query, name, address
 * or user agent can get in (promises.md, V16).
 */
import { type Mode } from './mode.js';

export type Level = 'info' | 'warn' | 'error';

export interface LogFields {
  /** What happened, in a word that stands in the code: `started`, `stopped`, `projectionStopped`. */
  readonly event?: string;
  /** Random, of the product's own making. */
  readonly requestId?: string;
  /** The pattern, never the path: `/api/offices/:office/complaints/:id`. */
  readonly route?: string;
  readonly method?: string;
  readonly status?: number;
  readonly code?: string;
  readonly durationMs?: number;
  readonly office?: string;
  readonly role?: string;
  readonly mode?: string;
  readonly port?: number;
  readonly readModel?: string;
  readonly position?: string;
  readonly count?: number;
  /** Name and code of an error and of its causes; never its message, which may quote a body. */
  readonly error?: string;
  /** `file:line` of the frames, innermost first. */
  readonly at?: readonly string[];
}

export interface Log {
  info(fields: LogFields): void;
  warn(fields: LogFields): void;
  error(fields: LogFields): void;
  /** An error as its name and place. */
  failure(error: unknown, fields?: LogFields): void;
  /** Writes what is waiting. */
  flush(): void;
}

export interface Output {
  write(text: string): unknown;
}

const order = [
  'event',
  'requestId',
  'route',
  'method',
  'status',
  'code',
  'durationMs',
  'office',
  'role',
  'mode',
  'port',
  'readModel',
  'position',
  'count',
  'error',
  'at',
] as const satisfies readonly (keyof LogFields)[];
const words = /^[\w.:/*@<>+ ()-]{1,200}$/;

/**
 * In `test` errors alone are written. Lines are gathered and written once per turn of the event loop; errors at once.
 */
export function createLog(mode: Mode, out: Output = process.stdout, err: Output = process.stderr): Log {
  let waiting = '';
  let scheduled = false;
  const flush = () => {
    scheduled = false;
    if (waiting === '') return;
    const text = waiting;
    waiting = '';
    out.write(text);
  };
  const write = (level: Level, fields: LogFields) => {
    if (level !== 'error' && mode === 'test') return;
    const line = lineOf(level, fields);
    if (level === 'error') {
      flush();
      err.write(line);
      return;
    }
    waiting += line;
    if (!scheduled) {
      scheduled = true;
      setImmediate(flush);
    }
  };
  return {
    info: (fields) => write('info', fields),
    warn: (fields) => write('warn', fields),
    error: (fields) => write('error', fields),
    failure: (error, fields = {}) => write('error', { ...fields, error: nameOf(error), at: placesOf(error) }),
    flush,
  };
}

/** Says nothing; for tests. */
export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {}, failure: () => {}, flush: () => {} };

/** On the hot path, so put together by hand: `words` lets through no character that JSON escapes. */
function lineOf(level: Level, fields: LogFields): string {
  let line = `{"time":"${timeNow()}","level":"${level}"`;
  for (const name of order) {
    const value: unknown = fields[name];
    if (value === undefined) continue;
    if (typeof value === 'number') {
      if (Number.isFinite(value)) line += `,"${name}":${value}`;
    } else if (typeof value === 'string') {
      if (words.test(value)) line += `,"${name}":"${value}"`;
    } else if (Array.isArray(value))
      line += `,"${name}":${JSON.stringify(value.filter((each) => typeof each === 'string' && words.test(each)))}`;
  }
  return `${line}}\n`;
}

let shown = '',
  shownAt = 0;
function timeNow(): string {
  const now = Date.now();
  if (now !== shownAt) {
    shownAt = now;
    shown = new Date(now).toISOString();
  }
  return shown;
}

function nameOf(error: unknown): string {
  const names: string[] = [];
  for (
    let each = error;
    each !== undefined && names.length < 4;
    each = each instanceof Error ? each.cause : undefined
  ) {
    const { name, code } = (each ?? {}) as { readonly name?: unknown; readonly code?: unknown };
    const known = each instanceof Error && typeof name === 'string' && /^\w{1,60}$/.test(name) ? name : 'NotAnError';
    names.push(typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,40}$/.test(code) ? `${known} (${code})` : known);
  }
  return names.join(' < ');
}

/** The message stands before the frames in a stack and may look like one, so it is cut off by its length. */
function placesOf(error: unknown): readonly string[] {
  if (!(error instanceof Error) || typeof error.stack !== 'string') return [];
  const { stack, message } = error;
  const start = message === '' ? 0 : stack.indexOf(message);
  if (start < 0) return [];
  const frames = stack.slice(start + message.length).split('\n');
  return frames
    .map((frame) => /([\w@./-]+\.[cm]?[jt]s:\d+):\d+\)?$/.exec(frame)?.[1])
    .filter((place) => place !== undefined)
    .slice(0, 12)
    .map(short);
}

const short = (place: string): string =>
  place.replace(/^.*\/(?=(?:apps|libs|state-machines|event-schemas|test|node_modules)\/)/, '');
