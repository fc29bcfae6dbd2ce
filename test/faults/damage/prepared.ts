/**
 * A data folder with two offices at work, as it was left, as it was three months before, and as it lay while the
 * product ran. What every file holds differs between the three and between the offices.
 */
import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { newFolderInMemory, openInProcess, type InProcess } from '../in-process.js';
import { Office, type Answer, type Complaint } from '../client.js';

/** The second has come further in everything, so that its files are no older than those of the first. */
export const offices = ['horsens', 'koebenhavn'] as const;
export type OfficeKey = (typeof offices)[number];

export interface Prepared {
  readonly newer: string;
  readonly older: string;
  /** Copied from under the product at work: what came last is in the WAL of each database. */
  readonly live: string;
  /** Complaints by office, those whose keys were destroyed first. */
  readonly complaints: { readonly [Key in OfficeKey]: readonly string[] };
  readonly destroyed: ReadonlySet<string>;
  /** What the whole folder answers. */
  readonly whole: Served;
  readonly folders: readonly string[];
}

/** Answers by what was asked, in a form that can be compared. */
export type Served = ReadonlyMap<string, string>;

/** Of complaints whose keys are gone when the folder is left: no answer may have them again. */
export const destroyedNames = ['Valborg', 'Asger'] as const;
type Name = (typeof destroyedNames)[number] | 'Gudrun' | 'Ludvig';

/** Files of an office that every start leaves: a preparation that lacks one damages nothing. */
export const officeFiles = [
  'events.db',
  'office.db',
  'keys.db',
  'keys.office.json',
  'access.db',
  'views.db',
  'figures.db',
  'shredded.list',
  'announced.json',
] as const;

async function registered(office: Office, name: Name): Promise<Complaint> {
  const complaint = await office.start();
  await complaint.do('RecordPart', { topic: 'delay', department: 'jobcenter' });
  await complaint.do('AssessRemit', { part: 'A', admissible: true });
  if (office.key === 'koebenhavn')
    await complaint.do('RecordDialogue', { department: 'jobcenter', departmentHadOpportunity: true, answered: true });
  else await complaint.do('AgreeRegistration', { citizen: true, adviser: true });
  await complaint.do(
    'RegisterCase',
    { complainant: { name: `${name} Vandskade` }, summary: `${name} savner sit brev` },
    'registered',
  );
  await complaint.view();
  return complaint;
}

async function member(office: Office, sub: string): Promise<void> {
  const answer = await office.post('/members', { sub, name: 'Medarbejder', roles: ['adviser'] }, 'administrator');
  if (answer.status !== 201) throw new Error(`a member: ${answer.status} ${answer.text}`);
}

/** Of the last week that was drawn, the first look that has to be. */
async function judged(office: Office): Promise<void> {
  const { weeks } = (await office.get('/supervision', 'auditor')).json<{ weeks: readonly { week: string }[] }>();
  const draw = await office.get(`/supervision/${weeks[0]!.week}`, 'auditor');
  const { items } = draw.json<{ items: readonly { look: number; by: string; toJudge: boolean }[] }>();
  const { look } = items.find(({ by, toJudge }) => toJudge && by !== 'auditor')!;
  const answer = await office.post(
    '/supervision/judgements',
    { look, finding: 'unclear', note: 'Vandskade' },
    'auditor',
  );
  if (answer.status !== 201) throw new Error(`judgement: ${answer.status} ${answer.text}`);
}

export async function prepare(): Promise<Prepared> {
  const folders: string[] = [];
  const copyOf = (from: string): string => {
    const to = newFolderInMemory();
    folders.push(to);
    cpSync(from, to, { recursive: true });
    return to;
  };
  const folder = newFolderInMemory();
  folders.push(folder);
  const complaints = { horsens: [] as string[], koebenhavn: [] as string[] };
  const destroyed = new Set<string>();
  const closed = async (product: InProcess, date: string, name: Name): Promise<void> => {
    for (const key of offices) {
      const office = new Office(product, key);
      await office.at(date);
      for (let count = key === 'koebenhavn' ? 2 : 1; count > 0; count -= 1) {
        const complaint = await registered(office, name);
        await complaint.do('WithdrawComplaint', {});
        complaints[key].push(complaint.id);
        if (name !== 'Gudrun') destroyed.add(complaint.id);
      }
    }
  };
  const worked = async (product: InProcess, date: string): Promise<void> => {
    for (const key of offices) {
      const office = new Office(product, key);
      await office.at(date);
      for (const sub of key === 'koebenhavn' ? ['asta', 'bo', 'cy'] : ['asta', 'bo'])
        await member(office, `${sub} ${date}`);
      for (let count = key === 'koebenhavn' ? 3 : 1; count > 0; count -= 1)
        complaints[key].push((await registered(office, 'Ludvig')).id);
      await office.get('/reports/contacts?from=2024-01-01&to=2024-12-31', 'analyst');
      await office.get('/complaints');
      await office.post('/complaints/search', { text: 'Vandskade' });
      await judged(office);
    }
  };

  // Destroyed before the older copy, after it, and announced alone.
  let product = await openInProcess(folder);
  await closed(product, '2024-03-01', 'Valborg');
  await closed(product, '2024-03-08', 'Asger');
  await closed(product, '2024-06-04', 'Gudrun');
  await worked(product, '2029-03-03');
  await product.close();
  const older = copyOf(folder);

  product = await openInProcess(folder);
  await worked(product, '2029-06-01');
  // The record is half a second behind: then it knows all that the files hold.
  await later(1500);
  const live = copyOf(folder);
  rmSync(join(live, 'running.json'), { force: true });
  await product.close();

  for (const key of offices)
    for (const file of officeFiles)
      if (!existsSync(join(folder, 'offices', key, file))) throw new Error(`nothing made ${key}/${file}`);
  const parts = { newer: folder, older, live, complaints, destroyed, folders };
  const whole = await openInProcess(copyOf(folder));
  const served = await servedBy(whole, parts.complaints);
  await whole.close();
  return { ...parts, whole: served };
}

/** Each request has an id of its own. */
const comparable = ({ status, text }: Answer): string =>
  status === 200
    ? text.replaceAll(/"request":"[^"]+"/g, '"request":"…"')
    : `${status} ${/"code":"([A-Z_]+)"/.exec(text)?.[1] ?? ''}`;

/** Everything that both offices show; the order is always the same, since each look is written down. */
export async function servedBy(product: InProcess, complaints: Prepared['complaints']): Promise<Served> {
  const answers = new Map<string, string>();
  for (const key of offices) {
    const office = new Office(product, key);
    const ask = async (path: string, who?: string) => {
      const answer = await office.get(path, who).catch((error: Error) => error);
      answers.set(
        `${key} ${path}${who ? ` as ${who}` : ''}`,
        answer instanceof Error ? answer.message : comparable(answer),
      );
    };
    await ask('/complaints');
    await ask('/complaints?at=2029-04-01T08:00:00Z');
    const found = await office.post('/complaints/search', { text: 'Vandskade' }).catch((error: Error) => error);
    answers.set(`${key} search`, found instanceof Error ? found.message : comparable(found));
    await ask('/reports/contacts?from=2024-01-01&to=2024-12-31', 'analyst');
    await ask('/reports/contacts?from=2024-01-01&to=2024-12-31');
    await ask('/destructions', 'dataProtectionOfficer');
    await ask('/members', 'administrator');
    for (const id of complaints[key])
      for (const [end, who] of [
        ['', 'head'],
        ['/history', 'head'],
        ['/access-log', 'auditor'],
      ] as const)
        await ask(`/complaints/${id}${end}`, who);
  }
  return answers;
}
