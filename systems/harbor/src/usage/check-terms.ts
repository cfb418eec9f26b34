import { type Capabilities, judgeOffer } from '@finharbor/dataspace/policy';
import { fail } from '@finharbor/kernel';
import { undeliverableTerms } from '../delivery/may-deliver.ts';
import type { Body } from '../documents.ts';
import { policyOf } from './policy-of.ts';
import { usageOf } from './usage.ts';

/** What every node of the harbor knows of a use, by its own measure or by the consumer's word. */
export const nodeCapabilities: Capabilities = {
  facts: [
    ...(['nowMs', 'use', 'recipient', 'consent', 'withdrawnSubjects', 'purpose', 'retentionMs'] as const),
    ...(['smallestGroup', 'resultStep', 'epsilon', 'delta', 'fewestRows', 'mostRows'] as const),
    ...(['learner', 'told', 'modelOpenedTo', 'approval'] as const),
  ],
  computes: true,
};

/** That this party's node understands a contract's terms and can hold to them, before it signs. Errors: `contract.terms_unknown`, `contract.needs_computation`. */
export function checkTerms(contract: Body<'contract'>, party: string): void {
  const judged = judgeOffer(policyOf(usageOf(contract, party)), nodeCapabilities);
  if (judged.kind === 'refused')
    fail('contract.terms_unknown', judged.faults.map(({ text }) => `${text.en}.`).join(' '));
  const refusal = contract.kind === 'deliver' ? undeliverableTerms(contract, party) : undefined;
  if (refusal) fail(refusal.code, refusal.reason.en);
}
