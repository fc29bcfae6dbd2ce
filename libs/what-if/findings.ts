/**
 * What the comparisons found, grouped: the same complaints give the same groups in the same order, whatever order they
 * came in.
 */
import { type Refusal, type Sentences } from '../platform/refusal.js';
import { type SettingName } from '../policy/profile.js';
import { type CommandName } from '../complaints/steps/steps.js';
import { type Compared, type Divergence, type Noted } from './compare.js';
import { type Evidence } from './settings.js';

export interface Reason {
  readonly step: CommandName;
  /** Null where the step would have been another event. */
  readonly code: string | null;
  readonly rules: readonly string[];
  readonly sentences: Sentences | null;
  /** Codes that refuse besides. */
  readonly also: readonly string[];
  readonly instead: { readonly event: string; readonly to: string } | null;
  readonly setting: SettingName | null;
  readonly evidence: Evidence;
}
interface Group {
  readonly count: number;
  readonly complaints: readonly string[];
}
type UnmetRule = Pick<Refusal, 'code' | 'rules' | 'sentences'>;

export interface Found {
  /** Complaints in the period. */
  readonly compared: number;
  /** Their events, and how many of them could be followed. */
  readonly events: number;
  readonly followed: number;
  /** Complaints whose every step would have been taken, as the same event, or would not have been needed. */
  readonly same: number;
  /** Of those, the ones with every fact and every coded field the same too, and no step left out. */
  readonly identical: number;
  readonly otherwise: readonly (Group & { readonly reason: Reason })[];
  readonly leftOut: readonly (Group & {
    readonly step: CommandName;
    readonly code: string;
    readonly rules: readonly string[];
    readonly sentences: Sentences;
    readonly setting: SettingName | null;
  })[];
  /** `from`, `to`: of a fact or an age limit; null of other fields. `count` is of complaints. */
  readonly noted: readonly {
    readonly step: CommandName;
    readonly field: string;
    readonly from: string | null;
    readonly to: string | null;
    readonly count: number;
  }[];
  /** `open`: nothing else would have stood in the way. */
  readonly openings: readonly (Group & {
    readonly step: CommandName;
    readonly state: string;
    readonly lifted: readonly UnmetRule[];
    readonly remaining: readonly UnmetRule[];
    readonly open: boolean;
  })[];
}

export class Findings {
  private readonly otherwise = new Groups<Reason>();
  private readonly leftOut = new Groups<Omit<Found['leftOut'][number], keyof Group>>();
  private readonly noted = new Groups<Omit<Found['noted'][number], 'count'>>();
  private readonly openings = new Groups<Omit<Found['openings'][number], keyof Group>>();
  private readonly totals = { compared: 0, events: 0, followed: 0, same: 0, identical: 0 };

  get done(): { readonly complaints: number; readonly events: number } {
    return { complaints: this.totals.compared, events: this.totals.events };
  }

  add({ complaint, events, followed, divergence, leftOut, noted, openings }: Compared): void {
    this.totals.compared += 1;
    this.totals.events += events;
    this.totals.followed += followed;
    if (divergence === null) this.totals.same += 1;
    else this.otherwise.add(reasonOf(divergence), complaint);
    if (divergence === null && leftOut.length === 0 && noted.length === 0) this.totals.identical += 1;
    for (const {
      step,
      refusal: { code, rules, sentences },
      setting,
    } of leftOut)
      this.leftOut.add({ step, code, rules, sentences, setting }, complaint);
    for (const note of noted) for (const change of changesOf(note)) this.noted.add(change, complaint);
    for (const { step, state, lifted, remaining } of openings)
      this.openings.add(
        {
          step,
          state,
          lifted: lifted.map(unmetRule),
          remaining: remaining.map(unmetRule),
          open: remaining.length === 0,
        },
        complaint,
      );
  }

  report(): Found {
    return {
      ...this.totals,
      otherwise: this.otherwise.sorted().map(({ of, ...group }) => ({ reason: of, ...group })),
      leftOut: this.leftOut.sorted().map(({ of, ...group }) => ({ ...of, ...group })),
      noted: this.noted.sorted().map(({ of, count }) => ({ ...of, count })),
      openings: this.openings.sorted().map(({ of, ...group }) => ({ ...of, ...group })),
    };
  }
}

const unmetRule = ({ code, rules, sentences }: Refusal): UnmetRule => ({ code, rules, sentences });

function reasonOf({ step, refusals: [first, ...also], instead, setting, evidence }: Divergence): Reason {
  return {
    step,
    code: first?.code ?? null,
    rules: first?.rules ?? instead?.rules ?? [],
    sentences: first?.sentences ?? null,
    also: also.map(({ code }) => code),
    instead: instead && { event: instead.event, to: instead.to },
    setting,
    evidence,
  };
}

/** Each changed field once, entries of lists taken together: `referrals[].due`. */
function changesOf({ step, changes }: Noted): readonly Omit<Found['noted'][number], 'count'>[] {
  return changes.map(({ path, before, after }) => {
    const field = path.replace(/\.\d+(?=\.|$)/g, '[]');
    const finite = field.startsWith('facts.') || field.startsWith('ageLimit');
    return { step, field, from: finite ? inAWord(before) : null, to: finite ? inAWord(after) : null };
  });
}

/** A fact as it is; an age limit as what came of it. */
function inAWord(value: unknown): string | null {
  if (typeof value === 'string') return /^\d{4}-/.test(value) ? null : value;
  if (value === null) return 'none';
  const exceeded = typeof value === 'boolean' ? value : (value as { readonly exceeded?: boolean }).exceeded;
  return exceeded === true ? 'exceeded' : 'within';
}

/** Complaints by what they have in common; the largest group first. */
class Groups<Of extends object> {
  private readonly groups = new Map<string, { readonly of: Of; readonly complaints: Set<string> }>();

  add(of: Of, complaint: string): void {
    const key = JSON.stringify(of);
    const group = this.groups.get(key);
    if (group) group.complaints.add(complaint);
    else this.groups.set(key, { of, complaints: new Set([complaint]) });
  }

  sorted(): readonly { readonly of: Of; readonly count: number; readonly complaints: readonly string[] }[] {
    return [...this.groups]
      .map(([key, { of, complaints }]) => ({ key, of, count: complaints.size, complaints: [...complaints].sort() }))
      .sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1))
      .map(({ of, count, complaints }) => ({ of, count, complaints }));
  }
}
