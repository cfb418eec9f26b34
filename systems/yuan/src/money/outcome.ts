import type { CreateResult, CreateTransferStatus } from '@finharbor/ledger';
import type { Link, LinkRefusal } from './chain.ts';

/** Why a movement of money is refused. */
export type Refusal =
  | Exclude<LinkRefusal, 'impossible'>
  | 'single_limit'
  | 'same_wallet'
  | 'wallet_closed'
  | 'no_such_wallet'
  /** What it goes back to, a payment or a redemption, is not there or is over. */
  | 'no_such_movement'
  /** Its number was given to another movement. */
  | 'other_movement'
  /** It was refused before: whoever tries again does so under a new number. */
  | 'refused_before';

/** What became of a movement: made, now or earlier, at a moment of the ledger in nanoseconds; or refused, and nothing has moved. */
export type Outcome =
  | { readonly kind: 'done'; readonly isRepeated: boolean; readonly atNs: bigint }
  | { readonly kind: 'refused'; readonly reason: Refusal };

/** Reads what the ledger says of a chain. Throws where it says what sound books never make it say. */
export function outcomeOf(
  links: readonly Link[],
  results: readonly CreateResult<CreateTransferStatus>[],
): Outcome {
  const [first] = results;
  if (first!.status === 'created') return { kind: 'done', isRepeated: false, atNs: first!.timestamp };
  if (first!.status === 'exists') return { kind: 'done', isRepeated: true, atNs: first!.timestamp };
  const at = results.findIndex(({ status }) => status !== 'linkedEventFailed');
  const reason = reasonOf(results[at]!.status, links[at]!.refusedAs);
  if (!reason) throw new Error(`The ledger refuses link ${at} of a chain: ${results[at]!.status}.`);
  return { kind: 'refused', reason };
}

function reasonOf(status: CreateTransferStatus, refusedAs: LinkRefusal): Refusal | undefined {
  switch (status) {
    case 'exists':
      return refusedAs === 'done_before' ? refusedAs : 'other_movement';
    case 'exceedsCredits':
    case 'exceedsDebits':
      return refusedAs === 'impossible' ? undefined : refusedAs;
    case 'idAlreadyFailed':
      return 'refused_before';
    case 'debitAccountAlreadyClosed':
    case 'creditAccountAlreadyClosed':
      return 'wallet_closed';
    case 'debitAccountNotFound':
    case 'creditAccountNotFound':
      return 'no_such_wallet';
    case 'pendingTransferNotFound':
    case 'pendingTransferNotPending':
    case 'pendingTransferAlreadyPosted':
    case 'pendingTransferAlreadyVoided':
      return 'no_such_movement';
    default:
      if (!status.startsWith('existsWithDifferent')) return undefined;
      return refusedAs === 'done_before' ? refusedAs : 'other_movement';
  }
}
