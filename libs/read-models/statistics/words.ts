/**
 * How the coded values of figures are written. Departments and topics are the office's own and come from its settings.
 */
import { type Sentences } from '../../platform/refusal.js';

const word = (da: string, en: string): Sentences => ({ da, en });

/** What a row has that has no value there. */
export const notStated = word('Ikke angivet', 'Not stated');

/** Of what is of no department, or of no topic. */
const ofNone = {
  department: word('Ingen bestemt forvaltning', 'No particular department'),
  topic: word('Intet bestemt emne', 'No particular topic'),
};

interface Dimensions {
  readonly [dimension: string]: { readonly [value: string]: Sentences };
}

/** By the dimension. */
export const dimensionWords = {
  channel: {
    counter: word('Personligt fremmøde', 'At the counter'),
    phone: word('Telefon', 'Telephone'),
    meeting: word('Møde', 'Meeting'),
    email: word('E-mail', 'E-mail'),
    digitalPost: word('Digital Post', 'Digital Post'),
    letter: word('Brev', 'Letter'),
    web: word('Hjemmeside', 'Web'),
    sms: word('Sms', 'Text message'),
    none: word('Egen drift', 'Own initiative'),
  },
  type: {
    inquiry: word('Henvendelse', 'Inquiry'),
    sms: word('Sms, kun talt', 'Text message, counted only'),
    ownInitiative: word('Egen drift', 'Own initiative'),
  },
  complainant: {
    citizen: word('Borger', 'Citizen'),
    association: word('Forening', 'Association'),
    company: word('Virksomhed', 'Company'),
    none: word('Kontoret selv', 'The office itself'),
  },
  became: {
    open: word('Ikke afsluttet', 'Still open'),
    case: word('Oprettet som sag', 'Registered as a case'),
    guidance: word('Vejledning', 'Guidance'),
    abandoned: word('Opgivet', 'Abandoned'),
    directed: word('Henvist til rette sted', 'Directed elsewhere'),
    guidedBack: word('Henvist tilbage til dialog', 'Guided back to dialogue'),
    rejected: word('Afvist', 'Rejected'),
    suggestionForwarded: word('Forslag givet videre', 'Suggestion forwarded'),
    counted: word('Kun talt', 'Counted only'),
    ownInitiative: word('Egen drift', 'Own initiative'),
  },
  ground: {
    content: word('Afgørelsens indhold', 'Content of a decision'),
    political: word('Politisk beslutning', 'Political decision'),
    serviceLevel: word('Serviceniveau', 'Level of service'),
    employment: word('Ansættelsesforhold', 'Employment'),
    otherBody: word('Andet klageorgan', 'Another appeal body'),
    courts: word('Domstolene', 'The courts'),
    anotherAuthority: word('Anden myndighed', 'Another authority'),
    notStated,
    tooOld: word('Ældre end fristen', 'Older than the limit'),
  },
  standing: { provisional: word('Foreløbig', 'Provisional'), final: word('Endelig', 'Final') },
  outcome: {
    settled: word('Forlig', 'Settled'),
    mediated: word('Mægling', 'Mediated'),
    answeredByDepartment: word('Besvaret af forvaltningen', 'Answered by the department'),
    noCriticism: word('Ingen kritik', 'No criticism'),
    criticism: word('Kritik', 'Criticism'),
    recommendation: word('Henstilling', 'Recommendation'),
    criticismWithRecommendation: word('Kritik og henstilling', 'Criticism with recommendation'),
    investigationDeclined: word('Tilsyn afvist', 'Examination declined'),
    consentRefused: word('Samtykke nægtet', 'Consent refused'),
    consentWithdrawn: word('Samtykke trukket tilbage', 'Consent withdrawn'),
    withdrawnByCitizen: word('Trukket tilbage af borgeren', 'Withdrawn by the citizen'),
    discontinued: word('Henlagt', 'Discontinued'),
    directed: word('Henvist til rette sted', 'Directed elsewhere'),
    notExamined: word('Ikke undersøgt', 'Not examined'),
  },
  degree: { criticism: word('Kritik', 'Criticism'), recommendation: word('Henstilling', 'Recommendation') },
  department: { none: ofNone.department },
  departmentGroup: { none: ofNone.department },
  topic: { none: ofNone.topic },
  topicGroup: { none: ofNone.topic },
  requestedBy: { citizen: word('Borgeren', 'The citizen'), department: word('Forvaltningen', 'The department') },
  assignee: { none: word('Ingen medarbejder', 'Nobody in particular') },
  addressee: {
    department: word('Forvaltning', 'Department'),
    municipality: word('Kommunen', 'The municipality'),
    council: word('Byrådet', 'The council'),
  },
  investigated: {
    yes: word('Undersøgt i dybden', 'Examined in depth'),
    no: word('Ikke undersøgt i dybden', 'Not examined in depth'),
  },
  reason: {
    moreQuestions: word('Flere spørgsmål', 'More questions'),
    newPart: word('Nyt klagepunkt', 'New part'),
    closerLook: word('Nærmere undersøgelse', 'Closer look'),
    citizenPrevented: word('Borgeren var forhindret', 'The citizen was prevented'),
    continuingEffect: word('Vedvarende virkning', 'Continuing effect'),
    publicInterest: word('Almen interesse', 'Public interest'),
    lateKnowledge: word('Sent kendskab', 'Late knowledge'),
    communicationImpairment: word('Kommunikationshandicap', 'Communication impairment'),
    insecure: word('Utryghed', 'Insecurity'),
    understanding: word('Forståelse', 'Understanding'),
    illness: word('Sygdom', 'Illness'),
    language: word('Sprog', 'Language'),
    conflict: word('Konflikt', 'Conflict'),
    other: word('Andet', 'Other'),
    affectsMany: word('Berører mange', 'Affects many'),
    templateFault: word('Fejl i skabelon', 'Fault in a template'),
    unclearLaw: word('Uklar retstilstand', 'Unclear law'),
    systemFault: word('Systemfejl', 'System fault'),
    departmentAsked: word('Forvaltningen bad om det', 'The department asked for it'),
    complexity: word('Sagen er omfattende', 'The matter is complex'),
    holidays: word('Ferie og helligdage', 'Holidays'),
  },
  kind: {
    complaint: word('Klage', 'Complaint'),
    advice: word('Vejledning', 'Advice'),
    signposting: word('Henvisning', 'Signposting'),
    helpToWrite: word('Hjælp til at skrive', 'Help to write'),
    suggestion: word('Forslag', 'Suggestion'),
    unclear: word('Ikke afklaret', 'Not settled'),
    ownInitiative: word('Egen drift', 'Own initiative'),
    counted: word('Sms, kun talt', 'Text message, counted only'),
    ageLimitWaived: word('Dispensation fra etårsfristen', 'Age limit waived'),
    unableToComplainFirst: word('Borgeren kunne ikke selv føre dialogen', 'Unable to conduct the dialogue'),
    matterOfPrinciple: word('Principiel sag', 'Matter of principle'),
    staffAdvice: word('Råd til ansatte', 'Advice to staff'),
    teaching: word('Undervisning', 'Teaching'),
    meeting: word('Møde uden for klager', 'Meeting besides complaints'),
    study: word('Undersøgelse', 'Study'),
  },
} satisfies Dimensions;
export const words: Dimensions = dimensionWords;
