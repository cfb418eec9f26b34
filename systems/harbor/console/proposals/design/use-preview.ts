import type { ProposalDraft, ProposalPreview } from '@finharbor/harbor/contract';
import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { node } from '../../api.ts';
import { isComplete } from './design.ts';
import { faultsOf } from './faults.ts';

const pauseMs = 500;

/** What a draft would tell whom, asked for once its person pauses; the last answer stays in sight meanwhile. */
export function usePreview(draft: ProposalDraft): UseQueryResult<ProposalPreview> {
  const body = useSettled(draft);
  const isAsked = isComplete(body) && faultsOf(body).length === 0;
  return useQuery({
    queryKey: ['harbor', 'proposals', 'preview', body],
    queryFn: async ({ signal }) => (await node.previewProposal({ body, signal })).body,
    enabled: isAsked,
    placeholderData: keepPreviousData,
    // What is wrong with a draft stays wrong until it is changed.
    retry: false,
    staleTime: 60_000,
  });
}

function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  const letters = JSON.stringify(value);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a draft is made anew by each drawing; what it says counts
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pauseMs);
    return () => clearTimeout(timer);
  }, [letters]);
  return settled;
}
