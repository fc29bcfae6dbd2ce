/** A case is called by its number on a page, and by its id in the body of a step. */
import { fieldsOf, type Class } from '../../../../libs/complaints/steps/fields.js';
import { type Queries } from '../../../../libs/complaints/views/queries.js';
import { caseNumberAsked } from '../../../../libs/read-models/search/words.js';
import { type Desk } from '../desk.js';

/** The body with the id of the case whose number was typed; as it was where no such case is found. */
export async function withCasesFound(
  queries: Pick<Queries, 'search'>,
  desk: Pick<Desk, 'looking'>,
  of: Class,
  body: Readonly<Record<string, unknown>>,
): Promise<Readonly<Record<string, unknown>>> {
  const name = [...fieldsOf(of).values()].find(({ kind }) => kind === 'Complaint')?.name;
  const typed = name === undefined ? undefined : body[name];
  const asked = typeof typed === 'string' ? caseNumberAsked(typed) : undefined;
  if (name === undefined || asked === undefined || /[\p{L}\p{N}]/u.test(asked.rest)) return body;
  const { items } = await queries.search(desk.looking(), asked.number, {}, { limit: 1 });
  const found = items.find(({ number }) => number === asked.number);
  return found ? { ...body, [name]: found.id } : body;
}
