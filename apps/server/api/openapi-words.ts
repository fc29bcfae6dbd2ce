/** What the roles are called where people read. */
import { type Role } from '../../../libs/platform/caller.js';
import { type Sentences } from '../../../libs/platform/refusal.js';

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
