import type { Clock } from '@finharbor/kernel';
import type { Bilingual } from '@finharbor/kernel/contract';
import { type JSONWebKeySet, type JWTVerifyGetKey, jwtVerify } from 'jose';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  clockTolerance,
  discovery,
  fetchUserInfo,
} from 'openid-client';
import { z } from 'zod';
import {
  type ClientSettings,
  clientAuthentication,
  isPlainHttp,
  skewSeconds,
  timeoutSeconds,
} from './client.ts';
import { discovered } from './discovery.ts';
import { asked } from './faults.ts';
import { rotatingKeys } from './keys.ts';
import type { EndedOutside, OutsideIdentity, Proof, RedirectProvider } from './provider.ts';

/** A provider of OpenID Connect. */
export type OidcSettings = ClientSettings & {
  readonly id: string;
  readonly title: Bilingual;
  readonly issuer: string;
};

/** What is known of a provider: how it is spoken to, and its keys. */
type Known = { readonly config: Configuration; readonly keys: JWTVerifyGetKey };

// Signatures only: a provider's "none", and secrets that both sides know, prove nothing to third parties.
const algorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];
const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout';

/**
 * Sign-in by OpenID Connect: discovery, authorization code with PKCE (S256), state and nonce; the ID token's signature is checked
 * although it comes over the provider's own connection; userinfo adds what the token leaves out.
 */
export function oidcProvider(settings: OidcSettings, clock: Clock): RedirectProvider {
  const { recent, known } = discovered(clock, () => discover(settings));
  const keys = rotatingKeys(clock, async () => keysOf(await known()));
  const talk = <T>(conversation: (known: Known) => Promise<T>): Promise<T> =>
    asked(async () => conversation({ config: await known(), keys }));
  return {
    kind: 'redirect',
    id: settings.id,
    title: settings.title,
    authorize: (proof, returnTo) =>
      asked(async () =>
        buildAuthorizationUrl(await recent(), {
          redirect_uri: returnTo,
          scope: settings.scopes.join(' '),
          state: proof.state,
          nonce: proof.nonce,
          code_challenge: await calculatePKCECodeChallenge(proof.verifier),
          code_challenge_method: 'S256',
        }),
      ),
    identify: (returned, proof) => talk((provider) => identify(provider, returned, proof)),
    signOutUrl: (idToken, returnTo) =>
      talk(async ({ config }) => {
        if (!config.serverMetadata().end_session_endpoint) return undefined;
        const hint = idToken === undefined ? {} : { id_token_hint: idToken };
        return buildEndSessionUrl(config, { post_logout_redirect_uri: returnTo, ...hint });
      }),
    readLogout: (token) => talk((provider) => readLogout(provider, token)),
  };
}

async function discover({ issuer, ...client }: OidcSettings): Promise<Configuration> {
  const config = await discovery(
    new URL(issuer),
    client.clientId,
    { [clockTolerance]: skewSeconds },
    clientAuthentication(client),
    { timeout: timeoutSeconds, execute: isPlainHttp(issuer) ? [allowInsecureRequests] : [] },
  );
  config.timeout = timeoutSeconds;
  return config;
}

async function keysOf(config: Configuration): Promise<JSONWebKeySet> {
  const from = new URL(config.serverMetadata().jwks_uri ?? '');
  const answer = await fetch(from, { redirect: 'error', signal: AbortSignal.timeout(timeoutSeconds * 1000) });
  if (!answer.ok) throw new TypeError('The keys cannot be had');
  return keySet.parse(await answer.json());
}

const keySet: z.ZodType<JSONWebKeySet> = z.object({
  keys: z.array(z.looseObject({ kty: z.string() })),
}) as unknown as z.ZodType<JSONWebKeySet>;

async function identify({ config, keys }: Known, returned: URL, proof: Proof): Promise<OutsideIdentity> {
  const tokens = await authorizationCodeGrant(config, returned, {
    expectedState: proof.state,
    expectedNonce: proof.nonce,
    pkceCodeVerifier: proof.verifier,
    idTokenExpected: true,
  });
  const idToken = tokens.id_token!;
  const { payload } = await verified({ config, keys }, idToken);
  const subject = payload.sub!;
  const more = config.serverMetadata().userinfo_endpoint
    ? await fetchUserInfo(config, tokens.access_token, subject)
    : {};
  const sid = typeof payload.sid === 'string' ? payload.sid : undefined;
  return { subject, claims: { ...payload, ...more }, sid, idToken };
}

function verified({ config, keys }: Known, token: string): ReturnType<typeof jwtVerify> {
  const { issuer } = config.serverMetadata();
  const audience = config.clientMetadata().client_id;
  return jwtVerify(token, keys, { issuer, audience, algorithms, clockTolerance: skewSeconds });
}

const logoutClaims = z.object({
  sub: z.string().min(1).optional(),
  sid: z.string().min(1).optional(),
  jti: z.string().min(1).max(200),
  exp: z.number(),
  events: z.object({ [logoutEvent]: z.object() }),
  // A token with a nonce was made for a sign-in; it must not end one (section 2.4).
  nonce: z.undefined().optional(),
});

async function readLogout(known: Known, token: string): Promise<EndedOutside> {
  const { payload } = await verified(known, token);
  const {
    sub: subject,
    sid,
    jti,
    exp,
  } = logoutClaims
    .refine((claims) => claims.sub !== undefined || claims.sid !== undefined, 'It says nobody')
    .parse(payload);
  return { subject, sid, jti, expiresAtMs: (exp + skewSeconds) * 1000 };
}
