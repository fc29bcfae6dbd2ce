/**
 * The three offices of the demo and of tests (contract.md, section 4). In production offices come from the
 * configuration file alone.
 */
import { type OfficeConfig } from './config.js';

const topics = [
  { key: 'delay', da: 'Lang sagsbehandlingstid', en: 'Delay' },
  { key: 'staffConduct', da: 'Personalets adfærd', en: 'Conduct of staff' },
  { key: 'understandDecision', da: 'Forståelse af en afgørelse', en: 'Understanding a decision' },
  { key: 'guidanceGiven', da: 'Vejledningen fra forvaltningen', en: "The department's guidance" },
  { key: 'missingHearing', da: 'Manglende partshøring', en: 'No hearing of the party' },
  { key: 'templateLetter', da: 'Fejl i et standardbrev', en: 'Fault in a standard letter' },
  { key: 'complaintGuidance', da: 'Manglende klagevejledning', en: 'No guidance on how to complain' },
  { key: 'decisionContent', da: 'Afgørelsens indhold', en: 'Content of a decision' },
  { key: 'practicalTask', da: 'Udførelse af en praktisk opgave', en: 'How a practical task is done' },
  { key: 'discrimination', da: 'Diskrimination', en: 'Discrimination' },
  { key: 'communication', da: 'Kommunikation', en: 'Communication' },
  { key: 'letterLanguage', da: 'Sproget i breve', en: 'Language of letters' },
  { key: 'serviceLevel', da: 'Serviceniveau', en: 'Level of service' },
  { key: 'employment', da: 'Ansættelsesforhold', en: 'Employment' },
  { key: 'dataProtection', da: 'Databeskyttelse', en: 'Data protection' },
  { key: 'noReply', da: 'Manglende svar', en: 'No reply' },
  { key: 'other', da: 'Andet', en: 'Other' },
] as const;

export const demoOffices: readonly OfficeConfig[] = [
  {
    key: 'koebenhavn',
    name: { da: 'Borgerrådgiveren i København', en: 'The Citizens’ Adviser of Copenhagen' },
    profile: 'koebenhavn@1',
    topics,
    departments: [
      { key: 'jobcenter', name: 'Jobcenter København' },
      { key: 'ydelsesservice', name: 'Ydelsesservice København' },
      { key: 'socialcenter', name: 'Socialcenter København' },
      { key: 'boerneogunge', name: 'Børne- og Ungdomsforvaltningen' },
      { key: 'teknikogmiljoe', name: 'Teknik- og Miljøforvaltningen' },
      { key: 'borgerservice', name: 'Borgerservice København' },
    ],
  },
  {
    key: 'horsens',
    name: { da: 'Borgerrådgiverne i Horsens', en: 'The Citizens’ Advisers of Horsens' },
    profile: 'horsens@1',
    topics,
    departments: [
      { key: 'borgerservice', name: 'Borgerservice' },
      { key: 'jobcenter', name: 'Jobcenter Horsens' },
      { key: 'familieafdelingen', name: 'Familieafdelingen' },
      { key: 'socialafdelingen', name: 'Socialafdelingen' },
      { key: 'teknikogmiljoe', name: 'Teknik og Miljø' },
      { key: 'dagtilbud', name: 'Dagtilbud' },
      { key: 'skoleafdelingen', name: 'Skoleafdelingen' },
      { key: 'personaleafdelingen', name: 'Personaleafdelingen' },
    ],
  },
  {
    key: 'odense',
    name: { da: 'Borgerrådgiveren i Odense', en: 'The Citizens’ Adviser of Odense' },
    profile: 'odense@1',
    topics,
    departments: [
      { key: 'borgerservice', name: 'Borgerservice' },
      { key: 'parkogvej', name: 'Park og Vej' },
      { key: 'jobcenter', name: 'Jobcenter Odense' },
      { key: 'aeldreoghandicap', name: 'Ældre- og Handicapforvaltningen' },
      { key: 'boerneogunge', name: 'Børne- og Ungeforvaltningen' },
      { key: 'byogkultur', name: 'By- og Kulturforvaltningen' },
    ],
  },
];
