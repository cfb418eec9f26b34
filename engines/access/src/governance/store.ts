import type { Lent } from '@finharbor/kernel/http';
import type { Kysely } from 'kysely';
import type { Account, NewSession } from '../account.ts';
import { contextOn } from '../accounts/context.ts';
import type { AccountStoreOptions } from '../accounts/store.ts';
import type { AccessTables } from '../database.gen.ts';
import { authorities, ownAuthority } from './authority.ts';
import {
  type Emergency,
  emergencies,
  emergencyLogin,
  endEmergency,
  openEmergency,
  sealBroken,
} from './break-glass.ts';
import {
  type Colleague,
  colleagues,
  type Delegation,
  type DelegationQuery,
  delegate,
  delegations,
  type NewDelegation,
  revokeDelegation,
} from './delegations.ts';
import { type Organization, organizations, stateCode } from './organizations.ts';
import { changeRoles, type NewRoles, type RoleChange, roleHistory } from './roles.ts';
import {
  createService,
  endService,
  issueKey,
  type NewServiceKey,
  revokeKey,
  type Service,
  type ServiceCaller,
  serviceOfKey,
  services,
} from './services.ts';
import { isUnverified, type OrganizationCheck, type VouchedFor, verifyOrganization } from './verification.ts';

/** What an account may do in this moment, and what is special about it. */
export type InForce = {
  readonly roles: readonly string[];
  readonly delegated: readonly Lent[];
  /** The emergency account. */
  readonly breakGlass: boolean;
  /** Of a firm that nobody has vouched for. */
  readonly unverified: boolean;
};

type NewService = Pick<Service, 'name' | 'party' | 'roles'> & { readonly by: string };
type Opening = { readonly code: string; readonly party: string; readonly roles: readonly string[] };

/** Accounts as whoever answers for them governs them. Errors stand with each operation's function. */
export type Governance = {
  /** Who has just seen that nothing is lent to an account says so: that is not looked up again. */
  readonly inForce: (account: Account, mayBeLent?: boolean) => Promise<InForce>;
  readonly changeRoles: (change: NewRoles) => Promise<Account>;
  readonly roleHistory: (accountId: string) => Promise<readonly RoleChange[]>;
  readonly colleagues: (of: {
    readonly party: string;
    readonly account: string;
  }) => Promise<readonly Colleague[]>;
  readonly delegate: (delegation: NewDelegation) => Promise<Delegation>;
  readonly delegations: (query: DelegationQuery) => Promise<readonly Delegation[]>;
  readonly revokeDelegation: (revocation: Parameters<typeof revokeDelegation>[1]) => Promise<void>;
  readonly services: () => Promise<readonly Service[]>;
  readonly createService: (service: NewService) => Promise<Service>;
  readonly endService: (end: { readonly id: string; readonly by: string }) => Promise<void>;
  readonly issueKey: (of: { readonly service: string; readonly validMs: number }) => Promise<NewServiceKey>;
  readonly revokeKey: (key: { readonly service: string; readonly id: string }) => Promise<void>;
  readonly serviceOfKey: (key: string) => Promise<ServiceCaller | undefined>;
  readonly organizations: (party?: string) => Promise<readonly Organization[]>;
  readonly stateCode: (code: Parameters<typeof stateCode>[1]) => Promise<void>;
  readonly verifyOrganization: (check: OrganizationCheck) => Promise<'verified' | 'already_verified'>;
  readonly breakSeal: (
    why: Parameters<typeof sealBroken>[1],
  ) => Promise<{ readonly code: string; readonly expiresAtMs: number }>;
  readonly openEmergency: (opening: Opening) => Promise<NewSession>;
  readonly emergencies: (limit: number) => Promise<readonly Emergency[]>;
  readonly endEmergency: (accountId: string) => Promise<void>;
};

/** The government of a database's accounts; `vouchedFor` tells whom somebody has vouched for. */
export function governanceStore(
  db: Kysely<AccessTables>,
  options: AccountStoreOptions & { readonly vouchedFor: VouchedFor },
): Governance {
  const ctx = contextOn(db, options);
  const authorityOf = authorities(db, options.clock);
  return {
    inForce: async (account, mayBeLent = true) => ({
      ...(mayBeLent ? await authorityOf(account) : ownAuthority(account)),
      breakGlass: account.login === emergencyLogin,
      unverified: await isUnverified({ db, vouchedFor: options.vouchedFor }, account.party),
    }),
    changeRoles: (change) => changeRoles(ctx, change),
    roleHistory: (accountId) => roleHistory(ctx, accountId),
    colleagues: (of) => colleagues(ctx, of),
    delegate: (delegation) => delegate(ctx, delegation),
    delegations: (query) => delegations(ctx, query),
    revokeDelegation: (revocation) => revokeDelegation(ctx, revocation),
    services: () => services(ctx),
    createService: (service) => createService(ctx, service),
    endService: (end) => endService(ctx, end),
    issueKey: (of) => issueKey(ctx, of),
    revokeKey: (key) => revokeKey(ctx, key),
    serviceOfKey: (key) => serviceOfKey(ctx, key),
    organizations: (party) => organizations(ctx, options.vouchedFor, party),
    stateCode: (code) => stateCode(ctx, code),
    verifyOrganization: (check) => verifyOrganization(ctx, check),
    breakSeal: (why) => sealBroken(ctx, why),
    openEmergency: (opening) => openEmergency(ctx, opening),
    emergencies: (limit) => emergencies(ctx, limit),
    endEmergency: (accountId) => endEmergency(ctx, accountId),
  };
}
