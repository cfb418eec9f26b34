import type { JudgeOffer } from '@finharbor/dataspace';
import { judgeOffer } from '@finharbor/dataspace/policy';
import { nodeCapabilities } from '../usage/check-terms.ts';

/** Refuses an offer with a term that this node does not understand or could not hold anybody to, and names it. */
export const judgeTermsOf: JudgeOffer = async ({ offer }) => {
  const judged = judgeOffer(offer, nodeCapabilities);
  if (judged.kind === 'acceptable') return undefined;
  return {
    code: 'contract.terms',
    text: judged.faults.map(({ pointer, text }) => `${pointer}: ${text.en} / ${text.zh}`),
  };
};
