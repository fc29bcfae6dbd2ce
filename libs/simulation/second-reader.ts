/** Somebody else of the office reads along: always where the profile asks for it, else now and then. */
import { type Commands } from '../complaints/steps/steps.js';
import { sentence } from './people.js';
import { later, take, withoutConflict, type Matter, type Plot } from './story.js';

/** @param rewrite what is done where the reader wants it otherwise, before it is read once more */
export function* secondReader(
  matter: Matter,
  of: Commands['RequestReview']['of'],
  rewrite: () => Plot = nothing,
): Plot {
  const { dice, settings, habits } = matter;
  if (settings.secondReader.value !== `${of}s` && !dice.chance(habits.share.reviewed)) return;
  const asks = withoutConflict(matter);
  const [to, reader] =
    asks === 'colleague' ? ([matter.head, 'head'] as const) : ([matter.colleague, 'colleague'] as const);
  for (;;) {
    yield take('RequestReview', { of, to }, asks);
    yield later(dice.between(0, 4));
    const verdict = dice.weighted({ approved: 85, changes: 15 } as const);
    yield take('RecordReview', { verdict, ...(dice.chance(0.5) ? { text: sentence('grounds', dice) } : {}) }, reader);
    if (verdict === 'approved') return;
    yield later(dice.between(0, 3));
    yield* rewrite();
  }
}

function* nothing(): Plot {}
