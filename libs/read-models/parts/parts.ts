/**
 * `part`: each part of a complaint as it was received, and whether the remit has it. Unit: part, population: received.
 */
import { course, endsWithoutCase, monthOf, type Course } from '../course.js';
import { foldModel, type NumberedEvent } from '../read-model.js';

interface Remit {
  readonly admissible: 'open' | 'yes' | 'no';
  readonly ground: string | null;
  /** Until the contact ends or another body takes the part, an assessment may still be changed. */
  readonly standing: 'provisional' | 'final';
  readonly forwarded: boolean;
}
interface State {
  readonly course: Course | null;
  readonly remits: ReadonlyMap<string, Remit>;
}

const open: Remit = { admissible: 'open', ground: null, standing: 'provisional', forwarded: false };

function remits(before: ReadonlyMap<string, Remit>, event: NumberedEvent): ReadonlyMap<string, Remit> {
  const { type, data } = event;
  const set = (part: string, change: Partial<Remit>) =>
    new Map(before).set(part, { ...(before.get(part) ?? open), ...change });
  switch (type) {
    case 'OwnInitiativeOpened':
      return set('A', { admissible: 'yes' });
    case 'PartRecorded':
      return set(data.part, open);
    case 'RemitAssessed':
      return set(data.part, {
        admissible: data.admissible ? 'yes' : 'no',
        ground: data.admissible ? null : (data.ground ?? null),
        forwarded: data.forwarded ?? false,
      });
    case 'PartTakenElsewhere':
      return set(data.part, {
        admissible: 'no',
        ground: data.ground,
        standing: 'final',
        forwarded: data.forwarded ?? false,
      });
    // With the last part the case is closed, and what was decided about the others stands too.
    case 'LastPartTakenElsewhere':
      return settled(set(data.part, { admissible: 'no', ground: data.ground, forwarded: data.forwarded ?? false }));
    default:
      return endsWithoutCase(event) || event.to === 'closed' ? settled(before) : before;
  }
}
const settled = (before: ReadonlyMap<string, Remit>): ReadonlyMap<string, Remit> =>
  [...before.values()].every(({ standing }) => standing === 'final')
    ? before
    : new Map([...before].map(([part, remit]) => [part, { ...remit, standing: 'final' }]));

const text = { type: 'text' } as const;
export const parts = foldModel<State>({
  name: 'parts',
  version: 2,
  tables: {
    part: {
      kind: 'past',
      columns: {
        month: text,
        received_on: text,
        department: text,
        topic: text,
        admissible: text,
        ground: { ...text, null: true },
        standing: text,
        forwarded: { type: 'flag' },
        in_case: { type: 'flag' },
        profile: text,
        profile_hash: text,
      },
      indexes: [{ on: ['month', 'department', 'topic', 'admissible', 'ground', 'standing'] }],
    },
  },
  begin: () => ({ course: null, remits: new Map() }),
  evolve: (state, event) => {
    const after = { course: course(state.course, event), remits: remits(state.remits, event) };
    return after.course === state.course && after.remits === state.remits ? state : after;
  },
  rows: ({ course: known, remits: assessed }) =>
    (known?.parts ?? []).map(({ id, topic, department, inCase }) => {
      const remit = assessed.get(id) ?? open;
      return {
        table: 'part',
        key: id,
        values: {
          month: monthOf(known!.receivedOn),
          received_on: known!.receivedOn,
          department,
          topic,
          admissible: remit.admissible,
          ground: remit.ground,
          standing: remit.standing,
          forwarded: remit.forwarded ? 1 : 0,
          in_case: inCase ? 1 : 0,
          profile: known!.profile,
          profile_hash: known!.profileHash,
        },
      };
    }),
});
