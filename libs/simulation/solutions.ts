/** What both sides can live with: terms that they accept, or a mediation. */
import { howSolved, note } from './paperwork.js';
import { sentence } from './people.js';
import { later, take, type Matter, type Plot } from './story.js';

export function* settle(matter: Matter): Plot {
  const { dice } = matter;
  yield take('ProposeSettlement', { terms: sentence('terms', dice), compromisesRights: false });
  yield later(dice.between(1, 6));
  yield take('AcceptSettlement', { by: 'citizen' });
  yield note(matter);
  yield later(dice.between(0, 4));
  yield take('AcceptSettlement', { by: 'department', solved: howSolved(matter) });
}

/** @param otherwise what is done where one of the two does not want it */
export function* offerMediation(matter: Matter, otherwise: (matter: Matter) => Plot): Plot {
  const { dice } = matter;
  yield take('OfferMediation');
  yield later(dice.between(1, 4));
  const accepted = dice.chance(0.85);
  yield take('AnswerMediationOffer', { by: 'citizen', accepted });
  if (!accepted) return yield* otherwise(matter);
  yield later(dice.between(1, 5));
  const joined = dice.chance(0.8);
  yield take('AnswerMediationOffer', { by: 'department', accepted: joined });
  if (!joined) return yield* otherwise(matter);
  yield later(dice.between(1, 6));
  yield take('StartMediation');
}
