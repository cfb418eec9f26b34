import type { JobView, ProposalView, StatisticsAnswer, StatisticsResult } from '@finharbor/harbor/contract';
import { Callout, Grid, Query, Section, Stat, TextLink, useFormat, useText } from '@finharbor/ui';
import { type ReactElement, useMemo } from 'react';
import { BudgetBar } from '../../proposals/budget-bar.tsx';
import { useProposal, useProposals } from '../../proposals/read.ts';
import { Stages } from '../stages.tsx';
import { Correlation } from './correlation.tsx';
import { Groups } from './groups.tsx';
import { Quantiles } from './quantiles.tsx';
import { SaveAll } from './save.tsx';
import { type Answered, type Shape, shapeOf } from './shape.ts';
import { Woe } from './woe.tsx';

type Props = { readonly job: JobView; readonly result: StatisticsResult };

/** What this party learned from a computation of statistics: each answer as a picture with its numbers, and what is left of the budget. */
export function Statistics({ job, result }: Props): ReactElement {
  const text = useText('proposals');
  const { number } = useFormat();
  const proposal = useProposal(job.proposal!);
  const { rows, refused, budget, results, stages } = result;
  return (
    <>
      <div className="mb-6">
        <Grid>
          <Stat label={text('result.overRows')} value={number(rows)} />
        </Grid>
      </div>
      {budget && (
        <BudgetBar limitMicro={budget.spentMicro + budget.leftMicro} spentMicro={budget.spentMicro} />
      )}
      {refused && <Refused {...refused} />}
      {!refused && results.length === 0 && <p className="mb-6">{text('result.none')}</p>}
      {results.length > 0 && (
        <Query query={proposal}>
          {(found) => (
            <>
              <SaveAll name={`statistics ${job.id.slice(-8)}`} told={toldOf({ job, result }, found)} />
              <Answers proposal={found} results={results} />
            </>
          )}
        </Query>
      )}
      <Stages stages={stages} />
    </>
  );
}

/** What was asked and what came of it, so that the file can be read by itself. */
function toldOf({ job, result: { rows, results } }: Props, { id, digest, plan, data }: ProposalView): object {
  const decimals = Object.fromEntries(Object.entries(data).map(([party, of]) => [party, of.decimals]));
  return { job: job.id, proposal: id, digest, plan, decimals, rows, results };
}

function Refused({ code, query }: NonNullable<StatisticsResult['refused']>): ReactElement {
  const text = useText('proposals');
  const earlier = useProposals().data?.find(({ plan }) => query !== undefined && plan.query === query);
  const words: Readonly<Record<string, string>> = {
    'fusion.too_close': 'result.tooClose',
    'fusion.budget_spent': 'result.noBudget',
  };
  return (
    <Callout tone="warn" title={text('result.refused')}>
      <p>{text(words[code] ?? 'result.refusedCode')}</p>
      {earlier && <TextLink href={`/app/proposals/${earlier.id}`}>{text('result.earlier')}</TextLink>}
    </Callout>
  );
}

type AnswersProps = { readonly proposal: ProposalView; readonly results: readonly StatisticsAnswer[] };

function Answers({ proposal, results }: AnswersProps): ReactElement {
  const shape = useMemo(() => shapeOf(proposal), [proposal]);
  return (
    <>
      {results.map((answer) => (
        <Section key={answer.name} title={answer.name}>
          {shape && <AnswerView answer={answer} shape={shape} />}
        </Section>
      ))}
    </>
  );
}

function AnswerView({
  answer,
  shape,
}: {
  readonly answer: StatisticsAnswer;
  readonly shape: Shape;
}): ReactElement | null {
  const asked = shape.plan.statistics.find(({ name }) => name === answer.name);
  if (asked?.kind !== answer.kind) return null;
  const answered = { answer, asked, shape };
  switch (answer.kind) {
    case 'groups':
      return <Groups {...(answered as Answered<'groups'>)} />;
    case 'correlation':
      return <Correlation {...(answered as Answered<'correlation'>)} />;
    case 'woe':
      return <Woe {...(answered as Answered<'woe'>)} />;
    case 'quantiles':
      return <Quantiles {...(answered as Answered<'quantiles'>)} />;
  }
}
