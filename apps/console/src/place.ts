import { codeOf } from '@finharbor/kernel/contract';
import type { WhoFacts } from '@finharbor/ui/screens';
import { queryOptions } from '@tanstack/react-query';
import { firstAsked } from './first-api.ts';

/** Whose process served this page. */
export const placeQuery = queryOptions({
  queryKey: ['place'],
  queryFn: async () => (await firstAsked.getPlace({})).body,
  staleTime: Number.POSITIVE_INFINITY,
});

/** Who is signed in; null where nobody is. */
export const whoQuery = queryOptions({
  queryKey: ['who'],
  queryFn: async (): Promise<WhoFacts | null> => {
    try {
      return (await firstAsked.getSession({})).body;
    } catch (error) {
      if (/^access\.(unauthenticated|session_over)$/.test(codeOf(error))) return null;
      throw error;
    }
  },
  staleTime: 60_000,
});
