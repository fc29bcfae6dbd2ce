/** The one way in. Every transition of every complaint goes through these steps, in the order of contract.md ("Order of the checks"). */
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Inject } from '@nestjs/common';
import { type Candidate } from '../../event-schemas/complaint/events.js';
import { localDateOf, localMidnight } from '../policy/calendar.js';
import { type Clock } from '../platform/clock.js';
import { randomId } from '../platform/ids.js';
import { refused } from '../platform/problem.js';
import { Refused } from '../platform/refusal.js';
import { OutcomeUnknown, WrongExpectedRevision, type NewRecord } from '../event-store/port.js';
import { requestHashOf, type Unstored } from '../event-store/codec.js';
import { type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import { checkAgainstOffice } from './check-office.js';
import { isCommandName, phases, type CommandName, type Commands } from './commands.js';
import { actsAs, consider, rolesOf } from './consider.js';
import { whoRule } from './explain.js';
import { cite, refusalOf } from './cite.js';
import { citing } from './form-rules.js';
import { requestOf, type Request } from './idempotency.js';
import { rules } from '../../state-machines/complaint/rules.js';
import { currentLifecycle } from '../../state-machines/complaint/lifecycles.js';
import { type Office, type Offices } from './office.js';
import { advance, begin, lifecycleOf, type Kept } from './standings.js';
import { CLOCK, OFFICES } from './tokens.js';
import { Transition, type Asked, type Counted, type Receipt } from './transition.js';
import { validateBody } from './validate-body.js';
import { actsForDepartment, maySee } from './visible.js';

@CommandHandler(Transition)
export class ComplaintHandler implements ICommandHandler<Transition> {
  /** Requests under an Idempotency-Key that are being answered: a second one waits for the first. */
  private readonly underWay = new Map<string, Promise<unknown>>();

  constructor(@Inject(OFFICES) private readonly offices: Offices, @Inject(CLOCK) private readonly clock: Clock) {}

  async execute({ asked }: Transition): Promise<Receipt | Counted> {
    const office = this.offices.get(asked.office);
    if (!office || asked.caller.office !== office.key) throw refused('NOT_FOUND');
    mayAtAll(asked, office);
    // A timer names no revision that would prove what is remembered, so what it is judged by is read.
    const kept = asked.complaint === null ? undefined : await (asked.reaction ? office.standings.afresh(asked.complaint) : office.standings.of(asked.complaint));
    if (asked.complaint !== null && (!kept || !maySee(asked.caller, kept.dossier))) throw refused('NOT_FOUND');
    const name = nameOf(asked, office);
    const profile = kept?.dossier.pinned ? office.profileNamed(kept.dossier.pinned.profile) : office.profile;
    const body = citing(name, profile, () => validateBody(name, asked.body(), { beforeRegistration: kept === undefined || kept.dossier.registeredAt === null }));
    checkAgainstOffice(body, office, localDateOf(this.clock.now()));
    answersForItself(asked, body, kept, office);
    const expected = asked.reaction ? undefined : expectedRevision(asked);
    const request = requestOf(asked, name, body, office.keys);
    if (!request.keyed) return this.take(office, kept, name, body, asked, expected, request);
    const before = this.underWay.get(request.commandKey);
    const answer = (async () => {
      if (before) await before.catch(() => undefined);
      const stream = asked.complaint ?? request.stream;
      const now = before || asked.complaint === null ? await office.standings.of(stream) : kept;
      if (asked.complaint !== null && !now) throw refused('NOT_FOUND');
      return await this.earlierAnswer(office, now, request) ?? this.take(office, asked.complaint === null ? undefined : now, name, body, asked, expected, request);
    })();
    this.underWay.set(request.commandKey, answer);
    try { return await answer; } finally { if (this.underWay.get(request.commandKey) === answer) this.underWay.delete(request.commandKey); }
  }

  private async take(office: Office, kept: Kept | undefined, name: CommandName, body: Commands[CommandName], asked: Asked, expected: number | undefined, request: Request): Promise<Receipt | Counted> {
    if (kept && !asked.reaction) {
      if (expected === undefined) throw refused('REVISION_REQUIRED');
      if (expected !== kept.revision) {
        // What is remembered may be behind: a write whose outcome was unknown can land late.
        const now = await office.standings.afresh(kept.stream) ?? kept;
        const earlier = await this.earlierAnswer(office, now, request);
        if (earlier) return earlier;
        if (expected !== now.revision) throw conflict(now);
        return this.take(office, now, name, body, asked, expected, request);
      }
    }
    const standing = kept ?? begin(request.stream, lifecycleOf(currentLifecycle));
    const profile = kept?.dossier.pinned ? office.profileNamed(kept.dossier.pinned.profile) : office.profile;
    const now = this.clock.now();
    const verdict = consider(name, body, { standing, lifecycle: standing.lifecycle, profile, today: localDateOf(now), sub: asked.caller.sub, roles: asked.caller.roles });
    if (!verdict.taken && verdict.why === 'invalid') throw refused('VALIDATION', 400, { errors: [{ field: verdict.field, code: 'UNKNOWN_REFERENCE', sentences: unknownReference }] });
    if (!verdict.taken) { const [first, ...also] = verdict.refusals; throw new Refused(first, first.code === 'ROLE_FORBIDDEN' ? 403 : 409, { also }); }

    const event = unstored(verdict.candidate, standing, verdict.next.state, { ...asked.caller, role: verdict.role }, body, now, request, asked.reaction?.causation ?? null);
    const record = await office.codec.encode(standing.stream, event);
    const appended = await append(office, standing, record);
    const sealed = office.codec.justWritten<ComplaintEvent>({ ...record, stream: standing.stream, revision: appended.revision, position: appended.position });
    if (appended.repeated) {
      const now = await office.standings.afresh(standing.stream);
      return this.firstAnswer(office, now ?? standing, request);
    }
    const after = advance(standing, sealed);
    if (request.keyed) after.keyed.add(event.id);
    office.standings.keep(after);
    return receiptOf(after, sealed);
  }

  /** The receipt that this key's first request got; undefined where there was none. */
  private async earlierAnswer(office: Office, kept: Kept | undefined, request: Request): Promise<Receipt | Counted | undefined> {
    if (!kept?.keyed.has(request.eventId)) return undefined;
    return this.firstAnswer(office, kept, request);
  }

  /** @throws OutcomeUnknown it is in the log, and this reading of the log does not show it */
  private async firstAnswer(office: Office, { stream }: Kept, { eventId: id, hash, keyed }: Request): Promise<Receipt | Counted> {
    const records = await office.store.readStream(stream);
    const index = records.findIndex((record) => record.id === id);
    const record = records[index];
    if (!record) throw new OutcomeUnknown(`event ${id} is in the log and was not read; the same may be sent again`);
    if (keyed && requestHashOf(record) !== hash) throw refused('IDEMPOTENCY_KEY_REUSED');
    return receiptOf(office.standings.fold(stream, records.slice(0, index + 1))!, office.codec.sealed<ComplaintEvent>(record));
  }
}

/** 403 before anything else is looked at: an analyst at any complaint, an adviser at a head's decision. */
function mayAtAll({ caller, name }: Asked, office: Office): void {
  const allowed = isCommandName(name) ? rolesOf(name) : (['adviser', 'head', 'department', 'dataProtectionOfficer', 'system'] as const);
  if (actsAs(caller.roles, allowed)) return;
  throw new Refused(refusalOf(whoRule(allowed), office.profile), 403);
}

/** A name that does not exist, or stands at the other address, is unknown: "ChangeDecision" too (O15). */
function nameOf({ name, complaint }: Asked, { profile }: Office): CommandName {
  if (isCommandName(name) && phases.starting.has(name) === (complaint === null)) return name;
  const { refusal, status } = refused('UNKNOWN_TRANSITION');
  throw new Refused({ ...refusal, rules: cite({ cites: ['O15'] }, profile) }, status);
}

/** A department answers for itself alone; another's answer, in a case it sees, is not its to give. */
function answersForItself({ caller }: Asked, body: object, kept: Kept | undefined, office: Office): void {
  const own = actsForDepartment(caller);
  if (own === undefined) return;
  const { department, part } = body as { department?: string; part?: string };
  const about = department ?? kept?.dossier.parts.find(({ id }) => id === part)?.department;
  if (about !== own) throw new Refused(refusalOf(rules.byAdviserOrDepartment, office.profile), 403);
}

/** `If-Match: "<revision>"`; undefined where the header is missing. */
function expectedRevision({ ifMatch }: Asked): number | undefined {
  if (ifMatch === undefined) return undefined;
  const revision = /^"(0|[1-9]\d{0,14})"$/.exec(ifMatch.trim())?.[1];
  if (revision === undefined) throw refused('VALIDATION', 400, { errors: [{ field: 'If-Match', code: 'MALFORMED_HEADER', sentences: malformedIfMatch }] });
  return Number(revision);
}

const unknownReference = { da: 'Feltet peger på noget, som ikke findes i sagen.', en: 'The field names something that is not in this complaint.' };
const malformedIfMatch = { da: 'Skriv revisionen i anførselstegn, fx "7".', en: 'Write the revision in quotation marks, e.g. "7".' };
const conflict = (kept: Kept) => refused('CONCURRENCY_CONFLICT', 412, { revision: kept.revision, state: kept.situation.state });

async function append(office: Office, standing: Kept, record: NewRecord) {
  try {
    return await office.store.append(standing.stream, [record], { expectedRevision: standing.revision < 0 ? 'noStream' : standing.revision });
  } catch (error) {
    const now = await office.standings.afresh(standing.stream).catch(() => undefined);
    if (!(error instanceof WrongExpectedRevision)) throw error;
    throw now ? conflict(now) : refused('CONCURRENCY_CONFLICT', 412, error.actual === null ? {} : { revision: error.actual });
  }
}

/** The event as it will be kept. Before registration its times are the day's and its command is linked to nothing (H16). */
function unstored(
  { type, data }: Candidate, standing: Kept, to: string, { sub, name, role }: { sub: string; name: string; role: string }, body: object, now: number, request: Request, causation: string | null,
): Unstored {
  const before = standing.dossier.registeredAt === null && type !== 'CaseRegistered' && type !== 'OwnInitiativeOpened';
  const { occurredAt, receivedOn, on } = body as { occurredAt?: string; receivedOn?: string; on?: string };
  const today = localDateOf(now);
  const day = receivedOn ?? on;
  const recorded = before ? localMidnight(today) : now;
  const occurred = occurredAt !== undefined ? Date.parse(occurredAt) : day !== undefined && day < today ? localMidnight(day) : recorded;
  return {
    id: request.eventId, type, occurredAt: new Date(occurred).toISOString(), recordedAt: new Date(recorded).toISOString(), actor: { sub, name, role },
    commandId: before ? randomId() : request.commandId, causation: before ? null : causation, from: standing.revision < 0 ? null : standing.situation.state, to,
    data, ...(request.hash === undefined ? {} : { request: request.hash }),
  };
}

function receiptOf(kept: Kept, { type, revision, position, data }: ComplaintEvent): Receipt | Counted {
  if (type === 'SmsCounted') return { counted: 'sms' };
  const extras = data as { part?: string; request?: string; document?: string };
  return {
    id: kept.stream, revision, position: position.toString(), state: kept.situation.state, outcome: kept.dossier.outcome, events: [{ revision, type }],
    ...(type === 'PartRecorded' ? { part: extras.part } : {}),
    ...(type === 'ErasureRequested' || type === 'InformationRequested' ? { request: extras.request } : {}),
    ...(type === 'DocumentFiled' ? { document: extras.document } : {}),
  };
}

