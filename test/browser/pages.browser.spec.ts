import { matrix, type Row } from '../../libs/access/matrix.js';
import { lookAt } from './look-at-pages.js';
import { files, pages } from './pages.js';

it('every page of the matrix has a row here', () => {
  const rows: readonly [string, Row][] = Object.entries(matrix);
  const known = new Set<string>([...pages.flatMap(({ of }) => of), ...files]);
  expect(rows.filter(([name, { page }]) => page && !known.has(name)).map(([name]) => name)).toEqual([]);
});

lookAt(0);
