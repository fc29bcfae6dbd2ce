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

export const simulateUsage = `  simulate --data <new folder> --office <key> --cases <n> --years <n> [--seed <n>] [--from <day>] [--mode demo|test]
          An invented office over years, by the real rules: its log, keys and clock in a data folder that the product can be started on.
          --from is 2016-01-01 and --mode demo where they are left out. What an unfinished run left is made anew.
`;
