import { instantSchema, textSchema } from '@finharbor/kernel/contract';
import { z } from 'zod';
import type { Emergency } from '../governance/break-glass.ts';
import type { Colleague, Delegation } from '../governance/delegations.ts';
import type { Organization } from '../governance/organizations.ts';
import type { RoleChange } from '../governance/roles.ts';
import type { NewServiceKey, Service, ServiceKey } from '../governance/services.ts';

export const rolesSchema: z.ZodType<readonly string[]> = z.array(textSchema(20)).max(8).readonly();
export const reasonSchema: z.ZodType<string> = z.string().trim().pipe(textSchema(500, 5));

export const colleagueSchema: z.ZodType<Colleague> = z
  .strictObject({ id: z.uuid(), login: z.string(), name: z.string() })
  .meta({ id: 'Colleague' });

export const roleChangeSchema: z.ZodType<RoleChange> = z
  .strictObject({
    id: z.uuid(),
    byLogin: z.string(),
    byName: z.string(),
    before: z.array(z.string()).readonly(),
    after: z.array(z.string()).readonly(),
    reason: z.string(),
    atMs: instantSchema,
  })
  .meta({ id: 'RoleChange' });

export const delegationSchema: z.ZodType<Delegation> = z
  .strictObject({
    id: z.uuid(),
    from: colleagueSchema,
    to: colleagueSchema,
    roles: z.array(z.string()).readonly(),
    reason: z.string(),
    startsAtMs: instantSchema,
    endsAtMs: instantSchema,
    revokedAtMs: instantSchema.nullable(),
  })
  .meta({ id: 'Delegation' });

const keyFields = {
  id: z.uuid(),
  prefix: z.string(),
  createdAtMs: instantSchema,
  expiresAtMs: instantSchema,
  lastUsedAtMs: instantSchema.nullable(),
} as const;
const serviceKey: z.ZodType<ServiceKey> = z.strictObject(keyFields).meta({ id: 'ServiceKey' });

export const newServiceKeySchema: z.ZodType<NewServiceKey> = z
  .strictObject({ ...keyFields, key: z.string() })
  .meta({ id: 'NewServiceKey' });

export const serviceSchema: z.ZodType<Service> = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    party: z.string(),
    roles: z.array(z.string()).readonly(),
    createdAtMs: instantSchema,
    keys: z.array(serviceKey).readonly(),
  })
  .meta({ id: 'ServiceAccount' });

export const organizationSchema: z.ZodType<Organization> = z
  .strictObject({
    party: z.string(),
    uscc: z.string().nullable(),
    synthetic: z.boolean(),
    accounts: z.int(),
    verified: z
      .strictObject({
        how: z.enum(['admission', 'registrar', 'operator']),
        by: z.string(),
        atMs: instantSchema,
      })
      .nullable(),
    statedAtMs: instantSchema.nullable(),
  })
  .meta({ id: 'Organization' });

export const emergencySchema: z.ZodType<Emergency> = z
  .strictObject({
    id: z.uuid(),
    reason: z.string(),
    issuedBy: z.string(),
    issuedAtMs: instantSchema,
    openedAtMs: instantSchema.nullable(),
    endsAtMs: instantSchema.nullable(),
  })
  .meta({ id: 'Emergency' });
