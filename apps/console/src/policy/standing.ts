import type { PolicyRow } from '@finharbor/access/contract';

/** How somebody stands to an action: may they, by which grant, or what it would take. */
export type Standing =
  | { readonly kind: 'everybody'; readonly may: true }
  | { readonly kind: 'keys'; readonly may: false }
  | { readonly kind: 'any'; readonly may: true }
  | {
      readonly kind: 'role';
      readonly may: true;
      readonly role: string;
      readonly over: 'all' | 'party' | 'self';
    }
  | { readonly kind: 'not'; readonly may: false; readonly roles: readonly string[] };

/** What the server decides, explained: it decides by the same rows. */
export function standingOf({ open, grants }: PolicyRow, roles: readonly string[]): Standing {
  if (open === 'everybody') return { kind: 'everybody', may: true };
  if (open === 'keys') return { kind: 'keys', may: false };
  const own = grants.find(({ role }) => roles.includes(role));
  if (own) return { kind: 'role', may: true, ...own };
  if (grants.some(({ role }) => role === '*')) return { kind: 'any', may: true };
  return { kind: 'not', may: false, roles: grants.map(({ role }) => role) };
}
