import {
  bytesOf,
  defineRoute,
  type FileStream,
  fileOf,
  type Page,
  type PageRequest,
  pageQuery,
  pageSchema,
  type Route,
} from '@finharbor/kernel/contract';
import { z } from 'zod';
import { city, shared, watchers } from '../roles.ts';
import { fen, line, movementId } from '../schemas.ts';
import { type Batch, batchFormats, type Entry, entryStates, mostPieceBytes, mostPieces } from './domain.ts';
import type { LineFinding } from './entries.ts';
import {
  type BatchView,
  batchSchema,
  entrySchema,
  findingSchema,
  type Report,
  reportSchema,
} from './views.ts';

/** A second pair of eyes: another account of the bureau, or the operator's. */
const checkers: readonly string[] = ['bureau', 'operator'];
type ById = { readonly id: string };
const byId = z.strictObject({ id: movementId });

/** `GET /funds/:id/batches`: a programme's batches, the latest first. */
export const listFundBatches: Route<{
  params: ById;
  replies: { 200: { readonly items: readonly BatchView[] } };
}> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/funds/:id/batches',
  summary: { en: 'Batches of a programme', zh: '项目的发放批次' },
  params: byId,
  responses: { 200: z.strictObject({ items: z.array(batchSchema).readonly() }) },
  errors: ['fund.not_found'],
  access: watchers,
  audit: { none: 'party' },
});

/** What a batch is begun with. */
export type NewBatch = {
  readonly id: string;
  readonly fund: string;
  readonly file: string;
  readonly format: Batch['format'];
  readonly onBad: Batch['onBad'];
  readonly together: Batch['together'];
};

/** `POST /fund-batches`: begin a batch, whose file then comes in pieces. The same again changes nothing. */
export const postFundBatch: Route<{ body: NewBatch; replies: { 201: BatchView } }> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/fund-batches',
  summary: { en: 'Begin a batch', zh: '新建发放批次' },
  body: z.strictObject({
    id: movementId,
    fund: movementId,
    file: line,
    format: z.enum(batchFormats),
    onBad: z.enum(['all', 'each']),
    together: z.enum(['chunk', 'entry']),
  }),
  responses: { 201: batchSchema },
  errors: ['fund.not_found', 'fund.closed', 'fund.batch_differs'],
  access: city,
  audit: 'fund_batch.begin',
});

/** `PUT /fund-batches/:id/pieces/:no`: a piece of the file, from 0; the same again takes its place. */
export const putFundPiece: Route<{
  params: { readonly id: string; readonly no: number };
  body: Uint8Array;
  replies: { 200: BatchView };
}> = defineRoute({
  ...shared,
  method: 'PUT',
  path: '/fund-batches/:id/pieces/:no',
  summary: { en: 'Upload a piece of the file', zh: '上传文件分片' },
  params: z.strictObject({ id: movementId, no: queryNumber() }),
  body: bytesOf('application/octet-stream'),
  responses: { 200: batchSchema },
  errors: ['fund.batch_not_found', 'fund.batch_state'],
  access: city,
  audit: 'fund_batch.piece',
  maxBodyBytes: mostPieceBytes,
});

function queryNumber(): z.ZodType<number, string> {
  const text = z.string().regex(/^(0|[1-9][0-9]{0,3})$/);
  return z.codec(
    text,
    z
      .int()
      .min(0)
      .max(mostPieces - 1),
    { decode: Number, encode: String },
  );
}

/** How many pieces the file has, and its SHA-256 in hexadecimal, where the sender knows it. */
export type WholeFile = { readonly pieces: number; readonly digest: string | null };

/** `POST /fund-batches/:id/check`: the file is whole; its entries are judged within seconds. */
export const postFundCheck: Route<{ params: ById; body: WholeFile; replies: { 202: BatchView } }> =
  defineRoute({
    ...shared,
    method: 'POST',
    path: '/fund-batches/:id/check',
    summary: { en: 'Have a file checked', zh: '提交文件校验' },
    params: byId,
    body: z.strictObject({
      pieces: z.int().min(1).max(mostPieces),
      digest: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .nullable(),
    }),
    responses: { 202: batchSchema },
    errors: ['fund.batch_not_found', 'fund.batch_state', 'fund.pieces_missing'],
    access: city,
    audit: 'fund_batch.check',
  });

/** `GET /fund-batches/:id`: how a batch stands; while it runs, how far it has come. */
export const getFundBatch: Route<{ params: ById; replies: { 200: BatchView } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/fund-batches/:id',
  summary: { en: 'A batch and how far it has come', zh: '查看批次进度' },
  params: byId,
  responses: { 200: batchSchema },
  errors: ['fund.batch_not_found'],
  access: watchers,
  audit: { none: 'party' },
});

/** `GET /fund-batches/:id/findings`: what is wrong with the file, line by line, and what to do. */
export const listFundFindings: Route<{
  params: ById;
  query: PageRequest;
  replies: { 200: Page<LineFinding> };
}> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/fund-batches/:id/findings',
  summary: { en: 'What is wrong with a file, by line', zh: '文件问题（按行）' },
  params: byId,
  query: z.strictObject(pageQuery),
  responses: { 200: pageSchema(findingSchema) },
  errors: ['fund.batch_not_found', 'page.bad_cursor'],
  access: watchers,
  audit: { none: 'party' },
});

/** Entries of one state, or of all. */
export type EntryQuery = PageRequest & { readonly state?: Entry['state'] | undefined };

/** `GET /fund-batches/:id/entries`: the payments of a batch. */
export const listFundEntries: Route<{
  params: ById;
  query: EntryQuery;
  replies: { 200: Page<Entry> };
}> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/fund-batches/:id/entries',
  summary: { en: 'Payments of a batch', zh: '批次内各笔' },
  params: byId,
  query: z.strictObject({ ...pageQuery, state: z.enum(entryStates).optional() }),
  responses: { 200: pageSchema(entrySchema) },
  errors: ['fund.batch_not_found', 'page.bad_cursor'],
  access: watchers,
  audit: { none: 'party' },
});

/** What the second person has looked at: another number or sum is another batch. */
export type Approval = { readonly good: number; readonly sumMinor: bigint };

/** `POST /fund-batches/:id/approval`: approve a batch that somebody else has made; it then runs by itself. */
export const postFundApproval: Route<{ params: ById; body: Approval; replies: { 200: BatchView } }> =
  defineRoute({
    ...shared,
    method: 'POST',
    path: '/fund-batches/:id/approval',
    summary: { en: 'Approve a batch', zh: '复核并批准批次' },
    params: byId,
    body: z.strictObject({ good: z.int().min(1), sumMinor: fen }),
    responses: { 200: batchSchema },
    errors: [
      'fund.batch_not_found',
      'fund.batch_state',
      'fund.same_person',
      'fund.other_sum',
      'yuan.purse_spent',
    ],
    access: checkers,
    audit: 'fund_batch.approve',
    stepUp: true,
  });

/** `POST /fund-batches/:id/cancellation`: cancel what of a batch is not paid yet. */
export const postFundCancellation: Route<{ params: ById; replies: { 200: BatchView } }> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/fund-batches/:id/cancellation',
  summary: { en: 'Cancel the rest of a batch', zh: '取消批次剩余部分' },
  params: byId,
  responses: { 200: batchSchema },
  errors: ['fund.batch_not_found', 'fund.batch_state'],
  access: checkers,
  audit: 'fund_batch.cancel',
});

/** `GET /fund-batches/:id/report`: the batch held against the ledger. */
export const getFundReport: Route<{ params: ById; replies: { 200: Report } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/fund-batches/:id/report',
  summary: { en: 'A batch held against the ledger', zh: '批次与账本核对' },
  params: byId,
  responses: { 200: reportSchema },
  errors: ['fund.batch_not_found'],
  access: watchers,
  audit: { none: 'party' },
});

/** `GET /fund-batches/:id/report/csv`: what became of each payment, as a table. */
export const getFundCsv: Route<{ params: ById; replies: { 200: FileStream } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/fund-batches/:id/report/csv',
  summary: { en: 'What became of each payment (CSV)', zh: '各笔结果（CSV）' },
  params: byId,
  responses: { 200: fileOf('text/csv; charset=utf-8; header=present') },
  errors: ['fund.batch_not_found'],
  access: watchers,
  audit: 'fund_batch.save',
});

/** `GET /fund-batches/:id/report/pain002`: the same as a customer payment status report. */
export const getFundStatusReport: Route<{ params: ById; replies: { 200: FileStream } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/fund-batches/:id/report/pain002',
  summary: { en: 'What became of each payment (pain.002)', zh: '各笔结果（pain.002）' },
  params: byId,
  responses: { 200: fileOf('application/xml') },
  errors: ['fund.batch_not_found'],
  access: watchers,
  audit: 'fund_batch.save',
});
