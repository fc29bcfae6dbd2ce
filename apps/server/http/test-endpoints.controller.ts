import { Controller, Get, HttpCode, Inject, Post, Put, Req, type Type } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';
import { CLOCK, OFFICES } from '../../../libs/complaints/wiring/injection-tokens.js';
import { type Office } from '../../../libs/complaints/wiring/office.js';
import { fieldSentences, type FieldCode } from '../../../libs/complaints/steps/fields.js';
import { scopes as knownScopes, type Caller } from '../../../libs/platform/caller.js';
import { type Clock } from '../../../libs/platform/clock.js';
import { type Config } from '../../../libs/installation/config.js';
import { formatInstant, parseInstant } from '../../../libs/platform/instant.js';
import { isWord } from '../../../libs/platform/readable-text.js';
import { refused } from '../../../libs/platform/refused.js';
import { type FieldError, type Refused } from '../../../libs/platform/refusal.js';
import { speakable } from '../../../libs/platform/speakable.js';
import { tokenRoles, Tokens } from '../../../libs/installation/bearer-tokens.js';
import { CONFIG, TimeKeeper } from './injected.js';
import { bodyOf } from './read-body.js';

/** A token for anybody and the clock, for demo and test (contract.md, "Who calls"). */
@Controller('api/test')
export class TestEndpointsController {
  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'offices'>,
    @Inject(Tokens) private readonly tokens: Tokens,
    @Inject(OFFICES) private readonly offices: ReadonlyMap<string, Pick<Office, 'members'>>,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(TimeKeeper) private readonly time: TimeKeeper,
  ) {}

  @Post('token')
  @HttpCode(200)
  async token(@Req() request: FastifyRequest): Promise<{ readonly token: string }> {
    const caller = callerIn(bodyOf(request), this.config);
    this.offices.get(caller.office)?.members.note(caller);
    return { token: await this.tokens.issue(caller) };
  }

  @Get('clock')
  read(): { readonly now: string } {
    return { now: formatInstant(this.clock.now()) };
  }

  @Put('clock')
  async set(@Req() request: FastifyRequest): Promise<{ readonly now: string }> {
    const { now, ...others } = fieldsOf(bodyOf(request));
    const instant = parseInstant(now);
    const errors = Object.keys(others).map((name) => error(speakable(name), 'UNKNOWN_FIELD'));
    if (now === undefined) errors.push(error('now', 'MISSING'));
    else if (instant === null) errors.push(error('now', 'NOT_AN_INSTANT'));
    if (instant === null || errors.length > 0) throw invalid(errors);
    await this.time.moveTo(instant);
    return this.read();
  }
}

/** None in production: there the routes do not exist. */
export const testEndpoints = ({ mode }: Pick<Config, 'mode'>): readonly Type[] =>
  mode === 'production' ? [] : [TestEndpointsController];

type Fields = Readonly<Record<string, unknown>>;

/** @throws Refused VALIDATION */
function callerIn(body: unknown, { offices }: Pick<Config, 'offices'>): Caller {
  const fields = fieldsOf(body);
  const { office, sub, name, roles, department, complaint, scopes } = fields;
  const errors: FieldError[] = [];
  const ask = (
    field: string,
    value: unknown,
    required: boolean,
    code: FieldCode,
    holds: (value: unknown) => boolean,
  ) => {
    if (value === undefined) {
      if (required) errors.push(error(field, 'MISSING'));
    } else if (!holds(value)) errors.push(error(field, code));
  };
  const known = offices.find(({ key }) => key === office);
  const has = (role: string) => Array.isArray(roles) && roles.includes(role);
  ask('office', office, true, 'NOT_IN_LIST', () => known !== undefined);
  ask('sub', sub, true, 'NOT_TEXT', isWord);
  ask('name', name, true, 'NOT_TEXT', isWord);
  ask('roles', roles, scopes === undefined, 'NOT_IN_LIST', areSomeOf(tokenRoles));
  // Of an integration, which has no role.
  ask('scopes', scopes, false, 'NOT_IN_LIST', (value) => roles === undefined && areSomeOf(knownScopes)(value));
  ask(
    'department',
    department,
    has('department'),
    'NOT_A_DEPARTMENT',
    (value) => known?.departments.some(({ key }) => key === value) ?? false,
  );
  ask('complaint', complaint, has('citizen'), 'NOT_A_REFERENCE', isWord);
  for (const field of Object.keys(fields))
    if (!callerFields.has(field)) errors.push(error(speakable(field), 'UNKNOWN_FIELD'));
  if (errors.length > 0) throw invalid(errors);
  return (scopes === undefined ? fields : { ...fields, roles: [] }) as unknown as Caller;
}

const areSomeOf = (known: readonly unknown[]) => (value: unknown) =>
  Array.isArray(value) &&
  value.length > 0 &&
  new Set(value).size === value.length &&
  value.every((each) => known.includes(each));
const callerFields = new Set(['office', 'sub', 'name', 'roles', 'department', 'complaint', 'scopes']);
const error = (field: string, code: FieldCode): FieldError => ({ field, code, sentences: fieldSentences[code] });
const invalid = (errors: readonly FieldError[]): Refused => refused('VALIDATION', 400, { errors });

function fieldsOf(body: unknown): Fields {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw invalid([error('', body === undefined ? 'MISSING' : 'NOT_AN_OBJECT')]);
  return body as Fields;
}
