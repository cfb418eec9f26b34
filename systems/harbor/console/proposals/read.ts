import type { PrivacyBudget, ProposalView } from '@finharbor/harbor/contract';
import { codeOf } from '@finharbor/kernel/contract';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { node } from '../api.ts';

/** The proposals this party is a side of, or those under one contract, newest first. */
export function useProposals(contract?: string): UseQueryResult<readonly ProposalView[]> {
  return useQuery({
    queryKey: ['harbor', 'proposals', 'list', contract ?? ''],
    queryFn: async () => (await node.listProposals({ query: contract ? { contract } : {} })).body,
    refetchInterval: 5000,
  });
}

/** One proposal; asked for again, since others answer it. */
export function useProposal(id: string): UseQueryResult<ProposalView> {
  return useQuery({
    queryKey: ['harbor', 'proposals', id],
    queryFn: async () => (await node.getProposal({ params: { id } })).body,
    refetchInterval: 4000,
  });
}

/** A contract's privacy budget; null where it has none. */
export function useBudget(contract: string): UseQueryResult<PrivacyBudget | null> {
  return useQuery({
    queryKey: ['harbor', 'proposals', 'budget', contract],
    queryFn: () => budgetOf(contract),
  });
}

async function budgetOf(id: string): Promise<PrivacyBudget | null> {
  try {
    return (await node.getContractBudget({ params: { id } })).body;
  } catch (error) {
    if (codeOf(error) === 'contract.no_budget') return null;
    throw error;
  }
}
