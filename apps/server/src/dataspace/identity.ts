import type { DataspaceTables } from '@finharbor/dataspace';
import {
  didWebOf,
  didWebResolver,
  type HeldCredentials,
  heldCredentials,
  membershipType,
  type Participants,
  postgresReplays,
  type Resolve,
  statusReader,
  textFetcher,
  webParticipants,
} from '@finharbor/dataspace/participants';
import { type Clock, type SigningKey, systemRandom } from '@finharbor/kernel';
import type { Kysely } from 'kysely';

/** What a process of the dataspace is known by: `did:web`, from the address it is reached at. This machine's own has the name `localhost`. */
export function participantIdOf(url: string): string {
  const root = new URL(url);
  if (isThisMachine(root)) root.hostname = 'localhost';
  return didWebOf(root);
}

function isThisMachine({ hostname }: URL): boolean {
  return hostname === '127.0.0.1' || hostname === '[::1]' || hostname === 'localhost';
}

/** How others' documents are found. Where this process itself is reached on this machine, so may they be. */
function resolverAt(
  url: string,
  clock: Clock,
): { readonly resolve: Resolve; readonly fetchText: ReturnType<typeof textFetcher> } {
  const loopback = isThisMachine(new URL(url));
  const fetchText = textFetcher({ reach: { loopback, inside: true } });
  return { fetchText, resolve: didWebResolver({ fetchText, clock, loopback }) };
}

/** What a node's identity is made of. */
export type IdentityParts = {
  readonly key: SigningKey;
  /** Where this node is reached. */
  readonly url: string;
  /** The data space's authority: the hub. */
  readonly hubUrl: string;
  readonly db: Kysely<DataspaceTables>;
  readonly clock: Clock;
  /** Asks the hub for this node's membership. */
  readonly askMembership: (holder: string) => Promise<string>;
};

/** Who a node is among connectors: its party's key, and the membership that the hub has issued to it. */
export function nodeIdentity({ key, url, hubUrl, db, clock, askMembership }: IdentityParts): Participants {
  const did = participantIdOf(url);
  const authority = participantIdOf(hubUrl);
  const { resolve, fetchText } = resolverAt(url, clock);
  const verifier = { resolve, clock, isTrusted: (issuer: string) => issuer === authority };
  const held = heldCredentials({ db, subject: did, verifier, clock });
  return webParticipants({
    key,
    did,
    root: url,
    resolve,
    membership: {
      own: () => ownMembership(held, () => askMembership(did)),
      authorities: new Set([authority]),
      checkStatus: statusReader({ fetchText, resolve, clock }),
    },
    replays: postgresReplays(db),
    clock,
    random: systemRandom,
  });
}

async function ownMembership(held: HeldCredentials, ask: () => Promise<string>): Promise<string | undefined> {
  const kept = await held.valid(membershipType);
  if (kept !== undefined) return kept;
  await held.put(await ask());
  return held.valid(membershipType);
}
