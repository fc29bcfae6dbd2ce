import { createLog, type LogFields } from './log.js';
import { formatInstant, parseInstant } from './instant.js';
import { isForTheLog, problemOf } from '../../apps/server/http/problem.js';
import { refused } from './refused.js';
import { contractCodes } from './contract-codes.js';
import { AppendTooLarge, WrongExpectedRevision } from '../event-store/port.js';

const aText: unknown = expect.any(String);
const here: unknown = expect.arrayContaining([expect.stringMatching(/^libs\/platform\/log\.unit\.spec\.ts:\d+$/)]);

function written(mode: 'demo' | 'test' = 'demo') {
  const out: string[] = [],
    err: string[] = [];
  const log = createLog(
    mode,
    {
      write: (text) => {
        out.push(text);
      },
    },
    {
      write: (text) => {
        err.push(text);
      },
    },
  );
  return {
    log,
    out: () => {
      log.flush();
      return out.join('');
    },
    err: () => err.join(''),
  };
}

describe('the log', () => {
  it('writes one JSON line for each call, in order, with a level and a time', () => {
    const { log, out } = written();
    log.info({ event: 'started', mode: 'demo', port: 3000 });
    log.warn({ route: '/api/offices/:office', status: 404, durationMs: 1.5 });
    expect(
      out()
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as object),
    ).toEqual([
      { time: aText, level: 'info', event: 'started', mode: 'demo', port: 3000 },
      { time: aText, level: 'warn', route: '/api/offices/:office', status: 404, durationMs: 1.5 },
    ]);
  });

  it('writes no field that is not on the list, and no value that could be a text', () => {
    const { log, out } = written();
    log.info({
      event: 'x',
      body: 'Jens',
      name: 'Jens',
      code: 'Jens\nHansen',
      role: 'æøå',
      status: NaN,
      office: { name: 'Jens' },
    } as unknown as LogFields);
    expect(Object.keys(JSON.parse(out()) as object)).toEqual(['time', 'level', 'event']);
  });

  it('gives an error by its name, code, causes and places, never by its message', () => {
    const { log, err } = written();
    const error = new TypeError('Jens\n    at Jens Hansen (/home/jens/hansen.ts:1:1)', {
      cause: Object.assign(new Error('Jens'), { code: 'SQLITE_FULL' }),
    });
    log.failure(error, { route: '/x' });
    log.failure('Jens');
    log.failure(Object.assign(new Error('Jens'), { name: 'Jens Hansen' }));
    expect(err()).not.toMatch(/jens/i);
    expect(JSON.parse(err().split('\n')[0]!)).toMatchObject({
      level: 'error',
      error: 'TypeError < Error (SQLITE_FULL)',
      at: here,
    });
  });

  it('says nothing in test but errors', () => {
    const { log, out, err } = written('test');
    log.info({ event: 'x' });
    log.warn({ event: 'x' });
    log.error({ event: 'y' });
    expect([out(), JSON.parse(err())]).toEqual(['', { time: aText, level: 'error', event: 'y' }]);
  });
});

describe('an instant', () => {
  it.each([
    ['2024-01-01T08:00:00Z', '2024-01-01T08:00:00.000Z'],
    ['2024-02-29T23:59:59.123456789+01:00', '2024-02-29T22:59:59.123Z'],
    ['1900-01-01T00:00:00Z', '1900-01-01T00:00:00.000Z'],
    ['2199-12-31T23:59:59Z', '2199-12-31T23:59:59.000Z'],
  ])('%s is read', (text, instant) => {
    expect(formatInstant(parseInstant(text)!)).toBe(instant);
  });
  it.each([
    '2023-02-29T00:00:00Z',
    '2024-13-01T00:00:00Z',
    '2024-00-01T00:00:00Z',
    '2024-01-00T00:00:00Z',
    '2024-01-01T24:00:00Z',
    '2024-01-01T00:00:60Z',
    '2024-01-01T00:00:00',
    '2024-01-01',
    '2024-01-01t00:00:00z',
    ' 2024-01-01T00:00:00Z',
    '0000-01-01T00:00:00Z',
    '1899-12-31T23:59:59Z',
    '9999-12-31T23:59:59Z',
    '',
    null,
    5,
  ])('%j is none', (text) => {
    expect(parseInstant(text)).toBeNull();
  });
});

describe('a problem', () => {
  it('has a sentence in both languages and the status of the contract for each of its codes', () => {
    for (const [code, { status, da, en }] of Object.entries(contractCodes)) {
      expect(problemOf(refused(code as keyof typeof contractCodes))).toMatchObject({
        status,
        body: { code, status, sentences: { da, en }, rules: [], also: [] },
      });
      expect(da).not.toBe(en);
    }
  });
  it('of the store that nobody translated is told all the same', () => {
    expect(problemOf(new WrongExpectedRevision('s', 3, 5))).toMatchObject({
      status: 412,
      body: { code: 'CONCURRENCY_CONFLICT', revision: 5 },
    });
    expect(problemOf(new AppendTooLarge(1)).body.code).toBe('PAYLOAD_TOO_LARGE');
  });
  it('takes the status alone from an error of the framework', () => {
    for (const [error, code] of [
      [{ statusCode: 415, message: 'Jens' }, 'UNSUPPORTED_MEDIA_TYPE'],
      [{ getStatus: () => 404 }, 'NOT_FOUND'],
      [{ statusCode: 431 }, 'VALIDATION'],
      [{ statusCode: 200 }, 'INTERNAL'],
      ['Jens', 'INTERNAL'],
      [null, 'INTERNAL'],
      [undefined, 'INTERNAL'],
    ] as const) {
      expect(problemOf(error).body.code).toBe(code);
      expect(JSON.stringify(problemOf(error))).not.toContain('Jens');
      expect(isForTheLog(error)).toBe(code === 'INTERNAL');
    }
  });
});
