/** The document that /api/openapi.json gives: OpenAPI 3.1, made from the commands, the machine and the rules. */
import { matrix, type Row } from '../../../libs/access/matrix.js';
import { schemaOf } from '../../../libs/complaints/steps/body-schema.js';
import { type Config } from '../../../libs/installation/config.js';
import { ref, resourcesOf, type Resource, type Schema } from './openapi-resources.js';
import { answerSchemas } from './openapi-schemas.js';
import { steps, type Step } from './openapi-steps.js';

export interface OpenApiDocument {
  readonly openapi: string;
  readonly info: Schema;
  readonly servers: readonly Schema[];
  readonly tags: readonly Schema[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Schema>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, Schema>>>>;
}

export type Documented = Pick<Config, 'mode' | 'offices' | 'publicAddress'>;

export function openApiDocument({ mode, offices, publicAddress }: Documented): OpenApiDocument {
  const operations = [...steps.map(stepOperation), ...resourcesOf({ mode }).map(resourceOperation)];
  const paths: Record<string, Record<string, Schema>> = {};
  for (const { path, method, operation } of operations) (paths[path] ??= {})[method] = operation;
  return {
    openapi: '3.1.0',
    info: {
      title: 'Klagegang',
      version: '1',
      license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
      description:
        'Complaints to a municipality’s citizens’ adviser. Times are RFC 3339 in UTC, dates YYYY-MM-DD, positions decimal strings. Every refusal is a problem document with a code, rule ids and a sentence in Danish and English.',
    },
    servers: [{ url: publicAddress ?? '/' }],
    tags: [...new Set(operations.map(({ operation }) => (operation.tags as readonly string[])[0]!))].map((name) => ({
      name,
    })),
    paths,
    components: {
      schemas: {
        ...answerSchemas(),
        ...Object.fromEntries(steps.map(({ name }) => [name, withoutDialect(schemaOf(name))])),
      },
      parameters: {
        office: {
          name: 'office',
          in: 'path',
          required: true,
          description: 'Key of the office.',
          schema: { type: 'string', examples: offices.map(({ key }) => key) },
        },
        id: { name: 'id', in: 'path', required: true, description: 'Id of the complaint.', schema: { type: 'string' } },
        ifMatch: {
          name: 'If-Match',
          in: 'header',
          required: true,
          description: 'The revision that the step builds on, in quotes; 428 without it.',
          schema: { type: 'string', pattern: '^"[0-9]+"$' },
        },
        ifMatchMay: {
          name: 'If-Match',
          in: 'header',
          description: 'The revision that was seen, in quotes: 412 where it is another by now.',
          schema: { type: 'string', pattern: '^"[0-9]+"$' },
        },
        idempotencyKey: {
          name: 'Idempotency-Key',
          in: 'header',
          description: "The same caller's same key with the same body gives the first receipt again.",
          schema: { type: 'string' },
        },
        purpose: {
          name: 'X-Purpose',
          in: 'header',
          description: 'Why content is looked at; it goes into the access log.',
          schema: { enum: ['handling', 'audit', 'supervision', 'accessRequest'] },
        },
        after: {
          name: 'after',
          in: 'query',
          description:
            'Waits, at most 2 seconds, until the read model has seen this position; X-Stale says when it has not.',
          schema: { type: 'string', pattern: '^[0-9]+$' },
        },
      },
      headers: {
        revision: {
          description: 'The revision, in quotes: for If-Match. If-None-Match is passed over.',
          schema: { type: 'string' },
        },
        location: { description: 'Where the complaint is.', schema: { type: 'string' } },
        stale: {
          description:
            '`true` where the answer has not seen the position asked for; also where the read models wait for a store ' +
            'that is away, so that something later than it may be missing.',
          schema: { type: 'string' },
        },
        retryAfter: { description: 'Seconds, with 429.', schema: { type: 'string' } },
      },
      responses: Object.fromEntries(
        Object.entries(statusWords).map(([status, description]) => [
          `Problem${status}`,
          {
            description,
            content: { 'application/problem+json': { schema: ref('Problem') } },
            ...(status === '429' ? { headers: { 'Retry-After': { $ref: '#/components/headers/retryAfter' } } } : {}),
          },
        ]),
      ),
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'Claims: sub, name, office, roles; department for a department’s user; complaint for a citizen.',
        },
      },
    },
  };
}

interface Operation {
  readonly path: string;
  readonly method: string;
  readonly operation: Schema;
}

const statusWords: Readonly<Record<string, string>> = {
  400: 'A field or header is missing or not valid.',
  401: 'No token, or none that is valid.',
  403: 'The role may not do this.',
  404: 'No such thing, or not visible to this caller.',
  409: 'A rule or a guard refuses, or the state has no such step; or an event of the complaint cannot be read.',
  410: 'Erased for good.',
  412: 'Somebody else was faster; with the fresh revision and state.',
  413: 'JSON over 256 KiB.',
  415: 'The body is not JSON.',
  422: 'The Idempotency-Key was used with another body.',
  428: 'If-Match is missing.',
  429: 'Too many requests.',
  503: 'The store cannot be reached, or its answer is unknown; the same Idempotency-Key may be sent again.',
};
const problems = (statuses: readonly number[]): Schema =>
  Object.fromEntries(statuses.map((status) => [status, { $ref: `#/components/responses/Problem${status}` }]));
const parameter = (name: string): Schema => ({ $ref: `#/components/parameters/${name}` });
const bearer = [{ bearer: [] }];
const whoWords: Readonly<Record<Extract<Row['who'], string>, string>> = {
  anybody: 'none is asked for',
  session: 'by the session, not by a token',
  anyCaller: 'any, in the own office',
  step: 'those of the transition',
};

/** Where a transition is sent to. */
export const pathOf = ({ name, starting, address }: Pick<Step, 'name' | 'starting' | 'address'>): string =>
  `/api/offices/{office}/${address ?? `complaints/${starting ? '' : '{id}/'}transitions/${name}`}`;

function stepOperation(step: Step): Operation {
  const { name, title, starting, address, roles, states, rules, fields, events } = step;
  const receipt = (more: Schema) => ({
    description: 'The receipt.',
    headers: { ETag: { $ref: '#/components/headers/revision' }, ...more },
    content: { 'application/json': { schema: ref('Receipt') } },
  });
  return {
    path: pathOf(step),
    method: 'post',
    operation: {
      operationId: name,
      tags: ['transitions'],
      summary: title.en,
      'x-summary-da': title.da,
      security: bearer,
      description: [
        `Roles: ${roles.join(', ')}.`,
        states.length > 0 && !starting ? `States: ${states.join(', ')}.` : '',
        rules.length > 0 ? `Refused by: ${[...new Set(rules.map(({ code }) => code))].join(', ')}.` : '',
        `Events: ${events.join(', ')}.`,
      ]
        .filter(Boolean)
        .join('\n'),
      'x-roles': roles,
      'x-states': states,
      'x-rules': rules.map(({ code, cites, da, en }) => ({ code, rules: cites, sentences: { da, en } })),
      parameters: [
        parameter('office'),
        ...(starting ? [] : [parameter('id'), parameter('ifMatch')]),
        parameter('idempotencyKey'),
      ],
      requestBody: {
        required: fields.some(({ required, path }) => required && !path.includes('.')),
        content: { 'application/json': { schema: ref(name) } },
      },
      responses: {
        ...(address !== null
          ? {
              201: {
                description: 'Recorded; there is no complaint.',
                content: { 'application/json': { schema: ref('Recorded') } },
              },
            }
          : starting
            ? { 201: receipt({ Location: { $ref: '#/components/headers/location' } }) }
            : { 200: receipt({}) }),
        ...(name === 'ReceiveInquiry'
          ? {
              202: {
                description: 'Counted, where the office does not answer SMS; there is no complaint.',
                content: { 'application/json': { schema: ref('Counted') } },
              },
            }
          : {}),
        ...problems(
          starting
            ? [400, 401, 403, 404, 409, 413, 415, 422, 429, 503]
            : [400, 401, 403, 404, 409, 412, 413, 415, 422, 428, 429, 503],
        ),
      },
    },
  };
}

function resourceOperation({
  method,
  path,
  id,
  title,
  tag,
  query = [],
  body,
  status = 200,
  alsoStatus,
  ifMatch,
  answers,
  refusals,
  stream = false,
}: Resource): Operation {
  const { who, scope }: Row = matrix[id];
  const token = who !== 'anybody';
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  const reads = token && !stream && (method === 'get' || id === 'searchComplaints');
  const headers = {
    ...(reads ? { 'X-Stale': { $ref: '#/components/headers/stale' } } : {}),
    ...(id === 'readComplaint' || tag === 'members' ? { ETag: { $ref: '#/components/headers/revision' } } : {}),
  };
  const answer = {
    description: title.en,
    ...(Object.keys(headers).length > 0 ? { headers } : {}),
    content: Object.fromEntries(Object.entries(answers).map(([type, schema]) => [type, { schema }])),
  };
  return {
    path,
    method,
    operation: {
      operationId: id,
      tags: [tag],
      summary: title.en,
      'x-summary-da': title.da,
      security: token ? bearer : [],
      description: `Roles: ${typeof who === 'string' ? whoWords[who] : who.join(', ')}.${scope ? ` Integrations: ${scope}.` : ''}`,
      ...(scope ? { 'x-scope': scope } : {}),
      ...(typeof who === 'string' ? {} : { 'x-roles': who }),
      parameters: [
        ...inPath.map((name) =>
          name === 'office' || name === 'id'
            ? parameter(name)
            : { name, in: 'path', required: true, schema: { type: 'string' } },
        ),
        ...query.map(({ name, description, schema }) => ({ name, in: 'query', description, schema })),
        ...(reads ? [parameter('after'), ...(inPath.includes('id') ? [parameter('purpose')] : [])] : []),
        ...(ifMatch ? [parameter('ifMatchMay')] : []),
      ],
      ...(body ? { requestBody: { required: true, content: { 'application/json': { schema: body } } } } : {}),
      responses: {
        ...Object.fromEntries(
          [status, ...(alsoStatus === undefined ? [] : [alsoStatus])].map((each) => [each, answer]),
        ),
        ...(id === 'isReady'
          ? { 503: { description: 'Not ready.', content: { 'application/json': { schema: ref('Health') } } } }
          : {}),
        ...problems([...refusals].sort((a, b) => a - b)),
      },
    },
  };
}

/** The dialect of a whole document is 2020-12 already (OpenAPI 3.1, section 4.8.24). */
function withoutDialect(schema: Schema): Schema {
  const { $schema: _, ...rest } = schema;
  return rest;
}
