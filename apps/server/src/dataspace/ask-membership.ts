import type { NodeContext } from '@finharbor/harbor';
import { typedClient } from '@finharbor/kernel/http';
import type { NodeConfig } from '../config.ts';
import { signingFetch } from '../hub-client.ts';
import { postMembership } from './membership.ts';

/** Asks the hub for this party's membership, in a request that the party's key signs. */
export function askMembership(
  { hubUrl }: Pick<NodeConfig, 'hubUrl'>,
  { party, key, clock, random }: Pick<NodeContext, 'party' | 'key' | 'clock' | 'random'>,
): () => Promise<string> {
  const client = typedClient({ postMembership }, hubUrl, signingFetch({ party, key, clock, random }));
  return async () => (await client.postMembership({})).body.credential;
}
