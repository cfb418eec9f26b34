import { hubRoutes } from '@finharbor/harbor/contract';
import { type Bilingual, instantText, typedClient } from '@finharbor/kernel/contract';
import { clock } from '@finharbor/ui';
import { hub, node } from '../api.ts';
import { deviceOf, type FirmDevice, ownDocuments } from './own-key.ts';

const dayMs = 86_400_000;

/** Every admitted party with its node's address, as the hub's directory has it. */
export async function harborParties() {
  const { body } = await hub.getHarbor({});
  return body.parties
    .filter(({ party }) => party !== body.party)
    .map(({ party, name, url }) => ({ party, name, url }));
}

/** The models this node can score with. */
export async function ownModels() {
  return (await node.listModels({})).body;
}

/** The firm's device where a registrar has vouched for its key. */
export async function vouchedDevice(party: string) {
  const own = await deviceOf(party);
  if (!own || (await ownDocuments(own)) === undefined) return undefined;
  return { fetch: own.fetch, sign: own.sign, consent: (given: Consent) => consent(own, party, given) };
}

type Consent = {
  readonly contract: string;
  readonly purpose: Bilingual;
  readonly validDays: number;
  readonly audience: readonly string[];
};

async function consent(own: FirmDevice, party: string, given: Consent): Promise<string> {
  const nonce = crypto
    .getRandomValues(new Uint8Array(16))
    .toBase64({ alphabet: 'base64url', omitPadding: true });
  const body = {
    contract: given.contract,
    uscc: party.slice('firm:'.length),
    purpose: given.purpose,
    validUntil: instantText(clock.nowMs() + given.validDays * dayMs),
    nonce,
  };
  const { postDocument } = hubRoutes;
  const signed = await own.sign('consent', body, given.audience);
  return (await typedClient({ postDocument }, location.origin).postDocument({ body: signed })).body.id;
}
