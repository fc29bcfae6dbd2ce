/**
 * The kinds of field that a request may have. Each decorator applies class-validator's rules and records what the field
 * is, so that the schema, the conversion and the list of personal names come from the same line. What class-validator
 * lets pass is closed here: a missing nested object, an array for an object, a string under `each`, null where a field
 * may be left out, an unknown field named `hasOwnProperty`.
 */
import { ValidateBy, ValidateIf, ValidateNested } from 'class-validator';
import { type Sentences } from '../../platform/refusal.js';
import { isValidDate } from '../../policy/calendar.js';
import { isReadable, readablePattern } from '../../platform/readable-text.js';
import { keyPatterns, maxTextLength, mostMinutes } from '../../../event-schemas/complaint/codes.js';

export type Class<Instance extends object = object> = new () => Instance;
export type JsonSchema = { readonly [keyword: string]: unknown };
export type Kind =
  | 'Text'
  | 'Coded'
  | 'Date'
  | 'Instant'
  | 'Part'
  | 'Department'
  | 'Topic'
  | 'Reference'
  | 'Complaint'
  | 'Member'
  | 'Revision'
  | 'Minutes'
  | 'Lifecycle'
  | 'Profile'
  | 'Flag'
  | 'Cpr'
  | 'Cvr'
  | 'Base64'
  | 'FileName'
  | 'MediaType'
  | 'Person'
  | 'One'
  | 'Some';

/** Holds when that other field of the same object has one of these values. */
export type Condition = Readonly<Record<string, boolean | string | readonly string[]>>;

export interface Field {
  readonly name: string;
  readonly kind: Kind;
  /** Schema of the value, or of one element of a list. Of `One`, `Some` and `Person`: empty, the class is in `of`. */
  readonly schema: JsonSchema;
  readonly list: { readonly min: number; readonly max: number } | null;
  readonly of: (() => Class) | null;
  /** False for every field with MayBeLeftOut, NeededWhen or GoesWith. */
  readonly required: boolean;
  /** How what was sent is kept, where it may be written in several ways. */
  readonly kept: ((sent: string) => string) | null;
  /** What leaving it out stands for, where that is always the same. */
  readonly meaning: boolean | string | null;
  readonly neededWhen: Condition | null;
  readonly onlyWhen: Condition | null;
  /** The date that this one may not lie before. */
  readonly notBefore: string | null;
  /** A day or an instant of something that has happened: it cannot be in the future. */
  readonly happened: boolean;
  /** A text that may stand before a case too, where it names nobody; true: where that is said in `namesNobody`. */
  readonly nameless: 'said' | 'looked' | null;
  /** The code when it is left out, where that is another than the field's name gives. */
  readonly missing: string | null;
}

/** What may be wrong with one field. Never a value in it: who reads the answer knows what was sent. */
export const fieldSentences = {
  MISSING: { da: 'Feltet skal udfyldes.', en: 'The field is required.' },
  UNKNOWN_FIELD: { da: 'Trinnet har intet felt med dette navn.', en: 'The step has no field of this name.' },
  NOT_ALLOWED_HERE: {
    da: 'Feltet må ikke udfyldes sammen med de øvrige oplysninger.',
    en: 'The field may not be given together with the other ones.',
  },
  NOT_TEXT: {
    da: 'Feltet skal være en tekst på 1 til 10.000 tegn, som kan læses: noget synligt og ingen styretegn.',
    en: 'The field must be a text of 1 to 10,000 characters that can be read: something visible, no control characters.',
  },
  NOT_IN_LIST: {
    da: 'Feltet skal have en af de værdier, listen har.',
    en: 'The field must be one of the listed values.',
  },
  NOT_A_DATE: { da: 'Feltet skal være en dato, ÅÅÅÅ-MM-DD.', en: 'The field must be a date, YYYY-MM-DD.' },
  NOT_AN_INSTANT: {
    da: 'Feltet skal være et tidspunkt med tidszone (RFC 3339).',
    en: 'The field must be a time with its zone (RFC 3339).',
  },
  NOT_A_PART: { da: 'Feltet skal være et klagepunkts bogstav.', en: 'The field must be the letter of a part.' },
  NOT_A_DEPARTMENT: { da: 'Feltet skal være en forvaltnings nøgle.', en: 'The field must be the key of a department.' },
  NOT_A_TOPIC: {
    da: 'Feltet skal være et emne fra kontorets liste.',
    en: "The field must be a topic of the office's list.",
  },
  NOT_A_REFERENCE: {
    da: 'Feltet skal være en henvisning, som systemet har givet.',
    en: 'The field must be a reference given by the product.',
  },
  NOT_A_COMPLAINT: {
    da: 'Feltet skal være id på en klage, som systemet har givet.',
    en: 'The field must be the id of a complaint, as the product gave it.',
  },
  NOT_A_MEMBER: {
    da: 'Feltet skal være en medarbejder hos kontoret.',
    en: 'The field must be a member of the office.',
  },
  NOT_A_REVISION: {
    da: 'Feltet skal være nummeret på en hændelse i sagen, fra 0.',
    en: 'The field must be the number of an event of the complaint, from 0.',
  },
  NOT_MINUTES: {
    da: `Feltet skal være et antal minutter fra 1 til ${mostMinutes}.`,
    en: `The field must be a number of minutes from 1 to ${mostMinutes}.`,
  },
  NOT_A_LIFECYCLE: {
    da: 'Feltet skal være navnet på et forløb, fx complaint/2.',
    en: 'The field must be the name of a lifecycle, such as complaint/2.',
  },
  NOT_A_PROFILE: {
    da: 'Feltet skal være navnet på et sæt regler, fx horsens@1.',
    en: 'The field must be the name of a profile, such as horsens@1.',
  },
  NOT_A_FLAG: { da: 'Feltet skal være sandt eller falsk.', en: 'The field must be true or false.' },
  NOT_A_CPR: { da: 'Feltet skal være et CPR-nummer på ti cifre.', en: 'The field must be a CPR number of ten digits.' },
  NOT_A_CVR: {
    da: 'Feltet skal være et CVR-nummer på otte cifre.',
    en: 'The field must be a CVR number of eight digits.',
  },
  NOT_BASE64: {
    da: 'Feltet skal være indhold i base64 inden for størrelsesgrænsen.',
    en: 'The field must be base64 content within the size limit.',
  },
  NOT_A_FILE_NAME: {
    da: 'Feltet skal være et filnavn på højst 200 tegn uden skråstreger.',
    en: 'The field must be a file name of at most 200 characters without slashes.',
  },
  NOT_A_MEDIA_TYPE: {
    da: 'Feltet skal være en medietype med små bogstaver, fx application/pdf.',
    en: 'The field must be a media type in lower case, such as application/pdf.',
  },
  NOT_AN_OBJECT: { da: 'Feltet skal være et objekt.', en: 'The field must be an object.' },
  NOT_A_LIST: {
    da: 'Feltet skal være en liste af tilladt længde uden gentagelser.',
    en: 'The field must be a list of allowed length without repetitions.',
  },
  ENDS_BEFORE_START: { da: 'Slutdatoen må ikke ligge før startdatoen.', en: 'The end may not lie before the start.' },
  TOO_DEEP: { da: 'Indholdet er indlejret for dybt.', en: 'The content is nested too deeply.' },
  TOO_MANY_FIELDS: { da: 'Indholdet har for mange felter.', en: 'The content has too many fields.' },
} as const satisfies Record<string, Sentences>;
export type FieldCode = keyof typeof fieldSentences;

/**
 * The fields of a class by name, in the order of their declaration; empty for a step without fields. Throws for a field
 * that is half declared.
 */
export function fieldsOf(of: Class): ReadonlyMap<string, Field> {
  const known = finished.get(of);
  if (known) return known;
  const fields = new Map<string, Field>();
  for (const [name, notes] of recorded.get(of) ?? []) fields.set(name, finish(of, name, notes));
  for (const field of fields.values()) {
    for (const other of [field.neededWhen, field.onlyWhen]
      .flatMap((when) => Object.keys(when ?? {}))
      .concat(field.notBefore ?? [])) {
      if (!fields.has(other))
        throw new Error(`${of.name}.${field.name} depends on "${other}", which ${of.name} does not have`);
    }
  }
  finished.set(of, fields);
  return fields;
}

/** What each field of a class means that has a meaning when it is left out. */
export const meaningsOf = (of: Class): Readonly<Record<string, boolean | string>> =>
  Object.fromEntries(
    [...fieldsOf(of).values()].flatMap(({ name, meaning }) => (meaning === null ? [] : [[name, meaning]])),
  );

export function holds(condition: Condition, owner: object): boolean {
  for (const name in condition) {
    const wanted = condition[name]!,
      given = (owner as Record<string, unknown>)[name];
    if (typeof wanted === 'object' ? !wanted.includes(given as string) : wanted !== given) return false;
  }
  return true;
}

interface Each {
  readonly each: true;
}

/**
 * 1 to 10,000 characters (code points) that can be read (readable-text.ts). Personal: encrypted at rest, refused before
 * registration.
 */
export const IsText = () =>
  scalar(
    'Text',
    { type: 'string', minLength: 1, maxLength: maxTextLength, pattern: readablePattern },
    'NOT_TEXT',
    isText,
  );
/** One of a closed list. */
export const IsCoded = (list: readonly string[], options?: Each) => {
  const values = new Set<unknown>(list);
  return scalar('Coded', { type: 'string', enum: [...list] }, 'NOT_IN_LIST', (value) => values.has(value), options);
};
/**
 * A day of the calendar, YYYY-MM-DD, of the years 1900 to 2199: what is outside is a slip, and periods added to it stay
 * within the calendar.
 */
export const IsDate = () =>
  scalar('Date', { type: 'string', format: 'date', pattern: datePattern }, 'NOT_A_DATE', isDate);
/** RFC 3339, section 5.6, with its zone, upper case, without leap seconds; the same years. */
export const IsInstant = () =>
  scalar('Instant', { type: 'string', format: 'date-time', pattern: instantPattern }, 'NOT_AN_INSTANT', isInstant);
export const IsPart = (options?: Each) => patterned('Part', keyPatterns.part, 'NOT_A_PART', options);
/** The form of a key; whether the office has such a department is asked where the office is known. */
export const IsDepartment = (options?: Each) =>
  patterned('Department', keyPatterns.department, 'NOT_A_DEPARTMENT', options);
/** The form of a key; whether it is on the office's list is asked where the office is known. */
export const IsTopic = () => patterned('Topic', keyPatterns.topic, 'NOT_A_TOPIC');
/** The id of a document or request, as the server gave it. */
export const IsReference = () => patterned('Reference', keyPatterns.reference, 'NOT_A_REFERENCE');
/** The form of an id; whether the office has such a complaint is asked where the office is known. */
export const IsComplaint = () => patterned('Complaint', keyPatterns.complaint, 'NOT_A_COMPLAINT');
/** One line that can be read, of at most 200 characters. */
const memberPattern = `^(?=.{1,200}$)(?!.*[\\t])${readablePattern.slice(1)}`;
const memberForm = new RegExp(memberPattern, 'u');
/** The form of a `sub`; whether the office has such a member is asked where the office is known. */
export const IsMember = (options?: Each) => patterned('Member', memberPattern, 'NOT_A_MEMBER', options);
/** Null: nobody. */
export const IsMemberOrNull = () =>
  scalar(
    'Member',
    { type: ['string', 'null'], pattern: memberPattern },
    'NOT_A_MEMBER',
    (value) => value === null || (typeof value === 'string' && memberForm.test(value)),
  );
/** The number of an event in its complaint; whether there is one is asked where the complaint is known. */
export const IsRevision = () =>
  scalar(
    'Revision',
    { type: 'integer', minimum: 0, maximum: lastRevision },
    'NOT_A_REVISION',
    (value) => typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= lastRevision,
  );
export const IsMinutes = () =>
  scalar(
    'Minutes',
    { type: 'integer', minimum: 1, maximum: mostMinutes },
    'NOT_MINUTES',
    (value) => typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= mostMinutes,
  );
/** The form of a name; whether there is such a version is asked where they are known. */
export const IsLifecycle = () => patterned('Lifecycle', keyPatterns.lifecycle, 'NOT_A_LIFECYCLE');
/** `<key>@<version>`. */
export const IsProfile = () => patterned('Profile', keyPatterns.profile, 'NOT_A_PROFILE');
export const IsFlag = () => scalar('Flag', { type: 'boolean' }, 'NOT_A_FLAG', (value) => typeof value === 'boolean');
/**
 * Ten digits; a hyphen, of whatever kind, after the sixth and blanks around them may stand. No check digit: since 2007
 * there are numbers without. The stored form is stricter, and stays (law 8).
 */
export const IsCpr = () =>
  written('Cpr', '^\\s*[0-9]{6}[\\p{Pd}\\u2212]?[0-9]{4}\\s*$', 'NOT_A_CPR', (sent) =>
    sent.trim().replace(/[^0-9]/u, '-'),
  );
/** Eight digits; blanks around them may stand. */
export const IsCvr = () => written('Cvr', '^\\s*[0-9]{8}\\s*$', 'NOT_A_CVR', (sent) => sent.trim());
/** Standard alphabet, padded (RFC 4648, section 4), 1 to `maxBytes` bytes when decoded. */
export const IsBase64 = (maxBytes: number) =>
  scalar(
    'Base64',
    {
      type: 'string',
      contentEncoding: 'base64',
      minLength: 4,
      maxLength: Math.ceil(maxBytes / 3) * 4,
      pattern: base64Pattern,
    },
    'NOT_BASE64',
    (value) => isBase64(value, maxBytes),
  );

/** The name that a file had where it came from: one line that can be read, and no path. Personal. */
export const IsFileName = () =>
  patterned('FileName', `^(?!\\.{1,2}$)(?=.{1,200}$)(?!.*[\\t/\\\\])${readablePattern.slice(1)}`, 'NOT_A_FILE_NAME');
export const IsMediaType = () => patterned('MediaType', keyPatterns.mediaType, 'NOT_A_MEDIA_TYPE');

/** One nested object of that class. */
export const IsOne = (of: () => Class) => nested('One', of);
/** One nested object of that class, with one of its fields at least. */
export const IsFilled = (of: () => Class) =>
  together(
    nested('One', of),
    note({ schema: { minProperties: 1 } }),
    rule('MISSING', (value) => typeof value !== 'object' || value === null || Object.keys(value).length > 0),
  );
/** One nested object that is a person: none of its fields has a place before registration. */
export const IsPerson = (of: () => Class) => nested('Person', of);
/** A list of 1 to 50 nested objects of that class. */
export const IsSome = (of: () => Class) =>
  together(
    note({ kind: 'Some', schema: {}, of, list: { min: 1, max: longest } }),
    ValidateNested({ each: true }),
    rule(
      'NOT_A_LIST',
      (value) =>
        Array.isArray(value) &&
        value.length >= 1 &&
        value.length <= longest &&
        value.every((entry) => entry instanceof of()),
    ),
  );
/** A list without repetitions; what one element is, another decorator says with `{ each: true }`. */
export const IsList = ({ min = 1, max = longest }: { readonly min?: number; readonly max?: number } = {}) =>
  together(
    note({ list: { min, max } }),
    rule(
      'NOT_A_LIST',
      (value) =>
        Array.isArray(value) && value.length >= min && value.length <= max && new Set(value).size === value.length,
    ),
  );

/**
 * Absent is allowed, null is not (class-validator's IsOptional lets null pass). `meaning`: the value that absence
 * stands for.
 */
export const MayBeLeftOut = (meaning: Field['meaning'] = null) =>
  together(
    note({ required: false, meaning }),
    ValidateIf((_, value) => value !== undefined),
  );
/** May be left out, but not when the condition holds; an empty list counts as left out. `missing`: the code then. */
export const NeededWhen = (condition: Condition, missing?: string) =>
  together(
    note({ required: false, neededWhen: condition, missing: missing ?? null }),
    ValidateIf((owner: object, value) => value !== undefined || holds(condition, owner)),
    rule(
      'MISSING',
      (value, owner) => value !== undefined && !(Array.isArray(value) && value.length === 0 && holds(condition, owner)),
    ),
  );
/** Has no place unless the condition holds. Stands with MayBeLeftOut or NeededWhen. */
export const OnlyWhen = (condition: Condition) =>
  together(
    note({ onlyWhen: condition }),
    rule('NOT_ALLOWED_HERE', (value, owner) => value === undefined || holds(condition, owner)),
  );
/** Needed when the condition holds and without a place otherwise. */
export const GoesWith = (condition: Condition) => together(NeededWhen(condition), OnlyWhen(condition));
/** A date that does not lie before that other date, where both are given. */
export const NotBefore = (start: string) =>
  together(
    note({ notBefore: start }),
    rule('ENDS_BEFORE_START', (value, owner) => {
      const from = (owner as Record<string, unknown>)[start];
      return !isDate(from) || !isDate(value) || from <= value;
    }),
  );

/**
 * A day or an instant of something that has happened. That it is not in the future is asked where the time is known, so
 * it stands in no schema.
 */
export const HasHappened = () => note({ happened: true });

/**
 * A text that has a place before registration too, if nothing in it looks like a number, a mail address or an address;
 * with `said`, if the body has `namesNobody: true` as well.
 */
export const NamesNobody = (asked: 'said' | 'looked') => note({ nameless: asked });

type Notes = { -readonly [Key in Exclude<keyof Field, 'name'>]?: Field[Key] } & { each?: boolean };
const recorded = new Map<unknown, Map<string, Notes>>();
const finished = new Map<unknown, ReadonlyMap<string, Field>>();

const longest = 50;
const lastRevision = 999_999;
const day = '(?:19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}';
const datePattern = `^${day}$`;
const instantPattern = `^${day}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]{1,9})?(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])$`;
const base64Pattern = '^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$';
const dateForm = new RegExp(datePattern),
  instantForm = new RegExp(instantPattern);

function scalar(
  kind: Kind,
  schema: JsonSchema,
  code: FieldCode,
  test: (value: unknown) => boolean,
  options?: Each,
): PropertyDecorator {
  return together(note({ kind, schema, each: options?.each ?? false }), rule(code, test, options?.each));
}

function patterned(kind: Kind, pattern: string, code: FieldCode, options?: Each): PropertyDecorator {
  const form = new RegExp(pattern, 'u');
  return scalar(
    kind,
    { type: 'string', pattern },
    code,
    (value) => typeof value === 'string' && form.test(value),
    options,
  );
}

/** What may be written in several ways, and is kept in one. */
function written(kind: Kind, pattern: string, code: FieldCode, keep: NonNullable<Field['kept']>): PropertyDecorator {
  const form = new RegExp(pattern, 'u');
  return together(patterned(kind, pattern, code), note({ kept: (sent) => (form.test(sent) ? keep(sent) : sent) }));
}

function nested(kind: 'One' | 'Person', of: () => Class): PropertyDecorator {
  return together(
    note({ kind, schema: {}, of }),
    ValidateNested(),
    rule('NOT_AN_OBJECT', (value) => value instanceof of()),
  );
}

const rule = (code: FieldCode, test: (value: unknown, owner: object) => boolean, each = false): PropertyDecorator =>
  ValidateBy(
    { name: code, validator: { validate: (value, args) => test(value, args!.object), defaultMessage: () => code } },
    { each },
  );

const together =
  (...decorators: readonly PropertyDecorator[]): PropertyDecorator =>
  (target, property) => {
    for (const apply of decorators) apply(target, property);
  };

const note =
  (notes: Notes): PropertyDecorator =>
  (target, property) => {
    const fields = recorded.get(target.constructor) ?? new Map<string, Notes>();
    recorded.set(target.constructor, fields.set(String(property), { ...fields.get(String(property)), ...notes }));
  };

function finish(
  of: Class,
  name: string,
  { kind, schema, each = false, list = null, required = true, ...rest }: Notes,
): Field {
  if (!kind || !schema) throw new Error(`${of.name}.${name} has no kind: add IsText, IsDate, IsCoded …`);
  if (each !== (list !== null) && kind !== 'Some')
    throw new Error(`${of.name}.${name}: IsList and { each: true } go together`);
  if (rest.onlyWhen && required) throw new Error(`${of.name}.${name}: OnlyWhen needs MayBeLeftOut or NeededWhen`);
  return {
    name,
    kind,
    schema,
    list,
    required,
    of: null,
    neededWhen: null,
    onlyWhen: null,
    notBefore: null,
    happened: false,
    nameless: null,
    missing: null,
    meaning: null,
    kept: null,
    ...rest,
  };
}

function isText(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value.length <= 2 * maxTextLength &&
    isReadable(value) &&
    (value.length <= maxTextLength || [...value].length <= maxTextLength)
  );
}

const isDate = (value: unknown): value is string =>
  typeof value === 'string' && dateForm.test(value) && isValidDate(value);
const isInstant = (value: unknown): boolean =>
  typeof value === 'string' && instantForm.test(value) && isDate(value.slice(0, 10));

function isBase64(value: unknown, maxBytes: number): boolean {
  return (
    typeof value === 'string' &&
    value.length >= 4 &&
    value.length % 4 === 0 &&
    value.length <= Math.ceil(maxBytes / 3) * 4 &&
    /^[A-Za-z0-9+/]+={0,2}$/.test(value)
  );
}
