import { type Clock, fail } from '@finharbor/kernel';
import type { Bilingual } from '@finharbor/kernel/contract';
import { type JSONWebKeySet, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
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
import { proofValidMs } from '../policy/authorize.ts';
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
  /** How long ago somebody may have signed in there who enters here. */
  readonly maxAuthAgeMs: number;
  /** Strengths of a sign-in there (`acr`) of which one is required; empty: any. */
  readonly requireAcr: readonly string[];
  /** Size of the smallest RSA key whose signature counts, in bits. */
  readonly minRsaBits: number;
};

/** What is known of a provider: how it is spoken to, its keys, and what is asked of it. */
type Known = {
  readonly config: Configuration;
  readonly keys: JWTVerifyGetKey;
  readonly settings: OidcSettings;
  readonly clock: Clock;
};

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
    asked(async () => conversation({ config: await known(), keys, settings, clock }));
  return {
    kind: 'redirect',
    id: settings.id,
    title: settings.title,
    proves: true,
    authorize: (proof, { returnTo, afresh }) =>
      asked(async () =>
        buildAuthorizationUrl(await recent(), {
          redirect_uri: returnTo,
          scope: settings.scopes.join(' '),
          state: proof.state,
          nonce: proof.nonce,
          code_challenge: await calculatePKCECodeChallenge(proof.verifier),
          code_challenge_method: 'S256',
          // Asks for `auth_time` besides.
          max_age: String((afresh ? proofValidMs : settings.maxAuthAgeMs) / 1000),
          ...(afresh ? { prompt: 'login' } : {}),
          ...(settings.requireAcr.length > 0 ? { acr_values: settings.requireAcr.join(' ') } : {}),
        }),
      ),
    identify: (returned, proof) => talk((provider) => identify(provider, returned, proof)),
    // By the client's name alone: a token in an address would stand in histories and logs.
    signOutUrl: (returnTo) =>
      talk(async ({ config }) =>
        config.serverMetadata().end_session_endpoint
          ? buildEndSessionUrl(config, { post_logout_redirect_uri: returnTo })
          : undefined,
      ),
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

async function identify(known: Known, returned: URL, proof: Proof): Promise<OutsideIdentity> {
  const { config } = known;
  const tokens = await authorizationCodeGrant(config, returned, {
    expectedState: proof.state,
    expectedNonce: proof.nonce,
    pkceCodeVerifier: proof.verifier,
    idTokenExpected: true,
  });
  const payload = await verified(known, tokens.id_token!);
  const provenAtMs = provenAt(known, payload);
  const subject = payload.sub!;
  const more = config.serverMetadata().userinfo_endpoint
    ? await fetchUserInfo(config, tokens.access_token, subject)
    : {};
  const sid = typeof payload.sid === 'string' ? payload.sid : undefined;
  return { subject, claims: { ...payload, ...more }, sid, provenAtMs };
}

/** When the person signed in there. Errors: `access.outside_too_weak`, `access.outside_stale`. */
function provenAt({ settings, clock }: Known, { acr, auth_time: at }: JWTPayload): number | undefined {
  const { requireAcr, maxAuthAgeMs } = settings;
  if (requireAcr.length > 0 && !requireAcr.includes(String(acr)))
    fail('access.outside_too_weak', 'The sign-in there was not of the strength asked for here.');
  if (typeof at !== 'number') return undefined;
  if (clock.nowMs() - at * 1000 > maxAuthAgeMs + skewSeconds * 1000)
    fail('access.outside_stale', 'The sign-in there was too long ago. Sign in there once more.');
  return at * 1000;
}

/** The claims of a token that the provider signed for us, of the type where one is named. */
async function verified(
  { config, keys, settings }: Known,
  token: string,
  type?: { readonly typ: string },
): Promise<JWTPayload> {
  const { issuer } = config.serverMetadata();
  const audience = config.clientMetadata().client_id;
  const options = { issuer, audience, algorithms, clockTolerance: skewSeconds, ...type };
  const { payload, key } = await jwtVerify(token, keys, options);
  if (rsaBits(key) < settings.minRsaBits)
    fail('access.outside_bad_answer', 'The provider signs with a key that is too short.');
  return payload;
}

/** The size of an RSA key; beyond any where it is of another kind. */
function rsaBits(key: CryptoKey | Uint8Array): number {
  const { modulusLength = Number.POSITIVE_INFINITY } =
    key instanceof Uint8Array ? {} : (key.algorithm as { readonly modulusLength?: number });
  return modulusLength;
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
  const payload = await verified(known, token, { typ: 'logout+jwt' });
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
