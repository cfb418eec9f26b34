import { decodeCursor, pageLimits, pageOf } from '@finharbor/kernel';
import { type Endpoint, endpoint } from '@finharbor/kernel/http';
import { z } from 'zod';
import type { YuanContext } from '../context.ts';
import { holderIn } from '../wallets/http.ts';
import * as batchRoutes from './batch-routes.ts';
import { accountOf, approve, batchBy, batchView, beginBatch, cancel, handIn, keepPiece } from './batches.ts';
import { entriesOf, findingsOf } from './entries.ts';
import { grantsOf } from './grants.ts';
import { batchesOf, funds } from './postgres.ts';
import { endFund, fundBy, fundViews, makeFund, putMoney } from './programme.ts';
import { reportOf } from './report.ts';
import { csvOf, statusReportOf } from './report-files.ts';
import * as routes from './routes.ts';
import { spendingOf } from './spending.ts';

const place = z.string().regex(/^[0-9]{1,9}$/);
const keyset = z.tuple([place]);
const findingKeyset = z.tuple([place, place]);

/** Programmes of special funds, their batches, and what firms have of them. */
export function fundEndpoints(ctx: YuanContext): readonly Endpoint[] {
  return [...programmeEndpoints(ctx), ...makingEndpoints(ctx), ...readingEndpoints(ctx)];
}

function programmeEndpoints(ctx: YuanContext): readonly Endpoint[] {
  const { db } = ctx;
  const viewOf = async (id: string) => (await fundViews(ctx, [await fundBy(db, id)]))[0]!;
  return [
    endpoint(routes.listFunds, async () => ({
      status: 200,
      body: { items: await fundViews(ctx, await funds(db)) },
    })),
    endpoint(routes.postFund, async ({ scope, body }) => ({
      status: 201,
      body: await makeFund(ctx, holderIn(scope), body),
    })),
    endpoint(routes.getFund, async ({ params }) => ({ status: 200, body: await viewOf(params.id) })),
    endpoint(routes.postFundMoney, async ({ scope, params, body, about }) => {
      about({ movement: body.id });
      await putMoney(ctx, await fundBy(db, params.id), { ...body, holder: holderIn(scope) });
      return { status: 200, body: await viewOf(params.id) };
    }),
    endpoint(routes.postFundEnd, async ({ params }) => {
      await endFund(ctx, await fundBy(db, params.id));
      return { status: 200, body: await viewOf(params.id) };
    }),
    endpoint(routes.getFundSpending, async ({ params }) => ({
      status: 200,
      body: await spendingOf(ctx, (await fundBy(db, params.id)).id),
    })),
    endpoint(routes.listGrants, async ({ scope }) => ({
      status: 200,
      body: { items: await grantsOf(ctx, holderIn(scope)) },
    })),
  ];
}

function makingEndpoints(ctx: YuanContext): readonly Endpoint[] {
  return [
    endpoint(batchRoutes.postFundBatch, async ({ caller, body, about }) => {
      about({ fund_batch: body.id });
      const maker = accountOf(caller);
      return { status: 201, body: await batchView(ctx, await beginBatch(ctx, maker, body), maker) };
    }),
    endpoint(batchRoutes.putFundPiece, async ({ caller, params, body }) => ({
      status: 200,
      body: await batchView(
        ctx,
        await keepPiece(ctx, params.id, { no: params.no, bytes: body }),
        accountOf(caller),
      ),
    })),
    endpoint(batchRoutes.postFundCheck, async ({ caller, params, body }) => ({
      status: 202,
      body: await batchView(ctx, await handIn(ctx, params.id, body), accountOf(caller)),
    })),
    endpoint(batchRoutes.postFundApproval, async ({ caller, params, body }) => {
      const checker = accountOf(caller);
      const batch = await approve(ctx, { id: params.id, checker }, body);
      return { status: 200, body: await batchView(ctx, batch, checker) };
    }),
    endpoint(batchRoutes.postFundCancellation, async ({ caller, params }) => ({
      status: 200,
      body: await batchView(ctx, await cancel(ctx, params.id), accountOf(caller)),
    })),
  ];
}

function readingEndpoints(ctx: YuanContext): readonly Endpoint[] {
  const { db, clock } = ctx;
  return [
    endpoint(batchRoutes.listFundBatches, async ({ caller, params }) => {
      const batches = await batchesOf(db, (await fundBy(db, params.id)).id);
      const items = await Promise.all(batches.map((batch) => batchView(ctx, batch, accountOf(caller))));
      return { status: 200, body: { items } };
    }),
    endpoint(batchRoutes.getFundBatch, async ({ caller, params }) => ({
      status: 200,
      body: await batchView(ctx, await batchBy(ctx, params.id), accountOf(caller)),
    })),
    endpoint(
      batchRoutes.listFundFindings,
      async ({ params, query: { cursor, limit = pageLimits.usual } }) => {
        const { id } = await batchBy(ctx, params.id);
        const [line, no] = cursor === undefined ? ['0', '0'] : decodeCursor(cursor, findingKeyset);
        const after = { line: Number(line), no: Number(no) };
        const rows = await findingsOf(db, id, { after, limit: limit + 1 });
        return { status: 200, body: pageOf(rows, limit, (row) => [String(row.line), String(row.no)]) };
      },
    ),
    endpoint(
      batchRoutes.listFundEntries,
      async ({ params, query: { cursor, limit = pageLimits.usual, state } }) => {
        const { id } = await batchBy(ctx, params.id);
        const rows = await entriesOf(db, id, { after: afterOf(cursor), limit: limit + 1, state });
        return { status: 200, body: pageOf(rows, limit, ({ no }) => [String(no)]) };
      },
    ),
    endpoint(batchRoutes.getFundReport, async ({ caller, params }) => ({
      status: 200,
      body: await reportOf(ctx, await batchView(ctx, await batchBy(ctx, params.id), accountOf(caller))),
    })),
    endpoint(batchRoutes.getFundCsv, async ({ caller, params }) => ({
      status: 200,
      body: csvOf(db, await batchView(ctx, await batchBy(ctx, params.id), accountOf(caller))),
    })),
    endpoint(batchRoutes.getFundStatusReport, async ({ caller, params }) => ({
      status: 200,
      body: statusReportOf(
        db,
        await batchView(ctx, await batchBy(ctx, params.id), accountOf(caller)),
        clock.nowMs(),
      ),
    })),
  ];
}

function afterOf(cursor: Parameters<typeof decodeCursor>[0] | undefined): number {
  return cursor === undefined ? 0 : Number(decodeCursor(cursor, keyset)[0]);
}
