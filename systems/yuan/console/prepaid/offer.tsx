import { type FieldError, FinharborError } from '@finharbor/kernel/contract';
import {
  Button,
  EmptyState,
  Form,
  NumberField,
  newId,
  PageHeader,
  Query,
  RadioGroup,
  Select,
  TextArea,
  TextField,
  useBilingual,
  useText,
  useUnsaved,
} from '@finharbor/ui';
import type { WalletView } from '@finharbor/yuan/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactElement, useEffect, useState } from 'react';
import { yuan } from '../api.ts';
import { equalParts, fenOf } from './amount.ts';
import { useWallets } from './parts.tsx';

/** Offers a prepaid card. */
export function Screen(): ReactElement {
  const text = useText('yuanPrepaid');
  const wallets = useWallets();
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/app/card-plans', label: text('shop.title') }]}
        title={text('shop.offer')}
        lead={text('offer.lead')}
      />
      <Query query={wallets}>
        {(items) => {
          const shops = items.filter(({ merchant }) => merchant !== null);
          return shops.length === 0 ? (
            <EmptyState title={text('shop.none')} body={text('shop.noneHelp')} />
          ) : (
            <Offer shops={shops} />
          );
        }}
      </Query>
    </>
  );
}

type Draft = {
  readonly en: string;
  readonly zh: string;
  readonly rulesEn: string;
  readonly rulesZh: string;
  readonly kind: 'equal' | 'listed';
  readonly price: string;
  readonly listed: string;
  readonly count: number | undefined;
  readonly validDays: number | undefined;
  readonly coolingDays: number | undefined;
};
const empty: Draft = {
  en: '',
  zh: '',
  rulesEn: '',
  rulesZh: '',
  kind: 'equal',
  price: '',
  listed: '',
  count: 10,
  validDays: 180,
  coolingDays: 7,
};

/** What each use is worth; undefined where the draft does not say. */
function slicesOf({ kind, price, count, listed }: Draft): readonly bigint[] | undefined {
  if (kind === 'equal') {
    const fen = fenOf(price);
    if (fen === undefined || count === undefined || fen < BigInt(count)) return undefined;
    return equalParts(fen, count);
  }
  const parts = listed
    .split(/[\s,，、;；]+/)
    .filter((part) => part !== '')
    .map(fenOf);
  const isRight =
    parts.length > 0 && parts.length <= 200 && parts.every((part) => part !== undefined && part > 0n);
  return isRight ? (parts as readonly bigint[]) : undefined;
}

/** What a draft says, or what of it is missing. */
function planOf(
  draft: Draft,
  text: ReturnType<typeof useText>,
): Omit<Parameters<typeof yuan.postCardPlan>[0]['body'], 'id' | 'wallet'> {
  const { en, zh, rulesEn, rulesZh, validDays, coolingDays } = draft;
  const slices = slicesOf(draft);
  const fields: FieldError[] = [];
  if (slices === undefined)
    fields.push({
      pointer: `/${draft.kind === 'equal' ? 'price' : 'listed'}`,
      detail: text('offer.noAmount'),
    });
  if (validDays === undefined) fields.push({ pointer: '/validDays', detail: text('offer.noDays') });
  if (coolingDays === undefined) fields.push({ pointer: '/coolingDays', detail: text('offer.noDays') });
  if (fields.length > 0) throw new FinharborError({ code: 'request.invalid', publicMessage: '', fields });
  const words = { name: { en, zh }, rules: { en: rulesEn, zh: rulesZh } };
  const days = { validDays: validDays!, coolingDays: coolingDays! };
  return { slices: slices!, ...words, ...days };
}

function Offer({ shops }: { readonly shops: readonly WalletView[] }): ReactElement {
  const text = useText('yuanPrepaid');
  const say = useBilingual();
  const client = useQueryClient();
  const navigate = useNavigate();
  // The same form is the same plan, however often it is sent.
  const [id] = useState(newId);
  const [draft, setDraft] = useState(empty);
  const [wallet, setWallet] = useState(shops.at(-1)!.number);
  const set = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }));
  const offer = useMutation({
    mutationFn: async () => {
      return yuan.postCardPlan({ body: { id, wallet, ...planOf(draft, text) } });
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['yuan', 'shop'] }),
  });
  const { isSuccess } = offer;
  useUnsaved(draft !== empty && !isSuccess);
  useEffect(() => {
    if (isSuccess) void navigate({ to: '/app/card-plans', search: { tab: 'plans' } as never });
  }, [isSuccess, navigate]);
  return (
    <Form onSubmit={() => offer.mutate()} error={offer.error}>
      <Select
        label={text('shop.which')}
        options={shops.map(({ number, merchant }) => ({ id: number, label: say(merchant!.name) }))}
        selected={wallet}
        onChange={setWallet}
      />
      <TextField
        label={text('offer.nameZh')}
        name="name"
        value={draft.zh}
        onChange={(zh) => set({ zh })}
        isRequired
      />
      <TextField
        label={text('offer.nameEn')}
        name="nameEn"
        value={draft.en}
        onChange={(en) => set({ en })}
        isRequired
      />
      <Worth draft={draft} set={set} />
      <Days draft={draft} set={set} />
      <Button type="submit" variant="primary" pending={offer.isPending}>
        {text('shop.offer')}
      </Button>
    </Form>
  );
}

type WorthProps = { readonly draft: Draft; readonly set: (part: Partial<Draft>) => void };

/** For how long it holds, and by which rules. */
function Days({ draft, set }: WorthProps): ReactElement {
  const text = useText('yuanPrepaid');
  return (
    <>
      <NumberField
        label={text('offer.validDays')}
        name="validDays"
        value={draft.validDays}
        minValue={1}
        maxValue={1095}
        onChange={(validDays) => set({ validDays })}
      />
      <NumberField
        label={text('offer.coolingDays')}
        description={text('offer.coolingHelp')}
        name="coolingDays"
        value={draft.coolingDays}
        minValue={0}
        maxValue={30}
        onChange={(coolingDays) => set({ coolingDays })}
      />
      <TextArea
        label={text('offer.rulesZh')}
        name="rules"
        value={draft.rulesZh}
        onChange={(rulesZh) => set({ rulesZh })}
        isRequired
      />
      <TextArea
        label={text('offer.rulesEn')}
        name="rulesEn"
        value={draft.rulesEn}
        onChange={(rulesEn) => set({ rulesEn })}
        isRequired
      />
    </>
  );
}

function Worth({ draft, set }: WorthProps): ReactElement {
  const text = useText('yuanPrepaid');
  return (
    <>
      <RadioGroup
        label={text('offer.worth')}
        options={(['equal', 'listed'] as const).map((id) => ({ id, label: text(`offer.${id}`) }))}
        selected={draft.kind}
        onChange={(kind) => set({ kind })}
      />
      {draft.kind === 'equal' ? (
        <>
          <TextField
            label={text('offer.price')}
            name="price"
            inputMode="decimal"
            value={draft.price}
            onChange={(price) => set({ price })}
            isRequired
          />
          <NumberField
            label={text('offer.count')}
            name="count"
            value={draft.count}
            minValue={1}
            maxValue={200}
            onChange={(count) => set({ count })}
          />
        </>
      ) : (
        <TextArea
          label={text('offer.listedAmounts')}
          description={text('offer.listedHelp')}
          name="listed"
          value={draft.listed}
          onChange={(listed) => set({ listed })}
          isRequired
        />
      )}
    </>
  );
}
