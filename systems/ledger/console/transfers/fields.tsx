import type { LedgerAccount } from '@finharbor/bookkeeping/contract';
import { Checkbox, ComboBox, NumberField, TextField, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { useBook } from '../book.tsx';
import { idText } from '../numbers.ts';

/** The accounts one can choose from. */
export type Found = readonly LedgerAccount[];

/** A transfer as it is being filled in; the timeout in minutes. */
export type Draft = {
  readonly debit: string | undefined;
  readonly credit: string | undefined;
  readonly amount: string;
  readonly code: string | undefined;
  readonly isPending: boolean;
  readonly timeout: number;
};

/** The accounts that are chosen. */
export function pairOf(
  accounts: Found,
  draft: Pick<Draft, 'debit' | 'credit'>,
): { readonly debit: LedgerAccount | undefined; readonly credit: LedgerAccount | undefined } {
  const find = (id: string | undefined) => accounts.find((one) => String(one.id) === id);
  return { debit: find(draft.debit), credit: find(draft.credit) };
}

type FieldsProps = {
  readonly accounts: Found;
  readonly draft: Draft;
  readonly set: (part: Partial<Draft>) => void;
};

/** The fields of a transfer. */
export function Fields({ accounts, draft, set }: FieldsProps): ReactElement {
  const text = useText('ledger');
  const { codeOptions, unit, decimalsOf } = useBook();
  const { debit, credit } = pairOf(accounts, draft);
  const ledger = debit?.ledger ?? credit?.ledger;
  return (
    <>
      <Picker side="debit" accounts={accounts} chosen={debit} onChange={(id) => set({ debit: id })} />
      <Picker
        side="credit"
        // What is paid in another unit cannot be the other side.
        accounts={
          debit ? accounts.filter((one) => one.ledger === debit.ledger && one.id !== debit.id) : accounts
        }
        chosen={credit}
        onChange={(id) => set({ credit: id })}
      />
      <TextField
        label={ledger === undefined ? text('transfer.amount') : text('make.amountIn', { unit: unit(ledger) })}
        description={
          ledger === undefined ? text('make.amountLater') : text('make.decimals', { n: decimalsOf(ledger) })
        }
        name="amount"
        inputMode="decimal"
        value={draft.amount}
        onChange={(amount) => set({ amount })}
        isRequired
      />
      <ComboBox
        label={text('transfer.code')}
        name="code"
        options={codeOptions('transfer')}
        selected={draft.code}
        onChange={(code) => set({ code })}
        isRequired
      />
      <Checkbox isSelected={draft.isPending} onChange={(isPending) => set({ isPending })}>
        {text('make.pending')}
      </Checkbox>
      <p className="mb-4 max-w-prose text-quiet text-sm">{text('make.pendingHelp')}</p>
      {draft.isPending && (
        <NumberField
          label={text('make.timeout')}
          description={text('make.timeoutHelp')}
          name="timeout"
          value={draft.timeout}
          onChange={(timeout) => set({ timeout: timeout ?? 0 })}
          minValue={0}
          maxValue={70_000_000}
        />
      )}
    </>
  );
}

type PickerProps = {
  readonly side: 'debit' | 'credit';
  readonly accounts: Found;
  readonly chosen: LedgerAccount | undefined;
  readonly onChange: (id: string | undefined) => void;
};

function Picker({ side, accounts, chosen, onChange }: PickerProps): ReactElement {
  const text = useText('ledger');
  const book = useBook();
  const options = accounts.map((one) => ({
    id: String(one.id),
    label: book.side(one),
    description: `${book.code('account', one.code)} · ${idText(one.id)}`,
    keywords: `${one.name?.en ?? ''} ${one.name?.zh ?? ''} ${one.owner ?? ''}`,
  }));
  return (
    <ComboBox
      label={text(`transfer.${side}`)}
      description={
        chosen
          ? text('make.stands', { balance: book.balance(chosen, chosen.ledger) })
          : text(`make.${side}Help`)
      }
      name={side}
      options={options}
      selected={chosen && String(chosen.id)}
      onChange={onChange}
      isRequired
    />
  );
}
