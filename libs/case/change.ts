/** What one event changes in the state of its complaint: the words that the folds of this folder are written in. */
import {
  type ComplaintData,
  type ComplaintEvent,
  type ComplaintEventType,
} from '../../event-schemas/complaint/events.js';
import { type LocalDate } from '../policy/calendar.js';
import { type Asked, type Part } from './case-parts.js';
import { type CaseState } from './case-state.js';

export type Change = Partial<CaseState>;

/** For each of these types what it changes; what is left out stays the very same object. `on`: the local day. */
export type Folds<Types extends ComplaintEventType = ComplaintEventType> = {
  readonly [Type in Types]: (
    caseState: CaseState,
    data: ComplaintData[Type],
    event: ComplaintEvent,
    on: LocalDate,
  ) => Change;
};

export const nothing = (): Change => ({});

/** The list with these entries changed; the very same list where none of them is in it. */
export const changed = <Entry>(
  list: readonly Entry[],
  which: (entry: Entry, index: number) => boolean,
  change: Partial<Entry> | ((entry: Entry) => Entry),
): readonly Entry[] =>
  list.some(which)
    ? list.map((entry, index) => {
        if (!which(entry, index)) return entry;
        return typeof change === 'function' ? change(entry) : { ...entry, ...change };
      })
    : list;

/** The list with what is not in it yet; the very same list where all of it is. */
export const including = <Entry>(list: readonly Entry[], ...more: readonly Entry[]): readonly Entry[] =>
  more.every((entry) => list.includes(entry)) ? list : [...new Set([...list, ...more])];

export const changePart = (caseState: CaseState, id: string, change: Partial<Part>): Change => ({
  parts: changed(caseState.parts, (part) => part.id === id, change),
});

/** The first answer to the citizen meets the answer target. */
export const meetTarget = (caseState: CaseState, on: LocalDate): Change => ({
  answeredTargetOn: caseState.answeredTargetOn ?? on,
});

/** A department's answer is to be passed on to the citizen; once for each department. */
export const owe = (tasks: CaseState['tasks'], department: string): CaseState['tasks'] =>
  tasks.some((task) => task.department === department) ? tasks : [...tasks, { kind: 'answerToCitizen', department }];

/** What is still waited for is given up. */
export const giveUp = (caseState: CaseState, on: LocalDate): Change => ({
  referrals: changed(caseState.referrals, ({ open }) => open, { open: false, endedOn: on }),
  informationRequests: endedByLetter(caseState.informationRequests, isWaited, { endedOn: on }),
  hearings: endedByLetter(caseState.hearings, isWaited, { endedOn: on }),
});
/** The same where the case closes: nobody is to read what it stood on either. */
export const giveUpAll = (caseState: CaseState, on: LocalDate): Change => ({
  ...giveUp(caseState, on),
  reviews: changed(caseState.reviews, ({ verdict, endedOn }) => verdict === null && endedOn === null, { endedOn: on }),
});

type ByLetter = { readonly asked?: Asked };
const isWaited = (): boolean => true;
/** Of what is still waited for and was asked by letter, what becomes of these. */
export const endedByLetter = <Entry extends ByLetter>(
  list: readonly Entry[],
  which: (entry: Entry) => boolean,
  end: Partial<Asked>,
): readonly Entry[] =>
  changed(
    list,
    (entry) => entry.asked?.answeredOn === null && entry.asked.endedOn === null && which(entry),
    (entry) => ({ ...entry, asked: { ...entry.asked!, ...end } }),
  );
