/**
 * Who may follow an office by its positions, and what of them each is told (docs/decisions/0034). Staff follow what
 * they see in the worklist; an integration cases alone, and never a talk that is none.
 */
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { admit, admitIntegration, ownOffice } from '../access/admit.js';
import { matrix } from '../access/matrix.js';
import { type ReadRequest } from '../complaints/views/queries.js';
import { namedReader } from '../complaints/views/visible.js';
import { CLOCK, RUNNING } from '../complaints/wiring/injection-tokens.js';
import { type RunningOffice, type RunningOffices } from '../complaints/wiring/running-office.js';
import { type Position } from '../event-store/port.js';
import { type Caller, type Role } from '../platform/caller.js';
import { type Clock } from '../platform/clock.js';
import { formatInstant } from '../platform/instant.js';
import { refused } from '../platform/refused.js';
import { type Sentences } from '../platform/refusal.js';
import { localDateOf } from '../policy/calendar.js';
import { tables } from '../read-models/database/views-database.js';
import { closedTo, type WorklistTables } from '../read-models/worklist/queries.js';
import { PositionStream, positionsSaid, type Pace } from './position-stream.js';
import { Positions, type Standing } from './positions.js';

/** Of each office, `ReadonlyMap<string, Positions>`. */
export const POSITIONS = Symbol('positions');

export const mostOfOffice = 50;
export const mostOfCaller = 5;

export interface AskedStream {
  /** The position that the reader has; left out: that of the newest event. */
  readonly after?: Position | undefined;
  /** The field that `after` came in. */
  readonly field: string;
  /** @see Following */
  readonly still: () => Promise<unknown>;
  readonly pace?: Pace;
}

@Injectable()
export class PositionStreams implements OnModuleDestroy {
  private readonly open = new Map<PositionStream, { readonly office: string; readonly caller: string }>();

  constructor(
    @Inject(RUNNING) private readonly offices: RunningOffices,
    @Inject(POSITIONS) private readonly positions: ReadonlyMap<string, Positions>,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * The opening is in the log of looks; what is told after it is no content of a case.
   * @throws Refused NOT_FOUND, ROLE_FORBIDDEN, VALIDATION a position that this log has not, RATE_LIMITED
   */
  async follow(request: ReadRequest, { after, field, still, pace }: AskedStream): Promise<PositionStream> {
    const { caller } = request;
    const running = ownOffice(this.offices, request.office, caller);
    const role = roleOf(caller, running);
    if (role) request.acting?.(role);
    const positions = this.positions.get(running.key)!;
    if (after !== undefined && !(await positions.knows(after)))
      throw refused('VALIDATION', 400, { errors: [{ field, code: 'NOT_IN_LIST', sentences: notOfThisLog }] });
    this.refuseTooMany(running.key, caller.sub);
    const from = after ?? (await positions.head());
    await running.office.access.record(
      {
        at: formatInstant(this.clock.now()),
        by: caller.sub,
        role: role ?? 'integration',
        purpose: 'supervision',
        what: matrix.followPositions.look,
        request: request.requestId,
        fields: ['codes'],
      },
      [],
    );
    // Once more: others may have come meanwhile, and from here on nothing waits.
    this.refuseTooMany(running.key, caller.sub);
    const stream = new PositionStream({
      after: from,
      next: (position, signal) => positions.next(position, signal),
      told: async (standings) => positionsSaid(await this.toldTo(caller, running, standings)),
      still,
      ...(pace ? { pace } : {}),
    });
    this.open.set(stream, { office: running.key, caller: caller.sub });
    stream.once('close', () => this.open.delete(stream));
    return stream;
  }

  /** Of each office that somebody follows. */
  get count(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const { office } of this.open.values()) counts.set(office, (counts.get(office) ?? 0) + 1);
    return counts;
  }

  /** The server closes: whoever follows comes again with the last position. */
  onModuleDestroy(): void {
    for (const stream of this.open.keys()) stream.end();
  }

  private async toldTo(
    caller: Caller,
    { views }: RunningOffice,
    standings: readonly Standing[],
  ): Promise<readonly Standing[]> {
    if (caller.scopes !== undefined) return ofCases(standings);
    const sub = namedReader(caller);
    if (sub === undefined || standings.length === 0) return standings;
    const streams = [...new Set(standings.map(({ complaint }) => complaint))];
    const today = localDateOf(this.clock.now());
    const closed = await closedTo(tables<WorklistTables>(views.db.read), streams, { sub, today });
    return standings.filter(({ complaint }) => !closed.has(complaint));
  }

  private refuseTooMany(office: string, sub: string): void {
    const here = [...this.open.values()].filter((each) => each.office === office);
    if (here.length >= mostOfOffice || here.filter(({ caller }) => caller === sub).length >= mostOfCaller)
      throw refused('RATE_LIMITED', 429, { retryAfter: 60 });
  }
}

/** Undefined: an integration. @throws Refused ROLE_FORBIDDEN */
function roleOf(caller: Caller, { office }: RunningOffice): Role | undefined {
  if (caller.scopes === undefined) return admit(matrix.followPositions, caller, office.profile);
  admitIntegration(matrix.followPositions, caller);
  return undefined;
}

/** What goes to other systems: anonymous guidance is followed by nobody. */
export const ofCases = (standings: readonly Standing[]): readonly Standing[] =>
  standings.filter(({ number }) => number !== null);

const notOfThisLog: Sentences = {
  da: 'Loggen har ingen hændelse på den plads. Begynd forfra med 0, eller ved en plads, som den har givet.',
  en: 'The log has no event at this position. Begin anew with 0, or at a position that it has given.',
};
