// Law 2: the machine explored exhaustively, and what really happens in it held against the oracle. One test with
// counters, not a test for each cell.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { currentLifecycle } from '../../state-machines/complaint/lifecycles.js';
import { rules, type RuleName } from '../../state-machines/complaint/rules.js';
import { ComplaintLifecycle } from '../../libs/complaints/write/complaint-lifecycle.js';
import { lifecycles } from '../../state-machines/complaint/lifecycles.js';
import { compareOthers, compareWithOracle, coverage, statesReached } from './cells.js';
import { explore, graphOf, machineOf } from './explore.js';
import { everyProfile, profileOf } from './profiles.js';
import { readings } from './readings.js';
import { profiles, reachable } from './table.js';

/** What is judged and told bounds what it costs; how long that took is told and not judged. */
const budget = { configurations: 20_000, judgements: 400_000, bodies: 2_000_000 };

/** Transitions that no real story takes, and why the machine has them none the less. */
const neverTaken: { readonly [arrow: string]: string } = {
  'privacy.unnamed ReopenedForConsent':
    "on the office's own initiative nobody is there to consent, so `decide` proposes the assessment",
};
/**
 * Refusals that no real story meets: the place itself says what the rule asks, and the rule stands as the second lock.
 */
const neverRefused: { readonly [refusal: string]: string } = {
  'lifecycle.preCase.dialogueCheck DialogueRecorded/hasDialogueRule':
    'dialogueCheck is entered only where there is a dialogue rule',
  'lifecycle.preCase.dialogueCheck GuidedBack/hasDialogueRule':
    'dialogueCheck is entered only where there is a dialogue rule',
  'lifecycle.preCase.dialogueCheck InquiryRejected/someParts': 'dialogueCheck is entered only with an admissible part',
  'lifecycle.preCase.guidance GuidanceGiven/hasGuidance': 'guidance is entered only where the profile has it',
  'lifecycle.preCase.guidance NamelessSuggestionRecorded/hasSuggestions':
    'of the profiles here the one without suggestions gives no guidance',
  'lifecycle.preCase.guidance RemitAssessed/broughtElsewhere':
    'of the profiles here the one that asks for it gives no guidance',
  'lifecycle.preCase.guidance SuggestionRecorded/hasSuggestions':
    'of the profiles here the one without suggestions gives no guidance',
  'lifecycle.preCase.guidance SuggestionForwarded/hasSuggestions':
    'of the profiles here the one without suggestions gives no guidance',
  'lifecycle.preCase.guidance CaseRegistered/acceptedRepresentative':
    'of the profiles here the one without representatives gives no guidance',
  'lifecycle.case.open.earlyResolution.flexible SwitchedToWritten/hasEarlyResolution':
    'early resolution is entered only where the profile has it',
  'lifecycle.case.open.earlyResolution.written SwitchedToFlexible/hasEarlyResolution':
    'early resolution is entered only where the profile has it',
  'lifecycle.case.open.referred ConsentToQuestionsWithdrawn/consentStands':
    'only a consent that stands has questions that could be recalled',
  'lifecycle.case.open.referred DepartmentAnswered/departmentAsked': 'in referred somebody has been asked',
  'lifecycle.case.open.referred LastDepartmentAnswered/departmentAsked': 'in referred somebody has been asked',
  'lifecycle.case.open.referred LastReferralRecalled/letterOpen': 'without an open letter it is no last one',
  'lifecycle.case.open.referred OnlyReferralRecalled/letterOpen': 'without an open letter it is no only one',
  'lifecycle.case.open.investigating.active DepartmentHeard/consentForThis':
    'active is entered only with a consent to the closer examination, where one is required (P39)',
  'lifecycle.case.open.investigating.active HearingRequested/consentForThis':
    'active is entered only with a consent to the closer examination, where one is required (P39)',
  'consent.given InvestigationOpened/withinConsent':
    'the consent binds what is asked of departments, not what the head looks at (A11)',
  'consent.given InformationRequested/consentForThis':
    'active is entered only with a consent to the closer examination, where one is required (P39)',
  'consent.none InformationRequested/consentNotNeeded':
    'active without a consent is entered only where none is required (P39)',
  'consent.refused InformationRequested/consentNotNeeded':
    'active without a consent is entered only where none is required (P39)',
  'consent.withdrawn InformationRequested/consentNotNeeded':
    'active without a consent is entered only where none is required (P39)',
};

/** Refusals of a longer story than the scenes tell: libs/complaints/rules/putting-right.unit.spec.ts meets them. */
const metInLongerStories: { readonly [transition: string]: readonly string[] } = {
  'lifecycle.preCase InquiryRecordCorrected': ['notANote', 'notACorrection', 'recordStands', 'recordKept', 'sameStep'],
  'lifecycle.endedWithoutCase InquiryRecordCorrected': [
    'notANote',
    'notACorrection',
    'recordStands',
    'recordKept',
    'sameStep',
  ],
  'lifecycle.case CaseRecordCorrected': ['notANote', 'notACorrection', 'recordStands', 'recordKept', 'sameStep'],
  'lifecycle.preCase StepRetracted': ['entitled', 'lately'],
  'lifecycle.endedWithoutCase StepRetracted': ['entitled', 'lately', 'notBuiltOn', 'notLasting'],
};
const longer = Object.entries(metInLongerStories).flatMap(([key, names]) => names.map((name) => `${key}/${name}`));

it('every configuration, step, refusal and cell of the lifecycle is met, and each is what the brief says (laws 1 and 2, P1, P12–P16)', () => {
  const before = process.cpuUsage();
  const lifecycle = new ComplaintLifecycle(lifecycles[currentLifecycle]!); // as cold as at the first start
  const machine = machineOf(lifecycle);

  const explored = explore(machine);
  const refusals = machine.arrows.flatMap(({ key, rules: asked }) => asked.map((rule) => `${key}/${rule}`));
  expect(explored.findings).toEqual([]);
  expect(machine.arrows.map(({ key }) => key).filter((key) => !explored.arrows.has(key))).toEqual([]);
  expect(refusals.filter((refusal) => !explored.refusals.has(refusal))).toEqual([]);

  const compared = compareWithOracle(machine);
  expect(compared.findings).toEqual([]);
  expect(
    readings
      .filter((reading) => !compared.readingsUsed.has(reading))
      .map(({ ambiguity, reason }) => `${ambiguity} is no longer read so: ${reason}`),
  ).toEqual([]);
  expect(compareOthers(machine)).toEqual([]);
  for (const key of profiles)
    expect([key, reachable(key).filter((state) => !statesReached(machine, profileOf(key)).has(state))]).toEqual([
      key,
      [],
    ]);

  const covered = coverage(machine);
  expect(
    machine.arrows
      .map(({ key }) => key)
      .filter((key) => !covered.arrows.has(key))
      .sort(),
  ).toEqual(Object.keys(neverTaken).sort());
  // roles are judged over the truth tables, P17
  const asked = refusals.filter((refusal) => !('roles' in rules[refusal.split('/')[1] as RuleName]));
  expect(asked.filter((refusal) => !covered.refusals.has(refusal)).sort()).toEqual(
    [...Object.keys(neverRefused), ...longer].sort(),
  );
  const configurations = everyProfile.map((profile) => {
    const { nodes } = graphOf(machine, profile);
    // By their keys: a step that was undone leads to where replay found it, in a lifecycle of its own.
    const [known, reached] = [nodes, [...covered.situations.get(profile)!]].map(
      (situations) => new Set(situations.map(({ key }) => key)),
    ) as [Set<string>, Set<string>];
    expect([
      profile.id,
      [...known].filter((key) => !reached.has(key)),
      [...reached].filter((key) => !known.has(key)),
    ]).toEqual([profile.id, [], []]);
    return `${profile.key} ${nodes.length}`;
  });

  const { user, system } = process.cpuUsage(before);
  const seconds = (user + system) / 1e6;
  process.stdout.write(`
lifecycle ${lifecycle.id}: ${explored.situations.length} configurations (${configurations.join(', ')}), ${explored.asked} (configuration, type) asked, ${explored.fitting} fit
  ${explored.judged} judgements of the truth tables: ${explored.taken} taken, ${explored.refused} refused; ${explored.arrows.size} of ${machine.arrows.length} transitions, ${explored.refusals.size} of ${refusals.length} (transition, rule) refusals
  ${compared.cells} cells of the oracle, ${compared.happenings} bodies in them, ${readings.length} readings of ambiguities; ${covered.happenings} bodies over ${everyProfile.length} profiles
  by real transitions: ${covered.arrows.size} transitions taken, ${asked.length - Object.keys(neverRefused).length - longer.length} of ${asked.length} refusals met; ${seconds.toFixed(1)} s of CPU
`);
  expect(explored.situations.length).toBeLessThanOrEqual(budget.configurations);
  expect(explored.judged).toBeLessThanOrEqual(budget.judgements);
  expect(compared.happenings + covered.happenings).toBeLessThanOrEqual(budget.bodies);
});

it('every reading and every exception cites an ambiguity that the oracle explains', () => {
  const explained = new Set(
    [...readFileSync(join(import.meta.dirname, 'table.ts'), 'utf8').matchAll(/^(A\d+)\s/gm)].map(([, id]) => id),
  );
  expect(readings.filter(({ ambiguity }) => !explained.has(ambiguity))).toEqual([]);
});
