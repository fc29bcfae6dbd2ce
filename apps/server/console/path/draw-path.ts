/** The path of a case as a picture, from left to right and from top to bottom, of which the style shows one. */
import { html, type Html } from '../../http/html.js';
import { type Language } from '../../http/page.js';
import { type Layout, type Line } from './layout.js';
import { type Path } from './path.js';
import { boxLines, nodeName, words } from './words.js';

/** Final nodes, which have a double frame. */
const ends: ReadonlySet<string> = new Set(['closed', 'endedWithoutCase', 'counted']);

export const drawPath = (path: Path, lang: Language): Html =>
  html`<div class="kg-path">
    ${picture(path, path.layout.wide, lang, 'wide')}${picture(path, path.layout.tall, lang, 'tall')}
    <p class="kg-legend">${words.legend[lang]}</p>
  </div>`;

function picture(path: Path, layout: Layout, lang: Language, way: 'wide' | 'tall'): Html {
  const { visits, now, next } = path;
  const walked = new Set(visits.slice(1).map(({ node }, index) => `${visits[index]!.node} ${node}`));
  const styled = layout.lines.flatMap((line) => {
    const isWalked = walked.has(`${line.from} ${line.to}`);
    const isNext = line.from === now && next.has(line.to);
    if (!isWalked && !isNext && !line.main) return [];
    return [{ line, look: isWalked ? 'done' : isNext ? 'next' : 'off' } as const];
  });
  // What was walked lies above what was not.
  const lines = (['off', 'next', 'done'] as const).flatMap((look) => styled.filter((each) => each.look === look));
  const boxes = Object.keys(layout.places).map((node) => {
    const numbers = visits.filter((visit) => visit.node === node).map(({ number }) => number);
    const look = node === now ? 'now' : numbers.length > 0 ? 'done' : next.has(node) ? 'next' : 'off';
    const mark = numbers.length > 0 ? `${inShort(numbers)}.` : '';
    const room = layout.size[0] - (node === now ? 2 * markWide : 0);
    return box(layout, node, look, headed(mark, boxLines(node, lang), room));
  });
  return svg(layout, `path-${way}`, way, titleOf(path, lang), textOf(path, lang), [
    ...lines.map(({ line, look }) => drawnLine(line, look)),
    ...boxes,
  ]);
}

export function svg(layout: Layout, id: string, way: string, title: string, text: string, inside: readonly Html[]) {
  const { width, height } = layout;
  return html`<svg
    class="${way}"
    viewBox="0 0 ${width} ${height}"
    width="${width}"
    height="${height}"
    role="img"
    aria-labelledby="${id}-title ${id}-text"
  >
    <title id="${id}-title">${title}</title>
    <desc id="${id}-text">${text}</desc>
    ${inside}
  </svg>`;
}

const head = { done: { long: 12, half: 7 }, other: { long: 9, half: 5 } };
export function drawnLine({ points }: Pick<Line, 'points'>, look: 'done' | 'next' | 'off'): Html {
  const { long, half } = look === 'done' ? head.done : head.other;
  const [[x, y], [fromX, fromY]] = [points.at(-1)!, points.at(-2)!];
  const [alongX, alongY] = [Math.sign(x - fromX), Math.sign(y - fromY)];
  // The line ends within its head, which would else be blunt.
  const neck = [x - alongX * (long - 1), y - alongY * (long - 1)] as const;
  const corner = (side: 1 | -1) =>
    `${x - alongX * long - alongY * half * side} ${y - alongY * long + alongX * half * side}`;
  const run = [...points.slice(0, -1), neck].map((point) => point.join(' ')).join(' L');
  return html`<path class="line ${look}" d="M${run}" /><path
      class="head ${look}"
      d="M${x} ${y} L${corner(1)} L${corner(-1)} Z"
    />`;
}

const leading = 16;
export function box({ places, size: [w, h] }: Layout, node: string, look: string, lines: readonly string[]): Html {
  const [x, y] = places[node]!;
  const first = y + h / 2 + 5 - ((lines.length - 1) * leading) / 2;
  return html`<g class="${look}">
    <rect class="node" x="${x}" y="${y}" width="${w}" height="${h}" rx="4" />
    ${
      ends.has(node) && html`<rect class="inner" x="${x + 4}" y="${y + 4}" width="${w - 8}" height="${h - 8}" rx="2" />`
    }
    ${look === 'now' && html`<path class="mark" d="M${x + 8} ${first - 11} l9 6 l-9 6 Z" />`}
    ${lines.map((line, index) => html`<text x="${x + w / 2}" y="${first + index * leading}">${line}</text>`)}
  </g>`;
}

/** What the mark of where the case is takes from either side. */
const markWide = 12;
/** About as wide as the letters of 14 px are, bold. */
const widthOf = (text: string): number => text.length * 6.9;
/** The mark before the first words or above them, and words beside one another, where there is room. */
function headed(mark: string, words: readonly string[], width: number): readonly string[] {
  return [mark, ...words].reduce<readonly string[]>((lines, word) => {
    const last = lines.at(-1);
    if (last === undefined || last === '') return [word];
    const joined = `${last} ${word}`;
    return widthOf(joined) <= width - 10 ? [...lines.slice(0, -1), joined] : [...lines, word];
  }, []);
}
const inShort = (numbers: readonly number[]): string =>
  numbers.length <= 3 ? numbers.join(', ') : `${numbers[0]} … ${numbers.at(-1)}`;

function titleOf({ visits }: Path, lang: Language): string {
  const names = visits.map(({ node }) => nodeName(node, lang));
  return `${words.way[lang]}: ${names.join(', ')} (${words.now[lang]})`;
}
function textOf({ layout, visits, next }: Path, lang: Language): string {
  const taken = new Set(visits.map(({ node }) => node));
  const nodes = Object.keys(layout.wide.places);
  const listed = (all: readonly string[]) =>
    all.length === 0 ? words.nothing[lang] : all.map((node) => nodeName(node, lang)).join(', ');
  const left = nodes.filter((node) => !taken.has(node) && !next.has(node));
  return (
    `${words.possible[lang]}: ${listed([...next])}. ${words.notTaken[lang]}: ${listed(left)}. ` +
    `${words.ends[lang]}: ${listed(nodes.filter((node) => ends.has(node)))}.`
  );
}
