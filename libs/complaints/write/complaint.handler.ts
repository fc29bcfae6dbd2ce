/**
 * The one way in. Every transition of every complaint goes through these steps, in the order of contract.md ("Order of
 * the checks").
 */
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Inject } from '@nestjs/common';
import { type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { type NewEvent } from '../../event-store/codec.js';
import { StoreUnavailable, WrongExpectedRevision, type NewRecord } from '../../event-store/port.js';
import { type CaseState } from '../../case/case-state.js';
import { localDateOf } from '../../policy/calendar.js';
import { type Profile } from '../../policy/profile.js';
import { type Clock } from '../../platform/clock.js';
import { type Role } from '../../platform/caller.js';
import { eventId, randomId } from '../../platform/ids.js';
import { refused } from '../../platform/refused.js';
import { Refused } from '../../platform/refusal.js';
import { UnknownReference } from '../steps/step.js';
import { fieldsOf } from '../steps/fields.js';
import { steps, type CommandName, type Commands } from '../steps/steps.js';
import { isOpenTo, refuseConfidential } from '../views/visible.js';
import { CLOCK, OFFICES } from '../wiring/injection-tokens.js';
import { type Office, type Offices } from '../wiring/office.js';
import { identityOf, type CommandIdentity } from './command-identity.js';
import { newestLifecycle } from './complaint-lifecycle.js';
import { evaluate, taking, type Evaluation, type Verdict } from './evaluate.js';
import { advance, begin, type LoadedComplaint } from './loaded-complaints.js';
import { OneAtATime } from './one-at-a-time.js';
import { receiptAgain, receiptOf } from './receipt.js';
import { authorizeRole, bodyOf, loadVisible, officeOf, revisionsNamed, nameOf } from './request-checks.js';
import { stampEvent } from './stamp-event.js';
import { Transition, type Counted, type Receipt, type TransitionRequest } from './transition-request.js';

/** A request whose form was found good, with all that it is judged by. */
export interface Asked {
  readonly request: TransitionRequest;
  readonly office: Office;
  readonly profile: Profile;
  /** Milliseconds since the epoch: every date and time of this request is of this instant. */
  readonly now: number;
  readonly name: CommandName;
  readonly body: Commands[CommandName];
  /** Any of them will do; undefined: none was named. */
  readonly revisions: readonly number[] | undefined;
  readonly identity: CommandIdentity;
  /** The complaint that the body names. */
  readonly other?: CaseState;
}

@CommandHandler(Transition)
export class ComplaintHandler implements ICommandHandler<Transition> {
  private readonly sameKey = new OneAtATime();

  constructor(
    @Inject(OFFICES) private readonly offices: Offices,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ request: sent }: Transition): Promise<Receipt | Counted> {
    const office = officeOf(sent, this.offices);
    const request = authorizeRole(sent, office);
    const now = this.clock.now();
    const loaded = await loadVisible(request, office);
    const asked = await read(request, office, loaded, now);
    return asked.identity.keyed
      ? this.sameKey.run(asked.identity.commandKey, () => answer(asked, loaded))
      : answer(asked, loaded);
  }
}

/**
 * The request by its name, its body and its headers.
 * @throws Refused what is wrong with them; CONFIDENTIAL before that, where the complaint is closed to the caller
 */
export async function read(
  request: TransitionRequest,
  office: Office,
  loaded: LoadedComplaint | undefined,
  now: number,
): Promise<Asked> {
  try {
    return formed(request, office, loaded, now);
  } catch (error) {
    if (loaded) refuseConfidential(request.caller, loaded.caseState, localDateOf(now));
    const other =
      loaded && isAboutCorrectedFields(request, error) && (await correctsNoRecord(request, office, loaded, now));
    if (other) return other;
    throw error;
  }
}

const isAboutCorrectedFields = ({ name }: TransitionRequest, error: unknown): boolean =>
  name === 'CorrectRecord' &&
  error instanceof Refused &&
  error.details.errors?.every(({ field }) => field === 'fields' || field.startsWith('fields.')) === true;

/**
 * Which fields a correction has hangs on the record that it names. Where that is nothing to be corrected, a decision or
 * a note, the rules say so, and not the form that its own fields are none: the request with a field that has a form.
 */
async function correctsNoRecord(
  request: TransitionRequest,
  office: Office,
  loaded: LoadedComplaint,
  now: number,
): Promise<Asked | undefined> {
  const body = () => ({ ...(request.body() as object), fields: { on: localDateOf(now) } });
  const asked = formed({ ...request, body }, office, loaded, now);
  const at = evaluationOf(asked, loaded, request.caller.sub, request.caller.roles);
  const verdict = evaluate(asked.name, asked.body, { ...at, history: await historyOf(asked, loaded, undefined) });
  const isRefused = !verdict.taken && verdict.why === 'refused';
  return isRefused && verdict.refusals.some(({ code }) => code === 'NOT_CORRECTABLE') ? asked : undefined;
}

function formed(request: TransitionRequest, office: Office, loaded: LoadedComplaint | undefined, now: number): Asked {
  const name = nameOf(request, office);
  const profile = office.profileOf(loaded);
  const body = bodyOf(request, name, { office, loaded, profile, now });
  const revisions = request.reaction ? undefined : revisionsNamed(request);
  return {
    request,
    office,
    profile,
    now,
    name,
    body,
    revisions,
    identity: identityOf(request, name, body, office.keys),
  };
}

/**
 * With the other complaint that the body names: a case of the office that the caller may open, and not this one.
 * @throws Refused VALIDATION it is none
 */
export async function withOther(asked: Asked): Promise<Asked> {
  const { office, name, body, identity, request, now } = asked;
  const field = [...fieldsOf(steps[name].body).values()].find(({ kind }) => kind === 'Complaint')?.name;
  const id = field === undefined ? undefined : (body as Readonly<Record<string, string | undefined>>)[field];
  if (field === undefined || id === undefined) return asked;
  const other = id === identity.stream ? undefined : (await office.complaints.of(id))?.caseState;
  // A talk that became no case is linked to nobody (H16).
  if (other && other.registeredAt !== null && isOpenTo(request.caller, other, localDateOf(now)))
    return { ...asked, other };
  const { code, sentences } = new UnknownReference(field);
  throw refused('VALIDATION', 400, { errors: [{ field, code, sentences }] });
}

/**
 * What this request did the first time, or does now. Sent again it has its first answer, though what it did closed the
 * complaint to the caller, or somebody closed the one it names since.
 */
async function answer(first: Asked, loaded: LoadedComplaint | undefined): Promise<Receipt | Counted> {
  const { office, identity, request, now } = first;
  const known = await newestOf(first, loaded);
  if (known?.keyed.has(identity.eventId)) return receiptAgain(office, identity);
  if (known) refuseConfidential(request.caller, known.caseState, localDateOf(now));
  const asked = await withOther(first);
  if (known && request.complaint !== null) checkRevision(asked, known);
  const before = request.complaint !== null && known ? known : begin(identity.stream, newestLifecycle);
  const move = await movedFirst(asked, before);
  const standing = move?.standing ?? before;
  const history = steps[asked.name].looksBack ? await historyOf(asked, before, move?.event) : undefined;
  const verdict = judged(asked, standing, history);
  const record = await office.codec.encode(before.stream, stamped(asked, standing, verdict));
  const appended = await append(office, before, move ? [move.record, record] : [record]);
  if (appended.repeated) {
    await office.complaints.reload(before.stream);
    return receiptAgain(office, identity);
  }
  const event = office.codec.decodeWritten<ComplaintEvent>({
    ...record,
    stream: before.stream,
    revision: appended.revision,
    position: appended.position,
  });
  const after = advance(standing, event, history);
  if (identity.keyed) after.keyed.add(event.id);
  office.complaints.remember(after);
  return receiptOf(after, event, office, history && [...history, event]);
}

/** All events up to where the complaint stands, sealed. */
export async function historyOf(
  { office: { store, codec } }: Asked,
  before: LoadedComplaint,
  moved: ComplaintEvent | undefined,
): Promise<readonly ComplaintEvent[]> {
  const records = await store.readStream(before.stream);
  const events = records
    .filter(({ revision }) => revision <= before.revision)
    .map((record) => codec.sealed<ComplaintEvent>(record));
  return moved ? [...events, moved] : events;
}

/**
 * The complaint as it is now: a request of the same key may have been answered meanwhile, and where the revision named
 * is another than the one remembered, a write whose outcome was unknown may have landed late.
 */
async function newestOf(
  { request, office: { complaints }, revisions, identity }: Asked,
  loaded: LoadedComplaint | undefined,
): Promise<LoadedComplaint | undefined> {
  const known = identity.keyed ? await complaints.of(identity.stream) : loaded;
  if (request.complaint === null) return known;
  if (!known) throw refused('NOT_FOUND');
  if (revisions?.includes(known.revision) !== false || known.keyed.has(identity.eventId)) return known;
  return (await complaints.reload(known.stream)) ?? known;
}

/** A timer or reaction is at no revision. @throws Refused REVISION_REQUIRED, CONCURRENCY_CONFLICT */
function checkRevision({ request, revisions }: Asked, known: LoadedComplaint): void {
  if (request.reaction) return;
  if (revisions === undefined) throw refused('REVISION_REQUIRED');
  if (!revisions.includes(known.revision)) throw conflict(known);
}

/** The product itself, as it moves a complaint and as its timers act. */
export const system = { sub: 'system', name: 'Klagegang' };

/**
 * Steps are taken under the newest lifecycle alone: a complaint of an older one is moved there by an event of its own,
 * which comes with the step or not at all (docs/decisions/0022).
 * @throws Refused LIFECYCLE_OUTDATED it does not fit, and why
 */
async function movedFirst(
  asked: Asked,
  before: LoadedComplaint,
): Promise<
  { readonly standing: LoadedComplaint; readonly record: NewRecord; readonly event: ComplaintEvent } | undefined
> {
  const { office, name, now, identity } = asked;
  if (name === 'MoveCase' || taking(before.lifecycle) === before.lifecycle) return undefined;
  const verdict = evaluate('MoveCase', { reason: 'newRules' }, evaluationOf(asked, before, system.sub, ['system']));
  if (!verdict.taken) {
    const { refusal, status } = refused('LIFECYCLE_OUTDATED');
    throw new Refused(refusal, status, { also: verdict.why === 'refused' ? verdict.refusals : [] });
  }
  const event = stampEvent(verdict.candidate, {
    standing: before,
    to: verdict.next.state,
    actor: { ...system, role: 'system' },
    body: {},
    now,
    eventId: eventId(identity.commandId, 1),
    commandId: identity.commandId,
    unlinked: randomId,
  });
  const record = await office.codec.encode(before.stream, event);
  const moved = { ...record, stream: before.stream, revision: before.revision + 1, position: before.position };
  const decoded = office.codec.decodeWritten<ComplaintEvent>(moved);
  return { standing: advance(before, decoded), record, event: decoded };
}

export const evaluationOf = (
  { profile, office, other, now }: Asked,
  standing: LoadedComplaint,
  sub: string,
  roles: readonly Role[],
): Evaluation => ({
  standing,
  lifecycle: standing.lifecycle,
  profile,
  profileNamed: (id) => office.profileToMoveTo(id),
  other,
  today: localDateOf(now),
  sub,
  roles,
});

type Taken = Extract<Verdict, { readonly taken: true }>;

/** @throws Refused VALIDATION it has a field that this complaint has no place for; or what the rules refuse */
function judged(asked: Asked, standing: LoadedComplaint, history: readonly ComplaintEvent[] | undefined): Taken {
  const { name, body, request } = asked;
  const at = evaluationOf(asked, standing, request.caller.sub, request.caller.roles);
  const verdict = evaluate(name, body, { ...at, history });
  if (verdict.taken) return verdict;
  if (verdict.why === 'invalid') throw refused('VALIDATION', 400, { errors: [verdict.error] });
  const [first, ...also] = verdict.refusals;
  throw new Refused(first, first.code === 'ROLE_FORBIDDEN' ? 403 : 409, { also });
}

const stamped = (
  { request: { caller, reaction }, body, now, identity }: Asked,
  standing: LoadedComplaint,
  { candidate, next, role }: Taken,
): NewEvent =>
  stampEvent(candidate, {
    standing,
    to: next.state,
    actor: { sub: caller.sub, name: caller.name, role },
    body,
    now,
    eventId: identity.eventId,
    commandId: identity.commandId,
    unlinked: randomId,
    causation: reaction?.causation,
    request: identity.hash,
  });

/** @throws Refused CONCURRENCY_CONFLICT with the revision that there is, OutcomeUnknown */
async function append(
  { store, complaints, room }: Office,
  { stream, revision }: LoadedComplaint,
  records: readonly NewRecord[],
) {
  const waiting = room();
  if (waiting) await waiting;
  try {
    return await store.append(stream, records, { expectedRevision: revision < 0 ? 'noStream' : revision });
  } catch (error) {
    // Nobody waits for a look at a stream whose store has just not answered: what is not sure is read when it is next
    // asked for.
    if (!(error instanceof StoreUnavailable)) complaints.forget(stream);
    if (!(error instanceof WrongExpectedRevision)) throw error;
    const now = await complaints.of(stream).catch(() => undefined);
    throw now
      ? conflict(now)
      : refused('CONCURRENCY_CONFLICT', 412, error.actual === null ? {} : { revision: error.actual });
  }
}

export const conflict = ({ revision, situation: { state } }: LoadedComplaint) =>
  refused('CONCURRENCY_CONFLICT', 412, { revision, state });
