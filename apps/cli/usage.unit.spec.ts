import { helpLanguage, helpOf } from './usage.js';

describe('the language of help', () => {
  it.each([
    [[], {}, 'en'],
    [['help', '--lang', 'da'], {}, 'da'],
    [['--lang=da'], { LANG: 'en_GB.UTF-8' }, 'da'],
    [['--lang', 'en'], { LANG: 'da_DK.UTF-8' }, 'en'],
    [[], { LANG: 'da_DK.UTF-8' }, 'da'],
    [[], { LANG: 'da' }, 'da'],
    [[], { LANG: 'dav_KE' }, 'en'],
    [[], { LC_ALL: 'C', LANG: 'da_DK' }, 'en'],
    [[], { LC_ALL: '', LC_MESSAGES: 'da_DK', LANG: 'en_GB' }, 'da'],
    [['--lang', 'sv'], { LANG: 'da_DK' }, 'da'],
  ] as const)('of %j under %j is %s', (args, env, lang) =>
    expect(helpLanguage(args, env as { readonly [name: string]: string })).toBe(lang),
  );
});

it('help in Danish names the same commands and options, and leaves no English word between brackets', () => {
  const [en, da] = [helpOf(undefined, 'en'), helpOf(undefined, 'da')];
  const optionsIn = (text: string) => [...new Set(text.match(/--[a-z][a-z-]+/g))].sort();
  const commandsIn = (text: string) => [...text.matchAll(/^ {2}([a-z][a-z-]+) /gm)].map(([, name]) => name);
  expect([optionsIn(da), commandsIn(da)]).toEqual([optionsIn(en), commandsIn(en)]);
  const same = new Set(['n', 'dimension', 'version']);
  const between = (text: string) => new Set([...text.matchAll(/<([^>]+)>/g)].map(([, name]) => name!));
  expect([...between(en)].filter((name) => between(da).has(name) && !same.has(name))).toEqual([]);
  expect(da).not.toMatch(/\b(the|product must|nothing in)\b/i);
});
