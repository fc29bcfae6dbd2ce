/**
 * The codes that are drawn from. Written out, so that the simulation needs no class of a request, and held to the
 * contract's own lists by their types.
 */
import { type Commands } from '../complaints/steps/commands.js';

type Code<Name extends keyof Commands, Field extends keyof Commands[Name]> = readonly Commands[Name][Field][];
export const guidanceCodes = [
  'howToComplain',
  'understandDecision',
  'dialogue',
  'whereToComplain',
  'rights',
  'representation',
  'discrimination',
  'meetingSupport',
] as const satisfies Commands['GiveGuidance']['codes'];
export const offers = [
  'dialogueHelp',
  'mediation',
  'meetingSupport',
] as const satisfies Commands['GuideBack']['offered'];
export const inabilities = [
  'communicationImpairment',
  'illness',
  'language',
  'conflict',
  'other',
] as const satisfies Code<'AttestUnable', 'reason'>;
export const principleReasons = ['affectsMany', 'templateFault', 'unclearLaw', 'systemFault'] as const satisfies Code<
  'FlagPrincipled',
  'reason'
>;
export const waiverReasons = [
  'citizenPrevented',
  'continuingEffect',
  'publicInterest',
  'lateKnowledge',
] as const satisfies Code<'WaiveAgeLimit', 'reason'>;
export const contactOutcomes = ['offer', 'noSolution', 'noReply', 'explained'] as const satisfies Code<
  'RecordContact',
  'outcome'
>;
export const modes = ['flexible', 'written'] as const satisfies Code<'StartEarlyResolution', 'mode'>;
export const levels = ['low', 'medium', 'high'] as const;
