/** Odense: citizens, associations and companies who see no more options with the department; an answer within 15 working days; mediation. */
import { inventedOrganisation } from './invented.js';
import {
  admissible, answer, answersRequest, answerToOffice, byDepartment, content, excluded, hear, mediate, note, outcome, part, receive, refer, register, reply, take, tell, weigh, type Plot, type Story,
} from './story.js';

/** Dialogue with the department concerned, and no more options seen (O14). */
const tried = (department: string) => take('RecordDialogue', { department, departmentHadOpportunity: true, answered: true, moreOptionsSeen: false });
type Received = Parameters<typeof receive>;
const opening = (received: Received, topic: string, department: string, summary: string): Plot =>
  [receive(...received), part(topic, department, 35), admissible(), take('CompleteIntake'), tried(department), register(summary), take('SendReply', { channel: received[0] === 'web' ? 'email' : 'digitalPost', sensitive: false, text: 'Vi har modtaget din klage og ser på den.' })];
const start = take('StartEarlyResolution', { mode: 'flexible' });
const consent = (...departments: readonly string[]) => take('GiveConsent', ({ ago }) => ({ purpose: 'closerExamination', departments, from: ago(500), to: ago(0) }));
const call = (department: string, result: 'offer' | 'noSolution' | 'noReply' | 'explained', text: string) => take('RecordContact', { department, with: 'caseworker', outcome: result, note: text });
/** To the assessment, with the consent that an in-depth step needs here, and opened by the head. */
const investigation = (department: string, reason: 'rejected' | 'noOffer' | 'noReply' | 'unsuitable'): Plot =>
  [1, start, 3, take('NoQuickSolution', { reason }), 2, consent(department), 2, take('OpenInvestigation', { scope: ['A'], criteria: weigh('medium', 'high') })];

export const odense: readonly Story[] = ([
  // — before a case —
  { leadsTo: 'intake', ago: 19, plot: [receive('web'), part('practicalTask', 'parkogvej', 10)] },
  { leadsTo: 'dialogueCheck', ago: 4, plot: [
    receive('digitalPost'), part('communication', 'jobcenter', 15), admissible(), take('CompleteIntake'), 1,
    take('RecordDialogue', { department: 'jobcenter', departmentHadOpportunity: true, answered: true, moreOptionsSeen: true }),
  ] },
  { leadsTo: 'guidance', ago: 3, plot: [receive('phone'), take('GiveGuidance', { codes: ['understandDecision', 'whereToComplain'], body: 'ombudsmanden' })] },
  { leadsTo: 'endedWithoutCase(guidance)', ago: 420, plot: [receive('phone'), take('GiveGuidance', { codes: ['dialogue'] }), take('EndWithoutCase')] },
  { leadsTo: 'endedWithoutCase(guidedBack)', ago: 350, plot: [
    receive('email', 'association'), part('practicalTask', 'parkogvej', 12), admissible(), take('CompleteIntake'), 3,
    take('RecordDialogue', { department: 'parkogvej', departmentHadOpportunity: false, moreOptionsSeen: true }), take('GuideBack', { offered: ['dialogueHelp', 'mediation'] }),
  ] },
  { leadsTo: 'endedWithoutCase(directed)', ago: 270, plot: [
    receive('letter'), part('serviceLevel', 'aeldreoghandicap'), excluded('A', 'serviceLevel', ['whereToComplain'], 'other'), part('other', 'byogkultur'),
    excluded('B', 'otherBody', ['whereToComplain'], 'kommunaltTilsyn'), 2, take('SendReply', { channel: 'letter', sensitive: false }), take('DirectElsewhere', { body: 'kommunaltTilsyn' }),
  ] },
  { leadsTo: 'endedWithoutCase(suggestionForwarded)', ago: 188, plot: [receive('web'), take('RecordSuggestion', { topic: 'practicalTask', department: 'parkogvej' }), 4, take('ForwardSuggestion', { withName: false })] },
  { leadsTo: 'endedWithoutCase(abandoned)', ago: 80, plot: [receive('email'), part('delay', 'borgerservice'), admissible(), take('CompleteIntake'), 17, take('EndWithoutCase')] },
  { leadsTo: 'counted', ago: 440, plot: [receive('sms')] },
  { leadsTo: 'counted', ago: 301, plot: [receive('sms')] },
  { leadsTo: 'counted', ago: 99, plot: [receive('sms')] },
  { leadsTo: 'counted', ago: 8, plot: [receive('sms')] },

  // — open cases —
  { leadsTo: 'registered', ago: 5, complainant: inventedOrganisation('Foreningen Fantasihavens Venner', 1), plot: [
    receive('email', 'association'), part('practicalTask', 'parkogvej', 20), admissible(), take('CompleteIntake'), tried('parkogvej'), 1,
    register('Stien gennem haven er spærret af affald, og foreningen får ingen besked.', { name: 'Dagny Mytevang', authority: 'partyRepresentative' }),
  ] },
  { leadsTo: 'earlyResolution.flexible', ago: 11, plot: [
    opening(['phone'], 'communication', 'aeldreoghandicap', 'Pårørende får forskellige svar om hjemmehjælpen hver gang.'), 2, start, 1, call('aeldreoghandicap', 'offer', 'Tilbyder en fast kontaktperson.'),
  ] },
  { leadsTo: 'earlyResolution.written', ago: 23, plot: [
    opening(['digitalPost'], 'delay', 'byogkultur', 'En byggetilladelse har ventet i syv måneder.'), 1, take('StartEarlyResolution', { mode: 'written' }), 5, call('byogkultur', 'explained', 'Sagen er kompliceret; et udkast ventes snart.'),
  ] },
  { leadsTo: 'mediation', ago: 19, complainant: inventedOrganisation('Tænkt Tag & Tømrer ApS', 2), plot: [opening(['digitalPost', 'company'], 'communication', 'byogkultur', 'Firmaet og sagsbehandleren er uenige om, hvad der er aftalt.'), 2, ...mediate()] },
  { leadsTo: 'referred', ago: 14, plot: [opening(['web'], 'practicalTask', 'parkogvej', 'Belysningen på vejen har været slukket siden sommer.'), 1, refer('parkogvej', 'Hvornår bliver belysningen repareret?')] },
  { leadsTo: 'answered', ago: 28, plot: [
    opening(['letter'], 'letterLanguage', 'borgerservice', 'Brevet om flytning er skrevet, så det ikke kan forstås.'), 2, refer('borgerservice', 'Kan brevet forklares?'), 8,
    answer('borgerservice', 'Vi har forklaret brevet i telefonen og skriver det om.'), 2, take('RequestErasure', { of: 'case' }), 5,
    take('DecideErasure', ({ request, ago }) => ({ request, decision: 'extended', basis: 'complexity', extendedTo: ago(-55) })),
  ] },
  { leadsTo: 'awaitingConsent', ago: 36, plot: [
    opening(['digitalPost'], 'noReply', 'boerneogunge', 'Skolen svarer ikke på spørgsmål om støtte i overgangen til udskolingen.'), 1, refer('boerneogunge', 'Hvornår bliver familien kontaktet?'), 22,
    take('RecordNoAnswer'), 1, reply('Forvaltningen har ikke svaret. Vi kan gå videre, hvis du giver samtykke.'),
  ] },
  { leadsTo: 'investigationAssessment', ago: 48, plot: [
    opening(['email'], 'guidanceGiven', 'jobcenter', 'Klager blev ikke vejledt om revalidering.'), 2, refer('jobcenter', 'Hvordan er klageren vejledt?'), 10, answer('jobcenter', 'Vejledningen er givet mundtligt.'), 3,
    take('RequestCloserLook', { reason: 'Der er intet notat om vejledningen.' }), 4, consent('jobcenter'), note('Lederen tager stilling i næste uge.'),
  ] },
  { leadsTo: 'investigating.active', ago: 90, example: true, plot: [
    receive('digitalPost'), part('missingHearing', 'aeldreoghandicap', 60), admissible(), part('serviceLevel', 'aeldreoghandicap', 60), excluded('B', 'serviceLevel', ['whereToComplain'], 'other'),
    take('CompleteIntake'), tried('aeldreoghandicap'), register('Hjælpen til rengøring blev sat ned uden partshøring. Klager er også utilfreds med serviceniveauet.'), reply('Vi ser på sagsbehandlingen; serviceniveauet er en politisk beslutning.'), 2,
    refer('aeldreoghandicap', 'Er der foretaget partshøring?'), 12, answerToOffice('aeldreoghandicap', 'Ændringen fulgte af en ny kvalitetsstandard.'), take('ForwardAnswerToCitizen', { department: 'aeldreoghandicap' }), 2,
    take('RequestCloserLook', { reason: 'Svaret forklarer ikke den manglende partshøring.' }), 3, consent('aeldreoghandicap', 'borgerservice'), 4,
    take('OpenInvestigation', { scope: ['A'], criteria: weigh('high', 'high'), assessment: 'Spørgsmålet kan gælde mange med samme ændring.' }), 1,
    take('RequestInformation', ({ ago }) => ({ department: 'aeldreoghandicap', from: ago(200), to: ago(60), about: 'Journalen op til ændringen' })), 10, answersRequest('Journaludskrift', 'Journaludskrift (opdigtet).'), 3,
    take('RequestInformation', ({ ago }) => ({ department: 'borgerservice', from: ago(200), to: ago(60), about: 'Registrerede opkald fra klageren' })), 4, ...hear('aeldreoghandicap', 'Alle i gruppen fik samme brev.', 'Ingen spurgte, hvordan jeg klarer mig.'),
  ] },
  { leadsTo: 'investigating.halted', ago: 110, plot: [
    opening(['meeting'], 'dataProtection', 'boerneogunge', 'Klager er bekymret for, hvem der har læst sagen.'), ...investigation('boerneogunge', 'noOffer'), 2,
    take('RequestInformation', ({ ago }) => ({ department: 'boerneogunge', from: ago(120), to: ago(20), about: 'Log over opslag i sagen' })), 5, take('WithdrawConsent', { channel: 'phone' }), 4,
    take('FileDocument', ({ day, request }) => ({ title: 'Log over opslag', direction: 'in', date: day, request, content: content('Log (opdigtet).') })), tell('status', 'Undersøgelsen er sat i stå. Du kan give et nyt samtykke.'),
  ] },

  // — closed —
  { leadsTo: 'closed(settled)', ago: 455, plot: [
    opening(['phone'], 'practicalTask', 'parkogvej', 'Cykelstien er ikke ryddet for sne i en uge.'), 1, start, 1, call('parkogvej', 'offer', 'Stien ryddes i aften.'),
    take('ProposeSettlement', { terms: 'Stien kommer på den faste vinterrute.', compromisesRights: false }), take('AcceptSettlement', { by: 'citizen' }), 1, take('AcceptSettlement', { by: 'department' }),
  ] },
  { leadsTo: 'closed(mediated)', ago: 380, complainant: inventedOrganisation('Grundejerforeningen Luftkastellet', 3), plot: [
    opening(['email', 'association'], 'communication', 'byogkultur', 'Foreningen og kommunen er uenige om en lokalplans høringsmøde.'), 3, ...mediate(), 5, take('EndMediation', { agreement: true, terms: 'Der holdes et ekstra borgermøde.' }),
  ] },
  { leadsTo: 'closed(answeredByDepartment)', ago: 330, complainant: inventedOrganisation('Påfund & Pølser ApS', 4), plot: [
    opening(['web', 'company'], 'delay', 'byogkultur', 'Tilladelsen til en stadeplads er forsinket.'), 1, refer('byogkultur', 'Hvornår kan firmaet vente et svar?'), 14, answer('byogkultur', 'Tilladelsen er givet i dag.'), 2, take('CloseCase'),
  ] },
  { leadsTo: 'closed(noCriticism)', ago: 410, plot: [
    opening(['digitalPost'], 'staffConduct', 'jobcenter', 'Klager oplevede sig mistænkeliggjort ved en samtale.'), ...investigation('jobcenter', 'rejected'), 3, ...hear('jobcenter', 'Der blev stillet almindelige spørgsmål.', 'Tonen var ubehagelig.'), 4,
    outcome('A', 'noCriticism', 'Det kan ikke fastslås, at tonen var upassende.'), tell('result', 'Vi har ikke grundlag for kritik.'), take('Conclude'),
  ] },
  { leadsTo: 'closed(criticism)', ago: 305, plot: [
    opening(['letter'], 'complaintGuidance', 'borgerservice', 'Afgørelsen om betaling kom uden klagevejledning.'), ...investigation('borgerservice', 'noReply'), 2, ...hear('borgerservice', 'Vejledningen faldt ud ved en fejl.', 'Jeg nåede ikke at klage.'), 6,
    outcome('A', 'criticism', 'Klagevejledning er et krav, når en borger ikke får fuldt medhold.'), tell('result', 'Vi kritiserer, at klagevejledningen manglede.'), take('Conclude'), 10,
    byDepartment('borgerservice', take('RecordDepartmentPosition', { part: 'A', position: 'accepted' })),
  ] },
  { leadsTo: 'closed(recommendation)', ago: 245, plot: [
    opening(['web'], 'noReply', 'parkogvej', 'Meldinger om huller i vejen får aldrig svar.'), ...investigation('parkogvej', 'unsuitable'), 4, ...hear('parkogvej', 'Meldingerne besvares ikke enkeltvis.', 'Man ved ikke, om de er læst.'), 5,
    outcome('A', 'recommendation', 'Det er lovligt, men uheldigt.', 'Send en automatisk kvittering.'), tell('result', 'Vi henstiller, at meldinger får en kvittering.'), take('Conclude'), 21,
    byDepartment('parkogvej', take('RecordDepartmentPosition', { part: 'A', position: 'declined', reason: 'Systemet udskiftes om et år.' })),
  ] },
  { leadsTo: 'closed(criticismWithRecommendation)', ago: 215, plot: [
    receive('digitalPost'), part('delay', 'boerneogunge', 220, 30), admissible(), part('guidanceGiven', 'boerneogunge', 60), admissible('B'), take('CompleteIntake'), tried('boerneogunge'),
    register('En ansøgning om tabt arbejdsfortjeneste lå i syv måneder, og familien fik modstridende vejledning.'), reply('Vi har modtaget klagen.'), 2, start, 3, take('NoQuickSolution', { reason: 'noOffer' }), 1, consent('boerneogunge'), 3,
    take('OpenInvestigation', { scope: ['A', 'B'], criteria: weigh('high', 'high') }), 4, ...hear('boerneogunge', 'Der var sygdom i teamet.', 'Vi fik tre forskellige svar.'), 7, outcome('A', 'criticism', 'Syv måneder uden besked er for længe.'),
    outcome('B', 'recommendation', 'Vejledningen var ikke ens.', 'Lav en fælles vejledning til medarbejderne.'), tell('result', 'Vi kritiserer ventetiden og kommer med en henstilling.'), take('Conclude'), 18,
    byDepartment('boerneogunge', take('RecordDepartmentPosition', { part: 'A', position: 'accepted' })), byDepartment('boerneogunge', take('RecordDepartmentPosition', { part: 'B', position: 'accepted' })), 55,
    byDepartment('boerneogunge', take('RecordDepartmentPosition', { part: 'B', position: 'implemented' })),
  ] },
  { leadsTo: 'closed(investigationDeclined)', ago: 165, plot: [
    opening(['phone'], 'other', 'byogkultur', 'Klager er utilfreds med bibliotekets åbningstider og svaret på sin henvendelse.'), 1, start, 2, take('NoQuickSolution', { reason: 'rejected' }), 3, tell('decision', 'Vi går ikke videre med en undersøgelse.'),
    take('DeclineInvestigation', { criteria: weigh('low', 'low', 'notJustified'), reasons: 'En undersøgelse vil ikke ændre noget for klageren.' }),
  ] },
  { leadsTo: 'closed(consentRefused)', ago: 145, plot: [
    opening(['email'], 'communication', 'aeldreoghandicap', 'Klager savner svar om sin mors plejebolig.'), 1, refer('aeldreoghandicap', 'Hvordan er familien informeret?'), 9, answer('aeldreoghandicap', 'Familien er informeret på to møder.'), 3, take('RequestCloserLook'), 4,
    take('RefuseConsent'), reply('Uden samtykke går vi ikke videre. Sagen er afsluttet.'),
  ] },
  { leadsTo: 'closed(consentWithdrawn)', ago: 125, plot: [
    opening(['digitalPost'], 'missingHearing', 'jobcenter', 'Klager blev ikke hørt om en virksomhedspraktik.'), ...investigation('jobcenter', 'noOffer'), 3, take('WithdrawConsent', { channel: 'email' }), 2,
    tell('status', 'Undersøgelsen stoppede, før forvaltningen var hørt.'), take('CloseCase'),
  ] },
  { leadsTo: 'closed(withdrawnByCitizen)', ago: 105, plot: [opening(['web'], 'practicalTask', 'parkogvej', 'En bænk er fjernet fra parken.'), 2, start, 2, note('Bænken er sat op igen.'), take('WithdrawComplaint')] },
  { leadsTo: 'closed(directed)', ago: 66, plot: [
    opening(['letter'], 'decisionContent', 'borgerservice', 'Klager er uenig i en opkrævning og mener, at den er dobbelt.'), 4, excluded('A', 'courts', ['whereToComplain'], 'domstolene'), reply('Sagen er indbragt for retten. Derfor slutter den hos os.'),
  ] },
] satisfies readonly Omit<Story, 'office'>[]).map((story) => ({ office: 'odense', ...story }));
