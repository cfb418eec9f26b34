import type { ProductView } from '@finharbor/harbor/contract';
import { Button, Disclosure, Form, RadioGroup, TextArea, useText, useToast } from '@finharbor/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { node } from '../api.ts';
import { sampleRows } from './sample-rows.ts';

const made = ['masked', 'synthetic'] as const;

/** A holder shows rows of its product: pasted, checked by its node, and marked as what they are. */
export function SampleForm({ product }: { readonly product: ProductView }): ReactElement {
  const text = useText('life');
  const client = useQueryClient();
  const toast = useToast();
  const [kind, setKind] = useState<(typeof made)[number]>('synthetic');
  const [csv, setCsv] = useState(product.body.fields.map(({ name }) => name).join(','));
  const show = useMutation({
    mutationFn: async () =>
      node.putSample({
        params: { id: product.body.product },
        body: { made: kind, rows: await sampleRows(csv, product.body.fields) },
      }),
    onSuccess: async () => {
      toast({ title: text('own.changed') });
      await client.invalidateQueries({ queryKey: ['harbor', 'life'] });
    },
  });
  return (
    <Disclosure title={text('sampleForm.title')}>
      <Form onSubmit={() => show.mutate()} error={show.error}>
        <RadioGroup
          label={text('sampleForm.made')}
          name="made"
          options={made.map((id) => ({ id, label: text(`sampleForm.${id}`) }))}
          selected={kind}
          onChange={setKind}
        />
        <TextArea
          label={text('sampleForm.rows')}
          description={text('sampleForm.rowsHelp')}
          name="rows"
          rows={8}
          value={csv}
          onChange={setCsv}
          isRequired
        />
        <Button type="submit" isDisabled={show.isPending}>
          {text('sampleForm.show')}
        </Button>
      </Form>
    </Disclosure>
  );
}
