import { commands, type CommandName } from '../../../libs/complaints/steps/commands.js';
import { schemaOf } from '../../../libs/complaints/steps/body-schema.js';
import { fieldErrors } from '../../../libs/complaints/steps/validate-body.js';
import { BootRefused } from '../../../libs/platform/boot-refused.js';

/** What stands against a body: by validation, and whether the schema, which accepts before it, closes its fields. */
export interface BodyChecks {
  readonly errorsOf: (name: CommandName, body: object) => readonly { readonly code: string }[];
  readonly schemaOf: (name: CommandName) => { readonly additionalProperties?: unknown };
}

/**
 * Every step refuses a field that it does not declare. Asked of the validation itself and not of its options:
 * class-validator's `forbidNonWhitelisted` does nothing without `whitelist`, and says nothing of it (promises.md,
 * section 4). The schemas are read and not compiled: that would be a sixth of a start.
 * @throws BootRefused
 */
export function refuseLaxBodies(checks: BodyChecks = { errorsOf: fieldErrors, schemaOf }): void {
  for (const name of Object.keys(commands) as CommandName[]) {
    const isSaid = checks.errorsOf(name, { aFieldThatNoStepHas: true }).some(({ code }) => code === 'UNKNOWN_FIELD');
    if (!isSaid || checks.schemaOf(name).additionalProperties !== false)
      throw new BootRefused(
        `The step ${name} takes a field that it does not declare, so what a client invents would be stored. This program was built wrongly: install it anew.`,
      );
  }
}
