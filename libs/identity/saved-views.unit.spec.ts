import { MemoryStore } from '../event-store/memory/memory-store.js';
import { MemoryKeys } from '../privacy/memory-keys.js';
import { randomId } from '../platform/ids.js';
import { SavedViews } from './saved-views.js';

const [ada, bo] = [
  { sub: 'ada', role: 'adviser' },
  { sub: 'bo', role: 'head' },
];
const parts = () => ({ office: 'horsens', store: new MemoryStore(), keys: new MemoryKeys(), now: () => 0 });
const view = (name: string, isCommon = false) => ({ id: randomId(), name, query: 'overdue=true', isCommon });

it('thirty of one’s own and thirty of the office’s are the most', async () => {
  const views = new SavedViews(parts());
  for (let at = 1; at <= 30; at += 1) await views.save(view(`Nummer ${at}`), ada);
  const one = view('En til');
  await expect(views.save(one, ada)).rejects.toMatchObject({ status: 400 });
  await views.save(view('Fælles', true), ada);
  await views.save(view('Min'), bo);
  const [first] = await views.of('ada');
  await views.remove(first!.id, ada, false);
  await views.save(one, ada);
  expect((await views.of('ada')).map(({ name }) => name)).toEqual([
    ...Array.from({ length: 29 }, (_, at) => `Nummer ${at + 2}`),
    'Fælles',
    'En til',
  ]);
});

it('is what the log says, to whoever opens it anew; two who write at once lose nothing', async () => {
  const own = parts();
  const views = new SavedViews(own);
  const twice = view('To gange');
  await Promise.all([views.save(view('A'), ada), views.save(view('B', true), bo), views.save(twice, ada)]);
  await views.save(twice, ada);
  const again = new SavedViews(own);
  expect(await again.of('ada')).toEqual(await views.of('ada'));
  expect((await again.of('ada')).map(({ name }) => name)).toEqual(['A', 'B', 'To gange']);
  expect((await again.of('bo')).map(({ name }) => name)).toEqual(['B']);
});

it('somebody else’s is not found, and a common one is removed by who may', async () => {
  const views = new SavedViews(parts());
  const [own, common] = [view('Egen'), view('Fælles', true)];
  await views.save(own, ada);
  await views.save(common, ada);
  await expect(views.remove(own.id, bo, true)).rejects.toMatchObject({ status: 404 });
  await expect(views.remove(common.id, bo, false)).rejects.toMatchObject({ status: 404 });
  await views.remove(common.id, bo, true);
  expect((await views.of('bo')).length).toBe(0);
});
