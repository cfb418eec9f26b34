import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkAccountStatuses, checkClosedAccount } from './conformance/accounts.ts';
import { checkCallers } from './conformance/callers.ts';
import { questionedHistories, runHistory } from './conformance/history.ts';
import { Lot } from './conformance/lot.ts';
import { type Open, type Opened, usualStartMs } from './conformance/opened.ts';
import { checkPages } from './conformance/pages.ts';
import { checkEmpty, checkFilters, checkRanges, checkSizes } from './conformance/requests.ts';

type Check = (opened: Opened, lot: Lot) => Promise<void>;

const checks: Readonly<Record<string, Check>> = {
  'every status of an account is told for its own reason, the first that applies': checkAccountStatuses,
  'an account that was closed is not the one that was asked for': checkClosedAccount,
  'the largest request is carried out, one larger is refused and changes nothing': checkSizes,
  'of nothing there is nothing to tell': checkEmpty,
  'a number that does not fit is named with its event, and nothing is done': checkRanges,
  'a filter that cannot be is refused by its fields': checkFilters,
  'page by page everything is told once, in both directions': checkPages,
  'callers at the same moment are told what they would have been told in turn': checkCallers,
};

/** How many histories are sent; `seed` for the same ones again. */
export type ConformanceOptions = { readonly runs?: number; readonly seed?: number };

/**
 * What every backend of the ledger promises, as tests: statuses, records, balances, queries and refusals, against the model of
 * `testing/model.ts`. A server that keeps what it is sent may be given again and again: each check has ids and ledgers of its own.
 */
export function conformanceOf(backend: string, open: Open, options: ConformanceOptions = {}): void {
  // Ids below 2^60 for lots, of which a server with a past has not seen any.
  let number = randomBytes(7).readUIntBE(0, 6) * 2 ** 4;
  const nextLot = (): Lot => new Lot(BigInt(++number));
  test(`${backend}: every history has the statuses, records, balances and answers of the model`, () =>
    fc.assert(
      fc.asyncProperty(questionedHistories, async (history) => {
        await using opened = await open(Number(history.startNs / 1_000_000n));
        await runHistory(history, opened, nextLot());
      }),
      {
        unbiased: true,
        numRuns: options.runs ?? 20,
        ...(options.seed !== undefined && { seed: options.seed }),
      },
    ));
  for (const [promise, check] of Object.entries(checks))
    test(`${backend}: ${promise}`, async () => {
      await using opened = await open(usualStartMs);
      await check(opened, nextLot());
    });
}
