/**
 * A contact, from its first minute to its end without a case or to the case. Coded values alone: nothing here has a
 * place for a person (H16).
 */
import { addDays, weekdayOf } from '../policy/calendar.js';
import { type Channel } from '../../event-schemas/complaint/codes.js';
import {
  guidanceCodes,
  inabilities,
  offers,
  principleReasons,
  waiverReasons,
} from '../../event-schemas/complaint/codes.js';
import { aCase, theRest } from './case.js';
import { aPart, drawGround, excluded, rightBody } from './parts.js';
import { sentence } from './people.js';
import { correction, takenBack } from './putting-right.js';
import { takenUp } from './suggestions.js';
import { drawDepartment, drawTopic, later, take, type Matter, type Plot } from './story.js';

export function* contact(matter: Matter): Plot {
  const { dice, settings, habits } = matter;
  const wanted = dice.weighted(habits.contacts);
  const possible = {
    sms: !settings.smsAnswered.value,
    guidedBack: settings.dialogue.value !== 'none',
    suggestion: settings.suggestions.value,
    directed: settings.exclusions.length > 0,
    ownInitiative: settings.ownInitiative.value,
  } as { readonly [kind: string]: boolean | undefined };
  const kind = possible[wanted] === false ? 'guidance' : wanted;
  if (kind === 'sms') return yield take('ReceiveInquiry', { channel: 'sms' });
  if (kind === 'ownInitiative') return yield* ownInitiative(matter);
  yield receive(matter, kind === 'guidance');
  if (kind === 'guidance') yield* guidance(matter);
  else if (kind === 'suggestion') yield* suggestion(matter);
  else if (kind === 'directed') yield* directed(matter);
  else if (kind === 'guidedBack') yield* guidedBack(matter);
  else if (kind === 'abandoned') yield* abandoned(matter);
  else yield* towardsACase(matter);
}

const written: readonly Channel[] = ['email', 'digitalPost', 'letter', 'web'];

function receive({ dice, settings, habits, today, complainantType }: Matter, talk: boolean) {
  const closed = settings.officeHours.value.length > 0 && !settings.officeHours.value.includes(weekdayOf(today));
  const drawn = dice.weighted(habits.channels);
  const channel =
    closed && (drawn === 'counter' || drawn === 'meeting')
      ? 'phone'
      : talk && written.includes(drawn) && dice.chance(0.5)
        ? 'phone'
        : drawn;
  const waited = written.includes(channel) && dice.chance(0.25) ? dice.between(1, 3) : 0;
  return take('ReceiveInquiry', {
    channel,
    complainantType,
    ...(waited === 0 ? {} : { receivedOn: addDays(today, -waited) }),
  });
}

function* guidance(matter: Matter): Plot {
  const { dice, settings, caseState } = matter;
  if (dice.chance(0.3)) yield aPart(matter);
  if (settings.anonymousGuidance.value === 'no') return yield* abandoned(matter);
  const codes = [...new Set([dice.oneOf(guidanceCodes), dice.oneOf(guidanceCodes)])];
  yield take('GiveGuidance', {
    codes,
    ...(codes.includes('whereToComplain')
      ? { body: dice.oneOf(['ankestyrelsen', 'ombudsmanden', 'kommunaltTilsyn', 'ligebehandlingsnaevnet']) }
      : {}),
  });
  if (written.some((channel) => channel === caseState.received?.channel))
    yield take('SendReply', { channel: 'email', sensitive: false });
  if (dice.chance(0.2)) yield later(dice.between(1, 5));
  yield take('EndWithoutCase');
}

function* suggestion(matter: Matter): Plot {
  const { dice } = matter;
  for (let n = dice.chance(0.2) ? 2 : 1; n > 0; n -= 1)
    yield take('RecordSuggestion', {
      topic: drawTopic(matter),
      department: drawDepartment(matter),
      ...(dice.chance(0.5) ? { text: sentence('recommendation', dice), namesNobody: true } : {}),
    });
  if (dice.chance(0.5)) yield later(dice.between(0, 2));
  yield take('ForwardSuggestion', { withName: false });
  yield* takenUp(matter);
}

function* directed(matter: Matter): Plot {
  const { dice } = matter;
  const ground = drawGround(matter);
  yield aPart(matter);
  yield excluded('A', ground, matter);
  if (dice.chance(0.3)) yield later(dice.between(0, 2));
  if (dice.chance(0.4)) yield take('SendReply', { channel: 'digitalPost', sensitive: false });
  yield take('DirectElsewhere', { body: rightBody[ground], ...(dice.chance(0.1) ? { forwarded: true } : {}) });
}

function* guidedBack(matter: Matter): Plot {
  const { dice, settings } = matter;
  yield aPart(matter);
  yield take('AssessRemit', { part: 'A', admissible: true });
  yield take('CompleteIntake');
  const { department } = matter.caseState.parts[0]!;
  yield settings.dialogue.value === 'noMoreOptions'
    ? take('RecordDialogue', { department, departmentHadOpportunity: dice.chance(0.5), moreOptionsSeen: true })
    : take('RecordDialogue', { department, departmentHadOpportunity: false });
  if (dice.chance(0.3)) yield later(dice.between(0, 3));
  yield take('GuideBack', { offered: [dice.oneOf(offers)] });
}

function* abandoned(matter: Matter): Plot {
  const { dice } = matter;
  if (matter.caseState.parts.length === 0) yield aPart(matter);
  yield take('AssessRemit', { part: 'A', admissible: true });
  yield later(dice.between(5, 30));
  yield take('EndWithoutCase', { outcome: 'abandoned' });
}

/** The first events of what becomes a case: its parts, their remit, the dialogue, the agreement. */
function* towardsACase(matter: Matter): Plot {
  const { dice, settings, habits, caseState } = matter;
  const overAge = settings.ageLimit.value !== null && dice.chance(habits.share.overAge);
  const count = dice.chance(0.91) ? 1 : dice.chance(0.8) ? 2 : 3;
  for (let n = 0; n < count; n += 1)
    yield aPart(matter, {
      department: n > 0 && dice.chance(0.6) ? matter.caseState.parts[0]!.department : undefined,
      overAge: overAge && n === 0,
    });
  for (const { id } of matter.caseState.parts)
    yield id !== 'A' && dice.chance(0.15)
      ? excluded(id, drawGround(matter), matter)
      : take('AssessRemit', { part: id, admissible: true });
  if (dice.chance(habits.share.corrected / 2)) yield* correction(matter);
  if (dice.chance(0.3)) yield later(dice.between(0, 3));
  if (matter.caseState.parts.some(({ ageLimit }) => ageLimit?.exceeded)) {
    const old = matter.caseState.parts.filter(({ ageLimit }) => ageLimit?.exceeded).map(({ id }) => id);
    if (settings.ageLimit.value?.waivable !== true || dice.chance(0.25)) {
      for (const id of old)
        yield take('AssessRemit', { part: id, admissible: false, ground: 'tooOld', guidance: ['howToComplain'] });
      if (matter.caseState.parts.every(({ admissible }) => admissible === false)) return yield take('RejectInquiry');
    } else for (const id of old) yield take('WaiveAgeLimit', { part: id, reason: dice.oneOf(waiverReasons) });
  }
  yield* dialogue(matter);
  if (settings.agreement.value) yield take('AgreeRegistration', { citizen: true, adviser: true });
  if (settings.answerTarget.value !== null && caseState.received?.channel !== 'counter' && dice.chance(0.5))
    yield take('SendReply', { channel: 'digitalPost', sensitive: false });
  yield* aCase(matter);
}

function* dialogue(matter: Matter): Plot {
  const { dice, settings, habits } = matter;
  if (settings.dialogue.value === 'none') return;
  if (dice.chance(0.8)) {
    yield take('CompleteIntake');
    if (dice.chance(habits.share.retracted)) yield* takenBack(matter, 'mistake');
  }
  if (settings.exceptionPrinciple.value && dice.chance(0.02))
    return yield take('FlagPrincipled', { reason: dice.oneOf(principleReasons) });
  if (settings.exceptionUnable.value && dice.chance(0.07))
    return yield take('AttestUnable', { reason: dice.oneOf(inabilities) });
  const departments = new Set(
    matter.caseState.parts.filter(({ admissible }) => admissible).map(({ department }) => department),
  );
  for (const department of departments) {
    const silent = settings.silenceExhaustsDialogue.value && dice.chance(0.2);
    yield take(
      'RecordDialogue',
      silent
        ? {
            department,
            departmentHadOpportunity: true,
            answered: false,
            askedOn: addDays(matter.today, -dice.between(15, 90)),
          }
        : {
            department,
            departmentHadOpportunity: true,
            answered: true,
            ...(settings.dialogue.value === 'noMoreOptions' ? { moreOptionsSeen: false } : {}),
          },
    );
  }
}

/** Nobody complained: the head takes a matter up, and it is investigated at once. */
function* ownInitiative(matter: Matter): Plot {
  yield take('OpenOwnInitiative', {
    topic: drawTopic(matter),
    department: drawDepartment(matter),
    criteria: { citizenBenefit: 'medium', improvement: 'high', overall: 'justified' },
    title: `Af egen drift: sagsgange (${matter.today.slice(0, 4)})`,
  });
  yield* theRest(matter);
}
