/**
 * Random histories of an office over two years, for what counts them: legal courses, with coded values thrown anew so
 * that every dimension has several.
 */
import { type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import { type Envelope } from '../../event-schemas/envelope.js';
import {
  admitted,
  answeredBy,
  caseUnder,
  excluded,
  part,
  profiles,
  received,
  referredToBoth,
  registered as registration,
  satisfied,
  Story,
} from '../../libs/complaints/testing/given.js';
import { commandNames, steps as declared, type CommandName, type Commands } from '../../libs/complaints/steps/steps.js';
import { Office } from '../../libs/complaints/wiring/office.js';
import { readModelsOf } from '../../libs/complaints/wiring/read-models-of.js';
import { seededRandom } from '../../libs/platform/seeded-random.js';
import { wander } from '../../libs/complaints/testing/wandering.js';
import { MemoryLog, MemoryStore } from '../../libs/event-store/memory/memory-store.js';
import { type StoredRecord } from '../../libs/event-store/port.js';
import { randomId } from '../../libs/platform/ids.js';
import { addDays, instantOf, localDateOf } from '../../libs/policy/calendar.js';
import { MemoryKeys } from '../../libs/privacy/memory-keys.js';
import { type ViewsDatabase } from '../../libs/read-models/database/views-database.js';
import { OfficeViews } from '../../libs/read-models/office-views.js';
import { type LogEntry } from '../../libs/read-models/projector.js';

type Loose = Envelope<string, { readonly [field: string]: unknown }>;

/** The tables that reports read, each of a model of this name. */
const counting = new Set([
  'contacts',
  'parts',
  'decisions',
  'cycles',
  'referrals',
  'recommendations',
  'suggestions',
  'exceptions',
  'meetings',
  'activities',
]);
const accessLog = { record: async () => undefined, of: () => [], close: async () => undefined };

export interface RandomOffice {
  readonly office: Office;
  readonly store: MemoryStore;
  readonly keys: MemoryKeys;
  /** In the order of the log, personal fields sealed. */
  readonly events: readonly ComplaintEvent[];
  /** One more history, at the end of the log. */
  grow(seed: number): Promise<void>;
  open(db: ViewsDatabase): Promise<OfficeViews>;
  /** Brings the views up to this position of the log, or to its end. */
  follow(views: OfficeViews, upTo?: bigint): Promise<void>;
}

export async function randomOffice(
  seed: number,
  profile: string,
  streams: number,
  { steps = 45, all = false }: { readonly steps?: number; readonly all?: boolean } = {},
): Promise<RandomOffice> {
  const [keys, roll] = [new MemoryKeys('horsens'), seededRandom(seed)];
  const store = new MemoryStore(new MemoryLog());
  const office = new Office(
    { key: 'horsens', name: { da: 'Kontoret', en: 'The office' }, profile, departments: [], topics: [] },
    profiles,
    store,
    keys,
    accessLog,
  );
  const models = readModelsOf(office).filter(({ name }) => all || counting.has(name));
  const read = (record: StoredRecord) => office.codec.sealed<ComplaintEvent>(record);
  const events: ComplaintEvent[] = [];
  const put = async (
    stream: string,
    { type, occurredAt, recordedAt, actor, from, to, data, revision }: ComplaintEvent,
  ) => {
    const record = await office.codec.encode(stream, {
      id: randomId(),
      type,
      occurredAt,
      recordedAt,
      actor,
      commandId: randomId(),
      causation: null,
      from,
      to,
      data,
    });
    await store.append(stream, [record], { expectedRevision: revision === 0 ? 'noStream' : revision - 1 });
  };
  const refresh = async () => {
    for (const record of await store.readAll({ after: events.at(-1)?.position ?? 0n, limit: 1_000_000 }))
      events.push(read(record));
  };

  // As a log grows: by the hour at which each was written down.
  const ids = Array.from({ length: streams }, () => randomId());
  const histories = [
    ...ids.map((stream, n) => ({
      stream,
      events: history(seed * 1000 + n, profile, steps, roll, ids[(n + 1) % streams]!),
    })),
    ...Array.from({ length: streams / 3 }, (_, n) => ({ stream: randomId(), events: besides(n, profile) })),
  ];
  const waiting = histories.flatMap(({ stream, events: own }) => own.map((event) => ({ stream, event })));
  for (const { stream, event } of waiting.sort((a, b) =>
    a.event.recordedAt < b.event.recordedAt
      ? -1
      : a.event.recordedAt > b.event.recordedAt
        ? 1
        : a.event.revision - b.event.revision,
  ))
    await put(stream, event);
  await refresh();
  return {
    office,
    store,
    keys,
    events,
    async grow(more) {
      const stream = randomId();
      for (const event of history(more, profile, steps, roll, ids[0]!)) await put(stream, event);
      await refresh();
    },
    open: (db) => OfficeViews.open(db, { store, read }, models),
    async follow(views, upTo = events.at(-1)!.position) {
      const seen = events
        .filter(({ position }) => position > views.position && position <= upTo)
        .map((event): LogEntry => ({ event }));
      if (seen.length > 0) await views.apply(seen, upTo, upTo);
    },
  };
}

/** @param other a complaint of the office that it may be linked to */
function history(
  seed: number,
  profile: string,
  steps: number,
  roll: () => number,
  other: string,
): readonly ComplaintEvent[] {
  const days = Math.floor(roll() * 500) - 50;
  const first = begun(seed, profile, steps, roll);
  // By its own number, so that whatever else is thrown stays what it was.
  const own = seededRandom(seed + 1_000_003);
  return afterwards(first, own, other).events.map((event, n) =>
    moved(varied(event, n < first.events.length ? roll : own, seed), days),
  );
}

/** What would end most of them at once, or end what the reports count. */
const ending: readonly CommandName[] = ['ShredKeys', 'DecideErasure', 'EndWithoutCase', 'GuideBack', 'RejectInquiry'];
/** Any step there is where a story has come to: half of them are what its own sample says, and what is put right. */
function afterwards(story: Story, roll: () => number, other: string): Story {
  const names = commandNames.filter((name) => !declared[name].starting && !ending.includes(name));
  let at = story;
  for (let tries = Math.floor(roll() * 25); tries > 0; tries -= 1) {
    const name = names[Math.floor(roll() * names.length)]!;
    const day = addDays(at.today, Math.floor(roll() * 4));
    const { caseState, state, profile, events } = at;
    if (events.length === 0) return at;
    const moves = events.findLast(({ from, to }) => from !== to);
    const special: { readonly [Name in CommandName]?: Commands[Name] } = {
      LinkCase: { to: other, kind: roll() < 0.5 ? 'related' : 'resubmitted' },
      RetractStep: { revision: moves?.revision ?? 0, reason: 'mistake' },
      CorrectRecord: { revision: 1, fields: { topic: roll() < 0.5 ? 'noReply' : 'communication' }, reason: 'typing' },
      AssignCase: { to: roll() < 0.7 ? 'asta' : null },
      RequestReview: { of: 'outcome', to: 'adviser' },
    };
    const body = special[name] ?? declared[name].sample({ caseState, state, profile, today: day });
    at = at.on(day).maybe(name, body);
  }
  return at;
}

/** What the office did besides complaints. */
function besides(n: number, profile: string): readonly ComplaintEvent[] {
  const story = Story.under(profiles.get(profile)!);
  const done = story.do('RecordActivity', {
    kind: (['staffAdvice', 'staffAdvice', 'teaching', 'meeting', 'study'] as const)[n % 5]!,
    on: story.today,
    ...(n % 3 === 0 ? {} : { department: n % 2 === 0 ? 'jobcenter' : 'borgerservice' }),
    ...(n % 4 === 0 ? {} : { topic: n % 3 === 0 ? 'delay' : 'letterLanguage' }),
    ...(n % 7 === 0 ? {} : { minutes: 15 * ((n % 12) + 1) }),
  });
  return done.events.map((event) => moved(event, (n * 37) % 400));
}

/**
 * Half of them go their own way (`wander`); the others come, by the same rules, to ends that chance alone seldom finds.
 */
function begun(seed: number, profile: string, steps: number, roll: () => number): Story {
  return recommended(went(seed, profile, steps, roll), seed);
}

function went(seed: number, profile: string, steps: number, roll: () => number): Story {
  const courses = [textMessage, turnedAway, turnedAway, solved, examined, examined, takenElsewhere, ownInitiative];
  const course = [...courses, suggested][Math.floor(roll() * 15)];
  const story = course?.(Story.under(profiles.get(profile)!), roll);
  return story && story.events.length > 0 ? story : wander(seed, profile, steps);
}

/** What the head recommends beside the outcomes, by the history's own number: whatever else is thrown stays. */
function recommended(story: Story, seed: number): Story {
  const after = (at: Story, days: number) => at.on(addDays(at.today, days));
  return Array.from({ length: seed % 3 }, (_, n) => seed + 7 * n).reduce((at, chance) => {
    const department = ['jobcenter', 'borgerservice'][chance % 2]!;
    const to = (['department', 'department', 'municipality', 'council'] as const)[chance % 4]!;
    const made = after(at, chance % 11).maybe('RecordRecommendation', {
      to,
      ...(to === 'department' ? { department } : {}),
      text: 'Kvittér for breve.',
    });
    const recommendation = `H${made.caseState.recommendations.length}`;
    const status = (['accepted', 'partly', 'implemented', 'declined', undefined] as const)[chance % 5];
    if (status === undefined) return made;
    const accepted =
      chance % 3 === 0
        ? after(made, 20).maybe('RecordRecommendationStatus', { recommendation, status: 'accepted' })
        : made;
    return after(accepted, chance % 90).maybe('RecordRecommendationStatus', { recommendation, status });
  }, story);
}

type Course = (start: Story, roll: () => number) => Story;
const oneOf = <const Value>(roll: () => number, ...values: readonly Value[]): Value =>
  values[Math.floor(roll() * values.length)]!;
const later = (story: Story, roll: () => number, most = 20): Story =>
  story.on(addDays(story.today, Math.floor(roll() * most)));

const textMessage: Course = (start) => start.maybe('ReceiveInquiry', { channel: 'sms' });

const turnedAway: Course = (start, roll) => {
  const known = later(start.tell([received, part(oneOf(roll, 'jobcenter', 'borgerservice'))]), roll);
  const end = oneOf(roll, 'guided', 'abandoned', 'back', 'elsewhere', 'suggestion');
  if (end === 'guided') return later(known.do('GiveGuidance', { codes: ['dialogue'] }), roll).do('EndWithoutCase', {});
  if (end === 'back')
    return known
      .tell([admitted('A')])
      .maybe('CompleteIntake')
      .maybe('GuideBack', { offered: ['dialogueHelp'] });
  if (end === 'elsewhere') return known.tell([excluded('A')]).do('DirectElsewhere', { body: 'ankestyrelsen' });
  if (end === 'suggestion')
    return known
      .maybe('RecordSuggestion', { topic: 'letterLanguage', department: 'jobcenter' })
      .maybe('ForwardSuggestion', { withName: false });
  return known.do('EndWithoutCase', {});
};

const suggested: Course = (start, roll) => {
  const passedOn = later(start.tell([received]), roll)
    .maybe('RecordSuggestion', { topic: 'letterLanguage', department: 'jobcenter' })
    .maybe('ForwardSuggestion', { withName: false });
  return later(passedOn, roll).maybe('RecordSuggestionPosition', { suggestion: 'S1', position: 'adopted' });
};

/** By a settlement or in mediation, where the profile has these. */
const solved: Course = (start, roll) => {
  const begun = later(start.tell(caseUnder(start.profile.id)), roll);
  const settled = later(
    begun
      .maybe('StartEarlyResolution', { mode: 'flexible' })
      .maybe('ProposeSettlement', { terms: 'Et møde.', compromisesRights: false }),
    roll,
  )
    .maybe('AcceptSettlement', { by: 'citizen' })
    .maybe('AcceptSettlement', { by: 'department' });
  if (roll() < 0.5) return settled;
  const agreed = begun
    .maybe('OfferMediation')
    .maybe('AnswerMediationOffer', { by: 'citizen', accepted: true })
    .maybe('AnswerMediationOffer', { by: 'department', accepted: true });
  return later(agreed.maybe('StartMediation'), roll).maybe(
    'EndMediation',
    roll() < 0.8 ? { agreement: true, terms: 'Et møde.', compromisesRights: false } : { agreement: false },
  );
};

/** Examined to the end, often reopened and examined again, with what the departments made of it. */
const examined: Course = (start, roll) => {
  const referred = later(start.tell(caseUnder(start.profile.id)), roll).tell([referredToBoth]);
  const first = concluded(
    later(later(referred, roll).tell([answeredBy('jobcenter')]), roll)
      .tell([answeredBy('borgerservice')])
      .do('RequestCloserLook', {}),
    roll,
  );
  return roll() < 0.5 ? first : concluded(later(first, roll).maybe('ReopenCase', { reason: 'closerLook' }), roll);
};
function concluded(story: Story, roll: () => number): Story {
  const criteria = { citizenBenefit: 'high', improvement: 'medium', overall: 'justified' } as const;
  const opened = later(story, roll)
    .maybe('GiveConsent', { purpose: 'closerExamination', departments: ['jobcenter', 'borgerservice'] })
    .maybe('OpenInvestigation', { scope: oneOf(roll, ['A', 'B'], ['A']), criteria });
  const scoped = roll() < 0.3 ? opened.maybe('ChangeScope', { scope: ['B'], criteria }) : opened;
  const judged = scoped.caseState.parts
    .filter(({ inScope }) => inScope)
    .reduce(
      (at, { id }) =>
        at.maybe('RecordOutcome', {
          part: id,
          outcome: oneOf(roll, 'noCriticism', 'criticism', 'recommendation'),
          grounds: 'Notatpligten.',
        }),
      later(scoped, roll),
    );
  const heard = judged
    .maybe('HearCitizen', { statement: 'Ja.' })
    .maybe('HearDepartment', { department: 'jobcenter', statement: 'Nej.' })
    .maybe('HearDepartment', { department: 'borgerservice', statement: 'Nej.' });
  const ended = later(heard.maybe('NotifyCitizen', { about: 'result' }), roll).maybe('Conclude');
  return ['A', 'B'].reduce(
    (at, id) =>
      roll() < 0.6 ? later(at, roll).maybe('RecordDepartmentPosition', { part: id, position: 'accepted' }) : at,
    ended,
  );
}

/**
 * All is rejected at the desk; or of two parts the one is, and the other is taken by another body in the case, which
 * closes it.
 */
const takenElsewhere: Course = (start, roll) => {
  const body = { admissible: false, ground: 'content', guidance: ['whereToComplain'], body: 'ankestyrelsen' } as const;
  if (roll() < 0.4) return later(start.tell([received, part('jobcenter'), excluded('A')]), roll).maybe('RejectInquiry');
  const registered = later(
    start.tell([
      received,
      part('jobcenter'),
      part('borgerservice'),
      excluded('A'),
      admitted('B'),
      ...satisfied(start.profile.id, 'borgerservice'),
      registration,
    ]),
    roll,
  );
  return roll() < 0.2
    ? registered
    : registered.maybe('StartEarlyResolution', { mode: 'flexible' }).do('AssessRemit', { part: 'B', ...body });
};

const ownInitiative: Course = (start, roll) =>
  later(
    start.maybe('OpenOwnInitiative', {
      topic: 'delay',
      department: 'jobcenter',
      criteria: { citizenBenefit: 'high', improvement: 'medium', overall: 'justified' },
      title: 'Breve',
    }),
    roll,
    90,
  )
    .maybe('HearDepartment', { department: 'jobcenter', statement: 'Ja.' })
    .maybe('RecordOutcome', { part: 'A', outcome: 'criticism', grounds: 'Nej.' })
    .maybe('Conclude')
    .maybe('RecordDepartmentPosition', { part: 'A', position: 'accepted' });

const thrown: { readonly [type: string]: { readonly [field: string]: readonly string[] } } = {
  InquiryReceived: {
    channel: ['phone', 'phone', 'counter', 'email', 'letter'],
    complainantType: ['citizen', 'citizen', 'association', 'company'],
  },
  PartRecorded: { topic: ['delay', 'delay', 'communication', 'noReply'] },
  RemitAssessed: { ground: ['content', 'courts', 'employment'] },
  InabilityAttested: { reason: ['illness', 'language'] },
  AgeLimitWaived: { reason: ['lateKnowledge', 'citizenPrevented'] },
  PrincipleFlagged: { reason: ['unclearLaw', 'systemFault'] },
  DepartmentPositionRecorded: { position: ['accepted', 'declined', 'implemented'] },
  GuidanceGiven: {},
  SuggestionPositionRecorded: { position: ['adopted', 'declined', 'noted'] },
  EndedWithoutCase: { outcome: ['guidance', 'abandoned'] },
};
const findings = ['upheld', 'partly', 'notUpheld', 'unclear'];
const solutions = ['wholly', 'wholly', 'partly', 'notAtAll', 'unknown'];
/** What may be said with an event, and mostly is. */
const mostly: { readonly [type: string]: { readonly [field: string]: readonly string[] } } = {
  DepartmentAnswered: { finding: findings },
  LastDepartmentAnswered: { finding: findings },
  ClosedOnAnswer: { solved: solutions },
  SettledByBoth: { solved: solutions },
  ConcludedWithoutCriticism: { solved: solutions },
  ConcludedWithCriticism: { solved: solutions },
};
function varied(event: ComplaintEvent, roll: () => number, seed: number): ComplaintEvent {
  const { data: before, ...rest } = event as unknown as Loose;
  // By its own number, so that whatever else is thrown stays what it was.
  const chance = seed + rest.revision;
  const said: (readonly [field: string, value: unknown])[] = Object.entries(mostly[rest.type] ?? {}).map(
    ([field, values]) => [field, values[chance % values.length]] as const,
  );
  if (rest.type === 'GuidanceGiven') {
    said.push(['codes', [['dialogue'], ['whereToComplain'], ['rights', 'whereToComplain']][chance % 3]]);
    if (chance % 4 === 0) said.push(['helpedToWrite', chance % 8 === 0]);
  }
  const data =
    rest.type === 'RemitAssessed' && roll() < 0.2 ? { ...before, admissible: false, ground: 'content' } : before;
  const fields = Object.entries(thrown[rest.type] ?? {}).filter(([field]) => data[field] !== undefined);
  return {
    ...rest,
    data: {
      ...data,
      ...Object.fromEntries(fields.map(([field, values]) => [field, values[Math.floor(roll() * values.length)]])),
      ...Object.fromEntries(said),
    },
  } as unknown as ComplaintEvent;
}

/** The same history so many days on, at the same hours of the Danish day. */
function moved(event: ComplaintEvent, days: number): ComplaintEvent {
  const instant = (text: string): string => {
    const [at, date] = [Date.parse(text), localDateOf(Date.parse(text))];
    return new Date(
      at === instantOf(date, '00:00')
        ? instantOf(addDays(date, days), '00:00')
        : instantOf(addDays(date, days), '10:00'),
    ).toISOString();
  };
  const dates = (value: unknown): unknown => {
    if (typeof value === 'string') return /^\d{4}-\d{2}-\d{2}$/.test(value) ? addDays(value, days) : value;
    if (Array.isArray(value)) return value.map(dates);
    return value !== null && typeof value === 'object'
      ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, dates(each)]))
      : value;
  };
  const { data, occurredAt, recordedAt, ...rest } = event as unknown as Loose;
  return {
    ...rest,
    occurredAt: instant(occurredAt),
    recordedAt: instant(recordedAt),
    data: dates(data),
  } as unknown as ComplaintEvent;
}
