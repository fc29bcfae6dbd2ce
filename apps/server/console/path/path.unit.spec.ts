import { join } from 'node:path';
import { type CaseView, pathIn } from '../../../../libs/complaints/views/case-view.js';
import { namesIn, readHistory } from '../../../../test/histories/golden.js';
import { complaint2 } from './complaint2.js';
import { drawPath, svg } from './draw-path.js';
import { listPath } from './list-path.js';
import { pathOf, type Path } from './path.js';

const histories = join(import.meta.dirname, '../../../../test/histories');
const golden = namesIn(histories).map((name) => ({ name, events: readHistory(histories, name) }));
const step = (name: string, allowed: boolean, group: string) =>
  ({ name, allowed, group, refusals: [], schema: {} }) as unknown as NonNullable<CaseView['steps']>[number];
const through = (states: readonly string[], steps: CaseView['steps'] = []): Path =>
  pathOf({
    lifecycle: 'complaint/2',
    steps,
    path: states.map((state, revision) => ({ state, revision, since: `2026-03-${10 + revision}T10:00:00.000Z` })),
  })!;
const referred = through(
  ['intake', 'registered', 'referred'],
  [
    step('RecordDepartmentAnswer', true, 'moves'),
    step('StartMediation', false, 'moves'),
    step('WithdrawComplaint', true, 'ends'),
    // It would end the case with its last part alone.
    step('WithdrawPart', true, 'records'),
  ],
);

describe.each(golden)('$name', ({ events }) => {
  it('is walked through the states that its events say, each once for each time', () => {
    const states = events.flatMap(({ from, to }) => (from === to ? [] : [to]));
    const path = pathOf({ lifecycle: 'complaint/2', path: pathIn(events), steps: [] })!;
    expect(path.visits.flatMap((visit) => visit.states.map(({ state }) => state))).toEqual(states);
    expect(path.visits.map(({ number }) => number)).toEqual(path.visits.map((_, index) => index + 1));
    expect(path.now).toBe(complaint2.nodeOf[events.at(-1)!.to]);
    const lines = new Set(complaint2.wide.lines.map(({ from, to }) => `${from} ${to}`));
    const walked = path.visits.slice(1).map(({ node }, index) => `${path.visits[index]!.node} ${node}`);
    expect(walked.filter((pair) => !lines.has(pair))).toEqual([]);
  });
});

it('states of one box that follow one another are one visit', () => {
  const { visits } = through(['registered', 'earlyResolution.flexible', 'earlyResolution.written', 'closed']);
  expect(visits.map(({ node, states }) => [node, states.length])).toEqual([
    ['registered', 1],
    ['earlyResolution', 2],
    ['closed', 1],
  ]);
});

it('what is open next are the boxes to which an open step leads, and none that the steps do not say', () => {
  expect([...referred.next].sort()).toEqual(['answered', 'closed']);
  expect(through(['intake']).next.size).toBe(0);
});

it('who sees no path gets none', () => expect(pathOf({ lifecycle: 'complaint/2', steps: [] })).toBeUndefined());

const countOf = (text: string, part: string): number => text.split(part).length - 1;

describe('drawn', () => {
  const text = drawPath(referred, 'da').text;

  it('has the walked boxes numbered, the present one marked, and what is possible and not taken told apart', () => {
    for (const words of ['1. Modtaget', '2. Sag oprettet', '3. Forelagt', 'class="mark"'])
      expect(text).toContain(words);
    // Once for each of the two pictures.
    expect(countOf(text, '<g class="now">')).toBe(2);
    expect(countOf(text, '<g class="done">')).toBe(4);
    expect(countOf(text, '<g class="next">')).toBe(4);
    expect(countOf(text, 'class="line done"')).toBe(4);
    expect(countOf(text, 'class="line next"')).toBe(4);
    expect(countOf(text, 'class="inner"')).toBe(4);
  });

  it('says in words what it shows, and each picture names its own', () => {
    expect(text).toContain('Sagens vej: Modtaget, Sag oprettet, Forelagt forvaltningen (nu)');
    expect(text).toMatch(/Muligt nu: (Afsluttet, Forvaltningen har svaret|Forvaltningen har svaret, Afsluttet)\./);
    for (const id of ['path-wide-title', 'path-wide-text', 'path-tall-title', 'path-tall-text'])
      expect(countOf(text, `id="${id}"`)).toBe(1);
    expect(drawPath(referred, 'en').text).toContain('The way of the case: Received, Case registered');
  });

  it('has neither style nor script of its own', () => expect(text).not.toMatch(/style|script|\son\w+=/));

  it('escapes what it is told', () => {
    const { text: told } = svg(complaint2.wide, 'x', 'wide', '<img src=x onerror=alert(1)>', '"&', []);
    expect(told).toContain('&#60;img src=x onerror=alert(1)&#62;');
    expect(told).not.toContain('<img');
  });
});

describe('as a list', () => {
  it('has every visit with its day, states within a box below it, and where the case is', () => {
    const list = listPath(through(['registered', 'earlyResolution.flexible', 'earlyResolution.written']), 'da').text;
    expect(list.replace(/<[^>]+>|\s+/g, ' ').replace(/\s+/g, ' ')).toBe(
      ' Sag oprettet, tirsdag den 10. marts 2026 Hurtig løsning, fleksibelt, onsdag den 11. marts 2026 ' +
        'Hurtig løsning, skriftligt , torsdag den 12. marts 2026 . Her er sagen nu ',
    );
  });

  it('speaks English too', () =>
    expect(listPath(referred, 'en').text).toMatch(
      /Referred to the department<\/strong>,\s+<time datetime="2026-03-12">Thursday/,
    ));
});
