/**
 * An office over years, as what is appended to its log, in the order of time. Pure: the same settings give the same
 * commands, times and ids. In memory are only the complaints that something still happens to; of a closed case nothing
 * but what its last timer needs.
 */
import { type ComplaintLifecycle, newestLifecycle } from '../complaints/write/complaint-lifecycle.js';
import { emptyCase, type CaseState } from '../case/case-state.js';
import { isHeld, timersOf, type Timer } from '../complaints/reactions/agenda.js';
import { advance, begin, type LoadedComplaint } from '../complaints/write/loaded-complaints.js';
import { type NewEvent } from '../event-store/codec.js';
import { type ExpectedRevision } from '../event-store/port.js';
import { type OfficeConfig } from '../installation/config.js';
import {
  addWorkingDays,
  addYears,
  isWorkingDay,
  localDateOf,
  localMidnight,
  type LocalDate,
} from '../policy/calendar.js';
import { type ComplainantType } from '../../event-schemas/complaint/codes.js';
import { type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import { type Profile } from '../policy/profile.js';
import { activity, activitiesADay } from './activities.js';
import { arrivals } from './arrivals.js';
import { contact } from './before-a-case.js';
import { Dice } from './dice.js';
import { departmentsOf, habitsOf, topicsOf } from './habits.js';
import { Citizens } from './people.js';
import { TimeQueue } from './queue.js';
import { staffOf, type Staff } from './staff.js';
import { type Matter, type Pause, type Plot, type Step, type Who } from './story.js';
import { takeStep, StepRefused, type StepRequest } from './taking.js';

export interface Simulation {
  readonly office: Pick<OfficeConfig, 'key' | 'departments' | 'topics'>;
  readonly profile: Profile;
  /** Streams but for activities: contacts, SMS and matters of the office's own among them. */
  readonly cases: number;
  /** The first day; it ends before the same day so many years later. */
  readonly from: LocalDate;
  readonly years: number;
  readonly seed: number;
}

/** What one person, or the system, does with one complaint in one go: appended together. */
export interface Sitting {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly NewEvent[];
  /** The commands behind the events, one each. */
  readonly asked: readonly StepRequest[];
}

/** The instant before which everything happens. */
export const endOf = ({ from, years }: Pick<Simulation, 'from' | 'years'>): number =>
  localMidnight(addYears(from, years));

export function* officeLife(simulation: Simulation): Generator<Sitting, void, void> {
  const life = new OfficeLife(simulation);
  for (const { date, contacts } of arrivals(
    simulation.cases,
    simulation.from,
    addYears(simulation.from, simulation.years),
    simulation.profile.settings.calendar.value,
    new Dice(`${simulation.seed}/arrivals`),
  )) {
    for (let n = 0; n < contacts; n += 1) life.welcome(date);
    life.besides(date);
    yield* life.until(localMidnight(addDay(date)));
  }
}

const addDay = (date: LocalDate): LocalDate => localDateOf(localMidnight(date) + 30 * 3_600_000);
const minute = 60_000;

type Entry = { readonly at: number } & (
  | { readonly file: OpenFile; readonly timer: boolean }
  | { readonly resting: Resting[] }
  | { readonly activity: { readonly step: Step; readonly adviser: number } }
);

/** A closed case that waits for the end of its retention. */
interface Resting
  extends Pick<LoadedComplaint, 'stream' | 'revision' | 'situation'>, Pick<Timer, 'commandId' | 'causation'> {
  readonly closedAt: string;
}

type World = Pick<Matter, 'settings' | 'habits' | 'departments' | 'topics' | 'citizens'>;

class OfficeLife {
  private readonly queue = new TimeQueue<Entry>();
  /** When retention ends → the cases. */
  private readonly resting = new Map<number, Resting[]>();
  private readonly lifecycle: ComplaintLifecycle = newestLifecycle;
  private readonly ids: Dice;
  private readonly besidesDice: Dice;
  private readonly staff: Staff;
  private readonly world: World;
  private readonly end: number;
  private now = 0;
  private count = 0;

  constructor(private readonly simulation: Simulation) {
    const { office, profile, cases, years, seed } = simulation;
    this.ids = new Dice(`${office.key}/${seed}/ids`);
    this.besidesDice = new Dice(`${office.key}/${seed}/activities`);
    this.staff = staffOf(office.key, profile, cases / years);
    this.world = {
      settings: profile.settings,
      habits: habitsOf(profile.key),
      departments: departmentsOf(office),
      topics: topicsOf(office),
      citizens: new Citizens(`${office.key}/${seed}/citizens`),
    };
    this.end = endOf(simulation);
  }

  /** Somebody turns to the office on that day. */
  welcome(date: LocalDate): void {
    const { office, profile, seed } = this.simulation;
    const dice = new Dice(`${office.key}/${seed}/${(this.count += 1)}`);
    const file = new OpenFile(
      this.ids.uuid(),
      this.lifecycle,
      profile,
      this.world,
      dice,
      dice.between(0, this.staff.advisers - 1),
      this.staff,
    );
    this.queue.put({ at: timeOn(date, dice), file, timer: false });
  }

  /** What the office does that day besides complaints, on working days. */
  besides(date: LocalDate): void {
    const { world, besidesDice: dice, staff } = this;
    const { cases, years, profile } = this.simulation;
    if (!isWorkingDay(date, profile.settings.calendar.value)) return;
    if (!dice.chance(activitiesADay(staff.advisers, cases / years))) return;
    const step = activity({ ...world, dice, today: date });
    this.put({ at: timeOn(date, dice), activity: { step, adviser: dice.between(0, staff.advisers - 1) } });
  }

  /** All that happens before that instant. */
  *until(instant: number): Generator<Sitting, void, void> {
    for (let next = this.queue.nextAt; next !== undefined && next < instant; next = this.queue.nextAt) {
      const entry = this.queue.take()!;
      this.now = Math.max(this.now, entry.at);
      if ('resting' in entry) yield* this.shred(entry.resting, entry.at);
      else if ('activity' in entry) yield this.doBesides(entry.activity);
      else if (!entry.file.over) yield* this.go(entry.file, entry.timer);
    }
  }

  private doBesides({ step, adviser }: { readonly step: Step; readonly adviser: number }): Sitting {
    const asked: StepRequest = {
      name: step.name,
      body: step.body,
      caller: this.staff.callerOf(step, adviser),
      at: this.now,
      commandId: this.ids.uuid(),
      unlinked: () => this.ids.uuid(),
    };
    const stream = this.ids.uuid();
    const { event } = takeStep(begin(stream, this.lifecycle), this.lifecycle, this.simulation.profile, asked);
    return { stream, expected: 'noStream', events: [event], asked: [asked] };
  }

  private *go(file: OpenFile, timer: boolean): Generator<Sitting, void, void> {
    const { stream, revision } = file.kept;
    const expected = revision < 0 ? 'noStream' : revision;
    const asked: StepRequest[] = [],
      events: NewEvent[] = [];
    const carryOut = (step: Omit<StepRequest, 'at' | 'unlinked'>): void => {
      const whole = { ...step, at: this.now, unlinked: () => this.ids.uuid() };
      events.push(file.take(whole));
      asked.push(whole);
    };
    if (timer) for (const due of file.due(this.now)) this.fire(file, due, carryOut);
    else {
      let move = file.next(this.now);
      for (; move !== undefined && 'name' in move; move = file.next(this.now)) {
        if (events.length > 0) this.now += 1000;
        carryOut({
          name: move.name,
          body: move.body,
          caller: this.staff.callerOf(move, file.adviser),
          commandId: this.ids.uuid(),
        });
      }
      if (move === undefined) this.rest(file);
      else this.put({ at: file.after(move, this.now), file, timer: false });
    }
    if (events.length > 0) yield { stream, expected, events, asked };
    if (!file.over) this.wind(file);
  }

  /** As the timekeeper does: what is refused is not due any more. */
  private fire(file: OpenFile, due: Timer, carryOut: (step: Omit<StepRequest, 'at' | 'unlinked'>) => void): void {
    try {
      carryOut({
        name: due.name,
        body: due.body,
        caller: this.staff.system,
        commandId: due.commandId,
        causation: due.causation,
      });
    } catch (error) {
      if (!(error instanceof StepRefused)) throw error;
      file.drop(due);
    }
  }

  /** Puts the complaint's next timer into the queue; one that has become idle is passed over when its time comes. */
  private wind(file: OpenFile): void {
    const [first] = file.due(this.end);
    if (first !== undefined && first.dueAt !== file.woundFor)
      this.put({ at: (file.woundFor = first.dueAt), file, timer: true });
  }

  private rest(file: OpenFile): void {
    const {
      kept: { stream, revision, situation, caseState },
    } = file;
    const shred = file.due(this.end).find(({ name }) => name === 'ShredKeys');
    file.release();
    if (shred === undefined || shred.dueAt >= this.end || caseState.closedAt === null) return;
    const { commandId, causation, dueAt } = shred;
    const waiting = this.resting.get(dueAt);
    const one = { stream, revision, situation, commandId, causation, closedAt: caseState.closedAt };
    if (waiting) {
      waiting.push(one);
      return;
    }
    const first = [one];
    this.resting.set(dueAt, first);
    this.put({ at: dueAt, resting: first });
  }

  private *shred(resting: readonly Resting[], at: number): Generator<Sitting, void, void> {
    this.resting.delete(at);
    const {
      lifecycle,
      simulation: { profile },
    } = this;
    for (const { stream, revision, situation, closedAt, commandId, causation } of [...resting].sort((a, b) =>
      a.commandId < b.commandId ? -1 : 1,
    )) {
      const caseState: CaseState = { ...emptyCase(stream), registeredAt: closedAt, closedAt };
      const asked: StepRequest = {
        name: 'ShredKeys',
        body: {},
        caller: this.staff.system,
        at: this.now,
        commandId,
        causation,
        unlinked: () => this.ids.uuid(),
      };
      const { event } = takeStep({ stream, revision, position: 0n, situation, caseState }, lifecycle, profile, asked);
      yield { stream, expected: revision, events: [event], asked: [asked] };
    }
  }

  /** What would come after the end never comes. */
  private put(entry: Entry): void {
    if (entry.at < this.end) this.queue.put(entry);
  }
}

const nothingKept = begin('', newestLifecycle);

/** A complaint that something still happens to. */
class OpenFile implements Matter {
  kept: LoadedComplaint;
  /** Command ids of timers that were refused for good. */
  private readonly dropped = new Set<string>();
  readonly complainantType: ComplainantType;
  readonly settings: Matter['settings'];
  readonly habits: Matter['habits'];
  readonly departments: Matter['departments'];
  readonly topics: Matter['topics'];
  readonly citizens: Matter['citizens'];
  readonly own: string;
  readonly colleague: string;
  readonly head: string;
  private past: ComplaintEvent[] = [];
  today: LocalDate = '';
  /** When its next timer was put into the queue for. */
  woundFor = 0;
  /** Its plot has ended. */
  over = false;
  private plot: Plot | undefined;
  private plan: readonly Timer[] = [];
  /** What the plan was made of. */
  private plannedFrom: readonly unknown[] = [];

  constructor(
    stream: string,
    lifecycle: ComplaintLifecycle,
    private readonly profile: Profile,
    world: World,
    readonly dice: Dice,
    readonly adviser: number,
    staff: Staff,
  ) {
    this.kept = begin(stream, lifecycle);
    this.settings = world.settings;
    this.habits = world.habits;
    this.departments = world.departments;
    this.topics = world.topics;
    this.citizens = world.citizens;
    const sub = (who: Who) => staff.callerOf({ name: 'AssignCase', body: {}, who }, adviser).sub;
    [this.own, this.colleague, this.head] = [sub('adviser'), sub('colleague'), sub('head')];
    const others = this.settings.complainants.value.filter((type) => type !== 'citizen');
    this.complainantType = others.length > 0 && dice.chance(0.12) ? dice.oneOf(others) : 'citizen';
    this.plot = contact(this);
  }

  get state(): string {
    return this.kept.situation.state;
  }
  get caseState(): CaseState {
    return this.kept.caseState;
  }
  get history(): readonly ComplaintEvent[] {
    return this.past;
  }

  /** The plot's next move; undefined when it is over. */
  next(now: number): Step | Pause | undefined {
    this.today = localDateOf(now);
    const step = this.plot?.next();
    return step === undefined || step.done === true ? undefined : step.value;
  }

  /** Its plot has ended. Idle timers of years ahead may still point here, so what it held is let go. */
  release(): void {
    this.over = true;
    this.plot = undefined;
    [this.plan, this.plannedFrom, this.past] = [[], [], []];
    this.kept = nothingKept;
  }

  take(asked: StepRequest): NewEvent {
    const { event, folded } = takeStep(this.kept, this.kept.lifecycle, this.profile, asked, this.past);
    this.kept = advance(this.kept, folded, this.past);
    this.past.push(folded);
    return event;
  }

  /** Few steps touch what timers come from. */
  private planned(): readonly Timer[] {
    const { referrals, informationRequests, hearings, closedBy, holdLiftedAt, shredded } = this.caseState;
    const from = [referrals, informationRequests, hearings, closedBy, holdLiftedAt, shredded];
    if (from.some((each, index) => each !== this.plannedFrom[index])) {
      this.plannedFrom = from;
      this.plan = timersOf(this.caseState, () => this.profile);
    }
    return this.plan;
  }

  /** Its timers due at or before this instant, the earliest first; what a hold stands against is left out. */
  due(until: number): readonly Timer[] {
    return this.planned()
      .filter((timer) => timer.dueAt <= until && !this.dropped.has(timer.commandId) && !isHeld(this.caseState, timer))
      .sort((a, b) => a.dueAt - b.dueAt || (a.commandId < b.commandId ? -1 : 1));
  }

  drop({ commandId }: Timer): void {
    this.dropped.add(commandId);
  }

  after(pause: Pause, now: number): number {
    const {
      dice,
      settings: {
        calendar: { value: switches },
      },
    } = this;
    const today = localDateOf(now);
    if ('until' in pause && pause.until > today)
      return timeOn(isWorkingDay(pause.until, switches) ? pause.until : addWorkingDays(pause.until, 1, switches), dice);
    const days = 'until' in pause ? 0 : pause.workingDays;
    const soon = now + dice.between(4, 90) * minute;
    if (days === 0 && soon < localMidnight(today) + closes * minute) return soon;
    return timeOn(addWorkingDays(today, Math.max(1, days), switches), dice);
  }
}

/** Minutes from midnight; on working days no clock is changed between. */
const [opens, closes] = [8 * 60 + 15, 16 * 60];
const timeOn = (date: LocalDate, dice: Dice): number =>
  localMidnight(date) + dice.between(opens * 60, closes * 60 - 1) * 1000 + dice.between(0, 999);
