import { type ValuationInputs, workedValuation } from '@finharbor/harbor/contract';
import {
  Button,
  Disclosure,
  Form,
  NumberField,
  Select,
  TextArea,
  useFormat,
  useText,
  useToast,
} from '@finharbor/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { node } from '../api.ts';
import { yuanOf } from './prices.tsx';
import { inputsOf, type ValuationDraft } from './valuation-draft.ts';

const approaches = ['cost', 'market', 'income'] as const;

/** A holder values its product: what it puts in, and at once what that comes to. */
export function ValuationForm({ product }: { readonly product: string }): ReactElement {
  const text = useText('life');
  const client = useQueryClient();
  const toast = useToast();
  const [draft, setDraft] = useState<ValuationDraft>({
    approach: 'cost',
    lines: '',
    first: 10,
    second: 100,
    assumptions: '',
  });
  const set = (part: Partial<ValuationDraft>): void => setDraft({ ...draft, ...part });
  const inputs = inputsOf(draft);
  const assumptions = draft.assumptions.split('\n').flatMap((line) => line.trim() || []);
  const value = useMutation({
    mutationFn: (body: { readonly inputs: ValuationInputs; readonly assumptions: readonly string[] }) =>
      node.putValuation({ params: { id: product }, body }),
    onSuccess: async () => {
      toast({ title: text('own.changed') });
      await client.invalidateQueries({ queryKey: ['harbor', 'life'] });
    },
  });
  return (
    <Disclosure title={text('valuationForm.title')}>
      <Form onSubmit={() => inputs && value.mutate({ inputs, assumptions })} error={value.error}>
        <Select
          label={text('valuationForm.approach')}
          name="approach"
          options={approaches.map((id) => ({ id, label: text(`valuation.approach.${id}`) }))}
          selected={draft.approach}
          onChange={(approach) => set({ approach })}
        />
        <TextArea
          label={text(`valuationForm.lines.${draft.approach}`)}
          description={text(`valuationForm.linesHelp.${draft.approach}`)}
          name="lines"
          value={draft.lines}
          onChange={(lines) => set({ lines })}
          isRequired
        />
        <Rates draft={draft} set={set} />
        <TextArea
          label={text('valuation.assumptions')}
          description={text('valuationForm.assumptionsHelp')}
          name="assumptions"
          value={draft.assumptions}
          onChange={(next) => set({ assumptions: next })}
          isRequired
        />
        <Total inputs={inputs} />
        <Button type="submit" isDisabled={!inputs || assumptions.length === 0 || value.isPending}>
          {text('valuationForm.publish')}
        </Button>
      </Form>
    </Disclosure>
  );
}

function Rates({
  draft: { approach, first, second },
  set,
}: {
  readonly draft: ValuationDraft;
  readonly set: (part: Partial<ValuationDraft>) => void;
}): ReactElement | null {
  const text = useText('life');
  if (approach === 'market') return null;
  return (
    <>
      <NumberField
        label={text(`valuationForm.first.${approach}`)}
        name="first"
        value={first}
        onChange={(next) => set({ first: next })}
        minValue={0}
        maxValue={100}
      />
      <NumberField
        label={text(`valuationForm.second.${approach}`)}
        name="second"
        value={second}
        onChange={(next) => set({ second: next })}
        minValue={0}
        maxValue={100}
      />
    </>
  );
}

function Total({ inputs }: { readonly inputs: ValuationInputs | undefined }): ReactElement {
  const text = useText('life');
  const { money } = useFormat();
  return (
    <p className="mb-4" aria-live="polite">
      {inputs
        ? text('valuationForm.total', {
            amount: money(yuanOf(String(workedValuation(inputs).amountMinor)), 'CNY'),
          })
        : text('valuationForm.unread')}
    </p>
  );
}
