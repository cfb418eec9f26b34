import { manualClock, systemRandom } from '@finharbor/kernel';
import type { Transfer } from '../model/transfer.ts';
import { openLedger } from '../postgres/open.ts';
import type { WrittenLedger } from '../postgres/written-ledger.ts';
import { type HistoryBatch, historyAccounts } from './histories.ts';
import { Model, type ModelAccount } from './model.ts';

/** How all accounts stood at a moment, after which something happened again. */
export type Stand = { readonly atNs: bigint; readonly accounts: ReadonlyMap<bigint, ModelAccount> };

/** A ledger after a history, and what the model has of it, with the moments that the ledger told. */
export type Happened = {
  readonly ledger: WrittenLedger;
  readonly made: readonly Transfer[];
  readonly stands: readonly Stand[];
};

const dayMs = 86_400_000;

/** Carries a history out over about as many weeks as it has batches. */
export async function happen(
  url: string,
  history: { readonly startNs: bigint; readonly batches: readonly HistoryBatch[] },
): Promise<Happened> {
  const clock = manualClock(Number(history.startNs / 1_000_000n));
  // So few that pages of memory are saved now and then.
  const ledger = await openLedger({ url, clock, random: systemRandom, entriesARound: 16 });
  const model = new Model();
  const nowNs = (): bigint => BigInt(clock.nowMs()) * 1_000_000n;
  await ledger.createAccounts(historyAccounts);
  for (const account of historyAccounts) model.createAccount(account, nowNs());
  const made: Transfer[] = [];
  const stands: Stand[] = [];
  for (const [k, { passedMs, events }] of history.batches.entries()) {
    clock.advance(1 + Math.max(0, passedMs) + (k % 3 === 2 ? 20 * dayMs : 0));
    const told = await ledger.createTransfers(events);
    model.createTransfers(events, nowNs());
    for (const [at, { status, timestamp }] of told.entries()) {
      if (status !== 'created') continue;
      const { fate: _, ...transfer } = model.transfers.get(events[at]!.id)!;
      made.push({ ...transfer, timestamp });
    }
    stands.push({ atNs: nowNs() + 999_999n, accounts: model.accounts });
  }
  return { ledger, made, stands };
}
