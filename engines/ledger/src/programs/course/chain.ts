import { accountFlags, type NewAccount } from '../../model/account.ts';
import { type NewTransfer, transferFlags } from '../../model/transfer.ts';
import { endMs } from '../value/moment.ts';
import type { Books, Program } from '../value/program.ts';
import { accountsOf, partId, sealId, type TransferPart, transferParts } from './ids.ts';

/** A step that an event is about to do: which program, the number of the step, and the event's id and mark. */
export type Step = {
  readonly program: Program;
  readonly digest: string;
  readonly number: number;
  readonly event: string;
  readonly mark: bigint;
};

/** One movement of a step; `name` tells those of the same part apart. */
export type Movement = Pick<
  NewTransfer,
  'debitAccountId' | 'creditAccountId' | 'amount' | 'pendingId' | 'timeout'
> & {
  readonly part: Exclude<TransferPart, 'seal'>;
  readonly name: string;
  readonly books: Books;
};

const flags: Readonly<Record<Movement['part'], number>> = {
  hold: transferFlags.pending,
  take: transferFlags.postPendingTransfer,
  pay: 0,
  fee: 0,
  giveBack: transferFlags.voidPendingTransfer,
};

/**
 * The linked chain of a step. Its first transfer, the seal, moves nothing; its id belongs to the step, so that what the ledger says of it tells
 * whether this event has done the step, or another has. It stands between accounts that nobody else can close.
 */
export function chainOf(step: Step, movements: readonly Movement[]): readonly NewTransfer[] {
  const { money, seal } = accountsOf(step.digest);
  const first: NewTransfer = {
    id: sealId(step.digest, step.number),
    debitAccountId: money,
    creditAccountId: seal,
    amount: 0n,
    ...commonOf(step, 'seal', mainBooks(step.program)),
    flags: transferFlags.linked,
  };
  const rest = movements.map(({ part, name, books, ...movement }, k): NewTransfer => {
    const linked = k < movements.length - 1 ? transferFlags.linked : 0;
    const id = partId(step.digest, step.event, [part, name]);
    return { id, ...movement, ...commonOf(step, part, books), flags: flags[part] | linked };
  });
  return [first, ...rest];
}

/** The accounts a program needs; its UUID stands in their `userData128`. */
export function newAccountsOf({ program, digest }: Pick<Step, 'program' | 'digest'>): readonly NewAccount[] {
  const { money, seal } = accountsOf(digest);
  const { ledger, code } = mainBooks(program);
  const userData128 = BigInt(`0x${program.id.replaceAll('-', '')}`);
  return [
    { id: money, ledger, code, userData128, flags: accountFlags.debitsMustNotExceedCredits },
    { id: seal, ledger, code, userData128, flags: 0 },
  ];
}

/** Seconds until a program ends, never too few; 0 where it does not end. */
export function timeoutS({ ends, zone }: Program, atMs: number): number {
  return ends === null ? 0 : Math.ceil((endMs(ends, zone) - atMs) / 1000);
}

function mainBooks(program: Program): Books {
  return program.kind === 'escrow' ? program.books : program.legs[0]!.books;
}

function commonOf({ mark }: Step, part: TransferPart, { ledger, code }: Books): Partial<NewTransfer> {
  return { ledger, code, userData128: mark, userData32: transferParts[part] };
}
