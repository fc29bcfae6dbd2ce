import { laidOut } from './drawn-paths.js';
import { linesOf } from './lines.js';

const look = {
  size: [80, 40] as const,
  gap: [32, 40] as const,
  margin: [0, 24] as const,
  lane: 4,
  topDown: false,
};
const row = { a: [0, 0], b: [1, 0], c: [2, 0] } as const;

it('a state without a place fails the drawing, and so does a place for no state', () => {
  const { a, b } = row;
  expect(() => laidOut({ a, b }, look, [{ from: 'a', to: 'c' }])).toThrow('places are missing of c, and idle of b');
});

it('neighbours have a straight line, and what leads past a box goes around it', () => {
  const { lines, places } = laidOut(row, look, [
    { from: 'a', to: 'b' },
    { from: 'b', to: 'c' },
    { from: 'a', to: 'c' },
  ]);
  expect(lines[0]).toHaveLength(2);
  const [, top] = places['b']!;
  expect(lines[2]!.some(([, y]) => y < top || y > top + 40)).toBe(true);
});

it('from top to bottom it is the same picture turned', () => {
  const roads = [
    { from: 'a', to: 'b' },
    { from: 'b', to: 'c' },
  ];
  const [across, down] = [laidOut(row, look, roads), laidOut(row, { ...look, topDown: true }, roads)];
  expect(new Set(Object.values(across.places).map(([, y]) => y)).size).toBe(1);
  expect(new Set(Object.values(down.places).map(([x]) => x)).size).toBe(1);
});

it('where there is no way between boxes it says so', () => {
  const shut = { size: [80, 40], columns: [0], rows: [0], margin: [0, 0], lane: 4 } as const;
  expect(() => linesOf({ ...shut, places: { a: [0, 0], b: [0, 0] } }, [{ from: 'a', to: 'b' }])).toThrow(
    'no line leads from a to b',
  );
});
