/** What departments make of suggestions that were passed on to them (H11, O12). */
import { suggestionId } from '../case/case-parts.js';
import { sentence } from './people.js';
import { later, take, type Matter, type Plot } from './story.js';

/** Some of them say so themselves; where the case is theirs and no name came along, the office writes it down. */
export function* takenUp(matter: Matter): Plot {
  const { dice, habits } = matter;
  for (const [index, { department, forwardedOn, withName, position }] of matter.caseState.suggestions.entries()) {
    if (forwardedOn === null || position !== undefined || !dice.chance(habits.share.suggestionTaken)) continue;
    yield later(dice.between(5, 40));
    const isTheirs = matter.caseState.asked.includes(department) && !withName;
    yield take(
      'RecordSuggestionPosition',
      {
        suggestion: suggestionId(index),
        position: dice.weighted({ adopted: 40, noted: 45, declined: 15 } as const),
        ...(dice.chance(0.5) ? { text: sentence('recommendation', dice) } : {}),
      },
      isTheirs || dice.chance(0.3) ? 'adviser' : { department },
    );
  }
}
