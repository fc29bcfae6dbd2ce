import { foldCase, type CaseState } from '../../case/case-state.js';
import { type CommandName, type Commands } from '../../complaints/steps/commands.js';
import { type Story } from '../../complaints/testing/given.js';
import { seededRandom } from '../../platform/seeded-random.js';
import { addDays } from '../../policy/calendar.js';
import { histories, logOf, projected } from '../../../test/read-models/told-histories.js';
import { tables } from '../database/views-database.js';
import { dump } from '../testing/dump.js';
import { documents } from './documents.js';
import { listDocuments, type DocumentItem, type DocumentsAsked, type DocumentTables } from './queries.js';

/**
 * Consents that come and go, each to one department and a month or for good; requests and papers of such departments
 * and months; papers erased again.
 */
function papers(begun: Story, seed: number): Story {
  const roll = seededRandom(seed + 77);
  const oneOf = <Entry>(entries: readonly Entry[]): Entry => entries[Math.floor(roll() * entries.length)]!;
  let story = begun;
  for (let n = 0; n < 40; n += 1) {
    const { caseState, today } = story;
    const department = oneOf(['jobcenter', 'borgerservice', 'socialafdelingen']);
    const period = oneOf([{}, { from: '2026-01-01' }, { from: '2026-01-10', to: '2026-02-01' }, { to: '2026-01-31' }]);
    const paper = oneOf(caseState.documents.filter(({ of }) => of === 'filed'));
    const open = caseState.erasureRequests.find(({ status }) => status === 'open');
    const asked = oneOf(caseState.informationRequests);
    const steps: { readonly [Name in CommandName]?: object | undefined } = {
      GiveConsent: {
        purpose: oneOf(['closerExamination', 'moreQuestions', 'shareName']),
        departments: [department],
        ...period,
      },
      WithdrawConsent: { channel: 'phone' },
      RequestInformation: { department, ...period, about: 'Notaterne.' },
      RecordDepartmentAnswer: { department, directToCitizen: roll() < 0.5, receivedOn: today },
      FileDocument: {
        title: 'Et hemmeligt brev',
        direction: oneOf(['in', 'in', 'out', 'internal']),
        date: addDays(today, -Math.floor(roll() * 9)),
        ...oneOf([{ department, ...period }, {}, asked ? { request: asked.id } : {}]),
      },
      RequestErasure: paper && { of: 'document', document: paper.id },
      DecideErasure: open && { request: open.id, decision: 'granted', basis: 'misfiled' },
      ReopenCase: { reason: oneOf(['closerLook', 'moreQuestions']) },
      NotifyCitizen: { about: 'status' },
      ForwardSuggestion: { withName: false },
      RecordSuggestion: { topic: 'delay', department },
      AssessRemit:
        caseState.parts.length > 1 && roll() < 0.2
          ? {
              part: 'A',
              admissible: false,
              ground: 'courts',
              guidance: ['howToComplain'],
              body: 'domstolene',
              forwarded: true,
            }
          : undefined,
    };
    const name = oneOf(Object.keys(steps) as CommandName[]);
    if (steps[name])
      story = story.on(addDays(today, roll() < 0.3 ? 1 : 0)).maybe(name, steps[name] as Commands[typeof name]);
  }
  return story;
}

const told = [
  ...histories(12, { steps: 45, further: papers }),
  ...histories(12, { seed: 300, steps: 25, further: papers }).map((history) => {
    const stream = `${history.stream}-b`;
    return { ...history, stream, events: history.events.map((event) => ({ ...event, stream })) };
  }),
];
const log = logOf(told);
const { db, halt } = await projected([documents], log);
const all = tables<DocumentTables>(db.read);
const listed = async (asked: Omit<DocumentsAsked, 'limit'> = {}) =>
  (await listDocuments(all, { ...asked, limit: 100_000 })).items;

afterAll(() => db.close());

/** The documents that the case itself shows, in the journal's words. */
const shownIn = ({ stream, documents: filed }: CaseState): readonly DocumentItem[] =>
  filed.map(({ id, direction, date, of, department, quarantined, erased }) => ({
    of: stream,
    id,
    direction,
    date,
    kind: typeof of === 'object' ? 'letter' : of,
    ...(department === undefined ? {} : { department }),
    quarantined,
    erased,
  }));
const caseStates = (upTo = Infinity) =>
  told.map(({ stream, events }) =>
    foldCase(
      stream,
      events.filter(({ recordedAt }) => Date.parse(recordedAt) <= upTo),
    ),
  );
const sorted = (items: readonly DocumentItem[]) =>
  items.map((item) => JSON.stringify(item, Object.keys(item).sort())).sort();

describe('the journal of an office', () => {
  it('is what its cases show: ids, direction, date, department, quarantine and erasure, in random histories of every office', async () => {
    const items = await listed();
    expect(sorted(items)).toEqual(sorted(caseStates().flatMap(shownIn)));
    expect(items.filter(({ quarantined, kind }) => quarantined && kind === 'filed').length).toBeGreaterThan(3);
    expect(items.filter(({ quarantined, kind }) => quarantined && kind === 'answer').length).toBeGreaterThan(0);
    expect(items.filter(({ erased }) => erased).length).toBeGreaterThan(3);
    expect(new Set(items.map(({ kind, direction }) => `${kind} ${direction}`))).toEqual(
      new Set(['letter out', 'answer in', 'filed in', 'filed out', 'filed internal']),
    );
  });

  it('is so at past instants too: what was freed by a later consent was under quarantine then', async () => {
    let [freed, before] = [0, new Set<string>()];
    for (const at of [...new Set(log.map(({ recordedAt }) => Date.parse(recordedAt)))].filter((_, n) => n % 11 === 0)) {
      const items = await listed({ at });
      expect(sorted(items)).toEqual(sorted(caseStates(at).flatMap(shownIn)));
      freed += items.filter(({ of, id, quarantined }) => !quarantined && before.has(`${of} ${id}`)).length;
      before = new Set(items.filter(({ quarantined }) => quarantined).map(({ of, id }) => `${of} ${id}`));
    }
    expect(freed).toBeGreaterThan(0);
  });

  it('has no title and nothing else that is personal, and nothing from before a case (H16)', async () => {
    expect((await dump(db, [documents])).join()).not.toMatch(/hemmeligt|brev|Opdigtsen|ringer/);
    const withoutCase = new Set(
      caseStates()
        .filter(({ registeredAt }) => registeredAt === null)
        .map(({ stream }) => stream),
    );
    expect(withoutCase.size).toBeGreaterThan(0);
    expect((await listed()).filter(({ of }) => withoutCase.has(of))).toEqual([]);
  });
});

describe('a question to the journal', () => {
  it('is answered by the rows of the whole that it asks for, by date', async () => {
    const whole = await listed();
    const questions: readonly (readonly [DocumentsAsked, (item: DocumentItem) => boolean])[] = [
      [{ dateFrom: '2026-03-15', dateTo: '2026-04-15' }, ({ date }) => date >= '2026-03-15' && date <= '2026-04-15'],
      [{ direction: 'in' }, ({ direction }) => direction === 'in'],
      [
        { department: 'jobcenter', direction: 'out' },
        ({ department, direction }) => department === 'jobcenter' && direction === 'out',
      ],
      [{ kind: 'filed' }, ({ kind }) => kind === 'filed'],
      [{ of: whole[0]!.of }, ({ of }) => of === whole[0]!.of],
    ];
    for (const [asked, is] of questions) {
      const items = await listed(asked);
      expect({ asked, items }).toEqual({ asked, items: whole.filter(is) });
      expect(items.length).toBeGreaterThan(0);
      expect(items.length).toBeLessThan(whole.length);
    }
    expect(whole.map(({ date }) => date)).toEqual(whole.map(({ date }) => date).sort());
  });

  it('is answered page by page with each document once', async () => {
    let page = await listDocuments(all, { limit: 13 });
    const seen = [...page.items];
    while (page.next) {
      page = await listDocuments(all, { limit: 13, cursor: page.next });
      seen.push(...page.items);
    }
    expect(seen).toEqual(await listed());
    expect(seen.length).toBe(page.total);
  });
});

describe('a document of a complaint with an event that cannot be read', () => {
  it('stays, and says that it is not up to date', async () => {
    const before = await listed();
    await halt(before[0]!.of);
    expect(await listed()).toEqual(
      before.map((item) => (item.of === before[0]!.of ? { ...item, stopped: true } : item)),
    );
  });
});
