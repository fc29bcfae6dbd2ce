import {
  complaintEvents,
  complaintEventTypes,
  type ComplaintEventType,
} from '../../../../event-schemas/complaint/events.js';
import { examples } from '../../../../event-schemas/complaint/examples.js';
import { eventWord, type EventNames } from './event-words.js';

const office: EventNames = {
  department: (key) => ({ jobcenter: 'Jobcenter Horsens', borgerservice: 'Borgerservice' })[key] ?? 'Forvaltningen',
  topic: () => 'Emnet',
  member: () => 'Asta Eksempel',
};
const said = (type: ComplaintEventType, data: object, lang: 'da' | 'en' = 'da') => eventWord(type, data, office, lang);

/** Every text in there, however deep. */
const textsIn = (value: unknown): readonly string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(textsIn)
      : [];

describe.each(['da', 'en'] as const)('in %s', (lang) => {
  it.each(complaintEventTypes)('%s is one clause without a code in it', (type) => {
    const clause = said(type, examples[type], lang);
    expect(clause).toMatch(/^\p{Lu}/u);
    expect(clause.length).toBeLessThanOrEqual(140);
    expect(clause).not.toMatch(/undefined|null|NaN|\[object|[a-zæøå][A-ZÆØÅ]|  |\.$/);
  });

  it.each(complaintEventTypes)('%s says nothing that is sealed', (type) => {
    const { personal } = complaintEvents[type];
    const sealed = Object.keys(personal).map((path) => path.split(/[.[]/)[0]!);
    const clause = said(type, examples[type], lang);
    const words = sealed.flatMap((field) => textsIn((examples[type] as { readonly [field: string]: unknown })[field]));
    // Of a list with a sealed field in it, the letters of parts and the days stand in the clause too.
    expect(words.filter((text) => text.length > 12 && clause.includes(text))).toEqual([]);
  });
});

it('who and what an event is about is called as the office calls it', () => {
  expect(said('CaseReferred', { referrals: [{ department: 'borgerservice', parts: ['A'] }] })).toBe(
    'Forelagt Borgerservice, klagepunkt A',
  );
  const two = [
    { department: 'jobcenter', parts: ['B', 'A'] },
    { department: 'borgerservice', parts: ['A', 'C'] },
  ];
  expect(said('CaseReferred', { referrals: two })).toBe(
    'Forelagt Jobcenter Horsens og Borgerservice, klagepunkterne A, B og C',
  );
  expect(said('CaseAssigned', { to: 'asta', until: '2026-02-24' })).toBe('Tildelt Asta Eksempel til og med 24.2.2026');
  expect(said('CaseAssigned', { to: null }, 'en')).toBe('Assigned to nobody');
});

it('what was left out is not mentioned', () => {
  expect(said('RemitAssessed', { part: 'A', admissible: true })).toBe('Klagepunkt A kan behandles her');
  expect(said('RemitAssessed', { part: 'A', admissible: false, ground: 'political' })).toBe(
    'Klagepunkt A afvist: politisk beslutning',
  );
  expect(said('RemitAssessed', { part: 'A', admissible: false, ground: 'content', body: 'ankestyrelsen' })).toBe(
    'Klagepunkt A afvist: afgørelsens indhold, henvist til Ankestyrelsen',
  );
  expect(said('ConsentWithdrawn', { channel: 'phone', recalled: [] })).toBe('Samtykke trukket tilbage');
  expect(said('DeadlineExtended', { kind: 'followUp', due: '2026-03-31', reason: 'illness' })).toBe(
    'Mere tid, opfølgning på en henstilling: ny frist 31.3.2026',
  );
});

it('with the last part the case closes, and it says so', () => {
  expect(said('PartWithdrawn', { part: 'A' })).toBe('Klagepunkt A trukket tilbage');
  expect(said('LastPartWithdrawn', { part: 'A' })).toBe('Klagepunkt A trukket tilbage. Sagen lukket');
});
