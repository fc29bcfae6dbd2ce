import { TimedOut, inWords, classifyAppendError, classifyReadError } from './classify.js';

// As the client 6.2.1 raises them (eventstoredb.md, traps 1 to 5).
const error = (fields: object, message = ''): Error => Object.assign(new Error(message), fields);
const notReady = error({ type: 'unknown', code: undefined }, 'Could not recognize Server Is Not Ready');

describe('what an error of the client means for an append', () => {
  it.each([
    [
      'a conflict, which has no message',
      error({ type: 'wrong-expected-version', actualVersion: 7n }),
      { kind: 'conflict', actual: 7 },
    ],
    [
      'a conflict with a stream that is not there',
      error({ type: 'wrong-expected-version', actualVersion: 'no_stream' }),
      { kind: 'conflict', actual: null },
    ],
    ['a tombstone', error({ type: 'stream-deleted' }), { kind: 'deleted' }],
    ['too large', error({ type: 'maximum-append-size-exceeded' }), { kind: 'tooLarge' }],
    ['a server that is starting', notReady, { kind: 'notTaken' }],
    ['a busy server', error({ type: 'unknown' }, 'Could not recognize Server Is Busy'), { kind: 'notTaken' }],
    [
      'no leader',
      error({ type: 'unknown' }, 'Could not recognize No leader info available in response'),
      { kind: 'notTaken' },
    ],
    [
      'a bad id or an empty stream name',
      error({ type: 'unknown' }, 'Could not recognize BadRequest'),
      { kind: 'refused' },
    ],
    ['no right to this stream', error({ type: 'access-denied' }), { kind: 'denied' }],
    [
      'a server that is down: an Error with a code and no type',
      error({ code: 14 }, '14 UNAVAILABLE: No connection established'),
      { kind: 'unknown' },
    ],
    [
      'a connection lost in flight',
      error({ type: 'unavailable', code: 14 }, '14 UNAVAILABLE: Connection dropped'),
      { kind: 'unknown' },
    ],
    [
      'a batch stream that another client ended',
      error({ type: 'unknown', code: 1 }, '1 CANCELLED: Cancelled on client'),
      { kind: 'unknown' },
    ],
    ["a batch stream that another append's size ended", error({ type: 'unknown', code: 8 }), { kind: 'unknown' }],
    [
      'a batch stream that ended since the leader moved',
      error({ type: 'not-leader', code: 5 }, '5 NOT_FOUND: Leader info available'),
      { kind: 'unknown' },
    ],
    ['a batch stream that was refused', error({ type: 'access-denied', code: 7 }), { kind: 'unknown' }],
    ['a time-out of the server', error({ type: 'deadline-exceeded' }), { kind: 'unknown' }],
    ['a failure that the server does not explain', error({ type: 'unknown' }), { kind: 'unknown' }],
    ['our own time-out', new TimedOut(5000), { kind: 'unknown' }],
    ['no member of the cluster', new Error('Failed to discover after 10 attempts.'), { kind: 'unknown' }],
    ['what nobody has seen yet', undefined, { kind: 'unknown' }],
  ])('%s', (_, raised, failure) => expect(classifyAppendError(raised)).toEqual(failure));
});

describe('what an error of the client means for a read', () => {
  it.each([
    ['stream-not-found', 'notFound'],
    ['stream-deleted', 'deleted'],
    ['access-denied', 'denied'],
    ['unavailable', 'again'],
    ['not-leader', 'again'],
    ['unknown', 'again'],
  ] as const)('%s', (type, failure) => expect(classifyReadError(error({ type }))).toBe(failure));
  it('a start at which no record begins is told from other trouble of the same type and code', () =>
    expect(classifyReadError(error({ type: 'unknown', code: 2 }, '2 UNKNOWN: Unexpected ReadAllResult: Error'))).toBe(
      'noRecordThere',
    ));
  it('our own time-out may do better', () => expect(classifyReadError(new TimedOut(1))).toBe('again'));
});

describe('an error in words', () => {
  it.each([
    [notReady, 'the server is not ready yet'],
    [error({ code: 14 }), 'the server cannot be reached'],
    [error({ type: 'access-denied' }), 'credentials file'],
    [new TimedOut(5000), 'no answer within 5000 ms'],
    [error({ type: 'not-leader', code: 5 }), 'has moved'],
    [new Error('Failed to discover after 10 attempts.'), 'no member'],
    [error({ type: 'unknown', code: 2 }), 'unknown, code 2'],
    [new Error('the subscription ended'), 'the subscription ended'],
  ])('%#', (raised, words) => expect(inWords(raised)).toContain(words));
});
