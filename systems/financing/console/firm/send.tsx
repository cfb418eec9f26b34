import { Button, DescriptionList, Form, useBilingual, useFormat, useText } from '@finharbor/ui';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { lenderAt } from '../api.ts';
import type { Applying } from './apply.tsx';
import type { Draft } from './draft.ts';
import { StepButtons, type StepProps } from './steps.tsx';

/** The firm looks everything over and signs: first the consent, then the application. */
export function SendStep({ applying, draft, set, keep, discard, onBack }: StepProps): ReactElement {
  const text = useText('financing');
  const say = useBilingual();
  const { money } = useFormat();
  const navigate = useNavigate();
  const { product, lender } = applying;
  const send = useMutation({
    mutationFn: () =>
      signAndSend(applying, draft, async (consent) => {
        set({ consent });
        await keep();
      }),
    onSuccess: async () => {
      // What was sent is no draft any more; that it may stay is no reason to hold the person up.
      await discard().catch(() => {});
      await navigate({ to: `/app/decisions/${lender.party}/${draft.id}` });
    },
  });
  const asks = product.terms.asks ?? [];
  return (
    <Form onSubmit={() => send.mutate()} error={send.error}>
      <DescriptionList
        items={[
          { term: text('apply.amountLabel'), value: money(draft.amount, product.terms.currency) },
          ...asks.map(({ name, title }) => ({ term: say(title), value: draft.columns[name] ?? '—' })),
        ]}
      />
      <p className="max-w-prose">{text('apply.sendHelp')}</p>
      <StepButtons onBack={onBack}>
        <Button type="submit" variant="primary" pending={send.isPending}>
          {text('apply.sign')}
        </Button>
      </StepButtons>
    </Form>
  );
}

/** A second try after a failure signs no second consent, and sends the application under the same number. */
async function signAndSend(
  applying: Applying,
  draft: Draft,
  keep: (consent: string) => Promise<void>,
): Promise<void> {
  const { contract, device, firm, lender, product } = applying;
  const { consumer, providers } = contract.body as unknown as {
    consumer: string;
    providers: readonly string[];
  };
  const audience = [consumer, ...providers, 'hub'];
  const consent =
    draft.consent ??
    (await device.consent({
      contract: contract.id,
      purpose: {
        en: 'My loan application: the offices’ data may be used for one score.',
        zh: '用于本次贷款申请：各部门数据可用于一次评分。',
      },
      validDays: 30,
      audience,
    }));
  await keep(consent);
  const body = {
    application: draft.id,
    product: product.id,
    uscc: firm.slice('firm:'.length),
    amount: draft.amount,
    columns: columnsOf(applying, draft),
    consent,
  };
  const signed = await device.sign('application', body, audience);
  await lenderAt(lender.url, device.fetch).postApplication({ body: signed });
}

function columnsOf({ product }: Applying, { columns }: Draft): Record<string, string | number | null> {
  const asks = product.terms.asks ?? [];
  return Object.fromEntries(
    asks.map(({ name, kind }) => {
      const value = columns[name] ?? '';
      return [name, value === '' ? null : kind === 'numeric' ? Number(value) : value];
    }),
  );
}
