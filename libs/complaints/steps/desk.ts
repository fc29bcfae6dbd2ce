import { isLinked } from '../../case/desk.js';
import { ifAny } from './bodies.js';
import { complexities, linkKinds, priorities } from '../../../event-schemas/complaint/codes.js';
import {
  IsCoded,
  IsComplaint,
  IsDate,
  IsFlag,
  IsList,
  IsMember,
  IsMemberOrNull,
  IsText,
  MayBeLeftOut,
} from './fields.js';
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

export class SetHandling {
  @IsCoded(priorities) readonly priority!: (typeof priorities)[number];
  @IsCoded(complexities) readonly complexity!: (typeof complexities)[number];
  @IsFlag() readonly confidential!: boolean;
  @MayBeLeftOut() @IsText() readonly needs?: string;
  @MayBeLeftOut() @IsList({ min: 0 }) @IsMember({ each: true }) readonly readers?: readonly string[];
}
export const setHandling = stepOf(SetHandling)({
  name: 'SetHandling',
  title: { da: 'Bestem, hvordan sagen behandles', en: 'Set how the case is handled' },
  phase: 'case',
  proposes: ['HandlingSet'],
  decide: ({ priority, complexity, confidential, needs, readers }) => ({
    type: 'HandlingSet',
    data: { priority, complexity, confidential, needs, readers: readers && [...readers], facts: {} },
  }),
  sample: () => ({ priority: 'normal', complexity: 'simple', confidential: false }),
  rebuild: ({ data: { priority, complexity, confidential, needs, readers } }, text) => ({
    priority,
    complexity,
    confidential,
    needs: ifAny(needs, text),
    readers,
  }),
});

export class LinkCase {
  @IsComplaint() readonly to!: string;
  @IsCoded(linkKinds) readonly kind!: (typeof linkKinds)[number];
}
export const linkCase = stepOf(LinkCase)({
  name: 'LinkCase',
  title: { da: 'Forbind med en anden sag', en: 'Link to another case' },
  phase: 'case',
  proposes: ['CaseLinked'],
  decide: ({ to, kind }, { caseState, other }) => {
    const stands = isLinked(caseState, to, kind) || (other !== undefined && isLinked(other, caseState.stream, kind));
    return { type: 'CaseLinked', data: { to, kind, facts: { link: stands ? 'standing' : 'new' } } };
  },
  sample: () => ({ to: noCase, kind: 'related' }),
  rebuild: ({ data: { to, kind } }) => ({ to, kind }),
});

export class UnlinkCase {
  @IsComplaint() readonly to!: string;
  @IsCoded(linkKinds) readonly kind!: (typeof linkKinds)[number];
}
export const unlinkCase = stepOf(UnlinkCase)({
  name: 'UnlinkCase',
  title: { da: 'Fjern forbindelsen til en anden sag', en: 'Remove the link to another case' },
  phase: 'case',
  proposes: ['CaseUnlinked'],
  decide: ({ to, kind }, { caseState }) => ({
    type: 'CaseUnlinked',
    data: { to, kind, facts: { link: isLinked(caseState, to, kind) ? 'standing' : 'none' } },
  }),
  sample: ({ caseState }) => {
    const { to, kind } = caseState.links[0] ?? { to: noCase, kind: 'related' };
    return { to, kind: kind as UnlinkCase['kind'] };
  },
  rebuild: ({ data: { to, kind } }) => ({ to, kind }),
});
const noCase = '00000000-0000-4000-8000-000000000000';

/** The last day of something that has not begun. */
export class AlreadyOver extends InvalidField {
  override readonly name = 'AlreadyOver';
  constructor(field: string) {
    super(field, 'ALREADY_OVER', {
      da: 'Dagen er allerede gået.',
      en: 'The day is over already.',
    });
  }
}

export const deskSteps = [assignCase, setHandling, linkCase, unlinkCase] as const;
