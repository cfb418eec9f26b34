import { fail, instantMs, instantText } from '@finharbor/kernel';
import type { Kysely } from 'kysely';
import type { Context } from '../accounts/context.ts';
import { fieldFault } from '../accounts/login.ts';
import type { AccessTables } from '../database.gen.ts';
import { type Actor, fourEyes } from './four-eyes.ts';

/** Who has vouched for an organisation, when, and how: the hub by admitting it, a registrar by its key, or an operator by its code. */
export type Vouched = {
  readonly how: 'admission' | 'registrar' | 'operator';
  readonly by: string;
  readonly atMs: number;
};

/** What a process knows of the vouching for a party; undefined where nobody has. */
export type VouchedFor = (party: string) => Promise<Vouched | undefined>;

/** What an operator read a firm's code from. */
export type CheckedAgainst = 'licence' | 'register';

/** A firm's code as an operator read it, and where. */
export type OrganizationCheck = {
  readonly party: string;
  readonly uscc: string;
  readonly against: CheckedAgainst;
  readonly by: Actor;
};

/** Where to find out whether a party is verified. */
export type Verifications = { readonly db: Kysely<AccessTables>; readonly vouchedFor: VouchedFor };

/** The unified social credit code that a firm has in its name; undefined for every other party. */
export function firmCode(party: string): string | undefined {
  return /^firm:(.*)$/.exec(party)?.[1];
}

/** Who has vouched for a party here or elsewhere; undefined where nobody has. */
export async function verificationOf(
  { db, vouchedFor }: Verifications,
  party: string,
): Promise<Vouched | undefined> {
  const row = await db
    .selectFrom('access_organization_check as c')
    .innerJoin('access_user as u', 'u.id', 'c.checked_by')
    .select(['u.name', 'c.checked_at'])
    .where('c.party', '=', party)
    .executeTakeFirst();
  if (!row) return vouchedFor(party);
  return { how: 'operator', by: row.name, atMs: instantMs(row.checked_at) };
}

/** True for a firm that nobody has vouched for. The process's own people are its party's to know. */
export async function isUnverified(verifications: Verifications, party: string): Promise<boolean> {
  return firmCode(party) !== undefined && (await verificationOf(verifications, party)) === undefined;
}

/**
 * Verifies a firm by the code an operator read; once verified it stays so, by who came first. Errors: `access.organization_not_found`,
 * `access.uscc_differs`, `access.own_request` for who invited one of the firm's people.
 */
export async function verifyOrganization(
  { db, clock }: Context,
  { party, uscc, against, by }: OrganizationCheck,
): Promise<'verified' | 'already_verified'> {
  const code = firmCode(party);
  const known = await db
    .selectFrom('access_organization')
    .select('id')
    .where('slug', '=', party)
    .executeTakeFirst();
  if (!known || code === undefined) fail('access.organization_not_found', 'No such firm has accounts here.');
  if (uscc.replaceAll(/\s/g, '').toUpperCase() !== code)
    throw fieldFault('access.uscc_differs', '/uscc', "This is not the firm's code");
  for (const account of await invitersInto(db, known.id))
    if (fourEyes({ account, onBehalfOf: [] }, by).kind === 'refused')
      fail('access.own_request', 'You invited this firm: another operator has to verify it.');
  const checked = { uscc: code, against, checked_by: by.account, checked_at: instantText(clock.nowMs()) };
  const made = await db
    .insertInto('access_organization_check')
    .values({ party, ...checked })
    .onConflict((conflict) => conflict.column('party').doNothing())
    .executeTakeFirst();
  return made.numInsertedOrUpdatedRows === 1n ? 'verified' : 'already_verified';
}

/** Everybody who invited somebody into an organisation, whether or not they have come. */
async function invitersInto(db: Kysely<AccessTables>, organization: string): Promise<readonly string[]> {
  const [invited, members] = await Promise.all([
    db
      .selectFrom('access_invitation')
      .select('inviter_id as id')
      .where('organization_id', '=', organization)
      .execute(),
    db
      .selectFrom('access_member')
      .select('invited_by as id')
      .where('organization_id', '=', organization)
      .where('invited_by', 'is not', null)
      .execute(),
  ]);
  return [...new Set([...invited, ...members].map(({ id }) => id!))];
}
