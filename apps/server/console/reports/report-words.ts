/** What the report room says: what each report counts, in a sentence, and the words around the figures. */
import { type Sentences } from '../../../../libs/platform/refusal.js';

/** The reports in the order in which a reader looks for them. A test holds that each is here once. */
export const groups: readonly {
  readonly id: string;
  readonly title: Sentences;
  readonly reports: readonly string[];
}[] = [
  {
    id: 'contacts',
    title: {
      da: 'Hvem henvender sig, og hvad kommer der ud af det?',
      en: 'Who turns to the office, and what comes of it?',
    },
    reports: ['contacts', 'endings', 'parts', 'rejections', 'exceptions'],
  },
  {
    id: 'outcomes',
    title: { da: 'Hvordan ender klagerne?', en: 'How do complaints end?' },
    reports: ['outcomes', 'dialogue', 'solved', 'examined', 'upheld', 'finding', 'reopened'],
  },
  {
    id: 'learning',
    title: { da: 'Hvad kan kommunen lære?', en: 'What can the municipality learn?' },
    reports: ['criticism', 'follow-up', 'recommendations', 'suggestions'],
  },
  {
    id: 'time',
    title: { da: 'Hvor lang tid tager det?', en: 'How long does it take?' },
    reports: ['first-answer', 'own-time', 'department-time', 'extensions'],
  },
  {
    id: 'office',
    title: { da: 'Hvad laver kontoret selv?', en: 'What does the office itself do?' },
    reports: ['meetings', 'activities', 'load'],
  },
];

const s = (da: string, en: string): Sentences => ({ da, en });

export const sentences: { readonly [report: string]: Sentences } = {
  contacts: s('Tæller hver gang nogen har rettet sig mod kontoret.', 'Counts each time somebody turned to the office.'),
  endings: s(
    'Tæller henvendelserne efter det, de førte til: en sag, vejledning eller noget andet.',
    'Counts contacts by what they came to: a case, guidance or something else.',
  ),
  parts: s(
    'Tæller, hvad der blev klaget over, med emne og forvaltning. En klage kan have flere klagepunkter.',
    'Counts what was complained about, by topic and department. A complaint can have several parts.',
  ),
  rejections: s(
    'Tæller de klagepunkter, som kontoret ikke kunne tage sig af, og hvorfor.',
    'Counts the parts that the office could not take up, and why.',
  ),
  exceptions: s(
    'Tæller hver gang en regel er fraveget, eller en undtagelse er brugt.',
    'Counts each time a rule was waived or an exception was used.',
  ),
  outcomes: s('Tæller de afsluttede sager efter udfald.', 'Counts the cases closed by their outcome.'),
  dialogue: s(
    'Tæller de sager, der blev løst ved at tale sammen, ud af alle afsluttede.',
    'Counts the cases solved by talking together, of all closed.',
  ),
  solved: s(
    'Tæller, om det, der blev klaget over, blev løst helt, delvist eller slet ikke.',
    'Counts whether what was complained about was solved wholly, partly or not at all.',
  ),
  examined: s(
    'Viser, hvor mange af de afgjorte klagepunkter der blev undersøgt til bunds.',
    'Shows how many of the parts decided were examined in substance.',
  ),
  upheld: s(
    'Viser, hvor tit klageren fik medhold, både ud af de undersøgte og ud af alle afgjorte klagepunkter.',
    'Shows how often the complaint was upheld, of the parts investigated and of all parts decided.',
  ),
  finding: s(
    'Viser, hvor tit klageren havde ret, delvist ret eller ikke ret.',
    'Shows how often the complaint was right, partly right or not right.',
  ),
  reopened: s('Tæller de sager, der blev åbnet igen, og hvorfor.', 'Counts the cases opened again, and why.'),
  criticism: s(
    'Tæller den kritik og de henstillinger, som sagerne endte med.',
    'Counts the criticism and recommendations that cases ended with.',
  ),
  'follow-up': s(
    'Viser, hvad forvaltningerne har svaret på kritik og henstillinger.',
    'Shows what departments have answered to criticism and recommendations.',
  ),
  recommendations: s(
    'Viser, hvad der er blevet af henstillingerne i kontorets register, og hvor længe de har stået åbne.',
    'Shows what has become of the recommendations in the office’s register, and how long they have been open.',
  ),
  suggestions: s(
    'Tæller borgernes forslag til, hvad der kan gøres bedre, og hvad der er svaret.',
    'Counts what citizens suggested could be done better, and what was answered.',
  ),
  'first-answer': s(
    'Viser, hvor mange henvendelser der fik det første svar til tiden.',
    'Shows how many contacts got a first answer in time.',
  ),
  'own-time': s(
    'Viser, hvor mange arbejdsdage kontoret brugte fra sagen blev oprettet, til den blev lukket.',
    'Shows how many working days the office took from registration to closing.',
  ),
  'department-time': s(
    'Tæller hver gang en forvaltning har fået en klage forelagt, og hvor mange arbejdsdage svaret tog.',
    'Counts each time a complaint was put to a department, and how many working days the answer took.',
  ),
  extensions: s(
    'Tæller hver gang en forvaltning fik mere tid, og hvor meget.',
    'Counts each time a department was given more time, and how much.',
  ),
  meetings: s(
    'Tæller møder mellem en borger og en forvaltning, som kontoret var med til.',
    'Counts meetings of a citizen and a department that the office attended.',
  ),
  activities: s(
    'Tæller det, kontoret laver uden for klagerne: råd, undervisning og møder.',
    'Counts what the office does besides complaints: advice, teaching and meetings.',
  ),
  load: s(
    'Viser, hvor mange sager hver medarbejder har. Kun til at fordele arbejdet efter.',
    'Shows how many cases each member of the office has. For dividing the work by, and nothing else.',
  ),
};

export const words = {
  reports: s('Rapporter', 'Reports'),
  all: s('Alle rapporter', 'All reports'),
  lead: s(
    'Hver rapport siger, hvad den tæller, og hvor stort det hele er. Tallene regnes ud, når du åbner den.',
    'Each report says what it counts, and of how many. The figures are made when you open it.',
  ),
  editionForOffice: s(
    'Kontoret ser de rigtige tal. De tal, der kan offentliggøres, har deres egen udgave af hver rapport.',
    'The office sees the true figures. What can be published has its own edition of each report.',
  ),
  editionForAll: s(
    'Du ser de tal, der kan offentliggøres. Små tal er skjult, så ingen kan genkendes.',
    'You see the figures that can be published. Small ones are hidden, so that nobody can be recognised.',
  ),
  onlyInternal: s('Kun internt', 'Internal only'),
  editions: s('Udgave', 'Edition'),
  internal: s('Intern', 'Internal'),
  published: s('Til offentliggørelse', 'For publication'),
  internalNote: s(
    'Alle tal er vist, også de små. De kan pege på enkelte personer. Mærket står også i hver fil.',
    'All figures are shown, small ones too. They can point at single persons. The mark is in every file as well.',
  ),
  publishedNote: s(
    'Små tal er skjult, så ingen kan genkendes. Denne udgave må gives videre.',
    'Small figures are hidden, so that nobody can be recognised. This edition may be passed on.',
  ),
  from: s('Fra og med', 'From'),
  to: s('Til og med', 'To and including'),
  by: s('Fordelt på', 'Divided by'),
  andBy: s('Og på', 'And by'),
  time: s('Over tid', 'Over time'),
  notDivided: s('Ikke fordelt', 'Not divided'),
  show: s('Vis', 'Show'),
  total: s('I alt', 'Total'),
  allOf: s('Alle', 'All'),
  nothing: s('Der er intet at tælle i perioden.', 'There is nothing to count in this period.'),
  nothingHint: s('Vælg en længere periode, eller se en anden rapport.', 'Choose a longer period, or another report.'),
  thisYear: s('I år', 'This year'),
  lastYear: s('Sidste år', 'Last year'),
  threeYears: s('Seneste tre år', 'The last three years'),
  notDrawn: s(
    'Her er ingen graf: som tallene er delt, bliver den ikke til at læse. Del dem på en anden måde.',
    'There is no chart here: as the figures are divided, nobody could read it. Divide them another way.',
  ),
  noChart: s(
    'Her er ingen graf: for få tal kan vises. Vælg en længere periode, eller del tallene op i færre grupper.',
    'There is no chart here: too few figures can be shown. Choose a longer period, or divide them into fewer groups.',
  ),
  figures: s('Tallene', 'The figures'),
  figure: s('Hvad der er talt', 'What is counted'),
  hidden: s('skjult', 'hidden'),
  fetch: s('Hent', 'Files'),
  sameInFiles: s(
    'Filerne har samme tal, samme skjulte felter, enhed og regler som siden.',
    'The files have the same figures, the same hidden cells, unit and rules as this page.',
  ),
  rules: s('Regler, sagerne er behandlet efter', 'Rules that the cases were handled by'),
  noRules: s('ingen sager i perioden', 'no cases in the period'),
  permalink: s('Link til netop disse tal', 'Link to exactly these figures'),
  unfinished: s('Perioden er ikke slut i disse tal.', 'The period is not over in these figures.'),
  behind: s('Bag tallet', 'Behind the figure'),
  openFigure: s('Se sagerne bag tallet', 'See the cases behind the figure'),
  backToReport: s('Tilbage til rapporten', 'Back to the report'),
  case: s('Sag', 'Case'),
  unnumbered: s('Henvendelse uden sag', 'Contact without a case'),
  which: s('Hvilken del', 'Which part'),
  more: s('Vis flere', 'Show more'),
  logged: s(
    'Hver sag her er et opslag, som er skrevet i adgangsloggen.',
    'Each case here is a look that was written in the access log.',
  ),
  wrong: s('Rapporten kan ikke vises sådan', 'The report cannot be shown like this'),
  improvements: s('Forbedringer', 'Improvements'),
  improvementsLead: s(
    'Hvad der går igen hos hver forvaltning, hvad der er anbefalet, og hvad der er blevet af det.',
    'What recurs in each department, what was recommended, and what has become of it.',
  ),
  wholeReport: s('Se hele rapporten', 'See the whole report'),
} as const;

/** The reports of the improvement page, in its order, each with what it is divided by there. */
export const improvements: readonly { readonly name: string; readonly by: string; readonly title: Sentences }[] = [
  {
    name: 'parts',
    by: 'department,topic',
    title: s('Emner, der går igen', 'Topics that recur'),
  },
  {
    name: 'recommendations',
    by: 'department',
    title: s('Henstillinger, og hvad der blev af dem', 'Recommendations, and what became of them'),
  },
  {
    name: 'follow-up',
    by: 'department',
    title: s('Svar på kritik', 'Answers to criticism'),
  },
  { name: 'suggestions', by: 'department', title: s('Borgernes forslag', 'What citizens suggest') },
  {
    name: 'exceptions',
    by: 'kind',
    title: s('Regler, der blev fraveget', 'Rules that were waived'),
  },
];

/** @param shown @param all how many cells there are */
export const whyHidden = (threshold: number, shown: number, all: number): Sentences => ({
  da:
    `»skjult« står, hvor tallet er under ${threshold}, eller hvor det kunne bruges til at regne et så lille tal ud. ` +
    `Derfor kan et skjult tal også være stort. ${shown} af ${all} felter viser et tal.`,
  en:
    `“hidden” stands where a figure is below ${threshold}, or where it could be used to derive one that small. ` +
    `So a hidden figure can be large as well. ${shown} of ${all} cells show a number.`,
});
export const outOf = (total: string, unit: string): Sentences => ({
  da: `ud af ${total} ${unit}`,
  en: `of ${total} ${unit}`,
});
export const dividedBy = (by: string): Sentences => ({ da: `fordelt på ${by}`, en: `by ${by}` });
export const between = (from: string, to: string): Sentences => ({ da: `${from} til ${to}`, en: `${from} to ${to}` });
export const madeAt = (day: string, position: string): Sentences => ({
  da: `Opgjort ${day}, ved hændelse ${position} i kontorets log.`,
  en: `Made on ${day}, at event ${position} of the office’s log.`,
});
