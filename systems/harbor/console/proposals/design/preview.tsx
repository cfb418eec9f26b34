import type { PrivacyBudget, ProposalDraft, ProposalPreview } from '@finharbor/harbor/contract';
import { Loading, Section, useProblem, useText } from '@finharbor/ui';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Learns } from '../../contracts/learns.tsx';
import { BudgetBar } from '../budget-bar.tsx';
import { Plan } from '../plan.tsx';
import { isComplete } from './design.ts';
import { faultsOf } from './faults.ts';

type PreviewProps = {
  readonly draft: ProposalDraft;
  readonly preview: UseQueryResult<ProposalPreview>;
  readonly budget: PrivacyBudget | null;
};

/** What each side will learn by a draft, and what it costs: in the words, and by the digest, that would be signed. */
export function Preview({ draft, preview, budget }: PreviewProps): ReactElement {
  const text = useText('proposals');
  const problem = useProblem(preview.error);
  const isWrong = faultsOf(draft).length > 0;
  if (isWrong || !isComplete(draft))
    return (
      <Section title={text('preview.title')}>
        <p className="text-quiet">{text(isWrong ? 'preview.wrong' : 'preview.incomplete')}</p>
      </Section>
    );
  const cost = preview.data?.budget?.costMicro ?? 0;
  return (
    <Section title={text('preview.title')}>
      <p role="status" className="sr-only">
        {preview.isFetching ? '' : text('preview.renewed')}
      </p>
      {problem && (
        <div role="alert" className="mb-4 max-w-prose rounded-md border border-bad bg-bad-soft p-4">
          <p className="font-semibold">{problem.title}</p>
          <p>{problem.detail}</p>
        </div>
      )}
      {budget && <BudgetBar {...budget} costMicro={cost} />}
      {!problem && preview.data && (
        <>
          <Learns leakage={preview.data.leakage} />
          <div className="mt-4">
            <Plan plan={preview.data.plan} digest={preview.data.digest} />
          </div>
        </>
      )}
      {!problem && !preview.data && <Loading />}
    </Section>
  );
}
