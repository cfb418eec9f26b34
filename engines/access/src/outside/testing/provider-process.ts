import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import Provider, { type Configuration, type JWK } from 'oidc-provider';
import type { Order, People, Signer } from './provider.ts';

// A certified OpenID provider in a process of its own: everybody who says a known login in its form is believed. What its ID tokens
// say can be spoilt on the way out, signed all the same with its own key, or in ways that must not count.
type Sign = (claims: JWTPayload, typ?: string) => Promise<string>;
type Key = { readonly jwk: JWK; readonly sign: Sign; readonly pem: string };

async function makeKey(alg: 'ES256' | 'RS256'): Promise<Key> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const kid = randomUUID();
  const sign: Sign = (claims, typ) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg, kid, ...(typ === undefined ? {} : { typ }) })
      .sign(privateKey);
  const jwk = { ...(await exportJWK(privateKey)), kid, alg, use: 'sig' } as JWK;
  return { jwk, sign, pem: await exportSPKI(publicKey) };
}

let key = await makeKey('ES256');
const [stranger, rsa] = await Promise.all([makeKey('ES256'), makeKey('RS256')]);
const signers: Readonly<Record<Signer, Sign>> = {
  itself: (claims, typ) => key.sign(claims, typ),
  'its RSA key': rsa.sign,
  stranger: stranger.sign,
  nobody: async (claims) => new UnsecuredJWT(claims).encode(),
  // Who mistakes the algorithm takes the published key for a secret.
  'its public key as a secret': (claims) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', kid: key.jwk.kid! })
      .sign(new TextEncoder().encode(key.pem)),
};
let setting: Extract<Order, { do: 'serve' }> | undefined;
let spoil: Extract<Order, { do: 'spoil' }> | undefined;
let keysAsked = 0;
let provider: Provider | undefined;
let answer: (request: IncomingMessage, response: ServerResponse) => unknown = (_request, response) =>
  response.writeHead(503).end();

const server = createServer((request, response) => {
  if (request.url?.startsWith('/interaction/')) void interact(request, response);
  else void answer(request, response);
});
server.listen(Number(process.argv[2]), '127.0.0.1', () => {
  process.send!({ issuer: issuer() });
});

process.on('message', (order: Order) => {
  void obey(order).then((result) => process.send!({ done: order.do, result }));
});
process.on('disconnect', () => process.exit());

function issuer(): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function obey(order: Order): Promise<unknown> {
  if (order.do === 'spoil') spoil = order;
  if (order.do === 'keys asked') return keysAsked;
  if (order.do === 'sign') return signers[order.by ?? 'itself'](order.claims, order.typ);
  if (order.do === 'rotate') key = await makeKey('ES256');
  if (order.do === 'serve') setting = order;
  if (order.do === 'rotate' || order.do === 'serve') serve();
  return undefined;
}

function serve(): void {
  provider = new Provider(issuer(), configuration(setting!));
  provider.use(async (ctx, next) => {
    if (ctx.path === '/jwks') keysAsked += 1;
    await next();
    const body = ctx.body as { id_token?: string } | undefined;
    if (ctx.path !== '/token' || !spoil || !body?.id_token) return;
    const claims = JSON.parse(
      Buffer.from(body.id_token.split('.')[1]!, 'base64url').toString(),
    ) as JWTPayload;
    const spoilt = Object.entries({ ...claims, ...spoil.claims }).filter(([, value]) => value !== null);
    body.id_token = await signers[spoil.by ?? 'itself'](Object.fromEntries(spoilt));
  });
  answer = provider.callback();
}

function configuration({
  people,
  returnTo,
  signOutTo,
  logoutTo,
}: Extract<Order, { do: 'serve' }>): Configuration {
  return {
    clients: [
      {
        client_id: 'finharbor',
        client_secret: 'only for this test',
        redirect_uris: [...returnTo],
        post_logout_redirect_uris: [signOutTo],
        backchannel_logout_uri: logoutTo,
        backchannel_logout_session_required: true,
        id_token_signed_response_alg: 'ES256',
      },
    ],
    jwks: { keys: [key.jwk, rsa.jwk] },
    pkce: { required: () => true },
    claims: { openid: ['sub'], profile: ['name', 'preferred_username', 'groups'] },
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: async (ctx, form) => {
          ctx.body = page(
            `${form}<button type="submit" form="op.logoutForm" name="logout" value="yes">Sign out at the provider</button>`,
          );
        },
      },
    },
    // It would call no address of this machine, where the server under test is.
    fetch: (url, { dispatcher: _guard, ...options } = {}) => fetch(url, options),
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    findAccount: async (_ctx, sub) => {
      const person: People[string] | undefined = people[sub];
      return person && { accountId: sub, claims: async () => ({ sub, ...person }) };
    },
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({
        clientId: oidc.client!.clientId,
        accountId: oidc.session!.accountId!,
      });
      grant.addOIDCScope('openid profile');
      await grant.save();
      return grant;
    },
  };
}

/** The provider's own sign-in page: a login, or "cancel". */
async function interact(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'POST') {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(
      page(
        '<form method="post"><label>Login <input name="login"></label><button>Sign in at the provider</button> <button name="cancel" value="1">Cancel</button></form>',
      ),
    );
    return;
  }
  const form = new URLSearchParams(await text(request));
  const result = form.has('cancel')
    ? { error: 'access_denied', error_description: 'cancelled' }
    : { login: { accountId: form.get('login') ?? '' } };
  await provider!.interactionFinished(request, response, result);
}

function page(content: string): string {
  return `<!doctype html><html lang="en"><title>Provider</title>${content}</html>`;
}
