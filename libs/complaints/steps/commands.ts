/** The steps as requests: the class of each body, and which of them have a place where (contract.md, section 3). */
import { type Class } from './fields.js';
import { commandNames, steps, type CommandName, type Commands } from './steps.js';

export { commandNames, isCommandName, type CommandName, type Commands } from './steps.js';

export const commands = Object.fromEntries(commandNames.map((name) => [name, steps[name].body])) as unknown as {
  readonly [Name in CommandName]: Class<Commands[Name]>;
};

const those = (are: (step: (typeof steps)[CommandName]) => boolean): ReadonlySet<CommandName> =>
  new Set(commandNames.filter((name) => are(steps[name])));
export const phases = {
  /** Begin a complaint and have no predecessor. */
  starting: those(({ starting }) => starting),
  /** Have a place before registration; RegisterCase alone may name a person there. */
  preCaseToo: those(({ phase }) => phase === 'preCase'),
  /** A person may never send them. */
  systemOnly: those(({ phase }) => phase === 'reaction'),
} as const;
