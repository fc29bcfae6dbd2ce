import { keyPatterns } from './codes.js';
import { complaintEvents, complaintEventTypes, type ComplaintEventType } from './events.js';

type Schema = { readonly [keyword: string]: unknown };
interface Place {
  readonly path: string;
  readonly schema: Schema;
}

/** The schema and everything in it, with where it stands: `referrals[].questions`. */
function within(schema: Schema, path = ''): readonly Place[] {
  const below = (child: Schema, step: string) => within(child, `${path}${step}`);
  const fields = Object.entries((schema.properties ?? {}) as { readonly [name: string]: Schema });
  return [
    { path, schema },
    ...fields.flatMap(([name, field]) => below(field, path === '' ? name : `.${name}`)),
    ...(schema.items === undefined ? [] : below(schema.items as Schema, '[]')),
    ...((schema.anyOf ?? []) as readonly Schema[]).flatMap((choice) => below(choice, '')),
  ];
}
const placesOf = (type: ComplaintEventType): readonly Place[] =>
  within(JSON.parse(JSON.stringify(complaintEvents[type].schema)) as Schema);
/** Places of any of these types that something is wrong with, as `Type.path`. */
const wrong = (types: readonly ComplaintEventType[], isWrong: (place: Place) => boolean) =>
  types.flatMap((type) =>
    placesOf(type)
      .filter(isWrong)
      .map(({ path }) => `${type}.${path}`),
  );

// rules.md, T1 to T10 without T9 (whose CaseRegistered is the first event of a case), and T32's reply before a case.
const beforeACase: readonly ComplaintEventType[] = [
  'InquiryReceived',
  'SmsCounted', // T1
  'PartRecorded',
  'RemitAssessed', // T2
  'IntakeCompleted', // T3
  'GuidanceGiven', // T4
  'EndedWithoutCase', // T5
  'DirectedElsewhere', // T6
  'SuggestionRecorded',
  'SuggestionForwarded', // T7
  'GuidedBack', // T8
  'DialogueRecorded',
  'InabilityAttested',
  'RegistrationAgreed',
  'AgeLimitWaived',
  'PrincipleFlagged', // T10
  'ReplySent', // T32
  'CaseMoved',
  'CaseAssigned',
  'InquiryRecordCorrected',
  'StepRetracted',
  'InquiryRejected',
  'ActivityRecorded',
];

/**
 * Every type that was ever stored, in the order in which they came. A new one is added at the end of its group; none is
 * ever taken out.
 */
const recorded = `
  InquiryReceived SmsCounted PartRecorded RemitAssessed IntakeCompleted GuidanceGiven EndedWithoutCase DirectedElsewhere SuggestionRecorded SuggestionForwarded GuidedBack DialogueRecorded
  InabilityAttested RegistrationAgreed AgeLimitWaived PrincipleFlagged ReplySent CaseMoved CaseAssigned InquiryRecordCorrected StepRetracted InquiryRejected ActivityRecorded NamelessSuggestionRecorded SuggestionPositionRecorded
  CaseRegistered OwnInitiativeOpened FlexibleHandlingStarted WrittenHandlingStarted SwitchedToFlexible SwitchedToWritten ContactRecorded SettlementProposed SettlementAccepted SettledByBoth
  SettlementRejected QuickSolutionFailed MediationOffered MediationOfferAnswered MediationStarted MediationAgreed MediationFailed MediationFailedOnAnswer CaseReferred MoreQuestionsAsked ReminderSent EscalationSent
  DepartmentAnswered LastDepartmentAnswered LaterAnswerRecorded SilenceRecordedForAssessment SilenceRecordedForConsent ClosedOnAnswer CloserLookRequestedForAssessment
  CloserLookRequestedForConsent ConsentGiven ConsentGivenForExamination ConsentGivenForAssessment ConsentRefused ConsentWithdrawn InvestigationOpened InvestigationDeclined
  InformationRequested DepartmentHeard CitizenHeard ScopeChanged ConflictDeclared OutcomeRecorded ConcludedWithoutCriticism ConcludedWithCriticism ClosedOnWithdrawal ComplaintWithdrawn
  PartTakenElsewhere LastPartTakenElsewhere ReopenedForQuestions ReopenedForNewPart ReopenedForConsent ReopenedForAssessment
  ConsentToPurposeWithdrawn ConsentToExaminationWithdrawn ConsentToQuestionsWithdrawn
  CaseDiscontinued PartWithdrawn LastPartWithdrawn
  DeadlineExtended ExtensionRequested ExtensionDeclined ReceiptAcknowledged
  ReferralRecalled LastReferralRecalled OnlyReferralRecalled ReferralDeclined
  SuggestionForwardedInCase DocumentFiled NoteRecorded MeetingAttended CitizenNotified AnswerForwarded ReplyFiled DepartmentPositionRecorded HandlingSet CaseLinked CaseUnlinked PartyAdded PartyUpdated PartyEnded ErasureRequested ErasureRefused ErasureExtended
  DocumentErased CaseErased HoldPlaced HoldLifted KeysShredded CaseRecordCorrected RecommendationRecorded RecommendationStatusRecorded HearingRequested ReviewRequested ReviewRecorded SuggestionRecordedInCase
`
  .trim()
  .split(/\s+/);

/** What is wrong with the names of now against those that were recorded. */
function renamings(before: readonly string[], now: readonly string[]): readonly string[] {
  return [
    ...before
      .filter((name) => !now.includes(name))
      .map(
        (name) =>
          `${name} was renamed or taken out, and stored histories name it: they replay for ever (law 8). Put it back; a new meaning is a new name beside it.`,
      ),
    ...now
      .filter((name) => !before.includes(name))
      .map((name) => `${name} is not recorded. Add it to the list in this file, so that it keeps its name (law 8).`),
  ];
}

describe('the names of events', () => {
  it('are what they were when they were first stored (law 8)', () =>
    expect(renamings(recorded, complaintEventTypes)).toEqual([]));
  it('are each given once', () => expect(new Set(complaintEventTypes).size).toBe(complaintEventTypes.length));
  it('are the names under which they are declared', () => {
    for (const type of complaintEventTypes) expect(complaintEvents[type].type).toBe(type);
    expect(Object.keys(complaintEvents)).toHaveLength(complaintEventTypes.length);
  });
  it('are said with their remedy where one was changed', () => {
    expect(renamings(['NoteRecorded'], ['NoteTaken'])).toEqual([
      'NoteRecorded was renamed or taken out, and stored histories name it: they replay for ever (law 8). Put it back; a new meaning is a new name beside it.',
      'NoteTaken is not recorded. Add it to the list in this file, so that it keeps its name (law 8).',
    ]);
  });
});

describe('the shape of an event', () => {
  it('has room for nothing that was not declared, at any level', () => {
    expect(
      wrong(complaintEventTypes, ({ schema }) => schema.type === 'object' && schema.additionalProperties !== false),
    ).toEqual([]);
    expect(
      wrong(complaintEventTypes, ({ schema }) =>
        ['patternProperties', 'allOf', 'oneOf', '$ref', 'unevaluatedProperties'].some((keyword) => keyword in schema),
      ),
    ).toEqual([]);
  });

  it('has a type or a closed list at every place', () => {
    expect(
      wrong(
        complaintEventTypes,
        ({ schema }) => !('type' in schema || 'enum' in schema || 'const' in schema || 'anyOf' in schema),
      ),
    ).toEqual([]);
  });

  it('has its facts, with their values in full, and no other', () => {
    for (const type of complaintEventTypes) {
      const facts = placesOf(type).find(({ path }) => path === 'facts')!.schema;
      const names = Object.keys(complaintEvents[type].facts);
      expect([type, [...((facts.required ?? []) as string[])].sort()]).toEqual([type, [...names].sort()]);
      for (const name of names)
        expect([type, (facts.properties as { [name: string]: Schema })[name]!.enum]).toEqual([
          type,
          complaintEvents[type].facts[name],
        ]);
    }
  });

  it('declares as personal what is a text of its own: names, addresses and free text, never a code, a date or a reference', () => {
    const isText = ({ schema }: Place) =>
      schema.type === 'string' && !('pattern' in schema || 'enum' in schema || 'const' in schema);
    const sealed = (type: ComplaintEventType, path: string) =>
      Object.keys(complaintEvents[type].personal).some(
        (declared) => path === declared || path.startsWith(`${declared}.`),
      );
    for (const type of complaintEventTypes)
      for (const { path } of placesOf(type).filter(isText))
        expect([type, path, sealed(type, path)]).toEqual([type, path, true]);
    for (const type of complaintEventTypes) {
      for (const declared of Object.keys(complaintEvents[type].personal)) {
        const texts = placesOf(type).filter(
          (place) => isText(place) && (place.path === declared || place.path.startsWith(`${declared}.`)),
        );
        expect([type, declared, texts.length > 0]).toEqual([type, declared, true]);
      }
    }
  });
});

describe('before a case (H16)', () => {
  it('two events may have words, which name nobody, and they are sealed (decision 27)', () => {
    for (const type of ['NamelessSuggestionRecorded', 'SuggestionPositionRecorded'] as const) {
      expect(beforeACase).not.toContain(type);
      expect(complaintEvents[type].personal).toEqual({ text: 'text' });
      const words = placesOf(type).filter(({ schema }) => schema.type === 'string' && !('pattern' in schema));
      expect(words.filter(({ schema }) => !('enum' in schema)).map(({ path }) => path)).toEqual(['text']);
    }
  });

  const isString = ({ schema }: Place) =>
    schema.type === 'string' || 'enum' in schema || typeof schema.const === 'string';
  const patternOf = ({ schema }: Place) =>
    schema.enum !== undefined || schema.const !== undefined ? undefined : (schema.pattern as string | undefined);

  it('no event declares a personal field', () =>
    expect(beforeACase.filter((type) => Object.keys(complaintEvents[type].personal).length > 0)).toEqual([]));

  it('no event has a string that is neither of a closed list nor of a pattern', () => {
    expect(
      wrong(
        beforeACase,
        (place) => isString(place) && !('enum' in place.schema || 'const' in place.schema || 'pattern' in place.schema),
      ),
    ).toEqual([]);
  });

  it('every pattern holds from the first character to the last, and ends: no run of characters without a limit', () => {
    expect(
      wrong(beforeACase, (place) => {
        const pattern = patternOf(place);
        return pattern !== undefined && !/^\^[^|]*\$$/.test(pattern);
      }),
    ).toEqual([]);
    expect(wrong(beforeACase, (place) => /[*+]|\{\d+,\}/.test(patternOf(place) ?? ''))).toEqual([]);
  });

  it('no place takes a civil registration number, a telephone number, a name, an address or a sentence', () => {
    const identities = [
      '010190-1234',
      '0101901234',
      '99991442',
      '99 99 14 42',
      '+4599991442',
      'Gudrun Opdigtsen',
      'Opdigtsen, G.',
      'gudrun@opdigtsen.example',
      'Påhitsvej 14',
      '127.0.0.1',
      'Hun ringede.',
    ];
    expect(
      wrong(beforeACase, (place) => {
        const pattern = patternOf(place);
        // A member of the office, which the step asks for: never somebody who calls.
        if (pattern === keyPatterns.member) return false;
        return pattern !== undefined && identities.some((identity) => new RegExp(pattern, 'u').test(identity));
      }),
    ).toEqual([]);
  });

  it('no event has a number but of an event, with so few digits that nobody can be written as one', () => {
    const isShort = ({ schema }: Place) => Number(schema.minimum) >= 0 && Number(schema.maximum) < 1_000_000;
    expect(
      wrong(
        beforeACase,
        (place) => (place.schema.type === 'number' || place.schema.type === 'integer') && !isShort(place),
      ),
    ).toEqual([]);
  });

  it('a profile of any name that a profile file may have is taken', () => {
    const { pattern } = placesOf('InquiryReceived').find(({ path }) => path === 'profile')!.schema as {
      pattern: string;
    };
    for (const id of ['horsens@1', 'lyngby-taarbaek@12', `${'a'.repeat(63)}@1000000`])
      expect(id).toMatch(new RegExp(pattern, 'u'));
    for (const id of ['horsens', 'Horsens@1', 'horsens@0', 'horsens@01', '@1'])
      expect(id).not.toMatch(new RegExp(pattern, 'u'));
  });
});
