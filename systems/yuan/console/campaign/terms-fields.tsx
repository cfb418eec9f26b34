import { CheckboxGroup, NumberField, RadioGroup, TextArea, TextField, useText } from '@finharbor/ui';
import { categories } from '@finharbor/yuan/contract';
import type { ReactElement } from 'react';
import type { Draft } from './draft.ts';

type Props = { readonly draft: Draft; readonly set: (part: Partial<Draft>) => void };

/** What a campaign gives, by its kind. */
export function TermsFields({ draft, set }: Props): ReactElement {
  switch (draft.kind) {
    case 'lottery':
    case 'rush':
      return <Packets draft={draft} set={set} />;
    case 'discount':
      return <Discount draft={draft} set={set} />;
    case 'voucher':
      return <Voucher draft={draft} set={set} />;
    case 'subsidy':
      return <Subsidy draft={draft} set={set} />;
  }
}

function Packets({ draft, set }: Props): ReactElement {
  const text = useText('yuanCampaigns');
  return (
    <>
      <TextArea
        label={text('make.prizes')}
        description={text('make.prizesHelp')}
        name="prizes"
        value={draft.prizes}
        onChange={(prizes) => set({ prizes })}
        rows={3}
      />
      <TextArea
        label={text('make.quotas')}
        description={text('make.quotasHelp')}
        name="quotas"
        value={draft.quotas}
        onChange={(quotas) => set({ quotas })}
        rows={3}
      />
      <Spend draft={draft} set={set} isWalletToo />
      {draft.kind === 'lottery' && (
        <NumberField
          label={text('make.reveal')}
          name="reveal"
          value={draft.revealMinutes}
          onChange={(revealMinutes) => set({ revealMinutes })}
          minValue={1}
        />
      )}
    </>
  );
}

function Spend({
  draft,
  set,
  isWalletToo = false,
}: Props & { readonly isWalletToo?: boolean }): ReactElement {
  const text = useText('yuanCampaigns');
  const ways = isWalletToo
    ? (['wallet', 'categories', 'merchants'] as const)
    : (['categories', 'merchants'] as const);
  return (
    <>
      <RadioGroup
        label={text('make.spend')}
        options={ways.map((id) => ({ id, label: text(`spend.${id}`) }))}
        selected={draft.spend}
        onChange={(spend) => set({ spend })}
      />
      {draft.spend === 'categories' && (
        <CheckboxGroup
          label={text('make.categories')}
          options={categories.map((id) => ({ id, label: text(`category.${id}`) }))}
          selected={draft.categories}
          onChange={(chosen) => set({ categories: chosen })}
        />
      )}
      {draft.spend === 'merchants' && (
        <TextArea
          label={text('make.merchants')}
          description={text('make.walletsHelp')}
          name="merchants"
          value={draft.merchants}
          onChange={(merchants) => set({ merchants })}
          rows={3}
        />
      )}
    </>
  );
}

function Discount({ draft, set }: Props): ReactElement {
  const text = useText('yuanCampaigns');
  return (
    <>
      <TextField
        label={text('make.merchant')}
        name="merchant"
        value={draft.merchant}
        onChange={(merchant) => set({ merchant })}
        isRequired
      />
      <TextField label={text('make.own')} name="own" value={draft.own} onChange={(own) => set({ own })} />
      <TextField
        label={text('make.most')}
        name="most"
        value={draft.most}
        onChange={(most) => set({ most })}
      />
      <Budget draft={draft} set={set} />
    </>
  );
}

function Budget({ draft, set }: Props): ReactElement {
  const text = useText('yuanCampaigns');
  return (
    <TextField
      label={text('make.budget')}
      name="budget"
      value={draft.budget}
      onChange={(budget) => set({ budget })}
    />
  );
}

function Voucher({ draft, set }: Props): ReactElement {
  const text = useText('yuanCampaigns');
  return (
    <>
      <TextField
        label={text('make.amount')}
        name="amount"
        value={draft.amount}
        onChange={(amount) => set({ amount })}
      />
      <TextArea
        label={text('make.wallets')}
        description={text('make.walletsHelp')}
        name="wallets"
        value={draft.wallets}
        onChange={(wallets) => set({ wallets })}
        rows={4}
      />
      <Spend draft={draft} set={set} />
    </>
  );
}

function Subsidy({ draft, set }: Props): ReactElement {
  const text = useText('yuanCampaigns');
  return (
    <>
      <TextArea
        label={text('make.bands')}
        description={text('make.bandsHelp')}
        name="bands"
        value={draft.bands}
        onChange={(bands) => set({ bands })}
        rows={3}
      />
      <Budget draft={draft} set={set} />
    </>
  );
}
