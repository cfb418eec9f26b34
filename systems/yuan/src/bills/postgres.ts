import type { Kysely, Selectable } from 'kysely';
import type { YuanTables } from '../database.gen.ts';
import type { Bill } from './domain.ts';

type Db = Kysely<YuanTables>;

/** Keeps bills; those that are there stay as they are. */
export async function keepBills(db: Db, bills: readonly Bill[]): Promise<void> {
  await db
    .insertInto('yuan_bill')
    .values(
      bills.map((bill) => ({
        number: bill.number,
        office: bill.office,
        kind: bill.kind,
        payer: bill.payer,
        reference: bill.reference,
        period: bill.period,
        title_en: bill.title.en,
        title_zh: bill.title.zh,
        amount_minor: bill.amountMinor,
        due_at_ms: BigInt(bill.dueAtMs),
        late_per_100k: bill.latePer100k,
        published_at_ms: BigInt(bill.publishedAtMs),
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Bills by number; those there are not are left out. */
export async function billsByNumber(db: Db, numbers: readonly string[]): Promise<ReadonlyMap<string, Bill>> {
  if (numbers.length === 0) return new Map();
  const rows = await db.selectFrom('yuan_bill').selectAll().where('number', 'in', numbers).execute();
  return new Map(rows.map((row) => [row.number, billOf(row)]));
}

/** Bills of payers, those due last first. */
export async function billsOf(db: Db, payers: readonly string[]): Promise<readonly Bill[]> {
  if (payers.length === 0) return [];
  const rows = await db
    .selectFrom('yuan_bill')
    .selectAll()
    .where('payer', 'in', payers)
    .orderBy('due_at_ms', 'desc')
    .orderBy('number')
    .limit(200)
    .execute();
  return rows.map(billOf);
}

/** A run of an office's bills, those published last first. */
export async function officeBills(
  db: Db,
  office: string,
  { before, limit }: { readonly before?: readonly [string, string] | undefined; readonly limit: number },
): Promise<readonly Bill[]> {
  const rows = await db
    .selectFrom('yuan_bill')
    .selectAll()
    .where('office', '=', office)
    .$if(before !== undefined, (query) =>
      query.where((eb) =>
        eb(eb.refTuple('published_at_ms', 'number'), '<', eb.tuple(BigInt(before![0]), before![1])),
      ),
    )
    .orderBy('published_at_ms', 'desc')
    .orderBy('number', 'desc')
    .limit(limit)
    .execute();
  return rows.map(billOf);
}

/** A payment of a bill that was asked for. */
export type BillPayment = {
  readonly payment: string;
  readonly receipt: string;
  readonly bill: string;
  readonly wallet: string;
  readonly amountMinor: bigint;
  readonly lateMinor: bigint;
};

/** Keeps that a payment is asked for; gives what is kept under its number. */
export async function keepBillPayment(db: Db, asked: BillPayment, atMs: number): Promise<BillPayment> {
  await db
    .insertInto('yuan_bill_payment')
    .values({
      payment: asked.payment,
      receipt: asked.receipt,
      bill: asked.bill,
      wallet: asked.wallet,
      amount_minor: asked.amountMinor,
      late_minor: asked.lateMinor,
      asked_at_ms: BigInt(atMs),
    })
    .onConflict((conflict) => conflict.column('payment').doNothing())
    .execute();
  return (await billPayments(db, 'payment', [asked.payment]))[0]!;
}

/** Payments of bills by their number, or their receipt's. */
export async function billPayments(
  db: Db,
  by: 'payment' | 'receipt',
  keys: readonly string[],
): Promise<readonly BillPayment[]> {
  if (keys.length === 0) return [];
  const rows = await db.selectFrom('yuan_bill_payment').selectAll().where(by, 'in', keys).execute();
  return rows.map(({ payment, receipt, bill, wallet, amount_minor, late_minor }) => ({
    payment,
    receipt,
    bill,
    wallet,
    amountMinor: amount_minor,
    lateMinor: late_minor,
  }));
}

/** The numbers of accounts at offices that somebody watches. */
export async function payerAccounts(db: Db, holder: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('yuan_payer_account')
    .select('number')
    .where('holder', '=', holder)
    .orderBy('number')
    .execute();
  return rows.map(({ number }) => number);
}

export async function keepPayerAccount(db: Db, holder: string, number: string): Promise<void> {
  await db
    .insertInto('yuan_payer_account')
    .values({ holder, number })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

function billOf(row: Selectable<YuanTables['yuan_bill']>): Bill {
  return {
    number: row.number,
    office: row.office,
    kind: row.kind as Bill['kind'],
    payer: row.payer,
    reference: row.reference,
    period: row.period,
    title: { en: row.title_en, zh: row.title_zh },
    amountMinor: row.amount_minor,
    dueAtMs: Number(row.due_at_ms),
    latePer100k: row.late_per_100k,
    publishedAtMs: Number(row.published_at_ms),
  };
}
