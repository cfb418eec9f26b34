import type { ContractView, TrainingData, TrainingOptions } from '@finharbor/harbor/contract';
import {
  Button,
  CheckboxGroup,
  DraftNotice,
  type DraftState,
  EmptyState,
  Form,
  LinkButton,
  NumberField,
  PageHeader,
  Query,
  Select,
  TextField,
  useBilingual,
  useDraft,
  useDraftStore,
  useText,
} from '@finharbor/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { node } from '../api.ts';
import { type Dataset, suggestion } from './suggestion.ts';
import { MoreSettings } from './training/more.tsx';
import { Opening } from './training/opening.tsx';
import { changedOptions, withinContract } from './training/options.ts';
import { readTraining, type TrainingDraft } from './training-draft.ts';

/** The consumer's analyst starts a training under a contract in force, with the own data set and its roles. */
export function Screen(): ReactElement {
  const text = useText('harbor');
  const parts = useQuery({
    queryKey: ['harbor', 'training'],
    queryFn: async () => {
      const [contracts, datasets, assumption] = await Promise.all([
        node.listContracts({}),
        node.listDatasets({}),
        node.getAssumption({}),
      ]);
      const usable = contracts.body.filter(
        ({ state, body }) => state === 'in_force' && body.kind === 'train',
      );
      return { contracts: usable, datasets: datasets.body, accepted: assumption.body.accepted };
    },
    // The last approval may be on its way; once there is something to choose, the form is left alone.
    refetchInterval: ({ state: { data } }) => (data?.accepted && data.contracts.length > 0 ? false : 2000),
    refetchOnWindowFocus: false,
  });
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/app/jobs', label: text('jobs.title') }]}
        title={text('start.title')}
        lead={text('start.lead')}
      />
      <Query query={parts}>{(found) => <Training {...found} />}</Query>
    </>
  );
}

type Found = {
  readonly contracts: readonly ContractView[];
  readonly datasets: readonly Dataset[];
  readonly accepted: boolean;
};

function Training({ contracts, datasets, accepted }: Found): ReactElement {
  const text = useText('harbor');
  const toContracts = <LinkButton href="/app/contracts">{text('contracts.title')}</LinkButton>;
  if (!accepted)
    return (
      <EmptyState
        title={text('start.noTrust')}
        body={text('start.noTrustHelp')}
        action={<LinkButton href="/app/assumption">{text('assumption.title')}</LinkButton>}
      />
    );
  const [first] = datasets;
  if (contracts.length === 0)
    return (
      <EmptyState title={text('start.noContract')} body={text('start.noContractHelp')} action={toContracts} />
    );
  if (!first) return <EmptyState title={text('start.noData')} body={text('start.noDataHelp')} />;
  return <TrainingForm contracts={contracts} datasets={datasets} first={first} />;
}

type FormProps = Omit<Found, 'accepted'> & { readonly first: Dataset };

function TrainingForm({ contracts, datasets, first }: FormProps): ReactElement {
  const draft = useTraining({ contracts, datasets, first });
  const { contract, data } = draft.value;
  const [key] = useState(() => crypto.randomUUID());
  const text = useText('harbor');
  const say = useBilingual();
  const start = useStart(key, draft);
  const datasetOf = (wanted: string): Dataset => datasets.find(({ id }) => id === wanted)!;
  const dataset = datasetOf(data.product);
  const set = (part: Partial<TrainingDraft>): void => draft.set({ ...draft.value, ...part });
  const { options = {} } = data;
  // What is given as an offset is no feature besides.
  const setOptions = (next: TrainingOptions): void =>
    set({
      data: { ...data, options: next, fields: data.fields.filter(({ name }) => name !== next.offset) },
    });
  const contractOf = (wanted: string): ContractView => contracts.find(({ id }) => id === wanted)!;
  const within = (chosen: string): TrainingOptions => withinContract(options, contractOf(chosen));
  return (
    <Form onSubmit={() => start.mutate()} error={start.error}>
      <DraftNotice draft={draft} />
      <Select
        label={text('job.contract')}
        name="contract"
        selected={contract}
        onChange={(chosen) => set({ contract: chosen, data: { ...data, options: within(chosen) } })}
        options={contracts.map(({ id, body: { purpose } }) => ({
          id,
          label: `${say(purpose)} (${id.slice(0, 8)})`,
        }))}
      />
      <Select
        label={text('start.dataset')}
        selected={dataset.id}
        onChange={(id) =>
          set({
            data: { ...suggestion(datasetOf(id)), options: changedOptions(options, { offset: undefined }) },
          })
        }
        options={datasets.map(({ id, name, rows }) => ({
          id,
          label: text('start.datasetOption', { name: name ?? `…${id.slice(-4)}`, rows }),
        }))}
      />
      <Roles dataset={dataset} data={data} set={(part) => set({ data: { ...data, ...part } })} />
      <MoreSettings columns={dataset.columns} options={options} onChange={setOptions} />
      <Opening contract={contractOf(contract)} options={options} onChange={setOptions} />
      <Button type="submit" variant="primary" pending={start.isPending}>
        {text('start.start')}
      </Button>
    </Form>
  );
}

/** Who comes from a contract starts under that one, whatever else was begun. */
function useTraining({ contracts, datasets, first }: FormProps): DraftState<TrainingDraft> {
  const { contract: wanted } = useSearch({ strict: false }) as { readonly contract?: string };
  const known = contracts.find(({ id }) => id === wanted);
  const [fresh] = useState(() => ({ contract: (known ?? contracts[0]!).id, data: suggestion(first) }));
  const store = useDraftStore(known ? `training.${known.id}` : 'training', (kept) =>
    readTraining(kept, { contracts: contracts.map(({ id }) => id), datasets }),
  );
  return useDraft<TrainingDraft>(store, fresh);
}

function useStart(key: string, { value: { contract, data }, discard }: DraftState<TrainingDraft>) {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async () =>
      (await node.postTraining({ body: { contract, data }, idempotencyKey: key })).body.job,
    onSuccess: async (job) => {
      // What was started is no draft any more; that it may stay is no reason to hold the person up.
      await discard().catch(() => {});
      await client.invalidateQueries({ queryKey: ['harbor', 'jobs'] });
      await navigate({ to: `/app/jobs/${job}` });
    },
  });
}

type RolesProps = {
  readonly dataset: Dataset;
  readonly data: TrainingData;
  readonly set: (part: Partial<TrainingData>) => void;
};

function Roles({ dataset: { columns }, data, set }: RolesProps): ReactElement {
  const text = useText('harbor');
  const names = columns.map(({ name }) => ({ id: name, label: name }));
  const chosen = data.fields.map(({ name }) => name);
  const choose = (ids: readonly string[]): void =>
    set({
      fields: columns
        .filter(({ name }) => ids.includes(name))
        .map(
          ({ name, kind }) =>
            data.fields.find((field) => field.name === name) ?? { name, kind, title: { en: name, zh: name } },
        ),
    });
  return (
    <>
      <CheckboxGroup
        label={text('start.fields')}
        name="data"
        selected={chosen}
        onChange={choose}
        options={names}
      />
      <Select
        label={text('start.label')}
        selected={data.label}
        onChange={(label) => set({ label })}
        options={names}
      />
      <Select
        label={text('start.foldKey')}
        selected={data.foldKey}
        onChange={(foldKey) => set({ foldKey })}
        options={names}
      />
      <NumberField
        label={text('start.folds')}
        value={data.folds}
        onChange={(folds) => folds !== undefined && set({ folds })}
        minValue={2}
        maxValue={10}
      />
      <TextField
        label={text('start.foldSeed')}
        value={data.foldSeed}
        onChange={(foldSeed) => set({ foldSeed })}
        isRequired
      />
      <Select
        label={text('start.period')}
        selected={data.period}
        onChange={(period) => set({ period })}
        options={names}
      />
      <NumberField
        label={text('start.outOfTimeFrom')}
        description={text('start.outOfTimeHelp')}
        value={data.outOfTimeFrom}
        onChange={(outOfTimeFrom) => outOfTimeFrom !== undefined && set({ outOfTimeFrom })}
        formatOptions={{ useGrouping: false }}
      />
    </>
  );
}
