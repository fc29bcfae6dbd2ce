import { complaintEventTypes, type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import {
  agreed,
  admitted,
  answeredBy,
  caseUnder,
  exhausted,
  on,
  part,
  received,
  referredToBoth,
  registered,
  sent,
  type Line,
  type Story,
} from '../complaints/testing/given.js';
import { type Profile } from '../policy/profile.js';
import { changedProfile, parseSet, parseWithout } from './changed-profile.js';
import { compare } from './compare.js';
import { codedOf } from './rebuild.js';
import { offices, profile, seldom, tell, wandered } from './testing/stories.js';

const under = (story: Story, other: Profile) =>
  compare(story.events, { own: story.profile, other, lifecycle: story.lifecycle });
const without = (id: string, ...settings: readonly string[]) => changedProfile(profile(id), settings.map(parseWithout));
const having = (id: string, ...settings: readonly string[]) => changedProfile(profile(id), settings.map(parseSet));
const codes = (refusals: readonly { readonly code: string; readonly rules: readonly string[] }[]) =>
  refusals.map(({ code, rules }) => `${code} ${rules.join(' ')}`);

const longAgo = '2024-11-30';
const oldContact: readonly Line[] = [received, part('jobcenter', { eventEnd: longAgo }), admitted('A')];
const guidedBack: readonly Line[] = [
  received,
  part('jobcenter'),
  admitted('A'),
  sent('CompleteIntake'),
  sent('GuideBack', { offered: ['dialogueHelp'] }),
];

describe('under its own rules', () => {
  const stories = [...wandered(30), ...seldom()];

  it('every history goes as it went: each event again, with the same facts and the same data', () => {
    for (const story of stories) {
      const { divergence, leftOut, noted, openings, followed } = under(story, story.profile);
      expect({ divergence, leftOut, noted, openings, followed }).toEqual({
        divergence: null,
        leftOut: [],
        noted: [],
        openings: [],
        followed: story.events.length,
      });
    }
  });
  it('that is said of every type of event, and of all three offices', () => {
    const met = new Set(stories.flatMap(({ events }) => events.map(({ type }) => type)));
    expect(complaintEventTypes.filter((type) => !met.has(type))).toEqual([]);
    expect(new Set(stories.map((story) => story.profile.id))).toEqual(new Set(offices));
  });
  it('a difference would be seen: any coded field that is changed is noted, or the history diverges', () => {
    let changed = 0;
    for (const { events, profile: own, lifecycle } of [...wandered(2), ...seldom()]) {
      for (const [index, event] of events.entries()) {
        const field = Object.keys((codedOf(event.type, event.data) as { facts: object }).facts)[0];
        // A move is nobody's step here: it is followed as it is.
        if (field === undefined || event.type === 'CaseMoved') continue;
        const forged = events.map((each, at) => (at === index ? changedIn(each, field) : each));
        expect(compare(forged, { own, other: own, lifecycle }).noted.map(({ revision }) => revision)).toContain(index);
        changed += 1;
      }
    }
    expect(changed).toBeGreaterThan(100);
  });

  // Spread as plain objects: a spread of one union within another is a type for every pair of members.
  function changedIn(event: ComplaintEvent, field: string): ComplaintEvent {
    const data = event.data as { readonly facts: object };
    return { ...(event as object), data: { ...data, facts: { ...data.facts, [field]: 'forged' } } } as ComplaintEvent;
  }
});

describe('had there been no one-year rule (H29)', () => {
  const none = without('horsens@1', 'ageLimit');

  it('a contact that ended for its age would have stood open, where citizen and adviser had agreed', () => {
    const { divergence, openings } = under(tell('horsens@1', ...oldContact, agreed, sent('EndWithoutCase')), none);
    expect(divergence).toBeNull();
    expect(openings).toMatchObject([
      {
        step: 'RegisterCase',
        state: 'intake',
        lifted: [{ code: 'AGE_LIMIT_EXCEEDED', rules: ['H29'] }],
        remaining: [],
      },
    ]);
  });
  it('what else was missing remains: the agreement (H17)', () => {
    const [opening] = under(
      tell('horsens@1', ...oldContact, sent('GiveGuidance', { codes: ['dialogue'] }), sent('EndWithoutCase')),
      none,
    ).openings;
    expect([codes(opening!.lifted), codes(opening!.remaining)]).toEqual([
      ['AGE_LIMIT_EXCEEDED H29'],
      ['NOT_AGREED H17'],
    ]);
  });
  it('a waived limit needs no waiver, and the case goes the same way without it', () => {
    const story = tell(
      'horsens@1',
      ...oldContact,
      agreed,
      sent('WaiveAgeLimit', { part: 'A', reason: 'lateKnowledge' }),
      registered,
      sent('FileDocument', { title: 'Et brev', direction: 'in', date: '2026-03-02' }),
    );
    const { divergence, leftOut, noted, openings } = under(story, none);
    expect([divergence, openings]).toEqual([null, []]);
    expect(leftOut).toMatchObject([
      { revision: 4, step: 'WaiveAgeLimit', refusal: { code: 'NOT_IN_PROFILE', rules: ['D'] }, setting: 'ageLimit' },
    ]);
    expect(noted.map(({ step, changes }) => [step, changes.map(({ path }) => path)])).toEqual([
      ['RecordPart', ['ageLimit']],
      ['RegisterCase', ['facts.ageLimit']],
    ]);
  });
  it('a contact within the year is no matter of the rule', () => {
    expect(
      under(
        tell(
          'horsens@1',
          received,
          part('jobcenter', { eventEnd: '2026-01-05' }),
          admitted('A'),
          sent('EndWithoutCase'),
        ),
        none,
      ).openings,
    ).toEqual([]);
  });
});

describe('under stricter rules', () => {
  const oneYear = having('koebenhavn@1', 'ageLimit={"years":1,"from":"event","waivable":false}');
  const old = () =>
    tell(
      'koebenhavn@1',
      ...oldContact,
      exhausted('jobcenter'),
      registered,
      sent('RecordNote', { text: 'Borgeren ringede.' }),
    );

  it('the first refused step is where the case ends, with its code, rules, sentences and state', () => {
    const { divergence, followed, events } = under(old(), oneYear);
    expect([followed, events]).toEqual([5, 6]);
    expect(divergence).toMatchObject({
      revision: 4,
      step: 'RegisterCase',
      from: 'intake',
      setting: 'ageLimit',
      evidence: 'recorded',
      instead: null,
      refusals: [
        {
          code: 'AGE_LIMIT_EXCEEDED',
          rules: ['D'],
          sentences: {
            da: 'Der er gået for lang tid siden hændelsen eller forløbet.',
            en: 'Too much time has passed since the event or course of events.',
          },
        },
      ],
    });
  });
  it('a limit that can be waived says what was never asked: nobody could have waived it', () => {
    expect(
      under(old(), having('koebenhavn@1', 'ageLimit={"years":1,"from":"event","waivable":true}')).divergence,
    ).toMatchObject({ evidence: 'neverAsked' });
    expect(
      under(old(), having('koebenhavn@1', 'ageLimit={"years":5,"from":"event","waivable":false}')).divergence,
    ).toBeNull();
  });
  it('a step that becomes another event is told with where it would have led', () => {
    const story = tell(
      'koebenhavn@1',
      ...caseUnder('koebenhavn@1'),
      referredToBoth,
      answeredBy('jobcenter'),
      answeredBy('borgerservice'),
      sent('RequestCloserLook', { reason: 'Svaret dækker ikke.' }),
      sent('NotifyCitizen', { about: 'status', text: 'Sådan står sagen' }),
    );
    expect(story.state).toBe('investigationAssessment');
    expect(under(story, having('koebenhavn@1', 'consent=true')).divergence).toMatchObject({
      step: 'RequestCloserLook',
      from: 'answered',
      refusals: [],
      instead: { event: 'CloserLookRequestedForConsent', to: 'awaitingConsent', rules: ['D'] },
      setting: 'consent',
    });
  });
  it('a counted SMS would have been a contact where SMS is answered', () => {
    expect(under(seldom()[0]!, having('odense@1', 'smsAnswered=true')).divergence).toMatchObject({
      step: 'ReceiveInquiry',
      revision: 0,
      instead: { event: 'InquiryReceived', to: 'intake' },
      setting: 'smsAnswered',
    });
  });
  it('a reminder that would have been sent later is left out, and the case goes on', () => {
    const sentOn = '2026-03-02';
    const story = tell(
      'horsens@1',
      ...caseUnder('horsens@1'),
      referredToBoth,
      on('2026-03-17'),
      sent('Remind', { department: 'jobcenter', sentOn }),
      sent('RecordNote', { text: 'Borgeren ringede.' }),
    );
    const { divergence, leftOut } = under(story, having('horsens@1', 'departmentAnswer.workingDays=20'));
    expect(divergence).toBeNull();
    expect(leftOut).toMatchObject([
      { step: 'Remind', refusal: { code: 'DEADLINE_NOT_PASSED' }, setting: 'departmentAnswer' },
    ]);
  });
});

describe("under another office's rules", () => {
  it('Horsens under Odense: the dialogue that Horsens never asks for is missing (O14), and the agreement is not needed', () => {
    const { divergence, leftOut } = under(tell('horsens@1', ...caseUnder('horsens@1')), profile('odense@1'));
    expect(leftOut).toMatchObject([{ step: 'AgreeRegistration', setting: 'agreement' }]);
    expect(divergence).toMatchObject({
      step: 'RegisterCase',
      evidence: 'neverAsked',
      setting: 'dialogue',
      refusals: [{ code: 'DIALOGUE_NOT_EXHAUSTED', rules: ['O14'] }],
    });
  });
  it('Odense under Horsens: a company is not eligible, said before the agreement that was never asked for (H17)', () => {
    const story = tell(
      'odense@1',
      sent('ReceiveInquiry', { channel: 'email', complainantType: 'company' }),
      part('jobcenter'),
      admitted('A'),
      sent('CompleteIntake'),
      exhausted('jobcenter'),
      registered,
    );
    const { divergence, leftOut } = under(story, profile('horsens@1'));
    expect(leftOut.map(({ step, setting }) => [step, setting])).toEqual([
      ['CompleteIntake', 'dialogue'],
      ['RecordDialogue', 'dialogue'],
    ]);
    expect([divergence!.evidence, divergence!.from, codes(divergence!.refusals)]).toEqual([
      'recorded',
      'intake',
      ['COMPLAINANT_NOT_ELIGIBLE D', 'NOT_AGREED H17'],
    ]);
  });
  it('one who was let through without dialogue is refused where there is no such exception (K6, O14)', () => {
    const story = tell(
      'koebenhavn@1',
      received,
      part('jobcenter'),
      admitted('A'),
      sent('CompleteIntake'),
      sent('AttestUnable', { reason: 'illness' }),
      registered,
    );
    const { divergence, leftOut } = under(story, without('koebenhavn@1', 'exceptionUnable'));
    expect([leftOut.map(({ step }) => step), codes(divergence!.refusals), divergence!.evidence]).toEqual([
      ['AttestUnable'],
      ['DIALOGUE_NOT_EXHAUSTED K1 K2'],
      'recorded',
    ]);
  });
  it('København without a dialogue rule: a contact guided back could have become a case, and would not have been guided back (K3)', () => {
    const { divergence, openings } = under(tell('koebenhavn@1', ...guidedBack), without('koebenhavn@1', 'dialogue'));
    expect(openings.map(({ step, state, lifted, remaining }) => [step, state, codes(lifted), remaining])).toEqual([
      ['RegisterCase', 'dialogueCheck', ['DIALOGUE_NOT_EXHAUSTED K1 K2'], []],
    ]);
    expect(divergence).toMatchObject({
      step: 'GuideBack',
      from: 'intake',
      refusals: [{ code: 'TRANSITION_NOT_ALLOWED' }],
      setting: 'dialogue',
    });
  });
  it('a contact that still stands is looked at where it stands, on its last day', () => {
    const story = tell('koebenhavn@1', ...guidedBack.slice(0, 4));
    expect(under(story, without('koebenhavn@1', 'dialogue')).openings).toMatchObject([
      { revision: 3, step: 'RegisterCase', remaining: [] },
    ]);
  });
  it('a contact with nothing admissible is no opening, whatever falls away', () => {
    expect(
      under(
        tell('koebenhavn@1', received, part('jobcenter'), sent('EndWithoutCase')),
        without('koebenhavn@1', 'dialogue'),
      ).openings,
    ).toEqual([]);
  });
});

describe('what was personal', () => {
  it('makes no difference: sealed, shredded or open, the comparison is the same', () => {
    const others = [
      profile('koebenhavn@1'),
      profile('horsens@1'),
      profile('odense@1'),
      without('horsens@1', 'ageLimit'),
    ];
    for (const story of [...wandered(6), ...seldom()]) {
      const sealed = story.events.map((event) => replaced(event, 'sealed:1:abc'));
      for (const other of others)
        expect(compare(sealed, { own: story.profile, other, lifecycle: story.lifecycle })).toEqual(under(story, other));
    }
  });

  function replaced(event: ComplaintEvent, by: string): ComplaintEvent {
    const data = event.data as unknown as { readonly [field: string]: unknown };
    const coded = codedOf(event.type, event.data);
    const within = (value: unknown): unknown =>
      // A record's texts stand in an object each of whose fields is sealed.
      typeof value === 'object' && value !== null && event.type === 'CaseRecordCorrected'
        ? Object.fromEntries(Object.keys(value).map((field) => [field, by]))
        : by;
    const personal = Object.fromEntries(
      Object.entries(data)
        .filter(([field]) => !(field in coded))
        .map(([field, value]) => [field, within(value)]),
    );
    return { ...(event as object), data: { ...coded, ...personal } } as unknown as ComplaintEvent;
  }
});
