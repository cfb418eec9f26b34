import {
  defineRoute,
  type EventStream,
  eventsOf,
  type Page,
  type PageRequest,
  pageQuery,
  pageSchema,
  queryInteger,
  type Route,
} from '@finharbor/kernel/contract';
import { z } from 'zod';
import type { FoundTransfer, LedgerTransfer, SentTransfer } from './domain.ts';
import { readers, shared, writers } from './roles.ts';
import {
  codeNumber,
  foundTransferSchema,
  ledgerId,
  ledgerNumber,
  moment,
  sentSchema,
  someAmount,
  transferSchema,
  userData64,
  userData128,
  word,
} from './schemas.ts';
import type { Span } from './store.ts';
import type { Pulse } from './throughput.ts';

type ById = { readonly id: bigint };

const byId = z.strictObject({ id: ledgerId });
const lost = ['ledger.writer_gone', 'ledger.taken_over'];

/** Which transfers are asked for. */
export type TransferQuery = Span &
  PageRequest & {
    readonly ledger?: number | undefined;
    readonly code?: number | undefined;
    readonly state?: 'pending' | undefined;
  };

/** `GET /ledger/transfers`: transfers, the latest first. */
export const listTransfers: Route<{ query: TransferQuery; replies: { 200: Page<LedgerTransfer> } }> =
  defineRoute({
    ...shared,
    method: 'GET',
    path: '/ledger/transfers',
    summary: { en: 'Find transfers', zh: '查询转账' },
    query: z.strictObject({
      ...pageQuery,
      ledger: queryInteger(1, 4_294_967_295).optional(),
      code: queryInteger(1, 65_535).optional(),
      state: z.literal('pending').optional(),
      from: moment.optional(),
      until: moment.optional(),
    }),
    responses: { 200: pageSchema(transferSchema) },
    errors: ['page.bad_cursor'],
    access: readers,
    audit: 'ledger_transfer.list',
  });

/** `GET /ledger/transfers/:id`: one transfer with its chain and what became of it, or the refusal that has spent the id. */
export const getTransfer: Route<{ params: ById; replies: { 200: FoundTransfer } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/ledger/transfers/:id',
  summary: { en: 'One transfer', zh: '查看转账' },
  params: byId,
  responses: { 200: foundTransferSchema },
  errors: ['ledger.transfer_not_found'],
  access: readers,
  audit: 'ledger_transfer.read',
});

/** What a transfer is made of. */
export type NewLedgerTransfer = {
  readonly id: bigint;
  readonly ledger: number;
  readonly code: number;
  readonly debitAccountId: bigint;
  readonly creditAccountId: bigint;
  readonly amount: bigint;
  /** Sets the amount aside until it is posted or voided. */
  readonly isPending: boolean;
  /** After so many seconds a pending one is undone; 0 is never. */
  readonly timeoutS: number;
  readonly userData128: bigint;
  readonly userData64: bigint;
  readonly userData32: number;
};

/** `POST /ledger/transfers`: make a transfer under an id of the caller's choice; the same id again is not carried out twice. */
export const postTransfer: Route<{ body: NewLedgerTransfer; replies: { 200: SentTransfer } }> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/ledger/transfers',
  summary: { en: 'Make a transfer', zh: '发起转账' },
  body: z.strictObject({
    id: ledgerId,
    ledger: ledgerNumber,
    code: codeNumber,
    debitAccountId: ledgerId,
    creditAccountId: ledgerId,
    amount: someAmount,
    isPending: z.boolean(),
    timeoutS: word,
    userData128,
    userData64,
    userData32: word,
  }),
  responses: { 200: sentSchema },
  errors: lost,
  access: writers,
  audit: 'ledger_transfer.make',
  stepUp: true,
});

/** How a pending transfer is settled: all of it or a part is posted, or all is released. */
export type Resolution = {
  /** The id of the transfer that settles it. */
  readonly id: bigint;
  readonly how: 'post' | 'void';
  /** Of a posting; null for all of it. */
  readonly amount: bigint | null;
};

/** `POST /ledger/transfers/:id/resolution`: post or void a pending transfer. */
export const postResolution: Route<{ params: ById; body: Resolution; replies: { 200: SentTransfer } }> =
  defineRoute({
    ...shared,
    method: 'POST',
    path: '/ledger/transfers/:id/resolution',
    summary: { en: 'Post or void a pending transfer', zh: '确认或撤销待定转账' },
    params: byId,
    body: z.strictObject({
      id: ledgerId,
      how: z.enum(['post', 'void']),
      amount: someAmount.nullable(),
    }),
    responses: { 200: sentSchema },
    errors: ['ledger.transfer_not_found', ...lost],
    access: writers,
    audit: 'ledger_transfer.settle',
    stepUp: true,
  });

const pulse: z.ZodType<Pulse> = z.strictObject({
  atMs: z.int(),
  perSecond: z.array(z.int()).readonly(),
  waiting: z.int(),
  total: z.int(),
  refused: z.int(),
  lastEntry: moment.nullable(),
  savedUpTo: moment,
});

/** `GET /ledger/pulse`: how busy the ledger is, each second anew. */
export const getPulse: Route<{ replies: { 200: EventStream<Pulse> } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/ledger/pulse',
  summary: { en: 'How busy the ledger is', zh: '账本实时吞吐' },
  responses: { 200: eventsOf(pulse) },
  errors: [],
  access: readers,
  audit: { none: 'party' },
});
