import type { ProposalView } from '@finharbor/harbor/contract';
import { useText } from '@finharbor/ui';
import { z } from 'zod';

const asked = z.object({
  kind: z.literal('intersection'),
  operation: z
    .object({ kind: z.enum(['rows', 'count', 'sum']), atLeast: z.number().optional() })
    .default({ kind: 'rows' }),
});

/** What kind of question a computation is, in a few words. */
export function useQuestion(): (proposal: Pick<ProposalView, 'kind' | 'plan'>) => string {
  const text = useText('figures');
  const harbor = useText('harbor');
  return ({ kind, plan }) => {
    const { data } = asked.safeParse(plan);
    if (!data) return harbor(`kind.${kind}`);
    const { operation } = data;
    const isIfEnough = operation.kind === 'rows' && operation.atLeast !== undefined;
    return text(`short.${isIfEnough ? 'ifEnough' : operation.kind}`, { kind: harbor(`kind.${kind}`) });
  };
}
