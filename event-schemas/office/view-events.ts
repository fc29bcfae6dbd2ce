/**
 * Views of the worklist that people keep: what the list is narrowed by, under a name of theirs. In the office's own
 * log, in a stream of their own; storage formats as those of complaints.
 */
import { Type } from 'typebox';
import { event, type DataOf, type Envelope, type EventDeclaration } from '../envelope.js';

const { String: Str, Boolean: Flag } = Type;

const view = Str({ minLength: 36, maxLength: 36 });
export const mostOfViewName = 60;

const viewSaved = event({
  type: 'ViewSaved',
  schemaVersion: 1,
  personal: { name: 'text' },
  data: {
    view,
    name: Str({ minLength: 1, maxLength: mostOfViewName }),
    /** As in the address of the list: `state=referred&overdue=true`. */
    query: Str({ pattern: '^[A-Za-z0-9=&.%+*_-]{0,600}$' }),
    /** Everybody in the office has it; else whoever saved it. */
    isCommon: Flag(),
  },
});
const viewRemoved = event({ type: 'ViewRemoved', schemaVersion: 1, data: { view } });

const list = [viewSaved, viewRemoved] as const;
type Declared = (typeof list)[number];
type ViewData = { [Declaration in Declared as Declaration['type']]: DataOf<Declaration> };
export type ViewEventType = keyof ViewData;
/** A stored event of an office's saved views. */
export type ViewEvent = { [Type in ViewEventType]: Envelope<Type, ViewData[Type]> }[ViewEventType];

export const viewEvents = Object.fromEntries(list.map((declaration) => [declaration.type, declaration])) as unknown as {
  readonly [Type in ViewEventType]: EventDeclaration<Type>;
};
