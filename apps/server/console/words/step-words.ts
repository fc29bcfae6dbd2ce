/**
 * What happens with each step, for whoever is about to take it; what it is called stands with the step itself
 * (`libs/complaints/steps`).
 */
import { steps, type CommandName } from '../../../../libs/complaints/steps/steps.js';
import { type Sentences } from '../../../../libs/platform/refusal.js';
import { type Language } from '../../http/page.js';

interface StepWords {
  /** What comes of it. */
  readonly says: Sentences;
  /** On the button, where the title is too long for one or says less. */
  readonly button?: Sentences;
}

const words = (da: string, en: string, button?: readonly [da: string, en: string]): StepWords => ({
  says: { da, en },
  ...(button ? { button: { da: button[0], en: button[1] } } : {}),
});

export const stepWords = {
  // — before there is a case —
  ReceiveInquiry: words(
    'Henvendelsen gemmes uden navn. En sms, som kontoret ikke svarer på, bliver kun talt.',
    'The contact is kept without a name. A text message that the office does not answer is only counted.',
    ['Gem henvendelsen', 'Save the contact'],
  ),
  RecordPart: words(
    'Klagepunktet får et bogstav. Bagefter vurderer du, om kontoret kan behandle det.',
    'The part gets a letter. Afterwards you assess whether the office can handle it.',
    ['Tilføj klagepunktet', 'Add the part'],
  ),
  AssessRemit: words(
    'Det står fast, om kontoret kan behandle klagepunktet, og hvorfor ikke. Er det sagens sidste, lukkes sagen.',
    'It is settled whether the office can handle the part, and why not. If it is the last of a case, the case closes.',
    ['Gem vurderingen', 'Save the assessment'],
  ),
  CompleteIntake: words(
    'Nu ser I efter, om borgeren har talt med forvaltningen først.',
    'Now you check whether the citizen has talked to the department first.',
    ['Gå videre', 'Go on'],
  ),
  GiveGuidance: words(
    'Det gemmes, hvad borgeren er vejledt om, men ikke hvem. Samtalen kan stadig blive til en sag.',
    'What the citizen was told is kept, but not who it was. The talk can still become a case.',
    ['Gem vejledningen', 'Save the guidance'],
  ),
  EndWithoutCase: words(
    'Henvendelsen tælles og lukkes. Der er intet gemt om, hvem borgeren er.',
    'The contact is counted and closed. Nothing is kept about who the citizen is.',
  ),
  DirectElsewhere: words(
    'Henvendelsen lukkes, og det står, hvem der kan hjælpe borgeren.',
    'The contact is closed, and it says who can help the citizen.',
    ['Henvis og luk', 'Direct and close'],
  ),
  RejectInquiry: words(
    'Henvendelsen lukkes, fordi hvert klagepunkt i den er afvist.',
    'The contact is closed, since every part of it is excluded.',
  ),
  RecordSuggestion: words(
    'Forslaget gemmes. Forvaltningen ser det først, når du giver det videre.',
    'The suggestion is kept. The department sees it only once you forward it.',
    ['Gem forslaget', 'Save the suggestion'],
  ),
  ForwardSuggestion: words(
    'Hvert forslag, der venter, går med brev til sin forvaltning. Er der ingen sag, lukkes henvendelsen.',
    'Each waiting suggestion goes to its department by letter. Where there is no case, the contact is closed.',
    ['Giv videre', 'Forward'],
  ),
  RecordSuggestionPosition: words(
    'Det står ved forslaget, hvad forvaltningen vil gøre.',
    'It says beside the suggestion what the department will do.',
    ['Gem svaret', 'Save the answer'],
  ),
  GuideBack: words(
    'Henvendelsen lukkes. Borgeren taler med forvaltningen først og kan altid komme igen.',
    'The contact is closed. The citizen talks to the department first and can always come back.',
    ['Henvis og luk', 'Guide back and close'],
  ),
  RecordDialogue: words(
    'Det gemmes, om borgeren har været i dialog med forvaltningen, og om den har svaret.',
    'It is kept whether the citizen was in dialogue with the department, and whether it has answered.',
    ['Gem dialogen', 'Save the dialogue'],
  ),
  AttestUnable: words(
    'Sagen kan oprettes, selv om borgeren ikke har talt med forvaltningen først.',
    'The case can be registered although the citizen has not talked to the department first.',
    ['Bekræft', 'Attest'],
  ),
  AgreeRegistration: words(
    'Når begge er enige om, at forvaltningen skal svare, kan sagen oprettes.',
    'Once both agree that the department is to answer, the case can be registered.',
    ['Gem aftalen', 'Save the agreement'],
  ),
  WaiveAgeLimit: words(
    'Klagepunktet kan behandles, selv om fristen er overskredet.',
    'The part can be handled although it is past the age limit.',
  ),
  FlagPrincipled: words(
    'Sagen kan undersøges med det samme, uden dialog og uden forsøg på en hurtig løsning.',
    'The case can be investigated at once, with no dialogue and no attempt at a quick solution.',
    ['Markér som principiel', 'Flag as one of principle'],
  ),
  RegisterCase: words(
    'Henvendelsen bliver til en sag med nummer og navn. Fra nu af journaliseres alt i den.',
    'The contact becomes a case with a number and a name. From now on everything in it is filed.',
  ),

  // — early resolution and mediation —
  StartEarlyResolution: words(
    'Du prøver at finde en løsning med forvaltningen, før noget undersøges.',
    'You try to find a solution with the department before anything is investigated.',
    ['Begynd', 'Start'],
  ),
  SwitchMode: words(
    'I fortsætter på den anden måde. Det, der allerede er gjort, bliver stående.',
    'You go on in the other way. What was done already stands.',
    ['Skift', 'Switch'],
  ),
  RecordContact: words(
    'Det gemmes, hvem i forvaltningen du har talt med, og hvad der kom ud af det.',
    'It is kept whom in the department you talked to, and what came of it.',
    ['Gem kontakten', 'Save the contact'],
  ),
  ProposeSettlement: words(
    'Forslaget skrives ned. Borgeren og forvaltningen kan sige ja eller nej til det.',
    'The proposal is written down. The citizen and the department can say yes or no to it.',
    ['Gem forslaget', 'Save the proposal'],
  ),
  AcceptSettlement: words(
    'Når både borger og forvaltning har sagt ja, lukkes sagen med forlig.',
    'Once both citizen and department have said yes, the case closes as settled.',
    ['Registrér ja', 'Record a yes'],
  ),
  RejectSettlement: words('Forslaget falder. Du kan stille et nyt.', 'The proposal falls. You can make a new one.', [
    'Registrér nej',
    'Record a no',
  ]),
  NoQuickSolution: words(
    'Sagen går videre, så et tilsyn kan overvejes.',
    'The case goes on, so that an investigation can be considered.',
    ['Gå videre', 'Go on'],
  ),
  OfferMediation: words(
    'Mæglingen begynder først, når både borger og forvaltning har sagt ja.',
    'Mediation begins only once both citizen and department have said yes.',
  ),
  AnswerMediationOffer: words(
    'Når begge har sagt ja, kan mæglingen begynde.',
    'Once both have said yes, mediation can begin.',
    ['Gem svaret', 'Save the answer'],
  ),
  StartMediation: words(
    'Sagen venter på mæglingen. Imens bliver forvaltningen ikke rykket for svar.',
    'The case waits for the mediation. Meanwhile the department is sent no reminders.',
  ),
  EndMediation: words(
    'Er der en aftale, lukkes sagen. Ellers går den tilbage til, hvor den stod.',
    'With an agreement the case closes. Otherwise it goes back to where it stood.',
  ),

  // — referral —
  ReferToDepartment: words(
    'Hver forvaltning får et brev med en frist. Siger kontorets regler det, får borgeren en kopi.',
    'Each department gets a letter with a deadline. Where the office’s rules say so, the citizen gets a copy.',
    ['Forelæg og send', 'Refer and send'],
  ),
  AskMoreQuestions: words(
    'Forvaltningen får et nyt brev med en ny frist, og sagen venter på svaret.',
    'The department gets a new letter with a new deadline, and the case waits for the answer.',
    ['Send spørgsmålene', 'Send the questions'],
  ),
  RecordDepartmentAnswer: words(
    'Svaret journaliseres. Når alle spurgte forvaltninger har svaret, går sagen videre.',
    'The answer is filed. Once every department that was asked has answered, the case goes on.',
    ['Registrér svaret', 'Record the answer'],
  ),
  RecordNoAnswer: words(
    'Der ventes ikke længere på svar, og sagen går videre uden.',
    'Nobody waits for an answer any more, and the case goes on without one.',
    ['Gå videre uden svar', 'Go on without an answer'],
  ),
  ForwardAnswerToCitizen: words(
    'Borgeren får forvaltningens svar i et brev fra jer.',
    'The citizen gets the department’s answer in a letter from you.',
    ['Send svaret videre', 'Forward the answer'],
  ),
  RequestCloserLook: words(
    'Sagen går videre mod en undersøgelse. Kræver den samtykke, venter sagen på det.',
    'The case goes on towards an investigation. If that takes consent, the case waits for it.',
    ['Registrér ønsket', 'Record the wish'],
  ),
  Remind: words(
    'Forvaltningen får et brev om, at svaret mangler. Det sker af sig selv.',
    'The department gets a letter that its answer is missing. It goes out by itself.',
  ),
  Escalate: words(
    'Forvaltningens leder får et brev om, at svaret stadig mangler. Det sker af sig selv.',
    'The department’s leader gets a letter that the answer is still missing. It goes out by itself.',
  ),
  RecallReferral: words(
    'Forvaltningen får et brev om, at den ikke skal svare. Klagepunkterne skal forelægges igen.',
    'The department gets a letter that it need not answer. The parts have to be referred anew.',
    ['Kald tilbage', 'Recall'],
  ),
  DeclineReferral: words(
    'Borgerrådgiveren får besked og bestemmer, hvem der så skal svare.',
    'The adviser is told and decides who is to answer instead.',
    ['Meld tilbage', 'Send'],
  ),

  // — more time —
  ExtendDeadline: words(
    'Fristen og dens rykkere flytter til den nye dag. Det står i sagen, at der blev givet mere tid.',
    'The deadline and its reminders move to the new day. The case says that more time was given.',
    ['Forlæng fristen', 'Extend the deadline'],
  ),
  RequestExtension: words(
    'Borgerrådgiveren får jeres ønske og svarer på det. Indtil da gælder den gamle frist.',
    'The adviser gets your wish and answers it. Until then the old deadline stands.',
    ['Send ønsket', 'Send the wish'],
  ),
  DeclineExtension: words('Den gamle frist gælder stadig.', 'The old deadline still stands.'),

  // — consent —
  GiveConsent: words(
    'Samtykket gælder kun det formål, de forvaltninger og den periode, du angiver her.',
    'The consent holds only for the purpose, the departments and the period that you give here.',
    ['Gem samtykket', 'Save the consent'],
  ),
  RefuseConsent: words(
    'Sagen lukkes, fordi den ikke kan undersøges uden samtykke.',
    'The case closes, since it cannot be investigated without consent.',
    ['Registrér nej, og luk sagen', 'Record the no and close'],
  ),
  WithdrawConsent: words(
    'Det, der er spurgt om, kaldes tilbage. Det, der stadig kommer ind, kan ikke læses.',
    'What was asked for is recalled. What still comes in cannot be read.',
    ['Registrér tilbagekaldelsen', 'Record the withdrawal'],
  ),

  // — investigation —
  OpenInvestigation: words(
    'De valgte klagepunkter undersøges. Både borgeren og forvaltningen skal høres.',
    'The chosen parts are investigated. Both the citizen and the department have to be heard.',
  ),
  DeclineInvestigation: words(
    'Sagen lukkes uden undersøgelse. Borgeren skal have besked om det først.',
    'The case closes without an investigation. The citizen has to be told first.',
    ['Afslå, og luk sagen', 'Decline and close'],
  ),
  OpenOwnInitiative: words(
    'Der oprettes en sag uden klager, og undersøgelsen begynder med det samme.',
    'A case without a complainant is opened, and the investigation begins at once.',
    ['Opret sagen', 'Open the case'],
  ),
  RequestInformation: words(
    'Forvaltningen får et brev med en frist for at sende oplysningerne.',
    'The department gets a letter with a deadline for sending the information.',
    ['Send anmodningen', 'Send the request'],
  ),
  RequestHearing: words(
    'Forvaltningen får et brev med en frist for at sige sin mening.',
    'The department gets a letter with a deadline for giving its view.',
    ['Send i høring', 'Send for a hearing'],
  ),
  HearDepartment: words(
    'Det, forvaltningen siger, bliver en del af sagen, og forvaltningen er hørt.',
    'What the department says becomes part of the case, and the department has been heard.',
    ['Gem udtalelsen', 'Save the statement'],
  ),
  HearCitizen: words(
    'Det, borgeren siger, bliver en del af sagen, og borgeren er hørt.',
    'What the citizen says becomes part of the case, and the citizen has been heard.',
    ['Gem udtalelsen', 'Save the statement'],
  ),
  ChangeScope: words(
    'Undersøgelsen handler fra nu af om de klagepunkter, du vælger her.',
    'From now on the investigation is about the parts that you choose here.',
    ['Gem omfanget', 'Save the scope'],
  ),
  DeclareConflict: words(
    'Du kan ikke længere tage et afgørende skridt i denne sag.',
    'You can no longer take a deciding step in this case.',
  ),
  RecordOutcome: words(
    'Resultatet gemmes. Borgeren og forvaltningen ser det først, når de får besked.',
    'The outcome is kept. The citizen and the department see it only once they are told.',
    ['Gem resultatet', 'Save the outcome'],
  ),
  Conclude: words(
    'Sagen lukkes, og hver forvaltning får et brev om sine klagepunkter.',
    'The case closes, and each department gets a letter about its parts.',
    ['Afslut, og luk sagen', 'Conclude and close'],
  ),
  RecordDepartmentPosition: words(
    'Det står ved klagepunktet, om forvaltningen følger kritikken eller henstillingen.',
    'It says beside the part whether the department follows the criticism or the recommendation.',
    ['Gem holdningen', 'Save the position'],
  ),

  // — telling, closing and reopening —
  Acknowledge: words(
    'Borgeren får et brev med sagens nummer, hvem der har sagen, og hvad der nu sker.',
    'The citizen gets a letter with the number of the case, who has it, and what happens next.',
    ['Send kvitteringen', 'Send the receipt'],
  ),
  NotifyCitizen: words(
    'Borgeren får et brev om det, du vælger her.',
    'The citizen gets a letter about what you choose here.',
    ['Send beskeden', 'Send'],
  ),
  SendReply: words(
    'Det gemmes, at borgeren har fået svar. I en sag kommer svaret med som brev.',
    'It is kept that the citizen was answered. In a case the reply is one of its letters.',
    ['Registrér svaret', 'Record the reply'],
  ),
  CloseCase: words('Sagen lukkes. Den kan genåbnes senere.', 'The case closes. It can be reopened later.'),
  WithdrawComplaint: words(
    'Sagen lukkes, og der ventes ikke længere på svar fra nogen. Den kan genåbnes senere.',
    'The case closes, and nobody’s answer is waited for any more. It can be reopened later.',
    ['Luk sagen som trukket tilbage', 'Close as withdrawn'],
  ),
  WithdrawPart: words(
    'Klagepunktet behandles ikke længere. Er det sagens sidste, lukkes sagen.',
    'The part is no longer handled. If it is the last of the case, the case closes.',
    ['Træk klagepunktet tilbage', 'Withdraw the part'],
  ),
  DiscontinueCase: words(
    'Sagen lukkes uden svar på klagen, fordi den er faldet væk.',
    'The case closes without an answer to the complaint, since it has come to nothing.',
  ),
  ReopenCase: words(
    'Sagen begynder et nyt forløb. Det første resultat bliver stående.',
    'The case begins a new cycle. The first result stands.',
  ),

  // — beside the lifecycle —
  FileDocument: words(
    'Papiret bliver en del af sagen. Sagen flytter sig ikke.',
    'The paper becomes part of the case. The case does not move.',
    ['Journalisér', 'File'],
  ),
  RecordNote: words(
    'Notatet bliver stående, som du skriver det. Skal det rettes, skriver du et nyt.',
    'The note stands as you write it. To put it right you write another one.',
    ['Gem notatet', 'Save the note'],
  ),
  AttendMeeting: words(
    'Det gemmes, at du har været med til et møde mellem borgeren og forvaltningen.',
    'It is kept that you took part in a meeting of the citizen and the department.',
    ['Gem mødet', 'Save the meeting'],
  ),
  RecordRecommendation: words(
    'Henstillingen kommer på kontorets liste, så I kan følge op på den.',
    'The recommendation comes onto the office’s list, so that you can follow it up.',
    ['Gem henstillingen', 'Save the recommendation'],
  ),
  RecordRecommendationStatus: words(
    'Det står ved henstillingen, om den bliver fulgt.',
    'It says beside the recommendation whether it is followed.',
    ['Gem status', 'Save the status'],
  ),
  RequestReview: words(
    'Kollegaen får det som en opgave og giver svar i sagen.',
    'Your colleague gets it as a task and answers in the case.',
    ['Spørg kollegaen', 'Ask'],
  ),
  RecordReview: words(
    'Den, der bad dig læse med, kan se dit svar i sagen.',
    'Whoever asked you to read can see your answer in the case.',
    ['Gem svaret', 'Save the answer'],
  ),
  AssignCase: words(
    'Sagen og dens frister kommer på medarbejderens liste.',
    'The case and its deadlines come onto the list of whoever you choose.',
    ['Giv sagen', 'Assign'],
  ),
  SetHandling: words(
    'Listen viser, om sagen haster. En fortrolig sag kan kun åbnes af dem, du nævner, den ansvarlige og lederen.',
    'The list shows whether it is urgent. A confidential case opens only to whom you name, who has it and the head.',
    ['Gem', 'Save'],
  ),
  LinkCase: words(
    'Begge sager viser forbindelsen til dem, der må se den anden.',
    'Both cases show the link to those who may see the other.',
    ['Forbind', 'Link'],
  ),
  UnlinkCase: words('Sagerne viser ikke længere hinanden.', 'The cases no longer show each other.', [
    'Fjern forbindelsen',
    'Remove the link',
  ]),
  UpdateParty: words(
    'De nye oplysninger gælder fra nu af. De gamle bliver stående i historikken.',
    'What is new holds from now on. What it was before stays in the history.',
    ['Gem oplysningerne', 'Save'],
  ),
  AddParty: words(
    'Personen står i sagen fra i dag og kan få brevene til borgeren.',
    'The person stands in the case from today and can get the letters to the citizen.',
    ['Tilføj', 'Add'],
  ),
  EndParty: words(
    'Personen står ikke længere i sagen og får ingen breve.',
    'The person no longer stands in the case and gets no letters.',
    ['Afslut', 'End'],
  ),
  CorrectRecord: words(
    'Det rettede gælder fra nu af. Historikken viser begge dele, og intet brev laves om.',
    'What is corrected holds from now on. The history shows both, and no letter is changed.',
    ['Gem rettelsen', 'Save the correction'],
  ),
  RetractStep: words(
    'Sagen går tilbage til, hvor den stod før skridtet. Historikken viser begge dele.',
    'The case goes back to where it stood before the step. The history shows both.',
    ['Træk tilbage', 'Retract'],
  ),
  MoveCase: words(
    'Sagen følger de andre regler fra nu af. Det, der er sket, bliver stående.',
    'The case follows the other rules from now on. What has happened stands.',
    ['Flyt sagen', 'Move the case'],
  ),
  RequestErasure: words(
    'Kontoret har en måned til at svare på anmodningen.',
    'The office has a month to answer the request.',
    ['Registrér anmodningen', 'Record the request'],
  ),
  DecideErasure: words(
    'Afgørelsen gælder med det samme. Det, der slettes, kan ikke hentes tilbage.',
    'The decision holds at once. What is erased cannot be brought back.',
    ['Gem afgørelsen', 'Save the decision'],
  ),
  PlaceHold: words(
    'Intet i sagen kan slettes, før tilbageholdelsen ophæves.',
    'Nothing in the case can be erased until the hold is lifted.',
    ['Hold tilbage', 'Place the hold'],
  ),
  LiftHold: words('Sagen kan slettes, når dens tid er gået.', 'The case can be erased once its time has passed.', [
    'Ophæv',
    'Lift',
  ]),
  ShredKeys: words(
    'Det, der siger, hvem sagen handler om, er væk for altid. Forløbet og tallene bliver.',
    'What says who the case is about is gone for good. The course of it and the figures stay.',
    ['Slet for altid', 'Shred for good'],
  ),

  // — besides complaints —
  RecordActivity: words(
    'Det tæller med i kontorets rapporter. Der står ikke noget om nogen bestemt.',
    'It counts in the office’s reports. It says nothing about anybody in particular.',
    ['Gem aktiviteten', 'Save the activity'],
  ),
} as const satisfies Readonly<Record<CommandName, StepWords>>;

const of: Readonly<Record<CommandName, StepWords>> = stepWords;

/** A department's own steps, as it is told of them. */
const stepWordsForDepartment: {
  readonly [Name in CommandName]?: { readonly title: Sentences; readonly says: Sentences; readonly button: Sentences };
} = {
  RecordDepartmentAnswer: {
    title: { da: 'Send jeres svar', en: 'Send your answer' },
    says: {
      da: 'Borgerrådgiveren får svaret med det samme, og I får en kvittering.',
      en: 'The citizens’ adviser gets the answer at once, and you get a receipt.',
    },
    button: { da: 'Send svaret', en: 'Send the answer' },
  },
  DeclineReferral: {
    title: { da: 'Det er ikke os', en: 'It is not ours' },
    says: {
      da: 'Borgerrådgiveren får besked og finder ud af, hvem der så skal svare.',
      en: 'The citizens’ adviser is told and finds out who is to answer instead.',
    },
    button: { da: 'Send besked', en: 'Send word' },
  },
};
export const stepFor = (name: CommandName, lang: Language): readonly [title: string, says: string, button: string] => {
  const { title, says, button } = stepWordsForDepartment[name] ?? {};
  return [
    title?.[lang] ?? stepTitle(name, lang),
    says?.[lang] ?? stepSays(name, lang),
    button?.[lang] ?? stepButton(name, lang),
  ];
};

/** As an action: "Registrér forvaltningens svar". */
export const stepTitle = (name: CommandName, lang: Language): string => steps[name].title[lang];
/** One or two sentences: what comes of it. */
export const stepSays = (name: CommandName, lang: Language): string => of[name].says[lang];
export const stepButton = (name: CommandName, lang: Language): string => (of[name].button ?? steps[name].title)[lang];
