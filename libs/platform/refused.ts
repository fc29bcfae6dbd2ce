import { contractCodes, type ContractCode } from './contract-codes.js';
import { Refused, type RefusedDetails } from './refusal.js';

/** A refusal by one of the contract's own codes; the status is the code's unless another is given. */
export function refused(
  code: ContractCode,
  status: number = contractCodes[code].status,
  details: RefusedDetails = {},
): Refused {
  const { da, en } = contractCodes[code];
  return new Refused({ code, rules: [], sentences: { da, en } }, status, details);
}
