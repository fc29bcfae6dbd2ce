// npm run mutate -- [--minutes 15] [--seed 1] [--atLeast 95]: how many small changes of the guard table the checks
// notice. Prints what survived; exits 1 below the mark.
import { parseArgs } from 'node:util';
import { under } from '../../libs/complaints/testing/given.js';
import { compareOthers, compareWithOracle } from '../machine/cells.js';
import { machineOf, type Machine } from '../machine/explore.js';
import { properties, worldOf } from '../machine/properties.js';
import { seededRandom } from '../../libs/platform/seeded-random.js';
import { mutantsOf, type Mutant } from './mutants.js';
import { givenCases, type Case } from './specs.js';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '15' },
    seed: { type: 'string', default: '1' },
    atLeast: { type: 'string', default: '95' },
  },
});
const minutes = Number(values.minutes);
const seed = Number(values.seed);

/** What noticed the change; undefined where nothing did. The quickest checks come first. */
function noticedBy(machine: Machine, cases: readonly Case[]): string | undefined {
  const world = worldOf(machine);
  for (const id of ['P17', 'P16', 'P2', 'P39', 'P40', 'P50', 'P51', 'P52', 'P54', 'P55'] as const)
    if (properties[id]!.check(world).length > 0) return 'properties';
  if (compareWithOracle(machine, { stopAtFirst: true }).findings.length > 0) return 'oracle';
  for (const { check } of Object.values(properties)) if (check(world).length > 0) return 'properties';
  if (compareOthers(machine, { stopAtFirst: true }).length > 0) return 'profiles';
  under.lifecycle = machine.lifecycle;
  for (const { run } of cases) run();
  return undefined;
}

function judged(mutant: Mutant, cases: readonly Case[]): string | undefined {
  try {
    return mutant.within((machine) => noticedBy(machine, cases));
  } catch {
    return 'stories'; // a story could no longer be told, or one of the cases failed
  }
}

const cases = await givenCases();
/** A harness that never caught anything proves nothing: the true machine passes, and the cases fail without one. */
function tested(): void {
  const truth = under.lifecycle;
  const found = noticedBy(machineOf(truth), cases);
  if (found !== undefined) throw new Error(`the unchanged machine fails (${found}); run the unit tests first`);
  under.lifecycle = undefined as never;
  const blind = cases.filter(({ run }) => {
    try {
      run();
      return true;
    } catch {
      return false;
    }
  });
  under.lifecycle = truth;
  if (cases.length === 0 || blind.length > 0)
    throw new Error(
      `${blind.length} of ${cases.length} given cases pass without a lifecycle: they judge another copy of it`,
    );
}
tested();
const mutants = mutantsOf(seededRandom(seed));
const began = Date.now();
const killed = new Map<string, number>();
const tally = new Map<string, { killed: number; tried: number }>();
const survivors: Mutant[] = [];
let tried = 0;
for (const mutant of mutants) {
  if (Date.now() - began > minutes * 60_000) break;
  tried += 1;
  const by = judged(mutant, cases);
  const kind = tally.get(mutant.kind) ?? { killed: 0, tried: 0 };
  tally.set(mutant.kind, { killed: kind.killed + (by ? 1 : 0), tried: kind.tried + 1 });
  if (by) killed.set(by, (killed.get(by) ?? 0) + 1);
  else survivors.push(mutant);
  if (process.stderr.isTTY && tried % 20 === 0)
    process.stderr.write(`\r${tried} of ${mutants.length}, ${survivors.length} survive `);
}
const share = ((tried - survivors.length) / tried) * 100;
process.stdout.write(`
guards: ${tried - survivors.length} of ${tried} mutants killed, ${share.toFixed(1)} % (seed ${seed}, ${mutants.length} in all, ${cases.length} given cases, ${Math.round((Date.now() - began) / 1000)} s)
  by kind: ${[...tally].map(([kind, count]) => `${kind} ${count.killed}/${count.tried}`).join(', ')}
  first noticed by: ${[...killed].map(([by, count]) => `${by} ${count}`).join(', ')}
${survivors
  .map(({ kind, says }) => `  survives: ${kind}: ${says}`)
  .sort()
  .join('\n')}
`);
process.exitCode = share < Number(values.atLeast) ? 1 : 0;
