/** Where a step stands on the case page, or beside it. */
import { type CommandName } from '../../../../libs/complaints/steps/steps.js';
import { type ExplainedStep } from '../../../../libs/complaints/views/explain.js';

/** Of the steps that move nothing these are taken day by day; the others stand behind one more line. */
const daily: readonly CommandName[] = [
  'RecordNote',
  'FileDocument',
  'SendReply',
  'NotifyCitizen',
  'Acknowledge',
  'ForwardAnswerToCitizen',
  'GiveConsent',
  'ExtendDeadline',
  'AssignCase',
  'DeclareConflict',
  'CorrectRecord',
];

export const isSeldom = ({ name, group }: ExplainedStep): boolean => group === 'records' && !daily.includes(name);

/** Steps that are weighed on a page where what both sides say stands beside them. */
export const weighedSteps: readonly CommandName[] = [
  'OpenInvestigation',
  'DeclineInvestigation',
  'ChangeScope',
  'RecordOutcome',
  'Conclude',
  'FlagPrincipled',
  'RequestReview',
  'RecordReview',
  'DeclareConflict',
];
/** Steps about what is kept of people, on the page that says what that is. */
export const privacySteps: readonly CommandName[] = [
  'RequestErasure',
  'DecideErasure',
  'PlaceHold',
  'LiftHold',
  'ShredKeys',
];

/** It is about one event of the case, and asks for the fields of that one alone. */
export const correctStep: CommandName = 'CorrectRecord';

/** Its fields are what is said of a person. */
export const partyStep: CommandName = 'AddParty';

/** Steps that have a page of their own: what they are about is looked for there first. */
export const pagesOfSteps: { readonly [Name in CommandName]?: string } = { CorrectRecord: 'record' };

/** The step that is taken in each case of a pile that is handed over. */
export const handingOver = 'AssignCase' satisfies CommandName;
