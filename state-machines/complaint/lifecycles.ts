/**
 * Every version of the lifecycle that a complaint can be pinned to. A version stays for as long as a store may hold a
 * case of it (law 8).
 */
import { apiState, complaintV1 } from './complaint.v1.js';

export const lifecycleMachines = {
  'complaint/1': { id: 'complaint/1', machine: complaintV1, region: 'lifecycle', nameOf: apiState },
} as const;

export const currentLifecycle = 'complaint/1' satisfies keyof typeof lifecycleMachines;
