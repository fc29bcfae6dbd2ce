/**
 * What may be read under which consent, against a model that is written from the rule alone (H24, T28): what arrives
 * after a withdrawal is kept unread until a new consent, to the same purpose, has its department and its whole period.
 * The model counts days one by one and knows nothing of the code's own words.
 */
import fc from 'fast-check';
import { answeredBy, caseUnder, given, referredToBoth, sent, type Story } from '../testing/given.js';

const departments = ['jobcenter', 'borgerservice'] as const;
const purposes = ['moreQuestions', 'closerExamination', 'shareName'] as const;
type Department = (typeof departments)[number];
type Purpose = (typeof purposes)[number];

/** The days that anything is about; before the first and after the last is what an open period has besides. */
const lastDay = 6;
const dateOf = (day: number) => `2026-01-0${day}`;
interface Period {
  readonly from?: number;
  readonly to?: number;
}
const daysOf = ({ from = 0, to = lastDay + 1 }: Period): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, n) => from + n);
const within = (inner: Period, outer: Period) => daysOf(inner).every((day) => daysOf(outer).includes(day));
const share = (one: Period, other: Period) => daysOf(one).some((day) => daysOf(other).includes(day));
const dates = ({ from, to }: Period) => ({
  ...(from === undefined ? {} : { from: dateOf(from) }),
  ...(to === undefined ? {} : { to: dateOf(to) }),
});

interface Consent {
  readonly purpose: Purpose;
  readonly departments: readonly Department[];
  readonly period: Period;
}
interface Asked {
  readonly department: Department;
  readonly period: Period;
  answered: boolean;
  /** The consent that it was made under does not stand any more; and nothing had come of it by then. */
  overtaken: boolean;
  recalled: boolean;
}
/** A consent that was missing when something arrived: what would have to be consented to again. */
interface Missing {
  readonly purpose: Purpose;
  readonly period: Period;
}
interface Arrived {
  readonly id: string;
  readonly department: Department | undefined;
  readonly missing: readonly Missing[];
  unread: boolean;
}

class Model {
  standing: readonly Consent[] = [];
  private withdrawn: readonly Consent[] = [];
  readonly requests: Asked[] = [];
  readonly arrived: Arrived[] = [];

  give(consent: Consent): void {
    this.standing = [...this.standing, consent];
    for (const each of this.arrived) if (this.isFreedBy(consent, each)) each.unread = false;
  }

  withdraw(): void {
    this.withdrawn = [...this.withdrawn, ...this.standing];
    this.standing = [];
    for (const request of this.requests) {
      request.overtaken = true;
      request.recalled ||= !request.answered;
    }
  }

  /** A paper, about a period of its own or that of the request it answers. */
  file(id: string, from: { department?: Department; period: Period; request?: Asked }): void {
    const { request } = from;
    const department = from.department ?? request?.department;
    const period = { ...request?.period, ...from.period };
    if (request) request.answered ||= !request.recalled;
    this.arrive(id, department, this.missingFor(department, period, request), period);
  }

  /**
   * An answer has no period of its own: it is about that of whatever consent it falls under. While the examination is
   * halted that is any that named the department; else that of the question, if it was asked under one.
   */
  answer(id: string, department: Department, isHalted: boolean): void {
    const isExamined = this.requests.some((request) => request.department === department);
    const missing = this.missingFor(department, {}).filter(
      ({ purpose }) => isHalted || (isExamined && purpose === 'closerExamination'),
    );
    this.arrive(id, department, missing);
  }

  private arrive(id: string, department: Department | undefined, missing: readonly Purposes[], period?: Period): void {
    const arrived = {
      id,
      department,
      missing: missing.map((each) => ({ purpose: each.purpose, period: period ?? each.period })),
      unread: missing.length > 0,
    };
    if (this.standing.some((consent) => this.isFreedBy(consent, arrived))) arrived.unread = false;
    this.arrived.push(arrived);
  }

  private missingFor(department: Department | undefined, period: Period, request?: Asked): readonly Purposes[] {
    if (department === undefined) return [];
    return [
      ...(request?.overtaken ? [{ purpose: 'closerExamination' as const, period: request.period }] : []),
      ...this.requests
        .filter((each) => each.recalled && each.department === department && share(each.period, period))
        .map((each) => ({ purpose: 'closerExamination' as const, period: each.period })),
      ...this.withdrawn.filter(
        (each) => each.purpose !== 'shareName' && each.departments.includes(department) && share(each.period, period),
      ),
    ];
  }

  /** Whether something recalled may still come. */
  recallStands(): boolean {
    return this.requests.some(
      ({ recalled, department, period: about }) =>
        recalled &&
        !this.standing.some(
          (consent) =>
            consent.purpose === 'closerExamination' &&
            consent.departments.includes(department) &&
            within(about, consent.period),
        ),
    );
  }

  private isFreedBy(consent: Consent, { department, missing }: Arrived): boolean {
    return (
      department !== undefined &&
      consent.departments.includes(department) &&
      missing.some(({ purpose, period }) => purpose === consent.purpose && within(period, consent.period))
    );
  }
}
type Purposes = Pick<Consent, 'purpose' | 'period'>;

type Act =
  | { readonly act: 'give'; readonly consent: Consent }
  | { readonly act: 'withdraw' }
  | { readonly act: 'request'; readonly department: Department; readonly period: Period }
  | {
      readonly act: 'file';
      readonly direction: 'in' | 'internal';
      readonly department: Department | undefined;
      readonly period: Period;
      readonly request: number | undefined;
    }
  | { readonly act: 'answer'; readonly department: Department };

/** The same runs each time, so that what they have to come to is no matter of luck. */
const seed = Number(process.env.KLAGEGANG_SEED ?? 1);

const day = fc.integer({ min: 1, max: lastDay });
const period = fc
  .record({ from: fc.option(day, { nil: undefined }), to: fc.option(day, { nil: undefined }) })
  .map(({ from, to }): Period => {
    const [first, last] = from !== undefined && to !== undefined && from > to ? [to, from] : [from, to];
    return { ...(first === undefined ? {} : { from: first }), ...(last === undefined ? {} : { to: last }) };
  });
const department = fc.constantFrom(...departments);
const acts = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        act: fc.constant('give' as const),
        consent: fc.record({
          purpose: fc.constantFrom(...purposes, 'closerExamination' as const),
          departments: fc.constantFrom(['jobcenter'], ['borgerservice'], [...departments]) as fc.Arbitrary<
            Department[]
          >,
          period: fc.oneof(period, fc.constant<Period>({})),
        }),
      }),
    },
    { weight: 2, arbitrary: fc.record({ act: fc.constant('withdraw' as const) }) },
    { weight: 3, arbitrary: fc.record({ act: fc.constant('request' as const), department, period }) },
    {
      weight: 5,
      arbitrary: fc.record({
        act: fc.constant('file' as const),
        direction: fc.constantFrom('in' as const, 'in' as const, 'in' as const, 'internal' as const),
        department: fc.option(department, { nil: undefined }),
        period,
        request: fc.option(fc.nat(3), { nil: undefined }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ act: fc.constant('answer' as const), department }) },
  ),
  { minLength: 4, maxLength: 25, size: 'max' },
) as fc.Arbitrary<Act[]>;

const awaiting = given(
  ...caseUnder('horsens@1'),
  referredToBoth,
  answeredBy('jobcenter'),
  answeredBy('borgerservice'),
  sent('RequestCloserLook'),
).under('horsens@1').story;

/** The story after this act, told to the model too where it is taken. */
function after(story: Story, model: Model, asked: Act): Story {
  const id = `${story.events.length}-1`;
  switch (asked.act) {
    case 'give': {
      const { purpose, departments: named, period: about } = asked.consent;
      const next = story.maybe('GiveConsent', { purpose, departments: named, ...dates(about) });
      if (next !== story) model.give(asked.consent);
      return next;
    }
    case 'withdraw': {
      const next = story.maybe('WithdrawConsent', { channel: 'phone' });
      if (next !== story) model.withdraw();
      return next;
    }
    case 'request': {
      const { department: of, period: about } = asked;
      const next = story.maybe('RequestInformation', { department: of, about: 'Notater', ...dates(about) });
      if (next !== story)
        model.requests.push({
          department: of,
          period: about,
          answered: false,
          overtaken: false,
          recalled: false,
        });
      return next;
    }
    case 'file': {
      const request = asked.request === undefined ? undefined : model.requests[asked.request];
      const about = { ...request?.period, ...asked.period };
      if (about.from !== undefined && about.to !== undefined && about.from > about.to) return story;
      const { department: of } = asked;
      const needsName = asked.direction === 'in' && of === undefined && request === undefined && model.recallStands();
      const body = {
        title: 'Notater',
        direction: asked.direction,
        date: story.today,
        ...(asked.department === undefined ? {} : { department: asked.department }),
        ...dates(asked.period),
        ...(request === undefined ? {} : { request: `R${asked.request! + 1}` }),
      };
      if (needsName) {
        expect(story.evaluate('FileDocument', body).taken).toBe(false);
        return story;
      }
      const next = story.do('FileDocument', body);
      const filed = {
        period: asked.period,
        ...(of === undefined ? {} : { department: of }),
        ...(request && { request }),
      };
      if (asked.direction === 'in') model.file(id, filed);
      else if (request) request.answered ||= !request.recalled;
      return next;
    }
    case 'answer': {
      const next = story.maybe('RecordDepartmentAnswer', { department: asked.department, directToCitizen: true });
      if (next !== story) model.answer(id, asked.department, story.state === 'investigating.halted');
      return next;
    }
  }
}

const readOf = ({ caseState: { documents } }: Story, ids: readonly string[]) =>
  documents
    .filter(({ id }) => ids.includes(id))
    .map(({ id, quarantined }) => `${id} ${quarantined ? 'unread' : 'read'}`);

it('what arrives is unread for exactly as long as the rule says, whatever is consented to, asked and withdrawn (H24)', () => {
  const counted = { unread: 0, freed: 0, answers: 0 };
  fc.assert(
    fc.property(acts, (asked) => {
      const model = new Model();
      let story = awaiting;
      for (const act of asked) {
        const before = model.arrived.filter(({ unread }) => unread).length;
        story = after(story, model, act);
        expect(
          readOf(
            story,
            model.arrived.map(({ id }) => id),
          ),
        ).toEqual(model.arrived.map(({ id, unread }) => `${id} ${unread ? 'unread' : 'read'}`));
        const now = model.arrived.filter(({ unread }) => unread).length;
        if (now > before) counted[act.act === 'answer' ? 'answers' : 'unread'] += 1;
        if (now < before) counted.freed += 1;
      }
    }),
    { numRuns: 200, seed },
  );
  for (const [what, times] of Object.entries(counted)) expect([what, times > 5]).toEqual([what, true]);
});

describe('a document under quarantine', () => {
  const withdrawn = [
    sent('GiveConsent', {
      purpose: 'closerExamination',
      departments: ['jobcenter'],
      from: '2026-01-01',
      to: '2026-01-31',
    }),
    sent('RequestInformation', { department: 'jobcenter', from: '2026-01-01', to: '2026-01-31', about: 'Notater' }),
    sent('WithdrawConsent', { channel: 'phone' }),
  ];
  const halted = awaiting.tell(withdrawn);
  const isUnread = (story: Story) => story.caseState.documents.at(-1)!.quarantined;
  const arriving = {
    title: 'Notater',
    direction: 'in',
    date: '2026-03-02',
    department: 'jobcenter',
    request: 'R1',
    from: '2025-06-01',
    to: '2025-06-30',
  } as const;

  it('is not freed by an unrelated consent, though its period lies outside what was asked for', () => {
    const filed = halted.do('FileDocument', arriving);
    expect(isUnread(filed)).toBe(true);
    for (const consent of [
      { purpose: 'shareName', departments: ['borgerservice'] },
      { purpose: 'shareName', departments: ['jobcenter'] },
      { purpose: 'moreQuestions', departments: ['jobcenter'] },
      { purpose: 'closerExamination', departments: ['borgerservice'] },
      { purpose: 'closerExamination', departments: ['jobcenter'], from: '2026-01-01', to: '2026-01-31' },
    ] as const)
      expect([consent, isUnread(filed.do('GiveConsent', consent))]).toEqual([consent, true]);
    expect(isUnread(filed.do('GiveConsent', { purpose: 'closerExamination', departments: ['jobcenter'] }))).toBe(false);
  });

  it('may be an answer, and the same consent anew frees it', () => {
    const answered = halted.do('RecordDepartmentAnswer', { department: 'jobcenter', directToCitizen: true });
    const again = {
      purpose: 'closerExamination',
      departments: ['jobcenter'],
      from: '2026-01-01',
      to: '2026-01-31',
    } as const;
    expect(isUnread(answered)).toBe(true);
    expect(isUnread(answered.do('GiveConsent', { ...again, to: '2026-01-30' }))).toBe(true);
    expect(isUnread(answered.do('GiveConsent', again))).toBe(false);
  });

  it('is what still comes under a request that had been answered before the withdrawal', () => {
    const early = awaiting.tell(withdrawn.slice(0, 2)).do('FileDocument', { ...arriving, from: '2026-01-01' });
    const late = early.do('WithdrawConsent', { channel: 'phone' }).do('FileDocument', arriving);
    expect([isUnread(early), isUnread(late)]).toEqual([false, true]);
  });

  it('cannot be missed: while a recall stands, what comes in names its department, until the consent is given anew', () => {
    const letter = { title: 'Brev', direction: 'in', date: '2026-03-02' } as const;
    const narrow = { purpose: 'closerExamination', departments: ['jobcenter'], to: '2026-01-15' } as const;
    for (const story of [halted, halted.do('GiveConsent', narrow)]) {
      const verdict = story.evaluate('FileDocument', letter);
      expect(verdict).toMatchObject({ taken: false, why: 'invalid', error: { field: 'department' } });
      expect(story.evaluate('FileDocument', { ...letter, department: 'borgerservice' }).taken).toBe(true);
      expect(story.evaluate('FileDocument', { ...letter, request: 'R1' }).taken).toBe(true);
      expect(story.evaluate('FileDocument', { ...letter, direction: 'out' }).taken).toBe(true);
    }
    const anew = halted.do('GiveConsent', { purpose: 'closerExamination', departments: ['jobcenter'] });
    expect(anew.evaluate('FileDocument', letter).taken).toBe(true);
  });

  it('is an answer that nobody is owed until it may be read', () => {
    const unread = halted.do('RecordDepartmentAnswer', {
      department: 'jobcenter',
      directToCitizen: false,
      summary: 'Vi har set på det',
    });
    expect([isUnread(unread), unread.caseState.tasks]).toEqual([true, []]);
    const freed = unread.do('GiveConsent', { purpose: 'closerExamination', departments: ['jobcenter'] });
    expect([isUnread(freed), freed.caseState.tasks]).toEqual([
      false,
      [{ kind: 'answerToCitizen', department: 'jobcenter' }],
    ]);
  });

  it('may be an answer to more questions that comes while the case is referred', () => {
    const asked = given(
      ...caseUnder('horsens@1'),
      referredToBoth,
      answeredBy('jobcenter'),
      answeredBy('borgerservice'),
      sent('GiveConsent', { purpose: 'moreQuestions', departments: ['jobcenter'] }),
      sent('AskMoreQuestions', { referrals: [{ department: 'jobcenter', parts: ['A'] }] }),
    ).under('horsens@1').story;
    const answer = {
      department: 'jobcenter',
      directToCitizen: false,
      summary: 'Vi har set på det',
    } as const;
    expect(isUnread(asked.do('RecordDepartmentAnswer', answer))).toBe(false);
    expect(isUnread(asked.do('WithdrawConsent', { channel: 'phone' }).do('RecordDepartmentAnswer', answer))).toBe(true);
  });
});
