// What a page may import: routes and the values they carry, nothing that needs a server's runtime.
import {
  deleteAccount,
  listAccounts,
  postInvitation,
  postInvitationRedemption,
  postSetup,
} from './accounts.ts';
import { getPlace, listDemoPeople, postDemoSession } from './place.ts';
import { deleteSession, getSession, postSession, putPassword } from './session.ts';

export type { Account, NewSession, PendingSignIn } from '../account.ts';
export { accessErrors } from '../errors.ts';
export type { DemoOwnFirm, DemoPerson, Place } from './place.ts';
export {
  type AssertionAsk,
  type AttestationAsk,
  type Factors,
  factorErrors,
  type ListedSession,
  type Passkey,
  securityRoutes,
} from './security.ts';
export {
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

/** The access engine's routes that a first page may need, by name; `securityRoutes` are the others. */
export const accessRoutes: AccessRoutes = {
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
