import type { NewLedgerAccount } from '@finharbor/bookkeeping/contract';
import {
  Button,
  Checkbox,
  ComboBox,
  Disclosure,
  Form,
  PageHeader,
  RadioGroup,
  TextField,
  useText,
  useUnsaved,
} from '@finharbor/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { books } from '../api.ts';
import { useBook, WithBook } from '../book.tsx';
import { insist } from '../faults.ts';
import { newId } from '../new-id.ts';
import { idIn } from '../numbers.ts';
import { NameFields, nameChecks } from './name-fields.tsx';

/** Opens an account. */
export function Screen(): ReactElement {
  const text = useText('ledger');
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/app/ledger', label: text('title') }]}
        title={text('open.title')}
        lead={text('open.lead')}
      />
      <WithBook>
        <Open />
      </WithBook>
    </>
  );
}

type Draft = Pick<NewLedgerAccount, 'name' | 'owner' | 'limit' | 'keepsHistory'> & {
  readonly ledger: string | undefined;
  readonly code: string | undefined;
  readonly reference: string;
};

const empty: Draft = {
  name: { en: '', zh: '' },
  owner: '',
  limit: 'none',
  keepsHistory: false,
  ledger: '156',
  code: undefined,
  reference: '',
};

function Open(): ReactElement {
  const text = useText('ledger');
  const client = useQueryClient();
  const navigate = useNavigate();
  // The same form is the same account, however often it is sent.
  const [id] = useState(newId);
  const [draft, setDraft] = useState(empty);
  const set = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }));
  const open = useMutation({
    mutationFn: async () => {
      const { ledger, code, reference, ...rest } = draft;
      const userData128 = reference.trim() === '' ? 0n : idIn(reference);
      insist([
        ...nameChecks(draft, text('fault.missing')),
        ['ledger', ledger !== undefined, text('fault.missing')],
        ['code', code !== undefined, text('fault.missing')],
        ['reference', userData128 !== undefined, text('fault.number')],
      ]);
      const body = { ...rest, id, ledger: Number(ledger), code: Number(code) };
      return books.postLedgerAccount({
        body: { ...body, userData128: userData128!, userData64: 0n, userData32: 0 },
      });
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['ledger'] });
      await navigate({ to: `/app/ledger/accounts/${id}` as never });
    },
  });
  useUnsaved(draft !== empty && !open.isSuccess);
  return (
    <Form onSubmit={() => open.mutate()} error={open.error}>
      <NameFields value={draft} onChange={set} />
      <Kind draft={draft} set={set} />
      <Disclosure title={text('open.more')}>
        <TextField
          label={text('account.userData')}
          description={text('open.referenceHelp')}
          name="reference"
          value={draft.reference}
          onChange={(reference) => set({ reference })}
        />
        <Checkbox isSelected={draft.keepsHistory} onChange={(keepsHistory) => set({ keepsHistory })}>
          {text('open.history')}
        </Checkbox>
      </Disclosure>
      <Button type="submit" variant="primary" pending={open.isPending}>
        {text('open.send')}
      </Button>
    </Form>
  );
}

type KindProps = { readonly draft: Draft; readonly set: (part: Partial<Draft>) => void };

function Kind({ draft, set }: KindProps): ReactElement {
  const text = useText('ledger');
  const { unitOptions, codeOptions } = useBook();
  return (
    <>
      <ComboBox
        label={text('account.unit')}
        name="ledger"
        options={unitOptions}
        selected={draft.ledger}
        onChange={(ledger) => set({ ledger })}
        isRequired
      />
      <ComboBox
        label={text('account.code')}
        name="code"
        options={codeOptions('account')}
        selected={draft.code}
        onChange={(code) => set({ code })}
        isRequired
      />
      <RadioGroup
        label={text('open.limit')}
        options={(['none', 'debits', 'credits'] as const).map((id) => ({
          id,
          label: text(`limit.${id}`),
          description: text(`limit.${id}Help`),
        }))}
        selected={draft.limit}
        onChange={(limit) => set({ limit })}
      />
    </>
  );
}
