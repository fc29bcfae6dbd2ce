import { lifecyclePage, stalePages, withTables } from './draw.js';
import { codeTable, quotationTable } from './drawn-tables.js';

it('the generated pages are as they would be drawn now; otherwise: npm run draw', () => {
  expect(stalePages()).toEqual([]);
});

it('the drawn lifecycle names who decides on an investigation (K14)', () => {
  expect(lifecyclePage()).toMatch(
    /\| investigationAssessment \| OpenInvestigation \| InvestigationOpened \| investigating\.active \| `byHead`/,
  );
});

describe('a table within a written document', () => {
  const text = 'Before.\n<!-- drawn: ids -->\n| old |\n<!-- /drawn -->\nAfter.\n';

  it('is drawn anew, and what stands around it stays', () =>
    expect(withTables(text, { ids: () => '| new |' })).toBe(
      'Before.\n<!-- drawn: ids -->\n| new |\n<!-- /drawn -->\nAfter.\n',
    ));

  it('that has no place, or a place without its table, is an error', () => {
    expect(() => withTables('Nothing.', { ids: () => '' })).toThrow('the text has no place for ids');
    expect(() => withTables(text, {})).toThrow('there is no table named ids to draw');
  });
});

it('the codes are told with what refuses them, and the rules with who quotes them', () => {
  expect(codeTable()).toMatch(/\| `SETTLEMENT_COMPROMISES_RIGHTS` \| 409 \| `rightsKept` \|/);
  expect(codeTable()).toMatch(/\| `CRITERIA_REQUIRED` \| 400 \| the body \|/);
  expect(quotationTable()).toMatch(/\| K10 \| – \| `rightsKept` \|/);
});
