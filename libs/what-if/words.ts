/** What a setting is called where people read of it. */
import { type Sentences } from '../platform/refusal.js';
import { type SettingName } from '../policy/profile.js';

export const settingWords: { readonly [Name in SettingName]: Sentences } = {
  dialogue: { da: 'Regel om dialog', en: 'Dialogue rule' },
  silenceExhaustsDialogue: { da: 'Tavshed udtømmer dialogen', en: 'Silence exhausts the dialogue' },
  exceptionUnable: { da: 'Undtagelse: kan ikke selv føre dialogen', en: 'Exception: unable to conduct the dialogue' },
  exceptionPrinciple: { da: 'Undtagelse: principiel klage', en: 'Exception: complaint of principle' },
  anonymousGuidance: { da: 'Anonym vejledning', en: 'Anonymous guidance' },
  agreement: { da: 'Aftale om, at forvaltningen skal svare', en: 'Agreement that the department is to answer' },
  complainants: { da: 'Hvem der kan klage', en: 'Who may complain' },
  exclusions: { da: 'Afvisningsgrunde', en: 'Exclusion grounds' },
  ageLimit: { da: 'Frist efter hændelsen', en: 'Age limit' },
  answerTarget: { da: 'Mål for svar', en: 'Answer target' },
  earlyResolution: { da: 'Hurtig løsning', en: 'Early resolution' },
  mediation: { da: 'Mægling', en: 'Mediation' },
  copyToCitizen: { da: 'Kopi til borgeren', en: 'Copy to the citizen' },
  directAnswer: { da: 'Svar direkte til borgeren', en: 'Direct answer to the citizen' },
  inDepth: { da: 'Tilsyn eller nærmere undersøgelse', en: 'In-depth step' },
  consent: { da: 'Krav om samtykke', en: 'Consent required' },
  meetingAttendance: { da: 'Deltagelse i møder', en: 'Meeting attendance' },
  sensitiveData: { da: 'Kanaler for følsomme oplysninger', en: 'Channels for sensitive data' },
  smsAnswered: { da: 'Svar på sms', en: 'SMS answered' },
  ownInitiative: { da: 'Sager af egen drift', en: 'Own initiative' },
  suggestions: { da: 'Forslag til forbedringer', en: 'Suggestions' },
  retention: { da: 'Opbevaring efter afslutning', en: 'Retention after closing' },
  officeHours: { da: 'Kontortid', en: 'Office hours' },
  departmentAnswer: { da: 'Forvaltningens frist', en: "Department's time to answer" },
  acknowledgeWithin: { da: 'Frist for kvittering', en: 'Time to acknowledge' },
  statusEvery: { da: 'Besked til borgeren undervejs', en: 'Word to the citizen while the case is open' },
  representatives: { da: 'Hjemler for repræsentanter', en: 'Authorities of representatives' },
  calendar: { da: 'Kalender', en: 'Calendar' },
};
