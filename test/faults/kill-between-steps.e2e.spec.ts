/**
 * The process is killed between any two steps, and while time passes: the same case comes out, each answer stands, and
 * each letter has gone once.
 */
import { setTimeout as later } from 'node:timers/promises';
import { instantOf } from '../../libs/policy/calendar.js';
import { Complaint, Office, tracesIn, type Answer, type Asks, type Receipt } from './client.js';
import { openInProcess } from './in-process.js';
import { build, RealProcess } from './real-process.js';

const person = { name: 'Asta Afbrydelse', cpr: '120345-0001', phone: '99990077' };
const words = [
  'Asta',
  'Afbrydelse',
  '1203450001',
  '120345-0001',
  '99990077',
  'Bedt om at gå hjem',
  'Hvem stod ved skranken',
];
const processes: RealProcess[] = [];

beforeAll(build);
afterAll(async () => {
  for (const process of processes) await process.remove();
});

type Step = { readonly at: string } | { readonly name: string; readonly body?: object; readonly refused?: string };
/**
 * A matter of the winter before last: waived, registered, put to the department, answered there, closed (H17, H19–H22,
 * H29).
 */
const matter: readonly Step[] = [
  { name: 'RecordPart', body: { topic: 'staffConduct', department: 'borgerservice', eventEnd: '2025-01-20' } },
  { name: 'AssessRemit', body: { part: 'A', admissible: true } },
  { name: 'CompleteIntake', refused: 'NOT_IN_PROFILE' },
  { name: 'AgreeRegistration', body: { citizen: true, adviser: true } },
  { name: 'RegisterCase', body: { complainant: person, summary: 'Bedt om at gå hjem' }, refused: 'AGE_LIMIT_EXCEEDED' },
  { at: '2026-02-10T10:10' },
  { name: 'WaiveAgeLimit', body: { part: 'A', reason: 'citizenPrevented' } },
  { name: 'RegisterCase', body: { complainant: person, summary: 'Bedt om at gå hjem' } },
  {
    name: 'ReferToDepartment',
    body: { referrals: [{ department: 'borgerservice', parts: ['A'], questions: 'Hvem stod ved skranken?' }] },
  },
  { at: '2026-02-26T09:00' },
  {
    name: 'RecordDepartmentAnswer',
    body: { department: 'borgerservice', directToCitizen: false, summary: 'En vikar' },
  },
  { name: 'CloseCase', refused: 'ANSWER_NOT_REACHED_CITIZEN' },
  { name: 'ForwardAnswerToCitizen', body: { department: 'borgerservice' } },
  { name: 'CloseCase' },
];

interface Event {
  readonly revision: number;
  readonly type: string;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly actor: object;
  readonly from: string | null;
  readonly to: string;
}
interface Letter {
  readonly kind: string;
  readonly date: string;
}

/** Walks through the matter; `between` is done between any two steps and is told how to send the last one again. */
async function walk(product: Asks, between: (again: (() => Promise<void>) | undefined) => Promise<void>) {
  const office = new Office(product, 'horsens');
  await office.at('2026-02-10T10:00');
  const call = () =>
    office.post('/complaints/transitions/ReceiveInquiry', { channel: 'meeting' }, 'adviser', {
      'idempotency-key': 'the-call',
    });
  const first = await call();
  const complaint = new Complaint(office, first.json<Receipt>());
  let again: (() => Promise<void>) | undefined = sameAnswer(first, call);
  for (const [index, step] of matter.entries()) {
    await between(again);
    if ('at' in step) {
      await office.at(step.at);
      await complaint.refresh();
      again = undefined;
      continue;
    }
    const at = `"${complaint.last.revision}"`;
    const send = () => complaint.send(step.name, step.body ?? {}, { key: `step-${index}`, ifMatch: at });
    const answer = await send();
    if (step.refused === undefined) {
      expect([step.name, answer.status, answer.text.slice(0, answer.status === 200 ? 0 : 200)]).toEqual([
        step.name,
        200,
        '',
      ]);
      complaint.last = answer.json<Receipt>();
    } else expect([step.name, answer.json<{ code: string }>().code]).toEqual([step.name, step.refused]);
    again = sameAnswer(answer, send);
  }
  await between(again);
  const { id, position, ...view } = await complaint.view<{
    id: string;
    position: string;
    steps: readonly object[];
    letters: readonly Letter[];
  }>();
  const { events } = (await office.get(`${complaint.path}/history`, 'auditor')).json<{ events: readonly Event[] }>();
  const replayed = (await office.get(`${complaint.path}/replay`, 'auditor')).json<{ legal: boolean }>();
  expect([typeof id, typeof position, replayed.legal]).toEqual(['string', 'string', true]);
  return {
    view,
    history: events.map(({ revision, type, occurredAt, recordedAt, actor, from, to }) => ({
      revision,
      type,
      occurredAt,
      recordedAt,
      actor,
      from,
      to,
    })),
  };
}

const sameAnswer = (first: Answer, send: () => Promise<Answer>) => async () => {
  const { status, text, headers } = await send();
  expect([status, text, headers.etag]).toEqual([first.status, first.text, first.headers.etag]);
};

it('killed before every step, and each last step sent again: the same case, and every receipt the first one', async () => {
  const calm = await openInProcess();
  const expected = await walk(calm, async () => undefined);
  await calm.remove();

  const shaken = await new RealProcess().start();
  processes.push(shaken);
  const got = await walk(shaken, async (again) => {
    await shaken.restart();
    await again?.();
  });
  expect(got).toEqual(expected);
  expect(got.view.letters.map(({ kind, date }) => [kind, date])).toEqual([
    ['referral', '2026-02-10'],
    ['copyToCitizen', '2026-02-10'],
    ['reminder', '2026-02-25'],
    ['forwardedAnswer', '2026-02-26'],
  ]);
  expect(tracesIn(shaken.folder, words)).toEqual([]);
  expect(words.filter((word) => shaken.output.includes(word))).toEqual([]);
});

/**
 * What goes out by itself after a referral on this day, and when (contract.md, "Points that are easy to get wrong").
 */
const rounds: readonly {
  readonly sent: string;
  readonly reminder: string;
  readonly escalation: string;
  readonly until: string;
  readonly killAfterMs: number;
}[] = [
  { sent: '2026-03-03', reminder: '2026-03-18', escalation: '2026-03-25', until: '2026-04-01', killAfterMs: 0 },
  { sent: '2026-06-01', reminder: '2026-06-16', escalation: '2026-06-23', until: '2026-06-30', killAfterMs: 3 },
  { sent: '2026-08-03', reminder: '2026-08-18', escalation: '2026-08-25', until: '2026-09-01', killAfterMs: 8 },
  { sent: '2026-10-01', reminder: '2026-10-16', escalation: '2026-10-23', until: '2026-10-30', killAfterMs: 15 },
  { sent: '2027-02-01', reminder: '2027-02-16', escalation: '2027-02-23', until: '2027-03-02', killAfterMs: 30 },
];

it('killed while time passes: every reminder has gone once, on its day, in all offices', async () => {
  const product = await new RealProcess().start();
  processes.push(product);
  const offices = ['koebenhavn', 'horsens', 'odense'].map((key) => new Office(product, key));
  for (const { sent, reminder, escalation, until, killAfterMs } of rounds) {
    await offices[0]!.at(sent);
    const complaints: Complaint[] = [];
    for (const office of offices) for (let count = 0; count < 2; count += 1) complaints.push(await referred(office));
    const moving = offices[0]!.at(until).catch(() => undefined);
    await later(killAfterMs);
    await product.restart();
    await moving;
    await offices[0]!.at(until);
    await product.restart();
    await offices[0]!.at(until);
    for (const complaint of complaints) {
      await complaint.refresh();
      const { events } = (await complaint.office.get(`${complaint.path}/history`, 'auditor')).json<{
        events: readonly Event[];
      }>();
      const gone = events
        .filter(({ actor }) => (actor as { role: string }).role === 'system')
        .map(({ type, recordedAt }) => [type, Date.parse(recordedAt)]);
      expect(gone).toEqual([
        ['ReminderSent', instantOf(reminder, '06:00')],
        ['EscalationSent', instantOf(escalation, '06:00')],
      ]);
      const { letters } = await complaint.view<{ letters: readonly Letter[] }>();
      expect(
        letters.filter(({ kind }) => kind === 'reminder' || kind === 'escalation').map(({ date }) => date),
      ).toEqual([reminder, escalation]);
    }
  }
});

async function referred(office: Office): Promise<Complaint> {
  const complaint = await office.start();
  await complaint.do('RecordPart', { topic: 'noReply', department: 'jobcenter' });
  await complaint.do('AssessRemit', { part: 'A', admissible: true });
  if (office.key === 'horsens') await complaint.do('AgreeRegistration', { citizen: true, adviser: true });
  else
    await complaint.do('RecordDialogue', {
      department: 'jobcenter',
      departmentHadOpportunity: true,
      answered: true,
      moreOptionsSeen: false,
    });
  await complaint.do('RegisterCase', { complainant: { name: person.name }, summary: 'Intet svar' });
  await complaint.do('ReferToDepartment', { referrals: [{ department: 'jobcenter', parts: ['A'] }] }, 'referred');
  return complaint;
}
