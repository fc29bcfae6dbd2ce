/** A start with a configuration that no longer names what complaints have. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Complaint, Office, type Receipt } from '../../test/faults/client.js';
import { newFolder, openInProcess, type InProcess } from '../../test/faults/in-process.js';
import { demoOffices } from '../../libs/installation/demo-offices.js';

const folder = newFolder();
const told = newFolder();
let kept: Receipt;
let product: InProcess | undefined;

beforeAll(async () => {
  product = await openInProcess(folder);
  const office = new Office(product, 'horsens');
  await office.at('2026-03-02');
  const complaint = await office.start();
  for (const [part, topic, department] of [
    ['A', 'delay', 'jobcenter'],
    ['B', 'noReply', 'dagtilbud'],
  ] as const) {
    await complaint.do('RecordPart', { topic, department });
    await complaint.do('AssessRemit', { part, admissible: true });
  }
  await complaint.do('AgreeRegistration', { citizen: true, adviser: true });
  await complaint.do('RegisterCase', { complainant: { name: 'Inger Nøgle' }, summary: 'Intet svar' }, 'registered');
  const parts = (department: string, part: string) => ({ department, parts: [part] });
  await complaint.do(
    'ReferToDepartment',
    { referrals: [parts('jobcenter', 'A'), parts('skoleafdelingen', 'B')] },
    'referred',
  );
  kept = complaint.last;
  await product.close();
});
afterEach(async () => {
  await product?.close();
  product = undefined;
});
afterAll(() => {
  for (const each of [folder, told]) rmSync(each, { recursive: true, force: true });
});

/** The product over the same folder, with a configuration that has lost these. */
async function without(departments: readonly string[], topics: readonly string[]): Promise<InProcess> {
  const offices = demoOffices.map((each) => ({
    ...each,
    departments: each.departments.filter(({ key }) => !departments.includes(key)),
    topics: each.topics.filter(({ key }) => !topics.includes(key)),
  }));
  const file = join(told, 'config.json');
  writeFileSync(file, JSON.stringify({ offices }));
  return (product = await openInProcess(folder, { KLAGEGANG_CONFIG: file }));
}
const troubles = async (from: InProcess) =>
  (await from.ask({ method: 'GET', path: '/health/ready' })).json<{
    readonly status: string;
    readonly troubles?: readonly { readonly office: string; readonly part: string; readonly sentence: string }[];
  }>();

it('names what is gone from the configuration, of parts and of those asked, and shows it by its key', async () => {
  const started = await without(['skoleafdelingen', 'dagtilbud', 'personaleafdelingen'], ['noReply', 'other']);
  expect(await troubles(started)).toMatchObject({
    status: 'ready',
    troubles: [
      {
        office: 'horsens',
        part: 'configuration',
        sentence:
          'Complaints have departments dagtilbud, skoleafdelingen and topics noReply, which the configuration has not.',
      },
    ],
  });
  const complaint = new Complaint(new Office(started, 'horsens'), kept);
  const view = await complaint.view<{
    readonly parts: readonly { readonly topic: string; readonly department: string }[];
    readonly letters: readonly { readonly title: string }[];
  }>();
  expect(view.parts[1]).toMatchObject({ topic: 'noReply', department: 'dagtilbud' });
  expect(view.letters.map(({ title }) => title).join()).toContain('skoleafdelingen');
  const report = await complaint.office.get('/reports/parts?from=2026-01-01&to=2026-12-31&by=department');
  expect(report.status).toBe(200);
  // The case goes on with it.
  await complaint.do('RecordDepartmentAnswer', { department: 'skoleafdelingen', directToCitizen: true });
  kept = complaint.last;
});

it('says nothing where all is named, and nothing of what no complaint has', async () => {
  expect(await troubles(await without(['personaleafdelingen'], ['other']))).toEqual({ status: 'ready' });
});
