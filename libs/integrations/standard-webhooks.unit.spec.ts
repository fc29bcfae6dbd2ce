import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backoffMs } from './backoff.js';
import { seededRandom } from '../platform/seeded-random.js';
import { secretsIn, SecretsUnusable, signed } from './standard-webhooks.js';

const folder = mkdtempSync(join(tmpdir(), 'klagegang-webhook-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'secret');
const kept = (content: string, mode = 0o600) => {
  writeFileSync(file, content);
  chmodSync(file, mode);
  return secretsIn(file);
};
/** Of the standard's own libraries. */
const vector = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  message: { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', sentAt: 1_614_265_330_999, body: '{"test": 2432232314}' },
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
};
const other = `whsec_${Buffer.alloc(64, 7).toString('base64')}`;

describe('a delivery', () => {
  it('is signed as the standard says', async () => {
    expect(signed(vector.message, await kept(`${vector.secret}\n`))).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': vector.signature,
    });
  });

  it('is signed with both secrets while one takes the place of the other', async () => {
    const headers = signed(vector.message, await kept(`${other}\n${vector.secret}\n`));
    const [first, second, ...more] = headers['webhook-signature']!.split(' ');
    expect([second, more]).toEqual([vector.signature, []]);
    expect(first).toMatch(/^v1,[A-Za-z0-9+/]{43}=$/);
    expect(first).not.toBe(vector.signature);
  });
});

describe('the file of a secret', () => {
  it.each([
    ['is empty', ''],
    ['holds no secret of a webhook', 'hunter2hunter2hunter2hunter2hunter2'],
    ['holds one of less than 24 bytes', `whsec_${Buffer.alloc(23).toString('base64')}`],
    ['holds one of more than 64 bytes', `whsec_${Buffer.alloc(65).toString('base64')}`],
    ['holds three', `${vector.secret}\n${other}\n${vector.secret}`],
    ['holds one and something else', `${vector.secret}\nold: whsec_x`],
  ])('that %s is refused, and its content is not in the words', async (_, content) => {
    const error = await kept(content).catch((thrown: unknown) => thrown as Error);
    expect(error).toBeInstanceOf(SecretsUnusable);
    if (content !== '') expect((error as Error).message).not.toContain(content.split('\n')[0]);
  });

  it('that others can read is refused, and so is one that is not there', async () => {
    await expect(kept(vector.secret, 0o640)).rejects.toThrow(/can be read by others.*chmod 600/);
    await expect(secretsIn(join(folder, 'none'))).rejects.toThrow(/cannot be read \(ENOENT\)/);
  });
});

it('a delivery is tried again after 5 seconds, then after twice that, an hour at most, and a fifth more by chance', () => {
  expect([1, 2, 3, 10, 11, 500].map((failures) => backoffMs(failures, () => 0))).toEqual([
    5000, 10_000, 20_000, 2_560_000, 3_600_000, 3_600_000,
  ]);
  const random = seededRandom(7);
  const waits = Array.from({ length: 200 }, () => backoffMs(1, random));
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(5000);
  expect(Math.max(...waits)).toBeLessThanOrEqual(6000);
  expect(new Set(waits).size).toBeGreaterThan(100);
});
