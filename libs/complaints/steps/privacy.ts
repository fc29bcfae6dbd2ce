import { erasureObjects, erasureDecisions, erasureBases, holdReasons } from '../../../event-schemas/complaint/codes.js';
import { holdsOn, retentionOf, yes } from './facts.js';
import { GoesWith, IsCoded, IsDate, IsReference } from './fields.js';
import { addMonths } from '../../policy/calendar.js';
import { erasureDue } from '../../policy/limits.js';
import { DateOutside, stepOf, UnknownReference } from './step.js';

export class RequestErasure {
  @IsCoded(erasureObjects) readonly of!: (typeof erasureObjects)[number];
  @GoesWith({ of: 'document' }) @IsReference() readonly document?: string;
}
export const requestErasure = stepOf(RequestErasure)({
  name: 'RequestErasure',
  title: { da: 'Registrér anmodning om sletning', en: 'Record a request for erasure' },
  phase: 'case',
  proposes: ['ErasureRequested'],
  decide: ({ of, document }, { caseState, today }) => {
    // Only what came in has a key of its own; our letters go with the case.
    if (
      document !== undefined &&
      !caseState.documents.some(({ id, of: kind, ownKey }) => id === document && (kind === 'filed' || ownKey))
    )
      throw new UnknownReference('document');
    return {
      type: 'ErasureRequested',
      data: { request: `E${caseState.erasureRequests.length + 1}`, of, document, due: erasureDue(today), facts: {} },
    };
  },
  sample: () => ({ of: 'case' }),
  rebuild: ({ data: { of, document } }) => ({ of, document }),
});

export class DecideErasure {
  @IsReference() readonly request!: string;
  @IsCoded(erasureDecisions) readonly decision!: (typeof erasureDecisions)[number];
  @IsCoded(erasureBases) readonly basis!: (typeof erasureBases)[number];
  @GoesWith({ decision: 'extended' }) @IsDate() readonly extendedTo?: string;
}
export const decideErasure = stepOf(DecideErasure)({
  name: 'DecideErasure',
  title: { da: 'Afgør anmodning om sletning', en: 'Decide a request for erasure' },
  phase: 'case',
  proposes: ['ErasureRefused', 'ErasureExtended', 'DocumentErased', 'CaseErased'],
  decide: ({ request: id, decision, basis, extendedTo }, { caseState, profile, today }) => {
    const request = caseState.erasureRequests.find((entry) => entry.id === id);
    if (!request) throw new UnknownReference('request');
    const open = { request: request.status === 'open' ? 'open' : 'decided' } as const;
    if (decision === 'refused') return { type: 'ErasureRefused', data: { request: id, basis, facts: open } };
    if (decision === 'extended') {
      // GDPR art. 12(3): by two further months at most, counted from the first month.
      const limits = {
        after: request.due,
        last: addMonths(erasureDue(request.requestedOn), 2),
        by: 'GDPR art. 12(3)',
      };
      if (extendedTo === undefined || extendedTo <= limits.after || extendedTo > limits.last)
        throw new DateOutside('extendedTo', limits);
      return { type: 'ErasureExtended', data: { request: id, basis, extendedTo, facts: open } };
    }
    if (request.document !== undefined)
      return {
        type: 'DocumentErased',
        data: { request: id, basis, document: request.document, facts: { ...open, ...holdsOn(caseState) } },
      };
    return {
      type: 'CaseErased',
      data: {
        request: id,
        basis,
        facts: { ...open, ...holdsOn(caseState), retention: retentionOf(caseState, profile, today) },
      },
    };
  },
  sample: ({ caseState }) => {
    const open = caseState.erasureRequests.find(({ status }) => status === 'open');
    return {
      request: open?.id ?? caseState.erasureRequests[0]?.id ?? '',
      decision: 'refused',
      basis: 'journalingDuty',
    };
  },
  rebuild: ({ type, data: { request, basis, ...data } }) => ({
    request,
    decision: type === 'ErasureRefused' ? 'refused' : type === 'ErasureExtended' ? 'extended' : 'granted',
    basis,
    extendedTo: 'extendedTo' in data ? data.extendedTo : undefined,
  }),
});

export class PlaceHold {
  @IsCoded(holdReasons) readonly reason!: (typeof holdReasons)[number];
}
export const placeHold = stepOf(PlaceHold)({
  name: 'PlaceHold',
  title: { da: 'Hold sagen tilbage fra sletning', en: 'Place a hold' },
  phase: 'case',
  proposes: ['HoldPlaced'],
  decide: ({ reason }) => ({ type: 'HoldPlaced', data: { reason, facts: {} } }),
  sample: () => ({ reason: 'archiveTransfer' }),
  rebuild: ({ data: { reason } }) => ({ reason }),
});

export class LiftHold {
  @IsCoded(holdReasons) readonly reason!: (typeof holdReasons)[number];
}
export const liftHold = stepOf(LiftHold)({
  name: 'LiftHold',
  title: { da: 'Ophæv tilbageholdelsen', en: 'Lift the hold' },
  phase: 'case',
  proposes: ['HoldLifted'],
  decide: ({ reason }, { caseState }) => ({
    type: 'HoldLifted',
    data: { reason, facts: { placed: yes(caseState.holds.includes(reason)) } },
  }),
  sample: ({ caseState }) => ({ reason: (caseState.holds[0] ?? 'archiveTransfer') as 'archiveTransfer' }),
  rebuild: ({ data: { reason } }) => ({ reason }),
});

export class ShredKeys {}
export const shredKeys = stepOf(ShredKeys)({
  name: 'ShredKeys',
  title: { da: 'Slet personoplysninger for altid', en: 'Shred the personal data for good' },
  phase: 'case',
  proposes: ['KeysShredded'],
  decide: (_, { caseState, profile, today }) => ({
    type: 'KeysShredded',
    data: { facts: { ...holdsOn(caseState), retention: retentionOf(caseState, profile, today) } },
  }),
  sample: () => ({}),
  rebuild: () => ({}),
});

export const privacySteps = [requestErasure, decideErasure, placeHold, liftHold, shredKeys] as const;
