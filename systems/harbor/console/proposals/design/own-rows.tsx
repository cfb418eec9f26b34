import type { DraftOperation } from '@finharbor/harbor/contract';
import { Checkbox, NumberField, RadioGroup, type SetPart, TwoSets, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import type { Allowed } from './allowed.ts';
import type { OwnRows } from './operation.ts';

type Rows = Extract<DraftOperation, { readonly kind: 'rows' }>;
type RowsProps = {
  readonly operation: Rows;
  readonly allowed: Allowed;
  /** What the two sides are called. */
  readonly sides: readonly [consumer: string, provider: string];
  readonly onChange: (operation: Rows) => void;
};

const told: Readonly<Record<OwnRows | 'nothing', readonly SetPart[]>> = {
  inner: ['both'],
  left: ['first', 'both'],
  anti: ['first'],
  nothing: [],
};

/** Which of its own rows each side gets of an intersection, as a picture of the two sets. */
export function OwnRowsOf({ operation, allowed, sides, onChange }: RowsProps): ReactElement {
  const text = useText('proposals');
  const { result, providerResult } = operation;
  const [consumer, provider] = sides;
  return (
    <>
      <div className="grid gap-x-6 lg:grid-cols-2">
        <div>
          <RadioGroup
            label={text('sets.own', { party: consumer })}
            name="operation/result"
            selected={result}
            onChange={(id) => onChange({ ...operation, result: id })}
            options={(['inner', 'left', 'anti'] as const).map((id) => ({
              id,
              label: text(`sets.${id}`),
              description: text(`setsHelp.${id}`),
            }))}
          />
          <TwoSets
            summary={text('sets.picture', { party: consumer, what: text(`sets.${result}`) })}
            first={consumer}
            second={provider}
            shaded={told[result]}
          />
        </div>
        <div>
          <RadioGroup
            label={text('sets.others', { party: provider })}
            name="operation/providerResult"
            selected={providerResult}
            onChange={(id) => onChange({ ...operation, providerResult: id })}
            isDisabled={!allowed.both}
            options={(['nothing', 'inner'] as const).map((id) => ({ id, label: text(`sets.${id}`) }))}
            {...(allowed.both ? {} : { description: text('sets.onlyConsumer') })}
          />
          <TwoSets
            summary={text('sets.picture', { party: provider, what: text(`sets.${providerResult}`) })}
            first={consumer}
            second={provider}
            shaded={told[providerResult]}
          />
        </div>
      </div>
      {allowed.threshold && <Threshold operation={operation} allowed={allowed} onChange={onChange} />}
    </>
  );
}

function Threshold({ operation, allowed, onChange }: Omit<RowsProps, 'sides'>): ReactElement {
  const text = useText('figures');
  const { atLeast } = operation;
  return (
    <>
      <Checkbox
        isSelected={atLeast !== null}
        onChange={(is) => onChange({ ...operation, atLeast: is ? allowed.smallestGroup : null })}
      >
        {text('threshold.ask')}
        <span className="block text-quiet text-sm">{text('threshold.askHelp')}</span>
      </Checkbox>
      {atLeast !== null && (
        <NumberField
          label={text('threshold.rows')}
          name="operation/atLeast"
          value={atLeast}
          onChange={(least) => least !== undefined && onChange({ ...operation, atLeast: least })}
          minValue={1}
        />
      )}
    </>
  );
}
