import { settlementNamed, settlementNumber } from './accounts.ts';
import { type Booked, type Booking, book } from './books.ts';
import type { RailContext } from './context.ts';
import type { BankAccount, BankReason } from './domain.ts';
import { type Message, type NewMessage, post } from './mail.ts';
import type { Incoming, ReadPayment, ReadReturn } from './messages/read.ts';
import { type BookedEntry, type Fate, notification, statusReport } from './messages/write.ts';
import { bankAccount, bookingOf, endToEndOf, messageIdOf, movementBy } from './numbers.ts';
import { accountByMandate, accountsByNumber } from './postgres.ts';

type Asked = Extract<Incoming, { readonly kind: 'pain.001' | 'pacs.008' | 'pacs.004' }>;

/** What the bank does with a message: books what may be booked, answers it payment by payment and tells the operator each booking. */
export async function actAtBank(ctx: RailContext, message: Message, asked: Asked): Promise<void> {
  const lines = await linesOf(ctx, message, asked);
  const answer = (what: string): string =>
    messageIdOf('from bank', message.operator, message.messageId, what);
  const head = { operator: message.operator, atMs: ctx.clock.nowMs() };
  const about = { exchange: message.exchange, answers: message.no, isOwn: true } as const;
  const send = (more: Pick<NewMessage, 'kind' | 'xml' | 'messageId'>): Promise<unknown> =>
    post(ctx.db, { direction: 'from_bank', ...head, ...about, ...more });
  const original = { messageId: message.messageId, messageName: asked.version };
  const messageId = answer('status');
  const fates = lines.map(({ fate }) => fate);
  await send({ messageId, ...(await statusReport({ ...head, messageId, original, fates })) });
  for (const [at, { entry }] of lines.entries()) {
    if (!entry) continue;
    const id = answer(`booking ${at}`);
    const told = { ...head, messageId: id, account: settlementNamed(message.operator), entries: [entry] };
    await send({ messageId: id, kind: 'camt.054', xml: await notification(told) });
  }
}

/** What became of a payment, and the booking on the operator's account where there is one. */
type Line = { readonly fate: Fate; readonly entry: BookedEntry | undefined };

async function linesOf(ctx: RailContext, message: Message, asked: Asked): Promise<readonly Line[]> {
  const lines: Line[] = [];
  // One after the other, in the order of the message: what is on an account goes to whom it names first.
  if (asked.kind === 'pacs.004')
    for (const back of asked.returns) lines.push(await returned(ctx, message, back));
  else for (const payment of asked.payments) lines.push(await paid(ctx, message, payment));
  return lines;
}

async function paid(ctx: RailContext, message: Message, payment: ReadPayment): Promise<Line> {
  const { operator, messageId } = message;
  const { endToEndId, amountMinor, from, to } = payment;
  if (amountMinor === undefined) return rejected(endToEndId, 'AM03');
  const movement = movementBy(operator, endToEndId);
  const booking: Booking = { operator, movement, what: 'payment', from, to, amountMinor, messageId };
  const booked = await book(ctx.ledger, booking, () => judge(ctx, message, payment));
  return lineOf({ endToEndId, booking, booked, own: settlementNumber(operator) });
}

/** What speaks against a payment, but for what is on the account: the ledger knows that. */
async function judge(
  { db }: RailContext,
  { operator, isOwn, kind }: Message,
  { from, to, mandate }: ReadPayment,
): Promise<BankReason | undefined> {
  const accounts = await accountsByNumber(db, [from, to]);
  const [payer, payee] = [accounts.get(from), accounts.get(to)];
  if (!payer) return 'AC02';
  if (!payee || payee === payer) return 'AC03';
  if (payer.settlesFor === null) {
    // A customer's money goes to the operator alone that the customer has allowed it, and never on the word of a file handed in.
    if (kind !== 'pain.001' || !isOwn || payee.settlesFor !== operator) return 'AG01';
    if ((await mandated(db, mandate)) !== from) return 'MD01';
  } else if (payer.settlesFor !== operator) return 'AG01';
  return closedOf(payer, payee);
}

async function mandated(db: RailContext['db'], mandate: string | undefined): Promise<string | undefined> {
  if (mandate === undefined || !/^[0-9a-f]{32}$/.test(mandate)) return undefined;
  return accountByMandate(db, movementBy('', mandate));
}

function closedOf(payer: BankAccount, payee: BankAccount): BankReason | undefined {
  if (payer.state === 'closed') return 'AC05';
  return payee.state === 'closed' ? 'AC07' : undefined;
}

/** Money back goes to where it came from, also where that account was closed since: it is never withheld. */
async function returned(ctx: RailContext, { operator, messageId }: Message, back: ReadReturn): Promise<Line> {
  const { endToEndId, amountMinor } = back;
  const movement = movementBy(operator, endToEndId);
  const own = settlementNumber(operator);
  const [made] = await ctx.ledger.lookupTransfers([bookingOf(operator, movement, 'payment')]);
  const isOurs = made?.creditAccountId === bankAccount(own) && made.amount === amountMinor;
  const origin = isOurs ? await customerOf(ctx.db, made.debitAccountId) : undefined;
  if (origin === undefined) return rejected(endToEndId, 'RF01');
  const booking: Booking = {
    ...{ operator, movement, messageId, what: 'return', from: own, to: origin, amountMinor: made!.amount },
  };
  const booked = await book(ctx.ledger, booking, async () => undefined);
  return lineOf({ endToEndId, booking, booked, own });
}

async function customerOf(db: RailContext['db'], account: bigint): Promise<string | undefined> {
  const hex = account.toString(16).padStart(32, '0');
  const row = await db
    .selectFrom('yuan_bank_account')
    .select('number')
    .where('account', '=', hex)
    .executeTakeFirst();
  return row?.number;
}

function rejected(endToEndId: string, reason: BankReason): Line {
  return { fate: { endToEndId, status: 'RJCT', reason }, entry: undefined };
}

type Outcome = {
  readonly endToEndId: string;
  readonly booking: Booking;
  readonly booked: Booked;
  readonly own: string;
};

function lineOf({ endToEndId, booking, booked, own }: Outcome): Line {
  if (booked.kind === 'rejected') return rejected(endToEndId, booked.reason);
  const isReturn = booking.what === 'return';
  return {
    fate: { endToEndId, status: 'ACSC', reason: null },
    entry: {
      reference: endToEndOf(booking.movement),
      endToEndId,
      amountMinor: booking.amountMinor,
      creditDebit: booking.to === own ? 'CRDT' : 'DBIT',
      code: isReturn ? 'RETURN' : 'CREDIT_TRANSFER',
      isReversal: isReturn,
      atMs: Number(booked.atNs / 1_000_000n),
    },
  };
}
