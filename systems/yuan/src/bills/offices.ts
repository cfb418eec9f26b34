import { fail, parseUscc } from '@finharbor/kernel';
import type { YuanContext } from '../context.ts';
import { merchants, walletsBy } from '../wallets/postgres.ts';
import { ownWallet } from '../wallets/wallets.ts';
import type { Bill } from './domain.ts';
import { billNumberOf } from './ids.ts';
import type { NewBill } from './office-routes.ts';
import { billsByNumber, keepBills } from './postgres.ts';
import type { Office } from './views.ts';

/** Offices of a holder's: its wallets that are merchants of the category `public`. */
export async function officesOf({ db }: Pick<YuanContext, 'db'>, holder: string): Promise<readonly Office[]> {
  const wallets = (await walletsBy(db, holder)).map(({ number }) => number);
  const found = await merchants(db, wallets);
  return wallets.flatMap((wallet) => {
    const merchant = found.get(wallet);
    return merchant?.category === 'public' ? [{ wallet, name: merchant.name }] : [];
  });
}

/** Publishes bills of an office. Errors: `yuan.no_such_wallet`, `bill.not_an_office`, `bill.bad_payer`, `bill.differs`. */
export async function publishBills(
  ctx: Pick<YuanContext, 'db' | 'clock'>,
  { holder, office }: { readonly holder: string; readonly office: string },
  asked: readonly NewBill[],
): Promise<readonly Bill[]> {
  const wallet = await ownWallet(ctx, holder, office);
  if (!(await officesOf(ctx, holder)).some((one) => one.wallet === wallet.number))
    fail('bill.not_an_office', 'Name the wallet as a merchant of the category “public” first.');
  const bills = asked.map(
    (one): Bill => ({
      ...one,
      office,
      payer: payerIn(one.payer),
      number: billNumberOf(office, one.reference),
      publishedAtMs: ctx.clock.nowMs(),
    }),
  );
  if (new Set(bills.map(({ number }) => number)).size < bills.length)
    fail('bill.differs', 'Two of these bills have the same reference.');
  await keepBills(ctx.db, bills);
  const kept = await billsByNumber(
    ctx.db,
    bills.map(({ number }) => number),
  );
  return bills.map((bill) => {
    const one = kept.get(bill.number)!;
    const isSame =
      one.payer === bill.payer && one.amountMinor === bill.amountMinor && one.dueAtMs === bill.dueAtMs;
    return isSame
      ? one
      : fail('bill.differs', `A bill of the reference ${bill.reference} is there with other facts.`);
  });
}

function payerIn(payer: string): string {
  const [, firm] = /^firm:(.*)$/.exec(payer) ?? [];
  if (firm === undefined) return payer;
  try {
    return `firm:${parseUscc(firm)}`;
  } catch (cause) {
    return fail('bill.bad_payer', `The code ${firm} is no firm’s: its check digits are wrong.`, cause);
  }
}
