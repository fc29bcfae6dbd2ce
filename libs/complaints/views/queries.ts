/**
 * Everything that is read. Each access to a case is in the access log before its first byte leaves (promises.md, I14).
 */
import { Inject, Injectable } from '@nestjs/common';
import { zipSync, strToU8 } from 'fflate';
import { complaintEvents, type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { type Actor } from '../../../event-schemas/envelope.js';
import { aCitizen, fieldGroups, purposes, type Access, type FieldGroup, type Purpose } from '../../audit/access.js';
import { type Mark } from '../../audit/odd.js';
import { officesOwnKinds } from '../../case/deadlines.js';
import { nobodys } from '../../case/desk.js';
import { localDateOf, localMidnight, type LocalDate } from '../../policy/calendar.js';
import { type Profile } from '../../policy/profile.js';
import { type Opening } from '../../event-store/codec.js';
import { StoreUnavailable, type StoredRecord } from '../../event-store/port.js';
import { isShredded, isUnreadable } from '../../privacy/keys.js';
import { admit, hasRow, ownOffice } from '../../access/admit.js';
import { citizenOf } from '../../identity/receipt-codes.js';
import { type Known } from '../../identity/receipt-code.js';
import { matrix, reach, type RowOfRoles } from '../../access/matrix.js';
import { type Caller, type Role } from '../../platform/caller.js';
import { type Clock } from '../../platform/clock.js';
import { refused } from '../../platform/refused.js';
import { Refused } from '../../platform/refusal.js';
import { lifecycles } from '../../../state-machines/complaint/lifecycles.js';
import { decodeCursor, encodeCursor } from '../../read-models/cursor.js';
import { tables } from '../../read-models/database/views-database.js';
import { numbersOf } from '../../read-models/numbering.js';
import { linksTo, type LinkTables } from '../../read-models/links/links.js';
import { tokensAsked } from '../../read-models/search/search.js';
import { caseNumberAsked } from '../../read-models/search/words.js';
import {
  listTasks,
  taskPlaceIn,
  type TaskItem,
  type TaskPage,
  type TaskTables,
} from '../../read-models/tasks/queries.js';
import {
  lineOf,
  list,
  standingIn,
  type Place,
  type Reader,
  type WorklistTables,
} from '../../read-models/worklist/queries.js';
import {
  matches,
  page,
  placeIn,
  usualSort,
  type Filter,
  type Item,
  type Page,
  type Sort,
} from '../../read-models/worklist/query.js';
import { isCorrection } from '../../case/corrected.js';
import { type CaseState } from '../../case/case-state.js';
import { foldCase } from '../../case/evolve.js';
import { asKnownAt, namedSince, strangersIn, type Party } from '../../case/parties.js';
import { isCitizens, isLetterOf, pathIn, untoldAnswers, viewFor, type CaseView, type LinkView } from './case-view.js';
import { refusalOf } from '../write/cite.js';
import { destroysKeysOf } from '../reactions/shredder.js';
import { CaseTexts } from './case-texts.js';
import { explain } from './explain.js';
import { letterPage, letterSheet, type LetterContext, type LetterSheet } from './letter-page.js';
import { marksOf, marksOfHour } from './look-marks.js';
import { lifecycleReport } from './lifecycle-report.js';
import { changesBetween, replayReport, type Change } from './replay-report.js';
import { type Office } from '../wiring/office.js';
import { type RunningOffice, type RunningOffices } from '../wiring/running-office.js';
import { lifecycleNamedBy, lifecycleOf, newestLifecycle } from '../write/complaint-lifecycle.js';
import { consequencesOf, type Consequence } from '../write/consequences.js';
import { advanceAll, begin, type LoadedComplaint } from '../write/loaded-complaints.js';
import { CLOCK, RUNNING } from '../wiring/injection-tokens.js';
import { changedIn, verified, type Verified } from './verification.js';
import { actsAt, actsForDepartment, actsInList, asOne, isOpenTo, namedReader, seesWholeOffice } from './visible.js';

/** Who looks, at which office, and why. */
export interface ReadRequest {
  readonly office: string;
  readonly caller: Caller;
  /** The X-Purpose header as it came. */
  readonly purpose?: string | undefined;
  /** Of the request, for the log of looks. */
  readonly requestId?: string | undefined;
  /** Told when something that is in the log already may be missing from the answer. */
  readonly stale?: (() => void) | undefined;
  /** Told the role that the caller acts in, for the log. */
  readonly acting?: ((role: Role) => void) | undefined;
  /** What else was asked for, looked at once the caller has been let in. @throws Refused VALIDATION */
  readonly check?: (() => void) | undefined;
}
export interface Paging {
  readonly sort?: Sort;
  readonly cursor?: string;
  readonly limit?: number;
}
export interface Past {
  readonly at?: number;
  readonly revision?: number;
}
export interface Content {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly attachment: string | null;
}

const defaults: { readonly [role: string]: Purpose } = {
  auditor: 'audit',
  dataProtectionOfficer: 'accessRequest',
  citizen: 'accessRequest',
};
const dayMs = 86_400_000;
/** Cases of one citizen that are shown. */
const mostOfOne = 50;
/** Hits of a search that say who complains. */
const mostNamed = 10;
const badPurpose = { da: `Vælg en af: ${purposes.join(', ')}.`, en: `Choose one of: ${purposes.join(', ')}.` };

/** A page of the worklist, with what the assignees are called. */
export type Listed = Omit<Page, 'items'> & {
  readonly items: readonly (Omit<Item, 'assignee'> & {
    readonly assignee: { readonly sub: string; readonly name: string } | null;
  })[];
};

/** A page of tasks, with what the assignees are called. */
export interface ListedTasks {
  readonly items: readonly (Omit<TaskItem, 'assignee'> & {
    readonly assignee: { readonly sub: string; readonly name: string } | null;
  })[];
  readonly next: string | null;
}

interface AskedTasks {
  readonly assignee?: string | undefined;
  readonly due?: LocalDate | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

interface Standing {
  readonly running: RunningOffice;
  /** The caller in the one role that acts here. */
  readonly acting: Acting;
  /** Where the complaint stands now. */
  readonly now: LoadedComplaint;
  readonly profile: Profile;
}

interface Opened extends Standing {
  /** Of the whole stream, its personal fields opened, what is under quarantine taken out. */
  readonly events: readonly ComplaintEvent[];
  readonly texts: CaseTexts;
  /** Since when the case is that of whoever complains now (`namedSince`). */
  readonly named: number;
  /** Revision → its fields that do not open: `Unreadable` where they stand. */
  readonly unreadable: Unopened;
}
/** What is written down of a look besides whose it is. */
interface Made {
  readonly what: string;
  readonly role: Role;
  readonly ofTheDay: boolean;
  readonly fields: readonly FieldGroup[];
  readonly marks: readonly Mark[];
  /** Of a search: its words, to be sealed. */
  readonly terms?: string | undefined;
}
type ListedMore = Partial<Pick<Made, 'what' | 'fields' | 'terms'>>;
type Acting = Caller & { readonly roles: readonly [Role] };
type Unopened = ReadonlyMap<number, readonly string[]>;

/** A case, and its history where whoever looks may read it; else none of it. */
export interface CaseFile {
  readonly view: CaseView;
  readonly events: readonly HistoryEvent[];
}
export type HistoryEvent = ReturnType<typeof eventsIn>[number];

/** A case as it was, and the whole of its past. */
export interface ReplayFile extends CaseFile {
  /** As it is called now. */
  readonly number: string | null;
  readonly report: ReturnType<typeof replayReport>;
  readonly changes: readonly Change[];
  /** Revisions that are not what was written (decision 29). */
  readonly changed: readonly number[];
}

export interface VerifiedPage {
  readonly items: readonly (Verified & Pick<Item, 'id' | 'number'>)[];
  /** Cases in all. */
  readonly total: number;
  readonly next: string | null;
}
const verifiedAtOnce = 25;

/** As the API tells them: without contents of documents. */
const eventsIn = ({ events, unreadable }: Pick<Opened, 'events' | 'unreadable'>) =>
  events.map(({ revision, position, id, type, occurredAt, recordedAt, actor, data, from, to, causation }) => {
    const { content: _, ...shown } = data as { readonly content?: unknown };
    return {
      revision,
      position: position.toString(),
      id,
      type,
      occurredAt,
      recordedAt,
      actor,
      data: shown,
      from,
      to,
      cause: causation,
      ...unreadableIn(unreadable, revision),
    };
  });

@Injectable()
export class Queries {
  constructor(
    @Inject(RUNNING) private readonly offices: RunningOffices,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async caseView(request: ReadRequest, id: string, past: Past, all: boolean): Promise<CaseView> {
    const opened = await this.open(request, matrix.readComplaint, id);
    const view = await this.viewIn(request, opened, past, all);
    await this.log(request, matrix.readComplaint.look, opened, fieldsOf(view));
    return view;
  }

  /** A case as it is, with what has happened in it for whoever may read that: one look. */
  async caseFile(request: ReadRequest, id: string): Promise<CaseFile> {
    const opened = await this.open(request, matrix.readComplaint, id);
    const view = await this.viewIn(request, opened, {}, false);
    const has = hasRow(matrix.readHistory, opened.acting);
    const fields = has ? [...new Set([...fieldsOf(view), ...ofEvents])] : fieldsOf(view);
    await this.log(request, matrix.readComplaint.look, opened, fields);
    return { view, events: has ? eventsIn(opened) : [] };
  }

  private async viewIn(request: ReadRequest, opened: Opened, { at, revision }: Past, all: boolean): Promise<CaseView> {
    const { acting } = opened;
    const past = at !== undefined || revision !== undefined;
    const events = opened.events.filter(
      (event) =>
        (at === undefined || Date.parse(event.recordedAt) <= at) &&
        (revision === undefined || event.revision <= revision),
    );
    const last = events.at(-1);
    if (!last || (revision !== undefined && revision > opened.now.revision)) throw refused('NOT_FOUND');
    const kept = past ? foldOpened(events) : opened.now;
    const { running } = opened;
    const profile = running.office.profileOf(kept);
    const today = localDateOf(at ?? (past ? Date.parse(last.recordedAt) : this.clock.now()));
    const steps = past
      ? []
      : explain(
          {
            standing: kept,
            lifecycle: kept.lifecycle,
            profile,
            profileNamed: (id) => running.office.profileToMoveTo(id),
            today,
            sub: request.caller.sub,
            roles: request.caller.roles,
            history: events,
          },
          { all, department: actsForDepartment(acting) },
        );
    return viewFor({
      office: running.key,
      kept,
      // Of a past view, what was written then: a part that was judged anew had other grounds.
      texts: past ? textsFor(acting, events, opened.named) : opened.texts,
      // The office sees what was believed then; whoever was named since reads nothing of another's, of no day.
      named: past && seesWholeOffice(acting) ? namedSince(kept.caseState) : opened.named,
      profile,
      today,
      caller: acting,
      departments: running.office.departments,
      nameOf: (sub) => running.office.members.nameOf(sub),
      path: pathIn(events),
      steps,
      consequences: consequencesIn(running.office, events),
      // An instant may have several events: a revision is exact, so what others did is asked by its position.
      links: await this.linksOf(request, opened, kept, {
        at,
        position: revision === undefined ? undefined : last.position,
      }),
      number: kept.caseState.registeredAt === null ? null : await numberOf(request, opened),
    });
  }

  async history(request: ReadRequest, id: string): Promise<{ readonly events: readonly HistoryEvent[] }> {
    const { events } = await this.historyOf(request, id);
    return { events };
  }

  /** With what the case is called. */
  async historyOf(
    request: ReadRequest,
    id: string,
  ): Promise<{ readonly number: string | null; readonly events: readonly HistoryEvent[] }> {
    const opened = await this.open(request, matrix.readHistory, id);
    await this.log(request, matrix.readHistory.look, opened, ofEvents);
    return { number: await numberOf(request, opened), events: eventsIn(opened) };
  }

  async replay(request: ReadRequest, id: string) {
    const opened = await this.open(request, matrix.replayComplaint, id);
    const { events, running } = opened;
    await this.log(request, matrix.replayComplaint.look, opened, ofEvents);
    const [first, ...later] = events;
    if (!first) throw refused('NOT_FOUND');
    return replayReport([first, ...later], (id) => running.office.profileNamed(id));
  }

  /**
   * A case as it was, what was asked at each of its events and what changed since another of them: one look.
   * @param since the revision that it is compared with; the one before where it is left out
   * @throws Refused NOT_FOUND also where it was not there yet, or has no such event
   */
  async replayFile(request: ReadRequest, id: string, past: Past, since?: number): Promise<ReplayFile> {
    const opened = await this.open(request, matrix.replayComplaint, id);
    const { events, running, now } = opened;
    const asked = past.at === undefined && past.revision === undefined ? { revision: now.revision } : past;
    const view = await this.viewIn(request, opened, asked, false);
    await this.log(request, matrix.replayComplaint.look, opened, [...new Set([...fieldsOf(view), ...ofEvents])]);
    const [first, ...later] = events;
    const revision = view.revision!;
    const from = since ?? revision - 1;
    if (!first || from > now.revision) throw refused('NOT_FOUND');
    return {
      view,
      number: await numberOf(request, opened),
      events: eventsIn(opened),
      report: replayReport([first, ...later], (named) => running.office.profileNamed(named)),
      changes: changesBetween(events, from, revision),
      changed: changedIn(running.office, running.key, await running.office.store.readStream(id)),
    };
  }

  /** A page of all cases, by number, each looked through again as the page is asked for. */
  async verification(asking: ReadRequest, { cursor }: Pick<Paging, 'cursor'>): Promise<VerifiedPage> {
    const request = this.listing(asking, matrix.replayComplaint);
    const { views, office, key } = this.admitted(request, matrix.replayComplaint);
    const sort = '-number';
    const found = await list(tables<WorklistTables>(views.db.read), {
      filter: {},
      today: this.today(),
      sort,
      cursor: cursorOf({ sort, ...(cursor === undefined ? {} : { cursor }) }),
      limit: verifiedAtOnce,
      reader: this.readerOf(request),
    });
    await this.listed(request, matrix.replayComplaint, found.items, { what: 'verification' });
    const items: VerifiedPage['items'][number][] = [];
    for (const { id, number } of found.items) items.push({ id, number, ...(await verified(office, key, id)) });
    return { items, total: found.total, next: found.next };
  }

  /** The worklist, now or as it was known at an instant. */
  async worklist(asking: ReadRequest, asked: Filter, paging: Paging & { readonly at?: number }): Promise<Listed> {
    const request = this.listing(asking, matrix.listComplaints);
    const { views, runner } = this.admitted(request, matrix.listComplaints);
    if (runner.isBehind) request.stale?.();
    const { at, sort, limit } = paging;
    const filter = meant(asked, request.caller);
    const [today, cursor] = [at === undefined ? this.today() : localDateOf(at), cursorOf(paging)];
    const lines = tables<WorklistTables>(views.db.read);
    const of = actsForDepartment(request.caller);
    if (of !== undefined || seesWholeOffice(request.caller))
      return this.shown(
        request,
        matrix.listComplaints,
        await list(lines, { filter, today, sort, cursor, limit, at, of, reader: this.readerOf(request) }),
      );
    const { complaint } = request.caller;
    const row = complaint === undefined ? undefined : await lineOf(lines, complaint, at);
    const own = row && {
      ...row,
      assigned: nobodys,
      waits: row.waits.filter(({ kind }) => !officesOwnKinds.has(kind)),
    };
    const rows = own && matches(own, filter, today) ? [own] : [];
    return this.shown(request, matrix.listComplaints, page(rows, today, { sort, cursor, limit }));
  }

  /** Where a case stands in the list that it was opened from; of the others no more than which they are. */
  async placeInList(asking: ReadRequest, id: string, asked: Filter, sort?: Sort): Promise<Place | undefined> {
    const request = this.listing(asking, matrix.listComplaints);
    const { views } = this.admitted(request, matrix.listComplaints);
    const of = actsForDepartment(request.caller);
    if (of === undefined && !seesWholeOffice(request.caller)) return undefined;
    const [filter, today, reader] = [meant(asked, request.caller), this.today(), this.readerOf(request)];
    return standingIn(tables<WorklistTables>(views.db.read), { filter, today, sort, of, reader }, id);
  }

  /** What is to be done: the office's, or a department's own days. What a citizen has to do is nothing. */
  async tasks(asking: ReadRequest, { assignee, due, cursor, limit }: AskedTasks): Promise<ListedTasks> {
    const request = this.listing(asking, matrix.listTasks);
    const { views, runner, office } = this.admitted(request, matrix.listTasks);
    if (runner.isBehind) request.stale?.();
    const of = actsForDepartment(request.caller);
    const isSeen = of !== undefined || seesWholeOffice(request.caller);
    const place = cursor === undefined ? undefined : taskPlaceIn(cursor);
    if (cursor !== undefined && place === undefined) throw invalidCursor();
    const found: TaskPage = isSeen
      ? await listTasks(tables<TaskTables>(views.db.read), {
          today: this.today(),
          reader: this.readerOf(request)?.sub,
          assignee: assignee === 'me' ? request.caller.sub : assignee,
          due,
          of,
          cursor: place,
          limit,
        })
      : { items: [], next: null };
    await this.listed(request, matrix.listTasks, [...new Map(found.items.map((item) => [item.id, item])).values()]);
    const items = found.items.map(({ assignee: sub, ...item }) => ({
      ...item,
      assignee: sub === null ? null : { sub, name: office.members.nameOf(sub) },
    }));
    return { items, next: found.next };
  }

  /**
   * Every word has to be found in the names, numbers and words of the case: a name by its beginning, any other word
   * whole, a number however it is written. Nothing of the text is kept, but sealed in the log of looks.
   */
  async search(asking: ReadRequest, text: string, sought: Filter, paging: Paging): Promise<Listed> {
    const request = this.listing(asking, matrix.searchComplaints);
    return this.shown(request, matrix.searchComplaints, await this.found(request, text, sought, paging), {
      terms: text,
    });
  }

  /** The same, with what the complainants of the first hits are called: one of them is on the telephone. */
  async searchNamed(
    asking: ReadRequest,
    text: string,
  ): Promise<{ readonly listed: Listed; readonly names: ReadonlyMap<string, string> }> {
    const request = this.listing(asking, matrix.searchComplaints);
    const found = await this.found(request, text, {}, {});
    const names = new Map<string, string>();
    for (const { id } of found.items.filter(({ number }) => number !== null).slice(0, mostNamed)) {
      const name = await this.complainantOf(request, id);
      if (name !== undefined) names.set(id, name);
    }
    const fields: readonly FieldGroup[] = names.size > 0 ? ['codes', 'identity'] : ['codes'];
    return { listed: await this.shown(request, matrix.searchComplaints, found, { terms: text, fields }), names };
  }

  /** Undefined: there is none, or it is not for the caller. */
  private async complainantOf(request: ReadRequest, id: string): Promise<string | undefined> {
    try {
      const { acting, now, texts } = await this.open(request, matrix.readComplaint, id);
      const person =
        seesWholeOffice(acting) && now.caseState.ownInitiative === null && texts.complainant(now.caseState);
      return person && 'name' in person && typeof person.name === 'string' ? person.name : undefined;
    } catch (error) {
      if (error instanceof Refused) return undefined;
      throw error;
    }
  }

  private async found(request: ReadRequest, text: string, sought: Filter, paging: Paging): Promise<Page> {
    const { views, office, runner } = this.admitted(request, matrix.searchComplaints);
    if (runner.isBehind) request.stale?.();
    const { sort, limit } = paging;
    const filter = meant(sought, request.caller);
    const reader = this.readerOf(request);
    const asked = { today: this.today(), sort, cursor: cursorOf(paging), limit, reader };
    const lines = tables<WorklistTables>(views.db.read);
    const tokensOf = (words: string) => tokensAsked((term) => office.keys.mac('index', term), words);
    const numbered = caseNumberAsked(text);
    if (numbered) {
      const { number, rest } = numbered;
      const found = await list(lines, { ...asked, filter, number, tokens: tokensOf(rest) });
      if (found.total > 0) return found;
    }
    const tokens = tokensOf(text);
    return tokens.length === 0 ? { items: [], total: 0, next: null } : list(lines, { ...asked, filter, tokens });
  }

  /** The lines that the filter finds as of now; at most so many, of these alone, and how many there are. */
  async toHandOver(
    request: ReadRequest,
    filter: Filter,
    { most, only }: { readonly most: number; readonly only?: readonly string[] | undefined },
  ): Promise<{ readonly items: readonly Pick<Item, 'id' | 'number'>[]; readonly total: number }> {
    const running = this.admitted(request, matrix.handOver);
    const { views, runner } = running;
    if (!(await runner.seen(await running.head()))) request.stale?.();
    const asked = { filter, today: this.today(), limit: most };
    const found = await list(tables<WorklistTables>(views.db.read), asked);
    const items = only === undefined ? found.items : found.items.filter(({ id }) => only.includes(id));
    await this.listed(request, matrix.handOver, items);
    return { items, total: only === undefined ? found.total : items.length };
  }

  /** How many open cases each of these has, `none` being nobody's; of the cases themselves nothing is shown. */
  async piles(request: ReadRequest, subs: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const { views } = this.admitted(request, matrix.handOver);
    const lines = tables<WorklistTables>(views.db.read);
    const piles = new Map<string, number>();
    for (const assignee of [...subs, 'none']) {
      const asked = { filter: { outcome: 'none', assignee }, today: this.today(), limit: 1 };
      piles.set(assignee, (await list(lines, asked)).total);
    }
    return piles;
  }

  /** The open cases of one, or of `none`, as whoever hands them over sees them first. */
  async pile(request: ReadRequest, assignee: string, limit: number): Promise<Listed> {
    const { views } = this.admitted(request, matrix.handOver);
    const asked = { filter: { outcome: 'none', assignee }, today: this.today(), limit };
    return this.shown(request, matrix.handOver, await list(tables<WorklistTables>(views.db.read), asked));
  }

  /** As a page of its own. */
  async letter(request: ReadRequest, id: string, n: number): Promise<string> {
    return letterPage(await this.letterAsSent(request, id, n));
  }

  /** For a page that has more around it. */
  async letterSheet(request: ReadRequest, id: string, n: number): Promise<LetterSheet> {
    return letterSheet(await this.letterAsSent(request, id, n));
  }

  private async letterAsSent(request: ReadRequest, id: string, n: number): Promise<LetterContext> {
    const standing = await this.standing(request, matrix.readLetter, id);
    const { running, now, acting } = standing;
    const letter = now.caseState.letters[n];
    const department = actsForDepartment(acting);
    const own =
      letter &&
      (seesWholeOffice(acting) ||
        (department === undefined
          ? isCitizens(letter, now.caseState) && letter.revision >= namedSince(now.caseState)
          : isLetterOf(now.caseState, letter, department)));
    if (!own) throw refused('NOT_FOUND');
    const { revision, kind } = letter;
    // What was found stands in the events that recorded it, which the letter of the conclusion only names; and where
    // something was put right since, the letter is as it was before.
    const isPutRight = now.caseState.corrections.length + now.caseState.retractions.length > 0;
    const before = kind === 'outcome' || isPutRight ? Array.from({ length: revision }, (_, index) => index) : [];
    const held = now.caseState.parties.flatMap((party) => asKnownAt(party, revision).heldBy);
    const suggestion = kind === 'suggestion' ? now.caseState.suggestions[letter.index] : undefined;
    const texts = [now.caseState.registration?.revision, suggestion?.revision];
    const read = await eventsAt(standing, [revision, ...texts, ...held, ...before]);
    const events = seesWholeOffice(acting) ? read : withoutStrangers(read, now.caseState);
    const shown = new CaseTexts(events);
    await this.log(request, `${matrix.readLetter.look} ${n}`, { ...standing, texts: shown }, ['letters']);
    return {
      letter,
      event: events[letter.revision]!,
      caseState: isPutRight ? foldCase(id, events.slice(0, revision + 1)) : now.caseState,
      texts: shown,
      // By its number a case would be known, and by that whoever made the suggestion.
      number: suggestion && !suggestion.withName ? null : await numberOf(request, standing),
      officeName: running.office.settings.name,
      departments: running.office.departments,
    };
  }

  async content(request: ReadRequest, id: string, documentId: string): Promise<Content> {
    const standing = await this.standing(request, matrix.readDocument, id);
    const { now, profile, acting } = standing;
    const document = now.caseState.documents.find((entry) => entry.id === documentId);
    if (
      !document ||
      matrix.readDocument.nothingFor.some((role) => role === acting.roles[0]) ||
      (!seesWholeOffice(acting) && (document.direction === 'internal' || document.revision < namedSince(now.caseState)))
    )
      throw refused('NOT_FOUND');
    if (document.erased || now.caseState.shredded) throw refused('CONTENT_GONE');
    if (document.quarantined)
      throw new Refused(
        {
          code: 'CONSENT_WITHDRAWN',
          rules: refusalOf(now.lifecycle.version.rules.consentNotNeeded, profile).rules,
          sentences: underQuarantine,
        },
        409,
      );
    if (typeof document.of === 'object') {
      const page = await this.letter(request, id, document.of.letter);
      return { bytes: strToU8(page), mediaType: 'text/html; charset=utf-8', attachment: null };
    }
    const isCitizen = !seesWholeOffice(acting);
    const answers = isCitizen ? now.caseState.documents.filter(({ of }) => of === 'answer') : [];
    const read = new Set([document, ...answers].map(({ revision }) => revision));
    const corrections = now.caseState.corrections.filter(({ corrects }) => read.has(corrects));
    // Whoever it is about is asked for the log of looks alone.
    const parties = isCitizen ? [] : now.caseState.parties.flatMap(({ heldBy }) => heldBy);
    const texts = new CaseTexts(
      await eventsAt(standing, [...read, ...corrections.map(({ revision }) => revision), ...parties]),
    );
    if (isCitizen && untoldAnswers(now.caseState, texts).has(documentId)) throw refused('NOT_FOUND');
    const { content, summary, fileName, mediaType } = texts.at(document.revision) as {
      readonly [field: string]: unknown;
    };
    await this.log(request, `${matrix.readDocument.look} ${documentId}`, { ...standing, texts }, ['documents']);
    if (isShredded(content) || isShredded(summary)) throw refused('CONTENT_GONE');
    if (isUnreadable(content) || isUnreadable(summary)) throw refused('COMPLAINT_UNREADABLE');
    if (typeof content === 'string')
      return {
        bytes: Buffer.from(content, 'base64'),
        mediaType: typeof mediaType === 'string' ? mediaType : 'application/octet-stream',
        attachment: typeof fileName === 'string' ? fileName : `${documentId}.bin`,
      };
    if (typeof summary === 'string')
      return { bytes: strToU8(summary), mediaType: 'text/plain; charset=utf-8', attachment: null };
    throw refused('NOT_FOUND');
  }

  /**
   * A page of the accesses to a complaint, the first ones first; to the citizen on which days, why and by which unit,
   * and nobody's name. @throws Refused VALIDATION the cursor
   */
  async accessLog(request: ReadRequest, id: string, paging: Pick<Paging, 'cursor' | 'limit'> = {}) {
    const { standing, page, next } = await this.accesses(request, id, paging);
    const { acting, now } = standing;
    const { office } = standing.running;
    if (seesWholeOffice(acting))
      return { entries: await Promise.all(page.map((look) => wordsOpened(office, look))), next };
    const named = namedSince(now.caseState);
    const [naming] = named === 0 ? [] : await office.store.readStream(id, { from: named, limit: 1 });
    const since = (naming?.metadata.recordedAt ?? '') as string;
    return { entries: page.filter(({ at }) => at >= since).map((look) => extractOf(office, look)), next };
  }

  /** The same to whoever watches over looks, with what the case is called. @throws Refused NOT_FOUND to a citizen */
  async looksAt(request: ReadRequest, id: string, paging: Pick<Paging, 'cursor' | 'limit'> = {}) {
    const { standing, page, next } = await this.accesses(request, id, paging);
    if (!seesWholeOffice(standing.acting)) throw refused('NOT_FOUND');
    const entries = await Promise.all(page.map((look) => wordsOpened(standing.running.office, look)));
    return { number: await numberOf(request, standing), entries, next };
  }

  private async accesses(request: ReadRequest, id: string, { cursor, limit = 200 }: Pick<Paging, 'cursor' | 'limit'>) {
    const standing = await this.standing(request, matrix.readAccessLog, id);
    const skip = cursor === undefined ? 0 : Number(decodeCursor('accesses', cursor)?.[0]);
    if (!Number.isSafeInteger(skip) || skip < 0) throw invalidCursor();
    await this.log(request, matrix.readAccessLog.look, standing, ['looks']);
    const found = standing.running.office.access.of(id, { skip, limit: limit + 1 });
    const next = found.length > limit ? encodeCursor('accesses', [String(skip + limit)]) : null;
    return { standing, page: found.slice(0, limit), next };
  }

  /**
   * Everything held on the person (GDPR 15): the case, its events, letters, documents, and who has looked, without the
   * names of staff.
   */
  async accessPackage(request: ReadRequest, id: string): Promise<Uint8Array> {
    const opened = await this.open(request, matrix.readAccessPackage, id, 'withContents');
    const { running, now, profile, unreadable, named } = opened;
    // Handed to whoever complains: not what was another's.
    const events = ofTheNamed(withoutStrangers(opened.events, now.caseState), named);
    const number = await numberOf(request, opened);
    await this.log(request, matrix.readAccessPackage.look, opened, everything);
    const view = viewFor({
      office: running.key,
      kept: now,
      named,
      texts: new CaseTexts(events),
      profile,
      today: this.today(),
      caller: opened.acting,
      number,
      departments: running.office.departments,
      nameOf: (sub) => running.office.members.nameOf(sub),
      path: pathIn(opened.events),
      steps: [],
      consequences: consequencesIn(running.office, opened.events),
      links: await this.linksOf(request, opened, now),
    });
    const json = (value: unknown) => strToU8(`${JSON.stringify(value, null, 2)}\n`);
    const files: { [name: string]: Uint8Array } = {
      'case.json': json({
        ...view,
        letters: view.letters?.filter(({ ofStranger }) => ofStranger === undefined),
        documents: view.documents?.filter(({ ofStranger }) => ofStranger === undefined),
      }),
      'history.json': json(
        events.flatMap(({ revision, type, occurredAt, recordedAt, actor, data, from, to }) => {
          const { content: _, ...shown } = data as { readonly content?: unknown };
          const told = { revision, type, occurredAt, recordedAt, role: actor.role, data: shown, from, to };
          return [{ ...told, ...unreadableIn(unreadable, revision) }];
        }),
      ),
      'access-log.json': json(
        running.office.access.of(id).map(({ at, role, purpose, what }) => ({ at, role, purpose, what })),
      ),
    };
    now.caseState.letters.forEach((letter, n) => {
      const event = events[letter.revision];
      if (!event || letter.revision < named) return;
      const until = letter.revision + 1;
      files[`letters/${n}.html`] = strToU8(
        letterPage({
          letter,
          event,
          caseState: foldCase(id, opened.events.slice(0, until)),
          texts: new CaseTexts(events.slice(0, until)),
          number,
          officeName: running.office.settings.name,
          departments: running.office.departments,
        }),
      );
    });
    for (const document of now.caseState.documents.filter(({ revision }) => revision >= named)) {
      const { content, fileName } = (events[document.revision]?.data ?? {}) as { readonly [field: string]: unknown };
      const name = typeof fileName === 'string' ? `${document.id} ${fileName}` : `${document.id}.bin`;
      if (typeof content === 'string') files[`documents/${name}`] = Buffer.from(content, 'base64');
    }
    return zipSync(files);
  }

  /**
   * Keys that are announced for destruction, held or not, a page at a time, and complaints that were to lose theirs and
   * have them still. @throws Refused VALIDATION the cursor
   */
  async destructions(request: ReadRequest, { cursor, limit = 200 }: Pick<Paging, 'cursor' | 'limit'> = {}) {
    const { office, agenda, runner, views } = this.admitted(request, matrix.listDestructions);
    request.check?.();
    const [dueAt, commandId] = cursor === undefined ? [] : (decodeCursor('destructions', cursor) ?? ['']);
    if (cursor !== undefined && (commandId === undefined || !/^\d{1,15}$/.test(dueAt!))) throw invalidCursor();
    const after = commandId === undefined ? undefined : { dueAt: Number(dueAt), commandId };
    if (runner.isBehind) request.stale?.();
    const found = await agenda.destructions(this.clock.now(), { after, limit: limit + 1 });
    const [shown, last] = [found.slice(0, limit), found[limit - 1]];
    const owed = after ? [] : [...new Set(runner.transientErrors.flatMap(({ streams = [] }) => streams))];
    const numbers = await numbersOf(views.db, [...shown.map(({ stream }) => stream), ...owed]);
    const named = (stream: string) => ({ id: stream, number: numbers.get(stream) ?? null });
    const items = shown.map((each) => {
      const earliest = agenda.earliest(each);
      return {
        ...named(each.stream),
        closedOn: each.closedOn,
        dueOn: localDateOf(each.dueAt),
        announcedOn: each.announcedAt === undefined ? null : localDateOf(each.announcedAt),
        earliestOn: each.held || earliest === Infinity ? null : localDateOf(earliest),
        held: each.held,
      };
    });
    const told = owed.map(named);
    await this.listed(request, matrix.listDestructions, [...items, ...told]);
    return {
      items,
      owed: told,
      noticeDays: office.notices.noticeMs / dayMs,
      next: found.length > limit && last ? encodeCursor('destructions', [String(last.dueAt), last.commandId]) : null,
    };
  }

  /**
   * The newest event after a revision that another has made than whoever asks; null: there is none. Nothing of the case
   * is told by it, so it is no look.
   * @throws Refused NOT_FOUND, CONFIDENTIAL, as where its history is read
   */
  async movedByAnother(request: ReadRequest, id: string, since: number): Promise<number | null> {
    const { running, now } = await this.standing(request, matrix.readHistory, id);
    if (now.revision <= since) return null;
    const later = await running.office.store.readStream(id, { from: since + 1 });
    const moved = later.findLast(({ metadata }) => (metadata.actor as unknown as Actor).sub !== request.caller.sub);
    return moved?.revision ?? null;
  }

  /** The rules of the office with their sources. */
  profile(request: ReadRequest): Profile {
    const { profile } = this.own(request).office;
    request.check?.();
    return profile;
  }
  /** All that were loaded, to be compared: rules are published, and nothing of a case is in them. */
  profiles(request: ReadRequest): readonly Profile[] {
    return this.own(request).office.allProfiles;
  }
  /** The newest lifecycle; and every one, with the complaints that are pinned to it, for those who see them all. */
  async lifecycle(request: ReadRequest) {
    const report = lifecycleReport(newestLifecycle, this.profile(request));
    const { views, runner } = this.own(request);
    const counted = seesWholeOffice(request.caller);
    if (counted && runner.isBehind) request.stale?.();
    const lines = tables<WorklistTables>(views.db.read);
    const cases = async (lifecycle: string): Promise<number> =>
      (await list(lines, { filter: { lifecycle }, today: this.today(), limit: 1 })).total;
    const versions = await Promise.all(
      Object.keys(lifecycles).map(async (id) => ({ id, cases: counted ? await cases(id) : null })),
    );
    return { ...report, versions };
  }

  /** Waits until the read models of this office have seen this position; false when they have not in time. */
  async seen(request: ReadRequest, position: bigint): Promise<boolean> {
    return this.own(request).runner.seen(position);
  }

  /**
   * What whoever complains can prove to know, for a code that opens the case to them: said to nobody, compared alone.
   * @param looked where somebody of the office asks: a look is written down
   * @throws Refused NOT_FOUND, and what else reading the case by that row refuses
   */
  async knownOfComplainant(request: ReadRequest, row: RowOfRoles, id: string, looked?: 'logged'): Promise<Known> {
    const opened = await this.open(request, row, id);
    if (looked) await this.log(request, row.look!, opened, ['codes']);
    const person = new CaseTexts(opened.events).complainant(opened.now.caseState);
    const isKnown = person !== null && !isShredded(person) && !isUnreadable(person);
    return isKnown && opened.now.caseState.registeredAt !== null ? person : {};
  }

  /** The cases whose complainant has that CPR number, for whoever has shown to be that person. */
  async casesOf(office: string, cpr: string): Promise<readonly string[]> {
    const running = this.offices.get(office);
    if (!running) return [];
    const lines = tables<WorklistTables>(running.views.db.read);
    const tokens = tokensAsked((term) => running.office.keys.mac('index', term), cpr);
    const { items } = await list(lines, { filter: {}, today: this.today(), limit: mostOfOne, tokens });
    const own: string[] = [];
    // The index has everybody who stands in a case.
    for (const { id, number } of items) {
      if (number === null) continue;
      try {
        const asking = { office, caller: citizenOf(office, id) };
        const known = await this.knownOfComplainant(asking, matrix.readComplaint, id);
        if (typeof known.cpr === 'string' && known.cpr.replace('-', '') === cpr) own.push(id);
      } catch (error) {
        // One that cannot be read keeps nobody from the others.
        if (!(error instanceof Refused)) throw error;
      }
    }
    return own;
  }

  private own({ office, caller }: ReadRequest): RunningOffice {
    const running = ownOffice(this.offices, office, caller);
    running.office.members.note(caller);
    return running;
  }

  private admitted(request: ReadRequest, row: RowOfRoles): RunningOffice {
    const running = this.own(request);
    admit(row, request.caller, running.office.profile);
    return running;
  }

  /** The request in the one role that a list is made in. @throws Refused NOT_FOUND, ROLE_FORBIDDEN */
  private listing(request: ReadRequest, row: RowOfRoles): ReadRequest {
    this.admitted(request, row);
    return { ...request, caller: asOne(request.caller, actsInList(row.who, request.caller)) };
  }

  /** Where a complaint stands now: what is remembered of it, once the stream has shown that nothing came after. */
  private async standing(request: ReadRequest, row: RowOfRoles, id: string): Promise<Standing> {
    const running = this.admitted(request, row);
    const { complaints, store } = running.office;
    const known = await complaints.of(id);
    this.actingAt(request, row, known);
    request.check?.();
    const later = await store.readStream(id, { from: known!.revision + 1, limit: 1 });
    const now = later.length === 0 ? known : await complaints.reload(id);
    if (!now) throw refused('NOT_FOUND');
    return { running, acting: this.actingAt(request, row, now), now, profile: running.office.profileOf(now) };
  }

  /** The whole stream; the contents of documents stay sealed unless they are asked for. */
  private async open(request: ReadRequest, row: RowOfRoles, id: string, contents?: 'withContents'): Promise<Opened> {
    const running = this.admitted(request, row);
    this.actingAt(request, row, await running.office.complaints.of(id));
    request.check?.();
    const records = await running.office.store.readStream(id);
    const { events, unreadable } = await openIn(running.office, id, records, {
      leave: contents ? [] : ['content'],
      isShredded: records.some(({ type }) => destroysKeysOf(type) === 'complaint'),
    });
    const isHeld = (event: ComplaintEvent) =>
      quarantined.has(isCorrection(event) ? event.data.revision : event.revision);
    const quarantined = new Set(
      foldOpened(events)
        .caseState.documents.filter((document) => document.quarantined)
        .map(({ revision }) => revision),
    );
    const readable = events.map((event) => (isHeld(event) ? withoutContent(event) : event));
    const whole = foldOpened(readable);
    const acting = this.actingAt(request, row, whole);
    const shown = seesWholeOffice(acting) ? readable : withoutStrangers(readable, whole.caseState);
    const now = shown === readable ? whole : foldOpened(shown);
    const profile = running.office.profileOf(now);
    const named = namedSince(now.caseState);
    return { running, acting, events: shown, texts: textsFor(acting, shown, named), named, now, profile, unreadable };
  }

  /** @throws Refused NOT_FOUND it is not there, or not for this caller by this route; CONFIDENTIAL */
  private actingAt({ caller }: ReadRequest, { who }: RowOfRoles, at: LoadedComplaint | undefined): Acting {
    if (!at) throw refused('NOT_FOUND');
    return asOne(caller, actsAt(who, caller, at.caseState, this.today()));
  }

  /** To other cases and from them, of those that the caller may open. */
  private async linksOf(
    request: ReadRequest,
    { acting, running: { office, views, runner } }: Standing,
    { stream, caseState }: LoadedComplaint,
    asof: { readonly at?: number | undefined; readonly position?: bigint | undefined } = {},
  ): Promise<readonly LinkView[]> {
    if (!seesWholeOffice(acting)) return [];
    if (runner.isBehind) request.stale?.();
    const found = [
      ...caseState.links.map((link) => ({ ...link, direction: 'out' as const })),
      ...(await linksTo(tables<LinkTables>(views.db.read), stream, asof)).map((link) => ({
        ...link,
        direction: 'in' as const,
      })),
    ];
    const open = new Set<string>();
    for (const id of new Set(found.map(({ to }) => to))) {
      const other = await office.complaints.of(id);
      if (other && isOpenTo(request.caller, other.caseState, this.today())) open.add(id);
    }
    const numbers = await numbersOf(views.db, [...open]);
    return found.filter(({ to }) => open.has(to)).map((link) => ({ ...link, number: numbers.get(link.to) ?? null }));
  }

  /** A look that is not made here, of codes alone. */
  looked(request: ReadRequest, what: string, now: LoadedComplaint, role: Role): Promise<void> {
    return this.log(request, what, { acting: asOne(request.caller, role), now }, ['codes']);
  }

  /** @param texts where who the parties are is shown, or could be seen */
  private log(
    request: ReadRequest,
    what: string,
    { acting, now, texts }: Pick<Standing, 'acting' | 'now'> & { readonly texts?: CaseTexts },
    fields: readonly FieldGroup[],
  ): Promise<void> {
    const { stream, caseState, actors } = now;
    const [role] = acting.roles;
    const ofTheDay = caseState.registeredAt === null;
    const look = { ...this.madeBy(request, role, ofTheDay), sub: acting.sub, name: acting.name };
    const marks = marksOf(look, caseState, actors, texts ? namesIn(caseState, texts) : []);
    return this.record(request, { what, role, ofTheDay, fields, marks }, [stream]);
  }

  private madeBy(request: ReadRequest, role: Role, ofTheDay: boolean) {
    const switches = this.own(request).office.profile.settings.calendar.value;
    return { role, at: this.clock.now(), ofTheDay, switches };
  }

  private async shown(request: ReadRequest, row: RowOfRoles, found: Page, more: ListedMore = {}): Promise<Listed> {
    await this.listed(request, row, found.items, more);
    const { members } = this.own(request).office;
    const items = found.items.map(({ assignee: sub, ...item }) => ({
      ...item,
      assignee: sub === null ? null : { sub, name: members.nameOf(sub) },
    }));
    return { ...found, items };
  }

  /** What is shown of cases, and of talks that became none: of those the hour is kept of nothing (H16). */
  async listed(
    request: ReadRequest,
    row: RowOfRoles,
    items: readonly Pick<Page['items'][number], 'id' | 'number'>[],
    { what = row.look!, fields = ['codes'], terms }: ListedMore = {},
  ): Promise<void> {
    const role = admit(row, request.caller, this.own(request).office.profile);
    const [talks, cases] = [
      items.filter(({ number }) => number === null),
      items.filter(({ number }) => number !== null),
    ];
    const record = (those: typeof items, ofTheDay: boolean) =>
      this.record(
        request,
        // Of a talk nobody's name is shown: there is none.
        {
          what,
          role,
          ofTheDay,
          fields: ofTheDay ? fields.filter((each) => each !== 'identity') : fields,
          terms,
          marks: marksOfHour(this.madeBy(request, role, ofTheDay)),
        },
        those.map(({ id }) => id),
      );
    await Promise.all([
      ...(cases.length > 0 || talks.length === 0 ? [record(cases, false)] : []),
      ...(talks.length > 0 ? [record(talks, true)] : []),
    ]);
  }

  private async record(
    { office: key, caller, purpose, acting, requestId }: ReadRequest,
    { what, role, ofTheDay, fields, marks, terms }: Made,
    complaints: readonly string[],
  ): Promise<void> {
    acting?.(role);
    const why = purpose ?? defaults[role] ?? 'handling';
    if (!(purposes as readonly string[]).includes(why))
      throw refused('VALIDATION', 400, {
        errors: [{ field: 'X-Purpose', code: 'MALFORMED_HEADER', sentences: badPurpose }],
      });
    const now = this.clock.now();
    const { access: log, lookSeals } = this.offices.get(key)!.office;
    const at = new Date(ofTheDay ? localMidnight(localDateOf(now)) : now).toISOString();
    const access: Access = {
      at,
      // A citizen's own id would outlive the keys of the case, and stand beside a talk that has no name in it.
      by: reach[role] === 'ownCase' ? aCitizen : caller.sub,
      role,
      purpose: why as Purpose,
      what,
      ...(ofTheDay ? {} : { request: requestId }),
      ...(reach[role] === 'askedDepartment' ? { department: caller.department } : {}),
      fields,
      ...(terms === undefined ? {} : { terms: await lookSeals.seal(terms, at, 'terms') }),
      marks,
    };
    try {
      await log.record(access, complaints);
    } catch (error) {
      throw error instanceof StoreUnavailable ? notRecorded() : error;
    }
  }

  private readerOf({ caller }: ReadRequest): Reader | undefined {
    const sub = namedReader(caller);
    return sub === undefined ? undefined : { sub, today: this.today() };
  }

  private today(): LocalDate {
    return localDateOf(this.clock.now());
  }
}

/**
 * The number that the read models give a case: waited for where it was registered just now. Null before it is a case.
 */
async function numberOf({ stale }: ReadRequest, { running: { views, runner }, now }: Standing): Promise<string | null> {
  if (now.caseState.registeredAt === null) return null;
  const known = async () => (await numbersOf(views.db, [now.stream])).get(now.stream);
  const number = (await known()) ?? ((await runner.seen(now.position)) ? await known() : undefined);
  if (number === undefined) stale?.();
  return number ?? null;
}

/** With the words of a search as they were written, for those who may read them. @throws KeyStoreUnavailable */
export async function wordsOpened<Entry extends Access>({ lookSeals }: Office, look: Entry) {
  const { terms, ...told } = look;
  return terms === undefined ? told : { ...told, terms: await lookSeals.open(terms, look.at, 'terms') };
}

/** What a citizen is told of a look at the own case. */
function extractOf({ settings, departments }: Office, { at, purpose, role, department = '' }: Access) {
  const unit =
    reach[role as Role] === 'ownCase'
      ? you
      : reach[role as Role] === 'askedDepartment'
        ? (bothLanguages(departments.get(department)) ?? aDepartment)
        : settings.name;
  return { on: localDateOf(Date.parse(at)), purpose, unit };
}
const bothLanguages = (name: string | undefined) => (name === undefined ? undefined : { da: name, en: name });
const you = { da: 'Dig selv', en: 'Yourself' };
const aDepartment = { da: 'En forvaltning', en: 'A department' };

/** What the events of a case have, all together. */
const ofEvents: readonly FieldGroup[] = ['codes', 'identity', 'texts', 'documents', 'notes'];
const everything: readonly FieldGroup[] = fieldGroups.filter((group) => group !== 'figures');

function fieldsOf({ complainant, parties, summary, letters, documents, notes }: CaseView): readonly FieldGroup[] {
  const has = (list: readonly unknown[] | undefined): boolean => list !== undefined && list.length > 0;
  const isNamed = complainant !== null && complainant !== undefined && 'name' in complainant;
  const groups = {
    codes: true,
    identity: isNamed || has(parties),
    texts: typeof summary === 'string',
    letters: has(letters),
    documents: has(documents),
    notes: has(notes),
    looks: false,
    figures: false,
  } satisfies { readonly [Group in FieldGroup]: boolean };
  return fieldGroups.filter((group) => groups[group]);
}

/** What the parties are called, as far as it opens. */
function namesIn({ parties }: CaseState, texts: CaseTexts): readonly string[] {
  return parties.flatMap((party) => {
    const person = texts.person(party);
    return person !== undefined && 'name' in person && typeof person.name === 'string' ? [person.name] : [];
  });
}

const unreadableIn = (fields: Unopened, revision: number): { readonly unreadable?: readonly string[] } => {
  const own = fields.get(revision);
  return own === undefined ? {} : { unreadable: own };
};

/**
 * A field that does not open is marked where it stands, and told at the health page: it hides nothing else.
 * @throws KeyStoreUnavailable, UnreadableEvent
 */
async function openIn(
  { codec, unopened }: Office,
  stream: string,
  records: readonly StoredRecord[],
  opening: Opening,
): Promise<{ readonly events: readonly ComplaintEvent[]; readonly unreadable: Unopened }> {
  const unreadable = new Map<number, readonly string[]>();
  const events = await codec.open<ComplaintEvent>(records, {
    ...opening,
    broken: ({ revision }, field) => {
      unopened.add(stream);
      unreadable.set(revision, [...(unreadable.get(revision) ?? []), field]);
    },
  });
  return { events, unreadable };
}

/** The events of these revisions, opened, each at its place; nothing else of the stream is read. */
async function eventsAt(
  { running: { office }, now: { stream, caseState } }: Standing,
  revisions: readonly (number | undefined)[],
): Promise<readonly ComplaintEvent[]> {
  const events: ComplaintEvent[] = [];
  for (const from of new Set(revisions.filter((each) => each !== undefined))) {
    const records = await office.store.readStream(stream, { from, limit: 1 });
    const opened = await openIn(office, stream, records, { isShredded: caseState.shredded });
    for (const event of opened.events) events[event.revision] = event;
  }
  return events;
}

/** `me`: whoever asks. */
const meant = (filter: Filter, { sub }: Caller): Filter =>
  filter.assignee === 'me' ? { ...filter, assignee: sub } : filter;

/** @throws Refused VALIDATION it is none that a list has given */
function cursorOf({ cursor, sort = usualSort }: Paging): readonly [string, string] | undefined {
  if (cursor === undefined) return undefined;
  const place = placeIn(sort, cursor);
  if (!place) throw invalidCursor();
  return place;
}

export const invalidCursor = (): Refused =>
  refused('VALIDATION', 400, { errors: [{ field: 'cursor', code: 'MALFORMED', sentences: badCursor }] });

/** A store that is away is said as what it means here: nothing is wrong with the case. */
const notRecorded = (): Refused =>
  new Refused(
    {
      code: 'STORE_UNAVAILABLE',
      rules: [],
      sentences: {
        da: 'Opslaget kan ikke registreres lige nu, og et opslag, der ikke er registreret, vises ikke. Sig det til den, der driver systemet.',
        en: 'This look cannot be recorded just now, and a look that is not recorded is not given. Tell whoever runs the system.',
      },
    },
    503,
  );

const underQuarantine = {
  da: 'Dokumentet kom, efter at samtykket var trukket tilbage, og kan ikke læses uden et nyt.',
  en: 'The document came after the consent was withdrawn and cannot be read without a new one.',
};
const badCursor = {
  da: 'Markøren er ikke en, som listen har givet i denne rækkefølge.',
  en: 'The cursor is none that the list has given in this order.',
};

const consequencesIn = (office: Office, events: readonly ComplaintEvent[]): readonly Consequence[] =>
  consequencesOf(events, (id) => office.profileNamed(id));

function foldOpened(events: readonly ComplaintEvent[]): LoadedComplaint {
  const [first] = events;
  if (!first) throw refused('NOT_FOUND');
  return advanceAll(begin(first.stream, lifecycleOf(lifecycleNamedBy(first))), events);
}

/** What was written down of people who have nothing to do with the case is for the office alone. */
function withoutStrangers(events: readonly ComplaintEvent[], caseState: CaseState): readonly ComplaintEvent[] {
  const strangers = strangersIn(caseState);
  return strangers.size === 0
    ? events
    : events.map((event) => (strangers.has(event.revision) ? withoutPerson(event, caseState) : event));
}

/** The texts of a case as a caller may read them. */
const textsFor = (caller: Caller, events: readonly ComplaintEvent[], named: number): CaseTexts =>
  new CaseTexts(
    seesWholeOffice(caller) || actsForDepartment(caller) !== undefined ? events : ofTheNamed(events, named),
  );

/** Who the parties are is told by `strangersIn`. */
const persons: ReadonlySet<string> = new Set(['person', 'complainant', 'representative']);
/** Without the words of what was written before this revision; a meeting with another leaves its place empty. */
function ofTheNamed(events: readonly ComplaintEvent[], named: number): readonly ComplaintEvent[] {
  const theirs: ComplaintEvent[] = [];
  for (const event of events) {
    if (event.revision >= named) theirs[event.revision] = event;
    else if (event.type !== 'MeetingAttended') theirs[event.revision] = withoutWords(event);
  }
  return theirs;
}

function withoutWords(event: ComplaintEvent): ComplaintEvent {
  const words = new Set(Object.keys(complaintEvents[event.type].personal).map((path) => path.split(/[.[]/)[0]!));
  const data = Object.entries(event.data).filter(([field]) => persons.has(field) || !words.has(field));
  return { ...event, data: Object.fromEntries(data) } as unknown as ComplaintEvent;
}

/** A registration names two: only the one who is a stranger is left out. */
function withoutPerson(event: ComplaintEvent, { parties }: CaseState): ComplaintEvent {
  const isOf = (role: Party['role']) =>
    parties.some((party) => party.role === role && strangersIn({ parties: [party] }).has(event.revision));
  const data = Object.entries(event.data).filter(
    ([field]) =>
      field !== 'person' &&
      !(field === 'complainant' && isOf('complainant')) &&
      !(field === 'representative' && isOf('representative')),
  );
  return { ...event, data: Object.fromEntries(data) } as unknown as ComplaintEvent;
}

const withoutContent = (event: ComplaintEvent): ComplaintEvent => {
  const {
    title: _,
    content: __,
    summary: ___,
    fileName: ____,
    mediaType: _____,
    ofDocument: ______,
    ofText: _______,
    ...data
  } = event.data as { readonly [field: string]: unknown };
  return { ...event, data } as unknown as ComplaintEvent;
};
