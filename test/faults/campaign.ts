/**
 * The long runs (promises.md, section 2): `npm run campaign -- [line …] [--minutes 120] [--seed n] [--units n] [--from
 * n] [--only name,…]`. Seeds are printed with the command that repeats them; progress is written after each unit, and a
 * campaign that was cut off goes on from there.
 */
import 'reflect-metadata';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { lines } from './campaign/lines.js';
import { outcome, together, type Line, type Outcome } from './campaign/line.js';
import { build, root } from './real-process.js';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    minutes: { type: 'string' },
    seed: { type: 'string' },
    units: { type: 'string' },
    from: { type: 'string' },
    only: { type: 'string' },
  },
});
const unknown = positionals.filter((name) => lines.every((line) => line.name !== name));
if (unknown.length > 0)
  throw new Error(`there is no line ${unknown.join(', ')}; there are ${lines.map(({ name }) => name).join(', ')}`);
const asked = lines.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
const minutes = Number(values.minutes ?? 120) / asked.length;
const most = Number(values.units ?? Infinity);
const only = values.only?.split(',') ?? [];

interface Progress {
  readonly seed: number;
  readonly done: number;
  readonly total: Outcome;
}

const folder = join(root, '.build', 'campaign');
const fileOf = ({ name }: Line) => join(folder, `${name}.json`);

/** Where this line stands: as it was left, unless another seed or place is asked for. */
function standing(line: Line): Progress {
  const fresh = {
    seed: Number(values.seed ?? Date.now() % 1_000_000),
    done: Number(values.from ?? 0),
    total: outcome({}, []),
  };
  if (values.from !== undefined || only.length > 0) return fresh;
  try {
    const known = JSON.parse(readFileSync(fileOf(line), 'utf8')) as Progress;
    return (values.seed !== undefined && known.seed !== fresh.seed) || known.done >= line.units(only) ? fresh : known;
  } catch {
    return fresh;
  }
}

const spoken = (counts: Outcome['counts']): string =>
  Object.entries(counts)
    .map(([what, count]) => `${count} ${what}`)
    .join(', ');

/** False: something was broken, or it could not run and was asked for by name. */
async function run(line: Line): Promise<boolean> {
  if (line.notRun !== undefined) {
    console.log(`${line.name}: NOT RUN, ${line.notRun}`);
    return !positionals.includes(line.name);
  }
  const { seed, ...standingNow } = standing(line);
  let { done, total } = standingNow;
  const until = Date.now() + minutes * 60_000;
  const [began, units] = [done, line.units(only)];
  console.log(`${line.name}: seed ${seed}${done > 0 ? `, from unit ${done}` : ''}`);
  while (done < units && done - began < most && Date.now() < until) {
    const one = await line
      .unit(done, seed, only)
      .catch((error: unknown) =>
        outcome({}, [error instanceof Error ? (error.stack ?? error.message) : String(error)]),
      );
    total = together([total, one]);
    for (const sentence of one.broken) console.log(`  BROKEN ${sentence}`);
    if (one.broken.length > 0)
      console.log(
        `  repeat: npm run campaign -- ${line.name} --seed ${seed} --from ${done} --units 1${only.length > 0 ? ` --only ${only.join(',')}` : ''}`,
      );
    done += 1;
    console.log(`  unit ${done}${units === Infinity ? '' : ` of ${units}`}: ${spoken(total.counts)}`);
    if (values.from === undefined && only.length === 0)
      writeFileSync(fileOf(line), JSON.stringify({ seed, done, total }));
  }
  await line.end?.();
  if (line.says) console.log(`${line.name}: ${line.says(total.counts)}`);
  console.log(
    `${line.name}: ${total.broken.length === 0 ? 'nothing broken' : `${total.broken.length} BROKEN`}; ${spoken(total.counts)}; seed ${seed}`,
  );
  return total.broken.length === 0;
}

mkdirSync(folder, { recursive: true });
build();
let good = true;
for (const line of asked) good = (await run(line)) && good;
process.exit(good ? 0 : 1);
