/**
 * Nothing that a test waits for takes so long, in milliseconds, on however busy a machine: whoever waits longer reports
 * a hang.
 */
export const hangMs = 300_000;
