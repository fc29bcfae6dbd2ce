import { commands, type CommandName } from '../../../libs/complaints/steps/commands.js';
import { validateBody } from '../../../libs/complaints/steps/validate-body.js';
import { BootRefused } from '../../../libs/platform/boot-refused.js';
import { Refused } from '../../../libs/platform/refusal.js';

type Validate = (name: CommandName, body: unknown, context: { readonly beforeRegistration: boolean }) => unknown;

/**
 * Every step refuses a field that it does not declare. Asked of the validation itself and not of its options:
 * class-validator's `forbidNonWhitelisted` does nothing without `whitelist`, and says nothing of it (promises.md,
 * section 4).
 * @throws BootRefused
 */
export function refuseLaxBodies(validate: Validate = validateBody): void {
  for (const name of Object.keys(commands) as CommandName[]) {
    if (!refusesUnknownField(() => validate(name, { aFieldThatNoStepHas: true }, { beforeRegistration: false }))) {
      throw new BootRefused(
        `The step ${name} takes a field that it does not declare, so what a client invents would be stored. This program was built wrongly: install it anew.`,
      );
    }
  }
}

function refusesUnknownField(take: () => unknown): boolean {
  try {
    take();
    return false;
  } catch (error) {
    return error instanceof Refused && (error.details.errors ?? []).some(({ code }) => code === 'UNKNOWN_FIELD');
  }
}
