import { Ajv2020 } from 'ajv/dist/2020.js';
import { matrix, type Row } from '../../../libs/access/matrix.js';
import { commandNames, type CommandName } from '../../../libs/complaints/steps/commands.js';
import { schemaOf } from '../../../libs/complaints/steps/body-schema.js';
import { demoOffices } from '../../../libs/installation/demo-offices.js';
import { problemOf } from '../http/problem.js';
import { refused } from '../../../libs/platform/refused.js';
import { complaintEventTypes } from '../../../event-schemas/complaint/events.js';
import { codesTold } from './openapi-codes.js';
import { openApiDocument, pathOf } from './openapi.js';
import { startPage } from '../console/start/start-page.js';
import { apiPage, problemsPage } from './openapi-page.js';
import { stepNamed, steps } from './openapi-steps.js';
import { kindNames } from './openapi-words.js';

const document = openApiDocument({ mode: 'test', offices: demoOffices, publicAddress: null });
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

describe('the OpenAPI document', () => {
  it('has one path for each transition, with the schema that its body is checked by', () => {
    for (const name of commandNames) {
      const { post } = document.paths[pathOf(stepNamed(name))] as Record<string, { operationId: string }>;
      expect(post!.operationId).toBe(name);
      const { $schema: _, ...schema } = schemaOf(name);
      expect(document.components.schemas![name]).toEqual(schema);
    }
    expect(steps).toHaveLength(commandNames.length);
  });

  it('resolves every reference, and uses every parameter, header and response that it defines', () => {
    const refs = new Set<string>();
    JSON.stringify(document, (key, value: unknown) => {
      if (key === '$ref') refs.add(String(value));
      return value;
    });
    for (const ref of refs)
      expect([
        ref,
        ref
          .split('/')
          .slice(1)
          .reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], document) !== undefined,
      ]).toEqual([ref, true]);
    for (const kind of ['schemas', 'parameters', 'headers', 'responses']) {
      for (const name of Object.keys(document.components[kind]!))
        expect([name, refs.has(`#/components/${kind}/${name}`)]).toEqual([name, true]);
    }
  });

  it('declares every parameter of a path, names each operation once, and says who may ask', () => {
    expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(operations.length);
    for (const { path, operation } of operations) {
      const named = (
        operation.parameters as { readonly $ref?: string; readonly name?: string; readonly in?: string }[]
      ).map(
        (each) =>
          (each.$ref ? document.components.parameters![each.$ref.split('/').at(-1)!] : each) as {
            readonly name: string;
            readonly in: string;
          },
      );
      expect(named.filter((each) => each.in === 'path').map(({ name }) => name)).toEqual(
        [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name),
      );
      expect(operation.security).toEqual(path.startsWith('/api/offices/') ? [{ bearer: [] }] : []);
    }
  });

  it('says of every operation who may, and has the address that the matrix has', () => {
    const urlOf = (path: string) => path.replaceAll(/\{(\w+)\}/g, ':$1');
    for (const { path, method, operation } of operations) {
      expect(operation.description).toMatch(/^Roles: ./);
      const row = (matrix as Readonly<Record<string, Row>>)[String(operation.operationId)];
      if (row) expect(row.route).toBe(`${method.toUpperCase()} ${urlOf(path)}`);
      else expect(stepNamed(operation.operationId as CommandName).roles).toEqual(operation['x-roles']);
    }
    expect(document.paths['/api/offices/{office}/complaints/{id}/replay']!.get).toMatchObject({
      description: 'Roles: head, auditor.',
      'x-roles': ['head', 'auditor'],
    });
  });

  it('has schemas that compile, and a problem document fits its own', () => {
    const ajv = new Ajv2020({ strict: false, formats: { date: true, 'date-time': true, binary: true } });
    ajv.addSchema({ $id: 'document', ...document });
    for (const name of Object.keys(document.components.schemas!))
      expect(() => ajv.compile({ $ref: `document#/components/schemas/${name}` })).not.toThrow();
    const valid = ajv.compile({ $ref: 'document#/components/schemas/Problem' });
    for (const error of [refused('CONCURRENCY_CONFLICT', 412, { revision: 3, state: 'closed' }), new Error('x')])
      expect([valid(problemOf(error).body), valid.errors]).toEqual([true, null]);
  });

  it('asks for If-Match on every transition of an existing complaint and on no other', () => {
    for (const { path, operation } of operations.filter(({ path }) => /\/transitions\/\w+$/.test(path))) {
      expect((operation.parameters as { $ref: string }[]).some(({ $ref }) => $ref.endsWith('/ifMatch'))).toBe(
        path.includes('{id}'),
      );
    }
  });

  it('has the test endpoints except in production', () => {
    const production = openApiDocument({
      mode: 'production',
      offices: demoOffices,
      publicAddress: 'https://klagegang.example.dk',
    });
    expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(['/api/test/token', '/api/test/clock']));
    expect(Object.keys(production.paths).filter((path) => path.startsWith('/api/test'))).toEqual([]);
    expect(JSON.stringify(production)).not.toContain('/api/test');
    expect(production.servers).toEqual([{ url: 'https://klagegang.example.dk' }]);
  });
});

describe('what is told of a transition', () => {
  it("comes from the machine: OpenInvestigation is the head's alone (K14)", () => {
    expect(stepNamed('OpenInvestigation')).toMatchObject({
      roles: ['head'],
      states: ['registered', 'earlyResolution.flexible', 'earlyResolution.written', 'investigationAssessment'],
      starting: false,
    });
    expect(stepNamed('OpenInvestigation').rules.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['SCOPE_EMPTY', 'CONSENT_MISSING']),
    );
  });
  it('names the states as the API does, and each field with its conditions', () => {
    expect([...stepNamed('SwitchMode').states].sort()).toEqual(['earlyResolution.flexible', 'earlyResolution.written']);
    expect(stepNamed('RegisterCase').fields.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['complainant', 'complainant.cpr', 'parts']),
    );
    expect(stepNamed('ReferToDepartment').fields.map(({ path }) => path)).toEqual([
      'referrals',
      'referrals[].department',
      'referrals[].parts',
      'referrals[].questions',
      'referrals[].withSummary',
    ]);
  });
  it('covers every event that a complaint can have', () => {
    expect([...new Set(steps.flatMap(({ events }) => events))].sort()).toEqual([...complaintEventTypes].sort());
  });
});

describe('the codes that are told', () => {
  it('are those of the contract and the domain', () => {
    const told = codesTold().map(({ code }) => code);
    for (const code of [
      'PERSONAL_DATA_IN_ANONYMOUS',
      'REASON_REQUIRED',
      'BASIS_REQUIRED',
      'GUIDANCE_REQUIRED',
      'CRITERIA_REQUIRED',
      'CASE_REQUIRED',
      'CASE_CLOSED',
      'CASE_SHREDDED',
      'CONSENT_WITHDRAWN',
      'INVESTIGATION_HALTED',
      'NOT_IN_PROFILE',
      'EXCEPTION_NOT_IN_PROFILE',
      'CONFLICT_OF_INTEREST',
      'SENSITIVE_REQUIRES_DIGITAL_POST',
      'TRANSITION_NOT_ALLOWED',
      'ROLE_FORBIDDEN',
      'INTERNAL',
    ])
      expect(told).toContain(code);
    expect(codesTold().find(({ code }) => code === 'PERSONAL_DATA_IN_ANONYMOUS')?.status).toBe(400);
  });
});

describe('the pages', () => {
  const pages = (['da', 'en'] as const).flatMap((lang) => {
    const options = { lang };
    return [
      ['/', lang, startPage({ mode: 'demo', offices: demoOffices }, 'http://127.0.0.1:3000', options)],
      ['/api', lang, apiPage({ mode: 'demo', offices: demoOffices }, 'http://127.0.0.1:3000', options)],
      ['/problems', lang, problemsPage(options)],
    ] as const;
  });

  it.each(pages)(
    '%s in %s is accessible: language, one h1, headings without a gap, tables with headers, unique ids, links that lead somewhere',
    (path, lang, text) => {
      expect(text).toContain(`<html lang="${lang}">`);
      expect(text.match(/<h1/g)).toHaveLength(1);
      const levels = [...text.matchAll(/<h([1-6])/g)].map(([, level]) => Number(level));
      levels.forEach((level, index) => expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1));
      const ids = [...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!);
      expect(new Set(ids).size).toBe(ids.length);
      for (const [, target] of text.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target);
      expect(text.replace(/<script defer src="\/assets\/[\w.-]+"><\/script>/g, '')).not.toContain('<script');
      for (const [, by] of text.matchAll(/aria-labelledby="([^"]+)"/g)) expect(ids).toContain(by);
      expect(text.match(/<table/g)?.length ?? 0).toBe(text.match(/<thead/g)?.length ?? 0);
      expect(text).not.toMatch(/<th(?![a-z])(?![^>]*scope=)/);
      expect(text).not.toMatch(/ style="|javascript:|https?:\/\/(?!127\.0\.0\.1)|undefined|\[object/);
      expect(text).toContain(`href="${path}?lang=${lang === 'da' ? 'en' : 'da'}"`);
    },
  );

  it('list every transition with its rules, and lead to each of its codes', () => {
    const [, , api] = pages.find(([path, lang]) => path === '/api' && lang === 'da')!,
      [, , problems] = pages.find(([path]) => path === '/problems')!;
    for (const { name, title, rules } of steps) {
      expect(api).toContain(`<h3 id="${name}">${title.da} <code>${name}</code></h3>`);
      for (const { code } of rules) expect(problems).toContain(`<tr id="${code}">`);
    }
  });

  it.each(pages.filter(([path]) => path !== '/problems'))(
    '%s in %s prints a POST to begin with, and the step after it',
    (_, __, text) => {
      expect(text).toMatch(/curl -si http:\/\/127\.0\.0\.1:3000\S+\/transitions\/ReceiveInquiry .*idempotency-key/);
      expect(text).toMatch(/\/\$ID\/transitions\/RecordPart .*if-match: &#34;0&#34;/);
    },
  );

  it.each(pages.filter(([path]) => path === '/api'))(
    '%s in %s says what a request has besides its body',
    (_, lang, text) => {
      for (const header of ['Authorization: Bearer', 'If-Match', 'ETag', 'Idempotency-Key'])
        expect(text).toContain(header);
      const list = /<tr>\s*<td><code>GET \/api\/offices\/\{office\}\/complaints<\/code>.*?<\/tr>/s.exec(text)![0];
      for (const name of ['state', 'overdue', 'cursor', 'at']) expect(list).toContain(`<code>${name}</code>`);
      // No type is called by its name in the code.
      expect(text).not.toMatch(/<td>[^<]*\b(Coded|Flag|Cpr|Instant|Base64|Reference|Some)<\/td>/);
      expect(text).toContain(`<td>${kindNames.Flag[lang]}</td>`);
    },
  );

  it('never leave markup of an office as it is', () => {
    const offices = [{ ...demoOffices[0]!, name: { da: '<img src=x onerror=alert(1)>', en: '\'"&' } }];
    const text = startPage({ mode: 'production', offices }, 'https://klagegang.example.dk', { lang: 'da' });
    expect(text).not.toContain('<img');
    expect(text).not.toContain('/api/test/token');
  });
});
