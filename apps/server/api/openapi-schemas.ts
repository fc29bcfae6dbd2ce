/**
 * The shapes of answers (contract.md, sections 1 and 2). An answer may have more members than these; a client passes
 * over what it does not know.
 */
import {
  addedRoles,
  answerFindings,
  authorities,
  bothSides,
  complexities,
  consentWays,
  contactOutcomes,
  contactPersons,
  extensionReasons,
  linkKinds,
  meetingReasons,
  partyChannels,
  partyEndings,
  partyRoles,
  priorities,
  recallReasons,
  recommendationAddressees,
  recommendationStatuses,
  reviewObjects,
  reviewVerdicts,
  solutions,
  suggestionPositions,
} from '../../../event-schemas/complaint/codes.js';
import { memberRoles, officeEvents } from '../../../event-schemas/office/events.js';
import { fieldGroups, purposes } from '../../../libs/audit/access.js';
import { marks, reasons } from '../../../libs/audit/odd.js';
import { findings } from '../../../libs/audit/supervised-looks.js';
import { stepGroups } from '../../../state-machines/complaint/lifecycles.js';
import { scopes } from '../../../libs/platform/caller.js';
import { tokenRoles } from '../../../libs/installation/bearer-tokens.js';
import { parts, type Part } from '../../../libs/platform/health.js';
import { codesTold } from './openapi-codes.js';
import { ref, type Schema } from './openapi-resources.js';

const text = { type: 'string' };
const flag = { type: 'boolean' };
const date = { type: 'string', format: 'date' };
const instant = { type: 'string', format: 'date-time' };
const count = { type: 'integer', minimum: 0 };
const position = {
  type: 'string',
  pattern: '^[0-9]+$',
  description: 'A decimal string: place in the log of the office.',
};
const coded = (...values: readonly string[]): Schema => ({ type: 'string', enum: values });
const list = (items: Schema): Schema => ({ type: 'array', items });
const orNull = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });
/** Members whose name ends in `?` may be missing. */
const object = (properties: Readonly<Record<string, Schema>>, more: Schema = {}): Schema => ({
  type: 'object',
  required: Object.keys(properties).filter((name) => !name.endsWith('?')),
  properties: Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name.replace('?', ''), schema])),
  ...more,
});
/** Personal text, or what is read where its key was destroyed, or where it does not open. */
const personal: Schema = {
  anyOf: [text, object({ shredded: { const: true } }), object({ unreadable: { const: true } })],
};
/** An entry of the access log. */
const look = object({
  at: instant,
  by: text,
  role: text,
  purpose: coded(...purposes),
  what: text,
  'request?': { ...text, description: 'Id of the request; none is kept of a talk that is no case.' },
  'department?': text,
  'fields?': { ...list(coded(...fieldGroups)), description: 'What was shown, coarsely.' },
  'terms?': { ...personal, description: 'The words of a search; they rest sealed.' },
  'marks?': { ...list(coded(...marks)), description: 'What was coded beside the look when it was made.' },
});
const lookOfMany = object({
  look: { ...count, description: 'Its number.' },
  name: text,
  complaints: list(object({ id: text, number: orNull(text) })),
});
/** Of a week. */
const drawn = {
  week: { ...text, examples: ['2026-W10'] },
  from: date,
  to: date,
  drawnAt: instant,
  seed: { ...text, description: 'With it the draw by lot can be repeated.' },
  looks: { ...count, description: 'By people, at cases.' },
  judgeBy: { ...date, description: 'The last day for a judgement.' },
};
const unit = coded(
  ...(['contact', 'case', 'part', 'cycle', 'referral', 'recommendation'] as const),
  ...(['suggestion', 'use', 'extension', 'meeting', 'activity'] as const),
);
const pinned = list(object({ id: text, hash: text }, { description: 'Of the complaints counted.' }));
const audience: Schema = {
  ...coded('internal', 'published'),
  description: '`internal`: true figures, marked as not for publication; `published`: small groups are hidden.',
};
const madeOn: Schema = {
  ...orNull(date),
  description:
    'The day of the last change that is counted. Where it comes before the end of the period, that was not over.',
};
const hash = { type: 'string', pattern: '^[0-9a-f]{64}$', description: 'SHA-256 over all the rest as canonical JSON.' };
const member = object({ sub: text, name: text });
const actor = object({ sub: text, name: text, role: text });
/** Of what was asked by a letter with a day. */
const asked = {
  'sentOn?': date,
  'due?': date,
  'reminders?': count,
  'extensions?': list(object({ from: date, due: date, reason: coded(...extensionReasons), on: date })),
  'answeredOn?': orNull(date),
};
const stated = object({ revision: count, type: text });

export const answerSchemas = (): Readonly<Record<string, Schema>> => ({
  Sentences: object({ da: text, en: text }),
  Refusal: object({ code: ref('Code'), rules: list(text), sentences: ref('Sentences'), 'departments?': list(text) }),
  Code: {
    type: 'string',
    description: 'A stable code; /problems says what each means.',
    enum: codesTold().map(({ code }) => code),
  },
  Problem: object(
    {
      type: text,
      title: text,
      status: { type: 'integer' },
      detail: text,
      code: ref('Code'),
      rules: { ...list(text), description: "Ids of the rules that refuse: those of the case's own profile." },
      sentences: ref('Sentences'),
      'departments?': list(text),
      also: list(ref('Refusal')),
      'errors?': list(object({ field: text, code: text, sentences: ref('Sentences') })),
      'revision?': count,
      'state?': text,
    },
    {
      description:
        'RFC 9457. `errors` with VALIDATION, `revision` and `state` with CONCURRENCY_CONFLICT. Never a value that was sent.',
    },
  ),
  Receipt: object({
    id: text,
    revision: count,
    position,
    state: text,
    outcome: orNull(text),
    events: list(stated),
    'part?': text,
    'request?': text,
    'hearing?': text,
    'document?': text,
    'recommendation?': text,
    'party?': text,
    'suggestion?': text,
  }),
  Counted: object({ counted: coded('sms') }),
  Recorded: object({ id: text, position: text }, { description: 'An activity: where it is in the log.' }),
  Standing: object(
    {
      position,
      complaint: text,
      number: orNull(text),
      state: text,
      revision: count,
      recordedAt: instant,
    },
    {
      description:
        'The `data` of each server-sent event `position`, whose `id` is the position. `number` is null before it is a case; an integration is told cases alone.',
    },
  ),
  Worklist: object({
    items: list(
      object({
        id: text,
        number: orNull(text),
        state: text,
        outcome: orNull(text),
        parts: list(object({})),
        nextDeadline: orNull(object({ kind: text, due: date, status: text })),
        receivedOn: date,
        lifecycle: text,
        profile: text,
        revision: count,
        assignee: orNull(member),
      }),
    ),
    total: count,
    next: orNull(text),
  }),
  Preview: object({
    taken: flag,
    state: text,
    outcome: orNull(text),
    refusals: list(ref('Refusal')),
    letters: list(object({ kind: text, to: text, 'department?': text, 'party?': text, date, title: text })),
    deadlines: list(object({ kind: text, 'department?': text, due: date, status: text, 'workingDays?': count })),
    consequences: list({ type: 'object' }),
  }),
  Assignments: object({
    items: list(
      object({
        id: text,
        number: orNull(text),
        taken: flag,
        'revision?': count,
        'code?': ref('Code'),
        'rules?': list(text),
        'sentences?': ref('Sentences'),
      }),
    ),
    left: { ...count, description: 'Found, and not reached: ask again.' },
  }),
  Tasks: object({
    items: list(
      object({
        id: text,
        number: orNull(text),
        state: text,
        kind: text,
        'department?': text,
        due: orNull(date),
        status: coded('open', 'running', 'late'),
        blocks: flag,
        'wanted?': text,
        assignee: orNull(member),
      }),
    ),
    next: orNull(text),
  }),
  CaseView: object(
    {
      id: text,
      office: text,
      'number?': orNull(text),
      lifecycle: text,
      profile: text,
      profileHash: text,
      revision: count,
      position,
      phase: coded('preCase', 'case'),
      state: text,
      'path?': {
        ...list(object({ state: text, since: instant, revision: count })),
        description: 'The states that it went through, in that order, without what was taken back.',
      },
      outcome: orNull(text),
      'solved?': orNull(coded(...solutions)),
      'finding?': orNull(coded(...answerFindings)),
      cycle: count,
      receivedOn: date,
      'registeredAt?': orNull(instant),
      'closedAt?': orNull(instant),
      principled: flag,
      ownInitiative: flag,
      'links?': list(
        object({ to: text, number: orNull(text), kind: coded(...linkKinds), on: date, direction: coded('out', 'in') }),
      ),
      'handling?': orNull(
        object({
          priority: coded(...priorities),
          complexity: coded(...complexities),
          confidential: flag,
          'needs?': orNull(personal),
          readers: list(member),
        }),
      ),
      'assignee?': orNull(object({ sub: text, name: text, until: orNull(date) })),
      'summary?': orNull(personal),
      'summaryOfStranger?': flag,
      parts: list(
        object({
          id: text,
          topic: text,
          department: text,
          'eventStart?': orNull(date),
          'eventEnd?': orNull(date),
          'admissible?': orNull(flag),
          'ground?': orNull(text),
          'body?': orNull(text),
          'forwarded?': orNull(flag),
          'ageLimit?': orNull(object({ lastDay: date, exceeded: flag, waived: flag })),
          'inScope?': flag,
          outcome: orNull(text),
          'grounds?': personal,
          'recommendation?': personal,
          position: orNull(text),
          'finding?': coded(...answerFindings),
        }),
      ),
      deadlines: list(
        object({
          kind: coded(
            'answerTarget',
            'departmentAnswer',
            'reminder',
            'erasureDecision',
            'acknowledgement',
            'rights',
            'status',
            'followUp',
            'informationRequest',
            'hearing',
            'review',
          ),
          'department?': text,
          due: date,
          status: coded('running', 'met', 'late', 'ended'),
          'workingDays?': count,
        }),
      ),
      referrals: list(
        object({
          department: text,
          parts: list(text),
          'questions?': orNull(personal),
          sentOn: date,
          due: date,
          reminders: count,
          'recalled?': coded(...recallReasons),
          'declined?': object({ on: date, 'suggested?': orNull(text), 'text?': orNull(personal) }),
          extensions: list(object({ from: date, due: date, reason: coded(...extensionReasons), on: date })),
          answeredOn: orNull(date),
          directToCitizen: orNull(flag),
          'finding?': coded(...answerFindings),
          forwardedOn: orNull(date),
          workingDays: orNull(count),
        }),
      ),
      'extensionRequests?': list(
        object({
          department: text,
          due: date,
          askedOn: date,
          status: coded('open', 'granted', 'declined', 'replaced', 'ended'),
          'text?': orNull(personal),
          'answer?': orNull(personal),
        }),
      ),
      informationRequests: list(
        object({
          id: text,
          department: text,
          'from?': orNull(date),
          'to?': orNull(date),
          status: coded('open', 'answered', 'recalled', 'ended'),
          ...asked,
        }),
      ),
      'hearings?': list(
        object({
          'id?': text,
          of: coded('citizen', 'department'),
          'department?': text,
          'about?': orNull(personal),
          ...asked,
          status: coded('open', 'heard', 'recalled', 'ended'),
          heardOn: orNull(date),
          'statement?': orNull(personal),
        }),
      ),
      erasureRequests: list(
        object({
          id: text,
          of: coded('case', 'document'),
          'document?': orNull(text),
          requestedOn: date,
          due: date,
          status: coded('open', 'granted', 'refused'),
        }),
      ),
      consent: object({
        status: coded('none', 'given', 'refused', 'withdrawn'),
        scopes: list(
          object({
            purpose: text,
            departments: list(text),
            'from?': orNull(date),
            'to?': orNull(date),
            'how?': coded(...consentWays),
            'text?': personal,
          }),
        ),
      }),
      letters: list(
        object({
          kind: text,
          to: coded('department', 'leader', 'citizen', 'authority', ...addedRoles),
          'department?': text,
          'party?': text,
          date,
          title: text,
          'ofStranger?': flag,
        }),
      ),
      documents: list(
        object({
          id: text,
          title: orNull(personal),
          direction: coded('in', 'out', 'internal'),
          date,
          quarantined: flag,
          readable: flag,
          'ofStranger?': flag,
        }),
      ),
      notes: list(object({ text: personal, occurredAt: instant, recordedAt: instant })),
      'contacts?': list(
        object({
          department: text,
          with: coded(...contactPersons),
          outcome: coded(...contactOutcomes),
          'note?': personal,
          occurredAt: instant,
        }),
      ),
      'meetings?': list(
        object({ requestedBy: coded(...bothSides), reason: coded(...meetingReasons), on: date, 'note?': personal }),
      ),
      'assessment?': orNull(
        object({ decision: coded('opened', 'declined'), criteria: { type: 'object' }, 'text?': personal, on: date }),
      ),
      'complainant?': orNull({ type: 'object' }),
      'parties?': list(
        object({
          id: text,
          role: coded(...partyRoles),
          from: date,
          until: orNull(date),
          'ended?': coded(...partyEndings),
          'authority?': coded(...authorities),
          'lettersTo?': flag,
          'name?': personal,
          'cpr?': text,
          'cvr?': text,
          'address?': text,
          'email?': text,
          'phone?': text,
          'language?': text,
          'interpreter?': flag,
          'channel?': coded(...partyChannels),
          'exempt?': flag,
        }),
      ),
      'representative?': orNull({ type: 'object' }),
      'settlement?': orNull({ type: 'object' }),
      'mediation?': orNull({ type: 'object' }),
      followUp: list(object({ part: text, position: text, 'reason?': orNull(personal) })),
      'recommendations?': list(
        object({
          id: text,
          to: coded(...recommendationAddressees),
          'department?': text,
          from: list(text),
          text: orNull(personal),
          madeOn: date,
          'due?': date,
          status: orNull(coded(...recommendationStatuses)),
          statusOn: orNull(date),
          'evidence?': orNull(personal),
        }),
      ),
      'suggestions?': list(
        object({
          id: text,
          topic: text,
          department: text,
          'text?': personal,
          recordedOn: date,
          forwardedOn: orNull(date),
          withName: flag,
          position: orNull(coded(...suggestionPositions)),
          positionOn: orNull(date),
          'answer?': personal,
        }),
      ),
      tasks: list(object({ kind: text, 'department?': text })),
      'reviews?': list(
        object({
          of: coded(...reviewObjects),
          to: member,
          by: member,
          askedOn: date,
          due: date,
          verdict: orNull(coded(...reviewVerdicts)),
          givenOn: orNull(date),
          endedOn: orNull(date),
          overtaken: flag,
          'text?': orNull(personal),
        }),
      ),
      privacy: coded('none', 'identified', 'shredded'),
      steps: list(
        object({
          name: text,
          allowed: flag,
          refusals: list(ref('Refusal')),
          schema: { type: 'object' },
          group: coded(...stepGroups),
          'likely?': { type: 'object', description: 'Of a step that is open: the rows its lists will likeliest have.' },
        }),
      ),
    },
    {
      description: 'What the role may see of it; members that it may not see are left out.',
      required: ['id', 'office', 'revision', 'state'],
    },
  ),
  History: object({
    events: list(
      object({
        revision: count,
        position,
        id: text,
        type: text,
        occurredAt: instant,
        recordedAt: instant,
        actor,
        data: { type: 'object' },
        from: orNull(text),
        to: text,
        cause: orNull(text),
        'unreadable?': { ...list(text), description: 'Fields of `data` that do not open.' },
      }),
    ),
  }),
  Replay: object({
    legal: flag,
    lifecycle: text,
    profile: text,
    steps: list(
      object({
        revision: count,
        type: text,
        from: orNull(text),
        to: text,
        legal: flag,
        asked: list(object({ rule: text, holds: flag, code: text, rules: list(text), sentences: ref('Sentences') })),
        changes: list(object({ path: text, before: {}, after: {} })),
      }),
    ),
  }),
  AccessLog: object({
    entries: list(look),
    next: orNull(text),
  }),
  Member: object({
    sub: text,
    name: personal,
    roles: list(coded(...memberRoles)),
    department: orNull(text),
    from: { ...orNull(date), description: 'The first day, in Denmark.' },
    until: { ...orNull(date), description: 'The last day, inclusive.' },
    status: {
      ...coded('ahead', 'current', 'ended'),
      description: 'Today. Only who is `current` may do anything in the office.',
    },
    since: { ...instant, description: 'When what stands here was said.' },
    by: member,
  }),
  Members: object({
    items: list(ref('Member')),
    revision: { ...orNull(count), description: 'Of the last event; null: there is none.' },
  }),
  ReceiptCode: object({
    code: { ...text, description: 'To be said or printed for the citizen, and not kept: nobody can ask for it again.' },
  }),
  MemberWritten: object({ member: ref('Member'), revision: count }),
  MembersHistory: object({
    events: list(
      object({
        revision: count,
        type: coded(...Object.keys(officeEvents)),
        recordedAt: instant,
        actor,
        data: object({
          sub: text,
          'name?': personal,
          'roles?': list(coded(...memberRoles)),
          'department?': text,
          'from?': date,
          'until?': date,
        }),
      }),
    ),
  }),
  AccessExtract: object(
    {
      entries: list(object({ on: date, purpose: coded(...purposes), unit: ref('Sentences') })),
      next: orNull(text),
    },
    { description: 'What a citizen is told: on which day, why, and by which unit.' },
  ),
  Looks: object({
    entries: list({ allOf: [look, lookOfMany] }),
    next: orNull(text),
  }),
  Draws: object({
    weeks: list(
      object({
        ...drawn,
        drawn: count,
        judged: count,
        open: count,
        overdue: { ...count, description: 'Not judged by the last day for it.' },
        findings: object(Object.fromEntries(findings.map((finding) => [finding, count]))),
        noStep: list(
          object(
            { by: text, name: text, looks: count },
            {
              description: 'Whose cases an adviser opened that were not the own, and took no step in them that day.',
            },
          ),
        ),
      }),
    ),
    next: orNull(text),
  }),
  Draw: object({
    ...drawn,
    items: list({
      allOf: [
        look,
        lookOfMany,
        object({
          reasons: list(coded(...reasons)),
          toJudge: flag,
          overdue: flag,
          judgements: list(
            object({
              at: instant,
              by: text,
              name: text,
              role: text,
              finding: coded(...findings),
              note: orNull(personal),
            }),
          ),
        }),
      ],
    }),
    next: orNull(text),
  }),
  Judged: object({
    look: count,
    week: text,
    at: instant,
    by: text,
    name: text,
    role: text,
    finding: coded(...findings),
  }),
  Destructions: object({
    items: list(
      object(
        {
          id: text,
          number: orNull(text),
          closedOn: date,
          dueOn: date,
          announcedOn: orNull(date),
          earliestOn: orNull(date),
          held: flag,
        },
        {
          description:
            '`dueOn`: the day that the rules name; `earliestOn`: when it is done, as the notice runs, or null while a hold stands against it or it is not announced.',
        },
      ),
    ),
    owed: list(
      object(
        { id: text, number: orNull(text) },
        { description: 'Destroyed by an event of the complaint, and the keys are still there: it is tried again.' },
      ),
    ),
    noticeDays: count,
    next: orNull(text),
  }),
  Profile: { type: 'object', description: 'Each rule with its value, its sources, and whether a source states it.' },
  Lifecycle: {
    type: 'object',
    properties: {
      versions: list(
        object({
          id: text,
          cases: {
            ...orNull(count),
            description: 'Complaints pinned to it; null for who does not see the whole office.',
          },
        }),
      ),
    },
    description: 'States, transitions and a diagram of the newest lifecycle; which versions there are.',
  },

  ReportList: object({
    reports: list(
      object(
        {
          name: text,
          title: ref('Sentences'),
          unit,
          population: ref('Sentences'),
          by: list(text),
          most: count,
          counts: list(text),
        },
        { description: 'At most `most` of `by` at once; `counts` are the figures that can be opened.' },
      ),
    ),
    time: list(text),
  }),
  Report: object({
    name: text,
    title: ref('Sentences'),
    office: text,
    audience,
    'mark?': ref('Sentences'),
    unit,
    population: ref('Sentences'),
    from: date,
    to: date,
    dimensions: list(
      object({
        key: text,
        title: ref('Sentences'),
        labels: { type: 'object', additionalProperties: ref('Sentences') },
      }),
    ),
    figures: list(
      object({
        key: text,
        title: ref('Sentences'),
        kind: coded('count', 'share', 'days', 'calendarDays', 'minutes'),
        denominator: orNull(ref('Sentences')),
      }),
    ),
    rows: list(
      object({
        keys: {
          type: 'object',
          additionalProperties: orNull(text),
          description: 'Value of each dimension; null: all of them together.',
        },
        figures: {
          type: 'object',
          additionalProperties: { anyOf: [{ type: 'number' }, { type: 'null' }, { const: 'hidden' }] },
          description: '`hidden` where it could point at a person; null where there is nothing to count.',
        },
      }),
    ),
    threshold: count,
    position,
    madeOn,
    'at?': instant,
    profiles: pinned,
    hash,
  }),
  YearlyReport: object({
    office: object({ key: text, name: ref('Sentences') }),
    year: { type: 'integer' },
    called: ref('Sentences'),
    from: date,
    to: date,
    audience,
    'mark?': ref('Sentences'),
    sections: list(object({ title: ref('Sentences'), lead: orNull(ref('Sentences')), reports: list(ref('Report')) })),
    madeOn,
    position,
    profiles: pinned,
    hash,
  }),
  ReportRows: object({
    rows: list(
      object(
        { complaint: text, key: text, position },
        {
          description:
            '`key`: which part, cycle, referral … of the complaint; `position`: of the event that made it so.',
        },
      ),
    ),
    next: orNull(text),
  }),

  Health: object({
    status: text,
    'troubles?': list(
      object(
        {
          'office?': text,
          part: coded(...(Object.keys(parts) as Part[])),
          since: instant,
          sentence: text,
          means: text,
          do: text,
        },
        { description: 'What is wrong, what it means, and what to do.' },
      ),
    ),
    'destructions?': list(
      object(
        { office: text, count, held: count, next: orNull(instant) },
        {
          description:
            'Complaints whose keys are announced for destruction; `held`: a hold stands against it; `next`: when the next of the others is done.',
        },
      ),
    ),
    'building?': list(object({ office: text, done: position, of: position })),
    'workers?': list(
      object(
        { office: text, state: coded('away', 'starting', 'running', 'silent'), since: instant },
        { description: 'Of the processes beside the server that keep the read models.' },
      ),
    ),
  }),
  TokenRequest: object(
    {
      office: text,
      sub: text,
      name: text,
      'roles?': { type: 'array', minItems: 1, uniqueItems: true, items: coded(...tokenRoles) },
      'department?': text,
      'complaint?': text,
      'scopes?': { type: 'array', minItems: 1, uniqueItems: true, items: coded(...scopes) },
    },
    {
      additionalProperties: false,
      description:
        "`roles` of a person, `department` for a department's user, `complaint` for a citizen; of an integration `scopes` in their place.",
    },
  ),
  TokenIssued: object({ token: text }),
  Clock: object({ now: instant }, { additionalProperties: false }),
});
