import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { type Clock, codeOf, syntheticUscc } from '@finharbor/kernel';
import { typedClient } from '@finharbor/kernel/http';
import { accessRoutes } from '../contract/index.ts';
import { testServer } from '../testing.ts';
import { outsideRoutes } from './contract.ts';
import { mappedAccount } from './mapping.ts';
import { type Oauth2Settings, oauth2Provider } from './oauth2.ts';
import { type TestBrowser, testBrowser } from './testing/browser.ts';

// A platform of OAuth 2.0 alone, as a province runs one: no ID token, no discovery, its answer about a person nested in its own envelope.
type Issued = { readonly challenge: string; readonly returnTo: string };
const codes = new Map<string, Issued>();
const tokens = new Set<string>();
const own = syntheticUscc('one');
let firm: unknown = own;
const secret = `Basic ${Buffer.from('harbor:secret1').toString('base64')}`;

const platform = createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url!, 'http://platform.invalid');
  const json = (status: number, body: unknown): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  if (pathname === '/authorize') {
    const code = randomUUID();
    const returnTo = searchParams.get('redirect_uri')!;
    codes.set(code, { challenge: searchParams.get('code_challenge')!, returnTo });
    const back = new URL(returnTo);
    back.search = `${new URLSearchParams({ code, state: searchParams.get('state')!, zone: '440300' })}`;
    response.writeHead(302, { location: back.href }).end();
  } else if (pathname === '/token') {
    const token = await tokenFor(request);
    json(
      token ? 200 : 400,
      token ? { access_token: token, token_type: 'bearer' } : { error: 'invalid_grant' },
    );
  } else {
    const isGood = tokens.has(request.headers.authorization?.slice('Bearer '.length) ?? '');
    json(
      isGood ? 200 : 401,
      isGood
        ? {
            code: 0,
            data: { userId: 700123, account: 'he.fang', realName: '何芳', type: 'legal', uscc: firm },
          }
        : {},
    );
  }
});
await new Promise<void>((done) => platform.listen(0, '127.0.0.1', done));
after(() => platform.close());
const at = `http://127.0.0.1:${(platform.address() as AddressInfo).port}`;

async function tokenFor(request: IncomingMessage): Promise<string | undefined> {
  const form = new URLSearchParams(await text(request));
  const issued = codes.get(form.get('code') ?? '');
  codes.delete(form.get('code') ?? '');
  const verifier = createHash('sha256')
    .update(form.get('code_verifier') ?? '')
    .digest('base64url');
  const isGood =
    request.headers.authorization === secret &&
    issued?.challenge === verifier &&
    issued.returnTo === form.get('redirect_uri');
  if (!isGood) return undefined;
  const token = randomUUID();
  tokens.add(token);
  return token;
}

const mapping = {
  login: 'data.account',
  name: 'data.realName',
  roles: { claim: 'data.type', values: { legal: ['owner'] } },
  party: { firm: 'data.uscc' },
} as const;
const provider = (id: string, clock: Clock, change: Partial<Oauth2Settings> = {}) =>
  oauth2Provider(
    {
      id,
      title: { en: 'Province', zh: '省统一身份认证' },
      clientId: 'harbor',
      clientSecret: 'secret1',
      secretIn: 'header',
      scopes: ['user_info'],
      endpoints: { authorization: `${at}/authorize`, token: `${at}/token`, userinfo: `${at}/userinfo` },
      subject: 'data.userId',
      asksEveryTime: false,
      ...change,
    },
    clock,
  );
const rule = { kind: 'mapped', accountOf: mappedAccount(mapping, { role: 'hub', party: 'hub' }) } as const;
const { url, accounts, clock } = await testServer({
  providers: (clock) => [
    { provider: provider('province', clock), rule },
    { provider: provider('asking', clock, { asksEveryTime: true }), rule: { kind: 'linked' } },
    { provider: provider('mistaken', clock, { clientSecret: 'secret2' }), rule },
  ],
});

const clientOf = (browser: TestBrowser) =>
  typedClient({ ...accessRoutes, ...outsideRoutes }, url, (target, init) =>
    browser.step(target, { ...init, headers: { ...init.headers, origin: url } } as RequestInit),
  );
const signIn = async (id = 'province') => {
  const browser = testBrowser();
  const { body } = await clientOf(browser).startOutside({ params: { id }, body: {} });
  const { url: end } = await browser.go(body.goTo);
  return { browser, end: end.pathname + end.search };
};

test('a firm’s owner enters from a platform without ID tokens, for the firm it names', async () => {
  const { browser, end } = await signIn();
  assert.equal(end, '/app');
  const { id: _id, ...me } = (await clientOf(browser).getSession({})).body;
  assert.deepEqual(me, {
    login: 'he.fang',
    name: '何芳',
    party: `firm:${own}`,
    roles: ['owner'],
    unverified: true,
  });
});

test('who moves to another firm there does not take this one’s account along, and a code that is none is no firm', async () => {
  firm = syntheticUscc('another');
  assert.match((await signIn()).end, /fault=access\.outside_no_role$/);
  for (const none of ['911', '', null, { a: 1 }]) {
    firm = none;
    assert.match((await signIn()).end, /fault=access\.outside_no_role$/);
  }
});

test('coming from a platform that cannot say when it asked proves nothing, unless it is set up as one that always asks', async () => {
  const proofAt = async (browser: TestBrowser, id: string): Promise<string> => {
    const body = { to: '/app/me' };
    const answer = await clientOf(browser).postOutsideProof({ params: { id }, body });
    const { url: end } = await browser.go(answer.body.goTo);
    return end.pathname + end.search;
  };
  firm = own;
  const { browser: owner } = await signIn();
  const params = { id: 'province' };
  assert.equal(await clientOf(owner).postOutsideLink({ params }).catch(codeOf), 'access.step_up_required');
  assert.equal(await proofAt(owner, 'province'), '/app/me?outside=province&fault=access.outside_stale');

  const password = 'correct horse battery';
  await accounts.create({ login: 'clerk', name: 'Clerk', password, party: 'hub', roles: ['bureau'] });
  const clerk = testBrowser();
  const mine = clientOf(clerk);
  await mine.postSession({ body: { login: 'clerk', password } });
  const asking = { params: { id: 'asking' } };
  await clerk.go((await mine.postOutsideLink(asking)).body.goTo);
  clock.advance(10 * 60_000 + 1);
  assert.equal(await mine.deleteOutsideLink(asking).catch(codeOf), 'access.step_up_required');
  assert.equal(await proofAt(clerk, 'asking'), '/app/me');
  assert.equal((await mine.deleteOutsideLink(asking)).status, 204);
});

test('a wrong secret of ours is the operator’s to mend, and nobody enters', async () => {
  assert.match((await signIn('mistaken')).end, /outside=mistaken&fault=access\.outside_bad_answer$/);
});

test('nobody is sent to a platform that does not answer', async () => {
  platform.closeAllConnections();
  platform.close();
  assert.equal(await signIn().catch(codeOf), 'access.outside_unreachable');
});
