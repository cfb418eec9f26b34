import { FinharborError, fail, sha256 } from '@finharbor/kernel';
import { addressGroup } from '@finharbor/kernel/http';
import type { Account } from '../account.ts';
import { type Context, inTransaction } from '../accounts/context.ts';
import { insertAccount, isTaken } from '../accounts/create.ts';
import { loginTaken, parseLogin } from '../accounts/login.ts';
import { accountOf, accountRows } from '../accounts/read.ts';
import type { KeepAlong, Registration } from '../accounts/store.ts';
import { countAttempt } from '../lockout.ts';
import { checkNewPassword } from '../password-rules/check.ts';

const busyForMs = 2_000;

/**
 * Makes the account of a person who is a party of their own. Each try counts for its network address, as failures to sign in do, and
 * waits where they wait. Errors: `access.bad_login`, `access.login_taken`, `access.locked`, `access.busy`, those of `checkNewPassword`.
 */
export async function register(ctx: Context, asked: Registration, keep: KeepAlong): Promise<Account> {
  const login = parseLogin(asked.login);
  const party = partyOf({ id: asked.id, login });
  const { password } = asked;
  await checkNewPassword(ctx, password, { login, name: login, party });
  await countFor(ctx, asked.address);
  const worked = await ctx.signIns.run(false, async () => {
    const { password: hashes } = await ctx.auth();
    const before = await registered(ctx, login);
    if (before) return (await isSame(before, { party, password, hashes })) ? before.account : undefined;
    const hash = await hashes.hash(password);
    return inTransaction(ctx, async (tx) => {
      const account = await insertAccount(
        tx,
        { login, name: login, party, roles: ['resident'] },
        { providerId: 'credential', password: hash },
      );
      await keep(tx.db, account.id);
      return account;
    }).catch((error: unknown) => {
      if (isTaken(error)) return undefined;
      throw error;
    });
  });
  if (worked.kind === 'busy')
    throw new FinharborError({
      code: 'access.busy',
      publicMessage: 'Many are making accounts at once. Try again in a moment.',
      retryAfterMs: busyForMs,
    });
  if (!worked.value) throw loginTaken();
  return worked.value;
}

/** A person's party: of a number nobody can choose, or an account could be made for somebody else's. */
function partyOf({ id, login }: { readonly id: string; readonly login: string }): string {
  const hex = sha256('finharbor/resident/v1\0', id, '\0', login).toHex();
  return `person:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

async function countFor({ db, clock, policy }: Context, address: string): Promise<void> {
  const group = addressGroup(address);
  // A program of this machine: it has the database, too.
  if (group === undefined) return;
  const nowMs = clock.nowMs();
  const limits = { maxFailures: policy.maxAddressFailures, lockMs: policy.addressLockMs };
  const counted = await countAttempt(db, `register ${group}`, { nowMs, policy: limits });
  if (counted.kind === 'locked')
    throw new FinharborError({
      code: 'access.locked',
      publicMessage: 'Too many accounts were asked for from this address. Wait and try again.',
      retryAfterMs: counted.untilMs - nowMs,
    });
}

type Before = { readonly account: Account; readonly hash: string | null };

async function registered({ db }: Context, login: string): Promise<Before | undefined> {
  const row = await accountRows(db)
    .innerJoin('access_credential as c', 'c.user_id', 'u.id')
    .select('c.password')
    .where('u.login', '=', login)
    .where('c.provider_id', '=', 'credential')
    .executeTakeFirst();
  if (!row) return undefined;
  const { password: hash, ...rest } = row;
  return { account: accountOf(rest), hash };
}

type Hashes = Awaited<ReturnType<Context['auth']>>['password'];

async function isSame(
  { account, hash }: Before,
  { party, password, hashes }: { readonly party: string; readonly password: string; readonly hashes: Hashes },
): Promise<boolean> {
  return account.party === party && hash !== null && (await hashes.verify({ hash, password }));
}

/** Answers where people do not make accounts themselves. */
export async function registrationOff(): Promise<never> {
  return fail('access.registration_off', 'People do not make accounts here themselves. Ask to be invited.');
}
