/** What a complaint is about: its parts, and those that belong elsewhere. */
import { addDays, type LocalDate } from '../policy/calendar.js';
import { type ExclusionGround } from '../../event-schemas/complaint/codes.js';
import { drawDepartment, drawTopic, take, type Matter, type Step } from './story.js';

/** A part of the complaint; `overAge`: longer ago than the office usually looks back. */
export function aPart(
  matter: Matter,
  {
    department = drawDepartment(matter),
    overAge = false,
  }: { readonly department?: string | undefined; readonly overAge?: boolean } = {},
): Step {
  const { dice, today } = matter;
  const ended: LocalDate = addDays(today, -(overAge ? dice.between(380, 900) : 1 + dice.around(60, 300)));
  const dated = overAge || dice.chance(0.9);
  const course = dated && dice.chance(0.5);
  return take('RecordPart', {
    topic: drawTopic(matter),
    department,
    ...(course ? { eventStart: addDays(ended, -dice.between(5, 200)) } : {}),
    ...(dated ? { eventEnd: ended } : {}),
  });
}

/** Where a matter of that ground belongs. */
export const rightBody = {
  content: 'ankestyrelsen',
  political: 'other',
  serviceLevel: 'other',
  employment: 'other',
  otherBody: 'ankestyrelsen',
  courts: 'domstolene',
  anotherAuthority: 'kommunaltTilsyn',
} as const satisfies { readonly [ground in ExclusionGround]: string };

/** One of the profile's own grounds, the content of a decision most often. */
export function drawGround({ dice, settings }: Matter): ExclusionGround {
  const { ground } = dice.oneOf(settings.exclusions);
  return settings.exclusions.some((exclusion) => exclusion.ground === 'content') && dice.chance(0.4)
    ? 'content'
    : ground;
}

export const excluded = (part: string, ground: ExclusionGround, { settings }: Matter): Step =>
  take('AssessRemit', {
    part,
    admissible: false,
    ground,
    guidance: ['howToComplain', 'whereToComplain'],
    body: rightBody[ground],
    ...(settings.exclusions.some((exclusion) => exclusion.ground === ground && exclusion.when === 'alreadyBrought')
      ? { brought: true }
      : {}),
  });
