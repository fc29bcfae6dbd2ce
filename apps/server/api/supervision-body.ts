/** The bodies of supervision: which looks are asked for, and what a judge has found. */
import { keyPatterns } from '../../../event-schemas/complaint/codes.js';
import { purposes } from '../../../libs/audit/access.js';
import { findings, type Finding } from '../../../libs/audit/supervised-looks.js';
import { fieldSentences, type FieldCode } from '../../../libs/complaints/steps/fields.js';
import { type AskedJudgement, type AskedLooks } from '../../../libs/complaints/views/supervision.js';
import { isReadable } from '../../../libs/platform/readable-text.js';
import { refused } from '../../../libs/platform/refused.js';
import { type FieldError } from '../../../libs/platform/refusal.js';
import { pageOf, readerOf } from './queries-of.js';

const member = new RegExp(keyPatterns.member, 'u');
const complaint = new RegExp(keyPatterns.complaint);
export const longestNote = 2000;

/** @throws Refused VALIDATION */
export function looksAskedIn(body: unknown): AskedLooks {
  const reader = readerOf(objectOf(body));
  const odd = reader.oneOf('odd', ['true', 'false']);
  const asked = {
    by: reader.text('by', member),
    complaint: reader.text('complaint', complaint),
    from: reader.date('from'),
    to: reader.date('to'),
    purpose: reader.oneOf('purpose', purposes),
    odd: odd === undefined ? undefined : odd === 'true',
    ...pageOf(reader),
  };
  reader.done();
  const { from, ...others } = asked;
  return from === undefined ? others : { ...others, from };
}

/** @throws Refused VALIDATION */
export function judgementOf(body: unknown): AskedJudgement {
  const { look, finding, note, ...others } = objectOf(body);
  const wrong = [
    ...(Number.isSafeInteger(look) && (look as number) > 0 ? [] : [error('look', look, 'NOT_IN_LIST')]),
    ...((findings as readonly unknown[]).includes(finding) ? [] : [error('finding', finding, 'NOT_IN_LIST')]),
    ...(note === undefined || (typeof note === 'string' && note.length <= longestNote && isReadable(note))
      ? []
      : [error('note', note, 'NOT_TEXT')]),
  ];
  readerOf(others).done(wrong);
  return { look: look as number, finding: finding as Finding, note: note as string | undefined };
}

const error = (field: string, value: unknown, code: FieldCode): FieldError => {
  const said = value === undefined ? 'MISSING' : code;
  return { field, code: said, sentences: fieldSentences[said] };
};

function objectOf(body: unknown): { readonly [name: string]: unknown } {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw refused('VALIDATION', 400, {
      errors: [{ field: '', code: 'NOT_AN_OBJECT', sentences: fieldSentences.NOT_AN_OBJECT }],
    });
  return body as { readonly [name: string]: unknown };
}
