import fastify from 'fastify';
import { gunzipSync } from 'node:zlib';
import { packPages } from './pack-pages.js';

const long = '<p>borgerrådgiver</p>'.repeat(200);

async function ask(path: string, accepted?: string) {
  const server = fastify();
  packPages(server);
  server.get('/page', (_, reply) => reply.header('content-type', 'text/html; charset=utf-8').send(long));
  server.get('/short', (_, reply) => reply.header('content-type', 'text/html; charset=utf-8').send('<p>'));
  server.get('/api', (_, reply) => reply.send({ long }));
  const answer = await server.inject({
    url: path,
    ...(accepted === undefined ? {} : { headers: { 'accept-encoding': accepted } }),
  });
  await server.close();
  return answer;
}

it.each(['gzip', 'br, gzip', 'GZIP;q=0.5', 'deflate,gzip ; q=1'])(
  'a page is packed for who takes %s',
  async (accepted) => {
    const { headers, rawPayload } = await ask('/page', accepted);
    expect(headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' });
    expect(headers['content-length']).toBe(String(rawPayload.length));
    expect(gunzipSync(rawPayload).toString()).toBe(long);
    expect(rawPayload.length).toBeLessThan(long.length / 10);
  },
);

it.each([undefined, '', 'br', 'gzip;q=0', 'gzip; q=0.000', 'xgzip'])(
  'and is as it is for who takes %s',
  async (accepted) => {
    const { headers, payload } = await ask('/page', accepted);
    expect(headers['content-encoding']).toBeUndefined();
    expect(headers.vary).toBe('accept-encoding');
    expect(payload).toBe(long);
  },
);

it.each(['/short', '/api'])('%s is never packed', async (path) => {
  const { headers } = await ask(path, 'gzip');
  expect([headers['content-encoding'], headers.vary]).toEqual([undefined, undefined]);
});
