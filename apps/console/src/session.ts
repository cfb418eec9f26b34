import type { WhoFacts } from '@finharbor/ui/screens';
import type { QueryClient } from '@tanstack/react-query';

/** Puts another person, or nobody, in the place of who was signed in: what was asked in the old one's name is forgotten. */
export function becomes(client: QueryClient, who: WhoFacts | null): void {
  client.removeQueries({ predicate: isSomebodys });
  client.setQueryData(['who'], who);
}

/**
 * Forgets what was asked and answered for whoever was signed in, less what a screen in sight still shows; also what this window keeps.
 * What the browser keeps for good stays: choices of language and looks, and the device's key, which is no session's.
 */
export function forgetUnseen(client: QueryClient): void {
  client.removeQueries({ type: 'inactive', predicate: isSomebodys });
  client.getMutationCache().clear();
  sessionStorage.clear();
}

function isSomebodys({ queryKey: [first] }: { readonly queryKey: readonly unknown[] }): boolean {
  return first !== 'place' && first !== 'who';
}
