/** A code that opens a case to its citizen (decision 36): made by the office, said once, wherever it asks for one. */
import { Inject, Injectable } from '@nestjs/common';
import { matrix } from '../../../libs/access/matrix.js';
import { Queries, type ReadRequest } from '../../../libs/complaints/views/queries.js';
import { secondFactsOf } from '../../../libs/identity/receipt-code.js';
import { citizenOf, type ReceiptCodes } from '../../../libs/identity/receipt-codes.js';
import { Sessions } from '../../../libs/identity/sessions.js';
import { type Role } from '../../../libs/platform/caller.js';
import { refused } from '../../../libs/platform/refused.js';
import { RECEIPTS } from '../http/injected.js';

@Injectable()
export class CodeIssuer {
  constructor(
    @Inject(RECEIPTS) private readonly receipts: ReadonlyMap<string, ReceiptCodes>,
    @Inject(Queries) private readonly queries: Queries,
    @Inject(Sessions) private readonly sessions: Sessions,
  ) {}

  /**
   * The code before it opens nothing any more.
   * @throws Refused NOTHING_TO_CONFIRM the office knows nothing that the citizen could be asked for, and what reading
   *   the case refuses
   */
  async issue(asking: ReadRequest, id: string): Promise<string> {
    let role: Role = matrix.issueReceiptCode.who[0];
    const acting = (acts: Role) => {
      role = acts;
      asking.acting?.(acts);
    };
    const known = await this.queries.knownOfComplainant({ ...asking, acting }, matrix.issueReceiptCode, id, 'logged');
    if (secondFactsOf(known).length === 0) throw refused('NOTHING_TO_CONFIRM');
    const { office, caller } = asking;
    const code = await this.receipts.get(office)!.issue(id, { sub: caller.sub, role });
    // Who reads by the code before it may be whoever found it.
    this.sessions.endAll({ kind: 'citizen', callers: [citizenOf(office, id)] });
    return code;
  }
}
