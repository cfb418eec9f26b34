import { type Transfer, transferFlags } from '@finharbor/ledger';
import type { YuanContext } from '../context.ts';
import { movementOf, walletAccount } from '../money/ids.ts';
import { transferCodes } from '../money/numbers.ts';
import { maskedNumber, type Wallet } from './domain.ts';
import { type Face, facesOf } from './postgres.ts';
import type { Entry } from './views.ts';

const kinds: ReadonlyMap<number, Entry['kind']> = new Map([
  [transferCodes.topUp, 'top_up'],
  [transferCodes.redeem, 'redemption'],
  [transferCodes.pay, 'payment'],
  [transferCodes.passOn, 'payment'],
  [transferCodes.refund, 'refund'],
  [transferCodes.purpose, 'purpose'],
  [transferCodes.release, 'release'],
]);

/** A run of a statement, and the moment of the ledger before which the rest stands, if there is any. */
export type Statement = { readonly items: readonly Entry[]; readonly next: bigint | undefined };

const { pending, postPendingTransfer, voidPendingTransfer } = transferFlags;

/** What came into a wallet and went out of it, the latest first; read from the ledger, which alone knows. */
export async function statementOf(
  { db, past }: Pick<YuanContext, 'db' | 'past'>,
  wallet: Wallet,
  { before, limit }: { readonly before?: bigint | undefined; readonly limit: number },
): Promise<Statement> {
  const account = walletAccount(wallet.number);
  const found: Transfer[] = [];
  // What holds a balance against its limit leaves rows that are none of a holder's business.
  const atOnce = limit * 4 + 1;
  let from = before;
  let isEnd = false;
  while (found.length <= limit && !isEnd) {
    const rows = await past.transfers(account, { before: from, limit: atOnce });
    found.push(...rows.filter(isMoney));
    isEnd = rows.length < atOnce;
    from = rows.at(-1)?.timestamp;
  }
  const items = found.slice(0, limit);
  const faces = await facesOf(
    db,
    items.map((one) => otherOf(one, account)),
  );
  return {
    items: items.map((one) => entryOf(one, { account, wallet, face: faces.get(otherOf(one, account)) })),
    next: found.length > limit ? items.at(-1)!.timestamp : undefined,
  };
}

function isMoney({ code, flags }: Transfer): boolean {
  // Of a redemption that has ended its asking is told; the rest follows from the pending sum.
  return kinds.has(code) && (flags & (postPendingTransfer | voidPendingTransfer)) === 0;
}

function otherOf({ debitAccountId, creditAccountId }: Transfer, account: bigint): bigint {
  return debitAccountId === account ? creditAccountId : debitAccountId;
}

type Seen = { readonly account: bigint; readonly wallet: Wallet; readonly face: Face | undefined };

function entryOf(transfer: Transfer, { account, wallet, face }: Seen): Entry {
  const isOut = transfer.debitAccountId === account;
  return {
    movement: movementOf(transfer.userData128),
    kind: kinds.get(transfer.code)!,
    direction: isOut ? 'out' : 'in',
    amountMinor: transfer.amount,
    atMs: Number(transfer.timestamp / 1_000_000n),
    state: (transfer.flags & pending) === 0 ? 'done' : 'pending',
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
