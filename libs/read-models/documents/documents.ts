/**
 * `document`: the journal of an office, each letter, answer and filed paper once (H26). Unit: document. Titles and
 * contents are personal: they stay in the events, where their keys can be destroyed; `key` and `stream` lead there.
 */
import { type LocalDate } from '../../policy/calendar.js';
import { dayOf } from '../course.js';
import { foldModel, type Row, type NumberedEvent } from '../read-model.js';
import { lettersOf } from './letters.js';
import { consentsAfter, isQuarantined, noConsents, type Arrived, type Consents } from './quarantine.js';

interface Filed extends Arrived {
  readonly id: string;
  readonly direction: 'in' | 'out' | 'internal';
  readonly date: LocalDate;
  readonly kind: 'letter' | 'answer' | 'filed';
  readonly quarantined: boolean;
  readonly erased: boolean;
}
interface State {
  readonly inCase: boolean;
  readonly consents: Consents;
  /** Departments of suggestions that were not passed on yet. */
  readonly suggestedTo: readonly string[];
  readonly documents: readonly Filed[];
  /** An event of the complaint could not be read: what is shown ends before it. */
  readonly stopped: boolean;
}

/** Nothing is filed before there is a case (H16). */
function sentWith(event: NumberedEvent, { inCase, consents, suggestedTo }: State): readonly Filed[] {
  if (!inCase) return [];
  return lettersOf(event, consents, suggestedTo).map((department, n) => ({
    id: `${event.revision}-${n + 1}`,
    direction: 'out',
    date: dayOf(event),
    kind: 'letter',
    department: department ?? undefined,
    quarantined: false,
    erased: false,
  }));
}

function arrivedWith({ type, data, to, revision }: NumberedEvent, consents: Consents): readonly Filed[] {
  switch (type) {
    case 'DepartmentAnswered':
    case 'LastDepartmentAnswered':
    case 'LaterAnswerRecorded': {
      const { department, receivedOn } = data;
      return [
        {
          id: `${revision}-1`,
          direction: 'in',
          date: receivedOn,
          kind: 'answer',
          department,
          quarantined: to === 'investigating.halted' && isQuarantined(consents, { department }),
          erased: false,
        },
      ];
    }
    case 'DocumentFiled':
      return [
        {
          id: data.document,
          direction: data.direction,
          date: data.date,
          kind: 'filed',
          department: data.department,
          from: data.from,
          to: data.to,
          quarantined: data.quarantined,
          erased: false,
        },
      ];
    default:
      return [];
  }
}

/** What an event does to documents that are there: a new consent frees what it covers, an erasure takes one away. */
function changed(before: readonly Filed[], { type, data }: NumberedEvent, consents: Consents): readonly Filed[] {
  const where = (which: (document: Filed) => boolean, change: Partial<Filed>) =>
    before.some(which) ? before.map((document) => (which(document) ? { ...document, ...change } : document)) : before;
  switch (type) {
    case 'ConsentGiven':
    case 'ConsentGivenForExamination':
    case 'ConsentGivenForAssessment':
      return where((document) => document.quarantined && !isQuarantined(consents, document), { quarantined: false });
    case 'DocumentErased':
      return where(({ id }) => id === data.document, { erased: true });
    default:
      return before;
  }
}

function suggestedAfter(before: readonly string[], { type, data }: NumberedEvent): readonly string[] {
  if (type === 'SuggestionRecorded') return [...before, data.department];
  return type === 'SuggestionForwarded' || type === 'SuggestionForwardedInCase' ? [] : before;
}

function evolve(before: State, event: NumberedEvent): State {
  const inCase = before.inCase || event.type === 'CaseRegistered' || event.type === 'OwnInitiativeOpened';
  const consents = consentsAfter(before.consents, event);
  const suggestedTo = suggestedAfter(before.suggestedTo, event);
  const more = [...sentWith(event, before), ...arrivedWith(event, before.consents)];
  const kept = changed(before.documents, event, consents);
  const documents = more.length === 0 ? kept : [...kept, ...more];
  const same =
    inCase === before.inCase &&
    consents === before.consents &&
    suggestedTo === before.suggestedTo &&
    documents === before.documents;
  return same ? before : { ...before, inCase, consents, suggestedTo, documents };
}

const rowsOf = ({ documents, stopped }: State): readonly Row[] =>
  documents.map(({ id, direction, date, kind, department, quarantined, erased }, index) => ({
    table: 'document',
    key: id,
    values: {
      place: index + 1,
      direction,
      dated_on: date,
      kind,
      department: department ?? null,
      quarantined: quarantined ? 1 : 0,
      erased: erased ? 1 : 0,
      stopped: stopped ? 1 : 0,
    },
  }));

const text = { type: 'text' } as const;
const flag = { type: 'flag' } as const;
export const documents = foldModel<State>({
  name: 'documents',
  version: 1,
  tables: {
    document: {
      // `place` is its number among the complaint's own.
      kind: 'past',
      columns: {
        place: { type: 'integer' },
        direction: text,
        dated_on: text,
        kind: text,
        department: { ...text, null: true },
        quarantined: flag,
        erased: flag,
        stopped: flag,
      },
      indexes: [{ on: ['dated_on', 'stream', 'place'] }, { on: ['department', 'dated_on', 'stream', 'place'] }],
    },
  },
  begin: () => ({ inCase: false, consents: noConsents, suggestedTo: [], documents: [], stopped: false }),
  evolve,
  rows: rowsOf,
  stop: (state) => ({ ...state, stopped: true }),
});
