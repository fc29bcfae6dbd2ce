/** Texts that would be something else than a text where a page, a letter or a file did not keep them as one. */
import { type Complaint, type Office } from '../faults/client.js';
import { citizen } from './house.js';

/** What an element that was made of a text has. */
export const mark = 'data-hostile';
const elsewhere = 'https://hostile.invalid';

/** Each begins otherwise: a table of numbers reckons with what begins with a sign. */
const texts = [
  `<img ${mark} src="${elsewhere}/a" onerror="alert(1)">`,
  `"><script ${mark} src="${elsewhere}/b"></script><b ${mark}>`,
  `</textarea></title></style><svg ${mark} onload="alert(2)">`,
  `=HYPERLINK("${elsewhere}/c")<i ${mark}>`,
  `+{{7*191}}\${7*191}<%= 7*191 %>#{7*191}<u ${mark}>`,
  `@SUM(1)' onmouseover='alert(3)' ${mark}='`,
  `-1]]><a ${mark} href="javascript:alert(4)">her</a><iframe ${mark} src="${elsewhere}/d"></iframe>`,
] as const;
/** What a template would make of it. */
export const reckoned = '1337';
/** It is refused: with it a letter would say another thing than it shows. */
export const turned = '\u202eruf nebå\u202c';

let count = 0;
/** A text, the next one each time. */
export const hostile = (): string => texts[(count += 1) % texts.length]!;

const department = 'borgerservice';

/** A complaint whose every text is such a one, from its registration to what the department says of its outcome. */
export async function hostileCase(office: Office): Promise<Complaint> {
  const head = { as: 'head' };
  const from = { as: { role: 'department', department } };
  const complaint = await office.start('ReceiveInquiry', { channel: 'meeting' });
  const take = (step: string, body: object = {}, sending: object = {}) => complaint.do(step, body, undefined, sending);
  await take('RecordPart', { topic: 'staffConduct', department });
  await take('AssessRemit', { part: 'A', admissible: true });
  await take('AgreeRegistration', { citizen: true, adviser: true });
  const { cpr, phone } = citizen;
  await take('RegisterCase', {
    complainant: { name: hostile(), cpr, phone, address: hostile(), email: hostile() },
    summary: hostile(),
    representative: { name: hostile(), authority: 'powerOfAttorney' },
  });
  await take('RecordNote', { text: hostile() });
  await take('FileDocument', { direction: 'in', date: '2026-02-16', title: hostile() });
  await take('AttendMeeting', { requestedBy: 'citizen', reason: 'language', on: '2026-02-16', note: hostile() });
  await take('AddParty', { role: 'relative', name: hostile(), address: hostile(), lettersTo: true });
  await take('SetHandling', { priority: 'normal', complexity: 'simple', confidential: false, needs: hostile() });
  await take('NotifyCitizen', { about: 'status', text: hostile() });
  await take('ReferToDepartment', { referrals: [{ department, parts: ['A'], questions: hostile() }] });
  await take('RequestExtension', { department, due: '2026-04-10', text: hostile() }, from);
  await take('DeclineExtension', { department, text: hostile() });
  await take('RecordDepartmentAnswer', { department, directToCitizen: true, summary: hostile() }, from);
  await take('RequestCloserLook', { reason: hostile() });
  const consent = { purpose: 'closerExamination', departments: [department], how: 'digitalPost', text: hostile() };
  await take('GiveConsent', consent);
  await take('RequestInformation', { department, about: hostile() });
  await take('RequestHearing', { department, about: hostile() });
  await take('HearDepartment', { department, statement: hostile() });
  await take('HearCitizen', { statement: hostile() });
  const [grounds, recommendation] = [hostile(), hostile()];
  await take('RecordOutcome', { part: 'A', outcome: 'recommendation', grounds, recommendation });
  await take('NotifyCitizen', { about: 'result', text: hostile() });
  await take('Conclude', {}, head);
  await take('RecordDepartmentPosition', { part: 'A', position: 'declined', reason: hostile() }, from);
  return complaint;
}
