import { createPublicKey } from 'node:crypto';
import { canonicalJson, fail, type Json, type Random, sha256 } from '@finharbor/kernel';
import { type Kysely, sql } from 'kysely';
import { addresses, type CredentialsContext } from '../context.ts';
import type { CredentialsTables } from '../database.gen.ts';
import { credentialNumber } from '../number.ts';
import { disclosureOf } from '../sd-jwt/disclosure.ts';
import { isP256, type JsonObject, signJws } from '../sd-jwt/jws.ts';
import { type CredentialType, claimText, readClaims, typeSlug } from '../types.ts';
import { issueEntry } from './entry.ts';

/** A certificate that somebody wants issued. */
export type WantedCredential = {
  /** The caller's own: asked twice under one key, one is issued. */
  readonly key: string;
  /** The type's name; of its versions the newest is issued. */
  readonly type: string;
  readonly claims: { readonly [name: string]: Json };
  readonly expiresAtMs?: number;
  /** The key by which its holder will prove it is theirs: a P-256 public key as a JWK. */
  readonly holder?: JsonObject;
  readonly by?: string;
};

/** A certificate as its holder keeps it. */
export type IssuedCredential = {
  readonly id: string;
  readonly number: string;
  /** The SD-JWT VC with everything that can be disclosed. */
  readonly credential: string;
};

/** How many entries a status list has: 32 KiB before compression. */
export const listSize: number = 131_072;
// When that many places in a row were taken, the list is nearly full.
const draws = 12;

/**
 * Issues a certificate in the caller's transaction: with it, it is there for good or was never issued. Under a key that was used before it
 * answers with what was issued then. Errors: `credential.no_such_type`, `credential.forgotten`, `credential.bad_claims`, `credential.key_reused` where the key
 * was used for another.
 */
export async function issueCredential(
  ctx: Omit<CredentialsContext, 'db'>,
  tx: Kysely<CredentialsTables>,
  wanted: WantedCredential,
): Promise<IssuedCredential> {
  const type = newestOf(ctx.types, wanted.type);
  const claims = readClaims(type, wanted.claims);
  const { expiresAtMs = null, holder = null } = wanted;
  const asked = sha256(canonicalJson({ type: wanted.type, claims: wanted.claims, expiresAtMs, holder }));
  // Two that issue under one key at a time: the second waits here until the first's transaction has ended, and finds its row.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`credential ${wanted.key}`}, 0))`.execute(tx);
  const before = await issuedUnder(tx, wanted.key, asked);
  if (before) return before;
  const place = await placeIn(tx, ctx.random);
  return signed(ctx, tx, { ...wanted, type, claims, asked, place });
}

type Place = { readonly list: number; readonly index: number };
type Signing = Omit<WantedCredential, 'type' | 'claims'> & {
  readonly type: CredentialType;
  readonly claims: ReturnType<typeof readClaims>;
  readonly asked: Uint8Array;
  readonly place: Place;
};

function newestOf(types: readonly CredentialType[], name: string): CredentialType {
  const versions = types.filter((one) => one.name === name).toSorted((a, b) => b.version - a.version);
  return versions[0] ?? fail('credential.no_such_type', 'No certificates of this type are issued here.');
}

async function issuedUnder(
  tx: Kysely<CredentialsTables>,
  key: string,
  asked: Uint8Array,
): Promise<IssuedCredential | undefined> {
  const row = await tx
    .selectFrom('credential')
    .select(['id', 'number', 'jwt', 'disclosures', 'asked'])
    .where('issue_key', '=', key)
    .executeTakeFirst();
  if (!row) return undefined;
  if (row.jwt === null || row.asked === null)
    return fail('credential.forgotten', 'What was issued under this key was forgotten.');
  if (!Buffer.from(asked).equals(row.asked))
    fail('credential.key_reused', 'Under this key another certificate was issued.');
  return { id: row.id, number: row.number, credential: [row.jwt, ...row.disclosures, ''].join('~') };
}

/** A free place in the newest list; in the next one where that is nearly full. */
async function placeIn(tx: Kysely<CredentialsTables>, random: Random): Promise<Place> {
  const { id } = await tx
    .selectFrom('credential_list')
    .select('id')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  for (let draw = 0; draw < draws; draw++) {
    const index = Buffer.from(random.bytes(4)).readUInt32BE() % listSize;
    if (await isFree(tx, { list: id, index })) return { list: id, index };
  }
  await tx
    .insertInto('credential_list')
    .values({ id: id + 1 })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return { list: id + 1, index: Buffer.from(random.bytes(4)).readUInt32BE() % listSize };
}

async function isFree(tx: Kysely<CredentialsTables>, { list, index }: Place): Promise<boolean> {
  const row = await tx
    .selectFrom('credential')
    .select('id')
    .where('list', '=', list)
    .where('list_index', '=', index)
    .executeTakeFirst();
  return row === undefined;
}

async function signed(
  ctx: Omit<CredentialsContext, 'db'>,
  tx: Kysely<CredentialsTables>,
  wanted: Signing,
): Promise<IssuedCredential> {
  const { type, place, asked, key, expiresAtMs, by } = wanted;
  const nowMs = ctx.clock.nowMs();
  const { rows } = await sql<{ nextval: bigint }>`select nextval('credential_number')`.execute(tx);
  const number = credentialNumber(type.prefix, yearOf(nowMs), rows[0]!.nextval);
  const { jwt, disclosures } = signedJwt(ctx, wanted, { number, nowMs });
  const jwtHash = sha256(jwt);
  const id = ctx.newId();
  await tx
    .insertInto('credential')
    .values({
      ...{ id, number, type: typeSlug(type), issue_key: key, asked: Buffer.from(asked), jwt, disclosures },
      ...{ jwt_sha256: Buffer.from(jwtHash), about: aboutOf(wanted) },
      ...{ list: place.list, list_index: place.index, status: 'valid', issued_at_ms: BigInt(nowMs) },
      expires_at_ms: expiresAtMs === undefined ? null : BigInt(expiresAtMs),
    })
    .execute();
  await tx
    .insertInto('credential_event')
    .values({
      ...{ credential: id, seq: 0, event_key: `issue ${key}`, status: 'valid', at_ms: BigInt(nowMs) },
      ...{ by_whom: by ?? null, entry: issueEntry(jwtHash) },
    })
    .execute();
  return { id, number, credential: [jwt, ...disclosures, ''].join('~') };
}

/** By what a public one is found beside its number. */
function aboutOf({ type, claims }: Pick<Signing, 'type' | 'claims'>): string | null {
  const said = type.about === undefined ? undefined : claims[type.about];
  return said === undefined ? null : claimText(said);
}

function signedJwt(
  { keyring, random, url }: Pick<CredentialsContext, 'keyring' | 'random' | 'url'>,
  { type, claims, place, expiresAtMs, holder }: Signing,
  { number, nowMs }: { readonly number: string; readonly nowMs: number },
): { readonly jwt: string; readonly disclosures: string[] } {
  const entries = Object.entries(claims).filter(([, value]) => value !== undefined);
  const isHidden = (name: string): boolean => type.claims[name]!.hidden === true;
  const hidden = entries
    .filter(([name]) => isHidden(name))
    .map(([name, value]) => disclosureOf(name, value as Json, random));
  const issuer = url();
  const key = keyring.current();
  const payload = {
    ...{ iss: issuer, iat: Math.floor(nowMs / 1000), vct: addresses.type(issuer, type) },
    ...(expiresAtMs === undefined ? {} : { exp: Math.floor(expiresAtMs / 1000) }),
    ...(holder === undefined ? {} : { cnf: { jwk: publicOnly(holder) } }),
    status: { status_list: { idx: place.index, uri: addresses.list(issuer, place.list) } },
    number,
    ...Object.fromEntries(entries.filter(([name]) => !isHidden(name))),
    // Sorted, their order tells nothing of the claims'.
    ...(hidden.length === 0
      ? {}
      : { _sd: hidden.map(({ digest }) => digest).toSorted(), _sd_alg: 'sha-256' }),
  };
  const jwt = signJws({ typ: 'dc+sd-jwt', ...key.header }, payload as JsonObject, key.privateKey);
  return { jwt, disclosures: hidden.map(({ text }) => text) };
}

/** A key without what is not the key's, least of all its secret half. */
function publicOnly(jwk: JsonObject): JsonObject {
  try {
    const key = createPublicKey({
      key: { kty: jwk.kty, crv: jwk.crv, x: jwk.x, y: jwk.y } as never,
      format: 'jwk',
    });
    if (isP256(key)) return key.export({ format: 'jwk' }) as JsonObject;
  } catch {
    // Said below.
  }
  return fail('credential.bad_claims', "The holder's key is not a P-256 public key as a JWK.");
}

/** Of numbers the year is the city's. */
function yearOf(nowMs: number): number {
  return Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO('Asia/Shanghai').year;
}
