/**
 * Takes the steps of a scenario through the pages, in a real browser, where the scenario sends them to the API: signs
 * in as somebody who has the role, fills in the form that the page has, presses its button, and says what came of it in
 * the API's words. What a page refuses is asked of the API too, for its code; the page must say the same.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type Page } from 'playwright-core';
import { isCommandName } from '../../libs/complaints/steps/steps.js';
import { stepTitle } from '../../apps/server/console/words/step-words.js';
import { peopleOf } from '../../libs/installation/demo-people.js';
import { type Role } from '../../libs/platform/caller.js';
import { localDateOf, localTimeOf } from '../../libs/policy/calendar.js';
import { root } from '../faults/real-process.js';
import { Visitor } from './visitor.js';

const inPage = readFileSync(join(root, 'test', 'browser', 'forms-in-page.mjs'), 'utf8');

/** What scenarios ask of the product (`test/journeys/drive.mjs`). */
export interface Asked {
  readonly token?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}
export interface Said {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: unknown;
}
export type Ask = (method: string, path: string, asked?: Asked) => Promise<Said>;

interface Holder {
  readonly office: string;
  readonly sub: string;
  readonly roles: readonly Role[];
  readonly department?: string;
}
interface Problem {
  readonly code: string;
  readonly sentences: { readonly da: string };
  readonly also?: readonly { readonly sentences: { readonly da: string } }[];
  readonly errors?: readonly unknown[];
}
interface Event {
  readonly revision: number;
  readonly position: string;
  readonly type: string;
  readonly to: string;
  readonly data: Readonly<Record<string, unknown>>;
}
/** In a receipt, where the server gave them. */
const given = ['part', 'request', 'hearing', 'document', 'recommendation', 'party'] as const;
type Pair = readonly [name: string, value: string];

const startPath = /^\/offices\/([\w-]+)\/complaints\/transitions\/(\w+)$/;
const stepPath = /^\/offices\/([\w-]+)\/complaints\/([\w-]+)\/transitions\/(\w+)$/;

export class PageDriver {
  private readonly holders = new Map<string, Holder>();
  private readonly visitors = new Map<string, Visitor>();
  /** Steps that a page took, and that one refused. */
  readonly count = { taken: 0, refused: 0 };

  constructor(
    private readonly browser: Browser,
    /** It changes with a restart. */
    private readonly origin: () => string,
    private readonly api: Ask,
    private readonly script: boolean,
  ) {}

  async request(method: string, path: string, asked: Asked = {}): Promise<Said> {
    if (method === 'POST') {
      const step = stepPath.exec(path);
      if (step && isCommandName(step[3]!)) return this.take(step[1]!, step[2]!, step[3], path, asked);
      const start = startPath.exec(path);
      if (start && isCommandName(start[2]!)) return this.begin(start[1]!, start[2], path, asked);
    }
    const answer = await this.api(method, path, asked);
    const { token } = (answer.body ?? {}) as { readonly token?: unknown };
    if (path === '/test/token' && typeof token === 'string') this.holders.set(token, asked.body as Holder);
    return answer;
  }

  async leave(): Promise<void> {
    for (const visitor of this.visitors.values()) await visitor.leave();
    this.visitors.clear();
  }

  private async take(office: string, id: string, name: string, path: string, asked: Asked): Promise<Said> {
    const visitor = await this.visitor(office, asked);
    const { page } = visitor;
    const answer = await this.open(visitor, `/o/${office}/cases/${id}`);
    const form = page.locator(formOf(`/cases/${id}/steps/${name}`));
    if (answer >= 400 || (await form.count()) === 0) return this.asRefused(path, asked, name, page, answer < 400);
    const selector = formOf(`/steps/${name}`);
    const missing = await this.fill(visitor, selector, asked.body, asked.headers);
    if (missing.length > 0) return this.asRefused(path, asked, name, page, false, missing);
    await this.press(page, `${selector} button.button:not([formaction])`);
    return this.outcome(office, name, path, asked, visitor, id);
  }

  private async begin(office: string, name: string, path: string, asked: Asked): Promise<Said> {
    const visitor = await this.visitor(office, asked);
    const { page } = visitor;
    const [address, selector, button, prefix] =
      name === 'ReceiveInquiry'
        ? ['inquiries/new', 'form.kg-talk', 'button[value="keep"]', `${name}.`]
        : [`new/${name}`, `form[action$="/new/${name}"]`, 'button.button:not([formaction])', ''];
    const answer = await this.open(visitor, `/o/${office}/${address}`);
    if (answer >= 400 || (await page.locator(selector).count()) === 0)
      return this.asRefused(path, asked, name, page, false);
    const missing = await this.fill(visitor, selector, asked.body, undefined, prefix);
    if (missing.length > 0) return this.asRefused(path, asked, name, page, false, missing);
    await this.press(page, `${selector} ${button}`);
    if (/[?&]counted=/.test(page.url())) {
      const body = { counted: 'sms' };
      return { status: 202, headers: new Headers(), text: JSON.stringify(body), body };
    }
    return this.outcome(office, name, path, asked, visitor, null);
  }

  /** What the page that came says: the step was taken, or it was refused and everything typed is still there. */
  private async outcome(
    office: string,
    name: string,
    path: string,
    asked: Asked,
    visitor: Visitor,
    known: string | null,
  ): Promise<Said> {
    const { page } = visitor;
    const url = new URL(page.url());
    const position = url.searchParams.get('after');
    if (position === null) return this.asRefused(path, asked, name, page, true);
    const id = known ?? /\/(?:inquiries|cases)\/([\w-]+)/.exec(url.pathname)![1]!;
    this.count.taken += 1;
    const token = await this.token(office, 'auditor');
    const at = `/offices/${office}/complaints/${id}`;
    const [{ body: told }, { body: view }] = [
      await this.api('GET', `${at}/history?after=${position}`, { token }),
      await this.api('GET', `${at}?after=${position}`, { token: await this.token(office, 'head') }),
    ];
    const { events } = told as { readonly events: readonly Event[] };
    const event = events.find((each) => each.position === position)!;
    const { outcome } = view as { readonly outcome: string | null };
    const ids = Object.fromEntries(
      given.flatMap((each) => (typeof event.data[each] === 'string' ? [[each, event.data[each]]] : [])),
    );
    const { revision, to: state, type } = event;
    const { suggestions = [] } = view as { readonly suggestions?: readonly { readonly id: string }[] };
    const suggestion = type.includes('Suggestion') && suggestions.at(-1)?.id;
    const body = {
      ...{ id, revision, position, state, outcome, events: [{ revision, type }], ...ids },
      ...(suggestion ? { suggestion } : {}),
    };
    const headers = new Headers({ etag: `"${revision}"`, 'content-type': 'application/json' });
    return { status: known === null ? 201 : 200, headers, text: JSON.stringify(body), body };
  }

  /**
   * The API's answer to the same, which must be a refusal; where the page had the form, it says that sentence or leads
   * to a field, and where it had none, it names the step among those that cannot be taken or does not name it.
   */
  private async asRefused(
    path: string,
    asked: Asked,
    name: string,
    page: Page,
    says: boolean,
    missing: readonly string[] = [],
  ): Promise<Said> {
    const shown = await page.locator('body').innerText();
    const summary = await page.locator('.kg-errors').allInnerTexts();
    const answer = await this.api('POST', path, asked);
    if (answer.status < 400)
      throw new Error(
        `${name}: the API takes what the page at ${page.url().replace(this.origin(), '')} ${missing.length > 0 ? `has no field for: ${missing.join(', ')}` : `has no way to, or refuses: ${summary.join(' ').slice(0, 500) || shown.slice(0, 300)}`}`,
      );
    this.count.refused += 1;
    const { errors = [], sentences, also = [] } = answer.body as Problem;
    if (!says) return answer;
    const title = isCommandName(name) ? stepTitle(name, 'da') : name;
    const isClosed = summary.length === 0;
    const flat = (text: string) => text.replace(/\s+/g, ' ');
    if (isClosed && !flat(shown).includes(title)) return answer;
    if (!isClosed && errors.length === 0)
      for (const each of [sentences, ...also.map((other) => other.sentences)])
        if (!flat(shown).includes(flat(each.da))) throw new Error(`${name}: the page does not say "${each.da}"`);
    if (!isClosed && errors.length > 0 && (await page.locator('.kg-errors a[href^="#"]').count()) === 0)
      throw new Error(`${name}: the page leads to no field that is wrong`);
    return answer;
  }

  private async press(page: Page, button: string): Promise<void> {
    await page.evaluate(inPage);
    await page.evaluate(`forms.unfold(${JSON.stringify(button)})`);
    await Promise.all([
      page.waitForResponse((response) => response.request().isNavigationRequest() && response.status() !== 303),
      page.locator(button).first().click(),
    ]);
    await page.waitForLoadState();
  }

  /** Names of what the form has no field for. */
  private async fill(
    { page }: Visitor,
    selector: string,
    body: unknown,
    headers: Asked['headers'] = {},
    prefix = '',
  ): Promise<readonly string[]> {
    const { content, fileName, mediaType, ...typed } = (body ?? {}) as Record<string, unknown>;
    const pairs = flat(typed, prefix);
    // Rows that the list does not have yet are asked for.
    for (const name of new Set(
      pairs.map(([each]) => /^(.*?)\.\d+\./.exec(each)?.[1]).filter((each) => each !== undefined),
    ))
      while (!(await this.hasRows(page, selector, name, pairs))) {
        const more = `${selector} button[name="more"][value="${name}"]`;
        if ((await page.locator(more).count()) === 0) return [`another of ${name}`];
        await this.press(page, more);
      }
    const hidden: Pair[] = [
      ...(headers['if-match'] === undefined ? [] : [['ifMatch', headers['if-match'].replaceAll('"', '')] as const]),
      ...(headers['idempotency-key'] === undefined ? [] : [['key', headers['idempotency-key']] as const]),
    ];
    await page.evaluate(inPage);
    const missing = await page.evaluate<readonly string[]>(
      `forms.fill(${[selector, pairs, hidden].map((each) => JSON.stringify(each)).join(', ')})`,
    );
    if (typeof content === 'string') {
      const file = page.locator(`${selector} input[type="file"]`).first();
      if ((await file.count()) === 0) return ['a file'];
      await file.setInputFiles({
        name: typeof fileName === 'string' ? fileName : 'fil',
        mimeType: typeof mediaType === 'string' ? mediaType : 'application/octet-stream',
        buffer: Buffer.from(content, 'base64'),
      });
    }
    return missing;
  }

  private async hasRows(page: Page, selector: string, list: string, pairs: readonly Pair[]): Promise<boolean> {
    const rows = pairs.flatMap(([name]) =>
      name.startsWith(`${list}.`) ? [Number(name.slice(list.length + 1).split('.')[0])] : [],
    );
    return (await page.locator(`${selector} [name^="${list}.${Math.max(...rows)}."]`).count()) > 0;
  }

  /** The status of the page; who was signed out signs in again. */
  private async open(visitor: Visitor, path: string): Promise<number> {
    const answer = await visitor.go(path);
    return answer.status();
  }

  private async visitor(office: string, { token }: Asked): Promise<Visitor> {
    const holder = token === undefined ? undefined : this.holders.get(token);
    if (!holder) throw new Error('a step is asked for by somebody who has no token');
    const role = holder.roles[0]!;
    const departments = holder.department === undefined ? [] : [{ key: holder.department, name: holder.department }];
    const people = peopleOf([{ key: office, departments } as never]).filter(
      ({ roles, department }) => roles.includes(role) && department === holder.department,
    );
    const person = people.find(({ roles }) => roles.length === 1) ?? people[0];
    if (!person) throw new Error(`nobody of ${office} is ${role}`);
    const known = this.visitors.get(person.sub);
    if (known) {
      const answer = await known.go('/sessions');
      if (new URL(known.page.url()).pathname === '/sessions' && answer.status() === 200) return known;
      await known.leave();
    }
    const visitor = await Visitor.comes(this.browser, this.origin(), { script: this.script });
    visitor.page.on('dialog', (dialog) => void dialog.accept());
    await visitor.go('/login?to=/sessions');
    await visitor.page.locator(`form button[value="${person.sub}"]`).first().click();
    await visitor.page.waitForURL(`${this.origin()}/sessions`);
    this.visitors.set(person.sub, visitor);
    return visitor;
  }

  private async token(office: string, role: Role): Promise<string> {
    const body = { office, sub: `sees-as-${role}`, name: role, roles: [role] };
    return ((await this.api('POST', '/test/token', { body })).body as { readonly token: string }).token;
  }
}

/** A form that takes a file has an address of its own. */
const formOf = (path: string): string => `form:is([action$="${path}"], [action$="${path}/file"])`;

/** As a form says it: names with their places, days in three fields, one value for each entry of a list. */
function flat(value: unknown, prefix: string): readonly Pair[] {
  return Object.entries(value as Record<string, unknown>).flatMap(([name, each]): readonly Pair[] => {
    const path = prefix + name;
    if (Array.isArray(each))
      return each.flatMap((entry: unknown, index) =>
        typeof entry === 'object' && entry !== null
          ? flat(entry, `${path}.${index}.`)
          : [[path, String(entry)] as const],
      );
    if (each === null) return [[path, '-']];
    if (typeof each === 'object') return flat(each, `${path}.`);
    const text = String(each);
    const [, date] = /^(\d{4}-\d{2}-\d{2})(?:T.+Z)?$/.exec(text) ?? [];
    return date === undefined ? [[path, text]] : dayIn(path, text);
  });
}

/** A day or an instant; where the form has one field of that name, it is a text that looks like a day. */
function dayIn(path: string, text: string): readonly Pair[] {
  const isInstant = text.includes('T');
  const [year, month, day] = (isInstant ? localDateOf(Date.parse(text)) : text).split('-') as [string, string, string];
  return [
    [`${path}.day`, String(Number(day))],
    [`${path}.month`, String(Number(month))],
    [`${path}.year`, year],
    ...(isInstant ? [[`${path}.time`, localTimeOf(Date.parse(text))] as const] : []),
  ];
}
