import { fail } from '@finharbor/kernel';
import type { Bodies, Verified } from '../documents.ts';
import type { ChangeDraft } from './drafts.ts';
import { newestOf } from './read.ts';

/** What a side has to sign to change a listing, or what it has signed already. Errors: `product.not_suspended`, `product.withdrawn`. */
export function nextChange(
  {
    changes,
    side,
    holder,
    product,
  }: {
    readonly changes: readonly Verified<'listing_change'>[];
    readonly side: string;
    readonly holder: string;
    readonly product: string;
  },
  { change, reason }: ChangeDraft,
): Bodies['listing_change'] | { readonly id: string } {
  const own = changes.filter(({ issuer, body }) => issuer === side && body.holder === holder);
  const last = newestOf(own);
  const withdrawn = own.find(({ body }) => body.change === 'withdrawn');
  if (withdrawn && change !== 'withdrawn') fail('product.withdrawn', 'Nobody takes a withdrawal back.');
  if (withdrawn ?? last?.body.change === change) return withdrawn ?? last!;
  if (change === 'resumed' && last?.body.change !== 'suspended')
    fail('product.not_suspended', 'Each side lifts only its own suspension, and this one has none.');
  return { product, holder, change, reason };
}
