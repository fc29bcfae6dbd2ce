/**
 * What each role sees of a case, in every state, with a mark in every personal field: the exact keys, and no mark that
 * is not the role's (contract.md, section 2). What is whose is read off the events here, not off the code of the view.
 */
import { conclusions } from '../../../event-schemas/complaint/codes.js';
import { complaintEvents, type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { foldCase } from '../../case/evolve.js';
import { namedSince } from '../../case/parties.js';
import { type Caller, type Role } from '../../platform/caller.js';
import { localDateOf } from '../../policy/calendar.js';
import { answeredBy, caseUnder, consented, given, on, referredToBoth, sent, type Story } from '../testing/given.js';
import { wander } from '../testing/wandering.js';
import { type LoadedComplaint } from '../write/loaded-complaints.js';
import { retrace } from '../write/retracing.js';
import { CaseTexts } from './case-texts.js';
import { pathIn, viewFor, type CaseView } from './case-view.js';
import { explain } from './explain.js';
import { consequencesOf } from '../write/consequences.js';
import { maySee } from './visible.js';

const departments = ['jobcenter', 'borgerservice', 'socialafdelingen'] as const;
type Department = (typeof departments)[number];

/** A mark says which field of which event it stands in: `§3 CaseRegistered.summary§`. */
const markOf = ({ revision, type }: ComplaintEvent, path: string) => `§${revision} ${type}.${path}§`;
const persons: { readonly [field: string]: readonly string[] } = {
  complainant: ['name', 'cpr', 'cvr', 'address', 'email', 'phone'],
  representative: ['name'],
  person: ['name', 'cpr', 'cvr', 'address', 'email', 'phone', 'language', 'interpreter', 'channel', 'exempt'],
};
/** The event with a mark in every personal field that it may have, there or not. */
function marked(event: ComplaintEvent): ComplaintEvent {
  let data: { readonly [field: string]: unknown } = { ...event.data };
  for (const path of Object.keys(complaintEvents[event.type].personal)) {
    const [list, field] = path.split('[].') as [string, string?];
    if (field !== undefined)
      data = {
        ...data,
        [list]: (data[list] as readonly object[]).map((entry, index) => ({
          ...entry,
          [field]: markOf(event, `${list}.${index}.${field}`),
        })),
      };
    else if (path.includes('.')) {
      // Of a correction: what was not corrected is not there.
      const [record, text] = path.split('.') as [string, string];
      const texts = data[record] as object | undefined;
      if (texts && text in texts) data = { ...data, [record]: { ...texts, [text]: markOf(event, path) } };
    } else
      data = {
        ...data,
        [path]: persons[path]
          ? Object.fromEntries(persons[path].map((name) => [name, markOf(event, `${path}.${name}`)]))
          : markOf(event, path),
      };
  }
  return { ...event, data } as unknown as ComplaintEvent;
}

interface Moment {
  readonly events: readonly ComplaintEvent[];
  readonly kept: LoadedComplaint;
  readonly story: Story;
}
/** Where the story stood after each event that moved it, and at its end. */
function momentsOf(story: Story): readonly Moment[] {
  const events = story.events.map(marked);
  return events.flatMap((event, index) => {
    if (event.from === event.to && index < events.length - 1 && index % 7 !== 0) return [];
    const past = events.slice(0, index + 1);
    const { lifecycle, keyed, actors } = story.kept;
    const kept: LoadedComplaint = {
      stream: 'story',
      revision: index,
      position: BigInt(index),
      situation: retrace(past).situation,
      caseState: foldCase('story', past),
      lifecycle,
      keyed,
      actors,
    };
    return [{ events: past, kept, story }];
  });
}
const callerOf = (role: Role, more: Partial<Caller> = {}): Caller => ({
  sub: 'somebody',
  name: 'Somebody',
  office: 'office',
  roles: [role],
  ...more,
});
function seenBy(caller: Caller, { events, kept, story }: Moment): CaseView {
  const today = localDateOf(Date.parse(events.at(-1)!.recordedAt));
  const evaluation = {
    standing: kept,
    lifecycle: kept.lifecycle,
    profile: story.profile,
    today,
    sub: caller.sub,
    roles: caller.roles,
  };
  const view = viewFor({
    office: 'office',
    kept,
    texts: new CaseTexts(events),
    profile: story.profile,
    today,
    caller,
    number: kept.caseState.registeredAt === null ? null : '2026-0001',
    departments: new Map(departments.map((key) => [key, key.toUpperCase()])),
    nameOf: (sub) => sub.toUpperCase(),
    links: [],
    named: namedSince(kept.caseState),
    path: pathIn(events),
    steps: explain(evaluation, { department: caller.department }),
    consequences: consequencesOf(events, () => story.profile),
  });
  return JSON.parse(JSON.stringify(view)) as CaseView;
}
const marksIn = (view: CaseView): readonly string[] => [...new Set(JSON.stringify(view).match(/§[^§]+§/g) ?? [])];
/** Every key that stands anywhere in these entries, once. */
const keysOf = (entries: readonly object[]) => [...new Set(entries.flatMap((entry) => Object.keys(entry)))].sort();

/** What the parts have been found to be, as the citizen was told or the case was concluded: read off the events. */
function decidedIn(events: readonly ComplaintEvent[]): ReadonlyMap<string, string> {
  const [found, scope, decided] = [new Map<string, string>(), new Set<string>(), new Map<string, string>()];
  const concluded = new Set<string>();
  const begin = (parts: readonly string[]) => {
    scope.clear();
    for (const part of parts) scope.add(part);
  };
  const settle = () => {
    for (const part of scope) if (found.has(part)) decided.set(part, found.get(part)!);
  };
  for (const { type, data, from } of events) {
    if (type === 'InvestigationOpened' || (type === 'ConsentGivenForExamination' && from === 'awaitingConsent')) {
      begin(data.scope);
      for (const part of data.scope) if (found.get(part) !== 'directed') decided.delete(part);
    } else if (type === 'ScopeChanged' || type === 'ConsentGivenForExamination') begin(data.scope);
    else if (type === 'OwnInitiativeOpened') begin(['A']);
    else if (type === 'OutcomeRecorded') {
      found.set(data.part, data.outcome);
      concluded.delete(data.part);
      // What was told before holds no longer, until it is told again.
      if (decided.get(data.part) !== data.outcome) decided.delete(data.part);
    } else if (type === 'PartTakenElsewhere' || type === 'LastPartTakenElsewhere') {
      found.set(data.part, 'directed');
      decided.set(data.part, 'directed');
    } else if (type === 'PartWithdrawn' || type === 'LastPartWithdrawn') {
      found.set(data.part, 'withdrawnByCitizen');
      decided.set(data.part, 'withdrawnByCitizen');
    } else if (type === 'CitizenNotified' && data.about === 'result') settle();
    else if (type === 'ConcludedWithCriticism' || type === 'ConcludedWithoutCriticism') {
      settle();
      for (const part of scope) concluded.add(part);
    } else if (type.startsWith('ReopenedFor')) {
      // What was found, though told, and never concluded is no result of the next cycle.
      for (const [part, outcome] of found)
        if (!concluded.has(part) && !['directed', 'withdrawnByCitizen'].includes(outcome)) {
          found.delete(part);
          decided.delete(part);
        }
    }
  }
  return decided;
}

const states = [
  'intake',
  'dialogueCheck',
  'guidance',
  'endedWithoutCase',
  'registered',
  'earlyResolution.flexible',
  'earlyResolution.written',
  'mediation',
  'referred',
  'answered',
  'investigationAssessment',
  'awaitingConsent',
  'investigating.active',
  'investigating.halted',
  'closed',
];
const wandered = ['horsens@1', 'koebenhavn@1', 'odense@1'].flatMap((profile, office) =>
  Array.from({ length: 14 }, (_, n) => wander(500 * office + n + 1, profile, 70)),
);
/** The answers came while a mediation ran that came to nothing. */
const answeredMeanwhile = given(
  ...caseUnder('odense@1'),
  referredToBoth,
  sent('OfferMediation'),
  sent('AnswerMediationOffer', { by: 'citizen', accepted: true }),
  sent('AnswerMediationOffer', { by: 'department', accepted: true }),
  sent('StartMediation'),
  answeredBy('jobcenter'),
  answeredBy('borgerservice'),
  sent('EndMediation', { agreement: false }),
).under('odense@1').story;
const stories = [...wandered, answeredMeanwhile];
const criteria = { citizenBenefit: 'high', improvement: 'high', overall: 'justified' } as const;
/** A case with everything in it: what a wandering story comes to by luck alone is here for certain. */
const everything = given(
  ...caseUnder('odense@1'),
  sent('RecordSuggestion', { topic: 'letterLanguage', department: 'jobcenter' }),
  sent('OfferMediation'),
  sent('StartEarlyResolution', { mode: 'flexible' }),
  sent('RecordContact', { department: 'jobcenter', with: 'leader', outcome: 'offer', note: 'Ja' }),
  sent('ProposeSettlement', { terms: 'Et møde', compromisesRights: false }),
  sent('RejectSettlement', { by: 'citizen' }),
  referredToBoth,
  answeredBy('jobcenter', false),
  answeredBy('borgerservice'),
  sent('FileDocument', { title: 'Et internt udkast', direction: 'internal', date: '2026-03-02' }),
  sent('RecordNote', { text: 'Ringede' }),
  sent('RequestCloserLook'),
  sent('GiveConsent', { purpose: 'closerExamination', departments: ['jobcenter', 'borgerservice'] }),
  sent('OpenInvestigation', { scope: ['A', 'B'], criteria }),
  sent('DeclareConflict', { department: 'borgerservice' }, { sub: 'another' }),
  sent('RequestInformation', { department: 'jobcenter', about: 'Notater' }),
  sent('RequestHearing', { department: 'jobcenter', about: 'Hvad skete der?' }),
  sent('HearDepartment', { department: 'jobcenter', statement: 'Ja' }),
  sent('HearDepartment', { department: 'borgerservice', statement: 'Ja' }),
  sent('HearCitizen', { statement: 'Ja' }),
  sent('RecordOutcome', { part: 'A', outcome: 'criticism', grounds: 'Sen', recommendation: 'Hurtigere' }),
  sent('RecordOutcome', { part: 'B', outcome: 'recommendation', grounds: 'Uklar' }),
  sent('RequestReview', { of: 'outcome', to: 'bo' }),
  sent('RecordReview', { verdict: 'changes', text: 'Kortere' }, { sub: 'bo' }),
  sent('NotifyCitizen', { about: 'result' }),
  sent('ForwardAnswerToCitizen', { department: 'jobcenter' }),
  sent('Conclude'),
  sent('RecordDepartmentPosition', { part: 'A', position: 'declined', reason: 'Nej' }),
  sent('RecordDepartmentPosition', { part: 'B', position: 'declined', reason: 'Nej' }),
  sent('RequestErasure', { of: 'case' }),
  sent('PlaceHold', { reason: 'courtCase' }),
).under('odense@1').story;
const mediated = [true, false].map(
  (agreement) =>
    given(
      ...caseUnder('odense@1'),
      sent('OfferMediation', { mediator: { name: 'Ditte', external: true } }),
      sent('AnswerMediationOffer', { by: 'citizen', accepted: true }),
      sent('AnswerMediationOffer', { by: 'department', accepted: true }),
      sent('StartMediation'),
      sent('EndMediation', { agreement, terms: 'Et møde', ...(agreement ? { compromisesRights: false } : {}) }),
    ).under('odense@1').story,
);
const halted = given(
  ...caseUnder('horsens@1'),
  referredToBoth,
  answeredBy('jobcenter'),
  answeredBy('borgerservice'),
  sent('RequestCloserLook'),
  sent('GiveConsent', { purpose: 'closerExamination', departments: ['jobcenter'] }),
  sent('WithdrawConsent', { channel: 'phone' }),
).under('horsens@1').story;
const guided = given(sent('ReceiveInquiry', { channel: 'phone' }), sent('GiveGuidance', { codes: ['dialogue'] })).under(
  'horsens@1',
).story;
const filed = given(
  ...caseUnder('horsens@1'),
  sent('FileDocument', { title: 'Brevet', direction: 'in', date: '2026-03-02' }),
  sent('FileDocument', { title: 'Et udkast', direction: 'internal', date: '2026-03-02' }),
).under('horsens@1').story;
/** Both papers put right, the citizen's and the office's own. */
const putRight = [1, 2].reduce(
  (story, back) =>
    story.do('CorrectRecord', {
      revision: filed.events.length - back,
      fields: { title: 'Brevet fra jobcenteret' },
      reason: 'typing',
    }),
  filed,
);
/** Others stand beside the one who complains, one of them by mistake; and what was known of her changes. */
const accompanied = given(
  ...caseUnder('odense@1'),
  sent('AddParty', { role: 'representative', name: 'Ib', authority: 'powerOfAttorney', lettersTo: true }),
  sent('AddParty', { role: 'relative', name: 'Ingen', lettersTo: true }),
  referredToBoth,
  sent('UpdateParty', { party: 'C1', name: 'Ludvigsen', reason: 'misspelt' }),
  sent('UpdateParty', { party: 'P1', phone: '99990044', reason: 'changed' }),
  sent('EndParty', { party: 'P2', reason: 'mistake' }),
).under('odense@1').story;
/** The one who was registered was another person. */
const mistaken = accompanied.do('UpdateParty', { party: 'C1', name: 'Ludvig', reason: 'wrongPerson' });
/** A department that was asked nothing, and one that was, each with a suggestion from the case that names nobody. */
const suggested = [false, true].map(
  (withName) =>
    given(
      ...caseUnder('odense@1'),
      consented('shareName', ['jobcenter', 'socialafdelingen']),
      sent('RecordSuggestion', { topic: 'letterLanguage', department: 'jobcenter', text: 'Skriv kortere' }),
      sent('RecordSuggestion', { topic: 'letterLanguage', department: 'socialafdelingen', text: 'Skriv oftere' }),
      sent('ForwardSuggestion', { withName }),
      referredToBoth,
      sent('RecordSuggestionPosition', { suggestion: 'S2', position: 'noted', text: 'Godt' }),
    ).under('odense@1').story,
);
const told = [...stories, everything, halted, guided, putRight, accompanied, mistaken, ...mediated, ...suggested];
const moments = told.flatMap(momentsOf);

it('there is a case in every state', () => {
  expect([...new Set(moments.map(({ kept }) => kept.situation.state))].sort()).toEqual([...states].sort());
});

describe('a department', () => {
  const looks = moments.flatMap((moment) =>
    departments
      .map((department) => ({ moment, department, caller: callerOf('department', { department }) }))
      .filter(({ caller }) => maySee(caller, moment.kept.caseState)),
  );
  const seen = looks.map((look) => ({ ...look, view: seenBy(look.caller, look.moment) }));
  /** The parts that a letter to it named; or, of its own, those examined while it was heard or asked. */
  const askedAbout = ({ events }: Moment, department: Department) => {
    const letters = events.flatMap(({ data }) =>
      'referrals' in data ? data.referrals.filter((each) => each.department === department) : [],
    );
    return new Set(letters.flatMap(({ parts }) => parts));
  };

  it('sees these keys and no other', () => {
    expect(keysOf(seen.map(({ view }) => view))).toEqual([
      'complainant',
      'corrections',
      'cycle',
      'deadlines',
      'documents',
      'extensionRequests',
      'followUp',
      'hearings',
      'id',
      'informationRequests',
      'letters',
      'lifecycle',
      'notes',
      'number',
      'office',
      'outcome',
      'parties',
      'parts',
      'phase',
      'position',
      'privacy',
      'profile',
      'profileHash',
      'receivedOn',
      'recommendations',
      'referrals',
      'revision',
      'state',
      'steps',
      'suggestions',
      'tasks',
    ]);
    expect(keysOf(seen.flatMap(({ view }) => view.complainant ?? []))).toEqual(['name', 'type']);
    expect(keysOf(seen.flatMap(({ view }) => view.parties!))).toEqual(['from', 'id', 'name', 'role', 'until']);
    expect(new Set(seen.flatMap(({ view }) => view.parties!.map(({ role }) => role)))).toEqual(
      new Set(['complainant']),
    );
    expect(keysOf(seen.flatMap(({ view }) => view.parts!))).toEqual([
      'department',
      'eventEnd',
      'finding',
      'grounds',
      'id',
      'outcome',
      'position',
      'recommendation',
      'topic',
    ]);
    expect(keysOf(seen.flatMap(({ view }) => view.deadlines!))).toEqual([
      'department',
      'due',
      'kind',
      'status',
      'workingDays',
    ]);
    expect(keysOf(seen.flatMap(({ view }) => view.referrals!))).toEqual([
      'answeredOn',
      'declined',
      'department',
      'directToCitizen',
      'due',
      'extensions',
      'finding',
      'forwardedOn',
      'parts',
      'questions',
      'recalled',
      'reminders',
      'sentOn',
      'workingDays',
    ]);
    expect(keysOf(seen.flatMap(({ view }) => view.informationRequests!))).toEqual([
      'answeredOn',
      'department',
      'due',
      'extensions',
      'id',
      'reminders',
      'sentOn',
      'status',
    ]);
    expect(keysOf(seen.flatMap(({ view }) => view.hearings!))).toEqual([
      'about',
      'answeredOn',
      'department',
      'due',
      'extensions',
      'heardOn',
      'id',
      'of',
      'reminders',
      'sentOn',
      'statement',
      'status',
    ]);
    expect(keysOf(seen.flatMap(({ view }) => view.letters!))).toEqual([
      'date',
      'department',
      'kind',
      'n',
      'title',
      'to',
    ]);
    expect(keysOf(seen.flatMap(({ view }) => view.followUp!))).toEqual(['on', 'part', 'position', 'reason']);
    for (const { view } of seen) expect([view.documents, view.notes, view.tasks]).toEqual([[], [], []]);
  });

  it('sees of all that was written the questions put to it, who complains, what it answered itself, why it asked for more time and what was said to that, why the matter is not its own, what it was asked and said in a hearing, and what was found about its own parts', () => {
    for (const { view, department, moment } of seen) {
      const own = new Set(view.parts!.map(({ id }) => id));
      for (const mark of marksIn(view)) {
        const [, revision, field] = /§(\d+) \w+\.(.+)§/.exec(mark)!;
        const { type, data } = moment.events[Number(revision)]!;
        const isAsked =
          'referrals' in data && data.referrals[Number(/\d+/.exec(field!)?.[0])]?.department === department;
        const isOwnReason = type === 'DepartmentPositionRecorded' && own.has(data.part);
        const isOwnWish =
          (type === 'ExtensionRequested' || type === 'ExtensionDeclined' || type === 'ReferralDeclined') &&
          data.department === department;
        const isOwnHearing =
          (type === 'HearingRequested' || type === 'DepartmentHeard' || type === 'LaterAnswerRecorded') &&
          data.department === department;
        const answer =
          type === 'CaseRecordCorrected'
            ? (moment.events[data.revision]?.data as {
                readonly department?: string;
                readonly directToCitizen?: boolean;
              })
            : undefined;
        const isOwnAnswer = answer?.directToCitizen !== undefined && answer.department === department;
        const knowsWhose = moment.kept.caseState.asked.includes(department);
        const isName =
          ((type === 'CaseRegistered' && field === 'complainant.name') ||
            (type === 'PartyUpdated' && data.party === 'C1' && field === 'person.name')) &&
          (knowsWhose || view.suggestions!.some(({ withName }) => withName));
        const passedOn = moment.events.find(
          (event) => event.type.startsWith('SuggestionForwarded') && event.revision > Number(revision),
        );
        const isOwnSuggestion =
          (type === 'NamelessSuggestionRecorded' || type === 'SuggestionRecordedInCase') &&
          data.department === department &&
          passedOn !== undefined &&
          (!knowsWhose || (passedOn.data as { readonly withName: boolean }).withName);
        const isPosition =
          type === 'SuggestionPositionRecorded' && view.suggestions!.some(({ id }) => id === data.suggestion);
        const isOfSuggestion = isOwnSuggestion || isPosition;
        const isOwnResult =
          type === 'OutcomeRecorded' &&
          view.parts!.some((part) => part.id === data.part && part.outcome !== null && part.department === department);
        expect([
          mark,
          isAsked || isOwnReason || isOwnWish || isOwnHearing || isOwnAnswer || isName || isOwnResult || isOfSuggestion,
        ]).toEqual([mark, true]);
      }
    }
  });

  it('sees no part that it was not asked about, and nothing that names another department', () => {
    for (const { view, department, moment } of seen) {
      const named = askedAbout(moment, department);
      const { parts, informationRequests, heard, decisions } = moment.kept.caseState;
      const examined =
        heard.departments.includes(department) ||
        informationRequests.some((request) => request.department === department) ||
        moment.events.some(({ type, data }) => type === 'HearingRequested' && data.department === department);
      for (const { id } of view.parts!) {
        const part = parts.find((each) => each.id === id)!;
        const isDecided = decisions.some((each) => each.part === id && each.examined);
        const may = named.has(id) || (part.department === department && ((examined && part.inScope) || isDecided));
        expect([id, may]).toEqual([id, true]);
      }
      for (const id of named) expect(view.parts!.map((each) => each.id)).toContain(id);
      const { steps: _, ...rest } = view;
      for (const other of departments)
        if (other !== department) expect(JSON.stringify(rest).toLowerCase()).not.toContain(other);
    }
  });

  it('sees an outcome once it was told or concluded, and what was found of the case as a whole where it has a share in it', () => {
    let undecided = 0;
    for (const { view, moment } of seen) {
      const decided = decidedIn(moment.events);
      for (const { id, outcome, position } of view.parts!) {
        const whole = moment.kept.caseState.parts.find((part) => part.id === id)!;
        if (whole.outcome !== null && !decided.has(id)) undecided += 1;
        expect([id, outcome]).toEqual([id, whole.outcome === null ? null : (decided.get(id) ?? null)]);
        if (outcome === null) expect(position).toBeNull();
      }
      const whole = moment.kept.caseState.outcome;
      const isConclusion = (conclusions as readonly (string | null)[]).includes(whole);
      const hasShare = view.parts!.some(({ outcome }) => outcome !== null && outcome !== 'withdrawnByCitizen');
      expect(view.outcome).toBe(isConclusion && !hasShare ? null : whole);
    }
    expect(undecided).toBeGreaterThan(5);
  });

  it('sees of a case that only a suggestion came from that suggestion, and whose it is by consent alone (H11, O12)', () => {
    const [nameless, named] = suggested.map((story) => momentsOf(story).at(-1)!);
    const of = (moment: Moment, department: Department) => seenBy(callerOf('department', { department }), moment);
    expect(of(nameless!, 'socialafdelingen')).toMatchObject({
      number: null,
      complainant: null,
      parts: [],
      suggestions: [{ id: 'S2', position: 'noted' }],
      letters: [{ kind: 'suggestion' }],
    });
    expect(of(nameless!, 'jobcenter')).toMatchObject({
      number: '2026-0001',
      suggestions: [],
      letters: [{ kind: 'referral' }],
    });
    expect(of(named!, 'socialafdelingen')).toMatchObject({ number: null, suggestions: [{ id: 'S2', withName: true }] });
    expect(of(named!, 'socialafdelingen').complainant).not.toBe(null);
    expect(of(named!, 'jobcenter')).toMatchObject({ suggestions: [{ id: 'S1', withName: true }] });
  });

  it('is told of no step that is not its own, and of none why it is not open', () => {
    const steps = seen.flatMap(({ view }) => view.steps!);
    expect([...new Set(steps.map(({ name }) => name))].sort()).toEqual([
      'DeclineReferral',
      'RecordDepartmentAnswer',
      'RecordDepartmentPosition',
      'RecordSuggestionPosition',
      'RequestExtension',
    ]);
    expect(steps.filter(({ allowed, refusals }) => !allowed || refusals.length > 0)).toEqual([]);
  });

  it('may take a position on a criticism of its own, and learns of none of another’s', () => {
    const [own, other] = (['jobcenter', 'borgerservice'] as const).map((department) => {
      const { story } = given(
        ...caseUnder('koebenhavn@1'),
        referredToBoth,
        answeredBy('jobcenter'),
        answeredBy('borgerservice'),
        sent('RequestCloserLook'),
        sent('OpenInvestigation', { scope: ['A'], criteria }),
        sent('HearDepartment', { department: 'jobcenter', statement: 'Ja' }),
        sent('HearCitizen', { statement: 'Ja' }),
        sent('RecordOutcome', { part: 'A', outcome: 'criticism', grounds: 'Sen' }),
        sent('NotifyCitizen', { about: 'result' }),
        sent('Conclude'),
      ).under('koebenhavn@1');
      return seenBy(callerOf('department', { department }), momentsOf(story).at(-1)!);
    });
    const namesOf = (view: CaseView) => view.steps!.map(({ name }) => name);
    expect([namesOf(own!), own!.parts!.map(({ outcome }) => outcome), own!.outcome]).toEqual([
      ['RecordDepartmentAnswer', 'RecordDepartmentPosition'],
      ['criticism'],
      'criticism',
    ]);
    expect([namesOf(other!), other!.parts!.map(({ outcome }) => outcome), other!.outcome]).toEqual([
      ['RecordDepartmentAnswer'],
      [null],
      null,
    ]);
  });
});

describe('a citizen', () => {
  const who = callerOf('citizen', { complaint: 'story' });
  const seen = moments.map((moment) => ({ moment, view: seenBy(who, moment) }));

  it('sees these keys and no other', () => {
    expect(keysOf(seen.map(({ view }) => view))).toEqual([
      'channel',
      'closedAt',
      'complainant',
      'consent',
      'corrections',
      'cycle',
      'deadlines',
      'documents',
      'erasureRequests',
      'finding',
      'followUp',
      'hearings',
      'id',
      'informationRequests',
      'letters',
      'lifecycle',
      'mediation',
      'meetings',
      'notes',
      'number',
      'office',
      'outcome',
      'ownInitiative',
      'parties',
      'parts',
      'path',
      'phase',
      'position',
      'principled',
      'privacy',
      'profile',
      'profileHash',
      'receivedOn',
      'referrals',
      'registeredAt',
      'representative',
      'revision',
      'settlement',
      'solved',
      'state',
      'steps',
      'suggestions',
      'summary',
      'tasks',
    ]);
    for (const { view } of seen) expect([view.notes, view.tasks, view.steps]).toEqual([[], [], []]);
  });

  it('reads what is the citizen’s, what was agreed and what was sent; of the office’s own writing nothing', () => {
    const read = new Set(seen.flatMap(({ view }) => marksIn(view)).map((mark) => /\w+\.[\w.]+/.exec(mark)![0]));
    expect(
      [...read]
        .map((field) => field.replace(/\.\d+\./, '.').replace('MediationFailedOnAnswer', 'MediationFailed'))
        .filter(unique)
        .sort(),
    ).toEqual([
      'CaseRecordCorrected.ofComplainant.summary',
      'CaseRecordCorrected.ofDocument.title',
      'CaseReferred.referrals.questions',
      'CaseRegistered.complainant.address',
      'CaseRegistered.complainant.cpr',
      'CaseRegistered.complainant.cvr',
      'CaseRegistered.complainant.email',
      'CaseRegistered.complainant.name',
      'CaseRegistered.complainant.phone',
      'CaseRegistered.representative.name',
      'CaseRegistered.summary',
      'CitizenHeard.statement',
      'ConsentGiven.text',
      'ConsentGivenForAssessment.text',
      'ConsentGivenForExamination.text',
      'DepartmentPositionRecorded.reason',
      'DocumentFiled.title',
      'MediationAgreed.terms',
      'MediationFailed.terms',
      'MediationOffered.mediatorName',
      'MoreQuestionsAsked.referrals.questions',
      'NamelessSuggestionRecorded.text',
      'PartyAdded.person.name',
      ...persons.person!.map((field) => `PartyUpdated.person.${field}`).sort(),
      'SettlementProposed.terms',
      'SuggestionRecordedInCase.text',
    ]);
  });

  it('sees who else is in the case and who gets the letters, and nothing more of them', () => {
    const view = seenBy(who, momentsOf(accompanied).at(-1)!);
    // Every event here has all that it may have, a registration a representative too.
    const [own, , other, ...more] = view.parties!;
    expect([Object.keys(own!).length, more]).toEqual([5 + persons.person!.length, []]);
    expect(Object.keys(other!).sort()).toEqual(['authority', 'from', 'id', 'lettersTo', 'name', 'role', 'until']);
    expect(view.letters!.map(({ to }) => to)).toEqual(['citizen', 'representative', 'citizen', 'representative']);
    expect(JSON.stringify(view)).not.toContain('P2');
  });

  it('is told of no day that is between the office and the municipality, or between two of the office', () => {
    const story = given(
      ...caseUnder('koebenhavn@1'),
      sent('FlagPrincipled', { reason: 'affectsMany' }),
      sent('OpenInvestigation', { scope: ['A', 'B'], criteria }),
      sent('RequestInformation', { department: 'jobcenter', about: 'Notater' }),
      sent('RequestHearing', { department: 'jobcenter', about: 'Hvad skete der?' }),
      sent('RecordRecommendation', { to: 'municipality', text: 'Svar hurtigere', due: '2026-12-01' }),
      sent('RequestReview', { of: 'letter', to: 'bo' }),
    ).under('koebenhavn@1').story;
    const kindsFor = (caller: Caller) =>
      seenBy(caller, momentsOf(story).at(-1)!)
        .deadlines!.map(({ kind }) => kind)
        .filter(unique);
    const own = ['informationRequest', 'reminder', 'acknowledgement', 'rights', 'status'];
    expect(kindsFor(who)).toEqual(own);
    expect(kindsFor(callerOf('adviser')).filter((kind) => !own.includes(kind))).toEqual([
      'hearing',
      'followUp',
      'review',
    ]);
  });

  it('reads nothing of somebody else who was taken for them', () => {
    const moment = momentsOf(mistaken).at(-1)!;
    for (const caller of [who, callerOf('department', { department: 'jobcenter' }), callerOf('head')]) {
      const read = marksIn(seenBy(caller, moment)).filter((mark) => /complainant|person/.test(mark));
      const revisions = read.map((mark) => Number(/§(\d+)/.exec(mark)![1]));
      expect(revisions).not.toContain(mistaken.events.find(({ type }) => type === 'CaseRegistered')!.revision);
      expect(revisions).toContain(mistaken.events.length - 1);
    }
  });

  it('sees nothing undecided: an outcome once it was told or concluded', () => {
    let undecided = 0;
    for (const { view, moment } of seen) {
      const decided = decidedIn(moment.events);
      for (const { id, outcome } of view.parts!) {
        const whole = moment.kept.caseState.parts.find((part) => part.id === id)!;
        if (whole.outcome !== null && !decided.has(id)) undecided += 1;
        expect([id, outcome]).toEqual([id, whole.outcome === null ? null : (decided.get(id) ?? null)]);
      }
      for (const { direction } of view.documents!) expect(direction).not.toBe('internal');
    }
    expect(undecided).toBeGreaterThan(5);
  });
});

describe('the office', () => {
  it('waits for nothing in a closed case: what was asked and not answered has ended', () => {
    const asked = given(
      ...caseUnder('koebenhavn@1'),
      sent('FlagPrincipled', { reason: 'affectsMany' }),
      sent('OpenInvestigation', { scope: ['A', 'B'], criteria }),
      sent('RequestInformation', { department: 'jobcenter', about: 'Notater' }),
      sent('RequestHearing', { department: 'jobcenter', about: 'Hvad skete der?' }),
      sent('RequestExtension', { department: 'jobcenter', due: '2026-12-01' }),
    ).under('koebenhavn@1').story;
    const statuses = (story: Story) => {
      const view = seenBy(callerOf('adviser'), momentsOf(story).at(-1)!);
      return [view.informationRequests!, view.hearings!, view.extensionRequests!].flat().map(({ status }) => status);
    };
    expect(statuses(asked)).toEqual(['open', 'open', 'open']);
    const closed = asked.do('WithdrawComplaint');
    expect(statuses(closed)).toEqual(['ended', 'ended', 'ended']);
    expect(statuses(closed.do('ReopenCase', { reason: 'closerLook' }))).toEqual(['ended', 'ended', 'ended']);
  });

  it('sees these keys and no other, and of what is under quarantine not even the title', () => {
    const seen = moments.map((moment) => seenBy(callerOf('head'), moment));
    expect(keysOf(seen)).toEqual([
      'assessment',
      'assignee',
      'channel',
      'closedAt',
      'complainant',
      'consent',
      'consequences',
      'contacts',
      'corrections',
      'cycle',
      'deadlines',
      'documents',
      'erasureRequests',
      'extensionRequests',
      'finding',
      'followUp',
      'handling',
      'hearings',
      'holds',
      'id',
      'informationRequests',
      'letters',
      'lifecycle',
      'links',
      'mediation',
      'meetings',
      'notes',
      'number',
      'office',
      'outcome',
      'ownInitiative',
      'parties',
      'parts',
      'path',
      'phase',
      'position',
      'principled',
      'privacy',
      'profile',
      'profileHash',
      'receivedOn',
      'recommendations',
      'referrals',
      'registeredAt',
      'representative',
      'reviews',
      'revision',
      'settlement',
      'solved',
      'state',
      'steps',
      'suggestions',
      'summary',
      'summaryOfStranger',
      'tasks',
    ]);
    const { story } = given(
      ...caseUnder('horsens@1'),
      referredToBoth,
      answeredBy('jobcenter'),
      answeredBy('borgerservice'),
      sent('RequestCloserLook'),
      sent('GiveConsent', { purpose: 'closerExamination', departments: ['jobcenter'] }),
      sent('WithdrawConsent', { channel: 'phone' }),
      on('2026-03-09'),
      sent('FileDocument', { title: 'Notater', direction: 'in', date: '2026-03-09', department: 'jobcenter' }),
    ).under('horsens@1');
    const moment = momentsOf(story).at(-1)!;
    for (const caller of [callerOf('head'), callerOf('auditor'), callerOf('citizen', { complaint: 'story' })]) {
      const view = seenBy(caller, moment);
      expect(view.documents!.at(-1)).toMatchObject({ title: null, quarantined: true, readable: false });
      expect(marksIn(view).filter((mark) => mark.includes('DocumentFiled'))).toEqual([]);
    }
  });
});

const unique = <Entry>(entry: Entry, index: number, all: readonly Entry[]) => all.indexOf(entry) === index;
