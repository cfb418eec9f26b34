import type { WhoFacts } from '@finharbor/ui/screens';

/** The screen a person starts on. */
export function homeOf({ roles }: Pick<WhoFacts, 'roles'>): string {
  if (roles.includes('owner')) return '/app/firm';
  if (roles.includes('resident')) return '/app/wallets';
  if (roles.includes('cashier')) return '/app/till';
  if (roles.includes('teller')) return '/app/wallet-bank';
  if (roles.includes('bureau')) return '/app/oversight';
  return '/app/overview';
}
