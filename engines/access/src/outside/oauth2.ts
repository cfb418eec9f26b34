import { type Clock, fail } from '@finharbor/kernel';
import type { Bilingual } from '@finharbor/kernel/contract';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  Configuration,
  calculatePKCECodeChallenge,
  fetchProtectedResource,
} from 'openid-client';
import { z } from 'zod';
import { textAt } from './claims.ts';
import { type ClientSettings, clientAuthentication, isPlainHttp, timeoutSeconds } from './client.ts';
import { asked } from './faults.ts';
import type { OutsideIdentity, Proof, RedirectProvider } from './provider.ts';

/** A provider of OAuth 2.0 alone, as government platforms are: it says who somebody is at an address of its own. */
export type Oauth2Settings = ClientSettings & {
  readonly id: string;
  readonly title: Bilingual;
  readonly endpoints: {
    readonly authorization: string;
    readonly token: string;
    readonly userinfo: string;
    /** What it calls itself in its answers (RFC 9207), where it does. */
    readonly issuer?: string | undefined;
  };
  /** Where in the answer of `userinfo` stands what names a person for good: `data.userId`. */
  readonly subject: string;
  /** The platform has people sign in at every visit, so that coming from there proves who they are; it has no way to say so itself. */
  readonly asksEveryTime: boolean;
};

/**
 * Sign-in by OAuth 2.0: authorization code with PKCE (which a platform that does not know it ignores) and state. There is no signed
 * statement: what counts is that the access token of this very code is taken at `userinfo`, over TLS.
 */
export function oauth2Provider(settings: Oauth2Settings, clock: Clock): RedirectProvider {
  const config = configurationOf(settings);
  return {
    kind: 'redirect',
    id: settings.id,
    title: settings.title,
    proves: settings.asksEveryTime,
    authorize: (proof, { returnTo }) =>
      asked(async () => {
        await answers(settings.endpoints.token);
        return buildAuthorizationUrl(config, {
          redirect_uri: returnTo,
          scope: settings.scopes.join(' '),
          state: proof.state,
          code_challenge: await calculatePKCECodeChallenge(proof.verifier),
          code_challenge_method: 'S256',
        });
      }),
    identify: (returned, proof) =>
      asked(async () => {
        const identity = await identify({ settings, config }, returned, proof);
        return { ...identity, provenAtMs: settings.asksEveryTime ? clock.nowMs() : undefined };
      }),
  };
}

function configurationOf({ endpoints, ...client }: Oauth2Settings): Configuration {
  const server = {
    issuer: endpoints.issuer ?? new URL(endpoints.authorization).origin,
    authorization_endpoint: endpoints.authorization,
    token_endpoint: endpoints.token,
  };
  const config = new Configuration(server, client.clientId, {}, clientAuthentication(client));
  config.timeout = timeoutSeconds;
  const { authorization, token, userinfo } = endpoints;
  if ([authorization, token, userinfo].some(isPlainHttp)) allowInsecureRequests(config);
  return config;
}

/** Throws where nobody answers; any answer will do, as there is no address that is there to be asked. */
async function answers(address: string): Promise<void> {
  const signal = AbortSignal.timeout(timeoutSeconds * 1000);
  await fetch(address, { method: 'HEAD', redirect: 'manual', signal });
}

async function identify(
  { settings, config }: { readonly settings: Oauth2Settings; readonly config: Configuration },
  returned: URL,
  { state, verifier }: Proof,
): Promise<OutsideIdentity> {
  const checks = { expectedState: state, pkceCodeVerifier: verifier };
  const { access_token: token } = await authorizationCodeGrant(config, returned, checks);
  const answer = await fetchProtectedResource(config, token, new URL(settings.endpoints.userinfo), 'GET');
  if (!answer.ok) fail('access.outside_unreachable', 'The provider does not say who this is. Try again.');
  const claims = z.record(z.string(), z.unknown()).parse(await answer.json());
  const subject = textAt(claims, settings.subject);
  if (subject === undefined) fail('access.outside_bad_answer', 'The provider does not say who this is.');
  return { subject, claims };
}
