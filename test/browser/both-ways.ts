/**
 * A scenario that was written for the API, once through it and once through the pages, with every step pressed in a
 * real browser. What is expected of the end is the scenario's own; that both leave the same events is asked here.
 */
import { type Browser } from 'playwright-core';
import { root } from '../faults/real-process.js';
import { PageDriver, type Ask } from './page-driver.js';

export interface Product {
  readonly port: number;
  request: Ask;
  start(): Promise<unknown>;
  remove(): Promise<void>;
}
export type Scenario = (product: Product) => Promise<void>;

/** How many steps the pages took and refused. @throws Error what the scenario did not find, or which events differ */
export async function bothWays(
  browser: Browser,
  make: new (checkout: string) => Product,
  scenario: Scenario,
  { script = true }: { readonly script?: boolean } = {},
): Promise<{ readonly taken: number; readonly refused: number }> {
  const run = async (byPages: boolean) => {
    const product = new make(root);
    const seen = new Map<string, string>();
    try {
      await product.start();
      const api: Ask = product.request.bind(product);
      const driver = byPages
        ? new PageDriver(browser, () => `http://127.0.0.1:${product.port}`, api, script)
        : undefined;
      product.request = watched(named(driver ? driver.request.bind(driver) : api), seen);
      await scenario(product);
      const events = await eventsOf(api, seen);
      await driver?.leave();
      return { events, count: driver?.count ?? { taken: 0, refused: 0 } };
    } finally {
      await product.remove();
    }
  };
  const [byApi, byPages] = [await run(false), await run(true)];
  if (byApi.events !== byPages.events)
    throw new Error(`other events: ${firstDifference(byApi.events, byPages.events)}`);
  return byPages.count;
}

/** A file from a browser has a name and a kind always, so one that the API gets has them too. */
const named =
  (ask: Ask): Ask =>
  (method, path, asked = {}) => {
    const { body } = asked;
    const isFile = typeof body === 'object' && body !== null && 'content' in body;
    return ask(
      method,
      path,
      isFile ? { ...asked, body: { fileName: 'fil.txt', mediaType: 'text/plain', ...body } } : asked,
    );
  };

interface Event {
  readonly type: string;
  readonly data: unknown;
}
/**
 * Each complaint's events, in the order in which they were begun; ids by their places, for each run has its own. What
 * is chosen from a list of boxes comes in the order of the boxes.
 */
async function eventsOf(ask: Ask, seen: ReadonlyMap<string, string>): Promise<string> {
  const places = new Map<string, string>();
  const told: unknown[] = [];
  for (const [id, office] of seen) {
    const body = { office, sub: 'compares', name: 'compares', roles: ['auditor'] };
    const { token } = (await ask('POST', '/test/token', { body })).body as { readonly token: string };
    const answer = await ask('GET', `/offices/${office}/complaints/${id}/history`, { token });
    const { events } = answer.body as { readonly events: readonly Event[] };
    told.push(events.map(({ type, data }) => [type, data]));
  }
  const inOrder = (_: string, value: unknown) =>
    Array.isArray(value) && value.every((each) => typeof each === 'string') ? value.toSorted() : value;
  return JSON.stringify(told, inOrder, 1).replace(
    /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g,
    (id) => {
      const place = places.get(id) ?? `#${places.size + 1}`;
      places.set(id, place);
      return place;
    },
  );
}

/** Whatever complaint is spoken of, with its office. */
function watched(ask: Ask, seen: Map<string, string>): Ask {
  return async (method, path, asked) => {
    const answer = await ask(method, path, asked);
    const [, office, of] = /^\/offices\/([\w-]+)\/complaints(?:\/([0-9a-f-]{36}))?/.exec(path) ?? [];
    const { id } = (answer.body ?? {}) as { readonly id?: unknown };
    const complaint = of ?? (answer.status === 201 && typeof id === 'string' ? id : undefined);
    if (office !== undefined && complaint !== undefined) seen.set(complaint, office);
    return answer;
  };
}

function firstDifference(one: string, two: string): string {
  const [a, b] = [one.split('\n'), two.split('\n')];
  const at = a.findIndex((line, index) => line !== b[index]);
  return `the API left ${a.slice(at, at + 3).join(' ')}, the pages ${b.slice(at, at + 3).join(' ')}`;
}
