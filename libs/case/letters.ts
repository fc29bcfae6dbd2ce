/** Letters that go out with an event. */
import { type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import { type LocalDate } from '../policy/calendar.js';
import { type FiledDocument, type Letter, type LetterKind } from './case-parts.js';
import { type CaseState } from './case-state.js';
import { addressees } from './parties.js';

export interface Sent {
  readonly kind: LetterKind;
  readonly to: Letter['to'];
  readonly department?: string;
  readonly party?: string;
  readonly index?: number;
}

/**
 * What goes to the citizen goes to every other party that gets the letters as well. In a case each letter is filed as a
 * document too (H20, H26, Offentlighedsloven § 15); nothing is filed before (H16).
 */
export function send(
  caseState: CaseState,
  event: ComplaintEvent,
  on: LocalDate,
  sent: readonly Sent[],
): Pick<CaseState, 'letters' | 'documents'> {
  if (sent.length === 0) return { letters: caseState.letters, documents: caseState.documents };
  const first = caseState.letters.length;
  const letters = sent.flatMap(addressed).map(({ kind, to, department, party, index = 0 }) => ({
    kind,
    to,
    ...(department === undefined ? {} : { department }),
    ...(party === undefined ? {} : { party }),
    date: on,
    revision: event.revision,
    index,
  }));
  const filed: readonly FiledDocument[] =
    caseState.registeredAt === null
      ? []
      : letters.map((letter, n) => ({
          id: `${event.revision}-${n + 1}`,
          direction: 'out',
          date: on,
          of: { letter: first + n },
          ...(letter.department === undefined ? {} : { department: letter.department }),
          quarantined: false,
          erased: false,
          hasContent: true,
          revision: event.revision,
        }));
  return { letters: [...caseState.letters, ...letters], documents: [...caseState.documents, ...filed] };

  function addressed(letter: Sent): readonly Sent[] {
    if (letter.to !== 'citizen') return [letter];
    return [letter, ...addressees(caseState, on).map(({ id, role }) => ({ ...letter, to: role, party: id }))];
  }
}
