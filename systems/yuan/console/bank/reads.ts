import type { BankAccountView, ExchangeView, LinkedAccount, WalletView } from '@finharbor/yuan/contract';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { yuan } from '../api.ts';

/** The wallet that a screen is about. */
export function useNumber(): string {
  const { number = '' } = useParams({ strict: false }) as { readonly number?: string };
  return number;
}

export function useWallet(number: string): UseQueryResult<WalletView> {
  return useQuery({
    queryKey: ['yuan', 'wallet', number],
    queryFn: async ({ signal }) => (await yuan.getWallet({ params: { number }, signal })).body,
  });
}

export function useLinked(number: string): UseQueryResult<readonly LinkedAccount[]> {
  return useQuery({
    queryKey: ['yuan', 'linked', number],
    queryFn: async ({ signal }) => (await yuan.listLinkedAccounts({ params: { number }, signal })).body.items,
  });
}

export function useBankAccounts(): UseQueryResult<readonly BankAccountView[]> {
  return useQuery({
    queryKey: ['yuan', 'bank-accounts'],
    queryFn: async ({ signal }) => (await yuan.listBankAccounts({ signal })).body.items,
  });
}

const pollMs = 700;

/** A top-up or redemption, looked at again and again until it has ended. */
export function useExchange(number: string, id: string): UseQueryResult<ExchangeView> {
  return useQuery({
    queryKey: ['yuan', 'exchange', id],
    queryFn: async ({ signal }) => (await yuan.getExchange({ params: { number, id }, signal })).body,
    refetchInterval: ({ state: { data } }) => (data?.endedAtMs == null ? pollMs : false),
  });
}

/** A wallet's last top-ups or redemptions. */
export function useExchanges(
  number: string,
  kind: ExchangeView['kind'],
): UseQueryResult<readonly ExchangeView[]> {
  return useQuery({
    queryKey: ['yuan', 'exchanges', number, kind],
    queryFn: async ({ signal }) =>
      (await yuan.listExchanges({ params: { number }, query: { kind, limit: 20 }, signal })).body.items,
    refetchInterval: ({ state: { data } }) =>
      data?.some(({ endedAtMs }) => endedAtMs === null) ? pollMs * 3 : false,
  });
}
