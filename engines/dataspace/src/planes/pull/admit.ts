import { fail } from '@finharbor/kernel';
import { mustBeAllowed, mustBeStarted } from '../gate.ts';
import type { ProviderOptions } from '../options.ts';
import type { Span } from '../range.ts';
import type { Outgoing } from '../store.ts';
import { readToken } from '../token.ts';

/** A transfer that may be served, and the bytes of it that both the caller's token and the policy reach. */
export type Admitted = { readonly outgoing: Outgoing; readonly span: Span };

/**
 * Decides on one request. A token that does not hold says nothing about whether there is such a transfer; one that holds proves the
 * consumer, who is told the reason.
 * Errors: `planes.bad_token`, `planes.token_expired`, `planes.suspended`, `planes.ended`, `planes.use_refused`.
 */
export async function admit(
  transferId: string,
  authorization: string | undefined,
  options: ProviderOptions,
): Promise<Admitted> {
  const read = readToken(authorization, options.key.publicKey, options.clock.nowMs());
  if (read.kind === 'refused') fail(read.code, 'Renew the token, or ask for the transfer again.');
  const { claims } = read;
  const outgoing = await options.store.outgoing.find(transferId);
  const isItsOwn =
    claims.transfer === transferId &&
    outgoing?.agreementId === claims.agreement &&
    outgoing.consumer === claims.consumer;
  if (!isItsOwn) fail('planes.bad_token', 'Renew the token, or ask for the transfer again.');
  mustBeStarted(outgoing);
  const reach = await mustBeAllowed(outgoing, options);
  return { outgoing, span: overlap(claims.span, reach) };
}

function overlap(a: Span, b: Span): Span {
  return { from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) };
}
