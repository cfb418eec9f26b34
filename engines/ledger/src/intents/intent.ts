import { fail } from '@finharbor/kernel';
import { mostEvents } from '../model/query.ts';
import { decodeTransfers, encodeTransfers } from '../model/records.ts';
import { type NewTransfer, transferFlags } from '../model/transfer.ts';

/** The channel on which the database tells that there are new intents. */
export const intentChannel = 'ledger_intent';

/** Linked chains, and each other transfer by itself. Errors: `ledger.chain_open`, `ledger.too_many_events`. */
export function chainsOf(transfers: readonly NewTransfer[]): readonly (readonly NewTransfer[])[] {
  const chains: NewTransfer[][] = [];
  let isLinked = false;
  for (const transfer of transfers) {
    if (isLinked) chains.at(-1)!.push(transfer);
    else chains.push([transfer]);
    isLinked = isLinkedToNext(transfer);
  }
  if (isLinked) fail('ledger.chain_open', 'The last transfer is linked to another, and there is none.');
  if (chains.some(({ length }) => length > mostEvents))
    fail('ledger.too_many_events', `A chain holds at most ${mostEvents} transfers.`);
  return chains;
}

export function isLinkedToNext({ flags = 0 }: NewTransfer): boolean {
  return (flags & transferFlags.linked) !== 0;
}

/** Transfers as the bytes of an intent. Errors: `ledger.out_of_range`. */
export function packed(transfers: readonly NewTransfer[]): Uint8Array {
  return new Uint8Array(encodeTransfers(transfers).buffer);
}

/** The transfers in the bytes of an intent. */
export function unpacked(bytes: Uint8Array): readonly NewTransfer[] {
  // What comes from a database begins anywhere in its buffer.
  const words = new Uint32Array(new Uint8Array(bytes).buffer);
  return decodeTransfers(words);
}
