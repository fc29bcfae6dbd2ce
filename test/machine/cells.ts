// What really happens in each cell (command, state, profile), by real transitions through `evaluate`, against the
// oracle of table.ts. Findings are sentences; none: the product and the brief, read twice by different people, agree.
import { steps, type CommandName, type Commands } from '../../libs/complaints/steps/steps.js';
import { type ComplaintLifecycle } from '../../libs/complaints/write/complaint-lifecycle.js';
import { type Verdict } from '../../libs/complaints/write/evaluate.js';
import { retraced } from '../../libs/complaints/write/retracing.js';
import { caseParts } from '../../libs/case/case-state.js';
import { type Story } from '../../libs/complaints/testing/given.js';
import { type Role } from '../../libs/platform/caller.js';
import { addYears } from '../../libs/policy/calendar.js';
import { type Profile } from '../../libs/policy/profile.js';
import { ask } from '../../libs/decider/judge.js';
import { type Situation } from '../../libs/decider/lifecycle.js';
import { bodiesFor, lastMove } from './bodies.js';
import { arrowsTaking, type Machine } from './explore.js';
import { everyProfile, hasStep, profileOf, profileToMoveTo, settingOfStep } from './profiles.js';
import { readings, unplacedCodes, type Reading } from './readings.js';
import { scenesOf, wanted, type Scene } from './scenes.js';
import {
  commands,
  expected,
  positions,
  profiles,
  reachable,
  retractable,
  rolesIn,
  type Condition,
  type Expected,
  type Position,
  type State,
} from './table.js';

type Refusals = readonly { readonly code: string; readonly rules: readonly string[] }[];
/** One thing that happened: what was sent where, and what came of it. */
export interface Happening {
  readonly scene: Scene;
  readonly command: CommandName;
  readonly body: Commands[CommandName];
  readonly verdict: Verdict;
  /** Where a taken step leads, `closed(settled)`. */
  readonly leadsTo?: string;
  readonly refusals: Refusals;
}

/**
 * The oracle's word for where a complaint stands; `none` before the first event, and for an SMS that is counted only.
 */
const apiState = (state: string): State => (state === 'unreceived' || state === 'counted' ? 'none' : state) as State;

/** By the first role that the oracle lets there, so that a step closed to it is found. */
export const roleFor = (command: CommandName, { state }: Story): Role => rolesIn(command, apiState(state))[0]!;

/** What an adviser may not undo, the head may. */
const rolesFor = (command: CommandName, story: Story): readonly Role[] =>
  command === 'RetractStep' ? ['adviser', 'head'] : [roleFor(command, story)];

const remembered = new WeakMap<ComplaintLifecycle, Map<Profile, readonly Scene[]>>();
/** The scenes of a profile, told once for each lifecycle. */
function scenesUnder({ lifecycle }: Machine, profile: Profile): readonly Scene[] {
  const known = remembered.get(lifecycle) ?? new Map<Profile, readonly Scene[]>();
  remembered.set(lifecycle, known);
  let scenes = known.get(profile);
  if (!scenes) known.set(profile, (scenes = withMoves(scenesOf(profile, lifecycle))));
  return scenes;
}
/** With one more for each way from state to state that can be gone back. */
function withMoves(scenes: readonly Scene[]): readonly Scene[] {
  // A scene may have come its way by a step with a letter, which is not undone: each way is gone by one that is.
  const known = new Set<string>();
  return scenes.concat(
    scenes.flatMap((scene) =>
      happeningsOf(scene).flatMap(({ command, body, verdict }) => {
        if (!verdict.taken || !(retractable as readonly string[]).includes(command)) return [];
        const way = `${scene.story.state} ${verdict.next.state}`;
        if (verdict.next.state === scene.story.state || known.has(way)) return [];
        known.add(way);
        const story = scene.story.do(command, body, { as: roleFor(command, scene.story) });
        return [{ name: `${scene.name}, ${command}`, story }];
      }),
    ),
  );
}
const happened = new WeakMap<Scene, readonly Happening[]>();
/** Everything that is tried in a scene, tried once. */
function happeningsOf(scene: Scene): readonly Happening[] {
  let happenings = happened.get(scene);
  if (!happenings) happened.set(scene, (happenings = happen(scene)));
  return happenings;
}

function happen(scene: Scene): readonly Happening[] {
  const { story } = scene;
  const began = story.events.length > 0;
  return bodiesFor(story)
    .filter(({ command }) => steps[command].starting !== began)
    .flatMap(({ command, body }) => rolesFor(command, story).map((as) => ({ command, body, as })))
    .map(({ command, body, as }): Happening => {
      const verdict = story.evaluate(command, body, { as });
      if (!verdict.taken)
        return { scene, command, body, verdict, refusals: verdict.why === 'refused' ? verdict.refusals : [] };
      const { state } = verdict.next;
      const ended =
        command !== 'RetractStep' && (state === 'closed' || state === 'endedWithoutCase') && story.state !== state;
      return {
        scene,
        command,
        body,
        verdict,
        refusals: [],
        leadsTo: ended ? story.do(command, body, { as }).where : apiState(state),
      };
    });
}

/** The oracle's conditions, each as a question of the story so far and the body. */
const conditionHolds: { readonly [Key in Condition]: (story: Story, body: never) => boolean } = {
  always: () => true,
  channelAnswered: ({ profile }, { channel }: Commands['ReceiveInquiry']) =>
    channel !== 'sms' || profile.settings.smsAnswered.value,
  smsNotAnswered: ({ profile }, { channel }: Commands['ReceiveInquiry']) =>
    channel === 'sms' && !profile.settings.smsAnswered.value,
  partsLeft: (story, body: Commands['WithdrawPart'] | Commands['AssessRemit']) =>
    'admissible' in body ? !lastTaken(story, body) : leftWithout(story, body.part),
  lastPartTaken: (story, body: Commands['AssessRemit']) => lastTaken(story, body),
  lastPartWithdrawn: (story, { part }: Commands['WithdrawPart']) => !leftWithout(story, part),
  endedAsGuidance: ({ caseState }, { outcome }: Commands['EndWithoutCase']) =>
    (outcome ?? (caseState.guided ? 'guidance' : 'abandoned')) === 'guidance',
  endedAsAbandoned: ({ caseState }, { outcome }: Commands['EndWithoutCase']) =>
    (outcome ?? (caseState.guided ? 'guidance' : 'abandoned')) === 'abandoned',
  modeFlexible: (_, { mode }: Commands['SwitchMode']) => mode === 'flexible',
  modeWritten: (_, { mode }: Commands['SwitchMode']) => mode === 'written',
  secondAcceptance: ({ caseState }, { by }: Commands['AcceptSettlement']) =>
    caseState.settlement?.acceptedBy.some((side) => side !== by) === true,
  firstAcceptance: ({ caseState }, { by }: Commands['AcceptSettlement']) =>
    caseState.settlement?.acceptedBy.every((side) => side === by) === true,
  agreement: (_, { agreement }: Commands['EndMediation']) => agreement,
  noAgreementBeganRegistered: (story, { agreement }: Commands['EndMediation']) =>
    !agreement && began(story) === 'registered',
  noAgreementBeganFlexible: (story, { agreement }: Commands['EndMediation']) =>
    !agreement && began(story) === 'earlyResolution.flexible',
  noAgreementBeganWritten: (story, { agreement }: Commands['EndMediation']) =>
    !agreement && began(story) === 'earlyResolution.written',
  noAgreementBeganReferred: (story, { agreement }: Commands['EndMediation']) => !agreement && stillAsked(story),
  noAgreementBeganAnswered: (story, { agreement }: Commands['EndMediation']) =>
    !agreement && (began(story) === 'answered' || (began(story) === 'referred' && !stillAsked(story))),
  recallLeavesNothing: (story, { department }: Commands['RecallReferral']) =>
    waiting(story).every((name) => name === department) && !anyAnswered(story),
  recallLeavesAnswered: (story, { department }: Commands['RecallReferral']) =>
    waiting(story).every((name) => name === department) && anyAnswered(story),
  recallLeavesOpen: (story, { department }: Commands['RecallReferral']) =>
    waiting(story).some((name) => name !== department),
  lastAnswer: (story, { department, complete }: Commands['RecordDepartmentAnswer']) =>
    complete !== false && waiting(story).every((name) => name === department),
  answersOutstanding: (story, { department, complete }: Commands['RecordDepartmentAnswer']) =>
    complete === false || waiting(story).some((name) => name !== department),
  purposeCloserExamination: (_, { purpose }: Commands['GiveConsent']) => purpose === 'closerExamination',
  otherPurpose: (_, { purpose }: Commands['GiveConsent']) => purpose !== 'closerExamination',
  withdrawsExamination: (_, { purpose }: Commands['WithdrawConsent']) =>
    purpose === undefined || purpose === 'closerExamination',
  withdrawsOtherPurpose: (_, { purpose }: Commands['WithdrawConsent']) =>
    purpose === 'moreQuestions' || purpose === 'shareName',
  withdrawsQuestions: (story, body: Commands['WithdrawConsent']) => endsQuestions(story, body),
  withdrawsNoQuestions: (story, body: Commands['WithdrawConsent']) => !endsQuestions(story, body),
  outcomesNone: (story) => combined(story) === 'none',
  outcomesCriticism: (story) => combined(story) === 'criticism',
  outcomesRecommendation: (story) => combined(story) === 'recommendation',
  outcomesBoth: (story) => combined(story) === 'criticism+recommendation',
  cameFromIntake: cameFrom('intake'),
  cameFromDialogueCheck: cameFrom('dialogueCheck'),
  cameFromGuidance: cameFrom('guidance'),
  cameFromRegistered: cameFrom('registered'),
  cameFromFlexible: cameFrom('earlyResolution.flexible'),
  cameFromWritten: cameFrom('earlyResolution.written'),
  cameFromMediation: cameFrom('mediation'),
  cameFromReferred: cameFrom('referred'),
  cameFromAnswered: cameFrom('answered'),
  cameFromAssessment: cameFrom('investigationAssessment'),
  cameFromAwaitingConsent: cameFrom('awaitingConsent'),
  cameFromActive: cameFrom('investigating.active'),
  cameFromHalted: cameFrom('investigating.halted'),
  cameFromClosed: cameFrom('closed'),
  reasonMoreQuestions: (_, { reason }: Commands['ReopenCase']) => reason === 'moreQuestions',
  reasonNewPart: (_, { reason }: Commands['ReopenCase']) => reason === 'newPart',
  reasonCloserLook: (_, { reason }: Commands['ReopenCase']) => reason === 'closerLook',
};
const stillAsked = (story: Story) => began(story) === 'referred' && waiting(story).length > 0;
function cameFrom(state: State): (story: Story) => boolean {
  return ({ events }) => lastMove(events)?.from === state;
}
const began = ({ events }: Story) => events.findLast(({ type }) => type === 'MediationStarted')?.from;
const waiting = ({ caseState }: Story) =>
  caseState.referrals.filter(({ open }) => open).map(({ department }) => department);
const anyAnswered = ({ caseState }: Story) => caseState.referrals.some(({ answeredOn }) => answeredOn !== null);
/** Whether a consent to questions is withdrawn while nothing but questions is open. */
function endsQuestions({ caseState, events }: Story, { purpose }: Commands['WithdrawConsent']): boolean {
  const open = caseState.referrals.filter((referral) => referral.open);
  return (
    (purpose === undefined || purpose === 'moreQuestions') &&
    caseState.consent.scopes.some((scope) => scope.purpose === 'moreQuestions') &&
    open.length > 0 &&
    open.every(({ revision }) => events[revision]!.type === 'MoreQuestionsAsked')
  );
}
const combined = ({ caseState }: Story) =>
  ['criticism', 'recommendation']
    .filter((kind) => caseParts(caseState).some(({ inScope, outcome }) => inScope && outcome === kind))
    .join('+') || 'none';
const left = ({ caseState }: Story) =>
  caseParts(caseState).filter(({ admissible, outcome }) => admissible !== false && outcome !== 'withdrawnByCitizen');
const leftWithout = (story: Story, part: string) => left(story).some(({ id }) => id !== part);
const lastTaken = (story: Story, { part, admissible }: Commands['AssessRemit']): boolean =>
  !admissible && left(story).some(({ id }) => id === part) && !leftWithout(story, part);

export interface Cell {
  readonly command: CommandName;
  readonly state: State;
  readonly profile: Profile;
  readonly happenings: readonly Happening[];
}
/** Everything that happened under a profile, cell by cell. */
export function cellsOf(machine: Machine, profile: Profile): readonly Cell[] {
  const cells = new Map<string, { command: CommandName; state: State; profile: Profile; happenings: Happening[] }>();
  for (const scene of scenesUnder(machine, profile)) {
    const state = apiState(scene.story.state);
    if (scene.story.state === 'counted') continue;
    for (const happening of happeningsOf(scene)) {
      const key = `${happening.command}/${state}`;
      const cell = cells.get(key) ?? { command: happening.command, state, profile, happenings: [] };
      cell.happenings.push(happening);
      cells.set(key, cell);
    }
  }
  return [...cells.values()];
}

export interface Compared {
  readonly findings: readonly string[];
  /** Readings of the brief that some happening rests on. */
  readonly readingsUsed: ReadonlySet<Reading>;
  readonly cells: number;
  readonly happenings: number;
}

/** The three profiles of the brief against the oracle. */
export function compareWithOracle(
  machine: Machine,
  { stopAtFirst = false }: { readonly stopAtFirst?: boolean } = {},
): Compared {
  const findings: string[] = [];
  const readingsUsed = new Set<Reading>();
  const seldom = new Map<string, boolean>();
  let cells = 0;
  let happenings = 0;
  for (const key of profiles) {
    const found = new Map(cellsOf(machine, profileOf(key)).map((cell) => [`${cell.command}/${cell.state}`, cell]));
    for (const state of reachable(key)) {
      for (const command of commands) {
        const answer = expected(command, state, key);
        const starting = steps[command].starting === (state === 'none');
        // the name is asked before the machine is (contract 1)
        if (answer.kind === 'refused' && answer.code === 'UNKNOWN_TRANSITION' && !starting) continue;
        const cell = found.get(`${command}/${state}`);
        found.delete(`${command}/${state}`);
        if (!cell) {
          findings.push(`${command} in ${state} under ${key}: no scene comes there`);
          continue;
        }
        cells += 1;
        happenings += cell.happenings.length;
        findings.push(...compareCell(cell, answer, readingsUsed));
        if (answer.kind === 'step') note(cell, answer, seldom);
        if (stopAtFirst && findings.length > 0) return { findings, readingsUsed, cells, happenings };
      }
    }
    for (const [where] of found)
      if (!reachable(key).includes(where.split('/')[1] as State))
        findings.push(`${where} under ${key} was reached, and the oracle knows no way there`);
  }
  for (const [guard, shown] of seldom) if (!shown) findings.push(`${guard}: no cell gives it, and the oracle has it`);
  return { findings, readingsUsed, cells, happenings };
}

/** Guards that some cell of a command has to show: whether this one does. */
function note(
  { command, happenings }: Cell,
  { guards }: Extract<Expected, { readonly kind: 'step' }>,
  seldom: Map<string, boolean>,
): void {
  for (const { code, somewhere } of guards)
    if (somewhere) {
      const key = `${command} ${code}`;
      const shown = happenings.some(({ refusals }) => refusals.some((refusal) => refusal.code === code));
      seldom.set(key, shown || seldom.get(key) === true);
    }
}

const applies = (reading: Reading, { command, state, profile }: Cell): boolean =>
  reading.commands.includes(command) &&
  reading.states.includes(state) &&
  (reading.profiles?.includes(profile.key) ?? true);
const tell = ({ scene, command, body }: Happening) =>
  `${command} ${JSON.stringify(body)} in ${scene.name} under ${scene.story.profile.id}`;

function compareCell(cell: Cell, answer: Expected, readingsUsed: Set<Reading>): readonly string[] {
  const findings: string[] = [];
  const produced = new Set<string>();
  let real = 0;
  for (const happening of cell.happenings) {
    const { verdict } = happening;
    if (!verdict.taken && verdict.why === 'invalid') {
      if (answer.kind === 'refused' && !isLacking(cell))
        findings.push(
          `${tell(happening)}: VALIDATION of ${verdict.error.field}, and the state has no such step (${answer.code})`,
        );
      continue;
    }
    real += 1;
    const reading = readings.find((entry) => applies(entry, cell) && entry.covers(happening));
    if (reading) {
      readingsUsed.add(reading);
      continue;
    }
    findings.push(...compareOne(happening, answer, produced));
  }
  const at = `${cell.command} in ${cell.state} under ${cell.profile.id}`;
  if (real === 0) findings.push(`${at}: no body of ours points at anything`);
  if (answer.kind === 'step') {
    const excuses = readings.filter((entry) => entry.insteadOf && applies(entry, cell));
    const wanted = [
      ...answer.outcomes.map(({ to, outcome }) => (outcome ? `${to}(${outcome})` : to)),
      ...answer.guards.filter(({ somewhere }) => !somewhere).map(({ code }) => code),
    ];
    for (const what of new Set(wanted)) {
      if (produced.has(what)) continue;
      const excuse = excuses.find(({ insteadOf }) => insteadOf?.includes(what));
      if (excuse) readingsUsed.add(excuse);
      else findings.push(`${at}: nothing gives ${what}, and the oracle has it`);
    }
  }
  return findings;
}

function compareOne(happening: Happening, answer: Expected, produced: Set<string>): readonly string[] {
  const {
    scene: { story },
    body,
    leadsTo,
    refusals,
  } = happening;
  if (answer.kind === 'refused') {
    const [first] = refusals;
    if (!first) return [`${tell(happening)}: taken to ${leadsTo}, and the oracle refuses it with ${answer.code}`];
    if (first.code !== answer.code) return [`${tell(happening)}: ${first.code}, and the oracle says ${answer.code}`];
    return !names(first.rules, answer.rules, story)
      ? [`${tell(happening)}: ${first.code} names ${first.rules.join(' ')}, and the oracle ${answer.rules.join(' ')}`]
      : [];
  }
  if (leadsTo !== undefined) {
    const [row, another] = answer.outcomes.filter(({ when }) => conditionHolds[when](story, body as never));
    const wanted = row && (row.outcome ? `${row.to}(${row.outcome})` : row.to);
    if (!row || another || (wanted !== leadsTo && !(row.to === story.state && leadsTo === row.to)))
      return [`${tell(happening)}: leads to ${leadsTo}, and the oracle says ${wanted ?? 'nothing of it'}`];
    produced.add(leadsTo);
    return [];
  }
  const findings = refusals.flatMap(({ code, rules }) => {
    const guard = answer.guards.find((entry) => entry.code === code);
    if (!guard) return [`${tell(happening)}: ${code}, and the oracle has no such guard`];
    produced.add(code);
    return !names(rules, guard.rulesStated ? guard.rules : [], story)
      ? [
          `${tell(happening)}: ${code} names ${rules.join(' ')}, and the brief says ${guard.rules.join(' ') || 'none of this office'}`,
        ]
      : [];
  });
  const places = refusals
    .filter(({ code }) => !unplacedCodes.includes(code))
    .map(({ code }) => answer.guards.find((entry) => entry.code === code)?.at)
    .filter((at): at is Position => at !== undefined && at !== 'unplaced')
    .map((at) => positions.indexOf(at));
  if (places.some((place, index) => index > 0 && place < places[index - 1]!))
    findings.push(`${tell(happening)}: ${refusals.map(({ code }) => code).join(', ')} is not the contract's order`);
  return findings;
}

/** The stated ids are among those named, and every one that is named is a rule of the case's own profile. */
const names = (given: readonly string[], wanted: readonly string[], { profile }: Story): boolean =>
  given.length > 0 && wanted.every((id) => given.includes(id)) && given.every((id) => id in profile.rules);

/** Whether the cell is refused by the profile rather than by the state: there the body is looked at before. */
function isLacking({ command, profile }: Cell): boolean {
  return steps[command].proposes.some((type) => {
    const setting = settingOfStep[type];
    return setting !== undefined && !hasStep(profile.settings, setting);
  });
}

/**
 * Profiles that the oracle does not know: a step they lack is refused with its code, and nothing happens that happens
 * under none of the three.
 */
export function compareOthers(
  machine: Machine,
  { stopAtFirst = false }: { readonly stopAtFirst?: boolean } = {},
): readonly string[] {
  const findings: string[] = [];
  for (const profile of everyProfile.filter(({ key }) => !(profiles as readonly string[]).includes(key))) {
    for (const cell of cellsOf(machine, profile)) {
      const answers = profiles
        .map((key) => expected(cell.command, cell.state, key))
        .filter((answer) => answer.kind === 'step');
      const lacks = isLacking(cell);
      const code = cell.command === 'AttestUnable' ? 'EXCEPTION_NOT_IN_PROFILE' : 'NOT_IN_PROFILE';
      for (const happening of cell.happenings) {
        const { verdict, refusals, leadsTo } = happening;
        if (!verdict.taken && verdict.why === 'invalid') continue;
        if (readings.some((entry) => applies(entry, cell) && entry.covers(happening))) continue;
        if (lacks && answers.length > 0) {
          if (verdict.taken) findings.push(`${tell(happening)}: taken, and the profile has no such step`);
          else if (refusals[0]!.code !== code)
            findings.push(`${tell(happening)}: ${refusals[0]!.code}, and it should be ${code}`);
        } else if (verdict.taken) {
          const targets = answers.flatMap(({ outcomes }) =>
            outcomes
              .filter(({ when }) => conditionHolds[when](happening.scene.story, happening.body as never))
              .map(({ to, outcome }) => (outcome ? `${to}(${outcome})` : to)),
          );
          if (!targets.includes(leadsTo!) && !targets.includes(apiState(happening.scene.story.state)))
            findings.push(`${tell(happening)}: leads to ${leadsTo}, which no profile of the brief knows`);
        }
        if (stopAtFirst && findings.length > 0) return findings;
      }
    }
  }
  return findings;
}

/** The states that the scenes come to, by profile: the oracle's reachable ones and no other. */
export const statesReached = (machine: Machine, profile: Profile): ReadonlySet<State> =>
  new Set(scenesUnder(machine, profile).map(({ story }) => apiState(story.state)));

export interface Coverage {
  readonly arrows: ReadonlySet<string>;
  readonly refusals: ReadonlySet<string>;
  /** Profile → the configurations that real stories came to. */
  readonly situations: ReadonlyMap<Profile, ReadonlySet<Situation>>;
  readonly happenings: number;
}
/**
 * Which arrows real transitions take, which `arrow/rule` refuses them, and which configurations they come to: that
 * `decide` writes both sides of a fact. Every story that takes a new arrow or comes to a new configuration is told on;
 * one that closes also six years later.
 */
export function coverage(machine: Machine): Coverage {
  const { lifecycle } = machine;
  const arrows = new Set<string>();
  const refusals = new Set<string>();
  const situations = new Map<Profile, ReadonlySet<Situation>>();
  let happenings = 0;
  for (const profile of everyProfile) {
    const scenes = scenesUnder(machine, profile);
    const queue = [
      ...scenes,
      ...scenes
        .filter(({ story }) => story.state === 'closed')
        .map(({ name, story }) => ({ name: `${name}, six years on`, story: story.on(addYears(story.today, 6)) })),
    ];
    const reached = new Set(queue.map(({ story }) => story.kept.situation));
    for (const scene of queue) {
      // grows while it is walked
      const { story } = scene;
      const { caseState, kept, today } = story;
      for (const { command, body, verdict } of scenes.includes(scene) ? happeningsOf(scene) : happen(scene)) {
        happenings += 1;
        if ((!verdict.taken && verdict.why === 'invalid') || !lifecycle.knows(kept.situation, command)) continue;
        const role = roleFor(command, story);
        const candidate = verdict.taken
          ? verdict.candidate
          : steps[command].decide(body as never, {
              caseState,
              state: story.state,
              profile,
              today,
              revision: kept.revision + 1,
              sub: role,
              role,
              lifecycle: lifecycle.id,
              profileNamed: profileToMoveTo,
              history: story.events,
              retraced: (undoes) => retraced(story.events, undoes),
            });
        const step = lifecycle.step(kept.situation, candidate.type);
        if (!step.fits) continue;
        const taking = arrowsTaking(machine, kept.situation, candidate.type);
        if (verdict.taken) {
          if (
            command !== 'MoveCase' &&
            command !== 'RetractStep' &&
            (!reached.has(verdict.next) || taking.some(({ key }) => !arrows.has(key)))
          ) {
            const on = story.do(command, body, { as: role });
            const later =
              on.state === 'closed' ? [on.on(addYears(on.today, 6))] : on.state !== story.state ? [wanted(on)] : [];
            queue.push(...[on, ...later].map((next) => ({ name: `${scene.name}, ${command}`, story: next })));
          }
          reached.add(verdict.next);
          taking.forEach(({ key }) => arrows.add(key));
        }
        const broken = ask(step, (rule) => lifecycle.version.holds(rule, { facts: candidate.data.facts, role })).filter(
          (answer) => !answer.holds,
        );
        for (const { rule } of broken)
          for (const arrow of taking) if (arrow.rules.includes(rule)) refusals.add(`${arrow.key}/${rule}`);
      }
    }
    situations.set(profile, reached);
  }
  return { arrows, refusals, situations, happenings };
}

/** Everything that happened in the scenes of all profiles. */
export const everyHappening = (machine: Machine): readonly Happening[] =>
  everyProfile.flatMap((profile) => scenesUnder(machine, profile).flatMap((scene) => happeningsOf(scene)));
