/** Notes of what is learnt orally, and what comes and goes in writing: every case has them (H26). */
import { recallStands } from '../case/quarantine.js';
import { sentence } from './people.js';
import { later, take, type Matter, type Plot, type Step } from './story.js';

export const note = ({ dice }: Matter): Step => take('RecordNote', { text: sentence('note', dice) });

/** About so many documents, some of them with what they say. */
export function* documents(matter: Matter, direction: 'in' | 'out' | 'internal', about: number, from?: string): Plot {
  const { dice, caseState } = matter;
  // While a recall stands, what comes in says from whom.
  const department = from ?? (recallStands(caseState) ? caseState.parts[0]?.department : undefined);
  for (let n = dice.around(about, 6); n > 0; n -= 1) {
    yield take('FileDocument', {
      title: sentence('letter', dice),
      direction,
      date: matter.today,
      ...(department === undefined ? {} : { department }),
      ...(dice.chance(0.15)
        ? { content: Buffer.from(`${sentence('answer', dice)}\n`, 'utf8').toString('base64') }
        : {}),
    });
  }
}

/** Whether the case was solved, where the office has heard. */
export const howSolved = ({ dice }: Matter) =>
  dice.weighted({ wholly: 50, partly: 27, notAtAll: 12, unknown: 11 } as const);

/** On a channel that the profile holds safe for it. */
export const statusReply = ({ dice, settings }: Matter): Step =>
  take('SendReply', {
    channel: settings.sensitiveData.value[0] ?? 'digitalPost',
    sensitive: true,
    text: sentence('answer', dice),
  });

/** About so many calls, letters and answers on the way, some days apart. */
export function* dealings(matter: Matter, about: number): Plot {
  const { dice } = matter;
  for (let n = dice.around(about, 7); n > 0; n -= 1) {
    yield later(dice.between(0, 3));
    const kind = dice.weighted({ note: 55, document: 30, reply: 15 });
    if (kind === 'note') yield note(matter);
    else if (kind === 'reply') yield statusReply(matter);
    else
      yield take('FileDocument', {
        title: sentence('letter', dice),
        direction: dice.oneOf(recallStands(matter.caseState) ? ['out', 'internal'] : ['in', 'in', 'out', 'internal']),
        date: matter.today,
      });
  }
}
