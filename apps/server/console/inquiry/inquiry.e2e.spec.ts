/** A talk from the first ring, as an adviser takes it: nothing about anybody is kept until both want a case. */
import { Office } from '../../../../test/faults/client.js';
import { openInProcess, type InProcess } from '../../../../test/faults/in-process.js';
import { PageReader } from '../../../../test/faults/page-reader.js';
import { type Page } from '../../../../test/attack/sign-in/browser.js';

let product: InProcess;
let horsens: Office;
let origin: string;
let adviser: PageReader;
beforeAll(async () => {
  product = await openInProcess();
  await product.product.app.listen(0, '127.0.0.1');
  origin = await product.product.app.getUrl();
  horsens = new Office(product, 'horsens');
  await horsens.at('2026-03-02T10:00');
  adviser = await PageReader.signsIn(origin, 'horsens-anton');
});
afterAll(() => product.remove());

const blank = '/o/horsens/inquiries/new';
let count = 0;
const key = () => `key-${(count += 1)}`;
const valueIn = ({ text }: Page, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? '';
const phone = { 'ReceiveInquiry.channel': 'phone' };
const delay = { ...phone, 'RecordPart.topic': 'delay', 'RecordPart.department': 'jobcenter' };
const guided = { ...delay, 'GiveGuidance.codes': 'howToComplain', way: 'guidance' };
const typesOf = async (id: string) =>
  (await horsens.get(`/complaints/${id}/history`))
    .json<{ events: { type: string }[] }>()
    .events.map(({ type }) => type);
const idIn = (page: Page): string => /\/inquiries\/([\w-]{36})/.exec(page.headers.location ?? page.text)![1]!;
const contacts = async () => (await horsens.get('/complaints?limit=200')).json<{ total: number }>().total;

it('a coded talk ends without a case by one form, and nobody is in it', async () => {
  const page = await adviser.read(blank);
  expect(page.text).toMatch(/value="phone"\s+checked/);
  expect(page.text).not.toMatch(/<textarea|name="[^"]*(?:name|cpr|text|summary|email|address)"/i);
  const ended = await adviser.send(blank, { ...guided, key: valueIn(page, 'key') });
  expect(ended.status).toBe(303);
  expect(await typesOf(idIn(ended))).toEqual(['InquiryReceived', 'PartRecorded', 'GuidanceGiven', 'EndedWithoutCase']);
  const over = await adviser.read(ended.headers.location!);
  expect(over.text).toContain('Samtalen er slut');
  expect(over.text).toContain('Lang sagsbehandlingstid');
  expect(over.text).not.toContain('class="kg-talk"');
});

it('a second press of the button does nothing twice', async () => {
  const sent = { ...guided, key: key() };
  const [first, second] = [await adviser.send(blank, sent), await adviser.send(blank, sent)];
  expect([first.status, second.status]).toEqual([303, 303]);
  expect(idIn(second)).toBe(idIn(first));
  expect(await typesOf(idIn(first))).toHaveLength(4);
});

it('what is wrong in any step of the form is found before the first is taken, and all that was typed is there', async () => {
  const before = await contacts();
  const { 'RecordPart.department': _, ...noDepartment } = guided;
  const page = await adviser.send(blank, { ...noDepartment, key: key() });
  expect(page.status).toBe(400);
  expect(page.text).toContain('Intet er gemt');
  expect(page.text).toMatch(/<a href="#RecordPart-RecordPart-department">/);
  expect(page.text).toContain('id="RecordPart-RecordPart-department"');
  expect(page.text).toMatch(/value="delay"\s+checked/);
  expect(page.text).toMatch(/value="howToComplain"\s+checked/);
  expect(await contacts()).toBe(before);
});

it('a refused step says what was done and what was not; the rest is typed and can be sent on', async () => {
  const half = await adviser.send(blank, {
    ...delay,
    'AssessRemit.admissible': 'true',
    'DirectElsewhere.body': 'ombudsmanden',
    way: 'elsewhere',
    key: key(),
  });
  expect(half.status).toBe(409);
  expect(half.text).toContain('Noget er gemt, og noget er ikke');
  expect(half.text).toMatch(/Ikke gemt:<\/strong>\s*Henvis til rette sted/);
  expect(half.text).toMatch(/value="ombudsmanden"\s+checked/);
  const id = idIn(half);
  expect(await typesOf(id)).toEqual(['InquiryReceived', 'PartRecorded', 'RemitAssessed']);
  const on = await adviser.send(`/o/horsens/inquiries/${id}`, {
    'AssessRemit.part': 'A',
    'AssessRemit.admissible': 'false',
    'AssessRemit.ground': 'courts',
    'AssessRemit.guidance': 'whereToComplain',
    'AssessRemit.body': 'domstolene',
    'DirectElsewhere.body': 'domstolene',
    way: 'elsewhere',
    ifMatch: valueIn(half, 'ifMatch'),
    key: key(),
  });
  expect(on.status).toBe(303);
  expect((await typesOf(id)).slice(3)).toEqual(['RemitAssessed', 'DirectedElsewhere']);
});

it('from there to a registered case nothing is asked for twice, and name and summary on the last page alone', async () => {
  const kept = await adviser.send(blank, {
    ...delay,
    'AssessRemit.admissible': 'true',
    'AgreeRegistration.citizen': 'true',
    'AgreeRegistration.adviser': 'true',
    way: 'agree',
    key: key(),
  });
  expect(kept.headers.location).toMatch(/\/inquiries\/[\w-]+\/register\?after=\d+$/);
  const page = await adviser.read(kept.headers.location!);
  expect(page.text).toContain('name="RegisterCase.complainant.name"');
  const id = idIn(kept);
  const fields = { way: 'register', ifMatch: valueIn(page, 'ifMatch') };
  const person = { 'RegisterCase.complainant.name': 'Solveig <i>Hegn</i>' };
  const unsaid = await adviser.send(`/o/horsens/inquiries/${id}`, { ...fields, ...person, key: key() });
  expect(unsaid.status).toBe(400);
  expect(unsaid.text).toContain('value="Solveig &#60;i&#62;Hegn&#60;/i&#62;"');
  const made = await adviser.send(`/o/horsens/inquiries/${id}`, {
    ...fields,
    ...person,
    'RegisterCase.summary': 'Et hegn',
    key: key(),
  });
  expect(made.headers.location).toMatch(new RegExp(`^/o/horsens/cases/${id}\\?done=RegisterCase&after=\\d+$`));
  expect((await adviser.read(made.headers.location!)).text).toContain('Et hegn');
  // The talk is a case by now.
  expect((await adviser.read(`/o/horsens/inquiries/${id}`)).headers.location).toBe(`/o/horsens/cases/${id}`);
});

it('one part more is assessed where it is added; one that is not is said to be left out of the case', async () => {
  const kept = await adviser.send(blank, { ...delay, 'AssessRemit.admissible': 'true', way: 'keep', key: key() });
  const id = idIn(kept);
  const at = `/o/horsens/inquiries/${id}`;
  const more = (fields: Readonly<Record<string, string>>, ifMatch: string) =>
    adviser.send(at, { ...fields, way: 'keep', key: key(), ifMatch });
  const other = { 'RecordPart.topic': 'staffConduct', 'RecordPart.department': 'borgerservice' };
  let page = await adviser.read(kept.headers.location!);
  expect(page.text).toContain('name="OneMore.admissible"');
  const wrong = await more({ ...other, 'OneMore.admissible': 'false' }, valueIn(page, 'ifMatch'));
  expect(wrong.status).toBe(400);
  expect(wrong.text).toContain('href="#AssessRemit-OneMore-ground"');
  const added = await more({ ...other, 'OneMore.admissible': 'true' }, valueIn(page, 'ifMatch'));
  page = await adviser.read(added.headers.location!);
  expect(page.text).not.toContain('Ikke vurderet endnu');
  const third = await more({ ...other, 'RecordPart.topic': 'delay' }, valueIn(page, 'ifMatch'));
  page = await adviser.read(third.headers.location!);
  expect(page.text).toContain('Ikke vurderet endnu');
  const agreed = await adviser.send(at, {
    'AgreeRegistration.citizen': 'true',
    'AgreeRegistration.adviser': 'true',
    way: 'agree',
    key: key(),
    ifMatch: valueIn(page, 'ifMatch'),
  });
  const { text } = await adviser.read(agreed.headers.location!);
  expect(text).toMatch(/<strong>C:<\/strong>\s*er ikke vurderet og kommer ikke med i sagen/);
});

it('somebody else’s change is shown with what was typed, and nothing is done', async () => {
  const kept = await adviser.send(blank, { ...delay, way: 'keep', key: key() });
  const page = await adviser.read(kept.headers.location!);
  const sent = { 'GiveGuidance.codes': 'rights', way: 'guidance', ifMatch: valueIn(page, 'ifMatch') };
  await adviser.send(`/o/horsens/inquiries/${idIn(kept)}`, { ...sent, way: 'guide', key: key() });
  const late = await adviser.send(`/o/horsens/inquiries/${idIn(kept)}`, { ...sent, key: key() });
  expect(late.status).toBe(412);
  expect(late.text).toContain('Henvendelsen er ændret, mens du skrev');
  expect(late.text).toMatch(/value="rights"\s+checked/);
  expect(await typesOf(idIn(kept))).toHaveLength(3);
});

it('a text message that the office does not answer is counted, and the page says so', async () => {
  const before = await contacts();
  const answer = await adviser.send(blank, { ...guided, 'ReceiveInquiry.channel': 'sms', key: key() });
  expect([answer.status, answer.headers.location]).toEqual([303, `${blank}?counted=sms`]);
  expect((await adviser.read(answer.headers.location!)).text).toContain('Beskeden er talt med');
  expect(await contacts()).toBe(before);
});

it('where the dialogue comes first, the talk leads back to it; elsewhere the rule says why not', async () => {
  const signe = await PageReader.signsIn(origin, 'koebenhavn-signe');
  const answer = await signe.send('/o/koebenhavn/inquiries/new', {
    ...delay,
    'AssessRemit.admissible': 'true',
    'GuideBack.offered': 'dialogueHelp',
    way: 'dialogue',
    key: key(),
  });
  expect(answer.status).toBe(303);
  expect((await signe.read(answer.headers.location!)).text).toContain('Samtalen er slut');
  const { text } = await adviser.read(blank);
  expect(text).not.toContain('name="way" value="dialogue"');
  expect(text).toContain('ingen regel om forudgående dialog');
});

it('whoever may receive none has no such page and no such place in the menu', async () => {
  const auditor = await PageReader.signsIn(origin, 'horsens-ejnar');
  expect((await auditor.read(blank)).status).toBe(403);
  expect((await auditor.send(blank, { ...guided, key: key() })).status).toBe(403);
  expect((await auditor.read('/o/horsens/cases')).text).not.toContain('inquiries/new');
  expect((await adviser.send(blank, { ...guided, way: 'constructor', key: key() })).status).toBe(404);
});
