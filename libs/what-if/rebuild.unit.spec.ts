import { complaintEvents, complaintEventTypes, type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import { examples } from '../../event-schemas/complaint/examples.js';
import { steps } from '../complaints/steps/steps.js';
import { evaluate } from '../complaints/write/evaluate.js';
import { validateBody } from '../complaints/steps/validate-body.js';
import { advance, begin } from '../complaints/write/loaded-complaints.js';
import { localDateOf } from '../policy/calendar.js';
import { type Role } from '../platform/caller.js';
import { codedOf, placeholder, rebuild } from './rebuild.js';
import { seldom, wandered } from './testing/stories.js';

const stories = [...wandered(16), ...seldom()];
const example = (type: ComplaintEvent['type']) => ({ type, data: examples[type] }) as unknown as ComplaintEvent;

describe('an event taken back to its command', () => {
  it('is one that proposes this event, for every type there is', () => {
    for (const type of complaintEventTypes) {
      const { name } = rebuild(example(type));
      expect([type, Object.hasOwn(steps, name) && steps[name].proposes.includes(type)]).toEqual([type, true]);
    }
  });

  it('has a body that the API would take', () => {
    for (const type of complaintEventTypes) {
      const { name, body } = rebuild(example(type));
      expect(() => validateBody(name, JSON.parse(JSON.stringify(body)), { beforeRegistration: false })).not.toThrow();
    }
  });

  it('has none of the personal text, and a placeholder wherever the event has some', () => {
    for (const type of complaintEventTypes) {
      const personal = Object.keys(complaintEvents[type].personal);
      const body = JSON.stringify(rebuild(example(type)).body);
      expect([type, body.includes(placeholder)]).toEqual([type, personal.length > 0]);
      const coded = JSON.stringify(codedOf(type, examples[type]));
      for (const word of textsIn(example(type)))
        expect([type, body.includes(word), coded.includes(word)]).toEqual([type, false, false]);
    }
  });

  it('keeps the length of a document, which is a coded field', () => {
    for (const bytes of [0, 1, 2, 3, 4, 5, 6, 1000, 184_320]) {
      const { body } = rebuild({ type: 'DocumentFiled', data: { ...examples.DocumentFiled, bytes } });
      expect(Buffer.byteLength((body as { content: string }).content, 'base64')).toBe(bytes);
    }
  });
});

describe('a decision', () => {
  // Whoever looks at it, fails: a proxy whose every trap throws.
  const traps = Object.fromEntries(
    Reflect.ownKeys(Reflect)
      .filter((key) => typeof key === 'string')
      .map((trap) => [
        trap,
        () => {
          throw new Error('personal text was read');
        },
      ]),
  );
  const untouchable = new Proxy({}, traps) as unknown as string;

  it('can be taken without a look at any personal text, in every history', () => {
    let judged = 0;
    for (const { events, profile, lifecycle } of stories) {
      let kept = begin('story', lifecycle);
      for (const event of events) {
        const { name, body } = rebuild(event, untouchable);
        const verdict = evaluate(name, body, {
          standing: kept,
          lifecycle,
          profile,
          today: localDateOf(Date.parse(event.recordedAt)),
          sub: event.actor.sub,
          roles: [event.actor.role as Role],
          history: events.slice(0, event.revision),
        });
        expect(verdict).toMatchObject({ taken: true, candidate: { type: event.type } });
        kept = advance(kept, event, events);
        judged += 1;
      }
    }
    expect(judged).toBeGreaterThan(1500);
  });
});

/** Every text in the personal fields of an event. */
function textsIn({ type, data }: ComplaintEvent): readonly string[] {
  const strings = (value: unknown): readonly string[] =>
    typeof value === 'string'
      ? [value]
      : value !== null && typeof value === 'object'
        ? Object.values(value).flatMap(strings)
        : [];
  return Object.keys(complaintEvents[type].personal).flatMap((path) => {
    const [list, field] = path.split('[].') as [string, string?];
    const value = (data as unknown as { readonly [name: string]: unknown })[list];
    return field === undefined
      ? strings(value)
      : (value as readonly { readonly [name: string]: unknown }[]).flatMap((entry) => strings(entry[field]));
  });
}
