import { Progress } from './progress.js';

function watched(isTTY: boolean) {
  const clock = { now: 0 };
  const written: string[] = [];
  return { clock, written, progress: new Progress({ isTTY, write: (text) => written.push(text) }, () => clock.now) };
}

it('is a line a second where nobody watches, with the pace and the time that is left', () => {
  const { clock, written, progress } = watched(false);
  for (const [now, done] of [
    [0, 0],
    [500, 100],
    [1000, 250],
    [1500, 300],
    [2000, 500],
    [2100, 1000],
  ] as const) {
    clock.now = now;
    progress.tell('worklist', done, 1000n);
  }
  progress.end();
  expect(written).toEqual([
    'worklist: 250 of 1000 events, 250 a second, 3 s left …\n',
    'worklist: 500 of 1000 events, 250 a second, 2 s left …\n',
    'worklist: 1000 of 1000 events, 476 a second …\n',
  ]);
});

it('is a bar on a terminal that stays on its line until it ends', () => {
  const { clock, written, progress } = watched(true);
  for (const [now, done] of [
    [0, 0],
    [100, 50],
    [150, 60],
    [200, 100],
  ] as const) {
    clock.now = now;
    progress.tell('parts', done, 100);
  }
  progress.end();
  progress.end();
  expect(written).toEqual([
    '\r[############............] parts: 50 of 100 events, 500 a second, 1 s left\u001b[K',
    '\r[########################] parts: 100 of 100 events, 500 a second\u001b[K',
    '\n',
  ]);
});

it('counts the pace of each step for itself, from where it began', () => {
  const { clock, written, progress } = watched(false);
  progress.tell('parts', 100, 200);
  clock.now = 1000;
  progress.tell('parts', 150, 200);
  progress.tell('cycles', 0, 200);
  clock.now = 3000;
  progress.tell('cycles', 100, 200);
  expect(written).toEqual([
    'parts: 150 of 200 events, 50 a second, 1 s left …\n',
    'cycles: 100 of 200 events, 50 a second, 2 s left …\n',
  ]);
});
