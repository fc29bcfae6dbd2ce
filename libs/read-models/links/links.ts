/** `case_link`: which case is linked to which, so that the other one shows it too (docs/decisions/0024). */
import { type Kysely } from 'kysely';
import { text } from '../columns.js';
import { type CaseModel } from '../read-model.js';

export const links: CaseModel = {
  name: 'links',
  version: 1,
  tables: {
    case_link: {
      kind: 'past',
      columns: { other: text, kind: text, linked_on: text },
      indexes: [{ on: ['other'], past: true }],
    },
  },
  madeOf: (caseState) => [caseState.links],
  rows: (caseState) =>
    caseState.links.map(({ to, kind, on }) => ({
      table: 'case_link',
      key: `${kind} ${to}`,
      values: { other: to, kind, linked_on: on },
    })),
};

export interface LinkTables {
  readonly case_link: {
    readonly stream: string;
    readonly other: string;
    readonly kind: string;
    readonly linked_on: string;
    readonly since: bigint;
    readonly until: bigint | null;
    readonly known_from: number;
    readonly known_until: number | null;
  };
}

/**
 * The links that others have made to this case, the oldest first: now, or as they were known at an instant or stood at
 * a position of the log.
 */
export async function linksTo(
  db: Kysely<LinkTables>,
  id: string,
  { at, position }: { readonly at?: number | undefined; readonly position?: bigint | undefined } = {},
): Promise<readonly { readonly to: string; readonly kind: string; readonly on: string }[]> {
  const rows = await db
    .selectFrom('case_link')
    .select(['stream', 'kind', 'linked_on'])
    .where('other', '=', id)
    .where((eb) =>
      position !== undefined
        ? eb.and([eb('since', '<=', position), eb.or([eb('until', 'is', null), eb('until', '>', position)])])
        : at === undefined
          ? eb('until', 'is', null)
          : eb.and([eb('known_from', '<=', at), eb.or([eb('known_until', 'is', null), eb('known_until', '>', at)])]),
    )
    .orderBy('since')
    .execute();
  return rows.map(({ stream, kind, linked_on }) => ({ to: stream, kind, on: linked_on }));
}
