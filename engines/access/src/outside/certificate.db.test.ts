import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeOf, manualClock } from '@finharbor/kernel';
import { typedClient } from '@finharbor/kernel/http';
import { accessRoutes } from '../contract/index.ts';
import { testServer } from '../testing.ts';
import { type CertificateSettings, certificateProvider } from './certificate.ts';
import { outsideRoutes } from './contract.ts';
import { mappedAccount } from './mapping.ts';
import { testBrowser } from './testing/browser.ts';
import { type CertificateDraft, certificate, type TestCertificate } from './testing/x509.ts';

// The server's clock stands in November 2026.
const valid = { from: '20260101000000Z', to: '20270101000000Z' };
const authorityName = { CN: 'Provincial CA', O: '省数字证书中心' };
const authority = certificate({ subject: authorityName, ...valid, ca: true });
const by = { subject: authorityName, key: authority.key };
const person = { CN: '孙怡', serialNumber: 'GD-000017', O: 'operators' };
const issued = (draft: Partial<CertificateDraft> = {}): TestCertificate =>
  certificate({ subject: person, by, ...valid, ...draft });

const settings: CertificateSettings = {
  id: 'ca',
  title: { en: 'Certificate', zh: '数字证书' },
  header: 'X-Client-Cert',
  proxySecret: 'what only the proxy knows',
  authorities: [authority.pem],
  subject: 'serialNumber',
};
const clock = manualClock(1_795_248_000_000);
const provider = certificateProvider(settings, clock);
const fieldsOf = ({ pem }: TestCertificate) => ({
  'x-client-cert': encodeURIComponent(pem),
  'x-proxy-secret': settings.proxySecret,
});

function seen(headers: Readonly<Record<string, string>>, peer = '127.0.0.1'): string {
  try {
    return provider.identify({ headers, address: '203.0.113.7', peer }).subject;
  } catch (error) {
    return codeOf(error);
  }
}

test('a certificate counts by the part of its subject that outlives it, in PEM or as RFC 9440 has it', () => {
  const one = issued();
  assert.equal(seen(fieldsOf(one)), 'GD-000017');
  const binary = `:${Buffer.from(one.der).toString('base64')}:`;
  assert.equal(seen({ ...fieldsOf(one), 'x-client-cert': binary }), 'GD-000017');
  const { claims } = provider.identify({ headers: fieldsOf(one), address: '203.0.113.7', peer: '::1' });
  assert.deepEqual([claims.CN, claims.O, claims.serial], ['孙怡', 'operators', '010203']);
});

test('it counts from the proxy alone: by its secret, and from this machine', () => {
  const fields = fieldsOf(issued());
  const refused = 'access.outside_no_certificate';
  assert.equal(seen(fields, '10.0.0.5'), refused);
  assert.equal(seen({ ...fields, 'x-proxy-secret': 'a guess' }), refused);
  assert.equal(seen({ 'x-client-cert': fields['x-client-cert'] }), refused);
  assert.equal(seen({ 'x-proxy-secret': fields['x-proxy-secret'] }), refused);
  const twice = `${fields['x-client-cert']}, ${fields['x-client-cert']}`;
  assert.equal(seen({ ...fields, 'x-client-cert': twice }), refused);
});

test('a certificate of nobody we know, out of its time, of an authority or unreadable is refused', () => {
  const stranger = certificate({ subject: authorityName, ...valid, ca: true });
  const bad: Readonly<Record<string, TestCertificate>> = {
    'another authority of the same name': issued({ by: { subject: authorityName, key: stranger.key } }),
    'signed by itself': certificate({ subject: person, ...valid }),
    over: issued({ to: '20260601000000Z' }),
    'not yet': issued({ from: '20261201000000Z' }),
    'an authority below': issued({ ca: true }),
    'the authority itself': authority,
    'without a number': issued({ subject: { CN: '孙怡' } }),
  };
  for (const [what, one] of Object.entries(bad))
    assert.equal(seen(fieldsOf(one)), 'access.outside_bad_answer', what);
  for (const text of ['%', 'x', ':AAAA:'])
    assert.equal(seen({ ...fieldsOf(issued()), 'x-client-cert': text }), 'access.outside_bad_answer');
});

const mapping = {
  login: 'serialNumber',
  name: 'CN',
  roles: { claim: 'O', values: { operators: ['operator'] } },
  party: 'own',
} as const;
const { url } = await testServer({
  providers: (clock) => [
    {
      provider: certificateProvider(settings, clock),
      rule: { kind: 'mapped', accountOf: mappedAccount(mapping, { role: 'hub', party: 'hub' }) },
    },
  ],
  passwords: false,
});

test('who shows a certificate enters without going anywhere; where passwords are off nothing takes one', async () => {
  const browser = testBrowser();
  const enter = async (headers: Record<string, string>, method = 'POST') => {
    const sent = { 'content-type': 'application/json', origin: url, ...headers };
    const body = method === 'POST' ? JSON.stringify({ to: '/app/accounts' }) : undefined;
    const answer = await browser.step(`${url}/sign-in/outside/ca`, {
      method,
      headers: sent,
      ...(body ? { body } : {}),
    });
    const { code, goTo } = (await answer.json()) as { code?: string; goTo?: string };
    return [answer.status, code ?? goTo, answer.headers.has('set-cookie')];
  };
  assert.deepEqual(await enter({}), [401, 'access.outside_no_certificate', false]);
  // A link, or a page of another site, has the browser show its certificate just as well.
  const shown = fieldsOf(issued());
  assert.deepEqual(await enter(shown, 'GET'), [404, 'request.no_such_route', false]);
  const foreign = { ...shown, origin: 'https://evil.example' };
  assert.deepEqual(await enter(foreign), [403, 'access.cross_site', false]);
  assert.deepEqual(await enter(shown), [201, '/app/accounts', true]);
  const mine = typedClient({ ...accessRoutes, ...outsideRoutes }, url, (target, init) =>
    browser.step(target, { ...init, headers: { ...init.headers, origin: url } } as RequestInit),
  );
  const { body: me } = await mine.getSession({});
  assert.deepEqual([me.login, me.name, me.roles], ['gd-000017', '孙怡', ['operator']]);
  assert.equal((await mine.getSignOutUrl({})).body.signOutUrl, null);

  assert.equal((await mine.getWaysIn({})).body.passwords, false);
  assert.equal((await mine.getPlace({})).body.hasAccounts, true);
  const password = 'correct horse battery';
  const tries = [
    () => mine.postSession({ body: { login: 'gd-000017', password } }),
    () => mine.putPassword({ body: { old: password, password } }),
    () => mine.postSetup({ body: { code: 'x', login: 'first', password } }),
    () => mine.postInvitation({ body: { login: 'x1', name: 'X', roles: ['bureau'] } }),
    () => mine.postInvitationRedemption({ body: { code: 'x', password } }),
  ];
  for (const tried of tries) assert.equal(await tried().then(() => 'taken', codeOf), 'access.passwords_off');
});
