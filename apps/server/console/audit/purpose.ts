/** Why one looks, asked before anything is shown and kept while the session lasts: it is in no address. */
import { purposes, type Purpose } from '../../../../libs/audit/access.js';
import { hasToSayWhy } from '../../../../libs/access/admit.js';
import { type RowOfRoles } from '../../../../libs/access/matrix.js';
import { html, type Html } from '../../http/html.js';
import { type FastifyReply } from 'fastify';
import { deskPage, hiddenIn, sendPage, type Desk } from '../desk.js';
import { radioField } from '../ui/fields.js';
import { errorSummary } from '../ui/said.js';
import { purposeWord } from '../words/state-words.js';

const words = {
  title: { da: 'Hvorfor ser du efter?', en: 'Why do you look?' },
  why: {
    da: 'Hvert opslag skrives ned med sit formål. Det gælder, til du vælger et andet eller logger af.',
    en: 'Each look is written down with its purpose. It holds until you choose another or log out.',
  },
  purpose: { da: 'Formål', en: 'Purpose' },
  go: { da: 'Fortsæt', en: 'Go on' },
  choose: { da: 'Vælg et formål', en: 'Choose a purpose' },
  isWritten: { da: 'Opslaget er skrevet i adgangsloggen.', en: 'The look is in the access log.' },
  another: { da: 'Skift formål', en: 'Another purpose' },
} as const;

/** Whether the reader has to say first why they look at what this row shows. */
const isAskedWhy = ({ caller, session }: Desk, row: RowOfRoles): boolean =>
  session.purpose === null && hasToSayWhy(row, caller);

/** Whether the reader was asked first why they look, instead of what was to be shown. @param to where they go on */
export async function asksWhy(
  reply: FastifyReply,
  desk: Desk,
  row: RowOfRoles,
  to: string = desk.address,
): Promise<boolean> {
  if (!isAskedWhy(desk, row)) return false;
  await sendPage(reply, purposePage(desk, to));
  return true;
}

/** @param to where the reader goes on */
export const purposePage = (desk: Desk, to: string, isMissing = false): string => {
  const { lang, root, session } = desk;
  const said = { name: 'purpose', form: 'why', label: words.purpose[lang], lang };
  const error = isMissing ? { error: words.choose[lang] } : {};
  return deskPage(desk, {
    title: words.title[lang],
    content: html`${isMissing && errorSummary(desk, { fields: [{ id: 'why-purpose', text: words.choose[lang] }] })}
      <p>${words.why[lang]}</p>
      <form method="post" action="${root}/purpose">
        ${hiddenIn(desk)}<input type="hidden" name="to" value="${to}" />
        ${radioField(
          { ...said, ...error },
          purposes.map((value) => ({ value, label: purposeWord(value, lang) })),
          session.purpose ?? '',
        )}
        <div class="kg-actions"><button class="button button-primary">${words.go[lang]}</button></div>
      </form>`,
  });
};

/** Under what was asked: the purpose that the look was written down with, and how it is changed. */
export const purposeSaid = ({ session, lang, root, address }: Desk): Html | false =>
  session.purpose !== null &&
  html`<form class="kg-why small soft no-print" method="post" action="${root}/purpose">
    <input type="hidden" name="formToken" value="${session.formToken}" /><input
      type="hidden"
      name="to"
      value="${address}"
    />
    ${words.purpose[lang]}: <strong>${purposeWord(session.purpose as Purpose, lang)}</strong>. ${words.isWritten[lang]}
    <button class="kg-link" name="purpose" value="another">${words.another[lang]}</button>
  </form>`;
