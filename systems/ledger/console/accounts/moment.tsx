import type { LedgerAccount } from '@finharbor/bookkeeping/contract';
import { Button, clock, DateField, DescriptionList, dayOf, Form, TextField, useText } from '@finharbor/ui';
import { useMutation } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { books } from '../api.ts';
import { useBook } from '../book.tsx';
import { insist } from '../faults.ts';
import { endOf } from '../numbers.ts';

/** How an account stood at the end of a day, or of a minute. */
export function Moment({ account: { id, ledger } }: { readonly account: LedgerAccount }): ReactElement {
  const text = useText('ledger');
  const { amount, balance } = useBook();
  const [day, setDay] = useState<string | undefined>(() => dayOf(clock.nowMs()));
  const [time, setTime] = useState('');
  const asked = useMutation({
    mutationFn: async () => {
      const at = endOf(day, time);
      insist([[day === undefined ? 'day' : 'time', at !== undefined, text('moment.wrong')]]);
      return (await books.getBalanceAt({ params: { id }, query: { at: at! } })).body;
    },
  });
  return (
    <>
      <Form onSubmit={() => asked.mutate()} error={asked.error}>
        <div className="flex flex-wrap items-end gap-x-4">
          <DateField label={text('moment.day')} name="day" value={day} onChange={setDay} />
          <TextField
            label={text('moment.time')}
            name="time"
            value={time}
            onChange={setTime}
            placeholder="23:59"
          />
          <div className="mb-4">
            <Button type="submit" pending={asked.isPending}>
              {text('moment.ask')}
            </Button>
          </div>
        </div>
      </Form>
      <div aria-live="polite">
        {asked.data && (
          <DescriptionList
            items={[
              { term: text('account.balance'), value: balance(asked.data, ledger) },
              ...(['debitsPosted', 'creditsPosted', 'debitsPending', 'creditsPending'] as const).map(
                (sum) => ({
                  term: text(`sum.${sum}`),
                  value: amount(asked.data[sum], ledger),
                }),
              ),
            ]}
          />
        )}
      </div>
    </>
  );
}
