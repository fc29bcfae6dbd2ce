import { Metrics } from './metrics.js';

describe('the figures', () => {
  it('are given in the text format, with labels escaped, and without the one that cannot be read', async () => {
    const metrics = new Metrics();
    const counter = metrics.counter('a_total', 'A.', ['code', 'way']);
    counter.inc({ code: 'X', way: 'in' });
    counter.inc({ code: 'X', way: 'in' }, 2);
    counter.inc({ code: '"\\\n', way: 'in' });
    metrics.gauge('b', 'B.', () => 1.5);
    let offices = ['odense', 'horsens'];
    metrics.gauge('c', 'C.', () => offices.map((office, index) => [[office], index] as const), ['office']);
    metrics.gauge('d', 'D.', () => {
      throw new Error('no');
    });
    await metrics.render();
    offices = ['horsens'];
    expect((await metrics.render()).split('\n').filter(Boolean)).toEqual([
      '# HELP a_total A.',
      '# TYPE a_total counter',
      'a_total{code="X",way="in"} 3',
      'a_total{code="\\"\\\\\\n",way="in"} 1',
      '# HELP b B.',
      '# TYPE b gauge',
      'b 1.5',
      '# HELP c C.',
      '# TYPE c gauge',
      'c{office="horsens"} 0',
      '# HELP d D.',
      '# TYPE d gauge',
    ]);
  });
  it('have each name once in a product, and another product has its own', () => {
    const metrics = new Metrics();
    metrics.gauge('a', 'A.', () => 1);
    expect(() => metrics.counter('a', 'A.', [])).toThrow(/already been registered/);
    expect(() => new Metrics().counter('a', 'A.', [])).not.toThrow();
  });
});
