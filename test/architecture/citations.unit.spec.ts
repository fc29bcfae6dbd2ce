import { join } from 'node:path';
import { loadProfiles } from '../../libs/policy/profile-file.js';
import { citingTexts, libraryOf, lostCitations, type Library } from './citations.js';

const root = join(import.meta.dirname, '..', '..');
/** This file cites what is not there, on purpose. */
const texts = citingTexts(root).filter(({ path }) => !path.endsWith('citations.unit.spec.ts'));
const library = libraryOf(root, texts);

it('whatever a comment or a document cites is there', () =>
  expect(texts.flatMap((text) => lostCitations(text, library))).toEqual([]));

it('there is something to check', () => expect(texts.length).toBeGreaterThan(300));

it('every rule of the three offices is told in rules.md, once, and no other', () => {
  const [written = ''] = (library.documents.get('rules.md') ?? '').split('### Who quotes them');
  const told = [...written.matchAll(/^\| ([KHO]\d+(?:, [KHO]\d+)*) \|/gm)].flatMap(([, ids = '']) => ids.split(', '));
  const stated = [...loadProfiles().values()].flatMap((profile) => Object.keys(profile.rules));
  expect(told.toSorted()).toEqual(stated.filter((id) => id !== 'D').toSorted());
});

it('every invariant has its row in promises.md', () =>
  expect([...(library.documents.get('promises.md') ?? '').matchAll(/^\| (I\d+) \|/gm)].map(([, id]) => id)).toEqual(
    Array.from({ length: 20 }, (_, index) => `I${index + 1}`),
  ));

describe('a citation that leads nowhere is found, with its place and the remedy:', () => {
  const small: Library = {
    documents: new Map([
      ['rules.md', '## 1. Ids\n| K1, K2 | a rule |\n'],
      ['promises.md', '## 2. Lines\n| kill | a promise |\n| I1 | holds |\n**Headers.** All of them.\n'],
      ['laws.md', '## 1. First\n## 2. Second\n'],
    ]),
    decisions: new Set([1, 10]),
    exists: (path) => ['libs/policy', 'docs/rules.md'].includes(path),
  };
  const lost = (text: string, path = 'libs/a.ts') => lostCitations({ path, text }, small);

  it.each([
    [
      'a document',
      '/** As said in gone.md. */',
      'cites gone.md, which is not here. Name a document of docs, or write it.',
    ],
    ['a section', '// rules.md, section 7', 'cites rules.md, 7, which it does not have. Name a heading that is there.'],
    ['one section of two', '// rules.md, sections 1 and 4', 'cites rules.md, 4, which it does not have'],
    ['a word', '// (promises.md, line "crash")', 'cites "crash" of promises.md, which is no heading'],
    ['an invariant', '// I2 holds', 'cites I2, which has no row in promises.md'],
    ['a rule', "it('asks first (K3)')", 'cites K3, which has no row in rules.md. Add the row, or name another.'],
    ['a law', '// laws 2 and 3', 'cites law 3, which laws.md does not have. Name one of its headings.'],
    ['a decision', '// decision 2', 'cites decision 2, which is not in docs/decisions. Write it, or name another.'],
    ['a decision by its file', '// docs/decisions/0007', 'cites decision 7'],
  ])('%s', (_, text, says) => expect(lost(text)).toEqual([expect.stringContaining(`libs/a.ts:1 ${says}`)]));

  it('over the end of a line, with the line where it begins', () =>
    expect(lost('/**\n * Why (promises.md,\n * section 9).\n */')).toEqual([
      'libs/a.ts:2 cites promises.md, 9, which it does not have. Name a heading that is there.',
    ]));

  it('a link and a path, in a document', () =>
    expect(lost('[Rules](rules.md), [gone](gone/x.json), `libs/policy`, `libs/gone/b.ts`', 'docs/a.md')).toEqual([
      'docs/a.md:1 links to gone/x.json, which is not there. Mend the link.',
      'docs/a.md:1 names libs/gone/b.ts, which is not there. Name where it is now.',
    ]));

  it('and one that leads somewhere is not', () =>
    expect(
      lost(
        '// rules.md, section 1 and K2; promises.md, lines "kill" and I1; promises.md, "Headers"; law 1, decision 10',
      ),
    ).toEqual([]));
});
