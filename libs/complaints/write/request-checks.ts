/** What a request is refused for before anything is decided, each check by itself; the handler has their order. */
import { type Profile } from '../../policy/profile.js';
import { refused } from '../../platform/refused.js';
import { Refused } from '../../platform/refusal.js';
import { checkAgainstOffice } from '../steps/check-office.js';
import { citing } from '../steps/form-rules.js';
import { isCommandName, steps, type CommandName, type Commands } from '../steps/steps.js';
import { validateBody } from '../steps/validate-body.js';
import { actsForDepartment, maySee } from '../views/visible.js';
import { type Office, type Offices } from '../wiring/office.js';
import { cite, refusalOf, whoRule } from './cite.js';
import { newestLifecycle } from './complaint-lifecycle.js';
import { actsAs } from './evaluate.js';
import { type LoadedComplaint } from './loaded-complaints.js';
import { type TransitionRequest } from './transition-request.js';

/** @throws Refused NOT_FOUND the caller's office is another one */
export function officeOf({ office: key, caller }: TransitionRequest, offices: Offices): Office {
  const office = offices.get(key);
  if (!office || caller.office !== key) throw refused('NOT_FOUND');
  return office;
}

/** 403 before anything else is looked at: an analyst at any complaint, an adviser at a head's decision. */
export function authorizeRole({ caller, name }: TransitionRequest, { profile }: Office): void {
  const allowed = isCommandName(name)
    ? newestLifecycle.rolesOf(name)
    : (['adviser', 'head', 'department', 'dataProtectionOfficer', 'system'] as const);
  if (!actsAs(caller.roles, allowed))
    throw new Refused(refusalOf(whoRule(allowed, newestLifecycle.version), profile), 403);
}

/** Undefined where the transition begins a complaint. @throws Refused NOT_FOUND none that this caller may see */
export async function loadVisible(
  { complaint, caller, reaction }: TransitionRequest,
  { complaints }: Office,
): Promise<LoadedComplaint | undefined> {
  if (complaint === null) return undefined;
  // A timer names no revision that would prove what is remembered, so what it is judged by is read.
  const loaded = await (reaction ? complaints.reload(complaint) : complaints.of(complaint));
  if (!loaded || !maySee(caller, loaded.caseState)) throw refused('NOT_FOUND');
  return loaded;
}

/** A name that does not exist, or stands at the other address, is unknown: "ChangeDecision" too (O15). */
export function nameOf({ name, complaint }: TransitionRequest, { profile }: Office): CommandName {
  if (isCommandName(name) && steps[name].starting === (complaint === null)) return name;
  const { refusal, status } = refused('UNKNOWN_TRANSITION');
  throw new Refused({ ...refusal, rules: cite({ cites: ['O15'] }, profile) }, status);
}

/** The body as the command that it is: of its own form, about what the office has, by whom it is for. */
export function bodyOf(
  request: TransitionRequest,
  name: CommandName,
  at: {
    readonly office: Office;
    readonly loaded: LoadedComplaint | undefined;
    readonly profile: Profile;
    /** Milliseconds since the epoch. */
    readonly now: number;
  },
): Commands[CommandName] {
  const beforeRegistration = at.loaded === undefined || at.loaded.caseState.registeredAt === null;
  const body = citing(name, at.profile, () => validateBody(name, request.body(), { beforeRegistration }));
  checkAgainstOffice(name, body, { office: at.office, caseState: at.loaded?.caseState, now: at.now });
  authorizeDepartment(request, body, at.loaded, at.office);
  return body;
}

/** A department answers for itself alone; another's answer, in a case it sees, is not its to give. */
function authorizeDepartment(
  { caller }: TransitionRequest,
  body: object,
  loaded: LoadedComplaint | undefined,
  { profile }: Office,
): void {
  const own = actsForDepartment(caller);
  if (own === undefined) return;
  const { department, part } = body as { readonly department?: string; readonly part?: string };
  const about = department ?? loaded?.caseState.parts.find(({ id }) => id === part)?.department;
  const { rules } = (loaded?.lifecycle ?? newestLifecycle).version;
  if (about !== own) throw new Refused(refusalOf(rules.byAdviserOrDepartment, profile), 403);
}

/** `If-Match: "<revision>"`; undefined where the header is missing. @throws Refused VALIDATION a malformed one */
export function revisionNamed({ ifMatch }: TransitionRequest): number | undefined {
  if (ifMatch === undefined) return undefined;
  const revision = /^"(0|[1-9]\d{0,14})"$/.exec(ifMatch.trim())?.[1];
  if (revision === undefined)
    throw refused('VALIDATION', 400, {
      errors: [{ field: 'If-Match', code: 'MALFORMED_HEADER', sentences: malformedIfMatch }],
    });
  return Number(revision);
}

const malformedIfMatch = {
  da: 'Skriv revisionen i anførselstegn, fx "7".',
  en: 'Write the revision in quotation marks, e.g. "7".',
};
