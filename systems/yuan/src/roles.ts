import type { Route } from '@finharbor/kernel/contract';

/** Roles over what is their party's own. */
export type OwnGrants = readonly Extract<Route['access'][number], { readonly over: unknown }>[];

/** Who holds wallets: people, firms by their owner, banks by their tellers, the bureau for the city. Each over its own. */
export const holders: OwnGrants = [
  { role: 'resident', over: 'party' },
  { role: 'owner', over: 'party' },
  { role: 'bureau', over: 'party' },
  { role: 'teller', over: 'party' },
];

/** Who takes money at a merchant's till. */
export const cashiers: OwnGrants = [
  { role: 'cashier', over: 'party' },
  { role: 'owner', over: 'party' },
];

/** Who acts for the city, over what is its own. */
export const city: OwnGrants = [{ role: 'bureau', over: 'party' }];

/** Whoever sees a wallet of their own: its holder, and at a firm also who works at its till. */
export const keepers: OwnGrants = [...holders, { role: 'cashier', over: 'party' }];

/** Who works at a bank that opens wallets, over what is that bank's. */
export const tellers: OwnGrants = [{ role: 'teller', over: 'party' }];

/** Who watches over the scheme. */
export const watchers: readonly string[] = ['bureau', 'operator', 'auditor'];

/** Who admits the banks that open wallets. */
export const governors: readonly string[] = ['operator'];

/** What all of the scheme's routes have in common. */
export const shared = { tags: ['yuan'] } as const;
