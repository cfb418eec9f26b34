import { gathered } from '@finharbor/kernel';
import type { Kysely } from 'kysely';
import type { YuanTables } from '../database.gen.ts';
import type { Merchant, Wallet } from '../wallets/domain.ts';
import { tillsByNumber } from '../wallets/postgres.ts';
import { type Order, ordersById } from './postgres.ts';

/** A wallet, and the merchant that is paid into it where there is one. */
export type WalletOrShop = { readonly wallet: Wallet; readonly merchant: Merchant | undefined };

/**
 * Who pays and is paid, as it stands when it is asked for. Nothing is remembered, as a wallet may be frozen by another process at any
 * moment; but all payments of a moment are looked up together.
 */
export type Known = {
  readonly wallet: (number: string) => Promise<WalletOrShop | undefined>;
  readonly order: (id: string) => Promise<Order | undefined>;
};

/** What is known in a database. */
export function knownIn(db: Kysely<YuanTables>): Known {
  return {
    wallet: gathered((numbers) => tillsByNumber(db, numbers)),
    order: gathered((ids) => ordersById(db, ids)),
  };
}
