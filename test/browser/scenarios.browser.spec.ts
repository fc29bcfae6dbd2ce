import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser } from 'playwright-core';
import { build, root } from '../faults/real-process.js';
import { bothWays } from './both-ways.js';
import { openBrowser } from './chromium.js';
import { scenariosIn } from './scenarios-in.js';
import { every } from './whole.js';

/** Those beside the project are many: before a release, or by `npm run pages`. */
const beside = join(root, '..', 'shared', 'acceptance', 'scenarios');
const folders = [join(root, 'test', 'browser', 'scenarios'), ...(every && existsSync(beside) ? [beside] : [])];
const scenarios = (await Promise.all(folders.map((folder) => scenariosIn(folder)))).flat();

let browser: Browser;
beforeAll(async () => {
  build();
  browser = await openBrowser();
});
afterAll(() => browser.close());

it.each(scenarios)('$name ends the same through the pages as through the API', async ({ scenario, Product }) => {
  const { taken } = await bothWays(browser, Product, scenario);
  expect(taken).toBeGreaterThan(0);
});
