import type { AssertionAsk, AttestationAsk, securityRoutes } from '@finharbor/access/contract';
import { FinharborError, type TypedClient } from '@finharbor/kernel/contract';

type Client = TypedClient<typeof securityRoutes>;
type Assertion = Parameters<Client['postPasskeySession']>[0]['body']['assertion'];
type Attestation = Parameters<Client['postPasskey']>[0]['body']['attestation'];

/** What authenticators commonly sign with: Ed25519, ES256, RS256, in this order. */
const algorithms = [-8, -7, -257];
const timeoutMs = 120_000;

/** False at an IP address, which browsers take no passkeys for, and in browsers without them. */
export function passkeysHere(): boolean {
  return isSecureContext && 'PublicKeyCredential' in globalThis && !isAddress(location.hostname);
}

/** This page under the name of this machine; undefined where it has no other. */
export function namedAddress(): string | undefined {
  return location.hostname === '127.0.0.1' ? location.href.replace('//127.0.0.1', '//localhost') : undefined;
}

/** Has the person's authenticator sign a challenge. Errors: `passkey.cancelled`. */
export async function signChallenge({ challenge, siteId, allow }: AssertionAsk): Promise<Assertion> {
  const { startAuthentication } = await import('@simplewebauthn/browser');
  const { id, response } = await startAuthentication({
    optionsJSON: {
      challenge,
      rpId: siteId,
      userVerification: 'required',
      timeout: timeoutMs,
      allowCredentials: allow.map((one) => ({
        id: one.id,
        type: 'public-key' as const,
        transports: [...one.transports],
      })),
    },
  }).catch(cancelled);
  const { clientDataJSON, authenticatorData, signature, userHandle } = response;
  return { id, clientDataJSON, authenticatorData, signature, ...(userHandle ? { userHandle } : {}) };
}

/** Has an authenticator make a passkey that it finds again by itself. Errors: `passkey.cancelled`. */
export async function makePasskey(ask: AttestationAsk): Promise<Attestation> {
  const { startRegistration } = await import('@simplewebauthn/browser');
  const { id, response } = await startRegistration({
    optionsJSON: {
      challenge: ask.challenge,
      rp: { id: ask.siteId, name: ask.siteName },
      user: { id: ask.userHandle, name: ask.login, displayName: ask.name },
      pubKeyCredParams: algorithms.map((alg) => ({ type: 'public-key' as const, alg })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      attestation: 'none',
      timeout: timeoutMs,
      excludeCredentials: ask.exclude.map((one) => ({ id: one, type: 'public-key' as const })),
    },
  }).catch(cancelled);
  const { clientDataJSON, attestationObject, transports = [] } = response;
  return { id, clientDataJSON, attestationObject, transports };
}

function cancelled(cause: unknown): never {
  const publicMessage = 'The browser or its holder gave no passkey. Try again.';
  throw new FinharborError({ code: 'passkey.cancelled', publicMessage, cause });
}

function isAddress(hostname: string): boolean {
  return hostname.startsWith('[') || /^\d+(\.\d+){3}$/.test(hostname);
}
