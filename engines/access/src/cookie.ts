/** How a session's token travels with a browser: out of reach of the page's code, and sent to this site alone. */
export type SessionCookie = {
  /** Ports of one host share cookies, so each party's has a name of its own. */
  readonly name: string;
  /** True where people reach the process by https; known once it listens. */
  readonly isSecure: () => boolean;
  /** True for the `Origin` of the process's own pages. */
  readonly isOwnOrigin: (origin: string) => boolean;
};

/** What the cookie is called: over https under the prefix by which browsers keep it from being set by other hosts or over http. */
function cookieName({ name, isSecure }: SessionCookie): string {
  return isSecure() ? `__Host-${name}` : name;
}

/** The `Set-Cookie` value that keeps a token for so long. */
export function sessionCookie(cookie: SessionCookie, token: string, validMs: number): string {
  const seconds = Math.max(0, Math.floor(validMs / 1000));
  const secure = cookie.isSecure() ? '; Secure' : '';
  return `${cookieName(cookie)}=${token}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict${secure}`;
}

/**
 * The `Set-Cookie` value that ties a visit at a provider to this browser for ten minutes. Lax: the browser comes back from another site
 * and has to bring it along.
 */
export function attemptCookie(cookie: SessionCookie, secret: string): string {
  const secure = cookie.isSecure() ? '; Secure' : '';
  return `${attemptName(cookie)}=${secret}; Path=/; Max-Age=600; HttpOnly; SameSite=Lax${secure}`;
}

/** The secret of a visit at a provider in a `Cookie` header; undefined where it holds none. */
export function attemptIn(
  header: string | readonly string[] | undefined,
  cookie: SessionCookie,
): string | undefined {
  return cookieIn(header, attemptName(cookie));
}

/** The dot is in no party's name: it is nobody's session. */
function attemptName(cookie: SessionCookie): string {
  return cookieName({ ...cookie, name: `${cookie.name}.outside` });
}

/** The `Set-Cookie` value that ends it. */
export function endedCookie(cookie: SessionCookie): string {
  return sessionCookie(cookie, '', 0);
}

/** The token of a `Cookie` header; undefined where it holds no such cookie. */
export function tokenIn(
  header: string | readonly string[] | undefined,
  cookie: SessionCookie,
): string | undefined {
  return cookieIn(header, cookieName(cookie));
}

/** The value of a cookie in a `Cookie` header; undefined where it holds none of that name. */
function cookieIn(header: string | readonly string[] | undefined, name: string): string | undefined {
  const pairs = [header ?? []].flat().join(';').split(';');
  const found = pairs.map((pair) => pair.trim()).find((pair) => pair.startsWith(`${name}=`));
  return found?.slice(name.length + 1) || undefined;
}
