import {
  type CredentialsHttp,
  type CredentialsTables,
  credentialEndpoints,
  credentialErrors,
  credentialsMigrations,
  defineCredentialType,
  issueCredential,
  openKeyring,
} from '@finharbor/credentials';
import { idSource, manualClock, paperErrors, systemRandom, textSchema } from '@finharbor/kernel';
import { commonErrors, errorTable, type HttpContext, httpApp, register } from '@finharbor/kernel/http';
import { testDatabase } from '@finharbor/kernel/testing';
import { openPress } from '@finharbor/paper';

/** A service of its own that issues certificates of skill to people, as the hub does not yet; every caller is of the bureau. */
type PersonalCertificates = AsyncDisposable & {
  readonly url: string;
  readonly issue: (given: string) => Promise<{ readonly number: string; readonly credential: string }>;
};

const skill = defineCredentialType({
  ...{ name: 'skill', version: 1, prefix: 'SK', isPublic: false },
  title: { en: 'Certificate of skill', zh: '技能证书' },
  description: { en: 'Somebody has passed an examination.', zh: '持有人已通过考试。' },
  claims: { given: { label: { en: 'Name', zh: '姓名' }, schema: textSchema(200, 1), hidden: true } },
});

/** Starts one, with its own database and keys. */
export async function personalCertificates(): Promise<PersonalCertificates> {
  const database = await testDatabase<CredentialsTables>([credentialsMigrations]);
  const clock = manualClock(Date.UTC(2026, 10, 27, 4));
  const kept = new Map<string, string>();
  const files = {
    read: (name: string) => kept.get(name),
    write: (name: string, pem: string) => void kept.set(name, pem),
  };
  const press = openPress();
  const ids = idSource(clock, systemRandom);
  let url = '';
  const ctx: CredentialsHttp = {
    ...{ db: database.db, clock, random: systemRandom, newId: () => ids(), url: () => url, types: [skill] },
    keyring: openKeyring({ files, name: 'Test issuer', clock, random: systemRandom }),
    printer: { issuer: { en: 'Hub', zh: '枢纽' }, clock, press },
    pageOf: (number) => `${url}/page?number=${number}`,
    // Nothing is looked up in a log here.
    log: { append: async () => ({ index: 0 }), proof: async () => undefined },
  };
  const who = { account: 'wu', login: 'wu', session: 's', party: 'hub', roles: ['bureau'] };
  const http: HttpContext = {
    ...{ clock, errors: errorTable(commonErrors, paperErrors, credentialErrors), strict: true },
    authenticate: async () => ({ kind: 'account', ...who, provenAtMs: clock.nowMs() }),
    authorize: () => ({ kind: 'allowed', scope: { kind: 'all' } }),
    audit: async () => {},
  };
  const app = httpApp({ context: http, log: { level: 'silent' }, ids });
  register(app, credentialEndpoints(ctx), http);
  url = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    url,
    issue: (given) =>
      database.db
        .transaction()
        .execute((tx) => issueCredential(ctx, tx, { key: given, type: 'skill', claims: { given } })),
    async [Symbol.asyncDispose]() {
      await app.close();
      await press.close();
      await database[Symbol.asyncDispose]();
    },
  };
}
