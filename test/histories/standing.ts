/**
 * What stands of a history, worked out the long way (contract.md, CorrectRecord and RetractStep): each event with the
 * fields that it should have had, and without what was undone.
 */
import { type ComplaintEvent } from '../../event-schemas/complaint/events.js';

export interface Standing {
  readonly type: string;
  readonly revision: number;
  readonly from: string | null;
  readonly to: string;
  readonly actor: ComplaintEvent['actor'];
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly data: { readonly [field: string]: unknown };
}

export function naivelyStanding(events: readonly ComplaintEvent[]): readonly Standing[] {
  let standing: Standing[] = events.map((event) => ({ ...event, data: { ...(event.data as Standing['data']) } }));
  for (const { type, data, revision } of [...standing]) {
    if (type === 'InquiryRecordCorrected' || type === 'CaseRecordCorrected') {
      const texts = [data['ofComplainant'], data['ofText'], data['ofDocument']] as readonly (object | undefined)[];
      const fields = Object.assign({}, data['fields'], ...texts) as object;
      standing = standing.map((event) =>
        event.revision === data['revision'] ? { ...event, data: { ...event.data, ...fields } } : event,
      );
      for (const limit of (data['ageLimits'] ?? []) as readonly { revision: number; ageLimit: unknown }[])
        standing = standing.map((event) =>
          event.revision === limit.revision ? { ...event, data: { ...event.data, ageLimit: limit.ageLimit } } : event,
        );
    }
    if (type === 'StepRetracted') {
      const undone = standing.find((event) => event.revision === data['undoes'])!;
      standing = standing
        .filter((event) => event !== undone)
        .map((event) =>
          event.revision > undone.revision && event.revision <= revision
            ? { ...event, from: undone.from, to: undone.from! }
            : event,
        );
    }
  }
  return standing;
}
