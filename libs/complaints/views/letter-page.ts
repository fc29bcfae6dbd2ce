/**
 * A letter as it was sent, as a page of its own: plain headings and paragraphs, readable without a style, in Danish.
 */
import { type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { isShredded, isUnreadable } from '../../privacy/keys.js';
import { type Sentences } from '../../platform/refusal.js';
import { type Letter } from '../../case/case-parts.js';
import { type CaseState } from '../../case/case-state.js';
import { type CaseTexts } from './case-texts.js';
import { asKnownAt, complainantOf, partyOf, type Party } from '../../case/parties.js';
import { letterTitle, outcomeWord, partyWord, whatHappensNext } from './words.js';

export interface LetterContext {
  readonly letter: Letter;
  /** The event it went out with, its personal fields opened. */
  readonly event: ComplaintEvent;
  readonly caseState: CaseState;
  readonly texts: CaseTexts;
  readonly number: string | null;
  readonly officeName: Sentences;
  readonly departments: ReadonlyMap<string, string>;
}

const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
const paragraphs = (text: string): string =>
  text
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${escape(paragraph).replaceAll('\n', '<br>')}</p>`)
    .join('\n');
/** What is gone or does not open is said in its place: a letter without it would be another letter. */
const personal = (value: unknown): string => missing(value) ?? (typeof value === 'string' ? value : '');
const missing = (value: unknown): string | undefined =>
  isShredded(value) ? 'Slettet' : isUnreadable(value) ? '[kan ikke læses]' : undefined;
const longDate = new Intl.DateTimeFormat('da-DK', { dateStyle: 'long', timeZone: 'UTC' });
export const danishDate = (date: string): string => longDate.format(new Date(`${date}T00:00:00Z`));

/** A letter as it was sent: all that stands on its sheet, as markup in which every text is escaped. */
export interface LetterSheet {
  /** Of the case; null where the letter may not tell it. */
  readonly number: string | null;
  readonly markup: string;
}

const titleOf = ({ letter, departments }: LetterContext): string => letterTitle(letter, departments);

export const letterSheet = (context: LetterContext): LetterSheet => ({
  number: context.number,
  markup: sheet(context),
});

function sheet(context: LetterContext): string {
  const { letter, number, officeName } = context;
  return `<p>${escape(officeName.da)}</p>
<p>${danishDate(letter.date)}${number === null ? '' : ` · Sag ${escape(number)}`}</p>
<h1>${escape(titleOf(context))}</h1>
<p>Til ${escape(recipient(context))}</p>
${bodyOf(context)}
${letter.party === undefined ? '' : `<p>Dette er en kopi af brevet til ${escape(complainant(context))}.</p>\n`}<p>Med venlig hilsen<br>${escape(officeName.da)}</p>`;
}

export function letterPage(context: LetterContext): string {
  const { number } = context;
  const title = number === null ? titleOf(context) : `${number} ${titleOf(context)}`;
  return `<!doctype html>
<html lang="da">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(title)}</title></head>
<body>
<main>
${sheet(context)}
</main>
</body>
</html>
`;
}

/** As the person was known when the letter went out. */
function nameOf({ letter, texts }: LetterContext, party: Party | undefined): string | undefined {
  const person = party && texts.person(asKnownAt(party, letter.revision));
  if (person === undefined) return undefined;
  return 'name' in person ? personal(person.name) : personal(person);
}
const citizen = (context: LetterContext): string => nameOf(context, complainantOf(context.caseState)) ?? 'borgeren';

function recipient(context: LetterContext): string {
  const { letter, departments } = context;
  const department = letter.department === undefined ? '' : (departments.get(letter.department) ?? letter.department);
  switch (letter.to) {
    case 'department':
      return department;
    case 'leader':
      return `lederen af ${department}`;
    case 'authority':
      return 'den myndighed, som behandler klagepunktet';
    case 'citizen':
      return complainant(context);
    case 'representative':
    case 'coComplainant':
    case 'interpreter':
    case 'relative':
      return nameOf(context, partyOf(letter, context.caseState)) ?? partyWord(letter.to);
  }
}

const complainant = (context: LetterContext): string =>
  hasDied(context) ? `boet efter ${citizen(context)}` : citizen(context);

/** Their estate takes their place. */
function hasDied({ letter, caseState }: LetterContext): boolean {
  const party = complainantOf(caseState);
  return party?.ended === 'died' && party.endedBy! < letter.revision;
}

/** What was found about each of the department's own parts, and nothing about another's (H25). */
function outcomesFor({ letter, caseState, texts }: LetterContext): string {
  return caseState.decisions
    .filter(({ part, examined, on }) => {
      const own = caseState.parts.find(({ id }) => id === part)?.department === letter.department;
      return own && examined && on === letter.date;
    })
    .map(({ part, outcome }) => {
      const { grounds, recommendation } = texts.outcome(part, letter.revision);
      return [
        `<h2>Klagepunkt ${escape(part)}: ${outcomeWord(outcome)}</h2>`,
        grounds === undefined ? '' : paragraphs(personal(grounds)),
        recommendation === undefined ? '' : `<p>Henstilling:</p>\n${paragraphs(personal(recommendation))}`,
      ]
        .filter((line) => line !== '')
        .join('\n');
    })
    .join('\n');
}

/** When the office can be met (H2): an appointment is no condition (H3). */
const metOn = (days: readonly number[] = []): string =>
  days.length === 0 ? '' : `\n<p>Du kan træffe os ${inDanish.format(days.map((day) => weekdays[day - 1]!))}.</p>`;
const weekdays = ['mandag', 'tirsdag', 'onsdag', 'torsdag', 'fredag', 'lørdag', 'søndag'];
const inDanish = new Intl.ListFormat('da-DK', { type: 'conjunction' });

const recallWords = {
  wrongDepartment: 'Sagen hører til et andet sted.',
  duplicate: 'I har fået det samme spørgsmål to gange.',
  citizenAsked: 'Borgeren ønsker ikke, at sagen bliver forelagt jer.',
} as const;

const answerBy = (due: string): string => `<p>Vi beder om svar senest den ${danishDate(due)}.</p>`;

function bodyOf(context: LetterContext): string {
  const { letter, event, caseState } = context;
  const { departments, texts } = context;
  const about = `<p>Sagen drejer sig om en henvendelse fra ${escape(citizen(context))}.</p>`;
  if ('referrals' in event.data) {
    const referral = event.data.referrals[letter.index];
    const asked = referral
      ? `<p>Klagepunkter: ${escape(referral.parts.join(', '))}. Vi beder om svar senest den ${danishDate(referral.due)}.</p>\n${referral.questions === undefined ? '' : paragraphs(personal(referral.questions))}`
      : '';
    const summary = referral?.withSummary === true ? texts.summary(caseState) : null;
    const whole = `${about}\n${summary === null ? '' : `<p>Det drejer sig om:</p>\n${paragraphs(personal(summary))}\n`}${asked}\n<p>${referral?.throughOffice === true ? 'Send svaret til os. Vi giver det videre til borgeren.' : 'Send svaret direkte til borgeren og en kopi til os.'}</p>`;
    if (letter.kind !== 'copyToCitizen') return whole;
    // A letter is shown as it was sent: the copies of before had no cover.
    if (referral?.withSummary === undefined)
      return `<p>Her er en kopi af det, vi har skrevet til forvaltningen.</p>\n${asked}`;
    const to = escape(departments.get(referral.department) ?? referral.department);
    const due = danishDate(referral.due);
    const answers = referral.throughOffice
      ? `${to} svarer os senest den ${due}, og vi giver svaret videre til dig.`
      : `${to} svarer dig direkte, senest den ${due}, og sender en kopi af svaret til os. Hører du ikke fra dem til den tid, så sig det til os.`;
    return `<p>Vi har sendt brevet her til ${to}. ${answers}</p>\n<p>Brevet lyder:</p>\n${whole}`;
  }
  switch (event.type) {
    case 'ReminderSent':
    case 'EscalationSent':
      return `<p>Vi har endnu ikke fået svar på vores henvendelse af ${danishDate(event.data.sentOn)}. Vi beder om svaret hurtigst muligt.</p>`;
    case 'HearingRequested':
      return `${about}\n<p>Vi beder om jeres bemærkninger til det her:</p>\n${paragraphs(personal(event.data.about))}\n${answerBy(event.data.due)}`;
    case 'InformationRequested': {
      const { about: asked, from, to, due } = event.data;
      const period =
        from === undefined && to === undefined
          ? ''
          : `\n<p>Perioden: ${from === undefined ? '' : danishDate(from)} – ${to === undefined ? '' : danishDate(to)}</p>`;
      return `${about}\n${paragraphs(personal(asked))}${period}${due === undefined ? '' : `\n${answerBy(due)}`}`;
    }
    case 'ConsentWithdrawn':
    case 'ConsentToPurposeWithdrawn':
    case 'ConsentToExaminationWithdrawn':
    case 'ConsentToQuestionsWithdrawn':
      if (event.data.recalled[letter.index]?.startsWith('Q'))
        return '<p>Borgeren har trukket sit samtykke tilbage. Vores høring er dermed trukket tilbage, og den skal ikke besvares.</p>';
      return letter.index < event.data.recalled.length
        ? '<p>Borgeren har trukket sit samtykke tilbage. Vores anmodning om oplysninger er dermed trukket tilbage, og der skal ikke sendes mere.</p>'
        : '<p>Borgeren har trukket sit samtykke tilbage. Vores spørgsmål er dermed trukket tilbage, og de skal ikke besvares.</p>';
    case 'ReferralRecalled':
    case 'LastReferralRecalled':
    case 'OnlyReferralRecalled':
      return `<p>${recallWords[event.data.reason]} Vores henvendelse er dermed kaldt tilbage, og den skal ikke besvares.</p>`;
    case 'CitizenNotified':
    case 'ReplyFiled':
      return event.data.text === undefined ? '' : paragraphs(personal(event.data.text));
    case 'ConcludedWithCriticism':
    case 'ConcludedWithoutCriticism':
      return `${about}\n${outcomesFor(context)}`;
    case 'ReceiptAcknowledged': {
      const { number } = context;
      const received = caseState.received ? `, som vi modtog den ${danishDate(caseState.received.receivedOn)}` : '';
      return `<p>Tak for din henvendelse${received}.${number === null ? '' : ` Din sag har nummer ${escape(number)}; skriv det, når du henvender dig.`}</p>\n<p>${escape(event.actor.name)} behandler sagen hos os.</p>\n<p>${whatHappensNext(event.to)}</p>${metOn(event.data.officeHours)}`;
    }
    case 'AnswerForwarded':
      return '<p>Vi sender hermed forvaltningens svar.</p>';
    case 'SuggestionForwarded':
    case 'SuggestionForwardedInCase': {
      const suggestion = caseState.suggestions[letter.index];
      return `<p>Vi giver hermed et forslag til forbedring videre${event.data.withName ? ` fra ${escape(citizen(context))}` : ''}.</p>${suggestion ? `\n<p>Emne: ${escape(suggestion.topic)}</p>` : ''}${suggestion?.revision === undefined ? '' : `\n${paragraphs(personal(texts.at(suggestion.revision).text))}`}`;
    }
    case 'PartTakenElsewhere':
    case 'LastPartTakenElsewhere':
      return `<p>Klagepunkt ${escape(event.data.part)} behandles hos jer, og vi sender det derfor videre.</p>`;
    default:
      return '';
  }
}
