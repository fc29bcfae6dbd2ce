/**
 * The head hands the cases of one member over to another: a step of its own for each, taken as if it had been asked for
 * there, so that one which is refused leaves the others as they are.
 */
import { CommandBus } from '@nestjs/cqrs';
import { Inject, Injectable } from '@nestjs/common';
import { admit, ownOffice } from '../../access/admit.js';
import { matrix } from '../../access/matrix.js';
import { Refused, type Refusal } from '../../platform/refusal.js';
import { refused } from '../../platform/refused.js';
import { type Filter } from '../../read-models/worklist/query.js';
import { unknownMember } from '../steps/check-office.js';
import { Queries, type ReadRequest } from '../views/queries.js';
import { OFFICES } from '../wiring/injection-tokens.js';
import { type Offices } from '../wiring/office.js';
import { Transition, type Receipt } from './transition-request.js';

export interface Assignments {
  /** Whose cases; null: those that are nobody's. */
  readonly from: string | null;
  readonly to: string | null;
  readonly until?: string | undefined;
  readonly filter: Omit<Filter, 'assignee'>;
  /** Of what is found these alone, by their ids. */
  readonly only?: readonly string[];
}

export type HandedOver = { readonly id: string; readonly number: string | null } & (
  { readonly taken: true; readonly revision: number } | ({ readonly taken: false } & Refusal)
);

/** At once; what is left is said, and handed over by asking again. */
const most = 1000;

@Injectable()
export class HandOver {
  constructor(
    @Inject(CommandBus) private readonly bus: CommandBus,
    @Inject(Queries) private readonly queries: Queries,
    @Inject(OFFICES) private readonly offices: Offices,
  ) {}

  /** @throws Refused ROLE_FORBIDDEN for all but the head, VALIDATION nobody of that id works there */
  async handOver(
    request: ReadRequest,
    { from, to, until, filter, only }: Assignments,
    idempotencyKey: string | undefined,
  ): Promise<{ readonly items: readonly HandedOver[]; readonly left: number }> {
    const { office: key, caller, acting } = request;
    const office = ownOffice(this.offices, key, caller);
    admit(matrix.handOver, caller, office.profile);
    if (to !== null && !office.members.has(to)) throw refused('VALIDATION', 400, { errors: [unknownMember('to')] });
    const found = await this.queries.toHandOver(request, { ...filter, assignee: from ?? 'none' }, { most, only });
    const items: HandedOver[] = [];
    for (const { id, number } of found.items) {
      const standing = await office.complaints.of(id);
      const asked = new Transition({
        office: key,
        complaint: id,
        name: 'AssignCase',
        body: () => ({ to, ...(until === undefined ? {} : { until }) }),
        caller,
        acting,
        ifMatch: `"${standing?.revision ?? 0}"`,
        idempotencyKey,
      });
      items.push({ id, number, ...(await this.taken(asked)) });
    }
    return { items, left: found.total - items.length };
  }

  private async taken(
    asked: Transition,
  ): Promise<{ readonly taken: true; readonly revision: number } | ({ readonly taken: false } & Refusal)> {
    try {
      const { revision }: Receipt = await this.bus.execute(asked);
      return { taken: true, revision };
    } catch (error) {
      // A store that is away is no answer about this case: the whole request fails, and may be sent again.
      if (!(error instanceof Refused) || error.status >= 500) throw error;
      return { taken: false, ...error.refusal };
    }
  }
}
