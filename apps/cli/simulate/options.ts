/**
 * What `klagegang simulate` takes, as it was written on the command line. Light: the rest of the simulation is loaded
 * only when it is run.
 */
import { type ParseArgsOptionsConfig } from 'node:util';

const text = { type: 'string' } as const;
export const simulateOptions = {
  data: text,
  office: text,
  cases: text,
  years: text,
  seed: text,
  from: text,
  mode: text,
} as const satisfies ParseArgsOptionsConfig;
