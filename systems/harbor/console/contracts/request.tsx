import {
  type ContractKind,
  chosenTerms,
  contractKinds,
  deliveriesOf,
  type ProductView,
  waysOf,
} from '@finharbor/harbor/contract';
import {
  Button,
  Callout,
  CheckboxGroup,
  DraftNotice,
  Form,
  PageHeader,
  Query,
  RadioGroup,
  TextField,
  TextLink,
  useBilingual,
  useDraft,
  useDraftStore,
  useText,
} from '@finharbor/ui';
import { usePlace } from '@finharbor/ui/screens';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { z } from 'zod';
import { node } from '../api.ts';
import { useProduct } from '../catalogue/products.ts';
import { PlaceField } from '../crossborder/place-field.tsx';
import { PickPlans } from '../settlement/plans.tsx';
import { PurposeField } from '../usage/purpose-field.tsx';
import { Numbers } from './numbers.tsx';
import { OpenedPoints } from './opened-points.tsx';
import { ComputationTerms, firstTerms, keptTerms } from './terms.tsx';

/** The consumer's approver asks for a contract; its terms follow from the kind and the numbers. */
export function Screen(): ReactElement {
  const text = useText('harbor');
  const { party } = usePlace();
  const { product, previous, counter } = useSearch({ strict: false }) as Asked;
  const products = useQuery({
    queryKey: ['harbor', 'products'],
    queryFn: async () => (await node.listProducts({})).body.filter((product) => product.party !== party),
  });
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/app/contracts', label: text('contracts.title') }]}
        title={text('contracts.request')}
        lead={text('request.lead')}
      />
      <Query query={products}>
        {(found) =>
          previous === undefined ? (
            <>
              {product && !found.some(({ id }) => id === product) && <NotOffered id={product} />}
              <Request
                products={found}
                // Who comes from a product asks for that product, whatever else was begun.
                draftName={product ? `contract-request.${product}` : 'contract-request'}
                first={firstDraft(found, product)}
              />
            </>
          ) : (
            <Again id={previous} counter={counter} products={found} />
          )
        }
      </Query>
    </>
  );
}

/** From what a request begins: a product, or a contract that it follows and the other terms that were offered for it. */
type Asked = { readonly product?: string; readonly previous?: string; readonly counter?: string };
type Draft = Parameters<typeof node.postContract>[0]['body'];

const suggested = {
  train: {
    purpose: { en: 'Train a scorecard for loans to small firms', zh: '训练小微企业贷款评分卡' },
    uses: 3,
  },
  score: {
    purpose: { en: 'Score a firm that applies for a loan', zh: '对申请贷款的企业评分' },
    uses: 1000,
  },
  intersect: {
    purpose: { en: 'Find the firms that both sides have', zh: '查找双方共有的企业' },
    uses: 10,
  },
  statistics: {
    purpose: { en: 'Statistics of firms that all sides have', zh: '各方共有企业的联合统计' },
    uses: 20,
  },
  deliver: {
    purpose: { en: 'Have open or aggregated figures delivered', zh: '获取可公开或已汇总的数据' },
    uses: 12,
  },
} as const;

function firstDraft(products: readonly ProductView[], product: string | undefined): Draft {
  return {
    kind: 'train',
    products: chosenFor('train', product === undefined ? products.map(({ id }) => id) : [product], products),
    purpose: suggested.train.purpose,
    legalBasis: {
      en: 'Personal Information Protection Law, art. 13; consent of the firm where it is scored',
      zh: '《个人信息保护法》第十三条；对企业评分以其授权为前提',
    },
    uses: suggested.train.uses,
    smallestGroup: 50,
    validDays: 365,
  };
}

const both = z.strictObject({ en: z.string(), zh: z.string() });
// Of a draft only the form counts: it may be half filled in, which its sending would refuse.
const draftForm: z.ZodType<Draft> = z.strictObject({
  kind: z.enum(contractKinds),
  products: z.array(z.string()),
  purpose: both,
  legalBasis: both,
  uses: z.number(),
  smallestGroup: z.number(),
  validDays: z.number(),
  retentionDays: z.number().exactOptional(),
  previous: z.string().exactOptional(),
  terms: keptTerms.exactOptional(),
  place: z.string().exactOptional(),
  plans: z.record(z.string(), z.string()).exactOptional(),
  purposes: z.array(z.string()).exactOptional(),
});

/** A draft as it was kept, less products that are no longer offered. */
function readDraft(kept: unknown, products: readonly ProductView[]): Draft | undefined {
  const { data } = draftForm.safeParse(kept);
  return data && { ...data, products: data.products.filter((id) => products.some((one) => one.id === id)) };
}

type Following = {
  readonly id: string;
  readonly counter: string | undefined;
  readonly products: readonly ProductView[];
};

/** A request for a contract in another's place begins with the terms that were offered last. */
function Again({ id, counter, products }: Following): ReactElement {
  const text = useText('counter');
  const before = useQuery({
    queryKey: ['harbor', 'contracts', id, 'again', counter],
    queryFn: async () => {
      const params = { id };
      const [contract, counters] = await Promise.all([
        node.getContract({ params }),
        node.listCounterOffers({ params }),
      ]);
      return counters.body.find((one) => one.id === counter)?.terms ?? contract.body.body;
    },
  });
  return (
    <Query query={before}>
      {(body) => (
        <>
          <Callout>{text('againLead')}</Callout>
          <Request
            products={products}
            draftName={`contract-request.${id}`}
            first={{
              kind: body.kind,
              products: [...body.products],
              purpose: body.purpose,
              legalBasis: body.legalBasis,
              ...chosenTerms(body),
              previous: id,
            }}
          />
        </>
      )}
    </Query>
  );
}

type RequestProps = {
  readonly products: readonly ProductView[];
  readonly draftName: string;
  readonly first: Draft;
};

function Request({ products, draftName, first: begun }: RequestProps): ReactElement {
  const [first] = useState(begun);
  const store = useDraftStore(draftName, (kept) => readDraft(kept, products));
  const kept = useDraft<Draft>(store, first);
  const { value: draft, set: setDraft, discard } = kept;
  const [key] = useState(() => crypto.randomUUID());
  const client = useQueryClient();
  const navigate = useNavigate();
  const text = useText('harbor');
  const helpOf = useKindHelp();
  const ask = useMutation({
    mutationFn: async () =>
      (await node.postContract({ body: draft, idempotencyKey: key + draft.kind })).body.id,
    onSuccess: async (id) => {
      // What was sent is no draft any more; that it may stay is no reason to hold the person up.
      await discard().catch(() => {});
      await client.invalidateQueries({ queryKey: ['harbor'] });
      await navigate({ to: `/app/contracts/${id}` });
    },
  });
  const set = (part: Partial<Draft>): void => setDraft({ ...draft, ...part });
  return (
    <Form onSubmit={() => ask.mutate()} error={ask.error}>
      <DraftNotice draft={kept} />
      <RadioGroup
        label={text('contract.kind')}
        selected={draft.kind}
        onChange={(kind) => {
          const { terms: _other, ...rest } = draft;
          const chosen = chosenFor(kind, draft.products, products);
          setDraft({ ...rest, kind, products: chosen, ...suggested[kind], ...firstTerms(kind) });
        }}
        options={contractKinds.map((id) => ({
          id,
          label: text(`kind.${id}`),
          description: helpOf(id),
        }))}
      />
      <Products products={products} draft={draft} set={set} />
      <PickPlans products={products} draft={draft} set={set} />
      <Words draft={draft} set={set} />
      <Numbers draft={draft} set={set} />
      <PlaceField
        place={draft.place}
        onChange={(place) => {
          const { place: _other, ...rest } = draft;
          setDraft(place === undefined ? rest : { ...rest, place });
        }}
      />
      <ComputationTerms draft={draft} set={set} />
      {draft.kind === 'train' && <OpenedPoints draft={draft} set={set} />}
      <Button type="submit" variant="primary" pending={ask.isPending}>
        {text('request.send')}
      </Button>
    </Form>
  );
}

/** Says before the form is filled in what its sending would be refused for. */
function NotOffered({ id }: { readonly id: string }): ReactElement | null {
  const text = useText('catalogue');
  const { data } = useProduct(id);
  if (!data || data.state === 'listed') return null;
  return (
    <Callout tone="warn" title={text('notOffered.title')}>
      <p>{text(`notOffered.${data.state}`)}</p>
      <TextLink href={`/app/catalogue/${id}`}>{text('notOffered.see')}</TextLink>
    </Callout>
  );
}

function useKindHelp(): (kind: ContractKind) => string {
  const text = useText('harbor');
  const own = useText('proposals');
  const delivery = useText('delivery');
  return (kind) => {
    if (kind === 'deliver') return delivery('kindHelp');
    return kind === 'train' || kind === 'score' ? text(`kindHelp.${kind}`) : own(`kindHelp.${kind}`);
  };
}

/** Products that are offered for a kind of contract. */
function offeredFor(kind: ContractKind, products: readonly ProductView[]): readonly ProductView[] {
  return products.filter(({ body }) =>
    kind === 'deliver' ? waysOf(body).length > 0 : deliveriesOf(body).includes('computation'),
  );
}

/** What stays chosen of products when the kind changes; a delivery is of one. */
function chosenFor(
  kind: ContractKind,
  chosen: readonly string[],
  products: readonly ProductView[],
): string[] {
  const offered = offeredFor(kind, products).map(({ id }) => id);
  const kept = offered.filter((id) => chosen.includes(id));
  return kind === 'deliver' ? (kept.length > 0 ? kept : offered).slice(0, 1) : kept;
}

type Part = { readonly draft: Draft; readonly set: (part: Partial<Draft>) => void };

function Products({
  products,
  draft,
  set,
}: Part & { readonly products: readonly ProductView[] }): ReactElement {
  const text = useText('harbor');
  const delivery = useText('delivery');
  const say = useBilingual();
  const offered = offeredFor(draft.kind, products);
  const shared = {
    label: text('request.products'),
    name: 'products',
    options: offered.map(({ id, party, body }) => ({
      id,
      label: say(body.title),
      description: `${party}: ${body.fields.map(({ title }) => say(title)).join(', ')}`,
    })),
  };
  if (draft.kind !== 'deliver')
    return (
      <CheckboxGroup
        {...shared}
        selected={draft.products}
        onChange={(chosen) => set({ products: [...chosen] })}
      />
    );
  if (offered.length === 0) return <p className="mb-4">{delivery('none')}</p>;
  return (
    <RadioGroup
      {...shared}
      description={delivery('onlyOne')}
      selected={draft.products[0]}
      onChange={(id) => set({ products: [id] })}
    />
  );
}

function Words({ draft, set }: Part): ReactElement {
  const text = useText('harbor');
  const { purpose, legalBasis, purposes = [] } = draft;
  return (
    <>
      <TextField
        label={text('request.purposeEn')}
        name="purpose"
        value={purpose.en}
        onChange={(en) => set({ purpose: { ...purpose, en } })}
        isRequired
      />
      <TextField
        label={text('request.purposeZh')}
        value={purpose.zh}
        onChange={(zh) => set({ purpose: { ...purpose, zh } })}
        isRequired
      />
      <PurposeField selected={purposes} onChange={(chosen) => set({ purposes: [...chosen] })} />
      <TextField
        label={text('request.legalEn')}
        name="legalBasis"
        value={legalBasis.en}
        onChange={(en) => set({ legalBasis: { ...legalBasis, en } })}
        isRequired
      />
      <TextField
        label={text('request.legalZh')}
        value={legalBasis.zh}
        onChange={(zh) => set({ legalBasis: { ...legalBasis, zh } })}
        isRequired
      />
    </>
  );
}
