import { type Transfer, transferFlags } from '@finharbor/ledger';
import type { YuanContext } from '../context.ts';
import { moneyPart, mostSources, payerId } from '../money/chain.ts';
import { movementOf, transferOf, walletAccount } from '../money/ids.ts';
import { maskedNumber, type Wallet } from './domain.ts';
import { type Face, facesOf } from './postgres.ts';
import type { Entry } from './views.ts';
import { amountOf, isTold, kindOf, msOf, type Stretch, sourceOf, walk } from './walk.ts';

/** A run of a statement, and the moment of the ledger before which the rest stands, if there is any. */
export type Statement = { readonly items: readonly Entry[]; readonly next: bigint | undefined };

/** What of a statement somebody looks for. */
export type EntryFilter = {
  readonly kind?: Entry['kind'] | undefined;
  readonly direction?: Entry['direction'] | undefined;
  readonly leastMinor?: bigint | undefined;
  readonly mostMinor?: bigint | undefined;
};

type Past = Pick<YuanContext, 'db' | 'past'>;
type Run = Stretch & { readonly limit: number; readonly filter?: EntryFilter };

/** How many transfers one call looks at: where few are meant, the answer may be short and is gone on from. */
const mostLookedAt = 20_000;

/** What came into a wallet and went out of it, the latest first; read from the ledger, which alone knows. */
export async function statementOf(
  ctx: Past,
  wallet: Wallet,
  { before, from, limit, filter = {} }: Run,
): Promise<Statement> {
  const account = walletAccount(wallet.number);
  const found: Transfer[] = [];
  let lookedAt = 0;
  let last: bigint | undefined;
  // What holds a balance against its limit leaves rows that are none of a holder's business.
  for await (const rows of walk(ctx, account, { before, from, atOnce: limit * 4 + 1 })) {
    found.push(...rows.filter((one) => isTold(one, account) && isMeant(one, account, filter)));
    lookedAt += rows.length;
    last = rows.at(-1)?.timestamp;
    if (found.length > limit || lookedAt >= mostLookedAt) break;
    last = undefined;
  }
  const items = found.slice(0, limit);
  return {
    items: await entriesOf(ctx, wallet, items),
    next: found.length > limit ? items.at(-1)!.timestamp : last,
  };
}

/** What one movement moved into a wallet or out of it, by its sources. */
export async function movementIn(ctx: Past, wallet: Wallet, movement: string): Promise<readonly Entry[]> {
  const account = walletAccount(wallet.number);
  const ids = Array.from({ length: mostSources }, (_, at) => transferOf(movement, moneyPart(at)));
  const made = await ctx.past.made([...ids, payerId(movement)]);
  const own = made.filter(
    (one) => isTold(one, account) && (one.debitAccountId === account || one.creditAccountId === account),
  );
  return entriesOf(ctx, wallet, own);
}

function isMeant(
  transfer: Transfer,
  account: bigint,
  { kind, direction, leastMinor, mostMinor }: EntryFilter,
): boolean {
  const amountMinor = amountOf(transfer);
  return (
    (kind === undefined || kindOf(transfer) === kind) &&
    (direction === undefined || (transfer.debitAccountId === account) === (direction === 'out')) &&
    (leastMinor === undefined || amountMinor >= leastMinor) &&
    (mostMinor === undefined || amountMinor <= mostMinor)
  );
}

async function entriesOf(
  { db }: Past,
  wallet: Wallet,
  transfers: readonly Transfer[],
): Promise<readonly Entry[]> {
  const account = walletAccount(wallet.number);
  const faces = await facesOf(
    db,
    transfers.map((one) => otherOf(one, account)),
  );
  return transfers.map((one) => entryOf(one, { account, wallet, face: faces.get(otherOf(one, account)) }));
}

function otherOf({ debitAccountId, creditAccountId }: Transfer, account: bigint): bigint {
  return debitAccountId === account ? creditAccountId : debitAccountId;
}

type Seen = { readonly account: bigint; readonly wallet: Wallet; readonly face: Face | undefined };

function entryOf(transfer: Transfer, { account, wallet, face }: Seen): Entry {
  const isOut = transfer.debitAccountId === account;
  return {
    movement: movementOf(transfer.userData128),
    kind: kindOf(transfer)!,
    direction: isOut ? 'out' : 'in',
    amountMinor: amountOf(transfer),
    source: sourceOf(transfer),
    atMs: msOf(transfer.timestamp),
    state: (transfer.flags & transferFlags.pending) === 0 ? 'done' : 'pending',
    other: seenBy(wallet, face),
  };
}

/** What the holder of a wallet may see of the other side. */
function seenBy(wallet: Wallet, face: Face | undefined): Entry['other'] {
  if (!face) return { name: null, number: null };
  if (face.name) return { name: face.name, number: null };
  if (face.isPersonal && wallet.kind === 'corporate') return { name: null, number: null };
  return { name: null, number: maskedNumber(face.number) };
}
