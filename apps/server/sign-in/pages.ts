/** What somebody reads who signs in or out. */
import { type Session } from '../../../libs/identity/sessions.js';
import { type WhyNot } from '../../../libs/identity/openid-connect.js';
import { type OfficeConfig } from '../../../libs/installation/config.js';
import { formatInstant } from '../../../libs/platform/instant.js';
import { type Sentences } from '../../../libs/platform/refusal.js';
import { roleNames } from '../api/openapi-words.js';
import { html, type Html } from '../http/html.js';
import { page, type Language } from '../http/page.js';

const words = {
  account: { da: 'Dit login', en: 'Your account' },
  whoAmI: { da: 'Du er logget ind som', en: 'You are logged in as' },
  may: { da: 'Hvad du kan være hos hvert kontor', en: 'What you may be in each office' },
  sessions: { da: 'Her er du logget ind', en: 'Where you are logged in' },
  sessionsHint: {
    da: 'Et login slutter af sig selv efter 30 minutter uden brug, og senest efter 8 timer. Kender du ikke et af dem, så afslut det.',
    en: 'A login ends by itself after 30 minutes without use, and after 8 hours at the latest. If you do not know one of them, end it.',
  },
  began: { da: 'Begyndte', en: 'Began' },
  lastSeen: { da: 'Sidst brugt', en: 'Last used' },
  this: { da: 'dette', en: 'this one' },
  action: { da: 'Handling', en: 'Action' },
  end: { da: 'Afslut', en: 'End' },
  endAll: { da: 'Afslut alle', en: 'End all' },
  logOut: { da: 'Log ud', en: 'Log out' },
  leaveText: { da: 'Vil du logge ud?', en: 'Do you want to log out?' },
  stay: { da: 'Nej, bliv', en: 'No, stay' },
  left: { da: 'Du er logget ud', en: 'You are logged out' },
  leftOn: {
    da: 'Dér, hvor du loggede ind, kan du stadig være logget ind. Du bliver sendt videre, så du også kan logge ud dér.',
    en: 'Where you logged in you may still be logged in. You are sent on, so that you can log out there too.',
  },
  there: { da: 'Log også ud hos udbyderen', en: 'Log out at the provider too' },
  again: { da: 'Log ind igen', en: 'Log in again' },
  signIn: { da: 'Log ind', en: 'Log in' },
  come: { da: 'Log ind for at fortsætte', en: 'Log in to go on' },
  comeText: {
    da: 'Siden er for dem, der arbejder her. Du logger ind hos kommunen og kommer så tilbage til siden.',
    en: 'The page is for those who work here. You log in at the municipality and then come back to the page.',
  },
  notIn: { da: 'Du blev ikke logget ind', en: 'You were not logged in' },
  nobody: { da: 'Du er ikke tilknyttet et kontor', en: 'You belong to no office' },
  nobodyText: {
    da: 'Udbyderen kender dig, men intet kontor her gør. Bed kontorets administrator om at oprette dig, og log ind igen.',
    en: 'The provider knows you, but no office here does. Ask the office’s administrator to add you, and log in again.',
  },
} as const satisfies Readonly<Record<string, Sentences>>;

const whyNot: Readonly<Record<WhyNot, Sentences>> = {
  away: {
    da: 'Login hos kommunens udbyder svarer ikke lige nu. Prøv igen om lidt. De, der allerede er logget ind, kan arbejde videre.',
    en: 'The municipality’s provider of sign-in does not answer just now. Try again in a while. Those who are logged in already can go on working.',
  },
  clock: {
    da: 'Uret her og hos udbyderen går forskelligt, så svaret kan ikke godtages. Driften skal stille uret.',
    en: 'The clocks here and at the provider differ, so its answer cannot be accepted. An operator has to set the clock.',
  },
  declined: {
    da: 'Du afbrød login hos udbyderen.',
    en: 'You broke off at the provider.',
  },
  refused: {
    da: 'Svaret fra udbyderen kunne ikke godtages: måske var det for gammelt, eller brugt før. Begynd forfra.',
    en: 'The answer of the provider could not be accepted: it may have been too old, or used before. Begin again.',
  },
};

/** @param from where one begins again */
export const notSignedInPage = (lang: Language, why: WhyNot, from: string): string =>
  page(
    { lang },
    from,
    words.notIn[lang],
    html`<p>${whyNot[why][lang]}</p>
      <p><a href="${from}">${words.signIn[lang]}</a></p>`,
  );

/** @param on where the provider's own session is ended */
export const nobodyPage = (lang: Language, on: string | null): string =>
  page(
    { lang },
    '/login',
    words.nobody[lang],
    html`<p>${words.nobodyText[lang]}</p>
      ${on !== null && html`<p><a href="${on}">${words.there[lang]}</a></p>`}
      <p><a href="/login">${words.signIn[lang]}</a></p>`,
  );

/** Asks before it leads on to the provider, who may let somebody in without a word. @param to where they go then */
export const comePage = (lang: Language, to: string): string =>
  page(
    { lang },
    `/login?ask=yes&to=${encodeURIComponent(to)}`,
    words.come[lang],
    html`<p>${words.comeText[lang]}</p>
      <p><a class="button button-primary" href="/login?to=${encodeURIComponent(to)}">${words.signIn[lang]}</a></p>`,
  );

export const leavePage = (session: Session): string => {
  const lang = session.language;
  return page(
    { lang, signedIn: nameOf(session) },
    '/logout',
    words.leaveText[lang],
    html`${form(session, '/logout', html`<button class="button button-primary">${words.logOut[lang]}</button>`)}
      <p><a href="/sessions">${words.stay[lang]}</a></p>`,
  );
};

/**
 * @param on where the provider's own session is ended
 * @param again where one begins anew
 */
export const leftPage = (lang: Language, on: string | null, again: string): string =>
  page(
    { lang },
    '/',
    words.left[lang],
    html`${on !== null && html`<p>${words.leftOn[lang]}</p>`}
      ${on !== null && html`<p><a href="${on}">${words.there[lang]}</a></p>`}
      <p><a href="${again}">${words.again[lang]}</a></p>`,
  );

export function accountPage(
  session: Session,
  all: readonly Session[],
  offices: readonly Pick<OfficeConfig, 'key' | 'name' | 'departments'>[],
): string {
  const lang = session.language;
  const say = (word: keyof typeof words) => words[word][lang];
  const may = session.callers.map(({ office, roles, department }) => {
    const found = offices.find(({ key }) => key === office);
    const of = found?.departments.find(({ key }) => key === department)?.name;
    const told = roles.map((role) => roleNames[role][lang]).join(', ');
    return html`<dt>${found?.name[lang] ?? office}</dt>
      <dd>${told}${of !== undefined && html` (<span lang="da">${of}</span>)`}</dd>`;
  });
  const row = (each: Session) =>
    html`<tr>
      <td>${timeIn(each.began, lang)}${each.handle === session.handle && ` (${say('this')})`}</td>
      <td>${timeIn(each.lastSeen, lang)}</td>
      <td>
        ${form(session, each.handle === session.handle ? '/logout' : '/sessions/end', html`<button class="button button-secondary" name="session" value="${each.handle}">${say('end')}</button>`)}
      </td>
    </tr>`;
  return page(
    { lang, signedIn: nameOf(session) },
    '/sessions',
    say('account'),
    html`<p>${say('whoAmI')} <strong lang="da">${nameOf(session)}</strong>.</p>
      ${form(session, '/logout', html`<button class="button button-primary">${say('logOut')}</button>`)}
      <h2>${say('may')}</h2>
      <dl>${may}</dl>
      <h2>${say('sessions')}</h2>
      <p class="small soft">${say('sessionsHint')}</p>
      <div class="kg-scroll">
        <table class="kg-table">
          <thead>
            <tr>
              <th scope="col">${say('began')}</th>
              <th scope="col">${say('lastSeen')}</th>
              <th scope="col">${say('action')}</th>
            </tr>
          </thead>
          <tbody>
            ${all.map(row)}
          </tbody>
        </table>
      </div>
      ${form(session, '/sessions/end', html`<button class="button button-secondary" name="session" value="all">${say('endAll')}</button>`)}`,
  );
}

const form = (session: Session, action: string, content: Html): Html =>
  html`<form method="post" action="${action}">
    <input type="hidden" name="formToken" value="${session.formToken}" />${content}
  </form>`;

/** What the holder is called. */
export const nameOf = ({ holder, callers }: Session): string =>
  holder.kind === 'staff' ? holder.person.name : (callers[0]?.name ?? '');

function timeIn(instant: number, lang: Language): Html {
  const told = new Intl.DateTimeFormat(lang === 'da' ? 'da-DK' : 'en-GB', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'Europe/Copenhagen',
  }).format(instant);
  return html`<time datetime="${formatInstant(instant)}">${told}</time>`;
}
