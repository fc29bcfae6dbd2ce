// The order of a run: files of the costliest project first, so that none of the long ones is begun when all others are
// done and a processor is idle. Within a project, the larger file first.
import { statSync } from 'node:fs';

const costs = ['e2e', 'int', 'unit'];
const costOf = ({ path }) => costs.findIndex((cost) => path.endsWith(`.${cost}.spec.ts`));

export default class CostlyFirst {
  sort(tests) {
    const sized = tests.map((test) => ({ test, cost: costOf(test), bytes: statSync(test.path).size }));
    return sized.sort((one, other) => one.cost - other.cost || other.bytes - one.bytes).map(({ test }) => test);
  }
  cacheResults() {
    /* the order is the same in each run */
  }
}
