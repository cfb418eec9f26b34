import type { Bilingual, DraftOperation, ProposalPreview, ProposalView } from '@finharbor/harbor/contract';
import { FinharborError } from '@finharbor/kernel/contract';
import {
  Button,
  DraftNotice,
  type DraftState,
  Form,
  Select,
  TextField,
  useBilingual,
  useDraft,
  useDraftStore,
  useText,
} from '@finharbor/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { node } from '../../api.ts';
import { useBudget } from '../read.ts';
import { allowedBy, firstOperation } from './allowed.ts';
import { Columns } from './columns.tsx';
import { type Design, draftOf, isComplete, readDesign } from './design.ts';
import { faultsOf, pruned } from './faults.ts';
import { partsOf } from './from-proposal.ts';
import { Intersect } from './intersect.tsx';
import { type OpenContract, offersOf, type There } from './offers.ts';
import { Preview } from './preview.tsx';
import { Statistics } from './statistics.tsx';
import { isSuggested, suggestedTitle } from './suggested.ts';
import { usePreview } from './use-preview.ts';

type DesignerProps = {
  readonly there: There;
  /** A proposal to begin from. */
  readonly source: ProposalView | undefined;
  /** The contract one comes from. */
  readonly wanted: string | undefined;
};

/** The form of a computation, with what each side would learn by it as it is filled in. */
export function Designer(props: DesignerProps): ReactElement {
  const { contracts } = props.there;
  const kept = useDesign(props);
  const { value: design, change } = kept;
  const text = useText('proposals');
  const contract = contracts.find(({ id }) => id === design.contract)!;
  const draft = draftOf(design, contract.body.kind);
  const preview = usePreview(draft);
  const budget = useBudget(contract.id).data ?? null;
  const propose = usePropose(draft, kept);
  const faults = useFaults(draft);
  const cost = preview.data?.budget?.costMicro ?? 0;
  const isTooMuch = budget !== null && cost > budget.leftMicro;
  const set = (part: Partial<Design>): void => change((before) => ({ ...before, ...part }));
  return (
    <Form onSubmit={() => propose.mutate()} error={propose.error} live={faults ?? preview.error}>
      <DraftNotice draft={kept} />
      <Where there={props.there} design={design} set={set} />
      <Title title={design.title} onChange={(title) => set({ title })} />
      {contract.body.kind === 'intersect' ? (
        <Intersect
          contract={contract}
          offers={offersAt(contract, props.there, design)}
          operation={design.operation}
          onChange={(operation) => set(asked(design, operation))}
        />
      ) : (
        <OfStatistics
          contract={contract}
          there={props.there}
          design={design}
          set={set}
          preview={preview.data}
        />
      )}
      <Preview draft={draft} preview={preview} budget={budget} />
      <Button
        type="submit"
        variant="primary"
        pending={propose.isPending}
        isDisabled={faults !== undefined || !isComplete(draft) || preview.error !== null || isTooMuch}
      >
        {text('new.send')}
      </Button>
      <p className="mt-2 max-w-prose text-quiet text-sm">{text('new.sendHelp')}</p>
    </Form>
  );
}

/** What is wrong with a draft as its fields show it; undefined where nothing is. */
function useFaults(draft: ReturnType<typeof draftOf>): FinharborError | undefined {
  const text = useText('proposals');
  const faults = faultsOf(draft);
  if (faults.length === 0) return undefined;
  return new FinharborError({
    code: 'fusion.bad_plan',
    publicMessage: '',
    fields: faults.map(({ pointer, text: key, with: values }) => ({
      pointer,
      detail: text(`fault.${key}`, values),
    })),
  });
}

/** Who comes from a contract or a proposal begins with that one, whatever else was begun. */
function useDesign({ there, source, wanted }: DesignerProps): DraftState<Design> {
  const { contracts, datasets } = there;
  const known = contracts.find(({ id }) => id === (source?.contract ?? wanted));
  const contract = known ?? contracts[0]!;
  const [fresh] = useState(() => firstDesign({ contract, there, source }));
  const from = source ? source.id.slice(0, 16) : known?.id.slice(0, 16);
  const store = useDraftStore(from === undefined ? 'proposal' : `proposal.${from}`, (found) =>
    readDesign(found, {
      contracts: contracts.map(({ id }) => id),
      products: datasets.map(({ id }) => id),
    }),
  );
  return useDraft<Design>(store, fresh);
}

type First = Pick<DesignerProps, 'there' | 'source'> & { readonly contract: OpenContract };

function firstDesign({ contract, there, source }: First): Design {
  const [dataset] = there.datasets;
  const own = source?.data[contract.body.consumer]?.product;
  const isThere = there.datasets.some(({ id }) => id === own);
  return {
    contract: contract.id,
    title: source?.title ?? suggestedTitle(contract.body.kind, firstOf(contract)),
    product: isThere ? own! : dataset!.id,
    operation: firstOf(contract),
    columns: [],
    statistics: [],
    ...(source && partsOf(source)),
  };
}

function usePropose(draft: ReturnType<typeof draftOf>, { discard }: DraftState<Design>) {
  // The same draft sent again, because its answer was lost, is the same proposal.
  const [keys] = useState(() => new Map<string, string>());
  const letters = JSON.stringify(draft);
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async () => {
      const key = keys.get(letters) ?? crypto.randomUUID();
      keys.set(letters, key);
      return (await node.postProposal({ body: draft, idempotencyKey: key })).body.id;
    },
    onSuccess: async (id) => {
      // What was sent is no draft any more; that it may stay is no reason to hold the person up.
      await discard().catch(() => {});
      await client.invalidateQueries({ queryKey: ['harbor'] });
      await navigate({ to: `/app/proposals/${id}` });
    },
  });
}

type Part = {
  readonly there: There;
  readonly design: Design;
  readonly set: (part: Partial<Design>) => void;
};

function Where({ there, design, set }: Part): ReactElement {
  const text = useText('proposals');
  const harbor = useText('harbor');
  const say = useBilingual();
  const choose = (id: string): void => {
    const contract = there.contracts.find((one) => one.id === id)!;
    const operation = firstOf(contract);
    // Another contract has other providers: what was asked of those before is nothing it could say.
    set({
      contract: id,
      columns: [],
      statistics: [],
      operation,
      title: isSuggested(design.title) ? suggestedTitle(contract.body.kind, operation) : design.title,
    });
  };
  const chooseDataset = (product: string): void => {
    const { consumer } = there.contracts.find(({ id }) => id === design.contract)!.body;
    const names = new Set(there.datasets.find(({ id }) => id === product)!.columns.map(({ name }) => name));
    const columns = design.columns.filter(({ party, field }) => party !== consumer || names.has(field));
    set({ product, columns, statistics: pruned(design.statistics, columns) });
  };
  return (
    <>
      <Select
        label={text('list.contract')}
        name="contract"
        selected={design.contract}
        onChange={choose}
        options={there.contracts.map(({ id, body }) => ({
          id,
          label: `${harbor(`kind.${body.kind}`)}: ${say(body.purpose)} (${id.slice(0, 8)})`,
        }))}
      />
      <Select
        label={text('new.dataset')}
        name="product"
        selected={design.product}
        onChange={chooseDataset}
        options={there.datasets.map(({ id, name, rows }) => ({
          id,
          label: harbor('start.datasetOption', { name: name ?? `…${id.slice(-4)}`, rows }),
        }))}
      />
    </>
  );
}

type TitleProps = { readonly title: Bilingual; readonly onChange: (title: Bilingual) => void };

function Title({ title, onChange }: TitleProps): ReactElement {
  const text = useText('proposals');
  return (
    <>
      {(['en', 'zh'] as const).map((language) => (
        <TextField
          key={language}
          label={text(`new.title-${language}`)}
          name={language === 'en' ? 'title' : 'title/zh'}
          value={title[language]}
          onChange={(said) => onChange({ ...title, [language]: said })}
          maxLength={200}
          isRequired
        />
      ))}
    </>
  );
}

/** Another question has another name, unless its person has given one. */
function asked({ title }: Design, operation: DraftOperation): Partial<Design> {
  return { operation, ...(isSuggested(title) && { title: suggestedTitle('intersect', operation) }) };
}

function firstOf(contract: OpenContract): DraftOperation {
  const allowed = allowedBy(contract);
  return firstOperation(allowed.questions[0]!, allowed);
}

function offersAt(
  contract: OpenContract,
  { products, datasets }: There,
  { product }: Design,
): ReturnType<typeof offersOf> {
  return offersOf(contract, { dataset: datasets.find(({ id }) => id === product)!, products });
}

function OfStatistics({
  contract,
  there,
  design,
  set,
  preview,
}: Part & {
  readonly contract: OpenContract;
  readonly preview: ProposalPreview | undefined;
}): ReactElement {
  const { body } = contract;
  const limitOf = (name: string): number | undefined => {
    const value = body.constraints.find((constraint) => constraint.name === name)?.value;
    return typeof value === 'number' ? value : undefined;
  };
  return (
    <>
      <Columns
        offers={offersAt(contract, there, design)}
        columns={design.columns}
        onChange={(columns) => set({ columns, statistics: pruned(design.statistics, columns) })}
      />
      <Statistics
        columns={design.columns}
        statistics={design.statistics}
        parties={1 + body.providers.length}
        delta={limitOf('privacy_delta')}
        preview={preview}
        smallestGroup={limitOf('smallest_group') ?? 0}
        onChange={(statistics) => set({ statistics })}
      />
    </>
  );
}
