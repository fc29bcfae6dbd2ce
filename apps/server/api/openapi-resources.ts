/**
 * What can be asked for besides the transitions (contract.md, section 1), in the words of the document and of the page.
 */
import { type Operation } from '../../../libs/access/matrix.js';
import { keyPatterns } from '../../../event-schemas/complaint/codes.js';
import { memberRoles } from '../../../event-schemas/office/events.js';
import { allReports } from '../../../libs/read-models/statistics/definitions.js';
import { timeDimensions } from '../../../libs/read-models/statistics/time-dimensions.js';
import { purposes } from '../../../libs/audit/access.js';
import { findings } from '../../../libs/audit/supervised-looks.js';
import { longestNote } from './supervision-body.js';
import { sorts } from '../../../libs/read-models/worklist/query.js';
import { type Sentences } from '../../../libs/platform/refusal.js';

export type Schema = Readonly<Record<string, unknown>>;

export interface Resource {
  readonly method: 'get' | 'post' | 'put';
  readonly path: string;
  /** Its row of the matrix says who may. */
  readonly id: Operation;
  readonly title: Sentences;
  readonly tag: 'complaints' | 'office' | 'members' | 'supervision' | 'reports' | 'operations' | 'test';
  readonly query?: readonly Parameter[];
  readonly body?: Schema;
  readonly status?: number;
  /** Another one that means the same answer, where nothing new came of it. */
  readonly alsoStatus?: number;
  /** A revision may be named that it builds on. */
  readonly ifMatch?: true;
  /** Media type → schema of the answer. */
  readonly answers: Readonly<Record<string, Schema>>;
  readonly refusals: readonly number[];
  /** It goes on for as long as somebody reads, and waits for nothing before. */
  readonly stream?: boolean;
}

export interface Parameter {
  readonly name: string;
  readonly description: string;
  readonly schema: Schema;
}

export const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const json = (name: string) => ({ 'application/json': ref(name) });
const binary = { type: 'string', format: 'binary' };
const word = { type: 'string', pattern: '^[A-Za-z0-9./@-]{1,60}$' };
const day = { type: 'string', format: 'date' };
const instant = { type: 'string', format: 'date-time' };
const at: Parameter = { name: 'at', description: 'As it was known at this recorded time, inclusive.', schema: instant };

const filters: Readonly<Record<string, Schema>> = {
  state: { ...word, description: 'A lifecycle state; a compound one selects its sub-states too.' },
  outcome: { ...word, description: 'What came of it; `none`: nothing so far.' },
  department: word,
  topic: word,
  overdue: { type: 'boolean' },
  lifecycle: word,
  profile: word,
  assignee: {
    type: 'string',
    pattern: keyPatterns.member,
    description: "Whose case it is: a member's `sub`; `me`: the caller; `none`: nobody.",
  },
  sort: { type: 'string', enum: [...sorts] },
  cursor: { type: 'string', description: '`next` of the page before.' },
  limit: { type: 'integer', minimum: 1, maximum: 200 },
};
const { sort: _, cursor: __, limit: ___, assignee: ____, ...narrowing } = filters;
const memberOrNull = { type: ['string', 'null'], pattern: keyPatterns.member };
const seen = [401, 403, 404, 503];

const asof: readonly Parameter[] = [
  at,
  {
    name: 'position',
    description:
      'As it was at this position of the log; the same position gives the same bytes. An analyst gets the newest published one at or before it.',
    schema: { type: 'string', pattern: '^[0-9]{1,20}$' },
  },
];
const period: readonly Parameter[] = [
  {
    name: 'from',
    description: 'The first day of a month; left out: of this year.',
    schema: { type: 'string', format: 'date' },
  },
  {
    name: 'to',
    description: 'The last day of a month, inclusive; left out: of this year.',
    schema: { type: 'string', format: 'date' },
  },
];
const lang: Parameter = {
  name: 'lang',
  description: 'Words of CSV, XLSX, HTML and PDF; Danish where it is left out.',
  schema: { enum: ['da', 'en'] },
};
const formats = (...known: readonly string[]): Parameter => ({
  name: 'format',
  description: 'JSON where it is left out.',
  schema: { enum: known },
});
const audience: Parameter = {
  name: 'audience',
  description:
    'True figures for the office itself, or what is published, with small groups hidden. Left out: `internal`, for an analyst `published`; `internal` is refused an analyst.',
  schema: { enum: ['internal', 'published'] },
};
const dimensions = [...new Set(Object.values(allReports).flatMap(({ by }) => Object.keys(by)))].sort();
const ofReport: readonly Parameter[] = [
  ...period,
  {
    name: 'by',
    description:
      "The report's dimensions between commas, at most one of year, quarter and month among them; left out: its usual ones.",
    schema: { type: 'string', pattern: '^[A-Za-z,]{0,200}$' },
  },
  formats('json', 'csv', 'xlsx', 'parquet'),
  lang,
  audience,
  ...asof,
];
const ofRows: readonly Parameter[] = [
  ...period,
  {
    name: 'figure',
    description: 'Key of a count of the report; left out: all that it counts.',
    schema: { type: 'string' },
  },
  ...dimensions.map((name) => ({
    name,
    description: 'A value of this dimension, in a report that has it.',
    schema: { type: 'string', pattern: '^[A-Za-z0-9-]{1,60}$' },
  })),
  ...timeDimensions.map((name) => ({
    name,
    description: 'Only of this one.',
    schema: { type: 'string', examples: [{ year: '2026', quarter: '2026-Q1', month: '2026-03' }[name]] },
  })),
  { name: 'cursor', description: '`next` of the page before.', schema: { type: 'string' } },
  { name: 'limit', description: 'Rows of a page; 50 where it is left out.', schema: filters.limit! },
  ...asof,
];
const ofMembers = '/api/offices/{office}/members';
const memberId = { type: 'string', pattern: keyPatterns.member };
const ofCase = '/api/offices/{office}/complaints/{id}';

export const resources: readonly Resource[] = [
  {
    method: 'get',
    path: '/api/offices/{office}/complaints',
    id: 'listComplaints',
    tag: 'complaints',
    title: { da: 'Arbejdslisten: alle sager, du må se', en: 'The worklist: every complaint that the caller may see' },
    query: [
      ...Object.entries(filters).map(([name, schema]) => ({
        name,
        description: typeof schema.description === 'string' ? schema.description : 'Filter.',
        schema,
      })),
      at,
    ],
    answers: json('Worklist'),
    refusals: [400, ...seen],
  },
  {
    method: 'get',
    path: '/api/offices/{office}/tasks',
    id: 'listTasks',
    tag: 'complaints',
    title: {
      da: 'Dagens opgaver: det, der mangler, og hver frist, som løber eller er overskredet',
      en: 'The tasks of the day: what is missing, and every deadline that runs or is late',
    },
    query: [
      { name: 'assignee', description: String(filters.assignee!.description), schema: filters.assignee! },
      {
        name: 'due',
        description: 'Until this day, inclusive; what has no day is among them.',
        schema: { type: 'string', format: 'date' },
      },
      { name: 'cursor', description: '`next` of the page before.', schema: filters.cursor! },
      { name: 'limit', description: 'At most so many.', schema: filters.limit! },
    ],
    answers: json('Tasks'),
    refusals: [400, ...seen],
  },
  {
    method: 'post',
    path: '/api/offices/{office}/complaints/search',
    id: 'searchComplaints',
    tag: 'complaints',
    title: {
      da: 'Søg i navne, numre og ord; aldrig i en adresse',
      en: 'Search in names, numbers and words; never in a URL',
    },
    body: {
      type: 'object',
      additionalProperties: false,
      required: ['text'],
      properties: { text: { type: 'string', minLength: 1, maxLength: 200 }, ...filters },
    },
    answers: json('Worklist'),
    refusals: [400, 413, 415, ...seen],
  },
  {
    method: 'post',
    path: '/api/offices/{office}/assignments',
    id: 'handOver',
    tag: 'complaints',
    title: {
      da: 'Giv én medarbejders sager til en anden, et skridt for hver; for lederen',
      en: 'Hand the cases of one member over to another, a step for each; for the head',
    },
    body: {
      type: 'object',
      additionalProperties: false,
      required: ['from', 'to'],
      properties: {
        from: { ...memberOrNull, description: "Whose cases; null: those that are nobody's." },
        to: { ...memberOrNull, description: 'Null: nobody.' },
        until: { type: 'string', format: 'date', description: 'The last day, for a stand-in.' },
        ...narrowing,
      },
    },
    answers: json('Assignments'),
    refusals: [400, 413, 415, ...seen],
  },
  {
    method: 'post',
    path: `${ofCase}/receipt-code`,
    id: 'issueReceiptCode',
    tag: 'complaints',
    title: {
      da: 'En kode, som åbner sagen for borgeren selv på /min-sag. Den siges én gang; den forrige åbner ikke længere',
      en: 'A code that opens the case to its citizen at /min-sag. It is said once; the one before opens nothing any more',
    },
    body: { type: 'object', additionalProperties: false, properties: {} },
    answers: json('ReceiptCode'),
    refusals: [400, 409, 413, 415, ...seen],
  },
  {
    method: 'post',
    path: `${ofCase}/transitions/{name}/preview`,
    id: 'previewTransition',
    tag: 'complaints',
    title: {
      da: 'Et trin, som om det blev taget nu: hvor det fører hen, hvilke breve der går ud; kun opslaget registreres',
      en: 'A step as if it were taken now: where it leads, which letters go out; only the look is recorded',
    },
    body: { type: 'object', description: 'What the transition of that name asks for.' },
    answers: json('Preview'),
    refusals: [400, 412, 413, 415, ...seen],
  },
  {
    method: 'get',
    path: ofCase,
    id: 'readComplaint',
    tag: 'complaints',
    title: { da: 'Sagen, som den er, eller som den var', en: 'The case, as it is or as it was' },
    query: [
      at,
      {
        name: 'revision',
        description: 'As it was after the event of this revision, from 0.',
        schema: { type: 'integer', minimum: 0 },
      },
      {
        name: 'steps',
        description: 'Also the steps that this state does not have, with why.',
        schema: { enum: ['all'] },
      },
    ],
    answers: json('CaseView'),
    refusals: [400, 409, ...seen],
  },
  {
    method: 'get',
    path: `${ofCase}/history`,
    id: 'readHistory',
    tag: 'complaints',
    title: { da: 'Alle hændelser i sagen', en: 'Every event of the complaint' },
    answers: json('History'),
    refusals: [409, ...seen],
  },
  {
    method: 'get',
    path: `${ofCase}/replay`,
    id: 'replayComplaint',
    tag: 'complaints',
    title: {
      da: 'Genafspilning: hvad hver regel blev spurgt om, og hvad den svarede',
      en: 'Replay: what each rule was asked and what it answered',
    },
    answers: json('Replay'),
    refusals: [409, ...seen],
  },
  {
    method: 'get',
    path: `${ofCase}/letters/{n}`,
    id: 'readLetter',
    tag: 'complaints',
    title: { da: 'Et brev', en: 'A letter' },
    answers: { 'text/html': { type: 'string' } },
    refusals: [...seen, 409, 410],
  },
  {
    method: 'get',
    path: `${ofCase}/documents/{document}/content`,
    id: 'readDocument',
    tag: 'complaints',
    title: { da: 'Et dokuments indhold', en: "A document's bytes" },
    answers: { 'application/octet-stream': binary },
    refusals: [...seen, 409, 410],
  },
  {
    method: 'get',
    path: `${ofCase}/access-log`,
    id: 'readAccessLog',
    tag: 'complaints',
    title: {
      da: 'Hvem har set sagen, hvornår og hvorfor; for borgeren uden navne',
      en: 'Who has looked at the case, when and why; for the citizen without names',
    },
    query: [
      { name: 'cursor', description: '`next` of the page before.', schema: { type: 'string' } },
      { name: 'limit', description: 'Entries of a page; 200 where it is left out.', schema: filters.limit! },
    ],
    answers: { 'application/json': { anyOf: [ref('AccessLog'), ref('AccessExtract')] } },
    refusals: [400, 409, ...seen],
  },
  {
    method: 'get',
    path: `${ofCase}/access-package`,
    id: 'readAccessPackage',
    tag: 'complaints',
    title: { da: 'Alt, hvad der er gemt om personen', en: 'Everything held on the person' },
    answers: { 'application/zip': binary },
    refusals: [409, ...seen],
  },
  {
    method: 'get',
    path: '/api/offices/{office}/destructions',
    id: 'listDestructions',
    tag: 'office',
    title: {
      da: 'Hvis nøgler der er varslet destrueret, og hvornår; for databeskyttelsesrådgiver og revision',
      en: 'Whose keys are announced for destruction, and when; for the data protection officer and the auditor',
    },
    query: [
      { name: 'cursor', description: '`next` of the page before.', schema: { type: 'string' } },
      { name: 'limit', description: 'Entries of a page; 200 where it is left out.', schema: filters.limit! },
    ],
    answers: json('Destructions'),
    refusals: [400, ...seen],
  },
  {
    method: 'post',
    path: '/api/offices/{office}/access/search',
    id: 'searchAccesses',
    tag: 'supervision',
    title: {
      da: 'Opslag efter person, sag, tid og formål, de nyeste først; aldrig i en adresse',
      en: 'Looks by person, case, time and purpose, the newest first; never in a URL',
    },
    body: {
      type: 'object',
      additionalProperties: false,
      properties: {
        by: { type: 'string', pattern: keyPatterns.member, description: "Who looked: the caller's `sub`." },
        complaint: { type: 'string', pattern: keyPatterns.complaint },
        from: { ...day, description: 'The first day; left out: thirty days ago.' },
        to: { ...day, description: 'The last day, inclusive.' },
        purpose: { enum: [...purposes] },
        odd: { type: 'boolean', description: 'Only looks that are odd, or only those that are not.' },
        cursor: filters.cursor!,
        limit: filters.limit!,
      },
    },
    answers: json('Looks'),
    refusals: [400, 413, 415, ...seen],
  },
  {
    method: 'get',
    path: '/api/offices/{office}/supervision',
    id: 'listDraws',
    tag: 'supervision',
    title: {
      da: 'Hver uges stikprøve af opslag: hvor mange, hvor mange bedømt, med hvilket udfald',
      en: 'What was drawn of each week’s looks: how many, how many judged, with what finding',
    },
    query: [
      { name: 'cursor', description: '`next` of the page before.', schema: filters.cursor! },
      { name: 'limit', description: 'Weeks of a page; 12 where it is left out.', schema: filters.limit! },
    ],
    answers: json('Draws'),
    refusals: [400, ...seen],
  },
  {
    method: 'get',
    path: '/api/offices/{office}/supervision/{week}',
    id: 'readDraw',
    tag: 'supervision',
    title: {
      da: 'En uges stikprøve (2026-W10): opslagene, hvorfor de er udtaget, og hvad der blev fundet',
      en: 'The draw of a week (2026-W10): the looks, why they were drawn, and what was found',
    },
    query: [
      { name: 'cursor', description: '`next` of the page before.', schema: filters.cursor! },
      { name: 'limit', description: 'Looks of a page; 50 where it is left out.', schema: filters.limit! },
    ],
    answers: json('Draw'),
    refusals: [400, ...seen],
  },
  {
    method: 'post',
    path: '/api/offices/{office}/supervision/judgements',
    id: 'judgeLook',
    tag: 'supervision',
    title: {
      da: 'Bedøm et udtaget opslag, som en anden har gjort; den seneste bedømmelse gælder',
      en: 'Judge a drawn look that somebody else has made; the last judgement counts',
    },
    body: {
      type: 'object',
      additionalProperties: false,
      required: ['look', 'finding'],
      properties: {
        look: { type: 'integer', minimum: 1, description: 'Number of the look, as the draw gives it.' },
        finding: { enum: [...findings] },
        note: { type: 'string', minLength: 1, maxLength: longestNote },
      },
    },
    status: 201,
    answers: json('Judged'),
    refusals: [400, 409, 413, 415, ...seen],
  },
  {
    method: 'get',
    path: ofMembers,
    id: 'listMembers',
    tag: 'members',
    title: {
      da: 'Kontorets medarbejdere og brugere: hvem, som hvad, fra hvornår og til hvornår; for administrator og leder',
      en: "The office's members: who, as what, from when and until when; for the administrator and the head",
    },
    query: [
      {
        name: 'ended',
        description: '`true`: also those who are members no more.',
        schema: { type: 'boolean' },
      },
    ],
    answers: json('Members'),
    refusals: [400, ...seen],
  },
  {
    method: 'post',
    path: ofMembers,
    id: 'sayMember',
    tag: 'members',
    title: {
      da: 'Tilføj en person, eller sig på ny, hvad der gælder for vedkommende; for administratoren',
      en: 'Add somebody, or say anew what is so of them; for the administrator',
    },
    body: {
      type: 'object',
      additionalProperties: false,
      required: ['sub', 'name', 'roles'],
      properties: {
        sub: { ...memberId, description: 'What the identity provider calls the person; never a CPR number.' },
        name: { type: 'string', minLength: 1, maxLength: 200 },
        roles: { type: 'array', minItems: 1, uniqueItems: true, items: { enum: memberRoles } },
        department: {
          type: 'string',
          pattern: keyPatterns.department,
          description: 'With the role `department`, and with no other.',
        },
        from: { type: 'string', format: 'date', description: 'The first day, in Denmark; left out: at once.' },
        until: { type: 'string', format: 'date', description: 'The last day; left out: without an end.' },
      },
    },
    ifMatch: true,
    status: 201,
    alsoStatus: 200,
    answers: json('MemberWritten'),
    refusals: [400, 409, 412, 413, 415, ...seen],
  },
  {
    method: 'post',
    path: `${ofMembers}/end`,
    id: 'endMember',
    tag: 'members',
    title: {
      da: 'En person er ikke med længere: straks, eller fra dagen efter; for administratoren',
      en: 'Somebody is a member no more: at once, or from the day after; for the administrator',
    },
    body: {
      type: 'object',
      additionalProperties: false,
      required: ['sub'],
      properties: {
        sub: memberId,
        until: { type: 'string', format: 'date', description: 'The last day; left out: it is over at once.' },
      },
    },
    ifMatch: true,
    answers: json('MemberWritten'),
    refusals: [400, 409, 412, 413, 415, ...seen],
  },
  {
    method: 'get',
    path: `${ofMembers}/history`,
    id: 'readMembersHistory',
    tag: 'members',
    title: {
      da: 'Hvem der har givet og taget hvilke rettigheder, og hvornår; for administrator og revision',
      en: 'Who gave and took which rights, and when; for the administrator and the auditor',
    },
    answers: json('MembersHistory'),
    refusals: [400, ...seen],
  },
  {
    method: 'get',
    path: '/api/offices/{office}/profile',
    id: 'readProfile',
    tag: 'office',
    title: { da: 'Kontorets regler med deres kilder', en: "The office's rules with their sources" },
    answers: json('Profile'),
    refusals: seen,
  },
  {
    method: 'get',
    path: '/api/offices/{office}/lifecycle',
    id: 'readLifecycle',
    tag: 'office',
    title: { da: 'Forløbet: tilstande, overgange, diagram', en: 'The machine: states, transitions, diagram' },
    answers: json('Lifecycle'),
    refusals: seen,
  },
  {
    method: 'get',
    path: '/api/offices/{office}/positions',
    id: 'followPositions',
    tag: 'office',
    title: {
      da: 'Følg kontoret: hvor hver sag står, hændelse for hændelse; kun numre og tilstande',
      en: 'Follow the office: where each case stands, event by event; numbers and states alone',
    },
    query: [
      {
        name: 'from',
        description:
          'The last position that the reader has: what comes after it is told first. `0`: from the beginning of the log. Left out: what comes from now on. The header `Last-Event-ID` goes before it.',
        schema: { type: 'string', pattern: '^[0-9]{1,20}$' },
      },
    ],
    answers: { 'text/event-stream': ref('Standing') },
    refusals: [400, ...seen, 429],
    stream: true,
  },
  {
    method: 'get',
    path: '/api/offices/{office}/reports',
    id: 'listReports',
    tag: 'reports',
    title: {
      da: 'Rapporterne: hvad de tæller, og hvad de kan deles op efter',
      en: 'The reports: what they count and what they can be divided by',
    },
    answers: json('ReportList'),
    refusals: [400, ...seen],
  },
  {
    method: 'get',
    path: '/api/offices/{office}/reports/yearly',
    id: 'readYearlyReport',
    tag: 'reports',
    title: { da: 'Årsberetningen', en: 'The yearly report' },
    query: [
      { name: 'year', description: 'Required.', schema: { type: 'integer', minimum: 1990, maximum: 2200 } },
      formats('json', 'html', 'pdf'),
      lang,
      audience,
      ...asof,
    ],
    answers: { ...json('YearlyReport'), 'text/html': { type: 'string' }, 'application/pdf': binary },
    refusals: [400, ...seen, 429],
  },
  {
    method: 'get',
    path: '/api/offices/{office}/reports/{name}',
    id: 'readReport',
    tag: 'reports',
    title: {
      da: 'En rapport: kontorets egne tal, eller de offentliggjorte, hvor små grupper er skjult',
      en: 'One report: the office’s own figures, or the published ones, where small groups are hidden',
    },
    query: ofReport,
    answers: {
      ...json('Report'),
      'text/csv': { type: 'string' },
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': binary,
      'application/vnd.apache.parquet': binary,
    },
    refusals: [400, ...seen, 429],
  },
  {
    method: 'get',
    path: '/api/offices/{office}/reports/{name}/events',
    id: 'readReportRows',
    tag: 'reports',
    title: { da: 'Hvad der ligger bag et tal i en rapport', en: 'What is behind a figure of a report' },
    query: ofRows,
    answers: json('ReportRows'),
    refusals: [400, ...seen, 429],
  },
  {
    method: 'get',
    path: '/health/live',
    id: 'isLive',
    tag: 'operations',
    title: { da: 'Processen lever', en: 'The process is alive' },
    answers: json('Health'),
    refusals: [],
  },
  {
    method: 'get',
    path: '/health/ready',
    id: 'isReady',
    tag: 'operations',
    title: { da: 'Produktet er klar; 503, når det ikke er', en: 'The product is ready; 503 when it is not' },
    answers: json('Health'),
    refusals: [],
  },
  {
    method: 'get',
    path: '/metrics',
    id: 'readMetrics',
    tag: 'operations',
    title: { da: 'Tal til overvågning (Prometheus)', en: 'Figures for monitoring (Prometheus)' },
    answers: { 'text/plain': { type: 'string' } },
    refusals: [],
  },
];

/** Of demo and test alone. */
export const testResources: readonly Resource[] = [
  {
    method: 'post',
    path: '/api/test/token',
    id: 'issueToken',
    tag: 'test',
    title: { da: 'Et adgangsbevis til hvem som helst', en: 'A token for anybody' },
    body: ref('TokenRequest'),
    answers: json('TokenIssued'),
    refusals: [400, 413, 415],
  },
  {
    method: 'get',
    path: '/api/test/clock',
    id: 'readClock',
    tag: 'test',
    title: { da: 'Produktets ur', en: "The product's clock" },
    answers: json('Clock'),
    refusals: [],
  },
  {
    method: 'put',
    path: '/api/test/clock',
    id: 'setClock',
    tag: 'test',
    title: {
      da: 'Stil uret frem; alt, hvad der forfalder undervejs, bliver gjort',
      en: 'Set the clock forward; everything that comes due on the way is done',
    },
    body: ref('Clock'),
    answers: json('Clock'),
    refusals: [400, 409, 413, 415, 503],
  },
];

export const resourcesOf = ({ mode }: { readonly mode: string }): readonly Resource[] =>
  mode === 'production' ? resources : [...resources, ...testResources];
