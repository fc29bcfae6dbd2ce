import { validateSync, type ValidationError } from 'class-validator';
import { speakable } from '../../platform/speakable.js';
import { Refused, type FieldError, type Sentences } from '../../platform/refusal.js';
import { fitsSchema } from './body-schema.js';
import { commands, phases, type CommandName, type Commands } from './commands.js';
import { traceNames, tracesIn, type Trace } from './nameless.js';
import { fieldSentences, fieldsOf, type Class, type Field, type FieldCode, type Kind } from './fields.js';

/**
 * The body of a request as the command that it is. Absent fields stay absent. Whether parts, departments, topics,
 * documents and requests exist and whether a date lies in the future is asked where the case, the office and the clock
 * are known. The schema accepts; what it does not accept, class-validator puts into words.
 * @throws Refused 400: VALIDATION with `errors`; REASON_, BASIS_, GUIDANCE_ or CRITERIA_REQUIRED when nothing else is
 * wrong; before registration
 * PERSONAL_DATA_IN_ANONYMOUS before all others (H16). Nothing of what was sent is in it but the name of a field, where
 * it looks like one.
 */
export function validateBody<Name extends CommandName>(
  name: Name,
  body: unknown,
  context: { readonly beforeRegistration: boolean },
): Commands[Name] {
  const given = body === undefined ? {} : body;
  if (!isObject(given)) throw invalid([fieldError('', 'NOT_AN_OBJECT')]);
  const misshapen = shapeError(given);
  if (misshapen) throw invalid([fieldError('', misshapen)]);
  const command = commands[name] as Class<Commands[Name]>;
  if (isAnonymous(name, context)) refusePersonal(command, given);
  if (fitsSchema(name, given)) return convert(command, given, '', []);
  const { instance, errors } = judgeFields(command, given);
  if (errors.length > 0) throw refusalOf(errors);
  return instance;
}

/**
 * What is wrong with the fields of a body, as class-validator finds it; the schema has to accept where it is nothing.
 */
export const fieldErrors = (name: CommandName, body: object): readonly FieldError[] =>
  judgeFields(commands[name], body as Given).errors;

function judgeFields<Instance extends object>(command: Class<Instance>, given: Given) {
  const errors: FieldError[] = [];
  const instance = convert(command, given, '', errors);
  if (fieldsOf(command).size > 0) collect(validateSync(instance, options), instance, '', errors);
  return { instance, errors };
}

/** Names that stand for a person or for free text in any transition: none of them has a place before registration. */
export function personalNames(): ReadonlySet<string> {
  return (vocabulary ??= readVocabulary());
}

const options = {
  whitelist: true,
  forbidNonWhitelisted: true,
  validationError: { target: false, value: false },
} as const;

const maxDepth = 10,
  maxKeys = 500,
  maxErrors = 50;
const personalKinds: ReadonlySet<Kind> = new Set(['Text', 'Cpr', 'Cvr', 'Base64', 'FileName', 'Person']);

const personalSentences: Sentences = {
  da: 'Før en sag er oprettet, må hverken personoplysninger eller fri tekst registreres.',
  en: 'Before a case is registered, neither personal data nor free text may be recorded.',
};
const namelessSentences: Sentences = {
  da: 'Før en sag er oprettet, må teksten ikke nævne nogen. Bekræft det (namesNobody), når du har set efter.',
  en: 'Before a case is registered the text may name nobody. Confirm that (namesNobody) once you have looked.',
};
const validationSentences: Sentences = {
  da: 'Nogle oplysninger mangler eller er ikke gyldige.',
  en: 'Some fields are missing or not valid.',
};
const requiredSentences: Readonly<Record<string, Sentences>> = {
  REASON_REQUIRED: { da: 'Der skal angives en begrundelse.', en: 'A reason is required.' },
  BASIS_REQUIRED: { da: 'Der skal angives et grundlag for afgørelsen.', en: 'A basis for the decision is required.' },
  GUIDANCE_REQUIRED: {
    da: 'Borgeren skal have vejledning, også om det rette sted at henvende sig.',
    en: 'Guidance is required, and with it the right body to turn to.',
  },
  CRITERIA_REQUIRED: {
    da: 'Kriterierne for vurderingen skal angives.',
    en: 'The criteria of the assessment are required.',
  },
};
/** What is said of a body that a rule refuses, by code. */
export const formSentences: Readonly<Record<string, Sentences>> = {
  ...requiredSentences,
  PERSONAL_DATA_IN_ANONYMOUS: personalSentences,
};
/** By the name of a field that a rule asks for: the code of leaving it out. */
export const requiredCodes: ReadonlyMap<string, string> = new Map([
  ['reason', 'REASON_REQUIRED'],
  ['reasons', 'REASON_REQUIRED'],
  ['basis', 'BASIS_REQUIRED'],
  ['guidance', 'GUIDANCE_REQUIRED'],
  ['criteria', 'CRITERIA_REQUIRED'],
]);

type Given = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Given =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isAnonymous = (name: CommandName, { beforeRegistration }: { readonly beforeRegistration: boolean }) =>
  name === 'ReceiveInquiry' || (beforeRegistration && name !== 'RegisterCase' && phases.preCaseToo.has(name));

/** @throws Refused PERSONAL_DATA_IN_ANONYMOUS */
function refusePersonal(command: Class, given: Given): void {
  const personal = (sentences: Sentences, errors?: readonly FieldError[]) =>
    new Refused({ code: 'PERSONAL_DATA_IN_ANONYMOUS', rules: [], sentences }, 400, errors ? { errors } : {});
  if (holdsPersonalData(command, given)) throw personal(personalSentences);
  for (const { name, nameless } of fieldsOf(command).values()) {
    const value = given[name];
    if (nameless === null || value === undefined) continue;
    if (nameless === 'said' && given['namesNobody'] !== true) throw personal(namelessSentences);
    const found = typeof value === 'string' ? tracesIn(value) : [];
    if (found.length > 0)
      throw personal(
        tracedSentences(found),
        found.map((code) => ({ field: name, code, sentences: tracedSentences([code]) })),
      );
  }
}

/** Names what kind of thing was found, and nothing of it. */
function tracedSentences(found: readonly Trace[]): Sentences {
  const listed = (language: 'da' | 'en', and: string) => found.map((kind) => traceNames[kind][language]).join(and);
  return {
    da: `Teksten ser ud til at indeholde ${listed('da', ' og ')}. Før en sag er oprettet, må den ikke vise, hvem nogen er.`,
    en: `The text seems to hold ${listed('en', ' and ')}. Before a case is registered it may not tell who anybody is.`,
  };
}

function holdsPersonalData(command: Class, given: Given): boolean {
  const fields = fieldsOf(command);
  return Object.keys(given).some((key) => {
    const [field, value] = [fields.get(key), given[key]];
    if (value === undefined) return false;
    if (!field) return namesPersonalData(key, value);
    if (field.kind === 'One' && isObject(value)) return holdsPersonalData(field.of!(), value);
    return personalKinds.has(field.kind) && field.nameless === null;
  });
}

function namesPersonalData(key: string, value: unknown): boolean {
  if (personalNames().has(key)) return true;
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.entries(value).some(([inner, entry]) => namesPersonalData(inner, entry))
  );
}

/** Depth 10, 500 keys (promises.md, section 5), and no key that reaches for a prototype. */
function shapeError(body: Given): FieldCode | null {
  let keys = 0;
  const visit = (value: object, depth: number): FieldCode | null => {
    if (depth > maxDepth) return 'TOO_DEEP';
    if (Array.isArray(value)) {
      for (const entry of value as readonly unknown[]) {
        const found = typeof entry === 'object' && entry !== null ? visit(entry, depth + 1) : null;
        if (found) return found;
      }
      return null;
    }
    for (const key of Object.keys(value)) {
      keys += 1;
      if (keys > maxKeys) return 'TOO_MANY_FIELDS';
      if (key === '__proto__' || key === 'constructor' || key === 'prototype') return 'UNKNOWN_FIELD';
      const entry = (value as Given)[key];
      const found = typeof entry === 'object' && entry !== null ? visit(entry, depth + 1) : null;
      if (found) return found;
    }
    return null;
  };
  return visit(body, 1);
}

/**
 * An instance with the declared fields that were given, in declared order. What has not the shape of a nested object or
 * list becomes null, which their rules refuse, and a list is cut just beyond its limit: so validation never walks into
 * what it will refuse anyway.
 */
function convert<Instance extends object>(
  of: Class<Instance>,
  given: Given,
  path: string,
  errors: FieldError[],
): Instance {
  const instance = Object.create(of.prototype as object) as Instance & Record<string, unknown>;
  const fields = fieldsOf(of);
  for (const field of fields.values()) {
    const value = Object.hasOwn(given, field.name) ? given[field.name] : undefined;
    if (value !== undefined)
      (instance as Record<string, unknown>)[field.name] = convertField(field, value, path, errors);
  }
  for (const key of Object.keys(given))
    if (!fields.has(key) && given[key] !== undefined) add(errors, fieldError(path + speakable(key), 'UNKNOWN_FIELD'));
  return instance;
}

function convertField({ name, of, list, kept }: Field, value: unknown, path: string, errors: FieldError[]): unknown {
  if (list) {
    if (!Array.isArray(value)) return null;
    const entries: readonly unknown[] = value.length > list.max ? value.slice(0, list.max + 1) : value;
    return of
      ? entries.map((entry, index) =>
          isObject(entry) ? convert(of(), entry, `${path}${name}.${index}.`, errors) : null,
        )
      : entries;
  }
  if (!of) return kept !== null && typeof value === 'string' ? kept(value) : value;
  return isObject(value) ? convert(of(), value, `${path}${name}.`, errors) : null;
}

function collect(found: readonly ValidationError[], instance: object, path: string, errors: FieldError[]): void {
  for (const { property, constraints, children } of found) {
    const value = (instance as Given)[property];
    if (constraints)
      add(
        errors,
        describe(
          constraints,
          fieldsOf(instance.constructor as Class).get(property),
          value,
          path + property,
          path === '',
        ),
      );
    if (children?.length && isObject(value)) collect(children, value, `${path}${property}.`, errors);
    if (children?.length && Array.isArray(value)) {
      for (const { property: index, children: within } of children) {
        const entry: unknown = value[Number(index)];
        if (isObject(entry)) collect(within ?? [], entry, `${path}${property}.${index}.`, errors);
      }
    }
  }
}

function describe(
  constraints: object,
  field: Field | undefined,
  value: unknown,
  path: string,
  top: boolean,
): FieldError {
  const codes = Object.keys(constraints);
  if (value === undefined || codes.includes('MISSING')) {
    const required = field?.missing ?? (top ? requiredCodes.get(path) : undefined);
    return required
      ? { field: path, code: required, sentences: requiredSentences[required]! }
      : fieldError(path, 'MISSING');
  }
  const code = codes.includes('NOT_A_LIST') ? 'NOT_A_LIST' : codes[0]!;
  return fieldError(path, Object.hasOwn(fieldSentences, code) ? (code as FieldCode) : 'UNKNOWN_FIELD');
}

function refusalOf(errors: readonly FieldError[]): Refused {
  if (!errors.every(({ code }) => Object.hasOwn(requiredSentences, code))) return invalid(errors);
  const [first, ...also] = [...new Set(errors.map(({ code }) => code))].map((code) => ({
    code,
    rules: [],
    sentences: requiredSentences[code]!,
  }));
  return new Refused(first!, 400, also.length > 0 ? { also } : {});
}

const invalid = (errors: readonly FieldError[]) =>
  new Refused({ code: 'VALIDATION', rules: [], sentences: validationSentences }, 400, { errors });
const fieldError = (field: string, code: FieldCode): FieldError => ({ field, code, sentences: fieldSentences[code] });

function add(errors: FieldError[], error: FieldError): void {
  if (errors.length < maxErrors && !errors.some(({ field, code }) => field === error.field && code === error.code))
    errors.push(error);
}

let vocabulary: ReadonlySet<string> | undefined;

function readVocabulary(): ReadonlySet<string> {
  const personal = new Set<string>();
  const read = (of: Class, person: boolean) => {
    for (const { name, kind, of: inner } of fieldsOf(of).values()) {
      if (person || personalKinds.has(kind)) personal.add(name);
      if (inner) read(inner(), person || kind === 'Person');
    }
  };
  for (const command of Object.values(commands)) read(command, false);
  return personal;
}
