/** What is looked at on a page that stands in a browser, whatever it is about. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Page } from 'playwright-core';
import { type Language } from '../../apps/server/http/page.js';
import { root } from '../faults/real-process.js';
import { danishIn } from './danish.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const inPage = readFileSync(join(root, 'test', 'browser', 'in-page.mjs'), 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];
type Found = readonly string[];

/** Where somebody is barred from using it, as far as axe sees (WCAG 2.1 AA and good practice). */
export async function barriers(page: Page): Promise<Found> {
  await page.evaluate(axe);
  return ask(page, `barriers(${JSON.stringify(rules)})`);
}

/** What is wider than the window: nobody has to scroll sideways to read (WCAG 2.1, 1.4.10). */
export const sticksOut = (page: Page): Promise<Found> => ask(page, 'sticksOut()');

/** Headings that skip a level, and more or fewer than one of the first. */
export const outOfOrder = (page: Page): Promise<Found> => ask(page, 'outOfOrder()');

/** Danish words of a page in English, where they do not say that they are Danish. */
export async function untranslated(page: Page): Promise<Found> {
  return (await ask(page, `textsIn('en')`)).flatMap((text) => {
    const words = danishIn(text);
    return words.length === 0 ? [] : [`${words.join(', ')} in "${text.trim().replace(/\s+/g, ' ').slice(0, 80)}"`];
  });
}

/** The language that a page says it is in. */
export const languageOf = (page: Page): Promise<Language> =>
  page.locator('html').getAttribute('lang') as Promise<Language>;

async function ask(page: Page, question: string): Promise<Found> {
  await page.evaluate(inPage);
  return page.evaluate<Found>(`looks.${question}`);
}
