import { ReferToDepartment } from '../../../../libs/complaints/steps/department.js';
import { OpenInvestigation } from '../../../../libs/complaints/steps/investigation.js';
import { fieldsOf } from '../../../../libs/complaints/steps/fields.js';
import { commandNames, steps } from '../../../../libs/complaints/steps/steps.js';
import { bodyFrom, pages } from './read-form.js';

const first = {
  'referrals.0.department': 'jobcenter',
  'referrals.0.parts': 'A',
  'referrals.0.questions': 'Hvornår svarer I?',
};
const letter = { department: 'jobcenter', parts: ['A'], questions: 'Hvornår svarer I?' };

describe('rows of a form', () => {
  it('that nothing was filled into are no rows, whatever stood there at first', () => {
    const empty = { 'referrals.1.department': '', 'referrals.1.questions': ' ', 'referrals.1.withSummary': 'true' };
    expect(bodyFrom(ReferToDepartment, { ...first, ...empty })).toEqual({ referrals: [letter] });
    expect(bodyFrom(ReferToDepartment, { ...empty, ...first, 'referrals.0.new': '' })).toEqual({ referrals: [letter] });
  });

  it('with one thing in them are whole rows, so that the rest is asked for', () => {
    expect(bodyFrom(ReferToDepartment, { ...first, 'referrals.1.parts': 'B' })).toEqual({
      referrals: [letter, { parts: ['B'] }],
    });
  });

  it('are one at least where the step needs one', () => {
    expect(bodyFrom(ReferToDepartment, {})).toEqual({ referrals: [{ parts: [] }] });
  });
});

it('what a rule asks for and was left out altogether is refused by that rule, and not field by field', () => {
  expect(bodyFrom(OpenInvestigation, { scope: 'A' })).toEqual({ scope: ['A'] });
  expect(bodyFrom(OpenInvestigation, { scope: 'A', 'criteria.overall': 'justified' })).toEqual({
    scope: ['A'],
    criteria: { overall: 'justified' },
  });
});

it('no field of a step is called as what the page puts into a form by itself', () => {
  const called = commandNames.flatMap((name) =>
    [...fieldsOf(steps[name].body).keys()].map((field) => `${name}.${field}`),
  );
  expect(called.filter((each) => pages.has(each.split('.')[1]!))).toEqual([]);
  expect(called).toContain('CorrectRecord.revision');
});
