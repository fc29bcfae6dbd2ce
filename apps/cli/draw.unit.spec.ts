import { lifecyclePage, stalePages } from './draw.js';

it('the generated pages are as they would be drawn now; otherwise: npm run draw', () => {
  expect(stalePages()).toEqual([]);
});

it('the drawn lifecycle names who decides on an investigation (K14)', () => {
  expect(lifecyclePage()).toMatch(
    /\| investigationAssessment \| OpenInvestigation \| InvestigationOpened \| investigating\.active \| `byHead`/,
  );
});
