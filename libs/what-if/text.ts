/**
 * The report as lines for a person, in Danish or English. Complaints by their pseudonymous ids; the JSON has all of
 * them.
 */
import { type Sentences } from '../platform/refusal.js';
import { type SettingName } from '../policy/profile.js';
import { type Found, type Reason } from './findings.js';
import { type WhatIfReport } from './what-if.js';
import { settingWords } from './words.js';

export type Language = keyof Sentences;

/** What the figures cannot say; part of every text. */
export const limits: readonly Sentences[] = [
  {
    da: 'Afviste skridt gemmes ingen steder. Hvad der blev afvist dengang, vides derfor ikke; under "Ville have stået åbent" står, hvad kontorets egne regler stod i vejen for, dér hvor henvendelsen eller sagen endte.',
    en: 'Refused steps are kept nowhere, so what was refused at the time is not known; "Would have been open" tells what the office\'s own rules stood in the way of where the contact or case ended.',
  },
  {
    da: 'Efter det første skridt, der ville være gået anderledes, kan forløbet ikke følges længere.',
    en: 'After the first step that would have gone otherwise the course can no longer be followed.',
  },
  {
    da: 'Mennesker retter sig efter de regler, der gælder: under andre regler ville de have spurgt om og skrevet noget andet ned. Tallene er en sammenligning, ikke en prognose.',
    en: 'People go by the rules in force: under others they would have asked for and written down other things. The figures are a comparison, not a forecast.',
  },
];

/** @param shown how many complaints are named in each group at most */
export function textOf(report: WhatIfReport, language: Language, shown = 5): string {
  const say = (da: string, en: string): string => ({ da, en })[language];
  const { period, profile, compared, events, followed, same, identical, otherwise, leftOut, noted, openings } = report;
  const changed = compared - same;
  const rules = [profile.id ?? say('egne regler', 'own rules'), ...profile.changes].join(', ');
  const days =
    period.from === null && period.to === null ? say('alle', 'all') : `${period.from ?? '…'} – ${period.to ?? '…'}`;
  const named = (setting: SettingName | null): string =>
    setting === null ? '' : ` [${settingWords[setting][language]}]`;
  const cited = (ids: readonly string[]): string => (ids.length === 0 ? '' : ` (${ids.join(' ')})`);
  const ids = ({ count, complaints }: { readonly count: number; readonly complaints: readonly string[] }): string =>
    `         ${complaints.slice(0, shown).join(' ')}${count > shown ? say(` og ${count - shown} flere`, ` and ${count - shown} more`) : ''}`;

  const differences = profile.pairs.flatMap(({ own, other, differences: found }) => [
    `  ${own} → ${[other, ...profile.changes].join(', ')}`,
    ...found.map(
      ({ setting, own: before, other: after, decides }) =>
        `    ${settingWords[setting as SettingName][language]}: ${before} → ${after}${decides ? '' : say(' (intet skridt afhænger af den)', ' (no step depends on it)')}`,
    ),
    ...(found.length === 0 ? [`    ${say('ingen forskelle', 'no differences')}`] : []),
  ]);

  return [
    say(`Hvad nu hvis: ${report.office} under ${rules}`, `What if: ${report.office} under ${rules}`),
    say(
      `Modtaget: ${days}. ${compared} henvendelser og sager, ${events} hændelser, heraf ${followed} fulgt, til position ${report.position}.`,
      `Received: ${days}. ${compared} contacts and cases, ${events} events, ${followed} of them followed, up to position ${report.position}.`,
    ),
    '',
    say('Forskelle i reglerne', 'Differences in the rules'),
    ...differences,
    '',
    say(
      `Samme forløb: ${same}, heraf ${identical} ens i hver oplysning`,
      `Same course: ${same}, ${identical} of them the same in every fact`,
    ),
    ...section(
      say(`Anderledes: ${changed}`, `Otherwise: ${changed}`),
      otherwise.flatMap(({ reason, ...group }) => [
        `${number(group.count)}  ${because(reason)}${named(reason.setting)}`,
        ids(group),
      ]),
    ),
    ...section(
      say('Ville have stået åbent, dér hvor det endte eller står', 'Would have been open, where it ended or stands'),
      openings.flatMap((opening) => [`${number(opening.count)}  ${opened(opening)}`, ids(opening)]),
    ),
    ...section(
      say(
        'Skridt, der ikke ville have været brug for eller tid til',
        'Steps that would not have been needed, or not yet',
      ),
      leftOut.flatMap(({ step, code, rules: of, sentences, setting, ...group }) => [
        `${number(group.count)}  ${step}: ${code}${cited(of)}${named(setting)}. ${sentences[language]}`,
        ids(group),
      ]),
    ),
    ...section(
      say('Samme skridt med andre oplysninger', 'The same step with other facts'),
      noted.map(
        ({ step, field, from, to, count }) =>
          `${number(count)}  ${step}: ${field}${from === null && to === null ? '' : ` ${from ?? '–'} → ${to ?? '–'}`}`,
      ),
    ),
    '',
    ...limits.map((limit) => limit[language]),
    `SHA-256 ${report.hash}`,
  ].join('\n');

  function because({ step, code, rules: of, sentences, also, instead, evidence }: Reason): string {
    if (instead)
      return say(
        `${step} ville være blevet ${instead.event} og have ført til ${instead.to}${cited(of)}`,
        `${step} would have been ${instead.event} and have led to ${instead.to}${cited(of)}`,
      );
    const besides = also.length === 0 ? '' : say(`, desuden ${also.join(', ')}`, `, also ${also.join(', ')}`);
    const unasked =
      evidence === 'recorded'
        ? ''
        : say(
            ' Kontorets egne regler spurgte aldrig om det, så det er ikke noteret.',
            " The office's own rules never asked for it, so it is not recorded.",
          );
    return `${say(`${step} ville være blevet afvist`, `${step} would have been refused`)}: ${code}${cited(of)}${besides}. ${sentences?.[language] ?? ''}${unasked}`;
  }

  function opened({ step, lifted, remaining, open }: Found['openings'][number]): string {
    const codes = (told: typeof lifted): string => told.map(({ code, rules: of }) => `${code}${cited(of)}`).join(', ');
    return open
      ? say(
          `${step}: ${codes(lifted)} falder væk, og skridtet ville have stået åbent`,
          `${step}: ${codes(lifted)} falls away, and the step would have been open`,
        )
      : say(
          `${step}: ${codes(lifted)} falder væk, men der mangler ${codes(remaining)}`,
          `${step}: ${codes(lifted)} falls away, but there remains ${codes(remaining)}`,
        );
  }
}

const number = (count: number): string => String(count).padStart(7);
const section = (title: string, lines: readonly string[]): readonly string[] => [
  '',
  title,
  ...(lines.length === 0 ? ['        –'] : lines),
];
