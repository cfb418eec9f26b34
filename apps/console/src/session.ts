import type { WhoFacts } from '@finharbor/ui/screens';
import type { QueryClient } from '@tanstack/react-query';

/** Puts another person, or nobody, in the place of who was signed in: what was asked in the old one's name is forgotten. */
export function becomes(client: QueryClient, who: WhoFacts | null): void {
  client.removeQueries({ predicate: ({ queryKey: [first] }) => first !== 'place' && first !== 'who' });
  client.setQueryData(['who'], who);
}
