import type { CertificateView, LifeView, OwnProduct, Waiting } from '@finharbor/harbor/contract';
import { fail } from '@finharbor/kernel/contract';
import { usePlace } from '@finharbor/ui/screens';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { hub, node } from '../api.ts';

const everyMs = 5000;

/** A version's life as this place knows it; others sign while it is looked at. */
export function useLife(version: string): UseQueryResult<LifeView> {
  const { role } = usePlace();
  return useQuery({
    queryKey: ['harbor', 'life', role, version],
    queryFn: async () => {
      const asked = { params: { id: version } };
      return (await (role === 'node' ? node.getProductLife(asked) : hub.getProductLife(asked))).body;
    },
    refetchInterval: everyMs,
  });
}

/** A certificate as it stands; any id of an address may be asked for. Errors: `rights.not_found`. */
export function useCertificate(id: string): UseQueryResult<CertificateView> {
  const { role } = usePlace();
  return useQuery({
    queryKey: ['harbor', 'certificate', role, id],
    queryFn: async () => {
      if (!/^[0-9a-f]{64}$/.test(id)) fail('rights.not_found', 'This is no id of a certificate.');
      const asked = { params: { id } };
      return (await (role === 'node' ? node.getRightsCertificate(asked) : hub.getRightsCertificate(asked)))
        .body;
    },
  });
}

/** This party's products and drafts. */
export function useOwnProducts(): UseQueryResult<readonly OwnProduct[]> {
  return useQuery({
    queryKey: ['harbor', 'own-products'],
    queryFn: async () => (await node.listOwnProducts({})).body,
  });
}

/** What waits for the registry and the reviewers. */
export function useQueue(): UseQueryResult<readonly Waiting[]> {
  return useQuery({
    queryKey: ['harbor', 'rights-queue'],
    queryFn: async () => (await hub.listRightsQueue({})).body,
    refetchInterval: everyMs,
  });
}
