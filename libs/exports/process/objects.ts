/** The things a complaint consists of, as they stand after an event: read from the caseState, coded values only. */
import { askedToBeHeard } from '../../case/awaited.js';
import { type ConsentScope } from '../../case/case-parts.js';
import { type CaseState } from '../../case/case-state.js';
import { yesNo } from './coded-fields.js';

/** Type → its attributes, in their order. Every value is text. */
export const objectTypes = {
  complaint: [
    'profile',
    'lifecycle',
    'origin',
    'channel',
    'complainantType',
    'state',
    'outcome',
    'cycle',
    'registered',
    'principled',
    'shredded',
  ],
  part: ['topic', 'admissible', 'ground', 'ageLimit', 'inCase', 'inScope', 'outcome', 'position'],
  referral: ['due', 'status'],
  request: ['due', 'status'],
  hearing: ['due', 'status'],
  consent: ['purpose', 'status'],
  document: ['kind', 'direction', 'status'],
  suggestion: ['topic', 'status'],
  erasureRequest: ['of', 'due', 'status'],
  department: [],
} as const satisfies { readonly [type: string]: readonly string[] };

export type ObjectType = keyof typeof objectTypes;
export interface Relation {
  readonly objectId: string;
  readonly qualifier: string;
}
export interface Snapshot {
  readonly id: string;
  readonly type: ObjectType;
  readonly attributes: { readonly [name: string]: string };
  readonly related: readonly Relation[];
}

/** Departments belong to the office; everything else to one complaint. */
export const departmentId = (key: string): string => `department/${key}`;
export const objectId = (complaint: string, type: ObjectType, key: string | number): string =>
  `${complaint}/${type}/${key}`;

/** `consents`: every scope that was ever given with the revision that gave it, oldest first. */
export function objectsOf(
  complaint: string,
  caseState: CaseState,
  state: string,
  consents: ReadonlyMap<ConsentScope, number>,
): readonly Snapshot[] {
  const own: Snapshot[] = [];
  const add = (
    type: ObjectType,
    key: string | number,
    attributes: { readonly [name: string]: string | undefined },
    related: readonly (Relation | undefined)[],
  ) => {
    own.push({ id: objectId(complaint, type, key), type, attributes: present(attributes), related: present(related) });
  };
  const department = (key: string | undefined, qualifier: string) =>
    key === undefined ? undefined : { objectId: departmentId(key), qualifier };
  const known = new Set(caseState.parts.map(({ id }) => id));
  const part = (id: string, qualifier: string) =>
    known.has(id) ? { objectId: objectId(complaint, 'part', id), qualifier } : undefined;

  for (const {
    id,
    topic,
    department: of,
    admissible,
    ground,
    ageLimit,
    waived,
    inCase,
    inScope,
    outcome,
    position,
  } of caseState.parts) {
    add(
      'part',
      id,
      {
        topic,
        admissible: admissible === null ? undefined : yesNo(admissible),
        ground,
        ageLimit: waived ? 'waived' : ageLimit ? (ageLimit.exceeded ? 'exceeded' : 'within') : undefined,
        inCase: yesNo(inCase),
        inScope: yesNo(inScope),
        outcome: outcome ?? undefined,
        position: position ?? undefined,
      },
      [department(of, 'concerns')],
    );
  }
  caseState.referrals.forEach(({ department: asked, parts, due, answeredOn, endedOn, reminders }, index) => {
    const status =
      answeredOn !== null
        ? 'answered'
        : endedOn !== null
          ? 'unanswered'
          : reminders === 0
            ? 'sent'
            : reminders === 1
              ? 'reminded'
              : 'escalated';
    add('referral', index + 1, { due, status }, [department(asked, 'asks'), ...parts.map((id) => part(id, 'about'))]);
  });
  for (const { id, department: of, status, asked } of caseState.informationRequests)
    add('request', id, { due: asked?.due, status }, [department(of, 'asks')]);
  for (const { id, department: of, asked, heardOn } of askedToBeHeard(caseState)) {
    const { due, recalled, endedOn } = asked;
    const status = heardOn !== null ? 'heard' : recalled ? 'recalled' : endedOn === null ? 'open' : 'ended';
    add('hearing', id, { due, status }, [department(of, 'asks')]);
  }
  for (const [scope, revision] of consents) {
    const status = caseState.consent.scopes.includes(scope)
      ? 'given'
      : caseState.consent.withdrawn.includes(scope)
        ? 'withdrawn'
        : 'ended';
    add(
      'consent',
      revision,
      { purpose: scope.purpose, status },
      scope.departments.map((key) => department(key, 'covers')),
    );
  }
  for (const { id, of, direction, department: other, quarantined, erased } of caseState.documents) {
    const kind = typeof of === 'string' ? of : caseState.letters[of.letter]?.kind;
    add('document', id, { kind, direction, status: erased ? 'erased' : quarantined ? 'quarantined' : 'filed' }, [
      department(other, direction === 'in' ? 'from' : 'to'),
    ]);
  }
  caseState.suggestions.forEach(({ topic, department: of, forwardedOn, position }, index) => {
    add('suggestion', index + 1, { topic, status: forwardedOn === null ? 'recorded' : (position ?? 'forwarded') }, [
      department(of, 'concerns'),
    ]);
  });
  const documents = new Set(caseState.documents.map(({ id }) => id));
  for (const { id, of, document, due, status } of caseState.erasureRequests) {
    add('erasureRequest', id, { of, due, status }, [
      document !== undefined && documents.has(document)
        ? { objectId: objectId(complaint, 'document', document), qualifier: 'about' }
        : undefined,
    ]);
  }
  return [
    {
      id: complaint,
      type: 'complaint',
      attributes: present(ofComplaint(caseState, state)),
      related: own.map(({ id, type }) => ({ objectId: id, qualifier: type })),
    },
    ...own,
  ];
}

function ofComplaint(caseState: CaseState, state: string): { readonly [name: string]: string | undefined } {
  const { pinned, received, ownInitiative, counted } = caseState;
  return {
    profile: pinned?.profile,
    lifecycle: pinned?.lifecycle,
    origin: ownInitiative ? 'ownInitiative' : counted ? 'counted' : 'inquiry',
    channel: received?.channel || undefined,
    complainantType: received?.complainantType || undefined,
    state,
    outcome: caseState.outcome ?? undefined,
    cycle: String(caseState.cycle),
    registered: yesNo(caseState.registeredAt !== null),
    principled: yesNo(caseState.principled),
    shredded: yesNo(caseState.shredded),
  };
}

function present<Value>(list: readonly (Value | undefined)[]): readonly Value[];
function present<Value>(fields: { readonly [name: string]: Value | undefined }): { readonly [name: string]: Value };
function present(some: readonly unknown[] | { readonly [name: string]: unknown }): unknown {
  if (Array.isArray(some)) return (some as readonly unknown[]).filter((entry) => entry !== undefined);
  const found: { [name: string]: unknown } = {};
  for (const [name, value] of Object.entries(some)) if (value !== undefined) found[name] = value;
  return found;
}
