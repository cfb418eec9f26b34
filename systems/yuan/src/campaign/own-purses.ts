import type { YuanContext } from '../context.ts';
import { pursesOwnedBy } from '../purses/postgres.ts';
import { merchants } from '../wallets/postgres.ts';
import type { PurseView } from './views.ts';

/** Money under a purpose that a wallet has, and had of late. */
export async function ownPursesOf(
  { db, till }: Pick<YuanContext, 'db' | 'till'>,
  wallet: string,
): Promise<readonly PurseView[]> {
  const own = await pursesOwnedBy(db, wallet);
  const left = await till.purses(own.map(({ id }) => id));
  const shops = await merchants(
    db,
    own.flatMap(({ purpose }) => purpose?.merchants ?? []),
  );
  return own.map(({ id, area, subject, title, purpose, expiresAtMs, state }) => ({
    id,
    area,
    subject,
    title,
    leftMinor: left.get(id) ?? 0n,
    merchants: purpose?.merchants?.flatMap((number) => shops.get(number)?.name ?? []) ?? null,
    categories: purpose?.categories ?? null,
    expiresAtMs,
    state,
  }));
}
