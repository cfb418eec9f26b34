import { fail } from '@finharbor/kernel';
import type { YuanContext } from '../context.ts';
import type { Wallet } from '../wallets/domain.ts';

type Closing = Pick<YuanContext, 'db' | 'till' | 'newId'>;

/**
 * Closes an empty wallet for good: in the records first, which every movement asks, and then in the ledger, which alone knows that it
 * is empty; where it is not, it is open again. Errors: `yuan.wallet_frozen`, `yuan.not_empty`, `yuan.in_use`.
 */
export async function closeWallet({ db, till, newId }: Closing, wallet: Wallet): Promise<void> {
  const { number } = wallet;
  if (wallet.state === 'frozen') fail('yuan.wallet_frozen', 'A frozen wallet cannot be closed.');
  if (await isNeeded(db, number))
    fail('yuan.in_use', 'It has sub-wallets, or money under a purpose belongs to it or returns to it.');
  const isMarked = await mark(db, number, { from: 'open', to: 'closed' });
  if (!isMarked && wallet.state !== 'closed') fail('yuan.wallet_frozen', 'A frozen wallet cannot be closed.');
  const outcome = await till.closeWallet(number, newId());
  if (outcome === 'closed') return;
  await mark(db, number, { from: 'closed', to: 'open' });
  fail(
    'yuan.not_empty',
    'There is money in it, or money is on its way to the bank. Spend or redeem it first.',
  );
}

async function isNeeded(db: Closing['db'], number: string): Promise<boolean> {
  const [sub, purse] = await Promise.all([
    db
      .selectFrom('yuan_wallet')
      .select('number')
      .where('parent', '=', number)
      .where('state', '<>', 'closed')
      .executeTakeFirst(),
    db
      .selectFrom('yuan_purse')
      .select('id')
      .where('state', '=', 'open')
      .where((eb) => eb.or([eb('owner', '=', number), eb('returns_to_wallet', '=', number)]))
      .executeTakeFirst(),
  ]);
  return sub !== undefined || purse !== undefined;
}

async function mark(
  db: Closing['db'],
  number: string,
  { from, to }: { readonly from: 'open' | 'closed'; readonly to: 'open' | 'closed' },
): Promise<boolean> {
  const marked = await db
    .updateTable('yuan_wallet')
    .set({ state: to })
    .where('number', '=', number)
    .where('state', '=', from)
    .returning('number')
    .executeTakeFirst();
  return marked !== undefined;
}
