import type { Kysely, Selectable } from 'kysely';
import type { YuanTables } from '../database.gen.ts';
import type { MessageKind } from './messages/kinds.ts';

type Db = Kysely<YuanTables>;

/** A message between an operator and the bank, as it is kept. */
export type Message = {
  readonly no: string;
  readonly direction: 'to_bank' | 'from_bank';
  readonly operator: string;
  readonly messageId: string;
  readonly kind: MessageKind;
  /** The exchange it is about, where it is about one. */
  readonly exchange: string | null;
  /** The message it answers. */
  readonly answers: string | null;
  readonly xml: string;
  readonly isOwn: boolean;
  readonly state: 'sent' | 'acted' | 'refused';
  readonly arrivals: number;
  readonly sentAtMs: number;
  readonly actedAtMs: number | null;
};

/** A message that is about to be sent. */
export type NewMessage = Pick<
  Message,
  'direction' | 'operator' | 'messageId' | 'kind' | 'exchange' | 'answers' | 'xml' | 'isOwn'
> & { readonly atMs: number };

/** What became of a message that came: it is new, it came before and is answered the same, or another has its number. */
export type Arrival = { readonly kind: 'new' | 'again' | 'differs'; readonly no: string };

/**
 * Takes a message in, in the transaction of what causes it. One that came before is not acted on again: what was answered to it is sent
 * again as it was.
 */
export async function post(db: Db, message: NewMessage): Promise<Arrival> {
  const { direction, operator, messageId } = message;
  const made = await db
    .insertInto('yuan_bank_message')
    .values({
      direction,
      operator,
      message_id: messageId,
      kind: message.kind,
      exchange: message.exchange,
      answers: message.answers === null ? null : BigInt(message.answers),
      xml: message.xml,
      is_own: message.isOwn,
      sent_at_ms: BigInt(message.atMs),
    })
    .onConflict((conflict) => conflict.columns(['direction', 'operator', 'message_id']).doNothing())
    .returning('no')
    .executeTakeFirst();
  if (made) return { kind: 'new', no: String(made.no) };
  const kept = await db
    .updateTable('yuan_bank_message')
    .set((eb) => ({ arrivals: eb('arrivals', '+', 1) }))
    .where('direction', '=', direction)
    .where('operator', '=', operator)
    .where('message_id', '=', messageId)
    .returning(['no', 'xml'])
    .executeTakeFirstOrThrow();
  const no = String(kept.no);
  if (kept.xml !== message.xml) return { kind: 'differs', no };
  await sendAgain(db, no);
  return { kind: 'again', no };
}

async function sendAgain(db: Db, answered: string): Promise<void> {
  await db
    .updateTable('yuan_bank_message')
    .set((eb) => ({ state: 'sent', acted_at_ms: null, arrivals: eb('arrivals', '+', 1) }))
    .where('answers', '=', BigInt(answered))
    .where('state', '=', 'acted')
    .execute();
}

/** Messages that nobody has acted on, after one, the earliest first. In which order they are acted on is promised to nobody. */
export async function waitingAfter(db: Db, after: string, limit: number): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('yuan_bank_message')
    .select('no')
    .where('state', '=', 'sent')
    .where('no', '>', BigInt(after))
    .orderBy('no')
    .limit(limit)
    .execute();
  return rows.map(({ no }) => String(no));
}

/** Takes a message that waits, locked until the transaction ends; undefined where another process has it, or has acted on it. */
export async function takeMessage(db: Db, no: string): Promise<Message | undefined> {
  const row = await db
    .selectFrom('yuan_bank_message')
    .selectAll()
    .where('no', '=', BigInt(no))
    .where('state', '=', 'sent')
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  return row && messageOf(row);
}

/** Marks a message as acted on, or as one that cannot be. */
export async function endMessage(
  db: Db,
  no: string,
  { state, atMs }: { readonly state: 'acted' | 'refused'; readonly atMs: number },
): Promise<void> {
  await db
    .updateTable('yuan_bank_message')
    .set({ state, acted_at_ms: BigInt(atMs) })
    .where('no', '=', BigInt(no))
    .execute();
}

/** Messages of an operator, the latest first. */
export async function messagesOf(
  db: Db,
  operator: string,
  {
    before,
    exchange,
    limit,
  }: { readonly before?: string | undefined; readonly exchange?: string | undefined; readonly limit: number },
): Promise<readonly Message[]> {
  let query = db.selectFrom('yuan_bank_message').selectAll().where('operator', '=', operator);
  if (before !== undefined) query = query.where('no', '<', BigInt(before));
  if (exchange !== undefined) query = query.where('exchange', '=', exchange);
  const rows = await query.orderBy('no', 'desc').limit(limit).execute();
  return rows.map(messageOf);
}

export async function messageByNo(db: Db, operator: string, no: string): Promise<Message | undefined> {
  const row = await db
    .selectFrom('yuan_bank_message')
    .selectAll()
    .where('operator', '=', operator)
    .where('no', '=', BigInt(no))
    .executeTakeFirst();
  return row && messageOf(row);
}

function messageOf(row: Selectable<YuanTables['yuan_bank_message']>): Message {
  return {
    no: String(row.no),
    direction: row.direction as Message['direction'],
    operator: row.operator,
    messageId: row.message_id,
    kind: row.kind as MessageKind,
    exchange: row.exchange,
    answers: row.answers === null ? null : String(row.answers),
    xml: row.xml,
    isOwn: row.is_own,
    state: row.state as Message['state'],
    arrivals: row.arrivals,
    sentAtMs: Number(row.sent_at_ms),
    actedAtMs: row.acted_at_ms === null ? null : Number(row.acted_at_ms),
  };
}
