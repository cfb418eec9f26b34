import { codeOf, fail, type Random } from '@finharbor/kernel';
import { type Arrival, type Caller, type Endpoint, endpoint } from '@finharbor/kernel/http';
import type { NewSession } from '../account.ts';
import type { AccountStore } from '../accounts/store.ts';
import { clientOf } from '../client.ts';
import { attemptCookie, attemptIn, type SessionCookie, sessionCookie } from '../cookie.ts';
import { seekerOf } from '../reply.ts';
import {
  deleteOutsideLink,
  getSignOutUrl,
  getWaysIn,
  listOutsideLinks,
  postOutsideLink,
  postOutsideProof,
  returnFromOutside,
  startOutside,
} from './contract.ts';
import { outcomeScreen, ownScreen } from './go-to.ts';
import { postOutsideLogout } from './logout-route.ts';
import type { OutsideProvider, Proof, RedirectProvider } from './provider.ts';
import type { EntryRule } from './store.ts';

/** A provider and whom it lets in here. */
export type ServedProvider = { readonly provider: OutsideProvider; readonly rule: EntryRule };

/** How outside providers are served. */
export type OutsideHttp = {
  readonly providers: readonly ServedProvider[];
  /** False where people sign in through providers alone. */
  readonly passwords: boolean;
  /** True where people may make accounts of their own. */
  readonly registration: boolean;
  readonly random: Random;
  /** The origin by which browsers reach this process; known once it listens. */
  readonly origin: () => string;
  /** Told of a sign-in that came to nothing: the person reads of it on a page, the operator in the log. */
  readonly refused: (code: string, error: unknown) => void;
};

type Parts = {
  readonly accounts: AccountStore;
  readonly clock: { readonly nowMs: () => number };
  readonly cookie: SessionCookie;
  readonly outside: OutsideHttp;
};
type Sent = { readonly status: 302; readonly headers: Readonly<Record<string, string>> };

/** Sign-in through outside providers, links to them, and the end of sessions that came from them. */
export function outsideEndpoints(parts: Parts): readonly Endpoint[] {
  return [...signInEndpoints(parts), ...linkEndpoints(parts), ...endEndpoints(parts)];
}

function signInEndpoints(parts: Parts): readonly Endpoint[] {
  const { accounts, outside } = parts;
  return [
    endpoint(getWaysIn, async () => ({
      status: 200,
      body: {
        passwords: outside.passwords,
        registration: outside.registration,
        providers: outside.providers.map(({ provider: { id, title } }) => ({ id, title })),
      },
    })),
    endpoint(startOutside, async ({ params: { id }, body: { to }, arrival, about }) => {
      onlyFromOwnPage(parts.cookie, arrival);
      const { provider, rule } = served(outside, id);
      const goTo = ownScreen(to);
      if (provider.kind === 'redirect') return setOut(parts, provider, { goTo, proves: false });
      const identity = provider.identify(arrival);
      const entering = { providerId: id, identity, client: clientOf(arrival) };
      const session = await accounts.outside.enter(entering, rule);
      about({ account: session.account.id });
      return { status: 201, headers: keeping(parts, session), body: { goTo } };
    }),
    endpoint(returnFromOutside, ({ params: { id }, query, arrival, about, refuse }) =>
      comeBack(parts, { id, query, arrival, about, refuse }),
    ),
  ];
}

type Return = {
  readonly id: string;
  readonly query: Readonly<Record<string, string>>;
  readonly arrival: Arrival;
  /** Tells the audit trail whose account it was. */
  readonly about: (facts: Readonly<Record<string, string>>) => void;
  /** Tells it why it came to nothing. */
  readonly refuse: (code: string) => void;
};

/** The way back: the attempt is taken up first, so that whatever happens then it counts once. */
async function comeBack(parts: Parts, { id, query, arrival, about, refuse }: Return): Promise<Sent> {
  const { accounts, outside } = parts;
  const browser = attemptIn(arrival.headers.cookie, parts.cookie) ?? '';
  const returned = { providerId: id, state: query.state ?? '', browser };
  const attempt = await accounts.outside.take(returned);
  const screen = attempt?.session === undefined ? '/app/sign-in' : '/app/me';
  return toPage(parts, { screen, id, refuse }, async () => {
    const { provider, rule } = served(outside, id);
    if (!attempt || provider.kind !== 'redirect')
      fail('access.outside_over', 'It took too long, or another window was in between. Start again.');
    const address = new URL(`${returnAddress(outside, id)}?${new URLSearchParams(query)}`);
    const identity = await provider.identify(address, attempt.proof);
    const arrived = { providerId: id, identity };
    if (attempt.session === undefined) {
      const session = await accounts.outside.enter({ ...arrived, client: clientOf(arrival) }, rule);
      about({ account: session.account.id });
      return sent(attempt.goTo, keeping(parts, session));
    }
    const { link, prove } = accounts.outside;
    await (attempt.proves ? prove : link)(arrived, attempt.session);
    return sent(attempt.goTo);
  });
}

function linkEndpoints(parts: Parts): readonly Endpoint[] {
  const { accounts, outside } = parts;
  return [
    endpoint(listOutsideLinks, async ({ caller }) => {
      const links = await accounts.outside.links(person(caller).account);
      const since = new Map(links.map(({ providerId, sinceMs }) => [providerId, sinceMs]));
      const body = outside.providers.map(({ provider: { id, title, proves } }) => ({
        id,
        title,
        proves,
        linkedAtMs: since.get(id) ?? null,
      }));
      return { status: 200, body };
    }),
    endpoint(postOutsideLink, async ({ params: { id }, caller, arrival }) => {
      const { session } = person(caller);
      const { provider } = served(outside, id);
      const goTo = outcomeScreen('/app/me', { outside: id });
      if (provider.kind === 'certificate') {
        const identity = provider.identify(arrival);
        await accounts.outside.link({ providerId: id, identity }, session);
        return { status: 201, body: { goTo } };
      }
      return setOut(parts, provider, { goTo, session, proves: false });
    }),
    endpoint(postOutsideProof, async ({ params: { id }, body: { to }, caller, arrival }) => {
      const { session } = person(caller);
      const { provider } = served(outside, id);
      const goTo = ownScreen(to);
      if (provider.kind === 'redirect') return setOut(parts, provider, { goTo, session, proves: true });
      const identity = provider.identify(arrival);
      await accounts.outside.prove({ providerId: id, identity }, session);
      return { status: 201, body: { goTo } };
    }),
    endpoint(deleteOutsideLink, async ({ params: { id }, caller }) => {
      const { account: accountId, session: except } = person(caller);
      const served = outside.providers.map(({ provider }) => provider.id);
      const { passwords } = outside;
      await accounts.outside.unlink({ accountId, providerId: id, except, served, passwords });
      return { status: 204 };
    }),
  ];
}

function endEndpoints({ accounts, outside }: Parts): readonly Endpoint[] {
  return [
    endpoint(getSignOutUrl, async ({ caller }) => {
      const origin = await accounts.outside.origin(person(caller).session);
      const found = outside.providers.find(({ provider }) => provider.id === origin);
      const provider = found?.provider;
      if (provider?.kind !== 'redirect' || !provider.signOutUrl)
        return { status: 200, body: { signOutUrl: null } };
      const back = `${outside.origin()}/app/sign-in`;
      // A provider that is down must not keep anybody signed in here.
      const url = await provider.signOutUrl(back).catch((error: unknown) => {
        outside.refused(codeOf(error), error);
      });
      return { status: 200, body: { signOutUrl: url?.href ?? null } };
    }),
    endpoint(postOutsideLogout, async ({ params: { id }, body }) => {
      const { provider } = served(outside, id);
      const token = new URLSearchParams(new TextDecoder().decode(body)).get('logout_token');
      if (provider.kind !== 'redirect' || !provider.readLogout || token === null) return badLogout();
      const ended = await provider.readLogout(token).catch((error: unknown) => {
        if (codeOf(error) === 'access.outside_bad_answer') return badLogout(error);
        throw error;
      });
      await accounts.outside.end(id, ended);
      return { status: 200 };
    }),
  ];
}

function badLogout(cause?: unknown): never {
  return fail('access.outside_bad_logout', 'The logout token does not hold.', cause);
}

/** What another site's page or link sets off has nobody signed in: neither in somebody else's name nor by a certificate unasked. */
function onlyFromOwnPage(cookie: SessionCookie, arrival: Arrival): void {
  if (seekerOf(cookie, arrival) === 'program')
    fail('access.cross_site', 'Sign in from a page of this process.');
}

function served({ providers }: OutsideHttp, id: string): ServedProvider {
  const found = providers.find(({ provider }) => provider.id === id);
  return found ?? fail('access.outside_unknown', 'There is no such provider here.');
}

/** Sends a browser out with a secret of its own, and remembers what it has to come back with. */
async function setOut(
  { accounts, cookie, outside }: Parts,
  provider: RedirectProvider,
  attempt: { readonly goTo: string; readonly session?: string; readonly proves: boolean },
): Promise<WayOut> {
  const secret = (): string => Buffer.from(outside.random.bytes(32)).toString('base64url');
  const proof: Proof = { state: secret(), nonce: secret(), verifier: secret() };
  const browser = secret();
  const returnTo = returnAddress(outside, provider.id);
  const address = await provider.authorize(proof, { returnTo, afresh: attempt.proves });
  await accounts.outside.begin({ ...attempt, providerId: provider.id, proof, browser });
  const headers = { 'set-cookie': attemptCookie(cookie, browser) };
  return { status: 201, headers, body: { goTo: address.href } };
}

type WayOut = {
  readonly status: 201;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: { readonly goTo: string };
};

function returnAddress({ origin }: OutsideHttp, id: string): string {
  return `${origin()}/sign-in/outside/${id}/return`;
}

/** What goes wrong on the way is for a person in a browser: a screen explains the code. */
async function toPage(
  { outside }: Parts,
  { screen, id, refuse }: Pick<Return, 'id' | 'refuse'> & { readonly screen: '/app/sign-in' | '/app/me' },
  way: () => Promise<Sent>,
): Promise<Sent> {
  try {
    return await way();
  } catch (error) {
    const fault = codeOf(error);
    if (!fault.startsWith('access.')) throw error;
    outside.refused(fault, error);
    refuse(fault);
    return sent(outcomeScreen(screen, { outside: id, fault }));
  }
}

function sent(goTo: string, headers: Readonly<Record<string, string>> = {}): Sent {
  return { status: 302, headers: { ...headers, location: goTo } };
}

/** What has the browser keep a session. */
function keeping(
  { cookie, clock }: Parts,
  { token, expiresAtMs }: NewSession,
): Readonly<Record<string, string>> {
  return { 'set-cookie': sessionCookie(cookie, token, expiresAtMs - clock.nowMs()) };
}

function person(caller: Caller): Extract<Caller, { kind: 'account' }> {
  return caller.kind === 'account' ? caller : fail('access.unauthenticated', 'Sign in first.');
}
