import { complaintEvents, complaintEventTypes } from '../../../event-schemas/complaint/events.js';
import { codedFields, codedValues } from './coded-fields.js';
import { everyType } from '../testing/office-log.js';

/**
 * What is left out of every process log although it is no personal field, and why. A new field has to be put here or be
 * coded.
 */
const leftOut: { readonly [why: string]: readonly string[] } = {
  'a number of the complaint, not of its process': [
    'document',
    'request',
    'hearing',
    'recalled',
    'profileHash',
    'bytes',
    'minutes',
    'file',
    'duplicateOf',
    'InquiryRecordCorrected.revision',
    'CaseRecordCorrected.revision',
    'undoes',
    'recommendation',
    'suggestion',
    'party',
    'CaseLinked.to',
    'CaseUnlinked.to',
  ],
  'told by the objects it makes': [
    'referrals',
    'ageLimit',
    'ageLimits',
    'InquiryRecordCorrected.fields',
    'CaseRecordCorrected.fields',
  ],
  'whose case it is: who works on it is a pseudonym': [
    'CaseAssigned.to',
    'CaseAssigned.until',
    'readers',
    'ReviewRequested.to',
  ],
  'follows from the day it was put off to': ['reminderOn', 'escalationOn', 'noAnswerFrom', 'waitsAnew'],
  'of another department than the event is about': ['suggested'],
  'told by the letters that go with it': ['questionsTo', 'outcomesTo', 'officeHours'],
  'a day or a period of the citizen’s life, or a text’s own date': [
    'eventStart',
    'eventEnd',
    'askedOn',
    'from',
    'ConsentGiven.to',
    'ConsentGivenForExamination.to',
    'ConsentGivenForAssessment.to',
    'InformationRequested.to',
    'DocumentFiled.to',
    'PartyAdded.until',
    'date',
    'on',
  ],
  'coded, but of the citizen': [
    'InabilityAttested.reason',
    'MeetingAttended.reason',
    'CaseRegistered.authority',
    'PartyAdded.role',
    'PartyAdded.authority',
    'PartyUpdated.reason',
    'PartyEnded.reason',
    'ReplySent.sensitive',
    'ReplyFiled.sensitive',
  ],
};

const propertiesOf = (type: (typeof complaintEventTypes)[number]) =>
  Object.entries(
    (complaintEvents[type].schema as unknown as { properties: { [name: string]: { properties?: object } } }).properties,
  );

it('every field of every event is coded, a few named others, personal, or left out for a reason', () => {
  const reasons = new Set(Object.values(leftOut).flat());
  const undecided = complaintEventTypes.flatMap((type) =>
    propertiesOf(type)
      .filter(
        ([name, { properties }]) =>
          !codedFields[type].some((field) => field.name.split('.')[0] === name) &&
          !Object.keys(complaintEvents[type].personal).some((path) => path.split('.')[0]!.replace('[]', '') === name) &&
          !reasons.has(name) &&
          !reasons.has(`${type}.${name}`) &&
          !(properties !== undefined && Object.keys(properties).length === 0),
      )
      .map(([name]) => `${type}.${name}`),
  );
  expect(undecided).toEqual([]);
});

it('no personal field and nothing that was left out is ever taken', () => {
  const without = new Set(Object.values(leftOut).flat());
  expect(
    complaintEventTypes.flatMap((type) =>
      codedFields[type]
        .map(({ name }) => [type, name.split('.')[0]!] as const)
        .filter(
          ([, name]) =>
            Object.keys(complaintEvents[type].personal).some((path) => path.split(/[.[]/)[0] === name) ||
            without.has(name) ||
            without.has(`${type}.${name}`),
        ),
    ),
  ).toEqual([]);
});

it('every value that is taken is one of a list, a date, or a name of the office’s own', () => {
  const form = {
    code: /^[A-Za-z0-9@/-]+( [A-Za-z0-9]+)*$/,
    date: /^\d{4}-\d{2}-\d{2}$/,
    reference: /^[A-Za-z0-9]+( [A-Za-z0-9]+)*$/,
  };
  const taken = everyType().flatMap((event) =>
    (['code', 'date', 'reference'] as const).flatMap((kind) =>
      codedValues(event, [kind]).map(([name, value]) => ({ name: `${event.type}.${name}`, value, kind })),
    ),
  );
  expect(taken.length).toBeGreaterThan(100);
  expect(taken.filter(({ value, kind }) => !form[kind].test(value))).toEqual([]);
});

it('yes and no are words, and lists have a space between', () => {
  const of = (type: string) =>
    new Map(
      codedValues(
        everyType().find((event) => event.type === type)!,
        ['code', 'reference'],
      ),
    );
  expect([of('RemitAssessed').get('admissible'), of('RemitAssessed').get('guidance')]).toEqual([
    'no',
    'howToComplain understandDecision',
  ]);
  expect(of('InvestigationOpened').get('criteria.improvement')).toBe('medium');
});
