/** The way of a case through its lifecycle: what it walked, where it is, what is open next, what it left aside. */
import { type CaseView } from '../../../../libs/complaints/views/case-view.js';
import { currentLifecycle } from '../../../../state-machines/complaint/lifecycles.js';
import { complaint1 } from './complaint1.js';
import { complaint2 } from './complaint2.js';
import { type LifecycleLayout } from './layout.js';

const layouts: readonly LifecycleLayout[] = [complaint1, complaint2];
/** @throws Error nothing is drawn of it */
export function layoutOf(lifecycle: string): LifecycleLayout {
  const layout = layouts.find((each) => each.lifecycle === lifecycle);
  if (!layout) throw new Error(`${lifecycle} has no picture; name it in apps/cli/draw.ts, and here`);
  return layout;
}

/** A time at a node: the states that were gone through there, in order, each with when it came about. */
export interface Visit {
  /** From 1, in the order in which it was walked. */
  readonly number: number;
  readonly node: string;
  readonly states: NonNullable<CaseView['path']>;
}
export interface Path {
  readonly layout: LifecycleLayout;
  readonly visits: readonly Visit[];
  /** The node where the case is; null where nothing of the way is known. */
  readonly now: string | null;
  /** Nodes to which a step leads that is open now. */
  readonly next: ReadonlySet<string>;
}

/** Undefined where the reader sees no path. */
export function pathOf(view: Pick<CaseView, 'lifecycle' | 'path' | 'steps'>): Path | undefined {
  if (!view.path || view.lifecycle === undefined) return undefined;
  const layout = layoutOf(view.lifecycle);
  const visits: Visit[] = [];
  for (const entry of view.path) {
    const node = layout.nodeOf[entry.state]!;
    const last = visits.at(-1);
    if (last?.node === node) visits[visits.length - 1] = { ...last, states: [...last.states, entry] };
    else visits.push({ number: visits.length + 1, node, states: [entry] });
  }
  const now = visits.at(-1)?.node ?? null;
  // Steps are taken under the newest lifecycle, whichever a complaint is pinned to.
  const moves = layoutOf(currentLifecycle).moves[view.path.at(-1)?.state ?? ''] ?? {};
  const open = (view.steps ?? []).filter(({ allowed, group }) => allowed && group !== 'records');
  const next = open.flatMap(({ name }) => moves[name] ?? []).map((state) => layout.nodeOf[state]!);
  return { layout, visits, now, next: new Set(next.filter((node) => node !== now)) };
}
