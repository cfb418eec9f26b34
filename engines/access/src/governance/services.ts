import { timingSafeEqual } from 'node:crypto';
import { fail, instantMs, instantText, sha256 } from '@finharbor/kernel';
import { type Context, inTransaction } from '../accounts/context.ts';
import { countAttempt, lockedUntilMs } from '../lockout.ts';

/** A key of a service account, by what may be known of it. */
export type ServiceKey = {
  readonly id: string;
  /** How the key begins, to tell it from others. */
  readonly prefix: string;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
  readonly lastUsedAtMs: number | null;
};

/** An account of a machine: it acts for a party with some of the roles people have there, and proves itself by a key. */
export type Service = {
  readonly id: string;
  readonly name: string;
  readonly party: string;
  readonly roles: readonly string[];
  readonly createdAtMs: number;
  /** Its keys that are good, the newest first. */
  readonly keys: readonly ServiceKey[];
};

/** A key just made; `key` is told once. */
export type NewServiceKey = ServiceKey & { readonly key: string };

/** The service account a key belongs to. */
export type ServiceCaller = Omit<Service, 'keys' | 'createdAtMs'> & { readonly keyId: string };

/** Two: the next one is brought in while the last one still works. */
const liveKeys = 2;
/** The longest a key is good for. */
const longestKeyMs = 366 * 86_400_000;
const usedAgainMs = 60_000;
// Crockford's base 32, in lower case.
const prefixAlphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** Makes a service account, without a key yet. */
export async function createService(
  ctx: Context,
  { name, party, roles, by }: Pick<Service, 'name' | 'party' | 'roles'> & { readonly by: string },
): Promise<Service> {
  const id = ctx.newId();
  await ctx.db
    .insertInto('access_service')
    .values({
      id,
      name,
      party,
      roles: roles.join(','),
      created_by: by,
      created_at: instantText(ctx.clock.nowMs()),
    })
    .execute();
  return (await services(ctx, id))[0]!;
}

/** Service accounts that were not ended, by name, or the one. */
export async function services(ctx: Context, id?: string): Promise<readonly Service[]> {
  let query = ctx.db.selectFrom('access_service').selectAll().where('revoked_at', 'is', null).orderBy('name');
  if (id !== undefined) query = query.where('id', '=', id);
  const [rows, keys] = [await query.execute(), await goodKeys(ctx).execute()];
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    party: row.party,
    roles: row.roles.split(','),
    createdAtMs: instantMs(row.created_at),
    keys: keys.filter(({ service_id }) => service_id === row.id).map(keyOf),
  }));
}

/** Ends a service account and its keys. Errors: `access.service_not_found`. */
export async function endService(
  ctx: Context,
  { id, by }: { readonly id: string; readonly by: string },
): Promise<void> {
  const ended = await ctx.db
    .updateTable('access_service')
    .set({ revoked_at: instantText(ctx.clock.nowMs()), revoked_by: by })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  if (ended.numUpdatedRows === 0n) fail('access.service_not_found', 'There is no such service account.');
}

/** Makes a key. Errors: `access.service_not_found`, `access.too_many_keys` where two are good already. */
export async function issueKey(
  ctx: Context,
  { service, validMs }: { readonly service: string; readonly validMs: number },
): Promise<NewServiceKey> {
  return inTransaction(ctx, async (tx) => {
    // Locked, so that of two keys asked for at once the second one counts the first.
    const row = await tx.db
      .selectFrom('access_service')
      .select('id')
      .where('id', '=', service)
      .where('revoked_at', 'is', null)
      .forUpdate()
      .executeTakeFirst();
    if (!row) fail('access.service_not_found', 'There is no such service account.');
    const good = await goodKeys(tx).where('service_id', '=', service).execute();
    if (good.length >= liveKeys)
      fail('access.too_many_keys', 'Two keys are good already. End one of them first.');
    const nowMs = tx.clock.nowMs();
    const letters = [...tx.random.bytes(10)].map((byte) => prefixAlphabet[byte % 32]!);
    const prefix = `fhk_${letters.join('')}`;
    const key = `${prefix}_${Buffer.from(tx.random.bytes(32)).toString('base64url')}`;
    const [id, expiresAtMs] = [tx.newId(), nowMs + Math.min(validMs, longestKeyMs)];
    const [created_at, expires_at] = [instantText(nowMs), instantText(expiresAtMs)];
    await tx.db
      .insertInto('access_service_key')
      .values({ id, service_id: service, prefix, key_sha256: sha256(key), created_at, expires_at })
      .execute();
    return { id, prefix, key, createdAtMs: nowMs, expiresAtMs, lastUsedAtMs: null };
  });
}

/** Ends a key at once. Errors: `access.service_not_found`. */
export async function revokeKey(
  ctx: Context,
  { service, id }: { readonly service: string; readonly id: string },
): Promise<void> {
  const ended = await ctx.db
    .updateTable('access_service_key')
    .set({ revoked_at: instantText(ctx.clock.nowMs()) })
    .where('id', '=', id)
    .where('service_id', '=', service)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  if (ended.numUpdatedRows === 0n) fail('access.service_not_found', 'There is no such key.');
}

/** The prefix of what may be a key. */
function keyPrefix(token: string): string | undefined {
  return /^(fhk_[0-9a-hjkmnp-tv-z]{10})_[A-Za-z0-9_-]{43}$/.exec(token)?.[1];
}

/**
 * The service account of a key; undefined where it is none, has run out, or was ended, all the same. Wrong keys of one prefix lock it
 * like wrong passwords a login.
 */
export async function serviceOfKey(ctx: Context, key: string): Promise<ServiceCaller | undefined> {
  const prefix = keyPrefix(key);
  if (prefix === undefined) return undefined;
  const nowMs = ctx.clock.nowMs();
  const tries = `key ${prefix}`;
  if ((await lockedUntilMs(ctx.db, tries, { nowMs, policy: ctx.policy })) !== undefined) return undefined;
  const row = await goodKeys(ctx)
    .innerJoin('access_service as s', 's.id', 'k.service_id')
    .select(['s.name', 's.party', 's.roles'])
    .where('k.prefix', '=', prefix)
    .where('s.revoked_at', 'is', null)
    .executeTakeFirst();
  if (!row || !timingSafeEqual(row.key_sha256, sha256(key))) {
    await countAttempt(ctx.db, tries, { nowMs, policy: ctx.policy });
    return undefined;
  }
  // Not written at every call: a minute's error tells an administrator as much.
  if (row.last_used_at === null || nowMs - instantMs(row.last_used_at) > usedAgainMs)
    await ctx.db
      .updateTable('access_service_key')
      .set({ last_used_at: instantText(nowMs) })
      .where('id', '=', row.id)
      .execute();
  const { service_id: id, name, party, roles } = row;
  return { id, name, party, roles: roles.split(','), keyId: row.id };
}

function goodKeys({ db, clock }: Context) {
  return db
    .selectFrom('access_service_key as k')
    .selectAll('k')
    .where('k.revoked_at', 'is', null)
    .where('k.expires_at', '>', instantText(clock.nowMs()))
    .orderBy('k.created_at', 'desc');
}

function keyOf(row: {
  readonly id: string;
  readonly prefix: string;
  readonly created_at: string;
  readonly expires_at: string;
  readonly last_used_at: string | null;
}): ServiceKey {
  return {
    id: row.id,
    prefix: row.prefix,
    createdAtMs: instantMs(row.created_at),
    expiresAtMs: instantMs(row.expires_at),
    lastUsedAtMs: row.last_used_at === null ? null : instantMs(row.last_used_at),
  };
}
