/**
 * The words of this folder's tests: given a history, under a profile, when a transition is asked for, then an event, a
 * refusal or nothing. Pure: the story of one complaint is told in memory through the same `evaluate` and the same
 * folding as a request, without store, keys or HTTP.
 */
import { deepStrictEqual, fail, ok } from 'node:assert/strict';
import { dirname, join } from 'node:path';
import {
  type Candidate,
  type ComplaintEvent,
  type ComplaintEventType,
} from '../../../event-schemas/complaint/events.js';
import { type Role } from '../../platform/caller.js';
import { instantOf, localDateOf, type LocalDate } from '../../policy/calendar.js';
import { loadProfiles, profilesFolder } from '../../policy/profile-file.js';
import { type Profile } from '../../policy/profile.js';
import { steps, type CommandName, type Commands } from '../steps/steps.js';
import {
  lifecycleNamedBy,
  lifecycleOf,
  newestLifecycle,
  type ComplaintLifecycle,
} from '../write/complaint-lifecycle.js';
import { evaluate, type Verdict } from '../write/evaluate.js';
import { type CaseState } from '../../case/case-state.js';
import { advance, advanceAll, begin, type LoadedComplaint } from '../write/loaded-complaints.js';
import { retraced } from '../write/retracing.js';
import { asStored, stampEvent } from '../write/stamp-event.js';

/** Every profile that comes with the product, and the fixture of a fourth municipality. */
export const profiles: ReadonlyMap<string, Profile> = loadProfiles([
  profilesFolder(),
  join(dirname(profilesFolder()), 'fixtures'),
]);
export const profileNamed = (id: string): Profile => profiles.get(id)!;
/** What stories are judged by; the mutator puts a changed lifecycle here, a test profiles of its own. */
export const under: { lifecycle: ComplaintLifecycle; profileNamed: (id: string) => Profile | undefined } = {
  lifecycle: newestLifecycle,
  profileNamed: (id) => profiles.get(id),
};
/** A Monday; every story begins here unless it says otherwise. */
export const firstDay: LocalDate = '2026-03-02';

export interface By {
  /** Left out: the first role that may take the step. */
  readonly as?: Role;
  readonly sub?: string;
}
export interface Sent<Name extends CommandName = CommandName> extends By {
  readonly command: Name;
  readonly body: Commands[Name];
}
/**
 * One line of a history: a transition that was taken, the day from which the next ones are, or an event as it was
 * stored.
 */
export type Line =
  { readonly [Name in CommandName]: Sent<Name> }[CommandName] | { readonly day: LocalDate } | Candidate;

export const sent = <Name extends CommandName>(
  command: Name,
  body: Commands[Name] = {} as Commands[Name],
  by: By = {},
) => ({ command, body, ...by }) as Sent<Name> & Line;
export const on = (day: LocalDate) => ({ day });

/** Lines that many histories begin with. */
export const received = sent('ReceiveInquiry', { channel: 'phone' });
export const part = (department: string, more: Partial<Commands['RecordPart']> = {}) =>
  sent('RecordPart', { topic: 'delay', department, ...more });
export const admitted = (id: string) => sent('AssessRemit', { part: id, admissible: true });
export const excluded = (id: string, ground: Commands['AssessRemit']['ground'] = 'content') =>
  sent('AssessRemit', {
    part: id,
    admissible: false,
    ground: ground,
    guidance: ['whereToComplain'],
    body: 'ankestyrelsen',
  });
export const exhausted = (department: string) =>
  sent('RecordDialogue', { department, departmentHadOpportunity: true, answered: true, moreOptionsSeen: false });
export const agreed = sent('AgreeRegistration', { citizen: true, adviser: true });
export const person = { complainant: { name: 'Ludvig' }, summary: 'Brevet blev væk' };
export const registered = sent('RegisterCase', person);

/** What a profile asks for before a case, of these departments. */
export function satisfied(profile: string, ...departments: readonly string[]): readonly Line[] {
  const { dialogue, agreement } = profiles.get(profile)!.settings;
  return [
    ...(dialogue.value === 'none' ? [] : departments.map((department) => exhausted(department))),
    ...(agreement.value ? [agreed] : []),
  ];
}
/** A case of two parts: A against the jobcenter, B against the citizens' service. */
export const caseUnder = (profile: string): readonly Line[] => [
  received,
  part('jobcenter'),
  part('borgerservice'),
  admitted('A'),
  admitted('B'),
  ...satisfied(profile, 'jobcenter', 'borgerservice'),
  registered,
];
export const referredToBoth = sent('ReferToDepartment', {
  referrals: [
    { department: 'jobcenter', parts: ['A'] },
    { department: 'borgerservice', parts: ['B'] },
  ],
});
export const answeredBy = (department: string, directToCitizen = true) =>
  sent('RecordDepartmentAnswer', {
    department,
    directToCitizen,
    ...(directToCitizen ? {} : { summary: 'Brevet lå i en skuffe' }),
  });
export const consented = (
  purpose: Commands['GiveConsent']['purpose'],
  departments: readonly string[],
  from?: LocalDate,
  to?: LocalDate,
) => sent('GiveConsent', { purpose, departments, ...(from && { from }), ...(to && { to }) });

/** A complaint told so far. Every step gives a new one; nothing in it changes. */
export class Story {
  private constructor(
    readonly profile: Profile,
    readonly lifecycle: ComplaintLifecycle,
    readonly today: LocalDate,
    readonly kept: LoadedComplaint,
    readonly events: readonly ComplaintEvent[],
  ) {}

  static under(profile: Profile, lifecycle: ComplaintLifecycle = under.lifecycle): Story {
    return new Story(profile, lifecycle, firstDay, begin('story', lifecycle), []);
  }

  /** A complaint as these events left it, on the day of the last, whatever lifecycle it stands under. */
  static recorded(events: readonly ComplaintEvent[]): Story {
    const [first, last] = [events[0], events.at(-1)];
    if (!first || !last || !('profile' in first.data)) return fail('a history begins with an event that pins it');
    const kept = advanceAll(begin(first.stream, lifecycleOf(lifecycleNamedBy(first))), events);
    const profile = under.profileNamed(first.data.profile) ?? fail(`there is no profile ${first.data.profile}`);
    return new Story(profile, under.lifecycle, localDateOf(Date.parse(last.recordedAt)), kept, events);
  }

  /** That it stands under: the one under test, or an older one until it is moved. */
  private get own(): ComplaintLifecycle {
    return this.kept.lifecycle.id === this.lifecycle.id ? this.lifecycle : this.kept.lifecycle;
  }
  get state(): string {
    return this.kept.situation.state;
  }
  get caseState(): CaseState {
    return this.kept.caseState;
  }
  /** As the receipt and the oracle write it: `closed(settled)`. */
  get where(): string {
    return this.caseState.outcome === null ? this.state : `${this.state}(${this.caseState.outcome})`;
  }

  on(today: LocalDate): Story {
    return new Story(this.profile, this.lifecycle, today, this.kept, this.events);
  }

  evaluate<Name extends CommandName>(name: Name, body: Commands[Name], { as, sub }: By = {}): Verdict {
    const roles = [as ?? this.lifecycle.rolesOf(name)[0] ?? 'adviser'];
    return evaluate(name, body, {
      standing: this.kept,
      lifecycle: this.own,
      profile: this.profile,
      profileNamed: under.profileNamed,
      today: this.today,
      sub: sub ?? roles[0]!,
      roles,
      history: this.events,
    });
  }

  /** The story after this transition; fails where it is not taken. */
  do<Name extends CommandName>(name: Name, body: Commands[Name] = {} as Commands[Name], by: By = {}): Story {
    const verdict = this.evaluate(name, body, by);
    if (!verdict.taken) return fail(`${name} in ${this.where} under ${this.profile.id}: ${spoken(verdict)}`);
    return this.record(verdict.candidate, verdict.role, by.sub ?? verdict.role, body);
  }

  /** The same where it is taken, else the story as it was. */
  maybe<Name extends CommandName>(name: Name, body: Commands[Name] = {} as Commands[Name], by: By = {}): Story {
    return this.evaluate(name, body, by).taken ? this.do(name, body, by) : this;
  }

  tell(lines: readonly Line[]): Story {
    return lines.reduce<Story>((story, line) => {
      if ('day' in line) return story.on(line.day);
      return 'command' in line ? story.do(line.command, line.body, line) : story.record(line, 'adviser', 'adviser', {});
    }, this);
  }

  /** One more stored event. Times are as the write path sets them: cut to the day before registration. */
  record(candidate: Candidate, role: Role, sub: string, body: object): Story {
    const { kept, today } = this;
    const situation = this.lifecycle.seat(this.own, kept.situation);
    const step = situation && this.lifecycle.step(situation, candidate.type);
    if (!step?.fits) return fail(`${candidate.type} does not fit "${this.state}"`);
    const revision = kept.revision + 1;
    const back = candidate.type === 'StepRetracted' ? retraced(this.events, candidate.data.undoes).back : null;
    const stamped = stampEvent(candidate, {
      standing: kept,
      to: (back ?? step.next).state,
      actor: { sub, name: sub, role },
      body,
      now: instantOf(today, '10:00'),
      eventId: `event-${revision}`,
      commandId: `command-${revision}`,
      unlinked: () => `command-${revision}`,
    });
    const event = asStored(stamped, kept, BigInt(revision));
    const profile = candidate.type === 'CaseMoved' ? under.profileNamed(candidate.data.profile)! : this.profile;
    return new Story(profile, this.lifecycle, today, advance(kept, event, this.events), [...this.events, event]);
  }
}

const spoken = (verdict: Verdict): string => {
  if (verdict.taken) return `taken as ${verdict.candidate.type}`;
  return verdict.why === 'invalid'
    ? `invalid, ${verdict.error.field}: ${verdict.error.code}`
    : `refused, ${verdict.refusals.map(({ code, rules }) => `${code} (${rules.join(' ')})`).join(', also ')}`;
};

/** What came of it; each `then…` fails unless it was so. */
export interface Then {
  /** Taken as this event, in which these fields are as given (facts are fields too). Gives the story on. */
  then<Type extends ComplaintEventType>(type: Type, fields?: Fields): After;
  /** Refused with this code first; where ids are given, by exactly these rules. */
  thenRefused(code: string, ...rules: readonly string[]): Refused;
  /** The body points at something that this complaint does not have. */
  thenInvalid(field: string): void;
  /** No event, whatever the reason. */
  thenNothing(): void;
}
export type Fields = { readonly [field: string]: unknown };
export interface After {
  readonly story: Story;
  /** `closed(settled)`, or a state alone where nothing has ended. */
  leadingTo(where: string): After;
  /** Fields of the caseState afterwards. */
  leaving(fields: { readonly [Field in keyof CaseState]?: unknown }): After;
}
export interface Refused {
  /** The codes that hold at the same time, in their order. */
  also(...codes: readonly string[]): void;
  /** The departments that the refusal is about. */
  naming(...departments: readonly string[]): void;
}

export interface Under {
  when<Name extends CommandName>(name: Name, body?: Commands[Name], by?: By): Then;
  readonly story: Story;
}

export function given(...history: readonly Line[]): { under(profile: string | Profile): Under } {
  return {
    under(named) {
      const profile = typeof named === 'string' ? profiles.get(named) : named;
      if (!profile) return fail(`there is no profile of that name`);
      const story = Story.under(profile).tell(history);
      return { story, when: (name, body = {} as never, by = {}) => answered(story, name, body, by) };
    },
  };
}

function answered<Name extends CommandName>(story: Story, name: Name, body: Commands[Name], by: By): Then {
  ok(
    steps[name].starting === (story.events.length === 0),
    `${name} is no name here: ${story.events.length} events so far`,
  );
  const verdict = story.evaluate(name, body, by);
  const what = `${name} in ${story.where} under ${story.profile.id}`;
  return {
    then(type, fields = {}) {
      if (!verdict.taken || verdict.candidate.type !== type)
        return fail(`${what}: ${type} was expected, and it was ${spoken(verdict)}`);
      like(verdict.candidate.data, fields, what);
      return after(story.do(name, body, by));
    },
    thenRefused(code, ...rules) {
      if (verdict.taken || verdict.why === 'invalid' || verdict.refusals[0].code !== code)
        return fail(`${what}: ${code} was expected, and it was ${spoken(verdict)}`);
      const [first, ...others] = verdict.refusals;
      if (rules.length > 0)
        deepStrictEqual([...first.rules].sort(), [...rules].sort(), `${what}: the rules of ${code}`);
      return {
        naming: (...departments) => {
          deepStrictEqual(first.departments, departments, `${what}: the departments of ${code}`);
        },
        also: (...codes) => {
          deepStrictEqual(
            others.map((refusal) => refusal.code),
            codes,
            `${what}: what refuses besides ${code}`,
          );
        },
      };
    },
    thenInvalid(field) {
      ok(
        !verdict.taken && verdict.why === 'invalid' && verdict.error.field === field,
        `${what}: ${field} should be invalid, and it was ${spoken(verdict)}`,
      );
    },
    thenNothing() {
      ok(!verdict.taken, `${what}: nothing was expected, and it was ${spoken(verdict)}`);
    },
  };
}

const after = (story: Story): After => ({
  story,
  leadingTo(where) {
    deepStrictEqual(story.where, where);
    return this;
  },
  leaving(fields) {
    like(story.caseState, fields, story.where);
    return this;
  },
});

/** Every given field is there as given; objects are compared field by field, lists entry by entry and in full. */
function like(actual: unknown, expected: unknown, at: string): void {
  if (Array.isArray(expected)) {
    ok(
      Array.isArray(actual) && actual.length === expected.length,
      `${at} is ${JSON.stringify(actual)}, not ${JSON.stringify(expected)}`,
    );
    expected.forEach((entry, index) => like(actual[index], entry, `${at}[${index}]`));
  } else if (expected !== null && typeof expected === 'object') {
    ok(actual !== null && typeof actual === 'object', `${at} is ${JSON.stringify(actual)}`);
    for (const [field, value] of Object.entries(expected)) like((actual as Fields)[field], value, `${at}.${field}`);
  } else deepStrictEqual(actual, expected, `${at} is ${JSON.stringify(actual)}, not ${JSON.stringify(expected)}`);
}
