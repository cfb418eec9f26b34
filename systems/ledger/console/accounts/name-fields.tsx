import type { Bilingual } from '@finharbor/kernel/contract';
import { TextField, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import type { Check } from '../faults.ts';

/** What people call an account, and whose it is. */
export type Named = { readonly name: Bilingual; readonly owner: string };

/** What is wrong with a name or an owner. */
export function nameChecks({ name, owner }: Named, missing: string): readonly Check[] {
  const isThere = (text: string): boolean => text.trim() !== '';
  return [
    ['nameZh', isThere(name.zh), missing],
    ['nameEn', isThere(name.en), missing],
    ['owner', isThere(owner), missing],
  ];
}

type NameProps = { readonly value: Named; readonly onChange: (value: Named) => void };

/** The fields for an account's name and owner. */
export function NameFields({ value, onChange }: NameProps): ReactElement {
  const text = useText('ledger');
  const { name, owner } = value;
  return (
    <>
      <TextField
        label={text('open.nameZh')}
        name="nameZh"
        value={name.zh}
        onChange={(zh) => onChange({ ...value, name: { ...name, zh } })}
        isRequired
      />
      <TextField
        label={text('open.nameEn')}
        name="nameEn"
        value={name.en}
        onChange={(en) => onChange({ ...value, name: { ...name, en } })}
        isRequired
      />
      <TextField
        label={text('account.owner')}
        description={text('open.ownerHelp')}
        name="owner"
        value={owner}
        onChange={(next) => onChange({ ...value, owner: next })}
        isRequired
      />
    </>
  );
}
