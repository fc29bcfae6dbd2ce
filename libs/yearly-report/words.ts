/** What the report itself says, in both languages. */
import { type Unit } from '../read-models/statistics/report.js';
import { type Language } from './yearly.js';

export interface Words {
  readonly title: (year: string) => string;
  readonly intro: (office: string, year: string) => string;
  /** Of figures that end before the year does; the day is written. */
  readonly unfinished: (day: string) => string;
  readonly madeOn: (day: string) => string;
  readonly contents: string;
  readonly skip: string;
  readonly page: (page: number, of: number) => string;
  readonly hidden: string;
  readonly nothing: string;
  readonly all: string;
  readonly total: string;
  /** Heads the names of the rows where each is a figure. */
  readonly what: string;
  readonly units: { readonly [unit in Unit]: string };
  readonly each: { readonly [unit in Unit]: string };
  /** `who` is the report's population, `to` a day that counts. */
  readonly counts: (unit: string, who: string, from: string, to: string) => string;
  /** `whole` begins with "of". */
  readonly shareOf: (whole: string) => string;
  readonly share: string;
  readonly days: string;
  readonly calendarDays: string;
  readonly minutes: string;
  readonly daysPer: (one: string) => string;
  readonly and: string;
  readonly quarter: (quarter: string, year: string) => string;
  readonly caption: (title: string, part: number, of: number) => string;
  readonly columns: (list: string) => string;
  readonly someHidden: (threshold: number) => string;
  readonly noRows: string;
  /** What was known at an earlier instant. */
  readonly asOf: (instant: string) => string;
  readonly chart: {
    readonly bars: (title: string) => string;
    readonly lines: (title: string) => string;
    readonly title: (what: string, by: string) => string;
    readonly extremes: (most: string, least: string) => string;
    /** Where some are hidden, which may be more or less. */
    readonly extremesShown: (most: string, least: string) => string;
    readonly seeTable: string;
    readonly notDrawn: (which: string) => string;
    readonly notDrawnMany: (count: number) => string;
  };
  readonly scroll: (title: string) => string;
  readonly foreword: string;
  readonly example: (title: string) => string;
  readonly about: {
    readonly title: string;
    readonly examplesTitle: string;
    readonly examples: string;
    readonly internalTitle: string;
    readonly internal: string;
    readonly hiddenTitle: string;
    readonly hidden: readonly ((threshold: string) => string)[];
    readonly basisTitle: string;
    readonly until: (day: string) => string;
    readonly basis: (position: string) => string;
    readonly populations: string;
    readonly hash: (hash: string) => string;
    readonly profilesTitle: string;
    readonly profiles: string;
    readonly noProfiles: string;
    readonly profile: (id: string, hash: string) => string;
  };
}

export const words: { readonly [lang in Language]: Words } = {
  da: {
    title: (year) => `Årsberetning ${year}`,
    intro: (office, year) =>
      `Beretningen tæller henvendelser og klager til ${office} i ${year}, hvad de handlede om, og hvad der kom ud af dem. ` +
      'Under hvert diagram står en tabel med de samme tal.',
    unfinished: (day) => `Året er ikke slut i disse tal: de går til og med ${day}, ikke til årets slutning.`,
    madeOn: (day) => `Opgjort: ${day}.`,
    contents: 'Indhold',
    skip: 'Spring til indholdet',
    page: (page, of) => `Side ${page} af ${of}`,
    hidden: 'skjult',
    nothing: '–',
    all: 'Alle',
    total: 'I alt',
    what: 'Hvad der er talt',
    units: {
      contact: 'henvendelser',
      case: 'sager',
      part: 'klagepunkter',
      cycle: 'forløb',
      referral: 'forelæggelser',
      recommendation: 'henstillinger',
      suggestion: 'forslag',
      use: 'anvendelser',
      extension: 'forlængelser',
      meeting: 'møder',
      activity: 'aktiviteter',
    },
    each: {
      contact: 'henvendelse',
      case: 'sag',
      part: 'klagepunkt',
      cycle: 'forløb',
      referral: 'forelæggelse',
      recommendation: 'henstilling',
      suggestion: 'forslag',
      use: 'anvendelse',
      extension: 'forlængelse',
      meeting: 'møde',
      activity: 'aktivitet',
    },
    counts: (unit, who, from, to) => `Tabellen tæller ${unit} ${who} fra ${from} til ${to}, begge dage med.`,
    shareOf: (whole) => `andel ${whole}`,
    share: 'andel',
    days: 'arbejdsdage',
    calendarDays: 'kalenderdage',
    minutes: 'minutter',
    daysPer: (one) => `arbejdsdage pr. ${one}`,
    and: 'og',
    quarter: (quarter, year) => `${quarter}. kvartal ${year}`,
    caption: (title, part, of) => `Tabel: ${title}${of === 1 ? '' : ` (${part} af ${of})`}`,
    columns: (list) => `Kolonnerne: ${list}.`,
    someHidden: (threshold) =>
      `Nogle tal er skjult, fordi grupper på under ${threshold} kan pege på en person. Se »Skjulte tal« sidst i beretningen.`,
    noRows: 'Der var intet at tælle i perioden.',
    asOf: (instant) => `Som det så ud ${instant}.`,
    chart: {
      bars: (title) => `Søjlediagram: ${title}.`,
      lines: (title) => `Kurve: ${title}.`,
      title: (what, by) => `${what} fordelt på ${by}`,
      extremes: (most, least) => `Højest: ${most}. Lavest: ${least}.`,
      extremesShown: (most, least) => `Højest af de viste: ${most}. Lavest af de viste: ${least}.`,
      seeTable: 'Alle tal står i tabellen under diagrammet.',
      notDrawn: (which) => `Ikke tegnet, fordi tallet er skjult: ${which}.`,
      notDrawnMany: (count) => `${count} tal er skjult og ikke tegnet.`,
    },
    scroll: (title) => `${title}, kan rulles sidelæns`,
    foreword: 'Forord',
    example: (title) => `Eksempel: ${title}`,
    about: {
      title: 'Om tallene',
      examplesTitle: 'Eksemplerne',
      examples:
        'Eksemplerne er fra kontorets sager. De er skrevet om, så ingen kan genkendes, og læst for sig og godkendt, før de kom med.',
      internalTitle: 'Kun til kontoret selv',
      internal:
        'Dette er kontorets egne tal. Ingen af dem er skjult, heller ikke om nogle få: de kan pege på enkelte personer og må ikke offentliggøres. Den offentlige udgave hentes for sig.',
      hiddenTitle: 'Skjulte tal',
      hidden: [
        () => 'Hvor der står »skjult«, er tallet holdt tilbage for at beskytte borgere og medarbejdere.',
        (threshold) =>
          `Grupper på under ${threshold} vises ikke: et lille tal kan pege på en bestemt person. Kunne det regnes ud af de andre tal, er flere tal skjult, også større.`,
        () =>
          'Et skjult tal er heller ikke tegnet i diagrammet. En streg (–) betyder, at der ikke var noget at regne på, for eksempel en andel af ingen sager.',
      ],
      basisTitle: 'Hvad tallene bygger på',
      until: (day) => `Den seneste ændring, der er talt med, er fra ${day}.`,
      basis: (position) =>
        `Alt, hvad der er skrevet i kontorets log til og med position ${position}, er talt med, og intet derefter. Den samme position giver altid de samme tal.`,
      populations:
        'Det, der er modtaget i året, og det, der er afgjort i året, er to forskellige grupper. Hver tabel siger, hvilken af dem den tæller.',
      hash: (hash) => `Beretningens kontrolsum (SHA-256): ${hash}`,
      profilesTitle: 'Regler, sagerne er behandlet efter',
      profiles:
        'Hver sag følger de regler, der gjaldt, da den kom ind. Disse udgaver af reglerne indgår, hver med sin kontrolsum:',
      noProfiles: 'Ingen sager i året er bundet til en udgave af reglerne.',
      profile: (id, hash) => `${id}, kontrolsum ${hash}`,
    },
  },
  en: {
    title: (year) => `Annual report ${year}`,
    intro: (office, year) =>
      `This report counts contacts and complaints to ${office} in ${year}, what they were about, and what came of them. ` +
      'Beneath each chart stands a table with the same figures.',
    unfinished: (day) =>
      `The year is not over in these figures: they go up to and including ${day}, not to the end of the year.`,
    madeOn: (day) => `Made on: ${day}.`,
    contents: 'Contents',
    skip: 'Skip to the content',
    page: (page, of) => `Page ${page} of ${of}`,
    hidden: 'hidden',
    nothing: '–',
    all: 'All',
    total: 'Total',
    what: 'What is counted',
    units: {
      contact: 'contacts',
      case: 'cases',
      part: 'parts of complaints',
      cycle: 'cycles',
      referral: 'referrals',
      recommendation: 'recommendations',
      suggestion: 'suggestions',
      use: 'uses',
      extension: 'extensions',
      meeting: 'meetings',
      activity: 'activities',
    },
    each: {
      contact: 'contact',
      case: 'case',
      part: 'part',
      cycle: 'cycle',
      referral: 'referral',
      recommendation: 'recommendation',
      suggestion: 'suggestion',
      use: 'use',
      extension: 'extension',
      meeting: 'meeting',
      activity: 'activity',
    },
    counts: (unit, who, from, to) => `The table counts ${unit} ${who} from ${from} to ${to}, both days inclusive.`,
    shareOf: (whole) => `share ${whole}`,
    share: 'share',
    days: 'working days',
    calendarDays: 'calendar days',
    minutes: 'minutes',
    daysPer: (one) => `working days per ${one}`,
    and: 'and',
    quarter: (quarter, year) => `Quarter ${quarter} of ${year}`,
    caption: (title, part, of) => `Table: ${title}${of === 1 ? '' : ` (${part} of ${of})`}`,
    columns: (list) => `The columns: ${list}.`,
    someHidden: (threshold) =>
      `Some figures are hidden, because groups below ${threshold} could point at a person. See “Hidden figures” at the end of the report.`,
    noRows: 'There was nothing to count in the period.',
    asOf: (instant) => `As it looked at ${instant}.`,
    chart: {
      bars: (title) => `Bar chart: ${title}.`,
      lines: (title) => `Line chart: ${title}.`,
      title: (what, by) => `${what} by ${by}`,
      extremes: (most, least) => `Highest: ${most}. Lowest: ${least}.`,
      extremesShown: (most, least) => `Highest of those shown: ${most}. Lowest of those shown: ${least}.`,
      seeTable: 'All figures are in the table beneath the chart.',
      notDrawn: (which) => `Not drawn, because the figure is hidden: ${which}.`,
      notDrawnMany: (count) => `${count} figures are hidden and not drawn.`,
    },
    scroll: (title) => `${title}, can be scrolled sideways`,
    foreword: 'Foreword',
    example: (title) => `Example: ${title}`,
    about: {
      title: 'About the figures',
      examplesTitle: 'The examples',
      examples:
        'The examples are from the office’s cases. They were rewritten so that nobody can be recognised, and read by themselves and approved before they were included.',
      internalTitle: 'For the office alone',
      internal:
        'These are the office’s own figures. None of them is hidden, not even those of a few: they can point at single persons, and may not be published. The public edition is asked for apart.',
      hiddenTitle: 'Hidden figures',
      hidden: [
        () => 'Where it says “hidden”, the figure is held back to protect citizens and staff.',
        (threshold) =>
          `Groups below ${threshold} are not shown: a small number could point at a certain person. Where it could be worked out from the other figures, more of them are hidden, larger ones too.`,
        () =>
          'A hidden figure is not drawn in the chart either. A dash (–) means that there was nothing to calculate from, for example a share of no cases.',
      ],
      basisTitle: 'What the figures rest on',
      until: (day) => `The last change that is counted is of ${day}.`,
      basis: (position) =>
        `Everything written in the office’s log up to and including position ${position} is counted, and nothing after it. The same position always gives the same figures.`,
      populations:
        'What was received in the year and what was decided in it are two different groups. Each table says which of them it counts.',
      hash: (hash) => `Checksum of the report (SHA-256): ${hash}`,
      profilesTitle: 'The rules the cases were handled under',
      profiles:
        'Each case follows the rules in force when it came in. These versions of the rules are included, each with its checksum:',
      noProfiles: 'No case of the year is pinned to a version of the rules.',
      profile: (id, hash) => `${id}, checksum ${hash}`,
    },
  },
};
