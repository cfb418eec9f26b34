import {
  Button,
  CheckboxGroup,
  DateField,
  Form,
  newId,
  PageHeader,
  Query,
  RadioGroup,
  Select,
  TextField,
  useText,
  useUnsaved,
} from '@finharbor/ui';
import { type Category, categories, type WalletView } from '@finharbor/yuan/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { yuan } from '../api.ts';
import { insist } from './insist.ts';

const uses = ['named', 'wages', 'free'] as const;

/** Makes a programme. */
export function Screen(): ReactElement {
  const text = useText('yuanFunds');
  const wallets = useQuery({
    queryKey: ['yuan', 'wallets'],
    queryFn: async () => (await yuan.listWallets({})).body.items,
  });
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/app/funds', label: text('title') }]}
        title={text('make.title')}
        lead={text('make.lead')}
      />
      <Query query={wallets}>{(own) => <Make wallets={own} />}</Query>
    </>
  );
}

type Draft = {
  readonly wallet: string | undefined;
  readonly en: string;
  readonly zh: string;
  readonly basis: string;
  readonly use: (typeof uses)[number];
  readonly sorts: readonly string[];
  readonly withoutWallet: 'wait' | 'refuse';
  readonly claim: string | undefined;
  readonly spend: string | undefined;
};

function Make({ wallets }: { readonly wallets: readonly WalletView[] }): ReactElement {
  const text = useText('yuanFunds');
  const client = useQueryClient();
  const navigate = useNavigate();
  const [id] = useState(newId);
  const [begun] = useState<Draft>(() => ({
    ...{ wallet: wallets[0]?.number, en: '', zh: '', basis: '', use: 'named', sorts: [] },
    ...{ withoutWallet: 'wait', claim: undefined, spend: undefined },
  }));
  const [draft, setDraft] = useState(begun);
  const set = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }));
  const make = useMutation({
    mutationFn: () => send(id, draft, text('make.missing')),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['yuan', 'funds'] });
      await navigate({ to: `/app/funds/${id}` });
    },
  });
  useUnsaved(draft !== begun && !make.isSuccess);
  return (
    <Form onSubmit={() => make.mutate()} error={make.error}>
      <Words draft={draft} set={set} />
      <Select
        label={text('make.wallet')}
        name="wallet"
        options={wallets.map(({ number, label }) => ({
          id: number,
          label: text('make.from', { label, number }),
        }))}
        selected={draft.wallet}
        onChange={(wallet) => set({ wallet })}
        isRequired
      />
      <Purposes draft={draft} set={set} />
      <DateField
        label={text('claimUntil')}
        description={text('make.claimHelp')}
        name="claimUntilMs"
        value={draft.claim}
        onChange={(claim) => set({ claim })}
        isRequired
      />
      <DateField
        label={text('spendUntil')}
        description={text('make.spendHelp')}
        name="spendUntilMs"
        value={draft.spend}
        onChange={(spend) => set({ spend })}
        isRequired
      />
      <Button type="submit" variant="primary" pending={make.isPending}>
        {text('make.send')}
      </Button>
    </Form>
  );
}

type PartProps = { readonly draft: Draft; readonly set: (part: Partial<Draft>) => void };

function Words({ draft, set }: PartProps): ReactElement {
  const text = useText('yuanFunds');
  return (
    <>
      <TextField
        label={text('make.zh')}
        name="zh"
        value={draft.zh}
        onChange={(zh) => set({ zh })}
        isRequired
      />
      <TextField
        label={text('make.en')}
        name="en"
        value={draft.en}
        onChange={(en) => set({ en })}
        isRequired
      />
      <TextField
        label={text('basis')}
        description={text('make.basisHelp')}
        name="basis"
        value={draft.basis}
        onChange={(basis) => set({ basis })}
        isRequired
      />
    </>
  );
}

function Purposes({ draft, set }: PartProps): ReactElement {
  const text = useText('yuanFunds');
  return (
    <>
      <RadioGroup
        label={text('use')}
        name="use"
        options={uses.map((use) => ({
          id: use,
          label: text(`uses.${use}`),
          description: text(`usesHelp.${use}`),
        }))}
        selected={draft.use}
        onChange={(use) => set({ use })}
      />
      {draft.use === 'named' && (
        <CheckboxGroup
          label={text('make.sorts')}
          name="categories"
          options={categories.map((sort) => ({ id: sort, label: text(`sorts.${sort}`) }))}
          selected={draft.sorts}
          onChange={(sorts) => set({ sorts })}
        />
      )}
      <RadioGroup
        label={text('make.without')}
        name="withoutWallet"
        options={(['wait', 'refuse'] as const).map((how) => ({ id: how, label: text(`without.${how}`) }))}
        selected={draft.withoutWallet}
        onChange={(withoutWallet) => set({ withoutWallet })}
      />
    </>
  );
}

async function send(id: string, draft: Draft, missing: string): Promise<void> {
  const { wallet, en, zh, basis, use, sorts, withoutWallet, claim, spend } = draft;
  insist([
    ['zh', zh.trim() !== '', missing],
    ['en', en.trim() !== '', missing],
    ['basis', basis.trim() !== '', missing],
    ['wallet', wallet !== undefined, missing],
    ['categories', use !== 'named' || sorts.length > 0, missing],
    ['claimUntilMs', claim !== undefined, missing],
    ['spendUntilMs', spend !== undefined, missing],
  ]);
  await yuan.postFund({
    body: {
      id,
      wallet: wallet!,
      title: { en, zh },
      basis,
      use,
      categories: use === 'named' ? (sorts as readonly Category[]) : [],
      merchants: [],
      withoutWallet,
      claimUntilMs: endOf(claim!),
      spendUntilMs: endOf(spend!),
    },
  });
}

/** The last moment of a day of the city. */
function endOf(day: string): number {
  return Date.parse(`${day}T23:59:59+08:00`);
}
