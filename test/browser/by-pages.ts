/**
 * `npm run pages -- --scenarios <folder> [--only <text>] [--no-script]`: the scenarios of a folder, through the API and
 * through the pages (`both-ways.ts`). A `drive.mjs` lies beside them, or in the folder above.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../faults/real-process.js';
import { bothWays } from './both-ways.js';
import { openBrowser } from './chromium.js';
import { scenariosIn } from './scenarios-in.js';

const { values } = parseArgs({
  options: {
    scenarios: { type: 'string', default: join(root, 'test', 'browser', 'scenarios') },
    only: { type: 'string', default: '' },
    'no-script': { type: 'boolean', default: false },
  },
});
const launcher = join(root, 'apps', 'cli', 'node24.mjs');
if (spawnSync(process.execPath, [launcher, '--only-build'], { stdio: 'inherit' }).status !== 0) process.exit(1);
const folder = resolve(values.scenarios);
if (!existsSync(folder)) throw new Error(`there is no folder ${values.scenarios}`);
const browser = await openBrowser();
let [passed, failed] = [0, 0];
for (const { name, scenario, Product } of await scenariosIn(folder)) {
  if (!name.includes(values.only)) continue;
  const began = Date.now();
  try {
    const { taken, refused } = await bothWays(browser, Product, scenario, { script: !values['no-script'] });
    passed += 1;
    console.log(`ok    ${name} (${taken} steps taken, ${refused} refused, ${Date.now() - began} ms)`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL  ${name}: ${(error as Error).message}`);
  }
}
await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
