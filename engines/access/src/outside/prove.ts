import { fail, instantText } from '@finharbor/kernel';
import { type Context, inTransaction } from '../accounts/context.ts';
import { accountRows } from '../accounts/read.ts';
import { hasFactor } from '../factors/factors.ts';
import { proofValidMs } from '../policy/authorize.ts';
import { credentialOf } from './enter.ts';
import type { Arrived } from './store.ts';

/** Renews a session's proof by who came from a provider, who has to be the session's own person, proven there just now. */
export function prove(ctx: Context, { providerId, identity }: Arrived, session: string): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    const nowMs = tx.clock.nowMs();
    const owner = await accountRows(tx.db)
      .innerJoin('access_session as s', 's.user_id', 'u.id')
      .where('s.token', '=', session)
      .where('s.expires_at', '>', instantText(nowMs))
      .executeTakeFirst();
    if (!owner) fail('access.outside_over', 'You signed out meanwhile. Sign in and start again.');
    const { internalAdapter } = await tx.auth();
    const key = { providerId: credentialOf(providerId), accountId: identity.subject };
    const linked = await internalAdapter.findAccountByKey(key);
    if (linked?.userId !== owner.id)
      fail(
        'access.outside_other_person',
        'You signed in there as somebody else than the one signed in here.',
      );
    // A provider's word is one factor: it must not stand in for the second one an account has here.
    if (await hasFactor(tx, owner.id)) fail('access.other_proof', 'Prove it by one of your second factors.');
    const provenAtMs = Math.min(identity.provenAtMs ?? 0, nowMs);
    if (nowMs - provenAtMs > proofValidMs)
      fail('access.outside_stale', 'You did not sign in there anew. Start again.');
    await tx.db
      .updateTable('access_session')
      .set({ proven_at: instantText(provenAtMs) })
      .where('token', '=', session)
      .execute();
  });
}
