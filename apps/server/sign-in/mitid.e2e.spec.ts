/** A citizen signs in at a broker, here the product's own of test, and reads the own cases. */
import { Office, tracesIn } from '../../../test/faults/client.js';
import { openInProcess, type InProcess } from '../../../test/faults/in-process.js';

let product: InProcess;
let origin: string;
beforeAll(async () => {
  product = await openInProcess();
  await product.product.app.listen(0, '127.0.0.1');
  origin = await product.product.app.getUrl();
  for (const [key, cprs] of [
    ['horsens', ['241250-1234', '010160-4321']],
    ['odense', ['2412501234']],
  ] as const)
    for (const cpr of cprs) await registered(new Office(product, key), cpr);
});
afterAll(() => product.remove());

async function registered(office: Office, cpr: string): Promise<void> {
  await office.at('2026-03-02');
  const made = await office.start();
  await made.do('RecordPart', { topic: 'staffConduct', department: 'borgerservice', eventStart: '2026-01-05' });
  await made.do('AssessRemit', { part: 'A', admissible: true });
  if (office.key === 'horsens') await made.do('AgreeRegistration', { citizen: true, adviser: true });
  else {
    const dialogue = { departmentHadOpportunity: true, answered: true, moreOptionsSeen: false };
    await made.do('CompleteIntake');
    await made.do('RecordDialogue', { department: 'borgerservice', ...dialogue });
  }
  await made.do('RegisterCase', { complainant: { name: `Borger ${cpr}`, cpr }, summary: 'Brevet' }, 'registered');
  await made.view();
}

/** As a browser does: keeps cookies, follows what leads on. */
function browser() {
  const jar = new Map<string, string>();
  const ask = async (address: string, init: RequestInit = {}): Promise<Response> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(new URL(address, origin), {
      ...init,
      redirect: 'manual',
      headers: { ...(init.headers as Record<string, string>), cookie },
    });
    for (const each of answer.headers.getSetCookie()) {
      const [name, value] = each.split(';', 1)[0]!.split(/=(.*)/s) as [string, string];
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    const on = answer.headers.get('location');
    return on === null ? answer : ask(on);
  };
  return { ask, jar };
}

async function signIn(cpr: string) {
  const { ask, jar } = browser();
  const form = await ask('/min-sag/mitid');
  const action = /action="([^"]+)"/.exec(await form.text())![1]!;
  const answer = await ask(action, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ cpr }).toString(),
  });
  return { answer, text: await answer.text(), ask, jar };
}

it('opens the one case of whoever has one', async () => {
  const { text, answer } = await signIn('010160-4321');
  expect(answer.status).toBe(200);
  expect(text).toMatch(/<h1>Din sag 2026-\d{4}<\/h1>/);
  expect(text).not.toContain('010160');
});

it('who closes the case is led to the broker’s own log-out', async () => {
  const { text, ask } = await signIn('010160-4321');
  const formToken = /name="formToken" value="([^"]+)"/.exec(text)![1]!;
  const left = await ask('/logout', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin },
    body: new URLSearchParams({ formToken }).toString(),
  });
  expect(left.status).toBe(200);
  expect(left.headers.get('refresh')).toMatch(/^2; url=.*\/provider\/session\/end\?client_id=klagegang-citizens&/);
});

it('lists the cases of whoever has several, in several offices, and opens no other', async () => {
  const { text, ask } = await signIn('241250-1234');
  const cases = [...text.matchAll(/\/min-sag\/sager\/([\w-]+)/g)].map(([, id]) => id!);
  expect(cases).toHaveLength(2);
  for (const id of cases)
    expect(await (await ask(`/min-sag/sager/${id}`)).text()).toMatch(/<h1>Din sag 2026-\d{4}<\/h1>/);
  const other = (await signIn('010160-4321')).answer.url.split('/').at(-1)!;
  expect(cases).not.toContain(other);
  expect((await ask(`/min-sag/sager/${other}`)).status).toBe(404);
});

it('says so to whoever has none, and signs nobody in', async () => {
  const { answer, text, jar } = await signIn('311299-0001');
  expect([answer.status, jar.has('sid')]).toEqual([404, false]);
  expect(text).toContain('Vi fandt ingen sag');
  expect(product.output.join('')).toContain('"event":"signInFailed","code":"refused","error":"no case"');
});

it('keeps the CPR number nowhere', async () => {
  await signIn('311299-0001');
  await product.close();
  expect(tracesIn(product.folder, ['311299', '3112990001', '2412501234', '241250-1234'])).toEqual([]);
  expect(product.output.join('\n')).not.toMatch(/311299|241250|010160/);
});
