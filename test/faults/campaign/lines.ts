/**
 * What a campaign can run. Each unit uses both cores and takes some seconds; its seed and index alone say what it does.
 */
import { rmSync } from 'node:fs';
import { seededRandom } from '../../../libs/platform/seeded-random.js';
import { dieAtAll } from '../crash/everywhere.js';
import { crashPointNames, crashPoints, type CrashPoint } from '../crash/points.js';
import { chosenKinds, damage, rowOf } from '../damage/damage.js';
import { prepare, type Prepared } from '../damage/prepared.js';
import { compileShim, survive, type Trouble } from '../disk/disk.js';
import { killAgainAndAgain } from '../kill/kill.js';
import { killLightly } from '../kill/light.js';
import { endure } from '../outage/outage.js';
import { attackCells } from '../../attack/cells/cells.js';
import { planted } from '../planted/planted.js';
import { simulate } from '../sim/sim.js';
import { outcome, together, type Line, type Outcome } from './line.js';

const lanes = [0, 1] as const;
const seedOf = (seed: number, index: number, lane = 0): number => seed + index * 1000 + lane;

/** Every tenth unit kills the whole product, the others its stores alone, at many times the pace. */
const kill: Line = {
  name: 'kill',
  units: () => Infinity,
  async unit(index, seed) {
    const outcomes = await Promise.all(
      lanes.map(async (lane) => {
        const own = seedOf(seed, index, lane);
        if (index % 10 === 9) {
          const { kills, acknowledged, events, timersFired, keysDestroyed, broken } = await killAgainAndAgain({
            seed: own,
            kills: 10,
          });
          return outcome(
            {
              'kills of the product': kills,
              'commands acknowledged': acknowledged,
              'events of the product': events,
              'timers fired': timersFired,
              'shreddings by events': keysDestroyed,
            },
            broken,
          );
        }
        const { kills, acknowledged, events, unanswered, destroyed, broken } = await killLightly({
          seed: own,
          kills: 25,
        });
        return outcome(
          {
            'kills of the stores': kills,
            'appends acknowledged': acknowledged,
            'events of the stores': events,
            'appends found without an answer': unanswered,
            'keys destroyed': destroyed,
          },
          broken,
        );
      }),
    );
    return together(outcomes);
  },
};

/**
 * Every place, once a unit, of all that come up again and again at one of the first six times. The first unit is the
 * one that a commit runs.
 */
const crash: Line = {
  name: 'crash',
  units: () => Infinity,
  async unit(index, seed, only) {
    const roll = seededRandom(seedOf(seed, index));
    const comesAgain = (point: CrashPoint): boolean => point.again === true;
    const chosen = crashPointNames.filter((name) => only.length === 0 || only.includes(name));
    const placed = chosen.map(
      (name) => [name, index === 0 || !comesAgain(crashPoints[name]) ? 1 : 1 + Math.floor(roll() * 6)] as const,
    );
    const [first, rest] = [
      placed.filter(([name]) => crashPoints[name].during === 'start'),
      placed.filter(([name]) => crashPoints[name].during !== 'start'),
    ];
    const shuffled = rest
      .map((place) => [roll(), place] as const)
      .sort(([a], [b]) => a - b)
      .map(([, place]) => place);
    const deaths = await dieAtAll([...first, ...shuffled], seedOf(seed, index));
    const missed = deaths.filter(({ reached }) => !reached).map(({ point, nth }) => `${point}#${nth} was not reached`);
    const hit = new Set(deaths.filter(({ reached }) => reached).map(({ point }) => point));
    return outcome(
      { deaths: deaths.filter(({ reached }) => reached).length, 'points not hit': chosen.length - hit.size },
      [
        ...missed,
        ...deaths.flatMap(({ point, nth, broken }) => broken.map((sentence) => `${point}#${nth}: ${sentence}`)),
      ],
    );
  },
};

const sim: Line = {
  name: 'sim',
  units: () => Infinity,
  async unit(index, seed) {
    const outcomes: Outcome[] = [];
    for (let run = 0; run < 50; run += 1) {
      const own = seedOf(seed, index) + run;
      const { broken, acknowledged, timersFired, shakes } = await simulate(own, { steps: 500 });
      outcomes.push(
        outcome(
          { seeds: 1, 'commands acknowledged': acknowledged, 'timers fired': timersFired, ...shakes },
          broken.map((sentence) => `seed ${own}: ${sentence}`),
        ),
      );
    }
    return together(outcomes);
  },
};

const kilobytes = 400;
const shim = (): string | null => compileShim();

/**
 * First files that may not grow past 1, 2, 3 … KiB; then, where there is a compiler, the n-th call fails, in strides
 * through all of them.
 */
const disk: Line = {
  name: 'disk',
  units: () => 2 * kilobytes,
  async unit(index) {
    const limited: readonly Trouble[] = index < kilobytes ? [{ kilobytes: index + 1 }] : [];
    const kinds = [
      ['write', 'EIO'],
      ['write', 'ENOSPC'],
      ['write', 'SHORT'],
      ['fsync', 'EIO'],
      ['fsync', 'ENOSPC'],
      ['rename', 'EIO'],
    ] as const;
    const failing: readonly Trouble[] =
      index < kilobytes ? [] : kinds.map(([call, how]) => ({ call, how, nth: index - kilobytes + 1 }));
    const library = failing.length > 0 ? shim() : null;
    if (failing.length > 0 && library === null)
      return outcome({ 'failing calls not run, for want of a compiler': failing.length }, []);
    const outcomes: Outcome[] = [];
    for (const trouble of [...limited, ...failing]) {
      const { met, acknowledged, broken } = await survive(trouble, library);
      const what =
        'kilobytes' in trouble ? `full at ${trouble.kilobytes} KiB` : `${trouble.call} ${trouble.nth} ${trouble.how}`;
      outcomes.push(
        outcome(
          {
            [`${'kilobytes' in trouble ? 'full disks' : 'failing calls'} ${met ? 'survived' : 'never met'}`]: 1,
            'appends acknowledged': acknowledged,
          },
          broken.map((sentence) => `${what}: ${sentence}`),
        ),
      );
    }
    return together(outcomes);
  },
};

/** A hundred pairs of reports of ten offices in each unit. */
const cells: Line = {
  name: 'cells',
  units: () => 100,
  unit: async (index, seed) => {
    const { counts, broken } = attackCells(seedOf(seed, index), { pairs: 100 });
    return outcome(counts, broken);
  },
};

/** Short and long outages of the cluster in turn, killed and hung in turn. */
const outages = [[5, 20], [60], [5, 20], [60], [300], [300]] as const;
const outage: Line = {
  name: 'outage',
  units: () => outages.length,
  async unit(index, seed) {
    const { broken, ...counts } = await endure({
      seed: seedOf(seed, index),
      seconds: outages[index]!,
      how: [0, 1, 4].includes(index) ? 'killed' : 'hung',
    });
    return outcome({ outages: counts.outages, 'commands acknowledged': counts.acknowledged }, broken);
  },
};

let prepared: Promise<Prepared> | undefined;
/** A kind of damage in each unit. Its rows are the table. */
const damages: Line = {
  name: 'damage',
  units: (only) => chosenKinds(only).length,
  async unit(index, seed, only) {
    prepared ??= prepare();
    const kind = chosenKinds(only)[index]!;
    const noticed = await damage(kind, await prepared, seededRandom(seedOf(seed, index)));
    console.log(`  ${rowOf(noticed)}`);
    return outcome(
      {
        kinds: 1,
        noticed: noticed.broken.length === 0 && noticed.by !== null ? 1 : 0,
        [`by ${noticed.by ?? 'nobody'}`]: 1,
      },
      noticed.broken.map((sentence) => `${kind.name}: ${sentence}`),
    );
  },
  says: ({ kinds = 0, noticed = 0 }) => `${noticed} of ${kinds} noticed`,
  async end() {
    for (const folder of (await prepared)?.folders ?? []) rmSync(folder, { recursive: true, force: true });
    prepared = undefined;
  },
};

export const lines: readonly Line[] = [kill, crash, sim, disk, outage, cells, damages, planted];
