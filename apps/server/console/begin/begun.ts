/** The steps that begin something without an inquiry, each of which has a page of its own. */
import { mayTake } from '../../../../libs/complaints/views/explain.js';
import { commandNames, steps, type CommandName } from '../../../../libs/complaints/steps/steps.js';
import { type Caller } from '../../../../libs/platform/caller.js';
import { contactStep } from '../inquiry/ways.js';

export const begunSteps: readonly CommandName[] = commandNames.filter(
  (name) => steps[name].starting && name !== contactStep,
);

export const begunFrom = (caller: Pick<Caller, 'roles'>) => ({
  all: begunSteps,
  own: begunSteps.filter((name) => mayTake(name, caller)),
});

/** Of what stands beside the complaints there is nothing more to be done. */
export const leadsToCase = (name: CommandName): boolean => steps[name].address === null;
