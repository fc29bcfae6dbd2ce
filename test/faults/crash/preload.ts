/**
 * Loaded before the product by tests alone (`node --import`): ends the process by SIGKILL at the crash point that
 * KLAGEGANG_CRASH_POINT names, at its n-th time where it says `name#n`. Points of the work are armed when the product
 * listens, all others at once.
 */
import 'reflect-metadata';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { Server } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync, StatementSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { BroadcastChannel, isMainThread } from 'node:worker_threads';
import { crashPoints, lastWords, type CrashPoint, type CrashPointName, type Moment } from './points.js';

if (process.env.KLAGEGANG_MODE === 'production') {
  fs.writeSync(
    2,
    'Crash points are for tests. Remove KLAGEGANG_CRASH_POINT and --import from the start of this product.\n',
  );
  process.exit(1);
}

const [name, nth = '1'] = (process.env.KLAGEGANG_CRASH_POINT ?? '').split('#') as [CrashPointName, string?];
const point: CrashPoint | undefined = crashPoints[name];
if (!point) throw new Error(`there is no crash point ${name}`);
let left = Number(nth);
let armed = point.during !== 'work';
const { at } = point;

function reached(): void {
  if (!armed || (left -= 1) > 0) return;
  fs.writeSync(1, `${lastWords(name)}\n`);
  process.kill(process.pid, 'SIGKILL');
}

type Any = (this: unknown, ...given: unknown[]) => unknown;

/** Puts the point before or after a function; after a promise where it gives one. */
function around(
  original: Any,
  when: Moment['when'],
  isThere: (self: unknown, given: readonly unknown[]) => boolean,
): Any {
  return function (this: unknown, ...given: unknown[]) {
    const here = isThere(this, given);
    if (here && when === 'before') reached();
    const result = original.apply(this, given);
    if (!here || when !== 'after') return result;
    if (result instanceof Promise)
      return result.then((value: unknown) => {
        reached();
        return value;
      });
    reached();
    return result;
  };
}

if ('sql' in at) {
  const { file, sql, value, when } = at;
  const isFile = (db: DatabaseSync) => basename(db.location() ?? '') === file;
  const wanted = new WeakSet<StatementSync>();
  const prepare = DatabaseSync.prototype.prepare;
  DatabaseSync.prototype.prepare = function (this: DatabaseSync, text: string, ...rest: []) {
    const statement = prepare.call(this, text, ...rest);
    if (text.startsWith(sql) && isFile(this)) wanted.add(statement);
    return statement;
  };
  for (const run of ['run', 'get', 'all'] as const) {
    StatementSync.prototype[run] = around(
      StatementSync.prototype[run] as Any,
      when,
      (self, given) => wanted.has(self as StatementSync) && (value === undefined || given.includes(value)),
    ) as never;
  }
  DatabaseSync.prototype.exec = around(
    DatabaseSync.prototype.exec as Any,
    when,
    (self, [text]) => String(text).startsWith(sql) && isFile(self as DatabaseSync),
  ) as never;
} else if ('call' in at) {
  const { call, path, when } = at;
  const paths = new Map<unknown, string>();
  const open = fs.openSync;
  fs.openSync = ((...given: Parameters<typeof fs.openSync>) => {
    const descriptor = open(...given);
    paths.set(descriptor, String(given[0]));
    return descriptor;
  }) as typeof fs.openSync;
  const ends = (named: unknown) => String(named).endsWith(path);
  const isThere = (_: unknown, given: readonly unknown[]) =>
    call === 'writeSync' || call === 'fsyncSync'
      ? ends(paths.get(given[0]))
      : call === 'openSync'
        ? ends(given[0])
        : ends(given[1]);
  const original = fs[call] as Any;
  const hooked = around(original, when, isThere);
  fs[call] = (
    when === 'torn'
      ? function (this: unknown, descriptor: unknown, text: unknown, ...rest: unknown[]) {
          if (armed && isThere(this, [descriptor])) {
            if (left === 1) original.call(this, descriptor, String(text).slice(0, String(text).length / 2));
            reached();
          }
          return original.call(this, descriptor, text, ...rest);
        }
      : hooked
  ) as never;
  syncBuiltinESMExports();
} else if (isMainThread) {
  // Of the thread of requests alone: in another one, argv names no program of the product.
  const { module, of, method, when } = at;
  // The very modules that the program is about to load: `<built product>/apps/server/main.js`, or the operator's
  // program beside it.
  const product = join(dirname(process.argv[1] ?? ''), '..', '..');
  const loaded = (await import(pathToFileURL(join(product, module)).href)) as {
    readonly [name: string]: { readonly prototype: { [name: string]: Any } };
  };
  const prototype = loaded[of]?.prototype;
  if (!prototype?.[method])
    throw new Error(`${of} in ${module} has no ${method}: the crash point ${name} has to be put elsewhere`);
  prototype[method] = around(prototype[method], when, () => true);
}

/** The loops behind are a thread of their own, which never listens: the thread that does tells it. */
const arming = new BroadcastChannel('crash points are armed');
arming.unref();
arming.onmessage = () => {
  armed = true;
};
if (!armed && isMainThread) {
  const listen = Server.prototype.listen;
  Server.prototype.listen = function (this: Server, ...given: unknown[]) {
    this.once('listening', () => {
      armed = true;
      arming.postMessage(null);
    });
    return listen.apply(this, given as never);
  } as typeof Server.prototype.listen;
}
