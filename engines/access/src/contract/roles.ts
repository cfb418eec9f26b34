import { defineRoute, emptyBody, instantSchema, type Route } from '@finharbor/kernel/contract';
import { z } from 'zod';
import type { Account } from '../account.ts';
import type { Colleague, Delegation } from '../governance/delegations.ts';
import type { RoleChange } from '../governance/roles.ts';
import {
  colleagueSchema,
  delegationSchema,
  reasonSchema,
  roleChangeSchema,
  rolesSchema,
} from './governance-schemas.ts';
import { accountSchema, shared } from './schemas.ts';

type ById = { readonly id: string };
type NewRoles = { readonly roles: readonly string[]; readonly reason: string };
type NewDelegation = NewRoles & {
  readonly to: string;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
};

const byId: z.ZodType<ById> = z.strictObject({ id: z.uuid() });
const administrators = ['admin', 'operator'] as const;

/** `PUT /accounts/:id/roles`: give a person other roles; nobody's own. What they were is kept. */
export const putRoles: Route<{ params: ById; body: NewRoles; replies: { 200: Account } }> = defineRoute({
  ...shared,
  method: 'PUT',
  path: '/accounts/:id/roles',
  summary: { en: "Change a person's roles", zh: '变更人员角色' },
  params: byId,
  body: z.strictObject({ roles: rolesSchema, reason: reasonSchema }),
  responses: { 200: accountSchema },
  errors: ['access.account_not_found', 'access.own_roles', 'access.bad_roles'],
  access: administrators,
  stepUp: true,
  audit: 'access.change_roles',
});

/** `GET /accounts/:id/roles`: what became of a person's roles, the last change first. */
export const listRoleChanges: Route<{ params: ById; replies: { 200: readonly RoleChange[] } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/accounts/:id/roles',
  summary: { en: "History of a person's roles", zh: '人员角色变更记录' },
  params: byId,
  responses: { 200: z.array(roleChangeSchema).readonly() },
  errors: ['access.account_not_found'],
  access: administrators,
  audit: 'access.read_role_history',
});

/** `GET /colleagues`: whom the caller may lend roles to. */
export const listColleagues: Route<{ replies: { 200: readonly Colleague[] } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/colleagues',
  summary: { en: 'Colleagues of my organisation', zh: '本机构同事' },
  responses: { 200: z.array(colleagueSchema).readonly() },
  errors: [],
  access: [{ role: '*', over: 'self' }],
  audit: { none: 'party' },
});

/** `POST /delegations`: lend own roles to a colleague, for at most 90 days. */
export const postDelegation: Route<{ body: NewDelegation; replies: { 201: Delegation } }> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/delegations',
  summary: { en: 'Lend my roles', zh: '委托角色' },
  body: z.strictObject({
    to: z.uuid(),
    roles: rolesSchema,
    reason: reasonSchema,
    startsAtMs: instantSchema,
    endsAtMs: instantSchema,
  }),
  responses: { 201: delegationSchema },
  errors: ['access.bad_delegation', 'access.account_not_found'],
  access: [{ role: '*', over: 'self' }],
  stepUp: true,
  audit: 'access.delegate',
});

/** `GET /delegations`: what the caller lends and borrows, or has. */
export const listDelegations: Route<{ replies: { 200: readonly Delegation[] } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/delegations',
  summary: { en: 'My delegations', zh: '我的角色委托' },
  responses: { 200: z.array(delegationSchema).readonly() },
  errors: [],
  access: [{ role: '*', over: 'self' }],
  audit: { none: 'own' },
});

/** `GET /delegations/all`: everybody's delegations at this process. */
export const listAllDelegations: Route<{ replies: { 200: readonly Delegation[] } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/delegations/all',
  summary: { en: 'All delegations', zh: '全部角色委托' },
  responses: { 200: z.array(delegationSchema).readonly() },
  errors: [],
  access: administrators,
  audit: 'access.read_delegations',
});

/** `DELETE /delegations/:id`: end a delegation now: by either side, or an administrator. */
export const deleteDelegation: Route<{ params: ById; replies: { 204: undefined } }> = defineRoute({
  ...shared,
  method: 'DELETE',
  path: '/delegations/:id',
  summary: { en: 'End a delegation', zh: '撤销角色委托' },
  params: byId,
  responses: { 204: emptyBody() },
  errors: ['access.delegation_not_found'],
  access: [{ role: '*', over: 'self' }],
  audit: 'access.revoke_delegation',
});
