/**
 * Every closed list and the form of every key, written once: what an event may hold, what a request may ask for and
 * what a profile may name are the same words. A value may be added at the end of a list; none is ever taken away, since
 * events hold it (law 8).
 */

// — the contact —

export const channels = ['counter', 'phone', 'meeting', 'email', 'digitalPost', 'letter', 'web', 'sms'] as const;
export type Channel = (typeof channels)[number];
export const complainantTypes = ['citizen', 'association', 'company'] as const;
export type ComplainantType = (typeof complainantTypes)[number];
/** What a profile can exclude. */
export const exclusionGrounds = [
  'content',
  'political',
  'serviceLevel',
  'employment',
  'otherBody',
  'courts',
  'anotherAuthority',
] as const;
export type ExclusionGround = (typeof exclusionGrounds)[number];
/** Why a part is not handled: what the profile excludes, or what its age limit does (H29). */
export const grounds = [...exclusionGrounds, 'tooOld'] as const;
export type Ground = (typeof grounds)[number];
export const authorityBodies = [
  'ankestyrelsen',
  'ombudsmanden',
  'kommunaltTilsyn',
  'domstolene',
  'ligebehandlingsnaevnet',
  'datatilsynet',
  'other',
] as const;
export const guidanceCodes = [
  'howToComplain',
  'understandDecision',
  'dialogue',
  'whereToComplain',
  'rights',
  'representation',
  'discrimination',
  'meetingSupport',
] as const;
/** How a contact ends that became no case. */
export const endings = ['guidance', 'abandoned'] as const;
export const offers = ['dialogueHelp', 'mediation', 'meetingSupport'] as const;

// — registration —

export const inabilities = ['communicationImpairment', 'illness', 'language', 'conflict', 'other'] as const;
export const waiverReasons = ['citizenPrevented', 'continuingEffect', 'publicInterest', 'lateKnowledge'] as const;
export const principleReasons = ['affectsMany', 'templateFault', 'unclearLaw', 'systemFault'] as const;
/** What a representative acts by. */
export const authorities = ['powerOfAttorney', 'guardian', 'partyRepresentative'] as const;
export type Authority = (typeof authorities)[number];

// — early resolution and mediation —

export const modes = ['flexible', 'written'] as const;
export const contactPersons = ['caseworker', 'leader'] as const;
export const contactOutcomes = ['offer', 'noSolution', 'noReply', 'explained'] as const;
export const bothSides = ['citizen', 'department'] as const;
export const noSolutionReasons = ['rejected', 'noOffer', 'noReply', 'unsuitable'] as const;
export const mediators = ['office', 'external'] as const;
export type Mediator = (typeof mediators)[number];

// — consent and investigation —

export const consentPurposes = ['moreQuestions', 'closerExamination', 'shareName'] as const;
export const levels = ['low', 'medium', 'high'] as const;
export const overallAssessments = ['justified', 'notJustified'] as const;
/** What comes of one part; of a case, both kinds together are one more. */
export const partOutcomes = ['noCriticism', 'criticism', 'recommendation'] as const;
export const conclusions = [...partOutcomes, 'criticismWithRecommendation'] as const;
export type Conclusion = (typeof conclusions)[number];

// — telling, reopening, filing —

/** How a citizen gave a consent. */
export const consentWays = ['digitalPost', 'letter', 'email', 'phone', 'meeting', 'counter'] as const;
/** What is made of a complaint: by the department itself in its answer, or by what was found about it here. */
export const answerFindings = ['upheld', 'partly', 'notUpheld', 'unclear'] as const;
export type Finding = (typeof answerFindings)[number];
export const notices = ['result', 'decision', 'status', 'rights'] as const;
export const reopeningReasons = ['moreQuestions', 'newPart', 'closerLook'] as const;
/** Whether a case that closes has solved what it was about, as far as the office knows. */
export const solutions = ['wholly', 'partly', 'notAtAll', 'unknown'] as const;
export type Solution = (typeof solutions)[number];
/** Why a case came to nothing, and closes without an answer to what it was about. */
export const discontinuations = ['unreachable', 'moot', 'duplicate', 'solvedByItself', 'error', 'died'] as const;
export const directions = ['in', 'out', 'internal'] as const;
export const meetingReasons = ['insecure', 'understanding', 'language', 'conflict'] as const;
/** Whom a recommendation is made to. */
export const recommendationAddressees = ['department', 'municipality', 'council'] as const;
/** What its addressee makes of it. */
export const recommendationStatuses = ['accepted', 'declined', 'partly', 'implemented'] as const;
/** What a department makes of a suggestion. */
export const suggestionPositions = ['adopted', 'declined', 'noted'] as const;
export type SuggestionPosition = (typeof suggestionPositions)[number];
export const positions = ['accepted', 'declined', 'implemented'] as const;

/** What an adviser can give more time for, and why. */
export const extendableKinds = ['departmentAnswer', 'informationRequest', 'hearing', 'followUp'] as const;
export const extensionReasons = ['departmentAsked', 'complexity', 'illness', 'holidays'] as const;

/** Why a letter to a department is called back. */
export const recallReasons = ['wrongDepartment', 'duplicate', 'citizenAsked'] as const;

/** Why a case goes on under another version of the lifecycle or of the profile. */
export const moveReasons = ['newRules', 'correction', 'officeDecision'] as const;

// — the desk —

export const priorities = ['normal', 'urgent'] as const;
/** What another case is to this one. */
export const linkKinds = ['duplicate', 'related', 'joint', 'lead', 'resubmitted'] as const;
export const complexities = ['simple', 'complex'] as const;

// — the parties —

/** Who is added to a case beside the one who complains. */
export const addedRoles = ['coComplainant', 'representative', 'interpreter', 'relative'] as const;
export const partyRoles = ['complainant', ...addedRoles] as const;
export type PartyRole = (typeof partyRoles)[number];
/** How a person wants to be reached. */
export const partyChannels = ['digitalPost', 'letter', 'email', 'phone'] as const;
export const partyChanges = ['misspelt', 'moved', 'changed', 'wrongPerson'] as const;
export const partyEndings = ['authorityWithdrawn', 'moved', 'died', 'mistake'] as const;
/** The parties that a registration names; those that are added are P1, P2 … */
export const registeredParties = { complainant: 'C1', representative: 'R1' } as const;

// — a second reader —

/** What somebody else of the office is asked to read, and what they say of it. */
export const reviewObjects = ['outcome', 'letter', 'decision'] as const;
export const reviewVerdicts = ['approved', 'changes'] as const;

// — besides complaints —

/** What an office does about nobody: for its staff's or a department's use, taught, met about, or studied. */
export const activityKinds = ['staffAdvice', 'teaching', 'meeting', 'study'] as const;
export type ActivityKind = (typeof activityKinds)[number];
/** Of one activity at most: a week. */
export const mostMinutes = 10_080;

// — putting right —

export const correctionReasons = ['typing', 'misheard', 'wrongCase', 'other'] as const;
export const retractionReasons = ['mistake', 'wrongCase'] as const;

// — privacy —

export const erasureObjects = ['case', 'document'] as const;
export const erasureDecisions = ['granted', 'refused', 'extended'] as const;
export const erasureBases = [
  'journalingDuty',
  'legalClaim',
  'archive',
  'misfiled',
  'noBasisToKeep',
  'complexity',
] as const;
export const holdReasons = ['archiveTransfer', 'courtCase', 'supervision'] as const;

/** The forms of keys, as JSON Schema's `pattern`. */
export const keyPatterns = {
  /** The letter of a part: "A" … "ZZ". */
  part: '^[A-Z]{1,2}$',
  department: '^[a-z][a-z0-9]{0,39}$',
  topic: '^[A-Za-z][A-Za-z0-9]{0,59}$',
  /** Of content that was sent in: RFC 6838, section 4.2, in lower case, without parameters. */
  mediaType: '^[a-z0-9][a-z0-9!#$&^_.+-]{0,99}/[a-z0-9][a-z0-9!#$&^_.+-]{0,99}$',
  lifecycle: '^complaint/[1-9]\\d{0,2}$',
  profile: '^[a-z][a-z0-9-]{0,62}@[1-9]\\d{0,6}$',
  /** Of a document or a request, as the server gave it. */
  reference: '^[A-Z]?[0-9]{1,6}(-[0-9]{1,3})?$',
  /** Of a complaint: a UUID, as the server gave it. */
  complaint: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$',
  /** A member of the office, as the identity provider calls them: one line. */
  member: '^[^\\u0000-\\u001f\\u007f\\u2028\\u2029]{1,200}$',
} as const;

/** Characters (code points) that a free text has at most. */
export const maxTextLength = 10_000;
