/** Asking the rules of a step that fits. */
import { type Lifecycle, type NoTransition, type Situation, type Step } from './lifecycle.js';

export interface Answer<Rule extends string = string> {
  readonly rule: Rule;
  readonly holds: boolean;
}

/** Every rule the step names with its answer, each once. */
export function ask<Rule extends string>(step: Step<Rule>, holds: (rule: Rule) => boolean): readonly Answer<Rule>[] {
  return [...new Set(step.rules)].map((rule) => ({ rule, holds: holds(rule) }));
}

export type Judgement<Rule extends string = string> =
  | { readonly verdict: 'taken'; readonly next: Situation }
  | { readonly verdict: 'refused'; readonly broken: readonly Rule[] }
  | { readonly verdict: 'noTransition'; readonly regions: NoTransition['regions'] };

/**
 * Whether a candidate event is taken here: it fits and every rule holds; else which rules do not, or which regions have
 * no such step.
 */
export function judge<Rule extends string>(
  lifecycle: Lifecycle<Rule>,
  situation: Situation,
  type: string,
  holds: (rule: Rule) => boolean,
): Judgement<Rule> {
  const step = lifecycle.step(situation, type);
  if (!step.fits) return { verdict: 'noTransition', regions: step.regions };
  const broken = ask(step, holds)
    .filter((answer) => !answer.holds)
    .map(({ rule }) => rule);
  return broken.length === 0 ? { verdict: 'taken', next: step.next } : { verdict: 'refused', broken };
}
