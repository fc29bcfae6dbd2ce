/** What the roles are called where people read. */
import { type Kind } from '../../../libs/complaints/steps/fields.js';
import { type Role } from '../../../libs/platform/caller.js';
import { type Sentences } from '../../../libs/platform/refusal.js';

/** What a field holds, where people read. */
export const kindNames: Readonly<Record<Kind, Sentences>> = {
  Text: { da: 'tekst', en: 'text' },
  Date: { da: 'dato, ÅÅÅÅ-MM-DD', en: 'date, YYYY-MM-DD' },
  Instant: { da: 'tidspunkt, som 2026-03-02T09:00:00Z', en: 'instant, such as 2026-03-02T09:00:00Z' },
  Flag: { da: 'true eller false', en: 'true or false' },
  Coded: { da: 'en af værdierne', en: 'one of the values' },
  Lifecycle: { da: 'navn på et forløb, som complaint/2', en: 'name of a lifecycle, such as complaint/2' },
  Profile: { da: 'navn på et sæt regler, som horsens@1', en: 'name of a profile, such as horsens@1' },
  Reference: { da: 'id, som sagen viser', en: 'id, as the case shows it' },
  Member: { da: 'id på en medarbejder', en: 'id of a member of the office' },
  Revision: { da: 'nummer på en hændelse i sagen', en: 'number of an event of the complaint' },
  Minutes: { da: 'antal minutter', en: 'number of minutes' },
  Complaint: { da: 'id på en klage', en: 'id of a complaint' },
  Cvr: { da: 'CVR-nummer, otte cifre', en: 'CVR number, eight digits' },
  Cpr: { da: 'CPR-nummer, ti cifre', en: 'CPR number, ten digits' },
  Part: { da: 'bogstav på en del af klagen', en: 'letter of a part of the complaint' },
  Topic: { da: 'nøgle på et emne', en: 'key of a topic' },
  Department: { da: 'nøgle på en forvaltning', en: 'key of a department' },
  Base64: { da: 'fil, i base64', en: 'file, in base64' },
  FileName: { da: 'filnavn', en: 'file name' },
  MediaType: { da: 'medietype, som application/pdf', en: 'media type, such as application/pdf' },
  Person: { da: 'objekt', en: 'object' },
  One: { da: 'objekt', en: 'object' },
  Some: { da: 'objekter', en: 'objects' },
};

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
