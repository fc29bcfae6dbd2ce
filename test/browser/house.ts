/** A product with offices at work in it, for who looks at its pages: made through the API, as any client would. */
import { Office, type Complaint } from '../faults/client.js';
import { build, RealProcess } from '../faults/real-process.js';

/** What stands in a complaint, so that a page of it has something to show. */
export const citizen = {
  name: 'Bodil Frandsen',
  cpr: '0102031234',
  phone: '99990001',
  email: 'bodil@example.dk',
  address: 'Søndergade 12, 8700 Horsens',
};

export interface House {
  readonly product: RealProcess;
  readonly horsens: Office;
  /** Referred to a department, which has not answered; with letters, a note and a document. */
  readonly referred: Complaint;
  /** It became no case. */
  readonly guided: Complaint;
  /** Answered and closed. */
  readonly closed: Complaint;
  /** What opens the referred case to its citizen. */
  code(): Promise<string>;
  remove(): Promise<void>;
}

export const today = '2026-02-17';

export async function house(): Promise<House> {
  build();
  const product = await new RealProcess().start();
  const horsens = new Office(product, 'horsens');
  await horsens.at('2026-02-02');
  const closed = await registered(horsens, 'Ejner Toftegaard', { phone: '99990002' });
  await closed.do('ReferToDepartment', {
    referrals: [{ department: 'jobcenter', parts: ['A'], questions: 'Hvornår svarer I?' }],
  });
  await horsens.at('2026-02-06');
  await closed.do('RecordDepartmentAnswer', { department: 'jobcenter', directToCitizen: true }, 'answered');
  await closed.do('CloseCase', {}, 'closed(answeredByDepartment)');

  await horsens.at('2026-02-10T10:00');
  const guided = await horsens.start();
  await guided.do('RecordPart', { topic: 'delay', department: 'jobcenter' });
  const referred = await registered(horsens, citizen.name, citizen);
  await referred.do('RecordNote', { text: 'Borgeren ringer igen på torsdag.' });
  await referred.do('FileDocument', {
    direction: 'in',
    date: '2026-02-09',
    title: 'Brev fra borgeren',
    content: Buffer.from('Kære kontor, jeg blev talt ned til.').toString('base64'),
    mediaType: 'text/plain',
    fileName: 'brev.txt',
  });
  await referred.do('ReferToDepartment', {
    referrals: [{ department: 'borgerservice', parts: ['A'], questions: 'Hvad skete der ved skranken?' }],
  });
  // Of a week that is over by then, so that there is a look to judge.
  await referred.view();
  await horsens.at(today);
  await referred.refresh();
  return {
    product,
    horsens,
    referred,
    guided,
    closed,
    code: async () => (await horsens.post(`${referred.path}/receipt-code`, {})).json<{ code: string }>().code,
    remove: async () => {
      const hasEnded = await product.gone(0);
      await product.remove();
      if (hasEnded) throw new Error(`the product ended by itself\n${product.output.slice(-3000)}`);
    },
  };
}

async function registered(office: Office, name: string, more: object = {}): Promise<Complaint> {
  const complaint = await office.start('ReceiveInquiry', { channel: 'meeting' });
  await complaint.do('RecordPart', { topic: 'staffConduct', department: 'borgerservice' });
  await complaint.do('AssessRemit', { part: 'A', admissible: true });
  await complaint.do('AgreeRegistration', { citizen: true, adviser: true });
  await complaint.do(
    'RegisterCase',
    { complainant: { ...more, name }, summary: 'Talt ned til ved skranken' },
    'registered',
  );
  return complaint;
}
