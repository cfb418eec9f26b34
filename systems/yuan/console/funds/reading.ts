import type { BatchView, FundView, Report, Spending } from '@finharbor/yuan/contract';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { yuan } from '../api.ts';

const liveMs = 1_000;
const moving: readonly BatchView['state'][] = ['checking', 'running', 'cancelling'];

/** A programme. */
export function useFund(id: string): UseQueryResult<FundView> {
  return useQuery({
    queryKey: ['yuan', 'fund', id],
    queryFn: async () => (await yuan.getFund({ params: { id } })).body,
  });
}

/** A batch; while it is checked or runs, how far it has come by now. */
export function useBatch(id: string): UseQueryResult<BatchView> {
  return useQuery({
    queryKey: ['yuan', 'fund-batch', id],
    queryFn: async () => (await yuan.getFundBatch({ params: { id } })).body,
    refetchInterval: ({ state: { data } }) => (data && moving.includes(data.state) ? liveMs : false),
  });
}

/** A programme's batches. */
export function useBatches(id: string): UseQueryResult<readonly BatchView[]> {
  return useQuery({
    queryKey: ['yuan', 'fund-batches', id],
    queryFn: async () => (await yuan.listFundBatches({ params: { id } })).body.items,
    refetchInterval: ({ state: { data } }) =>
      data?.some(({ state }) => moving.includes(state)) ? liveMs : false,
  });
}

/** Where a programme was spent. */
export function useSpending(id: string): UseQueryResult<Spending> {
  return useQuery({
    queryKey: ['yuan', 'fund-spending', id],
    queryFn: async () => (await yuan.getFundSpending({ params: { id } })).body,
  });
}

/** A batch held against the ledger. */
export function useReport(id: string): UseQueryResult<Report> {
  return useQuery({
    queryKey: ['yuan', 'fund-report', id],
    queryFn: async () => (await yuan.getFundReport({ params: { id } })).body,
  });
}
