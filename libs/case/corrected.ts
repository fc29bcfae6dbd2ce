/**
 * What a history comes to once something in it was put right (docs/decisions/0023): a corrected event holds what it
 * should have held, a retracted one never was. The events themselves stay as they are.
 */
import { type ComplaintData, type ComplaintEvent } from '../../event-schemas/complaint/events.js';

type Correction = Extract<ComplaintEvent, { readonly type: 'InquiryRecordCorrected' | 'CaseRecordCorrected' }>;
type Retraction = Extract<ComplaintEvent, { readonly type: 'StepRetracted' }>;

export const isCorrection = (event: ComplaintEvent): event is Correction =>
  event.type === 'InquiryRecordCorrected' || event.type === 'CaseRecordCorrected';
export const isRetraction = (event: ComplaintEvent): event is Retraction => event.type === 'StepRetracted';
/** It changes what earlier events mean: whoever folds begins anew. */
export const putsRight = (event: ComplaintEvent): boolean => isCorrection(event) || isRetraction(event);

/** The fields of the corrected event as they should have been, personal ones as they came. */
export function correctedFields(data: ComplaintData['CaseRecordCorrected'] | ComplaintData['InquiryRecordCorrected']) {
  const { fields } = data;
  if (!('ofText' in data || 'ofDocument' in data || 'ofComplainant' in data)) return fields;
  return { ...fields, ...data.ofComplainant, ...data.ofText, ...data.ofDocument };
}

/** Each event at its place, with what corrections made of it; places may be empty. */
export function corrected(events: readonly ComplaintEvent[]): readonly ComplaintEvent[] {
  const changes = new Map<number, object>();
  const change = (revision: number, fields: object) => changes.set(revision, { ...changes.get(revision), ...fields });
  events.forEach((event) => {
    if (!isCorrection(event)) return;
    change(event.data.revision, correctedFields(event.data));
    for (const { revision, ageLimit } of event.data.ageLimits ?? []) change(revision, { ageLimit });
  });
  return changes.size === 0
    ? events
    : events.map((event) => {
        const fields = changes.get(event.revision);
        return fields ? ({ ...event, data: { ...event.data, ...fields } } as ComplaintEvent) : event;
      });
}

/** What stands of the events: corrected, and without what was retracted; what came after it stood where that began. */
export function standingOf(events: readonly ComplaintEvent[]): readonly ComplaintEvent[] {
  let standing = corrected(events);
  for (const retraction of events.filter(isRetraction)) {
    const { undoes } = retraction.data;
    const undone = events.find(({ revision }) => revision === undoes);
    standing = standing.flatMap((event): readonly ComplaintEvent[] => {
      if (event.revision === undoes) return [];
      if (event.revision < undoes || event.revision > retraction.revision) return [event];
      return [{ ...event, from: undone?.from ?? event.from, to: undone?.from ?? event.to }];
    });
  }
  return standing;
}
