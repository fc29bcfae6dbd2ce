/** The committed pictures, held against the machines themselves. */
import { lifecycles } from '../../../../state-machines/complaint/lifecycles.js';
import { complaint1 } from './complaint1.js';
import { complaint2 } from './complaint2.js';
import { type Layout, type LifecycleLayout } from './layout.js';
import { boxLines } from './words.js';

type Node = { readonly states?: { readonly [name: string]: Node } };
/** The states that the API names, from the machine's own definition. */
function statesOf(id: string): readonly string[] {
  const { machine, region, nameOf } = lifecycles[id]!;
  const leaves = (node: Node, path: readonly string[]): readonly string[] =>
    node.states
      ? Object.entries(node.states).flatMap(([name, inner]) => leaves(inner, [...path, name]))
      : [nameOf(path)];
  const all = leaves((machine.config as Node).states![region]!, []);
  return [...new Set(all)].filter((state) => state !== 'unreceived');
}

const layouts: readonly LifecycleLayout[] = [complaint1, complaint2];
const sheets = layouts.flatMap(({ lifecycle, wide, tall, whole }) =>
  Object.entries({ wide, tall, whole }).map(([name, layout]) => ({ name: `${lifecycle}, ${name}`, layout })),
);

it('there is one of every lifecycle', () =>
  expect(layouts.map(({ lifecycle }) => lifecycle)).toEqual(Object.keys(lifecycles)));

describe.each(layouts)('$lifecycle', ({ lifecycle, nodeOf, moves, wide, tall, whole }) => {
  it('has every state of the machine, and no other', () => {
    const states = statesOf(lifecycle);
    expect(Object.keys(nodeOf).sort()).toEqual([...states].sort());
    expect(new Set(Object.keys(whole.places))).toEqual(new Set([...states, 'beginning']));
    for (const { places } of [wide, tall]) expect(new Set(Object.keys(places))).toEqual(new Set(Object.values(nodeOf)));
  });

  it('has a line for every move of the machine', () => {
    const pairs = Object.entries(moves).flatMap(([from, steps]) =>
      Object.values(steps).flatMap((states) => states.map((to) => [from, to] as const)),
    );
    const drawn = ({ lines }: Layout) => new Set(lines.map(({ from, to }) => `${from} ${to}`));
    const lost = pairs.filter(([from, to]) => !drawn(whole).has(`${from} ${to}`));
    const nodes = pairs.flatMap(([from, to]) => (from === 'beginning' ? [] : [[nodeOf[from], nodeOf[to]] as const]));
    const lostOfNodes = [wide, tall].flatMap((layout) =>
      nodes.filter(([from, to]) => from !== to && !drawn(layout).has(`${from} ${to}`)),
    );
    expect([lost, lostOfNodes]).toEqual([[], []]);
  });

  it('has words for every box in both languages, short enough for it', () => {
    const lines = [...Object.keys(whole.places), ...Object.keys(wide.places)].flatMap((node) =>
      (['da', 'en'] as const).flatMap((lang) => boxLines(node, lang)),
    );
    expect(lines.filter((line) => line.length > 13)).toEqual([]);
  });

  it('fits beside the steps, and on a telephone', () =>
    expect([wide.width <= 724, tall.width <= 358]).toEqual([true, true]));
});

describe.each(sheets)(
  '$name',
  ({
    layout: {
      size: [w, h],
      width,
      height,
      places,
      lines,
    },
  }) => {
    const boxes = Object.entries(places);

    it('no two boxes overlap, and all are on the sheet', () => {
      const overlapping = boxes.filter(([a, [x, y]]) =>
        boxes.some(([b, [left, top]]) => a !== b && Math.abs(x - left) < w && Math.abs(y - top) < h),
      );
      const outside = boxes.filter(([, [x, y]]) => x < 0 || y < 0 || x + w > width || y + h > height);
      expect([overlapping, outside]).toEqual([[], []]);
    });

    it('no line runs through a box', () => {
      const through = lines.flatMap(({ from, to, points }) =>
        points.slice(1).flatMap(([x, y], index) => {
          const [fromX, fromY] = points[index]!;
          const hit = boxes.find(
            ([, [left, top]]) =>
              Math.max(x, fromX) > left &&
              Math.min(x, fromX) < left + w &&
              Math.max(y, fromY) > top &&
              Math.min(y, fromY) < top + h,
          );
          return hit ? [`${from} → ${to} through ${hit[0]}`] : [];
        }),
      );
      expect(through).toEqual([]);
    });

    it('a line leads from the edge of the one box to the edge of the other, at right angles', () => {
      const isOnEdge = (node: string, [x, y]: readonly [number, number]) => {
        const [left, top] = places[node]!;
        const [inX, inY] = [x >= left && x <= left + w, y >= top && y <= top + h];
        return (inX && (y === top || y === top + h)) || (inY && (x === left || x === left + w));
      };
      const loose = lines.filter(({ from, to, points }) => {
        const isStraight = points.slice(1).every(([x, y], index) => x === points[index]![0] || y === points[index]![1]);
        return !isOnEdge(from, points[0]!) || !isOnEdge(to, points.at(-1)!) || !isStraight;
      });
      expect(loose).toEqual([]);
    });
  },
);
