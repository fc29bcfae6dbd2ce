/** What somebody types is a text wherever it is shown: it makes no element, runs nothing and asks nobody. */
import { type Browser } from 'playwright-core';
import { matrix, type Row } from '../../libs/access/matrix.js';
import { fieldsOf, type Class } from '../../libs/complaints/steps/fields.js';
import { commandNames, steps, type CommandName } from '../../libs/complaints/steps/steps.js';
import { openBrowser } from './chromium.js';
import { hostile, hostileCase, mark, reckoned, turned } from './hostile.js';
import { citizen, house, type House } from './house.js';
import { pages, type Who } from './pages.js';
import { personAs, Visitor } from './visitor.js';
import { whole } from './whole.js';

let browser: Browser;
let product: House;
beforeAll(async () => {
  const own = await house();
  const referred = await hostileCase(own.horsens);
  const code = async () => (await own.horsens.post(`${referred.path}/receipt-code`, {})).json<{ code: string }>().code;
  product = { ...own, referred, closed: referred, code };
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await product.remove();
});

interface Watched {
  readonly visitor: Visitor;
  /** Questions that the browser put to whoever sits there. */
  readonly dialogs: readonly string[];
}
async function comes(who: Exclude<Who, 'nobody'>): Promise<Watched> {
  const visitor = await Visitor.comes(browser, product.product.origin);
  const dialogs: string[] = [];
  visitor.page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  if (who === 'citizen') await visitor.showCode(await product.code(), citizen.phone);
  else await visitor.signIn(personAs(who, 'horsens', [{ key: 'borgerservice', name: 'Borgerservice' }]));
  return { visitor, dialogs };
}

/** Nothing, where texts are texts. */
async function alive({ visitor, dialogs }: Watched): Promise<readonly string[]> {
  const { page } = visitor;
  const made = await page.locator(`[${mark}], [onerror], [onload], [onmouseover], a[href^="javascript"]`).count();
  const text = await page.locator('body').innerText();
  return [
    ...visitor.complaints(),
    ...dialogs,
    ...(made > 0 ? [`${made} elements`] : []),
    ...(text.includes(reckoned) ? ['a text was reckoned with'] : []),
  ];
}

/** Pages of one case that are there to be read; what a form leads to is another test's. */
const own = pages.filter(
  ({ of, at }) =>
    (matrix[of[0]!] as Row).page &&
    !of.some((each) => (matrix[each] as Row).form) &&
    at({ referred: { id: 'own' }, closed: {}, guided: {} } as House).includes('own'),
);
const lookers = ['head', 'department', 'auditor', 'citizen'] as const;
it.each(whole ? lookers : lookers.slice(0, 2))('on no page, letter or picture of a case that %s reads', async (who) => {
  const watched = await comes(who);
  const { page } = watched.visitor;
  const seen: string[] = [];
  for (const row of own.filter((each) => each.who.includes(who))) {
    await watched.visitor.go(row.at(product));
    await row.by?.(watched.visitor, product);
    expect([row.name, ...(await alive(watched))]).toEqual([row.name]);
    seen.push(await page.locator('body').innerText());
  }
  const letters = await page
    .locator('a[href*="/letters/"]')
    .evaluateAll((links) =>
      links.map((each: { getAttribute(name: string): string | null }) => each.getAttribute('href')!),
    );
  for (const letter of letters) {
    await watched.visitor.go(letter);
    expect([letter, ...(await alive(watched))]).toEqual([letter]);
  }
  // They are there to be read, all the same.
  expect(seen.join('\n')).toContain(mark);
  await watched.visitor.leave();
});

it('no cell of a history as a table is reckoned with', async () => {
  const { visitor } = await comes('head');
  const address = `/o/horsens/cases/${product.referred.id}/history/csv`;
  const file = await visitor.page.request.get(visitor.origin + address);
  const text = await file.text();
  expect(file.headers()['content-disposition']).toContain('attachment');
  expect(text).toContain(mark);
  expect(text.match(/(?:^|,)"?[=+@-](?!\d)[^,]{0,40}/gm)).toBeNull();
  await visitor.leave();
});

/** Names of its fields of free text, as a form has them. */
const textsOf = (of: Class, within = ''): readonly string[] =>
  [...fieldsOf(of).values()].flatMap(({ name, kind, of: inner }) =>
    kind === 'Text'
      ? [within + name]
      : inner === null
        ? []
        : textsOf(inner(), `${within}${name}.${kind === 'Some' ? '0.' : ''}`),
  );
const written = commandNames
  .map((step) => ({ step, names: textsOf(steps[step].body) }))
  .filter(({ step, names }) => names.length > 0 && !steps[step].starting);

/** By a form that anybody can make: most of these steps cannot be taken now, and the case has moved since. */
async function sendOld({ visitor }: Watched, step: CommandName, fields: Readonly<Record<string, string>>) {
  const { page } = visitor;
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.request().method() === 'POST'),
    page.evaluate(
      `(([action, fields]) => {
        const form = document.createElement('form');
        Object.assign(form, { method: 'post', action });
        const token = document.querySelector('[name="formToken"]').value;
        for (const [name, value] of Object.entries({ ...fields, formToken: token })) {
          const field = document.createElement('textarea');
          Object.assign(field, { name, value });
          form.append(field);
        }
        document.body.append(form);
        form.submit();
      })(${JSON.stringify([`/o/horsens/cases/${product.referred.id}/steps/${step}`, fields])})`,
    ),
  ]);
  await page.waitForLoadState();
  return answer;
}

it('in no field of a form that came back, whatever the step', async () => {
  const watched = await comes('head');
  const { page } = watched.visitor;
  await watched.visitor.go(`/o/horsens/cases/${product.referred.id}`);
  const before = product.referred.last.revision;
  // Some of them, another kind of text in each; all of them where there is time.
  for (const { step, names } of written.filter((_, index) => whole || index % 8 === 0)) {
    const fields = Object.fromEntries(names.map((name) => [name, `${hostile()} ${turned}`]));
    const answer = await sendOld(watched, step, { ...fields, ifMatch: '0', key: `old-${step}` });
    expect([step, answer.status() >= 400, ...(await alive(watched))]).toEqual([step, true]);
    const there = await page
      .locator('textarea, input[type="text"], pre')
      .evaluateAll((all) => all.map((each: { value?: string; textContent: string }) => each.value ?? each.textContent));
    expect([step, ...Object.values(fields).filter((text) => !there.includes(text))]).toEqual([step]);
  }
  await product.referred.refresh();
  expect(product.referred.last.revision).toBe(before);
  await watched.visitor.leave();
});
