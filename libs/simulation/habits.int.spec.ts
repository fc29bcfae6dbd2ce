// What the published annual reports of offices show, within wide margins: invented lives are to look like those.
import { type ComplaintEventType } from '../../event-schemas/complaint/events.js';
import { type NewEvent } from '../event-store/codec.js';
import { profiles } from '../complaints/testing/given.js';
import { demoOffices } from '../installation/demo-offices.js';
import { officeLife } from './office-life.js';

const welfare = new Set(['jobcenter', 'socialcenter', 'ydelsesservice', 'boerneogunge']);
const office = demoOffices.find(({ key }) => key === 'koebenhavn')!;
const streams = new Map<string, NewEvent[]>();
for (const { stream, events } of officeLife({
  office,
  profile: profiles.get(office.profile)!,
  cases: 5000,
  from: '2016-01-01',
  years: 5,
  seed: 11,
}))
  streams.set(stream, [...(streams.get(stream) ?? []), ...events]);

type Data = { readonly [field: string]: unknown };
const dataOf = (type: ComplaintEventType): readonly Data[] =>
  [...streams.values()].flatMap((events) => events.filter((event) => event.type === type).map((event) => event.data));
const has = (type: ComplaintEventType) => (events: readonly NewEvent[]) => events.some((event) => event.type === type);
const cases = [...streams.values()].filter(has('CaseRegistered'));
const share = <Entry>(entries: readonly Entry[], of: (entry: Entry) => boolean): number =>
  entries.filter(of).length / entries.length;
const near = (found: number, from: number, to: number): void =>
  expect([from, Number(found.toFixed(3)), to].toSorted((a, b) => a - b)).toEqual([from, Number(found.toFixed(3)), to]);
/** Parts of cases. */
const parts = cases.flatMap((events) =>
  events.filter(({ type }) => type === 'PartRecorded').map(({ data }) => data as Data),
);
const answers = (['DepartmentAnswered', 'LastDepartmentAnswered'] as const).flatMap(dataOf);
const closings = cases.flatMap((events) =>
  events.map(({ data }) => (data as Data)['solved']).filter((each) => each !== undefined),
);

describe('an office of a large city', () => {
  it('is telephoned four times in five', () =>
    near(
      share(dataOf('InquiryReceived'), ({ channel }) => channel === 'phone'),
      0.72,
      0.88,
    ));
  it('makes a case of a fifth to not half of what comes', () => near(cases.length / 5000, 0.2, 0.45));
  it('has little more than one part a case', () => near(parts.length / cases.length, 1.05, 1.25));
  it('hears of delay in a third of them, then of guidance, hearing and conduct', () => {
    near(
      share(parts, ({ topic }) => topic === 'delay'),
      0.28,
      0.38,
    );
    for (const next of ['guidanceGiven', 'missingHearing', 'staffConduct'])
      near(
        share(parts, ({ topic }) => topic === next),
        0.07,
        0.18,
      );
  });
  it('hears of social matters, work and family in half of all', () =>
    near(
      share(parts, ({ department }) => welfare.has(department as string)),
      0.42,
      0.58,
    ));
  it('is told by departments that six complaints in ten were wholly or partly right', () =>
    near(
      share(
        answers.filter(({ finding }) => finding !== undefined),
        ({ finding }) => finding === 'upheld' || finding === 'partly',
      ),
      0.52,
      0.68,
    ));
  it('knows of most cases that they were solved, wholly or partly', () =>
    near(
      share(
        closings.filter((solved) => solved !== 'unknown'),
        (solved) => solved === 'wholly' || solved === 'partly',
      ),
      0.75,
      0.95,
    ));
  it('investigates a few in a hundred', () => near(share(cases, has('InvestigationOpened')), 0.01, 0.07));
  it('puts right a few records in a hundred cases, and takes a step back now and then', () => {
    near(share(cases, has('CaseRecordCorrected')), 0.02, 0.09);
    near(share(cases, has('StepRetracted')), 0.003, 0.03);
  });
  it('calls back a letter in a few cases in a hundred, and gives more time in as many', () => {
    const referred = cases.filter(has('CaseReferred'));
    const isCalledBack = (events: readonly NewEvent[]) =>
      events.some(({ type }) => /^(Only|Last)?ReferralRecalled$/.test(type));
    near(share(referred, isCalledBack), 0.01, 0.06);
    near(share(referred, has('DeadlineExtended')), 0.02, 0.2);
  });
  it('links most of those who come again to what they came with', () =>
    near(share(cases, has('CaseLinked')), 0.05, 0.2));
  it('keeps a case in fifty to a few, and asks a second reader in as many', () => {
    const isConfidential = ({ data }: NewEvent) => (data as Data)['confidential'] === true;
    near(
      share(cases, (events) => events.some(isConfidential)),
      0.01,
      0.04,
    );
    near(share(cases, has('ReviewRecorded')), 0.005, 0.06);
  });
  it('does something besides complaints a few times a month', () => near(dataOf('ActivityRecorded').length / 60, 3, 9));
  it('meets one citizen in five again', () => {
    const cprs = cases
      .map(
        (events) =>
          (events.find(({ type }) => type === 'CaseRegistered')!.data as { complainant: { cpr?: string } }).complainant
            .cpr,
      )
      .filter((cpr) => cpr !== undefined);
    const counts = [...Map.groupBy(cprs, (cpr) => cpr).values()].map(({ length }) => length);
    near(
      share(counts, (times) => times > 1),
      0.13,
      0.27,
    );
  });
});
