import { given, profileNamed, sent, type Line } from '../../complaints/testing/given.js';
import { contacts } from '../contacts/contacts.js';
import { tasks } from '../tasks/tasks.js';
import { lineOfCase } from '../worklist/worklist.js';
import { activities } from './activities.js';

const under = 'horsens@1';
const context = { number: null, stopped: false };
const taught = { kind: 'teaching', department: 'jobcenter', topic: 'letterLanguage', on: '2026-02-12' } as const;
const after = (line: Line) => given(line).under(under).story.caseState;

it('are a row each for the reports, by the month in which they were', () => {
  expect(activities.rows(after(sent('RecordActivity', { ...taught, minutes: 90 })), context)).toMatchObject([
    {
      table: 'activity',
      values: {
        month: '2026-02',
        on_day: '2026-02-12',
        kind: 'teaching',
        department: 'jobcenter',
        topic: 'letterLanguage',
        minutes: 90,
        profile: under,
      },
    },
  ]);
  expect(activities.rows(after(sent('RecordActivity', { kind: 'study', on: '2026-03-01' })), context)).toMatchObject([
    { values: { month: '2026-03', kind: 'study', department: null, topic: null, minutes: null } },
  ]);
});
it('are in no list and no other figure, and a text message is none of them', () => {
  const caseState = after(sent('RecordActivity', taught));
  expect(lineOfCase(caseState, context, profileNamed)).toBe(null);
  expect(contacts.rows(caseState, context)).toEqual([]);
  expect(tasks(profileNamed).rows(caseState, context)).toEqual([]);
  expect(activities.rows(after(sent('ReceiveInquiry', { channel: 'sms' })), context)).toEqual([]);
});
