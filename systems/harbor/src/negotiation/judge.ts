import type { JudgeOffer } from '@finharbor/dataspace';
import { type FactName, judgeOffer } from '@finharbor/dataspace/policy';

/** What a node knows of a use when it judges it. Where data is used, and what a payment comes to, it is not told. */
const known: readonly FactName[] = [
  ...(['nowMs', 'use', 'recipient', 'purpose', 'retentionMs', 'consent', 'withdrawnSubjects'] as const),
  ...(['smallestGroup', 'resultStep', 'epsilon', 'delta', 'fewestRows', 'mostRows'] as const),
  ...(['learner', 'told', 'modelOpenedTo', 'approval'] as const),
];

/** Refuses an offer with a term that this node does not understand or could not hold anybody to, and names it. */
export const judgeTermsOf: JudgeOffer = async ({ offer }) => {
  const judged = judgeOffer(offer, { facts: known, computes: true });
  if (judged.kind === 'acceptable') return undefined;
  return {
    code: 'contract.terms',
    text: judged.faults.map(({ pointer, text }) => `${pointer}: ${text.en} / ${text.zh}`),
  };
};
