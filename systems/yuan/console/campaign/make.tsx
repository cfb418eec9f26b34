import {
  Button,
  clock,
  Form,
  NumberField,
  newId,
  PageHeader,
  Query,
  RadioGroup,
  Select,
  TextArea,
  TextField,
  useText,
  useUnsaved,
} from '@finharbor/ui';
import type { CampaignKind, NewCampaign, WalletView } from '@finharbor/yuan/contract';
import { campaignKinds } from '@finharbor/yuan/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactElement, useEffect, useState } from 'react';
import { yuan } from '../api.ts';
import { type Draft, emptyDraft, termsChecks, termsOf } from './draft.ts';
import { insist } from './fields.ts';
import { TermsFields } from './terms-fields.tsx';

const minuteMs = 60_000;

/** Makes a campaign of one's own. */
export function Screen(): ReactElement {
  const text = useText('yuanCampaigns');
  const wallets = useQuery({
    queryKey: ['yuan', 'wallets'],
    queryFn: async () => (await yuan.listWallets({})).body.items,
  });
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/app/campaigns', label: text('title') }]}
        title={text('make.title')}
        lead={text('make.lead')}
      />
      <Query query={wallets}>{(items) => <Make wallets={items} />}</Query>
    </>
  );
}

type Wallets = readonly Pick<WalletView, 'number' | 'label'>[];

function Make({ wallets }: { readonly wallets: Wallets }): ReactElement {
  const text = useText('yuanCampaigns');
  const client = useQueryClient();
  const navigate = useNavigate();
  // The same form is the same campaign, however often it is sent.
  const [id] = useState(newId);
  const [draft, setDraft] = useState(emptyDraft);
  const set = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }));
  const make = useMutation({
    mutationFn: async () => {
      const wallet = draft.wallet ?? wallets[0]?.number;
      insist([
        ['wallet', wallet !== undefined, text('make.noWallet')],
        ['titleEn', draft.titleEn.trim() !== '', text('fault.missing')],
        ['titleZh', draft.titleZh.trim() !== '', text('fault.missing')],
        ...termsChecks(draft, text),
      ]);
      await yuan.postCampaign({ body: bodyOf(draft, { id, wallet: wallet! }) });
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['yuan'] }),
  });
  const { isSuccess } = make;
  useUnsaved(draft !== emptyDraft && !isSuccess);
  // Not before nothing is unsaved any more: leaving would be asked about.
  useEffect(() => {
    if (isSuccess) void navigate({ to: `/app/campaigns/${id}/run` as never });
  }, [isSuccess, id, navigate]);
  return (
    <Form onSubmit={() => make.mutate()} error={make.error}>
      <RadioGroup<CampaignKind>
        label={text('make.kind')}
        options={campaignKinds.map((kind) => ({
          id: kind,
          label: text(`kind.${kind}`),
          description: text(`kindHelp.${kind}`),
        }))}
        selected={draft.kind}
        onChange={(kind) => set({ kind })}
      />
      <Select
        label={text('make.wallet')}
        name="wallet"
        options={wallets.map(({ number, label }) => ({
          id: number,
          label: text('make.from', { label, number: number.slice(-4) }),
        }))}
        selected={draft.wallet ?? wallets[0]?.number}
        onChange={(wallet) => set({ wallet })}
      />
      <Words draft={draft} set={set} />
      <TermsFields draft={draft} set={set} />
      <Times draft={draft} set={set} />
      <Button type="submit" variant="primary" pending={make.isPending}>
        {text('make.send')}
      </Button>
    </Form>
  );
}

function bodyOf(draft: Draft, { id, wallet }: { readonly id: string; readonly wallet: string }): NewCampaign {
  const opensAtMs = clock.nowMs() + (draft.opensInMinutes ?? 5) * minuteMs;
  const closesAtMs = opensAtMs + (draft.openMinutes ?? 60) * minuteMs;
  return {
    id,
    wallet,
    title: { en: draft.titleEn.trim(), zh: draft.titleZh.trim() },
    about: { en: draft.aboutEn.trim(), zh: draft.aboutZh.trim() },
    terms: termsOf(draft),
    opensAtMs,
    closesAtMs,
    packetsUntilMs: closesAtMs + (draft.packetDays ?? 30) * 1440 * minuteMs,
  };
}

type Props = { readonly draft: Draft; readonly set: (part: Partial<Draft>) => void };

function Words({ draft, set }: Props): ReactElement {
  const text = useText('yuanCampaigns');
  const { titleEn, titleZh, aboutEn, aboutZh } = draft;
  return (
    <>
      <TextField
        label={text('make.titleZh')}
        name="titleZh"
        value={titleZh}
        onChange={(value) => set({ titleZh: value })}
        isRequired
      />
      <TextField
        label={text('make.titleEn')}
        name="titleEn"
        value={titleEn}
        onChange={(value) => set({ titleEn: value })}
        isRequired
      />
      <TextArea label={text('make.aboutZh')} value={aboutZh} onChange={(value) => set({ aboutZh: value })} />
      <TextArea label={text('make.aboutEn')} value={aboutEn} onChange={(value) => set({ aboutEn: value })} />
    </>
  );
}

function Times({ draft, set }: Props): ReactElement {
  const text = useText('yuanCampaigns');
  return (
    <>
      <NumberField
        label={text('make.opensIn')}
        name="opensIn"
        value={draft.opensInMinutes}
        onChange={(opensInMinutes) => set({ opensInMinutes })}
        minValue={1}
      />
      <NumberField
        label={text('make.openFor')}
        name="openFor"
        value={draft.openMinutes}
        onChange={(openMinutes) => set({ openMinutes })}
        minValue={1}
      />
      <NumberField
        label={text('make.packetDays')}
        name="packetDays"
        value={draft.packetDays}
        onChange={(packetDays) => set({ packetDays })}
        minValue={1}
      />
    </>
  );
}
