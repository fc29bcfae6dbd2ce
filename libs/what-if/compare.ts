/**
 * One complaint along its own history under other rules: each event is taken back to its command, and the command is
 * considered anew, at its own time, by the same `evaluate` as a request. The first step that would have been refused,
 * or would have been another event, is where the history can no longer be followed. Pure.
 */
import { type Candidate, type ComplaintEvent, type ComplaintEventType } from '../../event-schemas/complaint/events.js';
import { localDateOf, type LocalDate } from '../policy/calendar.js';
import { type Profile, type SettingName } from '../policy/profile.js';
import { type Role } from '../platform/caller.js';
import { type Refusal } from '../platform/refusal.js';
import { cite } from '../complaints/write/cite.js';
import { steps, type CommandName } from '../complaints/steps/steps.js';
import { type ComplaintLifecycle } from '../complaints/write/complaint-lifecycle.js';
import { evaluate, taking, type Verdict } from '../complaints/write/evaluate.js';
import { differences, type Change } from '../complaints/views/replay-report.js';
import { advance, begin, type LoadedComplaint } from '../complaints/write/loaded-complaints.js';
import { seatedFor } from '../complaints/write/retracing.js';
import { codedOf, rebuild } from './rebuild.js';
import { evidenceFor, settingBehind, settingThatTurns, type Evidence } from './settings.js';

export interface Rules {
  readonly own: Profile;
  readonly other: Profile;
  /** That it was received under. */
  readonly lifecycle: ComplaintLifecycle;
}

/** Where the case would have gone otherwise. */
export interface Divergence {
  readonly revision: number;
  readonly step: CommandName;
  /** State under the other rules, before the step. */
  readonly from: string;
  /** All that refuses, in the contract's order; empty where the step would have been another event. */
  readonly refusals: readonly Refusal[];
  readonly instead: {
    readonly event: ComplaintEventType;
    readonly to: string;
    readonly rules: readonly string[];
  } | null;
  readonly setting: SettingName | null;
  readonly evidence: Evidence;
}
/**
 * A step that only serves a rule which the other profile does not have, or a timer that would have run later: the case
 * is followed on without it.
 */
export interface LeftOut {
  readonly revision: number;
  readonly step: CommandName;
  readonly refusal: Refusal;
  readonly setting: SettingName | null;
}
/** The same event, with other facts or other coded data. */
export interface Noted {
  readonly revision: number;
  readonly step: CommandName;
  readonly event: ComplaintEventType;
  readonly changes: readonly Change[];
}
/**
 * A step that the own rules refused where the contact or case ended (or stands), and what of that falls away. With
 * nothing remaining it would have been open.
 */
export interface Opening {
  readonly revision: number;
  readonly step: CommandName;
  readonly state: string;
  readonly lifted: readonly Refusal[];
  readonly remaining: readonly Refusal[];
}
export interface Compared {
  readonly complaint: string;
  readonly events: number;
  /** How many of them were followed, the one where it diverges included. */
  readonly followed: number;
  /** Of those, taken under an older lifecycle: nothing decides under one any more, so they are taken as they are. */
  readonly older: number;
  readonly divergence: Divergence | null;
  readonly leftOut: readonly LeftOut[];
  readonly noted: readonly Noted[];
  readonly openings: readonly Opening[];
}

/** Days that are kept as precisely as an age limit asks for: under another limit the same day, told otherwise (H16). */
const asPrecise: ReadonlySet<string> = new Set(['eventStart', 'eventEnd']);

/** @throws IllegalHistory the events are no path of their lifecycle; `npm run replay` shows where */
export function compare(events: readonly ComplaintEvent[], rules: Rules): Compared {
  const complaint = events[0]?.stream ?? '';
  let real = begin(complaint, rules.lifecycle);
  let there = real;
  let older = 0;
  /** What the history would be there. */
  const told: ComplaintEvent[] = [];
  const follow = (event: ComplaintEvent): void => {
    there = advance(there, event, told);
    told.push(event);
  };
  const found = { leftOut: [] as LeftOut[], noted: [] as Noted[], openings: [] as Opening[] };
  const answer = (followed: number, divergence: Divergence | null): Compared => ({
    complaint,
    events: events.length,
    followed,
    older,
    divergence,
    ...found,
  });

  for (const event of events) {
    const { revision, actor } = event;
    if (event.type === 'CaseMoved' || taking(real.lifecycle) !== real.lifecycle) {
      real = advance(real, event, events);
      follow(moved(event, there, rules));
      older += event.type === 'CaseMoved' ? 0 : 1;
      continue;
    }
    const today = dayOf(event);
    const { name, body } = rebuild(event);
    if (isEnding(event)) found.openings.push(...openings(real, there, today, rules));
    const verdict = evaluate(name, body, {
      standing: there,
      lifecycle: there.lifecycle,
      profile: rules.other,
      today,
      sub: actor.sub,
      roles: [actor.role as Role],
      history: told,
    });
    real = advance(real, event, events);
    if (!verdict.taken) {
      const refusals = refusalsIn(verdict);
      const setting =
        settingBehind(name, refusals[0]!.code, there.lifecycle, there.situation) ??
        found.leftOut.at(-1)?.setting ??
        null;
      if (!dispensable(name, refusals))
        return answer(revision + 1, {
          revision,
          step: name,
          from: there.situation.state,
          refusals,
          instead: null,
          setting,
          evidence: evidenceFor(refusals[0]!.code, rules.own, rules.other),
        });
      found.leftOut.push({ revision, step: name, refusal: refusals[0]!, setting });
      // Revisions are those of the real history: documents are named after them.
      there = { ...there, revision };
      continue;
    }
    const { candidate, next } = verdict;
    if (candidate.type !== event.type) {
      const setting = settingThatTurns(name);
      const instead = {
        event: candidate.type,
        to: next.state,
        rules: setting === null ? [] : cite({ cites: [], setting }, rules.other),
      };
      return answer(revision + 1, {
        revision,
        step: name,
        from: there.situation.state,
        refusals: [],
        instead,
        setting,
        evidence: 'recorded',
      });
    }
    const changes = differences(
      unpinned(codedOf(event.type, event.data)),
      unpinned(codedOf(candidate.type, candidate.data)),
    ).filter(({ path }) => !asPrecise.has(path));
    if (changes.length > 0) found.noted.push({ revision, step: name, event: event.type, changes });
    follow(asRecorded(event, candidate, there, next.state));
  }
  const last = events.at(-1);
  if (last && !ended.has(last.to)) found.openings.push(...openings(real, there, dayOf(last), rules));
  return answer(events.length, null);
}

/** Under the other rules the case goes into the next lifecycle with the real one, from where it stands there. */
function moved(event: ComplaintEvent, there: LoadedComplaint, { other }: Rules): ComplaintEvent {
  if (event.type !== 'CaseMoved') return event;
  const { state } = seatedFor(there, event).situation;
  return { ...event, from: state, to: state, data: { ...event.data, profile: other.id, profileHash: other.hash } };
}

/**
 * The office's day on which it was decided: recorded times are cut to the day before registration, never to another.
 */
const dayOf = ({ recordedAt }: ComplaintEvent): LocalDate => localDateOf(Date.parse(recordedAt));

const nothingToName: Refusal = {
  code: 'VALIDATION',
  rules: [],
  sentences: {
    da: 'Skridtet gælder noget, som ikke ville have været der.',
    en: 'The step is about something that would not have been there.',
  },
};
const refusalsIn = (verdict: Verdict): readonly Refusal[] =>
  verdict.taken ? [] : verdict.why === 'refused' ? verdict.refusals : [nothingToName];

/** Steps without a purpose of their own under other rules, and the codes that say so. */
const serving: { readonly [Name in CommandName]?: readonly string[] } = {
  CompleteIntake: ['NOT_IN_PROFILE'],
  RecordDialogue: ['NOT_IN_PROFILE'],
  AgreeRegistration: ['NOT_IN_PROFILE'],
  FlagPrincipled: ['NOT_IN_PROFILE'],
  AttestUnable: ['EXCEPTION_NOT_IN_PROFILE'],
  WaiveAgeLimit: ['NOT_IN_PROFILE', 'WAIVER_NOT_NEEDED'],
  Remind: ['DEADLINE_NOT_PASSED'],
  Escalate: ['DEADLINE_NOT_PASSED'],
  // Of what was left out there is nothing to put right.
  CorrectRecord: ['NOT_CORRECTABLE', nothingToName.code],
  RetractStep: ['NOT_RETRACTABLE', nothingToName.code],
};
const dispensable = (step: CommandName, refusals: readonly Refusal[]): boolean =>
  refusals.every(({ code }) => serving[step]?.includes(code) === true);

/** Every case is pinned to a profile, so that it names another one is no news. */
const unpinned = ({ profile: _, profileHash: __, ...rest }: { readonly [field: string]: unknown }): object => rest;

/**
 * What would have been stored, with the real event's times and place; its personal fields are placeholders, which no
 * fold reads.
 */
function asRecorded(
  event: ComplaintEvent,
  { data }: Candidate,
  { situation }: LoadedComplaint,
  to: string,
): ComplaintEvent {
  const envelope = event as { readonly revision: number };
  return { ...envelope, data, from: event.revision === 0 ? null : situation.state, to } as unknown as ComplaintEvent;
}

const ended: ReadonlySet<string> = new Set(['guidance', 'endedWithoutCase', 'closed', 'counted']);
const isEnding = ({ from, to }: ComplaintEvent): boolean => from !== null && !ended.has(from) && ended.has(to);

/** Steps by which a contact becomes a case, or a case goes further, and which a profile can stand in the way of. */
const ways = [
  'RegisterCase',
  'StartEarlyResolution',
  'OfferMediation',
  'RecordNoAnswer',
  'AskMoreQuestions',
  'OpenInvestigation',
] as const satisfies readonly CommandName[];

function openings(
  real: LoadedComplaint,
  there: LoadedComplaint,
  today: LocalDate,
  { own, other }: Rules,
): readonly Opening[] {
  const { lifecycle } = there;
  if (taking(lifecycle) !== lifecycle) return [];
  return ways.flatMap((step): readonly Opening[] => {
    if (!lifecycle.knows(there.situation, step)) return [];
    const before = judged(step, real, own);
    if (before.length === 0) return [];
    const remaining = judged(step, there, other);
    const lifted = before.filter(({ code }) => !remaining.some((refusal) => refusal.code === code));
    // Where nothing admissible is complained of, there is nothing that could become a case.
    if (lifted.length === 0 || remaining.some(({ code }) => code === 'PART_NOT_ADMISSIBLE')) return [];
    return [{ revision: real.revision, step, state: real.situation.state, lifted, remaining }];
  });

  /** With the likeliest body, as the steps of a case are explained. */
  function judged(step: CommandName, standing: LoadedComplaint, profile: Profile): readonly Refusal[] {
    const { caseState, situation } = standing;
    const body = steps[step].sample({ caseState, state: situation.state, profile, today });
    return refusalsIn(
      evaluate(step, body as never, { standing, lifecycle, profile, today, sub: '', roles: lifecycle.rolesOf(step) }),
    );
  }
}
