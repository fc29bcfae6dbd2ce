/** København: dialogue with the department first, then a quick solution, then perhaps an investigation, which the head decides. */
import {
  admissible, answer, answersRequest, answerToOffice, by, byDepartment, content, excluded, hear, mediate, note, outcome, part, receive, refer, register, reply, take, tell, weigh, type Plot, type Story,
} from './story.js';

/** The department has answered, and the citizen is still dissatisfied (K4). */
const tried = (department: string) => take('RecordDialogue', { department, departmentHadOpportunity: true, answered: true });
const opening = (channel: Parameters<typeof receive>[0], topic: string, department: string, summary: string): Plot =>
  [receive(channel), part(topic, department, 40), admissible(), take('CompleteIntake'), tried(department), register(summary)];
const start = take('StartEarlyResolution', { mode: 'flexible' });
const call = (department: string, outcomeOfCall: 'offer' | 'noSolution' | 'noReply' | 'explained', text: string, leader = false) =>
  take('RecordContact', { department, with: leader ? 'leader' : 'caseworker', outcome: outcomeOfCall, note: text });
const settle = (terms: string): Plot => [
  take('ProposeSettlement', { terms, compromisesRights: false }), 1, take('AcceptSettlement', { by: 'department' }), 2, take('AcceptSettlement', { by: 'citizen' }),
];

export const koebenhavn: readonly Story[] = ([
  // — before a case —
  { leadsTo: 'intake', ago: 1, plot: [receive('phone'), part('communication', 'borgerservice')] },
  { leadsTo: 'dialogueCheck', ago: 3, plot: [
    receive('digitalPost'), part('noReply', 'jobcenter', 25), admissible(), take('CompleteIntake'),
    take('RecordDialogue', { department: 'jobcenter', departmentHadOpportunity: true, answered: false }),
  ] },
  { leadsTo: 'guidance', ago: 2, plot: [receive('counter'), take('GiveGuidance', { codes: ['howToComplain', 'rights'], body: 'ankestyrelsen' })] },
  { leadsTo: 'endedWithoutCase(guidance)', ago: 240, plot: [receive('phone'), take('GiveGuidance', { codes: ['understandDecision'] }), take('EndWithoutCase')] },
  { leadsTo: 'endedWithoutCase(guidance)', ago: 62, plot: [receive('phone'), take('GiveGuidance', { codes: ['whereToComplain', 'discrimination'], body: 'ligebehandlingsnaevnet' }), take('EndWithoutCase', { outcome: 'guidance' })] },
  { leadsTo: 'endedWithoutCase(guidedBack)', ago: 325, plot: [
    receive('web'), part('delay', 'ydelsesservice'), admissible(), take('CompleteIntake'), 1,
    take('RecordDialogue', { department: 'ydelsesservice', departmentHadOpportunity: false }), take('GuideBack', { offered: ['dialogueHelp'] }),
  ] },
  { leadsTo: 'endedWithoutCase(directed)', ago: 180, plot: [
    receive('letter'), part('decisionContent', 'socialcenter'), excluded('A', 'content', ['howToComplain', 'whereToComplain'], 'ankestyrelsen', true), 1,
    take('DirectElsewhere', { body: 'ankestyrelsen', forwarded: true }),
  ] },
  { leadsTo: 'endedWithoutCase(suggestionForwarded)', ago: 130, plot: [receive('web'), take('RecordSuggestion', { topic: 'letterLanguage', department: 'borgerservice' }), 2, take('ForwardSuggestion', { withName: false })] },
  { leadsTo: 'endedWithoutCase(abandoned)', ago: 70, plot: [receive('email'), part('staffConduct', 'jobcenter'), 8, take('EndWithoutCase')] },
  { leadsTo: 'counted', ago: 400, plot: [receive('sms')] },
  { leadsTo: 'counted', ago: 210, plot: [receive('sms')] },
  { leadsTo: 'counted', ago: 33, plot: [receive('sms')] },

  // — open cases —
  { leadsTo: 'registered', ago: 4, plot: [
    receive('counter'), part('guidanceGiven', 'socialcenter', 20), admissible(), take('CompleteIntake'), take('AttestUnable', { reason: 'illness' }), 1,
    register('Klager er indlagt og kan ikke selv tale med socialcentret. Hun fik ikke at vide, at hjælpemidlet skulle søges på ny.', { name: 'Esben Kulisseby', authority: 'powerOfAttorney' }),
    take('FileDocument', ({ day }) => ({ title: 'Fuldmagt til klagerens bror', direction: 'in', date: day, content: content('Fuldmagt (opdigtet).') })),
  ] },
  { leadsTo: 'earlyResolution.flexible', ago: 6, plot: [
    opening('phone', 'delay', 'ydelsesservice', 'Boligstøtten er ikke udbetalt i to måneder, og ansøgningen ligger stadig ubehandlet.'), 1, start,
    call('ydelsesservice', 'noReply', 'Ringede til sagsbehandleren; telefonen blev ikke taget.'), 1,
    call('ydelsesservice', 'offer', 'Teamlederen lover, at ansøgningen bliver behandlet i denne uge.', true),
  ] },
  { leadsTo: 'earlyResolution.written', ago: 14, plot: [
    opening('digitalPost', 'staffConduct', 'jobcenter', 'Klager oplevede, at der blev talt ned til ham ved en samtale, og vil have en ny sagsbehandler.'), 1, start, 2,
    call('jobcenter', 'noSolution', 'Sagsbehandleren har en anden oplevelse af samtalen.'), take('SwitchMode', { mode: 'written' }), 3,
    take('ProposeSettlement', { terms: 'Klager får en ny sagsbehandler, og lederen deltager i den første samtale.', compromisesRights: false }), 1, take('AcceptSettlement', { by: 'citizen' }),
  ] },
  { leadsTo: 'mediation', ago: 20, plot: [
    opening('email', 'communication', 'boerneogunge', 'Forældre og skole taler forbi hinanden om barnets støttetimer.'), 1, start, 3, ...mediate(),
    note('Første møde er aftalt. Begge sider har fået skriftlig besked om, hvordan mæglingen foregår.'),
  ] },
  { leadsTo: 'referred', ago: 24, example: true, plot: [
    opening('digitalPost', 'noReply', 'teknikogmiljoe', 'Klager har tre gange spurgt til støj fra en byggeplads uden at få svar.'), 1, take('StartEarlyResolution', { mode: 'written' }), 2,
    refer('teknikogmiljoe', 'Hvornår blev henvendelserne modtaget, og hvorfor er de ikke besvaret?'), reply('Vi har bedt forvaltningen om et svar og sender dig en kopi af brevet.'),
  ] },
  { leadsTo: 'referred', ago: 7, plot: [
    receive('letter'), part('missingHearing', 'socialcenter', 50), admissible(), part('complaintGuidance', 'ydelsesservice', 45), admissible('B'), take('CompleteIntake'), tried('socialcenter'), tried('ydelsesservice'),
    register('Der blev truffet afgørelse uden partshøring, og brevet havde ingen klagevejledning.'), 2,
    take('ReferToDepartment', { referrals: [
      { department: 'socialcenter', parts: ['A'], questions: 'Er der foretaget partshøring?' }, { department: 'ydelsesservice', parts: ['B'], questions: 'Hvorfor manglede klagevejledningen?' },
    ] }), 3, answer('ydelsesservice', 'Vi beklager. Klagevejledningen manglede ved en fejl og er eftersendt.'),
  ] },
  { leadsTo: 'answered', ago: 32, plot: [
    opening('web', 'delay', 'borgerservice', 'Sagen om folkeregisteradresse har ligget stille i fire måneder.'), 1, refer('borgerservice', 'Hvad er der sket i sagen siden ansøgningen?'), 9,
    answerToOffice('borgerservice', 'Sagen blev lagt til side ved et sagsbehandlerskift. Den er nu genoptaget.'),
  ] },
  { leadsTo: 'investigationAssessment', ago: 150, plot: [
    opening('phone', 'guidanceGiven', 'jobcenter', 'Klager fik forkert vejledning om kravene til en praktikplads.'), 1, start, 2,
    call('jobcenter', 'offer', 'Jobcentret vil give en ny og skriftlig vejledning.'), ...settle('Jobcentret giver en ny, skriftlig vejledning senest om en uge.'),
    138, take('ReopenCase', { reason: 'closerLook' }), note('Klager ringer: den nye vejledning er aldrig kommet. Sagen tages op igen.'),
  ] },
  { leadsTo: 'investigating.active', ago: 60, plot: [
    receive('digitalPost'), part('templateLetter', 'ydelsesservice', 90), admissible(), part('letterLanguage', 'ydelsesservice', 90), admissible('B'), take('CompleteIntake'),
    take('FlagPrincipled', { reason: 'templateFault' }), 1, register('Et standardbrev om tilbagebetaling angiver en forkert klagefrist. Brevet er sendt til mange borgere og er svært at forstå.'), 3,
    take('OpenInvestigation', { scope: ['A'], criteria: weigh('medium', 'high'), assessment: 'Fejlen kan have ramt mange. Sproget i brevet tages ikke med i første omgang.' }), 2,
    take('RequestInformation', { department: 'ydelsesservice', about: 'Skabelonen i alle versioner og antallet af udsendte breve' }), by('colleague', take('DeclareConflict', { department: 'ydelsesservice' })), 12,
    answersRequest('Oversigt over udsendte breve', 'Brevet er sendt 1.214 gange (opdigtet tal).'), 4,
    take('ChangeScope', { scope: ['A', 'B'], criteria: weigh('medium', 'high'), assessment: 'Oversigten viser, at også sproget har ført til fejl.' }), 6,
    take('HearDepartment', { department: 'ydelsesservice', statement: 'Forvaltningen erkender fejlen og retter skabelonen.' }),
  ] },
  { leadsTo: 'investigating.active', ago: 35, plot: [
    take('OpenOwnInitiative', { topic: 'missingHearing', department: 'socialcenter', criteria: weigh('medium', 'high'), title: 'Partshøring i sager om merudgifter' }), 1,
    take('RequestInformation', { department: 'socialcenter', about: 'Ti tilfældigt valgte sager om merudgifter' }), 9, answersRequest('Ti sager uden navne', 'Sagsuddrag (opdigtet).'), 5,
    take('HearDepartment', { department: 'socialcenter', statement: 'Forvaltningen oplyser, at partshøring normalt sker telefonisk.' }),
  ] },

  // — closed —
  { leadsTo: 'closed(settled)', ago: 470, plot: [
    opening('counter', 'delay', 'socialcenter', 'Ansøgningen om en ledsager har ventet i et halvt år.'), 1, start, 1, call('socialcenter', 'offer', 'Sagsbehandleren tilbyder et møde på mandag.'), 2,
    ...settle('Ansøgningen bliver afgjort senest om to uger, og klager får besked om forløbet.'),
  ] },
  { leadsTo: 'closed(settled)', ago: 190, plot: [
    opening('phone', 'practicalTask', 'teknikogmiljoe', 'Fortovet ved klagerens opgang er ikke repareret som lovet.'), start, 2, call('teknikogmiljoe', 'explained', 'Entreprenøren er forsinket.'),
    take('ProposeSettlement', { terms: 'Fortovet repareres inden sommer.', compromisesRights: false }), 1, take('RejectSettlement', { by: 'citizen' }), take('SwitchMode', { mode: 'written' }), 2,
    take('SwitchMode', { mode: 'flexible' }), ...settle('Fortovet repareres inden månedens udgang; indtil da lægges en midlertidig rampe.'),
  ] },
  { leadsTo: 'closed(mediated)', ago: 385, plot: [
    opening('email', 'communication', 'boerneogunge', 'Samarbejdet om en underretning er kørt fast.'), 1, start, 2, ...mediate(), 6,
    take('EndMediation', { agreement: true, terms: 'Der holdes et fast møde hver måned med en navngiven kontaktperson.' }),
  ] },
  { leadsTo: 'closed(answeredByDepartment)', ago: 430, plot: [
    opening('letter', 'complaintGuidance', 'ydelsesservice', 'Afgørelsen kom uden klagevejledning.'), 1, refer('ydelsesservice', 'Vi beder om en redegørelse for klagevejledningen.'), 7,
    answer('ydelsesservice', 'Klagevejledningen er eftersendt, og fristen er forlænget.'), 3, take('CloseCase'),
  ] },
  { leadsTo: 'closed(answeredByDepartment)', ago: 205, plot: [
    opening('web', 'noReply', 'borgerservice', 'Klager har ikke fået svar på en aktindsigt.'), 2, refer('borgerservice', 'Hvornår bliver anmodningen besvaret?'), 13,
    answerToOffice('borgerservice', 'Aktindsigten er sendt til klageren i dag. Vi beklager ventetiden.'), 1, take('ForwardAnswerToCitizen', { department: 'borgerservice' }), 2, take('CloseCase'),
  ] },
  { leadsTo: 'closed(noCriticism)', ago: 345, plot: [
    opening('digitalPost', 'guidanceGiven', 'jobcenter', 'Klager mener, at jobcentret tilbageholdt oplysninger om et kursus.'), 1, refer('jobcenter', 'Hvilken vejledning er der givet om kurset?'), 22,
    take('RecordNoAnswer'), 2, take('OpenInvestigation', { scope: ['A'], criteria: weigh('high', 'medium'), assessment: 'Forvaltningen har ikke svaret trods to rykkere.' }), 4,
    answer('jobcenter', 'Vejledningen fremgår af notatet fra samtalen. Vi beklager det sene svar.'), ...hear('jobcenter', 'Notatet viser, at kurset blev nævnt.', 'Klager husker ikke samtalen sådan.'), 5,
    outcome('A', 'noCriticism', 'Notatet er skrevet samme dag og viser, at der blev vejledt.'), tell('result', 'Undersøgelsen gav ikke grundlag for kritik. Vi forklarer hvorfor i brevet.'), take('Conclude'),
  ] },
  { leadsTo: 'closed(criticism)', ago: 300, plot: [
    opening('meeting', 'missingHearing', 'socialcenter', 'Støtten blev sat ned, uden at klager blev hørt om en ny lægeerklæring.'), 1, start, 3, call('socialcenter', 'noSolution', 'Lederen fastholder forløbet.', true),
    take('NoQuickSolution', { reason: 'noOffer' }), 2, take('OpenInvestigation', { scope: ['A'], criteria: weigh('high', 'high') }), 3, ...hear('socialcenter', 'Erklæringen kom efter partshøringen.', 'Jeg fik den aldrig at se.'), 8,
    outcome('A', 'criticism', 'Klager skulle have været hørt om erklæringen, før afgørelsen blev truffet.'), tell('result', 'Vi kritiserer, at du ikke blev hørt.'), take('Conclude'), 15,
    byDepartment('socialcenter', take('RecordDepartmentPosition', { part: 'A', position: 'accepted' })),
  ] },
  { leadsTo: 'closed(recommendation)', ago: 280, plot: [
    take('OpenOwnInitiative', { topic: 'letterLanguage', department: 'borgerservice', criteria: weigh('low', 'high'), title: 'Læsbarheden af fem standardbreve' }), 5,
    take('HearDepartment', { department: 'borgerservice', statement: 'Brevene er fra 2017 og har ikke været gennemgået siden.' }), 10,
    outcome('A', 'recommendation', 'Brevene er lovlige, men svære at forstå.', 'Gennemgå de fem breve sammen med borgere.'), take('Conclude'), 20,
    byDepartment('borgerservice', take('RecordDepartmentPosition', { part: 'A', position: 'accepted' })), 60, byDepartment('borgerservice', take('RecordDepartmentPosition', { part: 'A', position: 'implemented' })),
  ] },
  { leadsTo: 'closed(criticismWithRecommendation)', ago: 220, plot: [
    receive('digitalPost'), part('delay', 'boerneogunge', 200, 120), admissible(), part('communication', 'socialcenter', 150), admissible('B'), take('CompleteIntake'), tried('boerneogunge'), tried('socialcenter'),
    register('Sagen om aflastning tog otte måneder, og klager blev sendt frem og tilbage mellem to forvaltninger.'), 1, start, 2, take('NoQuickSolution', { reason: 'unsuitable' }), 3,
    take('OpenInvestigation', { scope: ['A', 'B'], criteria: weigh('high', 'high') }), 2, take('HearDepartment', { department: 'socialcenter', statement: 'Henvendelserne blev sendt videre samme dag.' }),
    ...hear('boerneogunge', 'Der manglede medarbejdere.', 'Ingen kunne sige, hvem der havde sagen.'), 9,
    outcome('A', 'criticism', 'Sagsbehandlingstiden var alt for lang.'), outcome('B', 'recommendation', 'Ingen havde ansvaret for helheden.', 'Udpeg en koordinator, når to forvaltninger har samme sag.'),
    tell('result', 'Vi kritiserer sagsbehandlingstiden og kommer med en henstilling.'), take('Conclude'), 12, byDepartment('boerneogunge', take('RecordDepartmentPosition', { part: 'A', position: 'accepted' })), 6,
    byDepartment('socialcenter', take('RecordDepartmentPosition', { part: 'B', position: 'declined', reason: 'Der er ikke afsat midler til koordinatorer.' })), 90,
    take('PlaceHold', { reason: 'supervision' }), 52, take('RequestErasure', { of: 'case' }),
  ] },
  { leadsTo: 'closed(investigationDeclined)', ago: 160, plot: [
    opening('web', 'staffConduct', 'borgerservice', 'Klager følte sig afvist ved skranken.'), 1, refer('borgerservice', 'Hvordan forløb henvendelsen?'), 8,
    answer('borgerservice', 'Medarbejderen husker ikke samtalen. Vi har talt om tonen.'), 2, take('RequestCloserLook', { reason: 'Klager er ikke tilfreds med svaret.' }), 4,
    tell('decision', 'Der føres ikke tilsyn: hændelsen kan ikke oplyses nærmere.'),
    take('DeclineInvestigation', { criteria: weigh('low', 'low', 'notJustified'), reasons: 'Hændelsen kan ikke oplyses nærmere, og forvaltningen har taget den op.' }),
  ] },
  { leadsTo: 'closed(withdrawnByCitizen)', ago: 115, plot: [
    opening('email', 'delay', 'jobcenter', 'Sagen om sygedagpenge trak ud.'), 1, start, 4, note('Klager har fået sin afgørelse og vil ikke gå videre.'), take('WithdrawComplaint'), 20,
    take('RequestErasure', { of: 'case' }), 6, take('DecideErasure', ({ request }) => ({ request, decision: 'refused', basis: 'journalingDuty' })),
  ] },
  { leadsTo: 'closed(directed)', ago: 85, plot: [
    opening('digitalPost', 'dataProtection', 'ydelsesservice', 'Oplysninger om klageren blev sendt til en forkert modtager.'), 3,
    excluded('A', 'anotherAuthority', ['whereToComplain'], 'datatilsynet'), reply('Datatilsynet har taget sagen op. Derfor slutter den hos os.'),
  ] },
] satisfies readonly Omit<Story, 'office'>[]).map((story) => ({ office: 'koebenhavn', ...story }));
