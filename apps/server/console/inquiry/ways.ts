/** What a talk can come to, as the steps that are taken for it one after the other, and the form that asks for them. */
import { fieldsOf } from '../../../../libs/complaints/steps/fields.js';
import { steps, type CommandName } from '../../../../libs/complaints/steps/steps.js';
import { type ExplainedStep } from '../../../../libs/complaints/views/explain.js';
import { type Refusal } from '../../../../libs/platform/refusal.js';
import { bodyFrom, typedText, type Typed } from '../steps/read-form.js';

/** One step of several. The part that another of them records is known only then. */
export interface Planned {
  readonly name: CommandName;
  readonly body: Readonly<Record<string, unknown>>;
  readonly ofNewPart?: true;
  /** What the names of its fields begin with; left out: the step. */
  readonly within?: string;
}

/** Null: what is typed is the body. */
type Way = readonly (readonly [name: CommandName, body: object | null])[];
/** By what the button says. */
const ways = {
  keep: [],
  guide: [['GiveGuidance', null]],
  guidance: [
    ['GiveGuidance', null],
    ['EndWithoutCase', {}],
  ],
  dialogue: [
    ['CompleteIntake', {}],
    ['GuideBack', null],
  ],
  agree: [['AgreeRegistration', null]],
  elsewhere: [['DirectElsewhere', null]],
  suggestion: [
    ['RecordSuggestion', null],
    ['ForwardSuggestion', { withName: false }],
  ],
  tried: [['RecordDialogue', null]],
  unable: [['AttestUnable', null]],
  waive: [['WaiveAgeLimit', null]],
  reject: [['RejectInquiry', {}]],
  gone: [['EndWithoutCase', { outcome: 'abandoned' }]],
  register: [['RegisterCase', null]],
} as const satisfies Readonly<Record<string, Way>>;
export type WayName = keyof typeof ways;
export const isWay = (name: string): name is WayName => Object.hasOwn(ways, name);
/** Where one goes from there: most lead to what is kept of the talk. */
export const leadsTo = { agree: 'register', register: 'case' } as const satisfies Partial<Record<WayName, string>>;

/** The steps of the boxes, in the order of the page. */
export const contactStep = 'ReceiveInquiry';
export const partStep = 'RecordPart';
export const remitStep = 'AssessRemit';
export const registerStep = 'RegisterCase';
/** What the names of the fields begin with that say whether the office can examine one part more. */
export const ofOneMore = 'OneMore.';
const agreeStep = 'AgreeRegistration';
/** Seldom ones, each behind a line of its own. */
export const others = ['suggestion', 'elsewhere', 'tried', 'unable', 'waive', 'reject', 'gone'] as const;
/** The step whose fields a way asks for; undefined: its button is all there is to it. */
export const askedStep = (way: WayName): CommandName | undefined =>
  (ways[way] as Way).find(([, body]) => body === null)?.[0];

/** Before there is a case nothing is asked for that could tell who somebody is (H16). */
export const neverHere: readonly string[] = ['text', 'namesNobody', 'solved'];

/** What an office's rules have no place for. */
const absent: readonly string[] = ['NOT_IN_PROFILE', 'EXCEPTION_NOT_IN_PROFILE'];
const openTo = (explained: readonly ExplainedStep[], name: CommandName): boolean =>
  explained.some((step) => step.name === name && !step.refusals.some(({ code }) => absent.includes(code)));
/** A way is there where the view knows one of its steps, now or after the first of them. */
export const hasWay = (explained: readonly ExplainedStep[], way: WayName): boolean =>
  (ways[way] as Way).some(([name]) => openTo(explained, name));
/** Whether it is about a part that has been recorded. */
export const isAboutPart = (way: WayName): boolean => {
  const step = askedStep(way);
  return step !== undefined && [...fieldsOf(steps[step].body).values()].some(({ kind }) => kind === 'Part');
};
/** The talk goes on as long as something can come of it. */
export const goesOn = (explained: readonly ExplainedStep[]): boolean =>
  (['guidance', 'dialogue', 'gone'] as const).some((way) => hasWay(explained, way));
/** Why what the box is about cannot be done, where that is the office's own rule. */
export const whyNot = (explained: readonly ExplainedStep[], way: WayName): readonly Refusal[] =>
  explained
    .filter(({ name }) => (ways[way] as Way).some(([own]) => own === name))
    .flatMap(({ refusals }) => refusals.filter(({ code }) => absent.includes(code)));

/**
 * What the form asks for: what is typed of the contact and a part is taken first, then the way.
 * @param isNew nothing is kept yet
 */
export function planOf(
  typed: Typed,
  way: WayName,
  { isNew, explained }: { readonly isNew: boolean; readonly explained: readonly ExplainedStep[] },
): readonly Planned[] {
  const from = (name: CommandName, within = `${name}.`): Planned => ({
    name,
    body: bodyFrom(steps[name].body, typed, within),
  });
  const says = (path: string): boolean => typedText(typed, path) !== '';
  const hasPart = says(`${partStep}.topic`) || says(`${partStep}.department`);
  const part = from(partStep);
  const remit = from(remitStep);
  return [
    ...(isNew ? [from(contactStep)] : []),
    ...(hasPart ? [part] : []),
    ...(hasPart && says(`${ofOneMore}admissible`)
      ? [{ ...from(remitStep, ofOneMore), ofNewPart: true as const, within: ofOneMore }]
      : []),
    ...(says(`${remitStep}.admissible`)
      ? [hasPart && remit.body['part'] === undefined ? { ...remit, ofNewPart: true as const } : remit]
      : []),
    ...(ways[way] as Way)
      // What only leads to the step that is meant is left out where one stands there already.
      .filter(([name, body], index, all) => body === null || index === all.length - 1 || openTo(explained, name))
      .filter(([name]) => name !== agreeStep || openTo(explained, name))
      .map(([name, body]) => (body === null ? from(name) : { name, body: { ...body } })),
  ];
}
