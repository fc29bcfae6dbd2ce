/** What a request is refused for before anything is decided, each check by itself; the handler has their order. */
import { type Profile } from '../../policy/profile.js';
import { ownOffice } from '../../access/admit.js';
import { type Role } from '../../platform/caller.js';
import { tagsNamed } from '../../platform/entity-tags.js';
import { refused } from '../../platform/refused.js';
import { Refused } from '../../platform/refusal.js';
import { checkAgainstOffice } from '../steps/check-office.js';
import { fieldsOf } from '../steps/fields.js';
import { citing } from '../steps/form-rules.js';
import { commandNames, isCommandName, steps, type CommandName, type Commands } from '../steps/steps.js';
import { validateBody } from '../steps/validate-body.js';
import { actsForDepartment, maySee } from '../views/visible.js';
import { type Office, type Offices } from '../wiring/office.js';
import { departmentOf, stateForDepartment } from '../../case/department.js';
import { cite, refusalOf, whoRule } from './cite.js';
import { newestLifecycle } from './complaint-lifecycle.js';
import { type LoadedComplaint } from './loaded-complaints.js';
import { type TransitionRequest } from './transition-request.js';

/** @throws Refused NOT_FOUND the caller's office is another one */
export function officeOf({ office: key, caller }: TransitionRequest, offices: Offices): Office {
  const office = ownOffice(offices, key, caller);
  office.members.note(caller);
  return office;
}

/** Those that may take any step at all: to them a name that does not exist is unknown. */
const rolesOfSteps: readonly Role[] = [...new Set(commandNames.flatMap((name) => newestLifecycle.rolesOf(name)))];

/**
 * 403 before anything else is looked at: an analyst at any complaint, an adviser at a head's decision. Of the caller's
 * roles those are left that may take the step, the one that acts first: another role, which may look further, takes no
 * part in it.
 */
export function authorizeRole(request: TransitionRequest, { profile }: Office): TransitionRequest {
  const { caller, name, acting } = request;
  const allowed = isCommandName(name) ? newestLifecycle.rolesOf(name) : rolesOfSteps;
  const roles = allowed.filter((role) => caller.roles.includes(role));
  if (roles[0] === undefined) throw new Refused(refusalOf(whoRule(allowed, newestLifecycle.version), profile), 403);
  acting?.(roles[0]);
  return { ...request, caller: { ...caller, roles } };
}

/**
 * Undefined where the transition begins a complaint.
 * @throws Refused NOT_FOUND none that this caller may see
 */
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
export function nameOf({ name, complaint, address }: TransitionRequest, { profile }: Office): CommandName {
  if (isCommandName(name) && steps[name].starting === (complaint === null) && steps[name].address === (address ?? null))
    return name;
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
  const sent = citing(name, at.profile, () => validateBody(name, request.body(), { beforeRegistration }));
  const body = speakingForItself(name, sent, request);
  checkAgainstOffice(name, body, { office: at.office, caseState: at.loaded?.caseState, now: at.now });
  authorizeDepartment(request, body, at.loaded, at.office);
  return body;
}

/** A department that may name none means itself. */
function speakingForItself(
  name: CommandName,
  body: Commands[CommandName],
  { caller }: TransitionRequest,
): Commands[CommandName] {
  const own = actsForDepartment(caller);
  const field = fieldsOf(steps[name].body).get('department');
  const isNamed = (body as { readonly department?: string }).department !== undefined;
  return own === undefined || isNamed || field === undefined || field.required
    ? body
    : Object.assign(body, { department: own });
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
  const { parts = [] } = loaded?.caseState ?? {};
  const suggestions = loaded ? stateForDepartment(loaded.caseState, own).suggestions : [];
  const about = departmentOf({ parts, suggestions }, body);
  const { rules } = (loaded?.lifecycle ?? newestLifecycle).version;
  if (about !== own) throw new Refused(refusalOf(rules.byAdviserOrDepartment, profile), 403);
}

/**
 * The revisions that `If-Match` names; undefined where it is missing. A tag of another kind is a revision that the
 * complaint never had. The weak form counts, and what Apache adds: proxies that compress change our tags so
 * (contract.md, "Headers").
 * @throws Refused VALIDATION a malformed one; also `*`, which names no revision that was decided on
 */
export function revisionsNamed({ ifMatch }: Pick<TransitionRequest, 'ifMatch'>): readonly number[] | undefined {
  if (ifMatch === undefined) return undefined;
  const tags = tagsNamed(ifMatch);
  if (tags === null || tags === '*')
    throw refused('VALIDATION', 400, {
      errors: [{ field: 'If-Match', code: 'MALFORMED_HEADER', sentences: malformedIfMatch(ifMatch.trim()) }],
    });
  return tags.flatMap((tag) => {
    const revision = /^(0|[1-9]\d{0,14})(?:-(?:gzip|br|zstd))?$/.exec(tag)?.[1];
    return revision === undefined ? [] : [Number(revision)];
  });
}

const malformedIfMatch = (sent: string) => {
  const meant = /^\d{1,15}$/.test(sent) ? `"${sent}"` : '"7"';
  const example = meant === '"7"' ? ['fx ', 'e.g. '] : ['', ''];
  return {
    da: `Skriv revisionen i anførselstegn: ${example[0]}${meant}.`,
    en: `Write the revision in quotation marks: ${example[1]}${meant}.`,
  };
};
