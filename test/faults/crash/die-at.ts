/**
 * Dies at crash points, one after the other on one folder: each start is armed with the next point, and is the recovery
 * from the last one.
 */
import { aftermath } from '../aftermath.js';
import { Clerk, ClockMover, comesToRest, Shift } from '../clerk.js';
import { hangMs } from '../../hang.js';
import { RealProcess } from '../real-process.js';
import { preload, type Death, type Place } from './death.js';
import { crashPoints, lastWords } from './points.js';

const office = 'horsens';
const hands = 10;
const clockEveryMs = 60;

/** Points of a first start come first: the folder is new. */
export async function dieAt(places: readonly Place[], seed: number, told: (death: Death) => void): Promise<void> {
  const product = new RealProcess();
  const shift = new Shift();
  const clerks = Array.from(
    { length: hands },
    (_, hand) => new Clerk(product, office, `clerk-${hand}`, shift, seed * 1009 + hand),
  );
  const mover = new ClockMover(product, shift, clockEveryMs);
  const workers = [...clerks, mover];
  let working: Promise<unknown> | undefined;
  const wrongs = () => workers.flatMap(({ wrong }) => wrong.splice(0));
  try {
    for (const [point, nth] of places) {
      product.env = { NODE_OPTIONS: preload(), KLAGEGANG_CRASH_POINT: `${point}#${nth}` };
      product.output = '';
      const failure = await product.start().then(
        () => '',
        (error: unknown) => (error as Error).message,
      );
      if (failure === '') {
        working ??= Promise.all(workers.map((worker) => worker.work()));
        shift.up();
        await product.gone(hangMs);
        shift.down();
      }
      const reached = product.output.includes(lastWords(point));
      await product.kill();
      const doesNotStart = failure !== '' && !reached ? [`it does not start: ${failure}`] : [];
      const after =
        crashPoints[point].during === 'start' ? [] : (await aftermath(product.folder, office, clerks)).broken;
      const broken = [...doesNotStart, ...after, ...wrongs()];
      told({ point, nth, reached, broken });
      // What comes after would be broken by the same.
      if (broken.length > 0) return;
    }
    // The end of the row in peace: all is answered, and nothing that came due is left.
    product.env = {};
    const [last, nth] = places.at(-1)!;
    const failure = await product.start().then(
      () => '',
      (error: unknown) => (error as Error).message,
    );
    if (failure !== '') {
      told({ point: last, nth, reached: true, broken: [`it does not start again: ${failure}`] });
      return;
    }
    working ??= Promise.all(workers.map((worker) => worker.work()));
    shift.up();
    shift.over = true;
    const unanswered = await comesToRest(working);
    await product.kill('SIGTERM');
    const left = [
      ...unanswered,
      ...(await aftermath(product.folder, office, clerks, { atRest: true })).broken,
      ...wrongs(),
    ];
    if (left.length > 0) told({ point: last, nth, reached: true, broken: left });
  } finally {
    shift.dismiss();
    await product.remove();
  }
}
