import { deadlinesOf } from '../../case/deadlines.js';
import { caseUnder, given, on, sent } from '../testing/given.js';

const under = 'koebenhavn@1';
const body = { to: 'department', department: 'jobcenter', text: 'Kvittér for breve', due: '2026-06-01' } as const;
const made = [...caseUnder(under), sent('RecordRecommendation', { ...body, from: ['A'] })];
const closed = [...caseUnder(under), sent('WithdrawComplaint')];

describe('a recommendation of the head (K14)', () => {
  it('stands in a register of its own, with the parts that it comes from or none', () => {
    given(...caseUnder(under))
      .under(under)
      .when('RecordRecommendation', { ...body, from: ['A', 'B'] })
      .then('RecommendationRecorded', { recommendation: 'H1', from: ['A', 'B'] })
      .leaving({ state: 'registered', recommendations: [{ id: 'H1', department: 'jobcenter', status: null }] });
    given(...made)
      .under(under)
      .when('RecordRecommendation', { to: 'council', text: 'Ansæt flere' })
      .then('RecommendationRecorded', { recommendation: 'H2', to: 'council', from: [] })
      .leaving({ recommendations: [{ id: 'H1' }, { id: 'H2' }] });
  });
  it('is made on a closed case too, and is nobody else’s to make', () => {
    given(...closed)
      .under(under)
      .when('RecordRecommendation', body)
      .then('RecommendationRecorded');
    given(...closed)
      .under(under)
      .when('RecordRecommendation', body, { as: 'adviser' })
      .thenRefused('ROLE_FORBIDDEN');
  });
  it('names parts of this case, and there is none before a case', () => {
    given(...caseUnder(under))
      .under(under)
      .when('RecordRecommendation', { ...body, from: ['C'] })
      .thenInvalid('from');
    given(sent('ReceiveInquiry', { channel: 'phone' }))
      .under(under)
      .when('RecordRecommendation', body)
      .thenRefused('CASE_REQUIRED');
  });
});

describe('what becomes of a recommendation', () => {
  it('is recorded as often as it changes, and the last word stands', () => {
    given(...made)
      .under(under)
      .when('RecordRecommendationStatus', { recommendation: 'H1', status: 'accepted' })
      .then('RecommendationStatusRecorded')
      .leaving({ recommendations: [{ status: 'accepted' }] });
    given(...made, sent('RecordRecommendationStatus', { recommendation: 'H1', status: 'accepted' }))
      .under(under)
      .when('RecordRecommendationStatus', { recommendation: 'H1', status: 'implemented', evidence: 'Det sker nu' })
      .then('RecommendationStatusRecorded')
      .leaving({ recommendations: [{ status: 'implemented' }] });
  });
  it('is of one that was made', () => {
    given(...made)
      .under(under)
      .when('RecordRecommendationStatus', { recommendation: 'H2', status: 'accepted' })
      .thenInvalid('recommendation');
  });
  it('is followed up by its day, until it is carried out or declined', () => {
    const { story } = given(...made).under(under);
    const followUp = (at: typeof story, today = '2026-06-02') =>
      deadlinesOf(at.caseState, at.profile, today).filter(({ kind }) => kind === 'followUp');
    expect(followUp(story, '2026-06-01')).toMatchObject([{ department: 'jobcenter', status: 'running' }]);
    expect(followUp(story)).toMatchObject([{ due: '2026-06-01', status: 'late' }]);
    const said = (status: 'accepted' | 'partly' | 'declined' | 'implemented') =>
      followUp(story.do('RecordRecommendationStatus', { recommendation: 'H1', status }))[0]!.status;
    expect([said('accepted'), said('partly'), said('declined'), said('implemented')]).toEqual([
      'late',
      'late',
      'met',
      'met',
    ]);
    const none = given(...caseUnder(under), sent('RecordRecommendation', { to: 'municipality', text: 'Ret brevet' }));
    expect(followUp(none.under(under).story)).toEqual([]);
    // Nobody is left to follow up once the keys are gone.
    const gone = given(...made, sent('WithdrawComplaint'), on('2031-06-01'))
      .under(under)
      .story.do('ShredKeys');
    expect(followUp(gone, '2031-06-02')).toEqual([]);
  });
});
