/** How a session's token travels with a browser: out of reach of the page's code, and sent to this site alone. */
export type SessionCookie = {
  /** Ports of one host share cookies, so each party's has a name of its own. */
  readonly name: string;
  /** True where people reach the process by https; known once it listens. */
  readonly isSecure: () => boolean;
  /** True for the `Origin` of the process's own pages. */
  readonly isOwnOrigin: (origin: string) => boolean;
};

/** The `Set-Cookie` value that keeps a token for so long. */
export function sessionCookie({ name, isSecure }: SessionCookie, token: string, validMs: number): string {
  const seconds = Math.max(0, Math.floor(validMs / 1000));
  const secure = isSecure() ? '; Secure' : '';
  return `${name}=${token}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict${secure}`;
}

/** The `Set-Cookie` value that ends it. */
export function endedCookie(cookie: SessionCookie): string {
  return sessionCookie(cookie, '', 0);
}

/** The token of a `Cookie` header; undefined where it holds none of that name. */
export function tokenIn(header: string | readonly string[] | undefined, name: string): string | undefined {
  const pairs = [header ?? []].flat().join(';').split(';');
  const found = pairs.map((pair) => pair.trim()).find((pair) => pair.startsWith(`${name}=`));
  return found?.slice(name.length + 1) || undefined;
}
