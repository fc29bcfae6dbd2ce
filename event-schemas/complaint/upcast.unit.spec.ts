import { complaintEvents, complaintEventTypes } from './events.js';
import { upcast, upcasts, UnreadableEvent, type Upcast } from './upcast.js';

// Shapes that never were: a note whose text once stood in `note`, and which later said by which channel it was taken.
const steps: { readonly [shape: string]: Upcast } = {
  'NoteRecorded/1': ({ note, ...data }) => ({ ...data, text: note }),
  'NoteRecorded/2': (data) => ({ ...data, channel: 'phone' }),
};
const refusal = (work: () => unknown): Error => {
  try {
    work();
  } catch (error) {
    return error as Error;
  }
  throw new Error('it was taken');
};

describe('an older shape (law 8)', () => {
  it('is brought forward by every step between, in order', () => {
    expect(upcast('NoteRecorded', 1, 3, { note: 'Borgeren ringede.', facts: {} }, steps)).toEqual({
      text: 'Borgeren ringede.',
      channel: 'phone',
      facts: {},
    });
    expect(upcast('NoteRecorded', 2, 3, { text: 'Borgeren ringede.', facts: {} }, steps)).toEqual({
      text: 'Borgeren ringede.',
      channel: 'phone',
      facts: {},
    });
  });

  it('of the current version is what it was', () => {
    const data = { text: 'Borgeren ringede.' };
    expect(upcast('NoteRecorded', 3, 3, data, steps)).toBe(data);
  });

  it('stays as it was stored: a step makes a new one', () => {
    const stored = Object.freeze({ note: 'Borgeren ringede.', facts: Object.freeze({}) });
    upcast('NoteRecorded', 1, 3, stored, steps);
    expect(stored).toEqual({ note: 'Borgeren ringede.', facts: {} });
  });

  it('carries a sealed or shredded value along, since a step never looks into it', () => {
    expect(upcast('NoteRecorded', 1, 2, { note: { shredded: true } }, steps)).toEqual({ text: { shredded: true } });
  });
});

describe('a shape that this program does not read', () => {
  it('newer than the program is refused with what to do', () => {
    const error = refusal(() => upcast('NoteRecorded', 4, 3, { text: 'Hemmeligt' }, steps));
    expect(error).toBeInstanceOf(UnreadableEvent);
    expect(error.message).toBe(
      'NoteRecorded version 4 is newer than this program, which knows version 3; start the newer program',
    );
  });

  it('older, with a step missing on the way, is refused and the step is named', () => {
    expect(refusal(() => upcast('NoteRecorded', 1, 4, { note: 'Hemmeligt' }, steps)).message).toBe(
      'NoteRecorded version 3 has no upcast',
    );
    expect(refusal(() => upcast('HoldPlaced', 1, 2, {}, steps)).message).toBe('HoldPlaced version 1 has no upcast');
    expect(refusal(() => upcast('NoteRecorded', 0, 3, {}, steps))).toBeInstanceOf(UnreadableEvent);
  });

  it('is told of without its content', () => {
    for (const [version, current] of [
      [4, 3],
      [1, 4],
    ] as const)
      expect(
        refusal(() => upcast('NoteRecorded', version, current, { note: 'Hemmeligt' }, steps)).message,
      ).not.toContain('Hemmeligt');
  });
});

describe('the upcasts of the program', () => {
  it('lead every older version of every event to the current one, and stand for no other', () => {
    const needed = complaintEventTypes.flatMap((type) =>
      Array.from({ length: complaintEvents[type].schemaVersion - 1 }, (_, n) => `${type}/${n + 1}`),
    );
    expect(Object.keys(upcasts).sort()).toEqual(needed.sort());
  });
});
