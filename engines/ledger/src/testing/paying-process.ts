import { once } from 'node:events';
import { systemClock, systemRandom } from '@finharbor/kernel';
import { openLedger } from '../postgres/open.ts';

/** What a paying process says: the last id of which it knows that it was paid, or why it cannot go on. */
export type Paying = { readonly paid: bigint } | { readonly code: string };

const callers = 20;

// Opens the ledger at an address and pays 1 from account 1 to account 2, again and again, under the ids 1, 2, 3, …
const [url] = (await once(process, 'message')) as [string];
const ledger = await openLedger({ url, clock: systemClock, random: systemRandom });
await ledger.createAccounts([1n, 2n].map((id) => ({ id, ledger: 1, code: 1 })));
let next = 1n;

async function pay(): Promise<never> {
  for (;;) {
    const id = next++;
    const [result] = await ledger.createTransfers([
      { id, debitAccountId: 1n, creditAccountId: 2n, amount: 1n, ledger: 1, code: 1 },
    ]);
    if (result!.status !== 'created') throw new Error(result!.status);
    process.send!({ paid: id } satisfies Paying);
  }
}

const ends = await Promise.allSettled(Array.from({ length: callers }, pay));
const codes = new Set(ends.map((end) => (end as { reason: { code?: string } }).reason.code ?? String(end)));
process.send!({ code: [...codes].join(' ') } satisfies Paying);
process.disconnect?.();
