/** What a department was asked, as it reads it, and its answer as it gives it. */
import { Office, type Complaint } from '../../../../test/faults/client.js';
import { openInProcess, type InProcess } from '../../../../test/faults/in-process.js';
import { PageReader } from '../../../../test/faults/page-reader.js';

let product: InProcess;
let office: Office;
let complaint: Complaint;
let department: PageReader;
let path: string;
beforeAll(async () => {
  product = await openInProcess();
  await product.product.app.listen(0, '127.0.0.1');
  const origin = await product.product.app.getUrl();
  office = new Office(product, 'horsens');
  await office.at('2026-03-02');
  complaint = await office.start();
  for (const [part, of] of Object.entries({ A: 'borgerservice', B: 'jobcenter' })) {
    await complaint.do('RecordPart', { topic: 'staffConduct', department: of, eventStart: '2026-01-05' });
    await complaint.do('AssessRemit', { part, admissible: true });
  }
  await complaint.do('AgreeRegistration', { citizen: true, adviser: true });
  await complaint.do('RegisterCase', { complainant: { name: 'Ludvig Læser' }, summary: 'Et hegn' });
  await complaint.do('ReferToDepartment', {
    referrals: [
      { department: 'borgerservice', parts: ['A'], questions: 'Hvad skete der ved skranken?' },
      { department: 'jobcenter', parts: ['B'], questions: 'Hvorfor gik der et halvt år?' },
    ],
  });
  department = await PageReader.signsIn(origin, 'horsens-borgerservice');
  path = `/o/horsens/cases/${complaint.id}`;
});
afterAll(() => product.remove());

const hidden = (text: string, name: string): string => new RegExp(`name="${name}" value="([^"]+)"`).exec(text)![1]!;

it('finds its own questions and those of nobody else', async () => {
  const list = (await department.read('/o/horsens/cases')).text;
  expect(list).toContain('Spørgsmål til os');
  expect(list).toContain(path);
  const { text } = await department.read(path);
  expect(text).toContain('Hvad skete der ved skranken?');
  expect(text).not.toMatch(/halvt år|Et hegn/);
});

it('keeps what was typed where the answer is refused, takes it, and shows a receipt from then on', async () => {
  const before = (await department.read(path)).text;
  const fields = { ifMatch: hidden(before, 'ifMatch'), key: hidden(before, 'key'), department: 'borgerservice' };
  const address = `${path}/steps/RecordDepartmentAnswer`;
  const refused = await department.send(address, { ...fields, directToCitizen: 'false' });
  expect(refused.status).toBe(400);
  expect(refused.text).toMatch(
    /kg-errors[^]*Spørgsmål fra borgerrådgiveren|Spørgsmål fra borgerrådgiveren[^]*kg-errors/,
  );
  const taken = await department.send(address, {
    ...fields,
    directToCitizen: 'false',
    summary: 'Vi beklager tonen.',
    complete: 'true',
  });
  expect(taken.status).toBe(303);
  const after = (await department.read(taken.headers.location!)).text;
  expect(after).toContain('Kvittering');
  expect(after).toContain('Gennem borgerrådgiveren');
  expect(after).toContain('Der er ikke noget at svare på lige nu.');
});

it('reads that a request was recalled with the consent, and is asked for nothing any more', async () => {
  const examined = await office.start();
  await examined.do('RecordPart', { topic: 'staffConduct', department: 'borgerservice', eventStart: '2026-01-05' });
  await examined.do('AssessRemit', { part: 'A', admissible: true });
  await examined.do('AgreeRegistration', { citizen: true, adviser: true });
  await examined.do('RegisterCase', { complainant: { name: 'Ludvig Læser' }, summary: 'Et hegn' });
  await examined.do('ReferToDepartment', { referrals: [{ department: 'borgerservice', parts: ['A'] }] });
  await examined.do('RecordDepartmentAnswer', { department: 'borgerservice', directToCitizen: true });
  await examined.do('RequestCloserLook', { reason: 'Svaret er forkert.' });
  await examined.do('GiveConsent', { purpose: 'closerExamination', departments: ['borgerservice'] });
  await examined.do('RequestInformation', { department: 'borgerservice', about: 'Notater' });
  const open = (await department.read(`/o/horsens/cases/${examined.id}`)).text;
  expect(open).toContain('Oplysninger til sagen');
  await examined.do('WithdrawConsent', { channel: 'phone' });
  const { text } = await department.read(`/o/horsens/cases/${examined.id}`);
  expect(text).toContain('det bliver ikke taget imod');
  expect(text).not.toContain('Oplysninger til sagen');
});
