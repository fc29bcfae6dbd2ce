// The decider on a machine that has nothing to do with complaints: a door with an alarm beside it.
import { createMachine } from 'xstate';
import { ask, judge } from './judge.js';
import { Lifecycle, pathOf, type Situation } from './lifecycle.js';
import { applyEvent, IllegalHistory, replay } from './replay.js';

const allow = (...params: readonly string[]) => ({ guard: { type: 'allow', params } });
const door = createMachine(
  {
    id: 'door/1',
    type: 'parallel',
    context: {},
    states: {
      leaf: {
        initial: 'closed',
        states: {
          closed: { on: { Opened: { ...allow('hasKey', 'isDay'), target: 'open' }, Knocked: {} } },
          open: { initial: 'wide', states: { wide: { on: { Ajar: 'ajar' } }, ajar: {} }, on: { Closed: 'closed' } },
        },
      },
      alarm: {
        initial: 'off',
        states: {
          off: { on: { Opened: allow('isDay', 'noThief'), Armed: 'on' } },
          on: { on: { Disarmed: 'off', Closed: {} } },
        },
      },
    },
  },
  { guards: { allow: () => false } },
);
const options = { id: 'door/1', machine: door, region: 'leaf', nameOf: (path: readonly string[]) => path.join('.') };
const fresh = () => new Lifecycle<string>(options);
const after = (lifecycle: Lifecycle<string>, ...types: readonly string[]): Situation =>
  types.reduce((situation, type) => {
    const step = lifecycle.step(situation, type);
    if (!step.fits) throw new Error(type);
    return step.next;
  }, lifecycle.initial);

describe('a step', () => {
  it('fits when every region that mentions the type takes it, guards aside, and names the rules of all of them', () => {
    const lifecycle = fresh();
    const step = lifecycle.step(lifecycle.initial, 'Opened');
    expect(step).toMatchObject({ fits: true, rules: ['hasKey', 'isDay', 'isDay', 'noThief'] });
    expect(step.fits && [step.next.state, step.next.value]).toEqual([
      'open.wide',
      { leaf: { open: 'wide' }, alarm: 'off' },
    ]);
  });
  it('does not fit where one region of several has no place for it, and says which', () => {
    const lifecycle = fresh();
    expect(lifecycle.step(after(lifecycle, 'Armed'), 'Opened')).toEqual({ fits: false, regions: ['alarm'] });
    expect(lifecycle.step(lifecycle.initial, 'Closed')).toEqual({ fits: false, regions: ['leaf', 'alarm'] });
    expect(lifecycle.step(after(lifecycle, 'Opened'), 'Closed')).toEqual({ fits: false, regions: ['alarm'] });
  });
  it('of a type that no region mentions never fits', () => {
    const lifecycle = fresh();
    expect(lifecycle.step(lifecycle.initial, 'Painted')).toEqual({ fits: false, regions: [] });
  });
  it('that moves nothing fits too, and stays in the very same situation', () => {
    const lifecycle = fresh();
    expect(lifecycle.step(lifecycle.initial, 'Knocked')).toMatchObject({
      fits: true,
      next: lifecycle.initial,
      rules: [],
    });
  });
  it('is asked of the machine once: the same answer, the same object, and one object for each configuration', () => {
    const lifecycle = fresh();
    const opened = after(lifecycle, 'Opened');
    expect(lifecycle.step(lifecycle.initial, 'Opened')).toBe(lifecycle.step(lifecycle.initial, 'Opened'));
    expect(after(lifecycle, 'Armed', 'Disarmed', 'Opened')).toBe(opened);
    expect(lifecycle.configurations).toBe(3);
    expect(lifecycle.fitting(opened, ['Opened', 'Closed', 'Ajar', 'Armed'])).toEqual(['Ajar', 'Armed']);
  });
  it('reads the path of a region as the API names it', () => {
    expect([pathOf({ open: 'wide' }), pathOf('closed'), pathOf({}), pathOf(undefined)]).toEqual([
      ['open', 'wide'],
      ['closed'],
      [],
      [],
    ]);
  });
});

describe('judging', () => {
  const verdict = (holds: (rule: string) => boolean, type = 'Opened') => {
    const lifecycle = fresh();
    return judge(lifecycle, lifecycle.initial, type, holds);
  };
  it('takes an event when every rule holds', () => {
    expect(verdict(() => true)).toMatchObject({ verdict: 'taken', next: { state: 'open.wide' } });
  });
  it("refuses with every rule that does not hold, each once, in the machine's order", () => {
    expect(verdict(() => false)).toEqual({ verdict: 'refused', broken: ['hasKey', 'isDay', 'noThief'] });
    expect(verdict((rule) => rule !== 'noThief')).toEqual({ verdict: 'refused', broken: ['noThief'] });
  });
  it('does not ask the rules of a step that does not fit', () => {
    expect(
      verdict(() => {
        throw new Error('asked');
      }, 'Closed'),
    ).toEqual({ verdict: 'noTransition', regions: ['leaf', 'alarm'] });
  });
  it('tells what each rule answered, each once', () => {
    const lifecycle = fresh();
    const step = lifecycle.step(lifecycle.initial, 'Opened');
    expect(step.fits && ask(step, (rule) => rule === 'isDay')).toEqual([
      { rule: 'hasKey', holds: false },
      { rule: 'isDay', holds: true },
      { rule: 'noThief', holds: false },
    ]);
  });
});

describe('replaying', () => {
  const events = (...types: readonly string[]) => types.map((type, revision) => ({ type, revision }));
  const failing = (history: Parameters<typeof replay>[1]) => {
    try {
      replay(fresh(), history);
    } catch (error) {
      return error as IllegalHistory;
    }
    throw new Error('it replayed');
  };

  it('takes what fits, whatever the guards say today', () => {
    expect(replay(fresh(), events('Knocked', 'Opened', 'Ajar')).state).toBe('open.ajar');
    expect(replay(fresh(), [])).toMatchObject({ state: 'closed' });
  });
  it('fails on what does not fit, and says which event and where, and no content', () => {
    const error = failing(events('Armed', 'Opened'));
    expect(error).toBeInstanceOf(IllegalHistory);
    expect(error).toMatchObject({
      revision: 1,
      type: 'Opened',
      state: 'closed',
      message: 'event 1 (Opened) does not fit "closed" of door/1; run: npm run replay -- <office> <complaint>',
    });
  });
  it('fails on a revision left out, doubled or out of order', () => {
    expect(failing([{ type: 'Knocked', revision: 1 }]).message).toContain('stands where revision 0 belongs');
    expect(
      failing([
        { type: 'Knocked', revision: 0 },
        { type: 'Knocked', revision: 0 },
      ]).message,
    ).toContain('stands where revision 1 belongs');
    expect(
      failing([
        { type: 'Knocked', revision: 0 },
        { type: 'Knocked', revision: 2 },
      ]).revision,
    ).toBe(2);
  });
  it('fails where the states written down are not those that the lifecycle gives', () => {
    expect(failing([{ type: 'Opened', revision: 0, from: null, to: 'closed' }]).message).toContain(
      'was recorded with other states',
    );
    expect(failing([{ type: 'Opened', revision: 0, from: 'closed', to: 'open.wide' }]).revision).toBe(0);
    expect(
      replay(fresh(), [
        { type: 'Opened', revision: 0, from: null, to: 'open.wide' },
        { type: 'Ajar', revision: 1, from: 'open.wide', to: 'open.ajar' },
      ]).state,
    ).toBe('open.ajar');
    expect(
      failing([
        { type: 'Opened', revision: 0 },
        { type: 'Ajar', revision: 1, from: 'closed' },
      ]).revision,
    ).toBe(1);
  });
  it('follows one more event from where a history stands', () => {
    const lifecycle = fresh();
    expect(applyEvent(lifecycle, after(lifecycle, 'Opened'), { type: 'Ajar', revision: 7 }).state).toBe('open.ajar');
  });
});
