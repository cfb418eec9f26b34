import type { Bilingual } from '@finharbor/kernel/contract';
import { hub } from '../api.ts';
import { deviceOf } from './own-key.ts';

/** A request for the key of this device as it was sent; no registrars where the harbor has none yet. */
export type SentRequest = {
  readonly registrars: readonly { readonly party: string; readonly name: Bilingual }[];
  readonly requestedAtMs: number | undefined;
};

/** Asks every registrar of the harbor to vouch for this device's key. Where that has been asked already, the first request stands. */
export async function sendRequest(party: string): Promise<SentRequest> {
  const [own, { body: face }] = await Promise.all([deviceOf(party), hub.getHarbor({})]);
  const registrars = face.parties.filter(({ registrar }) => registrar);
  if (!own || registrars.length === 0) return { registrars: [], requestedAtMs: undefined };
  const body = { uscc: party.slice('firm:'.length), publicKey: own.key.publicKey };
  const audience = [...registrars.map((one) => one.party), face.party];
  const sent = await hub.postKeyRequest({ body: await own.sign('key_request', body, audience) });
  return {
    registrars: registrars.map((one) => ({ party: one.party, name: one.name })),
    requestedAtMs: sent.body.requestedAt,
  };
}
