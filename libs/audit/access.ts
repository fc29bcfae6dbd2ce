/** What a look is: who was shown what of a case, when and why. */
import { marks as allMarks, type Mark } from './odd.js';

export const purposes = ['handling', 'audit', 'supervision', 'accessRequest'] as const;
export type Purpose = (typeof purposes)[number];

/**
 * What was shown of a case, coarsely: `looks` is who has looked, `figures` those of reports, where no case is shown.
 */
export const fieldGroups = ['codes', 'identity', 'texts', 'letters', 'documents', 'notes', 'looks', 'figures'] as const;
export type FieldGroup = (typeof fieldGroups)[number];

/** What stands for a citizen who looks: never an id, which no destruction of keys would reach. */
export const aCitizen = 'citizen';

export interface Access {
  /** RFC 3339, UTC; of a talk that is no case, midnight of the local day. */
  readonly at: string;
  /** Who of the office or of a department; of a citizen, whose token opens one complaint, `aCitizen`. */
  readonly by: string;
  readonly role: string;
  readonly purpose: Purpose;
  /**
   * What was shown: `case`, `history`, `replay`, `letter 0`, `document 3-1`, `worklist`, `search`, `destructions`,
   * `access package`, `access log`, `verification`, `access search`, `supervision 2026-W10`.
   */
  readonly what: string;
  /**
   * Id of the request that it answered. Of a talk that is no case none is kept: in the log of requests it has an hour.
   */
  readonly request?: string | undefined;
  /** Of a department's user: whose. */
  readonly department?: string | undefined;
  /** Left out of entries of before format 6. */
  readonly fields?: readonly FieldGroup[] | undefined;
  /** The words of a search, sealed. */
  readonly terms?: string | undefined;
  readonly marks?: readonly Mark[] | undefined;
}

/** As it is stored: lists are their words between commas. */
export interface AccessRow extends Omit<Access, 'request' | 'department' | 'fields' | 'terms' | 'marks'> {
  readonly request: string | null;
  readonly department: string | null;
  readonly fields: string | null;
  readonly terms: string | null;
  readonly marks: string | null;
}

export const rowOf = ({ request, department, fields, terms, marks = [], ...access }: Access): AccessRow => ({
  ...access,
  request: request ?? null,
  department: department ?? null,
  fields: fields?.join() ?? null,
  terms: terms ?? null,
  marks: marks.length === 0 ? null : marks.join(),
});

export function accessOf({
  at,
  by,
  role,
  purpose,
  what,
  request,
  department,
  fields,
  terms,
  marks,
}: AccessRow): Access {
  const words = <Word extends string>(known: readonly Word[], text: string): readonly Word[] => {
    const found = text.split(',');
    return known.filter((word) => found.includes(word));
  };
  return {
    at,
    by,
    role,
    purpose,
    what,
    ...(request === null ? {} : { request }),
    ...(department === null ? {} : { department }),
    ...(fields === null ? {} : { fields: words(fieldGroups, fields) }),
    ...(terms === null ? {} : { terms }),
    ...(marks === null ? {} : { marks: words(allMarks, marks) }),
  };
}
