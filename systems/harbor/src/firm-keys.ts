import { fingerprint, parsePublicKey } from '@finharbor/kernel';
import { type Endpoint, endpoint } from '@finharbor/kernel/http';
import { trustOf } from './admit-document.ts';
import type { NodeContext } from './context.ts';
import * as routes from './firm-key-contract.ts';
import type { FirmKeyFilter, Store } from './store.ts';

/** A firm that asks a registrar to vouch for its key. */
export type KeyRequestView = {
  readonly uscc: string;
  readonly publicKey: string;
  readonly fingerprint: string;
  /** By the firm's own clock. */
  readonly requestedAt: number;
  /** Another key counts for the firm until this one is vouched for. */
  readonly replaces: boolean;
};

/** The key that counts for a firm, and on whose word. */
export type FirmKeyView = {
  readonly uscc: string;
  readonly fingerprint: string;
  readonly registrar: string;
  readonly vouchedAt: number;
};

/** The endpoints about firms' keys: which firms wait to be vouched for, and who vouched for which. */
export function firmKeyEndpoints({ ctx }: { readonly ctx: NodeContext }): readonly Endpoint[] {
  return [
    endpoint(routes.listKeyRequests, async () => ({ status: 200, body: await keyRequests(ctx.store) })),
    endpoint(routes.listFirmKeys, async ({ query }) => ({
      status: 200,
      body: await firmKeys(ctx.store, query.uscc),
    })),
  ];
}

/** The requests of firms whose key is not vouched for, one per firm, newest first. */
export async function keyRequests(store: Store): Promise<readonly KeyRequestView[]> {
  const pending = await store.firmKeys.pending(await trusted(store));
  return pending.map(({ request: { body, issuedAtMs }, replaces }) => ({
    uscc: body.uscc,
    publicKey: body.publicKey,
    fingerprint: fingerprint(parsePublicKey(body.publicKey)),
    requestedAt: issuedAtMs,
    replaces,
  }));
}

/** The keys that count, the one vouched for last first; of one firm where its code is given. */
export async function firmKeys(store: Store, uscc?: string): Promise<readonly FirmKeyView[]> {
  const vouched = await store.firmKeys.vouched({ ...(await trusted(store)), uscc });
  return vouched.map(({ body, issuer, issuedAtMs }) => ({
    uscc: body.uscc,
    fingerprint: fingerprint(parsePublicKey(body.publicKey)),
    registrar: issuer,
    vouchedAt: issuedAtMs,
  }));
}

async function trusted(store: Store): Promise<FirmKeyFilter> {
  return { registrars: (await trustOf(store)).registrars, limit: routes.firmsAtOnce };
}
