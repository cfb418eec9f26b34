import type { WhoFacts } from '@finharbor/ui/screens';

/** The screen a person starts on. */
export function homeOf({ roles }: Pick<WhoFacts, 'roles'>): string {
  if (roles.includes('owner')) return '/app/firm';
  if (roles.includes('bureau')) return '/app/oversight';
  return '/app/overview';
}
