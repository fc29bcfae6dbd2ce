/**
 * Whoever has a case on the screen hears that somebody else has moved it, as server-sent events (docs/decisions/0040).
 * What was done is in none of them: it is read by a look at the case.
 */
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Queries, type ReadRequest } from '../../../../libs/complaints/views/queries.js';
import { Sessions, type Session } from '../../../../libs/identity/sessions.js';
import { PositionStream } from '../../../../libs/integrations/position-stream.js';
import { type Positions } from '../../../../libs/integrations/positions.js';
import { POSITIONS } from '../../../../libs/integrations/position-streams.js';
import { refused } from '../../../../libs/platform/refused.js';

/** A page that is not seen has none; a browser has six connections to a host, and pages need some of them. */
export const mostOfSession = 4;
export const mostOfOffice = 200;

@Injectable()
export class CaseStreams implements OnModuleDestroy {
  private readonly open = new Map<PositionStream, { readonly office: string; readonly session: string }>();

  constructor(
    @Inject(Queries) private readonly queries: Queries,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(POSITIONS) private readonly positions: ReadonlyMap<string, Positions>,
  ) {}

  /**
   * It ends with the session, with a change of its holder's rights, and where the case is closed to them.
   * @param since the revision that the page shows: what came after it and is there already is told at once
   * @throws Refused NOT_FOUND, CONFIDENTIAL, ROLE_FORBIDDEN, RATE_LIMITED
   */
  async follow(request: ReadRequest, session: Session, complaint: string, since: number): Promise<PositionStream> {
    const positions = this.positions.get(request.office)!;
    const from = await positions.head();
    let told = since;
    const moved = async (): Promise<string> => {
      const revision = await this.queries.movedByAnother(request, complaint, told);
      if (revision === null) return '';
      told = revision;
      return `event: moved\ndata: ${JSON.stringify({ revision })}\n\n`;
    };
    const first = await moved();
    // From here on nothing waits, so that others who come meanwhile are counted.
    this.refuseTooMany(request.office, session.handle);
    const stream = new PositionStream({
      after: from,
      next: (position, signal) => positions.next(position, signal),
      first,
      told: (standings) => (standings.some((each) => each.complaint === complaint) ? moved() : ''),
      still: () => this.refuseEnded(session),
    });
    this.open.set(stream, { office: request.office, session: session.handle });
    stream.once('close', () => this.open.delete(stream));
    return stream;
  }

  /** The server closes: pages that are still there come again. */
  onModuleDestroy(): void {
    for (const stream of this.open.keys()) stream.end();
  }

  /** To follow is no visit: a session does not last longer by it. */
  private async refuseEnded({ holder, handle, callers }: Session): Promise<void> {
    const now = this.sessions.of(holder).find((each) => each.handle === handle);
    if (!now || JSON.stringify(now.callers) !== JSON.stringify(callers)) throw refused('UNAUTHENTICATED', 401);
  }

  private refuseTooMany(office: string, session: string): void {
    const open = [...this.open.values()];
    if (
      open.filter((each) => each.office === office).length >= mostOfOffice ||
      open.filter((each) => each.session === session).length >= mostOfSession
    )
      throw refused('RATE_LIMITED', 429, { retryAfter: 60 });
  }
}
