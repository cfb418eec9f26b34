import { ruleFor, type TransferView } from '@finharbor/harbor/contract';
import { FinharborError } from '@finharbor/kernel/contract';
import {
  Button,
  ConfirmDialog,
  DraftNotice,
  Form,
  PageHeader,
  Query,
  useBilingual,
  useDraft,
  useDraftStore,
  useText,
} from '@finharbor/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { node } from '../api.ts';
import { assessmentOf, factsOf, firstDraft, missingIn, readDraft, type TransferDraft } from './draft.ts';
import { FactFields, FilingFields, FindingFields } from './fields.tsx';
import { useTransfer } from './read.ts';
import { Decisive, Rules } from './rules.tsx';

/** The holder's approver assesses a transfer, sees by which rule it is judged, and signs. */
export function Screen(): ReactElement {
  const { id = '' } = useParams({ strict: false }) as { readonly id?: string };
  return <Query query={useTransfer(id)}>{(found) => <Assess transfer={found} />}</Query>;
}

function Assess({ transfer }: { readonly transfer: TransferView }): ReactElement {
  const { contract } = transfer;
  const store = useDraftStore(`transfer.${contract}`, readDraft);
  const kept = useDraft<TransferDraft>(store, firstDraft);
  const { value: draft } = kept;
  const [fault, setFault] = useState<FinharborError>();
  const [isAsking, setAsking] = useState(false);
  const text = useText('transfers');
  const say = useBilingual();
  const faultOf = useFault();
  const sign = useSign(contract, kept.discard);
  const facts = factsOf(draft);
  const { change } = kept;
  // A number is taken over when its field is left, together with the click that leaves it: each changes what is there by then.
  const set = (next: Partial<TransferDraft>): void => change((before) => ({ ...before, ...next }));
  const part = { draft, set, change };
  const ask = (): void => {
    const found = faultOf(draft);
    setFault(found);
    sign.reset();
    setAsking(found === undefined);
  };
  return (
    <>
      <PageHeader
        crumbs={[
          { href: '/app/transfers', label: text('title') },
          { href: `/app/transfers/${contract}`, label: say(transfer.purpose) },
        ]}
        title={text('assess.title')}
        lead={text('assess.lead')}
      />
      <Form onSubmit={ask} error={fault}>
        <DraftNotice draft={kept} />
        <FactFields {...part} />
        {facts && <Decisive rule={ruleFor(facts)} />}
        <FindingFields {...part} />
        <FilingFields {...part} />
        <Rules />
        <Button type="submit" variant="primary">
          {text('assess.sign')}
        </Button>
      </Form>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={text('assess.ask')}
        body={text('assess.askBody')}
        confirmLabel={text('assess.sign')}
        pending={sign.isPending}
        error={sign.error}
        onConfirm={() => sign.mutate(draft)}
      />
    </>
  );
}

function useSign(id: string, forget: () => Promise<void>) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [key] = useState(() => crypto.randomUUID());
  return useMutation({
    mutationFn: async (draft: TransferDraft) => {
      const body = assessmentOf(draft);
      await node.postAssessment({ params: { id }, body, idempotencyKey: key });
    },
    onSuccess: async () => {
      // What was signed is no draft any more; that it may stay is no reason to hold the person up.
      await forget().catch(() => {});
      await client.invalidateQueries({ queryKey: ['harbor'] });
      await navigate({ to: `/app/transfers/${id}` });
    },
  });
}

/** What is still missing, as a fault with a link to each field. */
function useFault(): (draft: TransferDraft) => FinharborError | undefined {
  const text = useText('transfers');
  return (draft) => {
    const missing = missingIn(draft);
    if (missing.length === 0) return undefined;
    const fields = missing.map((name) => {
      const [what, point] = name.split('-') as [string, string?];
      const label = point === undefined ? '' : text(`point.${point}`);
      return { pointer: `/${name}`, detail: text(`missing.${what}`, { point: label }) };
    });
    return new FinharborError({ code: 'document.malformed', publicMessage: '', fields });
  };
}
