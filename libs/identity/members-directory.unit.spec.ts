import { type LogFields } from '../platform/log.js';
import { type GroupMapping } from '../installation/config-groups.js';
import { MembersDirectory } from './members-directory.js';
import { type Member } from './members.js';

const noon = (day: string) => Date.parse(`${day}T11:00:00Z`);
const member = (sub: string, more: Partial<Member> = {}): Member => ({
  sub,
  name: 'Asta Sagsen',
  roles: ['adviser'],
  isEnded: false,
  since: '2026-01-01T08:00:00.000Z',
  by: 'ada',
  ...more,
});
const groups: readonly GroupMapping[] = [
  { group: 'KG-Horsens-Sagsbehandler', office: 'horsens', roles: ['adviser'] },
  { group: 'KG-Horsens-Leder', office: 'horsens', roles: ['head', 'adviser'] },
  { group: 'KG-Odense-Analyse', office: 'odense', roles: ['analyst'] },
  { group: 'KG-Horsens-Jobcenter', office: 'horsens', roles: ['department'], department: 'jobcenter' },
  { group: 'KG-Horsens-Borgerservice', office: 'horsens', roles: ['department'], department: 'borgerservice' },
];
const asked = (
  written: { readonly [office: string]: readonly Member[] },
  inGroups: readonly string[],
  day = '2026-03-02',
  said: LogFields[] = [],
) =>
  new MembersDirectory(
    ['koebenhavn', 'horsens', 'odense'].map((key) => ({
      key,
      find: (sub) => written[key]?.find((each) => each.sub === sub),
    })),
    groups,
    { warn: (fields) => void said.push(fields) },
  ).callersOf({ sub: 'asta', name: 'Asta S.', groups: inGroups }, noon(day));
const rolesOf = (...args: Parameters<typeof asked>) => asked(...args).map(({ office, roles }) => [office, ...roles]);

describe('who somebody is', () => {
  it('is what the administrators have written, by the name written there, in the order of the offices', () => {
    expect(asked({ odense: [member('asta', { roles: ['head'] })], koebenhavn: [member('asta')] }, [])).toEqual([
      { sub: 'asta', name: 'Asta Sagsen', office: 'koebenhavn', roles: ['adviser'] },
      { sub: 'asta', name: 'Asta Sagsen', office: 'odense', roles: ['head'] },
    ]);
  });
  it('is nobody where neither an administrator nor a group says anything', () => {
    expect(asked({ horsens: [member('bo')] }, ['KG-Aarhus'])).toEqual([]);
  });
  it('has the department that was written', () => {
    expect(asked({ horsens: [member('asta', { roles: ['department'], department: 'jobcenter' })] }, [])).toMatchObject([
      { roles: ['department'], department: 'jobcenter' },
    ]);
  });
  it('goes by the provider’s name where the own one is gone', () => {
    expect(asked({ horsens: [member('asta', { name: { shredded: true } })] }, [])).toMatchObject([{ name: 'Asta S.' }]);
  });
  it('begins with the first day and ends with the last, of Denmark', () => {
    const written = { horsens: [member('asta', { from: '2026-03-02', until: '2026-03-04' })] };
    for (const [day, isSomebody] of [
      ['2026-03-01', false],
      ['2026-03-02', true],
      ['2026-03-04', true],
      ['2026-03-05', false],
    ] as const)
      expect([day, asked(written, [], day).length > 0]).toEqual([day, isSomebody]);
    const directory = new MembersDirectory([{ key: 'horsens', find: () => written.horsens[0] }], [], {
      warn: () => undefined,
    });
    const at = (instant: string) =>
      directory.callersOf({ sub: 'asta', name: '', groups: [] }, Date.parse(instant)).length;
    expect(
      ['2026-03-01T22:59:59Z', '2026-03-01T23:00:00Z', '2026-03-04T22:59:59Z', '2026-03-04T23:00:00Z'].map(at),
    ).toEqual([0, 1, 1, 0]);
  });
});

describe('the provider’s groups', () => {
  it('say who somebody is of whom nothing was written: all roles of all groups, each once', () => {
    expect(rolesOf({}, ['KG-Horsens-Sagsbehandler', 'KG-Horsens-Leder', 'KG-Odense-Analyse', 'Andre'])).toEqual([
      ['horsens', 'adviser', 'head'],
      ['odense', 'analyst'],
    ]);
  });
  it('are passed over in an office whose administrator has written something: more, less, or an end', () => {
    const inGroups = ['KG-Horsens-Leder', 'KG-Odense-Analyse'];
    expect(rolesOf({ horsens: [member('asta', { roles: ['auditor'] })] }, inGroups)).toEqual([
      ['horsens', 'auditor'],
      ['odense', 'analyst'],
    ]);
    for (const over of [{ isEnded: true }, { until: '2026-03-01' }, { from: '2026-03-03' }])
      expect(rolesOf({ horsens: [member('asta', over)] }, inGroups)).toEqual([['odense', 'analyst']]);
  });
  it('of two departments make nobody there: said in the log once, without a name', () => {
    const said: LogFields[] = [];
    const both = ['KG-Horsens-Jobcenter', 'KG-Horsens-Borgerservice'];
    expect(asked({}, ['KG-Horsens-Jobcenter'])).toMatchObject([{ roles: ['department'], department: 'jobcenter' }]);
    expect(rolesOf({}, [...both, 'KG-Odense-Analyse'], undefined, said)).toEqual([['odense', 'analyst']]);
    expect(said).toEqual([{ event: 'groupsOfTwoDepartments', office: 'horsens' }]);
    const directory = new MembersDirectory([{ key: 'horsens', find: () => undefined }], groups, {
      warn: (fields) => void said.push(fields),
    });
    for (let count = 0; count < 3; count += 1) directory.callersOf({ sub: 'bo', name: 'Bo', groups: both }, 0);
    expect(said).toHaveLength(2);
  });
});
