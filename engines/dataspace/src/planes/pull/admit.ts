import { fail } from '@finharbor/kernel';
import type { ProviderOptions, UseAsked } from '../options.ts';
import type { Span } from '../range.ts';
import type { Outgoing } from '../store.ts';
import { readToken } from '../token.ts';

/** A transfer that may be served, and the bytes of it that the caller's token reaches. */
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
  await mustBeAllowed(outgoing, options);
  return { outgoing, span: claims.span };
}

/** Errors: `planes.suspended`, `planes.ended`. */
export function mustBeStarted({ state }: Pick<Outgoing, 'state'>): void {
  if (state === 'suspended') fail('planes.suspended', 'The provider has suspended the transfer.');
  if (state === 'ended') fail('planes.ended', 'The transfer has ended.');
}

/** Errors: `planes.use_refused`, with the constraint and the fact that failed. */
export async function mustBeAllowed(
  { transferId, agreementId, consumer, datasetId }: UseAsked,
  { mayUse }: Pick<ProviderOptions, 'mayUse'>,
): Promise<void> {
  const decision = await mayUse({ transferId, agreementId, consumer, datasetId });
  if (decision.kind === 'refused') fail('planes.use_refused', decision.reason.text.join(' '));
}
