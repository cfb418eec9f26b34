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
  | { readonly kind: 'unverified'; readonly may: false }
  | { readonly kind: 'not'; readonly may: false; readonly roles: readonly string[] };

/** Whose standing is asked for. */
export type Somebody = { readonly roles: readonly string[]; readonly unverified?: true };

/** What the server decides, explained: it decides by the same rows. */
export function standingOf({ open, grants, openToUnverified }: PolicyRow, who: Somebody): Standing {
  if (open === 'everybody') return { kind: 'everybody', may: true };
  if (open === 'keys') return { kind: 'keys', may: false };
  const own = grants.find(({ role }) => who.roles.includes(role));
  const isForAll = grants.some(({ role }) => role === '*');
  if (!own && !isForAll) return { kind: 'not', may: false, roles: grants.map(({ role }) => role) };
  if (who.unverified && !openToUnverified) return { kind: 'unverified', may: false };
  return own ? { kind: 'role', may: true, ...own } : { kind: 'any', may: true };
}
