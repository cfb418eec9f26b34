import { type TypedClient, typedClient } from '@finharbor/kernel/http';
import { sessionIn } from '../account.ts';
import { accessRoutes, securityRoutes } from '../contract/index.ts';
import type { TestServer } from '../testing.ts';
import { stepAt, totpCode } from './totp.ts';

const routes = { ...accessRoutes, ...securityRoutes };

/** Everything of a test's server, as one person calls it. */
export type Caller = TypedClient<typeof accessRoutes & typeof securityRoutes>;

/** Somebody of a test: a fresh account, signed in. */
export type Somebody = { readonly id: string; readonly login: string; readonly client: Caller };

export const password = 'correct horse battery';

/** A client without credentials, or with a session's token. */
export function callerOf({ url }: TestServer, token?: string): Caller {
  return typedClient(routes, url, (target, { headers, ...init }) =>
    fetch(target, {
      ...init,
      headers: token === undefined ? headers : { ...headers, authorization: `Bearer ${token}` },
    }),
  );
}

/** Makes an account and signs in with its password. */
export async function somebody(server: TestServer, roles: readonly string[] = []): Promise<Somebody> {
  const login = `one-${(await server.accounts.count()) + 1}`;
  const { id } = await server.accounts.create({ login, name: 'Chen Jia', password, party: 'hub', roles });
  return { id, login, client: callerOf(server, await tokenOf(server, login)) };
}

/** Signs in with the password of an account without a second factor. */
export async function tokenOf(server: TestServer, login: string): Promise<string> {
  return sessionIn((await callerOf(server).postSession({ body: { login, password } })).body).token;
}

/** The first step of signing in to an account that has a second factor. */
export async function firstStep(server: TestServer, login: string): Promise<string> {
  const { body } = await callerOf(server).postSession({ body: { login, password } });
  return 'pending' in body ? body.pending : Promise.reject(new Error('The password alone was enough.'));
}

/** An authenticator app: the secret typed into it, and the code it shows at an instant. */
export function app(secret: string): (nowMs: number) => string {
  const bytes = bytesOf(secret);
  return (nowMs) => totpCode(bytes, stepAt(nowMs));
}

/** What an authenticator app keeps of the secret it was given: base 32, read back. */
export function bytesOf(secret: string): Uint8Array {
  const bits = [...secret]
    .map((one) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(one).toString(2).padStart(5, '0'))
    .join('');
  return Uint8Array.from(bits.match(/.{8}/g) ?? [], (eight) => Number.parseInt(eight, 2));
}

/** Adds an authenticator app, confirmed by its first code; the clock is moved on, so that the next code is another. */
export async function withApp(server: TestServer, { client }: Somebody): Promise<(nowMs: number) => string> {
  const { body } = await client.postTotp({});
  const codeAt = app(body.secret);
  await client.postTotpConfirmation({ body: { code: codeAt(server.clock.nowMs()) } });
  server.clock.advance(60_000);
  return codeAt;
}
