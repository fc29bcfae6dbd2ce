/**
 * From an event back to the command that led to it: its name and its coded fields. Personal text is not needed to
 * decide, so a placeholder stands for it.
 */
import { complaintEvents, type ComplaintEvent, type ComplaintEventType } from '../../event-schemas/complaint/events.js';
import { stepBehind, steps, type CommandName, type Commands } from '../complaints/steps/steps.js';

export type Rebuilt = {
  readonly [Name in CommandName]: { readonly name: Name; readonly body: Commands[Name] };
}[CommandName];

/** What stands where an event has personal text. No decision reads it. */
export const placeholder = '…';

/**
 * The command as it may have been sent: what was left out of a body and computed is named in the event, so it is named
 * here.
 */
export function rebuild({ type, data }: Pick<ComplaintEvent, 'type' | 'data'>, text: string = placeholder): Rebuilt {
  const name = stepBehind(type);
  return { name, body: steps[name].rebuild({ type, data } as never, text) } as Rebuilt;
}

/** The event's data without what is personal, sealed or not: what two events of one type are compared by. */
export function codedOf(type: ComplaintEventType, data: object): { readonly [field: string]: unknown } {
  const coded: { [field: string]: unknown } = { ...data };
  for (const path of Object.keys(complaintEvents[type].personal)) {
    const [list, field] = path.split('[].') as [string, string?];
    if (field === undefined) delete coded[list.split('.')[0]!];
    else coded[list] = (coded[list] as readonly object[]).map((entry) => ({ ...entry, [field]: undefined }));
  }
  return coded;
}
