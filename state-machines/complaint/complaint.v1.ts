/**
 * Lifecycle complaint/1, frozen: what is needed to replay, explain and check the histories made under it. Data, never
 * edited; its hash is in frozen.unit.spec.ts. Nobody takes a step under it any more.
 */
export const complaint1 = {
  id: 'complaint/1',
  config: {
    id: 'complaint/1',
    type: 'parallel',
    context: {},
    states: {
      lifecycle: {
        initial: 'unreceived',
        states: {
          unreceived: {
            on: {
              InquiryReceived: {
                guard: {
                  type: 'allow',
                  params: ['byAdviser'],
                },
                target: '#intake',
              },
              SmsCounted: {
                guard: {
                  type: 'allow',
                  params: ['byAdviser'],
                },
                target: '#counted',
              },
              OwnInitiativeOpened: {
                guard: {
                  type: 'allow',
                  params: ['byHead', 'hasOwnInitiative'],
                },
                target: '#active',
              },
            },
          },
          counted: {
            id: 'counted',
          },
          preCase: {
            initial: 'intake',
            on: {
              ReplySent: {
                guard: {
                  type: 'allow',
                  params: ['byAdviser', 'safeChannel'],
                },
              },
            },
            states: {
              intake: {
                id: 'intake',
                on: {
                  PartRecorded: {
                    guard: {
                      type: 'allow',
                      params: ['byAdviser'],
                    },
                  },
                  RemitAssessed: {
                    guard: {
                      type: 'allow',
                      params: ['byAdviser', 'groundListed'],
                    },
                  },
                  DialogueRecorded: {
                    guard: {
                      type: 'allow',
                      params: ['byAdviser', 'hasDialogueRule'],
                    },
                  },
                  InabilityAttested: {
                    guard: {
                      type: 'allow',
                      params: ['byAdviser', 'hasExceptionUnable'],
                    },
                  },
                  RegistrationAgreed: {
                    guard: {
                      type: 'allow',
                      params: ['byAdviser', 'hasAgreement'],
                    },
                  },
                  AgeLimitWaived: {
                    guard: {
                      type: 'allow',
                      params: ['byAdviser', 'hasAgeLimit', 'waiverNeeded'],
                    },
                  },
                  PrincipleFlagged: {
                    guard: {
                      type: 'allow',
                      params: ['byHead', 'hasPrinciple'],
                    },
                  },
                  EndedWithoutCase: {
                    guard: {
                      type: 'allow',
                      params: ['byAdviser'],
                    },
                    target: '#endedWithoutCase',
                  },
                  DirectedElsewhere: {
                    guard: {
                      type: 'allow',
                      params: ['byAdviser', 'everyPartExcluded'],
                    },
                    target: '#endedWithoutCase',
                  },
                  CaseRegistered: {
                    guard: {
                      type: 'allow',
                      params: [
                        'byAdviser',
                        'partsAdmissible',
                        'eligibleComplainant',
                        'acceptedRepresentative',
                        'dialogueExhausted',
                        'dialogueWithConcerned',
                        'agreedByBoth',
                        'ageLimitKept',
                      ],
                    },
                    target: '#registered',
                  },
                  IntakeCompleted: {
                    guard: {
                      type: 'allow',
                      params: ['byAdviser', 'hasDialogueRule', 'hasAdmissiblePart'],
                    },
                    target: '#dialogueCheck',
                  },
                  GuidanceGiven: {
                    guard: {
                      type: 'allow',
                      params: ['byAdviser', 'hasGuidance'],
                    },
                    target: '#guidance',
                  },
                  SuggestionRecorded: {
                    guard: {
                      type: 'allow',
                      params: ['byAdviser', 'hasSuggestions'],
                    },
                  },
                  SuggestionForwarded: {
                    guard: {
                      type: 'allow',
                      params: ['byAdviser', 'hasSuggestions', 'suggestionRecorded', 'nameConsented'],
                    },
                    target: '#endedWithoutCase',
                  },
                },
              },
              dialogueCheck: {
                id: 'dialogueCheck',
                on: {
                  PartRecorded: {
                    guard: {
                      type: 'allow',
                      params: ['byAdviser'],
                    },
                  },
                  RemitAssessed: {
                    guard: {
                      type: 'allow',
                      params: ['byAdviser', 'groundListed'],
                    },
                  },
                  DialogueRecorded: {
                    guard: {
                      type: 'allow',
                      params: ['byAdviser', 'hasDialogueRule'],
                    },
                  },
                  InabilityAttested: {
                    guard: {
                      type: 'allow',
                      params: ['byAdviser', 'hasExceptionUnable'],
                    },
                  },
                  RegistrationAgreed: {
                    guard: {
                      type: 'allow',
                      params: ['byAdviser', 'hasAgreement'],
                    },
                  },
                  AgeLimitWaived: {
                    guard: {
                      type: 'allow',
                      params: ['byAdviser', 'hasAgeLimit', 'waiverNeeded'],
                    },
                  },
                  PrincipleFlagged: {
                    guard: {
                      type: 'allow',
                      params: ['byHead', 'hasPrinciple'],
                    },
                  },
                  EndedWithoutCase: {
                    guard: {
                      type: 'allow',
                      params: ['byAdviser'],
                    },
                    target: '#endedWithoutCase',
                  },
                  DirectedElsewhere: {
                    guard: {
                      type: 'allow',
                      params: ['byAdviser', 'everyPartExcluded'],
                    },
                    target: '#endedWithoutCase',
                  },
                  CaseRegistered: {
                    guard: {
                      type: 'allow',
                      params: [
                        'byAdviser',
                        'partsAdmissible',
                        'eligibleComplainant',
                        'acceptedRepresentative',
                        'dialogueExhausted',
                        'dialogueWithConcerned',
                        'agreedByBoth',
                        'ageLimitKept',
                      ],
                    },
                    target: '#registered',
                  },
                  GuidedBack: {
                    guard: {
                      type: 'allow',
                      params: ['byAdviser', 'dialogueStillOpen'],
                    },
                    target: '#endedWithoutCase',
                  },
                },
              },
              guidance: {
                id: 'guidance',
                on: {
                  EndedWithoutCase: {
                    guard: {
                      type: 'allow',
                      params: ['byAdviser'],
                    },
                    target: '#endedWithoutCase',
                  },
                },
              },
            },
          },
          endedWithoutCase: {
            id: 'endedWithoutCase',
          },
          case: {
            initial: 'open',
            on: {
              DocumentFiled: {
                guard: {
                  type: 'allow',
                  params: ['byAdviser'],
                },
              },
              NoteRecorded: {
                guard: {
                  type: 'allow',
                  params: ['byAdviser'],
                },
              },
              MeetingAttended: {
                guard: {
                  type: 'allow',
                  params: ['byAdviser', 'hasMeetings'],
                },
              },
              CitizenNotified: {
                guard: {
                  type: 'allow',
                  params: ['byAdviser'],
                },
              },
              AnswerForwarded: {
                guard: {
                  type: 'allow',
                  params: ['byAdviser', 'answerRecorded'],
                },
              },
              ReplyFiled: {
                guard: {
                  type: 'allow',
                  params: ['byAdviser', 'safeChannel'],
                },
              },
              ErasureRequested: {
                guard: {
                  type: 'allow',
                  params: ['byOfficer'],
                },
              },
              ErasureRefused: {
                guard: {
                  type: 'allow',
                  params: ['byOfficer', 'requestOpen'],
                },
              },
              ErasureExtended: {
                guard: {
                  type: 'allow',
                  params: ['byOfficer', 'requestOpen'],
                },
              },
              DocumentErased: {
                guard: {
                  type: 'allow',
                  params: ['byOfficer', 'requestOpen', 'noArchiveTransfer', 'noHold'],
                },
              },
              CaseErased: {
                guard: {
                  type: 'allow',
                  params: ['byOfficer', 'requestOpen', 'noArchiveTransfer', 'noHold', 'retentionPassed'],
                },
              },
              HoldPlaced: {
                guard: {
                  type: 'allow',
                  params: ['byOfficer'],
                },
              },
              HoldLifted: {
                guard: {
                  type: 'allow',
                  params: ['byOfficer', 'holdPlaced'],
                },
              },
              KeysShredded: {
                guard: {
                  type: 'allow',
                  params: ['bySystemOrOfficer', 'noArchiveTransfer', 'noHold', 'retentionPassed'],
                },
              },
            },
            states: {
              open: {
                initial: 'registered',
                on: {
                  ComplaintWithdrawn: {
                    guard: {
                      type: 'allow',
                      params: ['byAdviser'],
                    },
                    target: '#closed',
                  },
                  PartTakenElsewhere: {
                    guard: {
                      type: 'allow',
                      params: ['byAdviser', 'groundListed'],
                    },
                  },
                  LastPartTakenElsewhere: {
                    guard: {
                      type: 'allow',
                      params: ['byAdviser', 'groundListed'],
                    },
                    target: '#closed',
                  },
                  ConsentGiven: {
                    guard: {
                      type: 'allow',
                      params: ['byAdviser'],
                    },
                  },
                  ConsentWithdrawn: {
                    guard: {
                      type: 'allow',
                      params: ['byAdviser'],
                    },
                  },
                  SuggestionRecorded: {
                    guard: {
                      type: 'allow',
                      params: ['byAdviser', 'hasSuggestions'],
                    },
                  },
                  SuggestionForwardedInCase: {
                    guard: {
                      type: 'allow',
                      params: ['byAdviser', 'hasSuggestions', 'suggestionRecorded', 'nameConsented'],
                    },
                  },
                  LaterAnswerRecorded: {
                    guard: {
                      type: 'allow',
                      params: ['byAdviserOrDepartment', 'departmentAsked'],
                    },
                  },
                },
                states: {
                  registered: {
                    id: 'registered',
                    on: {
                      PartRecorded: {
                        guard: {
                          type: 'allow',
                          params: ['byAdviser'],
                        },
                      },
                      RemitAssessed: {
                        guard: {
                          type: 'allow',
                          params: ['byAdviser', 'groundListed'],
                        },
                      },
                      AgeLimitWaived: {
                        guard: {
                          type: 'allow',
                          params: ['byAdviser', 'hasAgeLimit', 'waiverNeeded'],
                        },
                      },
                      FlexibleHandlingStarted: {
                        guard: {
                          type: 'allow',
                          params: ['byAdviser', 'hasEarlyResolution'],
                        },
                        target: '#flexible',
                      },
                      WrittenHandlingStarted: {
                        guard: {
                          type: 'allow',
                          params: ['byAdviser', 'hasEarlyResolution'],
                        },
                        target: '#written',
                      },
                      MediationOffered: {
                        guard: {
                          type: 'allow',
                          params: ['byAdviser', 'hasMediation'],
                        },
                      },
                      MediationOfferAnswered: {
                        guard: {
                          type: 'allow',
                          params: ['byAdviser', 'hasMediation', 'mediationOffered'],
                        },
                      },
                      MediationStarted: {
                        guard: {
                          type: 'allow',
                          params: ['byAdviser', 'hasMediation', 'mediationAccepted'],
                        },
                        target: '#fromRegistered',
                      },
                      CaseReferred: {
                        guard: {
                          type: 'allow',
                          params: ['byAdviser', 'partsAdmissible', 'everyPartCovered', 'ageLimitKept'],
                        },
                        target: '#referred',
                      },
                      InvestigationOpened: {
                        guard: {
                          type: 'allow',
                          params: ['byHead', 'ofPrinciple', 'scopeFilled', 'scopeAdmissible'],
                        },
                        target: '#active',
                      },
                    },
                  },
                  earlyResolution: {
                    initial: 'flexible',
                    on: {
                      ContactRecorded: {
                        guard: {
                          type: 'allow',
                          params: ['byAdviser'],
                        },
                      },
                      SettlementProposed: {
                        guard: {
                          type: 'allow',
                          params: ['byAdviser', 'rightsKept'],
                        },
                      },
                      SettlementAccepted: {
                        guard: {
                          type: 'allow',
                          params: ['byAdviser', 'settlementProposed'],
                        },
                      },
                      SettledByBoth: {
                        guard: {
                          type: 'allow',
                          params: ['byAdviser'],
                        },
                        target: '#closed',
                      },
                      SettlementRejected: {
                        guard: {
                          type: 'allow',
                          params: ['byAdviser', 'settlementProposed'],
                        },
                      },
                      QuickSolutionFailed: {
                        guard: {
                          type: 'allow',
                          params: ['byAdviser'],
                        },
                        target: '#investigationAssessment',
                      },
                      MediationOffered: {
                        guard: {
                          type: 'allow',
                          params: ['byAdviser', 'hasMediation'],
                        },
                      },
                      MediationOfferAnswered: {
                        guard: {
                          type: 'allow',
                          params: ['byAdviser', 'hasMediation', 'mediationOffered'],
                        },
                      },
                      CaseReferred: {
                        guard: {
                          type: 'allow',
                          params: ['byAdviser', 'partsAdmissible', 'everyPartCovered', 'ageLimitKept'],
                        },
                        target: '#referred',
                      },
                    },
                    states: {
                      flexible: {
                        id: 'flexible',
                        on: {
                          SwitchedToWritten: {
                            guard: {
                              type: 'allow',
                              params: ['byAdviser', 'hasEarlyResolution'],
                            },
                            target: '#written',
                          },
                          MediationStarted: {
                            guard: {
                              type: 'allow',
                              params: ['byAdviser', 'hasMediation', 'mediationAccepted'],
                            },
                            target: '#fromFlexible',
                          },
                        },
                      },
                      written: {
                        id: 'written',
                        on: {
                          SwitchedToFlexible: {
                            guard: {
                              type: 'allow',
                              params: ['byAdviser', 'hasEarlyResolution'],
                            },
                            target: '#flexible',
                          },
                          MediationStarted: {
                            guard: {
                              type: 'allow',
                              params: ['byAdviser', 'hasMediation', 'mediationAccepted'],
                            },
                            target: '#fromWritten',
                          },
                        },
                      },
                    },
                  },
                  mediation: {
                    initial: 'fromRegistered',
                    on: {
                      MediationAgreed: {
                        guard: {
                          type: 'allow',
                          params: ['byAdviser'],
                        },
                        target: '#closed',
                      },
                      QuickSolutionFailed: {
                        guard: {
                          type: 'allow',
                          params: ['byAdviser'],
                        },
                        target: '#investigationAssessment',
                      },
                    },
                    states: {
                      fromRegistered: {
                        id: 'fromRegistered',
                        on: {
                          MediationFailed: {
                            guard: {
                              type: 'allow',
                              params: ['byAdviser'],
                            },
                            target: '#registered',
                          },
                        },
                      },
                      fromFlexible: {
                        id: 'fromFlexible',
                        on: {
                          MediationFailed: {
                            guard: {
                              type: 'allow',
                              params: ['byAdviser'],
                            },
                            target: '#flexible',
                          },
                        },
                      },
                      fromWritten: {
                        id: 'fromWritten',
                        on: {
                          MediationFailed: {
                            guard: {
                              type: 'allow',
                              params: ['byAdviser'],
                            },
                            target: '#written',
                          },
                        },
                      },
                    },
                  },
                  referred: {
                    id: 'referred',
                    on: {
                      ReminderSent: {
                        guard: {
                          type: 'allow',
                          params: ['bySystem', 'deadlinePassed', 'answerOutstanding'],
                        },
                      },
                      EscalationSent: {
                        guard: {
                          type: 'allow',
                          params: ['bySystem', 'deadlinePassed', 'answerOutstanding'],
                        },
                      },
                      DepartmentAnswered: {
                        guard: {
                          type: 'allow',
                          params: ['byAdviserOrDepartment', 'departmentAsked'],
                        },
                      },
                      LastDepartmentAnswered: {
                        guard: {
                          type: 'allow',
                          params: ['byAdviserOrDepartment', 'departmentAsked'],
                        },
                        target: '#answered',
                      },
                      SilenceRecordedForAssessment: {
                        guard: {
                          type: 'allow',
                          params: ['byAdviser', 'deadlinePassed'],
                        },
                        target: '#investigationAssessment',
                      },
                      SilenceRecordedForConsent: {
                        guard: {
                          type: 'allow',
                          params: ['byAdviser', 'deadlinePassed'],
                        },
                        target: '#awaitingConsent',
                      },
                    },
                  },
                  answered: {
                    id: 'answered',
                    on: {
                      ClosedOnAnswer: {
                        guard: {
                          type: 'allow',
                          params: ['byAdviser', 'answerReached'],
                        },
                        target: '#closed',
                      },
                      MoreQuestionsAsked: {
                        guard: {
                          type: 'allow',
                          params: ['byAdviser', 'partsAdmissible'],
                        },
                        target: '#referred',
                      },
                      CloserLookRequestedForAssessment: {
                        guard: {
                          type: 'allow',
                          params: ['byAdviser'],
                        },
                        target: '#investigationAssessment',
                      },
                      CloserLookRequestedForConsent: {
                        guard: {
                          type: 'allow',
                          params: ['byAdviser'],
                        },
                        target: '#awaitingConsent',
                      },
                    },
                  },
                  investigationAssessment: {
                    id: 'investigationAssessment',
                    on: {
                      InvestigationOpened: {
                        guard: {
                          type: 'allow',
                          params: ['byHead', 'scopeFilled', 'scopeAdmissible'],
                        },
                        target: '#active',
                      },
                      InvestigationDeclined: {
                        guard: {
                          type: 'allow',
                          params: ['byHead', 'decisionTold'],
                        },
                        target: '#closed',
                      },
                    },
                  },
                  awaitingConsent: {
                    id: 'awaitingConsent',
                    on: {
                      ConsentGivenForExamination: {
                        guard: {
                          type: 'allow',
                          params: ['byAdviser'],
                        },
                        target: '#active',
                      },
                      ConsentGivenForAssessment: {
                        guard: {
                          type: 'allow',
                          params: ['byAdviser'],
                        },
                        target: '#investigationAssessment',
                      },
                      ConsentRefused: {
                        guard: {
                          type: 'allow',
                          params: ['byAdviser'],
                        },
                        target: '#closed',
                      },
                    },
                  },
                  investigating: {
                    initial: 'active',
                    states: {
                      active: {
                        id: 'active',
                        on: {
                          InformationRequested: {
                            guard: {
                              type: 'allow',
                              params: ['byAdviser'],
                            },
                          },
                          DepartmentHeard: {
                            guard: {
                              type: 'allow',
                              params: ['byAdviser'],
                            },
                          },
                          CitizenHeard: {
                            guard: {
                              type: 'allow',
                              params: ['byAdviser'],
                            },
                          },
                          ScopeChanged: {
                            guard: {
                              type: 'allow',
                              params: ['byHead', 'scopeFilled', 'scopeAdmissible'],
                            },
                          },
                          ConflictDeclared: {
                            guard: {
                              type: 'allow',
                              params: ['byAdviser'],
                            },
                          },
                          OutcomeRecorded: {
                            guard: {
                              type: 'allow',
                              params: ['byAdviser', 'partInScope', 'noConflict'],
                            },
                          },
                          ConcludedWithoutCriticism: {
                            guard: {
                              type: 'allow',
                              params: ['byHead', 'outcomesComplete', 'bothHeard', 'resultTold', 'answerReached'],
                            },
                            target: '#closed',
                          },
                          ConcludedWithCriticism: {
                            guard: {
                              type: 'allow',
                              params: ['byHead', 'outcomesComplete', 'bothHeard', 'resultTold', 'answerReached'],
                            },
                            target: '#closed',
                          },
                          ConsentWithdrawn: {
                            guard: {
                              type: 'allow',
                              params: ['byAdviser'],
                            },
                            target: '#halted',
                          },
                        },
                      },
                      halted: {
                        id: 'halted',
                        on: {
                          ConsentGivenForExamination: {
                            guard: {
                              type: 'allow',
                              params: ['byAdviser'],
                            },
                            target: '#active',
                          },
                          ClosedOnWithdrawal: {
                            guard: {
                              type: 'allow',
                              params: ['byAdviser', 'statusTold'],
                            },
                            target: '#closed',
                          },
                        },
                      },
                    },
                  },
                },
              },
              closed: {
                id: 'closed',
                on: {
                  LaterAnswerRecorded: {
                    guard: {
                      type: 'allow',
                      params: ['byAdviserOrDepartment', 'departmentAsked'],
                    },
                  },
                  DepartmentPositionRecorded: {
                    guard: {
                      type: 'allow',
                      params: ['byAdviserOrDepartment', 'partCriticised'],
                    },
                  },
                  ReopenedForQuestions: {
                    guard: {
                      type: 'allow',
                      params: ['byAdviser'],
                    },
                    target: '#answered',
                  },
                  ReopenedForNewPart: {
                    guard: {
                      type: 'allow',
                      params: ['byAdviser'],
                    },
                    target: '#registered',
                  },
                  ReopenedForConsent: {
                    guard: {
                      type: 'allow',
                      params: ['byAdviser'],
                    },
                    target: '#awaitingConsent',
                  },
                  ReopenedForAssessment: {
                    guard: {
                      type: 'allow',
                      params: ['byAdviser'],
                    },
                    target: '#investigationAssessment',
                  },
                },
              },
            },
          },
        },
      },
      consent: {
        initial: 'none',
        states: {
          none: {
            on: {
              ConsentGiven: 'given',
              ConsentGivenForExamination: 'given',
              ConsentGivenForAssessment: 'given',
              ConsentRefused: 'refused',
              MoreQuestionsAsked: {
                guard: {
                  type: 'allow',
                  params: ['consentNotNeeded'],
                },
              },
              InvestigationOpened: {
                guard: {
                  type: 'allow',
                  params: ['consentNotNeeded'],
                },
              },
              InformationRequested: {
                guard: {
                  type: 'allow',
                  params: ['consentNotNeeded'],
                },
              },
            },
          },
          given: {
            on: {
              ConsentGiven: {},
              ConsentGivenForExamination: {},
              ConsentGivenForAssessment: {},
              ConsentRefused: 'refused',
              ConsentWithdrawn: 'withdrawn',
              MoreQuestionsAsked: {
                guard: {
                  type: 'allow',
                  params: ['consentForThis', 'withinConsent'],
                },
              },
              InvestigationOpened: {
                guard: {
                  type: 'allow',
                  params: ['consentForThis', 'withinConsent'],
                },
              },
              InformationRequested: {
                guard: {
                  type: 'allow',
                  params: ['consentForThis', 'withinConsent'],
                },
              },
            },
          },
          refused: {
            on: {
              ConsentGiven: 'given',
              ConsentGivenForExamination: 'given',
              ConsentGivenForAssessment: 'given',
              ConsentRefused: {},
              MoreQuestionsAsked: {
                guard: {
                  type: 'allow',
                  params: ['consentNotNeeded'],
                },
              },
              InvestigationOpened: {
                guard: {
                  type: 'allow',
                  params: ['consentNotNeeded'],
                },
              },
              InformationRequested: {
                guard: {
                  type: 'allow',
                  params: ['consentNotNeeded'],
                },
              },
            },
          },
          withdrawn: {
            on: {
              ConsentGiven: 'given',
              ConsentGivenForExamination: 'given',
              ConsentGivenForAssessment: 'given',
              ConsentRefused: 'refused',
              MoreQuestionsAsked: {
                guard: {
                  type: 'allow',
                  params: ['consentNotNeeded'],
                },
              },
              InvestigationOpened: {
                guard: {
                  type: 'allow',
                  params: ['consentNotNeeded'],
                },
              },
              InformationRequested: {
                guard: {
                  type: 'allow',
                  params: ['consentNotNeeded'],
                },
              },
            },
          },
        },
      },
      followUp: {
        initial: 'none',
        states: {
          none: {
            on: {
              ConcludedWithCriticism: 'awaited',
            },
          },
          awaited: {
            on: {
              ConcludedWithCriticism: {},
              DepartmentPositionRecorded: {},
            },
          },
        },
      },
      privacy: {
        initial: 'none',
        states: {
          none: {
            on: {
              CaseRegistered: 'identified',
              OwnInitiativeOpened: 'unnamed',
            },
          },
          unnamed: {
            on: {
              FlexibleHandlingStarted: {},
              WrittenHandlingStarted: {},
              SwitchedToFlexible: {},
              SwitchedToWritten: {},
              ContactRecorded: {},
              SettlementProposed: {},
              SettlementAccepted: {},
              SettledByBoth: {},
              SettlementRejected: {},
              QuickSolutionFailed: {},
              MediationOffered: {},
              MediationOfferAnswered: {},
              MediationStarted: {},
              MediationAgreed: {},
              MediationFailed: {},
              CaseReferred: {},
              MoreQuestionsAsked: {},
              ReminderSent: {},
              EscalationSent: {},
              DepartmentAnswered: {},
              LastDepartmentAnswered: {},
              LaterAnswerRecorded: {},
              SilenceRecordedForAssessment: {},
              SilenceRecordedForConsent: {},
              ClosedOnAnswer: {},
              CloserLookRequestedForAssessment: {},
              CloserLookRequestedForConsent: {},
              ConsentGiven: {},
              ConsentGivenForExamination: {},
              ConsentGivenForAssessment: {},
              ConsentRefused: {},
              ConsentWithdrawn: {},
              InvestigationOpened: {},
              InvestigationDeclined: {},
              InformationRequested: {},
              DepartmentHeard: {},
              CitizenHeard: {},
              ScopeChanged: {},
              ConflictDeclared: {},
              OutcomeRecorded: {},
              ConcludedWithoutCriticism: {},
              ConcludedWithCriticism: {},
              ClosedOnWithdrawal: {},
              PartTakenElsewhere: {},
              LastPartTakenElsewhere: {},
              ReopenedForQuestions: {},
              ReopenedForNewPart: {},
              ReopenedForConsent: {},
              ReopenedForAssessment: {},
              SuggestionForwardedInCase: {},
              DocumentFiled: {},
              NoteRecorded: {},
              MeetingAttended: {},
              CitizenNotified: {},
              AnswerForwarded: {},
              ReplyFiled: {},
              DepartmentPositionRecorded: {},
              ErasureRequested: {},
              ErasureRefused: {},
              ErasureExtended: {},
              DocumentErased: {},
              HoldPlaced: {},
              HoldLifted: {},
              KeysShredded: 'shredded',
              CaseErased: 'shredded',
            },
          },
          identified: {
            on: {
              FlexibleHandlingStarted: {},
              WrittenHandlingStarted: {},
              SwitchedToFlexible: {},
              SwitchedToWritten: {},
              ContactRecorded: {},
              SettlementProposed: {},
              SettlementAccepted: {},
              SettledByBoth: {},
              SettlementRejected: {},
              QuickSolutionFailed: {},
              MediationOffered: {},
              MediationOfferAnswered: {},
              MediationStarted: {},
              MediationAgreed: {},
              MediationFailed: {},
              CaseReferred: {},
              MoreQuestionsAsked: {},
              ReminderSent: {},
              EscalationSent: {},
              DepartmentAnswered: {},
              LastDepartmentAnswered: {},
              LaterAnswerRecorded: {},
              SilenceRecordedForAssessment: {},
              SilenceRecordedForConsent: {},
              ClosedOnAnswer: {},
              CloserLookRequestedForAssessment: {},
              CloserLookRequestedForConsent: {},
              ConsentGiven: {},
              ConsentGivenForExamination: {},
              ConsentGivenForAssessment: {},
              ConsentRefused: {},
              ConsentWithdrawn: {},
              InvestigationOpened: {},
              InvestigationDeclined: {},
              InformationRequested: {},
              DepartmentHeard: {},
              CitizenHeard: {},
              ScopeChanged: {},
              ConflictDeclared: {},
              OutcomeRecorded: {},
              ConcludedWithoutCriticism: {},
              ConcludedWithCriticism: {},
              ClosedOnWithdrawal: {},
              ComplaintWithdrawn: {},
              PartTakenElsewhere: {},
              LastPartTakenElsewhere: {},
              ReopenedForQuestions: {},
              ReopenedForNewPart: {},
              ReopenedForConsent: {},
              ReopenedForAssessment: {},
              SuggestionForwardedInCase: {},
              DocumentFiled: {},
              NoteRecorded: {},
              MeetingAttended: {},
              CitizenNotified: {},
              AnswerForwarded: {},
              ReplyFiled: {},
              DepartmentPositionRecorded: {},
              ErasureRequested: {},
              ErasureRefused: {},
              ErasureExtended: {},
              DocumentErased: {},
              HoldPlaced: {},
              HoldLifted: {},
              KeysShredded: 'shredded',
              CaseErased: 'shredded',
            },
          },
          shredded: {},
        },
      },
    },
  },
  rules: {
    byAdviser: {
      about: 'role',
      roles: ['adviser', 'head'],
      code: 'ROLE_FORBIDDEN',
      cites: [],
      da: 'Det er borgerrådgiverens egne medarbejdere, der tager dette skridt.',
      en: "Only the office's own advisers take this step.",
    },
    byHead: {
      about: 'role',
      roles: ['head'],
      code: 'ROLE_FORBIDDEN',
      cites: ['K14'],
      da: 'Kun lederen, borgerrådgiveren, afgør dette.',
      en: 'Only the head of the office decides this.',
    },
    byAdviserOrDepartment: {
      about: 'role',
      roles: ['adviser', 'head', 'department'],
      code: 'ROLE_FORBIDDEN',
      cites: [],
      da: 'Det er forvaltningen selv eller en medarbejder hos borgerrådgiveren, der tager dette skridt.',
      en: 'The department itself or an adviser takes this step.',
    },
    byOfficer: {
      about: 'role',
      roles: ['dataProtectionOfficer'],
      code: 'ROLE_FORBIDDEN',
      cites: ['H27'],
      da: 'Kun databeskyttelsesrådgiveren tager dette skridt.',
      en: 'Only the data protection officer takes this step.',
    },
    bySystem: {
      about: 'role',
      roles: ['system'],
      code: 'ROLE_FORBIDDEN',
      cites: [],
      da: 'Systemet tager selv dette skridt, når tiden er inde.',
      en: 'The system takes this step by itself when the time has come.',
    },
    bySystemOrOfficer: {
      about: 'role',
      roles: ['system', 'dataProtectionOfficer'],
      code: 'ROLE_FORBIDDEN',
      cites: [],
      da: 'Systemet eller databeskyttelsesrådgiveren tager dette skridt.',
      en: 'The system or the data protection officer takes this step.',
    },
    hasDialogueRule: {
      about: 'profile',
      fact: 'inProfile',
      holds: ['yes'],
      code: 'NOT_IN_PROFILE',
      cites: [],
      setting: 'dialogue',
      da: 'Kontoret har ingen regel om forudgående dialog, så der er intet dialogtjek.',
      en: 'This office has no rule of prior dialogue, so there is no dialogue check.',
    },
    hasGuidance: {
      about: 'profile',
      fact: 'inProfile',
      holds: ['yes'],
      code: 'NOT_IN_PROFILE',
      cites: ['H14', 'O1'],
      setting: 'anonymousGuidance',
      da: 'Kontoret giver ikke anonym vejledning.',
      en: 'This office does not give anonymous guidance.',
    },
    hasSuggestions: {
      about: 'profile',
      fact: 'inProfile',
      holds: ['yes'],
      code: 'NOT_IN_PROFILE',
      cites: ['H11', 'O12'],
      setting: 'suggestions',
      da: 'Kontoret tager ikke imod forslag til forbedringer.',
      en: 'This office does not take suggestions for improvement.',
    },
    hasExceptionUnable: {
      about: 'profile',
      fact: 'inProfile',
      holds: ['yes'],
      code: 'EXCEPTION_NOT_IN_PROFILE',
      cites: ['K6', 'O14'],
      setting: 'exceptionUnable',
      da: 'Kontorets regler har ingen undtagelse for den, der ikke selv kan føre dialogen.',
      en: "This office's rules have no exception for one who cannot conduct the dialogue.",
    },
    hasAgreement: {
      about: 'profile',
      fact: 'inProfile',
      holds: ['yes'],
      code: 'NOT_IN_PROFILE',
      cites: [],
      setting: 'agreement',
      da: 'Kontoret kræver ingen aftale om, at forvaltningen skal svare.',
      en: 'This office asks for no agreement that the department is to answer.',
    },
    hasAgeLimit: {
      about: 'profile',
      fact: 'inProfile',
      holds: ['yes'],
      code: 'NOT_IN_PROFILE',
      cites: [],
      setting: 'ageLimit',
      da: 'Kontoret har ingen frist at se bort fra.',
      en: 'This office has no age limit to waive.',
    },
    hasPrinciple: {
      about: 'profile',
      fact: 'inProfile',
      holds: ['yes'],
      code: 'NOT_IN_PROFILE',
      cites: [],
      setting: 'exceptionPrinciple',
      da: 'Kontorets regler kender ikke principielle klager.',
      en: "This office's rules know no complaints of principle.",
    },
    hasEarlyResolution: {
      about: 'profile',
      fact: 'inProfile',
      holds: ['yes'],
      code: 'NOT_IN_PROFILE',
      cites: ['K12', 'O11'],
      setting: 'earlyResolution',
      da: 'Kontoret arbejder ikke med hurtig løsning.',
      en: 'This office does not work with early resolution.',
    },
    hasMediation: {
      about: 'profile',
      fact: 'inProfile',
      holds: ['yes'],
      code: 'NOT_IN_PROFILE',
      cites: ['K9', 'H10', 'O11'],
      setting: 'mediation',
      da: 'Kontoret tilbyder ikke mægling.',
      en: 'This office does not offer mediation.',
    },
    hasOwnInitiative: {
      about: 'profile',
      fact: 'inProfile',
      holds: ['yes'],
      code: 'NOT_IN_PROFILE',
      cites: [],
      setting: 'ownInitiative',
      da: 'Kontoret tager ikke sager op af egen drift.',
      en: 'This office takes up no matter on its own initiative.',
    },
    hasMeetings: {
      about: 'profile',
      fact: 'inProfile',
      holds: ['yes'],
      code: 'NOT_IN_PROFILE',
      cites: ['H12'],
      setting: 'meetingAttendance',
      da: 'Kontoret deltager ikke i møder med forvaltningen.',
      en: 'This office does not take part in meetings with the department.',
    },
    groundListed: {
      about: 'profile',
      fact: 'ground',
      holds: ['none', 'listed'],
      code: 'NOT_IN_PROFILE',
      cites: ['H28', 'O15', 'O16', 'O17', 'O18'],
      setting: 'exclusions',
      da: 'Kontorets regler afviser ikke klager på denne grund.',
      en: "This office's rules do not exclude complaints on this ground.",
    },
    safeChannel: {
      about: 'profile',
      fact: 'channel',
      holds: ['safe'],
      code: 'SENSITIVE_REQUIRES_DIGITAL_POST',
      cites: ['H5', 'O19'],
      setting: 'sensitiveData',
      da: 'Følsomme oplysninger skal sendes med Digital Post.',
      en: 'Sensitive data has to go by Digital Post.',
    },
    hasAdmissiblePart: {
      about: 'part',
      fact: 'part',
      holds: ['admissible'],
      code: 'PART_NOT_ADMISSIBLE',
      cites: ['H28', 'O16', 'O17', 'O18'],
      setting: 'exclusions',
      da: 'Der er intet klagepunkt, som kontoret kan behandle.',
      en: 'There is no part of the complaint that the office can handle.',
    },
    everyPartExcluded: {
      about: 'part',
      fact: 'parts',
      holds: ['excluded'],
      code: 'PART_ADMISSIBLE',
      cites: ['H28', 'O16'],
      setting: 'exclusions',
      da: 'Mindst ét klagepunkt kan behandles her eller er ikke vurderet endnu.',
      en: 'At least one part can be handled here, or has not been assessed yet.',
    },
    partsAdmissible: {
      about: 'part',
      fact: 'parts',
      holds: ['admissible'],
      code: 'PART_NOT_ADMISSIBLE',
      cites: ['H28', 'O16', 'O17', 'O18'],
      setting: 'exclusions',
      da: 'Kun klagepunkter, som kontoret kan behandle, kan være med.',
      en: 'Only parts that the office can handle may be included.',
    },
    everyPartCovered: {
      about: 'part',
      fact: 'coverage',
      holds: ['complete'],
      code: 'PART_MISSING',
      cites: ['H19'],
      da: 'Hvert klagepunkt, der behandles, skal forelægges en forvaltning.',
      en: 'Every admissible part has to be put to a department.',
    },
    suggestionRecorded: {
      about: 'part',
      fact: 'suggestion',
      holds: ['recorded'],
      code: 'TRANSITION_NOT_ALLOWED',
      cites: ['H11', 'O12'],
      setting: 'suggestions',
      da: 'Der er intet forslag, som ikke allerede er givet videre.',
      en: 'There is no suggestion that has not been passed on already.',
    },
    eligibleComplainant: {
      about: 'complainant',
      fact: 'complainant',
      holds: ['eligible'],
      code: 'COMPLAINANT_NOT_ELIGIBLE',
      cites: ['O5'],
      setting: 'complainants',
      da: 'Kontoret behandler ikke klager fra denne type klager.',
      en: 'This office does not handle complaints from this kind of complainant.',
    },
    acceptedRepresentative: {
      about: 'complainant',
      fact: 'representative',
      holds: ['none', 'accepted'],
      code: 'COMPLAINANT_NOT_ELIGIBLE',
      cites: [],
      setting: 'representatives',
      da: 'Den, der repræsenterer klageren, skal have en fuldmagt eller en anden hjemmel, som kontoret godtager.',
      en: 'The representative needs a power of attorney or another authority that this office accepts.',
    },
    dialogueExhausted: {
      about: 'dialogue',
      fact: 'dialogue',
      holds: ['notRequired', 'exhausted', 'excused', 'otherDepartment'],
      code: 'DIALOGUE_NOT_EXHAUSTED',
      cites: ['K1', 'K2', 'O14'],
      setting: 'dialogue',
      da: 'Dialogen med forvaltningen skal være udtømt, før klagen kan behandles.',
      en: 'The dialogue with the department has to be exhausted before the complaint is handled.',
    },
    dialogueWithConcerned: {
      about: 'dialogue',
      fact: 'dialogue',
      holds: ['notRequired', 'exhausted', 'excused', 'missing'],
      code: 'DIALOGUE_NOT_WITH_CONCERNED_DEPARTMENT',
      cites: ['K1', 'K2', 'O14'],
      setting: 'dialogue',
      da: 'Dialogen er ført med en anden forvaltning end den, klagen handler om.',
      en: 'The dialogue was with another department than the one complained of.',
    },
    dialogueStillOpen: {
      about: 'dialogue',
      fact: 'dialogue',
      holds: ['missing', 'otherDepartment'],
      code: 'DIALOGUE_EXHAUSTED',
      cites: ['K3', 'K4', 'O14'],
      setting: 'dialogue',
      da: 'Dialogen er udtømt eller undtaget, så borgeren kan ikke henvises tilbage til den.',
      en: 'The dialogue is exhausted or excused, so the citizen cannot be guided back to it.',
    },
    agreedByBoth: {
      about: 'agreement',
      fact: 'agreement',
      holds: ['notRequired', 'given'],
      code: 'NOT_AGREED',
      cites: ['H17'],
      setting: 'agreement',
      da: 'Borger og borgerrådgiver skal være enige om, at forvaltningen skal svare.',
      en: 'Citizen and adviser have to agree that the department is to answer.',
    },
    ageLimitKept: {
      about: 'ageLimit',
      fact: 'ageLimit',
      holds: ['within', 'waived'],
      code: 'AGE_LIMIT_EXCEEDED',
      cites: ['H29'],
      setting: 'ageLimit',
      da: 'Der er gået for lang tid siden hændelsen eller forløbet.',
      en: 'Too much time has passed since the event or course of events.',
    },
    waiverNeeded: {
      about: 'ageLimit',
      fact: 'ageLimit',
      holds: ['exceeded'],
      code: 'WAIVER_NOT_NEEDED',
      cites: ['H29'],
      setting: 'ageLimit',
      da: 'Fristen er ikke overskredet, så der er intet at se bort fra.',
      en: 'The limit has not been exceeded, so there is nothing to waive.',
    },
    consentNotNeeded: {
      about: 'consent',
      fact: 'consent',
      holds: ['notRequired'],
      code: 'CONSENT_MISSING',
      cites: ['H24'],
      setting: 'consent',
      da: 'Borgerens samtykke mangler.',
      en: "The citizen's consent is missing.",
    },
    consentForThis: {
      about: 'consent',
      fact: 'consent',
      holds: ['notRequired', 'covers', 'exceeded'],
      code: 'CONSENT_MISSING',
      cites: ['H24'],
      setting: 'consent',
      da: 'Borgerens samtykke til dette mangler.',
      en: "The citizen's consent to this is missing.",
    },
    withinConsent: {
      about: 'consent',
      fact: 'consent',
      holds: ['notRequired', 'covers', 'missing'],
      code: 'CONSENT_SCOPE_EXCEEDED',
      cites: ['H24'],
      setting: 'consent',
      da: 'Dette går ud over forvaltningerne eller perioden i borgerens samtykke.',
      en: "This goes beyond the departments or the period of the citizen's consent.",
    },
    nameConsented: {
      about: 'consent',
      fact: 'name',
      holds: ['withheld', 'consented'],
      code: 'CONSENT_MISSING',
      cites: ['H11', 'H16', 'O12'],
      setting: 'suggestions',
      da: 'Navnet kan kun gives videre fra en sag og med borgerens samtykke.',
      en: 'The name may be passed on only from a case and with consent.',
    },
    rightsKept: {
      about: 'decision',
      fact: 'rights',
      holds: ['kept'],
      code: 'SETTLEMENT_COMPROMISES_RIGHTS',
      cites: ['K10'],
      da: 'Et forlig må ikke gå på kompromis med borgerens rettigheder.',
      en: "A settlement may not compromise the citizen's rights.",
    },
    settlementProposed: {
      about: 'decision',
      fact: 'proposal',
      holds: ['standing'],
      code: 'TRANSITION_NOT_ALLOWED',
      cites: ['K9'],
      da: 'Der er intet forslag til forlig at svare på.',
      en: 'There is no proposed settlement to answer.',
    },
    mediationOffered: {
      about: 'decision',
      fact: 'offer',
      holds: ['standing'],
      code: 'TRANSITION_NOT_ALLOWED',
      cites: ['H10', 'O11'],
      setting: 'mediation',
      da: 'Der er ikke tilbudt mægling.',
      en: 'Mediation has not been offered.',
    },
    mediationAccepted: {
      about: 'decision',
      fact: 'acceptance',
      holds: ['both'],
      code: 'NOT_ACCEPTED_BY_BOTH',
      cites: ['H10', 'O11'],
      setting: 'mediation',
      da: 'Både borger og forvaltning skal sige ja til mægling.',
      en: 'Both citizen and department have to accept mediation.',
    },
    deadlinePassed: {
      about: 'decision',
      fact: 'deadline',
      holds: ['passed'],
      code: 'DEADLINE_NOT_PASSED',
      cites: ['K5'],
      setting: 'departmentAnswer',
      da: 'Forvaltningens frist og rykkerne er ikke brugt op endnu.',
      en: "The department's deadline and the reminders are not used up yet.",
    },
    answerOutstanding: {
      about: 'decision',
      fact: 'answer',
      holds: ['none'],
      code: 'TRANSITION_NOT_ALLOWED',
      cites: ['K7'],
      setting: 'departmentAnswer',
      da: 'Forvaltningen har allerede svaret.',
      en: 'The department has answered already.',
    },
    departmentAsked: {
      about: 'decision',
      fact: 'asked',
      holds: ['yes'],
      code: 'TRANSITION_NOT_ALLOWED',
      cites: ['H21'],
      da: 'Ingen forvaltning er spurgt i sagen.',
      en: 'No department has been asked in this case.',
    },
    answerRecorded: {
      about: 'decision',
      fact: 'answer',
      holds: ['recorded'],
      code: 'NO_ANSWER_RECORDED',
      cites: ['H21'],
      setting: 'copyToCitizen',
      da: 'Der er ikke registreret et svar fra forvaltningen.',
      en: 'No answer of the department has been recorded.',
    },
    scopeFilled: {
      about: 'decision',
      fact: 'scope',
      holds: ['filled'],
      code: 'SCOPE_EMPTY',
      cites: ['K15'],
      setting: 'inDepth',
      da: 'Undersøgelsen skal omfatte mindst ét klagepunkt.',
      en: 'The investigation has to cover at least one part.',
    },
    scopeAdmissible: {
      about: 'decision',
      fact: 'scopeParts',
      holds: ['admissible'],
      code: 'SCOPE_HAS_INADMISSIBLE_PART',
      cites: ['K15', 'H28', 'O16', 'O17', 'O18'],
      setting: 'exclusions',
      da: 'Undersøgelsen kan kun omfatte klagepunkter, som kontoret kan behandle.',
      en: 'The investigation can cover only parts that the office can handle.',
    },
    ofPrinciple: {
      about: 'state',
      fact: 'principled',
      holds: ['yes'],
      code: 'EARLY_RESOLUTION_NOT_EXHAUSTED',
      cites: ['K12', 'K19'],
      setting: 'earlyResolution',
      da: 'En hurtig løsning skal forsøges først, medmindre klagen er principiel.',
      en: 'A quick solution has to be tried first, unless the complaint is of principle.',
    },
    partInScope: {
      about: 'part',
      fact: 'part',
      holds: ['inScope'],
      code: 'PART_NOT_IN_SCOPE',
      cites: ['K15'],
      setting: 'inDepth',
      da: 'Klagepunktet er ikke med i undersøgelsen.',
      en: 'The part is not within the scope of the investigation.',
    },
    noConflict: {
      about: 'decision',
      fact: 'conflict',
      holds: ['none'],
      code: 'CONFLICT_OF_INTEREST',
      cites: ['K18'],
      da: 'Den, der er inhabil over for forvaltningen, kan ikke tage stilling til klagepunktet.',
      en: 'One with a conflict of interest in the department cannot decide on this part.',
    },
    outcomesComplete: {
      about: 'decision',
      fact: 'outcomes',
      holds: ['complete'],
      code: 'OUTCOME_MISSING',
      cites: ['K15'],
      setting: 'inDepth',
      da: 'Hvert klagepunkt i undersøgelsen skal have et resultat.',
      en: 'Every part in scope has to have an outcome.',
    },
    partCriticised: {
      about: 'decision',
      fact: 'outcome',
      holds: ['criticised'],
      code: 'OUTCOME_MISSING',
      cites: [],
      da: 'Klagepunktet har hverken fået kritik eller en henstilling at tage stilling til.',
      en: 'The part has no criticism or recommendation to take a position on.',
    },
    requestOpen: {
      about: 'decision',
      fact: 'request',
      holds: ['open'],
      code: 'TRANSITION_NOT_ALLOWED',
      cites: ['H27'],
      da: 'Anmodningen er allerede afgjort.',
      en: 'The request has been decided already.',
    },
    noArchiveTransfer: {
      about: 'decision',
      fact: 'archive',
      holds: ['none'],
      code: 'ARCHIVE_TRANSFER_PENDING',
      cites: ['H26'],
      da: 'Sagen skal først afleveres til arkiv.',
      en: 'The case has to be transferred to the archive first.',
    },
    noHold: {
      about: 'decision',
      fact: 'hold',
      holds: ['none'],
      code: 'LEGAL_HOLD',
      cites: ['H26'],
      da: 'Sagen skal bevares, så længe der er behov for den i en retssag eller et tilsyn.',
      en: 'The case has to be kept as long as it is needed in court or for supervision.',
    },
    holdPlaced: {
      about: 'decision',
      fact: 'placed',
      holds: ['yes'],
      code: 'TRANSITION_NOT_ALLOWED',
      cites: ['H26'],
      da: 'Sagen er ikke tilbageholdt af den grund.',
      en: 'No such hold stands.',
    },
    retentionPassed: {
      about: 'decision',
      fact: 'retention',
      holds: ['passed'],
      code: 'RETENTION_NOT_PASSED',
      cites: ['H26'],
      setting: 'retention',
      da: 'Opbevaringstiden er ikke udløbet.',
      en: 'The time of retention has not ended.',
    },
    bothHeard: {
      about: 'hearing',
      fact: 'heard',
      holds: ['all'],
      code: 'NOT_HEARD',
      cites: ['K18'],
      da: 'Begge sider skal være hørt.',
      en: 'Both sides have to be heard.',
    },
    answerReached: {
      about: 'informed',
      fact: 'answer',
      holds: ['reached'],
      code: 'ANSWER_NOT_REACHED_CITIZEN',
      cites: ['H21', 'H22'],
      setting: 'directAnswer',
      da: 'Forvaltningens svar er ikke nået frem til borgeren.',
      en: "The department's answer has not reached the citizen.",
    },
    decisionTold: {
      about: 'informed',
      fact: 'decisionTold',
      holds: ['yes'],
      code: 'CITIZEN_NOT_INFORMED',
      cites: ['K14', 'H25'],
      da: 'Borgeren skal have besked om afgørelsen først.',
      en: 'The citizen has to be told the decision first.',
    },
    statusTold: {
      about: 'informed',
      fact: 'statusTold',
      holds: ['yes'],
      code: 'CITIZEN_NOT_INFORMED',
      cites: ['H25'],
      da: 'Borgeren skal have besked om, hvordan sagen stod.',
      en: 'The citizen has to be told how the case stood.',
    },
    resultTold: {
      about: 'informed',
      fact: 'resultTold',
      holds: ['yes', 'notNeeded'],
      code: 'RESULT_NOT_COMMUNICATED',
      cites: ['H25'],
      da: 'Borgeren skal have besked om resultatet.',
      en: 'The citizen has to be told the result.',
    },
  },
} as const;
