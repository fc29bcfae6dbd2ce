import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Member } from '../../identity/members.js';
import { Members, MembersFile } from './members.js';

const asta = { sub: 'asta', name: 'Asta Sagsen', roles: ['adviser'] as const };

const said = { isEnded: false, since: '2026-03-02T08:00:00.000Z', by: 'ada' };

describe('the members of an office', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'members-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const file = () => join(folder, 'members.json');

  it('are those who have called as an adviser or the head, and nobody else', () => {
    const members = new Members();
    members.note(asta);
    members.note({ sub: 'leder', name: 'Leder', roles: ['auditor', 'head'] });
    for (const role of ['auditor', 'department', 'citizen', 'analyst', 'system'] as const)
      members.note({ sub: role, name: role, roles: [role] });
    expect(
      ['asta', 'leder', 'auditor', 'department', 'citizen', 'analyst', 'system'].map((sub) => members.has(sub)),
    ).toEqual([true, true, false, false, false, false, false]);
    expect([members.nameOf('asta'), members.nameOf('ukendt')]).toEqual(['Asta Sagsen', 'ukendt']);
  });

  it('are, where the administrator has written something of them, what stands there: called or not', () => {
    const written: { readonly [sub: string]: Member } = {
      bo: { ...said, sub: 'bo', name: 'Bo Ny', roles: ['adviser'] },
      leder: { ...said, sub: 'leder', name: 'Leder', roles: ['auditor', 'head'] },
      asta: { ...said, sub: 'asta', name: 'Asta Gift', roles: ['adviser'], isEnded: true },
      ea: { ...said, sub: 'ea', name: { shredded: true }, roles: ['analyst'] },
    };
    const members = new Members({
      find: (sub) => written[sub],
      isCurrent: ({ isEnded }) => !isEnded,
      nameOf: (sub) => (typeof written[sub]?.name === 'string' ? written[sub].name : undefined),
      all: Object.values(written),
      trouble: undefined,
    });
    members.note(asta);
    members.note({ sub: 'ea', name: 'Ea', roles: ['adviser'] });
    members.note({ sub: 'cy', name: 'Cy', roles: ['adviser'] });
    expect(['bo', 'leder', 'asta', 'ea', 'cy'].map((sub) => members.has(sub))).toEqual([
      true,
      true,
      false,
      false,
      true,
    ]);
    expect(['bo', 'asta', 'ea', 'cy', 'ukendt'].map((sub) => members.nameOf(sub))).toEqual([
      'Bo Ny',
      'Asta Gift',
      'ea',
      'Cy',
      'ukendt',
    ]);
    expect(members.namesOfAll).toEqual({ bo: 'Bo Ny', leder: 'Leder', asta: 'Asta Gift', cy: 'Cy' });
  });

  it('are known after a restart, by the name they had last', () => {
    const before = new MembersFile(file());
    before.note(asta);
    before.note({ ...asta, name: 'Asta Nynavn' });
    expect(new MembersFile(file()).nameOf('asta')).toBe('Asta Nynavn');
  });

  it('fill again where the file is damaged', () => {
    for (const content of ['{', '{"members":{}}', '{"members":[{"sub":1,"name":"x"},null]}']) {
      writeFileSync(file(), content);
      const members = new MembersFile(file());
      expect(members.has('asta')).toBe(false);
      members.note(asta);
      expect(JSON.parse(readFileSync(file(), 'utf8'))).toEqual({ members: [{ sub: 'asta', name: 'Asta Sagsen' }] });
    }
  });

  it('are kept with the next who calls, where the disk took nothing', () => {
    const members = new MembersFile(join(folder, 'later', 'members.json'));
    members.note(asta);
    expect(members.has('asta')).toBe(true);
  });
});
