/**
 * Old histories replay for ever, and one that was tampered with does not (law 8; promises.md,
 * "replay").
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import { type Envelope } from '../../event-schemas/envelope.js';
import { rules, type Rule } from '../../state-machines/complaint/rules.js';
import { askedOf, namesIn, readHistory, resultOf } from './golden.js';

const here = import.meta.dirname;
const tampered = join(here, 'tampered');
const expectedOf = (name: string): unknown => JSON.parse(readFileSync(join(here, `${name}.expected.json`), 'utf8'));

it('there are histories to replay', () => {
  expect(namesIn(here).length).toBeGreaterThanOrEqual(5);
});

describe.each(namesIn(here))('%s', (name) => {
  const events = readHistory(here, name);

  it('leads where it led when it was recorded, and every step is legal', () => {
    const result = resultOf(events);
    expect(result).toEqual(expectedOf(name));
    expect([result.legal, result.profileHash]).toEqual([true, true]);
  });

  it('does not replay with an event left out, sent twice or put elsewhere', () => {
    const unharmed: string[] = [];
    for (const [index, event] of events.entries()) {
      const without = events.filter((_, at) => at !== index);
      const twice = events.flatMap((entry, at) => (at === index ? [entry, entry] : [entry]));
      const later = [...without.slice(0, index + 1), event, ...without.slice(index + 1)];
      for (const [what, forged] of [
        ['left out', without],
        ['twice', twice],
        ['later', later],
      ] as const) {
        // The last one left out is a shorter history, not a forged one: only an outside checkpoint shows that.
        if ((what === 'left out' && index === events.length - 1) || (what === 'later' && index >= events.length - 1))
          continue;
        if (isTaken(forged)) unharmed.push(`${event.type} ${what}`);
      }
    }
    expect(unharmed).toEqual([]);
  });

  it('is found out where a guard was told another fact than the one that let the step through', () => {
    const unharmed: string[] = [];
    let forgeries = 0;
    for (const [index, event] of events.entries()) {
      for (const fact of factsAsked(events, index)) {
        forgeries += 1;
        const forged = events.map((entry, at) => (at === index ? told(entry, fact) : entry));
        if (isTaken(forged)) unharmed.push(`${event.type}.${fact}`);
      }
      const byNobody = events.map((entry, at) => (at === index ? actedBy(entry, 'analyst') : entry));
      if (isTaken(byNobody)) unharmed.push(`${event.type} by an analyst`);
    }
    expect([unharmed, forgeries > 0]).toEqual([[], true]);
  });
});

/** Loosely typed: spreading the union of all events is more than the compiler takes. */
type Loose = Envelope<string, { readonly facts: object }>;
const told = (event: ComplaintEvent, fact: string): ComplaintEvent => {
  const loose: Loose = event;
  return {
    ...loose,
    data: { ...loose.data, facts: { ...loose.data.facts, [fact]: 'forged' } },
  } as unknown as ComplaintEvent;
};
const actedBy = (event: ComplaintEvent, role: string): ComplaintEvent => {
  const loose: Loose = event;
  return { ...loose, actor: { ...loose.actor, role } } as unknown as ComplaintEvent;
};

/** The facts that the rules of this step ask of its event. */
function factsAsked(events: readonly ComplaintEvent[], index: number): readonly string[] {
  return askedOf(events)[index]!.flatMap((name) => {
    const rule: Rule = rules[name];
    return rule.fact ?? [];
  });
}

const isTaken = (events: readonly ComplaintEvent[]): boolean => {
  try {
    return resultOf(events).legal;
  } catch {
    return false;
  }
};

describe.each([
  // Renumbered, as a forger would: the registration is gone, the rest stands.
  [
    '2026-03-settled-without-registration',
    /event 5 \(FlexibleHandlingStarted\) does not fit "dialogueCheck" of complaint\/1/,
  ],
  ['2026-03-settled-with-another-end', /was recorded with other states than/],
])('the forged %s', (name, says) => {
  it('fails loudly', () => {
    expect(() => resultOf(readHistory(tampered, name))).toThrow(says);
  });
});
