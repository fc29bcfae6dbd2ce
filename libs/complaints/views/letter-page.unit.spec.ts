import { complaintEvents, type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { type Letter, type LetterKind } from '../../case/case-parts.js';
import { foldCase } from '../../case/evolve.js';
import { answeredBy, caseUnder, given, on, referredToBoth, sent, type Line } from '../testing/given.js';
import { CaseTexts } from './case-texts.js';
import { danishDate, letterPage } from './letter-page.js';

const departments = new Map([
  ['jobcenter', 'Jobcenteret'],
  ['borgerservice', 'Borgerservice'],
]);
const officeName = { da: 'Borgerrådgiverne i Horsens', en: 'The Citizens’ Advisers of Horsens' };

/** A case of Horsens in which every kind of letter goes out; each free text of it is `say(<what it is>)`. */
function everyLetter(say: (what: string) => string): readonly ComplaintEvent[] {
  const lines: readonly Line[] = [
    sent('ReceiveInquiry', { channel: 'phone' }),
    sent('SendReply', { channel: 'email', sensitive: false }),
    ...['jobcenter', 'borgerservice', 'jobcenter'].flatMap((department, n) => [
      sent('RecordPart', { topic: 'delay', department }),
      sent('AssessRemit', { part: 'ABC'[n]!, admissible: true }),
    ]),
    sent('AgreeRegistration', { citizen: true, adviser: true }),
    sent('RegisterCase', {
      complainant: { name: say('name'), address: say('address') },
      summary: say('summary'),
      representative: { name: say('representative'), authority: 'powerOfAttorney' },
    }),
    sent('AssessRemit', {
      part: 'C',
      admissible: false,
      ground: 'courts',
      guidance: ['whereToComplain'],
      body: 'domstolene',
      forwarded: true,
    }),
    sent('GiveConsent', { purpose: 'shareName', departments: ['borgerservice'] }),
    sent('RecordSuggestion', { topic: 'letterLanguage', department: 'borgerservice' }),
    sent('ForwardSuggestion', { withName: true }),
    sent('RecordSuggestion', { topic: 'practicalTask', department: 'borgerservice' }),
    sent('ForwardSuggestion', { withName: false }),
    on('2026-03-03'),
    sent('ReferToDepartment', {
      referrals: [
        { department: 'jobcenter', parts: ['A'], questions: say('questions to jobcenter') },
        { department: 'borgerservice', parts: ['B'], questions: say('questions to borgerservice') },
      ],
    }),
    on('2026-03-18'),
    sent('Remind', { department: 'jobcenter', sentOn: '2026-03-03' }),
    on('2026-03-25'),
    sent('Escalate', { department: 'jobcenter', sentOn: '2026-03-03' }),
    sent('RecordDepartmentAnswer', { department: 'jobcenter', directToCitizen: false, summary: say('answer') }),
    sent('ForwardAnswerToCitizen', { department: 'jobcenter' }),
    sent('RecordDepartmentAnswer', { department: 'borgerservice', directToCitizen: true }),
    sent('SendReply', { channel: 'digitalPost', sensitive: true, text: say('reply') }),
    sent('RequestCloserLook', {}),
    sent('GiveConsent', { purpose: 'closerExamination', departments: ['jobcenter'] }),
    sent('RequestInformation', { department: 'jobcenter', from: '2025-09-01', to: '2025-12-31', about: say('about') }),
    sent('WithdrawConsent', { channel: 'phone' }),
    sent('NotifyCitizen', { about: 'status', text: say('notice') }),
    sent('Acknowledge'),
  ];
  return given(...lines).under('horsens@1').story.events;
}

interface Page {
  readonly letter: Letter;
  readonly html: string;
}
function pagesOf(
  events: readonly ComplaintEvent[],
  context: {
    readonly number?: string | null;
    readonly officeName?: typeof officeName;
    readonly departments?: ReadonlyMap<string, string>;
  } = {},
): readonly Page[] {
  const caseState = foldCase('story', events);
  return caseState.letters.map((letter) => ({
    letter,
    html: letterPage({
      letter,
      event: events[letter.revision]!,
      caseState,
      texts: new CaseTexts(events),
      number: '2026-0007',
      officeName,
      departments,
      ...context,
    }),
  }));
}
const one = (pages: readonly Page[], kind: LetterKind, n = 0) =>
  pages.filter(({ letter }) => letter.kind === kind)[n]!.html;
/** What a reader sees, without the tags and with the signs put back. */
const read = (html: string) =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replace(/\s+/g, ' ')
    .trim();

/** The events with every personal field as it is read once the keys are gone, or where none opens. */
function shredded(events: readonly ComplaintEvent[], instead: object = { shredded: true }): readonly ComplaintEvent[] {
  const gone = (value: unknown, [step, ...rest]: readonly string[]): unknown => {
    if (step === undefined) return value === undefined ? undefined : instead;
    if (step === '[]') return (value as readonly unknown[]).map((entry) => gone(entry, rest));
    const object = value as { readonly [field: string]: unknown };
    return object[step] === undefined ? object : { ...object, [step]: gone(object[step], rest) };
  };
  return events.map((event) => {
    const paths = Object.keys(complaintEvents[event.type].personal).map((path) =>
      path.split('.').flatMap((step) => (step.endsWith('[]') ? [step.slice(0, -2), '[]'] : [step])),
    );
    return { ...event, data: paths.reduce<unknown>(gone, event.data) } as ComplaintEvent;
  });
}

const kinds: readonly LetterKind[] = [
  'referral',
  'copyToCitizen',
  'reminder',
  'escalation',
  'informationRequest',
  'recall',
  'notice',
  'reply',
  'forwardedAnswer',
  'acknowledgement',
  'suggestion',
  'outcome',
];
const plain = everyLetter((what) => `[${what}]`);
const concluded = (say: (what: string) => string): readonly ComplaintEvent[] =>
  given(
    ...caseUnder('koebenhavn@1'),
    sent('StartEarlyResolution', { mode: 'flexible' }),
    sent('NoQuickSolution', { reason: 'unsuitable' }),
    sent('OpenInvestigation', {
      scope: ['A', 'B'],
      criteria: { citizenBenefit: 'high', improvement: 'low', overall: 'justified' },
    }),
    sent('HearDepartment', { department: 'jobcenter', statement: say('statement') }),
    sent('HearCitizen', { statement: say('statement') }),
    sent('RecordOutcome', { part: 'A', outcome: 'criticism', grounds: say('draft of A') }),
    sent('RecordOutcome', {
      part: 'A',
      outcome: 'recommendation',
      grounds: say('grounds of A'),
      recommendation: say('recommendation for A'),
    }),
    sent('RecordOutcome', { part: 'B', outcome: 'noCriticism', grounds: say('grounds of B') }),
    sent('NotifyCitizen', { about: 'result', text: say('notice') }),
    sent('Conclude'),
  ).under('koebenhavn@1').story.events;
const pages = [...pagesOf(plain), ...pagesOf(concluded((what) => `[${what}]`))];

describe('a letter', () => {
  it('of every kind is sent in the case that is used here', () =>
    expect(new Set(pages.map(({ letter }) => letter.kind))).toEqual(new Set(kinds)));

  it.each(kinds)('of the kind %s is a page in Danish with one heading, its date, its case and who sent it', (kind) => {
    for (const { letter, html } of pages.filter((page) => page.letter.kind === kind)) {
      expect(html).toMatch(/^<!doctype html>\n<html lang="da">/);
      expect(html.match(/<h1>/g)).toHaveLength(1);
      expect(html).toContain(`<p>${danishDate(letter.date)} · Sag 2026-0007</p>`);
      expect(read(html)).toMatch(/Med venlig hilsen Borgerrådgiverne i Horsens$/);
      expect(read(html)).not.toMatch(/undefined|null|\[object|shredded|NaN|Invalid/);
    }
  });

  it('of receipt says the number, who handles the case and what happens next', () => {
    const events = given(...caseUnder('horsens@1'), sent('Acknowledge', {}, { sub: 'Åse Rådgiver' })).under('horsens@1')
      .story.events;
    expect(read(one(pagesOf(events), 'acknowledgement'))).toContain(
      'Tak for din henvendelse, som vi modtog den 2. marts 2026. Din sag har nummer 2026-0007; skriv det, når du ' +
        'henvender dig. Åse Rådgiver behandler sagen hos os. Vi ser nu på din klage og giver dig besked, når vi ved,',
    );
  });

  it('of receipt says on which days the office can be met, where it has such days (H2, H3)', () => {
    const receiptUnder = (profile: string) =>
      read(
        one(pagesOf(given(...caseUnder(profile), sent('Acknowledge')).under(profile).story.events), 'acknowledgement'),
      );
    expect(receiptUnder('horsens@1')).toContain('Du kan træffe os tirsdag og torsdag.');
    expect(receiptUnder('koebenhavn@1')).not.toContain('træffe os');
  });

  it('is well-formed: what is opened is closed, in order', () => {
    for (const { html } of pages) {
      const open: string[] = [];
      for (const [, closing, name] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)[^>]*>/g)) {
        if (name === 'meta' || name === 'br') continue;
        if (closing === '/') expect(open.pop()).toBe(name);
        else open.push(name!);
      }
      expect(open).toEqual([]);
    }
  });

  it('goes to whom it is for', () => {
    expect(read(one(pages, 'referral'))).toContain('Til Jobcenteret ');
    expect(read(one(pages, 'referral', 1))).toContain('Til Borgerservice ');
    expect(read(one(pages, 'copyToCitizen'))).toContain('Til [name] ');
    expect(read(one(pages, 'escalation'))).toContain('Til lederen af Jobcenteret ');
    expect(
      read(
        one(
          pages.filter(({ letter }) => letter.to === 'authority'),
          'notice',
        ),
      ),
    ).toContain('Til den myndighed, som behandler klagepunktet ');
  });

  it('to a department has its own questions and parts and none of the other’s, and so has its copy (H20)', () => {
    for (const kind of ['referral', 'copyToCitizen'] as const) {
      const [jobcenter, borgerservice] = [read(one(pages, kind)), read(one(pages, kind, 1))];
      expect(jobcenter).toContain(
        'Klagepunkter: A. Vi beder om svar senest den 17. marts 2026. [questions to jobcenter]',
      );
      expect(borgerservice).toContain(
        'Klagepunkter: B. Vi beder om svar senest den 17. marts 2026. [questions to borgerservice]',
      );
      expect(jobcenter).not.toContain('borgerservice]');
      expect(borgerservice).not.toContain('jobcenter]');
    }
  });

  it('to a department has the summary, unless it was left out, and the citizen gets the letter itself with a cover (H20, H21)', () => {
    const [referral, copy] = [read(one(pages, 'referral')), read(one(pages, 'copyToCitizen'))];
    expect(referral).toContain('Det drejer sig om: [summary] Klagepunkter: A.');
    expect(copy).toContain('Vi har sendt brevet her til Jobcenteret. Jobcenteret svarer dig direkte, senest den');
    const letter = /Sagen drejer sig om .* en kopi til os\./.exec(referral)![0];
    expect(copy).toContain(letter);
    const narrow = everyLetter((what) => `[${what}]`).map((event) =>
      event.type === 'CaseReferred'
        ? {
            ...event,
            data: { ...event.data, referrals: event.data.referrals.map((each) => ({ ...each, withSummary: false })) },
          }
        : event,
    );
    for (const kind of ['referral', 'copyToCitizen'] as const)
      expect(read(one(pagesOf(narrow), kind))).not.toContain('[summary]');
    expect(read(one(pagesOf(narrow), 'copyToCitizen'))).toContain('svarer dig direkte');
  });
  it('says to whom the answer goes, where the office passes it on itself (H21)', () => {
    const through = everyLetter((what) => `[${what}]`).map((event) =>
      event.type === 'CaseReferred'
        ? {
            ...event,
            data: { ...event.data, referrals: event.data.referrals.map((each) => ({ ...each, throughOffice: true })) },
          }
        : event,
    );
    expect(read(one(pagesOf(through), 'referral'))).toContain('Send svaret til os. Vi giver det videre til borgeren.');
    const copy = read(one(pagesOf(through), 'copyToCitizen'));
    expect(copy).toContain('Jobcenteret svarer os senest den 17. marts 2026, og vi giver svaret videre til dig.');
    expect(copy).not.toContain('direkte');
  });
  it('of before a summary went along is shown as it was sent', () => {
    const before = everyLetter((what) => `[${what}]`).map((event) =>
      event.type === 'CaseReferred'
        ? {
            ...event,
            data: { ...event.data, referrals: event.data.referrals.map(({ withSummary: _, ...each }) => each) },
          }
        : event,
    );
    expect(read(one(pagesOf(before), 'referral'))).not.toContain('[summary]');
    expect(read(one(pagesOf(before), 'copyToCitizen'))).toContain(
      'Her er en kopi af det, vi har skrevet til forvaltningen. Klagepunkter: A.',
    );
    expect(read(one(pagesOf(before), 'copyToCitizen'))).not.toContain('svarer dig direkte');
  });
  it('to a department says what was found about its own parts, with grounds and recommendation, and nothing else (H25)', () => {
    const [jobcenter, borgerservice] = [read(one(pages, 'outcome')), read(one(pages, 'outcome', 1))];
    expect(jobcenter).toContain('Klagepunkt A: henstilling [grounds of A] Henstilling: [recommendation for A]');
    expect(jobcenter).not.toMatch(/draft of A|of B|Klagepunkt B/);
    expect(borgerservice).toContain('Klagepunkt B: ingen kritik [grounds of B]');
    expect(borgerservice).not.toMatch(/of A|for A|Klagepunkt A/);
  });

  it('that reminds names the letter that it reminds of (T16)', () => {
    for (const kind of ['reminder', 'escalation'] as const)
      expect(read(one(pages, kind))).toContain('vores henvendelse af 3. marts 2026');
  });

  it('that asks for information says what about and for which period, and the one that recalls it says so (T28)', () => {
    expect(read(one(pages, 'informationRequest'))).toContain('[about] Perioden: 1. september 2025 – 31. december 2025');
    expect(read(one(pages, 'informationRequest'))).toContain('Vi beder om svar senest den 13. april 2026.');
    expect(read(one(pages, 'recall'))).toContain('Borgeren har trukket sit samtykke tilbage.');
  });

  it('that asks for an account says about what and by when, and the one that recalls it says so (K18)', () => {
    const { story } = given(
      ...caseUnder('odense@1'),
      referredToBoth,
      answeredBy('jobcenter'),
      answeredBy('borgerservice'),
      sent('RequestCloserLook'),
      sent('GiveConsent', { purpose: 'closerExamination', departments: ['jobcenter'] }),
      sent('OpenInvestigation', {
        scope: ['A'],
        criteria: { citizenBenefit: 'high', improvement: 'high', overall: 'justified' },
      }),
      sent('RequestInformation', { department: 'jobcenter', about: 'Notaterne' }),
      sent('RequestHearing', { department: 'jobcenter', about: 'Hvem havde sagen?', due: '2026-03-20' }),
      sent('WithdrawConsent', { channel: 'phone' }),
    ).under('odense@1');
    const written = pagesOf(story.events);
    expect(read(one(written, 'hearing'))).toContain(
      'Vi beder om jeres bemærkninger til det her: Hvem havde sagen? Vi beder om svar senest den 20. marts 2026.',
    );
    expect(read(one(written, 'recall'))).toContain('Vores anmodning om oplysninger er dermed trukket tilbage');
    expect(read(one(written, 'recall', 1))).toContain('Vores høring er dermed trukket tilbage');
  });

  it('to the citizen has the text that was written for it', () => {
    expect(read(one(pages, 'notice', 1))).toContain('[notice]');
    expect(read(one(pages, 'reply', 1))).toContain('[reply]');
  });

  it('with a suggestion has the name only where the citizen agreed, and each its own topic (O12)', () => {
    expect(read(one(pages, 'suggestion'))).toContain('fra [name]. Emne: letterLanguage');
    expect(read(one(pages, 'suggestion', 1))).toContain('et forslag til forbedring videre. Emne: practicalTask');
    expect(read(one(pages, 'suggestion', 1))).not.toContain('[name]');
  });

  it('before a case names nobody, and has no number (H16)', () => {
    const before = pagesOf(plain.slice(0, 2), { number: null });
    expect(before).toHaveLength(1);
    expect(read(before[0]!.html)).toBe(
      'Svar til borgeren Borgerrådgiverne i Horsens 2. marts 2026 Svar til borgeren Til borgeren Med venlig hilsen Borgerrådgiverne i Horsens',
    );
  });

  it('keeps the paragraphs and lines of a text', () => {
    const [page] = pagesOf(everyLetter((what) => (what === 'notice' ? 'Første.\nAnden.\n\nTredje.' : what))).filter(
      ({ letter }) => letter.kind === 'notice' && letter.to === 'citizen',
    );
    expect(page!.html).toContain('<p>Første.<br>Anden.</p>\n<p>Tredje.</p>');
  });
});

describe('a letter to another party than the one who complains', () => {
  const status = sent('NotifyCitizen', { about: 'status', text: 'Vi venter' });
  const { events } = given(
    ...caseUnder('horsens@1'),
    sent('AddParty', {
      role: 'representative',
      name: 'Ib Opdigtsen',
      authority: 'powerOfAttorney',
      lettersTo: true,
    }),
    sent('AddParty', { role: 'relative', name: 'Ida <Opdigtsen>', lettersTo: true }),
    status,
    sent('UpdateParty', { party: 'P1', name: 'Ib Ny', reason: 'changed' }),
    sent('UpdateParty', { party: 'C1', name: 'Ludvig Rigtig', reason: 'wrongPerson' }),
    sent('EndParty', { party: 'P2', reason: 'mistake' }),
    status,
    sent('EndParty', { party: 'C1', reason: 'died' }),
    status,
  ).under('horsens@1').story;
  const to = (page: Page) => /Til (.*?) Vi venter/.exec(read(page.html))![1];

  it('is addressed to each by the name they had when it went out, and after a death to the estate', () => {
    expect(pagesOf(events).map(to)).toEqual([
      'Ludvig',
      'Ib Opdigtsen',
      'Ida <Opdigtsen>',
      'Ludvig Rigtig',
      'Ib Ny',
      'boet efter Ludvig Rigtig',
      'Ib Ny',
    ]);
  });

  it('says whose letter it is a copy of, and the letter itself is none', () => {
    const copies = pagesOf(events).map(({ html }) => /kopi af brevet til (.*?)\. Med/.exec(read(html))?.[1]);
    const later = ['Ludvig Rigtig', undefined, 'boet efter Ludvig Rigtig'];
    expect(copies).toEqual([undefined, 'Ludvig', 'Ludvig', undefined, ...later]);
  });

  it('says whom it went to where a name is not said', () => {
    const nameless = events.map((event) => {
      if (event.type === 'CaseRegistered')
        return { ...event, data: { ...event.data, complainant: undefined } } as unknown as ComplaintEvent;
      return event.type === 'PartyAdded' ? ({ ...event, data: { ...event.data, person: undefined } } as never) : event;
    });
    expect(pagesOf(nameless).map(to).slice(0, 3)).toEqual(['borgeren', 'repræsentanten', 'den pårørende']);
  });
});

describe('a hostile text in a letter', () => {
  const attack = `"'><img src=x onerror=alert(1)><script>alert(2)</script><p style="color:red" onclick='x'>&amp;</p>`;
  const hostile = pagesOf(
    everyLetter((what) => `${attack}${what}`),
    {
      officeName: { da: attack, en: attack },
      departments: new Map([
        ['jobcenter', `${attack}1`],
        ['borgerservice', `${attack}2`],
      ]),
      number: attack,
    },
  );
  const allowed = new Set([
    '<!doctype html>',
    '<html lang="da">',
    '</html>',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width">',
    '<title>',
    '<body>',
    '<main>',
    '<h1>',
    '<p>',
    '<br>',
  ]);

  it.each(kinds)('is a text and nothing else (%s)', (kind) => {
    for (const { html } of hostile.filter(({ letter }) => letter.kind === kind)) {
      const tags = html.match(/<[^>]*>/g)!;
      expect(tags.filter((tag) => !allowed.has(tag) && !allowed.has(tag.replace('</', '<')))).toEqual([]);
      expect(html).not.toMatch(/&(?!#\d+;)/);
      expect(read(html)).toContain(attack);
    }
  });

  it('shows as it was written, in every place where it stands', () => {
    const words = hostile.map(({ html }) => read(html)).join('\n');
    for (const what of ['name', 'questions to jobcenter', 'questions to borgerservice', 'reply', 'about', 'notice'])
      expect(words).toContain(`${attack}${what}`);
  });

  it('finds no style, script, link or handler in any page', () => {
    for (const { html } of [...hostile, ...pages])
      for (const [tag] of html.matchAll(/<[a-z!][^>]*>/g))
        expect(tag).not.toMatch(/script|style|link|href|src|\bon\w+\s*=/i);
  });
});

it('a letter with fields that do not open says so in their place, and is otherwise what was sent', () => {
  const unread = [
    ...pagesOf(shredded(plain, { unreadable: true })),
    ...pagesOf(
      shredded(
        concluded((what) => `[${what}]`),
        { unreadable: true },
      ),
    ),
  ];
  expect(unread).toHaveLength(pages.length);
  expect(read(one(unread, 'copyToCitizen'))).toContain('Til [kan ikke læses] ');
  expect(read(one(unread, 'referral'))).toMatch(
    /henvendelse fra \[kan ikke læses\]\. .* den 17\. marts 2026\. \[kan ikke læses\] Send svaret/,
  );
  for (const { html } of unread) expect(html).not.toMatch(/object|unreadable/);
});

describe('a letter whose keys are destroyed (T35)', () => {
  const gone = [...pagesOf(shredded(plain)), ...pagesOf(shredded(concluded((what) => `[${what}]`)))];

  it('is still there, with "Slettet" where a person or a text stood', () => {
    expect(gone).toHaveLength(pages.length);
    expect(read(one(gone, 'copyToCitizen'))).toContain('Til Slettet ');
    expect(read(one(gone, 'referral'))).toMatch(
      /henvendelse fra Slettet\. .* den 17\. marts 2026\. Slettet Send svaret/,
    );
    expect(read(one(gone, 'informationRequest'))).toContain('henvendelse fra Slettet. Slettet Perioden:');
    expect(read(one(gone, 'notice', 1))).toContain('Til Slettet Slettet Med venlig hilsen');
    expect(read(one(gone, 'suggestion'))).toContain('videre fra Slettet.');
  });

  it('has no word left of what was personal', () => {
    for (const { html } of gone)
      expect(html).not.toMatch(
        /\[(name|address|summary|representative|questions|answer|reply|about|notice|grounds|recommendation)|object|shredded/,
      );
  });
});
