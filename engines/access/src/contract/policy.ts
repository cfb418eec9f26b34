import { defineRoute, type Route } from '@finharbor/kernel/contract';
import { z } from 'zod';
import type { PolicyRow } from '../policy/matrix.ts';
import { bilingualSchema, shared } from './schemas.ts';

const row: z.ZodType<PolicyRow> = z
  .strictObject({
    action: z.string(),
    title: bilingualSchema,
    object: z.string(),
    method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
    path: z.string(),
    open: z.enum(['everybody', 'keys', 'accounts']),
    grants: z.array(z.strictObject({ role: z.string(), over: z.enum(['all', 'party', 'self']) })).readonly(),
    audit: z.union([
      z.string(),
      z.strictObject({ about: z.string() }),
      z.strictObject({ none: z.enum(['public', 'own', 'party']) }),
    ]),
    stepUp: z.boolean(),
    openToUnverified: z.boolean(),
  })
  .meta({ id: 'PolicyRow' });

/** `GET /policy`: everything that can be done here, by whom and over what. What is not in it cannot be done. */
export const getPolicy: Route<{ replies: { 200: readonly PolicyRow[] } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/policy',
  summary: { en: 'Who may do what', zh: '权限矩阵' },
  responses: { 200: z.array(row).readonly() },
  errors: [],
  access: [],
  openToUnverified: true,
  audit: { none: 'public' },
});
