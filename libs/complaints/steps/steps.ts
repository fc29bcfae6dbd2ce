/**
 * Every transition that a caller may ask for, in the order in which people read them. Whoever needs to know something
 * about a step takes it from here.
 */
import { type Sentences } from '../../platform/refusal.js';
import { activitySteps } from './activities.js';
import { closingSteps } from './closing.js';
import { consentSteps } from './consent.js';
import { departmentSteps } from './department.js';
import { deskSteps } from './desk.js';
import { earlyResolutionSteps } from './early-resolution.js';
import { extensionSteps } from './extensions.js';
import { filingSteps } from './filing.js';
import { intakeSteps } from './intake.js';
import { investigationSteps } from './investigation.js';
import { mediationSteps } from './mediation.js';
import { movingSteps } from './moving.js';
import { partySteps } from './parties.js';
import { privacySteps } from './privacy.js';
import { puttingRightSteps } from './putting-right.js';
import { recallSteps } from './recall.js';
import { recommendationSteps } from './recommendations.js';
import { registrationSteps } from './registration.js';
import { reviewSteps } from './reviews.js';
import { type ComplaintEventType } from '../../../event-schemas/complaint/events.js';
import { type Step } from './step.js';

const groups = [
  { title: { da: 'Før der er en sag', en: 'Before there is a case' }, steps: [...intakeSteps, ...registrationSteps] },
  {
    title: { da: 'Hurtig løsning og mægling', en: 'Early resolution and mediation' },
    steps: [...earlyResolutionSteps, ...mediationSteps],
  },
  {
    title: { da: 'Forelæggelse for forvaltningen', en: 'Referral to the department' },
    steps: [...departmentSteps, ...recallSteps],
  },
  { title: { da: 'Mere tid', en: 'More time' }, steps: extensionSteps },
  { title: { da: 'Samtykke', en: 'Consent' }, steps: consentSteps },
  { title: { da: 'Tilsyn og nærmere undersøgelse', en: 'Investigation' }, steps: investigationSteps },
  { title: { da: 'Besked, afslutning og genåbning', en: 'Telling, closing and reopening' }, steps: closingSteps },
  {
    title: { da: 'Ved siden af forløbet', en: 'Beside the lifecycle' },
    steps: [
      ...filingSteps,
      ...recommendationSteps,
      ...reviewSteps,
      ...deskSteps,
      ...partySteps,
      ...puttingRightSteps,
      ...movingSteps,
      ...privacySteps,
    ],
  },
  { title: { da: 'Uden for klager', en: 'Besides complaints' }, steps: activitySteps },
] as const;

type Declared = (typeof groups)[number]['steps'][number];
type BodyOf<Declaration> = Declaration extends { readonly body: new () => infer Body } ? Body : never;
export type CommandName = Declared['name'];
/** The body of each request by its step. */
export type Commands = { [Declaration in Declared as Declaration['name']]: BodyOf<Declaration> };
/** A step by its name. */
type Steps = {
  readonly [Name in CommandName]: Step<Name, Commands[Name], ComplaintEventType>;
};

/** The steps by the part of the work they belong to. */
export const stepGroups: readonly { readonly title: Sentences; readonly steps: readonly Steps[CommandName][] }[] =
  groups;
export const steps = Object.fromEntries(
  groups.flatMap((group) => group.steps.map((step) => [step.name, step])),
) as unknown as Steps;
export const commandNames = Object.keys(steps) as readonly CommandName[];
export const isCommandName = (name: string): name is CommandName => Object.hasOwn(steps, name);

const byEvent = new Map(commandNames.flatMap((name) => steps[name].proposes.map((type) => [type, name] as const)));
/** The step that leads to events of this type. */
export const stepBehind = (type: ComplaintEventType): CommandName => byEvent.get(type)!;
