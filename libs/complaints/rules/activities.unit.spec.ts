// What the office does besides complaints, for its reports.
import { type Role } from '../../platform/caller.js';
import { steps } from '../steps/steps.js';
import { given, on, sent } from '../testing/given.js';
import { maySee } from '../views/visible.js';

const under = 'horsens@1';
const taught = { kind: 'teaching', department: 'jobcenter', topic: 'letterLanguage', on: '2026-02-12' } as const;

describe('RecordActivity', () => {
  it('is about nobody and begins no complaint: there is nothing to go on with or to look at', () => {
    const { story } = given(sent('RecordActivity', taught)).under(under);
    given()
      .under(under)
      .when('RecordActivity', { ...taught, minutes: 90 })
      .then('ActivityRecorded', { ...taught, minutes: 90, profile: under })
      .leadingTo('counted');
    const looking = (role: Role) => ({ sub: 'somebody', name: 'Somebody', office: 'horsens', roles: [role] });
    for (const role of ['adviser', 'head', 'auditor'] as const)
      expect(maySee(looking(role), story.caseState)).toBe(false);
    given(sent('RecordActivity', taught))
      .under(under)
      .when('RecordPart', { topic: 'delay', department: 'jobcenter' })
      .thenNothing();
  });
  it('is the advisers’ and the head’s, and has an address of its own', () => {
    for (const as of ['adviser', 'head'] as const)
      given().under(under).when('RecordActivity', taught, { as }).then('ActivityRecorded');
    for (const as of ['department', 'auditor', 'system'] as const)
      given().under(under).when('RecordActivity', taught, { as }).thenRefused('ROLE_FORBIDDEN');
    expect(Object.values(steps).flatMap(({ name, address }) => (address === null ? [] : [name]))).toEqual([
      'RecordActivity',
    ]);
  });
  it('has the day on which it was, whenever it is written down, and no hour', () => {
    const { events } = given(on('2026-03-04'), sent('RecordActivity', taught)).under(under).story;
    expect(events).toMatchObject([{ occurredAt: '2026-02-11T23:00:00.000Z', recordedAt: '2026-03-03T23:00:00.000Z' }]);
  });
});
