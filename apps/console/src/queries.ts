import { codeOf } from '@finharbor/kernel/contract';
import { QueryCache, QueryClient } from '@tanstack/react-query';

const refused = /^access\.(unauthenticated|session_over|forbidden)$|not_found$|^request\./;

/** What has been asked of the servers. An answer that will not change by asking again is not asked for again. */
export const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError(error, query) {
      // The session ended meanwhile: the shell learns of it and offers sign-in.
      const isOver = /^access\.(unauthenticated|session_over)$/.test(codeOf(error));
      if (isOver && query.queryKey[0] !== 'who') void queries.invalidateQueries({ queryKey: ['who'] });
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (count, error) => count < 2 && !refused.test(codeOf(error)),
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});
