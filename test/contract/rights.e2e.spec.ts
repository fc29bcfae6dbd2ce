/**
 * Nobody sees more than the role may see: every route of the OpenAPI document and every transition × every caller ×
 * every kind of complaint × own and other office (promises.md, "matrix"). What is expected is test/contract/matrix.ts.
 */
import { assets } from '../../apps/server/http/assets.js';
import { commandNames, phases } from '../../libs/complaints/steps/commands.js';
import { steps } from '../../libs/complaints/steps/steps.js';
import { type Answer, type Asking, type Problem } from '../faults/client.js';
import { openInProcess, type InProcess } from '../faults/in-process.js';
import { roles as mayTake } from '../machine/table.js';
import { prepareCases, type Cases } from './cases.js';
import {
  acting,
  callers,
  expected,
  isListed,
  ofStep,
  pairs,
  reports,
  resources,
  routes,
  type Caller,
  type Pair,
  type Resource,
} from './matrix.js';

let product: InProcess, cases: Cases;
let cells = 0;
beforeAll(async () => {
  product = await openInProcess();
  cases = await prepareCases(product);
});
afterAll(async () => {
  process.stderr.write(`matrix: ${cells} cells\n`);
  await product.remove();
});

const tokens = new Map<string, Promise<string | undefined>>();
function tokenOf(caller: Caller, resource: Resource, at: 'office' | 'other' = 'office'): Promise<string | undefined> {
  const { id } = cases.of.get(resource)!.complaint;
  const key = `${caller} ${id} ${at}`;
  const known = tokens.get(key) ?? cases.token(caller, id, cases[at]);
  tokens.set(key, known);
  return known;
}

interface Asked {
  readonly method: string;
  readonly path: string;
}
function addressOf(route: string, resource: Resource, name = 'RecordNote', at: 'office' | 'other' = 'office'): Asked {
  const [method, pattern] = route.split(' ') as [string, string];
  const { complaint, document } = cases.of.get(resource)!;
  const path = pattern
    .replace(':office', cases[at].key)
    .replace(':id', complaint.id)
    .replace(':name', name)
    .replace('/assets/:hashed', () => assets().style)
    .replace(':n', '0')
    .replace(/\/positions$/, '/positions?from=none')
    .replace(':document', document);
  return { method, path };
}
function bodyOf(route: string): unknown {
  if (route === 'POST /api/test/token') return { office: 'horsens', sub: 'a', name: 'a', roles: ['adviser'] };
  if (route === 'PUT /api/test/clock') return { now: new Date(product.product.clock.now()).toISOString() };
  if (route.endsWith('/search')) return { text: 'Sildesalat' };
  return route.startsWith('POST') ? [] : undefined;
}
/** Forms are those of pages. */
const sentTo = (route: string): Pick<Asking, 'body' | 'raw' | 'headers'> =>
  / \/(logout|sessions|min-sag|o)\b/.test(route)
    ? { raw: 'session=all', headers: { 'content-type': 'application/x-www-form-urlencoded' } }
    : { body: bodyOf(route) };
/** The status, and the code of a refusal of the API. */
function said({ status, headers, text }: Answer): string {
  const isProblem = String(headers['content-type']).startsWith('application/problem+json') && text !== '';
  return isProblem ? `${status} ${(JSON.parse(text) as Problem).code}` : String(status);
}
async function cell(asking: Parameters<InProcess['ask']>[0]): Promise<Answer> {
  cells += 1;
  return product.ask(asking);
}

/**
 * `METHOD /path` of every route that Fastify serves; its HEAD routes are those of GET. Of a route that ends in `*` its
 * table leaves out what stands before; there is one.
 */
function served(): readonly string[] {
  const tree = (
    product.product.app.getHttpAdapter().getInstance() as { printRoutes(options: object): string }
  ).printRoutes({ commonPrefix: false });
  const parents: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const match = /^([│ ]*)[├└]── (\S*)(?: \(([A-Z, ]+)\))?$/.exec(line);
    if (!match) {
      if (line.trim() !== '') throw new Error(`a line of the route table that is not understood: ${line}`);
      return [];
    }
    const depth = match[1]!.length / 4;
    const path = (parents[depth] = `${depth === 0 ? '' : parents[depth - 1]}${match[2]}`);
    const shown = path === '/*' ? '/provider/*' : path;
    return (match[3]?.split(', ') ?? []).map((method) => `${method} ${shown}`);
  });
}

describe('the table of expectations', () => {
  it('has every route that is served, and no other', async () => {
    const declared = Object.keys(routes).flatMap((route) => [
      route,
      ...(route.startsWith('GET ') ? [route.replace('GET', 'HEAD')] : []),
    ]);
    expect(served().filter((route) => !declared.includes(route))).toEqual([]);
    expect(declared.filter((route) => !served().includes(route))).toEqual([]);
    expect((await product.ask({ method: 'GET', path: '/anything' })).status).toBe(404);
  });

  it('has every operation of the OpenAPI document, and the document every route of the API', async () => {
    const { paths } = (await product.ask({ method: 'GET', path: '/api/openapi.json' })).json<{
      paths: { readonly [path: string]: { readonly [method: string]: unknown } };
    }>();
    const told = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => {
        const url = path.replaceAll(/\{(\w+)\}/g, ':$1').replace(/\/transitions\/[A-Z]\w+$/, '/transitions/:name');
        return `${method.toUpperCase()} ${url}`;
      }),
    );
    expect([...new Set(told)].filter((route) => !(route in routes))).toEqual([]);
    const ofApi = Object.keys(routes).filter((route) => / \/(api\/(?!openapi)|health|metrics)/.test(route));
    expect(ofApi.filter((route) => !told.includes(route))).toEqual([]);
  });
});

const asked = Object.entries(routes).filter(
  ([route, { listens }]) => !route.endsWith('/transitions/:name') && !listens,
);
describe.each(asked)('%s', (route, declared) => {
  it('answers each caller about each kind of complaint as the matrix says', async () => {
    const wrong: string[] = [];
    for (const resource of declared.ofComplaint ? resources : (['own'] as const)) {
      for (const caller of callers) {
        const { method, path } = addressOf(route, resource);
        const token = await tokenOf(caller, resource);
        const answer = said(
          await cell({ method, path, token, ...(method === 'POST' ? sentTo(route) : { body: bodyOf(route) }) }),
        );
        const wanted = expected(declared, caller, resource, route);
        // A page says it to a person, without a code.
        const isAsWanted = declared.open ? answer.slice(0, 3) === wanted.slice(0, 3) : answer === wanted;
        if (!isAsWanted) wrong.push(`${caller} at ${resource}: ${answer} instead of ${wanted}`);
        if (method !== 'GET' || declared.open) continue;
        const head = await cell({ method: 'HEAD', path, token });
        if (head.status !== Number(wanted.slice(0, 3)) || head.text !== '')
          wrong.push(`HEAD by ${caller} at ${resource}: ${head.status} with ${head.text.length} characters`);
      }
    }
    expect(wrong).toEqual([]);
  });

  if (declared.open) return;
  it('answers the token of another office as if nothing were there', async () => {
    const wrong: string[] = [];
    for (const caller of callers) {
      const wanted = expected(declared, caller, 'own', route).startsWith('401')
        ? '401 UNAUTHENTICATED'
        : '404 NOT_FOUND';
      const token = await tokenOf(caller, 'own', 'other');
      const answer = said(await cell({ ...addressOf(route, 'own'), token, body: bodyOf(route) }));
      if (answer !== wanted) wrong.push(`${caller}: ${answer}`);
    }
    expect(wrong).toEqual([]);
  });
});

/** What has an address of its own is in the matrix itself. */
const transitions = commandNames.filter((name) => steps[name].address === null);
const begin = 'POST /api/offices/:office/complaints/transitions/:name';
const take = 'POST /api/offices/:office/complaints/:id/transitions/:name';

describe.each(transitions)('the transition %s', (name) => {
  const route = phases.starting.has(name) ? begin : take;

  it('lets through exactly its roles, where they see the complaint; its preview too', async () => {
    const wrong: string[] = [];
    for (const resource of route === begin ? (['own'] as const) : resources) {
      for (const caller of callers) {
        const wanted = ofStep(mayTake[name], caller, route === begin ? 'none' : resource);
        const token = await tokenOf(caller, resource);
        for (const asked of route === begin ? [route] : [route, `${route}/preview`]) {
          const answer = said(await cell({ ...addressOf(asked, resource, name), token, body: [] }));
          if (answer !== wanted) wrong.push(`${caller} at ${resource}: ${answer} instead of ${wanted}`);
        }
      }
    }
    for (const caller of callers) {
      const wanted = ofStep(mayTake[name], caller, 'none').startsWith('401') ? '401 UNAUTHENTICATED' : '404 NOT_FOUND';
      const token = await tokenOf(caller, 'own', 'other');
      const answer = said(await cell({ ...addressOf(route, 'own', name), token, body: [] }));
      if (answer !== wanted) wrong.push(`${caller} of another office: ${answer}`);
    }
    expect(wrong).toEqual([]);
  });
});

/** Everything of an answer that a client can see, but for the hour. */
const whole = ({ status, headers: { date: _, ...headers }, text }: Answer) => ({ status, headers, text });

describe('swapped ids', () => {
  const ofComplaint = Object.keys(routes).filter((route) => /^\w+ \/api\/.*:id/.test(route));
  const named = ['RecordNote', 'OpenInvestigation', 'RecordDepartmentAnswer', 'ShredKeys'] as const;
  const asked = ofComplaint.flatMap((route) =>
    route.includes(':name') ? named.map((name) => [route, name] as const) : [[route, 'RecordNote'] as const],
  );

  it.each(asked)(
    '%s of %s: another office’s complaint and a missing one get the same answer, to the letter',
    async (route, name) => {
      const ask = async (resource: Resource, caller: Caller, at: 'office' | 'other', whose: 'office' | 'other') =>
        whole(
          await cell({
            ...addressOf(route, resource, name, at),
            // A citizen's token names the complaint that is asked for, wherever it is.
            token: await tokenOf(caller, resource, whose),
            body: bodyOf(route),
          }),
        );
      for (const caller of callers) {
        // Its id under our office's path, with our token.
        const nothing = await ask('missing', caller, 'office', 'office');
        expect([caller, await ask('foreign', caller, 'office', 'office')]).toEqual([caller, nothing]);
        // Ours under our path and under theirs, with their token.
        const theirs = await ask('missing', caller, 'office', 'other');
        expect([caller, await ask('own', caller, 'office', 'other')]).toEqual([caller, theirs]);
        const withTheirs = await ask('missing', caller, 'other', 'other');
        expect([caller, await ask('own', caller, 'other', 'other')]).toEqual([caller, withTheirs]);
        // Theirs under their path, with our token.
        const across = await ask('missing', caller, 'other', 'office');
        expect([caller, await ask('foreign', caller, 'other', 'office')]).toEqual([caller, across]);
      }
    },
  );

  it('a complaint of another office that a step names is as one that is not there', async () => {
    const own = cases.of.get('own')!.complaint;
    const link = async (resource: Resource) =>
      whole(await own.send('LinkCase', { to: cases.of.get(resource)!.complaint.id, kind: 'related' }));
    const nothing = await link('missing');
    expect(nothing.status).toBe(400);
    expect(await link('foreign')).toEqual(nothing);
    expect(await link('confidential')).toEqual(nothing);
  });
});

describe('a list', () => {
  const kept = resources.filter((resource) => resource !== 'missing');
  const asks = [
    ['worklist', 'GET', '/complaints?limit=200', undefined],
    ['search', 'POST', '/complaints/search', { text: 'Synnøve', limit: 200 }],
  ] as const;

  it.each(asks)('(%s) shows each caller what the matrix says, and nothing else', async (what, method, path, body) => {
    const wrong: string[] = [];
    const route = `${method} /api/offices/:office${path.split('?')[0]}`;
    for (const caller of callers.filter((each) => expected(routes[route]!, each, 'own', route) === '200')) {
      const token = await tokenOf(caller, 'own');
      const answer = await cell({ method, path: `/api/offices/horsens${path}`, token, body });
      const { items } = answer.json<{ items: readonly { readonly id: string }[] }>();
      const shown = new Set(items.map(({ id }) => id));
      for (const resource of kept) {
        cells += 1;
        const isNamed = what === 'worklist' || !['preCase', 'shredded'].includes(resource);
        const isBound = caller !== 'ownCitizen' || resource === 'own';
        const wanted = isNamed && isBound && isListed(caller, resource);
        const { id } = cases.of.get(resource)!.complaint;
        if (shown.has(id) !== wanted) wrong.push(`${caller}: ${resource} is ${wanted ? 'not ' : ''}listed`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

it.each(Object.entries(reports))('the report %s is given to whom the matrix says', async (path, wanted) => {
  const wrong: string[] = [];
  for (const caller of callers) {
    const token = await tokenOf(caller, 'own');
    const answer = said(await cell({ method: 'GET', path: `/api/offices/horsens/reports/${path}`, token }));
    const meant = wanted(caller);
    if (answer !== meant) wrong.push(`${caller}: ${answer} instead of ${meant}`);
  }
  expect(wrong).toEqual([]);
});

const accesses = () => product.product.offices.find(({ key }) => key === cases.office.key)!.office.access;

describe('the role that acts', () => {
  it.each(Object.entries(acting))(
    'by %s is the one that would do alone, and the log of looks names it',
    async (route, table) => {
      for (const [pair, byResource] of Object.entries(table)) {
        for (const [resource, role] of Object.entries(byResource)) {
          cells += 1;
          const { complaint } = cases.of.get(resource as Resource)!;
          const looks = () => accesses().of(complaint.id);
          const before = looks().length;
          const token = await tokenOf(pair as Pair, resource as Resource);
          const answer = await product.ask({ ...addressOf(route, resource as Resource), token, body: bodyOf(route) });
          const [made] = looks().slice(before);
          expect([pair, resource, answer.status, made?.role]).toEqual([pair, resource, 200, role]);
        }
      }
      expect(Object.keys(table).every((pair) => pair in pairs)).toBe(true);
    },
  );
});
