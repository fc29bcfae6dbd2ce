/** The campaign's line `outage`, for a commit: a short one under load, each of its two kinds. */
import { build } from '../real-process.js';
import { endure } from './outage.js';

beforeAll(build);

it.each(['killed', 'hung'] as const)(
  'a server of the events that is %s for five seconds under load: nothing is lost, nothing is restarted',
  async (how) => {
    const { outages, acknowledged, broken } = await endure({ seed: 3, seconds: [5], how, clients: 4 });
    expect([outages, broken]).toEqual([1, []]);
    expect(acknowledged).toBeGreaterThan(40);
  },
);
