/** One of each kind of complaint that somebody may look at, prepared once in one office; and everybody who may look. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { scopes } from '../../libs/platform/caller.js';
import { Complaint, Office } from '../faults/client.js';
import { type InProcess } from '../faults/in-process.js';
import { rolesIn, type Caller, type Resource, type Single } from './matrix.js';

export const asked = 'jobcenter';
const neverAsked = 'teknikogmiljoe';
const missingId = '00000000-0000-4000-8000-000000000000';
const colleague = { role: 'adviser', sub: 'colleague' };

export interface Case {
  readonly complaint: Complaint;
  /** Of the route to a document; one that is not there, where the complaint has none. */
  readonly document: string;
}
export interface Cases {
  readonly office: Office;
  readonly other: Office;
  readonly of: ReadonlyMap<Resource, Case>;
  /** A token of this caller in this office; a citizen's is bound to the complaint. Undefined: none is sent. */
  token(caller: Caller, complaint: string, at?: Office): Promise<string | undefined>;
}

const noDocument = '99-1';

/** Horsens, since consent is asked for there; the other office is Odense, with a case of its own. */
export async function prepareCases(product: InProcess): Promise<Cases> {
  const [office, other] = [new Office(product, 'horsens'), new Office(product, 'odense')];
  const of = new Map<Resource, Case>();
  const registered = async (at: Office): Promise<Complaint> => {
    const complaint = await at.start();
    await complaint.do('RecordPart', { topic: 'delay', department: asked });
    await complaint.do('AssessRemit', { part: 'A', admissible: true });
    if (at === other)
      await complaint.do('RecordDialogue', {
        department: asked,
        departmentHadOpportunity: true,
        answered: true,
        moreOptionsSeen: false,
      });
    else await complaint.do('AgreeRegistration', { citizen: true, adviser: true });
    await complaint.do('RegisterCase', { complainant: { name: 'Synnøve Sildesalat' }, summary: 'Brevet kom ikke' });
    return complaint;
  };
  const referred = async (at = office): Promise<Case> => {
    const complaint = await registered(at);
    const { revision } = await complaint.do(
      'ReferToDepartment',
      { referrals: [{ department: asked, parts: ['A'] }] },
      'referred',
    );
    // The first of what went out is the department's letter, the second the citizen's copy.
    return { complaint, document: `${revision}-2` };
  };
  const closed = async (): Promise<Case> => {
    const made = await referred();
    await made.complaint.do('RecordDepartmentAnswer', { department: asked, directToCitizen: true }, 'answered');
    await made.complaint.do('CloseCase', {}, 'closed(answeredByDepartment)');
    return made;
  };
  const quarantined = async (): Promise<Case> => {
    const { complaint } = await referred();
    await complaint.do('RecordDepartmentAnswer', { department: asked, directToCitizen: true }, 'answered');
    await complaint.do('GiveConsent', { purpose: 'moreQuestions', departments: [asked] });
    await complaint.do('AskMoreQuestions', { referrals: [{ department: asked, parts: ['A'], questions: 'Hvornår?' }] });
    await complaint.do('WithdrawConsent', { channel: 'phone' });
    const filed = await complaint.do('FileDocument', {
      title: 'For sent',
      direction: 'in',
      date: '2029-04-04',
      department: asked,
      content: Buffer.from('Kom for sent').toString('base64'),
    });
    return { complaint, document: filed.document! };
  };
  const desk = async ({ complaint }: Case, to: string, handling?: object): Promise<void> => {
    await complaint.do('AssignCase', { to });
    const how = { priority: 'normal', complexity: 'simple', confidential: true, ...handling };
    if (handling) await complaint.do('SetHandling', how);
  };

  await office.token('adviser');
  await office.token(colleague);
  await office.at('2024-03-04');
  of.set('shredded', await closed());
  await office.at('2029-04-04');
  of.set('preCase', { complaint: await office.start(), document: noDocument });
  for (const [resource, to, handling] of [
    ['own', 'adviser'],
    ['colleagues', 'colleague'],
    ['confidential', 'colleague', { readers: [] }],
    ['named', 'colleague', { readers: ['adviser'] }],
  ] as const) {
    const made = await referred();
    await desk(made, to, handling);
    of.set(resource, made);
  }
  of.set('closed', await closed());
  of.set('quarantined', await quarantined());
  of.set('unasked', { complaint: await registered(office), document: noDocument });
  of.set('foreign', await referred(other));
  const { complaint, document } = of.get('own')!;
  of.set('missing', { complaint: new Complaint(office, { ...complaint.last, id: missingId }), document });
  await of.get('shredded')!.complaint.refresh();

  const token = async (caller: Caller, id: string, at = office): Promise<string | undefined> => {
    const parts = rolesIn(caller);
    if (parts.length === 1 && parts[0]! in badTokens) return badTokens[parts[0]!]!(product.folder, at.key);
    const claims: Claims = Object.assign({}, ...parts.map((one) => claimsOf(one, id, at === other)));
    // The adviser of the table is one person, in whichever roles.
    const sub = parts.includes('adviser') ? 'adviser' : caller;
    const roles = caller === 'integration' ? { scopes } : { roles: parts.map(roleOf) };
    const answer = await product.ask({
      method: 'POST',
      path: '/api/test/token',
      body: { office: at.key, sub, name: sub, ...claims, ...roles },
    });
    if (answer.status !== 200) throw new Error(`no token for ${caller}: ${answer.text}`);
    return answer.json<{ token: string }>().token;
  };
  return { office, other, of, token };
}

interface Claims {
  readonly department?: string;
  readonly complaint?: string;
}
const roleOf = (who: Single): string =>
  who.endsWith('Department') ? 'department' : who.endsWith('Citizen') ? 'citizen' : who;
/** The other office has no road department; there nobody but the one was asked either. */
function claimsOf(who: Single, complaint: string, isOther: boolean): Claims {
  if (who === 'askedDepartment') return { department: asked };
  if (who === 'otherDepartment') return { department: isOther ? 'parkogvej' : neverAsked };
  if (who === 'ownCitizen') return { complaint };
  return who === 'otherCitizen' ? { complaint: missingId.replace('8', '9') } : {};
}

/** Tokens that nobody may have: no signature of ours, over, another installation's, or the role that no token has. */
const badTokens: { readonly [who: string]: (folder: string, office: string) => Promise<string | undefined> } = {
  nobody: async () => undefined,
  forged: async (folder, office) => `${(await signed(secretOf(folder), office, ['head'])).slice(0, -3)}AAA`,
  expired: (folder, office) => signed(secretOf(folder), office, ['head'], 1_000_000_000),
  elsewhere: (_, office) => signed(randomBytes(32), office, ['head']),
  system: (folder, office) => signed(secretOf(folder), office, ['system']),
};
const secretOf = (folder: string): Uint8Array =>
  Buffer.from(readFileSync(join(folder, 'secrets', 'token.key'), 'utf8').trim(), 'base64url');
/** @param until seconds since the epoch */
function signed(secret: Uint8Array, office: string, roles: readonly string[], until?: number): Promise<string> {
  const token = new SignJWT({ name: 'Somebody', office, roles })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject('somebody')
    .setIssuer('klagegang')
    .setAudience('klagegang');
  return (until === undefined ? token : token.setExpirationTime(until)).sign(secret);
}
