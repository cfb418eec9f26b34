import type { Finding } from '@finharbor/iso20022';
import { actAtBank } from './at-bank.ts';
import { actAtOperator } from './at-operator.ts';
import { type RailContext, within } from './context.ts';
import { withEach } from './each.ts';
import {
  type Arrival,
  endMessage,
  type Message,
  type NewMessage,
  post,
  takeMessage,
  waitingAfter,
} from './mail.ts';
import { toBank } from './messages/kinds.ts';
import { readIncoming } from './messages/read.ts';

/** What became of a message that somebody handed in. */
export type HandedIn =
  | ({ readonly messageId: string; readonly messageKind: string } & Arrival)
  | { readonly kind: 'refused'; readonly findings: readonly Finding[] }
  /** It goes from the bank and not to it. */
  | { readonly kind: 'wrong_way' };

/** Takes a message of an operator's to the bank as bytes of unknown origin: what is not wholly right is not kept and not acted on. */
export async function handIn(
  { db, clock }: Pick<RailContext, 'db' | 'clock'>,
  { operator, bytes }: { readonly operator: string; readonly bytes: Uint8Array },
): Promise<HandedIn> {
  const reading = await readIncoming(bytes);
  if (reading.kind === 'refused') return reading;
  const { kind, messageId } = reading.message;
  if (!toBank.has(kind)) return { kind: 'wrong_way' };
  const xml = new TextDecoder().decode(bytes);
  const message: NewMessage = {
    ...{ direction: 'to_bank', operator, messageId, kind, xml, isOwn: false, exchange: null, answers: null },
    atMs: clock.nowMs(),
  };
  const arrival = await db.transaction().execute((trx) => post(trx, message));
  return { ...arrival, messageId, messageKind: kind };
}

/** Delivers a message once more, as a network may: nothing comes about twice, and the answers are sent again. */
export async function deliverAgain(
  { db, clock }: Pick<RailContext, 'db' | 'clock'>,
  {
    no: _no,
    state: _state,
    arrivals: _arrivals,
    sentAtMs: _sentAtMs,
    actedAtMs: _actedAtMs,
    ...message
  }: Message,
): Promise<Arrival> {
  return db.transaction().execute((trx) => post(trx, { ...message, atMs: clock.nowMs() }));
}

const readAtOnce = 200;
/** The ledger takes several together, and the database has connections for others besides. */
const actAtOnce = 4;

/** Acts on every message that waits, each in a transaction of its own; whoever is stopped leaves the rest to the next. */
export async function workMail(ctx: RailContext): Promise<void> {
  const faults: unknown[] = [];
  for (let after: string | undefined = '0'; after !== undefined; ) {
    const waiting: readonly string[] = await waitingAfter(ctx.db, after, readAtOnce);
    await withEach(waiting, (no) => actOnMessage(ctx, no), actAtOnce).catch((error) => faults.push(error));
    after = waiting.at(-1);
  }
  if (faults.length > 0) throw faults[0];
}

/** Acts on a message that waits, unless another process does. */
export async function actOnMessage(ctx: RailContext, no: string): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const message = await takeMessage(trx, no);
    if (message) await actOn(within(ctx, trx), message);
  });
}

async function actOn(ctx: RailContext, message: Message): Promise<void> {
  const reading = await readIncoming(Buffer.from(message.xml, 'utf8'));
  const isMeant =
    reading.kind === 'read' && toBank.has(reading.message.kind) === (message.direction === 'to_bank');
  const atMs = ctx.clock.nowMs();
  if (!isMeant) return endMessage(ctx.db, message.no, { state: 'refused', atMs });
  const { message: incoming } = reading;
  switch (incoming.kind) {
    case 'pain.001':
    case 'pacs.008':
    case 'pacs.004':
      await actAtBank(ctx, message, incoming);
      break;
    case 'camt.053':
      // A day's statement is kept as it is: the reconciliation reads the ledger itself.
      break;
    default:
      await actAtOperator(ctx, message, incoming);
  }
  await endMessage(ctx.db, message.no, { state: 'acted', atMs });
}
