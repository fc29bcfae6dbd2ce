/** The storage contract: what every event carries, and how one is declared. */
import { Type, type Static, type TObject, type TProperties } from 'typebox';

/** Who did it, at the time it was done. `name` is a member of staff in office, never a citizen. */
export interface Actor {
  readonly sub: string;
  readonly name: string;
  readonly role: string;
}

/** One type for all events. Instants are RFC 3339 in UTC; before registration both are cut to the local date (H16). */
export interface Envelope<Type extends string = string, Data = unknown> {
  readonly id: string;
  readonly type: Type;
  readonly schemaVersion: number;
  readonly stream: string;
  /** From 0, in its stream. */
  readonly revision: number;
  /** Decimal string in JSON; the place in the office's log. */
  readonly position: bigint;
  /** When it happened. */
  readonly occurredAt: string;
  /** When it was written down. */
  readonly recordedAt: string;
  readonly actor: Actor;
  /** The command that led to it; before registration random and linked to nothing. */
  readonly commandId: string;
  /** The event that a timer or reaction answered, else null. */
  readonly causation: string | null;
  /** Lifecycle state before and after, as the API names it; null before the first event. */
  readonly from: string | null;
  readonly to: string;
  readonly data: Data;
}

/**
 * Whose key encrypts a personal field. `document`: the key of the document named in `data.document`; `party`: of the
 * person named in `data.party`; `member`: of the member of the office named in `data.sub`.
 */
export type SubjectKind = 'complainant' | 'representative' | 'text' | 'document' | 'party' | 'member';

/** Finite facts as seen on the day: `decide` computes them, the guards read them, an auditor reads them again. */
export type Facts = { readonly [fact: string]: string };
export type FactValues = { readonly [fact: string]: readonly string[] };

export interface EventDeclaration<Name extends string = string, Schema extends TObject = TObject> {
  readonly type: Name;
  readonly schemaVersion: number;
  readonly schema: Schema;
  /** Personal field → whose key encrypts it; no guard reads these. `a[].b` names a field of every entry of a list. */
  readonly personal: { readonly [path: string]: SubjectKind };
  /** Every fact with its possible values: what the exhaustive tests range over. */
  readonly facts: FactValues;
}

type FactsOf<F extends FactValues> = { readonly [Fact in keyof F]: F[Fact][number] };

/** One declaration gives the JSON Schema, the static type and which fields are personal, and whose. */
export function event<
  const Name extends string,
  Fields extends TProperties,
  const F extends FactValues = Record<never, never>,
>(declaration: {
  readonly type: Name;
  readonly schemaVersion: number;
  readonly data: Fields;
  readonly facts?: F;
  readonly personal?: { readonly [path: string]: SubjectKind };
}) {
  const facts = (declaration.facts ?? {}) as F;
  const factFields = Object.fromEntries(Object.entries(facts).map(([fact, values]) => [fact, Type.Enum([...values])]));
  const schema = Type.Object(
    { ...declaration.data, facts: Type.Unsafe<FactsOf<F>>(Type.Object(factFields, { additionalProperties: false })) },
    { additionalProperties: false },
  );
  return {
    type: declaration.type,
    schemaVersion: declaration.schemaVersion,
    schema,
    facts,
    personal: declaration.personal ?? {},
  };
}

/** The data of a declared event, its facts included. */
export type DataOf<Declaration extends { readonly schema: TObject }> = Static<Declaration['schema']>;
