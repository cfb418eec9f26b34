import type { Transfer } from '../domain.ts';
import { sha256OfStream } from './digest.ts';
import type { ProviderOptions } from './options.ts';
import type { Version } from './store.ts';

/** The data set of a transfer and the version of it that is there now; its digest is reckoned once and not at each request. */
export async function prepared(
  { pid, agreementId }: Transfer,
  options: ProviderOptions,
): Promise<{ readonly datasetId: string; readonly version: Version }> {
  const datasetId = await options.targetOf(agreementId);
  const known = await options.store.outgoing.find(pid);
  await using opened = await options.source.open({ datasetId, transferId: pid });
  const { size, etag, mediaType } = opened;
  // Also where the source has changed since: a transfer moves the version it began with, or fails.
  if (known) return { datasetId, version: known.version };
  const digest = await sha256OfStream(opened.read(0, size));
  return { datasetId, version: { size, etag, mediaType, sha256: digest } };
}

/** Ends a transfer at the provider for good: its use is recorded, and what was kept for it goes. */
export async function endOutgoing(transferId: string, options: ProviderOptions): Promise<void> {
  const { store, source, clock, recordUse } = options;
  await store.outgoing.setState(transferId, 'ended');
  await store.outgoing.use(transferId, clock.nowMs(), recordUse);
  const outgoing = await store.outgoing.find(transferId);
  if (outgoing) await source.release({ datasetId: outgoing.datasetId, transferId });
}

/** After a start: uses that a killed process has not recorded. */
export async function recordLeftUses({ store, clock, recordUse }: ProviderOptions): Promise<void> {
  for (const transferId of await store.outgoing.unrecorded())
    await store.outgoing.use(transferId, clock.nowMs(), recordUse);
}
