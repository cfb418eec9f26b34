import {
  camt053,
  camt054,
  type Message,
  type Part,
  type Statement,
  type StatementAccount,
} from '@finharbor/iso20022';
import { formatMoney } from '@finharbor/kernel';
import type { Transfer } from '@finharbor/ledger';
import type { YuanContext } from '../context.ts';
import { movementOf, walletAccount } from '../money/ids.ts';
import { transferCodes } from '../money/numbers.ts';
import { dayOf } from '../scheme/limits.ts';
import type { Wallet } from '../wallets/domain.ts';
import { facesOf } from '../wallets/postgres.ts';
import { settlementNamed, settlementNumber } from './accounts.ts';
import { accountDay, boundsOf } from './day.ts';
import { accountAt, cityTime, operatorAgent, renminbiOf } from './messages/parts.ts';
import { type BookedEntry, reportEntry, xmlOf } from './messages/write.ts';
import { bankAccount, bookingCodes, endToEndOf } from './numbers.ts';

/** An account's day as a statement has it. */
export type DayStatement = {
  readonly account: StatementAccount;
  readonly number: string;
  readonly day: string;
  readonly openingMinor: bigint;
  readonly closingMinor: bigint;
  /** False where the day is not over yet: what is on it is not final. */
  readonly isClosed: boolean;
  readonly entries: readonly BookedEntry[];
  readonly atMs: number;
};

type Reading = Pick<YuanContext, 'db' | 'past' | 'clock'>;

const walletKinds: ReadonlyMap<number, string> = new Map([
  [transferCodes.topUp, 'TOP_UP'],
  [transferCodes.redeem, 'REDEMPTION'],
  [transferCodes.pay, 'PAYMENT'],
  [transferCodes.refund, 'REFUND'],
  [transferCodes.purpose, 'PURPOSE'],
  [transferCodes.release, 'RELEASE'],
]);

const bankKinds: ReadonlyMap<number, string> = new Map([
  [bookingCodes.paidIn, 'PAID_IN'],
  [bookingCodes.payment, 'CREDIT_TRANSFER'],
  [bookingCodes.return, 'RETURN'],
]);

/** A wallet's day: a merchant's name is told, and of nobody else anything. */
export async function walletStatement(ctx: Reading, wallet: Wallet, day: string): Promise<DayStatement> {
  const own = walletAccount(wallet.number);
  const { transfers, ...sums } = await accountDay(ctx.past, own, day);
  const booked = transfers.filter(({ code }) => walletKinds.has(code));
  const faces = await facesOf(
    ctx.db,
    booked.map(({ creditAccountId }) => creditAccountId),
  );
  const entries = booked.map((one) => {
    const { zh, en } = faces.get(one.creditAccountId)?.name ?? {};
    const isOut = one.debitAccountId === own;
    return entryOf(one, { own, kinds: walletKinds, other: isOut && zh ? `${zh} ${en}` : undefined });
  });
  const account = { ...accountAt(wallet.number), currency: 'CNY', servicer: operatorAgent(wallet.operator) };
  return { account, number: wallet.number, ...statementOf(ctx, day, sums), entries };
}

/** The day of an operator's account at the bank. */
export async function settlementStatement(
  ctx: Reading,
  operator: string,
  day: string,
): Promise<DayStatement> {
  const number = settlementNumber(operator);
  const own = bankAccount(number);
  const { transfers, ...sums } = await accountDay(ctx.past, own, day);
  const entries = transfers.map((one) => entryOf(one, { own, kinds: bankKinds, other: undefined }));
  return { account: settlementNamed(operator), number, ...statementOf(ctx, day, sums), entries };
}

function statementOf<Sums>(
  { clock }: Reading,
  day: string,
  sums: Sums,
): Sums & Pick<DayStatement, 'day' | 'isClosed' | 'atMs'> {
  const atMs = clock.nowMs();
  return { ...sums, day, isClosed: day < dayOf(atMs), atMs };
}

type Seen = {
  readonly own: bigint;
  readonly kinds: ReadonlyMap<number, string>;
  readonly other: string | undefined;
};

function entryOf(transfer: Transfer, { own, kinds, other }: Seen): BookedEntry {
  const reference = endToEndOf(movementOf(transfer.userData128));
  return {
    reference,
    endToEndId: reference,
    amountMinor: transfer.amount,
    creditDebit: transfer.creditAccountId === own ? 'CRDT' : 'DBIT',
    code: kinds.get(transfer.code) ?? 'OTHER',
    isReversal: transfer.code === transferCodes.refund || transfer.code === bookingCodes.return,
    atMs: Number(transfer.timestamp / 1_000_000n),
    other,
  };
}

/** Which report of a day is meant: the statement with its balances, or its bookings alone. */
export type ReportKind = 'camt.053' | 'camt.054';

/** A day as XML. The same day of a closed account is the same bytes but for when it was made. */
export function reportXml(kind: ReportKind, statement: DayStatement, messageId: string): Promise<string> {
  return kind === 'camt.053'
    ? xmlOf(camt053, partsOf(statement, messageId, statementGroup(statement, messageId)))
    : xmlOf(camt054, partsOf(statement, messageId, common(statement, messageId)));
}

function partsOf<Group>(
  { entries, atMs }: DayStatement,
  messageId: string,
  group: Group,
): readonly Part<Header, Group, Entry>[] {
  return [
    { kind: 'header', header: { groupHeader: { messageId, creationDateTime: cityTime(atMs) } } },
    { kind: 'group', group },
    ...entries.map((entry) => ({ kind: 'entry', entry: reportEntry(entry) }) as const),
  ];
}
type Header = typeof camt053 extends Message<infer H, infer _G, infer _E> ? H : never;
type Entry = typeof camt053 extends Message<infer _H, infer _G, infer E> ? E : never;

function common(
  { account, day, entries, atMs }: DayStatement,
  messageId: string,
): Omit<Statement, 'balances'> {
  const { fromNs, endNs } = boundsOf(day);
  return {
    id: messageId,
    creationDateTime: cityTime(atMs),
    period: { from: cityTime(Number(fromNs / 1_000_000n)), to: cityTime(Number(endNs / 1_000_000n) - 1) },
    account,
    summary: {
      entries: { numberOfEntries: entries.length, sum: decimal(sumOf(entries)) },
      creditEntries: totals(entries.filter(({ creditDebit }) => creditDebit === 'CRDT')),
      debitEntries: totals(entries.filter(({ creditDebit }) => creditDebit === 'DBIT')),
    },
  };
}

function statementGroup(statement: DayStatement, messageId: string): Statement {
  const { day, openingMinor, closingMinor, isClosed } = statement;
  const balance = (code: string, minor: bigint): Statement['balances'][number] => ({
    type: { codeOrProprietary: { code } },
    amount: renminbiOf(minor < 0n ? -minor : minor),
    creditDebit: minor < 0n ? 'DBIT' : 'CRDT',
    date: { date: day },
  });
  return {
    ...common(statement, messageId),
    balances: [balance('OPBD', openingMinor), balance(isClosed ? 'CLBD' : 'ITBD', closingMinor)],
  };
}

function totals(entries: readonly BookedEntry[]): { readonly numberOfEntries: number; readonly sum: string } {
  return { numberOfEntries: entries.length, sum: decimal(sumOf(entries)) };
}

function sumOf(entries: readonly BookedEntry[]): bigint {
  return entries.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
}

function decimal(minor: bigint): string {
  return formatMoney(renminbiOf(minor));
}

const columns = ['time', 'kind', 'direction', 'amount', 'balance', 'reference', 'other'] as const;

/** A day as comma-separated values, with what was on the account after each line; spreadsheets read it as UTF-8. */
export function reportCsv({ openingMinor, entries }: DayStatement): string {
  let standsAt = openingMinor;
  const lines = entries.map((entry) => {
    const isIn = entry.creditDebit === 'CRDT';
    standsAt += isIn ? entry.amountMinor : -entry.amountMinor;
    return [
      cityTime(entry.atMs),
      entry.code,
      isIn ? 'in' : 'out',
      decimal(entry.amountMinor),
      decimal(standsAt),
      entry.reference,
      entry.other ?? '',
    ];
  });
  return `\uFEFF${[columns, ...lines].map((line) => `${line.map(cell).join(',')}\r\n`).join('')}`;
}

/** What begins like a formula would be one in a spreadsheet. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?[0-9.]+$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
