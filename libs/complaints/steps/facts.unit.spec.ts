import { type Part } from '../../case/case-parts.js';
import { type CaseState, emptyCase } from '../../case/case-state.js';
import { foldCase } from '../../case/evolve.js';
import {
  ageLimitKept,
  ageLimitOf,
  combinedOutcome,
  consentTo,
  dialogueAbout,
  holdsOn,
  partLetter,
  retentionEnd,
  retentionOf,
} from './facts.js';
import { given, on, profiles, sent, type Line } from '../testing/given.js';
import { type Profile, type Settings } from '../../policy/profile.js';

const koebenhavn = profiles.get('koebenhavn@1')!;
const horsens = profiles.get('horsens@1')!;
const odense = profiles.get('odense@1')!;
const aalborg = withSettings(horsens, {
  ageLimit: { value: { years: 1, from: 'municipalCaseClosed', waivable: false }, stated: false, rules: ['D'] },
});
function withSettings(profile: Profile, settings: Partial<Settings>): Profile {
  return { ...profile, settings: { ...profile.settings, ...settings } };
}

const part = (id: string, department: string, change: Partial<Part> = {}): Part => ({
  id,
  topic: 'delay',
  department,
  admissible: true,
  forwarded: false,
  ageLimit: null,
  waived: false,
  inCase: true,
  inScope: false,
  outcome: null,
  position: null,
  referred: false,
  remit: 'provisional',
  directedIn: null,
  ...change,
});
const knowing = (change: Partial<CaseState> = {}): CaseState => ({ ...emptyCase('complaint-1'), ...change });
type Dialogue = CaseState['dialogues'][number];
const talk = (department: string, change: Partial<Dialogue> = {}): Dialogue => ({
  department,
  departmentHadOpportunity: true,
  facts: { inProfile: 'yes' },
  ...change,
});

describe('the age limit of a part (H29)', () => {
  it('is one year after the end of the course of events; "more than one year" begins the day after', () => {
    expect(ageLimitOf({ eventStart: '2024-06-01', eventEnd: '2025-02-03' }, horsens, '2026-02-03')).toEqual({
      lastDay: '2026-02-03',
      exceeded: false,
    });
    expect(ageLimitOf({ eventStart: '2024-06-01', eventEnd: '2025-02-03' }, horsens, '2026-02-04')).toEqual({
      lastDay: '2026-02-03',
      exceeded: true,
    });
  });

  it('is counted from the beginning where no end is known', () =>
    expect(ageLimitOf({ eventStart: '2025-02-03' }, horsens, '2026-02-04')).toEqual({
      lastDay: '2026-02-03',
      exceeded: true,
    }));
  it('ends on 28 February after a leap day', () =>
    expect(ageLimitOf({ eventEnd: '2024-02-29' }, horsens, '2025-02-28')).toEqual({
      lastDay: '2025-02-28',
      exceeded: false,
    }));
  it('is none without a date of the event', () => expect(ageLimitOf({}, horsens, '2030-01-01')).toBeNull());
  it('is none where the office has no such rule', () => {
    for (const profile of [koebenhavn, odense])
      expect(ageLimitOf({ eventEnd: '1999-01-01' }, profile, '2026-01-01')).toBeNull();
  });

  it('can be counted from the closing of the municipality’s case: one that has not closed has none', () => {
    expect(ageLimitOf({ eventStart: '2020-01-01', eventEnd: '2025-02-03' }, aalborg, '2026-02-04')).toEqual({
      lastDay: '2026-02-03',
      exceeded: true,
    });
    expect(ageLimitOf({ eventStart: '2020-01-01' }, aalborg, '2026-02-04')).toBeNull();
  });

  it('is measured on the day of receipt, also where that is put back; a new part after a reopening on the day it is recorded', () => {
    const received: readonly Line[] = [sent('ReceiveInquiry', { channel: 'letter', receivedOn: '2026-02-27' })];
    const recordPart = sent('RecordPart', { topic: 'delay', department: 'jobcenter', eventEnd: '2025-02-28' });
    given(...received, on('2026-03-20'))
      .under('horsens@1')
      .when('RecordPart', recordPart.body)
      .then('PartRecorded', { ageLimit: { lastDay: '2026-02-28', exceeded: false } });
    const reopened: readonly Line[] = [
      ...received,
      recordPart,
      sent('AssessRemit', { part: 'A', admissible: true }),
      sent('AgreeRegistration', { citizen: true, adviser: true }),
      sent('RegisterCase', { complainant: { name: 'Gudrun Opdigtsen' }, summary: 'Ingen ringer tilbage.' }),
      sent('WithdrawComplaint'),
      sent('ReopenCase', { reason: 'newPart' }),
      on('2026-03-20'),
    ];
    given(...reopened)
      .under('horsens@1')
      .when('RecordPart', recordPart.body)
      .then('PartRecorded', { part: 'B', ageLimit: { lastDay: '2026-02-28', exceeded: true } });
  });

  it('of several parts is the worst of them: exceeded, waived, within', () => {
    const [within, exceeded, waived] = [
      part('A', 'x', { ageLimit: { lastDay: '2026-01-01', exceeded: false } }),
      part('B', 'x', { ageLimit: { lastDay: '2026-01-01', exceeded: true } }),
      part('C', 'x', { ageLimit: { lastDay: '2026-01-01', exceeded: true }, waived: true }),
    ];
    expect(ageLimitKept([])).toBe('within');
    expect(ageLimitKept([within, part('D', 'x')])).toBe('within');
    expect(ageLimitKept([within, waived])).toBe('waived');
    expect(ageLimitKept([within, waived, exceeded])).toBe('exceeded');
  });
});

describe('the dialogue in København (K1, K2, K5, K6, K19)', () => {
  const about = (caseState: Partial<CaseState>, parts = [part('A', 'jobcenter')]) =>
    dialogueAbout(parts, knowing(caseState), koebenhavn);

  it('is exhausted when the department had the opportunity and has answered (K4)', () =>
    expect(about({ dialogues: [talk('jobcenter', { answered: true })] })).toBe('exhausted'));
  it('is exhausted when it had the opportunity, was asked and has not answered (K5)', () =>
    expect(about({ dialogues: [talk('jobcenter', { answered: false, askedOn: '2026-01-12' })] })).toBe('exhausted'));
  it('is missing without a word about it (K1)', () => expect(about({})).toBe('missing'));
  it('is missing while the department had no opportunity, whatever else is said (K2)', () => {
    expect(about({ dialogues: [talk('jobcenter', { departmentHadOpportunity: false, answered: true })] })).toBe(
      'missing',
    );
    expect(
      about({
        dialogues: [talk('jobcenter', { departmentHadOpportunity: false, answered: false, askedOn: '2026-01-12' })],
      }),
    ).toBe('missing');
  });
  it('is missing where it has not answered and nobody asked it (K5)', () =>
    expect(about({ dialogues: [talk('jobcenter', { answered: false })] })).toBe('missing'));
  it('is missing while an opportunity alone is known, and no answer', () =>
    expect(about({ dialogues: [talk('jobcenter')] })).toBe('missing'));
  it('is not made good by silence in a profile in which silence does not count', () => {
    const strict = withSettings(koebenhavn, { silenceExhaustsDialogue: { value: false, stated: false, rules: ['D'] } });
    expect(
      dialogueAbout(
        [part('A', 'jobcenter')],
        knowing({ dialogues: [talk('jobcenter', { answered: false, askedOn: '2026-01-12' })] }),
        strict,
      ),
    ).toBe('missing');
  });
  it('asks nothing of whether more options are seen: that is Odense’s question', () =>
    expect(about({ dialogues: [talk('jobcenter', { answered: true, moreOptionsSeen: true })] })).toBe('exhausted'));

  it('is excused where the citizen cannot conduct it, and where the complaint is of principle (K6, K19)', () => {
    expect(about({ unable: true })).toBe('excused');
    expect(about({ principled: true })).toBe('excused');
    expect(about({ unable: true, dialogues: [talk('borgerservice', { answered: true })] })).toBe('excused');
  });
  it('that is exhausted is exhausted, also where it would be excused', () =>
    expect(about({ unable: true, dialogues: [talk('jobcenter', { answered: true })] })).toBe('exhausted'));

  it('with another department than the part’s does not count, and is told apart from none at all', () =>
    expect(about({ dialogues: [talk('borgerservice', { answered: true })] })).toBe('otherDepartment'));
  it('is needed with the department of every part', () => {
    const both = [part('A', 'jobcenter'), part('B', 'borgerservice')];
    expect(about({ dialogues: [talk('jobcenter', { answered: true })] }, both)).toBe('otherDepartment');
    expect(about({ dialogues: [talk('jobcenter', { answered: true }), talk('borgerservice')] }, both)).toBe('missing');
    expect(
      about({ dialogues: [talk('jobcenter', { answered: true }), talk('borgerservice', { answered: true })] }, both),
    ).toBe('exhausted');
  });
  it('about no part at all is missing', () =>
    expect(about({ dialogues: [talk('jobcenter', { answered: true })] }, [])).not.toBe('exhausted'));
  it('that was recorded again is as it was recorded last', () => {
    const events = given(
      sent('ReceiveInquiry', { channel: 'phone' }),
      sent('RecordPart', { topic: 'delay', department: 'jobcenter' }),
      sent('AssessRemit', { part: 'A', admissible: true }),
      sent('RecordDialogue', { department: 'jobcenter', departmentHadOpportunity: true }),
      sent('RecordDialogue', { department: 'jobcenter', departmentHadOpportunity: true, answered: true }),
    ).under('koebenhavn@1').story.events;
    const caseState = foldCase('story', events);
    expect([caseState.dialogues.length, dialogueAbout(caseState.parts, caseState, koebenhavn)]).toEqual([
      1,
      'exhausted',
    ]);
  });
});

describe('the dialogue in Odense and Horsens (O14)', () => {
  const inOdense = (change: Partial<Dialogue>, caseState: Partial<CaseState> = {}) =>
    dialogueAbout([part('A', 'parkogvej')], knowing({ dialogues: [talk('parkogvej', change)], ...caseState }), odense);

  it('is exhausted in Odense when the department could answer and the citizen sees no more options, with or without an answer', () => {
    expect(inOdense({ moreOptionsSeen: false })).toBe('exhausted');
    expect(inOdense({ moreOptionsSeen: false, answered: false })).toBe('exhausted');
    expect(inOdense({ moreOptionsSeen: false, departmentHadOpportunity: false })).toBe('missing');
  });
  it('is missing in Odense while more options are seen, or nobody has said', () => {
    expect(inOdense({ moreOptionsSeen: true, answered: true })).toBe('missing');
    expect(inOdense({ answered: true })).toBe('missing');
  });
  it('is with another department in Odense where it was with none of the part’s', () =>
    expect(inOdense({ department: 'borgerservice', moreOptionsSeen: false })).toBe('otherDepartment'));
  it('is not required in Horsens', () =>
    expect(dialogueAbout([part('A', 'jobcenter')], knowing(), horsens)).toBe('notRequired'));
});

describe('the citizen’s consent (H24)', () => {
  const scope = {
    purpose: 'closerExamination',
    departments: ['jobcenter', 'borgerservice'],
    from: '2025-01-01',
    to: '2025-12-31',
  };
  const given0 = (...scopes: readonly (typeof scope)[]) =>
    knowing({ consent: { status: 'given', scopes, withdrawn: [] } });
  const asks = (
    caseState: CaseState,
    departments: readonly string[],
    period: { from?: string; to?: string } | null,
    profile = horsens,
    purpose = 'closerExamination',
  ) => consentTo(purpose, departments, period, caseState, profile);

  it('is not required where the profile does not ask for it, nor on the office’s own initiative', () => {
    expect(asks(knowing(), ['jobcenter'], null, koebenhavn)).toBe('notRequired');
    expect(asks(knowing({ ownInitiative: { revision: 0 } }), ['jobcenter'], null)).toBe('notRequired');
  });
  it('is missing where none was given to this purpose', () => {
    expect(asks(knowing(), ['jobcenter'], null)).toBe('missing');
    expect(asks(given0(scope), ['jobcenter'], null, horsens, 'moreQuestions')).toBe('missing');
  });
  it('covers its departments in its period, bounds included', () => {
    expect(asks(given0(scope), ['jobcenter'], { from: '2025-01-01', to: '2025-12-31' })).toBe('covers');
    expect(asks(given0(scope), ['jobcenter', 'borgerservice'], { from: '2025-03-01', to: '2025-04-01' })).toBe(
      'covers',
    );
  });
  it('is exceeded by one department more, one day more, or a period left open', () => {
    expect(asks(given0(scope), ['jobcenter', 'skoleafdelingen'], { from: '2025-03-01', to: '2025-04-01' })).toBe(
      'exceeded',
    );
    expect(asks(given0(scope), ['jobcenter'], { from: '2024-12-31', to: '2025-04-01' })).toBe('exceeded');
    expect(asks(given0(scope), ['jobcenter'], { from: '2025-03-01', to: '2026-01-01' })).toBe('exceeded');
    for (const period of [{}, { from: '2025-03-01' }, { to: '2025-04-01' }])
      expect(asks(given0(scope), ['jobcenter'], period)).toBe('exceeded');
  });
  it('without a period covers any', () =>
    expect(
      asks(
        given0({ purpose: scope.purpose, departments: scope.departments } as unknown as typeof scope),
        ['jobcenter'],
        {},
      ),
    ).toBe('covers'));
  it('is asked for departments alone where a step has no period', () =>
    expect(asks(given0(scope), ['jobcenter'], null)).toBe('covers'));
  it('may come in several parts, each department within one of them', () => {
    const caseState = given0(
      { ...scope, departments: ['jobcenter'] },
      { ...scope, departments: ['borgerservice'], from: '2020-01-01' },
    );
    expect(asks(caseState, ['jobcenter', 'borgerservice'], { from: '2025-02-01', to: '2025-03-01' })).toBe('covers');
    expect(asks(caseState, ['jobcenter', 'borgerservice'], { from: '2024-02-01', to: '2025-03-01' })).toBe('exceeded');
  });
  it('that was withdrawn is none', () =>
    expect(
      asks(knowing({ consent: { status: 'withdrawn', scopes: [], withdrawn: [scope] } }), ['jobcenter'], null),
    ).toBe('missing'));
});

describe('retention (D)', () => {
  const closed = knowing({ closedAt: '2026-02-17T09:00:00Z' });
  it('has passed from the day five years after the last closing', () => {
    expect(retentionOf(closed, horsens, '2031-02-16')).toBe('running');
    expect(retentionOf(closed, horsens, '2031-02-17')).toBe('passed');
  });
  it('runs as long as the case is open', () => expect(retentionOf(knowing(), horsens, '2099-01-01')).toBe('running'));
  it('is counted from the day in Copenhagen, not in Greenwich', () =>
    expect([retentionEnd('2026-02-17T22:59:59Z', horsens), retentionEnd('2026-02-17T23:00:00Z', horsens)]).toEqual([
      '2031-02-17',
      '2031-02-18',
    ]));
  it('is the later of years and days', () => {
    expect(
      retentionEnd(
        '2026-02-17T09:00:00Z',
        withSettings(horsens, { retention: { value: { years: 1, days: 400 }, stated: false, rules: ['D'] } }),
      ),
    ).toBe('2027-03-24');
  });
});

describe('holds (T35)', () => {
  it('are the archive’s and others’, each a fact of its own', () => {
    expect(holdsOn(knowing())).toEqual({ archive: 'none', hold: 'none' });
    expect(holdsOn(knowing({ holds: ['archiveTransfer'] }))).toEqual({ archive: 'pending', hold: 'none' });
    for (const reason of ['courtCase', 'supervision'])
      expect(holdsOn(knowing({ holds: [reason] }))).toEqual({ archive: 'none', hold: 'standing' });
    expect(holdsOn(knowing({ holds: ['courtCase', 'archiveTransfer'] }))).toEqual({
      archive: 'pending',
      hold: 'standing',
    });
  });
});

describe('the letters of parts', () => {
  it('are given in the order of recording, and after Z come two', () => {
    expect([0, 1, 25, 26, 27, 51, 52, 701].map(partLetter)).toEqual(['A', 'B', 'Z', 'AA', 'AB', 'AZ', 'BA', 'ZZ']);
    expect(new Set(Array.from({ length: 702 }, (_, n) => partLetter(n))).size).toBe(702);
    for (let n = 0; n < 702; n += 1) expect(partLetter(n)).toMatch(/^[A-Z]{1,2}$/);
  });
});

describe('the combined outcome', () => {
  it('is both where there is any criticism and any recommendation, that one where there is one kind, else no criticism', () => {
    expect(combinedOutcome(['criticism', 'noCriticism', 'recommendation'])).toBe('criticismWithRecommendation');
    expect(combinedOutcome(['criticism', 'noCriticism', 'criticism'])).toBe('criticism');
    expect(combinedOutcome(['noCriticism', 'recommendation'])).toBe('recommendation');
    expect(combinedOutcome(['noCriticism', 'noCriticism'])).toBe('noCriticism');
    expect(combinedOutcome(['directed', null])).toBe('noCriticism');
    expect(combinedOutcome([])).toBe('noCriticism');
  });
});
