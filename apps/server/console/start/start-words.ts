/** What is said to somebody who comes for the first time: the first page, and the way around the demo. */
import { type Sentences } from '../../../../libs/platform/refusal.js';

export const startWords = {
  title: { da: 'Klagegang: klagesager hos borgerrådgiveren', en: 'Klagegang: complaints to the citizens’ adviser' },
  intro: {
    da: 'Her følger en borgerrådgiver en klage fra den første samtale, til den er lukket. Siden viser, hvad der kan gøres nu, hvad der ikke kan, og hvilken regel der siger det. Hvert kontor har sine egne regler.',
    en: 'Here a citizens’ adviser follows a complaint from the first talk until it is closed. The page shows what can be done now, what cannot, and which rule says so. Each office has its own rules.',
  },
  kept: {
    da: 'Alt, der sker i en sag, bliver stående, og det kan altid ses, hvem der gjorde hvad og hvornår.',
    en: 'Everything that happens in a case stays as it was written, and it can always be seen who did what, and when.',
  },
  sample: {
    da: 'Dette er en prøve. Alle mennesker og sager i den er opdigtede, så her kan intet gå galt.',
    en: 'This is a sample. Every person and every case in it is invented, so nothing can go wrong here.',
  },
  signIn: { da: 'Log ind', en: 'Log in' },
  choose: { da: 'Log ind, og vælg hvem du vil være', en: 'Log in and choose who to be' },
  tour: { da: 'Vis mig rundt på tre minutter', en: 'Show me around in three minutes' },
  ownCase: { da: 'Er du borger? Følg din egen sag', en: 'Are you a citizen? Follow your own case' },
  desks: { da: 'Dine kontorer', en: 'Your offices' },
  who: { da: 'Hvem du kan være', en: 'Who you can be' },
  whoIntro: {
    da: 'Ved login vælger du en af dem. Log af, når du vil være en anden.',
    en: 'When you log in you choose one of them. Log out to be somebody else.',
  },
  whoSees: { da: 'Hvad man ser', en: 'What one sees' },
  offices: { da: 'Kontorer', en: 'Offices' },
  office: { da: 'Kontor', en: 'Office' },
  profile: { da: 'Regler', en: 'Rules' },
  departments: { da: 'Forvaltninger', en: 'Departments' },
  programs: { da: 'For den, der programmerer', en: 'For whoever writes programs' },
  api: { da: 'API: alle trin og opslag', en: 'API: every step and resource' },
  document: { da: 'Maskinlæsbar beskrivelse (OpenAPI 3.1)', en: 'Machine-readable description (OpenAPI 3.1)' },
  codes: { da: 'Alle koder og deres sætninger', en: 'Every code and its sentences' },
  health: { da: 'Om alt virker', en: 'Whether everything works' },
  metrics: { da: 'Målinger', en: 'Metrics' },
  try: { da: 'Prøv i en terminal', en: 'Try in a terminal' },
  tryIntro: {
    da: 'I demo og test udsteder serveren selv adgangsbeviser. Her får en medarbejder ét, modtager en henvendelse, skriver hvad den handler om og ser sin arbejdsliste:',
    en: 'In demo and test the server issues tokens itself. Here an adviser gets one, receives an inquiry, records what it is about and reads the worklist:',
  },
  ownToken: {
    da: 'Sæt et adgangsbevis fra jeres egen udbyder i stedet for $TOKEN:',
    en: 'Put a token of your own provider in the place of $TOKEN:',
  },
} as const satisfies Readonly<Record<string, Sentences>>;

/** What each of them comes for, in the order in which a newcomer would look. */
export const sees = {
  adviser: {
    da: 'Dagens sager: hvad haster, hvad kan gøres, og hvad kan ikke',
    en: 'The day’s cases: what is urgent, what can be done, and what cannot',
  },
  head: { da: 'Tilsyn, udgang på sager og fordeling', en: 'Investigations, outcomes, and who has which case' },
  department: { da: 'Kun det, forvaltningen er spurgt om', en: 'Only what the department was asked about' },
  auditor: {
    da: 'Hvad der skete i en sag, og hvem der har set den',
    en: 'What happened in a case, and who looked at it',
  },
  analyst: { da: 'Tal om sagerne, men ingen sager', en: 'Figures about the cases, but no case' },
  dataProtectionOfficer: { da: 'Indsigt, sletning og opslag i sager', en: 'Access, erasure, and looks at cases' },
  administrator: { da: 'Kontorets regler og medarbejdere', en: 'The office’s rules and members' },
} as const satisfies Readonly<Record<string, Sentences>>;
