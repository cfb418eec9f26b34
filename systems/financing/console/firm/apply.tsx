import { documentId, verifySigned } from '@finharbor/access/browser';
import { fail } from '@finharbor/kernel/contract';
import {
  DraftNotice,
  EmptyState,
  LinkButton,
  PageHeader,
  Query,
  Steps as StepLine,
  useBilingual,
  useDraft,
  useDraftStore,
  useText,
} from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { lenderAt } from '../api.ts';
import { type HarborPort, useHarbor } from '../ports.tsx';
import { type Draft, firstDraft, readDraft, steps } from './draft.ts';
import { readLenders } from './lenders.ts';
import { AmountStep, ConsentStep, SendStep, StatedStep } from './steps.tsx';

type Wanted = { readonly lender: string; readonly id: string; readonly firm: string };

/** A firm applies, step by step; each step can be gone back to. */
export function Screen(): ReactElement {
  const { lender = '', id = '' } = useParams({ strict: false }) as {
    readonly lender?: string;
    readonly id?: string;
  };
  const firm = useWho()!.party;
  const harbor = useHarbor();
  const text = useText('financing');
  const parts = useQuery({
    queryKey: ['financing', 'apply', lender, id, firm],
    queryFn: () => readParts(harbor, { lender, id, firm }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Query query={parts}>
      {(found) =>
        found.device ? (
          <Steps key={`${lender} ${id}`} {...found} device={found.device} />
        ) : (
          <EmptyState
            title={text('apply.noKey')}
            body={text('apply.noKeyHelp')}
            action={<LinkButton href="/app/firm">{text('apply.toKey')}</LinkButton>}
          />
        )
      }
    </Query>
  );
}

/** Everything the steps need; the contract is believed only where its own number and signature hold. */
async function readParts(harbor: HarborPort, { lender: party, id, firm }: Wanted) {
  const [lenders, parties, device, stated] = await Promise.all([
    readLenders(harbor),
    harbor.parties(),
    harbor.device(firm),
    harbor.stated(firm),
  ]);
  const lender = lenders.find((one) => one.party === party);
  const product = lender?.products?.find((one) => one.id === id);
  if (!lender || !product)
    return fail('loan.not_found', 'There is no such loan product, or its lender does not answer.');
  const { body: contract } = await lenderAt(lender.url).getLoanContract({ params: { id } });
  const isSame =
    contract.id === product.terms.scoringContract && (await documentId(contract)) === contract.id;
  if (!isSame || (await verifySigned(contract)).kind !== 'valid')
    fail(
      'loan.contract_differs',
      'The contract the lender shows is not the one its product names. Do not consent.',
    );
  return { lender, product, contract, parties, device, stated, firm };
}

type Read = Awaited<ReturnType<typeof readParts>>;
/** What the steps of an application are given. */
export type Applying = Omit<Read, 'device'> & { readonly device: NonNullable<Read['device']> };

function Steps(applying: Applying): ReactElement {
  const { lender, product, stated } = applying;
  const [first] = useState(() => firstDraft(stated));
  // Two lenders may use one number.
  const store = useDraftStore(`apply.${lender.party}.${product.id}`, readDraft);
  const kept = useDraft<Draft>(store, first);
  const { value: draft, change, keep, discard } = kept;
  const text = useText('financing');
  const say = useBilingual();
  const set = (part: Partial<Draft>): void => change((before) => ({ ...before, ...part }));
  const step = steps[draft.step] ?? 'amount';
  const props = {
    applying,
    draft,
    set,
    keep,
    discard,
    onNext: () => set({ step: draft.step + 1 }),
    onBack: draft.step > 0 ? () => set({ step: draft.step - 1 }) : undefined,
  };
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/app/loans', label: text('loans.title') }]}
        title={say(product.terms.title)}
        lead={say(lender.name)}
      />
      <StepLine
        label={text('apply.steps')}
        steps={steps.map((name) => text(`apply.${name}`))}
        current={steps.indexOf(step)}
      />
      <DraftNotice draft={kept} />
      {step === 'amount' && <AmountStep {...props} />}
      {step === 'stated' && <StatedStep {...props} />}
      {step === 'consent' && <ConsentStep {...props} />}
      {step === 'send' && <SendStep {...props} />}
    </>
  );
}
