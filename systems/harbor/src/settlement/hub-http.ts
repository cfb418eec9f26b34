import { fail } from '@finharbor/kernel';
import { type Caller, type Endpoint, endpoint, type Printer, printed } from '@finharbor/kernel/http';
import type { Selectable } from 'kysely';
import type { HarborTables } from '../database.gen.ts';
import type { Board } from '../hub/board.ts';
import { receiptTrust } from '../receipts.ts';
import { availableOf } from './accounts.ts';
import { allDisputes, anyDispute, decide } from './award.ts';
import { tariffs } from './charges.ts';
import type { Settling } from './context.ts';
import { tariffAt } from './domain.ts';
import { earningsOf } from './earnings.ts';
import * as routes from './hub-contract.ts';
import { mayCharge } from './may-charge.ts';
import { askPayout, recordTopUp, resolvePayout } from './movements.ts';
import { sheetNames, statementCsv, statementPaper } from './sheet.ts';
import { evidenceOf, lineOf, monthsOf, statementOf } from './statement.ts';
import type { AccountView, MovementView } from './views.ts';

/** What the hub's settlement serves. */
export type SettlementHttp = {
  readonly ctx: Settling;
  readonly board: Board;
  readonly printer: Printer;
};

/** The hub's settlement: for the nodes of the parties by signed requests, for its own people by roles. */
export function settlementEndpoints(parts: SettlementHttp): readonly Endpoint[] {
  return [
    ...ownEndpoints(parts),
    ...partyEndpoints(parts),
    ...moneyEndpoints(parts),
    ...disputeEndpoints(parts),
  ];
}

function ownEndpoints({ ctx }: SettlementHttp): readonly Endpoint[] {
  return [
    endpoint(routes.getOwnAccount, async ({ caller }) => ({
      status: 200,
      body: await accountOf(ctx, signer(caller)),
    })),
    endpoint(routes.listOwnMonths, async ({ caller }) => ({
      status: 200,
      body: await monthsOf(ctx, signer(caller)),
    })),
    endpoint(routes.getOwnStatement, async ({ caller, params }) => ({
      status: 200,
      body: await statementOf(ctx, signer(caller), params.month),
    })),
    endpoint(routes.getOwnEvidence, async ({ caller, params, query }) => ({
      status: 200,
      body: await evidenceOf(ctx, signer(caller), { ...params, ...query }),
    })),
    endpoint(routes.getOwnLine, async ({ caller, params }) => ({
      status: 200,
      body: await lineOf(ctx, signer(caller), params.id),
    })),
    endpoint(routes.getOwnEarnings, async ({ caller }) => ({
      status: 200,
      body: await earningsOf(ctx, signer(caller)),
    })),
    endpoint(routes.listOwnMovements, async ({ caller }) => ({
      status: 200,
      body: await movements(ctx, signer(caller)),
    })),
    endpoint(routes.askMayCharge, async ({ caller, body }) => ({
      status: 200,
      body: await mayCharge(ctx, { asker: signer(caller), ...body }),
    })),
    endpoint(routes.askPayout, async ({ caller, body: { id, amountMinor } }) => {
      const asked = { id, party: signer(caller), amountMinor: BigInt(amountMinor), reference: '' };
      await askPayout(ctx, asked);
      return { status: 204 };
    }),
  ];
}

function partyEndpoints({ ctx, printer }: SettlementHttp): readonly Endpoint[] {
  return [
    endpoint(routes.listSettlementAccounts, async () => ({
      status: 200,
      body: await Promise.all((await parties(ctx)).map((party) => accountOf(ctx, party))),
    })),
    endpoint(routes.listPartyMonths, async ({ params }) => ({
      status: 200,
      body: await monthsOf(ctx, params.party),
    })),
    endpoint(routes.getPartyStatement, async ({ params }) => ({
      status: 200,
      body: await statementOf(ctx, params.party, params.month),
    })),
    endpoint(routes.getPartyEvidence, async ({ params, query }) => ({
      status: 200,
      body: await evidenceOf(ctx, params.party, { month: params.month, ...query }),
    })),
    endpoint(routes.getPartyStatementPaper, async ({ params, query: { language } }) => {
      const statement = await statementOf(ctx, params.party, params.month);
      return printed(printer, statementPaper(statement, language, await sheetNames(ctx.store, language)));
    }),
    endpoint(routes.getPartyStatementCsv, async ({ params, query: { language } }) => {
      const statement = await statementOf(ctx, params.party, params.month);
      const table = statementCsv(statement, language, await sheetNames(ctx.store, language));
      return { status: 200, body: new TextEncoder().encode(table) };
    }),
    endpoint(routes.getSettlementTrust, async () => ({
      status: 200,
      body: await receiptTrust({ ...ctx, hubParty: ctx.party }),
    })),
  ];
}

function moneyEndpoints({ ctx }: SettlementHttp): readonly Endpoint[] {
  return [
    endpoint(routes.listMovements, async () => ({ status: 200, body: await movements(ctx) })),
    endpoint(routes.postTopUp, async ({ body }) => {
      if (!(await parties(ctx)).includes(body.party))
        fail('settlement.party_not_found', 'No party of that name has been admitted.');
      await recordTopUp(ctx, { ...body, amountMinor: BigInt(body.amountMinor) });
      return { status: 204 };
    }),
    endpoint(routes.postPayoutResolution, async ({ params, body }) => {
      await resolvePayout(ctx, params.id, body);
      return { status: 204 };
    }),
  ];
}

function disputeEndpoints({ ctx, board }: SettlementHttp): readonly Endpoint[] {
  return [
    endpoint(routes.listAllDisputes, async () => ({ status: 200, body: await allDisputes(ctx) })),
    endpoint(routes.getAnyDispute, async ({ params }) => ({
      status: 200,
      body: await anyDispute(ctx, params.id),
    })),
    endpoint(routes.postAward, async ({ params, body, caller }) => {
      if (caller.kind !== 'account') fail('access.unauthenticated', 'A person decides.');
      const office = caller.roles.includes('bureau') ? 'bureau' : 'operator';
      const arbiter = { party: caller.party, office } as const;
      return { status: 201, body: await decide(ctx, board, { id: params.id, award: body, arbiter }) };
    }),
  ];
}

async function accountOf(ctx: Settling, party: string): Promise<AccountView> {
  const { prepaidMinor, owedMinor, payableMinor, setAsideMinor, outstandingMinor } = await availableOf(
    ctx,
    party,
  );
  return {
    party,
    prepaidMinor: String(prepaidMinor),
    owedMinor: String(owedMinor),
    payableMinor: String(payableMinor),
    setAsideMinor: String(setAsideMinor),
    outstandingMinor: String(outstandingMinor),
    feeBp: tariffAt(await tariffs(ctx.db), ctx.clock.nowMs()).feeBp,
  };
}

async function parties({ store, party: house }: Settling): Promise<readonly string[]> {
  return (await store.peers.list()).map(({ party }) => party).filter((party) => party !== house);
}

const mostMovements = 500;

async function movements({ db }: Settling, party?: string): Promise<readonly MovementView[]> {
  let query = db.selectFrom('money_movement').selectAll().orderBy('no', 'desc').limit(mostMovements);
  if (party !== undefined) query = query.where('party', '=', party);
  return (await query.execute()).map(movementOf);
}

function movementOf(row: Selectable<HarborTables['money_movement']>): MovementView {
  return {
    id: row.id,
    kind: row.kind as MovementView['kind'],
    party: row.party,
    amountMinor: String(row.amount_minor),
    reference: row.reference,
    state: row.state as MovementView['state'],
    askedAtMs: Number(row.asked_at_ms),
  };
}

function signer(caller: Caller): string {
  return caller.kind === 'key' ? caller.party : fail('access.unauthenticated', 'Sign the request.');
}
