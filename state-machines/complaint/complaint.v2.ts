/**
 * The lifecycle of a complaint, version 2 (rules.md, section 2). Its events are the domain events; the only guard asks
 * the rules named in `params`. There is no context: every fact comes with the event. The next version makes data of
 * this one, as complaint.v1.ts is.
 */
import { setup } from 'xstate';
import { complaintEvents, complaintEventTypes, type ComplaintEventType } from '../../event-schemas/complaint/events.js';
import { rules, type Rule, type RuleName } from './rules.js';

/** What the machine is told: the type, the facts and the role that acts; never a text, a time or a person. */
export interface MachineEvent {
  readonly type: ComplaintEventType;
  readonly facts: { readonly [fact: string]: string };
  readonly role: string;
}

/** Whether one rule of these holds for an event. An unknown value or role does not. */
export const holdsIn =
  (of: { readonly [Name in RuleName]: Rule }) =>
  (name: RuleName, event: Pick<MachineEvent, 'facts' | 'role'>): boolean => {
    const rule = of[name];
    if (rule.roles) return rule.roles.includes(event.role);
    return rule.holds?.includes(event.facts[rule.fact ?? ''] ?? '') ?? false;
  };
export const holds = holdsIn(rules);

type Who =
  | 'byAdviser'
  | 'byHead'
  | 'byHeadOrSystem'
  | 'byDepartment'
  | 'byAdviserOrDepartment'
  | 'byOfficer'
  | 'bySystem'
  | 'bySystemOrOfficer';
const by =
  (who: Who) =>
  (names: readonly RuleName[] = [], target?: string) => ({
    guard: { type: 'allow' as const, params: [who, ...names] as readonly RuleName[] },
    ...(target === undefined ? {} : { target }),
  });
const adviser = by('byAdviser');
const head = by('byHead');
const department = by('byAdviserOrDepartment');
const departmentAlone = by('byDepartment');
const officer = by('byOfficer');
const system = by('bySystem');

const moved = by('byHeadOrSystem');
const correctable = adviser(['aRecord', 'notANote', 'notACorrection', 'recordStands', 'recordKept', 'sameStep']);
/** Where it leads is where the step that is undone began: the events before it know, and no state does. */
const retracted = adviser(['entitled', 'theLastStep', 'notLasting', 'lately', 'nothingSent', 'notBuiltOn']);
const putRight = { InquiryRecordCorrected: correctable, StepRetracted: retracted };

/** Whose case it is, from the first contact on and after the last. */
const assigned = { CaseAssigned: adviser() };

const exclusion: readonly RuleName[] = ['groundListed', 'tooOldIndeed', 'broughtElsewhere'];
/** A part may come at any time. */
const newPart = {
  PartRecorded: adviser(),
  RemitAssessed: adviser(exclusion),
  AgeLimitWaived: adviser(['hasAgeLimit', 'waiverNeeded']),
};
const flagged = { PrincipleFlagged: head(['hasPrinciple']) };
const beforeRegistration = {
  ...newPart,
  DialogueRecorded: adviser(['hasDialogueRule']),
  InabilityAttested: adviser(['hasExceptionUnable']),
  RegistrationAgreed: adviser(['hasAgreement']),
  ...flagged,
  EndedWithoutCase: adviser([], '#endedWithoutCase'),
  DirectedElsewhere: adviser(['everyPartExcluded'], '#endedWithoutCase'),
  InquiryRejected: adviser(['someParts', 'everyPartRejected'], '#endedWithoutCase'),
  CaseRegistered: adviser(
    [
      'partsAdmissible',
      'eligibleComplainant',
      'acceptedRepresentative',
      'dialogueExhausted',
      'dialogueWithConcerned',
      'agreedByBoth',
      'ageLimitKept',
    ],
    '#registered',
  ),
};
const decidedOnScope: readonly RuleName[] = ['scopeFilled', 'scopeAdmissible', 'criteriaAgree', 'noConflict'];
/** Without a quick solution first (K19). */
const openedOfPrinciple = { InvestigationOpened: head(['ofPrinciple', ...decidedOnScope, 'reviewed'], '#active') };
/** What a talk may become: more guidance, a suggestion, a complaint. */
const talk = {
  ...beforeRegistration,
  IntakeCompleted: adviser(['hasDialogueRule', 'hasAdmissiblePart'], '#dialogueCheck'),
  GuidanceGiven: adviser(['hasGuidance'], '#guidance'),
  SuggestionRecorded: adviser(['hasSuggestions']),
  NamelessSuggestionRecorded: adviser(['hasSuggestions']),
  SuggestionForwarded: adviser(['hasSuggestions', 'suggestionRecorded', 'nameConsented'], '#endedWithoutCase'),
};
const guidesBack = { GuidedBack: adviser(['hasDialogueRule', 'dialogueStillOpen'], '#endedWithoutCase') };
const offerOfMediation = {
  MediationOffered: adviser(['hasMediation']),
  MediationOfferAnswered: adviser(['hasMediation', 'mediationOffered']),
};
const mediation = (from: string) => ({ MediationStarted: adviser(['hasMediation', 'mediationAccepted'], from) });
/** What its department makes of a suggestion that was passed on. */
const positionOnSuggestion = { SuggestionPositionRecorded: department(['suggestionPassedOn']) };
/** In the assessment and the investigation, which are the head's, so is that the case came to nothing. */
const discontinued = { CaseDiscontinued: adviser([], '#closed') };
const discontinuedByHead = { CaseDiscontinued: head([], '#closed') };
const settlement = {
  SettlementProposed: adviser(['rightsKept']),
  SettlementAccepted: adviser(['settlementProposed']),
  SettledByBoth: adviser([], '#closed'),
  SettlementRejected: adviser(['settlementProposed']),
};
const declines = { ReferralDeclined: departmentAlone(['letterOpen']) };
const referral = { CaseReferred: adviser(['partsAdmissible', 'everyPartCovered', 'ageLimitKept'], '#referred') };
/** A letter about what came later, and about that alone. */
const laterReferral = {
  CaseReferred: adviser(['partsAdmissible', 'notReferredYet', 'everyPartCovered', 'ageLimitKept'], '#referred'),
};
const consentInRegion = {
  consentNotNeeded: { guard: { type: 'allow' as const, params: ['consentNotNeeded'] as readonly RuleName[] } },
  covered: { guard: { type: 'allow' as const, params: ['consentForThis', 'withinConsent'] as readonly RuleName[] } },
};
const needsConsent = (kind: keyof typeof consentInRegion) => ({
  MoreQuestionsAsked: consentInRegion[kind],
  InvestigationOpened: consentInRegion[kind],
  InformationRequested: consentInRegion[kind],
});
const givesConsent = { ConsentGiven: 'given', ConsentGivenForExamination: 'given', ConsentGivenForAssessment: 'given' };

const alsoBeforeACase: readonly ComplaintEventType[] = [
  'PrincipleFlagged',
  'PartRecorded',
  'RemitAssessed',
  'AgeLimitWaived',
  'SuggestionRecorded',
];
const onlyBeforeACase: readonly ComplaintEventType[] = [
  'InquiryReceived',
  'SmsCounted',
  'ActivityRecorded',
  'IntakeCompleted',
  'GuidanceGiven',
  'EndedWithoutCase',
  'DirectedElsewhere',
  'InquiryRejected',
  'NamelessSuggestionRecorded',
  'SuggestionForwarded',
  'GuidedBack',
  'DialogueRecorded',
  'InabilityAttested',
  'RegistrationAgreed',
  'ReplySent',
  'InquiryRecordCorrected',
];
/** What only somebody who has complained can do. */
const onlyByComplainant: readonly ComplaintEventType[] = [
  'ComplaintWithdrawn',
  'PartWithdrawn',
  'LastPartWithdrawn',
  'ReceiptAcknowledged',
];
const startsCase: readonly ComplaintEventType[] = ['CaseRegistered', 'OwnInitiativeOpened'];
const endsPerson: readonly ComplaintEventType[] = ['KeysShredded', 'CaseErased'];
const caseEvents = complaintEventTypes.filter(
  (type) => ![...alsoBeforeACase, ...onlyBeforeACase, ...startsCase, ...endsPerson].includes(type),
);
/** Taken where somebody's data may be kept, refused where there is none yet or none any more. */
const onPersonalData = (types: readonly ComplaintEventType[]) => ({
  ...Object.fromEntries(types.map((type) => [type, {}])),
  ...Object.fromEntries(endsPerson.map((type) => [type, 'shredded'])),
});

export const complaintV2 = setup({
  types: { context: {}, events: {} as MachineEvent },
  guards: { allow: ({ event }, names: readonly RuleName[]) => names.every((name) => holds(name, event)) },
}).createMachine({
  id: 'complaint/2',
  type: 'parallel',
  context: {},
  states: {
    lifecycle: {
      initial: 'unreceived',
      states: {
        unreceived: {
          on: {
            InquiryReceived: adviser([], '#intake'),
            SmsCounted: adviser([], '#counted'),
            ActivityRecorded: adviser([], '#counted'),
            OwnInitiativeOpened: head(['hasOwnInitiative', 'criteriaAgree'], '#active'),
          },
        },
        counted: { id: 'counted' },
        preCase: {
          initial: 'intake',
          on: {
            ReplySent: adviser(['smsAnswered', 'safeChannel']),
            CaseMoved: moved(['stateFits', 'groundsFit']),
            ...assigned,
            ...putRight,
          },
          states: {
            intake: { id: 'intake', on: talk },
            dialogueCheck: { id: 'dialogueCheck', on: { ...beforeRegistration, ...guidesBack } },
            guidance: { id: 'guidance', on: { ...talk, ...guidesBack } },
          },
        },
        endedWithoutCase: {
          id: 'endedWithoutCase',
          on: { CaseMoved: moved(['groundsFit']), ...assigned, ...putRight, ...positionOnSuggestion },
        },
        case: {
          initial: 'open',
          on: {
            CaseMoved: moved(['stateFits', 'groundsFit', 'complainantFits']),
            ...assigned,
            CaseRecordCorrected: correctable,
            StepRetracted: retracted,
            DocumentFiled: adviser(),
            HandlingSet: adviser(),
            ...positionOnSuggestion,
            CaseLinked: adviser(['notLinked']),
            CaseUnlinked: adviser(['linkStands']),
            PartyAdded: adviser(['acceptedAuthority']),
            PartyUpdated: adviser(['partyStands']),
            PartyEnded: adviser(['partyStands']),
            NoteRecorded: adviser(),
            MeetingAttended: adviser(['hasMeetings']),
            CitizenNotified: adviser(['outcomesForResult', 'noConflict']),
            AnswerForwarded: adviser(['answerRecorded']),
            ReplyFiled: adviser(['smsAnswered', 'safeChannel']),
            DeadlineExtended: adviser(['somethingAwaited']),
            ExtensionRequested: departmentAlone(['somethingAwaited']),
            ExtensionDeclined: adviser(['extensionAsked']),
            RecommendationRecorded: head(),
            RecommendationStatusRecorded: adviser(),
            ErasureRequested: officer(),
            ErasureRefused: officer(['requestOpen']),
            ErasureExtended: officer(['requestOpen']),
            DocumentErased: officer(['requestOpen', 'noArchiveTransfer', 'noHold']),
            CaseErased: officer(['requestOpen', 'noArchiveTransfer', 'noHold', 'retentionPassed']),
            HoldPlaced: officer(),
            HoldLifted: officer(['holdPlaced']),
            KeysShredded: by('bySystemOrOfficer')(['noArchiveTransfer', 'noHold', 'retentionPassed']),
          },
          states: {
            open: {
              initial: 'registered',
              on: {
                ComplaintWithdrawn: adviser([], '#closed'),
                PartWithdrawn: adviser(['partStanding']),
                LastPartWithdrawn: adviser(['partStanding'], '#closed'),
                ...newPart,
                PartTakenElsewhere: adviser(exclusion),
                LastPartTakenElsewhere: adviser(exclusion, '#closed'),
                ConsentGiven: adviser(),
                ConsentWithdrawn: adviser(),
                ConsentToPurposeWithdrawn: adviser(['consentStands']),
                SuggestionRecorded: adviser(['hasSuggestions']),
                SuggestionRecordedInCase: adviser(['hasSuggestions']),
                SuggestionForwardedInCase: adviser(['hasSuggestions', 'suggestionRecorded', 'nameConsented']),
                LaterAnswerRecorded: department(['departmentAsked']),
                ConflictDeclared: adviser(),
                ReceiptAcknowledged: adviser(),
                ReviewRequested: adviser(),
                ReviewRecorded: adviser(['reviewAsked', 'readerNamed']),
              },
              states: {
                registered: {
                  id: 'registered',
                  on: {
                    ...discontinued,
                    FlexibleHandlingStarted: adviser(['hasEarlyResolution'], '#flexible'),
                    WrittenHandlingStarted: adviser(['hasEarlyResolution'], '#written'),
                    ...offerOfMediation,
                    ...mediation('#fromRegistered'),
                    ...referral,
                    ...openedOfPrinciple,
                    ...flagged,
                  },
                },
                earlyResolution: {
                  initial: 'flexible',
                  on: {
                    ...discontinued,
                    ...openedOfPrinciple,
                    ...flagged,
                    ContactRecorded: adviser(),
                    ...settlement,
                    QuickSolutionFailed: adviser(['quickSolutionTried'], '#investigationAssessment'),
                    ...offerOfMediation,
                    ...referral,
                  },
                  states: {
                    flexible: {
                      id: 'flexible',
                      on: {
                        SwitchedToWritten: adviser(['hasEarlyResolution'], '#written'),
                        ...mediation('#fromFlexible'),
                      },
                    },
                    written: {
                      id: 'written',
                      on: {
                        SwitchedToFlexible: adviser(['hasEarlyResolution'], '#flexible'),
                        ...mediation('#fromWritten'),
                      },
                    },
                  },
                },
                mediation: {
                  initial: 'fromRegistered',
                  on: {
                    ...discontinued,
                    ...declines,
                    ...flagged,
                    MediationAgreed: adviser(['rightsKept', 'noConflict'], '#closed'),
                    QuickSolutionFailed: adviser(['quickSolutionTried'], '#investigationAssessment'),
                  },
                  states: {
                    fromRegistered: {
                      id: 'fromRegistered',
                      on: { MediationFailed: adviser(['noConflict'], '#registered') },
                    },
                    fromFlexible: { id: 'fromFlexible', on: { MediationFailed: adviser(['noConflict'], '#flexible') } },
                    fromWritten: { id: 'fromWritten', on: { MediationFailed: adviser(['noConflict'], '#written') } },
                    fromReferred: {
                      id: 'fromReferred',
                      on: {
                        MediationFailed: adviser(['noConflict'], '#referred'),
                        MediationFailedOnAnswer: adviser(['noConflict'], '#answered'),
                      },
                    },
                    fromAnswered: {
                      id: 'fromAnswered',
                      on: { MediationFailed: adviser(['noConflict'], '#answered') },
                    },
                  },
                },
                referred: {
                  id: 'referred',
                  on: {
                    ...discontinued,
                    ...flagged,
                    ReminderSent: system(['deadlinePassed', 'answerOutstanding']),
                    EscalationSent: system(['deadlinePassed', 'answerOutstanding']),
                    ConsentToQuestionsWithdrawn: adviser(['consentStands'], '#answered'),
                    ReferralRecalled: adviser(['letterOpen']),
                    LastReferralRecalled: adviser(['letterOpen'], '#answered'),
                    OnlyReferralRecalled: adviser(['letterOpen'], '#registered'),
                    ...declines,
                    DepartmentAnswered: department(['departmentAsked']),
                    LastDepartmentAnswered: department(['departmentAsked'], '#answered'),
                    SilenceRecordedForAssessment: adviser(['deadlinePassed'], '#investigationAssessment'),
                    SilenceRecordedForConsent: adviser(['deadlinePassed'], '#awaitingConsent'),
                    ...laterReferral,
                    ...offerOfMediation,
                    ...mediation('#fromReferred'),
                  },
                },
                answered: {
                  id: 'answered',
                  on: {
                    ...discontinued,
                    ...flagged,
                    ClosedOnAnswer: adviser(['latePartsSeenTo', 'answerReached'], '#closed'),
                    ...laterReferral,
                    MoreQuestionsAsked: adviser(['partsAdmissible'], '#referred'),
                    CloserLookRequestedForAssessment: adviser([], '#investigationAssessment'),
                    CloserLookRequestedForConsent: adviser([], '#awaitingConsent'),
                    ...offerOfMediation,
                    ...mediation('#fromAnswered'),
                  },
                },
                investigationAssessment: {
                  id: 'investigationAssessment',
                  on: {
                    InvestigationOpened: head([...decidedOnScope, 'reviewed'], '#active'),
                    InvestigationDeclined: head(
                      ['latePartsSeenTo', 'criteriaAgree', 'noConflict', 'reviewed', 'decisionTold'],
                      '#closed',
                    ),
                    MoreQuestionsAsked: adviser(['partsAdmissible'], '#referred'),
                    ClosedOnAnswer: adviser(['latePartsSeenTo', 'answerReached', 'someAnswer'], '#closed'),
                    ...flagged,
                    ...discontinuedByHead,
                    ...settlement,
                  },
                },
                awaitingConsent: {
                  id: 'awaitingConsent',
                  on: {
                    ...discontinued,
                    ...flagged,
                    ConsentGivenForExamination: adviser([], '#active'),
                    ConsentGivenForAssessment: adviser([], '#investigationAssessment'),
                    ConsentRefused: adviser(['answerReached'], '#closed'),
                    MoreQuestionsAsked: adviser(['partsAdmissible', 'someAnswer'], '#referred'),
                    ClosedOnAnswer: adviser(['latePartsSeenTo', 'answerReached', 'someAnswer'], '#closed'),
                  },
                },
                investigating: {
                  initial: 'active',
                  on: { ...discontinuedByHead },
                  states: {
                    active: {
                      id: 'active',
                      on: {
                        InformationRequested: adviser(),
                        HearingRequested: adviser(['consentForThis', 'withinConsent']),
                        ReminderSent: system(['deadlinePassed', 'answerOutstanding']),
                        EscalationSent: system(['deadlinePassed', 'answerOutstanding']),
                        DepartmentHeard: adviser(['consentForThis', 'withinConsent']),
                        CitizenHeard: adviser(),
                        ScopeChanged: head(decidedOnScope),
                        OutcomeRecorded: adviser(['partInScope', 'noConflict']),
                        ConcludedWithoutCriticism: head(
                          [
                            'outcomesComplete',
                            'latePartsSeenTo',
                            'noConflict',
                            'reviewed',
                            'bothHeard',
                            'resultTold',
                            'answerReached',
                          ],
                          '#closed',
                        ),
                        ConcludedWithCriticism: head(
                          [
                            'outcomesComplete',
                            'latePartsSeenTo',
                            'noConflict',
                            'reviewed',
                            'bothHeard',
                            'resultTold',
                            'answerReached',
                          ],
                          '#closed',
                        ),
                        ConsentWithdrawn: adviser([], '#halted'),
                        ConsentToExaminationWithdrawn: adviser(['consentStands'], '#halted'),
                        ...settlement,
                      },
                    },
                    halted: {
                      id: 'halted',
                      on: {
                        ConsentGivenForExamination: adviser([], '#active'),
                        ClosedOnWithdrawal: adviser(['latePartsSeenTo', 'statusTold'], '#closed'),
                      },
                    },
                  },
                },
              },
            },
            closed: {
              id: 'closed',
              on: {
                LaterAnswerRecorded: department(['departmentAsked']),
                ConsentWithdrawn: adviser(),
                ConsentToPurposeWithdrawn: adviser(['consentStands']),
                DepartmentPositionRecorded: department(['partCriticised']),
                ReopenedForQuestions: adviser([], '#answered'),
                ReopenedForNewPart: adviser([], '#registered'),
                ReopenedForConsent: adviser([], '#awaitingConsent'),
                ReopenedForAssessment: adviser([], '#investigationAssessment'),
              },
            },
          },
        },
      },
    },
    consent: {
      initial: 'none',
      states: {
        none: { on: { ...givesConsent, ConsentRefused: 'refused', ...needsConsent('consentNotNeeded') } },
        given: {
          on: {
            ConsentGiven: {},
            ConsentGivenForExamination: {},
            ConsentGivenForAssessment: {},
            ConsentRefused: 'refused',
            ConsentWithdrawn: 'withdrawn',
            // Whether another purpose still stands is a fact: the region knows of consent as a whole.
            ConsentToPurposeWithdrawn: {},
            ConsentToExaminationWithdrawn: {},
            ConsentToQuestionsWithdrawn: {},
            ...needsConsent('covered'),
          },
        },
        refused: { on: { ...givesConsent, ConsentRefused: {}, ...needsConsent('consentNotNeeded') } },
        withdrawn: { on: { ...givesConsent, ConsentRefused: 'refused', ...needsConsent('consentNotNeeded') } },
      },
    },
    followUp: {
      initial: 'none',
      states: {
        none: { on: { ConcludedWithCriticism: 'awaited' } },
        awaited: { on: { ConcludedWithCriticism: {}, DepartmentPositionRecorded: {} } },
      },
    },
    privacy: {
      initial: 'none',
      states: {
        none: {
          on: {
            CaseRegistered: 'identified',
            OwnInitiativeOpened: 'unnamed',
            CaseMoved: {},
            CaseAssigned: {},
            SuggestionPositionRecorded: {},
            StepRetracted: {},
          },
        },
        unnamed: { on: onPersonalData(caseEvents.filter((type) => !onlyByComplainant.includes(type))) },
        identified: { on: onPersonalData(caseEvents) },
        shredded: {},
      },
    },
  },
});

/** Names of compound states that only carry shared steps; the API does not show them. */
const silent = new Set([
  'preCase',
  'case',
  'open',
  'fromRegistered',
  'fromFlexible',
  'fromWritten',
  'fromReferred',
  'fromAnswered',
]);
/** `earlyResolution.flexible` out of the machine's own path. */
export const apiState = (path: readonly string[]): string => path.filter((name) => !silent.has(name)).join('.');

/** Types whose schema has a place for a person or free text. */
export const personalEventTypes = complaintEventTypes.filter(
  (type) => Object.keys(complaintEvents[type].personal).length > 0,
);
