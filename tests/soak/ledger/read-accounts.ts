import type { WrittenLedger } from '@finharbor/ledger';
import type { ModelAccount } from '@finharbor/ledger/testing';

const accountsAtOnce = 5_000;

/** How accounts stand by a writer, in the model's words. */
export async function readAccounts(
  writer: WrittenLedger,
  ids: readonly bigint[],
): Promise<readonly ModelAccount[]> {
  const found: ModelAccount[] = [];
  for (let from = 0; from < ids.length; from += accountsAtOnce) {
    const accounts = await writer.lookupAccounts(ids.slice(from, from + accountsAtOnce));
    for (const { id, ledger, flags, debitsPending, debitsPosted, creditsPending, creditsPosted } of accounts)
      found.push({ id, ledger, flags, debitsPending, debitsPosted, creditsPending, creditsPosted });
  }
  return found;
}
