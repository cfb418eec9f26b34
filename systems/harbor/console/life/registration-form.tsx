import {
  type LifeView,
  origins,
  type RegistrationDraft,
  type RegistrationKind,
  type Right,
  registrationRules,
  rights,
} from '@finharbor/harbor/contract';
import {
  Button,
  CheckboxGroup,
  FileDrop,
  Form,
  Select,
  TextArea,
  TextField,
  useText,
  useToast,
  Verbatim,
} from '@finharbor/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { node } from '../api.ts';
import { digestOf } from './digest.ts';

type Props = { readonly life: LifeView; readonly party: string };

const nothing = { en: '', zh: '' };
const ofOwners: readonly RegistrationKind[] = ['licence', 'transfer', 'change', 'deregistration'];

/** A holder asks for an entry: its first, or one about a certificate it holds. */
export function RegistrationForm({ life, party }: Props): ReactElement | null {
  const text = useText('life');
  const held = life.register.filter(
    ({ owner, state, registration, answer }) =>
      owner === party &&
      answer !== null &&
      registration.body.kind !== 'licence' &&
      registrationRules.change.on?.includes(state),
  );
  const isPending = life.register.some(({ owner, state }) =>
    owner === party ? ['submitted', 'on_notice', 'contested'].includes(state) : false,
  );
  if (held.length === 0 && isPending) return <p>{text('own.nextWaiting')}</p>;
  return (
    <Entry
      product={life.product}
      kinds={held.length === 0 ? ['initial'] : ofOwners}
      certificates={held.flatMap(({ answer }) =>
        answer?.body.decision === 'accepted' ? [{ id: answer.id, label: answer.body.number }] : [],
      )}
    />
  );
}

type EntryProps = {
  readonly product: string;
  readonly kinds: readonly RegistrationKind[];
  readonly certificates: readonly { readonly id: string; readonly label: string }[];
};

function Entry({ product, kinds, certificates }: EntryProps): ReactElement {
  const text = useText('life');
  const [draft, setDraft] = useState<RegistrationDraft>({
    kind: kinds[0]!,
    certificate: certificates[0]?.id ?? null,
    rights,
    origin: 'collected',
    basis: nothing,
    scope: nothing,
    evidence: [],
    to: null,
  });
  const set = (part: Partial<RegistrationDraft>): void => setDraft({ ...draft, ...part });
  const send = useSend(product);
  const isGiven = draft.kind === 'licence' || draft.kind === 'transfer';
  return (
    <Form onSubmit={() => send.mutate(cleaned(draft))} error={send.error}>
      <p className="mb-4 max-w-prose text-quiet">{text('form.lead')}</p>
      <Select
        label={text('form.kind')}
        name="kind"
        options={kinds.map((id) => ({ id, label: text(`kind.${id}`) }))}
        selected={draft.kind}
        onChange={(kind) => set({ kind })}
      />
      {certificates.length > 0 && (
        <Select
          label={text('form.certificate')}
          name="certificate"
          options={certificates}
          selected={draft.certificate ?? undefined}
          onChange={(certificate) => set({ certificate })}
        />
      )}
      {isGiven && (
        <TextField
          label={text('form.to')}
          name="to"
          value={draft.to ?? ''}
          onChange={(to) => set({ to })}
          isRequired
        />
      )}
      {draft.kind !== 'deregistration' && (
        <CheckboxGroup
          label={text('form.rights')}
          name="rights"
          options={rights.map((id) => ({ id, label: text(`right.${id}`) }))}
          selected={draft.rights}
          onChange={(chosen) => set({ rights: chosen as readonly Right[] })}
        />
      )}
      <Select
        label={text('form.origin')}
        name="origin"
        options={origins.map((id) => ({ id, label: text(`origin.${id}`) }))}
        selected={draft.origin}
        onChange={(origin) => set({ origin })}
      />
      <Words draft={draft} set={set} />
      <EvidenceFiles draft={draft} set={set} />
      <Button type="submit" variant="primary" isDisabled={send.isPending}>
        {text('form.send')}
      </Button>
    </Form>
  );
}

type Part = {
  readonly draft: RegistrationDraft;
  readonly set: (part: Partial<RegistrationDraft>) => void;
};

function Words({ draft: { basis, scope }, set }: Part): ReactElement {
  const text = useText('life');
  const area = (
    label: string,
    name: string,
    value: string,
    onChange: (next: string) => void,
  ): ReactElement => (
    <TextArea label={label} name={name} value={value} onChange={onChange} maxLength={4000} isRequired />
  );
  return (
    <>
      {area(text('form.basisEn'), 'basis/en', basis.en, (en) => set({ basis: { ...basis, en } }))}
      {area(text('form.basisZh'), 'basis/zh', basis.zh, (zh) => set({ basis: { ...basis, zh } }))}
      {area(text('form.scopeEn'), 'scope/en', scope.en, (en) => set({ scope: { ...scope, en } }))}
      {area(text('form.scopeZh'), 'scope/zh', scope.zh, (zh) => set({ scope: { ...scope, zh } }))}
    </>
  );
}

function EvidenceFiles({ draft: { evidence }, set }: Part): ReactElement {
  const text = useText('life');
  const take = async (file: File): Promise<void> =>
    set({ evidence: [...evidence, { name: file.name, digest: await digestOf(file) }] });
  return (
    <>
      <FileDrop label={text('form.evidence')} onFile={(file) => void take(file)} />
      <p className="mb-2 text-quiet text-sm">{text('form.evidenceHelp')}</p>
      <ul className="mb-4">
        {evidence.map(({ name, digest }) => (
          <li key={digest}>
            <Verbatim>{`${name} · ${digest.slice(0, 16)}…`}</Verbatim>
          </li>
        ))}
      </ul>
    </>
  );
}

function useSend(product: string) {
  const text = useText('life');
  const client = useQueryClient();
  const toast = useToast();
  return useMutation({
    mutationFn: (body: RegistrationDraft) => node.postRightsRegistration({ params: { id: product }, body }),
    onSuccess: async () => {
      toast({ title: text('form.sent') });
      await client.invalidateQueries({ queryKey: ['harbor'] });
    },
  });
}

/** What a kind of entry does not have is not sent along. */
function cleaned(draft: RegistrationDraft): RegistrationDraft {
  const { kind, to } = draft;
  return {
    ...draft,
    certificate: kind === 'initial' ? null : draft.certificate,
    rights: kind === 'deregistration' ? [] : draft.rights,
    to: kind === 'licence' || kind === 'transfer' ? to : null,
  };
}
