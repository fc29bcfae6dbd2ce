// Many contacts: what is seldom comes up, and no plot asks for a step that its office refuses (that would be thrown).
import { complaintEventTypes } from '../../event-schemas/complaint/events.js';
import { profiles } from '../complaints/testing/given.js';
import { demoOffices } from '../installation/demo-offices.js';
import { officeLife } from './office-life.js';

it('the three offices together take every kind of step there is', () => {
  const seen = new Set<string>();
  for (const office of demoOffices) {
    for (const { events } of officeLife({
      office,
      profile: profiles.get(office.profile)!,
      cases: 4000,
      from: '2016-01-01',
      years: 10,
      seed: 5,
    }))
      for (const { type } of events) seen.add(type);
  }
  // What complaint/2 has added, the office that never was does not do yet.
  expect(complaintEventTypes.filter((type) => !seen.has(type))).toEqual([
    'CaseMoved',
    'InquiryRecordCorrected',
    'StepRetracted',
    'ActivityRecorded',
    'NamelessSuggestionRecorded',
    'SuggestionPositionRecorded',
    'MediationFailedOnAnswer',
    'ConsentToPurposeWithdrawn',
    'ConsentToExaminationWithdrawn',
    'ConsentToQuestionsWithdrawn',
    'ReferralRecalled',
    'LastReferralRecalled',
    'OnlyReferralRecalled',
    'ReferralDeclined',
    'CaseLinked',
    'CaseUnlinked',
    'CaseRecordCorrected',
    'HearingRequested',
    'ReviewRequested',
    'ReviewRecorded',
    'SuggestionRecordedInCase',
  ]);
});

it('a fourth municipality is simulated from its profile alone', () => {
  const office = {
    key: 'nordkoebing',
    departments: [
      { key: 'borgerservice', name: 'Borgerservice' },
      { key: 'teknik', name: 'Teknik' },
    ],
    topics: [{ key: 'delay', da: 'Ventetid', en: 'Delay' }],
  };
  const outcomes = new Set<string>();
  for (const { events } of officeLife({
    office,
    profile: profiles.get('nordkoebing@1')!,
    cases: 1500,
    from: '2020-03-01',
    years: 3,
    seed: 2,
  }))
    for (const { to } of events) outcomes.add(to);
  expect([...outcomes]).toEqual(expect.arrayContaining(['closed', 'endedWithoutCase', 'referred']));
});
