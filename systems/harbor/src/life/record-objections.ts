import { instantText } from '@finharbor/kernel';
import type { Verified } from '../documents.ts';
import { issue, type Registry } from './hub-acts.ts';

/**
 * Says under the registry's signature when each of these registrations that objects reached it, once for each. An issuer dates its own
 * document as it likes; whether an objection came within the notice goes by this.
 */
export async function recordObjections(
  at: Registry,
  registrations: readonly Verified<'rights_registration'>[],
): Promise<void> {
  const { store, party } = at.ctx;
  for (const { id, body } of registrations) {
    if (body.kind !== 'objection') continue;
    const { product } = body;
    const records = await store.documents.find('objection_record', { product, issuer: party });
    if (records.some((record) => record.body.objection === id)) continue;
    const recordedAt = instantText((await store.documents.recordedMs(id))!);
    await issue(at, 'objection_record', { objection: id, product, recordedAt });
  }
}
