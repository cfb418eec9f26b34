import { useText, Verbatim } from '@finharbor/ui';
import type { Facts, KnownField } from '@finharbor/yuan/contract';
import type { ReactElement } from 'react';

const fields = [
  'phone',
  'name',
  'documentType',
  'documentNumber',
  'account',
] as const satisfies readonly KnownField[];

/** What is known of a person, part by part, as lines of a list. */
export function useFacts(
  facts: Facts,
  missing: string,
): readonly { readonly term: string; readonly value: ReactElement | string }[] {
  const text = useText('yuanPeople');
  return fields.map((field) => {
    const value = facts[field];
    if (value === null) return { term: text(`field.${field}`), value: missing };
    return {
      term: text(`field.${field}`),
      value: field === 'documentType' ? text(`document.${value}`) : <Verbatim>{value}</Verbatim>,
    };
  });
}
