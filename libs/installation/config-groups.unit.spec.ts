import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from './config.js';

const folder = mkdtempSync(join(tmpdir(), 'klagegang-groups-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;
const groupsOf = (...groups: readonly unknown[]) => {
  const path = join(folder, `${++files}.json`);
  writeFileSync(
    path,
    JSON.stringify({ signIn: { issuer: 'https://login.example.dk', clientId: 'klagegang', groups } }),
  );
  return readConfig({ KLAGEGANG_MODE: 'test', KLAGEGANG_CONFIG: path }).signIn?.groups;
};
const adviser = { group: 'KG-Horsens-Sagsbehandler', office: 'horsens', roles: ['adviser'] };

describe('groups of the provider', () => {
  it('are roles in an office, for a department’s users with the department', () => {
    const department = { ...adviser, roles: ['department'], department: 'jobcenter' };
    expect(groupsOf(adviser, department)).toEqual([adviser, department]);
    expect(groupsOf()).toEqual([]);
  });
  it.each([
    ['an office that is none', { ...adviser, office: 'aarhus' }, /at \/signIn\/groups\/0\/office: there is no office/],
    ['a citizen', { ...adviser, roles: ['citizen'] }, /at \/signIn\/groups\/0\/roles\/0: must be one of adviser/],
    ['the product itself', { ...adviser, roles: ['system'] }, /roles\/0: must be one of adviser/],
    ['no role', { ...adviser, roles: [] }, /at \/signIn\/groups\/0\/roles: must be a list of roles/],
    ['a role twice', { ...adviser, roles: ['head', 'head'] }, /roles: must be a list of roles, each once/],
    ['a department’s user without one', { ...adviser, roles: ['department'] }, /groups\/0: "department" is missing/],
    ['a department for an adviser', { ...adviser, department: 'jobcenter' }, /is only for the role "department"/],
    [
      'a department that the office has not',
      { ...adviser, roles: ['department'], department: 'havnen' },
      /horsens has no department "havnen"/,
    ],
    ['no group', { office: 'horsens', roles: ['adviser'] }, /"group" is missing/],
  ])('are refused where one names %s', (_, group, says) => {
    expect(() => groupsOf(group)).toThrow(says);
  });
});
