/**
 * The product's own OpenID provider, of demo and test alone: whoever comes chooses whom to be. Nothing is asked, so
 * nothing of it exists in production.
 */
import { generateKeyPair, exportJWK } from 'jose';
import { LRUCache } from 'lru-cache';
import { randomBytes } from 'node:crypto';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { Provider, type KoaContextWithOIDC } from 'oidc-provider';
import { type DemoPerson } from '../../../libs/installation/demo-people.js';
import { roleNames } from '../api/openapi-words.js';
import { html, Html } from '../http/html.js';
import { languageOf, page, type Language } from '../http/page.js';
import { groupsOf } from './own-groups.js';
import { ProviderMemory } from './provider-memory.js';
import {
  backChannelPath,
  citizenReturnPath,
  ownAgreement,
  ownCitizenAgreement,
  ownProviderPath,
  returnPath,
} from './sign-in.js';

const choosePath = /^\/provider\/people\/([\w-]{1,100})$/;
const maxChoiceBytes = 4096;

export type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;
export type OfficeNames = ReadonlyMap<string, Readonly<Record<Language, string>>>;

/** What answers below `/provider`. @param origin of the product, as browsers see it */
export async function ownProvider(
  origin: string,
  people: readonly DemoPerson[],
  officeNames: OfficeNames,
): Promise<Answer> {
  const provider = await makeProvider(origin, people);
  const answer = provider.callback();
  const { host } = new URL(origin);
  return async (request, response) => {
    if (choosePath.test(request.url!.split('?', 1)[0]!)) {
      await choose(provider, request, response, people, officeNames);
      return;
    }
    // Its addresses are made of this name, which has to be the one that browsers are sent to.
    request.headers.host = host;
    // As a router that mounts it would: the path below, and what it was.
    Object.assign(request, { originalUrl: request.url, url: request.url!.slice(ownProviderPath.length) || '/' });
    await answer(request, response);
  };
}

async function makeProvider(origin: string, people: readonly DemoPerson[]): Promise<Provider> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const { issuer, clientId } = ownAgreement(origin);
  const citizens = ownCitizenAgreement(origin);
  const minutes = 60;
  const kept: ConstructorParameters<typeof ProviderMemory>[1] = new Map();
  return new Provider(issuer, {
    adapter: (kind) => new ProviderMemory(kind, kept),
    clients: [
      {
        client_id: clientId,
        token_endpoint_auth_method: 'none',
        redirect_uris: [origin + returnPath],
        post_logout_redirect_uris: [`${origin}/`],
        response_types: ['code'],
        grant_types: ['authorization_code'],
        id_token_signed_response_alg: 'ES256',
        backchannel_logout_uri: origin + backChannelPath,
        backchannel_logout_session_required: true,
      },
      {
        client_id: citizens.clientId,
        token_endpoint_auth_method: 'none',
        redirect_uris: [origin + citizenReturnPath],
        post_logout_redirect_uris: [`${origin}/min-sag`],
        response_types: ['code'],
        grant_types: ['authorization_code'],
        id_token_signed_response_alg: 'ES256',
      },
    ],
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'ES256', use: 'sig' }] },
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    claims: { openid: ['sub'], profile: ['name', 'groups'], cpr: ['cpr'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    interactions: { url: (_context: unknown, { uid }: { readonly uid: string }) => `${ownProviderPath}/people/${uid}` },
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: { enabled: true, logoutSource: askToLeave, postLogoutSuccessSource: hasLeft },
    },
    // Of this machine alone, which is where the product listens in demo and test.
    fetch: (url: string | URL | Request, init?: RequestInit) => globalThis.fetch(url, init),
    findAccount: (_context, sub) => {
      const cpr = cprIn(sub);
      if (cpr !== undefined) return { accountId: sub, claims: () => ({ sub, cpr }) };
      const person = people.find((each) => each.sub === sub);
      return person && { accountId: sub, claims: () => ({ sub, name: person.name, groups: groupsOf(person) }) };
    },
    // The product is the only client, and asks for nothing that could be declined.
    loadExistingGrant: async ({ oidc: { client, session, provider: own } }) => {
      const grant = new own.Grant({ clientId: client!.clientId, accountId: session!.accountId! });
      grant.addOIDCScope('openid profile cpr');
      await grant.save();
      return grant;
    },
    renderError: (context, { error }) => {
      context.type = 'html';
      context.body = page(
        { lang: 'da' },
        '/',
        'Login kan ikke fortsætte',
        html`<p>Gå tilbage til forsiden og log ind forfra (${error}).</p>
          <p><a href="/">Forsiden</a></p>`,
      );
    },
    ttl: {
      AccessToken: 5 * minutes,
      AuthorizationCode: minutes,
      IdToken: 5 * minutes,
      Interaction: 10 * minutes,
      Grant: 8 * 60 * minutes,
      Session: 8 * 60 * minutes,
    },
  });
}

const words = {
  title: { da: 'Hvem vil du være?', en: 'Who would you like to be?' },
  intro: {
    da: 'Dette er en prøve, og alle her er opdigtede. Vælg en person, og se kontoret med hendes eller hans øjne. I drift logger man ind hos kommunens egen udbyder.',
    en: 'This is a sample, and everybody in it is invented. Choose a person and see the office through their eyes. In production one signs in at the municipality’s own provider.',
  },
  tour: { da: 'Ny her? Se rundvisningen på tre minutter', en: 'New here? See the tour of three minutes' },
  leave: { da: 'Log også ud hos udbyderen', en: 'Log out at the provider too' },
  leaveText: { da: 'Så spørger den næste gang, hvem du er.', en: 'It will then ask who you are the next time.' },
  left: { da: 'Du er logget ud', en: 'You are logged out' },
  citizen: { da: 'MitID, en prøve', en: 'MitID, a sample' },
  citizenText: {
    da: 'Dette er en prøve, og ingen her findes. Skriv CPR-nummeret på en opdigtet borger, som har en sag.',
    en: 'This is a sample, and nobody here exists. Write the CPR number of an invented citizen who has a case.',
  },
  cpr: { da: 'CPR-nummer', en: 'CPR number' },
  goOn: { da: 'Fortsæt', en: 'Go on' },
  start: { da: 'Forsiden', en: 'The first page' },
} as const;
/** The page of people to be, and what was chosen on it. */
async function choose(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
  people: readonly DemoPerson[],
  officeNames: OfficeNames,
): Promise<void> {
  const url = new URL(request.url!, 'http://here.invalid');
  const lang = languageOf(url.searchParams.get('lang'));
  const show = (status: number, text: string) => {
    response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(text);
  };
  let isCitizen: boolean;
  try {
    const { params } = await provider.interactionDetails(request, response);
    isCitizen = params['client_id'] === ownCitizenAgreement('').clientId;
  } catch {
    show(400, page({ lang }, '/login', words.title[lang], html`<p><a href="/login">Log ind</a></p>`));
    return;
  }
  if (request.method === 'POST') {
    const chosen = new URLSearchParams(await textOf(request));
    const sub = isCitizen ? citizenNamed(chosen.get('cpr')) : chosen.get('sub');
    if (isCitizen ? sub !== null : people.some((person) => person.sub === sub)) {
      await provider.interactionFinished(request, response, { login: { accountId: sub! } });
      return;
    }
  }
  if (isCitizen) {
    show(200, page({ lang }, url.pathname, words.citizen[lang], citizenForm(url.pathname, lang)));
    return;
  }
  const offices = [...new Set(people.map(({ office }) => office))];
  const content = html`<p>${words.intro[lang]}</p>
    <p><a href="/tour?lang=${lang}">${words.tour[lang]}</a></p>
    ${offices.map(
      (office) =>
        html`<h2>${officeNames.get(office)?.[lang] ?? office}</h2>
          <form method="post" action="${url.pathname}">
            <ul class="kg-people">
              ${people
                .filter((person) => person.office === office)
                .map(
                  ({ sub, name, roles }) =>
                    html`<li>
                      <button name="sub" value="${sub}">
                        <span lang="da">${name}</span
                        ><small>${roles.map((role) => roleNames[role][lang]).join(', ')}</small>
                      </button>
                    </li>`,
                )}
            </ul>
          </form>`,
    )}`;
  show(200, page({ lang }, url.pathname, words.title[lang], content));
}

const citizenForm = (path: string, lang: Language): Html =>
  html`<p>${words.citizenText[lang]}</p>
    <form method="post" action="${path}" autocomplete="off">
      <label for="cpr">${words.cpr[lang]}</label>
      <input id="cpr" name="cpr" inputmode="numeric" size="12" required />
      <p><button class="button button-primary">${words.goOn[lang]}</button></p>
    </form>`;

/** What this provider calls a citizen: of no use elsewhere, and gone with the process. */
const citizens = new LRUCache<string, string>({ max: 1000 });
const cprIn = (sub: string): string | undefined => citizens.get(sub);
function citizenNamed(typed: string | null): string | null {
  const cpr = /^\s*(\d{6})-?(\d{4})\s*$/.exec(typed ?? '');
  if (!cpr) return null;
  const sub = `citizen-${randomBytes(9).toString('base64url')}`;
  citizens.set(sub, `${cpr[1]}${cpr[2]}`);
  return sub;
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += chunk as string;
    if (text.length > maxChoiceBytes) return '';
  }
  return text;
}

/** @param form markup of the provider's own making, with what it wants to be sent back */
function askToLeave(context: KoaContextWithOIDC, form: string): void {
  context.type = 'html';
  context.body = page(
    { lang: 'da' },
    '/',
    words.leave.da,
    html`<p>${words.leaveText.da}</p>
      ${new Html(form)}
      <button type="submit" form="op.logoutForm" name="logout" value="yes">${words.leave.da}</button>`,
  );
}

function hasLeft(context: KoaContextWithOIDC): void {
  context.type = 'html';
  context.body = page({ lang: 'da' }, '/', words.left.da, html`<p><a href="/">${words.start.da}</a></p>`);
}
