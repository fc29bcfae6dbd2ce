// Horsens and København, through every kind of form: lists with rows, days, choices, texts. All persons are invented.
import { Office, expect } from '../../journeys/drive.mjs';

const complainant = { name: 'Asta Lyngholm', cpr: '0203041234', phone: '99990022' };

export async function two_departments_are_asked_and_one_is_late(product) {
  const office = new Office(product, 'horsens');
  await office.at('2026-03-02T10:00');
  const c = await office.start('ReceiveInquiry', { channel: 'phone' }, 'intake');
  await c.do('RecordPart', {
    topic: 'delay',
    department: 'jobcenter',
    eventStart: '2025-11-03',
    eventEnd: '2026-01-12',
  });
  await c.do('RecordPart', { topic: 'staffConduct', department: 'borgerservice' });
  await c.do('AssessRemit', { part: 'A', admissible: true });
  await c.do('AssessRemit', { part: 'B', admissible: true });
  await c.refuse('RegisterCase', { complainant, summary: 'Ingen svarer' }, 'NOT_AGREED', ['H17']);
  await c.do('AgreeRegistration', { citizen: true, adviser: true });
  await c.do('RegisterCase', { complainant, summary: 'Ingen svarer\nog tonen var hård' }, 'registered');
  await c.do('RecordNote', { text: 'Ringer igen <i>fredag</i>' });
  await c.do(
    'ReferToDepartment',
    {
      referrals: [
        { department: 'jobcenter', parts: ['A'], questions: 'Hvornår svarer I?' },
        { department: 'borgerservice', parts: ['B'], questions: 'Hvad skete der?' },
      ],
    },
    'referred',
  );
  await office.at('2026-03-09');
  await c.refresh();
  await c.do('RecordDepartmentAnswer', { department: 'jobcenter', directToCitizen: true }, 'referred');
  await c.do('RecordDepartmentAnswer', { department: 'borgerservice', directToCitizen: true }, 'answered');
  await c.do('CloseCase', {}, 'closed(answeredByDepartment)');
  await c.view({ referrals: [{ answeredOn: '2026-03-09' }, { answeredOn: '2026-03-09' }] });
}

export async function a_settlement_is_accepted_by_both(product) {
  const office = new Office(product, 'koebenhavn');
  await office.at('2026-03-02');
  const c = await office.start('ReceiveInquiry', { channel: 'counter' }, 'intake');
  await c.do('RecordPart', { topic: 'delay', department: 'jobcenter' });
  await c.do('AssessRemit', { part: 'A', admissible: true });
  await c.do('CompleteIntake', {}, 'dialogueCheck');
  await c.refuse('RegisterCase', { complainant, summary: 'Venter' }, 'DIALOGUE_NOT_EXHAUSTED', ['K1']);
  await c.do('RecordDialogue', {
    department: 'jobcenter',
    departmentHadOpportunity: true,
    askedOn: '2026-02-02',
    answered: false,
  });
  await c.do('RegisterCase', { complainant, summary: 'Venter' }, 'registered');
  await c.do('StartEarlyResolution', { mode: 'written' }, 'earlyResolution.written');
  await c.do('ProposeSettlement', { terms: 'Et svar inden 10 dage', compromisesRights: false });
  await c.do('AcceptSettlement', { by: 'department' });
  await c.do('AcceptSettlement', { by: 'citizen' }, 'closed(settled)');
  const { outcome } = await c.view();
  expect(outcome, 'settled', 'what came of it');
}
