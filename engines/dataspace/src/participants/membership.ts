import { type Clock, fail, instantText, type Random } from '@finharbor/kernel';
import type { Kysely } from 'kysely';
import type { DataspaceTables } from '../database.gen.ts';
import { type Issuer, issueCredential } from './credential.ts';
import { issueStatusList, statusListSize } from './status-list.ts';

/** The type of credential that says who belongs to a data space. */
export const membershipType = 'MembershipCredential';

/** Whom a membership is issued to. */
export type MembershipRequest = {
  /** A UUID of the caller's: asked twice under one, the authority issues one. */
  readonly id: string;
  readonly holder: string;
  readonly role: string;
  readonly validForMs: number;
};

/** The authority of a data space. */
export type MembershipAuthority = {
  readonly issue: (request: MembershipRequest) => Promise<string>;
  /** Takes all memberships of a participant back, for good; how many stood until now. */
  readonly revoke: (holder: string) => Promise<number>;
  /** The status list, freshly signed. */
  readonly statusList: () => Promise<string>;
};

/** What an authority works with. */
export type AuthorityOptions = {
  readonly issuer: Issuer;
  readonly db: Kysely<DataspaceTables>;
  /** Where the status list is published. */
  readonly statusListUrl: string;
  readonly clock: Clock;
  readonly random: Random;
  /** How long nodes may go on with the last list where the authority cannot be reached. */
  readonly listValidMs?: number;
};

/** Issues memberships of a data space and takes them back. Errors: `dataspace.status_list_full`. */
export function membershipAuthority(options: AuthorityOptions): MembershipAuthority {
  const { issuer, db, statusListUrl: url, clock, listValidMs = 600_000 } = options;
  return {
    issue: (request) => issue(options, request),
    revoke: async (holder) => {
      const result = await db
        .updateTable('dataspace_membership')
        .set({ revoked_at: instantText(clock.nowMs()) })
        .where('holder', '=', holder)
        .where('revoked_at', 'is', null)
        .executeTakeFirst();
      return Number(result.numUpdatedRows);
    },
    statusList: async () => {
      const rows = await db
        .selectFrom('dataspace_membership')
        .select('position')
        .where('revoked_at', 'is not', null)
        .execute();
      const revoked = rows.map(({ position }) => position);
      return issueStatusList(issuer, { url, revoked, nowMs: clock.nowMs(), validMs: listValidMs });
    },
  };
}

const mostTries = 64;

async function issue(options: AuthorityOptions, request: MembershipRequest): Promise<string> {
  const { db, random, clock } = options;
  for (let tries = 0; tries < mostTries; tries++) {
    const before = await db
      .selectFrom('dataspace_membership')
      .select('credential')
      .where('id', '=', request.id)
      .executeTakeFirst();
    if (before) return before.credential;
    // At random, as the specification advises: a place that followed the last would tell who joined when.
    const position = Buffer.from(random.bytes(4)).readUInt32BE() % statusListSize;
    const nowMs = clock.nowMs();
    const credential = membershipCredential(options, request, { position, nowMs });
    await db
      .insertInto('dataspace_membership')
      .values({
        id: request.id,
        holder: request.holder,
        position,
        credential,
        issued_at: instantText(nowMs),
        valid_until: instantText(nowMs + request.validForMs),
      })
      // Of the id or of the place: the next round tells which.
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  return fail('dataspace.status_list_full', 'The status list has no place left for another membership.');
}

function membershipCredential(
  { issuer, statusListUrl }: AuthorityOptions,
  { id, holder, role, validForMs }: MembershipRequest,
  { position, nowMs }: { readonly position: number; readonly nowMs: number },
): string {
  return issueCredential(issuer, {
    id: `urn:uuid:${id}`,
    type: membershipType,
    validFromMs: nowMs,
    validUntilMs: nowMs + validForMs,
    subject: { id: holder, memberOf: issuer.did, role },
    status: {
      type: 'BitstringStatusListEntry',
      statusPurpose: 'revocation',
      statusListIndex: String(position),
      statusListCredential: statusListUrl,
    },
  });
}
