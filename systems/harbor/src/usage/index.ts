import { odrl, ownNamespace, type Policy } from '@finharbor/dataspace/policy';
import type { Body } from '../documents.ts';

/** TEMPORARY: replaced by the policy branch. */
export function policyOf(contract: Body<'contract'>, _product: string): Policy {
  return {
    permission: [
      {
        action: odrl('execute'),
        constraint: contract.constraints.map(({ name, operator, value }) => ({
          leftOperand: `${ownNamespace}${name}`,
          operator,
          rightOperand: String(value),
        })),
      },
    ],
  };
}
