/**
 * Which fields of an event's data go into a process log. The schema decides: what can only be one of a list of values
 * (an enumeration, yes or no) says nothing that the office did not foresee; of everything else only the few names below
 * are taken. A new field that is neither stays out.
 */
import {
  complaintEvents,
  complaintEventTypes,
  type ComplaintEvent,
  type ComplaintEventType,
} from '../../../event-schemas/complaint/events.js';

export interface CodedField {
  /** `channel`, or `facts.dialogue` for a field within. */
  readonly name: string;
  /** A `reference` names a part or a department: an object of its own in OCEL, an attribute in XES. */
  readonly kind: 'code' | 'date' | 'reference';
}

/** Words of the office's own lists, and what the complaint is pinned to. */
const words = new Set(['topic', 'profile', 'lifecycle']);
/**
 * Days of the proceedings. The days of what is complained of, and the periods of consents and documents, are about the
 * citizen's life and stay out.
 */
const days = new Set(['receivedOn', 'answerDue', 'due', 'sentOn', 'extendedTo']);
/**
 * Coded, but of the citizen and not of the proceedings: an illness, a guardian, a death, the tone of a meeting. Nobody
 * mines that.
 */
const ofTheCitizen: { readonly [Type in ComplaintEventType]?: readonly string[] } = {
  InabilityAttested: ['reason'],
  MeetingAttended: ['reason'],
  CaseRegistered: ['authority'],
  PartyAdded: ['role', 'authority'],
  PartyUpdated: ['reason'],
  PartyEnded: ['reason'],
  ReplySent: ['sensitive'],
  ReplyFiled: ['sensitive'],
  InquiryRecordCorrected: ['fields'],
  CaseRecordCorrected: ['fields'],
};
const references = new Set(['part', 'parts', 'scope', 'department', 'departments']);

type Schema = {
  readonly enum?: unknown;
  readonly const?: unknown;
  readonly type?: string;
  readonly items?: Schema;
  readonly properties?: { readonly [name: string]: Schema };
};

function fieldsOf(type: ComplaintEventType): readonly CodedField[] {
  const { schema, personal } = complaintEvents[type];
  const withheld = new Set([
    ...Object.keys(personal).map((path) => path.split(/[.[]/)[0]),
    ...(ofTheCitizen[type] ?? []),
  ]);
  return Object.entries((schema as Schema).properties ?? {}).flatMap(([name, field]): CodedField[] => {
    if (withheld.has(name)) return [];
    if (references.has(name)) return [{ name, kind: 'reference' }];
    if (days.has(name)) return [{ name, kind: 'date' }];
    if (words.has(name) || isCoded(field)) return [{ name, kind: 'code' }];
    return Object.entries(field.properties ?? {}).flatMap(([inner, of]) =>
      isCoded(of) ? [{ name: `${name}.${inner}`, kind: 'code' as const }] : [],
    );
  });
}

const isCoded = (field: Schema): boolean =>
  field.enum !== undefined ||
  field.const !== undefined ||
  field.type === 'boolean' ||
  (field.type === 'array' && isCoded(field.items ?? {}));

export const codedFields = Object.fromEntries(complaintEventTypes.map((type) => [type, fieldsOf(type)])) as {
  readonly [Type in ComplaintEventType]: readonly CodedField[];
};

/**
 * The values that are there: lists with a space between, yes and no as words, since neither format agrees with itself
 * on anything but text.
 */
export function codedValues(
  event: ComplaintEvent,
  kinds: readonly CodedField['kind'][],
): readonly (readonly [name: string, value: string])[] {
  return codedFields[event.type].flatMap(({ name, kind }) => {
    if (!kinds.includes(kind)) return [];
    const value = name
      .split('.')
      .reduce<unknown>((at, step) => (at as { readonly [field: string]: unknown } | undefined)?.[step], event.data);
    return value === undefined || value === null ? [] : [[name, written(value)] as const];
  });
}

function written(value: unknown): string {
  if (typeof value === 'boolean') return yesNo(value);
  return Array.isArray(value) ? value.join(' ') : (value as string);
}

export const yesNo = (value: boolean): string => (value ? 'yes' : 'no');
