import {
  Button,
  Callout,
  DateField,
  Form,
  NumberField,
  Section,
  Select,
  TextField,
  useText,
} from '@finharbor/ui';
import { type Bill, billKinds } from '@finharbor/yuan/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { fenIn } from '../amounts.ts';
import { yuan } from '../api.ts';
import { insist } from '../funds/insist.ts';

type Draft = {
  readonly kind: Bill['kind'];
  readonly payer: string;
  readonly reference: string;
  readonly period: string;
  readonly zh: string;
  readonly en: string;
  readonly amount: string;
  readonly due: string | undefined;
  readonly late: number | undefined;
};
const empty: Draft = {
  kind: 'tax',
  payer: '',
  reference: '',
  period: '',
  zh: '',
  en: '',
  amount: '',
  due: undefined,
  late: 50,
};

/** Publishes a bill. */
export function Publish({ wallet }: { readonly wallet: string }): ReactElement {
  const text = useText('yuanBills');
  const client = useQueryClient();
  const [draft, setDraft] = useState(empty);
  const set = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }));
  const publish = useMutation({
    mutationFn: async () => {
      const amountMinor = fenIn(draft.amount);
      const missing = text('publish.missing');
      insist([
        ['payer', /^([0-9A-Z]{18}|[0-9A-Z]{4,30})$/.test(draft.payer.trim()), text('publish.payerHelp')],
        ['reference', draft.reference.trim() !== '', missing],
        ['period', draft.period.trim() !== '', missing],
        ['zh', draft.zh.trim() !== '', missing],
        ['en', draft.en.trim() !== '', missing],
        ['amountMinor', amountMinor !== undefined, text('publish.badAmount')],
        ['dueAtMs', draft.due !== undefined, missing],
      ]);
      const payer = draft.payer.trim();
      const { kind, reference, period, zh, en } = draft;
      const bill = {
        ...{ kind, reference, period, title: { en, zh }, amountMinor: amountMinor! },
        payer: payer.length === 18 ? `firm:${payer}` : `account:${payer}`,
        dueAtMs: Date.parse(`${draft.due}T23:59:59+08:00`),
        latePer100k: draft.late ?? 0,
      };
      return (await yuan.postBills({ params: { wallet }, body: { bills: [bill] } })).body.items[0]!;
    },
    onSuccess: () => {
      setDraft(empty);
      return client.invalidateQueries({ queryKey: ['yuan'] });
    },
  });
  return (
    <Section title={text('publish.title')}>
      {publish.data && <Callout tone="good" title={text('publish.done', { number: publish.data.number })} />}
      <Form onSubmit={() => publish.mutate()} error={publish.error}>
        <Fields draft={draft} set={set} />
        <Button type="submit" variant="primary" pending={publish.isPending}>
          {text('publish.send')}
        </Button>
      </Form>
    </Section>
  );
}

type FieldsProps = { readonly draft: Draft; readonly set: (part: Partial<Draft>) => void };

function Fields({ draft, set }: FieldsProps): ReactElement {
  const text = useText('yuanBills');
  return (
    <>
      <Select
        label={text('kindOf')}
        options={billKinds.map((kind) => ({ id: kind, label: text(`kind.${kind}`) }))}
        selected={draft.kind}
        onChange={(kind) => set({ kind })}
      />
      <TextField
        label={text('payer')}
        description={text('publish.payerHelp')}
        name="payer"
        value={draft.payer}
        onChange={(payer) => set({ payer })}
        isRequired
      />
      <TextField
        label={text('day.reference')}
        description={text('publish.referenceHelp')}
        name="reference"
        value={draft.reference}
        onChange={(reference) => set({ reference })}
        isRequired
      />
      <TextField
        label={text('period')}
        name="period"
        value={draft.period}
        onChange={(period) => set({ period })}
        isRequired
      />
      <TextField
        label={text('publish.zh')}
        name="zh"
        value={draft.zh}
        onChange={(zh) => set({ zh })}
        isRequired
      />
      <TextField
        label={text('publish.en')}
        name="en"
        value={draft.en}
        onChange={(en) => set({ en })}
        isRequired
      />
      <Owed draft={draft} set={set} />
    </>
  );
}

/** How much, until when, and what is added after that. */
function Owed({ draft, set }: FieldsProps): ReactElement {
  const text = useText('yuanBills');
  return (
    <>
      <TextField
        label={text('publish.amount')}
        name="amountMinor"
        inputMode="decimal"
        value={draft.amount}
        onChange={(amount) => set({ amount })}
        isRequired
      />
      <DateField
        label={text('due')}
        name="dueAtMs"
        value={draft.due}
        onChange={(due) => set({ due })}
        isRequired
      />
      <NumberField
        label={text('publish.late')}
        description={text('publish.lateHelp')}
        value={draft.late}
        onChange={(late) => set({ late })}
        minValue={0}
        maxValue={1000}
      />
    </>
  );
}
