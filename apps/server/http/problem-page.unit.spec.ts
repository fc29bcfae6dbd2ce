import { contractCodes } from '../../../libs/platform/contract-codes.js';
import { problemPage } from './problem-page.js';

const request = { session: null, query: {}, params: {}, id: 'f0f0', body: undefined, headers: {} } as never;
const asked = (code: keyof typeof contractCodes, more: object = {}, retryAfter?: number) => {
  const { status, ...sentences } = contractCodes[code];
  return problemPage({ ...(request as object), ...more } as never, { code, status, sentences }, retryAfter);
};

it.each(Object.keys(contractCodes) as (keyof typeof contractCodes)[])(
  '%s says what is wrong and what to do',
  (code) => {
    for (const lang of ['da', 'en'] as const) {
      const text = asked(code, { query: { lang } });
      expect(text).toContain(`<html lang="${lang}">`);
      const heading = /<h1>([^<]+)<\/h1>/.exec(text)![1]!;
      const [what, todo] = [...text.matchAll(/<p>([^<]+)<\/p>/g)].map(([, said]) => said!);
      // Three different sentences: nobody is told the same twice.
      expect(new Set([heading, what, todo]).size).toBe(3);
      expect(text).toContain('<code>f0f0</code>');
    }
  },
);

it('a wait is in words', () => {
  expect(asked('RATE_LIMITED', {}, 40)).toContain('Prøv igen om 40 sekunder.');
  expect(asked('RATE_LIMITED', {}, 1700)).toContain('Prøv igen om 29 minutter.');
});

it('what was typed is on the page, as text, and nothing that the page put there by itself', () => {
  const headers = { 'sec-fetch-site': 'same-origin' };
  const text = asked('STORE_UNAVAILABLE', {
    headers,
    body: { text: '<img src=x onerror=alert(1)>', parts: ['A', 'B'], formToken: 'secret', key: 'k1', ifMatch: '3' },
  });
  expect(text).toContain('&#60;img src=x onerror=alert(1)&#62;');
  expect(text).not.toContain('<img');
  expect(text).not.toContain('secret');
  expect(text.match(/<pre>/g)).toHaveLength(3);
});

it('what another site had somebody send is not', () => {
  for (const headers of [{}, { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'none' }])
    expect(asked('FORM_OUTDATED', { headers, body: { note: 'Ring straks' } })).not.toContain('Ring straks');
});

it('who works in the office is led to its pages, and nobody else', () => {
  const callers = [{ office: 'horsens', sub: 'a', name: 'A', roles: ['adviser'] }];
  const session = { language: 'da', callers };
  expect(asked('NOT_FOUND', { session, params: { office: 'horsens' } })).toContain('href="/o/horsens"');
  expect(asked('NOT_FOUND', { session, params: { office: 'odense' } })).not.toContain('href="/o/');
});
