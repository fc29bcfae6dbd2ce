import { demoOffices } from '../../../../libs/installation/demo-offices.js';
import { peopleOf } from '../../../../libs/installation/demo-people.js';
import { startPage } from './start-page.js';
import { tours } from './tour.controller.js';
import { tourPage } from './tour-page.js';
import { sees } from './start-words.js';

const origin = 'http://127.0.0.1:3000';
const offices = demoOffices;
const people = peopleOf(offices);

it('the first page of a sample names somebody for everything that one can see, in each office', () => {
  const text = startPage({ mode: 'demo', offices }, origin, { lang: 'da', signedIn: null });
  for (const role of Object.keys(sees))
    for (const { key } of offices) {
      const named = people.filter(({ office, roles }) => office === key && roles.some((each) => each === role));
      expect(named.some(({ name }) => text.includes(`>${name}<`))).toBe(true);
    }
  expect(text).toContain('href="/tour?lang=da"');
});

it('the first page of an installation invents nobody and has no tour', () => {
  const text = startPage({ mode: 'production', offices }, origin, { lang: 'en', signedIn: null });
  for (const { name } of people) expect(text).not.toContain(name);
  expect(text).not.toContain('/tour');
  expect(tours({ mode: 'production' })).toEqual([]);
  expect(text).toContain('href="/login"');
});

it('whoever works in several offices finds each desk, and no other', () => {
  const [first, second, third] = offices;
  const desks = [first!.key, second!.key];
  const text = startPage({ mode: 'production', offices }, origin, { lang: 'da', signedIn: 'Signe', desks });
  expect(text).toContain(`href="/o/${first!.key}"`);
  expect(text).toContain(`href="/o/${second!.key}"`);
  expect(text).not.toContain(`href="/o/${third!.key}"`);
});

it.each(['da', 'en'] as const)('the tour in %s stays in one office, whose people it names', (lang) => {
  const text = tourPage({ lang, signedIn: null }, offices[0]!);
  for (const [, office] of text.matchAll(/\/o\/(\w+)/g)) expect(office).toBe(offices[0]!.key);
  const named = people.filter(({ office, name }) => office === offices[0]!.key && text.includes(name));
  expect(named.flatMap(({ roles }) => roles)).toEqual(expect.arrayContaining(['adviser', 'auditor']));
});
