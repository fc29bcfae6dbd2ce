/**
 * The one way in. Every transition of every complaint goes through these steps, in the order of contract.md ("Order of
 * the checks").
 */
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Inject } from '@nestjs/common';
import { type Candidate } from '../../../event-schemas/complaint/events.js';
import { localDateOf, localMidnight } from '../../policy/calendar.js';
import { type Clock } from '../../platform/clock.js';
import { randomId } from '../../platform/ids.js';
import { refused } from '../../platform/refused.js';
import { Refused } from '../../platform/refusal.js';
import { OutcomeUnknown, WrongExpectedRevision, type NewRecord } from '../../event-store/port.js';
import { requestHashOf, type NewEvent } from '../../event-store/codec.js';
import { type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { checkAgainstOffice } from '../steps/check-office.js';
import { isCommandName, phases, type CommandName, type Commands } from '../steps/commands.js';
import { actsAs, evaluate, rolesOf } from './evaluate.js';
import { whoRule } from '../views/explain.js';
import { cite, refusalOf } from './cite.js';
import { citing } from '../steps/form-rules.js';
import { identityOf, type CommandIdentity } from './command-identity.js';
import { rules } from '../../../state-machines/complaint/rules.js';
import { currentLifecycle } from '../../../state-machines/complaint/lifecycles.js';
import { type Office, type Offices } from '../wiring/office.js';
import { advance, begin, lifecycleOf, type LoadedComplaint } from './loaded-complaints.js';
import { CLOCK, OFFICES } from '../wiring/injection-tokens.js';
import { Transition, type TransitionRequest, type Counted, type Receipt } from './transition-request.js';
import { validateBody } from '../steps/validate-body.js';
import { actsForDepartment, maySee } from '../views/visible.js';

@CommandHandler(Transition)
export class ComplaintHandler implements ICommandHandler<Transition> {
  /** Requests under an Idempotency-Key that are being answered: a second one waits for the first. */
  private readonly underWay = new Map<string, Promise<unknown>>();

  constructor(
    @Inject(OFFICES) private readonly offices: Offices,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ request }: Transition): Promise<Receipt | Counted> {
    const office = this.offices.get(request.office);
    if (!office || request.caller.office !== office.key) throw refused('NOT_FOUND');
    authorizeRole(request, office);
    // A timer names no revision that would prove what is remembered, so what it is judged by is read.
    const kept =
      request.complaint === null
        ? undefined
        : await (request.reaction
            ? office.complaints.reload(request.complaint)
            : office.complaints.of(request.complaint));
    if (request.complaint !== null && (!kept || !maySee(request.caller, kept.caseState))) throw refused('NOT_FOUND');
    const name = nameOf(request, office);
    const profile = kept?.caseState.pinned ? office.profileNamed(kept.caseState.pinned.profile) : office.profile;
    const body = citing(name, profile, () =>
      validateBody(name, request.body(), {
        beforeRegistration: kept === undefined || kept.caseState.registeredAt === null,
      }),
    );
    checkAgainstOffice(body, office, localDateOf(this.clock.now()));
    authorizeDepartment(request, body, kept, office);
    const expected = request.reaction ? undefined : expectedRevision(request);
    const identity = identityOf(request, name, body, office.keys);
    if (!identity.keyed) return this.take(office, kept, name, body, request, expected, identity);
    const before = this.underWay.get(identity.commandKey);
    const answer = (async () => {
      if (before) await before.catch(() => undefined);
      const stream = request.complaint ?? identity.stream;
      const now = before || request.complaint === null ? await office.complaints.of(stream) : kept;
      if (request.complaint !== null && !now) throw refused('NOT_FOUND');
      return (
        (await this.earlierAnswer(office, now, identity)) ??
        this.take(office, request.complaint === null ? undefined : now, name, body, request, expected, identity)
      );
    })();
    this.underWay.set(identity.commandKey, answer);
    try {
      return await answer;
    } finally {
      if (this.underWay.get(identity.commandKey) === answer) this.underWay.delete(identity.commandKey);
    }
  }

  private async take(
    office: Office,
    kept: LoadedComplaint | undefined,
    name: CommandName,
    body: Commands[CommandName],
    asked: TransitionRequest,
    expected: number | undefined,
    identity: CommandIdentity,
  ): Promise<Receipt | Counted> {
    if (kept && !asked.reaction) {
      if (expected === undefined) throw refused('REVISION_REQUIRED');
      if (expected !== kept.revision) {
        // What is remembered may be behind: a write whose outcome was unknown can land late.
        const now = (await office.complaints.reload(kept.stream)) ?? kept;
        const earlier = await this.earlierAnswer(office, now, identity);
        if (earlier) return earlier;
        if (expected !== now.revision) throw conflict(now);
        return this.take(office, now, name, body, asked, expected, identity);
      }
    }
    const standing = kept ?? begin(identity.stream, lifecycleOf(currentLifecycle));
    const profile = kept?.caseState.pinned ? office.profileNamed(kept.caseState.pinned.profile) : office.profile;
    const now = this.clock.now();
    const verdict = evaluate(name, body, {
      standing,
      lifecycle: standing.lifecycle,
      profile,
      today: localDateOf(now),
      sub: asked.caller.sub,
      roles: asked.caller.roles,
    });
    if (!verdict.taken && verdict.why === 'invalid')
      throw refused('VALIDATION', 400, {
        errors: [{ field: verdict.field, code: 'UNKNOWN_REFERENCE', sentences: unknownReference }],
      });
    if (!verdict.taken) {
      const [first, ...also] = verdict.refusals;
      throw new Refused(first, first.code === 'ROLE_FORBIDDEN' ? 403 : 409, { also });
    }

    const event = newEvent(
      verdict.candidate,
      standing,
      verdict.next.state,
      { ...asked.caller, role: verdict.role },
      body,
      now,
      identity,
      asked.reaction?.causation ?? null,
    );
    const record = await office.codec.encode(standing.stream, event);
    const appended = await append(office, standing, record);
    const sealed = office.codec.decodeWritten<ComplaintEvent>({
      ...record,
      stream: standing.stream,
      revision: appended.revision,
      position: appended.position,
    });
    if (appended.repeated) {
      const now = await office.complaints.reload(standing.stream);
      return this.firstAnswer(office, now ?? standing, identity);
    }
    const after = advance(standing, sealed);
    if (identity.keyed) after.keyed.add(event.id);
    office.complaints.remember(after);
    return receiptOf(after, sealed);
  }

  /** The receipt that this key's first request got; undefined where there was none. */
  private async earlierAnswer(
    office: Office,
    kept: LoadedComplaint | undefined,
    identity: CommandIdentity,
  ): Promise<Receipt | Counted | undefined> {
    if (!kept?.keyed.has(identity.eventId)) return undefined;
    return this.firstAnswer(office, kept, identity);
  }

  /** @throws OutcomeUnknown it is in the log, and this reading of the log does not show it */
  private async firstAnswer(
    office: Office,
    { stream }: LoadedComplaint,
    { eventId: id, hash, keyed }: CommandIdentity,
  ): Promise<Receipt | Counted> {
    const records = await office.store.readStream(stream);
    const index = records.findIndex((record) => record.id === id);
    const record = records[index];
    if (!record) throw new OutcomeUnknown(`event ${id} is in the log and was not read; the same may be sent again`);
    if (keyed && requestHashOf(record) !== hash) throw refused('IDEMPOTENCY_KEY_REUSED');
    return receiptOf(
      office.complaints.fold(stream, records.slice(0, index + 1))!,
      office.codec.sealed<ComplaintEvent>(record),
    );
  }
}

/** 403 before anything else is looked at: an analyst at any complaint, an adviser at a head's decision. */
function authorizeRole({ caller, name }: TransitionRequest, office: Office): void {
  const allowed = isCommandName(name)
    ? rolesOf(name)
    : (['adviser', 'head', 'department', 'dataProtectionOfficer', 'system'] as const);
  if (actsAs(caller.roles, allowed)) return;
  throw new Refused(refusalOf(whoRule(allowed), office.profile), 403);
}

/** A name that does not exist, or stands at the other address, is unknown: "ChangeDecision" too (O15). */
function nameOf({ name, complaint }: TransitionRequest, { profile }: Office): CommandName {
  if (isCommandName(name) && phases.starting.has(name) === (complaint === null)) return name;
  const { refusal, status } = refused('UNKNOWN_TRANSITION');
  throw new Refused({ ...refusal, rules: cite({ cites: ['O15'] }, profile) }, status);
}

/** A department answers for itself alone; another's answer, in a case it sees, is not its to give. */
function authorizeDepartment(
  { caller }: TransitionRequest,
  body: object,
  kept: LoadedComplaint | undefined,
  office: Office,
): void {
  const own = actsForDepartment(caller);
  if (own === undefined) return;
  const { department, part } = body as { department?: string; part?: string };
  const about = department ?? kept?.caseState.parts.find(({ id }) => id === part)?.department;
  if (about !== own) throw new Refused(refusalOf(rules.byAdviserOrDepartment, office.profile), 403);
}

/** `If-Match: "<revision>"`; undefined where the header is missing. */
function expectedRevision({ ifMatch }: TransitionRequest): number | undefined {
  if (ifMatch === undefined) return undefined;
  const revision = /^"(0|[1-9]\d{0,14})"$/.exec(ifMatch.trim())?.[1];
  if (revision === undefined)
    throw refused('VALIDATION', 400, {
      errors: [{ field: 'If-Match', code: 'MALFORMED_HEADER', sentences: malformedIfMatch }],
    });
  return Number(revision);
}

const unknownReference = {
  da: 'Feltet peger på noget, som ikke findes i sagen.',
  en: 'The field names something that is not in this complaint.',
};
const malformedIfMatch = {
  da: 'Skriv revisionen i anførselstegn, fx "7".',
  en: 'Write the revision in quotation marks, e.g. "7".',
};
const conflict = (kept: LoadedComplaint) =>
  refused('CONCURRENCY_CONFLICT', 412, { revision: kept.revision, state: kept.situation.state });

async function append(office: Office, standing: LoadedComplaint, record: NewRecord) {
  try {
    return await office.store.append(standing.stream, [record], {
      expectedRevision: standing.revision < 0 ? 'noStream' : standing.revision,
    });
  } catch (error) {
    const now = await office.complaints.reload(standing.stream).catch(() => undefined);
    if (!(error instanceof WrongExpectedRevision)) throw error;
    throw now
      ? conflict(now)
      : refused('CONCURRENCY_CONFLICT', 412, error.actual === null ? {} : { revision: error.actual });
  }
}

/**
 * The event as it will be kept. Before registration its times are the day's and its command is linked to nothing (H16).
 */
function newEvent(
  { type, data }: Candidate,
  standing: LoadedComplaint,
  to: string,
  { sub, name, role }: { sub: string; name: string; role: string },
  body: object,
  now: number,
  identity: CommandIdentity,
  causation: string | null,
): NewEvent {
  const before =
    standing.caseState.registeredAt === null && type !== 'CaseRegistered' && type !== 'OwnInitiativeOpened';
  const { occurredAt, receivedOn, on } = body as { occurredAt?: string; receivedOn?: string; on?: string };
  const today = localDateOf(now);
  const day = receivedOn ?? on;
  const recorded = before ? localMidnight(today) : now;
  const occurred =
    occurredAt !== undefined
      ? Date.parse(occurredAt)
      : day !== undefined && day < today
        ? localMidnight(day)
        : recorded;
  return {
    id: identity.eventId,
    type,
    occurredAt: new Date(occurred).toISOString(),
    recordedAt: new Date(recorded).toISOString(),
    actor: { sub, name, role },
    commandId: before ? randomId() : identity.commandId,
    causation: before ? null : causation,
    from: standing.revision < 0 ? null : standing.situation.state,
    to,
    data,
    ...(identity.hash === undefined ? {} : { request: identity.hash }),
  };
}

function receiptOf(kept: LoadedComplaint, { type, revision, position, data }: ComplaintEvent): Receipt | Counted {
  if (type === 'SmsCounted') return { counted: 'sms' };
  const extras = data as { part?: string; identity?: string; document?: string };
  return {
    id: kept.stream,
    revision,
    position: position.toString(),
    state: kept.situation.state,
    outcome: kept.caseState.outcome,
    events: [{ revision, type }],
    ...(type === 'PartRecorded' ? { part: extras.part } : {}),
    ...(type === 'ErasureRequested' || type === 'InformationRequested' ? { request: extras.identity } : {}),
    ...(type === 'DocumentFiled' ? { document: extras.document } : {}),
  };
}
