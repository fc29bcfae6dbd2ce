// What no sample office has: matters excluded once they are brought elsewhere, a scope that is everything admissible, a
// second reader of decisions. And dates that have not come, a link that goes, an extension that is none.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Office, Product, expect, only } from './drive.mjs';

const both = {
  A: { topic: 'delay', department: 'jobcenter' },
  B: { topic: 'noReply', department: 'borgerservice' },
};
const criteria = { citizenBenefit: 'high', improvement: 'high', overall: 'justified' };
const elsewhere = { part: 'B', admissible: false, ground: 'courts', guidance: ['whereToComplain'], body: 'domstolene' };
const letter = (department, parts) => ({ referrals: [{ department, parts }] });

/** A product with that office alone: its profile as the fixture has it, with `settings` changed. */
async function ofItsOwn({ checkout }, settings, work) {
  const folder = await mkdtemp(join(tmpdir(), 'journey-office-'));
  const fixture = JSON.parse(await readFile(join(checkout, 'libs/policy/fixtures/nordkoebing.1.json'), 'utf8'));
  const profile = { ...fixture, settings: { ...fixture.settings, ...settings } };
  const profiles = join(folder, 'profiles');
  await mkdir(profiles);
  await writeFile(join(profiles, 'nordkoebing.1.json'), JSON.stringify(profile), { mode: 0o600 });
  const names = (...keys) => keys.map((key) => ({ key, name: key }));
  const office = {
    key: 'nordkoebing',
    name: profile.name,
    profile: 'nordkoebing@1',
    departments: names('jobcenter', 'borgerservice'),
    topics: ['delay', 'noReply'].map((key) => ({ key, da: key, en: key })),
  };
  const file = join(folder, 'config.json');
  await writeFile(file, JSON.stringify({ profileFolders: [profiles], offices: [office] }), { mode: 0o600 });
  const product = new Product(checkout, { env: { KLAGEGANG_CONFIG: file } });
  try {
    await product.start();
    await work(new Office(product, 'nordkoebing'));
  } finally {
    await product.remove();
    await rm(folder, { recursive: true, force: true });
  }
}

export async function s21_excluded_once_it_is_brought_elsewhere(product) {
  await ofItsOwn(product, {}, async (office) => {
    await office.at('2026-03-02');
    const c = await office.registered({ parts: both, name: 'Alma Andetsteds' });
    await c.refuse('AssessRemit', elsewhere, 'PART_ADMISSIBLE', ['N7']);
    await c.refuse('AssessRemit', { ...elsewhere, brought: false }, 'PART_ADMISSIBLE', ['N7']);
    await c.do('AssessRemit', { ...elsewhere, brought: true }, 'registered');
    await c.view({ parts: [{ admissible: true }, { admissible: false, ground: 'courts' }] });
  });
}

export async function s21_the_scope_is_everything_admissible_and_a_decision_has_a_second_reader(product) {
  const secondReader = { value: 'decisions', stated: false, rules: ['D'] };
  const exceptionPrinciple = { value: true, stated: false, rules: ['D'] };
  await ofItsOwn(product, { secondReader, exceptionPrinciple }, async (office) => {
    await office.at('2026-03-02');
    for (const sub of ['head', 'birk']) await office.get('/complaints', 'head', { sub });
    const c = await office.registered({ parts: both, name: 'Vera Vidtfavn' });
    const head = { as: 'head' };
    await c.do('FlagPrincipled', { reason: 'affectsMany' }, 'registered', head);
    for (const department of ['jobcenter', 'borgerservice'])
      await c.do('GiveConsent', { purpose: 'closerExamination', departments: [department] });
    const opened = { scope: ['A'], criteria };
    await c.refuse('OpenInvestigation', opened, 'REVIEW_MISSING', ['D'], head);
    await c.do('RequestReview', { of: 'decision', to: 'birk' }, 'registered', head);
    await c.refuse('RecordReview', { verdict: 'approved' }, 'ROLE_FORBIDDEN', [], head);
    await c.do('RecordReview', { verdict: 'changes', text: 'Del B også' }, 'registered', { as: 'head', sub: 'birk' });
    await c.refuse('OpenInvestigation', opened, 'REVIEW_MISSING', ['D'], head);
    await c.do('RequestReview', { of: 'decision', to: 'birk' }, 'registered', head);
    await c.do('RecordReview', { verdict: 'approved' }, 'registered', { as: 'head', sub: 'birk' });
    await c.do('OpenInvestigation', opened, 'investigating.active', head);
    await c.view({ parts: [{ inScope: true }, { inScope: true }] });
  });
}

export async function s21_nothing_has_happened_tomorrow(product) {
  const office = new Office(product, 'koebenhavn');
  await office.at('2026-03-02');
  const tomorrow = '2026-03-03';
  const late = async (c, name, fields, field, options) => {
    const { errors } = await c.refuse(name, fields, 'VALIDATION', [], options);
    only(errors, { field, code: 'IN_THE_FUTURE' }, `${name}, ${field}`);
  };
  const c = await office.registered({ parts: { A: both.A }, name: 'Morten Morgendag' });
  await late(c, 'OfferMediation', { on: tomorrow }, 'on');
  await late(c, 'RecordPart', { ...both.B, eventEnd: tomorrow }, 'eventEnd');
  await late(c, 'FileDocument', { title: 'Brev', direction: 'in', date: tomorrow }, 'date');
  await c.do('ReferToDepartment', letter('jobcenter', ['A']), 'referred');
  const answer = { department: 'jobcenter', directToCitizen: true };
  await late(c, 'RecordDepartmentAnswer', { ...answer, receivedOn: tomorrow }, 'receivedOn');
  const { errors } = await c.refuse('RecordDepartmentAnswer', { ...answer, receivedOn: '2026-03-01' }, 'VALIDATION');
  only(errors, { field: 'receivedOn' }, 'an answer before the letter');
  await c.do('RecordDepartmentAnswer', { ...answer, receivedOn: '2026-03-02' }, 'answered');
}

export async function s21_a_link_goes_and_is_gone_at_both_cases(product) {
  const office = new Office(product, 'odense');
  await office.at('2026-03-02');
  const [one, other] = [
    await office.registered({ parts: { A: both.A }, name: 'Første Følger' }),
    await office.registered({ parts: { A: both.A }, name: 'Anden Følger' }),
  ];
  const link = { to: other.id, kind: 'related' };
  await one.refuse('UnlinkCase', link, 'TRANSITION_NOT_ALLOWED');
  await one.do('LinkCase', link);
  const linked = one.revision;
  await one.refuse('UnlinkCase', { ...link, kind: 'joint' }, 'TRANSITION_NOT_ALLOWED');
  await other.view({ links: [{ to: one.id, kind: 'related', direction: 'in' }] });
  await one.do('UnlinkCase', link);
  await one.view({ links: [] });
  const there = await office.get(`${other.path}?after=${one.position}`, 'head');
  expect(there.body.links, [], 'the links of the other case');
  await one.view({ links: [{ to: other.id, kind: 'related' }] }, 'head', { query: `revision=${linked}` });
  await one.refuse('LinkCase', { to: one.id, kind: 'related' }, 'VALIDATION');
}
