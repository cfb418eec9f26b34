import { type ClientAuth, ClientSecretBasic, ClientSecretPost, None } from 'openid-client';

/** How this process is known to a provider. */
export type ClientSettings = {
  readonly clientId: string;
  /** Left out for a client that keeps none; PKCE protects its codes all the same. */
  readonly clientSecret?: string | undefined;
  /** Where the secret goes in a request for tokens: the `Authorization` field, or the body. */
  readonly secretIn: 'header' | 'body';
  readonly scopes: readonly string[];
};

/** How long a provider has for one answer. */
export const timeoutSeconds = 5;

/** How far a provider's clock may be off ours. */
export const skewSeconds = 60;

export function clientAuthentication({ clientSecret, secretIn }: ClientSettings): ClientAuth {
  if (clientSecret === undefined) return None();
  return secretIn === 'header' ? ClientSecretBasic(clientSecret) : ClientSecretPost(clientSecret);
}

/** True for addresses without TLS, which a configuration may name on this machine only. */
export function isPlainHttp(url: string): boolean {
  return new URL(url).protocol === 'http:';
}
