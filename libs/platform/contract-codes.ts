import { type Sentences } from './refusal.js';

/** The codes that are the contract's own, not a rule's (contract.md, its table of statuses). */
export const contractCodes = {
  VALIDATION: {
    status: 400,
    da: 'Nogle oplysninger mangler eller er ikke gyldige.',
    en: 'Some fields are missing or not valid.',
  },
  UNAUTHENTICATED: {
    status: 401,
    da: 'Log ind først: adgangsbeviset mangler eller gælder ikke.',
    en: 'Log in first: the token is missing or not valid.',
  },
  ROLE_FORBIDDEN: { status: 403, da: 'Din rolle har ikke adgang til dette.', en: 'Your role has no access to this.' },
  PERSON_BY_TOKEN: {
    status: 403,
    da: 'Mennesker logger ind på siderne her. Et adgangsbevis er kun for programmer.',
    en: 'People log in on the pages here. A token is for programs alone.',
  },
  CONFIDENTIAL: {
    status: 403,
    da: 'Sagen er fortrolig: kun den, der har den, lederen og dem, der er givet adgang, kan åbne den.',
    en: 'The case is confidential: only who has it, the head and those who were given access can open it.',
  },
  FORM_OUTDATED: {
    status: 403,
    da: 'Formularen hører til et tidligere login, eller kom et andet sted fra. Åbn siden igen, og send den så.',
    en: 'The form belongs to an earlier login, or came from elsewhere. Open the page again and send it then.',
  },
  NOTHING_TO_CONFIRM: {
    status: 409,
    da: 'Der er intet i sagen, som borgeren kan bekræfte sammen med en kode: fødselsdag (CPR), CVR-nummer, telefonnummer eller e-mail. Tilføj et af dem først.',
    en: 'There is nothing in the case that the citizen could confirm beside a code: day of birth (CPR), CVR number, telephone number or e-mail. Add one of them first.',
  },
  NOT_FOUND: {
    status: 404,
    da: 'Det findes ikke, eller du har ikke adgang til at se det.',
    en: 'There is no such thing, or you may not see it.',
  },
  METHOD_NOT_ALLOWED: {
    status: 405,
    da: 'Adressen findes, men ikke med denne metode.',
    en: 'The address is there, but not by this method.',
  },
  UNKNOWN_TRANSITION: {
    status: 404,
    da: 'Der findes intet trin med det navn her.',
    en: 'There is no step of that name here.',
  },
  OWN_RIGHTS: {
    status: 409,
    da: 'Ingen kan ændre sine egne rettigheder. Det skal en anden administrator gøre.',
    en: 'Nobody can change their own rights. Another administrator has to do it.',
  },
  LAST_ADMINISTRATOR: {
    status: 409,
    da: 'Kontoret ville ikke have nogen administrator uden slutdato tilbage. Giv først rollen til en anden.',
    en: 'The office would have no administrator without a last day left. Give the role to somebody else first.',
  },
  OWN_LOOK: {
    status: 409,
    da: 'Ingen bedømmer sine egne opslag. Det skal en anden gøre.',
    en: 'Nobody judges their own looks. Somebody else has to do it.',
  },
  CLOCK_BACKWARDS: { status: 409, da: 'Uret kan ikke stilles tilbage.', en: 'The clock cannot be set back.' },
  CONTENT_GONE: { status: 410, da: 'Indholdet er slettet for altid.', en: 'The content has been erased for good.' },
  COMPLAINT_UNREADABLE: {
    status: 409,
    da: 'En hændelse i sagen, eller det, der blev spurgt om i den, kan ikke læses, så det vises ikke. Driften skal se på det.',
    en: 'An event of the complaint, or what was asked for in it, cannot be read, so it is not shown. An operator has to look at it.',
  },
  CONCURRENCY_CONFLICT: {
    status: 412,
    da: 'En anden har ændret det i mellemtiden. Se det igen, før du fortsætter.',
    en: 'Somebody else has changed it meanwhile. Look at it again before you go on.',
  },
  LIFECYCLE_OUTDATED: {
    status: 409,
    da: 'Sagen følger et ældre forløb og passer ikke i det nye. Lederen kan flytte den til andre regler.',
    en: 'The complaint follows an older lifecycle and does not fit the new one. The head can move it to other rules.',
  },
  PAYLOAD_TOO_LARGE: { status: 413, da: 'Det sendte er for stort.', en: 'What was sent is too large.' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, da: 'Indhold skal sendes som JSON.', en: 'Content has to be sent as JSON.' },
  IDEMPOTENCY_KEY_REUSED: {
    status: 422,
    da: 'Nøglen er allerede brugt til et andet indhold.',
    en: 'The key has been used with other content already.',
  },
  REVISION_REQUIRED: {
    status: 428,
    da: 'Det skal angives, hvilken udgave af sagen trinnet bygger på (If-Match).',
    en: 'The revision that the step builds on is required (If-Match).',
  },
  RATE_LIMITED: {
    status: 429,
    da: 'Der er for mange forespørgsler lige nu. Prøv igen om lidt.',
    en: 'There are too many requests just now. Try again in a while.',
  },
  INTERNAL: {
    status: 500,
    da: 'Der skete en fejl hos os. Intet af det sendte er gemt i loggen.',
    en: 'Something failed on our side. Nothing of what was sent is kept in the log.',
  },
  OUTCOME_UNKNOWN: {
    status: 503,
    da: 'Det vides ikke, om det blev gemt. Send det samme igen med den samme nøgle.',
    en: 'It is not known whether it was stored. Send the same again with the same key.',
  },
  STORE_UNAVAILABLE: {
    status: 503,
    da: 'Lageret kan ikke nås lige nu, og intet er gemt. Prøv igen.',
    en: 'The store cannot be reached just now, and nothing was stored. Try again.',
  },
} as const satisfies { readonly [code: string]: Sentences & { readonly status: number } };

export type ContractCode = keyof typeof contractCodes;
