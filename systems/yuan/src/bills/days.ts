import {
  camt054,
  type Notification,
  type Part,
  type ReportEntry,
  type ReportHead,
  writeMessage,
} from '@finharbor/iso20022';
import { csvLine, instantText, money } from '@finharbor/kernel';
import type { FileStream } from '@finharbor/kernel/contract';
import type { Transfer } from '@finharbor/ledger';
import type { YuanContext } from '../context.ts';
import { movementOf, walletAccount } from '../money/ids.ts';
import { transferCodes } from '../money/numbers.ts';
import { schemeZone } from '../scheme/limits.ts';
import { billPayments, billsByNumber } from './postgres.ts';
import type { OfficeDay, OfficeLine } from './views.ts';

const atOnce = 1000;

/** What came into an office's wallet and went out of it on a day of the city, as the ledger has it. */
export async function officeDay(
  ctx: Pick<YuanContext, 'db' | 'past'>,
  office: string,
  day: string,
): Promise<OfficeDay> {
  const account = walletAccount(office);
  const bookings = await bookingsOf(ctx, account, day);
  const movements = [...new Set(bookings.map(({ userData128 }) => movementOf(userData128)))];
  const payments = new Map(
    (await billPayments(ctx.db, 'payment', movements)).map((one) => [one.payment, one]),
  );
  const bills = await billsByNumber(
    ctx.db,
    [...payments.values()].map(({ bill }) => bill),
  );
  const lines = bookings.map((one): OfficeLine => {
    const movement = movementOf(one.userData128);
    const payment = payments.get(movement);
    return {
      movement,
      bill: payment?.bill ?? null,
      reference: payment ? bills.get(payment.bill)!.reference : null,
      receipt: payment?.receipt ?? null,
      direction: one.creditAccountId === account ? 'in' : 'out',
      amountMinor: one.amount,
      lateMinor: payment?.lateMinor ?? 0n,
      atMs: Number(one.timestamp / 1_000_000n),
    };
  });
  const sum = (direction: OfficeLine['direction']): bigint =>
    lines.reduce((all, line) => (line.direction === direction ? all + line.amountMinor : all), 0n);
  return { day, inMinor: sum('in'), outMinor: sum('out'), lines };
}

const booked: ReadonlySet<number> = new Set([
  transferCodes.pay,
  transferCodes.refund,
  transferCodes.redeem,
  transferCodes.topUp,
  transferCodes.purpose,
  transferCodes.release,
  transferCodes.passOn,
]);

/** The earliest first. */
async function bookingsOf(
  { past }: Pick<YuanContext, 'past'>,
  account: bigint,
  day: string,
): Promise<readonly Transfer[]> {
  const begin = Temporal.PlainDate.from(day).toZonedDateTime(schemeZone);
  const fromNs = begin.epochNanoseconds;
  const found: Transfer[] = [];
  for (let before = begin.add({ days: 1 }).epochNanoseconds; ; ) {
    const rows = await past.transfers(account, { before, limit: atOnce });
    const own = rows.filter(({ timestamp }) => timestamp >= fromNs);
    found.push(...own.filter(({ code }) => booked.has(code)));
    if (own.length < atOnce) return found.toReversed();
    before = own.at(-1)!.timestamp;
  }
}

/** A day as a table with a byte order mark. */
export function dayCsv({ lines }: OfficeDay): FileStream {
  const head = '\uFEFFtime,direction,amount,late fee,bill,reference,receipt,movement\r\n';
  const rows = lines.map(({ atMs, direction, amountMinor, lateMinor, bill, reference, receipt, movement }) =>
    csvLine([
      ...[instantText(atMs), direction, yuan(amountMinor), yuan(lateMinor), text(bill), reference ?? ''],
      ...[text(receipt), movement],
    ]),
  );
  return { size: null, bytes: bytesOf([head, ...rows]) };
}

/** Digits that a spreadsheet leaves as they are. */
function text(digits: string | null): string {
  return digits === null ? '' : `'${digits}`;
}

function yuan(minor: bigint): string {
  return `${minor / 100n}.${String(minor % 100n).padStart(2, '0')}`;
}

/** A day as a notification of bookings. */
export function dayCamt(office: string, day: OfficeDay, atMs: number): FileStream {
  return { size: null, bytes: bytesOf(writeMessage(camt054, camtParts(office, day, atMs))) };
}

function* camtParts(
  office: string,
  { day, lines, inMinor, outMinor }: OfficeDay,
  atMs: number,
): Generator<Part<ReportHead, Notification, ReportEntry>> {
  const creationDateTime = instantText(atMs);
  const id = `${office}-${day.replaceAll('-', '')}`;
  yield { kind: 'header', header: { groupHeader: { messageId: id, creationDateTime } } };
  const count = (direction: OfficeLine['direction']): number =>
    lines.filter((line) => line.direction === direction).length;
  yield {
    kind: 'group',
    group: {
      id,
      creationDateTime,
      account: { id: { other: { id: office } }, currency: 'CNY' },
      summary: {
        creditEntries: { numberOfEntries: count('in'), sum: yuan(inMinor) },
        debitEntries: { numberOfEntries: count('out'), sum: yuan(outMinor) },
      },
    },
  };
  for (const line of lines) yield { kind: 'entry', entry: camtEntry(line) };
}

function camtEntry({ movement, direction, amountMinor, bill, atMs }: OfficeLine): ReportEntry {
  return {
    entryReference: movement.replaceAll('-', ''),
    amount: money(amountMinor, 'CNY'),
    creditDebit: direction === 'in' ? 'CRDT' : 'DBIT',
    status: { code: 'BOOK' },
    bookingDate: { dateTime: instantText(atMs) },
    bankTransactionCode: { proprietary: { code: bill === null ? 'OTHER' : 'BILL' } },
    details: [],
    ...(bill === null ? {} : { additionalInformation: `Bill ${bill}` }),
  };
}

async function* bytesOf(texts: AsyncIterable<string> | Iterable<string>): AsyncGenerator<Uint8Array> {
  for await (const piece of texts) yield Buffer.from(piece);
}
