import { isIP } from 'node:net';
import { type AccountStoreOptions, accessPolicy } from '@finharbor/access';
import { z } from 'zod';

/** Limits of signing in; what is left out is as `accessPolicy` has it. */
export type SignInLimits = {
  readonly maxFailures?: number | undefined;
  readonly lockMinutes?: number | undefined;
  readonly maxAddressFailures?: number | undefined;
  readonly addressLockMinutes?: number | undefined;
  readonly minPasswordAgeHours?: number | undefined;
  readonly idleMinutes?: number | undefined;
  readonly sessionHours?: number | undefined;
  /** Accounts with one of these roles do nothing before they have a second factor. */
  readonly requireSecondFactor?: readonly string[] | undefined;
};

// Counts of failures are kept for a day.
const minutes = z.int().min(1).max(1440).optional();
const failures = z.int().min(3).max(10_000).optional();

/** The limits as fields of a configuration's part `signIn`. */
export const limitFields: { readonly [K in keyof Required<SignInLimits>]: z.ZodType<SignInLimits[K]> } = {
  maxFailures: failures,
  lockMinutes: minutes,
  maxAddressFailures: failures,
  addressLockMinutes: minutes,
  minPasswordAgeHours: z.int().min(0).max(720).optional(),
  // Less than five minutes would end before its warning is read.
  idleMinutes: z.int().min(5).max(1440).optional(),
  sessionHours: z.int().min(1).max(168).optional(),
  requireSecondFactor: z.array(z.string().min(1)).readonly().optional(),
};

/** Addresses or networks of the proxies in front of a process. */
export const proxiesSchema: z.ZodType<readonly string[]> = z
  .array(z.string().refine(isNetwork, 'an address, or a network as 10.0.0.0/8'))
  .max(100)
  .readonly();

/** The account store's settings that follow from a process's configuration. */
export function signInSettings(config: {
  readonly signIn?: SignInLimits | undefined;
  readonly party: string;
  readonly name: { readonly en: string; readonly zh: string };
}): Pick<Required<AccountStoreOptions>, 'policy' | 'passwordWords'> {
  const limits = config.signIn ?? {};
  const { maxFailures, lockMinutes, maxAddressFailures, addressLockMinutes, minPasswordAgeHours } = limits;
  const { idleMinutes, sessionHours, requireSecondFactor } = limits;
  const ms = (units: number | undefined, unitMs: number, otherwise: number): number =>
    units === undefined ? otherwise : units * unitMs;
  return {
    policy: {
      ...accessPolicy,
      maxFailures: maxFailures ?? accessPolicy.maxFailures,
      lockMs: ms(lockMinutes, 60_000, accessPolicy.lockMs),
      maxAddressFailures: maxAddressFailures ?? accessPolicy.maxAddressFailures,
      addressLockMs: ms(addressLockMinutes, 60_000, accessPolicy.addressLockMs),
      minPasswordAgeMs: ms(minPasswordAgeHours, 3_600_000, accessPolicy.minPasswordAgeMs),
      idleMs: ms(idleMinutes, 60_000, accessPolicy.idleMs),
      sessionMs: ms(sessionHours, 3_600_000, accessPolicy.sessionMs),
      requireSecondFactor: requireSecondFactor ?? accessPolicy.requireSecondFactor,
    },
    passwordWords: [config.party, config.name.en, config.name.zh],
  };
}

function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}
