/** Forms of the pages, filled in by what a step is sent through the API: names and values are the same. */
import { type Locator, type Page, type Response } from 'playwright-core';

export type Body = Readonly<Record<string, unknown>>;
/** A name of a form and what is chosen or typed there; several of the same name are chosen together. */
export type Entry = readonly [name: string, value: string];

/** `referrals.0.department`, as the form calls it; a day is three fields. */
export function entriesOf(body: Body, within = ''): readonly Entry[] {
  return Object.entries(body).flatMap(([key, value]) => entriesAt(within + key, value));
}

function entriesAt(name: string, value: unknown): readonly Entry[] {
  if (Array.isArray(value))
    return value.flatMap((each: unknown, index) =>
      typeof each === 'object' ? entriesAt(`${name}.${index}`, each) : entriesAt(name, each),
    );
  if (typeof value === 'object' && value !== null) return entriesOf(value as Body, `${name}.`);
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(String(value)) ?? [];
  if (year === undefined) return [[name, String(value)]];
  return [
    [`${name}.day`, day!],
    [`${name}.month`, month!],
    [`${name}.year`, year],
  ];
}

/** The one control that an entry is about: of buttons of a choice, that with this value. */
export async function controlOf(form: Locator, [name, value]: Entry): Promise<{ control: Locator; type: string }> {
  const named = form.locator(`[name="${name}"]`);
  const type = await named.first().evaluate((each: { readonly type: string }) => each.type);
  const isChosen = type === 'radio' || type === 'checkbox';
  return { control: isChosen ? form.locator(`[name="${name}"][value="${value}"]`) : named.first(), type };
}

/** As with a mouse; whatever is folded is unfolded first. */
export async function fillIn(form: Locator, body: Body, within = ''): Promise<void> {
  for (const entry of entriesOf(body, within)) {
    const { control, type } = await controlOf(form, entry);
    // The page knows it.
    if (type === 'hidden') continue;
    await unfold(control);
    if (type === 'select-one') await control.selectOption(entry[1]);
    else if (type === 'radio' || type === 'checkbox') await control.check({ force: true });
    else await control.fill(entry[1]);
  }
}

/** Opens what it lies in, from the outermost in. */
export async function unfold(inner: Locator): Promise<void> {
  const closed = inner.locator('xpath=ancestor::details[not(@open)]');
  while ((await closed.count()) > 0) await closed.first().locator('xpath=./summary').click();
}

/** @returns the page that came of it, wherever it led */
export async function press(page: Page, button: Locator): Promise<Response> {
  const [answer] = await Promise.all([
    page.waitForResponse(
      (response) => response.request().isNavigationRequest() && (response.status() < 300 || response.status() >= 400),
    ),
    button.click(),
  ]);
  await page.waitForLoadState();
  return answer;
}

export const formOf = (page: Page, step: string): Locator => page.locator(`#step-${step} form`);
/** The button that takes the step; the other one only shows what would come of it. */
export const buttonOf = (form: Locator): Locator => form.locator('.kg-actions button:not([formaction])');

/** A step of the case that the page shows, by its form. */
export async function take(page: Page, step: string, body: Body = {}): Promise<Response> {
  const form = formOf(page, step);
  await fillIn(form, body);
  await unfold(buttonOf(form));
  return press(page, buttonOf(form));
}
