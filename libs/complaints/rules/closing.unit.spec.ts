import { complaintEvents, type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { deadlinesOf } from '../../case/deadlines.js';
import { findingAbout, findingOf, solvedOf } from '../../case/ending.js';
import { evolve } from '../../case/evolve.js';
import { lineOfCase } from '../../read-models/worklist/worklist.js';
import {
  admitted,
  answeredBy,
  caseUnder,
  given,
  on,
  part,
  referredToBoth,
  sent,
  type Story,
} from '../testing/given.js';

const under = 'horsens@1';
const closed = [
  on('2026-03-03'),
  ...caseUnder(under),
  referredToBoth,
  answeredBy('jobcenter'),
  answeredBy('borgerservice'),
  sent('CloseCase'),
];
const opened = sent('OpenInvestigation', {
  scope: ['A', 'B'],
  criteria: { citizenBenefit: 'high', improvement: 'low', overall: 'justified' },
});
const elsewhere = (profile: string) => [...caseUnder(profile), sent('WithdrawComplaint')];

describe('what a closing says was found and solved', () => {
  const admits = (department: string, finding: 'upheld' | 'notUpheld' | 'partly' | 'unclear') =>
    sent('RecordDepartmentAnswer', { department, directToCitizen: true, finding });
  const asked = [...caseUnder(under), referredToBoth];
  const decided = (story: Story) => story.caseState.decisions.map(findingAbout);

  it('whether it was solved is said with the step that closes it, and unknown where nobody said', () => {
    given(...asked, answeredBy('jobcenter'), answeredBy('borgerservice'))
      .under(under)
      .when('CloseCase', { solved: 'partly' })
      .then('ClosedOnAnswer', { solved: 'partly' })
      .leaving({ cycles: [{ outcome: 'answeredByDepartment', solved: 'partly' }] });
    const { story } = given(...closed).under(under);
    const again = story.do('ReopenCase', { reason: 'newPart' });
    expect([solvedOf(story.caseState), solvedOf(again.caseState)]).toEqual(['unknown', null]);
  });
  it('a step that closes nothing yet has no place for it', () => {
    const proposed = sent('ProposeSettlement', { terms: 'En undskyldning', compromisesRights: false });
    const early = [...caseUnder('koebenhavn@1'), sent('StartEarlyResolution', { mode: 'flexible' }), proposed];
    given(...early)
      .under('koebenhavn@1')
      .when('AcceptSettlement', { by: 'citizen', solved: 'wholly' })
      .thenInvalid('solved');
    given(...early, sent('AcceptSettlement', { by: 'citizen' }))
      .under('koebenhavn@1')
      .when('AcceptSettlement', { by: 'department', solved: 'wholly' })
      .then('SettledByBoth', { solved: 'wholly' })
      .leadingTo('closed(settled)');
    given(...caseUnder(under))
      .under(under)
      .when('WithdrawPart', { part: 'A', solved: 'wholly' })
      .thenInvalid('solved');
    given(...caseUnder(under), sent('WithdrawPart', { part: 'A' }))
      .under(under)
      .when('WithdrawPart', { part: 'B', solved: 'wholly' })
      .then('LastPartWithdrawn', { solved: 'wholly' });
    const elsewhereWith = (id: string) =>
      ({
        part: id,
        admissible: false,
        ground: 'content',
        guidance: ['rights'],
        body: 'other',
        solved: 'unknown',
      }) as const;
    given(...caseUnder(under))
      .under(under)
      .when('AssessRemit', elsewhereWith('A'))
      .thenInvalid('solved');
    given(...caseUnder(under), sent('WithdrawPart', { part: 'B' }))
      .under(under)
      .when('AssessRemit', elsewhereWith('A'))
      .then('LastPartTakenElsewhere', { solved: 'unknown' });
  });
  it('a finding is what the department admitted of its parts, in its last answer that says', () => {
    const { story } = given(...asked, admits('jobcenter', 'upheld'), answeredBy('borgerservice')).under(under);
    expect(decided(story.do('CloseCase'))).toEqual(['upheld', null]);
    expect(findingOf(story.do('CloseCase').caseState)).toBe('upheld');
    expect(findingOf(story.caseState)).toBeNull();
    const second = story.do('RecordDepartmentAnswer', {
      department: 'borgerservice',
      directToCitizen: true,
      finding: 'notUpheld',
    });
    expect(decided(second.do('CloseCase'))).toEqual(['upheld', 'notUpheld']);
    expect(findingOf(second.do('CloseCase').caseState)).toBe('partly');
  });
  it('what was found here goes before what was admitted, and a withdrawn part has neither', () => {
    const answeredAndAgreed = [
      ...asked,
      admits('jobcenter', 'upheld'),
      admits('borgerservice', 'unclear'),
      sent('GiveConsent', { purpose: 'closerExamination', departments: ['jobcenter', 'borgerservice'] }),
      sent('RequestCloserLook', {}),
      sent('GiveConsent', { purpose: 'closerExamination', departments: ['jobcenter', 'borgerservice'] }),
    ];
    const { story } = given(...answeredAndAgreed).under(under);
    const concluded = story
      .do('WithdrawPart', { part: 'B' })
      .do('HearDepartment', { department: 'jobcenter', statement: 'Brevet blev sendt' })
      .do('HearCitizen', { statement: 'Jeg fik det ikke' })
      .do('RecordOutcome', { part: 'A', outcome: 'noCriticism', grounds: 'Det er sendt' })
      .do('NotifyCitizen', { about: 'result' })
      .do('Conclude', { solved: 'notAtAll' });
    expect(decided(concluded)).toEqual(['notUpheld', null]);
    expect(findingOf(concluded.caseState)).toBe('notUpheld');
  });
});

describe('opening a case again', () => {
  it('leads where its reason says, and the profile where a closer look goes (K4, H23, H24)', () => {
    for (const profile of ['koebenhavn@1', 'horsens@1', 'odense@1']) {
      given(...elsewhere(profile))
        .under(profile)
        .when('ReopenCase', { reason: 'moreQuestions' })
        .then('ReopenedForQuestions')
        .leadingTo('answered');
      given(...elsewhere(profile))
        .under(profile)
        .when('ReopenCase', { reason: 'newPart' })
        .then('ReopenedForNewPart')
        .leadingTo('registered');
    }
    given(...elsewhere('koebenhavn@1'))
      .under('koebenhavn@1')
      .when('ReopenCase', { reason: 'closerLook' })
      .then('ReopenedForAssessment')
      .leadingTo('investigationAssessment');
    for (const profile of ['horsens@1', 'odense@1'])
      given(...elsewhere(profile))
        .under(profile)
        .when('ReopenCase', { reason: 'closerLook' })
        .then('ReopenedForConsent')
        .leadingTo('awaitingConsent');
  });
  it('begins a new cycle, in which dialogue and agreement are not asked for again', () => {
    given(...closed)
      .under(under)
      .when('ReopenCase', { reason: 'newPart' })
      .then('ReopenedForNewPart')
      .leaving({ cycle: 2, outcome: null, closedAt: null });
    given(...closed, sent('ReopenCase', { reason: 'newPart' }), part('dagtilbud'), admitted('C'))
      .under(under)
      .when('ReferToDepartment', { referrals: [{ department: 'dagtilbud', parts: ['C'] }] })
      .then('CaseReferred')
      .leadingTo('referred');
  });
  it('is for closed cases only, and a contact that ended is final', () => {
    given(...caseUnder(under))
      .under(under)
      .when('ReopenCase', { reason: 'newPart' })
      .thenRefused('TRANSITION_NOT_ALLOWED');
    given(sent('ReceiveInquiry', { channel: 'phone' }), sent('EndWithoutCase'))
      .under(under)
      .when('ReopenCase', { reason: 'newPart' })
      .thenRefused('CASE_REQUIRED');
  });
});

describe('a case that comes to nothing', () => {
  it('is discontinued for its reason wherever it is open', () => {
    for (const profile of ['koebenhavn@1', 'horsens@1', 'odense@1'])
      given(...caseUnder(profile))
        .under(profile)
        .when('DiscontinueCase', { reason: 'solvedByItself' })
        .then('CaseDiscontinued', { reason: 'solvedByItself' })
        .leadingTo('closed(discontinued)')
        .leaving({ decisions: [{ part: 'A', outcome: 'discontinued', examined: false }, { part: 'B' }] });
    given(on('2026-03-03'), ...caseUnder(under), referredToBoth)
      .under(under)
      .when('DiscontinueCase', { reason: 'died' })
      .then('CaseDiscontinued')
      .leaving({ referrals: [{ open: false, endedOn: '2026-03-03' }, { open: false }] });
  });
  it('is the head’s to discontinue in the assessment and the investigation (K14)', () => {
    const assessed = [...elsewhere('koebenhavn@1'), sent('ReopenCase', { reason: 'closerLook' })];
    const inDepth = [...assessed, opened];
    for (const history of [assessed, inDepth]) {
      given(...history)
        .under('koebenhavn@1')
        .when('DiscontinueCase', { reason: 'unreachable' }, { as: 'adviser' })
        .thenRefused('ROLE_FORBIDDEN', 'K14');
      given(...history)
        .under('koebenhavn@1')
        .when('DiscontinueCase', { reason: 'unreachable' }, { as: 'head' })
        .then('CaseDiscontinued')
        .leadingTo('closed(discontinued)');
    }
  });
  it('is no case before registration and none once closed', () => {
    given(sent('ReceiveInquiry', { channel: 'phone' }))
      .under(under)
      .when('DiscontinueCase', { reason: 'moot' })
      .thenRefused('CASE_REQUIRED');
    given(...closed)
      .under(under)
      .when('DiscontinueCase', { reason: 'moot' })
      .thenRefused('CASE_CLOSED');
  });
});

describe('a part that is withdrawn', () => {
  it('leaves the case, and the last closes it as withdrawn by the citizen', () => {
    const one = given(...caseUnder(under))
      .under(under)
      .when('WithdrawPart', { part: 'B' })
      .then('PartWithdrawn', { part: 'B' })
      .leadingTo('registered')
      .leaving({
        parts: [
          { id: 'A', outcome: null },
          { id: 'B', outcome: 'withdrawnByCitizen', withdrawnIn: 1 },
        ],
      });
    given(...one.story.events)
      .under(under)
      .when('WithdrawPart', { part: 'A' })
      .then('LastPartWithdrawn')
      .leadingTo('closed(withdrawnByCitizen)');
    given(...one.story.events)
      .under(under)
      .when('WithdrawPart', { part: 'B' })
      .thenRefused('PART_NOT_ADMISSIBLE', 'H28');
  });
  it('is put to no department any more', () => {
    given(...caseUnder(under), sent('WithdrawPart', { part: 'B' }))
      .under(under)
      .when('ReferToDepartment', { referrals: [{ department: 'jobcenter', parts: ['A'] }] })
      .then('CaseReferred');
    given(...caseUnder(under), sent('WithdrawPart', { part: 'B' }))
      .under(under)
      .when('ReferToDepartment', referredToBoth.body)
      .thenRefused('PART_NOT_ADMISSIBLE');
  });
  it('leaves the scope, and nothing is found about it', () => {
    given(...elsewhere('koebenhavn@1'), sent('ReopenCase', { reason: 'closerLook' }), opened)
      .under('koebenhavn@1')
      .when('WithdrawPart', { part: 'B' })
      .then('PartWithdrawn')
      .leaving({ parts: [{ inScope: true }, { inScope: false }] });
    given(
      ...elsewhere('koebenhavn@1'),
      sent('ReopenCase', { reason: 'closerLook' }),
      opened,
      sent('WithdrawPart', { part: 'B' }),
    )
      .under('koebenhavn@1')
      .when('RecordOutcome', { part: 'B', outcome: 'criticism', grounds: 'Sagen lå stille' })
      .thenRefused('PART_NOT_IN_SCOPE');
  });
  it('is none of the next cycle', () => {
    given(
      ...caseUnder(under),
      sent('WithdrawPart', { part: 'B' }),
      sent('WithdrawComplaint'),
      sent('ReopenCase', { reason: 'newPart' }),
    )
      .under(under)
      .when('WithdrawPart', { part: 'A' })
      .then('LastPartWithdrawn')
      .leaving({
        decisions: [
          { part: 'A', cycle: 1 },
          { part: 'B', cycle: 1 },
          { part: 'A', cycle: 2 },
        ],
      });
  });
  it('is one of the complaint', () => {
    given(...caseUnder(under))
      .under(under)
      .when('WithdrawPart', { part: 'Z' })
      .thenInvalid('part');
  });
});

describe('a closed case', () => {
  it('takes letters, notes and requests, and no other step (H22, H26)', () => {
    for (const [name, body] of [
      ['RecordNote', { text: 'Ringede' }],
      ['NotifyCitizen', { about: 'rights' }],
      ['RequestErasure', { of: 'case' }],
      ['PlaceHold', { reason: 'courtCase' }],
    ] as const) {
      given(...closed)
        .under(under)
        .when(name, body as never)
        .then(
          {
            RecordNote: 'NoteRecorded',
            NotifyCitizen: 'CitizenNotified',
            RequestErasure: 'ErasureRequested',
            PlaceHold: 'HoldPlaced',
          }[name] as 'NoteRecorded',
        )
        .leadingTo('closed(answeredByDepartment)');
    }
    given(...closed)
      .under(under)
      .when('WithdrawComplaint')
      .thenRefused('CASE_CLOSED');
    given(...closed)
      .under(under)
      .when('RecordPart', part('jobcenter').body)
      .thenRefused('CASE_CLOSED');
    given(...closed)
      .under(under)
      .when('AttendMeeting', { requestedBy: 'citizen', reason: 'insecure', on: '2026-03-03' })
      .then('MeetingAttended');
  });
});

describe('retention', () => {
  it('ends five years after the last closing, and not a day before (H26)', () => {
    given(...closed, on('2031-03-02'))
      .under(under)
      .when('ShredKeys')
      .thenRefused('RETENTION_NOT_PASSED', 'H26');
    given(...closed, on('2031-03-03'))
      .under(under)
      .when('ShredKeys')
      .then('KeysShredded')
      .leadingTo('closed(answeredByDepartment)')
      .leaving({ shredded: true });
  });
  it('is the later of five years and 1825 days: over two leap days the years are longer (H26)', () => {
    given(on('2024-01-15'), ...caseUnder(under), sent('WithdrawComplaint'), on('2029-01-14'))
      .under(under)
      .when('ShredKeys')
      .thenRefused('RETENTION_NOT_PASSED');
    given(on('2024-01-15'), ...caseUnder(under), sent('WithdrawComplaint'), on('2029-01-15'))
      .under(under)
      .when('ShredKeys')
      .then('KeysShredded');
  });
  it('counts from the last closing: a case that was opened again has not ended', () => {
    const again = [...closed, on('2031-03-03'), sent('ReopenCase', { reason: 'moreQuestions' })];
    given(...again)
      .under(under)
      .when('ShredKeys')
      .thenRefused('RETENTION_NOT_PASSED');
    given(...again, sent('CloseCase'))
      .under(under)
      .when('ShredKeys')
      .thenRefused('RETENTION_NOT_PASSED');
    given(...again, sent('CloseCase'), on('2036-03-03'))
      .under(under)
      .when('ShredKeys')
      .then('KeysShredded');
  });
  it('waits for a hold, and says the archive before the court before the time (H26)', () => {
    const archive = sent('PlaceHold', { reason: 'archiveTransfer' });
    const court = sent('PlaceHold', { reason: 'courtCase' });
    given(...closed, archive, court)
      .under(under)
      .when('ShredKeys')
      .thenRefused('ARCHIVE_TRANSFER_PENDING', 'H26')
      .also('LEGAL_HOLD', 'RETENTION_NOT_PASSED');
    given(...closed, court)
      .under(under)
      .when('ShredKeys')
      .thenRefused('LEGAL_HOLD', 'H26')
      .also('RETENTION_NOT_PASSED');
    given(...closed, archive, on('2031-03-03'))
      .under(under)
      .when('ShredKeys')
      .thenRefused('ARCHIVE_TRANSFER_PENDING')
      .also();
    given(...closed, archive, on('2031-03-03'), sent('LiftHold', { reason: 'archiveTransfer' }))
      .under(under)
      .when('ShredKeys')
      .then('KeysShredded');
    given(...closed, archive)
      .under(under)
      .when('LiftHold', { reason: 'courtCase' })
      .thenRefused('TRANSITION_NOT_ALLOWED');
  });
  it('over, the case takes nothing at all any more (H26)', () => {
    const shredded = [...closed, on('2031-03-03'), sent('ShredKeys')];
    given(...shredded)
      .under(under)
      .when('ReopenCase', { reason: 'newPart' })
      .thenRefused('CASE_SHREDDED', 'H26');
    given(...shredded)
      .under(under)
      .when('RecordNote', { text: 'Ringede' })
      .thenRefused('CASE_SHREDDED', 'H26');
    given(...shredded)
      .under(under)
      .when('ShredKeys')
      .thenRefused('CASE_SHREDDED', 'H26');
    given(...shredded)
      .under(under)
      .when('RecordDepartmentPosition', { part: 'A', position: 'accepted' })
      .thenRefused('CASE_SHREDDED');
    given(...shredded)
      .under(under)
      .when('WithdrawComplaint')
      .thenRefused('CASE_CLOSED');
  });
});

describe('erasure', () => {
  const request = sent('RequestErasure', { of: 'case' });
  const decide = (decision: 'granted' | 'refused' | 'extended', more: object = {}) =>
    ({ request: 'E1', decision, basis: 'journalingDuty', ...more }) as const;
  const misfiled = [...closed, sent('FileDocument', { title: 'En andens brev', direction: 'in', date: '2026-03-03' })];
  const wrong = given(...misfiled)
    .under(under)
    .story.caseState.documents.at(-1)!.id;
  const requested = [...misfiled, sent('RequestErasure', { of: 'document', document: wrong })];

  it('is a request with a month to decide it, by the data protection officer', () => {
    given(...closed)
      .under(under)
      .when('RequestErasure', request.body)
      .then('ErasureRequested', { request: 'E1', due: '2026-04-03' });
    given(...closed)
      .under(under)
      .when('RequestErasure', request.body, { as: 'adviser' })
      .thenRefused('ROLE_FORBIDDEN', 'H27');
    given(...closed)
      .under(under)
      .when('RequestErasure', { of: 'document', document: '99-1' })
      .thenInvalid('document');
  });
  it('is decided once; put off by two months at most it stays open (GDPR 12)', () => {
    given(...closed, request)
      .under(under)
      .when('DecideErasure', decide('refused'))
      .then('ErasureRefused')
      .leaving({ erasureRequests: [{ status: 'refused' }] });
    given(...closed, request, sent('DecideErasure', decide('refused')))
      .under(under)
      .when('DecideErasure', decide('refused'))
      .thenRefused('TRANSITION_NOT_ALLOWED');
    given(...closed, request)
      .under(under)
      .when('DecideErasure', decide('extended', { extendedTo: '2026-06-03' }))
      .then('ErasureExtended')
      .leaving({ erasureRequests: [{ status: 'open', due: '2026-06-03' }] });
    given(...closed, request)
      .under(under)
      .when('DecideErasure', decide('extended', { extendedTo: '2026-06-04' }))
      .thenInvalid('extendedTo');
    given(...closed, request)
      .under(under)
      .when('DecideErasure', decide('extended', { extendedTo: '2026-04-03' }))
      .thenInvalid('extendedTo');
    given(...closed)
      .under(under)
      .when('DecideErasure', decide('refused'))
      .thenInvalid('request');
  });
  it('of the whole case waits for the end of its retention, and for a hold (H26)', () => {
    given(...closed, request)
      .under(under)
      .when('DecideErasure', decide('granted'))
      .thenRefused('RETENTION_NOT_PASSED', 'H26');
    given(...closed, on('2031-03-03'), request)
      .under(under)
      .when('DecideErasure', decide('granted'))
      .then('CaseErased')
      .leaving({ shredded: true, erasureRequests: [{ status: 'granted' }] });
    given(...closed, on('2031-03-03'), request, sent('PlaceHold', { reason: 'supervision' }))
      .under(under)
      .when('DecideErasure', decide('granted'))
      .thenRefused('LEGAL_HOLD', 'H26');
    given(...closed, on('2031-03-03'), request, sent('DecideErasure', decide('refused')))
      .under(under)
      .when('DecideErasure', decide('granted'))
      .thenRefused('TRANSITION_NOT_ALLOWED');
  });
  it('of a misfiled document can be granted at once, but for a hold (GDPR 17)', () => {
    given(...requested)
      .under(under)
      .when('DecideErasure', decide('granted', { basis: 'misfiled' }))
      .then('DocumentErased', { document: wrong })
      .leaving({ shredded: false, erasureRequests: [{ status: 'granted' }] });
    given(...requested, sent('PlaceHold', { reason: 'archiveTransfer' }))
      .under(under)
      .when('DecideErasure', decide('granted'))
      .thenRefused('ARCHIVE_TRANSFER_PENDING');
    given(...requested, sent('PlaceHold', { reason: 'courtCase' }))
      .under(under)
      .when('DecideErasure', decide('granted'))
      .thenRefused('LEGAL_HOLD');
    given(...requested, sent('DecideErasure', decide('refused')))
      .under(under)
      .when('DecideErasure', decide('granted'))
      .thenRefused('TRANSITION_NOT_ALLOWED');
  });
  it('asked for and not decided ends with the keys: nothing is owed for ever to somebody who is gone', () => {
    const { story } = given(
      ...closed,
      answeredBy('jobcenter', false),
      sent('RequestErasure', { of: 'case' }),
      on('2031-03-03'),
    ).under(under);
    expect(story.caseState.tasks).toHaveLength(1);
    const waits = (at: Story) => ({
      tasks: at.caseState.tasks,
      late: deadlinesOf(at.caseState, at.profile, '2040-01-01').filter(({ status }) => status === 'late').length,
      listed: lineOfCase(at.caseState, { number: null, stopped: false }, () => at.profile)!.waits,
    });
    for (const gone of [
      story.do('ShredKeys'),
      story.do('RequestErasure', { of: 'case' }).do('DecideErasure', decide('granted', { request: 'E2' })),
    ]) {
      expect(gone.caseState.erasureRequests.map(({ status, decidedOn }) => [status, decidedOn])).toEqual(
        gone.caseState.erasureRequests.map(() => ['granted', '2031-03-03']),
      );
      expect(waits(gone)).toMatchObject({ tasks: [], listed: [] });
      // Overdue it was: one month had passed. It is so no more than it was on that day.
      expect(waits(gone).late).toBe(1);
    }
  });
  it('of an answer that came to the wrong case takes that answer alone, where it has a key of its own', () => {
    const answered = given(
      ...caseUnder(under),
      referredToBoth,
      answeredBy('jobcenter'),
      sent('RecordDepartmentAnswer', { department: 'borgerservice', directToCitizen: true, summary: 'En andens sag' }),
    ).under(under).story;
    const answer = answered.caseState.documents.at(-1)!;
    expect(complaintEvents.LastDepartmentAnswered.personal).toEqual({ summary: 'document' });
    const erased = answered
      .do('RequestErasure', { of: 'document', document: answer.id })
      .do('RequestErasure', { of: 'document', document: answer.id })
      .do('DecideErasure', decide('granted', { basis: 'misfiled' }));
    expect(erased.caseState.documents.filter((document) => document.erased).map(({ id }) => id)).toEqual([answer.id]);
    expect(erased.caseState.erasureRequests.map(({ status }) => status)).toEqual(['granted', 'granted']);
    // One of the first version is under the key of the case.
    const { document: _, ...first } = answered.events.at(-1)!.data as { readonly document?: string };
    const old = evolve(answered.caseState, {
      ...answered.events.at(-1)!,
      revision: answered.events.length,
      data: first,
    } as unknown as ComplaintEvent);
    expect(old.documents.at(-1)).not.toHaveProperty('ownKey');
  });
});
