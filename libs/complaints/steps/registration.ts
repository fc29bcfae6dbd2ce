import { firstDepartment, firstPart, sampleText } from './bodies.js';
import {
  offers,
  inabilities,
  waiverReasons,
  principleReasons,
  authorities,
} from '../../../event-schemas/complaint/codes.js';
import { admissibleParts } from '../../case/case-state.js';
import { ageLimitKept, dialogueAbout, admissibility, monthOf, partOf, yes } from './facts.js';
import {
  HasHappened,
  IsCoded,
  IsCpr,
  IsCvr,
  IsDate,
  IsDepartment,
  IsFlag,
  IsList,
  IsPart,
  IsPerson,
  IsText,
  MayBeLeftOut,
} from './fields.js';
import { stepOf } from './step.js';

export class GuideBack {
  @IsList() @IsCoded(offers, { each: true }) readonly offered!: readonly (typeof offers)[number][];
}
export const guideBack = stepOf(GuideBack)({
  name: 'GuideBack',
  title: { da: 'Henvis tilbage til dialog', en: 'Guide back to dialogue' },
  phase: 'preCase',
  proposes: ['GuidedBack'],
  decide: ({ offered }, { caseState, profile }) => {
    const dialogue = dialogueAbout(admissibleParts(caseState), caseState, profile);
    return {
      type: 'GuidedBack',
      data: {
        offered: [...offered],
        facts: {
          inProfile: yes(dialogue !== 'notRequired'),
          dialogue: dialogue === 'notRequired' ? 'exhausted' : dialogue,
        },
      },
    };
  },
  sample: () => ({ offered: ['dialogueHelp'] }),
  rebuild: ({ data: { offered } }) => ({ offered }),
});

export class RecordDialogue {
  @IsDepartment() readonly department!: string;
  @IsFlag() readonly departmentHadOpportunity!: boolean;
  @MayBeLeftOut() @IsFlag() readonly answered?: boolean;
  @MayBeLeftOut() @HasHappened() @IsDate() readonly askedOn?: string;
  @MayBeLeftOut() @IsFlag() readonly moreOptionsSeen?: boolean;
}
export const recordDialogue = stepOf(RecordDialogue)({
  name: 'RecordDialogue',
  title: { da: 'Registrér dialog med en forvaltning', en: 'Record dialogue with a department' },
  phase: 'preCase',
  proposes: ['DialogueRecorded'],
  decide: ({ department, departmentHadOpportunity, answered, askedOn, moreOptionsSeen }, { profile }) => ({
    type: 'DialogueRecorded',
    data: {
      department,
      departmentHadOpportunity,
      answered,
      askedOn: askedOn && monthOf(askedOn),
      moreOptionsSeen,
      facts: { inProfile: yes(profile.settings.dialogue.value !== 'none') },
    },
  }),
  sample: ({ caseState }) => ({
    department: firstDepartment(caseState),
    departmentHadOpportunity: true,
    answered: true,
  }),
  rebuild: ({ data: { department, departmentHadOpportunity, answered, askedOn, moreOptionsSeen } }) => ({
    department,
    departmentHadOpportunity,
    answered,
    askedOn,
    moreOptionsSeen,
  }),
});

export class AttestUnable {
  @IsCoded(inabilities) readonly reason!: (typeof inabilities)[number];
}
export const attestUnable = stepOf(AttestUnable)({
  name: 'AttestUnable',
  title: {
    da: 'Bekræft, at borgeren ikke selv kan føre dialogen',
    en: 'Attest that the citizen cannot conduct the dialogue',
  },
  phase: 'preCase',
  reasonAskedBy: ['K6'],
  proposes: ['InabilityAttested'],
  decide: ({ reason }, { profile }) => ({
    type: 'InabilityAttested',
    data: { reason, facts: { inProfile: yes(profile.settings.exceptionUnable.value) } },
  }),
  sample: () => ({ reason: 'other' }),
  rebuild: ({ data: { reason } }) => ({ reason }),
});

export class AgreeRegistration {
  @IsFlag() readonly citizen!: boolean;
  @IsFlag() readonly adviser!: boolean;
}
export const agreeRegistration = stepOf(AgreeRegistration)({
  name: 'AgreeRegistration',
  title: { da: 'Registrér enighed om at oprette en sag', en: 'Record the agreement to register a case' },
  phase: 'preCase',
  proposes: ['RegistrationAgreed'],
  decide: ({ citizen, adviser }, { profile }) => ({
    type: 'RegistrationAgreed',
    data: { citizen, adviser, facts: { inProfile: yes(profile.settings.agreement.value) } },
  }),
  sample: () => ({ citizen: true, adviser: true }),
  rebuild: ({ data: { citizen, adviser } }) => ({ citizen, adviser }),
});

export class WaiveAgeLimit {
  @IsPart() readonly part!: string;
  @IsCoded(waiverReasons) readonly reason!: (typeof waiverReasons)[number];
}
export const waiveAgeLimit = stepOf(WaiveAgeLimit)({
  name: 'WaiveAgeLimit',
  title: { da: 'Se bort fra fristen', en: 'Waive the age limit' },
  phase: 'preCase',
  reasonAskedBy: ['H29'],
  proposes: ['AgeLimitWaived'],
  decide: ({ part: id, reason }, { caseState, profile }) => {
    const part = partOf(caseState, id);
    return {
      type: 'AgeLimitWaived',
      data: {
        part: id,
        reason,
        facts: {
          inProfile: yes(profile.settings.ageLimit.value?.waivable === true),
          ageLimit: part.ageLimit?.exceeded && !part.waived ? 'exceeded' : 'notExceeded',
        },
      },
    };
  },
  sample: ({ caseState }) => ({
    part: firstPart(caseState, ({ ageLimit, waived }) => ageLimit?.exceeded === true && !waived),
    reason: 'citizenPrevented',
  }),
  rebuild: ({ data: { part, reason } }) => ({ part, reason }),
});

export class FlagPrincipled {
  @IsCoded(principleReasons) readonly reason!: (typeof principleReasons)[number];
}
export const flagPrincipled = stepOf(FlagPrincipled)({
  name: 'FlagPrincipled',
  title: { da: 'Markér klagen som principiel', en: 'Flag the complaint as one of principle' },
  phase: 'preCase',
  reasonAskedBy: ['K19'],
  proposes: ['PrincipleFlagged'],
  decide: ({ reason }, { profile }) => ({
    type: 'PrincipleFlagged',
    data: { reason, facts: { inProfile: yes(profile.settings.exceptionPrinciple.value) } },
  }),
  sample: () => ({ reason: 'affectsMany' }),
  rebuild: ({ data: { reason } }) => ({ reason }),
});

export class Complainant {
  @IsText() readonly name!: string;
  @MayBeLeftOut() @IsCpr() readonly cpr?: string;
  @MayBeLeftOut() @IsCvr() readonly cvr?: string;
  @MayBeLeftOut() @IsText() readonly address?: string;
  @MayBeLeftOut() @IsText() readonly email?: string;
  @MayBeLeftOut() @IsText() readonly phone?: string;
}

export class Representative {
  @IsText() readonly name!: string;
  @IsCoded(authorities) readonly authority!: (typeof authorities)[number];
}

export class RegisterCase {
  @IsPerson(() => Complainant) readonly complainant!: Complainant;
  @IsText() readonly summary!: string;
  @MayBeLeftOut() @IsList() @IsPart({ each: true }) readonly parts?: readonly string[];
  @MayBeLeftOut() @IsPerson(() => Representative) readonly representative?: Representative;
}
export const registerCase = stepOf(RegisterCase)({
  name: 'RegisterCase',
  title: { da: 'Opret sag', en: 'Register the case' },
  phase: 'preCase',
  proposes: ['CaseRegistered'],
  decide: ({ complainant, summary, parts, representative }, { caseState, profile }) => {
    const chosen = parts ?? admissibleParts(caseState).map(({ id }) => id);
    const named = chosen.map((id) => partOf(caseState, id, 'parts'));
    const type = caseState.received?.complainantType ?? 'citizen';
    const { complainants, representatives, agreement } = profile.settings;
    const authority = representative?.authority;
    return {
      type: 'CaseRegistered',
      data: {
        parts: [...chosen],
        complainantType: type as 'citizen',
        complainant: { ...complainant },
        summary,
        representative: representative && { name: representative.name },
        authority,
        facts: {
          parts: admissibility(chosen, caseState),
          complainant: complainants.value.some((entry) => entry === type) ? 'eligible' : 'notEligible',
          representative:
            authority === undefined ? 'none' : representatives.value.includes(authority) ? 'accepted' : 'notAccepted',
          dialogue: dialogueAbout(named.length > 0 ? named : caseState.parts, caseState, profile),
          agreement: !agreement.value
            ? 'notRequired'
            : caseState.agreement?.citizen && caseState.agreement.adviser
              ? 'given'
              : 'missing',
          ageLimit: ageLimitKept(named),
        },
      },
    };
  },
  sample: () => ({ complainant: { name: sampleText }, summary: sampleText }),
  others: ({ caseState }) =>
    admissibleParts(caseState).map(({ id }) => ({
      complainant: { name: sampleText },
      summary: sampleText,
      parts: [id],
    })),
  rebuild: ({ data: { parts, authority } }, text) => ({
    complainant: { name: text },
    summary: text,
    parts,
    representative: authority === undefined ? undefined : { name: text, authority },
  }),
});

export const registrationSteps = [
  guideBack,
  recordDialogue,
  attestUnable,
  agreeRegistration,
  waiveAgeLimit,
  flagPrincipled,
  registerCase,
] as const;
