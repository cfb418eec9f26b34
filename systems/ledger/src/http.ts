import { decodeCursor, encodeCursor, type Page, pageLimits, pageOf } from '@finharbor/kernel';
import { type Endpoint, endpoint } from '@finharbor/kernel/http';
import { z } from 'zod';
import * as accountRoutes from './account-routes.ts';
import { account, balanceAt, entriesOf, findAccounts, openAccount } from './accounts.ts';
import type { LedgerContext } from './context.ts';
import type { LedgerTransfer } from './domain.ts';
import { pulses } from './throughput.ts';
import * as transferRoutes from './transfer-routes.ts';
import { makeTransfer, settle, transfer } from './transfers.ts';

const keyset = z.tuple([z.string().regex(/^[0-9]{1,19}$/)]);

type Asked = Parameters<typeof decodeCursor>[0] | undefined;

/** Where a page begins. */
function beforeOf(cursor: Asked): bigint | undefined {
  return cursor === undefined ? undefined : BigInt(decodeCursor(cursor, keyset)[0]);
}

function byTime<T extends { readonly timestamp: bigint }>(rows: readonly T[], limit: number): Page<T> {
  return pageOf(rows, limit, ({ timestamp }) => [String(timestamp)]);
}

/** The endpoints of the ledger. */
export function ledgerEndpoints(ctx: LedgerContext): readonly Endpoint[] {
  return [...accountEndpoints(ctx), ...historyEndpoints(ctx), ...transferEndpoints(ctx)];
}

function accountEndpoints(ctx: LedgerContext): readonly Endpoint[] {
  const { books } = ctx;
  return [
    endpoint(accountRoutes.getChart, async () => {
      const [units, codes] = await Promise.all([books.units(), books.codes()]);
      return { status: 200, body: { units, codes } };
    }),
    endpoint(
      accountRoutes.listLedgerAccounts,
      async ({ query: { limit = pageLimits.usual, cursor, ...find } }) => {
        const rows = await findAccounts(ctx, find, { limit: limit + 1, before: beforeOf(cursor) });
        return { status: 200, body: byTime(rows, limit) };
      },
    ),
    endpoint(accountRoutes.postLedgerAccount, async ({ body, about }) => {
      about({ ledger_account: String(body.id) });
      return { status: 201, body: await openAccount(ctx, body) };
    }),
    endpoint(accountRoutes.getLedgerAccount, async ({ params }) => {
      const found = await account(ctx, params.id);
      return { status: 200, body: { account: found, pending: await books.pendingOf(found) } };
    }),
    endpoint(accountRoutes.putLedgerAccountName, async ({ params, body }) => {
      await account(ctx, params.id);
      await books.rename({ ...params, ...body });
      return { status: 200, body: await account(ctx, params.id) };
    }),
  ];
}

function historyEndpoints(ctx: LedgerContext): readonly Endpoint[] {
  return [
    endpoint(
      accountRoutes.listEntries,
      async ({ params, query: { limit = pageLimits.usual, cursor, ...find } }) => {
        const slice = { limit, before: beforeOf(cursor) };
        const { items, next } = await entriesOf(ctx, params.id, { find, slice });
        return {
          status: 200,
          body: { items, next: next === undefined ? null : encodeCursor([String(next)]) },
        };
      },
    ),
    endpoint(accountRoutes.getBalanceAt, async ({ params, query }) => ({
      status: 200,
      body: await balanceAt(ctx, params.id, query.at),
    })),
    endpoint(accountRoutes.getTrialBalance, async ({ query: { at } }) => {
      const asOf = at ?? (await ctx.books.progress()).lastEntry ?? 0n;
      return { status: 200, body: { asOf, rows: await ctx.past.trialBalance(asOf) } };
    }),
  ];
}

function transferEndpoints(ctx: LedgerContext): readonly Endpoint[] {
  const { books, meter, pause } = ctx;
  return [
    endpoint(transferRoutes.listTransfers, async ({ query }) => {
      const { limit = pageLimits.usual, cursor, state, ...find } = query;
      const slice = { limit: limit + 1, before: beforeOf(cursor) };
      const rows = await books.findTransfers({ ...find, isPending: state === 'pending' }, slice);
      return { status: 200, body: byTime<LedgerTransfer>(rows, limit) };
    }),
    endpoint(transferRoutes.getTransfer, async ({ params }) => ({
      status: 200,
      body: await transfer(ctx, params.id),
    })),
    endpoint(transferRoutes.postTransfer, async ({ body, about }) => {
      const sent = await makeTransfer(ctx, body);
      about({ ledger_transfer: String(sent.id), outcome: sent.status });
      return { status: 200, body: sent };
    }),
    endpoint(transferRoutes.postResolution, async ({ params, body, about }) => {
      const sent = await settle(ctx, params.id, body);
      about({ ledger_transfer: String(sent.id), outcome: sent.status });
      return { status: 200, body: sent };
    }),
    endpoint(transferRoutes.getPulse, async ({ signal }) => {
      const read = async () => {
        const { lastEntry = null, savedUpTo } = await books.progress();
        return { ...meter.read(), lastEntry, savedUpTo };
      };
      return { status: 200, body: pulses(read, { signal, pause }) };
    }),
  ];
}
