import { jest } from '@jest/globals';
import { type Office } from '../wiring/office.js';
import { RemoteLoop } from './remote-loops.js';
import { type ToBehind } from './messages.js';

describe('the loop in the other thread is told of appends', () => {
  let told: ToBehind['what'][];
  let loop: RemoteLoop;
  beforeEach(() => {
    jest.useFakeTimers();
    told = [];
    loop = new RemoteLoop({ key: 'odense' } as Office, ({ what }) => told.push(what));
  });
  afterEach(() => jest.useRealTimers());

  it('of the first at once, and of all that follow within 40 ms by one word', () => {
    for (let n = 0; n < 5; n += 1) loop.appended();
    expect(told).toEqual(['look']);
    jest.advanceTimersByTime(40);
    expect(told).toEqual(['look', 'look']);
  });

  it('of none when none has come', () => {
    loop.appended();
    jest.advanceTimersByTime(1000);
    expect(told).toEqual(['look']);
    loop.appended();
    expect(told).toEqual(['look', 'look']);
  });

  it('of those untold before somebody waits for one of them', () => {
    loop.appended();
    loop.appended();
    void loop.seen(2n);
    expect(told).toEqual(['look', 'look', 'awaited']);
    jest.advanceTimersByTime(1000);
    expect(told).toHaveLength(3);
  });
});
