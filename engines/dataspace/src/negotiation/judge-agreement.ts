import type { Negotiation, Reason } from '../domain.ts';
import type { Agreement, Policy } from '../policy/model.ts';
import { reasonOf } from '../policy/reason.ts';
import { sameTerms } from '../policy/same-terms.ts';
import { termsOf } from './step.ts';

/**
 * Whether an agreement is the one that was negotiated: between these two, over this data set, on the terms of the last offer.
 * Returns what differs.
 */
export function judgeAgreementStrictly(
  negotiation: Negotiation,
  agreement: Agreement,
  self: string,
): Reason | undefined {
  const [assigner, assignee] =
    negotiation.role === 'consumer' ? [negotiation.peer, self] : [self, negotiation.peer];
  const text = [
    ...expected('assigner', agreement.assigner, assigner),
    ...expected('assignee', agreement.assignee, assignee),
    ...expected('target', agreement.target, negotiation.datasetId),
    ...differingTerms(negotiation.offer, agreement),
  ];
  return text.length > 0 ? { code: 'dataspace.agreement_differs', text } : undefined;
}

function expected(name: string, is: string, should: string): readonly string[] {
  return is === should ? [] : [`${name}: ${is} instead of ${should}`];
}

/** A sentence on each term by which a policy differs from what it should say; whose ids and texts they bear does not count. */
export function differingTerms(should: Policy, is: Policy): readonly string[] {
  const sameness = sameTerms(termsOf(should), termsOf(is));
  return sameness.kind === 'same' ? [] : reasonOf(sameness).text;
}
