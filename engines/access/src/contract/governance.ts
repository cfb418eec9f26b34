// What the pages that govern accounts import; apart from the sign-in, which every page needs at once.
import {
  getOrganization,
  listEmergencies,
  listOrganizations,
  postBreakGlass,
  putOrganization,
  putVerification,
} from './organizations.ts';
import {
  deleteDelegation,
  listAllDelegations,
  listColleagues,
  listDelegations,
  listRoleChanges,
  postDelegation,
  putRoles,
} from './roles.ts';
import { deleteService, deleteServiceKey, listServices, postService, postServiceKey } from './services.ts';

export type { Emergency } from '../governance/break-glass.ts';
export type { Colleague, Delegation } from '../governance/delegations.ts';
export type { Organization } from '../governance/organizations.ts';
export type { RoleChange } from '../governance/roles.ts';
export type { NewServiceKey, Service, ServiceKey } from '../governance/services.ts';
export { governanceErrors } from '../governance-errors.ts';

/** The routes by which accounts are governed: roles, delegations, service accounts, organisations, the emergency account. */
export const governanceRoutes: GovernanceRoutes = {
  deleteDelegation,
  deleteService,
  deleteServiceKey,
  getOrganization,
  listAllDelegations,
  listColleagues,
  listDelegations,
  listEmergencies,
  listOrganizations,
  listRoleChanges,
  listServices,
  postBreakGlass,
  postDelegation,
  postService,
  postServiceKey,
  putOrganization,
  putRoles,
  putVerification,
};
type GovernanceRoutes = {
  readonly deleteDelegation: typeof deleteDelegation;
  readonly deleteService: typeof deleteService;
  readonly deleteServiceKey: typeof deleteServiceKey;
  readonly getOrganization: typeof getOrganization;
  readonly listAllDelegations: typeof listAllDelegations;
  readonly listColleagues: typeof listColleagues;
  readonly listDelegations: typeof listDelegations;
  readonly listEmergencies: typeof listEmergencies;
  readonly listOrganizations: typeof listOrganizations;
  readonly listRoleChanges: typeof listRoleChanges;
  readonly listServices: typeof listServices;
  readonly postBreakGlass: typeof postBreakGlass;
  readonly postDelegation: typeof postDelegation;
  readonly postService: typeof postService;
  readonly postServiceKey: typeof postServiceKey;
  readonly putOrganization: typeof putOrganization;
  readonly putRoles: typeof putRoles;
  readonly putVerification: typeof putVerification;
};
