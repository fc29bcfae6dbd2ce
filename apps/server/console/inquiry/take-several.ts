/** Several steps of one form, one after the other; where one is refused, what was done before it stands. */
import { type CommandBus } from '@nestjs/cqrs';
import { checkAgainstOffice } from '../../../../libs/complaints/steps/check-office.js';
import { fieldsOf } from '../../../../libs/complaints/steps/fields.js';
import { citing } from '../../../../libs/complaints/steps/form-rules.js';
import { steps, type CommandName } from '../../../../libs/complaints/steps/steps.js';
import { validateBody } from '../../../../libs/complaints/steps/validate-body.js';
import { Transition, type Counted, type Receipt } from '../../../../libs/complaints/write/transition-request.js';
import { Refused } from '../../../../libs/platform/refusal.js';
import { type Desk } from '../desk.js';
import { type Planned } from './ways.js';

export interface Refusing {
  readonly name: CommandName;
  readonly error: Refused;
  readonly within?: string | undefined;
}

/** What is wrong with the bodies themselves, found before the first step is taken: nothing has been done by then. */
export function wrongInForm({ running: { office } }: Desk, planned: readonly Planned[], now: number): Refusing[] {
  return planned.flatMap(({ name, body, ofNewPart, within }) => {
    try {
      const whole = ofNewPart ? { ...body, part: 'A' } : body;
      const sent = citing(name, office.profile, () => validateBody(name, whole, { beforeRegistration: true }));
      // Which parts there are is known to the inquiry alone.
      const namesPart = [...fieldsOf(steps[name].body).values()].some(({ kind }) => kind === 'Part');
      if (!namesPart) checkAgainstOffice(name, sent, { office, caseState: undefined, now });
      return [];
    } catch (error) {
      if (error instanceof Refused) return [{ name, error, within }];
      throw error;
    }
  });
}

export interface Taken {
  /** Null: nothing was begun. */
  readonly id: string | null;
  /** In the log, of the last step that was taken; null: none was. */
  readonly position: string | null;
  readonly done: readonly CommandName[];
  /** It came as a text message that the office does not answer: counted, and nothing else. */
  readonly counted: boolean;
  /** What was refused; what comes after it was not asked for. */
  readonly refused: Refusing | null;
}

/** @param key of the form: a second press of its button does nothing twice */
export async function takeSeveral(
  bus: CommandBus,
  desk: Desk,
  planned: readonly Planned[],
  { id, revision, key }: { readonly id: string | null; readonly revision: string; readonly key: string },
): Promise<Taken> {
  let [complaint, at, position]: [string | null, string, string | null] = [id, revision, null];
  let part: string | undefined;
  const done: CommandName[] = [];
  const soFar = (more: Partial<Taken> = {}): Taken => ({
    id: complaint,
    position,
    done,
    counted: false,
    refused: null,
    ...more,
  });
  for (const [index, { name, body, ofNewPart, within }] of planned.entries()) {
    try {
      const receipt: Receipt | Counted = await bus.execute<Transition, Receipt | Counted>(
        new Transition({
          office: desk.running.key,
          complaint,
          name,
          body: () => (ofNewPart ? { ...body, part } : body),
          caller: desk.caller,
          acting: desk.looking().acting,
          ...(complaint === null ? {} : { ifMatch: `"${at}"` }),
          idempotencyKey: `${key}.${index}.${name}`,
        }),
      );
      if ('counted' in receipt) return soFar({ counted: true });
      done.push(name);
      [complaint, at, position] = [receipt.id, String(receipt.revision), receipt.position];
      part = receipt.part ?? part;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return soFar({ refused: { name, error, within } });
    }
  }
  return soFar();
}
