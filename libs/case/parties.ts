/**
 * Who a case is about and who stands beside them. What they are called and where they live is in the events; here is
 * which events those are, how long each is a party, and to whom letters go.
 */
import { registeredParties, type PartyRole } from '../../event-schemas/complaint/codes.js';
import { type ComplaintData } from '../../event-schemas/complaint/events.js';
import { type LocalDate } from '../policy/calendar.js';
import { type Letter } from './case-parts.js';
import { type CaseState } from './case-state.js';
import { changed, type Folds } from './change.js';

export interface Party {
  readonly id: string;
  readonly role: PartyRole;
  readonly from: LocalDate;
  /** The last day: of a representative's authority, or the one on which the party ended. */
  readonly until: LocalDate | null;
  /** Why it ended before that. */
  readonly ended?: string;
  /** The event that ended it. */
  readonly endedBy?: number;
  /** What a representative acts by. */
  readonly authority?: string;
  /** The letters to the citizen go to this party as well. */
  readonly lettersTo: boolean;
  /** The events that hold the person: what stands in a later one goes before what stands in an earlier. */
  readonly heldBy: readonly number[];
  /** Those that hold somebody else, taken for this person by mistake: of one stranger after the other. */
  readonly mistaken?: readonly (readonly number[])[];
}

/** Those a registration names. Whoever complains gets the letters; a representative, where they are added for that. */
export function partiesNamed(
  { representative, authority }: ComplaintData['CaseRegistered'],
  revision: number,
  from: LocalDate,
): readonly Party[] {
  const named = { from, until: null, heldBy: [revision] };
  return [
    { id: registeredParties.complainant, role: 'complainant', ...named, lettersTo: true },
    ...(representative === undefined
      ? []
      : [
          {
            id: registeredParties.representative,
            role: 'representative' as const,
            ...named,
            ...(authority === undefined ? {} : { authority }),
            lettersTo: false,
          },
        ]),
  ];
}

export const parties: Folds<'PartyAdded' | 'PartyUpdated' | 'PartyEnded'> = {
  PartyAdded: (caseState, { party: id, role, authority, until, lettersTo }, { revision }, from) => ({
    parties: [
      ...caseState.parties,
      {
        id,
        role,
        from,
        until: until ?? null,
        ...(authority === undefined ? {} : { authority }),
        lettersTo,
        heldBy: [revision],
      },
    ],
  }),
  PartyUpdated: (caseState, { party: id, reason }, { revision }) => ({
    parties: changed(caseState.parties, isParty(id), (party) =>
      reason === 'wrongPerson'
        ? { ...party, heldBy: [revision], mistaken: [...(party.mistaken ?? []), party.heldBy] }
        : { ...party, heldBy: [...party.heldBy, revision] },
    ),
  }),
  PartyEnded: (caseState, { party: id, reason }, { revision }, until) => ({
    parties: changed(caseState.parties, isParty(id), { until, ended: reason, endedBy: revision }),
  }),
};

const isParty =
  (id: string) =>
  (party: Party): boolean =>
    party.id === id;

export const complainantOf = ({ parties: all }: Pick<CaseState, 'parties'>): Party | undefined =>
  all.find(isParty(registeredParties.complainant));

/**
 * The event that named the one who complains now, where another was taken for them until then: what was written, filed
 * and sent before it was that person's. 0 where nobody was.
 */
export function namedSince(caseState: Pick<CaseState, 'parties'>): number {
  const complainant = complainantOf(caseState);
  return complainant?.mistaken === undefined ? 0 : complainant.heldBy[0]!;
}

/** The other party that a letter went to. */
export const partyOf = (
  { party: id }: Pick<Letter, 'party'>,
  { parties: all }: Pick<CaseState, 'parties'>,
): Party | undefined => all.find((party) => party.id === id);

/** Ended by a step, or by the day that was said when it began. */
export const hasEnded = ({ ended, until }: Party, today: LocalDate): boolean =>
  ended !== undefined || (until !== null && until < today);

/** As it was before what came later than this event, the stranger who was taken for the person included. */
export const asKnownAt = (party: Party, revision: number): Party => {
  const held = [...(party.mistaken ?? []), party.heldBy].findLast(([first]) => first! <= revision) ?? [];
  return { ...party, heldBy: held.filter((each) => each <= revision) };
};

/** A representative without an authority gets no letter; whoever complains gets each, the estate after their death. */
export const getsLetters = (party: Party, today: LocalDate): boolean =>
  party.role === 'complainant' ||
  (party.lettersTo && !hasEnded(party, today) && (party.role !== 'representative' || party.authority !== undefined));

type Addressee = Party & { readonly role: Exclude<PartyRole, 'complainant'> };
/** Whom a letter to the citizen goes to besides: the one place that says so. */
export const addressees = ({ parties: all }: Pick<CaseState, 'parties'>, today: LocalDate): readonly Addressee[] =>
  all.filter((party): party is Addressee => party.role !== 'complainant' && getsLetters(party, today));

/** Who speaks for the citizen that day, by an authority. */
export const representativeOn = ({ parties: all }: Pick<CaseState, 'parties'>, today: LocalDate): Party | undefined =>
  all.findLast((party) => party.authority !== undefined && !hasEnded(party, today));

/**
 * The events that hold a person who has nothing to do with the case: somebody else than the party, or one that never
 * was a party. Whoever reads the case as a party of it, or by right of access, reads none of them.
 */
export const strangersIn = ({ parties: all }: Pick<CaseState, 'parties'>): ReadonlySet<number> =>
  new Set(
    all.flatMap(({ mistaken = [], ended, heldBy }) => [...mistaken.flat(), ...(ended === 'mistake' ? heldBy : [])]),
  );
