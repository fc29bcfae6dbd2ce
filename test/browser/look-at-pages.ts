/** Each page in a real browser, by each who may see it: a part of them in a spec. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type Cookie, type Response } from 'playwright-core';
import { matrix, type Operation, type Row } from '../../libs/access/matrix.js';
import { type Language } from '../../apps/server/http/page.js';
import { root } from '../faults/real-process.js';
import { openBrowser } from './chromium.js';
import { contactSheet } from './contact-sheet.js';
import { citizen, house, type House } from './house.js';
import { barriers, languageOf, outOfOrder, sticksOut, untranslated } from './look.js';
import { pages, saysWhyIfAsked, type PageRow, type Who } from './pages.js';
import { inLanguage, personAs, Visitor, zoomed, type Width } from './visitor.js';
import { every, whole } from './whole.js';

let browser: Browser;
let product: House;
const pictures = join(root, 'test', 'browser', 'screenshots');
const drawn: string[] = [];

const parts = 3;
/** What each got when they signed in: once, as long as nobody ends it. */
const signedIn = new Map<Who, readonly Cookie[]>();
async function comes(who: Who, width: Width): Promise<Visitor> {
  const { origin } = product.product;
  const cookies = signedIn.get(who);
  if (cookies || who === 'nobody') return Visitor.comes(browser, origin, { width, cookies: cookies ?? [] });
  const visitor = await Visitor.comes(browser, origin, { width });
  if (who === 'citizen') await visitor.showCode(await product.code(), citizen.phone);
  else await visitor.signIn(personAs(who, 'horsens', departments));
  signedIn.set(who, await visitor.cookies());
  return visitor;
}
const departments = [{ key: 'borgerservice', name: 'Borgerservice' }];

async function open(visitor: Visitor, { of, at, by, ends, status = 200 }: PageRow, lang: Language): Promise<void> {
  let answer: Response | null = await visitor.go(inLanguage(at(product), lang));
  if (!of.includes('sayPurpose')) answer = (await saysWhyIfAsked(visitor)) ?? answer;
  if ((await languageOf(visitor.page)) !== lang) answer = await visitor.speak(lang);
  if (ends) await visitor.staysOnAnswers();
  if (by) answer = await by(visitor, product);
  if (ends) signedIn.clear();
  expect(answer?.status()).toBe(status);
}

/** All that can be wrong with a page that stands there, as far as a machine sees. */
async function wrongWith(visitor: Visitor): Promise<readonly string[]> {
  const { page } = visitor;
  const size = page.viewportSize()!;
  const found = [
    ...visitor.complaints(),
    ...(await barriers(page)),
    ...(await outOfOrder(page)),
    ...(await sticksOut(page)),
    ...(await untranslated(page)),
  ];
  if (size.width !== 390) return found;
  await page.setViewportSize(zoomed);
  const zoom = await sticksOut(page);
  await page.setViewportSize(size);
  return [...found, ...zoom.map((each) => `at 400 %: ${each}`)];
}

interface Sight {
  readonly width: Width;
  readonly lang: Language;
}
const narrow: Sight = { width: 390, lang: 'da' };
const usual: readonly Sight[] = [narrow, { width: 1280, lang: 'en' }];
const others: readonly Sight[] = [
  { width: 1280, lang: 'da' },
  { width: 390, lang: 'en' },
];
/** Before a release everybody sees it in every way; else who sees it first in two, and the others in one. */
const sightsOf = ({ who: all }: PageRow, who: Who): readonly Sight[] =>
  every ? [...usual, ...others] : who === all[0] ? usual : [narrow];

/** One of the parts of the pages, so that several can be looked at at once. */
export function lookAt(part: 0 | 1 | 2): void {
  beforeAll(async () => {
    product = await house();
    browser = await openBrowser();
    if (every) mkdirSync(pictures, { recursive: true });
  });
  afterAll(async () => {
    await browser.close();
    await product.remove();
    if (every) writeFileSync(join(pictures, `index-${part + 1}.html`), contactSheet(drawn));
  });

  const looks = pages
    .filter((_, index) => index % parts === part)
    .flatMap((row) =>
      (whole ? row.who : row.who.slice(0, 1)).map((who) => ({ row, who, title: `${row.name} as ${who}` })),
    );
  describe.each(looks)('$title', ({ row, who }) => {
    it.each(sightsOf(row, who))('can be read by everybody at $width px, in $lang', async ({ width, lang }) => {
      const visitor = await comes(who, width);
      await open(visitor, row, lang);
      expect(await languageOf(visitor.page)).toBe(row.isDanish ? 'da' : lang);
      expect(await visitor.page.locator(row.holds).count()).toBeGreaterThan(0);
      expect(await wrongWith(visitor)).toEqual([]);
      if (every) {
        const name = `${row.name}.${who}.${width}.${lang}.png`;
        await visitor.page.screenshot({ path: join(pictures, name), fullPage: true });
        drawn.push(name);
      }
      await visitor.leave();
    });
  });

  /** Asked for by those who may not; a page that anybody may read is none. */
  const closed = pages.filter(({ of, who }) => (matrix[of[0] as Operation] as Row).who === 'session' && who.length > 0);
  const strangers = ['nobody', 'adviser', 'department', 'citizen', 'analyst', 'administrator', 'auditor'] as const;
  describe.each(strangers.filter((_, index) => index % parts === part))('to %s', (stranger) => {
    it('a page that is for others is refused, with words', async () => {
      const visitor = await comes(stranger, 390);
      // The same address may be several pages, each for others.
      const letIn = (address: string) => closed.flatMap(({ at, who }) => (at(product) === address ? who : []));
      const asked = closed.filter(({ at, by }) => by === undefined && !letIn(at(product)).includes(stranger));
      for (const { name, at, who } of asked) {
        const answer = await visitor.go(at(product));
        const isLedToSignIn = new URL(visitor.page.url()).pathname !== at(product);
        expect([name, isLedToSignIn || [401, 403, 404].includes(answer.status()), who]).toEqual([name, true, who]);
        expect(await visitor.page.locator('h1').count()).toBe(1);
        expect([name, ...visitor.complaints(), ...(await barriers(visitor.page))]).toEqual([name]);
      }
      await visitor.leave();
    });
  });
}
