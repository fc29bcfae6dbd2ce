/**
 * Every event of an office itself: who its members are. Storage formats as those of complaints: an optional field may
 * be added; anything else is a new schemaVersion with an upcast, and a new meaning is a new name.
 */
import { Type } from 'typebox';
import { keyPatterns } from '../complaint/codes.js';
import { event, type DataOf, type Envelope, type EventDeclaration } from '../envelope.js';

const { Array: List, Optional, String: Str, Enum } = Type;

/** What a member may be. A citizen is no member, and `system` is the product itself. */
export const memberRoles = [
  'adviser',
  'head',
  'department',
  'auditor',
  'analyst',
  'dataProtectionOfficer',
  'administrator',
] as const;
export type MemberRole = (typeof memberRoles)[number];

const sub = Str({ pattern: keyPatterns.member });
const day = Optional(Str({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }));
const member = {
  /** What the identity provider calls the person: a pseudonym, in the clear as every actor's. */
  sub,
  name: Str({ minLength: 1, maxLength: 200 }),
  roles: List(Enum([...memberRoles]), { minItems: 1, uniqueItems: true }),
  /** Of a department's user, and of nobody else. */
  department: Optional(Str({ pattern: keyPatterns.department })),
  /** Local dates, both inclusive. */
  from: day,
  until: day,
};
const personal = { name: 'member' } as const;

/** Somebody who was no member, or is none any more. */
const memberAdded = event({ type: 'MemberAdded', schemaVersion: 1, personal, data: member });
/** All that is so from now on. */
const memberChanged = event({ type: 'MemberChanged', schemaVersion: 1, personal, data: member });
/** The last day, a local date, inclusive; at once where it is left out. */
const memberEnded = event({ type: 'MemberEnded', schemaVersion: 1, data: { sub, until: day } });

const list = [memberAdded, memberChanged, memberEnded] as const;
type Declared = (typeof list)[number];
type OfficeData = { [Declaration in Declared as Declaration['type']]: DataOf<Declaration> };
export type OfficeEventType = keyof OfficeData;
/** A stored event of an office. */
export type OfficeEvent = { [Type in OfficeEventType]: Envelope<Type, OfficeData[Type]> }[OfficeEventType];
/** One that is about to be. */
export type OfficeCandidate = {
  [Type in OfficeEventType]: { readonly type: Type; readonly data: OfficeData[Type] };
}[OfficeEventType];

/**
 * A code that opens a case to its citizen, and that the one before it opens nothing any more: the keyed hash of the
 * code alone, and the id of the complaint.
 */
const receiptCodeIssued = event({
  type: 'ReceiptCodeIssued',
  schemaVersion: 1,
  data: { complaint: Str({ minLength: 1, maxLength: 100 }), hash: Str({ pattern: '^[\\w-]{43}$' }) },
});
export type ReceiptEvent = Envelope<'ReceiptCodeIssued', DataOf<typeof receiptCodeIssued>>;
/** Beside the members', in a stream of their own. */
export const receiptEvents = { ReceiptCodeIssued: receiptCodeIssued };

export const officeEvents = Object.fromEntries(
  list.map((declaration) => [declaration.type, declaration]),
) as unknown as { readonly [Type in OfficeEventType]: EventDeclaration<Type> };
