import { factorErrors, securityRoutes } from '@finharbor/access/contract';
import { type TypedClient, typedClient } from '@finharbor/kernel/contract';
import { registerProblems } from '@finharbor/ui';
import { homeFetch } from '@finharbor/ui/screens';

registerProblems(factorErrors, {
  'passkey.cancelled': { title: { en: 'The passkey was not used', zh: '未使用通行密钥' } },
});

/** Second factors, sessions and recovery, at the process that served this page. */
export const security: TypedClient<typeof securityRoutes> = typedClient(
  securityRoutes,
  location.origin,
  homeFetch,
);
