import { addressGroup } from '@finharbor/kernel/http';
import type { Context } from '../accounts/context.ts';
import {
  type Attempt,
  countAttempt,
  forgiveAttempts,
  type LockPolicy,
  lockedUntilMs,
  takeBackAttempt,
} from '../lockout.ts';
import { isKnownAddress, rememberAddress } from './known-addresses.ts';

/** Who tries to sign in: the plain login, and where the request came from. */
export type Attempted = {
  readonly login: string;
  /** Left out by programs of this machine; then the login alone is counted. */
  readonly address: string | undefined;
};

/** What became of an attempt; `locked` and `busy` were refused before the password was looked at. */
export type Tried<Found> =
  | { readonly kind: 'right'; readonly found: Found }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'locked'; readonly untilMs: number }
  | { readonly kind: 'busy' };

type Counter = { readonly name: string; readonly policy: LockPolicy };

/**
 * Lets a password be tried. Failures count for the login and for the address; from an address its owner has signed in from before
 * they count there alone, so that nobody elsewhere locks the owner out. Looking at a password is dear: such owners go first, and when
 * too many others wait the next is turned away, which counts for its address.
 */
export async function tryPassword<Found extends { readonly id: string }>(
  ctx: Context,
  attempted: Attempted,
  look: () => Promise<Found | undefined>,
): Promise<Tried<Found>> {
  const { login } = attempted;
  const address = attempted.address === undefined ? undefined : addressGroup(attempted.address);
  const isKnown = address !== undefined && (await isKnownAddress(ctx.db, { login, address }));
  const counters = countersOf(ctx, { login, address, isKnown });
  // Before the queue: whoever is locked out must not keep others waiting.
  const locked = await lockOf(ctx, counters);
  if (locked) return locked;
  const worked = await ctx.signIns.run(isKnown, async (): Promise<Tried<Found>> => {
    // Counted before the password is looked at: guesses made side by side count like guesses in a row.
    for (const counter of counters) {
      const counted = await count(ctx, counter);
      if (counted.kind === 'locked') return counted;
    }
    const found = await look();
    return found ? { kind: 'right', found } : { kind: 'wrong' };
  });
  if (worked.kind === 'busy') {
    for (const counter of counters.filter(isOfAddress)) await count(ctx, counter);
    return worked;
  }
  if (worked.value.kind === 'right') {
    await settle(ctx, counters);
    const now = { userId: worked.value.found.id, nowMs: ctx.clock.nowMs() };
    if (address !== undefined) await rememberAddress(ctx.db, { login, address, ...now });
  }
  return worked.value;
}

/** The address comes first: an address that is locked adds nothing to the failures of a login. */
function countersOf(
  { policy }: Context,
  { login, address, isKnown }: { login: string; address: string | undefined; isKnown: boolean },
): readonly Counter[] {
  const ofLogin = { maxFailures: policy.maxFailures, lockMs: policy.lockMs };
  // A login holds no space, so no name of a counter reads like another's.
  if (address === undefined) return [{ name: login, policy: ofLogin }];
  if (isKnown) return [{ name: `known ${login} ${address}`, policy: ofLogin }];
  const ofAddress = { maxFailures: policy.maxAddressFailures, lockMs: policy.addressLockMs };
  return [
    { name: `address ${address}`, policy: ofAddress },
    { name: login, policy: ofLogin },
  ];
}

function isOfAddress({ name }: Counter): boolean {
  return name.startsWith('address ');
}

/** The first lock that stands; one this process has seen before is not looked up again. */
async function lockOf(
  { db, clock, locks }: Context,
  counters: readonly Counter[],
): Promise<Extract<Attempt, { kind: 'locked' }> | undefined> {
  const nowMs = clock.nowMs();
  for (const { name } of counters) {
    const untilMs = locks.untilMs(name, nowMs);
    if (untilMs !== undefined) return { kind: 'locked', untilMs };
  }
  for (const { name, policy } of counters) {
    const untilMs = await lockedUntilMs(db, name, { nowMs, policy });
    if (untilMs === undefined) continue;
    locks.remember(name, untilMs);
    return { kind: 'locked', untilMs };
  }
  return undefined;
}

async function count({ db, clock, locks }: Context, { name, policy }: Counter): Promise<Attempt> {
  const counted = await countAttempt(db, name, { nowMs: clock.nowMs(), policy });
  if (counted.kind === 'locked') locks.remember(name, counted.untilMs);
  return counted;
}

/** A right password forgives the login; of its address it takes back itself alone, or one account would free the guessing at others. */
async function settle({ db, locks }: Context, counters: readonly Counter[]): Promise<void> {
  for (const counter of counters) {
    await (isOfAddress(counter) ? takeBackAttempt(db, counter.name) : forgiveAttempts(db, counter.name));
    locks.forget(counter.name);
  }
}
