/**
 * Records golden histories from the real product, the clock set: `node apps/cli/node24.mjs --build
 * test/histories/record.js [name …]`. One that is there is never written again: histories are added, with every new
 * schemaVersion and after every fault, and never edited.
 */
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ComplaintEvent } from '../../event-schemas/complaint/events.js';
import { Office, type Complaint } from '../faults/client.js';
import { openInProcess, type InProcess } from '../faults/in-process.js';
import { resultOf } from './golden.js';

const folder = join(import.meta.dirname, '..', '..', '..', 'test', 'histories');
const head = { as: 'head' } as const;
const criteria = { citizenBenefit: 'high', improvement: 'medium', overall: 'justified' };
const person = { name: 'Inger Indspillet', cpr: '010160-0002', phone: '99990044' };

async function received(office: Office, part: object, channel = 'phone'): Promise<Complaint> {
  const complaint = await office.start('ReceiveInquiry', { channel });
  await complaint.do('RecordPart', part);
  await complaint.do('AssessRemit', { part: 'A', admissible: true });
  return complaint;
}
async function registered(office: Office, part: object): Promise<Complaint> {
  const complaint = await received(office, part);
  if (office.key === 'horsens') await complaint.do('AgreeRegistration', { citizen: true, adviser: true });
  else
    await complaint.do('RecordDialogue', {
      department: 'jobcenter',
      departmentHadOpportunity: true,
      answered: true,
      moreOptionsSeen: false,
    });
  await complaint.do(
    'RegisterCase',
    {
      complainant: person,
      summary: 'Venter på svar',
      representative: { name: 'Rune Indspillet', authority: 'powerOfAttorney' },
    },
    'registered',
  );
  return complaint;
}

/** What is recorded, by the name of its file: in which office, and what happens there. */
const histories: {
  readonly [name: string]: readonly [office: string, happens: (office: Office) => Promise<Complaint>];
} = {
  '2026-03-settled': [
    'koebenhavn',
    async (office) => {
      await office.at('2026-03-02');
      const complaint = await received(office, { topic: 'delay', department: 'jobcenter' }, 'counter');
      await complaint.do('CompleteIntake', {}, 'dialogueCheck');
      await complaint.do('AttestUnable', { reason: 'illness' });
      await complaint.do('RegisterCase', { complainant: person, summary: 'Ventet siden januar' }, 'registered');
      await complaint.do('StartEarlyResolution', { mode: 'flexible' });
      await complaint.do('RecordContact', {
        department: 'jobcenter',
        with: 'leader',
        outcome: 'offer',
        note: 'Lederen ringer tilbage',
        occurredAt: '2026-02-27T09:00:00Z',
      });
      await complaint.do('SwitchMode', { mode: 'written' });
      await complaint.do('ProposeSettlement', { terms: 'Svar inden ti dage', compromisesRights: false });
      await complaint.do('RejectSettlement', { by: 'citizen' });
      await complaint.do('ProposeSettlement', { terms: 'Svar inden fem dage', compromisesRights: false });
      await complaint.do('AcceptSettlement', { by: 'department' });
      await complaint.do('AcceptSettlement', { by: 'citizen' }, 'closed(settled)');
      return complaint;
    },
  ],
  '2026-03-consent-withdrawn': [
    'horsens',
    async (office) => {
      await office.at('2026-03-03');
      const complaint = await registered(office, { topic: 'noReply', department: 'jobcenter' });
      await complaint.do(
        'ReferToDepartment',
        { referrals: [{ department: 'jobcenter', parts: ['A'], questions: 'Hvor er svaret?' }] },
        'referred',
      );
      await office.at('2026-04-01');
      await complaint.refresh();
      await complaint.do('RecordNoAnswer', {}, 'awaitingConsent');
      await complaint.do(
        'GiveConsent',
        { purpose: 'closerExamination', departments: ['jobcenter'], from: '2025-01-01', to: '2026-04-01' },
        'investigating.active',
      );
      await complaint.do('RequestInformation', {
        department: 'jobcenter',
        from: '2025-06-01',
        to: '2025-12-31',
        about: 'Journalen',
      });
      await complaint.do('WithdrawConsent', { channel: 'phone' }, 'investigating.halted');
      await complaint.do('FileDocument', {
        title: 'Journal, kom for sent',
        direction: 'in',
        date: '2026-04-01',
        request: 'R1',
        content: Buffer.from('Journalens indhold').toString('base64'),
      });
      await complaint.do('NotifyCitizen', { about: 'status', text: 'Sagen standses' });
      await complaint.do('CloseCase', {}, 'closed(consentWithdrawn)');
      return complaint;
    },
  ],
  '2026-05-investigated': [
    'koebenhavn',
    async (office) => {
      await office.at('2026-05-04');
      const complaint = await registered(office, {
        topic: 'templateLetter',
        department: 'jobcenter',
        eventStart: '2026-01-05',
      });
      await complaint.do('ReferToDepartment', { referrals: [{ department: 'jobcenter', parts: ['A'] }] }, 'referred');
      await complaint.do(
        'RecordDepartmentAnswer',
        { department: 'jobcenter', directToCitizen: false, summary: 'Brevet var rigtigt' },
        'answered',
      );
      await complaint.do('RequestCloserLook', { reason: 'Brevet var forkert' }, 'investigationAssessment');
      await complaint.do(
        'OpenInvestigation',
        { scope: ['A'], criteria, assessment: 'Kan ramme mange' },
        'investigating.active',
        head,
      );
      await complaint.do('DeclareConflict', { department: 'jobcenter' });
      await complaint.do('HearDepartment', { department: 'jobcenter', statement: 'Vi beklager' });
      await complaint.do('HearCitizen', { statement: 'Tak' });
      await complaint.do(
        'RecordOutcome',
        { part: 'A', outcome: 'recommendation', grounds: 'Skabelonen er forkert', recommendation: 'Ret skabelonen' },
        'investigating.active',
        head,
      );
      await complaint.do('ForwardAnswerToCitizen', { department: 'jobcenter' });
      await complaint.do('NotifyCitizen', { about: 'result' });
      await complaint.do('Conclude', {}, 'closed(recommendation)', head);
      await complaint.do(
        'RecordDepartmentPosition',
        { part: 'A', position: 'declined', reason: 'Ny skabelon er på vej' },
        undefined,
        { as: { role: 'department', department: 'jobcenter' } },
      );
      await complaint.do('ReopenCase', { reason: 'moreQuestions' }, 'answered');
      await complaint.do('CloseCase', {}, 'closed(answeredByDepartment)');
      return complaint;
    },
  ],
  '2026-06-shredded': [
    'odense',
    async (office) => {
      await office.at('2026-06-01');
      const complaint = await registered(office, { topic: 'communication', department: 'jobcenter' });
      await complaint.do('OfferMediation');
      for (const by of ['citizen', 'department']) await complaint.do('AnswerMediationOffer', { by, accepted: true });
      await complaint.do('StartMediation', {}, 'mediation');
      await complaint.do(
        'EndMediation',
        { agreement: true, terms: 'Et møde om måneden', compromisesRights: false },
        'closed(mediated)',
      );
      await complaint.do('PlaceHold', { reason: 'archiveTransfer' }, undefined, { as: 'dataProtectionOfficer' });
      await office.at('2031-06-10');
      await complaint.do('LiftHold', { reason: 'archiveTransfer' }, undefined, { as: 'dataProtectionOfficer' });
      await office.at('2031-06-12');
      await complaint.refresh();
      return complaint;
    },
  ],
  '2026-11-answer-erased': [
    'horsens',
    async (office) => {
      await office.at('2026-11-02');
      const officer = { as: 'dataProtectionOfficer' } as const;
      const answer = { department: 'jobcenter', directToCitizen: false, summary: 'Brevet var rigtigt' };
      const consent = {
        purpose: 'closerExamination',
        departments: ['jobcenter'],
        from: '2026-01-01',
        to: '2026-10-31',
      };
      const complaint = await registered(office, { topic: 'delay', department: 'jobcenter', eventEnd: '2026-10-05' });
      await complaint.do('ReferToDepartment', { referrals: [{ department: 'jobcenter', parts: ['A'] }] }, 'referred');
      await complaint.do('RecordDepartmentAnswer', { ...answer, summary: 'Brevet var forsinket' }, 'answered');
      await complaint.do('RequestCloserLook', {}, 'awaitingConsent');
      await complaint.do('GiveConsent', consent, 'investigating.active');
      await complaint.do('RequestInformation', {
        department: 'jobcenter',
        from: '2026-01-01',
        to: '2026-10-31',
        about: 'Sagens breve',
      });
      await complaint.do('WithdrawConsent', { channel: 'letter' }, 'investigating.halted');
      await complaint.do('RecordDepartmentAnswer', { ...answer, summary: 'Om en helt anden borger' });
      await complaint.do('GiveConsent', consent, 'investigating.active');
      const misfiled = `${complaint.last.revision - 1}-1`;
      await complaint.do('RequestErasure', { of: 'document', document: misfiled }, undefined, officer);
      await complaint.do(
        'DecideErasure',
        { request: 'E1', decision: 'granted', basis: 'misfiled' },
        undefined,
        officer,
      );
      await complaint.do('RequestErasure', { of: 'case' }, undefined, officer);
      await complaint.do('WithdrawComplaint', {}, 'closed(withdrawnByCitizen)');
      await office.at('2031-11-12');
      await complaint.refresh();
      return complaint;
    },
  ],
  '2026-02-anonymous': [
    'horsens',
    async (office) => {
      await office.at('2026-02-12T10:17');
      const complaint = await received(office, {
        topic: 'understandDecision',
        department: 'jobcenter',
        eventEnd: '2026-02-02',
      });
      await complaint.do('SendReply', { channel: 'phone', sensitive: false });
      await complaint.do('GiveGuidance', { codes: ['howToComplain', 'whereToComplain'], body: 'ankestyrelsen' });
      await complaint.do('EndWithoutCase', {}, 'endedWithoutCase(guidance)');
      return complaint;
    },
  ],
};

async function eventsOf(product: InProcess, office: string, id: string): Promise<readonly ComplaintEvent[]> {
  const { store, codec } = product.product.offices.find(({ key }) => key === office)!.office;
  return codec.open<ComplaintEvent>(await store.readStream(id));
}

const wanted = process.argv.slice(2);
for (const [name, [key, happens]] of Object.entries(histories)) {
  const file = join(folder, `${name}.jsonl`);
  if ((wanted.length > 0 && !wanted.includes(name)) || existsSync(file)) continue;
  const product = await openInProcess();
  try {
    const complaint = await happens(new Office(product, key));
    const events = await eventsOf(product, key, complaint.id);
    writeFileSync(
      file,
      events
        .map(
          (event) =>
            `${JSON.stringify(event, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))}\n`,
        )
        .join(''),
    );
    writeFileSync(join(folder, `${name}.expected.json`), `${JSON.stringify(resultOf(events), null, 2)}\n`);
    process.stdout.write(`${name}: ${events.length} events\n`);
  } finally {
    await product.close();
    rmSync(product.folder, { recursive: true, force: true });
  }
}
process.exit();
