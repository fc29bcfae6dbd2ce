/**
 * Departments and topics that complaints of an office have, and its configuration no more: looked for once in each
 * office, when its read models are there. New ones cannot come while the product runs.
 */
import { type RunningOffice } from '../../libs/complaints/wiring/running-office.js';
import { tables } from '../../libs/read-models/database/views-database.js';
import { namesInUse, type WorklistTables } from '../../libs/read-models/worklist/queries.js';

export interface Unnamed {
  readonly departments: readonly string[];
  readonly topics: readonly string[];
}

export class NamesOfOffices {
  private readonly found = new Map<RunningOffice, Unnamed>();

  constructor(private readonly offices: readonly RunningOffice[]) {}

  /** What is not known yet, once it can be. Of an office that cannot be read just now, the next time. */
  async look(): Promise<void> {
    for (const running of this.offices) {
      const { office, runner, views } = running;
      if (this.found.has(running) || runner.building !== undefined) continue;
      const named = await namesInUse(tables<WorklistTables>(views.db.read)).catch(() => undefined);
      if (named === undefined) continue;
      this.found.set(running, {
        departments: [...named.departments].filter((key) => !office.departments.has(key)).sort(),
        topics: [...named.topics].filter((key) => !office.topics.has(key)).sort(),
      });
    }
  }

  /** Office → what its configuration has not; only of offices where there is such. */
  get missing(): ReadonlyMap<string, Unnamed> {
    return new Map(
      [...this.found].flatMap(([{ key }, { departments, topics }]) =>
        departments.length + topics.length === 0 ? [] : [[key, { departments, topics }]],
      ),
    );
  }
}
