import { type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { pathIn } from './case-view.js';

const event = (revision: number, from: string | null, to: string, more: object = {}) =>
  ({
    revision,
    from,
    to,
    type: 'NoteRecorded',
    occurredAt: `day ${revision}`,
    data: {},
    ...more,
  }) as unknown as ComplaintEvent;

it('the path of a complaint is the states that it came to, each with the day and the event', () => {
  expect(pathIn([event(0, null, 'intake'), event(1, 'intake', 'intake'), event(2, 'intake', 'registered')])).toEqual([
    { state: 'intake', since: 'day 0', revision: 0 },
    { state: 'registered', since: 'day 2', revision: 2 },
  ]);
});

it('a step that was taken back led nowhere, and neither did taking it back', () => {
  const retraction = { type: 'StepRetracted', data: { undoes: 1 } };
  expect(
    pathIn([
      event(0, null, 'registered'),
      event(1, 'registered', 'referred'),
      event(2, 'referred', 'registered', retraction),
      event(3, 'registered', 'mediation'),
    ]).map(({ state }) => state),
  ).toEqual(['registered', 'mediation']);
});
