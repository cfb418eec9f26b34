import { Checkbox, Select, TextField, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import type { FileHead } from '../csv/inspect.ts';
import {
  type ColumnPlan,
  faultsOf,
  longestName,
  type Mapping,
  mostColumns,
  withUscc,
} from '../csv/mapping.ts';
import type { Target } from './load-file.tsx';

type Props = Pick<FileHead, 'header' | 'sample'> & {
  readonly mapping: Mapping;
  readonly onChange: (mapping: Mapping) => void;
  readonly target: Target;
};

/** Which column names the firm, and what each of the others is, is called, and whether it is used. */
export function MappingForm({ header, sample, mapping, onChange, target }: Props): ReactElement {
  const text = useText('datasets');
  const harbor = useText('harbor');
  const faults = faultsOf(mapping);
  const set = (at: number, part: Partial<ColumnPlan>): void =>
    onChange({
      ...mapping,
      columns: mapping.columns.map((one) => (one.at === at ? { ...one, ...part } : one)),
    });
  return (
    <>
      <Select
        label={text('map.uscc')}
        description={text('map.usccHelp')}
        name="uscc"
        isRequired
        selected={mapping.uscc === undefined ? undefined : String(mapping.uscc)}
        onChange={(at) => onChange(withUscc(mapping, header, Number(at)))}
        options={header.map((name, at) => ({
          id: String(at),
          label: name || text('map.nameless', { n: at + 1 }),
        }))}
      />
      {mapping.columns.map((plan) => (
        <ColumnRow
          key={plan.at}
          plan={plan}
          samples={examplesOf(sample, plan.at)}
          fault={faults.find(({ at }) => at === plan.at)?.code}
          kinds={(['numeric', 'category'] as const).map((id) => ({ id, label: harbor(`fieldKind.${id}`) }))}
          onChange={(part) => set(plan.at, part)}
        />
      ))}
      <Gaps mapping={mapping} target={target} />
      {faults.length > 0 && (
        <ul role="alert" className="mt-4 max-w-prose rounded-md border border-bad bg-bad-soft px-4 py-2">
          {faults.map(({ code, at }) => (
            <li key={`${code}${at}`}>
              {text(`map.fault.${code}`, {
                column: at === undefined ? '' : header[at]!,
                most: mostColumns,
              })}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

const shownExamples = 4;

function examplesOf(sample: FileHead['sample'], at: number): readonly string[] {
  return [...new Set(sample.map((fields) => fields[at] ?? '').filter((value) => value !== ''))].slice(
    0,
    shownExamples,
  );
}

type RowProps = {
  readonly plan: ColumnPlan;
  readonly samples: readonly string[];
  readonly fault: string | undefined;
  readonly kinds: readonly { readonly id: ColumnPlan['kind']; readonly label: string }[];
  readonly onChange: (part: Partial<ColumnPlan>) => void;
};

function ColumnRow({ plan, samples, fault, kinds, onChange }: RowProps): ReactElement {
  const { at, header, isUsed, kind, name } = plan;
  const text = useText('datasets');
  const examples = samples.map((value) => (value.length > 30 ? `${value.slice(0, 30)}…` : value)).join(' · ');
  return (
    <fieldset className="border-line border-t pt-3">
      <legend className="sr-only">{header || text('map.nameless', { n: at + 1 })}</legend>
      <div className="grid gap-x-4 sm:grid-cols-[minmax(0,1fr)_7rem_10rem_minmax(0,14rem)]">
        <div className="mb-2 min-w-0">
          <p className="font-medium" aria-hidden="true">
            {header || text('map.nameless', { n: at + 1 })}
          </p>
          <p className="text-quiet text-sm">
            {examples === '' ? text('map.noValues') : text('map.examples', { values: examples })}
          </p>
        </div>
        <div className="sm:pt-6">
          <Checkbox isSelected={isUsed} onChange={(is) => onChange({ isUsed: is })}>
            {text('map.use')}
          </Checkbox>
        </div>
        {isUsed && (
          <>
            <Select
              label={text('map.kind')}
              name={`kind-${at}`}
              selected={kind}
              onChange={(chosen) => onChange({ kind: chosen })}
              options={kinds}
            />
            <TextField
              label={text('map.name')}
              name={`name-${at}`}
              value={name}
              onChange={(next) => onChange({ name: next })}
              maxLength={longestName}
              error={fault && text(`map.fault.${fault}`, { column: header })}
            />
          </>
        )}
      </div>
    </fieldset>
  );
}

/** A row is replaced as a whole: what the file has no column for is gone from the rows it replaces. */
function Gaps({ mapping, target }: Pick<Props, 'mapping' | 'target'>): ReactElement | null {
  const text = useText('datasets');
  const used = new Set(mapping.columns.filter(({ isUsed }) => isUsed).map(({ name }) => name.trim()));
  const gone = (target.dataset?.columns ?? []).map(({ name }) => name).filter((name) => !used.has(name));
  return gone.length === 0 ? null : (
    <p className="mt-4 max-w-prose rounded-md border border-warn bg-warn-soft px-4 py-2">
      {text('map.gone', { columns: gone.join(', ') })}
    </p>
  );
}
