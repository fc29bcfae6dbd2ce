// Four projects by cost: unit (milliseconds each), int (a database, a file, all that can happen), e2e (the running
// product), browser (the product as somebody sees it).
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { swc } from './swc.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
/** The only limit of a test: a hang is found; a slow moment of a shared machine is no failure. */
export const testTimeoutMs = 1_800_000;
const shared = {
  rootDir: root,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/dist-test/'],
  setupFiles: ['reflect-metadata'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', swc],
  },
};
export default {
  testTimeout: testTimeoutMs,
  testSequencer: join(root, 'test', 'costly-first.mjs'),
  rootDir: root,
  projects: ['unit', 'int', 'e2e', 'browser'].map((cost) => ({
    ...shared,
    displayName: cost,
    testMatch: [`<rootDir>/{apps,libs,state-machines,event-schemas,test}/**/*.${cost}.spec.ts`],
  })),
};
