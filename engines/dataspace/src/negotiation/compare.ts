import { canonicalJson, type Json } from '@finharbor/kernel';
import type { Negotiation, Reason } from '../domain.ts';
import type { Agreement, Policy } from '../policy/model.ts';
import { termsOf } from './step.ts';

const parts = ['permission', 'prohibition', 'obligation', 'profile'] as const;

/** Which parts of two policies are not the same, each with both texts; the order of rules within a part does not count. */
export function differingTerms(asked: Policy, published: Policy): readonly string[] {
  return parts.flatMap((part) => {
    const [one, other] = [formOf(asked, part), formOf(published, part)];
    return one === other ? [] : [`${part}: ${one} instead of ${other}`];
  });
}

function formOf(policy: Policy, part: (typeof parts)[number]): string {
  const value = (termsOf(policy)[part] ?? []) as readonly Json[];
  const items = value.map((item) => canonicalJson(withoutEmpty(item)));
  return `[${items.toSorted().join(',')}]`;
}

/** An empty list of constraints says what none says. */
function withoutEmpty(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([, item]) => !(Array.isArray(item) && item.length === 0));
  return Object.fromEntries(entries.map(([key, item]) => [key, withoutEmpty(item)]));
}

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
    ...differingTerms(agreement, negotiation.offer),
  ];
  return text.length > 0 ? { code: 'dataspace.agreement_differs', text } : undefined;
}

function expected(name: string, is: string, should: string): readonly string[] {
  return is === should ? [] : [`${name}: ${is} instead of ${should}`];
}
