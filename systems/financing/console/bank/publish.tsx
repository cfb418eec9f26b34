import type { LoanTerms } from '@finharbor/financing/contract';
import {
  Button,
  DraftNotice,
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
  useFormat,
  useText,
} from '@finharbor/ui';
import { usePlace } from '@finharbor/ui/screens';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { own } from '../api.ts';
import { type Model, type ScoringContract, useHarbor } from '../ports.tsx';
import { readTerms } from './terms-draft.ts';

/** The lender's approver publishes a loan with the rule it is decided by. */
export function Screen(): ReactElement {
  const text = useText('financing');
  const harbor = useHarbor();
  const { party } = usePlace();
  const basis = useQuery({
    queryKey: ['financing', 'basis', party],
    queryFn: async () => {
      const [models, contracts] = await Promise.all([harbor.models(), harbor.scoringContracts(party)]);
      return { models, contracts };
    },
    refetchOnWindowFocus: false,
  });
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/app/loan-products', label: text('products.title') }]}
        title={text('products.publish')}
        lead={text('publish.lead')}
      />
      <Query query={basis}>{(found) => <Possible {...found} />}</Query>
    </>
  );
}

type Basis = { readonly models: readonly Model[]; readonly contracts: readonly ScoringContract[] };

function Possible({ models, contracts }: Basis): ReactElement {
  const text = useText('financing');
  const [model] = models;
  const [contract] = contracts;
  if (!model)
    return (
      <EmptyState
        title={text('publish.noModel')}
        body={text('publish.noModelHelp')}
        action={<LinkButton href="/app/jobs/new">{text('publish.train')}</LinkButton>}
      />
    );
  if (!contract)
    return (
      <EmptyState
        title={text('publish.noContract')}
        body={text('publish.noContractHelp')}
        action={<LinkButton href="/app/contracts/new">{text('publish.ask')}</LinkButton>}
      />
    );
  return <Publish models={models} contracts={contracts} first={{ model, contract }} />;
}

function firstTerms(contract: string, model: Model): LoanTerms {
  return {
    title: { en: 'Working capital loan', zh: '小微企业流动资金贷款' },
    currency: 'CNY',
    mostAmount: '1000000.00',
    cutOffPoints: 450,
    rates: [
      { fromPoints: 450, rateBp: 720 },
      { fromPoints: 500, rateBp: 560 },
      { fromPoints: 550, rateBp: 430 },
    ],
    promisedDays: 3,
    scoringContract: contract,
    model: model.id,
    asks: model.columns,
  };
}

function Publish({
  models,
  contracts,
  first,
}: Basis & {
  readonly first: { readonly model: Model; readonly contract: ScoringContract };
}): ReactElement {
  const { contract: wanted } = useSearch({ strict: false }) as { readonly contract?: string };
  const asked = contracts.find((one) => one.id === wanted);
  const [begun] = useState(() => firstTerms((asked ?? first.contract).id, first.model));
  // Who comes from a contract publishes under that contract, whatever else was begun.
  const store = useDraftStore(asked ? `loan-product.${asked.id}` : 'loan-product', (kept) =>
    readTerms(kept, { models, contracts }, begun),
  );
  const draft = useDraft<LoanTerms>(store, begun);
  const { value: terms, change, discard } = draft;
  const [key] = useState(() => crypto.randomUUID());
  const text = useText('financing');
  const client = useQueryClient();
  const navigate = useNavigate();
  const set = (part: Partial<LoanTerms>): void => change((before) => ({ ...before, ...part }));
  const publish = useMutation({
    mutationFn: () => own.postLoan({ body: terms, idempotencyKey: key }),
    onSuccess: async () => {
      // What was published is no draft any more; that it may stay is no reason to hold the person up.
      await discard().catch(() => {});
      await client.invalidateQueries({ queryKey: ['financing'] });
      await navigate({ to: '/app/loan-products' });
    },
  });
  return (
    <Form onSubmit={() => publish.mutate()} error={publish.error}>
      <DraftNotice draft={draft} />
      <Words terms={terms} set={set} />
      <Rule terms={terms} set={set} />
      <BasisFields terms={terms} set={set} models={models} contracts={contracts} />
      <Button type="submit" variant="primary" pending={publish.isPending}>
        {text('publish.send')}
      </Button>
    </Form>
  );
}

type Part = { readonly terms: LoanTerms; readonly set: (part: Partial<LoanTerms>) => void };

function Words({ terms: { title, mostAmount, promisedDays }, set }: Part): ReactElement {
  const text = useText('financing');
  return (
    <>
      <TextField
        label={text('publish.titleEn')}
        name="title"
        value={title.en}
        onChange={(en) => set({ title: { ...title, en } })}
        isRequired
      />
      <TextField
        label={text('publish.titleZh')}
        value={title.zh}
        onChange={(zh) => set({ title: { ...title, zh } })}
        isRequired
      />
      <TextField
        label={text('product.most')}
        description={text('publish.amountHelp')}
        name="mostAmount"
        inputMode="decimal"
        value={mostAmount}
        onChange={(amount) => set({ mostAmount: amount })}
        isRequired
      />
      <NumberField
        label={text('product.days')}
        name="promisedDays"
        value={promisedDays}
        onChange={(days) => days !== undefined && set({ promisedDays: days })}
        minValue={1}
        maxValue={60}
      />
    </>
  );
}

function Rule({ terms: { cutOffPoints, rates }, set }: Part): ReactElement {
  const text = useText('financing');
  const change = (at: number, part: Partial<LoanTerms['rates'][number]>): void =>
    set({ rates: rates.map((band, index) => (index === at ? { ...band, ...part } : band)) });
  return (
    <fieldset className="mb-4">
      <legend className="mb-2 font-semibold">{text('publish.rule')}</legend>
      <NumberField
        label={text('product.cutOff')}
        name="cutOffPoints"
        value={cutOffPoints}
        onChange={(points) => points !== undefined && set({ cutOffPoints: points })}
      />
      {rates.map(({ fromPoints, rateBp }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bands keep their places
        <div key={at} className="flex flex-wrap gap-3">
          <NumberField
            label={text('publish.from', { n: at + 1 })}
            value={fromPoints}
            onChange={(points) => points !== undefined && change(at, { fromPoints: points })}
          />
          <NumberField
            label={text('publish.rate', { n: at + 1 })}
            value={rateBp / 100}
            onChange={(percent) => percent !== undefined && change(at, { rateBp: Math.round(percent * 100) })}
            minValue={0}
            maxValue={36}
          />
        </div>
      ))}
    </fieldset>
  );
}

function BasisFields({ terms, set, models, contracts }: Part & Basis): ReactElement {
  const text = useText('financing');
  const say = useBilingual();
  const { dateTime } = useFormat();
  return (
    <>
      <Select
        label={text('publish.model')}
        name="model"
        selected={terms.model}
        onChange={(model) => set({ model, asks: models.find(({ id }) => id === model)!.columns })}
        options={models.map(({ id, trainedAtMs }) => ({
          id,
          label: `${dateTime(trainedAtMs)} (${id.slice(-6)})`,
        }))}
      />
      <Select
        label={text('publish.contract')}
        description={text('publish.contractHelp')}
        name="scoringContract"
        selected={terms.scoringContract}
        onChange={(scoringContract) => set({ scoringContract })}
        options={contracts.map(({ id, purpose }) => ({ id, label: `${say(purpose)} (${id.slice(0, 8)})` }))}
      />
    </>
  );
}
