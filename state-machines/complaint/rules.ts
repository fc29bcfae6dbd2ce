/**
 * Every rule that a guard can name: one question of one fact (or of the role), one code, one sentence in each language, the ids of the sources' rules
 * behind it. `setting` names the profile's setting whose own ids are cited too, so that an office with rules of its own is cited by its own.
 */

/** The contract's order in which refusals are told (contract.md, "Order of the checks"). */
export const order = ['role', 'state', 'profile', 'part', 'complainant', 'dialogue', 'agreement', 'ageLimit', 'consent', 'decision', 'hearing', 'informed'] as const;

export interface Rule {
  readonly about: (typeof order)[number];
  /** Holds for these roles of the actor … */
  readonly roles?: readonly string[];
  /** … or when this fact of the event … */
  readonly fact?: string;
  /** … has one of these values. */
  readonly holds?: readonly string[];
  readonly code: string;
  readonly cites: readonly string[];
  readonly setting?: string;
  readonly da: string;
  readonly en: string;
}

const byRole = (roles: readonly string[], cites: readonly string[], da: string, en: string): Rule => ({ about: 'role', roles, code: 'ROLE_FORBIDDEN', cites, da, en });
const when = (fact: string, ...holds: readonly string[]) => ({ fact, holds });
const inProfile = (setting: string, cites: readonly string[], da: string, en: string): Rule =>
  ({ about: 'profile', ...when('inProfile', 'yes'), code: 'NOT_IN_PROFILE', cites, setting, da, en });

export const rules = {
  byAdviser: byRole(['adviser', 'head'], [], 'Det er borgerrådgiverens egne medarbejdere, der tager dette skridt.', "Only the office's own advisers take this step."),
  byHead: byRole(['head'], ['K14'], 'Kun lederen, borgerrådgiveren, afgør dette.', 'Only the head of the office decides this.'),
  byAdviserOrDepartment: byRole(['adviser', 'head', 'department'], [], 'Det er forvaltningen selv eller en medarbejder hos borgerrådgiveren, der tager dette skridt.', 'The department itself or an adviser takes this step.'),
  byOfficer: byRole(['dataProtectionOfficer'], ['H27'], 'Kun databeskyttelsesrådgiveren tager dette skridt.', 'Only the data protection officer takes this step.'),
  bySystem: byRole(['system'], [], 'Systemet tager selv dette skridt, når tiden er inde.', 'The system takes this step by itself when the time has come.'),
  bySystemOrOfficer: byRole(['system', 'dataProtectionOfficer'], [], 'Systemet eller databeskyttelsesrådgiveren tager dette skridt.', 'The system or the data protection officer takes this step.'),

  hasDialogueRule: inProfile('dialogue', [], 'Kontoret har ingen regel om forudgående dialog, så der er intet dialogtjek.', 'This office has no rule of prior dialogue, so there is no dialogue check.'),
  hasGuidance: inProfile('anonymousGuidance', ['H14', 'O1'], 'Kontoret giver ikke anonym vejledning.', 'This office does not give anonymous guidance.'),
  hasSuggestions: inProfile('suggestions', ['H11', 'O12'], 'Kontoret tager ikke imod forslag til forbedringer.', 'This office does not take suggestions for improvement.'),
  hasExceptionUnable: { about: 'profile', ...when('inProfile', 'yes'), code: 'EXCEPTION_NOT_IN_PROFILE', cites: ['K6', 'O14'], setting: 'exceptionUnable',
    da: 'Kontorets regler har ingen undtagelse for den, der ikke selv kan føre dialogen.', en: "This office's rules have no exception for one who cannot conduct the dialogue." },
  hasAgreement: inProfile('agreement', [], 'Kontoret kræver ingen aftale om, at forvaltningen skal svare.', 'This office asks for no agreement that the department is to answer.'),
  hasAgeLimit: inProfile('ageLimit', [], 'Kontoret har ingen frist at se bort fra.', 'This office has no age limit to waive.'),
  hasPrinciple: inProfile('exceptionPrinciple', [], 'Kontorets regler kender ikke principielle klager.', "This office's rules know no complaints of principle."),
  hasEarlyResolution: inProfile('earlyResolution', ['K12', 'O11'], 'Kontoret arbejder ikke med hurtig løsning.', 'This office does not work with early resolution.'),
  hasMediation: inProfile('mediation', ['K9', 'H10', 'O11'], 'Kontoret tilbyder ikke mægling.', 'This office does not offer mediation.'),
  hasOwnInitiative: inProfile('ownInitiative', [], 'Kontoret tager ikke sager op af egen drift.', 'This office takes up no matter on its own initiative.'),
  hasMeetings: inProfile('meetingAttendance', ['H12'], 'Kontoret deltager ikke i møder med forvaltningen.', 'This office does not take part in meetings with the department.'),
  groundListed: { about: 'profile', ...when('ground', 'none', 'listed'), code: 'NOT_IN_PROFILE', cites: ['H28', 'O15', 'O16', 'O17', 'O18'], setting: 'exclusions',
    da: 'Kontorets regler afviser ikke klager på denne grund.', en: "This office's rules do not exclude complaints on this ground." },
  safeChannel: { about: 'profile', ...when('channel', 'safe'), code: 'SENSITIVE_REQUIRES_DIGITAL_POST', cites: ['H5', 'O19'], setting: 'sensitiveData',
    da: 'Følsomme oplysninger skal sendes med Digital Post.', en: 'Sensitive data has to go by Digital Post.' },

  hasAdmissiblePart: { about: 'part', ...when('part', 'admissible'), code: 'PART_NOT_ADMISSIBLE', cites: ['H28', 'O16', 'O17', 'O18'], setting: 'exclusions',
    da: 'Der er intet klagepunkt, som kontoret kan behandle.', en: 'There is no part of the complaint that the office can handle.' },
  everyPartExcluded: { about: 'part', ...when('parts', 'excluded'), code: 'PART_ADMISSIBLE', cites: ['H28', 'O16'], setting: 'exclusions',
    da: 'Mindst ét klagepunkt kan behandles her eller er ikke vurderet endnu.', en: 'At least one part can be handled here, or has not been assessed yet.' },
  partsAdmissible: { about: 'part', ...when('parts', 'admissible'), code: 'PART_NOT_ADMISSIBLE', cites: ['H28', 'O16', 'O17', 'O18'], setting: 'exclusions',
    da: 'Kun klagepunkter, som kontoret kan behandle, kan være med.', en: 'Only parts that the office can handle may be included.' },
  everyPartCovered: { about: 'part', ...when('coverage', 'complete'), code: 'PART_MISSING', cites: ['H19'],
    da: 'Hvert klagepunkt, der behandles, skal forelægges en forvaltning.', en: 'Every admissible part has to be put to a department.' },
  suggestionRecorded: { about: 'part', ...when('suggestion', 'recorded'), code: 'TRANSITION_NOT_ALLOWED', cites: ['H11', 'O12'], setting: 'suggestions',
    da: 'Der er intet forslag, som ikke allerede er givet videre.', en: 'There is no suggestion that has not been passed on already.' },

  eligibleComplainant: { about: 'complainant', ...when('complainant', 'eligible'), code: 'COMPLAINANT_NOT_ELIGIBLE', cites: ['O5'], setting: 'complainants',
    da: 'Kontoret behandler ikke klager fra denne type klager.', en: 'This office does not handle complaints from this kind of complainant.' },
  acceptedRepresentative: { about: 'complainant', ...when('representative', 'none', 'accepted'), code: 'COMPLAINANT_NOT_ELIGIBLE', cites: [], setting: 'representatives',
    da: 'Den, der repræsenterer klageren, skal have en fuldmagt eller en anden hjemmel, som kontoret godtager.', en: 'The representative needs a power of attorney or another authority that this office accepts.' },

  dialogueExhausted: { about: 'dialogue', ...when('dialogue', 'notRequired', 'exhausted', 'excused', 'otherDepartment'), code: 'DIALOGUE_NOT_EXHAUSTED', cites: ['K1', 'K2', 'O14'], setting: 'dialogue',
    da: 'Dialogen med forvaltningen skal være udtømt, før klagen kan behandles.', en: 'The dialogue with the department has to be exhausted before the complaint is handled.' },
  dialogueWithConcerned: { about: 'dialogue', ...when('dialogue', 'notRequired', 'exhausted', 'excused', 'missing'), code: 'DIALOGUE_NOT_WITH_CONCERNED_DEPARTMENT', cites: ['K1', 'K2', 'O14'], setting: 'dialogue',
    da: 'Dialogen er ført med en anden forvaltning end den, klagen handler om.', en: 'The dialogue was with another department than the one complained of.' },
  dialogueStillOpen: { about: 'dialogue', ...when('dialogue', 'missing', 'otherDepartment'), code: 'DIALOGUE_EXHAUSTED', cites: ['K3', 'K4', 'O14'], setting: 'dialogue',
    da: 'Dialogen er udtømt eller undtaget, så borgeren kan ikke henvises tilbage til den.', en: 'The dialogue is exhausted or excused, so the citizen cannot be guided back to it.' },
  agreedByBoth: { about: 'agreement', ...when('agreement', 'notRequired', 'given'), code: 'NOT_AGREED', cites: ['H17'], setting: 'agreement',
    da: 'Borger og borgerrådgiver skal være enige om, at forvaltningen skal svare.', en: 'Citizen and adviser have to agree that the department is to answer.' },
  ageLimitKept: { about: 'ageLimit', ...when('ageLimit', 'within', 'waived'), code: 'AGE_LIMIT_EXCEEDED', cites: ['H29'], setting: 'ageLimit',
    da: 'Der er gået for lang tid siden hændelsen eller forløbet.', en: 'Too much time has passed since the event or course of events.' },
  waiverNeeded: { about: 'ageLimit', ...when('ageLimit', 'exceeded'), code: 'WAIVER_NOT_NEEDED', cites: ['H29'], setting: 'ageLimit',
    da: 'Fristen er ikke overskredet, så der er intet at se bort fra.', en: 'The limit has not been exceeded, so there is nothing to waive.' },

  consentNotNeeded: { about: 'consent', ...when('consent', 'notRequired'), code: 'CONSENT_MISSING', cites: ['H24'], setting: 'consent',
    da: 'Borgerens samtykke mangler.', en: "The citizen's consent is missing." },
  consentForThis: { about: 'consent', ...when('consent', 'notRequired', 'covers', 'exceeded'), code: 'CONSENT_MISSING', cites: ['H24'], setting: 'consent',
    da: 'Borgerens samtykke til dette mangler.', en: "The citizen's consent to this is missing." },
  withinConsent: { about: 'consent', ...when('consent', 'notRequired', 'covers', 'missing'), code: 'CONSENT_SCOPE_EXCEEDED', cites: ['H24'], setting: 'consent',
    da: 'Dette går ud over forvaltningerne eller perioden i borgerens samtykke.', en: "This goes beyond the departments or the period of the citizen's consent." },
  nameConsented: { about: 'consent', ...when('name', 'withheld', 'consented'), code: 'CONSENT_MISSING', cites: ['H11', 'H16', 'O12'], setting: 'suggestions',
    da: 'Navnet kan kun gives videre fra en sag og med borgerens samtykke.', en: 'The name may be passed on only from a case and with consent.' },

  rightsKept: { about: 'decision', ...when('rights', 'kept'), code: 'SETTLEMENT_COMPROMISES_RIGHTS', cites: ['K10'],
    da: 'Et forlig må ikke gå på kompromis med borgerens rettigheder.', en: "A settlement may not compromise the citizen's rights." },
  settlementProposed: { about: 'decision', ...when('proposal', 'standing'), code: 'TRANSITION_NOT_ALLOWED', cites: ['K9'],
    da: 'Der er intet forslag til forlig at svare på.', en: 'There is no proposed settlement to answer.' },
  mediationOffered: { about: 'decision', ...when('offer', 'standing'), code: 'TRANSITION_NOT_ALLOWED', cites: ['H10', 'O11'], setting: 'mediation',
    da: 'Der er ikke tilbudt mægling.', en: 'Mediation has not been offered.' },
  mediationAccepted: { about: 'decision', ...when('acceptance', 'both'), code: 'NOT_ACCEPTED_BY_BOTH', cites: ['H10', 'O11'], setting: 'mediation',
    da: 'Både borger og forvaltning skal sige ja til mægling.', en: 'Both citizen and department have to accept mediation.' },
  deadlinePassed: { about: 'decision', ...when('deadline', 'passed'), code: 'DEADLINE_NOT_PASSED', cites: ['K5'], setting: 'departmentAnswer',
    da: 'Forvaltningens frist og rykkerne er ikke brugt op endnu.', en: "The department's deadline and the reminders are not used up yet." },
  answerOutstanding: { about: 'decision', ...when('answer', 'none'), code: 'TRANSITION_NOT_ALLOWED', cites: ['K7'], setting: 'departmentAnswer',
    da: 'Forvaltningen har allerede svaret.', en: 'The department has answered already.' },
  departmentAsked: { about: 'decision', ...when('asked', 'yes'), code: 'TRANSITION_NOT_ALLOWED', cites: ['H21'],
    da: 'Ingen forvaltning er spurgt i sagen.', en: 'No department has been asked in this case.' },
  answerRecorded: { about: 'decision', ...when('answer', 'recorded'), code: 'NO_ANSWER_RECORDED', cites: ['H21'], setting: 'copyToCitizen',
    da: 'Der er ikke registreret et svar fra forvaltningen.', en: 'No answer of the department has been recorded.' },
  scopeFilled: { about: 'decision', ...when('scope', 'filled'), code: 'SCOPE_EMPTY', cites: ['K15'], setting: 'inDepth',
    da: 'Undersøgelsen skal omfatte mindst ét klagepunkt.', en: 'The investigation has to cover at least one part.' },
  scopeAdmissible: { about: 'decision', ...when('scopeParts', 'admissible'), code: 'SCOPE_HAS_INADMISSIBLE_PART', cites: ['K15', 'H28', 'O16', 'O17', 'O18'], setting: 'exclusions',
    da: 'Undersøgelsen kan kun omfatte klagepunkter, som kontoret kan behandle.', en: 'The investigation can cover only parts that the office can handle.' },
  ofPrinciple: { about: 'state', ...when('principled', 'yes'), code: 'EARLY_RESOLUTION_NOT_EXHAUSTED', cites: ['K12', 'K19'], setting: 'earlyResolution',
    da: 'En hurtig løsning skal forsøges først, medmindre klagen er principiel.', en: 'A quick solution has to be tried first, unless the complaint is of principle.' },
  partInScope: { about: 'part', ...when('part', 'inScope'), code: 'PART_NOT_IN_SCOPE', cites: ['K15'], setting: 'inDepth',
    da: 'Klagepunktet er ikke med i undersøgelsen.', en: 'The part is not within the scope of the investigation.' },
  noConflict: { about: 'decision', ...when('conflict', 'none'), code: 'CONFLICT_OF_INTEREST', cites: ['K18'],
    da: 'Den, der er inhabil over for forvaltningen, kan ikke tage stilling til klagepunktet.', en: 'One with a conflict of interest in the department cannot decide on this part.' },
  outcomesComplete: { about: 'decision', ...when('outcomes', 'complete'), code: 'OUTCOME_MISSING', cites: ['K15'], setting: 'inDepth',
    da: 'Hvert klagepunkt i undersøgelsen skal have et resultat.', en: 'Every part in scope has to have an outcome.' },
  partCriticised: { about: 'decision', ...when('outcome', 'criticised'), code: 'OUTCOME_MISSING', cites: [],
    da: 'Klagepunktet har hverken fået kritik eller en henstilling at tage stilling til.', en: 'The part has no criticism or recommendation to take a position on.' },
  requestOpen: { about: 'decision', ...when('request', 'open'), code: 'TRANSITION_NOT_ALLOWED', cites: ['H27'],
    da: 'Anmodningen er allerede afgjort.', en: 'The request has been decided already.' },
  noArchiveTransfer: { about: 'decision', ...when('archive', 'none'), code: 'ARCHIVE_TRANSFER_PENDING', cites: ['H26'],
    da: 'Sagen skal først afleveres til arkiv.', en: 'The case has to be transferred to the archive first.' },
  noHold: { about: 'decision', ...when('hold', 'none'), code: 'LEGAL_HOLD', cites: ['H26'],
    da: 'Sagen skal bevares, så længe der er behov for den i en retssag eller et tilsyn.', en: 'The case has to be kept as long as it is needed in court or for supervision.' },
  holdPlaced: { about: 'decision', ...when('placed', 'yes'), code: 'TRANSITION_NOT_ALLOWED', cites: ['H26'],
    da: 'Sagen er ikke tilbageholdt af den grund.', en: 'No such hold stands.' },
  retentionPassed: { about: 'decision', ...when('retention', 'passed'), code: 'RETENTION_NOT_PASSED', cites: ['H26'], setting: 'retention',
    da: 'Opbevaringstiden er ikke udløbet.', en: 'The time of retention has not ended.' },

  bothHeard: { about: 'hearing', ...when('heard', 'all'), code: 'NOT_HEARD', cites: ['K18'],
    da: 'Begge sider skal være hørt.', en: 'Both sides have to be heard.' },
  answerReached: { about: 'informed', ...when('answer', 'reached'), code: 'ANSWER_NOT_REACHED_CITIZEN', cites: ['H21', 'H22'], setting: 'directAnswer',
    da: 'Forvaltningens svar er ikke nået frem til borgeren.', en: "The department's answer has not reached the citizen." },
  decisionTold: { about: 'informed', ...when('decisionTold', 'yes'), code: 'CITIZEN_NOT_INFORMED', cites: ['K14', 'H25'],
    da: 'Borgeren skal have besked om afgørelsen først.', en: 'The citizen has to be told the decision first.' },
  statusTold: { about: 'informed', ...when('statusTold', 'yes'), code: 'CITIZEN_NOT_INFORMED', cites: ['H25'],
    da: 'Borgeren skal have besked om, hvordan sagen stod.', en: 'The citizen has to be told how the case stood.' },
  resultTold: { about: 'informed', ...when('resultTold', 'yes', 'notNeeded'), code: 'RESULT_NOT_COMMUNICATED', cites: ['H25'],
    da: 'Borgeren skal have besked om resultatet.', en: 'The citizen has to be told the result.' },
} as const satisfies { readonly [name: string]: Rule };

export type RuleName = keyof typeof rules;
