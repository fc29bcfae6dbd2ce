/** Corrections and retractions (docs/decisions/0023). */
import {
  admitted,
  agreed,
  answeredBy,
  caseUnder,
  consented,
  exhausted,
  given,
  on,
  part,
  person,
  profiles,
  received,
  referredToBoth,
  registered,
  sent,
  type Line,
} from '../testing/given.js';
import { type Commands } from '../steps/steps.js';
import { consequencesOf } from '../write/consequences.js';
import { foldCase } from '../../case/evolve.js';
import { replayReport } from '../views/replay-report.js';

const corrects = (revision: number, fields: Commands['CorrectRecord']['fields'], reason = 'typing' as const) =>
  sent('CorrectRecord', { revision, fields, reason });
const consequences = (...lines: readonly Line[]) => {
  const { story } = given(...lines).under('horsens@1');
  return consequencesOf(story.events, (id) => profiles.get(id)!);
};

describe('CorrectRecord', () => {
  it('of a receipt: its fields and what follows from them', () => {
    given(received)
      .under('odense@1')
      .when('CorrectRecord', { revision: 0, fields: { channel: 'letter', receivedOn: '2026-02-20' }, reason: 'typing' })
      .then('InquiryRecordCorrected', { revision: 0, fields: { channel: 'letter', receivedOn: '2026-02-20' } })
      .leaving({ received: { channel: 'letter', receivedOn: '2026-02-20' } });
  });

  it('of the day of receipt: the limits of the parts are measured anew (H29)', () => {
    const { story } = given(received, part('jobcenter', { eventEnd: '2025-03-01' })).under('horsens@1');
    expect(story.caseState.parts[0]!.ageLimit).toEqual({ lastDay: '2026-03-01', exceeded: true });
    const after = story.do('CorrectRecord', { revision: 0, fields: { receivedOn: '2026-02-27' }, reason: 'typing' });
    expect(after.caseState.parts[0]!.ageLimit).toEqual({ lastDay: '2026-03-01', exceeded: false });
  });

  it('of a part is measured by the day of receipt as it was put right last, also by a correction before the part', () => {
    const { story } = given(
      on('2024-01-01'),
      sent('ReceiveInquiry', { channel: 'email', receivedOn: '2023-12-29' }),
      corrects(0, { receivedOn: '2023-12-26' }),
      sent('RecordPart', { topic: 'delay', department: 'borgerservice' }),
      corrects(0, { receivedOn: '2023-12-31' }),
      corrects(2, { eventEnd: '2022-12-27' }),
    ).under('horsens@1');
    expect(story.caseState.parts[0]!.ageLimit).toEqual({ lastDay: '2023-12-27', exceeded: true });
  });

  it('of a part: topic, department and dates, with the limit that follows', () => {
    given(received, part('jobcenter', { eventEnd: '2025-03-10' }))
      .under('horsens@1')
      .when('CorrectRecord', {
        revision: 1,
        fields: { department: 'borgerservice', topic: 'communication', eventEnd: '2024-03-10' },
        reason: 'misheard',
      })
      .then('InquiryRecordCorrected', {
        fields: { topic: 'communication', ageLimit: { lastDay: '2025-03-10', exceeded: true } },
      })
      .leaving({
        parts: [{ id: 'A', topic: 'communication', department: 'borgerservice', eventEnd: '2024-03-10' }],
      });
  });

  it('of a dialogue that was with another department: the one it was with has it', () => {
    const { story } = given(received, part('jobcenter'), admitted('A'), exhausted('borgerservice')).under(
      'koebenhavn@1',
    );
    const after = story.do('CorrectRecord', { revision: 3, fields: { department: 'jobcenter' }, reason: 'wrongCase' });
    expect(after.caseState.dialogues.map(({ department }) => department)).toEqual(['jobcenter']);
    expect(after.evaluate('RegisterCase', person).taken).toBe(true);
  });

  it.each<readonly [string, readonly Line[], Commands['CorrectRecord']['fields'], object]>([
    ['the summary', [], { summary: 'Brevet kom for sent' }, { ofComplainant: { summary: 'Brevet kom for sent' } }],
    [
      'a meeting',
      [sent('AttendMeeting', { requestedBy: 'citizen', reason: 'insecure', on: '2026-03-02', note: 'Roligt' })],
      { on: '2026-02-27', note: 'Ikke roligt' },
      { fields: { on: '2026-02-27' }, ofText: { note: 'Ikke roligt' } },
    ],
    [
      'a document',
      [sent('FileDocument', { title: 'Kvittering', direction: 'in', date: '2026-03-02' })],
      { title: 'Afgørelse', date: '2026-02-27', department: 'jobcenter' },
      { fields: { date: '2026-02-27', department: 'jobcenter' }, ofDocument: { title: 'Afgørelse' } },
    ],
    [
      'a consent',
      [consented('moreQuestions', ['jobcenter'])],
      { departments: ['borgerservice'], text: 'Ja' },
      { fields: { departments: ['borgerservice'] }, ofText: { text: 'Ja' } },
    ],
    [
      'an answer',
      [referredToBoth, answeredBy('jobcenter', false)],
      { receivedOn: '2026-03-02', summary: 'Brevet lå i en anden skuffe', finding: 'partly' },
      { fields: { finding: 'partly' }, ofDocument: { summary: 'Brevet lå i en anden skuffe' } },
    ],
  ])('of %s in a case: what is personal goes under the same key', (_, lines, fields, wanted) => {
    const { story } = given(...caseUnder('horsens@1'), ...lines).under('horsens@1');
    const revision =
      lines.length === 0 ? story.events.findIndex(({ type }) => type === 'CaseRegistered') : story.events.length - 1;
    const verdict = story.evaluate('CorrectRecord', { revision, fields, reason: 'typing' });
    expect(verdict).toMatchObject({
      taken: true,
      candidate: { type: 'CaseRecordCorrected', data: { revision, ...wanted } },
    });
  });

  it('of a contact: what was tried goes with it (K12)', () => {
    const { story } = given(
      ...caseUnder('koebenhavn@1'),
      sent('StartEarlyResolution', { mode: 'flexible' }),
      sent('RecordContact', { department: 'socialafdelingen', with: 'leader', outcome: 'noReply' }),
    ).under('koebenhavn@1');
    const tried = { reason: 'noReply' } as const;
    expect(story.evaluate('NoQuickSolution', tried).taken).toBe(false);
    const revision = story.events.length - 1;
    const after = story.do('CorrectRecord', { revision, fields: { department: 'jobcenter' }, reason: 'typing' });
    expect(after.evaluate('NoQuickSolution', tried).taken).toBe(true);
  });

  it('is taken in a closed case, and twice: the later one counts', () => {
    given(...caseUnder('horsens@1'), sent('WithdrawComplaint'), corrects(1, { topic: 'communication' }))
      .under('horsens@1')
      .when('CorrectRecord', { revision: 1, fields: { topic: 'other' }, reason: 'other' })
      .then('CaseRecordCorrected')
      .leadingTo('closed(withdrawnByCitizen)')
      .leaving({ corrections: [{ corrects: 1 }, { corrects: 1 }] });
  });

  it.each<readonly [string, readonly Line[], number]>([
    ['a decision', [], 3],
    ['a note', [sent('RecordNote', { text: 'Borgeren ringede' })], -1],
    ['a correction', [corrects(0, { channel: 'web' })], -1],
    [
      'a step that was retracted',
      [
        referredToBoth,
        answeredBy('jobcenter'),
        answeredBy('borgerservice'),
        sent('RetractStep', { revision: 9, reason: 'mistake' }),
      ],
      9,
    ],
  ])('is refused of %s', (_, lines, at) => {
    const under = given(...caseUnder('horsens@1'), ...lines).under('horsens@1');
    const revision = at < 0 ? under.story.events.length + at : at;
    under
      .when('CorrectRecord', { revision, fields: { topic: 'other' }, reason: 'other' })
      .thenRefused('NOT_CORRECTABLE');
  });

  it('is refused where the step would have been another one', () => {
    given(...caseUnder('horsens@1'), referredToBoth, answeredBy('jobcenter'), answeredBy('borgerservice'))
      .under('horsens@1')
      .when('CorrectRecord', { revision: 9, fields: { complete: false }, reason: 'typing' })
      .thenRefused('NOT_CORRECTABLE', 'D');
    given(...caseUnder('horsens@1'), referredToBoth, answeredBy('jobcenter'), answeredBy('borgerservice'))
      .under('horsens@1')
      .when('CorrectRecord', { revision: 8, fields: { department: 'borgerservice' }, reason: 'typing' })
      .thenRefused('NOT_CORRECTABLE', 'D');
  });

  it('says which field is wrong', () => {
    const under = given(...caseUnder('horsens@1'), referredToBoth, answeredBy('jobcenter')).under('horsens@1');
    const wrong = (revision: number, fields: Commands['CorrectRecord']['fields'], field: string) =>
      under.when('CorrectRecord', { revision, fields, reason: 'typing' }).thenInvalid(field);
    wrong(99, { topic: 'other' }, 'revision');
    wrong(1, { channel: 'web' }, 'fields.channel');
    wrong(8, { receivedOn: '2026-02-01' }, 'fields.receivedOn');
    wrong(8, { receivedOn: '2026-03-03' }, 'fields.receivedOn');
    wrong(8, { document: '4-1' }, 'fields.document');
    given(received, part('jobcenter', { eventStart: '2026-01-01' }))
      .under('horsens@1')
      .when('CorrectRecord', { revision: 1, fields: { eventEnd: '2025-01-01' }, reason: 'typing' })
      .thenInvalid('fields.eventEnd');
  });

  it('leaves what was believed before it as it was', () => {
    const { story } = given(received, part('jobcenter'), corrects(1, { department: 'borgerservice' })).under(
      'horsens@1',
    );
    expect(foldCase('story', story.events.slice(0, 2)).parts[0]!.department).toBe('jobcenter');
    expect(foldCase('story', story.events)).toEqual(story.caseState);
    expect(story.events[1]!.data).toMatchObject({ department: 'jobcenter' });
  });
});

describe('consequences', () => {
  const inquiry = [received, part('jobcenter', { eventEnd: '2025-06-01' }), admitted('A'), agreed, registered];

  it('name the step that the corrected fact would have refused, with its rules, and it stands', () => {
    const lines = [...inquiry, corrects(1, { eventEnd: '2024-06-01' })];
    expect(consequences(...lines)).toEqual([
      { revision: 4, name: 'RegisterCase', code: 'AGE_LIMIT_EXCEEDED', rules: ['H29'] },
    ]);
    const { story } = given(...lines).under('horsens@1');
    expect(story.state).toBe('registered');
    const [first, ...later] = story.events;
    expect(replayReport([first!, ...later], (id) => profiles.get(id)!).legal).toBe(true);
  });

  it('are none where the step could be taken either way, none of what came after, and gone when it is corrected back', () => {
    expect(consequences(...inquiry, corrects(1, { topic: 'other' }))).toEqual([]);
    expect(
      consequences(received, part('jobcenter'), corrects(1, { topic: 'other' }), admitted('A'), agreed, registered),
    ).toEqual([]);
    expect(
      consequences(...inquiry, corrects(1, { eventEnd: '2024-06-01' }), corrects(1, { eventEnd: '2025-06-01' })),
    ).toEqual([]);
  });

  it('follow a consent that had another department in it', () => {
    const asked = [
      ...caseUnder('horsens@1'),
      referredToBoth,
      answeredBy('jobcenter'),
      answeredBy('borgerservice'),
      consented('moreQuestions', ['jobcenter']),
      sent('AskMoreQuestions', { referrals: [{ department: 'jobcenter', parts: ['A'] }] }),
    ];
    expect(consequences(...asked, corrects(10, { departments: ['borgerservice'] }))).toEqual([
      { revision: 11, name: 'AskMoreQuestions', code: 'CONSENT_SCOPE_EXCEEDED', rules: ['H24'] },
    ]);
  });
});

describe('RetractStep', () => {
  const answered = [...caseUnder('horsens@1'), referredToBoth, answeredBy('jobcenter'), answeredBy('borgerservice')];
  const retracts = (revision: number) => sent('RetractStep', { revision, reason: 'mistake' });

  it('of the last answer: the question is open again', () => {
    given(...answered)
      .under('horsens@1')
      .when('RetractStep', { revision: 9, reason: 'mistake' })
      .then('StepRetracted', { undoes: 9 })
      .leadingTo('referred')
      .leaving({
        referrals: [
          { department: 'jobcenter', open: false },
          { department: 'borgerservice', open: true, answeredOn: null },
        ],
      });
  });

  it('is refused where the department has answered again since: nobody would be waited for', () => {
    given(...answered, answeredBy('borgerservice'))
      .under('horsens@1')
      .when('RetractStep', { revision: 9, reason: 'mistake' })
      .thenRefused('NOT_RETRACTABLE');
  });

  it('of a closing: no outcome, no retention, and what was filed meanwhile stays', () => {
    const { story } = given(
      ...answered,
      sent('CloseCase'),
      sent('RecordNote', { text: 'Borgeren ringede' }),
      sent('RetractStep', { revision: 10, reason: 'wrongCase' }),
    ).under('horsens@1');
    expect(story.where).toBe('answered');
    expect(story.caseState).toMatchObject({
      outcome: null,
      closedAt: null,
      decisions: [],
      cycles: [{ closedOn: null }],
    });
    expect(story.caseState.notes).toHaveLength(1);
  });

  it('of a handling mode, which counts nowhere', () => {
    given(
      ...caseUnder('koebenhavn@1'),
      sent('StartEarlyResolution', { mode: 'flexible' }),
      sent('RetractStep', { revision: 8, reason: 'mistake' }),
    )
      .under('koebenhavn@1')
      .when('StartEarlyResolution', { mode: 'written' })
      .then('WrittenHandlingStarted');
    const { story } = given(
      ...caseUnder('koebenhavn@1'),
      sent('StartEarlyResolution', { mode: 'flexible' }),
      sent('RecordNote', { text: 'Hurtigt' }),
      sent('RetractStep', { revision: 8, reason: 'mistake' }),
    ).under('koebenhavn@1');
    expect(story.caseState.cycles[0]!.early).toBe(false);
  });

  it('goes back twice, and forward again', () => {
    const { story } = given(
      ...answered,
      sent('CloseCase'),
      retracts(10),
      retracts(9),
      answeredBy('borgerservice'),
    ).under('horsens@1');
    expect(story.where).toBe('answered');
    const [first, ...later] = story.events;
    expect(replayReport([first!, ...later], (id) => profiles.get(id)!).legal).toBe(true);
  });

  it.each<readonly [string, readonly Line[], number]>([
    ['another step than the last that moved', answered, 8],
    ['a registration', caseUnder('horsens@1'), 6],
    ['a referral, which is a letter', [...caseUnder('horsens@1'), referredToBoth], 7],
    [
      'a step that a letter followed',
      [...answered, sent('NotifyCitizen', { about: 'status', text: 'Sådan står sagen' })],
      9,
    ],
    ['a step of more than ten working days ago', [...answered, on('2026-03-17')], 9],
    ['a receipt', [received], 0],
  ])('is refused of %s', (_, lines, revision) => {
    given(...lines)
      .under('horsens@1')
      .when('RetractStep', { revision, reason: 'mistake' })
      .thenRefused('NOT_RETRACTABLE');
  });

  it('is taken on the tenth working day', () => {
    given(...answered, on('2026-03-16'))
      .under('horsens@1')
      .when('RetractStep', { revision: 9, reason: 'mistake' })
      .then('StepRetracted');
  });

  it("of a head's step is the head's", () => {
    const opened = [
      ...caseUnder('koebenhavn@1'),
      sent('FlagPrincipled', { reason: 'unclearLaw' }),
      sent('OpenInvestigation', {
        scope: ['A'],
        criteria: { citizenBenefit: 'high', improvement: 'low', overall: 'justified' },
      }),
    ];
    const under = given(...opened).under('koebenhavn@1');
    const revision = under.story.events.length - 1;
    under.when('RetractStep', { revision, reason: 'mistake' }, { as: 'adviser' }).thenRefused('ROLE_FORBIDDEN', 'K14');
    under
      .when('RetractStep', { revision, reason: 'mistake' }, { as: 'head' })
      .then('StepRetracted')
      .leadingTo('registered');
  });

  it('names no revision that is not there', () => {
    given(received).under('horsens@1').when('RetractStep', { revision: 7, reason: 'mistake' }).thenInvalid('revision');
  });
});
