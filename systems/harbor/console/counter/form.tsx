import {
  type ChosenTerms,
  type ContractView,
  chosenTerms,
  type ProductView,
  placeName,
} from '@finharbor/harbor/contract';
import { canonicalJson, type Json } from '@finharbor/kernel/contract';
import {
  Badge,
  Button,
  ConfirmDialog,
  Form,
  PageHeader,
  Query,
  TextArea,
  useBilingual,
  useText,
  useToast,
  useUnsaved,
} from '@finharbor/ui';
import { usePlace } from '@finharbor/ui/screens';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { type Dispatch, type ReactElement, type SetStateAction, useEffect, useState } from 'react';
import { node } from '../api.ts';
import { Numbers } from '../contracts/numbers.tsx';
import { OpenedPoints } from '../contracts/opened-points.tsx';
import { useTerm } from '../contracts/term.ts';
import { ComputationTerms } from '../contracts/terms.tsx';
import { PlaceField } from '../crossborder/place-field.tsx';
import { PickPlans } from '../settlement/plans.tsx';
import { PurposeField, usePurposeName } from '../usage/purpose-field.tsx';

/** A provider's approver answers a contract with the terms under which it would agree: those that were asked for, less what it changes. */
export function Screen(): ReactElement {
  const { id = '' } = useParams({ strict: false }) as { readonly id?: string };
  const { party } = usePlace();
  const asked = useQuery({
    queryKey: ['harbor', 'contracts', id, 'to-counter'],
    queryFn: async () => {
      const { body: contract } = await node.getContract({ params: { id } });
      const own = (await node.listProducts({})).body.filter((product) => product.party === party);
      return { contract, own: own.filter((product) => contract.body.products.includes(product.id)) };
    },
  });
  return <Query query={asked}>{(found) => <Counter {...found} />}</Query>;
}

type CounterProps = { readonly contract: ContractView; readonly own: readonly ProductView[] };

function Counter({ contract, own }: CounterProps): ReactElement {
  const { id, body } = contract;
  const text = useText('counter');
  const harbor = useText('harbor');
  const say = useBilingual();
  const [asked] = useState<ChosenTerms>(() => chosenTerms(body));
  const [chosen, setChosen] = useState(asked);
  const [reason, setReason] = useState('');
  // Names what is about to be signed: tried again after an answer was lost, it is not signed a second time.
  const [asking, setAsking] = useState<string>();
  const sign = useSign(id);
  const change = { asked, chosen, setChosen };
  const navigate = useNavigate();
  const { isSuccess } = sign;
  useUnsaved(!isSuccess && (isOther(asked, chosen) || reason !== ''));
  // Not before the form is no longer held to be unsaved: it would be asked whether to leave it.
  useEffect(() => {
    if (isSuccess) void navigate({ to: `/app/contracts/${id}` });
  }, [isSuccess, navigate, id]);
  return (
    <>
      <PageHeader
        crumbs={[
          { href: '/app/contracts', label: harbor('contracts.title') },
          { href: `/app/contracts/${id}`, label: say(body.purpose) },
        ]}
        title={text('title')}
        lead={text('lead')}
      />
      <Form
        onSubmit={() => {
          sign.reset();
          setAsking(crypto.randomUUID());
        }}
      >
        <TermFields contract={contract} own={own} {...change} />
        <TextArea
          label={text('reason')}
          description={text('reasonHelp')}
          name="reason"
          value={reason}
          onChange={setReason}
          isRequired
        />
        <Button type="submit" variant="primary">
          {text('send')}
        </Button>
      </Form>
      <ConfirmDialog
        isOpen={asking !== undefined}
        onClose={() => setAsking(undefined)}
        title={text('ask')}
        body={text('askBody')}
        confirmLabel={text('sign')}
        pending={sign.isPending}
        error={sign.error}
        onConfirm={() => asking !== undefined && sign.mutate({ chosen, reason, asking })}
      />
    </>
  );
}

type FieldsProps = CounterProps & {
  readonly asked: ChosenTerms;
  readonly chosen: ChosenTerms;
  readonly setChosen: Dispatch<SetStateAction<ChosenTerms>>;
};

/** The terms as a form; below what says something else than was asked for stands what that was. */
function TermFields({ contract, own, asked, chosen, setChosen }: FieldsProps): ReactElement {
  const set = (part: Partial<ChosenTerms>): void => setChosen((before) => ({ ...before, ...part }));
  const { kind, products, purpose, legalBasis } = contract.body;
  const draft = { kind, products: [...products], purpose, legalBasis, ...chosen };
  const below = (name: keyof ChosenTerms): ReactElement | null =>
    isOther(asked[name], chosen[name]) ? <Asked name={name} contract={contract} asked={asked} /> : null;
  return (
    <>
      <PickPlans products={own} draft={draft} set={set} />
      {below('plans')}
      <PurposeField
        selected={chosen.purposes ?? []}
        onChange={(next) =>
          setChosen(({ purposes: _other, ...rest }) =>
            next.length === 0 ? rest : { ...rest, purposes: [...next] },
          )
        }
      />
      {below('purposes')}
      <Numbers draft={draft} set={set} below={below} />
      <PlaceField
        place={chosen.place}
        onChange={(place) =>
          setChosen(({ place: _other, ...rest }) => (place === undefined ? rest : { ...rest, place }))
        }
      />
      {below('place')}
      <ComputationTerms draft={draft} set={set} />
      {kind !== 'train' && below('smallestGroup')}
      {kind === 'train' && <OpenedPoints draft={draft} set={set} />}
      {below('terms')}
    </>
  );
}

type Signing = { readonly chosen: ChosenTerms; readonly reason: string; readonly asking: string };

function useSign(id: string) {
  const client = useQueryClient();
  const text = useText('counter');
  const toast = useToast();
  return useMutation({
    mutationFn: ({ asking, ...body }: Signing) =>
      node.postCounterOffer({ params: { id }, body, idempotencyKey: asking }),
    onSuccess: async () => {
      toast({ title: text('sent') });
      await client.invalidateQueries({ queryKey: ['harbor'] });
    },
  });
}

type AskedProps = {
  readonly name: keyof ChosenTerms;
  readonly contract: ContractView;
  readonly asked: ChosenTerms;
};

/** What was asked for, beside a field that says something else now. */
function Asked({ name, contract, asked }: AskedProps): ReactElement {
  const text = useText('counter');
  const says = useAsked(contract, asked)(name);
  return (
    <p className="-mt-3 mb-5 max-w-prose border-accent border-s-4 ps-3">
      <Badge tone="accent">{text('changed')}</Badge> {text('asked', { what: says })}
    </p>
  );
}

function useAsked({ body }: ContractView, asked: ChosenTerms): (name: keyof ChosenTerms) => string {
  const say = useBilingual();
  const transfers = useText('transfers');
  const purposeName = usePurposeName();
  const term = useTerm(body.kind);
  return (name) => {
    if (name === 'place')
      return asked.place === undefined ? transfers('place.mainland') : say(placeName(asked.place));
    if (name === 'purposes') return purposeName(asked.purposes?.[0]);
    if (name === 'plans') return Object.values(asked.plans ?? {}).join(' · ');
    if (name === 'terms')
      return body.constraints
        .filter((constraint) => kindTerms.has(constraint.name))
        .map(term)
        .join(' ');
    return String(asked[name]);
  };
}

const kindTerms: ReadonlySet<string> = new Set([
  ...['points_opened', 'learns', 'most_learned', 'most_rows', 'privacy_epsilon', 'privacy_delta'],
]);

function isOther(one: unknown, other: unknown): boolean {
  const textOf = (value: unknown): string => canonicalJson((value ?? null) as Json);
  return textOf(one) !== textOf(other);
}
