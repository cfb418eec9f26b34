import { FinharborError, fail, instantMs, instantText } from '@finharbor/kernel';
import { authDate } from '../accounts/auth.ts';
import { type Context, inTransaction } from '../accounts/context.ts';
import { isTaken } from '../accounts/create.ts';
import { accountRows } from '../accounts/read.ts';
import { credentialOf } from './enter.ts';
import type { Arrived, OutsideAccounts } from './store.ts';

/** Links who came from a provider to the account of the session in which they set out. */
export function link(ctx: Context, { providerId, identity }: Arrived, session: string): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    const nowMs = tx.clock.nowMs();
    // Locked, so that of two links made at once for one account the second sees the first.
    const owner = await accountRows(tx.db)
      .innerJoin('access_session as s', 's.user_id', 'u.id')
      .where('s.token', '=', session)
      .where('s.expires_at', '>', instantText(nowMs))
      .forUpdate('u')
      .executeTakeFirst();
    if (!owner) fail('access.outside_over', 'You signed out meanwhile. Sign in and start again.');
    const { internalAdapter } = await tx.auth();
    const key = { providerId: credentialOf(providerId), accountId: identity.subject };
    const linked = await internalAdapter.findAccountByKey(key);
    if (linked?.userId === owner.id) return;
    if (linked) throw linkedElsewhere();
    const credentials = await internalAdapter.findAccounts(owner.id);
    if (credentials.some((one) => one.providerId === key.providerId))
      fail(
        'access.outside_already_linked',
        'Your account is linked to another person of this provider. Unlink that first.',
      );
    const at = authDate(nowMs);
    try {
      await internalAdapter.linkAccount({ userId: owner.id, ...key, createdAt: at, updatedAt: at });
    } catch (error) {
      throw isTaken(error) ? linkedElsewhere() : error;
    }
  });
}

export const links =
  ({ db }: Context): OutsideAccounts['links'] =>
  async (accountId) => {
    const rows = await db
      .selectFrom('access_credential')
      .select(['provider_id', 'created_at'])
      .where('user_id', '=', accountId)
      .where('provider_id', 'like', credentialOf('%'))
      .execute();
    return rows.map((row) => ({
      providerId: row.provider_id.slice(credentialOf('').length),
      sinceMs: instantMs(row.created_at),
    }));
  };

export const unlink =
  (ctx: Context): OutsideAccounts['unlink'] =>
  ({ accountId, providerId, except, served, passwords }) =>
    inTransaction(ctx, async (tx) => {
      // Locked, so that of two ways ended at once the second sees that it would be the last.
      await tx.db
        .selectFrom('access_user')
        .select('id')
        .where('id', '=', accountId)
        .forUpdate()
        .executeTakeFirst();
      const { internalAdapter } = await tx.auth();
      const credentials = await internalAdapter.findAccounts(accountId);
      const ended = credentials.find((one) => one.providerId === credentialOf(providerId));
      if (!ended) fail('access.outside_not_linked', 'Your account is not linked to this provider.');
      const ways = [...served.map(credentialOf), ...(passwords ? ['credential'] : [])];
      if (!credentials.some((one) => one !== ended && ways.includes(one.providerId)))
        fail('access.outside_last_way', 'It is your only way to sign in.');
      await internalAdapter.deleteAccount(ended.id);
      await tx.db
        .deleteFrom('access_session')
        .where('user_id', '=', accountId)
        .where('token', '!=', except)
        .where('token', 'in', (of) =>
          of.selectFrom('access_outside_session').select('token').where('provider_id', '=', providerId),
        )
        .execute();
    });

function linkedElsewhere(): FinharborError {
  return new FinharborError({
    code: 'access.outside_linked_elsewhere',
    publicMessage: 'This person of the provider is linked to another account here.',
  });
}
