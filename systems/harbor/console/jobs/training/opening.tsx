import type { ContractView, PointsOpening, TrainingOptions } from '@finharbor/harbor/contract';
import { Query, RadioGroup, Section, useText } from '@finharbor/ui';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { node } from '../../api.ts';
import { Learns } from '../../contracts/learns.tsx';
import { changedOptions, openingsUnder } from './options.ts';

type Props = {
  readonly contract: ContractView;
  readonly options: TrainingOptions;
  readonly onChange: (options: TrainingOptions) => void;
};

/** Whether the scorecard is opened, as far as the contract allows, and what the training will tell whom. */
export function Opening({ contract, options, onChange }: Props): ReactElement {
  const harbor = useText('harbor');
  const text = useText('training');
  const allowed = openingsUnder(contract);
  const opened = options.opened ?? 'nobody';
  return (
    <Section title={harbor('start.opened')}>
      {allowed.length === 1 ? (
        <p className="mb-4 max-w-prose">{text('open.closed')}</p>
      ) : (
        <RadioGroup
          label={text('open.label')}
          name="data/options/opened"
          selected={opened}
          onChange={(to) => onChange(changedOptions(options, { opened: to === 'nobody' ? undefined : to }))}
          options={allowed.map((id) => ({ id, label: text(`open.${id}`) }))}
        />
      )}
      <Statement contract={contract.id} opened={opened} />
    </Section>
  );
}

function Statement({
  contract,
  opened,
}: {
  readonly contract: string;
  readonly opened: PointsOpening;
}): ReactElement {
  const statement = useQuery({
    queryKey: ['harbor', 'training-statement', contract, opened],
    queryFn: async () =>
      (await node.getTrainingStatement({ params: { id: contract }, query: { opened } })).body,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return <Query query={statement}>{({ leakage }) => <Learns leakage={leakage} />}</Query>;
}
