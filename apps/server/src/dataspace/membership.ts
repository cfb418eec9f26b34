import { type MembershipAuthority, membershipAuthority } from '@finharbor/dataspace/participants';
import type { HubContext } from '@finharbor/harbor';
import { fail, sha256, systemRandom } from '@finharbor/kernel';
import { defineRoute, type Route } from '@finharbor/kernel/contract';
import { type Endpoint, endpoint } from '@finharbor/kernel/http';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import { type ServerTables, tablesOf } from '../database.ts';
import { participantIdOf } from './identity.ts';

const yearMs = 365 * 86_400_000;

/** A party asks the hub for its membership of the data space; it gets the same one until that runs out. */
export const postMembership: Route<{ replies: { 200: { readonly credential: string } } }> = defineRoute({
  method: 'POST',
  path: '/participant/membership',
  summary: { en: 'Membership of the data space', zh: '数据空间成员凭证' },
  tags: ['participants'],
  responses: { 200: z.strictObject({ credential: z.string() }) },
  errors: ['access.unauthenticated'],
  access: 'signed',
  audit: 'participant.join',
});

/** What the hub issues memberships with; `url` is where it is reached. */
export type AuthorityParts = {
  readonly ctx: Pick<HubContext, 'key' | 'store' | 'clock'>;
  readonly db: Kysely<ServerTables>;
  readonly url: () => string;
};

/** The hub as the authority of the data space, and where admitted parties get their memberships. */
export function hubMemberships({ ctx, db, url }: AuthorityParts): {
  readonly authority: MembershipAuthority;
  /** The membership of a participant: one a year. */
  readonly issueTo: (holder: string, role: string) => Promise<string>;
  readonly endpoints: readonly Endpoint[];
} {
  const authority = (): MembershipAuthority =>
    membershipAuthority({
      issuer: { did: participantIdOf(url()), key: ctx.key },
      db: tablesOf(db),
      statusListUrl: new URL('/participant/status-list', url()).href,
      clock: ctx.clock,
      random: systemRandom,
    });
  const issueTo = (holder: string, role: string): Promise<string> => {
    const year = Math.floor(ctx.clock.nowMs() / yearMs);
    return authority().issue({ id: uuidOf(`${holder} ${year}`), holder, role, validForMs: 2 * yearMs });
  };
  return {
    issueTo,
    authority: {
      issue: (request) => authority().issue(request),
      revoke: (holder) => authority().revoke(holder),
      statusList: () => authority().statusList(),
    },
    endpoints: [
      endpoint(postMembership, async ({ caller }) => {
        const party = caller.kind === 'key' ? caller.party : undefined;
        const peer = (await ctx.store.peers.list()).find((one) => one.party === party);
        if (!peer)
          return fail('access.unauthenticated', 'Only admitted parties are members. Sign the request.');
        // Another where the party is reached elsewhere.
        const credential = await issueTo(participantIdOf(peer.url), peer.party);
        return { status: 200, body: { credential } };
      }),
    ],
  };
}

/** A UUID made from a text (RFC 9562, version 8). */
function uuidOf(text: string): string {
  const bytes = Buffer.from(sha256(Buffer.from(text)).subarray(0, 16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
