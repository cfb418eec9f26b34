import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { codeOf } from '@finharbor/kernel';
import { typedClient } from '@finharbor/kernel/http';
import { accessRoutes, securityRoutes } from '../contract/index.ts';
import { testServer } from '../testing.ts';
import { outsideRoutes } from './contract.ts';
import { mappedAccount } from './mapping.ts';
import { oidcProvider } from './oidc.ts';
import { type TestBrowser, testBrowser } from './testing/browser.ts';
import { type People, type Signer, startProvider, type TestProvider } from './testing/provider.ts';

const people = {
  'p-1': { preferred_username: 'Sun.Yi', name: '孙怡', groups: ['city-operators', 'choir'] },
  'p-2': { preferred_username: 'choir', name: 'Nobody here', groups: ['choir'] },
  'p-3': { preferred_username: 'taken', name: 'Same login', groups: ['city-operators'] },
  'p-5': { preferred_username: 'twice', name: 'Twice', groups: ['city-operators'] },
  'p-4': { preferred_username: 'later', name: 'Later', groups: ['city-operators'] },
};
let provider: TestProvider = await startProvider();
after(() => provider.stop());
const { issuer } = provider;

const place = { role: 'hub', party: 'hub' } as const;
const mapping = {
  login: 'preferred_username',
  name: 'name',
  roles: { claim: 'groups', values: { 'city-operators': ['operator'], 'city-bureau': ['bureau'] } },
  party: 'own',
} as const;
const title = { en: 'City', zh: '城市' };
const client = {
  clientId: 'finharbor',
  clientSecret: 'only for this test',
  secretIn: 'header',
  scopes: ['openid', 'profile'],
  maxAuthAgeMs: 12 * 3_600_000,
  requireAcr: [],
  minRsaBits: 2048,
} as const;
const { url, accounts, trail, clock, refusals, logged } = await testServer({
  providers: (clock) => [
    {
      provider: oidcProvider({ ...client, id: 'city', title, issuer }, clock),
      rule: { kind: 'mapped', accountOf: mappedAccount(mapping, place) },
    },
    { provider: oidcProvider({ ...client, id: 'linked', title, issuer }, clock), rule: { kind: 'linked' } },
    {
      provider: oidcProvider(
        { ...client, id: 'strict', title, issuer, requireAcr: ['silver', 'gold'], minRsaBits: 3072 },
        clock,
      ),
      rule: { kind: 'linked' },
    },
  ],
});
const password = 'correct horse battery';
const taken = await accounts.create({
  login: 'taken',
  name: 'Taken',
  password,
  party: 'hub',
  roles: ['bureau'],
});

async function serve(known: People = people): Promise<void> {
  const returnTo = ['city', 'linked', 'strict'].map((id) => `${url}/sign-in/outside/${id}/return`);
  const signOutTo = `${url}/app/sign-in`;
  await provider.tell({
    do: 'serve',
    people: known,
    returnTo,
    signOutTo,
    logoutTo: `${url}/sign-in/outside/city/logout`,
  });
}
await serve();

/** What the press on the provider's button leads to. */
const wayOut = async (browser: TestBrowser, id = 'city', to = '/app/overview') =>
  (await clientOf(browser).startOutside({ params: { id }, body: { to } })).body.goTo;

/** Goes to the provider's form. */
const begin = async (browser: TestBrowser, id = 'city', to = '/app/overview') =>
  browser.go(await wayOut(browser, id, to));

/** Signs in there as somebody; gives where the browser came out, below our address. */
async function signIn(browser: TestBrowser, login: string, id = 'city'): Promise<string> {
  const form = await begin(browser, id);
  const { url: end } = form.url.origin === url ? form : await browser.go(form.url.href, { login });
  return end.pathname + end.search;
}

const clientOf = (browser: TestBrowser) =>
  typedClient({ ...accessRoutes, ...outsideRoutes, ...securityRoutes }, url, (target, init) =>
    browser.step(target, { ...init, headers: { ...init.headers, origin: url } } as RequestInit),
  );
const fault = (id: string, code: string): string =>
  `/app/sign-in?outside=${id}&fault=${encodeURIComponent(code)}`;

test('who the provider vouches for gets an account by the mapping, with name, roles and party, and a session like any other', async () => {
  const browser = testBrowser();
  assert.equal(await signIn(browser, 'p-1'), '/app/overview');
  const { body: me } = await clientOf(browser).getSession({});
  assert.deepEqual(
    { ...me, id: '' },
    { id: '', login: 'sun.yi', name: '孙怡', party: 'hub', roles: ['operator'] },
  );
  assert.equal(await signIn(testBrowser(), 'p-1'), '/app/overview');
  assert.equal((await accounts.list()).filter(({ login }) => login === 'sun.yi').length, 1);
});

test('who comes for the first time in several windows at once is one account', async () => {
  const ends = await Promise.all(Array.from({ length: 4 }, () => signIn(testBrowser(), 'p-5')));
  assert.deepEqual(ends, Array(4).fill('/app/overview'));
  assert.equal((await accounts.list()).filter(({ login }) => login === 'twice').length, 1);
});

test('the way there carries S256, state and nonce, and the browser a cookie that another site’s link brings back', async () => {
  const browser = testBrowser();
  const answer = await browser.step(`${url}/sign-in/outside/city`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: '{}',
  });
  const there = new URL(((await answer.json()) as { goTo: string }).goTo);
  assert.equal(there.origin, issuer);
  const { code_challenge: challenge, state, nonce, ...asked } = Object.fromEntries(there.searchParams);
  for (const random of [challenge, state, nonce]) assert.match(random!, /^[\w-]{43}$/);
  assert.deepEqual(asked, {
    client_id: 'finharbor',
    code_challenge_method: 'S256',
    max_age: '43200',
    redirect_uri: `${url}/sign-in/outside/city/return`,
    response_type: 'code',
    scope: 'openid profile',
  });
  assert.match(
    answer.headers.get('set-cookie')!,
    /^finharbor-hub\.outside=[\w-]{43}; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax$/,
  );
});

test('whoever gets no role, or whose login somebody has here, is refused and makes no account', async () => {
  const before = await accounts.count();
  assert.equal(await signIn(testBrowser(), 'p-2'), fault('city', 'access.outside_no_role'));
  assert.equal(await signIn(testBrowser(), 'p-3'), fault('city', 'access.outside_login_taken'));
  assert.equal(await accounts.count(), before);
});

test('name and roles follow the provider at every sign-in; without a role nobody enters', async () => {
  const browser = testBrowser();
  await signIn(browser, 'p-4');
  await serve({ ...people, 'p-4': { ...people['p-4'], name: 'Renamed', groups: ['city-bureau'] } });
  await signIn(testBrowser(), 'p-4');
  const { body } = await clientOf(browser).getSession({});
  assert.deepEqual([body.name, body.roles], ['Renamed', ['bureau']]);
  await serve({ ...people, 'p-4': { ...people['p-4'], groups: [] } });
  assert.equal(await signIn(testBrowser(), 'p-4'), fault('city', 'access.outside_no_role'));
  await serve();
});

test('an account that was ended here stays ended', async () => {
  await signIn(testBrowser(), 'p-4');
  const { id } = (await accounts.list()).find(({ login }) => login === 'later')!;
  await accounts.disable(id);
  assert.equal(await signIn(testBrowser(), 'p-4'), fault('city', 'access.outside_account_ended'));
});

test('a return counts once, for the browser that set out, within ten minutes, and by its own state', async () => {
  const over = fault('city', 'access.outside_over');
  const browser = testBrowser();
  const form = await begin(browser);
  const resumed = await browser.step(form.url.href, {
    method: 'POST',
    body: new URLSearchParams({ login: 'p-1' }),
  });
  const returned = (await browser.step(resumed.headers.get('location')!)).headers.get('location')!;
  const land = async (who: TestBrowser, at: string) => {
    const { pathname, search } = new URL((await who.step(at)).headers.get('location')!, url);
    return pathname + search;
  };
  assert.equal(await land(testBrowser(), returned), over, 'another browser');
  const forged = new URL(returned);
  forged.searchParams.set('state', 'x'.repeat(43));
  assert.equal(await land(browser, forged.href), over, 'another state');
  assert.equal(
    await land(browser, returned.replace('/city/', '/linked/')),
    fault('linked', 'access.outside_over'),
  );
  assert.equal(await land(browser, returned), '/app/overview');
  assert.equal(await land(browser, returned), over, 'the same again');

  const late = testBrowser();
  const waiting = await begin(late);
  clock.advance(10 * 60_000);
  const { url: end } = await late.go(waiting.url.href, { login: 'p-1' });
  assert.equal(end.pathname + end.search, over);
});

test('a code is good for nobody else’s attempt', async () => {
  const [victim, thief] = [testBrowser(), testBrowser()];
  const form = await begin(victim);
  const resumed = await victim.step(form.url.href, {
    method: 'POST',
    body: new URLSearchParams({ login: 'p-1' }),
  });
  const stolen = new URL((await victim.step(resumed.headers.get('location')!)).headers.get('location')!);
  const own = new URL(await wayOut(thief));
  stolen.searchParams.set('state', own.searchParams.get('state')!);
  const { url: end } = await thief.go(stolen.href);
  assert.equal(end.pathname + end.search, fault('city', 'access.outside_bad_answer'));
});

const nowSeconds = Math.floor(performance.timeOrigin / 1000);
const spoilt: Readonly<Record<string, { claims: Record<string, unknown>; by?: Signer }>> = {
  'a nonce of another attempt': { claims: { nonce: 'x'.repeat(43) } },
  'another issuer': { claims: { iss: 'http://127.0.0.1:1' } },
  'another audience': { claims: { aud: 'somebody-else' } },
  'an audience of several and another party': { claims: { aud: ['finharbor', 'x'], azp: 'x' } },
  'a time that has passed': { claims: { iat: nowSeconds - 7200, exp: nowSeconds - 3600 } },
  'a key the provider never published': { claims: {}, by: 'stranger' },
  'no signature, as `none` allows': { claims: {}, by: 'nobody' },
  'a signature made with the public key for a secret': { claims: {}, by: 'its public key as a secret' },
};
for (const [what, spoil] of Object.entries(spoilt))
  test(`an ID token with ${what} is refused`, async () => {
    await provider.tell({ do: 'spoil', ...spoil });
    assert.equal(await signIn(testBrowser(), 'p-1'), fault('city', 'access.outside_bad_answer'));
    await provider.tell({ do: 'spoil', claims: {} });
    assert.equal(await signIn(testBrowser(), 'p-1'), '/app/overview');
  });

test('an RSA key counts that is as long as the configuration asks', async () => {
  await provider.tell({ do: 'spoil', claims: { acr: 'gold' }, by: 'its RSA key' });
  assert.equal(await signIn(testBrowser(), 'p-1'), '/app/overview');
  assert.equal(await signIn(testBrowser(), 'p-1', 'strict'), fault('strict', 'access.outside_bad_answer'));
  await provider.tell({ do: 'spoil', claims: {} });
});

test('where a strength of the sign-in there is asked for, another or none does not enter', async () => {
  const there = new URL(await wayOut(testBrowser(), 'strict'));
  assert.equal(there.searchParams.get('acr_values'), 'silver gold');
  for (const [acr, code] of [
    [null, 'access.outside_too_weak'],
    ['bronze', 'access.outside_too_weak'],
    ['gold', 'access.outside_not_linked'],
  ] as const) {
    await provider.tell({ do: 'spoil', claims: { acr } });
    assert.equal(await signIn(testBrowser(), 'p-1', 'strict'), fault('strict', code), `${acr}`);
  }
  await provider.tell({ do: 'spoil', claims: {} });
});

const secondsAgo = (seconds: number): number => Math.floor(clock.nowMs() / 1000) - seconds;

test('a session is as freshly proven as the provider says, and not at all where it does not say', async () => {
  const provenBy = async (claims: Record<string, unknown>): Promise<string> => {
    await provider.tell({ do: 'spoil', claims });
    const browser = testBrowser();
    const end = await signIn(browser, 'p-1');
    if (end !== '/app/overview') return end;
    // Refused all the same: it is the last way. But by then the proof has been looked at.
    return String(
      await clientOf(browser)
        .deleteOutsideLink({ params: { id: 'city' } })
        .catch(codeOf),
    );
  };
  assert.equal(await provenBy({ auth_time: secondsAgo(599) }), 'access.outside_last_way');
  assert.equal(await provenBy({ auth_time: secondsAgo(601) }), 'access.step_up_required');
  assert.equal(await provenBy({ auth_time: null }), 'access.step_up_required');
  assert.equal(
    await provenBy({ auth_time: secondsAgo(12 * 3600 + 61) }),
    fault('city', 'access.outside_stale'),
  );
  await provider.tell({ do: 'spoil', claims: {} });
});

test('who came from a provider proves there anew who they are: afresh, and as the same person', async () => {
  const browser = testBrowser();
  await signIn(browser, 'p-1');
  const mine = clientOf(browser);
  clock.advance(10 * 60_000 + 1);
  const unlink = () => mine.deleteOutsideLink({ params: { id: 'city' } }).catch(codeOf);
  assert.equal(await unlink(), 'access.step_up_required');
  assert.deepEqual((await mine.getSessionState({})).body.ways, ['outside']);
  const proveAs = async (login: string, who = browser): Promise<string> => {
    const { body } = await clientOf(who).postOutsideProof({
      params: { id: 'city' },
      body: { to: '/app/me' },
    });
    const there = new URL(body.goTo);
    assert.deepEqual([there.searchParams.get('prompt'), there.searchParams.get('max_age')], ['login', '600']);
    const form = await who.go(body.goTo);
    assert.equal(form.url.origin, issuer, 'the provider asks although it knows the browser');
    const { url: end } = await who.go(form.url.href, { login });
    return end.pathname + end.search;
  };
  const other = testBrowser();
  await clientOf(other).postSession({ body: { login: 'taken', password } });
  assert.equal(await proveAs('p-1', other), '/app/me?outside=city&fault=access.outside_other_person');
  await provider.tell({ do: 'spoil', claims: { auth_time: secondsAgo(700) } });
  assert.equal(await proveAs('p-1'), '/app/me?outside=city&fault=access.outside_stale');
  await provider.tell({ do: 'spoil', claims: { auth_time: null } });
  assert.equal(await proveAs('p-1'), '/app/me?outside=city&fault=access.outside_stale');
  assert.equal(await unlink(), 'access.step_up_required');
  await provider.tell({ do: 'spoil', claims: {} });
  assert.equal(await proveAs('p-1'), '/app/me');
  assert.equal(await unlink(), 'access.outside_last_way');
});

test('no link signs anybody in: a page of this process has to ask', async () => {
  const ask = (method: string, headers: Record<string, string>) =>
    fetch(`${url}/sign-in/outside/city`, {
      method,
      redirect: 'manual',
      headers,
      ...(method === 'POST' ? { body: '{}' } : {}),
    });
  assert.equal((await ask('GET', {})).status, 404);
  for (const origin of [undefined, 'null', 'http://evil.example']) {
    const headers = { 'content-type': 'application/json', ...(origin ? { origin } : {}) };
    const answer = await ask('POST', headers);
    const { code } = (await answer.json()) as { code: string };
    assert.deepEqual([code, answer.headers.get('set-cookie')], ['access.cross_site', null]);
  }
});

test('a visit that came to nothing stands in the trail as refused, and one that did with its account', async () => {
  await signIn(testBrowser(), 'p-2');
  await signIn(testBrowser(), 'p-1');
  const [entered, refused] = await trail.search({ action: 'access.outside_return' }, { limit: 2 });
  assert.deepEqual([entered!.code, entered!.accountName, entered!.facts.id], [null, '孙怡', 'city']);
  assert.deepEqual([refused!.code, refused!.accountName], ['access.outside_no_role', null]);
  const only = await trail.search({ action: 'access.outside_return', outcome: 'refused' }, { limit: 1 });
  assert.equal(only[0]!.seq, refused!.seq);
});

test('clocks may differ by a minute', async () => {
  const at = Math.floor((performance.timeOrigin + performance.now()) / 1000);
  await provider.tell({ do: 'spoil', claims: { iat: at - 600, exp: at - 45 } });
  assert.equal(await signIn(testBrowser(), 'p-1'), '/app/overview');
  await provider.tell({ do: 'spoil', claims: {} });
});

test('a new key of the provider is fetched at once; made-up keys have it asked once in half a minute', async () => {
  await signIn(testBrowser(), 'p-1');
  clock.advance(31_000);
  await provider.tell({ do: 'rotate' });
  assert.equal(await signIn(testBrowser(), 'p-1'), '/app/overview');
  clock.advance(31_000);
  const before = Number(await provider.tell({ do: 'keys asked' }));
  await provider.tell({ do: 'spoil', claims: {}, by: 'stranger' });
  for (let tries = 0; tries < 5; tries += 1) await signIn(testBrowser(), 'p-1');
  assert.equal(Number(await provider.tell({ do: 'keys asked' })) - before, 1);
  await provider.tell({ do: 'spoil', claims: {} });
});

test('who cancels at the provider is told so', async () => {
  const browser = testBrowser();
  const form = await begin(browser);
  const { url: end } = await browser.go(form.url.href, { cancel: '1' });
  assert.equal(end.pathname + end.search, fault('city', 'access.outside_denied'));
});

test('nobody is sent to another site afterwards', async () => {
  for (const to of [
    '//evil.example',
    '/\\evil.example',
    'https://evil.example/app',
    '/api',
    '/app/../api',
    '/apple',
    'javascript:0',
  ]) {
    const browser = testBrowser();
    const form = await begin(browser, 'city', to);
    const { url: end } = await browser.go(form.url.href, { login: 'p-1' });
    assert.deepEqual([end.origin, end.pathname], [url, '/app'], to);
  }
});

test('an account links to a provider, enters through it, and unlinks', async () => {
  assert.equal(await signIn(testBrowser(), 'p-3', 'linked'), fault('linked', 'access.outside_not_linked'));
  const browser = testBrowser();
  const mine = clientOf(browser);
  await mine.postSession({ body: { login: 'taken', password } });
  const linked = async () =>
    (await mine.listOutsideLinks({})).body.find(({ id }) => id === 'linked')!.linkedAtMs;
  assert.equal(await linked(), null);
  const { body } = await mine.postOutsideLink({ params: { id: 'linked' } });
  const form = await browser.go(body.goTo);
  const { url: end } = await browser.go(form.url.href, { login: 'p-3' });
  assert.equal(end.pathname + end.search, '/app/me?outside=linked');
  assert.equal(await linked(), clock.nowMs());

  const other = testBrowser();
  assert.equal(await signIn(other, 'p-3', 'linked'), '/app/overview');
  assert.equal((await clientOf(other).getSession({})).body.id, taken.id);
  await mine.deleteOutsideLink({ params: { id: 'linked' } });
  assert.equal(await clientOf(other).getSession({}).catch(codeOf), 'access.session_over');
  assert.equal((await mine.getSession({})).body.id, taken.id);
  assert.equal(await signIn(testBrowser(), 'p-3', 'linked'), fault('linked', 'access.outside_not_linked'));
});

test('one person of a provider is one account, and the last way to sign in stays', async () => {
  const browser = testBrowser();
  const mine = clientOf(browser);
  await mine.postSession({ body: { login: 'taken', password } });
  const { body } = await mine.postOutsideLink({ params: { id: 'city' } });
  const form = await browser.go(body.goTo);
  const { url: end } = await browser.go(form.url.href, { login: 'p-1' });
  assert.equal(end.pathname + end.search, '/app/me?outside=city&fault=access.outside_linked_elsewhere');

  const provisioned = testBrowser();
  await signIn(provisioned, 'p-1');
  const unlink = clientOf(provisioned).deleteOutsideLink({ params: { id: 'city' } });
  assert.equal(await unlink.catch(codeOf), 'access.outside_last_way');
});

test('a link asks for a fresh proof, and for a session that still stands when the browser comes back', async () => {
  const browser = testBrowser();
  const mine = clientOf(browser);
  await mine.postSession({ body: { login: 'taken', password } });
  const { body } = await mine.postOutsideLink({ params: { id: 'linked' } });
  const form = await browser.go(body.goTo);
  await mine.deleteSession({});
  const { url: end } = await browser.go(form.url.href, { login: 'p-3' });
  assert.equal(end.searchParams.get('fault'), 'access.outside_over');
  await mine.postSession({ body: { login: 'taken', password } });
  clock.advance(10 * 60_000 + 1);
  const late = mine.postOutsideLink({ params: { id: 'linked' } });
  assert.equal(await late.catch(codeOf), 'access.step_up_required');
});

test('sessions from a provider idle out and end like ours', async () => {
  const browser = testBrowser();
  await signIn(browser, 'p-1');
  clock.advance(3_600_001);
  assert.equal(await clientOf(browser).getSession({}).catch(codeOf), 'access.session_over');
});

test('signing out here leads on to the provider’s own sign-out, which comes back', async () => {
  const browser = testBrowser();
  await signIn(browser, 'p-1');
  const mine = clientOf(browser);
  const { body } = await mine.getSignOutUrl({});
  await mine.deleteSession({});
  const there = new URL(body.signOutUrl!);
  assert.equal(there.origin, issuer);
  // Nothing of what the provider signed stands in the address.
  assert.deepEqual(Object.fromEntries(there.searchParams), {
    post_logout_redirect_uri: `${url}/app/sign-in`,
    client_id: 'finharbor',
  });
  const confirm = await browser.go(body.signOutUrl!);
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(confirm.body)![1]!;
  const { url: end } = await browser.go(`${issuer}/session/end/confirm`, { xsrf, logout: 'yes' });
  assert.equal(end.origin + end.pathname, `${url}/app/sign-in`);
  assert.equal((await begin(browser)).url.origin, issuer, 'the provider asks who it is again');

  const ours = testBrowser();
  await clientOf(ours).postSession({ body: { login: 'taken', password } });
  assert.equal((await clientOf(ours).getSignOutUrl({})).body.signOutUrl, null);
});

test('a session that the provider ends is over here, by a message that the provider signed and no other', async () => {
  const [here, there] = [testBrowser(), testBrowser()];
  await signIn(here, 'p-1');
  await signIn(there, 'p-1');
  const confirm = await there.go(`${issuer}/session/end?client_id=finharbor`);
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(confirm.body)![1]!;
  await there.go(`${issuer}/session/end/confirm`, { xsrf, logout: 'yes' });
  assert.equal(await clientOf(there).getSession({}).catch(codeOf), 'access.session_over');
  assert.equal((await clientOf(here).getSession({})).status, 200);
  const forged = await fetch(`${url}/sign-in/outside/city/logout`, {
    method: 'POST',
    body: new URLSearchParams({ logout_token: 'e30.e30.e30' }),
  });
  assert.equal(((await forged.json()) as { code: string }).code, 'access.outside_bad_logout');
});

test('a logout token counts by its type, its event and its newness; an ID token is none', async () => {
  const browser = testBrowser();
  await signIn(browser, 'p-1');
  const at = Math.floor((performance.timeOrigin + performance.now()) / 1000);
  const event = { 'http://schemas.openid.net/event/backchannel-logout': {} };
  const base = { iss: issuer, aud: 'finharbor', sub: 'p-1', iat: at, exp: at + 120 };
  const send = async (claims: object, typ?: string): Promise<number> => {
    const all = { ...base, jti: randomUUID(), events: event, ...claims };
    const token = await provider.tell({ do: 'sign', claims: all, ...(typ ? { typ } : {}) });
    const body = new URLSearchParams({ logout_token: String(token) });
    return (await fetch(`${url}/sign-in/outside/city/logout`, { method: 'POST', body })).status;
  };
  const isIn = () =>
    clientOf(browser)
      .getSession({})
      .then(
        () => true,
        () => false,
      );
  for (const [claims, typ] of [
    [{}, undefined],
    [{}, 'JWT'],
    [{ nonce: 'x'.repeat(43) }, 'logout+jwt'],
    [{ events: undefined }, 'logout+jwt'],
    [{ events: { 'https://schemas.example/other': {} } }, 'logout+jwt'],
    [{ sub: undefined }, 'logout+jwt'],
    [{ aud: 'somebody-else' }, 'logout+jwt'],
    [{ jti: undefined }, 'logout+jwt'],
    [{ exp: at - 61 }, 'logout+jwt'],
    // As an ID token of this very sign-in would be.
    [{ events: undefined, nonce: 'x'.repeat(43), auth_time: at }, undefined],
  ] as const)
    assert.deepEqual([await send(claims, typ), await isIn()], [400, true], JSON.stringify([claims, typ]));
  assert.deepEqual([await send({}, 'logout+jwt'), await isIn()], [200, false]);
});

test('while a provider is down its door says so and passwords work; once it is back it works, with whatever keys', async () => {
  const port = Number(new URL(issuer).port);
  const underway = testBrowser();
  const form = await begin(underway);
  const resumed = await underway.step(form.url.href, {
    method: 'POST',
    body: new URLSearchParams({ login: 'p-1' }),
  });
  const returned = (await underway.step(resumed.headers.get('location')!)).headers.get('location')!;
  await provider.stop();
  const { url: end } = await underway.go(returned);
  const unreachable = fault('city', 'access.outside_unreachable');
  assert.equal(end.pathname + end.search, unreachable);
  clock.advance(5_000);
  assert.equal(await signIn(testBrowser(), 'p-1').catch(codeOf), 'access.outside_unreachable');
  const browser = testBrowser();
  const mine = clientOf(browser);
  await mine.postSession({ body: { login: 'taken', password } });
  assert.equal((await mine.getWaysIn({})).body.providers.length, 3);
  provider = await startProvider(port);
  await serve();
  clock.advance(31_000);
  assert.equal(await signIn(testBrowser(), 'p-1'), '/app/overview');
});

test('the operator reads why sign-ins came to nothing, and no secret is logged', () => {
  assert.ok(refusals.includes('access.outside_bad_answer'));
  assert.doesNotMatch(logged.join(''), /only for this test|code=|state=|孙怡/);
});
