import { protocolPath } from '@finharbor/dataspace';
import { describeSelf, type PublicFace } from '@finharbor/dataspace/participants';
import type { Clock, SigningKey } from '@finharbor/kernel';
import { participantIdOf } from './identity.ts';

const validForMs = 86_400_000;

/** Who publishes what about itself. */
export type Published = {
  readonly key: SigningKey;
  readonly name: { readonly en: string; readonly zh: string };
  readonly role: 'member' | 'operator';
  /** Where it is reached; known once the process listens. */
  readonly url: () => string;
  readonly clock: Clock;
};

/** The DID document and the self-description of a process, signed anew at each question. */
export function publicFace({ key, name, role, url, clock }: Published): PublicFace {
  const connector = (): string => new URL(protocolPath, url()).href;
  return {
    document: () => ({
      did: participantIdOf(url()),
      keys: [key.publicKey],
      services: [{ name: 'dsp', type: 'DataService', endpoint: connector() }],
    }),
    selfDescription: async () => {
      const did = participantIdOf(url());
      const nowMs = clock.nowMs();
      return describeSelf(
        { did, key },
        { legalName: name, role, connector: connector() },
        { id: `${did}#self-description`, validFromMs: nowMs, validUntilMs: nowMs + validForMs },
      );
    },
  };
}
