// How far random offices come, asked of those of one seed: what is counted has to have everything in it.
import { complaintEventTypes } from '../../event-schemas/complaint/events.js';
import { randomOffice } from './random-office.js';

it('three offices of one seed have nearly every kind of event', async () => {
  const seen = new Set<string>();
  for (const profile of ['koebenhavn@1', 'horsens@1', 'odense@1'])
    for (const { type } of (await randomOffice(7, profile, 150)).events) seen.add(type);
  // What a case rarely comes to beside what is counted anyway, and the ends of its keys.
  expect(complaintEventTypes.filter((type) => !seen.has(type)).length).toBeLessThan(12);
});
