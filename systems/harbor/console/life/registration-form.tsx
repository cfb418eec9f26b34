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
  DraftNotice,
  FileDrop,
  Form,
  Select,
  TextArea,
  TextField,
  useDraft,
  useDraftStore,
  useText,
  useToast,
  Verbatim,
} from '@finharbor/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { node } from '../api.ts';
import { digestOf } from './digest.ts';
import { type Askable, firstRegistration, readRegistration, registrationOf } from './registration-draft.ts';

type Props = { readonly life: LifeView; readonly party: string };

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

type EntryProps = Askable & { readonly product: string };

function Entry({ product, ...askable }: EntryProps): ReactElement {
  const { kinds, certificates } = askable;
  const text = useText('life');
  const [first] = useState(() => firstRegistration(askable));
  const store = useDraftStore(`rights.${product}`, (kept) => readRegistration(kept, askable));
  const kept = useDraft<RegistrationDraft>(store, first);
  const { value: draft } = kept;
  const set = (part: Partial<RegistrationDraft>): void => kept.set({ ...draft, ...part });
  const send = useSend(product, kept.discard);
  const isGiven = draft.kind === 'licence' || draft.kind === 'transfer';
  return (
    <Form onSubmit={() => send.mutate(registrationOf(draft))} error={send.error}>
      <p className="mb-4 max-w-prose text-quiet">{text('form.lead')}</p>
      <DraftNotice draft={kept} />
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
          options={certificates.map(({ id, label }) => ({
            id,
            label: text('form.number', { number: label }),
          }))}
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

const worded = [
  ['basis', 'en'],
  ['basis', 'zh'],
  ['scope', 'en'],
  ['scope', 'zh'],
] as const;

function Words({ draft, set }: Part): ReactElement {
  const text = useText('life');
  const labels = { en: 'En', zh: 'Zh' } as const;
  return (
    <>
      {worded.map(([what, language]) => (
        <TextArea
          key={`${what}/${language}`}
          label={text(`form.${what}${labels[language]}`)}
          name={`${what}/${language}`}
          value={draft[what][language]}
          onChange={(next) => set({ [what]: { ...draft[what], [language]: next } })}
          maxLength={4000}
          isRequired
        />
      ))}
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

function useSend(product: string, forget: () => Promise<void>) {
  const text = useText('life');
  const client = useQueryClient();
  const toast = useToast();
  return useMutation({
    mutationFn: (body: RegistrationDraft) => node.postRightsRegistration({ params: { id: product }, body }),
    onSuccess: async () => {
      // What was signed is no draft any more; that it may stay is no reason to hold the person up.
      await forget().catch(() => {});
      toast({ title: text('form.sent') });
      await client.invalidateQueries({ queryKey: ['harbor'] });
    },
  });
}
