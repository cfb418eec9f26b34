import { Button, clock, DateField, dayOf, ErrorSummary, Section, saveFile, useText } from '@finharbor/ui';
import { useMutation } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { yuan } from '../api.ts';

/** A report of a day as it can be saved. */
export type ReportForm = 'camt.053' | 'camt.054' | 'csv';

const forms: readonly ReportForm[] = ['camt.053', 'camt.054', 'csv'];

/** A wallet's day as a file. */
export function Statements({ number }: { readonly number: string }): ReactElement {
  const text = useText('yuanBank');
  return (
    <Section title={text('statements.title')}>
      <p className="mb-4 max-w-prose text-quiet">{text('statements.lead')}</p>
      <SaveDay
        name={number}
        read={async (form, day) => {
          const params = { number, day };
          return form === 'csv'
            ? (await yuan.getWalletCsv({ params })).body
            : (await yuan.getWalletXml({ params, query: { kind: form } })).body;
        }}
      />
    </Section>
  );
}

type SaveProps = {
  /** What files are called. */
  readonly name: string;
  readonly read: (form: ReportForm, day: string) => Promise<Uint8Array>;
  /** The day, where the page around it has chosen one. */
  readonly day?: string;
};

/** Saves a report of a day. */
export function SaveDay({ name, read, day: given }: SaveProps): ReactElement {
  const text = useText('yuanBank');
  const today = dayOf(clock.nowMs());
  const [chosen, choose] = useState<string | undefined>(today);
  const day = given ?? chosen ?? today;
  const save = useMutation({
    mutationFn: async (form: ReportForm) => {
      const bytes = await read(form, day);
      const isCsv = form === 'csv';
      const type = isCsv ? 'text/csv' : 'application/xml';
      saveFile(
        isCsv ? `${name}-${day}.csv` : `${name}-${day}-${form}.xml`,
        new Blob([new Uint8Array(bytes)], { type }),
      );
    },
  });
  return (
    <div className="flex flex-wrap items-end gap-3">
      <ErrorSummary error={save.error} />
      {given === undefined && (
        <DateField label={text('statements.day')} value={chosen} onChange={choose} maxValue={today} />
      )}
      <div className="mb-4 flex flex-wrap gap-2">
        {forms.map((form) => (
          <Button
            key={form}
            onPress={() => save.mutate(form)}
            pending={save.isPending && save.variables === form}
          >
            {text(`statements.${form === 'csv' ? 'csv' : form.replace('.', '')}`)}
          </Button>
        ))}
      </div>
    </div>
  );
}
