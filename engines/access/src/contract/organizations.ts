import { defineRoute, emptyBody, type Route, textSchema } from '@finharbor/kernel/contract';
import { z } from 'zod';
import type { OpenedSession } from '../account.ts';
import type { Emergency } from '../governance/break-glass.ts';
import type { Organization } from '../governance/organizations.ts';
import type { OrganizationCheck } from '../governance/verification.ts';
import { emergencySchema, organizationSchema } from './governance-schemas.ts';
import { codeSchema, sessionSchema, shared } from './schemas.ts';

type Verification = Omit<OrganizationCheck, 'by'>;

const administrators = ['admin', 'operator'] as const;

/** `GET /organizations`: the organisations with accounts here: code, and who has vouched for each. */
export const listOrganizations: Route<{ replies: { 200: readonly Organization[] } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/organizations',
  summary: { en: 'Organisations', zh: '机构' },
  responses: { 200: z.array(organizationSchema).readonly() },
  errors: [],
  access: administrators,
  audit: 'access.read_organizations',
});

/** `GET /organization`: the caller's own, and whether it is verified. */
export const getOrganization: Route<{ replies: { 200: Organization } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/organization',
  summary: { en: 'My organisation', zh: '本机构' },
  responses: { 200: organizationSchema },
  errors: ['access.organization_not_found'],
  access: [{ role: '*', over: 'self' }],
  openToUnverified: true,
  audit: { none: 'own' },
});

/** `PUT /organizations`: state the unified social credit code of a party. */
export const putOrganization: Route<{
  body: { readonly party: string; readonly uscc: string };
  replies: { 204: undefined };
}> = defineRoute({
  ...shared,
  method: 'PUT',
  path: '/organizations',
  summary: { en: "State an organisation's code", zh: '登记机构统一社会信用代码' },
  body: z.strictObject({ party: textSchema(40, 1), uscc: textSchema(40, 1) }),
  responses: { 204: emptyBody() },
  errors: ['access.organization_not_found', 'access.bad_uscc', 'access.uscc_taken'],
  access: administrators,
  audit: 'access.state_code',
});

/** `PUT /organizations/verification`: verify a firm by its code, as it was read on the licence or in the register. Not by who invited it. */
export const putVerification: Route<{ body: Verification; replies: { 204: undefined } }> = defineRoute({
  ...shared,
  method: 'PUT',
  path: '/organizations/verification',
  summary: { en: 'Verify a firm', zh: '核验企业' },
  body: z.strictObject({
    party: textSchema(40, 1),
    uscc: textSchema(40, 1),
    against: z.enum(['licence', 'register']),
  }),
  responses: { 204: emptyBody() },
  errors: ['access.organization_not_found', 'access.uscc_differs', 'access.own_request'],
  access: ['operator'],
  stepUp: true,
  audit: 'access.verify_organization',
});

/** `POST /break-glass`: open the sealed emergency account, for an hour, with a code made at the machine. */
export const postBreakGlass: Route<{ body: { readonly code: string }; replies: { 201: OpenedSession } }> =
  defineRoute({
    ...shared,
    method: 'POST',
    path: '/break-glass',
    summary: { en: 'Open the emergency account', zh: '启用应急账号' },
    body: z.strictObject({ code: codeSchema }),
    responses: { 201: sessionSchema },
    errors: ['access.wrong_code', 'access.locked'],
    access: 'public',
    audit: 'access.break_glass',
  });

/** `GET /break-glass`: the last uses of the emergency account, for everybody at the process to see. */
export const listEmergencies: Route<{ replies: { 200: readonly Emergency[] } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/break-glass',
  summary: { en: 'Uses of the emergency account', zh: '应急账号使用记录' },
  responses: { 200: z.array(emergencySchema).readonly() },
  errors: [],
  access: [{ role: '*', over: 'self' }],
  audit: { none: 'party' },
});
