import { languageOfAddress, ownCaseAddress, routedAddress } from './own-case-address.js';

it.each([
  ['/en/my-case', '/min-sag'],
  ['/en/my-case?lang=da', '/min-sag?lang=da'],
  ['/en/my-case/cases/7', '/min-sag/sager/7'],
  ['/en/my-case/cases/7/looks', '/min-sag/sager/7/opslag'],
  ['/en/my-case/cases/7/letters/1', '/min-sag/sager/7/breve/1'],
  ['/en/my-case/cases/7/documents/2-1', '/min-sag/sager/7/dokumenter/2-1'],
  ['/en/my-cases', '/en/my-cases'],
  ['/o/horsens/cases', '/o/horsens/cases'],
  ['/en/my-case/sager', '/min-sag/sager'],
])('%s is routed as %s', (asked, routed) => expect(routedAddress(asked)).toBe(routed));

it('an English address says the Danish one, and back', () => {
  const path = '/sager/7/breve/1';
  expect(ownCaseAddress('da', path)).toBe('/min-sag/sager/7/breve/1');
  expect(routedAddress(ownCaseAddress('en', path))).toBe(ownCaseAddress('da', path));
  expect([
    languageOfAddress('/en/my-case/x?y'),
    languageOfAddress('/min-sag?y'),
    languageOfAddress('/min-sager'),
  ]).toEqual(['en', 'da', undefined]);
});
