import { createHash } from 'node:crypto';
import { type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import {
  agreed,
  admitted,
  caseUnder,
  part,
  registered,
  sent,
  type Line,
  type Story,
} from '../complaints/testing/given.js';
import { isOutside } from '../case/intake.js';
import { type Profile } from '../policy/profile.js';
import { changedProfile, parseWithout } from './changed-profile.js';
import { offices, profile, seldom, tell, wandered } from './testing/stories.js';
import { limits, textOf } from './text.js';
import { whatIf, WhatIfRefused, type WhatIfRequest, type OtherRules } from './what-if.js';

const whole = (id: string): OtherRules => ({ id, changes: [], of: () => profile(id) });
const without = (...settings: readonly string[]): OtherRules => ({
  id: null,
  changes: settings.map((name) => `without ${name}`),
  of: (own: Profile) => changedProfile(own, settings.map(parseWithout)),
});
const everything = { from: null, to: null };
const asking = (other: OtherRules, more: Partial<WhatIfRequest> = {}): WhatIfRequest => ({
  office: 'horsens',
  period: everything,
  profileNamed: profile,
  other,
  position: 99n,
  ...more,
});
/** Complaints of their own: every story has the same stream otherwise. */
const named = (stories: readonly Story[]) =>
  stories.map(({ events }, index) =>
    events.map(
      (event) =>
        ({ ...(event as object), stream: `complaint-${String(index).padStart(4, '0')}` }) as unknown as ComplaintEvent,
    ),
  );
const old = (...lines: readonly Line[]) => [
  sent('ReceiveInquiry', { channel: 'phone', receivedOn: '2026-02-24' }),
  part('jobcenter', { eventEnd: '2024-11-30' }),
  admitted('A'),
  ...lines,
];

const year = named([
  tell('horsens@1', ...old(agreed, sent('EndWithoutCase'))),
  tell('horsens@1', ...old(sent('EndWithoutCase'))),
  tell('horsens@1', ...old(agreed, sent('WaiveAgeLimit', { part: 'A', reason: 'lateKnowledge' }), registered)),
  tell('horsens@1', ...caseUnder('horsens@1')),
]);

describe('what if there had been no one-year rule (H29)', () => {
  it('counts, and names the complaints by what would have changed', async () => {
    const report = await whatIf(year, asking(without('ageLimit')));
    expect(report).toMatchObject({
      office: 'horsens',
      period: everything,
      compared: 4,
      events: 22,
      followed: 22,
      same: 4,
      identical: 1,
      otherwise: [],
      position: '99',
      profile: {
        id: null,
        changes: ['without ageLimit'],
        pairs: [
          {
            own: 'horsens@1',
            ownHash: profile('horsens@1').hash,
            other: 'horsens@1',
            differences: [
              { setting: 'ageLimit', own: '{"from":"event","waivable":true,"years":1}', other: 'null', decides: true },
            ],
          },
        ],
      },
      leftOut: [{ step: 'WaiveAgeLimit', code: 'NOT_IN_PROFILE', count: 1, complaints: ['complaint-0002'] }],
      openings: [
        {
          step: 'RegisterCase',
          lifted: [{ code: 'AGE_LIMIT_EXCEEDED', rules: ['H29'] }],
          remaining: [],
          open: true,
          count: 1,
          complaints: ['complaint-0000'],
        },
        {
          step: 'RegisterCase',
          lifted: [{ code: 'AGE_LIMIT_EXCEEDED' }],
          remaining: [{ code: 'NOT_AGREED', rules: ['H17'] }],
          open: false,
          count: 1,
          complaints: ['complaint-0001'],
        },
      ],
    });
    expect(report.noted).toEqual([
      { step: 'RecordPart', field: 'ageLimit', from: 'exceeded', to: 'none', count: 3 },
      { step: 'RegisterCase', field: 'facts.ageLimit', from: 'waived', to: 'within', count: 1 },
    ]);
  });

  it("under Odense's rules a Horsens case stops at its registration, for a dialogue nobody was asked about (O14)", async () => {
    const { otherwise, same, identical, compared } = await whatIf(year, asking(whole('odense@1')));
    expect([compared, same, identical]).toEqual([4, 2, 0]);
    expect(otherwise).toMatchObject([
      {
        reason: {
          step: 'RegisterCase',
          code: 'DIALOGUE_NOT_EXHAUSTED',
          rules: ['O14'],
          sentences: { en: 'The dialogue with the department has to be exhausted before the complaint is handled.' },
          setting: 'dialogue',
          evidence: 'neverAsked',
          instead: null,
        },
        count: 2,
        complaints: ['complaint-0002', 'complaint-0003'],
      },
    ]);
  });
});

describe('the report', () => {
  const all = named([...wandered(6), ...seldom()]);
  // What an office does besides is none.
  const complaints = all.filter(([first]) => !isOutside(first!));

  it('under the own rules has nothing to tell', async () => {
    const report = await whatIf(all, asking({ id: null, changes: [], of: (own) => own }));
    expect(complaints.length).toBeLessThan(all.length);
    expect(report).toMatchObject({
      compared: complaints.length,
      same: complaints.length,
      identical: complaints.length,
      otherwise: [],
      leftOut: [],
      noted: [],
      openings: [],
    });
    expect(report.profile.pairs.map(({ own, differences }) => [own, differences])).toEqual(
      [...offices].sort().map((id) => [id, []]),
    );
  });
  it('adds up: every complaint went the same way or stands in one group, and all that is said of it can be found', async () => {
    for (const id of offices) {
      const { compared, same, otherwise, leftOut, openings, events, followed } = await whatIf(all, asking(whole(id)));
      const stopped = otherwise.flatMap(({ complaints }) => complaints);
      expect([same + stopped.length, new Set(stopped).size]).toEqual([compared, stopped.length]);
      expect(events).toBe(complaints.reduce((sum, { length }) => sum + length, 0));
      expect(followed).toBeLessThanOrEqual(events);
      for (const { count, complaints } of [...otherwise, ...leftOut, ...openings]) {
        expect(complaints).toHaveLength(count);
        expect(complaints).toEqual([...new Set(complaints)].sort());
      }
    }
  });
  it('is the same to the byte whatever order the complaints come in, and its hash is of the rest', async () => {
    const report = await whatIf(all, asking(whole('horsens@1')));
    expect(JSON.stringify(await whatIf([...all].reverse(), asking(whole('horsens@1'))))).toBe(JSON.stringify(report));
    const { hash, ...rest } = report;
    expect(hash).toBe(createHash('sha256').update(JSON.stringify(rest)).digest('hex'));
    expect((await whatIf(all, asking(whole('horsens@1'), { position: 100n }))).hash).not.toBe(hash);
  });
  it('takes the complaints received in the period, both days included', async () => {
    const compared = async (from: string | null, to: string | null) =>
      (await whatIf(year, asking(without('ageLimit'), { period: { from, to } }))).compared;
    expect([
      await compared('2026-02-24', '2026-02-24'),
      await compared('2026-02-25', null),
      await compared(null, '2026-02-23'),
      await compared('2026-03-02', '2026-03-02'),
    ]).toEqual([3, 1, 0, 1]);
  });
  it('takes complaints from a stream of them, and tells how far it is', async () => {
    const done: number[] = [];
    async function* oneByOne() {
      for (const events of year) yield events;
    }
    const { compared } = await whatIf(
      oneByOne(),
      asking(without('ageLimit'), { onProgress: ({ complaints }) => done.push(complaints) }),
    );
    expect([compared, done]).toEqual([4, [1, 2, 3, 4]]);
  });
  it('has ids and coded values only: no text of a case, no name of staff', async () => {
    const text = JSON.stringify(await whatIf(all, asking(whole('odense@1'))));
    for (const word of [
      'Gudrun',
      'Opdigtsen',
      'Ingen ringer',
      'Notatpligten',
      'Borgeren ringede',
      'event-',
      'command-',
    ])
      expect(text).not.toContain(word);
  });
  it('is refused where a complaint is pinned to a profile that is not here, or that was another then', async () => {
    await expect(whatIf(year, asking(without('ageLimit'), { profileNamed: () => undefined }))).rejects.toThrow(
      new WhatIfRefused(
        'The complaint complaint-0000 is pinned to the profile horsens@1, which is not here. Name the folder that holds it.',
      ),
    );
    await expect(
      whatIf(
        year,
        asking(without('ageLimit'), {
          profileNamed: () => changedProfile(profile('horsens@1'), [parseWithout('agreement')]),
        }),
      ),
    ).rejects.toThrow('another content of the profile horsens@1');
  });
});

describe('the text', () => {
  it('says in both languages what would have gone otherwise, by which rule, and of which setting', async () => {
    const report = await whatIf(year, asking(whole('odense@1'), { period: { from: '2026-01-01', to: '2026-12-31' } }));
    const [da, en] = [textOf(report, 'da'), textOf(report, 'en')];
    expect(en).toContain(
      'What if: horsens under odense@1\nReceived: 2026-01-01 – 2026-12-31. 4 contacts and cases, 22 events, 22 of them followed, up to position 99.',
    );
    expect(en).toContain(
      "      2  RegisterCase would have been refused: DIALOGUE_NOT_EXHAUSTED (O14). The dialogue with the department has to be exhausted before the complaint is handled. The office's own rules never asked for it, so it is not recorded. [Dialogue rule]\n         complaint-0002 complaint-0003",
    );
    expect(da).toContain(
      '      2  RegisterCase ville være blevet afvist: DIALOGUE_NOT_EXHAUSTED (O14). Dialogen med forvaltningen skal være udtømt, før klagen kan behandles. Kontorets egne regler spurgte aldrig om det, så det er ikke noteret. [Regel om dialog]',
    );
    for (const limit of limits) {
      expect(da).toContain(limit.da);
      expect(en).toContain(limit.en);
    }
    for (const text of [da, en]) {
      expect(text).toContain(report.hash);
      expect(text).not.toContain('undefined');
    }
  });
  it('says what would have stood open, and what else was missing', async () => {
    const text = textOf(await whatIf(year, asking(without('ageLimit'))), 'en');
    expect(text).toContain(
      'RegisterCase: AGE_LIMIT_EXCEEDED (H29) falls away, and the step would have been open\n         complaint-0000',
    );
    expect(text).toContain(
      'RegisterCase: AGE_LIMIT_EXCEEDED (H29) falls away, but there remains NOT_AGREED (H17)\n         complaint-0001',
    );
    expect(text).toContain('Same course: 4, 1 of them the same in every fact\n\nOtherwise: 0\n        –');
  });
  it('names only some of many complaints, and says how many more there are', async () => {
    expect(textOf(await whatIf(year, asking(whole('odense@1'))), 'en', 1)).toContain('complaint-0002 and 1 more');
  });
});
