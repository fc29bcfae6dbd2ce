/** What the staff do besides complaints, a few times a month: about nobody, outside any case. */
import { type ActivityKind } from '../../event-schemas/complaint/codes.js';
import { drawDepartment, drawTopic, take, type Matter, type Step } from './story.js';

const kinds = { staffAdvice: 45, meeting: 30, teaching: 17, study: 8 } as const;
const minutes = {
  staffAdvice: [10, 60],
  meeting: [45, 150],
  teaching: [60, 240],
  study: [120, 420],
} as const satisfies { readonly [kind in ActivityKind]: readonly [number, number] };

/** Chance of one on a working day: up to eight a month, fewer where there are few to do it and few who ask. */
export const activitiesADay = (advisers: number, contactsAYear: number): number =>
  Math.min(1.5 * advisers, 8, contactsAYear / 100) / 21;

export function activity(matter: Pick<Matter, 'dice' | 'departments' | 'topics' | 'today'>): Step {
  const { dice, today } = matter;
  const kind = dice.weighted(kinds);
  const [least, most] = minutes[kind];
  return take('RecordActivity', {
    kind,
    ...(kind !== 'study' || dice.chance(0.5) ? { department: drawDepartment(matter) } : {}),
    ...(dice.chance(0.6) ? { topic: drawTopic(matter) } : {}),
    on: today,
    ...(dice.chance(0.85) ? { minutes: Math.round(dice.between(least, most) / 5) * 5 } : {}),
  });
}
