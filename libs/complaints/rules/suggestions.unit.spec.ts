// A suggestion in its sender's words, and what its department makes of it (H11, O12).
import { type Caller } from '../../platform/caller.js';
import { Refused } from '../../platform/refusal.js';
import { validateBody } from '../steps/validate-body.js';
import { caseUnder, consented, given, received, referredToBoth, sent } from '../testing/given.js';
import { maySee } from '../views/visible.js';

const under = 'odense@1';
const told = sent('RecordSuggestion', {
  topic: 'communication',
  department: 'jobcenter',
  text: 'Ring op, før I aflyser',
  namesNobody: true,
});
const coded = sent('RecordSuggestion', { topic: 'delay', department: 'borgerservice' });
const passedOn = sent('ForwardSuggestion', { withName: false });
const of = (department: string): Caller => ({
  sub: department,
  name: department,
  office: 'odense',
  roles: ['department'],
  department,
});
const refusal = (body: object, beforeRegistration = true) => {
  try {
    validateBody('RecordSuggestion', { topic: 'delay', department: 'jobcenter', ...body }, { beforeRegistration });
    return undefined;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return error;
  }
};

describe('the text of a suggestion', () => {
  it('before a case is one that names nobody, and the adviser has said so (H16)', () => {
    given(received)
      .under(under)
      .when('RecordSuggestion', told.body)
      .then('NamelessSuggestionRecorded', { text: 'Ring op, før I aflyser' })
      .leadingTo('intake')
      .leaving({ suggestions: [{ department: 'jobcenter', revision: 1, forwardedOn: null }] });
    expect(refusal({ text: 'Ring op' })?.refusal.code).toBe('PERSONAL_DATA_IN_ANONYMOUS');
    expect(refusal({ text: 'Ring op', namesNobody: false })?.refusal.code).toBe('PERSONAL_DATA_IN_ANONYMOUS');
    expect(refusal({ text: 'Ring op', namesNobody: true })).toBeUndefined();
    expect(refusal({ namesNobody: true })).toBeUndefined();
  });
  it('is refused for what in it tells who somebody is: the kind is named, and nothing of it repeated', () => {
    const { details, ...refused } = refusal({
      text: 'Svar 010180-1234 på gudrun@opdigtsen.example, ellers 20 30 40 50',
      namesNobody: true,
    })!;
    expect(refused.refusal).toMatchObject({
      code: 'PERSONAL_DATA_IN_ANONYMOUS',
      sentences: {
        da: 'Teksten ser ud til at indeholde et CPR-nummer og et telefonnummer og en mailadresse. Før en sag er oprettet, må den ikke vise, hvem nogen er.',
      },
    });
    expect(details.errors?.map(({ field, code }) => `${field} ${code}`)).toEqual([
      'text CPR_NUMBER',
      'text PHONE_NUMBER',
      'text MAIL_ADDRESS',
    ]);
    expect(JSON.stringify([refused.refusal, details])).not.toMatch(/0101|gudrun|opdigtsen|20 30/i);
  });
  it('in a case may say anything', () => {
    given(...caseUnder(under))
      .under(under)
      .when('RecordSuggestion', { topic: 'delay', department: 'jobcenter', text: 'Ring til Ludvig på 20304050' })
      .then('SuggestionRecordedInCase', { text: 'Ring til Ludvig på 20304050' })
      .leadingTo('registered');
    expect(refusal({ text: 'Ring til Ludvig på 20304050' }, false)).toBeUndefined();
  });
  it('may be left out, as before', () => {
    given(received).under(under).when('RecordSuggestion', coded.body).then('SuggestionRecorded');
    given(...caseUnder(under))
      .under(under)
      .when('RecordSuggestion', coded.body)
      .then('SuggestionRecorded');
  });
});

describe('what a department makes of a suggestion', () => {
  const position = { suggestion: 'S1', position: 'adopted', text: 'Fra maj ringer vi op' } as const;
  it('is recorded once it was passed on, by the department or for it, and moves nothing', () => {
    for (const as of ['adviser', 'head', 'department'] as const)
      given(received, told, passedOn)
        .under(under)
        .when('RecordSuggestionPosition', position, { as })
        .then('SuggestionPositionRecorded', { suggestion: 'S1', position: 'adopted' })
        .leadingTo('endedWithoutCase(suggestionForwarded)')
        .leaving({ suggestions: [{ position: 'adopted', positionRevision: 3 }] });
    given(...caseUnder(under), told, passedOn, sent('WithdrawComplaint'))
      .under(under)
      .when('RecordSuggestionPosition', { ...position, position: 'declined' })
      .then('SuggestionPositionRecorded')
      .leadingTo('closed(withdrawnByCitizen)');
    given(received, told, passedOn)
      .under(under)
      .when('RecordSuggestionPosition', position, { as: 'auditor' })
      .thenRefused('ROLE_FORBIDDEN');
  });
  it('has its suggestion, by the order of recording; the last position stands', () => {
    given(received, coded, told, passedOn, sent('RecordSuggestionPosition', { ...position, suggestion: 'S2' }))
      .under(under)
      .when('RecordSuggestionPosition', { suggestion: 'S2', position: 'noted' })
      .then('SuggestionPositionRecorded')
      .leaving({ suggestions: [{ department: 'borgerservice' }, { position: 'noted' }] });
    given(received, told, passedOn)
      .under(under)
      .when('RecordSuggestionPosition', { ...position, suggestion: 'S2' })
      .thenInvalid('suggestion');
  });
  it('is none before it was passed on', () => {
    given(...caseUnder(under), told)
      .under(under)
      .when('RecordSuggestionPosition', position)
      .thenRefused('TRANSITION_NOT_ALLOWED', 'O12')
      .also();
    given(received, told).under(under).when('RecordSuggestionPosition', position).thenRefused('TRANSITION_NOT_ALLOWED');
  });
});

describe('a department', () => {
  it('sees what was passed on to it, and nothing before that or of another department', () => {
    const { story } = given(received, told).under(under);
    expect(maySee(of('jobcenter'), story.caseState)).toBe(false);
    const { caseState } = story.do('ForwardSuggestion', { withName: false });
    expect([maySee(of('jobcenter'), caseState), maySee(of('borgerservice'), caseState)]).toEqual([true, false]);
  });
  it('that was asked about the case learns of no suggestion whose sender it would know by that (H11)', () => {
    const seen = (withName: boolean) =>
      given(
        ...caseUnder(under),
        consented('shareName', ['jobcenter']),
        told,
        sent('ForwardSuggestion', { withName }),
        referredToBoth,
      ).under(under).story;
    expect(seen(false).evaluate('RecordSuggestionPosition', { suggestion: 'S1', position: 'noted' }).taken).toBe(true);
    expect(seen(true).caseState.suggestions).toMatchObject([{ withName: true }]);
    expect(seen(false).caseState.suggestions[0]).not.toHaveProperty('withName');
  });
});
