import type { Scheme, WalletView } from '@finharbor/yuan/contract';
import type { UseQueryResult } from '@tanstack/react-query';
import { useQuery } from '@tanstack/react-query';
import { yuan } from '../api.ts';

/** What is in a wallet may have come from elsewhere meanwhile. */
const againMs = 5_000;

/** One's own wallets. */
export function useWallets(): UseQueryResult<readonly WalletView[]> {
  return useQuery({
    queryKey: ['yuan', 'wallets'],
    queryFn: async ({ signal }) => (await yuan.listWallets({ signal })).body.items,
    refetchInterval: againMs,
  });
}

/** One of one's own wallets. */
export function useWallet(number: string): UseQueryResult<WalletView> {
  return useQuery({
    queryKey: ['yuan', 'wallet', number],
    queryFn: async ({ signal }) => (await yuan.getWallet({ params: { number }, signal })).body,
    refetchInterval: againMs,
  });
}

/** Who opens wallets and what they may do. */
export function useScheme(): UseQueryResult<Scheme> {
  return useQuery({
    queryKey: ['yuan', 'scheme'],
    queryFn: async ({ signal }) => (await yuan.getScheme({ signal })).body,
    staleTime: 60_000,
  });
}
