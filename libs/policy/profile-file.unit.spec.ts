import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  loadProfiles,
  profileHash,
  profileOf,
  profilesFolder,
  ProfilesRefused,
  type ProfileContent,
} from './profile-file.js';
import { type Profile, type Setting } from './profile.js';

const here = dirname(fileURLToPath(import.meta.url));
const fixtures = join(here, 'fixtures');
const profiles = loadProfiles();
const profile = (id: string): Profile => profiles.get(id)!;
const ids = ['horsens@1', 'koebenhavn@1', 'odense@1'];

describe('the offices that come with the product', () => {
  it('are København, Horsens and Odense, each in its first version', () => {
    expect([...profiles.keys()].sort()).toEqual(ids);
    for (const id of ids) expect(profile(id).id).toBe(id);
  });

  it('have the rules they were published with: a changed rule is a new version, not a new hash', () => {
    expect(Object.fromEntries(ids.map((id) => [id, profile(id).hash]))).toEqual({
      'horsens@1': '7fb0f7bab73724c4c3093d9421ddfdb4bca60b521711dfd005f2a227bddd60af',
      'koebenhavn@1': 'b55786ddf3c3b6eb3df8092e1dc29fbab27ea3fc74e500f7644fb76f8fa664a2',
      'odense@1': 'b10f3b8913cbcf4eda8b8c8106feec946067baa615cdb20226106041756b5b8f',
    });
  });

  it.each([
    ['koebenhavn@1', numbered('K', 1, 19)],
    ['horsens@1', numbered('H', 2, 29).filter((id) => id !== 'H4')],
    ['odense@1', numbered('O', 1, 20).filter((id) => id !== 'O7' && id !== 'O8')],
  ])('%s holds a text in both languages for every rule of its office, and for D', (id, rules) => {
    expect(Object.keys(profile(id).rules).sort()).toEqual([...rules, 'D'].sort());
  });

  // rules.md section 3, row by row: what the source states, and the rules it stands on; anything else is a decision
  // (D).
  it.each([
    [
      'koebenhavn@1',
      {
        dialogue: 'K1 K2',
        silenceExhaustsDialogue: 'K5',
        exceptionUnable: 'K6',
        exceptionPrinciple: 'K19',
        earlyResolution: 'K8 K12',
        inDepth: 'K14 K15',
      },
    ],
    [
      'horsens@1',
      {
        anonymousGuidance: 'H14 H15 H16',
        agreement: 'H17',
        ageLimit: 'H29',
        mediation: 'H10',
        copyToCitizen: 'H20',
        directAnswer: 'H21',
        inDepth: 'H23 H24',
        consent: 'H24',
        meetingAttendance: 'H12',
        sensitiveData: 'H5',
        suggestions: 'H11',
        officeHours: 'H2',
      },
    ],
    [
      'odense@1',
      {
        dialogue: 'O14',
        exceptionUnable: 'O14',
        complainants: 'O5',
        answerTarget: 'O13',
        earlyResolution: 'O11',
        mediation: 'O11',
        sensitiveData: 'O19',
        smsAnswered: 'O20',
        suggestions: 'O12',
      },
    ],
  ])('%s says of each setting whether the source states it, and where', (id, stated) => {
    const { exclusions: _, ...settings } = profile(id).settings;
    expect(
      Object.fromEntries(
        Object.entries(settings)
          .filter(([, setting]) => setting.stated)
          .map(([name, { rules }]) => [name, rules.join(' ')]),
      ),
    ).toEqual(stated);
    const silent = Object.entries(settings).filter(
      ([name, setting]) => !setting.stated && !(id === 'koebenhavn@1' && name === 'mediation'),
    );
    for (const [name, { rules }] of silent) expect([name, rules]).toEqual([name, ['D']]);
  });

  it('København mediates in order to settle; the source says settle, the project says mediate (K9, D)', () => {
    expect(profile('koebenhavn@1').settings.mediation).toEqual({
      value: { mediator: 'office' },
      stated: false,
      rules: ['K9', 'D'],
    });
  });

  it('exclude what the sources exclude, and where København is silent the four grounds of the project (H28, O15–O18, D)', () => {
    const exclusions = (id: string): string[] =>
      profile(id).settings.exclusions.map(
        ({ ground, when, stated, rules }) => `${ground} ${when} ${stated} ${rules.join(' ')}`,
      );
    expect(exclusions('koebenhavn@1')).toEqual([
      'content always false D',
      'otherBody handledElsewhere false D',
      'courts handledElsewhere false D',
      'anotherAuthority handledElsewhere false D',
    ]);
    expect(exclusions('horsens@1')).toEqual([
      'content always true H28',
      'political always true H28',
      'employment always true H28',
      'otherBody handledElsewhere true H28',
      'courts handledElsewhere true H28',
      'anotherAuthority handledElsewhere true H28',
    ]);
    expect(exclusions('odense@1')).toEqual([
      'content always true O15',
      'otherBody handledElsewhere true O16',
      'courts handledElsewhere true O16',
      'anotherAuthority handledElsewhere true O16',
      'employment always true O17',
      'political always true O18',
      'serviceLevel always true O18',
    ]);
  });

  it('have these values', () => {
    const row = <Value>(pick: (settings: Profile['settings']) => Setting<Value>): Value[] =>
      ['koebenhavn@1', 'horsens@1', 'odense@1'].map((id) => pick(profile(id).settings).value);
    expect(row((s) => s.dialogue)).toEqual(['departmentHadOpportunity', 'none', 'noMoreOptions']);
    expect(row((s) => s.silenceExhaustsDialogue)).toEqual([true, false, false]);
    expect(row((s) => s.exceptionUnable)).toEqual([true, false, false]);
    expect(row((s) => s.exceptionPrinciple)).toEqual([true, false, false]);
    expect(row((s) => s.anonymousGuidance)).toEqual(['oralContacts', 'normalPath', 'oralContacts']);
    expect(row((s) => s.agreement)).toEqual([false, true, false]);
    expect(row((s) => s.complainants)).toEqual([['citizen'], ['citizen'], ['citizen', 'association', 'company']]);
    expect(row((s) => s.ageLimit)).toEqual([null, { years: 1, from: 'event', waivable: true }, null]);
    expect(row((s) => s.answerTarget)).toEqual([null, null, { workingDays: 15 }]);
    expect(row((s) => s.earlyResolution)).toEqual([true, true, true]);
    expect(row((s) => s.mediation)).toEqual([{ mediator: 'office' }, { mediator: 'office' }, { mediator: 'office' }]);
    expect(row((s) => s.copyToCitizen)).toEqual([true, true, true]);
    expect(row((s) => s.directAnswer)).toEqual([true, true, true]);
    expect(row((s) => s.inDepth)).toEqual([
      { openedBy: 'head', partialScope: true },
      { openedBy: 'consent', partialScope: true },
      { openedBy: 'head', partialScope: true },
    ]);
    expect(row((s) => s.consent)).toEqual([false, true, true]);
    expect(row((s) => s.meetingAttendance)).toEqual([false, true, false]);
    expect(row((s) => s.sensitiveData)).toEqual([['digitalPost'], ['digitalPost'], ['digitalPost']]);
    expect(row((s) => s.smsAnswered)).toEqual([false, false, false]);
    expect(row((s) => s.ownInitiative)).toEqual([true, false, false]);
    expect(row((s) => s.suggestions)).toEqual([true, true, true]);
    expect(row((s) => s.retention)).toEqual(Array(3).fill({ years: 5, days: 1825 }));
    expect(row((s) => s.officeHours)).toEqual([[], [2, 4], []]);
    expect(row((s) => s.departmentAnswer)).toEqual(
      Array(3).fill({ workingDays: 10, reminderEvery: 5, noAnswerAfter: 10 }),
    );
    expect(row((s) => s.representatives)).toEqual(
      Array(3).fill(['powerOfAttorney', 'guardian', 'partyRepresentative']),
    );
    expect(row((s) => s.calendar)).toEqual(
      Array(3).fill({ mayDay: false, constitutionDay: false, christmasEve: false, newYearsEve: false }),
    );
  });

  it('cannot be changed while the product runs', () => {
    expect(() => {
      (profile('horsens@1').settings.ageLimit.value as { years: number }).years = 2;
    }).toThrow(TypeError);
    expect(() => {
      (profile('horsens@1').settings.exclusions as unknown[]).pop();
    }).toThrow(TypeError);
  });

  it('have every setting, later ones as this project decided where the file is silent', () => {
    for (const each of profiles.values()) {
      expect(each.settings).toMatchObject({
        acknowledgeWithin: { value: { workingDays: 2 }, stated: false, rules: ['D'] },
        statusEvery: { value: { workingDays: 20 } },
        informationAnswer: { value: { workingDays: 10, reminderEvery: 5 } },
        secondReader: { value: 'none' },
        yearStart: { value: 1 },
      });
    }
  });

  it('are the same whether they come from a file or not', () => {
    const { id, hash, ...content } = profile('horsens@1');
    const same = profileOf(content);
    expect([same.id, same.hash, Object.isFrozen(same.settings)]).toEqual([id, hash, true]);
    expect(same).toEqual(profile('horsens@1'));
    const settings = { ...content.settings, agreement: { ...content.settings.agreement, value: 'maybe' } };
    expect(() => profileOf({ ...content, settings } as unknown as ProfileContent)).toThrow(
      '- horsens@1, at /settings/agreement/value: is "maybe". Write true or false.',
    );
  });

  it('are found from the compiled code as from the sources', () => {
    const root = join(here, '..', '..');
    expect(profilesFolder(join(root, 'dist', 'libs', 'policy'))).toBe(join(root, 'libs', 'policy', 'profiles'));
    expect(profilesFolder()).toBe(join(root, 'libs', 'policy', 'profiles'));
  });
});

describe('a fourth municipality', () => {
  it('is a file and nothing else: age limit from the closing of the municipal case, power of attorney, matters already brought elsewhere, a mediator from outside', () => {
    const four = loadProfiles([profilesFolder(), fixtures]);
    expect([...four.keys()].sort()).toEqual([...ids, 'nordkoebing@1'].sort());
    const { settings, rules } = four.get('nordkoebing@1')!;
    expect(settings.ageLimit).toEqual({
      value: { years: 2, from: 'municipalCaseClosed', waivable: false },
      stated: true,
      rules: ['N8'],
    });
    expect(settings.representatives).toEqual({ value: ['powerOfAttorney'], stated: true, rules: ['N16'] });
    expect(settings.exclusions.filter(({ when }) => when === 'alreadyBrought').map(({ ground }) => ground)).toEqual([
      'otherBody',
      'courts',
      'anotherAuthority',
    ]);
    expect(settings.mediation.value).toEqual({ mediator: 'external' });
    expect(Object.keys(rules).sort()).toEqual([...numbered('N', 1, 18), 'D'].sort());
  });
});

describe('the hash of a profile', () => {
  const content = (): ProfileContent =>
    JSON.parse(readFileSync(join(fixtures, 'nordkoebing.1.json'), 'utf8')) as ProfileContent;

  it('does not depend on layout or the order of keys', () => {
    const backwards = (value: unknown): unknown =>
      value === null || typeof value !== 'object' || Array.isArray(value)
        ? value
        : Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([key, entry]) => [key, backwards(entry)]),
          );
    expect(profileHash(backwards(content()) as ProfileContent)).toBe(profileHash(content()));
  });

  it('is that of the file without a later setting, where the setting says what silence does', () => {
    const decided = { value: { workingDays: 2 }, stated: false, rules: ['D'] };
    expect(profileHash(edited(content(), { '/settings/acknowledgeWithin': decided }))).toBe(profileHash(content()));
  });

  it.each<[string, Edits]>([
    ['a value', { '/settings/ageLimit/value/years': 3 }],
    ['a mark', { '/settings/officeHours/stated': false }],
    [
      'a later setting that says something else than silence does',
      { '/settings/statusEvery': { value: null, stated: false, rules: ['D'] } },
    ],
    ['the start of the year', { '/settings/yearStart': { value: 4, stated: false, rules: ['D'] } }],
    ['a cited rule', { '/settings/ageLimit/rules': ['N9'] }],
    ['the order of a list', { '/settings/complainants/value': ['association', 'citizen'] }],
    ['a text', { '/rules/N8/da': 'En anden tekst.' }],
    ['the name', { '/name/en': 'Elsewhere' }],
    ['the version', { '/version': 2 }],
  ])('changes with %s', (_, edits) => {
    expect(profileHash(edited(content(), edits))).not.toBe(profileHash(content()));
  });
});

describe('a file that is wrong stops the start, and the sentence says where and what to do', () => {
  const folder = mkdtempSync(join(tmpdir(), 'profiles-'));
  const good = readFileSync(join(fixtures, 'nordkoebing.1.json'), 'utf8');
  const path = join(folder, 'nordkoebing.1.json');
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const problemsOf = (content: string | Uint8Array): readonly string[] => {
    writeFileSync(path, content);
    return refused(() => loadProfiles([folder]));
  };

  it.each<[string, Edits, string[]]>([
    [
      'an unknown key',
      { '/remark': 'x' },
      [
        'nordkoebing.1.json: "remark" is not known here. Remove it, or write one of "key", "version", "name", "settings", "rules".',
      ],
    ],
    [
      'a misspelt setting',
      { '/settings/consent': undefined, '/settings/concent': {} },
      [
        'nordkoebing.1.json, at /settings: "consent" is missing. Add it.',
        expect.stringMatching(
          /^nordkoebing\.1\.json, at \/settings: "concent" is not known here\. Remove it, or write one of "dialogue", /,
        ) as string,
      ],
    ],
    [
      'an unknown key within a value',
      { '/settings/ageLimit/value/months': 6 },
      [
        'nordkoebing.1.json, at /settings/ageLimit/value: "months" is not known here. Remove it, or write one of "years", "from", "waivable".',
      ],
    ],
    [
      'a missing mark',
      { '/settings/consent/stated': undefined },
      ['nordkoebing.1.json, at /settings/consent: "stated" is missing. Add it.'],
    ],
    [
      'a word outside the list',
      { '/settings/dialogue/value': 'always' },
      [
        'nordkoebing.1.json, at /settings/dialogue/value: is "always". Write one of "none", "departmentHadOpportunity", "noMoreOptions".',
      ],
    ],
    [
      'an unknown channel',
      { '/settings/sensitiveData/value': ['fax'] },
      [
        'nordkoebing.1.json, at /settings/sensitiveData/value/0: is "fax". Write one of "counter", "phone", "meeting", "email", "digitalPost", "letter", "web", "sms".',
      ],
    ],
    [
      'a number as text',
      { '/settings/answerTarget/value/workingDays': '20' },
      ['nordkoebing.1.json, at /settings/answerTarget/value/workingDays: is "20". Write a whole number.'],
    ],
    [
      'a yes as text',
      { '/settings/consent/value': 'yes' },
      ['nordkoebing.1.json, at /settings/consent/value: is "yes". Write true or false.'],
    ],
    [
      'a truth where an object or null is meant',
      { '/settings/mediation/value': true },
      ['nordkoebing.1.json, at /settings/mediation/value: is true. Write an object { … } or null.'],
    ],
    [
      'a null that is not allowed',
      { '/settings/inDepth/value': null },
      ['nordkoebing.1.json, at /settings/inDepth/value: is null. Write an object { … }.'],
    ],
    [
      'half a day',
      { '/settings/departmentAnswer/value/workingDays': 7.5 },
      ['nordkoebing.1.json, at /settings/departmentAnswer/value/workingDays: is 7.5. Write a whole number.'],
    ],
    [
      'a number out of range',
      { '/settings/officeHours/value': [0] },
      ['nordkoebing.1.json, at /settings/officeHours/value/0: is 0. Write a whole number from 1 to 7.'],
    ],
    [
      'a weekday twice',
      { '/settings/officeHours/value': [2, 2] },
      ['nordkoebing.1.json, at /settings/officeHours/value: names the same thing twice. Remove one of them.'],
    ],
    [
      'nobody who may complain',
      { '/settings/complainants/value': [] },
      ['nordkoebing.1.json, at /settings/complainants/value: is empty. Name at least one.'],
    ],
    [
      'no rule cited',
      { '/settings/consent/rules': [] },
      ['nordkoebing.1.json, at /settings/consent/rules: is empty. Name at least one.'],
    ],
    [
      'a rule id of another shape',
      { '/settings/consent/rules': ['n12'] },
      [
        'nordkoebing.1.json, at /settings/consent/rules/0: is "n12". Write a rule id: "D", or capital letters and a number as in "K14".',
      ],
    ],
    [
      'a rule named otherwise',
      { '/rules/§ 1': { da: 'x', en: 'x', source: 'x' } },
      [
        'nordkoebing.1.json, at /rules: "§ 1" is used as a name. Write a rule id: "D", or capital letters and a number as in "K14".',
      ],
    ],
    [
      'a rule without its Danish text',
      { '/rules/N1/da': undefined },
      ['nordkoebing.1.json, at /rules/N1: "da" is missing. Add it.'],
    ],
    [
      'a rule with an empty text',
      { '/rules/N1/en': ' ' },
      ['nordkoebing.1.json, at /rules/N1/en: is " ". Write a text.'],
    ],
    [
      'a rule without a source',
      { '/rules/N1/source': '' },
      ['nordkoebing.1.json, at /rules/N1/source: is "". Write a text.'],
    ],
    [
      'a text of a thousand and one characters',
      { '/name/da': 'x'.repeat(1001) },
      ['nordkoebing.1.json, at /name/da: is longer than 1000 characters. Shorten it.'],
    ],
    [
      'a version below one',
      { '/version': 0 },
      ['nordkoebing.1.json, at /version: is 0. Write a whole number from 1 to 1000000.'],
    ],
    [
      'a key that no address could hold',
      { '/key': 'Nordkøbing' },
      [
        'nordkoebing.1.json, at /key: is "Nordkøbing". Write a key of small letters a–z, digits and hyphens, as in "koebenhavn".',
      ],
    ],
    [
      'another version than its name says',
      { '/version': 2 },
      ['nordkoebing.1.json: holds nordkoebing@2. Name the file nordkoebing.2.json, or correct "key" and "version".'],
    ],
    [
      'another key than its name says',
      { '/key': 'sydkoebing' },
      ['nordkoebing.1.json: holds sydkoebing@1. Name the file sydkoebing.1.json, or correct "key" and "version".'],
    ],
    [
      'a cited rule without a text',
      { '/settings/consent/rules': ['N99'] },
      [
        'nordkoebing.1.json, at /settings/consent/rules: cites "N99", which has no text. Add it under "rules", or correct the id.',
      ],
    ],
    [
      'an exclusion that cites a rule without a text',
      { '/rules/N6': undefined },
      [0, 1].map(
        (index) =>
          `nordkoebing.1.json, at /settings/exclusions/${index}/rules: cites "N6", which has no text. Add it under "rules", or correct the id.`,
      ),
    ],
    [
      'decisions without the text of D',
      { '/rules/D': undefined },
      [
        'exceptionPrinciple',
        'agreement',
        'earlyResolution',
        'copyToCitizen',
        'inDepth',
        'meetingAttendance',
        'ownInitiative',
        'suggestions',
        'retention',
      ].map(
        (name) =>
          `nordkoebing.1.json, at /settings/${name}/rules: cites "D", which has no text. Add it under "rules", or correct the id.`,
      ),
    ],
    [
      '"stated" without a source',
      { '/settings/agreement/stated': true },
      [
        'nordkoebing.1.json, at /settings/agreement/rules: "stated" is true, but only "D" is cited. Cite the rule of the source that states it, or set "stated" to false.',
      ],
    ],
    [
      'an exclusion "stated" without a source',
      { '/settings/exclusions/0/rules': ['D'] },
      [
        'nordkoebing.1.json, at /settings/exclusions/0/rules: "stated" is true, but only "D" is cited. Cite the rule of the source that states it, or set "stated" to false.',
      ],
    ],
    [
      'a decision that is not marked D',
      { '/settings/consent/stated': false },
      [
        'nordkoebing.1.json, at /settings/consent/rules: "stated" is false, but "D" is not cited. Cite "D", or set "stated" to true.',
      ],
    ],
    [
      'exceptions from a dialogue that nobody asks for',
      { '/settings/dialogue/value': 'none' },
      ['silenceExhaustsDialogue', 'exceptionUnable'].map(
        (name) =>
          `nordkoebing.1.json, at /settings/${name}/value: is true, but there is no dialogue rule to be excepted from. Set it to false, or set "dialogue".`,
      ),
    ],
    [
      'one ground twice',
      { '/settings/exclusions/1/ground': 'content' },
      [
        'nordkoebing.1.json, at /settings/exclusions/1/ground: "content" stands at /settings/exclusions/0 already. Keep one of them and cite all its rules there.',
      ],
    ],
    [
      'a step opened by a consent that is not asked for',
      { '/settings/inDepth/value/openedBy': 'consent', '/settings/consent/value': false },
      [
        'nordkoebing.1.json, at /settings/consent/value: is false, but consent is what opens the in-depth step. Set it to true, or let the "head" open the step.',
      ],
    ],
    [
      '"no answer" before the leader was reminded',
      { '/settings/departmentAnswer/value/noAnswerAfter': 9 },
      [
        'nordkoebing.1.json, at /settings/departmentAnswer/value/noAnswerAfter: is 9, but the leader is reminded only after 10 working days. Write at least 10.',
      ],
    ],
    [
      'no retention at all',
      { '/settings/retention/value': { years: 0, days: 0 } },
      [
        'nordkoebing.1.json, at /settings/retention/value: would destroy the keys on the day of closing. Write how many years or days a closed case is kept.',
      ],
    ],
  ])('%s', (_, edits, sentences) => {
    expect(problemsOf(JSON.stringify(edited(JSON.parse(good), edits)))).toEqual(sentences);
  });

  it('a key that would reach the prototype', () => {
    expect(problemsOf(good.replace('"key":', '"__proto__": {}, "key":'))).toEqual([
      expect.stringContaining('"__proto__" is not known here.'),
    ]);
  });

  it('a file that is no JSON', () => {
    expect(problemsOf(good.replace('"version": 1,', '"version": 1'))).toEqual([
      expect.stringMatching(/^nordkoebing\.1\.json: is not JSON: .+\. Correct it there\.$/),
    ]);
  });

  it('a file in the wrong encoding', () => {
    expect(problemsOf(Buffer.from(good, 'latin1'))).toEqual([
      'nordkoebing.1.json: is not UTF-8. Save it in that encoding.',
    ]);
  });

  it('a list where a profile is meant', () => {
    expect(problemsOf('[]')).toEqual(['nordkoebing.1.json: is []. Write an object { … }.']);
  });

  it('several slips at once are all named, in all files', () => {
    writeFileSync(join(folder, 'soendkoebing.1.json'), '{');
    try {
      expect(
        problemsOf(JSON.stringify(edited(JSON.parse(good), { '/version': 'one', '/rules/N1/source': undefined }))),
      ).toEqual([
        'nordkoebing.1.json, at /version: is "one". Write a whole number.',
        'nordkoebing.1.json, at /rules/N1: "source" is missing. Add it.',
        expect.stringMatching(/^soendkoebing\.1\.json: is not JSON: /),
      ]);
    } finally {
      rmSync(join(folder, 'soendkoebing.1.json'));
    }
  });

  it('the same profile in two folders', () => {
    writeFileSync(path, good);
    expect(refused(() => loadProfiles([fixtures, folder]))).toEqual([
      `${path}: is the profile nordkoebing@1, and so is ${join(fixtures, 'nordkoebing.1.json')}. Remove one of them, or give it the next version.`,
    ]);
  });

  it('a folder that is not there, and one without a profile', () => {
    const missing = join(folder, 'nowhere'),
      empty = mkdtempSync(join(tmpdir(), 'profiles-'));
    try {
      expect(refused(() => loadProfiles([missing, empty]))).toEqual([
        `${missing}: the folder cannot be read (ENOENT). Correct the path, or let the product read it.`,
        `${empty}: holds no profile. Put <key>.<version>.json files there, or leave the folder out.`,
      ]);
    } finally {
      rmSync(empty, { recursive: true });
    }
  });
});

/** JSON pointer → new value; undefined takes the member out. */
type Edits = Readonly<Record<string, unknown>>;

function edited<File>(file: File, edits: Edits): File {
  for (const [pointer, value] of Object.entries(edits)) {
    const names = pointer.slice(1).split('/');
    const last = names.pop()!;
    const parent = names.reduce((part, name) => part[name] as Record<string, unknown>, file as Record<string, unknown>);
    if (value === undefined) delete parent[last];
    else parent[last] = value;
  }
  return file;
}

function numbered(letter: string, from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => `${letter}${from + index}`);
}

function refused(load: () => unknown): readonly string[] {
  try {
    load();
  } catch (error) {
    if (!(error instanceof ProfilesRefused)) throw error;
    for (const problem of error.problems) expect(error.message).toContain(problem);
    return error.problems;
  }
  throw new Error('the profiles were loaded');
}
