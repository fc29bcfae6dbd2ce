/**
 * Every code that an answer can carry, with its sentences. Those of bodies and of missing steps are asked of the code
 * that says them.
 */
import { validateBody } from '../../../libs/complaints/steps/validate-body.js';
import { steps, type CommandName } from '../../../libs/complaints/steps/steps.js';
import { newestLifecycle } from '../../../libs/complaints/write/complaint-lifecycle.js';
import { contractCodes } from '../../../libs/platform/contract-codes.js';
import { Refused, type Sentences } from '../../../libs/platform/refusal.js';

export interface CodeTold {
  readonly code: string;
  readonly status: number;
  /** What is said, in each situation. */
  readonly says: readonly (Sentences & { readonly cites: readonly string[] })[];
}

const refusedBodies: readonly (readonly [name: CommandName, body: object])[] = [
  ['ReceiveInquiry', { name: '' }],
  ['AttestUnable', {}],
  ['DecideErasure', { request: 'E1', decision: 'refused' }],
  ['AssessRemit', { part: 'A', admissible: false, ground: 'content', guidance: ['whereToComplain'] }],
  ['OpenInvestigation', { scope: ['A'] }],
];
const missingSteps: readonly (readonly [step: CommandName, state: string, regions: readonly string[]])[] = [
  ['PlaceHold', 'intake', []],
  ['CloseCase', 'closed', []],
  ['PlaceHold', 'closed', ['privacy']],
  ['CompleteIntake', 'registered', []],
  ['CloseCase', 'mediation', []],
  ['CloseCase', 'referred', []],
  ['OpenInvestigation', 'answered', []],
  ['OpenInvestigation', 'awaitingConsent', []],
  ['WithdrawConsent', 'registered', ['consent']],
  ['RequestInformation', 'investigating.halted', []],
  ['Conclude', 'investigating.halted', []],
];

/** In alphabetical order. */
export function codesTold(): readonly CodeTold[] {
  const told = new Map<string, { code: string; status: number; says: (Sentences & { cites: readonly string[] })[] }>();
  const tell = (code: string, status: number, { da, en }: Sentences, cites: readonly string[]) => {
    const entry = told.get(code) ?? { code, status, says: [] };
    told.set(code, entry);
    if (!entry.says.some((said) => said.en === en)) entry.says.push({ da, en, cites });
  };
  for (const [code, { status, da, en }] of Object.entries(contractCodes)) tell(code, status, { da, en }, []);
  for (const [name, body] of refusedBodies) {
    try {
      validateBody(name, body, { beforeRegistration: true });
    } catch (error) {
      if (error instanceof Refused) tell(error.refusal.code, error.status, error.refusal.sentences, []);
    }
  }
  const { rules, missing: noTransition } = newestLifecycle.version;
  for (const rule of Object.values(rules))
    tell(rule.code, rule.code === 'ROLE_FORBIDDEN' ? 403 : 409, rule, rule.cites);
  for (const missing of missingSteps.map(([name, ...where]) => noTransition(steps[name], ...where)))
    tell(missing.code, 409, missing, missing.cites);
  return [...told.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}
