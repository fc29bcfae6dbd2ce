/** What a stand-in does wrong when it is told to, over its control port. Numbers count down: so many of the next. */
export interface Faults {
  /** Appends that are stored and never answered. */
  loseAnswer: number;
  /** Appends that are stored; then the connection breaks. */
  storeAndDrop: number;
  /** Appends that are not stored; the connection breaks. */
  dropUnstored: number;
  /** Appends that are stored only when the stand-in is told to, and not answered. */
  storeLate: number;
  /** Appends that are stored, and answered with a time-out of the server. */
  answerTimeout: number;
  /** Answers that are sent twice. */
  duplicateAnswer: number;
  /** Milliseconds before each answer. */
  delayMs: number;
  /** Events of subscriptions that are sent twice. */
  duplicateEvent: number;
  /** Subscriptions that are open fall silent. */
  silenceOpen: boolean;
  /** Subscriptions that are opened are silent from the beginning. */
  silenceNew: boolean;
  /** The server has started and answers that it is not ready. */
  notReady: boolean;
  /** Another node leads: calls that require the leader are sent there. */
  leader: { readonly host: string; readonly port: number } | null;
  /** Every call is refused: wrong user or rights. */
  denied: boolean;
  /** The largest append, in bytes. */
  maxAppendSize: number;
}

export const noFaults: Faults = {
  loseAnswer: 0,
  storeAndDrop: 0,
  dropUnstored: 0,
  storeLate: 0,
  answerTimeout: 0,
  duplicateAnswer: 0,
  delayMs: 0,
  duplicateEvent: 0,
  silenceOpen: false,
  silenceNew: false,
  notReady: false,
  leader: null,
  denied: false,
  maxAppendSize: 1_048_576,
};

type Counted = { [Name in keyof Faults]: Faults[Name] extends number ? Name : never }[keyof Faults];

/** Whether this one is to go wrong. */
export function due(faults: Faults, name: Counted): boolean {
  if (faults[name] <= 0) return false;
  faults[name] -= 1;
  return true;
}
