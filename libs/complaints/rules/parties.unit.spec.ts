import { addressees } from '../../case/parties.js';
import { caseUnder, given, on, received, referredToBoth, sent, type Line, type Story } from '../testing/given.js';

const under = 'horsens@1';
const atCase = () => given(...caseUnder(under)).under(under);
const representative = {
  role: 'representative',
  name: 'Ib Opdigtsen',
  authority: 'powerOfAttorney',
  until: '2026-03-31',
  lettersTo: true,
} as const;
const represented = [...caseUnder(under), sent('AddParty', representative)];
const status = sent('NotifyCitizen', { about: 'status', text: 'Vi venter på svar' });
const lettersOf = ({ caseState }: Story) =>
  caseState.letters.map(({ kind, to, party }) => `${kind} ${to}${party === undefined ? '' : ` ${party}`}`);

describe('the parties of a case', () => {
  it('are those that its registration names', () => {
    atCase()
      .when('RecordNote', { text: 'Ringede' })
      .then('NoteRecorded')
      .leaving({ parties: [{ id: 'C1', role: 'complainant', from: '2026-03-02', until: null, lettersTo: true }] });
  });
  it('are changed in a closed case too, under the same id', () => {
    given(...caseUnder(under), sent('WithdrawComplaint'))
      .under(under)
      .when('UpdateParty', { party: 'C1', address: 'Opdigtervej 3', reason: 'moved' })
      .then('PartyUpdated', { party: 'C1', person: { address: 'Opdigtervej 3' } })
      .leaving({ state: 'closed', parties: [{ id: 'C1' }] });
  });
  it('are in the case: there is none to name before it, and none that was not added', () => {
    given(received)
      .under(under)
      .when('AddParty', { role: 'relative', name: 'Ib', lettersTo: false })
      .thenRefused('CASE_REQUIRED');
    atCase().when('UpdateParty', { party: 'P1', name: 'Ib', reason: 'changed' }).thenInvalid('party');
    atCase().when('EndParty', { party: 'R1', reason: 'died' }).thenInvalid('party');
  });
  it('are the office’s to keep, and an update names what is new', () => {
    for (const as of ['auditor', 'department', 'citizen'] as const)
      atCase()
        .when('UpdateParty', { party: 'C1', name: 'Ib', reason: 'changed' }, { as })
        .thenRefused('ROLE_FORBIDDEN');
    atCase().when('UpdateParty', { party: 'C1', reason: 'changed' }).thenInvalid('name');
  });
  it('begin anew where the person was another one: nothing that was known of that one stands', () => {
    const { when } = given(
      ...caseUnder(under),
      sent('UpdateParty', { party: 'C1', address: 'Opdigtervej 3', reason: 'moved' }),
    ).under(under);
    const revision = caseUnder(under).length;
    when('UpdateParty', { party: 'C1', name: 'Ludvig', reason: 'misspelt' })
      .then('PartyUpdated')
      .leaving({ parties: [{ heldBy: [revision - 1, revision, revision + 1] }] });
    when('UpdateParty', { party: 'C1', name: 'Ludvig', reason: 'wrongPerson' })
      .then('PartyUpdated')
      .leaving({ parties: [{ heldBy: [revision + 1], mistaken: [[revision - 1, revision]] }] });
  });
});

describe('a party that has ended', () => {
  const ended = given(...represented, sent('EndParty', { party: 'P1', reason: 'authorityWithdrawn' })).under(under);
  it('takes no more steps, and another one is another party', () => {
    ended.when('UpdateParty', { party: 'P1', phone: '99990044', reason: 'changed' }).thenRefused('PARTY_ENDED');
    ended.when('EndParty', { party: 'P1', reason: 'died' }).thenRefused('PARTY_ENDED');
    ended.when('AddParty', representative).then('PartyAdded', { party: 'P2' });
  });
  it('is one whose authority has run out, too', () => {
    const late = given(...represented, on('2026-04-01')).under(under);
    late.when('EndParty', { party: 'P1', reason: 'authorityWithdrawn' }).thenRefused('PARTY_ENDED');
    given(...represented, on('2026-03-31'))
      .under(under)
      .when('EndParty', { party: 'P1', reason: 'authorityWithdrawn' })
      .then('PartyEnded')
      .leaving({ parties: [{ id: 'C1' }, { id: 'P1', until: '2026-03-31', ended: 'authorityWithdrawn' }] });
  });
  it('ends for a reason of its own: whoever complains by death alone', () => {
    for (const reason of ['mistake', 'moved', 'authorityWithdrawn'] as const)
      atCase().when('EndParty', { party: 'C1', reason }).thenInvalid('reason');
    given(...caseUnder(under), sent('AddParty', { role: 'relative', name: 'Ib', lettersTo: false }))
      .under(under)
      .when('EndParty', { party: 'P1', reason: 'authorityWithdrawn' })
      .thenInvalid('reason');
    const dead = atCase().when('EndParty', { party: 'C1', reason: 'died' });
    dead.then('PartyEnded').leaving({ state: 'registered', parties: [{ id: 'C1', ended: 'died' }] });
    given(...caseUnder(under), sent('EndParty', { party: 'C1', reason: 'died' }))
      .under(under)
      .when('DiscontinueCase', { reason: 'died' })
      .then('CaseDiscontinued')
      .leadingTo('closed(discontinued)');
  });
});

describe('the letters to the citizen', () => {
  it('go to whoever gets the letters as well, each one a letter and a document of its own', () => {
    const { story } = given(
      ...represented,
      sent('AddParty', { role: 'coComplainant', name: 'Ida', lettersTo: true }),
      sent('AddParty', { role: 'interpreter', name: 'Adil', lettersTo: false }),
      status,
    ).under(under);
    expect(lettersOf(story)).toEqual(['notice citizen', 'notice representative P1', 'notice coComplainant P2']);
    expect(story.caseState.documents.map(({ id }) => id.replace(/^\d+/, ''))).toEqual(['-1', '-2', '-3']);
    expect(lettersOf(given(...represented, referredToBoth).under(under).story)).toEqual([
      'referral department',
      'copyToCitizen citizen',
      'copyToCitizen representative P1',
      'referral department',
      'copyToCitizen citizen',
      'copyToCitizen representative P1',
    ]);
  });
  it('go to no representative without an authority that stands', () => {
    const to = (...lines: readonly Line[]) => lettersOf(given(...lines, status).under(under).story);
    expect(to(...represented, on('2026-03-31'))).toEqual(['notice citizen', 'notice representative P1']);
    expect(to(...represented, on('2026-04-01'))).toEqual(['notice citizen']);
    expect(to(...represented, sent('EndParty', { party: 'P1', reason: 'authorityWithdrawn' }))).toEqual([
      'notice citizen',
    ]);
    const { authority: _, until: __, ...without } = representative;
    expect(to(...caseUnder(under), sent('AddParty', without))).toEqual(['notice citizen']);
    expect(to(...caseUnder(under), sent('AddParty', { ...representative, lettersTo: false }))).toEqual([
      'notice citizen',
    ]);
  });
  it('go on after the citizen’s death, to the estate', () => {
    const { story } = given(...caseUnder(under), sent('EndParty', { party: 'C1', reason: 'died' }), status).under(
      under,
    );
    expect(lettersOf(story)).toEqual(['notice citizen']);
    expect(addressees(story.caseState, story.today)).toEqual([]);
  });
});

describe('a representative', () => {
  it('has an authority that the office accepts, and one that is not over', () => {
    given(...caseUnder('nordkoebing@1'))
      .under('nordkoebing@1')
      .when('AddParty', { role: 'representative', name: 'Ib', authority: 'guardian', lettersTo: true })
      .thenRefused('COMPLAINANT_NOT_ELIGIBLE');
    atCase()
      .when('AddParty', { ...representative, until: '2026-03-01' })
      .thenInvalid('until');
    atCase()
      .when('AddParty', { ...representative, until: '2026-03-02' })
      .then('PartyAdded');
  });
});
