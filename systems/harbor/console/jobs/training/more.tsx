import type { TrainingOptions } from '@finharbor/harbor/contract';
import { Checkbox, Disclosure, NumberField, RadioGroup, Select, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import type { Dataset } from '../suggestion.ts';
import { changedOptions, type OptionsPart } from './options.ts';

type Props = {
  readonly columns: Dataset['columns'];
  readonly options: TrainingOptions;
  readonly onChange: (options: TrainingOptions) => void;
};

type Part = Pick<Props, 'options'> & { readonly set: (part: OptionsPart) => void };

/** What few trainings need: folded away, and as usual unless told. */
export function MoreSettings({ columns, options, onChange }: Props): ReactElement {
  const text = useText('training');
  const set = (part: OptionsPart): void => onChange(changedOptions(options, part));
  return (
    <Disclosure title={text('more.title')}>
      <Weights options={options} set={set} />
      <NumberField
        label={text('more.ridge')}
        description={text('more.ridgeHelp')}
        name="data/options/ridge"
        value={options.ridge ?? 1}
        onChange={(ridge) => set({ ridge: ridge === 1 ? undefined : ridge })}
        minValue={1}
        maxValue={1024}
        formatOptions={{ maximumFractionDigits: 3 }}
      />
      <Offset columns={columns} options={options} set={set} />
      <Sampled options={options} set={set} />
      <NumberField
        label={text('more.centre')}
        description={text('more.centreHelp')}
        name="data/options/centreLogit"
        value={options.centreLogit}
        onChange={(centre) =>
          set({ centreLogit: centre === undefined ? undefined : Math.round(centre * 2) / 2 })
        }
        minValue={-5}
        maxValue={5}
        formatOptions={{ maximumFractionDigits: 1 }}
      />
    </Disclosure>
  );
}

const weighings: Readonly<Record<'none' | 'balanced' | 'own', TrainingOptions['classWeights'] | undefined>> =
  { none: undefined, balanced: 'balanced', own: { good: 1, bad: 1 } };

function Weights({ options: { classWeights }, set }: Part): ReactElement {
  const text = useText('training');
  const own = classWeights === 'balanced' ? undefined : classWeights;
  return (
    <>
      <RadioGroup
        label={text('more.weights')}
        description={text('more.weightsHelp')}
        name="data/options/classWeights"
        selected={own ? 'own' : classWeights === 'balanced' ? 'balanced' : 'none'}
        onChange={(weighing) => set({ classWeights: weighings[weighing] })}
        options={[
          { id: 'none', label: text('more.none') },
          { id: 'balanced', label: text('more.balanced'), description: text('more.balancedHelp') },
          { id: 'own', label: text('more.own') },
        ]}
      />
      {own &&
        (['good', 'bad'] as const).map((of) => (
          <NumberField
            key={of}
            label={text(`more.${of}`)}
            description={text('more.sixteenths')}
            name={`data/options/classWeights/${of}`}
            value={own[of]}
            onChange={(weight) =>
              weight !== undefined && set({ classWeights: { ...own, [of]: Math.round(weight * 16) / 16 } })
            }
            minValue={1 / 16}
            maxValue={16}
            formatOptions={{ maximumFractionDigits: 4 }}
          />
        ))}
    </>
  );
}

const none = '';

function Offset({ columns, options, set }: Part & Pick<Props, 'columns'>): ReactElement {
  const text = useText('training');
  const numeric = columns.filter(({ kind }) => kind === 'numeric');
  return (
    <Select
      label={text('more.offset')}
      description={text('more.offsetHelp')}
      name="data/options/offset"
      selected={options.offset ?? none}
      onChange={(offset) => set({ offset: offset === none ? undefined : offset })}
      options={[
        { id: none, label: text('more.noOffset') },
        ...numeric.map(({ name }) => ({ id: name, label: name })),
      ]}
    />
  );
}

function Sampled({ options: { kept }, set }: Part): ReactElement {
  const text = useText('training');
  return (
    <div className="mb-4">
      <Checkbox
        isSelected={kept !== undefined}
        onChange={(is) => set({ kept: is ? { good: 1, bad: 1 } : undefined })}
      >
        {text('more.sampled')}
        <span className="block text-quiet text-sm">{text('more.sampledHelp')}</span>
      </Checkbox>
      {kept &&
        (
          [
            ['good', 'keptGood'],
            ['bad', 'keptBad'],
          ] as const
        ).map(([of, label]) => (
          <NumberField
            key={of}
            label={text(`more.${label}`)}
            name={`data/options/kept/${of}`}
            value={kept[of] * 100}
            onChange={(percent) =>
              percent !== undefined &&
              set({ kept: { ...kept, [of]: Number((percent / 100).toPrecision(6)) } })
            }
            minValue={0.0001}
            maxValue={100}
            formatOptions={{ maximumFractionDigits: 4 }}
          />
        ))}
    </div>
  );
}
