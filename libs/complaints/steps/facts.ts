/**
 * What decide asks of the caseState, the profile and the day: small pure functions, each with the rules it computes.
 */
import { localDateOf, type LocalDate } from '../../policy/calendar.js';
import { lastDayInTime, retentionEndsOn } from '../../policy/limits.js';
import { type Profile } from '../../policy/profile.js';
import { type Part } from '../../case/case-parts.js';
import {
  admissibleParts,
  caseParts,
  isGone,
  isOfThisCycle,
  latePartsLeft,
  type CaseState,
} from '../../case/case-state.js';
import { covers } from '../../case/quarantine.js';
import { UnknownReference, type Deciding } from './step.js';

export const yes = (condition: boolean): 'yes' | 'no' => (condition ? 'yes' : 'no');
/** What a new complaint is judged by, for good. */
export const pin = ({ lifecycle, profile }: Deciding) => ({
  lifecycle,
  profile: profile.id,
  profileHash: profile.hash,
});

/** @throws UnknownReference */
export function partOf(caseState: CaseState, id: string, field = 'part'): Part {
  const part = caseState.parts.find((entry) => entry.id === id);
  if (!part) throw new UnknownReference(field);
  return part;
}

/** Whether this member of the office has declared a conflict of interest in the case, in whichever department (K18). */
export const conflictOf = ({ caseState, sub }: Deciding): 'none' | 'declared' =>
  caseState.conflicts.some((conflict) => conflict.sub === sub) ? 'declared' : 'none';

/** Whether there are parts, and every one of them is within the office's remit. */
export const admissibility = (ids: readonly string[], caseState: CaseState): 'admissible' | 'inadmissible' =>
  ids.length > 0 && ids.every((id) => admissibleParts(caseState).some((part) => part.id === id))
    ? 'admissible'
    : 'inadmissible';

/**
 * How long ago is too long, of one part (H29). A part without a date has no limit; under "from the closing of the case"
 * one that has not closed has none.
 */
export function ageLimitOf(
  part: { eventStart?: LocalDate; eventEnd?: LocalDate },
  profile: Profile,
  measuredOn: LocalDate,
): { lastDay: LocalDate; exceeded: boolean } | null {
  const limit = profile.settings.ageLimit.value;
  const from = ageCountsFrom(part, profile);
  if (limit === null || from === undefined) return null;
  const lastDay = lastDayInTime(from, limit.years);
  return { lastDay, exceeded: measuredOn > lastDay };
}

/** The day that the age limit counts from, where the profile has one (H29). */
export function ageCountsFrom(
  { eventStart, eventEnd }: { eventStart?: LocalDate; eventEnd?: LocalDate },
  profile: Profile,
): LocalDate | undefined {
  const limit = profile.settings.ageLimit.value;
  if (limit === null) return undefined;
  return limit.from === 'municipalCaseClosed' ? eventEnd : (eventEnd ?? eventStart);
}

/** Whether the profile excludes anything on this ground: what it lists, and what is too old where it has a limit. */
export const isListed = (ground: string, { settings }: Profile): boolean =>
  ground === 'tooOld'
    ? settings.ageLimit.value !== null
    : settings.exclusions.some((exclusion) => exclusion.ground === ground);

/** The first day of its month: what is kept of a day in an anonymous talk that no rule asks for (H16). */
export const monthOf = (day: LocalDate): LocalDate => `${day.slice(0, 7)}-01`;

/** The worst of these parts: exceeded, waived or within (H29). */
export function ageLimitKept(parts: readonly Part[]): 'within' | 'waived' | 'exceeded' {
  const exceeded = parts.filter(({ ageLimit }) => ageLimit?.exceeded);
  if (exceeded.some(({ waived }) => !waived)) return 'exceeded';
  return exceeded.length > 0 ? 'waived' : 'within';
}

type Dialogue = 'notRequired' | 'exhausted' | 'excused' | 'missing' | 'otherDepartment';

/**
 * Whether the dialogue about these parts is exhausted, excused, missing, or was with another department (K1 K2 K5 K6
 * K19, O14).
 */
export function dialogueAbout(parts: readonly Part[], caseState: CaseState, profile: Profile): Dialogue {
  const rule = profile.settings.dialogue.value;
  if (rule === 'none') return 'notRequired';
  const about = (department: string) => caseState.dialogues.find((dialogue) => dialogue.department === department);
  const exhausted = (dialogue: CaseState['dialogues'][number]): boolean => {
    if (rule === 'noMoreOptions') return dialogue.departmentHadOpportunity && dialogue.moreOptionsSeen === false;
    // Asked and not answered; K5 gives no period, so how long is long enough is the adviser's judgement.
    const silence =
      profile.settings.silenceExhaustsDialogue.value && dialogue.answered === false && dialogue.askedOn !== undefined;
    return dialogue.departmentHadOpportunity && (dialogue.answered === true || silence);
  };
  const open = parts.filter(({ department }) => {
    const dialogue = about(department);
    return dialogue === undefined || !exhausted(dialogue);
  });
  if (open.length === 0 && parts.length > 0) return 'exhausted';
  if (caseState.principled || caseState.unable) return 'excused';
  return caseState.dialogues.length > 0 &&
    open.length > 0 &&
    open.every(({ department }) => about(department) === undefined)
    ? 'otherDepartment'
    : 'missing';
}

type Consent = 'notRequired' | 'covers' | 'missing' | 'exceeded';

/**
 * Whether the citizen's consent to this purpose has all of these departments, and this period, in it (H24). On the
 * office's own initiative nobody is there to give one.
 */
export function consentTo(
  purpose: string,
  departments: readonly string[],
  period: { from?: LocalDate; to?: LocalDate } | null,
  caseState: CaseState,
  profile: Profile,
): Consent {
  if (!profile.settings.consent.value || caseState.ownInitiative !== null) return 'notRequired';
  const scopes = caseState.consent.scopes.filter((scope) => scope.purpose === purpose);
  if (scopes.length === 0) return 'missing';
  const within = (department: string) =>
    scopes.some((scope) =>
      period === null ? scope.departments.includes(department) : covers(scope, department, period.from, period.to),
    );
  return departments.every(within) ? 'covers' : 'exceeded';
}

/** Whether any department has answered in the case, in whatever cycle. */
export const anyAnswer = ({ documents }: CaseState): 'recorded' | 'none' =>
  documents.some((document) => document.of === 'answer') ? 'recorded' : 'none';
/** Whether every answer that the office alone got has been passed on (H21). */
export const answerReached = ({ tasks }: CaseState): 'reached' | 'notReached' =>
  tasks.length === 0 ? 'reached' : 'notReached';

/** Whether every part that came late is seen to: put to a department, examined, or gone. */
export const lateParts = (caseState: CaseState): 'seenTo' | 'left' =>
  latePartsLeft(caseState).length === 0 ? 'seenTo' : 'left';

/** Whether the case may go: its time of retention, from the last closing, has ended. */
export function retentionOf(caseState: CaseState, profile: Profile, today: LocalDate): 'passed' | 'running' {
  return caseState.closedAt !== null && today >= retentionEnd(caseState.closedAt, profile) ? 'passed' : 'running';
}
export const retentionEnd = (closedAt: string, profile: Profile): LocalDate =>
  retentionEndsOn(localDateOf(Date.parse(closedAt)), profile.settings.retention.value);

export const holdsOn = (caseState: CaseState) =>
  ({
    archive: caseState.holds.includes('archiveTransfer') ? 'pending' : 'none',
    hold: caseState.holds.some((reason) => reason !== 'archiveTransfer') ? 'standing' : 'none',
  }) as const;

/** "A", "B", … "Z", "AA", in the order of recording. */
export function partLetter(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : `${String.fromCharCode(64 + Math.floor(index / 26))}${letter}`;
}

/** Whether each part in scope has an outcome of this cycle. */
export const outcomesOf = (caseState: CaseState): 'complete' | 'missing' =>
  caseParts(caseState)
    .filter((part) => part.inScope && !isGone(part))
    .every((part) => part.outcome !== null && isOfThisCycle(caseState, part))
    ? 'complete'
    : 'missing';

/** Any criticism and any recommendation → both; one kind → that; none → no criticism. */
export function combinedOutcome(
  outcomes: readonly (string | null)[],
): 'noCriticism' | 'criticism' | 'recommendation' | 'criticismWithRecommendation' {
  const criticism = outcomes.includes('criticism');
  const recommendation = outcomes.includes('recommendation');
  if (criticism && recommendation) return 'criticismWithRecommendation';
  return criticism ? 'criticism' : recommendation ? 'recommendation' : 'noCriticism';
}
