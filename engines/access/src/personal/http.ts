import { fail } from '@finharbor/kernel';
import { type Caller, type Endpoint, endpoint } from '@finharbor/kernel/http';
import type { AccountStore } from '../accounts/store.ts';
import { keyState, rotateKeys } from '../sealing/rotation.ts';
import {
  deleteMyErasure,
  getKeys,
  getMyData,
  getMyErasure,
  getMyProfile,
  getPrivacyRegister,
  getProfile,
  listErasureRequests,
  listMyReveals,
  patchMyProfile,
  postAccountsByDocument,
  postErasureConfirmation,
  postKeyRotation,
  postMyErasure,
  postReveal,
} from './contract.ts';
import { askErasure, confirmErasure, erasureAsked, listErasures, withdrawErasure } from './erasure.ts';
import { exportOf, register } from './export.ts';
import type { Personal } from './personal.ts';
import { accountsByDocument, changeProfile, maskedProfile } from './profile.ts';
import { reveal, seenBy } from './reveal.ts';

/** The register, profiles, export and erasure, and the keys of what is sealed. */
export function personalEndpoints(personal: Personal, accounts: AccountStore): readonly Endpoint[] {
  return [
    endpoint(getPrivacyRegister, async () => ({ status: 200, body: register(personal.fields) })),
    ...ownEndpoints(personal),
    ...othersEndpoints(personal, accounts),
    endpoint(getKeys, async () => ({ status: 200, body: await keyState(personal) })),
    endpoint(postKeyRotation, async () => {
      await rotateKeys(personal);
      return { status: 202, body: await keyState(personal) };
    }),
  ];
}

function ownEndpoints(personal: Personal): readonly Endpoint[] {
  return [
    endpoint(getMyProfile, async ({ caller }) => ({
      status: 200,
      body: await maskedProfile(personal, idOf(caller)),
    })),
    endpoint(patchMyProfile, async ({ caller, body }) => {
      await changeProfile(personal, idOf(caller), body);
      return { status: 200, body: await maskedProfile(personal, idOf(caller)) };
    }),
    endpoint(listMyReveals, async ({ caller }) => ({
      status: 200,
      body: await seenBy(personal, idOf(caller)),
    })),
    endpoint(getMyData, async ({ caller }) => ({
      status: 200,
      body: await exportOf(personal, idOf(caller)),
    })),
    endpoint(getMyErasure, async ({ caller }) => ({
      status: 200,
      body: { askedAtMs: (await erasureAsked(personal.db, idOf(caller))) ?? null },
    })),
    endpoint(postMyErasure, async ({ caller }) => ({
      status: 202,
      body: { askedAtMs: await askErasure(personal, idOf(caller)) },
    })),
    endpoint(deleteMyErasure, async ({ caller }) => {
      await withdrawErasure(personal, idOf(caller));
      return { status: 204 };
    }),
  ];
}

function othersEndpoints(personal: Personal, accounts: AccountStore): readonly Endpoint[] {
  return [
    endpoint(getProfile, async ({ params: { id } }) => {
      if (!(await accounts.account(id))) fail('access.account_not_found', 'There is no such account.');
      return { status: 200, body: await maskedProfile(personal, id) };
    }),
    endpoint(postReveal, async ({ params: { id }, body, caller }) => {
      const by = signedIn(caller);
      const value = await reveal(personal, { account: id, ...body, by });
      return { status: 200, body: Buffer.from(value, 'utf8') };
    }),
    endpoint(postAccountsByDocument, async ({ body }) => ({
      status: 200,
      body: { accounts: await accountsByDocument(personal, body) },
    })),
    endpoint(listErasureRequests, async () => ({ status: 200, body: await listErasures(personal) })),
    endpoint(postErasureConfirmation, async ({ params: { id }, caller }) => ({
      status: 200,
      body: await confirmErasure(personal, { id, by: idOf(caller) }),
    })),
  ];
}

function signedIn(caller: Caller): Extract<Caller, { kind: 'account' }> {
  return caller.kind === 'account' ? caller : fail('access.unauthenticated', 'Sign in first.');
}

function idOf(caller: Caller): string {
  return signedIn(caller).account;
}
