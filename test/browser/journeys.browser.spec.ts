/** Journeys of those who use the pages in another way than with a mouse and alone, and what a first visit weighs. */
import { type Browser, type Page } from 'playwright-core';
import { Office, type Complaint, type Receipt } from '../faults/client.js';
import { build, RealProcess } from '../faults/real-process.js';
import { openBrowser } from './chromium.js';
import { buttonOf, fillIn, formOf, press, take, type Body } from './forms.js';
import { Keys } from './keys.js';
import { personAs, Visitor, type Coming } from './visitor.js';

let browser: Browser;
let product: RealProcess;
let horsens: Office;
beforeAll(async () => {
  build();
  product = await new RealProcess().start();
  horsens = new Office(product, 'horsens');
  await horsens.at('2026-02-17T10:00');
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await product.remove();
});

const karen = { name: 'Karen Samtaleby' };
const anton = { name: 'Anton Brobygger' };
const jobcenter = personAs('department', 'horsens', [{ key: 'jobcenter', name: 'Jobcenter Horsens' }]);
async function comes(person: { readonly name: string }, coming: Coming = {}): Promise<Visitor> {
  return (await Visitor.comes(browser, product.origin, coming)).signIn(person);
}

/** What a talk asks for; the page asks for all of it at once. */
const talk = {
  ReceiveInquiry: { channel: 'meeting' },
  RecordPart: { topic: 'delay', department: 'jobcenter' },
  AssessRemit: { admissible: true },
  AgreeRegistration: { citizen: true, adviser: true },
} as const;
const person = { complainant: { name: 'Ejner Toftegaard', phone: '99990002' }, summary: 'Intet svar i to måneder' };
const referral = { referrals: [{ department: 'jobcenter', parts: ['A'], questions: 'Hvornår svarer I?' }] };
const answer = { department: 'jobcenter', directToCitizen: true, summary: 'Svaret er sendt i dag' };
const steps: readonly (readonly [step: string, body: Body])[] = [
  ['RecordNote', { text: 'Borgeren ringer igen på torsdag' }],
  ['ReferToDepartment', referral],
  ['RecordDepartmentAnswer', answer],
  ['CloseCase', {}],
];

/** What came of it but for what every complaint has its own of: ids and who. */
async function standing(id: string): Promise<unknown> {
  const { state, outcome } = (await horsens.get(`/complaints/${id}`)).json<Receipt>();
  const { events } = (await horsens.get(`/complaints/${id}/history`)).json<{
    events: { type: string; data: object }[];
  }>();
  return JSON.parse(
    JSON.stringify({ state, outcome, events: events.map(({ type, data }) => [type, data]) }, (key, value: unknown) =>
      key === 'number' ? 'a number' : value,
    ).replace(/[\da-f]{8}-[\da-f-]{27}/g, 'an id'),
  );
}

async function throughTheApi(): Promise<Complaint> {
  const complaint = await horsens.start('ReceiveInquiry', talk.ReceiveInquiry);
  await complaint.do('RecordPart', talk.RecordPart);
  await complaint.do('AssessRemit', { ...talk.AssessRemit, part: 'A' });
  await complaint.do('AgreeRegistration', talk.AgreeRegistration);
  await complaint.do('RegisterCase', person, 'registered');
  for (const [step, body] of steps) await complaint.do(step, body);
  return complaint;
}
const idIn = (page: Page): string => /[\da-f]{8}-[\da-f-]{27}/.exec(page.url())![0];

it('without a script a complaint goes from the first talk to its end, as through the API', async () => {
  const adviser = await comes(anton, { script: false });
  const { page } = adviser;
  await adviser.go('/o/horsens/inquiries/new');
  const form = page.locator('.kg-talk');
  for (const [step, body] of Object.entries(talk)) await fillIn(form, body, `${step}.`);
  await press(page, form.locator('button[value="agree"]'));
  const registering = page.locator('form', { has: page.locator('button[value="register"]') });
  await fillIn(registering, person, 'RegisterCase.');
  await press(page, registering.locator('button[value="register"]'));
  const id = idIn(page);
  for (const [step, body] of steps.slice(0, 2))
    expect([step, (await take(page, step, body)).status()]).toEqual([step, 200]);

  const department = await comes(jobcenter, { script: false });
  await department.go(`/o/horsens/cases/${id}`);
  expect((await take(department.page, ...steps[2]!)).status()).toBe(200);

  await adviser.go(`/o/horsens/cases/${id}`);
  expect((await take(page, ...steps[3]!)).status()).toBe(200);
  expect(await standing(id)).toEqual(await standing((await throughTheApi()).id));
  expect([...adviser.complaints(), ...department.complaints()]).toEqual([]);
  await Promise.all([adviser.leave(), department.leave()]);
});

describe('by keys alone', () => {
  it('a complaint goes from the first talk to its end, and the focus is always seen', async () => {
    const adviser = await comes(anton);
    const { page } = adviser;
    const keys = new Keys(page);
    await adviser.go('/o/horsens/inquiries/new');
    const arrived = async (leads: () => Promise<void>) => {
      await Promise.all([page.waitForNavigation(), leads()]);
    };
    const form = page.locator('.kg-talk');
    for (const [step, body] of Object.entries(talk)) await keys.fillIn(form, body, `${step}.`);
    await arrived(() => keys.press('Enter', form.locator('button[value="agree"]')));
    const registering = page.locator('form', { has: page.locator('button[value="register"]') });
    await keys.fillIn(registering, person, 'RegisterCase.');
    await arrived(() => keys.press('Enter', registering.locator('button[value="register"]')));
    for (const [step, body] of steps) {
      const own = formOf(page, step);
      await keys.fillIn(own, body);
      await keys.unfold(buttonOf(own));
      await arrived(() => keys.press('Enter', buttonOf(own)));
    }
    expect(await standing(idIn(page))).toMatchObject({ state: 'closed', outcome: 'answeredByDepartment' });
    expect([...keys.unseen]).toEqual([]);
    expect(adviser.complaints()).toEqual([]);
    await adviser.leave();
  });

  it('one goes once around a page in its order, and out of it again', async () => {
    const complaint = await horsens.start();
    const adviser = await comes(anton);
    const found: unknown[] = [];
    for (const path of ['/o/horsens/cases', '/o/horsens/inquiries/new', `/o/horsens/cases/${complaint.id}`]) {
      await adviser.go(path);
      const keys = new Keys(adviser.page);
      const places = (await keys.around()).map(({ place }) => place);
      expect(places.length).toBeGreaterThan(8);
      found.push(
        [...keys.unseen],
        places.filter((place, index) => place < (places[index - 1] ?? 0)),
      );
    }
    expect(found.flat()).toEqual([]);
    await adviser.leave();
  });

  it('the worklist is gone through with j and k, and Enter opens', async () => {
    const adviser = await comes(anton);
    const { page } = adviser;
    await adviser.go('/o/horsens/cases');
    const links = page.locator('[data-keys="on"] tbody th a');
    for (const [key, at] of [
      ['j', 0],
      ['j', 1],
      ['k', 0],
    ] as const) {
      await page.keyboard.press(key);
      expect(await links.nth(at).evaluate((each: { matches(of: string): boolean }) => each.matches(':focus'))).toBe(
        true,
      );
    }
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    expect(page.url()).toMatch(/\/cases\/[\da-f-]{36}/);
    await adviser.leave();
  });
});

describe('of two who do something in the same case', () => {
  const typed = { text: 'Æblet  "faldt" <ikke> langt\nfra stammen & videre ' };
  const length = async ({ id }: Complaint) =>
    (await horsens.get(`/complaints/${id}/history`)).json<{ events: unknown[] }>().events.length;

  async function both(): Promise<{ complaint: Complaint; first: Visitor; second: Visitor }> {
    const complaint = await horsens.start();
    await complaint.do('RecordPart', talk.RecordPart);
    await complaint.do('AssessRemit', { part: 'A', admissible: true });
    await complaint.do('AgreeRegistration', talk.AgreeRegistration);
    await complaint.do('RegisterCase', person);
    const [first, second] = [await comes(karen), await comes(anton)];
    for (const visitor of [first, second]) await visitor.go(`/o/horsens/cases/${complaint.id}`);
    await fillIn(formOf(second.page, 'RecordNote'), typed);
    return { complaint, first, second };
  }

  it('the later one has all that was typed, reads what happened, and can send it again', async () => {
    const { complaint, first, second } = await both();
    expect((await take(first.page, 'RecordNote', { text: 'Den første' })).status()).toBe(200);
    const before = await length(complaint);
    const form = formOf(second.page, 'RecordNote');
    expect((await press(second.page, buttonOf(form))).status()).toBe(412);
    expect(await form.locator('textarea').inputValue()).toBe(typed.text);
    expect(await second.page.locator('.kg-note.warn li').allTextContents()).toEqual([
      expect.stringContaining(karen.name),
    ]);
    expect(await length(complaint)).toBe(before);
    expect((await press(second.page, buttonOf(form))).status()).toBe(200);
    const notes = (await standing(complaint.id)) as { readonly events: readonly (readonly [string, Body])[] };
    expect(notes.events.at(-1)).toEqual(['NoteRecorded', expect.objectContaining(typed)]);
    await Promise.all([first.leave(), second.leave()]);
  });

  it('the one hears in a corner what the other does, nothing moves meanwhile, and nobody hears of the own steps', async () => {
    const { first, second } = await both();
    const { page } = second;
    const standsAt = () =>
      page.evaluate<string>(
        `[document.activeElement.name, scrollY, document.activeElement.getBoundingClientRect().top].join()`,
      );
    const banner = page.locator('[data-follow]');
    expect(await banner.isVisible()).toBe(false);
    const before = await standsAt();
    expect((await take(first.page, 'RecordNote', { text: 'Borgeren hedder noget' })).status()).toBe(200);
    await banner.waitFor();
    expect(await banner.innerText()).toContain(`${karen.name}: Notat skrevet`);
    expect(await page.locator('#said').textContent()).toContain(karen.name);
    expect(await banner.innerText()).not.toContain('hedder');
    expect(await standsAt()).toBe(before);
    expect(await formOf(page, 'RecordNote').locator('textarea').inputValue()).toBe(typed.text);
    expect(await first.page.locator('[data-follow]').isVisible()).toBe(false);

    page.on('dialog', (dialog) => void dialog.accept());
    await Promise.all([page.waitForURL(/since=/), banner.locator('a').click()]);
    expect(await page.locator('.kg-news li').allInnerTexts()).toEqual([expect.stringContaining(karen.name)]);
    expect([...first.complaints(), ...second.complaints()]).toEqual([]);
    await Promise.all([first.leave(), second.leave()]);
  });

  it('what cannot be sent any more can still be copied', async () => {
    const { complaint, first, second } = await both();
    await fillIn(formOf(second.page, 'ReferToDepartment'), referral);
    expect((await take(first.page, 'WithdrawComplaint')).status()).toBe(200);
    const before = await length(complaint);
    expect((await press(second.page, buttonOf(formOf(second.page, 'ReferToDepartment')))).status()).toBe(412);
    expect(await second.page.locator('#steps dd pre').allTextContents()).toContain(referral.referrals[0]!.questions);
    expect(await length(complaint)).toBe(before);
    await Promise.all([first.leave(), second.leave()]);
  });
});
