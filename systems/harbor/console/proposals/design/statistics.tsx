import type { ColumnRef, DraftColumn, DraftStatistic, ProposalPreview } from '@finharbor/harbor/contract';
import { Button, Menu, RadioGroup, Section, TextField, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { keyOf } from './design.ts';
import { Parts } from './parts.tsx';
import { ProtectionFields } from './protection.tsx';

type StatisticsProps = {
  readonly columns: readonly DraftColumn[];
  readonly statistics: readonly DraftStatistic[];
  readonly parties: number;
  /** Of the contract's privacy budget; undefined where it has none. */
  readonly delta: number | undefined;
  readonly preview: ProposalPreview | undefined;
  readonly smallestGroup: number;
  readonly onChange: (statistics: readonly DraftStatistic[]) => void;
};

const kinds = ['groups', 'correlation', 'woe', 'quantiles'] as const;
/** So many a plan may ask for. */
const most = 20;

/** What is computed: each statistic with its columns, who learns it, and how single firms are protected in it. */
export function Statistics(props: StatisticsProps): ReactElement {
  const { columns, statistics, onChange } = props;
  const text = useText('proposals');
  const add = (kind: string): void => {
    const chosen = kinds.find((one) => one === kind)!;
    const names = new Set(statistics.map(({ name }) => name));
    const numbered = (n: number): string => `${text(`statistic.${chosen}`)} ${n}`;
    let number = 1;
    while (names.has(numbered(number))) number += 1;
    onChange([...statistics, firstOf(chosen, { name: numbered(number), columns })]);
  };
  return (
    <Section title={text('statistic.title')}>
      <p id="field-statistics" tabIndex={-1} className="mb-3 max-w-prose text-quiet">
        {text('statistic.help')}
      </p>
      {statistics.map((statistic, at) => (
        <StatisticFields
          // biome-ignore lint/suspicious/noArrayIndexKey: a statistic has no name of its own while it is typed
          key={at}
          {...props}
          at={at}
          statistic={statistic}
          set={(next) => onChange(statistics.map((one, index) => (index === at ? next : one)))}
          remove={() => onChange(statistics.filter((_, index) => index !== at))}
        />
      ))}
      {statistics.length < most && (
        <Menu
          label={text('statistic.add')}
          variant="secondary"
          parts={[{ items: kinds.map((id) => ({ id, label: text(`statistic.${id}`) })), onAct: add }]}
        />
      )}
    </Section>
  );
}

type Asked = Pick<DraftStatistic, 'name' | 'protection' | 'to'>;

function firstOf(
  kind: DraftStatistic['kind'],
  { name, columns }: { readonly name: string; readonly columns: readonly DraftColumn[] },
): DraftStatistic {
  const asked: Asked = { name, protection: { kind: 'threshold' }, to: 'consumer' };
  const [x, y] = columns.filter((column) => column.kind === 'number').map(refOf);
  const categories = columns.filter((column) => column.kind === 'category');
  const [group] = categories.map(refOf);
  const label = categories.find(({ groups }) => groups.length === 2);
  switch (kind) {
    case 'groups':
      return { kind, ...asked, by: group ? [group] : [], value: null, upTo: 'sum' };
    case 'correlation':
      return { kind, ...asked, x: x ?? none, y: y ?? none };
    case 'woe': {
      const bins = categories.find((column) => column !== label);
      return { kind, ...asked, bins: bins ? refOf(bins) : none, label: label ? refOf(label) : none };
    }
    case 'quantiles': {
      const column = columns.find((one) => one.kind === 'number');
      const edges = column ? evenEdges(column) : [];
      return { kind, ...asked, column: x ?? none, edges, at: [0.25, 0.5, 0.75] };
    }
  }
}

const none: ColumnRef = { party: '', field: '' };

function refOf({ party, field }: DraftColumn): ColumnRef {
  return { party, field };
}

/** Ten bins of one width over a column's bounds. */
function evenEdges({
  min,
  max,
  decimals,
}: Extract<DraftColumn, { readonly kind: 'number' }>): readonly number[] {
  const at = (share: number): number => Number((min + (max - min) * share).toFixed(decimals));
  return [...new Set(Array.from({ length: 9 }, (_, bin) => at((bin + 1) / 10)))];
}

type FieldsProps = Omit<StatisticsProps, 'onChange' | 'statistics'> & {
  readonly at: number;
  readonly statistic: DraftStatistic;
  readonly set: (statistic: DraftStatistic) => void;
  readonly remove: () => void;
};

function StatisticFields({ at, statistic, set, remove, ...there }: FieldsProps): ReactElement {
  const text = useText('proposals');
  return (
    <fieldset className="mb-4 rounded-lg border border-line bg-surface p-4">
      <legend className="px-1 font-medium">{text(`statistic.${statistic.kind}`)}</legend>
      <p className="mb-3 max-w-prose text-quiet text-sm">{text(`statisticHelp.${statistic.kind}`)}</p>
      <TextField
        label={text('statistic.name')}
        name={`statistics/${at}/name`}
        value={statistic.name}
        onChange={(name) => set({ ...statistic, name })}
        maxLength={60}
        isRequired
      />
      <Parts at={at} statistic={statistic} columns={there.columns} set={set} />
      <RadioGroup
        label={text('statistic.to')}
        selected={statistic.to}
        onChange={(to) => set({ ...statistic, to })}
        options={(['consumer', 'all'] as const).map((id) => ({ id, label: text(`to.${id}`) }))}
      />
      <ProtectionFields at={at} statistic={statistic} set={set} {...there} />
      <Button variant="quiet" onPress={remove}>
        {text('statistic.remove', { name: statistic.name || keyOf(none) })}
      </Button>
    </fieldset>
  );
}
