/** What each transition is called where people read, by the part of the work it belongs to. */
import { type CommandName } from '../../../libs/complaints/steps/commands.js';
import { type Role } from '../../../libs/platform/caller.js';
import { type Sentences } from '../../../libs/platform/refusal.js';

export interface StepGroup {
  readonly title: Sentences;
  readonly steps: readonly (readonly [name: CommandName, da: string, en: string])[];
}

export const stepGroups: readonly StepGroup[] = [
  {
    title: { da: 'Før der er en sag', en: 'Before there is a case' },
    steps: [
      ['ReceiveInquiry', 'Modtag en henvendelse', 'Receive an inquiry'],
      ['RecordPart', 'Registrér et klagepunkt', 'Record a part of the complaint'],
      ['AssessRemit', 'Vurdér, om kontoret kan behandle klagepunktet', 'Assess whether the office can handle the part'],
      ['CompleteIntake', 'Gå videre til dialogtjek', 'Go on to the dialogue check'],
      ['GiveGuidance', 'Giv vejledning', 'Give guidance'],
      ['EndWithoutCase', 'Afslut uden sag', 'End without a case'],
      ['DirectElsewhere', 'Henvis til rette sted', 'Direct to the right body'],
      ['RecordSuggestion', 'Registrér et forslag til forbedring', 'Record a suggestion for improvement'],
      ['ForwardSuggestion', 'Giv forslag videre', 'Forward the suggestions'],
      ['GuideBack', 'Henvis tilbage til dialog', 'Guide back to dialogue'],
      ['RecordDialogue', 'Registrér dialog med en forvaltning', 'Record dialogue with a department'],
      [
        'AttestUnable',
        'Bekræft, at borgeren ikke selv kan føre dialogen',
        'Attest that the citizen cannot conduct the dialogue',
      ],
      ['AgreeRegistration', 'Registrér enighed om at oprette en sag', 'Record the agreement to register a case'],
      ['WaiveAgeLimit', 'Se bort fra fristen', 'Waive the age limit'],
      ['FlagPrincipled', 'Markér klagen som principiel', 'Flag the complaint as one of principle'],
      ['RegisterCase', 'Opret sag', 'Register the case'],
    ],
  },
  {
    title: { da: 'Hurtig løsning og mægling', en: 'Early resolution and mediation' },
    steps: [
      ['StartEarlyResolution', 'Begynd en hurtig løsning', 'Start early resolution'],
      ['SwitchMode', 'Skift mellem fleksibel og skriftlig behandling', 'Switch between flexible and written handling'],
      ['RecordContact', 'Registrér kontakt til forvaltningen', 'Record a contact with the department'],
      ['ProposeSettlement', 'Foreslå et forlig', 'Propose a settlement'],
      ['AcceptSettlement', 'Registrér accept af forliget', 'Record that a side accepts the settlement'],
      ['RejectSettlement', 'Registrér afvisning af forliget', 'Record that a side rejects the settlement'],
      ['NoQuickSolution', 'Konstatér, at der ingen hurtig løsning er', 'Record that there is no quick solution'],
      ['OfferMediation', 'Tilbyd mægling', 'Offer mediation'],
      ['AnswerMediationOffer', 'Registrér svar på tilbud om mægling', 'Record an answer to the offer of mediation'],
      ['StartMediation', 'Begynd mægling', 'Start mediation'],
      ['EndMediation', 'Afslut mægling', 'End mediation'],
    ],
  },
  {
    title: { da: 'Forelæggelse for forvaltningen', en: 'Referral to the department' },
    steps: [
      ['ReferToDepartment', 'Forelæg sagen for forvaltningen', 'Refer the case to the department'],
      ['AskMoreQuestions', 'Stil flere spørgsmål', 'Ask more questions'],
      ['RecordDepartmentAnswer', 'Registrér forvaltningens svar', "Record the department's answer"],
      ['RecordNoAnswer', 'Konstatér, at forvaltningen ikke har svaret', 'Record that the department has not answered'],
      ['ForwardAnswerToCitizen', 'Giv svaret videre til borgeren', 'Forward the answer to the citizen'],
      ['RequestCloserLook', 'Registrér ønske om nærmere undersøgelse', 'Record the wish for a closer look'],
      ['Remind', 'Ryk forvaltningen', 'Remind the department'],
      ['Escalate', 'Ryk forvaltningens leder', "Remind the department's leader"],
    ],
  },
  {
    title: { da: 'Samtykke', en: 'Consent' },
    steps: [
      ['GiveConsent', 'Registrér samtykke', 'Record consent'],
      ['RefuseConsent', 'Registrér afslag på samtykke', 'Record that consent is refused'],
      ['WithdrawConsent', 'Registrér, at samtykket trækkes tilbage', 'Record that consent is withdrawn'],
    ],
  },
  {
    title: { da: 'Tilsyn og nærmere undersøgelse', en: 'Investigation' },
    steps: [
      ['OpenInvestigation', 'Åbn et tilsyn', 'Open an investigation'],
      ['DeclineInvestigation', 'Afslå et tilsyn', 'Decline an investigation'],
      ['OpenOwnInitiative', 'Tag en sag op af egen drift', "Take up a matter on the office's own initiative"],
      ['RequestInformation', 'Indhent oplysninger', 'Request information'],
      ['HearDepartment', 'Registrér høring af forvaltningen', 'Record the hearing of the department'],
      ['HearCitizen', 'Registrér høring af borgeren', 'Record the hearing of the citizen'],
      ['ChangeScope', 'Ændr undersøgelsens omfang', 'Change the scope'],
      ['DeclareConflict', 'Erklær inhabilitet', 'Declare a conflict of interest'],
      ['RecordOutcome', 'Registrér resultat for et klagepunkt', 'Record the outcome of a part'],
      ['Conclude', 'Afslut undersøgelsen', 'Conclude the investigation'],
      [
        'RecordDepartmentPosition',
        'Registrér forvaltningens holdning til resultatet',
        "Record the department's position on the outcome",
      ],
    ],
  },
  {
    title: { da: 'Besked, afslutning og genåbning', en: 'Telling, closing and reopening' },
    steps: [
      ['NotifyCitizen', 'Giv borgeren besked', 'Notify the citizen'],
      ['SendReply', 'Send svar', 'Send a reply'],
      ['CloseCase', 'Afslut sagen', 'Close the case'],
      ['WithdrawComplaint', 'Registrér, at klagen trækkes tilbage', 'Record that the complaint is withdrawn'],
      ['ReopenCase', 'Genåbn sagen', 'Reopen the case'],
    ],
  },
  {
    title: { da: 'Ved siden af forløbet', en: 'Beside the lifecycle' },
    steps: [
      ['FileDocument', 'Journalisér et dokument', 'File a document'],
      ['RecordNote', 'Skriv et notat', 'Record a note'],
      ['AttendMeeting', 'Deltag i et møde', 'Attend a meeting'],
      ['RequestErasure', 'Registrér anmodning om sletning', 'Record a request for erasure'],
      ['DecideErasure', 'Afgør anmodning om sletning', 'Decide a request for erasure'],
      ['PlaceHold', 'Hold sagen tilbage fra sletning', 'Place a hold'],
      ['LiftHold', 'Ophæv tilbageholdelsen', 'Lift the hold'],
      ['ShredKeys', 'Slet personoplysninger for altid', 'Shred the personal data for good'],
    ],
  },
];

export const roleNames: Readonly<Record<Role, Sentences>> = {
  adviser: { da: 'medarbejder hos borgerrådgiveren', en: 'adviser' },
  head: { da: 'leder (borgerrådgiver)', en: 'head of the office' },
  department: { da: 'forvaltning', en: 'department' },
  citizen: { da: 'borger', en: 'citizen' },
  auditor: { da: 'revisor', en: 'auditor' },
  analyst: { da: 'analytiker', en: 'analyst' },
  dataProtectionOfficer: { da: 'databeskyttelsesrådgiver', en: 'data protection officer' },
  administrator: { da: 'administrator', en: 'administrator' },
  system: { da: 'systemet selv, når tiden er inde', en: 'the system itself, when the time has come' },
};
