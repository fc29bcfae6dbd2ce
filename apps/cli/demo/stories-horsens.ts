/** Horsens: most talks end without a case; a case is four steps with the department, and more only with the citizen's consent. */
import {
  admissible, answer, answersRequest, answerToOffice, byDepartment, content, excluded, hear, mediate, note, outcome, part, receive, refer, register, reply, take, tell, type Plot, type Story,
} from './story.js';

const agreed = take('AgreeRegistration', { citizen: true, adviser: true });
const rights = tell('rights', 'Du kan se, hvad der står om dig i sagen, og få rettet fejl.');
/** The case, and its first two steps (H17–H20). */
const opening = (channel: Parameters<typeof receive>[0], topic: string, department: string, summary: string): Plot =>
  [receive(channel), part(topic, department, 70, 30), admissible(), agreed, register(summary), rights];
const referred = (channel: Parameters<typeof receive>[0], topic: string, department: string, summary: string, questions: string): Plot =>
  [opening(channel, topic, department, summary), 1, refer(department, questions)];
const consent = (...departments: readonly string[]) => take('GiveConsent', ({ ago }) => ({ purpose: 'closerExamination', departments, from: ago(400), to: ago(0) }));
const ask = (department: string, about: string) => take('RequestInformation', ({ ago }) => ({ department, from: ago(300), to: ago(30), about }));
const closer = (department: string, summary: string, reason: string): Plot => [answer(department, summary), 3, take('RequestCloserLook', { reason })];

export const horsens: readonly Story[] = ([
  // — before a case —
  { leadsTo: 'intake', ago: 2, plot: [receive('counter'), part('communication', 'familieafdelingen')] },
  { leadsTo: 'guidance', ago: 4, plot: [receive('phone'), take('GiveGuidance', { codes: ['dialogue', 'meetingSupport'] })] },
  { leadsTo: 'endedWithoutCase(guidance)', ago: 460, plot: [receive('meeting'), take('GiveGuidance', { codes: ['understandDecision'] }), take('EndWithoutCase')] },
  { leadsTo: 'endedWithoutCase(guidance)', ago: 248, plot: [receive('counter'), take('GiveGuidance', { codes: ['howToComplain', 'whereToComplain'], body: 'ankestyrelsen' }), take('EndWithoutCase')] },
  { leadsTo: 'endedWithoutCase(guidance)', ago: 28, plot: [receive('phone'), take('GiveGuidance', { codes: ['representation', 'dialogue'] }), take('EndWithoutCase')] },
  { leadsTo: 'endedWithoutCase(directed)', ago: 260, plot: [
    receive('email'), part('employment', 'personaleafdelingen'), excluded('A', 'employment', ['whereToComplain'], 'other'), 1, take('DirectElsewhere', { body: 'other' }),
  ] },
  { leadsTo: 'endedWithoutCase(suggestionForwarded)', ago: 92, plot: [receive('letter'), take('RecordSuggestion', { topic: 'practicalTask', department: 'teknikogmiljoe' }), take('RecordSuggestion', { topic: 'letterLanguage', department: 'borgerservice' }), 1, take('ForwardSuggestion', { withName: false })] },
  { leadsTo: 'endedWithoutCase(abandoned)', ago: 57, plot: [receive('phone'), part('noReply', 'dagtilbud', 20), admissible(), 10, take('EndWithoutCase', { outcome: 'abandoned' })] },
  { leadsTo: 'counted', ago: 275, plot: [receive('sms')] },
  { leadsTo: 'counted', ago: 12, plot: [receive('sms')] },

  // — open cases —
  { leadsTo: 'registered', ago: 6, plot: [
    receive('meeting'), part('delay', 'socialafdelingen', 600, 430), admissible(), take('WaiveAgeLimit', { part: 'A', reason: 'continuingEffect' }), agreed, 1,
    register('Sagen om en handicapbil blev afsluttet for over et år siden, men fejlen har stadig følger.', { name: 'Holger Rollespang', authority: 'guardian' }), rights, 2,
    take('AttendMeeting', ({ day }) => ({ requestedBy: 'citizen', reason: 'insecure', on: day, note: 'Rådgiveren var med til mødet med socialafdelingen; der blev aftalt en gennemgang af sagen.' })),
  ] },
  { leadsTo: 'mediation', ago: 16, plot: [opening('counter', 'communication', 'skoleafdelingen', 'Forældre og skoleleder taler ikke længere sammen.'), 1, ...mediate()] },
  { leadsTo: 'referred', ago: 10, example: true, plot: [
    receive('digitalPost'), part('guidanceGiven', 'familieafdelingen', 60), admissible(), part('delay', 'jobcenter', 80, 20), admissible('B'), part('decisionContent', 'jobcenter', 20),
    excluded('C', 'content', ['howToComplain'], 'ankestyrelsen'), agreed, 1,
    register('Klager fik ikke vejledning om fritidstilbud, og en sag i jobcentret trækker ud. Selve afgørelsen kan hun klage over til Ankestyrelsen.'), rights, 1,
    take('ReferToDepartment', { referrals: [
      { department: 'familieafdelingen', parts: ['A'], questions: 'Hvilken vejledning er der givet?' }, { department: 'jobcenter', parts: ['B'], questions: 'Hvornår ventes sagen afgjort?' },
    ] }), 4, answer('jobcenter', 'Sagen er afgjort i går. Vi beklager ventetiden.'), note('Klager er glad for svaret fra jobcentret og venter på familieafdelingen.'),
  ] },
  { leadsTo: 'referred', ago: 17, plot: [
    ...referred('phone', 'noReply', 'teknikogmiljoe', 'Klager har spurgt til en byggesag siden foråret uden at få svar.', 'Hvornår får klageren et svar?'),
  ] },
  { leadsTo: 'answered', ago: 15, plot: [
    ...referred('counter', 'staffConduct', 'borgerservice', 'Klager blev mødt med en ubehagelig tone ved skranken.', 'Hvordan ser borgerservice på forløbet?'), 8,
    answer('borgerservice', 'Vi beklager oplevelsen og har talt med medarbejderen.'), 1, take('RecordSuggestion', { topic: 'staffConduct', department: 'borgerservice' }),
    take('GiveConsent', { purpose: 'shareName', departments: ['borgerservice'] }), take('ForwardSuggestion', { withName: true }),
  ] },
  { leadsTo: 'awaitingConsent', ago: 30, plot: [
    ...referred('digitalPost', 'missingHearing', 'familieafdelingen', 'Klager blev ikke hørt, før barnet fik en ny institution.', 'Er der foretaget partshøring?'), 9,
    answer('familieafdelingen', 'Vi mener, at partshøring ikke var nødvendig.'), 2, take('CloseCase'), 12, take('ReopenCase', { reason: 'closerLook' }), reply('Vi skal have dit samtykke, før vi henter flere oplysninger.'),
  ] },
  { leadsTo: 'investigating.active', ago: 75, plot: [
    ...referred('meeting', 'delay', 'socialafdelingen', 'Bevillingen af en støtteperson tog ti måneder.', 'Hvad har taget tid i sagen?'), 9,
    ...closer('socialafdelingen', 'Sagen ventede på oplysninger.', 'Klager mener, at oplysningerne var der.'), 4, consent('socialafdelingen'), 1, ask('socialafdelingen', 'Journalen fra ansøgning til bevilling'), 14,
    answersRequest('Journaludskrift', 'Journaludskrift (opdigtet).'), 5, take('HearCitizen', { statement: 'Jeg sendte det hele den første uge.' }),
  ] },
  { leadsTo: 'investigating.halted', ago: 68, plot: [
    ...referred('letter', 'dataProtection', 'familieafdelingen', 'Klager mener, at notater om hende er delt med skolen.', 'Hvilke oplysninger er videregivet?'), 9,
    ...closer('familieafdelingen', 'Kun nødvendige oplysninger er videregivet.', 'Klager vil vide hvilke.'), 3, consent('familieafdelingen', 'skoleafdelingen'), 1, ask('familieafdelingen', 'Notater, der er sendt til skolen'),
    ask('skoleafdelingen', 'Modtagne notater'), 6, take('WithdrawConsent', { channel: 'phone' }), 3,
    take('FileDocument', ({ day, ago }) => ({ title: 'Notater fra familieafdelingen', direction: 'in', date: day, department: 'familieafdelingen', from: ago(200), to: ago(60), content: content('Notater (opdigtet).') })),
  ] },

  // — closed —
  { leadsTo: 'closed(answeredByDepartment)', ago: 480, plot: [
    ...referred('counter', 'practicalTask', 'teknikogmiljoe', 'Renovationen springer klagerens vej over.', 'Hvorfor bliver der ikke tømt?'), 5, answer('teknikogmiljoe', 'Ruten er rettet fra næste uge.'), 2, take('CloseCase'), 4,
    take('FileDocument', ({ day }) => ({ title: 'Brev, der hører til en anden sag', direction: 'in', date: day, content: content('Fejlsendt brev (opdigtet).') })), 10,
    take('RequestErasure', ({ document }) => ({ of: 'document', document })), 4, take('DecideErasure', ({ request }) => ({ request, decision: 'granted', basis: 'misfiled' })),
  ] },
  { leadsTo: 'closed(answeredByDepartment)', ago: 340, plot: [
    ...referred('digitalPost', 'understandDecision', 'jobcenter', 'Klager forstår ikke begrundelsen for en partshøring.', 'Kan begrundelsen forklares i almindeligt sprog?'), 8,
    answer('jobcenter', 'Begrundelsen er uddybet i vedlagte brev.'), 3, take('CloseCase'), 25, take('ReopenCase', { reason: 'moreQuestions' }),
    take('GiveConsent', { purpose: 'moreQuestions', departments: ['jobcenter'] }), take('AskMoreQuestions', { referrals: [{ department: 'jobcenter', parts: ['A'], questions: 'Hvilke oplysninger byggede partshøringen på?' }] }), 12,
    answerToOffice('jobcenter', 'Den byggede på to lægeattester.'), 1, take('ForwardAnswerToCitizen', { department: 'jobcenter' }), take('CloseCase'),
  ] },
  { leadsTo: 'closed(mediated)', ago: 310, plot: [
    opening('meeting', 'communication', 'dagtilbud', 'Forældrene har mistet tilliden til institutionen.'), 1, ...mediate(), 4, take('EndMediation', { agreement: false }), 5, ...mediate(), 8,
    take('EndMediation', { agreement: true, terms: 'Institutionen skriver en kort status hver fredag i tre måneder.' }),
  ] },
  { leadsTo: 'closed(noCriticism)', ago: 405, plot: [
    ...referred('web', 'missingHearing', 'socialafdelingen', 'Klager mener ikke, at han blev hørt om en børnefaglig vurdering.', 'Er der partshørt?'), 10,
    ...closer('socialafdelingen', 'Der er partshørt ved brev.', 'Klager har ikke fået brevet.'), 2, consent('socialafdelingen'), 2, ask('socialafdelingen', 'Kvittering for afsendelse'), 9,
    answersRequest('Kvittering fra Digital Post', 'Kvittering (opdigtet).'), ...hear('socialafdelingen', 'Brevet er afsendt med Digital Post.', 'Jeg åbner sjældent min post.'), 3,
    outcome('A', 'noCriticism', 'Brevet er sendt og kommet frem.'), tell('result', 'Vi har ingen kritik: brevet lå i din digitale postkasse.'), take('Conclude'),
  ] },
  { leadsTo: 'closed(criticism)', ago: 365, plot: [
    ...referred('counter', 'noReply', 'teknikogmiljoe', 'Fire henvendelser om et vejtræ er ubesvarede.', 'Hvorfor er der ikke svaret?'), 22, take('RecordNoAnswer'), 3, consent('teknikogmiljoe'), 2,
    ask('teknikogmiljoe', 'Registrering af de fire henvendelser'), 11, answersRequest('Postliste', 'Postliste (opdigtet).'), ...hear('teknikogmiljoe', 'Henvendelserne blev overset.', 'Jeg vil bare have et svar.'), 2,
    outcome('A', 'criticism', 'En myndighed skal svare på henvendelser.'), tell('result', 'Vi kritiserer, at du ikke fik svar.'), take('Conclude'), 9,
    byDepartment('teknikogmiljoe', take('RecordDepartmentPosition', { part: 'A', position: 'accepted' })),
  ] },
  { leadsTo: 'closed(recommendation)', ago: 230, plot: [
    ...referred('email', 'letterLanguage', 'borgerservice', 'Brevene om sundhedskort kan ikke forstås.', 'Hvem gennemgår brevene?'), 7, ...closer('borgerservice', 'Brevene kommer fra et fælles system.', 'Klager vil have det undersøgt.'), 2,
    consent('borgerservice'), 4, ...hear('borgerservice', 'Teksterne kan ændres lokalt.', 'Jeg måtte have hjælp til at læse brevet.'), 5,
    outcome('A', 'recommendation', 'Brevet er svært at læse uden hjælp.', 'Skriv brevet om i et klart sprog.'), tell('result', 'Vi henstiller, at brevet skrives om.'), take('Conclude'), 14,
    byDepartment('borgerservice', take('RecordDepartmentPosition', { part: 'A', position: 'accepted' })), 40, byDepartment('borgerservice', take('RecordDepartmentPosition', { part: 'A', position: 'implemented' })),
  ] },
  { leadsTo: 'closed(criticismWithRecommendation)', ago: 290, plot: [
    receive('digitalPost'), part('delay', 'skoleafdelingen', 160, 30), admissible(), part('complaintGuidance', 'skoleafdelingen', 30), admissible('B'),
    part('dataProtection', 'skoleafdelingen', 40), admissible('C'), agreed,
    register('Svaret om specialundervisning kom efter seks måneder og uden klagevejledning. Datatilsynet ser på, hvem der har fået det.'), rights, 1,
    excluded('C', 'anotherAuthority', ['whereToComplain'], 'datatilsynet'), refer('skoleafdelingen', 'Vi beder om en udtalelse til begge punkter.', ['A', 'B']), 9,
    ...closer('skoleafdelingen', 'Sagen krævede en ny vurdering.', 'Klager er ikke tilfreds med svaret.'), 2, consent('skoleafdelingen'), 3, ...hear('skoleafdelingen', 'Klagevejledningen blev glemt.', 'Vi mistede et halvt skoleår.'), 6,
    outcome('A', 'criticism', 'Seks måneder er for længe.'), outcome('B', 'recommendation', 'Vejledningen mangler i skabelonen.', 'Sæt klagevejledningen ind i skabelonen.'),
    tell('result', 'Vi kritiserer sagsbehandlingstiden og henstiller, at skabelonen rettes.'), take('Conclude'), 11,
    byDepartment('skoleafdelingen', take('RecordDepartmentPosition', { part: 'B', position: 'implemented' })), 30, take('PlaceHold', { reason: 'courtCase' }), 70, take('LiftHold', { reason: 'courtCase' }),
  ] },
  { leadsTo: 'closed(consentRefused)', ago: 195, plot: [
    ...referred('phone', 'discrimination', 'jobcenter', 'Klager føler sig forskelsbehandlet på grund af sit sprog.', 'Hvordan er samtalen planlagt?'), 8,
    ...closer('jobcenter', 'Der var bestilt tolk, men aftalen blev aflyst.', 'Klager ønsker en nærmere undersøgelse.'), 6, note('Klager vil alligevel ikke have, at der hentes flere oplysninger.'), take('RefuseConsent'),
  ] },
  { leadsTo: 'closed(consentWithdrawn)', ago: 170, plot: [
    ...referred('counter', 'staffConduct', 'familieafdelingen', 'Klager følte sig presset ved et hjemmebesøg.', 'Hvordan forløb besøget?'), 9, ...closer('familieafdelingen', 'Besøget forløb efter planen.', 'Klager er uenig.'), 3,
    consent('familieafdelingen'), 1, ask('familieafdelingen', 'Notat fra hjemmebesøget'), 4, take('WithdrawConsent', { channel: 'digitalPost' }), 2,
    tell('status', 'Undersøgelsen stopper her. Vi nåede at bede om notatet, men har ikke læst det.'), take('CloseCase'),
  ] },
  { leadsTo: 'closed(withdrawnByCitizen)', ago: 120, plot: [
    ...referred('email', 'delay', 'dagtilbud', 'Pladsanvisningen svarer ikke.', 'Hvornår får familien en plads?'), 4, note('Familien har fået en plads og trækker klagen tilbage.'), take('WithdrawComplaint'),
  ] },
  { leadsTo: 'closed(directed)', ago: 100, plot: [
    opening('digitalPost', 'other', 'teknikogmiljoe', 'Klager mener, at en vejlukning er ulovlig.'), 2, excluded('A', 'anotherAuthority', ['whereToComplain'], 'kommunaltTilsyn', true), reply('Ankestyrelsens tilsyn har taget sagen op.'),
  ] },
  { leadsTo: 'registered', ago: 140, plot: [
    ...referred('counter', 'guidanceGiven', 'jobcenter', 'Klager fik ikke at vide, at en frist løb ud.', 'Hvordan blev der vejledt om fristen?'), 7, answer('jobcenter', 'Fristen stod i brevet.'), 2, take('CloseCase'), 126,
    take('ReopenCase', { reason: 'newPart' }), part('noReply', 'jobcenter', 15), admissible('B'), note('Klager har skrevet igen; det nye spørgsmål er heller ikke besvaret.'),
  ] },
] satisfies readonly Omit<Story, 'office'>[]).map((story) => ({ office: 'horsens', ...story }));
