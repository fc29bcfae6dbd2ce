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
  'CorrectRecord',
];

export const isSeldom = ({ name, group }: ExplainedStep): boolean => group === 'records' && !daily.includes(name);

/** Steps that have a page of their own: what they are about is looked for there first. */
export const pagesOfSteps: { readonly [Name in CommandName]?: string } = {};
