import {
  type ContractKind,
  contractKinds,
  deliveriesOf,
  type ProductView,
  waysOf,
} from '@finharbor/harbor/contract';
import {
  Button,
  CheckboxGroup,
  DraftNotice,
  Form,
  NumberField,
  PageHeader,
  Query,
  RadioGroup,
  TextField,
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
import { PlaceField } from '../crossborder/place-field.tsx';
import { PickPlans } from '../settlement/plans.tsx';
import { PurposeField } from '../usage/purpose-field.tsx';
import { OpenedPoints } from './opened-points.tsx';
import { ComputationTerms, firstTerms, keptTerms } from './terms.tsx';

/** The consumer's approver asks for a contract; its terms follow from the kind and the numbers. */
export function Screen(): ReactElement {
  const text = useText('harbor');
  const { party } = usePlace();
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
      <Query query={products}>{(found) => <Request products={found} />}</Query>
    </>
  );
}

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

function Request({ products }: { readonly products: readonly ProductView[] }): ReactElement {
  const { product } = useSearch({ strict: false }) as { readonly product?: string };
  const [first] = useState(() => firstDraft(products, product));
  // Who comes from a product asks for that product, whatever else was begun.
  const store = useDraftStore(product ? `contract-request.${product}` : 'contract-request', (kept) =>
    readDraft(kept, products),
  );
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

function Numbers({ draft, set }: Part): ReactElement {
  const text = useText('harbor');
  return (
    <>
      <NumberField
        label={text('request.uses')}
        description={text('request.usesHelp')}
        name="uses"
        value={draft.uses}
        onChange={(uses) => uses !== undefined && set({ uses })}
        minValue={1}
        maxValue={1_000_000}
      />
      {draft.kind === 'train' && (
        <NumberField
          label={text('request.group')}
          description={text('request.groupHelp')}
          name="smallestGroup"
          value={draft.smallestGroup}
          onChange={(smallestGroup) => smallestGroup !== undefined && set({ smallestGroup })}
          minValue={10}
          maxValue={10_000}
        />
      )}
      <NumberField
        label={text('request.days')}
        name="validDays"
        value={draft.validDays}
        onChange={(validDays) => validDays !== undefined && set({ validDays })}
        minValue={1}
        maxValue={3650}
      />
    </>
  );
}
