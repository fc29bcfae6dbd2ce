/**
 * The members of an office, folded from its own log, and the rules for changing them. Pure: who asks, and what day it
 * is, are passed in.
 */
import { type MemberRole, type OfficeCandidate, type OfficeEvent } from '../../event-schemas/office/events.js';
import { type Caller, type Role } from '../platform/caller.js';
import { type Shredded, type Unreadable } from '../privacy/keys.js';

export interface Member {
  readonly sub: string;
  readonly name: string | Shredded | Unreadable;
  readonly roles: readonly MemberRole[];
  readonly department?: string;
  /** Local dates, both inclusive. */
  readonly from?: string;
  readonly until?: string;
  /** Somebody has said that this is over: at once, or with the day `until`. */
  readonly isEnded: boolean;
  /** When what stands here was said, RFC 3339, and who said it: a `sub`. */
  readonly since: string;
  readonly by: string;
}

export interface MembersState {
  /** Of the last event; -1: there is none. */
  readonly revision: number;
  readonly members: ReadonlyMap<string, Member>;
}

export const nobody: MembersState = { revision: -1, members: new Map() };

/** What an event makes of the members. @throws MembersMisfit it says what cannot have been */
export function advance({ revision, members }: MembersState, event: OfficeEvent): MembersState {
  const known = members.get(event.data.sub);
  if (event.revision !== revision + 1) throw misfit(event, `revision ${revision + 1} is missing before it`);
  if (event.type === 'MemberAdded' ? known?.isEnded === false : known === undefined)
    throw misfit(event, event.type === 'MemberAdded' ? 'this one is a member already' : 'there is no such member');
  if (event.type === 'MemberChanged' && known?.isEnded) throw misfit(event, 'this one is no member any more');
  if (event.type === 'MemberEnded' && known?.isEnded && !isEarlier(event.data.until, known))
    throw misfit(event, 'this one has ended before');
  return { revision: event.revision, members: new Map(members).set(event.data.sub, memberOf(event, known)) };
}

/** A log of members that no path leads to: it was changed by something else than this program. */
export class MembersMisfit extends Error {
  override readonly name = 'MembersMisfit';
}
const misfit = ({ revision, type }: OfficeEvent, why: string): MembersMisfit =>
  new MembersMisfit(`event ${revision} (${type}) of the members does not fit: ${why}`);

/** Whether an end, at once where it has no day, comes before the one that was said. */
export const isEarlier = (until: string | undefined, { until: said }: Member): boolean =>
  said !== undefined && (until === undefined || until < said);

function memberOf(event: OfficeEvent, known: Member | undefined): Member {
  const said = { since: event.recordedAt, by: event.actor.sub };
  if (event.type === 'MemberEnded') {
    const { until: _, ...before } = known!;
    return { ...before, ...days({ until: event.data.until }), isEnded: true, ...said };
  }
  const { sub, name, roles, department, from, until } = event.data;
  return {
    sub,
    name,
    roles,
    ...(department === undefined ? {} : { department }),
    ...days({ from, until }),
    isEnded: false,
    ...said,
  };
}

const days = ({ from, until }: { readonly from?: string | undefined; readonly until?: string | undefined }) => ({
  ...(from === undefined ? {} : { from }),
  ...(until === undefined ? {} : { until }),
});

export type MemberStatus = 'ahead' | 'current' | 'ended';

/** On a local date: who is not `current` is nobody in the office. */
export function statusOf({ from, until, isEnded }: Member, today: string): MemberStatus {
  if (until === undefined ? isEnded : until < today) return 'ended';
  return from !== undefined && today < from ? 'ahead' : 'current';
}

export const isCurrent = (member: Member, today: string): boolean => statusOf(member, today) === 'current';

/**
 * Of what somebody says who comes with a token, what has been written of the member: one who has ended is nobody, and a
 * role that was not written is none. Of whom nothing was written all of it, and so what a citizen has in the own case.
 */
export function asWritten(caller: Caller, member: Member | undefined, today: string): Caller | null {
  if (member === undefined) return caller;
  const written: readonly Role[] = isCurrent(member, today) ? member.roles : [];
  const { department, ...rest } = caller;
  const ofDepartment = department !== undefined && department === member.department;
  const held = caller.roles.filter(
    (role) => role === 'citizen' || (written.includes(role) && (role !== 'department' || ofDepartment)),
  );
  if (held.length === 0) return null;
  return Object.freeze({
    ...rest,
    roles: Object.freeze(held),
    ...(ofDepartment && held.includes('department') ? { department } : {}),
  });
}

/** An id stands in the clear, in the log and in answers; a CPR number never does. */
export const looksLikeACpr = (sub: string): boolean => /^\s*\d{6}\s*-?\s*\d{4}\s*$/.test(sub);

/** What an administrator may write of somebody. */
export interface MemberSaid {
  readonly sub: string;
  readonly name: string;
  readonly roles: readonly MemberRole[];
  readonly department?: string | undefined;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

/** The event that says so; undefined where it is so already, and so a repetition changes nothing. */
export function candidateFor({ members }: MembersState, said: MemberSaid): OfficeCandidate | undefined {
  const known = members.get(said.sub);
  const { sub, name, department } = said;
  const data = {
    sub,
    name,
    roles: [...said.roles],
    ...(department === undefined ? {} : { department }),
    ...days(said),
    facts: {},
  };
  if (!known || known.isEnded) return { type: 'MemberAdded', data };
  return known.name === name && sameRights(known, said) ? undefined : { type: 'MemberChanged', data };
}

/** What stands in the way of an event, of those that fit: nobody raises own rights, and somebody stays to give them. */
export type MemberRefusal = 'OWN_RIGHTS' | 'LAST_ADMINISTRATOR';

/** @param by who asks, and `today`, a local date */
export function refusalOf(
  state: MembersState,
  candidate: OfficeCandidate,
  { by, today }: { readonly by: string; readonly today: string },
): MemberRefusal | undefined {
  const { members } = state;
  if (candidate.data.sub === by && raisesOwn(members.get(by), candidate)) return 'OWN_RIGHTS';
  const after = new Map(members).set(candidate.data.sub, afterwards(members.get(candidate.data.sub), candidate));
  const goes = (among: (members: MembersState['members'], today: string) => number): boolean =>
    among(members, today) > 0 && among(after, today) === 0;
  return goes(lastingAdministrators) || goes(administrators) ? 'LAST_ADMINISTRATOR' : undefined;
}

/** Own name alone may be written, and an own end: at once, or earlier than it was. */
function raisesOwn(own: Member | undefined, { type, data }: OfficeCandidate): boolean {
  if (type === 'MemberEnded') return data.until !== undefined && (own?.until ?? data.until) < data.until;
  return own === undefined || own.isEnded || !sameRights(own, data);
}

const sameRights = (member: Member, said: Omit<MemberSaid, 'name'>): boolean =>
  member.department === said.department &&
  member.from === said.from &&
  member.until === said.until &&
  member.roles.length === said.roles.length &&
  member.roles.every((role) => said.roles.includes(role));

const afterwards = (known: Member | undefined, candidate: OfficeCandidate): Member =>
  memberOf({ ...candidate, recordedAt: '', actor: { sub: '', name: '', role: '' } } as OfficeEvent, known);

const administratorsIn = (members: MembersState['members'], today: string): readonly Member[] =>
  [...members.values()].filter((member) => member.roles.includes('administrator') && isCurrent(member, today));
export const administrators = (members: MembersState['members'], today: string): number =>
  administratorsIn(members, today).length;
/** Those without a last day: when all others are gone, somebody has to be left. */
const lastingAdministrators = (members: MembersState['members'], today: string): number =>
  administratorsIn(members, today).filter(({ until }) => until === undefined).length;
