/**
 * Everything that is not as it should be, in one place: for the health page, the metrics, the log and `klagegang
 * status`. What is wrong and told nowhere is how data is lost.
 */
import { systemClock } from './clock.js';
import { formatInstant } from './instant.js';

/** What can be wrong, each with what it means for those who work and what the operator does about it. */
export const parts = {
  events: {
    means: 'No step can be taken in this office; what is there can be read.',
    do: 'Make room on the disk of its events, or bring their server back. It goes on by itself.',
  },
  keys: {
    means: 'Nothing new can be sealed and no key destroyed; what is sealed may not open.',
    do: 'Make room on the disk of its keys and its shred list. It goes on by itself, unless it says restart.',
  },
  keyRotation: {
    means: 'Work goes on. A key that should be changed or destroyed by now is in use, or still there.',
    do: 'See officeKeyNotChanged in the log, and mend what stands in the way. It is tried again every few seconds.',
  },
  access: {
    means: 'No case can be looked at: a look that cannot be recorded is not given.',
    do: 'Make room on the disk of its access log. It goes on by itself, unless it says restart.',
  },
  members: {
    means: 'No member of the office can be added, changed or ended; those there are go on.',
    do: 'Make room on the disk of office.db. It goes on by itself, unless it says restart.',
  },
  views: {
    means: 'Lists, search and reports lack what came since; steps can be taken.',
    do: 'Bring the database of the read models back, or make room for it. It goes on by itself.',
  },
  loop: {
    means: 'The read models have stopped; timers and the destruction of keys wait with them. Steps can be taken.',
    do: 'See projectionStopped in the log for its name and place, mend the cause, and restart.',
  },
  complaints: {
    means:
      'Some complaints have an event or a field that cannot be read: lists show them as they were before the event, and a field is marked as unreadable where it stands.',
    do: 'npm run klagegang -- verify --data <data folder> names them; restore what was changed from the latest backup.',
  },
  configuration: {
    means: 'Complaints have a department or a topic that the configuration has no more: it is shown by its key alone.',
    do: 'Put it back into the configuration, with "retired": true, and restart.',
  },
  destruction: {
    means: 'Keys that were to be destroyed are still there.',
    do: 'Mend what stands in the way; it is tried again every few seconds.',
  },
  clock: {
    means: 'Timers and the destruction of keys wait. Handling goes on, at times counted on from the last good one.',
    do: 'Correct the clock of the machine; or, where it is right: npm run klagegang -- clock accept --data <data folder>.',
  },
  disk: {
    means: 'The disk is nearly full; when it is, the office can be read and not written.',
    do: 'Make room.',
  },
  installation: {
    means: 'What is lost of the data folder from now on might not be noticed at the next start.',
    do: 'Make the folder of the record (recordFolder) writable.',
  },
  signIn: {
    means: 'Nobody new can sign in; whoever has signed in goes on working.',
    do: 'Bring the provider of sign-in back, or set the clock that is wrong. The next who signs in shows whether it is over.',
  },
  webhooks: {
    means: 'Another system does not learn where cases stand; the office itself lacks nothing.',
    do: 'See that its receiver answers. What has stopped goes on with: npm run klagegang -- webhook resume --data <data folder> --office <key> --name <name>.',
  },
  reports: {
    means: 'Reports are not computed.',
    do: 'See reportWorkerEnded in the log.',
  },
} as const satisfies { readonly [part: string]: { readonly means: string; readonly do: string } };
export type Part = keyof typeof parts;

/** While one of these lasts, the product is there for reading. */
const readOnly: ReadonlySet<Part> = new Set(['events', 'keys', 'access', 'views', 'loop']);

/** Something that is wrong now, as whoever noticed it says it. No path, no person: the page is open to everybody. */
export interface Finding {
  readonly office?: string;
  readonly part: Part;
  readonly sentence: string;
  /** Milliseconds since the epoch, where it is known better than by the first look that found it. */
  readonly since?: number;
}

export interface Trouble {
  readonly office?: string;
  readonly part: Part;
  /** RFC 3339, UTC. */
  readonly since: string;
  readonly sentence: string;
  readonly means: string;
  readonly do: string;
}

export type HealthStatus = 'ready' | 'building' | 'read-only' | 'not ready';

export interface HealthChange {
  readonly begun: readonly Trouble[];
  readonly over: readonly Trouble[];
}

export class Health {
  private known: ReadonlyMap<string, Trouble> = new Map();
  private told: ReadonlyMap<string, Trouble> = new Map();

  constructor(
    private readonly findings: () => readonly Finding[],
    private readonly now: () => number = () => systemClock.now(),
  ) {}

  /** One for each part of each office, as the first finding says it. */
  get troubles(): readonly Trouble[] {
    return [...this.look().values()];
  }

  get isReadOnly(): boolean {
    return this.troubles.some(({ part }) => readOnly.has(part));
  }

  /** What has begun since this was last asked, and what is over. */
  changes(): HealthChange {
    const [before, now] = [this.told, this.look()];
    this.told = now;
    return {
      begun: [...now].flatMap(([name, trouble]) => (before.has(name) ? [] : [trouble])),
      over: [...before].flatMap(([name, trouble]) => (now.has(name) ? [] : [trouble])),
    };
  }

  private look(): ReadonlyMap<string, Trouble> {
    const found = new Map<string, Trouble>();
    for (const { office, part, sentence, since } of this.findings()) {
      const name = `${office ?? ''}/${part}`;
      if (found.has(name)) continue;
      found.set(name, {
        ...(office === undefined ? {} : { office }),
        part,
        since: this.known.get(name)?.since ?? formatInstant(Math.round(since ?? this.now())),
        sentence,
        ...parts[part],
      });
    }
    this.known = found;
    return found;
  }
}
