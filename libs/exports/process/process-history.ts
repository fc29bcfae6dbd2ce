/**
 * One complaint as a process log sees it: its events, each with what it names and what it changed, and the objects with
 * the values they had over time. Who and which are keyed pseudonyms; no free text, no personal field, no id of the
 * store is in it.
 */
import { type ComplaintEvent } from '../../../event-schemas/complaint/events.js';
import { type ConsentScope } from '../../case/case-parts.js';
import { emptyCase } from '../../case/case-state.js';
import { putsRight, standingOf } from '../../case/corrected.js';
import { standing } from '../../case/evolve.js';
import { type History } from './histories.js';
import { departmentId, objectId, objectsOf, type ObjectType, type Relation, type Snapshot } from './objects.js';
import { type Pseudonyms } from './pseudonyms.js';

export interface LoggedEvent {
  /** Its complaint and place: ids sort in the order in which things happened to a complaint. */
  readonly id: string;
  readonly event: ComplaintEvent;
  readonly resource: string;
  /** `day`: before registration both times are cut to the local date, so their time of day says nothing (H16). */
  readonly precision: 'day' | 'instant';
  readonly related: readonly Relation[];
}

export interface LoggedObject {
  readonly id: string;
  readonly type: ObjectType;
  /** A value holds from its time on; one value for each name and time. */
  readonly attributes: readonly { readonly name: string; readonly value: string; readonly time: string }[];
  readonly related: readonly Relation[];
}

export interface ProcessHistory {
  readonly complaint: string;
  readonly events: readonly LoggedEvent[];
  /** The complaint first. */
  readonly objects: readonly LoggedObject[];
  readonly departments: ReadonlySet<string>;
}

export function processHistory(history: History, pseudonyms: Pseudonyms): ProcessHistory {
  const stream = history[0]?.stream ?? '';
  const complaint = pseudonyms.complaint(stream);
  const consents = new Map<ConsentScope, number>();
  const objects = new Map<string, ObjectInProgress>();
  const departments = new Set<string>();
  let caseState = emptyCase(stream);
  const fold = (event: ComplaintEvent): void => {
    caseState = standing(caseState, event);
    for (const scope of caseState.consent.scopes) if (!consents.has(scope)) consents.set(scope, event.revision);
  };
  const events = history.map((event): LoggedEvent => {
    if (putsRight(event)) {
      caseState = emptyCase(stream);
      consents.clear();
      standingOf(history.filter(({ revision }) => revision <= event.revision)).forEach(fold);
    } else fold(event);
    const touched = new Map<string, string>([[complaint, 'complaint']]);
    const snapshots = objectsOf(complaint, caseState, event.to, consents);
    for (const snapshot of putsRight(event) ? [...snapshots, ...takenBack(objects, snapshots)] : snapshots) {
      const change = keep(objects, snapshot, event.recordedAt);
      if (change && snapshot.id !== complaint) touched.set(snapshot.id, change);
    }
    for (const id of named(complaint, event))
      if ((id.startsWith('department/') || objects.has(id)) && !touched.has(id)) touched.set(id, 'concerns');
    for (const id of touched.keys()) if (id.startsWith('department/')) departments.add(id);
    return {
      id: `${complaint}/${String(event.revision).padStart(6, '0')}`,
      event,
      precision: caseState.registeredAt === null ? 'day' : 'instant',
      resource: pseudonyms.actor(event.actor),
      related: [...touched].map(([id, qualifier]) => ({ objectId: id, qualifier })),
    };
  });
  for (const { related } of objects.values())
    for (const id of related.keys()) if (id.startsWith('department/')) departments.add(id);
  return { complaint, events, departments, objects: [...objects.values()].map(finished) };
}

/** What came of a step that was undone stays in the log with no value left. */
function takenBack(objects: ReadonlyMap<string, ObjectInProgress>, standing: readonly Snapshot[]): readonly Snapshot[] {
  const there = new Set(standing.map(({ id }) => id));
  return [...objects.values()]
    .filter(({ id }) => !there.has(id))
    .map(({ id, type }) => ({ id, type, attributes: {}, related: [] }));
}

/** What is kept of an object while its complaint is read. */
interface ObjectInProgress {
  readonly id: string;
  readonly type: ObjectType;
  readonly values: Map<string, string>;
  readonly attributes: { name: string; value: string; time: string }[];
  readonly related: Map<string, string>;
}

/**
 * Takes the object as it now stands, and says whether that is new. What is no longer set is `none` from then on: OCEL
 * has no way to take a value back.
 */
function keep(
  objects: Map<string, ObjectInProgress>,
  { id, type, attributes, related }: Snapshot,
  time: string,
): 'creates' | 'changes' | undefined {
  const known = objects.get(id);
  const kept: ObjectInProgress = known ?? { id, type, values: new Map(), attributes: [], related: new Map() };
  if (!known) objects.set(id, kept);
  let changed = false;
  const set = (name: string, value: string) => {
    if (kept.values.get(name) === value) return;
    kept.values.set(name, value);
    kept.attributes.push({ name, value, time });
    changed = true;
  };
  for (const [name, value] of Object.entries(attributes)) set(name, value);
  for (const name of kept.values.keys()) if (!(name in attributes)) set(name, 'none');
  for (const { objectId: other, qualifier } of related) kept.related.set(other, qualifier);
  return known ? (changed ? 'changes' : undefined) : 'creates';
}

/**
 * Before registration many events share a moment; of the values of one name at one moment the last is the one that
 * held.
 */
function finished({ id, type, attributes, related }: ObjectInProgress): LoggedObject {
  const last = new Map(attributes.map((entry) => [`${entry.time} ${entry.name}`, entry]));
  return {
    id,
    type,
    attributes: [...last.values()],
    related: [...related].map(([other, qualifier]) => ({ objectId: other, qualifier })),
  };
}

/** The objects that the event's own data point at, there or not. */
function named(complaint: string, { data }: ComplaintEvent): readonly string[] {
  const { part, parts, scope, department, departments, questionsTo, referrals, document, request, hearing, recalled } =
    data as {
      readonly part?: string;
      readonly parts?: readonly string[];
      readonly scope?: readonly string[];
      readonly department?: string;
      readonly departments?: readonly string[];
      readonly questionsTo?: readonly string[];
      readonly referrals?: readonly { readonly department: string; readonly parts: readonly string[] }[];
      readonly document?: string;
      readonly request?: string;
      readonly hearing?: string;
      readonly recalled?: readonly string[];
    };
  const own = (of: ObjectType, keys: readonly (string | undefined)[] = []) =>
    keys.flatMap((key) => (key === undefined ? [] : [objectId(complaint, of, key)]));
  const askedBy = (id: string) =>
    own(id.startsWith('Q') ? 'hearing' : id.startsWith('R') ? 'request' : 'erasureRequest', [id]);
  return [
    ...own('part', [
      part,
      ...(parts ?? []),
      ...(scope ?? []),
      ...(referrals ?? []).flatMap((referral) => referral.parts),
    ]),
    ...[
      department,
      ...(departments ?? []),
      ...(questionsTo ?? []),
      ...(referrals ?? []).map((referral) => referral.department),
    ].flatMap((key) => (key === undefined ? [] : [departmentId(key)])),
    ...own('document', [document]),
    ...[request, hearing, ...(recalled ?? [])].flatMap((id) => (id === undefined ? [] : askedBy(id))),
  ];
}
