import { type DocumentType, documentTypes } from '@finharbor/access/personal-contract';
import { Button, Form, Select, TextField, useText } from '@finharbor/ui';
import { useMutation } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { access } from '../api.ts';
import { personal } from './api.ts';

/** Whose a document is, by its number. */
export function FindByDocument(): ReactElement {
  const text = useText('personal');
  const [type, setType] = useState<DocumentType>(documentTypes[0]!);
  const [number, setNumber] = useState('');
  const find = useMutation({
    mutationFn: async () => {
      const { accounts } = (await personal.postAccountsByDocument({ body: { type, number } })).body;
      const all = (await access.listAccounts({})).body;
      return all.filter(({ id }) => accounts.includes(id)).map(({ name }) => name);
    },
  });
  return (
    <Form onSubmit={() => find.mutate()} error={find.error}>
      <Select
        label={text('profile.type')}
        options={documentTypes.map((id) => ({ id, label: text(`document.${id}`) }))}
        selected={type}
        onChange={setType}
      />
      <TextField
        label={text('admin.number')}
        value={number}
        onChange={setNumber}
        isRequired
        autoComplete="off"
        maxLength={40}
        name="number"
      />
      <Button type="submit" pending={find.isPending}>
        {text('admin.find')}
      </Button>
      <p role="status" className="mt-3">
        {find.data &&
          (find.data.length === 0
            ? text('admin.unknown')
            : text('admin.found', { name: find.data.join(', ') }))}
      </p>
    </Form>
  );
}
