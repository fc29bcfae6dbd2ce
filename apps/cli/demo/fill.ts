/**
 * Plays the demo's stories: each step is the command that HTTP would send, at its own time, with every timer on the
 * way; no event is made otherwise.
 */
import { type CommandBus } from '@nestjs/cqrs';
import { steps as declared } from '../../../libs/complaints/steps/steps.js';
import { newestLifecycle } from '../../../libs/complaints/write/complaint-lifecycle.js';
import { type Timekeeper } from '../../../libs/complaints/reactions/timekeeper.js';
import { type OfficeMembers } from '../../../libs/identity/office-members.js';
import { type RunningOffice } from '../../../libs/complaints/wiring/running-office.js';
import { Transition, type Counted, type Receipt } from '../../../libs/complaints/write/transition-request.js';
import { addDays } from '../../../libs/policy/calendar.js';
import { type Caller, type Role } from '../../../libs/platform/caller.js';
import { type ProductClock } from '../../../libs/installation/product-clock.js';
import { Refused } from '../../../libs/platform/refusal.js';
import { staff, subOf } from '../../../libs/installation/demo-people.js';
import { inventedCitizen } from './invented.js';
import { introduce } from './introduce.js';
import { schedule } from './schedule.js';
import { type Actor, type Step, type Story } from './story.js';

export interface Filled {
  readonly bus: CommandBus;
  readonly clock: ProductClock;
  readonly timekeeper: Timekeeper;
  readonly offices: readonly RunningOffice[];
  readonly members: ReadonlyMap<string, OfficeMembers>;
}

interface Progress {
  id: string | null;
  /** State, and the outcome in brackets. */
  stands: string;
  request: string;
  document: string;
}

/**
 * Ends with the clock running on from `now` and the time that the filling took. Answers the id of each story's
 * complaint, null for an SMS.
 * @throws Error a step was refused, or a story did not end where it says
 */
export async function fill(
  { bus, clock, timekeeper, offices, members }: Filled,
  stories: readonly Story[],
  now: number,
): Promise<readonly (string | null)[]> {
  const began = performance.now();
  const rules = new Map(offices.map(({ key, office }) => [key, office.profile.settings]));
  const settings = (office: string) => {
    const found = rules.get(office);
    if (!found) throw new Error(`the demo has a story of ${office}, and there is no such office`);
    return found;
  };
  const steps = schedule(stories, now, (office) => ({
    switches: settings(office).calendar.value,
    inPerson: settings(office).officeHours.value,
  }));
  const told = stories.map((): Progress => ({ id: null, stands: '', request: '', document: '' }));
  /** As it is now: reminders have gone out meanwhile. */
  const revisionOf = async (office: string, id: string) =>
    (await offices.find(({ key }) => key === office)!.office.complaints.of(id))!.revision;
  if (!steps[0]) return [];
  clock.standAt(steps[0].at);
  const peopled = offices.filter(({ key }) => stories.some(({ office }) => office === key));
  await Promise.all(peopled.map(({ key, office }) => introduce(members.get(key)!, office.settings)));
  for (const { at, day, story: index, step } of steps) {
    await timekeeper.moveTo(at);
    const story = stories[index]!,
      so = told[index]!;
    const body = step.body({
      day,
      ago: (days) => addDays(day, -days),
      complainant: story.complainant ?? inventedCitizen(index),
      adviser: callerFor(story.office, { ...step, actor: 'adviser' }, index).sub,
      other:
        told.find(
          ({ stands, id }, n) =>
            stories[n]!.office === story.office && n !== index && id !== null && stands.startsWith('closed('),
        )?.id ?? '',
      request: so.request,
      document: so.document,
    });
    const standing = so.id === null ? { id: null } : { id: so.id, revision: await revisionOf(story.office, so.id) };
    const receipt = await carryOut(bus, story, step, standing, body, callerFor(story.office, step, index));
    if ('counted' in receipt) {
      so.stands = 'counted';
      continue;
    }
    const { id, state, outcome, request = so.request, document = so.document } = receipt;
    told[index] = { id, stands: outcome === null ? state : `${state}(${outcome})`, request, document };
  }
  const elsewhere = stories.find(({ leadsTo }, index) => told[index]!.stands !== leadsTo);
  if (elsewhere)
    throw new Error(
      `the demo's story ${elsewhere.office} ${elsewhere.leadsTo} ended as ${told[stories.indexOf(elsewhere)]!.stands}`,
    );
  await timekeeper.moveTo(now);
  clock.runFrom(now + Math.round(performance.now() - began));
  return told.map(({ id }) => id);
}

async function carryOut(
  bus: CommandBus,
  { office, leadsTo }: Story,
  { name }: Step,
  { id, revision }: { readonly id: string | null; readonly revision?: number },
  body: object,
  caller: Caller,
): Promise<Receipt | Counted> {
  try {
    return await bus.execute<Transition, Receipt | Counted>(
      new Transition({
        office,
        complaint: id,
        name,
        ...(declared[name].address === null ? {} : { address: declared[name].address }),
        body: () => body,
        caller,
        ...(revision === undefined ? {} : { ifMatch: `"${revision}"` }),
      }),
    );
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const fields = (error.details.errors ?? []).map(({ field, code }) => ` (${field}: ${code})`).join('');
    throw new Error(
      `the demo's story ${office} ${leadsTo} was refused: ${name} after revision ${revision ?? 'none'}: ${error.refusal.code}${fields}`,
      { cause: error },
    );
  }
}

/** Whom the lifecycle lets take the step, the least of them first. */
const least = (allowed: readonly Role[]): Actor =>
  allowed.includes('adviser') ? 'adviser' : allowed.includes('head') ? 'head' : 'officer';

function callerFor(
  office: string,
  { name, actor = least(newestLifecycle.rolesOf(name)) }: Step,
  story: number,
): Caller {
  if (typeof actor === 'object')
    return {
      sub: `${office}-${actor.department}`,
      name: `Forvaltningens medarbejder (${actor.department})`,
      office,
      roles: ['department'],
      department: actor.department,
    };
  const { advisers, head, officer } = staff[office]!;
  const who =
    actor === 'head'
      ? head
      : actor === 'officer'
        ? officer
        : advisers[(story + (actor === 'colleague' ? 1 : 0)) % advisers.length]!;
  const roles: readonly Role[] =
    actor === 'officer'
      ? ['dataProtectionOfficer']
      : [...(advisers.includes(who) ? (['adviser'] as const) : []), ...(who === head ? (['head'] as const) : [])];
  return { sub: subOf(office, who), name: who, office, roles };
}
