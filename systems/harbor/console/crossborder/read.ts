import type { TransferView } from '@finharbor/harbor/contract';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { node } from '../api.ts';

/** Contracts whose data would leave the mainland. */
export function useTransfers(): UseQueryResult<readonly TransferView[]> {
  return useQuery({
    queryKey: ['harbor', 'transfers', 'list'],
    queryFn: async () => (await node.listTransfers({})).body,
    refetchInterval: 5000,
  });
}

/** One of them. */
export function useTransfer(id: string): UseQueryResult<TransferView> {
  return useQuery({
    queryKey: ['harbor', 'transfers', id],
    queryFn: async () => (await node.getTransfer({ params: { id } })).body,
    refetchInterval: 4000,
  });
}
