import { fail } from '@finharbor/kernel';
import type { ProviderOptions } from './options.ts';
import type { Span } from './range.ts';
import type { Outgoing } from './store.ts';

/** Errors: `planes.suspended`, `planes.ended`. */
export function mustBeStarted({ state }: Pick<Outgoing, 'state'>): void {
  if (state === 'suspended') fail('planes.suspended', 'The provider has suspended the transfer.');
  if (state === 'ended') fail('planes.ended', 'The transfer has ended.');
}

/** The bytes that the policy reaches. Errors: `planes.use_refused`, with the constraint and the fact that failed. */
export async function mustBeAllowed(
  { transferId, agreementId, consumer, datasetId, version }: Outgoing,
  { mayUse }: Pick<ProviderOptions, 'mayUse'>,
): Promise<Span> {
  const decision = await mayUse({ transferId, agreementId, consumer, datasetId });
  if (decision.kind === 'refused') return fail('planes.use_refused', decision.reason.text.join(' '));
  return decision.bytes ?? { from: 0, to: version.size };
}
