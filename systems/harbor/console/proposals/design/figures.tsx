import type { DraftOperation } from '@finharbor/harbor/contract';
import { NumberField, RadioGroup, Select, TwoSets, useBilingual, useFormat, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { usePartyName } from '../../parties/names.ts';
import { type Allowed, summedColumn } from './allowed.ts';
import { keyOf } from './design.ts';
import type { Offer } from './offers.ts';
import { Numbers } from './parts.tsx';
import { mostEdges, sumFaults } from './sum-faults.ts';

type Figures = Exclude<DraftOperation, { readonly kind: 'rows' }>;
type Sum = Extract<DraftOperation, { readonly kind: 'sum' }>;
type FiguresProps<O extends Figures = Figures> = {
  readonly operation: O;
  readonly allowed: Allowed;
  readonly sides: readonly [consumer: string, provider: string];
  /** The short name of the consumer. */
  readonly consumer: string;
  readonly summable: readonly Offer[];
  readonly onChange: (operation: Figures) => void;
};

/** A figure over the firms both sides have: which one, and who learns it. */
export function FiguresOf(props: FiguresProps): ReactElement {
  const { operation, sides } = props;
  const text = useText('figures');
  const [first, second] = sides;
  return (
    <div className="grid gap-x-6 lg:grid-cols-2">
      <div>
        {operation.kind === 'sum' && <Column {...props} operation={operation} />}
        <Recipients {...props} />
      </div>
      <div>
        <TwoSets
          summary={text(`picture.${operation.kind}`)}
          first={first}
          second={second}
          shaded={['both']}
        />
        <p className="mb-4 max-w-prose text-quiet text-sm">{text(`picture.${operation.kind}`)}</p>
      </div>
    </div>
  );
}

function Recipients({ operation, allowed, sides, consumer, onChange }: FiguresProps): ReactElement {
  const text = useText('figures');
  const [own, other] = sides;
  const isOwn = operation.kind === 'sum' && operation.column.party === consumer;
  const description = allowed.both
    ? isOwn && { description: text('to.ownHelp') }
    : { description: text('to.onlyConsumer') };
  return (
    <RadioGroup
      label={text('to.label')}
      name="operation/to"
      selected={operation.to}
      onChange={(to) => onChange({ ...operation, to })}
      isDisabled={!allowed.both || isOwn}
      options={[
        { id: 'consumer', label: text('to.consumer', { party: own }) },
        { id: 'all', label: text('to.all', { first: own, second: other }) },
      ]}
      {...(description || {})}
    />
  );
}

function Column(props: FiguresProps<Sum>): ReactElement {
  const { operation, summable, consumer, onChange } = props;
  const text = useText('figures');
  const say = useBilingual();
  const nameOf = usePartyName();
  const { column } = operation;
  const choose = (key: string): void => {
    const offer = summable.find((one) => keyOf({ party: one.party, field: one.name }) === key)!;
    // Of own numbers the provider is the first to know the sum.
    const to = offer.party === consumer ? 'all' : operation.to;
    onChange({ ...operation, to, column: summedColumn(offer), edges: [] });
  };
  return (
    <>
      <Select
        label={text('sum.column')}
        description={text(summable.length === 0 ? 'sum.noColumn' : 'sum.columnHelp')}
        name="operation/column/field"
        selected={column.field === '' ? undefined : keyOf(column)}
        onChange={choose}
        options={summable.map(({ party, name, title }) => ({
          id: keyOf({ party, field: name }),
          label: `${nameOf(party)} · ${say(title)}`,
        }))}
        isRequired
      />
      {column.field !== '' && <Bounds {...props} />}
    </>
  );
}

function Bounds({ operation, allowed, onChange }: FiguresProps<Sum>): ReactElement {
  const text = useText('figures');
  const { column, edges, atLeast } = operation;
  const { number } = useFormat();
  const faults = sumFaults(operation);
  const setColumn = (part: Partial<Sum['column']>): void =>
    onChange({ ...operation, column: { ...column, ...part } });
  return (
    <>
      <div className="grid gap-x-4 sm:grid-cols-2">
        <NumberField
          label={text('sum.max')}
          description={text('sum.maxHelp')}
          name="operation/column/max"
          error={faults.has('max') ? text('sum.badMax') : undefined}
          value={column.max}
          onChange={(max) => max !== undefined && setColumn({ max })}
          minValue={0}
          formatOptions={{ maximumFractionDigits: 6 }}
        />
        <NumberField
          label={text('sum.decimals')}
          name="operation/column/decimals"
          value={column.decimals}
          onChange={(decimals) => decimals !== undefined && setColumn({ decimals })}
          minValue={0}
          maxValue={6}
        />
      </div>
      <NumberField
        label={text('sum.atLeast')}
        description={text('sum.atLeastHelp', { least: allowed.smallestGroup })}
        name="operation/atLeast"
        value={atLeast}
        onChange={(least) => least !== undefined && onChange({ ...operation, atLeast: least })}
        minValue={allowed.smallestGroup}
      />
      <Numbers
        label={text('sum.edges')}
        description={text('sum.edgesHelp')}
        name="operation/edges"
        error={
          faults.has('edges')
            ? text('sum.badEdges', { n: mostEdges, max: number(column.max, column.decimals) })
            : undefined
        }
        values={edges}
        onChange={(next) => onChange({ ...operation, edges: next })}
        isOptional
      />
    </>
  );
}
