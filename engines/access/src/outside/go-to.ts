const start = '/app';

/**
 * Where somebody goes after sign-in: a screen of ours, by path and query. Anything else, such as another site's address in any of the
 * ways browsers read one, is the first screen.
 */
export function ownScreen(asked: string | undefined): string {
  const own = 'http://own.invalid';
  if (asked === undefined || !URL.canParse(asked, own)) return start;
  // As the browser will read it, not as it is written: `/\evil.example` and `//evil.example` are other hosts.
  const { origin, pathname, search } = new URL(asked, own);
  return origin === own && /^\/app(\/|$)/.test(pathname) ? pathname + search : start;
}

/** A screen that says what became of a visit at a provider. */
export function outcomeScreen(
  screen: '/app/sign-in' | '/app/me',
  outcome: { readonly outside: string; readonly fault?: string },
): string {
  return `${screen}?${new URLSearchParams(outcome)}`;
}
