/**
 * Who somebody is in the offices: what an office's administrator has written goes before the provider's groups, so one
 * who has ended is nobody there, whatever the groups say.
 */
import { LRUCache } from 'lru-cache';
import { type GroupMapping } from '../installation/config-groups.js';
import { type Caller } from '../platform/caller.js';
import { type Log } from '../platform/log.js';
import { localDateOf } from '../policy/calendar.js';
import { type Directory, type SignedIn } from './directory.js';
import { isCurrent, type Member } from './members.js';

/** An office, and what has been written of its members. */
export interface OfficeOfDirectory {
  readonly key: string;
  find(sub: string): Member | undefined;
}

type Held = Pick<Caller, 'roles' | 'department'>;

export class MembersDirectory implements Directory {
  /** Whose groups were found to contradict each other: said once, not at each request. */
  private readonly told = new LRUCache<string, true>({ max: 1000 });

  private readonly byGroup: ReadonlyMap<string, readonly GroupMapping[]>;

  /** @param offices in the order of the configuration */
  constructor(
    private readonly offices: readonly OfficeOfDirectory[],
    groups: readonly GroupMapping[],
    private readonly log: Pick<Log, 'warn'>,
  ) {
    this.byGroup = Map.groupBy(groups, ({ group }) => group);
  }

  callersOf(person: SignedIn, now: number): readonly Caller[] {
    const today = localDateOf(now);
    const mapped = [...new Set(person.groups)].flatMap((group) => this.byGroup.get(group) ?? []);
    const inGroups = Map.groupBy(mapped, ({ office }) => office);
    return this.offices.flatMap((office) => {
      const written = office.find(person.sub);
      const held = written
        ? isCurrent(written, today)
          ? written
          : undefined
        : this.byGroups(person.sub, office.key, inGroups.get(office.key));
      if (!held) return [];
      const { roles, department } = held;
      return [
        Object.freeze({
          sub: person.sub,
          name: typeof written?.name === 'string' ? written.name : person.name,
          office: office.key,
          roles: Object.freeze([...roles]),
          ...(department === undefined ? {} : { department }),
        }),
      ];
    });
  }

  /** The roles of all groups together. One who would act for two departments at once is nobody. */
  private byGroups(sub: string, office: string, mine: readonly GroupMapping[] = []): Held | undefined {
    if (mine.length === 0) return undefined;
    const departments = new Set(mine.flatMap(({ department }) => department ?? []));
    if (departments.size > 1) {
      const name = `${office} ${sub}`;
      if (!this.told.has(name)) this.log.warn({ event: 'groupsOfTwoDepartments', office });
      this.told.set(name, true);
      return undefined;
    }
    const [department] = departments;
    return {
      roles: [...new Set(mine.flatMap(({ roles }) => roles))],
      ...(department === undefined ? {} : { department }),
    };
  }
}
