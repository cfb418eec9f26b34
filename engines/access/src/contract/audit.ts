import {
  defineRoute,
  instantSchema,
  type Json,
  queryInteger,
  type Route,
  textSchema,
} from '@finharbor/kernel/contract';
import { z } from 'zod';
import type { AuditEvent } from '../audit/event.ts';
import type { Seal, TrailCheck } from '../audit/seal.ts';
import { shared } from './schemas.ts';

type Found = {
  readonly events: readonly AuditEvent[] /** Where the next page begins. */;
  readonly before: number | null;
};
/** What is looked for in the trail, and which page of it. */
export type AuditSearch = {
  readonly action?: string | undefined;
  readonly account?: string | undefined;
  readonly object?: string | undefined;
  readonly outcome?: 'done' | 'refused' | 'unknown' | undefined;
  readonly fromMs?: number | undefined;
  readonly untilMs?: number | undefined;
  readonly before?: number | undefined;
  readonly limit?: number | undefined;
};

const event: z.ZodType<AuditEvent> = z
  .strictObject({
    seq: z.int(),
    atMs: instantSchema,
    requestId: z.string(),
    phase: z.enum(['begun', 'done']),
    action: z.string(),
    actor: z.string(),
    actorName: z.string().nullable(),
    accountName: z.string().nullable(),
    party: z.string(),
    roles: z.array(z.string()).readonly(),
    facts: z.record(z.string(), z.string()),
    status: z.int().nullable(),
    code: z.string().nullable(),
    address: z.string().nullable(),
  })
  .meta({ id: 'AuditEvent' });

const sealed: z.ZodType<Seal> = z
  .strictObject({
    seal: z.int(),
    rows: z.int(),
    head: z.string(),
    body: z.json() as unknown as z.ZodType<Json>,
    salt: z.string(),
    atMs: instantSchema,
    logIndex: z.int().nullable(),
    proof: z.string().nullable(),
  })
  .meta({ id: 'AuditSeal' });

const check: z.ZodType<TrailCheck> = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('intact'), seals: z.int(), rows: z.int() }),
    z.strictObject({ kind: z.literal('broken'), seal: z.int() }),
  ])
  .meta({ id: 'AuditTrailCheck' });

const instantQuery = queryInteger(0, 253_402_300_799_999).optional();

/** The fields of an `AuditSearch` that say what is looked for, as they stand in an address. */
export const auditFilterFields: Readonly<Record<Exclude<keyof AuditSearch, 'before' | 'limit'>, z.ZodType>> =
  {
    action: textSchema(60).optional(),
    account: z.uuid().optional(),
    object: textSchema(200).optional(),
    outcome: z.enum(['done', 'refused', 'unknown']).optional(),
    fromMs: instantQuery,
    untilMs: instantQuery,
  };

const search: z.ZodType<AuditSearch, Record<string, string | undefined>> = z.strictObject({
  ...auditFilterFields,
  before: queryInteger(0, Number.MAX_SAFE_INTEGER).optional(),
  limit: queryInteger(1, 1_000).optional(),
}) as unknown as z.ZodType<AuditSearch, Record<string, string | undefined>>;

const reading = {
  ...shared,
  method: 'GET',
  errors: [],
  access: ['auditor', 'admin', 'operator'],
  audit: 'audit.read',
} as const;

/** `GET /audit`: who did what here, the latest first; page on with `before`. Reading it is written into it. */
export const getAudit: Route<{ query: AuditSearch; replies: { 200: Found } }> = defineRoute({
  ...reading,
  path: '/audit',
  summary: { en: 'Audit trail', zh: '审计记录' },
  query: search,
  responses: { 200: z.strictObject({ events: z.array(event).readonly(), before: z.int().nullable() }) },
});

/** `GET /audit/seals`: the latest seals over the trail and where they stand in the evidence log. */
export const listSeals: Route<{ replies: { 200: readonly Seal[] } }> = defineRoute({
  ...reading,
  path: '/audit/seals',
  summary: { en: 'Seals of the audit trail', zh: '审计存证' },
  responses: { 200: z.array(sealed).readonly() },
});

/** `GET /audit/verification`: recomputes the chain over the whole trail and compares it with every seal. */
export const getVerification: Route<{ replies: { 200: TrailCheck } }> = defineRoute({
  ...reading,
  path: '/audit/verification',
  summary: { en: 'Check the audit trail', zh: '核验审计记录' },
  responses: { 200: check },
});

/** `GET /history/:object`: what people did with one object, the latest first; of one's own party's people where one sees no others. */
export const getHistory: Route<{
  params: { readonly object: string };
  replies: { 200: readonly AuditEvent[] };
}> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/history/:object',
  summary: { en: 'History of an object', zh: '对象的操作历史' },
  params: z.strictObject({ object: textSchema(200, 1) }),
  responses: { 200: z.array(event).readonly() },
  errors: [],
  access: [
    { role: 'operator', over: 'all' },
    { role: '*', over: 'party' },
  ],
  audit: { none: 'party' },
});
