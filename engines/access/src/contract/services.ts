import { defineRoute, emptyBody, type Route, textSchema } from '@finharbor/kernel/contract';
import { z } from 'zod';
import type { NewServiceKey, Service } from '../governance/services.ts';
import { newServiceKeySchema, rolesSchema, serviceSchema } from './governance-schemas.ts';
import { shared } from './schemas.ts';

type ById = { readonly id: string };
type ByKey = ById & { readonly key: string };
type NewService = { readonly name: string; readonly roles: readonly string[] };

const administrators = ['admin', 'operator'] as const;
const byId: z.ZodType<ById> = z.strictObject({ id: z.uuid() });

/** `GET /service-accounts`: the machines that act for the party, and their keys that are good. */
export const listServices: Route<{ replies: { 200: readonly Service[] } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/service-accounts',
  summary: { en: 'Service accounts', zh: '服务账号' },
  responses: { 200: z.array(serviceSchema).readonly() },
  errors: [],
  access: administrators,
  audit: { none: 'party' },
});

/** `POST /service-accounts`: make an account for a machine of the party. */
export const postService: Route<{ body: NewService; replies: { 201: Service } }> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/service-accounts',
  summary: { en: 'Make a service account', zh: '新建服务账号' },
  body: z.strictObject({ name: z.string().trim().pipe(textSchema(60, 2)), roles: rolesSchema }),
  responses: { 201: serviceSchema },
  errors: ['access.bad_roles'],
  access: administrators,
  stepUp: true,
  audit: 'access.create_service',
});

/** `DELETE /service-accounts/:id`: end it and its keys at once. */
export const deleteService: Route<{ params: ById; replies: { 204: undefined } }> = defineRoute({
  ...shared,
  method: 'DELETE',
  path: '/service-accounts/:id',
  summary: { en: 'End a service account', zh: '停用服务账号' },
  params: byId,
  responses: { 204: emptyBody() },
  errors: ['access.service_not_found'],
  access: administrators,
  audit: 'access.end_service',
});

/** `POST /service-accounts/:id/keys`: make a key; it is shown in this answer alone. */
export const postServiceKey: Route<{
  params: ById;
  body: { readonly validDays: number };
  replies: { 201: NewServiceKey };
}> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/service-accounts/:id/keys',
  summary: { en: 'Make a key', zh: '签发密钥' },
  params: byId,
  body: z.strictObject({ validDays: z.int().min(1).max(366) }),
  responses: { 201: newServiceKeySchema },
  errors: ['access.service_not_found', 'access.too_many_keys'],
  access: administrators,
  stepUp: true,
  audit: 'access.issue_key',
});

/** `DELETE /service-accounts/:id/keys/:key`: end a key at once. */
export const deleteServiceKey: Route<{ params: ByKey; replies: { 204: undefined } }> = defineRoute({
  ...shared,
  method: 'DELETE',
  path: '/service-accounts/:id/keys/:key',
  summary: { en: 'End a key', zh: '吊销密钥' },
  params: z.strictObject({ id: z.uuid(), key: z.uuid() }),
  responses: { 204: emptyBody() },
  errors: ['access.service_not_found'],
  access: administrators,
  audit: 'access.revoke_key',
});
