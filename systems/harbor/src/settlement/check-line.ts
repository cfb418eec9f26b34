import { verifyReceipt } from '@finharbor/evidence/verify';
import { receiptEntry } from '../receipt-entry.ts';
import type { ReceiptTrust } from '../receipts.ts';
import type { LineEvidence, StatementLine } from './views.ts';

/**
 * What came of checking one line. `no_entry`: the log gave no proof; `bad_proof`: it gave one that does not hold; `elsewhere`: the proof is of
 * another place in the log; `no_transfer`: the ledger has not made one of its transfers; `other_amount`: they come to something else.
 */
export type LineVerdict =
  | { readonly kind: 'confirmed' }
  | {
      readonly kind: 'unconfirmed';
      readonly why: 'no_entry' | 'bad_proof' | 'elsewhere' | 'no_transfer' | 'other_amount';
    };

/**
 * Checks a line of a statement: the use's commitment stands in the evidence log under a checkpoint that another party's node has co-signed, and
 * the ledger's transfers come to what the line says. Runs in a page as at a node.
 */
export async function checkLine(
  line: StatementLine,
  evidence: LineEvidence | undefined,
  trust: ReceiptTrust,
): Promise<LineVerdict> {
  const unconfirmed = (why: Extract<LineVerdict, { kind: 'unconfirmed' }>['why']): LineVerdict => ({
    kind: 'unconfirmed',
    why,
  });
  if (line.commitment !== null && isConfirmedBy(line)) {
    if (!evidence?.proof) return unconfirmed('no_entry');
    const entry = receiptEntry(line.provider!, line.commitment);
    const checked = await verifyReceipt({ entry, proof: evidence.proof, ...trust, quorum: 1 });
    if (checked.kind !== 'valid') return unconfirmed('bad_proof');
    if (checked.index !== line.logIndex) return unconfirmed('elsewhere');
  }
  const amounts = new Map(evidence?.transfers.map(({ id, amountMinor }) => [id, BigInt(amountMinor)]));
  if (line.transfers.some((id) => !amounts.has(id))) return unconfirmed('no_transfer');
  const moved = line.transfers.reduce((sum, id) => sum + amounts.get(id)!, 0n);
  return moved === BigInt(line.movedMinor) ? { kind: 'confirmed' } : unconfirmed('other_amount');
}

/** A use that costs nothing because no receipt stands in the log claims none. */
function isConfirmedBy({ reason }: StatementLine): boolean {
  return reason !== 'not_logged' && reason !== 'not_asked' && reason !== 'not_in_force';
}
