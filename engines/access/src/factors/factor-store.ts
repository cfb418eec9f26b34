import type { Context } from '../accounts/context.ts';
import { confirmTotp, enrolTotp, removeTotp } from './authenticator-app.ts';
import { dropUnusedCodes, factorsOf } from './factors.ts';
import { askSignIn, signInWithPasskey } from './passkey-sign-in.ts';
import { addPasskey, askAttestation, removePasskey, renamePasskey } from './passkeys.ts';
import { askPending, completeSignIn } from './pending.ts';
import { askProof, prove, sessionState } from './prove.ts';
import { issueRecovery, recover } from './recovery.ts';
import { issueRecoveryCodes } from './recovery-codes.ts';
import type { FactorStore } from './store.ts';

/** The factors of the accounts that a context's database holds. */
export function factorStore(ctx: Context): FactorStore {
  return {
    of: (accountId) => factorsOf(ctx, accountId),
    enrolTotp: (account) => enrolTotp(ctx, account),
    confirmTotp: (accountId, code) => confirmTotp(ctx, accountId, code),
    async removeTotp(accountId) {
      await removeTotp(ctx, accountId);
      await dropUnusedCodes(ctx, accountId);
    },
    askAttestation: (account) => askAttestation(ctx, account),
    addPasskey: (passkey) => addPasskey(ctx, passkey),
    renamePasskey: (passkey) => renamePasskey(ctx, passkey),
    async removePasskey(passkey) {
      await removePasskey(ctx, passkey);
      await dropUnusedCodes(ctx, passkey.accountId);
    },
    issueRecoveryCodes: (accountId) => issueRecoveryCodes(ctx, accountId),
    askSignIn: () => askSignIn(ctx),
    signInWithPasskey: (assertion, client) => signInWithPasskey(ctx, assertion, client),
    askPending: (pending) => askPending(ctx, pending),
    completeSignIn: (step, client) => completeSignIn(ctx, step, client),
    sessionState: (within) => sessionState(ctx, within),
    askProof: (within) => askProof(ctx, within),
    prove: (within, proof) => prove(ctx, within, proof),
    issueRecovery: (accountId) => issueRecovery(ctx, accountId),
    recover: (code, password) => recover(ctx, code, password),
  };
}
