import { IsDate, IsMemberOrNull, MayBeLeftOut } from './fields.js';
import { InvalidField, stepOf } from './step.js';

export class AssignCase {
  @IsMemberOrNull() readonly to!: string | null;
  @MayBeLeftOut() @IsDate() readonly until?: string;
}
export const assignCase = stepOf(AssignCase)({
  name: 'AssignCase',
  title: { da: 'Giv sagen til en medarbejder', en: 'Assign the case' },
  phase: 'preCase',
  proposes: ['CaseAssigned'],
  decide: ({ to, until }, { today }) => {
    if (until !== undefined && until < today) throw new AlreadyOver('until');
    return { type: 'CaseAssigned', data: { to, until, facts: {} } };
  },
  sample: () => ({ to: null }),
  rebuild: ({ data: { to, until } }) => ({ to, until }),
});

/** The last day of something that has not begun. */
class AlreadyOver extends InvalidField {
  override readonly name = 'AlreadyOver';
  constructor(field: string) {
    super(field, 'ALREADY_OVER', {
      da: 'Dagen er allerede gået.',
      en: 'The day is over already.',
    });
  }
}

export const deskSteps = [assignCase] as const;
