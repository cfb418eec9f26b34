import { hash, type KeyObject, randomBytes, verify } from 'node:crypto';
import {
  type CredentialsTables,
  type CredentialType,
  credentialsMigrations,
  defineCredentialType,
  issueCredential,
  openKeyring,
  openLists,
  presentCredential,
  verifyCredential,
} from '@finharbor/credentials';
import { idSource, systemClock, systemRandom, textSchema } from '@finharbor/kernel';
import { testDatabase } from '@finharbor/kernel/testing';
import { SDJwtVcInstance } from '@sd-jwt/sd-jwt-vc';
import { scratchPostgres } from '../tools/test/postgres.ts';
import type { BenchContext, Figures } from './harness/context.ts';

const issues = 1_000;
const callers = 4;
const verifies = 2_000;
const besides = 60;
const url = 'https://hub.example';
const claims = { level: '2', given: '李明', score: '91' };

const skill: CredentialType = defineCredentialType({
  ...{ name: 'skill', version: 1, prefix: 'SK', isPublic: false },
  title: { en: 'Skill', zh: '技能' },
  description: { en: 'Skill', zh: '技能' },
  claims: {
    level: { label: { en: 'Level', zh: '等级' }, schema: textSchema(40) },
    given: { label: { en: 'Name', zh: '姓名' }, schema: textSchema(40), hidden: true },
    score: { label: { en: 'Score', zh: '成绩' }, schema: textSchema(40), hidden: true },
  },
});

/**
 * Certificates with three claims, two of them hidden. `issue_per_s`: committed to embedded PostgreSQL with fsync, by four callers.
 * `verify_per_s`: one process, signature, disclosures, a full-size status list and both chains; `library_verify_per_s`: `@sd-jwt/sd-jwt-vc`
 * beside it on the same texts, with the key at hand and no chain; `verify_over_library` is the one by the other, in the same run.
 */
export async function run(context: BenchContext): Promise<Figures> {
  await using server = await scratchPostgres(context.signal);
  process.env.FINHARBOR_TEST_DATABASE_URL = server.url;
  await using database = await testDatabase<CredentialsTables>([credentialsMigrations]);
  const kept = new Map<string, string>();
  const files = {
    read: (name: string) => kept.get(name),
    write: (name: string, pem: string) => void kept.set(name, pem),
  };
  const keyring = openKeyring({ files, name: 'Bench', clock: systemClock, random: systemRandom });
  const newId = idSource(systemClock, systemRandom);
  const issuer = {
    keyring,
    types: [skill],
    clock: systemClock,
    random: systemRandom,
    newId: () => newId(),
    url: () => url,
  };
  const ctx = { ...issuer, log: { append: async () => ({ index: 0 }), proof: async () => undefined } };
  let nth = 0;
  const one = async (): Promise<string> => {
    const wanted = { key: `key ${nth++}`, type: 'skill', claims };
    return (await database.db.transaction().execute((tx) => issueCredential(ctx, tx, wanted))).credential;
  };
  const runs = context.runs ?? 5;
  const issued = await context.measure({ name: 'issue', unit: '/s' }, runs, () =>
    perSecond(issues, async () => {
      await Promise.all(Array.from({ length: callers }, () => inTurn(issues / callers, one)));
    }),
  );
  const shown = presentCredential(await one(), { disclose: ['score'] });
  const served = await openLists({ ...ctx, db: database.db }).list(1);
  const statusList = served!.token;
  const vct = `${url}/credentials/types/skill-1`;
  const trust = { issuer: url, authorities: [keyring.authority], types: [vct], statusList };
  const verified = await context.measure({ name: 'verify', unit: '/s' }, runs, () =>
    perSecond(verifies, () =>
      inTurn(verifies, async () => {
        const { kind } = verifyCredential(shown, { ...trust, nowMs: systemClock.nowMs() });
        if (kind !== 'valid') throw new Error(kind);
      }),
    ),
  );
  const other = library(keyring.current().certificate.publicKey, statusList);
  const beside = await context.measure({ name: 'verify, @sd-jwt/sd-jwt-vc', unit: '/s' }, runs, () =>
    perSecond(besides, () => inTurn(besides, async () => void (await other.verify(shown)))),
  );
  return {
    ...{ issue_per_s: Math.round(issued), verify_per_s: Math.round(verified) },
    library_verify_per_s: Math.round(beside),
    verify_over_library: Math.round((verified / beside) * 100) / 100,
  };
}

/** The other implementation with the same cryptography under it, and the same list at hand. */
function library(publicKey: KeyObject, statusList: string): SDJwtVcInstance {
  const key = { key: publicKey, dsaEncoding: 'ieee-p1363' as const };
  const isSigned = (data: string, signature: string): boolean =>
    verify('sha256', Buffer.from(data), key, Buffer.from(signature, 'base64url'));
  return new SDJwtVcInstance({
    hasher: (data) =>
      new Uint8Array(
        hash('sha256', typeof data === 'string' ? data : Buffer.from(data as ArrayBuffer), 'buffer'),
      ),
    saltGenerator: (length) => randomBytes(length).toString('hex'),
    verifier: isSigned,
    statusVerifier: isSigned,
    statusListFetcher: async () => statusList,
  });
}

async function inTurn(times: number, work: () => Promise<unknown>): Promise<void> {
  for (let time = 0; time < times; time++) await work();
}

async function perSecond(count: number, work: () => Promise<void>): Promise<number> {
  const before = performance.now();
  await work();
  return count / ((performance.now() - before) / 1000);
}
