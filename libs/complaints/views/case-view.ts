/** The case view of contract.md, section 2: the case state, with its texts, as a caller may see it on a day. */
import { type ComplaintData, type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { workingDaysBetween, type LocalDate } from '../../policy/calendar.js';
import { type Profile } from '../../policy/profile.js';
import { type Caller } from '../../platform/caller.js';
import { type Consequence } from '../write/consequences.js';
import { type LoadedComplaint } from '../write/loaded-complaints.js';
import { standingOf } from '../../case/corrected.js';
import { openExtensionRequests } from '../../case/awaited.js';
import { deadlinesOf, officesOwnKinds } from '../../case/deadlines.js';
import { caseParts, isGone, isToldOrConcluded, type CaseState } from '../../case/case-state.js';
import { assigneeOn } from '../../case/desk.js';
import { type Review } from '../../case/reviews.js';
import { getsLetters, partyOf, representativeOn } from '../../case/parties.js';
import { type CaseTexts, type Person, type Personal } from './case-texts.js';
import {
  suggestionId,
  type Asked,
  type ExtensionRequest,
  type FiledDocument,
  type Hearing,
  type Letter,
  type Part,
} from '../../case/case-parts.js';
import { isSuggestedTo, stateForDepartment } from '../../case/department.js';
import { type ExplainedStep } from './explain.js';
import { stepBehind } from '../steps/steps.js';
import { actsForDepartment, seesWholeOffice } from './visible.js';
import { findingAbout, findingOf, solvedOf } from '../../case/ending.js';
import { answerTitle, letterTitle } from './words.js';

export interface Viewing {
  readonly office: string;
  readonly kept: LoadedComplaint;
  readonly texts: CaseTexts;
  readonly profile: Profile;
  readonly today: LocalDate;
  readonly caller: Caller;
  /** Null before registration, and where the view is of a time before it. */
  readonly number: string | null;
  readonly departments: ReadonlyMap<string, string>;
  /** What a member of the office is called. */
  readonly nameOf: (sub: string) => string;
  readonly path: readonly Walked[];
  readonly steps: readonly ExplainedStep[];
  /** Steps that would have been refused under what was corrected since. */
  readonly consequences: readonly Consequence[];
  readonly links: readonly LinkView[];
  /** What was written, filed and sent before this revision was for another who was taken for whoever complains. */
  readonly named: number;
}

/** A state that the complaint came to, when, and by the event of which revision. */
export interface Walked {
  readonly state: string;
  readonly since: string;
  readonly revision: number;
}
/** The states of a history, in the order in which it came to them; a step that was taken back led nowhere. */
export const pathIn = (events: readonly ComplaintEvent[]): readonly Walked[] =>
  standingOf(events).flatMap(({ from, to, occurredAt, revision }) =>
    from === to ? [] : [{ state: to, since: occurredAt, revision }],
  );

/** Another case that the caller may open; `out`: linked from here, `in`: from there. */
export interface LinkView {
  readonly to: string;
  readonly number: string | null;
  readonly kind: string;
  readonly on: LocalDate;
  readonly direction: 'out' | 'in';
}

/** A document under quarantine or erased keeps its entry: filing is a duty (H26), reading it is not. */
const readable = ({ quarantined, erased }: FiledDocument, { shredded }: CaseState): boolean =>
  !quarantined && !erased && !shredded;

function partView(part: Part, caseState: CaseState, texts: CaseTexts, phase: string) {
  const {
    id,
    topic,
    department,
    eventStart,
    eventEnd,
    admissible,
    ground,
    body,
    forwarded,
    ageLimit,
    waived,
    inScope,
    outcome,
    position,
  } = part;
  return {
    id,
    topic,
    department,
    eventStart,
    eventEnd,
    admissible,
    ground,
    body,
    forwarded,
    ageLimit: ageLimit && { ...ageLimit, waived },
    inScope,
    outcome,
    ...(outcome === null || isGone(part) ? {} : texts.outcome(id)),
    position,
    ...foundOf(part, caseState),
    ...(phase === 'case' ? { inCase: caseParts(caseState).includes(part) } : {}),
  };
}

/** What the last closing found about a part, where it found anything. */
function foundOf({ id }: Pick<Part, 'id'>, { decisions, closedAt }: CaseState) {
  const decision = closedAt === null ? undefined : decisions.findLast(({ part }) => part === id);
  const finding = decision && findingAbout(decision);
  return finding ? { finding } : {};
}

/** The whole view; `viewFor` cuts it to what the caller may see. */
function wholeView(viewing: Viewing) {
  const { office, kept, texts, profile, today, number, departments, nameOf, path, steps, links, consequences, named } =
    viewing;
  const ofStranger = (revision: number) => (revision < named ? { ofStranger: true as const } : {});
  const { caseState, situation, revision, position } = kept;
  const phase = caseState.registeredAt === null ? ('preCase' as const) : ('case' as const);
  const person = texts.complainant(caseState);
  return {
    id: kept.stream,
    office,
    number,
    lifecycle: kept.lifecycle.id,
    profile: profile.id,
    profileHash: caseState.pinned?.profileHash,
    revision,
    position: position.toString(),
    phase,
    state: situation.state,
    path,
    outcome: caseState.outcome,
    solved: solvedOf(caseState),
    finding: findingOf(caseState),
    cycle: caseState.cycle,
    receivedOn: caseState.received?.receivedOn,
    channel: caseState.received?.channel || undefined,
    registeredAt: caseState.registeredAt,
    closedAt: caseState.closedAt,
    principled: caseState.principled,
    ownInitiative: caseState.ownInitiative !== null,
    assignee: assigneeView(caseState, today, nameOf),
    handling: handlingView(caseState, texts, nameOf),
    title: texts.title(caseState),
    summary: texts.summary(caseState),
    ...(summaryIsStrangers(caseState, named) ? { summaryOfStranger: true as const } : {}),
    parts: caseState.parts.map((part) => partView(part, caseState, texts, phase)),
    deadlines: deadlinesOf(caseState, profile, today),
    referrals: caseState.referrals.map((referral) => ({
      department: referral.department,
      parts: referral.parts,
      questions: texts.questions(referral),
      sentOn: referral.sentOn,
      due: referral.due,
      reminders: referral.reminders,
      extensions: referral.extensions ?? [],
      recalled: referral.calledBack,
      declined: referral.declined && {
        on: referral.declined.on,
        suggested: referral.declined.suggested,
        text: texts.at(referral.declined.revision).text,
      },
      answeredOn: referral.answeredOn,
      directToCitizen: referral.directToCitizen,
      finding: referral.finding,
      forwardedOn: referral.forwardedOn,
      workingDays:
        referral.answeredOn === null
          ? null
          : workingDaysBetween(referral.sentOn, referral.answeredOn, profile.settings.calendar.value),
    })),
    extensionRequests: caseState.extensionRequests.map((request) => extensionRequestView(request, caseState, texts)),
    informationRequests: caseState.informationRequests.map(({ withdrawn: _, asked, status, ...request }) => ({
      ...request,
      status: status === 'open' && (caseState.closedAt !== null || hasEnded(asked)) ? ('ended' as const) : status,
      ...(asked && askedView(asked)),
    })),
    hearings: caseState.hearings.map((hearing) => hearingView(hearing, texts)),
    erasureRequests: caseState.erasureRequests.map(({ id, of, document, requestedOn, due, status }) => ({
      id,
      of,
      document,
      requestedOn,
      due,
      status,
    })),
    holds: caseState.holds,
    consent: {
      status: caseState.consent.status,
      scopes: caseState.consent.scopes.map(({ revision: words, ...scope }) => ({
        ...scope,
        text: words === undefined ? undefined : texts.at(words).text,
      })),
    },
    letters: caseState.letters.map((letter, n) => ({
      n,
      kind: letter.kind,
      to: letter.to,
      department: letter.department,
      party: letter.party,
      date: letter.date,
      title: letterTitle(letter, departments),
      ...ofStranger(letter.revision),
    })),
    documents: caseState.documents.map((document) => ({
      id: document.id,
      title: titleOf(document, caseState, texts, departments),
      direction: document.direction,
      date: document.date,
      department: document.department,
      from: document.from,
      to: document.to,
      quarantined: document.quarantined,
      readable: readable(document, caseState),
      ...ofStranger(document.revision),
    })),
    notes: caseState.notes.map(({ revision: at, occurredAt, recordedAt }) => ({
      text: texts.note(at),
      occurredAt,
      recordedAt,
    })),
    contacts: texts.contacts(),
    meetings: texts.meetings(),
    assessment: texts.assessment(),
    complainant:
      caseState.registeredAt === null || caseState.ownInitiative !== null || person === null
        ? null
        : { type: caseState.received?.complainantType, ...person },
    parties: partiesView(caseState, texts, today),
    representative: representativeView(caseState, texts, today),
    settlement: settlementView(caseState, texts),
    mediation: mediationView(caseState, texts),
    followUp: caseState.followUp.map(({ part, position, on, revision: at }) => ({
      part,
      position,
      reason: texts.at(at).reason,
      on,
    })),
    recommendations: caseState.recommendations.map(({ revision: at, statusRevision, ...recommendation }) => ({
      ...recommendation,
      text: texts.at(at).text,
      evidence: statusRevision === undefined ? undefined : texts.at(statusRevision).evidence,
    })),
    tasks: caseState.tasks,
    reviews: caseState.reviews.map((review) => reviewView(review, viewing)),
    links,
    suggestions: caseState.suggestions.map((suggestion, index) => ({
      id: suggestionId(index),
      topic: suggestion.topic,
      department: suggestion.department,
      text: suggestion.revision === undefined ? undefined : texts.at(suggestion.revision).text,
      recordedOn: suggestion.recordedOn,
      forwardedOn: suggestion.forwardedOn,
      withName: suggestion.withName ?? false,
      position: suggestion.position ?? null,
      positionOn: suggestion.positionOn ?? null,
      answer: suggestion.positionRevision === undefined ? undefined : texts.at(suggestion.positionRevision).text,
    })),
    privacy: caseState.shredded
      ? ('shredded' as const)
      : caseState.parties.length > 0
        ? ('identified' as const)
        : ('none' as const),
    corrections: caseState.corrections.flatMap((correction) => correctionView(correction, texts)),
    consequences,
    steps,
  };
}

/**
 * The parties, with what is known of each; `lettersTo`: whether the letters to the citizen go there that day. A citizen
 * learns of the others in the case who they are, not how to reach them, and nothing of one who never was a party.
 */
function partiesView(caseState: CaseState, texts: CaseTexts, today: LocalDate, by: 'office' | 'citizen' = 'office') {
  return caseState.parties
    .filter(({ ended }) => by === 'office' || ended !== 'mistake')
    .map((party) => {
      const { id, role, from, until, ended, authority } = party;
      const person = texts.person(party);
      const told = by === 'office' || role === 'complainant' ? person : nameIn(person);
      return { id, role, from, until, ended, authority, lettersTo: getsLetters(party, today), ...told };
    });
}

/** It was written for another, and nobody has put it right since. */
const summaryIsStrangers = ({ registration, corrections }: CaseState, named: number): boolean =>
  registration !== null &&
  registration.revision < named &&
  !corrections.some(({ corrects, revision }) => corrects === registration.revision && revision > named);

const nameIn = (person: Personal<Person> | undefined) =>
  person !== undefined && 'name' in person ? { name: person.name } : person;

/** Who speaks for the citizen that day. */
function representativeView(caseState: CaseState, texts: CaseTexts, today: LocalDate) {
  const party = representativeOn(caseState, today);
  return party ? { authority: party.authority, ...nameIn(texts.person(party)) } : null;
}

/** Whose case it is that day, and the last day of it for a stand-in. */
function assigneeView({ assigned }: CaseState, today: LocalDate, nameOf: Viewing['nameOf']) {
  const sub = assigneeOn(assigned, today);
  if (sub === null) return null;
  const until = assigned?.until ?? null;
  return { sub, name: nameOf(sub), until: until !== null && today <= until ? until : null };
}

function reviewView({ saidBy, overtaken, to, by, ...review }: Review, { texts, nameOf }: Viewing) {
  return {
    ...review,
    to: { sub: to, name: nameOf(to) },
    by: { sub: by, name: nameOf(by) },
    text: saidBy === undefined ? undefined : texts.at(saidBy).text,
    overtaken: overtaken === true,
  };
}

function handlingView({ handling }: CaseState, texts: CaseTexts, nameOf: Viewing['nameOf']) {
  if (handling === null) return null;
  const { revision, readers, ...rest } = handling;
  return {
    ...rest,
    needs: texts.at(revision).needs,
    readers: readers.map((sub) => ({ sub, name: nameOf(sub) })),
  };
}

/** Steps that record what a citizen sees of the case. */
const citizens: ReadonlySet<string> = new Set([
  'ReceiveInquiry',
  'RecordPart',
  'RegisterCase',
  'GiveConsent',
  'FileDocument',
  'RecordDepartmentAnswer',
]);

function correctionView(correction: CaseState['corrections'][number], texts: CaseTexts) {
  const { revision, corrects, reason, on } = correction;
  const corrected = texts.correction(correction);
  if (!corrected) return [];
  return [{ revision, corrects, name: stepBehind(corrected.event.type), fields: corrected.fields, reason, on }];
}

/** What is the department's own among what was corrected: its answers, and the parts that it was asked about. */
function isOfDepartment(
  { corrects }: CaseState['corrections'][number],
  texts: CaseTexts,
  parts: readonly { readonly id: string }[],
  department: string,
): boolean {
  const {
    department: of,
    part,
    directToCitizen,
  } = texts.at(corrects) as Partial<ComplaintData['DepartmentAnswered']> & {
    readonly part?: string;
  };
  return directToCitizen === undefined ? parts.some(({ id }) => id === part) : of === department;
}

function extensionRequestView(request: ExtensionRequest, caseState: CaseState, texts: CaseTexts) {
  const { department, due, askedOn, status, revision, answeredBy } = request;
  return {
    department,
    due,
    askedOn,
    status: status === 'open' && !openExtensionRequests(caseState).includes(request) ? ('ended' as const) : status,
    text: texts.at(revision).text,
    answer: answeredBy === undefined ? undefined : texts.at(answeredBy).text,
  };
}

const askedView = ({ sentOn, due, reminders, extensions = [], answeredOn }: Asked) => ({
  sentOn,
  due,
  reminders,
  extensions,
  answeredOn,
});

/** Of the citizen, or of the department that is named; what was said to a hearing may stand in the answer. */
function hearingView({ id, department, asked, heardOn, saidBy }: Hearing, texts: CaseTexts) {
  const said = saidBy === undefined ? undefined : texts.at(saidBy);
  return {
    ...(id === undefined ? {} : { id }),
    of: department === undefined ? ('citizen' as const) : ('department' as const),
    ...(department === undefined ? {} : { department }),
    ...(asked && { about: texts.at(asked.revision).about, ...askedView(asked) }),
    status: statusOfHearing(asked, heardOn),
    heardOn,
    statement: said?.statement ?? said?.summary,
  };
}
/** Given up, since the case closed or moved on. */
const hasEnded = (asked: Asked | undefined): boolean => asked !== undefined && asked.endedOn !== null;
function statusOfHearing(asked: Asked | undefined, heardOn: LocalDate | null) {
  if (heardOn !== null) return 'heard' as const;
  if (asked?.recalled) return 'recalled' as const;
  return hasEnded(asked) ? ('ended' as const) : ('open' as const);
}

function settlementView({ settlement }: CaseState, texts: CaseTexts) {
  return (
    settlement && {
      terms: texts.at(settlement.revision).terms,
      acceptedBy: settlement.acceptedBy,
      status: settlement.status,
    }
  );
}

function mediationView({ mediation }: CaseState, texts: CaseTexts) {
  if (mediation === null) return null;
  const { revision, startedIn: _, mediator, ...rest } = mediation;
  return {
    ...rest,
    mediator: mediator && { name: texts.at(mediator.revision).mediatorName, external: mediator.external },
    terms: revision === null ? undefined : texts.at(revision).terms,
  };
}

function titleOf(
  document: FiledDocument,
  caseState: CaseState,
  texts: CaseTexts,
  departments: ReadonlyMap<string, string>,
): unknown {
  // Whoever may not read it may not read what it is called (H24).
  if (document.quarantined) return null;
  if (document.of === 'filed') return texts.at(document.revision).title;
  if (document.of === 'answer') return answerTitle(document.department, departments);
  const letter = caseState.letters[document.of.letter];
  return letter ? letterTitle(letter, departments) : null;
}

type WholeView = ReturnType<typeof wholeView>;
export type CaseView = Partial<Omit<WholeView, 'parts' | 'parties'>> & {
  readonly parties?: readonly (Partial<WholeView['parties'][number]> & { readonly id: string })[];
  readonly parts?: readonly (Partial<WholeView['parts'][number]> & { readonly id: string })[];
};

/**
 * A caller sees what the role may see: a department only what it was asked, a citizen the own case without the office's
 * inner work; and neither what is not decided yet.
 */
export function viewFor(viewing: Viewing): CaseView {
  const view = wholeView(viewing);
  if (seesWholeOffice(viewing.caller)) return view;
  const department = actsForDepartment(viewing.caller);
  return department === undefined ? forCitizen(view, viewing) : forDepartment(view, viewing, department);
}

function forDepartment(view: WholeView, { kept: { caseState }, texts }: Viewing, department: string): CaseView {
  const own = <Entry extends { department?: string | undefined }>(entries: readonly Entry[]): Entry[] =>
    entries.filter((entry) => entry.department === department);
  const {
    id,
    office,
    number,
    lifecycle,
    profile,
    profileHash,
    revision,
    position,
    phase,
    state,
    cycle,
    receivedOn,
    complainant,
    privacy,
    steps,
  } = view;
  const known = stateForDepartment(caseState, department);
  const suggestions = view.suggestions.filter((_, index) =>
    isSuggestedTo(caseState, caseState.suggestions[index]!, department),
  );
  const isAsked = caseState.asked.includes(department);
  const knowsWhose = isAsked || suggestions.some(({ withName }) => withName);
  const whyOf = (id: string) => {
    const { grounds, recommendation } = view.parts.find((part) => part.id === id) ?? {};
    return {
      ...(grounds === undefined ? {} : { grounds }),
      ...(recommendation === undefined ? {} : { recommendation }),
    };
  };
  const parts = known.parts.map(
    ({ id: part, topic, department: of, eventStart, eventEnd, outcome, position: taken }) => ({
      id: part,
      topic,
      // It was asked about it, whosever part it is.
      ...(of === department ? { department: of } : {}),
      eventStart,
      eventEnd,
      outcome,
      ...(outcome === null || of !== department ? {} : whyOf(part)),
      position: outcome === null ? null : taken,
      ...(of === department ? foundOf({ id: part }, caseState) : {}),
    }),
  );
  return {
    id,
    office,
    number: isAsked ? number : null,
    lifecycle,
    profile,
    profileHash,
    revision,
    position,
    phase,
    state,
    outcome: known.outcome,
    cycle,
    receivedOn,
    privacy,
    steps,
    complainant:
      !knowsWhose || !complainant
        ? null
        : 'name' in complainant
          ? { type: complainant.type, name: complainant.name }
          : complainant,
    parties: caseState.parties
      .filter(({ role }) => knowsWhose && role === 'complainant')
      .map((party) => {
        const { id, role, from, until } = party;
        return { id, role, from, until, ...nameIn(texts.person(party)) };
      }),
    parts,
    deadlines: own(view.deadlines),
    referrals: own(view.referrals),
    extensionRequests: own(view.extensionRequests),
    informationRequests: own(view.informationRequests),
    hearings: own(view.hearings),
    letters: view.letters.flatMap(({ ofStranger: _, ...letter }, n) =>
      isLetterOf(caseState, caseState.letters[n]!, department) ? [letter] : [],
    ),
    suggestions,
    documents: [],
    notes: [],
    tasks: [],
    followUp: view.followUp.filter(({ part }) => parts.some((entry) => entry.id === part)),
    corrections: view.corrections
      .filter((correction) => isOfDepartment(correction, texts, parts, department))
      .map(({ fields: { department: _, ...fields }, ...correction }) => ({ ...correction, fields })),
    recommendations: own(view.recommendations).map((each) => ({
      ...each,
      from: each.from.filter((id) => parts.some((entry) => entry.id === id)),
    })),
  };
}

/**
 * The documents of answers that went to the office alone and were not passed on yet, and the papers that these name:
 * the citizen is told that they came, and reads nothing of them (H21).
 */
export function untoldAnswers({ documents, letters }: CaseState, texts: CaseTexts): ReadonlySet<string> {
  const isForwarded = ({ department, revision }: FiledDocument) =>
    letters.some(
      (letter) => letter.kind === 'forwardedAnswer' && letter.department === department && letter.revision > revision,
    );
  return new Set(
    documents.flatMap((document) => {
      if (document.of !== 'answer' || isForwarded(document)) return [];
      const { directToCitizen, file } = texts.at(document.revision) as Partial<ComplaintData['DepartmentAnswered']>;
      return directToCitizen === false ? [document.id, ...(file === undefined ? [] : [file])] : [];
    }),
  );
}

/** The letters to the citizen, and what went to those who are parties beside them. */
export function isCitizens(letter: Pick<Letter, 'to' | 'party'>, caseState: Pick<CaseState, 'parties'>): boolean {
  const party = partyOf(letter, caseState);
  return letter.to === 'citizen' || (party !== undefined && party.ended !== 'mistake');
}

/** A department's own letters; one with a suggestion as it may see that here. */
export function isLetterOf(caseState: CaseState, letter: Letter, department: string): boolean {
  if (letter.department !== department || (letter.to !== 'department' && letter.to !== 'leader')) return false;
  const suggestion = letter.kind === 'suggestion' ? caseState.suggestions[letter.index] : undefined;
  return suggestion === undefined || isSuggestedTo(caseState, suggestion, department);
}

/** What is not the citizen's; what is recommended to the municipality is between the two. */
const officesOwn: ReadonlySet<string> = new Set([
  'assessment',
  'assignee',
  'consequences',
  'contacts',
  'extensionRequests',
  'handling',
  'holds',
  'links',
  'recommendations',
  'reviews',
  'summaryOfStranger',
] satisfies readonly (keyof WholeView)[]);

function forCitizen(view: WholeView, { kept: { caseState }, texts, today }: Viewing): CaseView {
  const shown = Object.entries(view).filter(([field]) => !officesOwn.has(field));
  const untold = untoldAnswers(caseState, texts);
  const silent = caseState.documents.flatMap(({ id, department }) => (untold.has(id) ? [department] : []));
  const documents = view.documents
    .filter(({ direction }) => direction !== 'internal')
    .map((document) => (untold.has(document.id) ? { ...document, readable: false } : document));
  const isOwn = ({ name, corrects }: WholeView['corrections'][number]) =>
    citizens.has(name) && (name !== 'FileDocument' || documents.some(({ id }) => id.startsWith(`${corrects}-`)));
  return {
    ...(Object.fromEntries(shown) as CaseView),
    parts: view.parts.map(({ grounds: _grounds, recommendation: _recommendation, ...part }, index) =>
      isToldOrConcluded(caseState, caseState.parts[index]!) ? part : { ...part, outcome: null },
    ),
    notes: [],
    meetings: view.meetings.map((meeting) => ({ ...meeting, note: undefined })),
    tasks: [],
    steps: [],
    referrals: view.referrals.map((referral) => ({
      ...referral,
      finding: silent.includes(referral.department) ? undefined : referral.finding,
      declined: undefined,
    })),
    // What was filed and sent for another who was taken for them is none of theirs.
    letters: view.letters.filter((letter) => isCitizens(letter, caseState) && letter.ofStranger === undefined),
    documents: documents.filter(({ id, ofStranger }) => {
      const of = caseState.documents.find((document) => document.id === id)?.of;
      const letter = typeof of === 'object' ? caseState.letters[of.letter] : undefined;
      return ofStranger === undefined && (letter?.party === undefined || isCitizens(letter, caseState));
    }),
    parties: partiesView(caseState, texts, today, 'citizen'),
    deadlines: view.deadlines.filter(({ kind }) => !officesOwnKinds.has(kind)),
    hearings: view.hearings.filter(({ of }) => of === 'citizen'),
    // What the department makes of it is for the office to tell.
    suggestions: view.suggestions.map((suggestion) => ({ ...suggestion, answer: undefined })),
    corrections: view.corrections.filter(isOwn).map(({ fields, ...correction }) => {
      // What a department wrote reaches the citizen by letter, or not at all.
      const { summary: _, ...coded } = fields as { readonly summary?: unknown };
      return { ...correction, fields: correction.name === 'RecordDepartmentAnswer' ? coded : fields };
    }),
  };
}
