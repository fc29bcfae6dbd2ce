/**
 * Who works on the cases of an office, and can be given one: whoever has called as an adviser or the head, or was given
 * a token to. What is lost of the file fills again as they call; until then an assignee has no name.
 */
import { existsSync, readFileSync } from 'node:fs';
import { type Caller, type Role } from '../../platform/caller.js';
import { replaceFile } from '../../platform/private-file.js';

const atWork: readonly Role[] = ['adviser', 'head'];

export class Members {
  protected readonly names = new Map<string, string>();

  has(sub: string): boolean {
    return this.names.has(sub);
  }

  /** What they are called; where that is not known, the id that they have. */
  nameOf(sub: string): string {
    return this.names.get(sub) ?? sub;
  }

  /** All that are known, by their ids. */
  get namesOfAll(): { readonly [sub: string]: string } {
    return Object.fromEntries(this.names);
  }

  note({ sub, name, roles }: Pick<Caller, 'sub' | 'name' | 'roles'>): void {
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
  constructor(private readonly file: string) {
    super();
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
