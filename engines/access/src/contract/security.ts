import {
  deletePasskey,
  deleteTotp,
  getFactors,
  patchPasskey,
  postPasskey,
  postPasskeyChallenge,
  postRecoveryCodes,
  postTotp,
  postTotpConfirmation,
} from './factors.ts';
import { deleteInvitation, listInvitations, postReinstatement } from './people.ts';
import { postRecovery, postRecoveryRedemption } from './recovery.ts';
import { deleteAccountSessions, deleteListedSession, deleteOtherSessions, listSessions } from './sessions.ts';
import {
  getSessionState,
  postPasskeySession,
  postProof,
  postProofChallenge,
  postSecondStep,
  postSessionChallenge,
} from './sign-in.ts';

export type { OpenInvitation } from '../accounts/store.ts';
export { factorErrors } from '../factors/errors.ts';
export type { AssertionAsk, AttestationAsk, Factors, Passkey } from '../factors/forms.ts';
export type { ListedSession } from './sessions.ts';

/** The routes about factors, sessions, recovery and invitations, by name. Apart from `accessRoutes`: a first page loads without them. */
export const securityRoutes: SecurityRoutes = {
  deleteAccountSessions,
  deleteListedSession,
  deleteOtherSessions,
  deletePasskey,
  deleteTotp,
  getFactors,
  deleteInvitation,
  getSessionState,
  listInvitations,
  listSessions,
  patchPasskey,
  postPasskey,
  postPasskeyChallenge,
  postPasskeySession,
  postProof,
  postProofChallenge,
  postReinstatement,
  postRecovery,
  postRecoveryCodes,
  postRecoveryRedemption,
  postSecondStep,
  postSessionChallenge,
  postTotp,
  postTotpConfirmation,
};
type SecurityRoutes = {
  readonly deleteAccountSessions: typeof deleteAccountSessions;
  readonly deleteListedSession: typeof deleteListedSession;
  readonly deleteOtherSessions: typeof deleteOtherSessions;
  readonly deletePasskey: typeof deletePasskey;
  readonly deleteTotp: typeof deleteTotp;
  readonly getFactors: typeof getFactors;
  readonly deleteInvitation: typeof deleteInvitation;
  readonly getSessionState: typeof getSessionState;
  readonly listInvitations: typeof listInvitations;
  readonly listSessions: typeof listSessions;
  readonly patchPasskey: typeof patchPasskey;
  readonly postPasskey: typeof postPasskey;
  readonly postPasskeyChallenge: typeof postPasskeyChallenge;
  readonly postPasskeySession: typeof postPasskeySession;
  readonly postProof: typeof postProof;
  readonly postProofChallenge: typeof postProofChallenge;
  readonly postReinstatement: typeof postReinstatement;
  readonly postRecovery: typeof postRecovery;
  readonly postRecoveryCodes: typeof postRecoveryCodes;
  readonly postRecoveryRedemption: typeof postRecoveryRedemption;
  readonly postSecondStep: typeof postSecondStep;
  readonly postSessionChallenge: typeof postSessionChallenge;
  readonly postTotp: typeof postTotp;
  readonly postTotpConfirmation: typeof postTotpConfirmation;
};
