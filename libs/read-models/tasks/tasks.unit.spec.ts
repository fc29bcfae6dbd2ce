import { caseUnder, given, on, profileNamed, referredToBoth, sent, type Line } from '../../complaints/testing/given.js';
import { openTasks, tasks } from './tasks.js';

const model = tasks(profileNamed);
const open = (...lines: readonly Line[]) => {
  const { caseState, profile } = given(...lines).under('horsens@1').story;
  return openTasks(caseState, profile).map(({ kind, department, due, blocks, wanted }) =>
    [kind, department, due, blocks ? 'blocks' : undefined, wanted]
      .filter((each) => each !== null && each !== undefined)
      .join(' '),
  );
};
/** Tuesday, 3 March 2026: due on the 17th. */
const referred: readonly Line[] = [...caseUnder('horsens@1'), on('2026-03-03'), referredToBoth];
const owed = ['acknowledgement 2026-03-04', 'rights 2026-04-02', 'status 2026-03-31'];

it('are the days that run, until they are kept', () => {
  expect(open(...referred)).toEqual([
    'departmentAnswer jobcenter 2026-03-17',
    'departmentAnswer borgerservice 2026-03-17',
    ...owed,
  ]);
  expect(open(...referred, sent('Acknowledge'), sent('NotifyCitizen', { about: 'rights' }))).toEqual([
    'departmentAnswer jobcenter 2026-03-17',
    'departmentAnswer borgerservice 2026-03-17',
    'status 2026-03-31',
  ]);
  expect(open(...referred, sent('WithdrawComplaint'))).toEqual([]);
});

it('are what waits for the office: more time asked for, "not ours", until it is answered', () => {
  const asked = [
    ...referred,
    sent('RequestExtension', { department: 'jobcenter', due: '2026-03-24' }),
    sent('DeclineReferral', { department: 'borgerservice', suggested: 'jobcenter' }),
  ];
  expect(open(...asked).slice(0, 2)).toEqual([
    'extensionRequest jobcenter 2026-03-24',
    'declinedReferral borgerservice jobcenter',
  ]);
  const answered = [
    ...asked,
    sent('DeclineExtension', { department: 'jobcenter' }),
    sent('RecallReferral', { department: 'borgerservice', reason: 'wrongDepartment' }),
  ];
  expect(open(...answered)).toEqual(['departmentAnswer jobcenter 2026-03-17', ...owed]);
});

it('are what blocks a step', () =>
  expect(
    open(
      ...referred,
      sent('RecordDepartmentAnswer', { department: 'jobcenter', directToCitizen: false, summary: 'Brevet lå her' }),
    )[0],
  ).toBe('answerToCitizen jobcenter blocks'));

it('are a row each, in coded fields alone; a department sees its own days', () => {
  const { caseState } = given(
    ...referred,
    sent('RequestExtension', { department: 'jobcenter', due: '2026-03-24' }),
  ).under('horsens@1').story;
  const rows = model.rows(caseState, { number: '2026-0001', stopped: false });
  expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
  expect(rows.filter(({ values }) => values.own === 1).map(({ values }) => values.kind)).toEqual([
    'departmentAnswer',
    'departmentAnswer',
  ]);
  expect(rows[0]!.values).toMatchObject({ kind: 'extensionRequest', due: '', wanted: '2026-03-24', assignee: '' });
  expect(
    model.rows(given(sent('ReceiveInquiry', { channel: 'sms' })).under('odense@1').story.caseState, {
      number: null,
      stopped: false,
    }),
  ).toEqual([]);
});
