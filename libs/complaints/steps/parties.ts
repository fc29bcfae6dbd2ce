/** Who is a party to the case: what is known of them changes, they come and they go. */
import {
  addedRoles,
  authorities,
  partyChanges,
  partyChannels,
  partyEndings,
} from '../../../event-schemas/complaint/codes.js';
import { type CaseState } from '../../case/case-state.js';
import { hasEnded, type Party } from '../../case/parties.js';
import { type LocalDate } from '../../policy/calendar.js';
import { sampleText } from './bodies.js';
import { AlreadyOver } from './desk.js';
import { yes } from './facts.js';
import {
  fieldSentences,
  IsCoded,
  IsCpr,
  IsCvr,
  IsDate,
  IsFlag,
  IsReference,
  IsText,
  MayBeLeftOut,
  NeededWhen,
  OnlyWhen,
} from './fields.js';
import { InvalidField, stepOf, UnknownReference } from './step.js';

export class AddParty {
  @IsCoded(addedRoles) readonly role!: (typeof addedRoles)[number];
  @IsText() readonly name!: string;
  @MayBeLeftOut() @IsCpr() readonly cpr?: string;
  @MayBeLeftOut() @IsCvr() readonly cvr?: string;
  @MayBeLeftOut() @IsText() readonly address?: string;
  @MayBeLeftOut() @IsText() readonly email?: string;
  @MayBeLeftOut() @IsText() readonly phone?: string;
  @MayBeLeftOut() @IsText() readonly language?: string;
  @MayBeLeftOut() @IsFlag() readonly interpreter?: boolean;
  @MayBeLeftOut() @IsCoded(partyChannels) readonly channel?: (typeof partyChannels)[number];
  @MayBeLeftOut() @IsFlag() readonly exempt?: boolean;
  @MayBeLeftOut()
  @OnlyWhen({ role: 'representative' })
  @IsCoded(authorities)
  readonly authority?: (typeof authorities)[number];
  @MayBeLeftOut() @OnlyWhen({ role: 'representative' }) @IsDate() readonly until?: string;
  @IsFlag() readonly lettersTo!: boolean;
}
export const addParty = stepOf(AddParty)({
  name: 'AddParty',
  title: { da: 'Tilføj en part', en: 'Add a party' },
  phase: 'case',
  proposes: ['PartyAdded'],
  decide: ({ role, authority, until, lettersTo, ...person }, { caseState, profile, today }) => {
    if (until !== undefined && until < today) throw new AlreadyOver('until');
    const accepted = profile.settings.representatives.value;
    return {
      type: 'PartyAdded',
      data: {
        party: `P${caseState.parties.filter(({ id }) => id.startsWith('P')).length + 1}`,
        role,
        person,
        authority,
        until,
        lettersTo,
        facts: {
          authorisation: authority === undefined ? 'none' : accepted.includes(authority) ? 'accepted' : 'notAccepted',
        },
      },
    };
  },
  sample: () => ({ role: 'relative', name: sampleText, lettersTo: false }),
  rebuild: ({ data: { role, authority, until, lettersTo } }, text) => ({
    role,
    name: text,
    authority,
    until,
    lettersTo,
  }),
});

export class UpdateParty {
  @IsReference() readonly party!: string;
  @NeededWhen({ reason: 'wrongPerson' }) @IsText() readonly name?: string;
  @MayBeLeftOut() @IsText() readonly address?: string;
  @MayBeLeftOut() @IsText() readonly email?: string;
  @MayBeLeftOut() @IsText() readonly phone?: string;
  @MayBeLeftOut() @IsCpr() readonly cpr?: string;
  @MayBeLeftOut() @IsCvr() readonly cvr?: string;
  @MayBeLeftOut() @IsText() readonly language?: string;
  @MayBeLeftOut() @IsFlag() readonly interpreter?: boolean;
  @MayBeLeftOut() @IsCoded(partyChannels) readonly channel?: (typeof partyChannels)[number];
  @MayBeLeftOut() @IsFlag() readonly exempt?: boolean;
  @IsCoded(partyChanges) readonly reason!: (typeof partyChanges)[number];
}
export const updateParty = stepOf(UpdateParty)({
  name: 'UpdateParty',
  title: { da: 'Ret oplysninger om en part', en: 'Update a party' },
  phase: 'case',
  proposes: ['PartyUpdated'],
  decide: ({ party: id, reason, ...person }, { caseState, today }) => {
    const party = partyNamed(id, caseState);
    if (Object.values(person).every((value) => value === undefined)) throw new NothingToUpdate();
    return { type: 'PartyUpdated', data: { party: id, person, reason, facts: standing(party, today) } };
  },
  sample: (at) => ({ party: someParty(at), name: sampleText, reason: 'misspelt' }),
  rebuild: ({ data: { party, reason } }, text) => ({ party, name: text, reason }),
});

export class EndParty {
  @IsReference() readonly party!: string;
  @IsCoded(partyEndings) readonly reason!: (typeof partyEndings)[number];
}
export const endParty = stepOf(EndParty)({
  name: 'EndParty',
  title: { da: 'Afslut en part', en: 'End a party' },
  phase: 'case',
  proposes: ['PartyEnded'],
  decide: ({ party: id, reason }, { caseState, today }) => {
    const party = partyNamed(id, caseState);
    const fits =
      party.role === 'complainant'
        ? reason === 'died'
        : reason !== 'authorityWithdrawn' || party.role === 'representative';
    if (!fits) throw new OtherEnding();
    return { type: 'PartyEnded', data: { party: id, reason, facts: standing(party, today) } };
  },
  sample: (at) => ({ party: someParty(at), reason: 'died' }),
  rebuild: ({ data: { party, reason } }) => ({ party, reason }),
});

function partyNamed(id: string, { parties }: CaseState): Party {
  const party = parties.find((each) => each.id === id);
  if (!party) throw new UnknownReference('party');
  return party;
}

const standing = (party: Party, today: LocalDate) => ({ stands: yes(!hasEnded(party, today)) });

const someParty = ({ caseState, today }: { readonly caseState: CaseState; readonly today: LocalDate }): string =>
  (caseState.parties.findLast((party) => !hasEnded(party, today)) ?? caseState.parties[0])?.id ?? 'C1';

class NothingToUpdate extends InvalidField {
  override readonly name = 'NothingToUpdate';
  constructor() {
    super('name', 'MISSING', fieldSentences.MISSING);
  }
}

/** A case does not go on without the one who complains; who never had an authority has none to lose. */
class OtherEnding extends InvalidField {
  override readonly name = 'OtherEnding';
  constructor() {
    super('reason', 'OTHER_ENDING', {
      da: 'Den grund passer ikke til parten. Er klageren en anden person, så ret parten; trækkes klagen tilbage, så afslut sagen.',
      en: 'That reason does not fit the party. If someone else complains, update the party; if the complaint is withdrawn, end the case.',
    });
  }
}

export const partySteps = [updateParty, addParty, endParty] as const;
