import { type Candidate } from '../../../event-schemas/complaint/events.js';
import { localMidnight } from '../../policy/calendar.js';
import { newestLifecycle } from './complaint-lifecycle.js';
import { nothingYet, type ComplaintStatus } from './evaluate.js';
import { stampEvent, type Stamp } from './stamp-event.js';

const now = Date.parse('2026-03-02T09:30:00Z');
const before = nothingYet('stream', newestLifecycle);
const inCase: ComplaintStatus = {
  ...before,
  revision: 7,
  caseState: { ...before.caseState, registeredAt: '2026-02-27T10:00:00.000Z' },
};
const stamp = (standing: ComplaintStatus, more: Partial<Stamp> = {}): Stamp => ({
  standing,
  to: 'registered',
  actor: { sub: 'r1', name: 'Rådgiver', role: 'adviser' },
  body: {},
  now,
  eventId: 'event',
  commandId: 'command',
  unlinked: () => 'nobody',
  causation: 'cause',
  ...more,
});
const noted: Candidate = { type: 'NoteRecorded', data: { text: 'Ringede', facts: {} } };
const guided: Candidate = { type: 'GuidanceGiven', data: { codes: ['rights'], facts: { inProfile: 'yes' } } };
const at = (time: number) => new Date(time).toISOString();

describe('a stamped event', () => {
  it('of a case has its instant, its command and what it answers', () => {
    expect(stampEvent(noted, stamp(inCase, { request: 'hash' }))).toEqual({
      id: 'event',
      type: 'NoteRecorded',
      occurredAt: at(now),
      recordedAt: at(now),
      actor: { sub: 'r1', name: 'Rådgiver', role: 'adviser' },
      commandId: 'command',
      causation: 'cause',
      from: inCase.situation.state,
      to: 'registered',
      data: noted.data,
      request: 'hash',
    });
  });

  it('before registration is of a day, and linked to nothing (H16)', () => {
    const midnight = at(localMidnight('2026-03-02'));
    expect(stampEvent(guided, stamp(before))).toMatchObject({
      occurredAt: midnight,
      recordedAt: midnight,
      commandId: 'nobody',
      causation: null,
      from: null,
    });
  });

  it('happened when its body says: at an instant, or on a day before today', () => {
    const occurred = (body: object) => stampEvent(noted, stamp(inCase, { body })).occurredAt;
    expect(occurred({ occurredAt: '2026-03-01T12:00:00+01:00' })).toBe('2026-03-01T11:00:00.000Z');
    expect(occurred({ receivedOn: '2026-02-26' })).toBe(at(localMidnight('2026-02-26')));
    expect(occurred({ on: '2026-02-25' })).toBe(at(localMidnight('2026-02-25')));
    expect(occurred({ on: '2026-03-02' })).toBe(at(now));
  });
});
