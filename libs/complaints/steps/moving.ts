import { moveReasons } from '../../../event-schemas/complaint/codes.js';
import { type CaseState } from '../../case/case-state.js';
import { type Profile } from '../../policy/profile.js';
import { isListed } from './facts.js';
import { IsCoded, IsLifecycle, IsProfile, MayBeLeftOut } from './fields.js';
import { InvalidField, stepOf } from './step.js';

/**
 * The lifecycle moves forward only, to the newest; the profile to any version that is there (docs/decisions/0022). What
 * is left out stays, but for the lifecycle: a step is always one of the newest.
 */
export class MoveCase {
  @MayBeLeftOut() @IsLifecycle() readonly lifecycle?: string;
  @MayBeLeftOut() @IsProfile() readonly profile?: string;
  @IsCoded(moveReasons) readonly reason!: (typeof moveReasons)[number];
}
export const moveCase = stepOf(MoveCase)({
  name: 'MoveCase',
  title: { da: 'Flyt sagen til andre regler', en: 'Move the case to other rules' },
  phase: 'preCase',
  proposes: ['CaseMoved'],
  decide: ({ lifecycle, profile: id, reason }, { lifecycle: newest, caseState, state, profile, profileNamed }) => {
    if (lifecycle !== undefined && lifecycle !== newest) throw new NotNewest(newest);
    const next = id === undefined || id === profile.id ? profile : profileNamed?.(id);
    if (!next) throw new UnknownProfile();
    return {
      type: 'CaseMoved',
      data: {
        lifecycle: newest,
        profile: next.id,
        profileHash: next.hash,
        reason,
        facts: {
          state: knowsState(next, state) ? 'fits' : 'doesNot',
          grounds: caseState.parts.every(({ ground }) => ground === undefined || isListed(ground, next))
            ? 'listed'
            : 'notListed',
          complainant: takesComplainant(next, caseState) ? 'eligible' : 'notEligible',
        },
      },
    };
  },
  sample: () => ({ reason: 'officeDecision' }),
  rebuild: ({ data: { lifecycle, profile, reason } }) => ({ lifecycle, profile, reason }),
});

class NotNewest extends InvalidField {
  override readonly name = 'NotNewest';
  constructor(newest: string) {
    super('lifecycle', 'NOT_NEWEST', {
      da: `En sag kan kun flyttes til det nyeste forløb, ${newest}.`,
      en: `A complaint can be moved to the newest lifecycle only, ${newest}.`,
    });
  }
}

class UnknownProfile extends InvalidField {
  override readonly name = 'UnknownProfile';
  constructor() {
    super('profile', 'UNKNOWN_PROFILE', {
      da: 'Der er ingen regler af det navn her.',
      en: 'There is no profile of that name here.',
    });
  }
}

/** A state that only some profiles lead to has to be one of this. */
function knowsState({ settings }: Profile, state: string): boolean {
  if (state === 'dialogueCheck') return settings.dialogue.value !== 'none';
  if (state === 'guidance') return settings.anonymousGuidance.value !== 'no';
  if (state === 'mediation') return settings.mediation.value !== null;
  if (state.startsWith('earlyResolution.')) return settings.earlyResolution.value;
  if (state === 'awaitingConsent') return settings.consent.value;
  return true;
}

const takesComplainant = ({ settings }: Profile, { registeredAt, ownInitiative, received }: CaseState): boolean =>
  registeredAt === null ||
  ownInitiative !== null ||
  received === null ||
  (settings.complainants.value as readonly string[]).includes(received.complainantType);

export const movingSteps = [moveCase] as const;
