import { type Endpoint, endpoint, type Printer, printed } from '@finharbor/kernel/http';
import type { NodeContext } from '../context.ts';
import { receiptTrust } from '../receipts.ts';
import { checkLine } from './check-line.ts';
import { answerDispute, fileDispute, ownDispute, ownDisputes, showReceipt } from './file-dispute.ts';
import * as routes from './node-contract.ts';
import { atHub } from './node-payments.ts';
import type { StatementCheck } from './routes.ts';
import { sheetNames, statementCsv, statementPaper } from './sheet.ts';
import type { LineEvidence, StatementLine } from './views.ts';

type Node = { readonly ctx: NodeContext; readonly printer: Printer };

/** A node's settlement: its party's money as the hub states it, checked here, and disputes as its own people sign them. */
export function nodeSettlementEndpoints(node: Node): readonly Endpoint[] {
  return [...readEndpoints(node), ...sheetEndpoints(node), ...disputeEndpoints(node)];
}

function readEndpoints({ ctx }: Node): readonly Endpoint[] {
  const { settlement } = ctx.hub;
  const read = async <T>(ask: () => Promise<{ readonly body: T }>) => ({
    status: 200 as const,
    body: (await atHub(ask)).body,
  });
  return [
    endpoint(routes.getSettlementAccount, () => read(() => settlement.getOwnAccount({}))),
    endpoint(routes.listStatements, () => read(() => settlement.listOwnMonths({}))),
    endpoint(routes.getStatement, ({ params }) => read(() => settlement.getOwnStatement({ params }))),
    endpoint(routes.getStatementEvidence, ({ params, query }) =>
      read(() => settlement.getOwnEvidence({ params, query })),
    ),
    endpoint(routes.getStatementLine, ({ params }) => read(() => settlement.getOwnLine({ params }))),
    endpoint(routes.getEarnings, () => read(() => settlement.getOwnEarnings({}))),
    endpoint(routes.listOwnMoney, () => read(() => settlement.listOwnMovements({}))),
    endpoint(routes.getSettlementTrust, async () => ({ status: 200, body: await receiptTrust(ctx) })),
    endpoint(routes.postPayout, async ({ body }) => {
      await atHub(() => settlement.askPayout({ body }));
      return { status: 204 };
    }),
  ];
}

function sheetEndpoints({ ctx, printer }: Node): readonly Endpoint[] {
  const statement = async (month: string) =>
    (await atHub(() => ctx.hub.settlement.getOwnStatement({ params: { month } }))).body;
  return [
    endpoint(routes.getStatementPaper, async ({ params, query: { language } }) => {
      const names = await sheetNames(ctx.store, language);
      return printed(printer, statementPaper(await statement(params.month), language, names));
    }),
    endpoint(routes.getStatementCsv, async ({ params, query: { language } }) => {
      const names = await sheetNames(ctx.store, language);
      const table = statementCsv(await statement(params.month), language, names);
      return { status: 200, body: new TextEncoder().encode(table) };
    }),
    endpoint(routes.getStatementCheck, async ({ params }) => ({
      status: 200,
      body: await checkStatement(ctx, (await statement(params.month)).lines, params.month),
    })),
  ];
}

function disputeEndpoints({ ctx }: Node): readonly Endpoint[] {
  return [
    endpoint(routes.listDisputes, async () => ({ status: 200, body: await ownDisputes(ctx) })),
    endpoint(routes.getDispute, async ({ params }) => ({
      status: 200,
      body: await ownDispute(ctx, params.id),
    })),
    endpoint(routes.postDispute, async ({ body, about }) => {
      const { id } = await fileDispute(ctx, body);
      about({ dispute: id, charge: body.charge });
      return { status: 201, body: { id } };
    }),
    endpoint(routes.postDisputeAnswer, async ({ params, body }) => ({
      status: 201,
      body: { id: (await answerDispute(ctx, params.id, body)).id },
    })),
    endpoint(routes.postReceiptOpening, async ({ params }) => ({
      status: 201,
      body: { id: (await showReceipt(ctx, params.id)).id },
    })),
  ];
}

/** Checks each line under the keys that this node's own operator has pinned, and finds the own receipt of its job. */
async function checkStatement(
  ctx: NodeContext,
  lines: readonly StatementLine[],
  month: string,
): Promise<StatementCheck> {
  const [trust, evidence] = await Promise.all([receiptTrust(ctx), allEvidence(ctx, month)]);
  const checked = await Promise.all(
    lines.map(async (line) => {
      const verdict = await checkLine(line, evidence.get(line.id), trust);
      const [receipt] =
        line.job === null ? [] : await ctx.store.results.receipts({ jobId: line.job, limit: 1 });
      return {
        id: line.id,
        verdict: verdict.kind === 'confirmed' ? verdict.kind : verdict.why,
        receipt: receipt?.id ?? null,
      };
    }),
  );
  return { confirmed: checked.filter(({ verdict }) => verdict === 'confirmed').length, lines: checked };
}

async function allEvidence(ctx: NodeContext, month: string): Promise<ReadonlyMap<string, LineEvidence>> {
  const found = new Map<string, LineEvidence>();
  for (let after: string | undefined; ; ) {
    const query = after === undefined ? {} : { after };
    const { body } = await atHub(() => ctx.hub.settlement.getOwnEvidence({ params: { month }, query }));
    for (const one of body) found.set(one.id, one);
    after = body.at(-1)?.id;
    if (after === undefined) return found;
  }
}
