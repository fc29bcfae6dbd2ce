// The order of a run: files of the costliest project first, so that none of the long ones is begun when all others are
// done and a processor is idle. Within a project, those that a small file makes long, then the larger file first.
import { statSync } from 'node:fs';

const costs = ['browser', 'e2e', 'int', 'unit'];
/** Each takes many times what its size says: begun last, one of them would keep a whole run waiting. */
const longest = [
  'test/histories/random.int.spec.ts',
  'libs/read-models/live-is-rebuilt.int.spec.ts',
  'test/attack/cells/cells.int.spec.ts',
  'test/machine/exploration.int.spec.ts',
  'test/machine/properties.int.spec.ts',
  'libs/complaints/steps/body-schema.unit.spec.ts',
  'test/attack/cells/neighbours.int.spec.ts',
];
const placeOf = ({ path }) => {
  const place = longest.findIndex((each) => path.replaceAll('\\', '/').endsWith(each));
  return place < 0 ? longest.length : place;
};
const costOf = ({ path }) => costs.findIndex((cost) => path.endsWith(`.${cost}.spec.ts`));

export default class CostlyFirst {
  sort(tests) {
    const sized = tests.map((test) => ({
      test,
      cost: costOf(test),
      place: placeOf(test),
      bytes: statSync(test.path).size,
    }));
    return sized
      .sort((one, other) => one.cost - other.cost || one.place - other.place || other.bytes - one.bytes)
      .map(({ test }) => test);
  }
  cacheResults() {
    /* the order is the same in each run */
  }
}
