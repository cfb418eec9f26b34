import {
  bytesOf,
  defineRoute,
  emptyBody,
  type PaperQuery,
  paperCodes,
  paperQueryFields,
  paperRoute,
  type Route,
  textSchema,
} from '@finharbor/kernel/contract';
import { z } from 'zod';
import { documentIdSchema, partySchema } from '../views.ts';
import { type AwardOutcome, awardOutcomes } from './documents.ts';
import {
  type AccountView,
  accountView,
  type DisputeView,
  disputeView,
  type Earnings,
  earningsSchema,
  type LineEvidence,
  type LineFacts,
  lineEvidence,
  lineFacts,
  type MayCharge,
  type MonthView,
  type MovementView,
  mayChargeSchema,
  monthSchema,
  monthView,
  movementView,
  type Statement,
  someMinor,
  statementSchema,
} from './views.ts';

type ByMonth = { readonly month: string };
type ById = { readonly id: string };
type EvidenceQuery = { readonly after?: string | undefined };
type PayoutAsked = { readonly id: string; readonly amountMinor: string };

const byMonth = z.strictObject({ month: monthSchema });
const evidenceQuery: z.ZodType<EvidenceQuery> = z.strictObject({
  after: z.string().max(100).optional().meta({ description: 'Goes on after this line' }),
});
const tags = ['settlement'];
const csv = { 200: bytesOf('text/csv') };

/** What a party reads and asks of its own money: the same at the hub, for its node's signed requests, and at the node, for its people. */
export type OwnRoutes = {
  readonly account: Route<{ replies: { 200: AccountView } }>;
  readonly months: Route<{ replies: { 200: readonly MonthView[] } }>;
  readonly statement: Route<{ params: ByMonth; replies: { 200: Statement } }>;
  readonly evidence: Route<{
    params: ByMonth;
    query: EvidenceQuery;
    replies: { 200: readonly LineEvidence[] };
  }>;
  readonly line: Route<{ params: ById; replies: { 200: LineFacts } }>;
  readonly earnings: Route<{ replies: { 200: Earnings } }>;
  readonly movements: Route<{ replies: { 200: readonly MovementView[] } }>;
};

/** Makes them for who may call them where. */
export function ownRoutes(access: 'signed' | readonly string[], errors: readonly string[]): OwnRoutes {
  const shared = {
    method: 'GET',
    tags,
    access,
    audit: { none: access === 'signed' ? 'own' : 'party' },
  } as const;
  return {
    account: defineRoute({
      ...shared,
      path: '/settlement/account',
      summary: { en: 'What this party has with the platform', zh: '本方账户余额' },
      responses: { 200: accountView },
      errors,
    }),
    months: defineRoute({
      ...shared,
      path: '/settlement/months',
      summary: { en: 'Months in which this party was charged or paid', zh: '本方有账的月份' },
      responses: { 200: z.array(monthView) },
      errors,
    }),
    statement: defineRoute({
      ...shared,
      path: '/settlement/months/:month',
      summary: { en: 'Statement of a month', zh: '月度对账单' },
      params: byMonth,
      responses: { 200: statementSchema },
      errors,
    }),
    evidence: defineRoute({
      ...shared,
      path: '/settlement/months/:month/evidence',
      summary: { en: 'What proves the lines of a month', zh: '对账单逐笔证据' },
      description: {
        en: '200 lines at a time: the proof of each in the evidence log, and its transfers as the ledger has them.',
        zh: '每次 200 笔：证据日志中的存在证明，以及账本上的对应转账。',
      },
      params: byMonth,
      query: evidenceQuery,
      responses: { 200: z.array(lineEvidence) },
      errors,
    }),
    line: defineRoute({
      ...shared,
      path: '/settlement/lines/:id',
      summary: { en: 'One line of a statement', zh: '对账单明细' },
      params: z.strictObject({ id: z.string().max(100) }),
      responses: { 200: lineFacts },
      errors: [...errors, 'settlement.line_not_found'],
    }),
    earnings: defineRoute({
      ...shared,
      path: '/settlement/earnings',
      summary: { en: 'What this party has earned, by product, consumer and month', zh: '本方数据收入' },
      responses: { 200: earningsSchema },
      errors,
    }),
    movements: defineRoute({
      ...shared,
      path: '/settlement/movements',
      summary: { en: 'Money paid in and out', zh: '入金与出金' },
      responses: { 200: z.array(movementView) },
      errors,
    }),
  };
}

const payoutAsked: z.ZodType<PayoutAsked> = z.strictObject({ id: z.uuid(), amountMinor: someMinor });

/** Asks that earned money be paid out, for a party's node; the id is the asker's, so that asking twice is asking once. */
export const askPayoutRoute: Route<{ body: PayoutAsked; replies: { 204: undefined } }> = defineRoute({
  method: 'POST',
  path: '/settlement/payouts',
  summary: { en: 'Ask to be paid out', zh: '申请出金' },
  tags,
  body: payoutAsked,
  responses: { 204: emptyBody() },
  errors: ['settlement.too_much', 'settlement.other_movement'],
  access: 'signed',
  audit: 'payout.ask',
});

/** The same for the people of a node. */
export const postPayout: Route<{ body: PayoutAsked; replies: { 204: undefined } }> = defineRoute({
  method: 'POST',
  path: '/settlement/payouts',
  summary: { en: 'Ask to be paid out', zh: '申请出金' },
  tags,
  body: payoutAsked,
  responses: { 204: emptyBody() },
  errors: ['settlement.too_much', 'settlement.other_movement', 'hub.unreachable'],
  access: ['approver'],
  audit: 'payout.ask',
  stepUp: true,
});

/** Whether the consumer of a contract can pay for a job; asked by the node of either side before the job runs. */
export const askMayCharge: Route<{
  body: { readonly contract: string; readonly job: string };
  replies: { 200: MayCharge };
}> = defineRoute({
  method: 'POST',
  path: '/settlement/may-charge',
  summary: { en: 'Whether a job can be paid for', zh: '任务付费能力校验' },
  tags,
  body: z.strictObject({ contract: documentIdSchema, job: z.uuid() }),
  responses: { 200: mayChargeSchema },
  errors: ['contract.not_found'],
  access: 'signed',
  audit: 'payment.check',
});

const atHub = { tags, access: ['operator', 'bureau', 'auditor'], audit: 'settlement.read' } as const;
const byParty = z.strictObject({ party: partySchema });
const byPartyMonth = z.strictObject({ party: partySchema, month: monthSchema });
type PartyMonth = { readonly party: string; readonly month: string };

/** What every party has with the platform. */
export const listSettlementAccounts: Route<{ replies: { 200: readonly AccountView[] } }> = defineRoute({
  ...atHub,
  method: 'GET',
  path: '/settlement/parties',
  summary: { en: 'Accounts of all parties', zh: '各方账户' },
  responses: { 200: z.array(accountView) },
  errors: [],
});

/** A party's months. */
export const listPartyMonths: Route<{
  params: { readonly party: string };
  replies: { 200: readonly MonthView[] };
}> = defineRoute({
  ...atHub,
  method: 'GET',
  path: '/settlement/parties/:party/months',
  summary: { en: 'Months of a party', zh: '某方有账的月份' },
  params: byParty,
  responses: { 200: z.array(monthView) },
  errors: [],
});

/** A party's statement. */
export const getPartyStatement: Route<{ params: PartyMonth; replies: { 200: Statement } }> = defineRoute({
  ...atHub,
  method: 'GET',
  path: '/settlement/parties/:party/months/:month',
  summary: { en: "A party's statement", zh: '某方对账单' },
  params: byPartyMonth,
  responses: { 200: statementSchema },
  errors: [],
});

/** What proves it. */
export const getPartyEvidence: Route<{
  params: PartyMonth;
  query: EvidenceQuery;
  replies: { 200: readonly LineEvidence[] };
}> = defineRoute({
  ...atHub,
  method: 'GET',
  path: '/settlement/parties/:party/months/:month/evidence',
  summary: { en: "What proves a party's statement", zh: '某方对账单证据' },
  params: byPartyMonth,
  query: evidenceQuery,
  responses: { 200: z.array(lineEvidence) },
  errors: [],
});

/** Whose keys the evidence is checked under, as the hub knows them. */
export const getSettlementTrust: Route<{ replies: { 200: Trust } }> = defineRoute({
  method: 'GET',
  path: '/settlement/trust',
  summary: { en: 'Keys of the log and its witnesses', zh: '日志与见证方公钥' },
  tags,
  responses: { 200: z.strictObject({ logKey: z.string(), witnessKeys: z.array(z.string()) }) },
  errors: ['hub.not_pinned'],
  access: [],
  audit: { none: 'party' },
});
type Trust = { readonly logKey: string; readonly witnessKeys: readonly string[] };

/** Money that came in at the bank for a party; the id is the asker's. */
export const postTopUp: Route<{
  body: PayoutAsked & { readonly party: string; readonly reference: string };
  replies: { 204: undefined };
}> = defineRoute({
  method: 'POST',
  path: '/settlement/top-ups',
  summary: { en: 'Record money paid in', zh: '登记入金' },
  tags,
  body: z.strictObject({
    id: z.uuid(),
    party: partySchema,
    amountMinor: someMinor,
    reference: textSchema(200, 1),
  }),
  responses: { 204: emptyBody() },
  errors: ['settlement.other_movement', 'settlement.party_not_found'],
  access: ['operator'],
  audit: 'top_up.record',
  stepUp: true,
});

/** Money in and out of all parties, the latest first. */
export const listMovements: Route<{ replies: { 200: readonly MovementView[] } }> = defineRoute({
  ...atHub,
  method: 'GET',
  path: '/settlement/payouts',
  summary: { en: 'Money in and out of all parties', zh: '各方入金与出金' },
  responses: { 200: z.array(movementView) },
  errors: [],
});

/** Says that the bank has sent a payout, or will not. */
export const postPayoutResolution: Route<{
  params: ById;
  body: { readonly how: 'confirm' | 'reject'; readonly reference: string };
  replies: { 204: undefined };
}> = defineRoute({
  method: 'POST',
  path: '/settlement/payouts/:id/resolution',
  summary: { en: 'Confirm or reject a payout', zh: '确认或退回出金' },
  tags,
  params: z.strictObject({ id: z.uuid() }),
  body: z.strictObject({ how: z.enum(['confirm', 'reject']), reference: textSchema(200, 1) }),
  responses: { 204: emptyBody() },
  errors: ['settlement.payout_not_found', 'settlement.payout_resolved'],
  access: ['operator'],
  audit: 'payout.resolve',
  stepUp: true,
});

/** A party's statement on paper, at the hub. */
export const getPartyStatementPaper: Route<{
  params: PartyMonth;
  query: PaperQuery;
  replies: { 200: Uint8Array };
}> = defineRoute({
  ...paperRoute,
  ...atHub,
  path: '/settlement/parties/:party/months/:month/pdf',
  summary: { en: "A party's statement as a PDF", zh: '某方对账单（PDF）' },
  params: byPartyMonth,
  errors: paperCodes,
});

/** The same as a table. */
export const getPartyStatementCsv: Route<{
  params: PartyMonth;
  query: PaperQuery;
  replies: { 200: Uint8Array };
}> = defineRoute({
  ...atHub,
  method: 'GET',
  path: '/settlement/parties/:party/months/:month/csv',
  summary: { en: "A party's statement as CSV", zh: '某方对账单（CSV）' },
  params: byPartyMonth,
  query: z.strictObject(paperQueryFields),
  responses: csv,
  errors: [],
});

/** This party's statement on paper, at its node. */
export const getStatementPaper: Route<{
  params: ByMonth;
  query: PaperQuery;
  replies: { 200: Uint8Array };
}> = defineRoute({
  ...paperRoute,
  path: '/settlement/months/:month/pdf',
  summary: { en: 'Statement of a month as a PDF', zh: '月度对账单（PDF）' },
  tags,
  params: byMonth,
  errors: ['hub.unreachable', ...paperCodes],
  access: [],
  audit: { none: 'party' },
});

/** The same as a table. */
export const getStatementCsv: Route<{
  params: ByMonth;
  query: PaperQuery;
  replies: { 200: Uint8Array };
}> = defineRoute({
  method: 'GET',
  path: '/settlement/months/:month/csv',
  summary: { en: 'Statement of a month as CSV', zh: '月度对账单（CSV）' },
  tags,
  params: byMonth,
  query: z.strictObject(paperQueryFields),
  responses: csv,
  errors: ['hub.unreachable'],
  access: [],
  audit: { none: 'party' },
});

/** What came of checking a statement at this node, under the keys its own operator has pinned. */
export type StatementCheck = {
  readonly confirmed: number;
  readonly lines: readonly {
    readonly id: string;
    readonly verdict: 'confirmed' | 'no_entry' | 'bad_proof' | 'elsewhere' | 'no_transfer' | 'other_amount';
    /** This party's own receipt of the job, where it keeps one. */
    readonly receipt: string | null;
  }[];
};

/** Checks every line of a month at this node. */
export const getStatementCheck: Route<{ params: ByMonth; replies: { 200: StatementCheck } }> = defineRoute({
  method: 'GET',
  path: '/settlement/months/:month/check',
  summary: { en: 'Check a statement line by line', zh: '逐笔核验对账单' },
  tags,
  params: byMonth,
  responses: {
    200: z.strictObject({
      confirmed: z.int(),
      lines: z.array(
        z.strictObject({
          id: z.string(),
          verdict: z.enum(['confirmed', 'no_entry', 'bad_proof', 'elsewhere', 'no_transfer', 'other_amount']),
          receipt: z.string().nullable(),
        }),
      ),
    }),
  },
  errors: ['hub.unreachable', 'hub.not_pinned'],
  access: [],
  audit: { none: 'party' },
});

const byDispute = z.strictObject({ id: documentIdSchema });

/** Every dispute there is, for who arbitrates and who watches. */
export const listAllDisputes: Route<{ replies: { 200: readonly DisputeView[] } }> = defineRoute({
  ...atHub,
  method: 'GET',
  path: '/disputes',
  summary: { en: 'Disputes about lines', zh: '账目争议' },
  responses: { 200: z.array(disputeView) },
  errors: ['hub.not_pinned'],
});

/** One of them. */
export const getAnyDispute: Route<{ params: ById; replies: { 200: DisputeView } }> = defineRoute({
  ...atHub,
  method: 'GET',
  path: '/disputes/:id',
  summary: { en: 'One dispute', zh: '争议详情' },
  params: byDispute,
  responses: { 200: disputeView },
  errors: ['dispute.not_found', 'hub.not_pinned'],
});

/** What the arbiter decides. */
export type Award = {
  readonly outcome: AwardOutcome;
  /** The price that counts from now on; of no effect but where it is corrected. */
  readonly priceMinor: string;
  readonly reason: string;
};

/** Decides a dispute, as its arbiter, who is of neither side. */
export const postAward: Route<{ params: ById; body: Award; replies: { 201: ById } }> = defineRoute({
  method: 'POST',
  path: '/disputes/:id/award',
  summary: { en: 'Decide a dispute', zh: '裁决争议' },
  tags,
  params: byDispute,
  body: z.strictObject({
    outcome: z.enum(awardOutcomes),
    priceMinor: z.string().regex(/^(0|[1-9][0-9]{0,14})$/),
    reason: textSchema(2000, 1),
  }),
  responses: { 201: byDispute },
  errors: [
    'dispute.not_found',
    'dispute.decided',
    'dispute.not_heard',
    'dispute.own',
    'dispute.inadmissible',
    'dispute.same_price',
    'hub.not_pinned',
  ],
  access: ['operator', 'bureau'],
  audit: 'dispute.award',
  stepUp: true,
});
