/** Who has a case and how it is handled, who stands beside the citizen, and what else they have complained of. */
import { registeredParties } from '../../event-schemas/complaint/codes.js';
import { type Commands } from '../complaints/steps/steps.js';
import { addDays, addYears } from '../policy/calendar.js';
import { note } from './paperwork.js';
import { inventedComplainant, inventedName, sentence, type EarlierCase } from './people.js';
import { later, take, type Matter, type Plot } from './story.js';

export function* desk(matter: Matter): Plot {
  const { dice, habits, own, colleague } = matter;
  yield take('AssignCase', { to: own });
  const confidential = dice.chance(habits.share.confidential);
  if (confidential) matter.citizens.hide(matter.caseState.stream);
  if (!confidential && !dice.chance(0.14)) return;
  yield take('SetHandling', {
    priority: dice.weighted({ normal: 70, urgent: 30 } as const),
    complexity: dice.weighted({ simple: 25, complex: 75 } as const),
    confidential,
    ...(confidential ? { readers: [own, colleague] } : {}),
    ...(dice.chance(0.2) ? { needs: sentence('note', dice) } : {}),
  });
}

/** Some have somebody beside them, and some have moved since they wrote. */
export function* parties(matter: Matter): Plot {
  const { dice, habits } = matter;
  if (dice.chance(habits.share.accompanied)) {
    yield* somebodyBeside(matter);
    if (dice.chance(0.15)) yield* somebodyBeside(matter);
  }
  if (!dice.chance(habits.share.moved)) return;
  const { address, phone, email } = inventedComplainant('citizen', dice);
  const reason = dice.weighted({ moved: 65, changed: 25, misspelt: 10 } as const);
  yield take('UpdateParty', {
    party: registeredParties.complainant,
    ...(reason === 'moved' && address !== undefined ? { address } : {}),
    ...(reason === 'moved' && phone !== undefined ? { phone } : {}),
    ...(reason === 'changed' ? { email: email ?? 'borger@eksempel.example', channel: 'email' as const } : {}),
    ...(reason === 'misspelt' ? { name: inventedName(dice) } : {}),
    reason,
  });
}

function* somebodyBeside(matter: Matter): Plot {
  const { dice, settings } = matter;
  const authorities = settings.representatives.value;
  const role = dice.weighted({
    representative: authorities.length > 0 ? 40 : 0,
    relative: 35,
    interpreter: 15,
    coComplainant: 10,
  } as const);
  yield take('AddParty', {
    role,
    name: inventedName(dice),
    ...(role === 'representative' ? { authority: dice.oneOf(authorities) } : {}),
    ...(role === 'representative' && dice.chance(0.3) ? { until: addDays(matter.today, dice.between(60, 300)) } : {}),
    lettersTo: role !== 'interpreter',
  });
  const party = matter.caseState.parties.at(-1)!.id;
  if (dice.chance(0.05)) yield take('UpdateParty', { party, name: inventedName(dice), reason: 'wrongPerson' });
  if (!dice.chance(0.25)) return;
  yield later(dice.between(0, 5));
  const reason = dice.weighted({
    authorityWithdrawn: role === 'representative' ? 60 : 0,
    moved: 20,
    died: 5,
    mistake: 15,
  } as const);
  yield take('EndParty', { party, reason });
}

/** One who has been here before: what was then is linked to; the same once more is not done twice. */
export function* comesAgain(matter: Matter, earlier: EarlierCase | null): Plot {
  const { dice, habits, today } = matter;
  if (earlier === null || earlier.on < addYears(today, -4) || !dice.chance(habits.share.linked)) return;
  const isRecent = earlier.on >= addDays(today, -120);
  const kind = dice.weighted<Commands['LinkCase']['kind']>(
    isRecent ? { duplicate: 35, related: 65 } : { resubmitted: 55, related: 45 },
  );
  yield take('LinkCase', { to: earlier.stream, kind });
  if (dice.chance(0.06)) return yield take('UnlinkCase', { to: earlier.stream, kind });
  if (kind !== 'duplicate' || dice.chance(0.3)) return;
  yield note(matter);
  yield later(dice.between(0, 3));
  yield take('DiscontinueCase', { reason: 'duplicate', duplicateOf: earlier.stream });
}
