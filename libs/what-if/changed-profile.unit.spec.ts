import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { changedProfile, changeInWords, parseSet, parseWithout } from './changed-profile.js';
import { ChangeNotUnderstood } from './change-not-understood.js';
import { profile } from './testing/stories.js';

const horsens = profile('horsens@1');
const set = (...changes: readonly string[]) => changedProfile(horsens, changes.map(parseSet));
const without = (...settings: readonly string[]) => changedProfile(horsens, settings.map(parseWithout));
const refused = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof ChangeNotUnderstood) return error.message;
    throw error;
  }
  throw new Error('it was understood');
};

describe('a profile with changed settings', () => {
  it('has the new value, by decision and no source, and every other setting as it was', () => {
    const { settings, id, hash, rules } = set('ageLimit.years=2');
    expect(settings).toEqual({
      ...horsens.settings,
      ageLimit: { value: { years: 2, from: 'event', waivable: true }, stated: false, rules: ['D'] },
    });
    expect([id, rules]).toEqual(['horsens@1', horsens.rules]);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(hash).not.toBe(horsens.hash);
  });
  it('takes values as JSON or as a word, and several changes one after the other', () => {
    const { settings } = set(
      'agreement=false',
      'dialogue=noMoreOptions',
      'mediation={"mediator":"external"}',
      'inDepth.openedBy=head',
      'consent=false',
    );
    expect([
      settings.agreement.value,
      settings.dialogue.value,
      settings.mediation.value,
      settings.inDepth.value,
      settings.consent.value,
    ]).toEqual([false, 'noMoreOptions', { mediator: 'external' }, { openedBy: 'head', partialScope: true }, false]);
  });
  it('can go without a rule: none, no or nothing, as the setting has it', () => {
    const { settings } = without('ageLimit', 'agreement', 'anonymousGuidance', 'representatives', 'exclusions');
    expect([
      settings.ageLimit.value,
      settings.agreement.value,
      settings.anonymousGuidance.value,
      settings.representatives.value,
      settings.exclusions,
    ]).toEqual([null, false, 'no', [], []]);
  });
  it('loses the exceptions with the dialogue rule that they are exceptions from', () => {
    const { settings } = changedProfile(profile('koebenhavn@1'), [parseWithout('dialogue')]);
    expect(
      [settings.dialogue, settings.silenceExhaustsDialogue, settings.exceptionUnable, settings.exceptionPrinciple].map(
        ({ value }) => value,
      ),
    ).toEqual(['none', false, false, false]);
  });
  it('has its exclusion grounds set and left out one by one', () => {
    const grounds = (changed: typeof horsens) =>
      changed.settings.exclusions.map(({ ground, when }) => `${ground} ${when}`);
    expect(grounds(set('exclusions.serviceLevel=always'))).toEqual([...grounds(horsens), 'serviceLevel always']);
    expect(grounds(set('exclusions.content=handledElsewhere'))).toEqual([
      ...grounds(horsens).slice(1),
      'content handledElsewhere',
    ]);
    expect(grounds(without('exclusions.content'))).toEqual(grounds(horsens).slice(1));
  });
  it('is the profile itself where nothing is changed', () => expect(changedProfile(horsens, [])).toBe(horsens));
  it('leaves nothing behind on the disk', () => {
    const [own, before] = [mkdtempSync(join(tmpdir(), 'klagegang-test-')), process.env.TMPDIR];
    process.env.TMPDIR = own;
    try {
      set('agreement=false');
      refused(() => set('agreement=maybe'));
      expect(readdirSync(own)).toEqual([]);
    } finally {
      if (before === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = before;
      rmSync(own, { recursive: true });
    }
  });
});

describe('a change that cannot be made', () => {
  it('is refused by the check of the profile files: the place, what is wrong, what to do', () => {
    expect(refused(() => set('agreement=maybe'))).toBe(
      'The rules could not be used so.\n- agreement/value: is "maybe". Write true or false.',
    );
    expect(refused(() => set('ageLimit.years=0'))).toContain(
      '- ageLimit/value/years: is 0. Write a whole number from 1 to 100.',
    );
    expect(refused(() => set('ageLimit.months=6'))).toContain(
      '"months" is not known here. Remove it, or write one of "years", "from", "waivable".',
    );
    expect(refused(() => set('exclusions.weather=always'))).toContain('/ground: is "weather". Write one of "content"');
    expect(refused(() => without('consent'))).toContain(
      '- consent/value: is false, but consent is what opens the in-depth step.',
    );
  });
  it('is refused where there is no such setting, no such field, or no way to be without', () => {
    expect(refused(() => set('deadline=4'))).toContain(
      '"deadline" is no setting of a profile; the settings are dialogue, ',
    );
    expect(refused(() => set('agreement'))).toContain('is not of the form <setting>[.<field>]=<value>');
    expect(refused(() => set('agreement.years=2'))).toContain('agreement has no field years here; its value is true');
    expect(refused(() => set('exclusions=[]'))).toContain('exclusions are set one by one');
    expect(refused(() => without('retention'))).toContain(
      'retention cannot be left out; give it another value with --set',
    );
    expect(refused(() => without('exclusions.serviceLevel'))).toContain('the rules do not exclude "serviceLevel"');
  });
});

it('a change is told as it was typed', () => {
  expect(
    [parseSet('ageLimit.years=2'), parseSet('dialogue=none'), parseWithout('exclusions.content')].map(changeInWords),
  ).toEqual(['ageLimit.years=2', 'dialogue=none', 'without exclusions.content']);
});
