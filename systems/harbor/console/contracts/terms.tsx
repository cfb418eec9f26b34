import { type ContractKind, pointsOpenings } from '@finharbor/harbor/contract';
import { Checkbox, NumberField, RadioGroup, Section, Select, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { z } from 'zod';
import type { node } from '../api.ts';

type Draft = Parameters<typeof node.postContract>[0]['body'];
type Terms = NonNullable<Draft['terms']>;
/** A contract as it is asked for, and how its form changes it. */
export type TermsPart = {
  readonly draft: Draft;
  readonly set: (part: Partial<Draft>) => void;
};

/** Terms as a draft keeps them. */
export const keptTerms: z.ZodType<Terms> = z.object({
  pointsOpened: z.enum(pointsOpenings).exactOptional(),
  learns: z.enum(['consumer', 'both']).exactOptional(),
  mostLearned: z.enum(['rows', 'figures']).exactOptional(),
  mostRows: z.number().exactOptional(),
  budget: z.object({ epsilonMicro: z.number(), delta: z.number() }).exactOptional(),
});

const firstBudget = { epsilonMicro: 3_000_000, delta: 1e-6 };

/** The terms a contract of that kind is first asked with. */
export function firstTerms(kind: ContractKind): Pick<Draft, 'terms'> {
  if (kind === 'intersect')
    return { terms: { learns: 'consumer', mostLearned: 'rows', mostRows: 1_000_000 } };
  if (kind === 'statistics') return { terms: { budget: firstBudget } };
  return {};
}

/** What a contract fixes for all computations that will be proposed under it. */
export function ComputationTerms(props: TermsPart): ReactElement | null {
  const { kind } = props.draft;
  const harbor = useText('harbor');
  if (kind !== 'intersect' && kind !== 'statistics') return null;
  return (
    <Section title={harbor('contract.terms')}>
      {kind === 'intersect' ? <IntersectTerms {...props} /> : <StatisticsTerms {...props} />}
    </Section>
  );
}

function IntersectTerms({ draft, set }: TermsPart): ReactElement {
  const text = useText('proposals');
  const figures = useText('figures');
  const { terms = {}, smallestGroup } = draft;
  return (
    <>
      <RadioGroup
        label={figures('terms.most')}
        name="terms/mostLearned"
        selected={terms.mostLearned ?? 'rows'}
        onChange={(mostLearned) => set({ terms: { ...terms, mostLearned } })}
        options={(['rows', 'figures'] as const).map((id) => ({
          id,
          label: figures(`terms.${id}`),
          description: figures(`terms.${id}Help`),
        }))}
      />
      <RadioGroup
        label={text('terms.learns')}
        name="terms"
        selected={terms.learns ?? 'consumer'}
        onChange={(learns) => set({ terms: { ...terms, learns } })}
        options={[
          { id: 'consumer', label: text('terms.consumer') },
          { id: 'both', label: text('terms.both'), description: text('terms.bothHelp') },
        ]}
      />
      <NumberField
        label={text('terms.fewest')}
        description={figures('terms.fewestHelp')}
        name="smallestGroup"
        value={smallestGroup}
        onChange={(rows) => rows !== undefined && set({ smallestGroup: rows })}
        minValue={10}
        maxValue={10_000}
      />
      <NumberField
        label={text('terms.most')}
        name="terms/mostRows"
        value={terms.mostRows}
        onChange={(mostRows) => mostRows !== undefined && set({ terms: { ...terms, mostRows } })}
        minValue={10}
        maxValue={100_000_000}
      />
    </>
  );
}

function StatisticsTerms({ draft, set }: TermsPart): ReactElement {
  const text = useText('proposals');
  const { terms = {}, smallestGroup } = draft;
  const { budget } = terms;
  return (
    <>
      <NumberField
        label={text('terms.group')}
        description={text('terms.groupHelp')}
        name="smallestGroup"
        value={smallestGroup}
        onChange={(least) => least !== undefined && set({ smallestGroup: least })}
        minValue={10}
        maxValue={10_000}
      />
      <Checkbox
        isSelected={budget !== undefined}
        onChange={(is) => set({ terms: is ? { budget: firstBudget } : {} })}
      >
        {text('terms.hasBudget')}
        <span className="block text-quiet text-sm">{text('terms.hasBudgetHelp')}</span>
      </Checkbox>
      {budget && <BudgetFields budget={budget} onChange={(next) => set({ terms: { budget: next } })} />}
    </>
  );
}

type Budget = NonNullable<Terms['budget']>;

const deltas = [1e-5, 1e-6, 1e-7, 1e-8, 1e-9];

function BudgetFields({
  budget,
  onChange,
}: {
  readonly budget: Budget;
  readonly onChange: (budget: Budget) => void;
}): ReactElement {
  const text = useText('proposals');
  return (
    <div className="mt-3">
      <NumberField
        label={text('terms.epsilon')}
        description={text('terms.epsilonHelp')}
        name="terms/budget/epsilonMicro"
        value={budget.epsilonMicro / 1_000_000}
        onChange={(epsilon) =>
          epsilon !== undefined && onChange({ ...budget, epsilonMicro: Math.round(epsilon * 1_000_000) })
        }
        minValue={0.01}
        maxValue={1000}
        formatOptions={{ maximumFractionDigits: 6 }}
      />
      <Select
        label={text('terms.delta')}
        description={text('terms.deltaHelp')}
        name="terms/budget/delta"
        selected={String(budget.delta)}
        onChange={(delta) => onChange({ ...budget, delta: Number(delta) })}
        options={deltas.map((delta) => ({
          id: String(delta),
          label: `10⁻${'⁰¹²³⁴⁵⁶⁷⁸⁹'[-Math.round(Math.log10(delta))]}`,
        }))}
      />
    </div>
  );
}
