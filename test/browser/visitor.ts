/**
 * Somebody at a browser, who comes in by the real pages. Whatever a browser complains about while they look around is
 * written down: an error of the console, something that the policy of a page refused, a request to elsewhere, a script
 * or style that did not come.
 */
import { type Browser, type Cookie, type Page, type Response } from 'playwright-core';
import { peopleOf, type DemoPerson } from '../../libs/installation/demo-people.js';
import { type Role } from '../../libs/platform/caller.js';
import { type Language } from '../../apps/server/http/page.js';

export type Width = 390 | 1280;
/** At 400 % zoom a window of 1280 × 1024 shows as much as this (WCAG 2.1, 1.4.10). */
export const zoomed = { width: 320, height: 256 } as const;

export interface Coming {
  /** Without: pages as they are where scripts are off. */
  readonly script?: boolean;
  readonly width?: Width;
  /** With what a browser got when somebody signed in. */
  readonly cookies?: readonly Cookie[];
}

export class Visitor {
  private constructor(
    readonly page: Page,
    readonly origin: string,
    private readonly heard: string[],
  ) {}

  static async comes(
    browser: Browser,
    origin: string,
    { script = true, width = 1280, cookies = [] }: Coming = {},
  ): Promise<Visitor> {
    const context = await browser.newContext({
      viewport: { width, height: 900 },
      javaScriptEnabled: script,
      // Who has signed in is asked nothing that hangs on where this machine stands.
      locale: 'da-DK',
      timezoneId: 'Europe/Copenhagen',
    });
    await context.addCookies([...cookies]);
    const page = await context.newPage();
    return new Visitor(page, origin, await listen(page, origin));
  }

  /** By the page of people to be. */
  async signIn({ name }: Pick<DemoPerson, 'name'>): Promise<this> {
    await this.go('/login?to=/sessions');
    await this.page.locator('form button', { hasText: name }).first().click();
    await this.page.waitForURL(`${this.origin}/sessions`);
    return this;
  }

  /** A citizen, by the code that was given and what the office knows. */
  async showCode(code: string, fact: string): Promise<this> {
    await this.go('/min-sag');
    await this.page.fill('#code', code);
    await this.page.fill('#fact', fact);
    await this.page.locator('form button').click();
    await this.page.waitForURL(/\/min-sag\/sager\//);
    return this;
  }

  async go(path: string): Promise<Response> {
    return (await this.page.goto(this.origin + path))!;
  }

  /** The same page in this language. */
  async speak(lang: Language): Promise<Response> {
    const { pathname, search } = new URL(this.page.url());
    return this.go(inLanguage(pathname + search, lang));
  }

  /** Stays on the page that a form answers with, though it would lead on by itself before a busy machine has looked. */
  async staysOnAnswers(): Promise<void> {
    await this.page.route('**/*', (route, request) =>
      request.isNavigationRequest() && request.method() === 'GET' ? route.fulfill({ status: 204 }) : route.continue(),
    );
  }

  /** What was complained about since the last time. */
  complaints(): readonly string[] {
    return this.heard.splice(0);
  }

  cookies(): Promise<readonly Cookie[]> {
    return this.page.context().cookies();
  }

  async leave(): Promise<void> {
    await this.page.context().close();
  }
}

export function inLanguage(path: string, lang: Language): string {
  const url = new URL(path, 'http://here.invalid');
  url.searchParams.set('lang', lang);
  return url.pathname + url.search + url.hash;
}

/** The first of the office's people who has this role, and no other one if there is such a person. */
export function personAs(role: Role, office: string, departments: readonly { key: string; name: string }[] = []) {
  const having = peopleOf([{ key: office, departments } as never]).filter(({ roles }) => roles.includes(role));
  const person = having.find(({ roles }) => roles.length === 1) ?? having[0];
  if (!person) throw new Error(`nobody of ${office} is ${role}`);
  return person;
}

async function listen(page: Page, origin: string): Promise<string[]> {
  const heard: string[] = [];
  await page.addInitScript(`document.addEventListener('securitypolicyviolation', (event) => {
    console.error('policy: ' + event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample);
  })`);
  const here = (url: string) => url.replace(origin, '');
  page.on('console', (message) => {
    // That a page is a refusal is told as an error, too; a script that did not come is heard of below.
    if (message.text().startsWith('Failed to load resource')) return;
    if (['error', 'warning'].includes(message.type())) heard.push(`console on ${here(page.url())}: ${message.text()}`);
  });
  page.on('pageerror', ({ message }) => heard.push(`script on ${here(page.url())}: ${message}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(`${origin}/`) && !request.url().startsWith('data:'))
      heard.push(`request from ${here(page.url())} to ${request.url()}`);
  });
  page.on('response', (response) => {
    const kind = response.request().resourceType();
    if (response.status() >= 500) heard.push(`${response.status()} for ${here(response.url())}`);
    else if (response.status() >= 400 && !['document', 'xhr', 'fetch'].includes(kind))
      heard.push(`${response.status()} for the ${kind} ${here(response.url())}`);
  });
  return heard;
}
