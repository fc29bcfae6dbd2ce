/**
 * Who works on the cases of an office, and can be given one: its members who are an adviser or the head today, and of
 * whom its administrator has said nothing, whoever has called as one or was given a token to. What is lost of the file
 * fills again as they call; until then an assignee has no name.
 */
import { existsSync, readFileSync } from 'node:fs';
import { type OfficeMembers } from '../../identity/office-members.js';
import { type Caller, type Role } from '../../platform/caller.js';
import { replaceFile } from '../../platform/private-file.js';

const atWork: readonly Role[] = ['adviser', 'head'];

/** What the administrator has written, as far as it matters here. */
export type Written = Pick<OfficeMembers, 'find' | 'isCurrent' | 'nameOf' | 'all' | 'trouble'>;

export class Members {
  protected readonly names = new Map<string, string>();

  constructor(private readonly written?: Written) {}

  has(sub: string): boolean {
    const member = this.written?.find(sub);
    return member === undefined
      ? this.names.has(sub)
      : this.written!.isCurrent(member) && member.roles.some((role) => atWork.includes(role));
  }

  /** What they are called; where that is not known, the id that they have. */
  nameOf(sub: string): string {
    return this.written?.nameOf(sub) ?? this.names.get(sub) ?? sub;
  }

  /** Why the administrator can write nothing just now. */
  get trouble(): string | undefined {
    return this.written?.trouble;
  }

  /** All that are known and have a name, by their ids. */
  get namesOfAll(): { readonly [sub: string]: string } {
    const written = (this.written?.all ?? []).flatMap(({ sub }) => {
      const name = this.written!.nameOf(sub);
      return name === undefined ? [] : [[sub, name] as const];
    });
    return Object.fromEntries([...this.names, ...written]);
  }

  /** The name of a member is sealed where it was written, and stands in no file beside it. */
  note({ sub, name, roles }: Pick<Caller, 'sub' | 'name' | 'roles'>): void {
    if (this.written?.find(sub)) {
      if (this.names.delete(sub)) this.keep();
      return;
    }
    if (this.names.get(sub) === name || !roles.some((role) => atWork.includes(role))) return;
    this.names.set(sub, name);
    this.keep();
  }

  /** Kept in memory alone. */
  protected keep(): void {
    return;
  }
}

/** In the office's folder. */
export const membersFile = 'members.json';

export class MembersFile extends Members {
  constructor(
    private readonly file: string,
    written?: Written,
  ) {
    super(written);
    for (const { sub, name } of membersIn(file)) this.names.set(sub, name);
  }

  protected override keep(): void {
    const members = [...this.names].map(([sub, name]) => ({ sub, name }));
    try {
      replaceFile(this.file, `${JSON.stringify({ members })}\n`);
    } catch {
      // A disk that is full says so where a step is taken; this is written with the next that calls.
    }
  }
}

/** None where it is damaged: it is no record of anything. */
function membersIn(file: string): readonly { readonly sub: string; readonly name: string }[] {
  if (!existsSync(file)) return [];
  try {
    const { members } = JSON.parse(readFileSync(file, 'utf8')) as { readonly members: unknown };
    return Array.isArray(members) ? members.filter(isMember) : [];
  } catch {
    return [];
  }
}

const isMember = (entry: unknown): entry is { readonly sub: string; readonly name: string } =>
  typeof entry === 'object' &&
  entry !== null &&
  'sub' in entry &&
  'name' in entry &&
  typeof entry.sub === 'string' &&
  typeof entry.name === 'string';
