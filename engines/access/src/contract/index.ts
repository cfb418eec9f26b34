// What a page may import: routes and the values they carry, nothing that needs a server's runtime.
import {
  deleteAccount,
  listAccounts,
  postInvitation,
  postInvitationRedemption,
  postSetup,
} from './accounts.ts';
import { getAudit, getHistory, getVerification, listSeals } from './audit.ts';
import { getPlace, listDemoPeople, postDemoSession } from './place.ts';
import { getPolicy } from './policy.ts';
import { deleteSession, getSession, postSession, putPassword } from './session.ts';

export type { Account, OpenedSession, PendingSignIn } from '../account.ts';
export type { AuditEvent } from '../audit/event.ts';
export type { Seal, TrailCheck } from '../audit/seal.ts';
export { accessErrors } from '../errors.ts';
export { type MyProvider, outsideRoutes, type WaysIn } from '../outside/contract.ts';
export { outsideErrors } from '../outside/errors.ts';
export { accessPaperRoutes } from '../paper/routes.ts';
export { actionOf } from '../policy/action.ts';
export type { PolicyRow } from '../policy/matrix.ts';
export { type NewResident, postResident } from '../residents/routes.ts';
export { rolesAt } from '../roles.ts';
export type { DemoOwnFirm, DemoPerson, Place } from './place.ts';
export {
  type AssertionAsk,
  type AttestationAsk,
  type Factors,
  factorErrors,
  type ListedSession,
  type OpenInvitation,
  type Passkey,
  securityRoutes,
} from './security.ts';
export {
  deleteAccount,
  deleteSession,
  getAudit,
  getHistory,
  getPlace,
  getPolicy,
  getSession,
  getVerification,
  listAccounts,
  listDemoPeople,
  listSeals,
  postDemoSession,
  postInvitation,
  postInvitationRedemption,
  postSession,
  postSetup,
  putPassword,
};

/** The access engine's routes that a first page may need, by name; `securityRoutes` are the others. */
export const accessRoutes: AccessRoutes = {
  getAudit,
  getHistory,
  getPolicy,
  getVerification,
  listSeals,
  deleteAccount,
  deleteSession,
  getPlace,
  getSession,
  listAccounts,
  listDemoPeople,
  postDemoSession,
  postInvitation,
  postInvitationRedemption,
  postSession,
  postSetup,
  putPassword,
};
type AccessRoutes = {
  readonly getAudit: typeof getAudit;
  readonly getHistory: typeof getHistory;
  readonly getPolicy: typeof getPolicy;
  readonly getVerification: typeof getVerification;
  readonly listSeals: typeof listSeals;
  readonly deleteAccount: typeof deleteAccount;
  readonly deleteSession: typeof deleteSession;
  readonly getPlace: typeof getPlace;
  readonly getSession: typeof getSession;
  readonly listAccounts: typeof listAccounts;
  readonly listDemoPeople: typeof listDemoPeople;
  readonly postDemoSession: typeof postDemoSession;
  readonly postInvitation: typeof postInvitation;
  readonly postInvitationRedemption: typeof postInvitationRedemption;
  readonly postSession: typeof postSession;
  readonly postSetup: typeof postSetup;
  readonly putPassword: typeof putPassword;
};
