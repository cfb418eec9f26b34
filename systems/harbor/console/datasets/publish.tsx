import { waysOf } from '@finharbor/harbor/contract';
import { FinharborError } from '@finharbor/kernel/contract';
import {
  Button,
  ConfirmDialog,
  DraftNotice,
  Form,
  PageHeader,
  RadioGroup,
  Section,
  TextArea,
  TextField,
  useDraft,
  useDraftStore,
  useText,
} from '@finharbor/ui';
import { usePlace } from '@finharbor/ui/screens';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { node } from '../api.ts';
import { ProductFacts } from '../catalogue/facts.tsx';
import { DeliveriesField } from '../delivery/deliveries-field.tsx';
import { ChangesForm } from '../life/changes-form.tsx';
import { LineageForm } from '../life/lineage-form.tsx';
import { PlansForm } from '../life/plans-form.tsx';
import { ClassFields } from './class-fields.tsx';
import { type OwnDataset, useNameOf } from './datasets.ts';
import { OneDataset } from './one.tsx';
import { bodyOf, firstDraft, goneSince, missingIn, type ProductDraft, readDraft } from './publish-draft.ts';
import { PublishFields } from './publish-fields.tsx';

/** The steward describes a data set as a product, looks at it as others will, and signs it. */
export function Screen(): ReactElement {
  return <OneDataset>{(dataset) => <Publish key={dataset.id} dataset={dataset} />}</OneDataset>;
}

type Props = { readonly dataset: OwnDataset };

function Publish({ dataset }: Props): ReactElement {
  const last = dataset.product?.body;
  const [first] = useState<ProductDraft>(() => firstDraft(dataset, last));
  const store = useDraftStore(`product.${dataset.id}`, (kept) => readDraft(kept, first));
  const kept = useDraft<ProductDraft>(store, first);
  const { value: draft } = kept;
  const [fault, setFault] = useState<FinharborError>();
  const [isAsking, setAsking] = useState(false);
  const text = useText('datasets');
  const delivery = useText('delivery');
  const nameOf = useNameOf();
  const faultOf = useFault();
  const publish = usePublish(dataset.id, kept.discard);
  const set = (part: Partial<ProductDraft>): void => kept.set({ ...draft, ...part });
  const ask = (): void => {
    const found = faultOf(draft);
    setFault(found);
    publish.reset();
    setAsking(found === undefined);
  };
  return (
    <>
      <PageHeader
        crumbs={[
          { href: '/app/datasets', label: text('list.title') },
          { href: `/app/datasets/${dataset.id}`, label: nameOf(dataset) },
        ]}
        title={text(last ? 'page.publishAgain' : 'page.publish')}
        lead={text(last ? 'publish.leadAgain' : 'publish.lead')}
      />
      <Gone columns={goneSince(draft, last)} />
      <Form onSubmit={ask} error={fault}>
        <DraftNotice draft={kept} />
        <Words draft={draft} set={set} />
        <PublishFields fields={draft.fields} onChange={(fields) => set({ fields })} />
        <Terms draft={draft} set={set} />
        <DeliveriesField selected={draft.deliveries} onChange={(deliveries) => set({ deliveries })} />
        <ClassFields draft={draft.classed} onChange={(classed) => set({ classed })} />
        <PlansForm plans={draft.plans} onChange={(plans) => set({ plans })} />
        <LineageForm
          own={dataset.id}
          derivedFrom={draft.derivedFrom}
          onChange={(derivedFrom) => set({ derivedFrom })}
        />
        {last && <ChangesForm changes={draft.changes} onChange={(changes) => set({ changes })} />}
        <Preview dataset={dataset} draft={draft} />
        <Button type="submit" variant="primary">
          {text('publish.publish')}
        </Button>
      </Form>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={text('publish.ask')}
        body={waysOf(draft).length > 0 ? delivery('askBody') : text('publish.askBody')}
        confirmLabel={text('publish.sign')}
        pending={publish.isPending}
        error={publish.error}
        onConfirm={() => publish.mutate(draft)}
      />
    </>
  );
}

/** A PUT in the same words signs nothing anew, so it may be sent again. */
function usePublish(id: string, forget: () => Promise<void>) {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async (draft: ProductDraft) =>
      (await node.putProduct({ params: { id }, body: bodyOf(draft) })).body.id,
    onSuccess: async (version) => {
      // What was signed is no draft any more; that it may stay is no reason to hold the person up.
      await forget().catch(() => {});
      await client.invalidateQueries({ queryKey: ['harbor'] });
      await navigate({ to: `/app/catalogue/${version}` });
    },
  });
}

/** What is still missing, as a fault with a link to each field. */
function useFault(): (draft: ProductDraft) => FinharborError | undefined {
  const text = useText('datasets');
  const delivery = useText('delivery');
  return (draft) => {
    const missing = missingIn(draft);
    if (missing.length === 0) return undefined;
    const fields = missing.map((pointer) => {
      if (pointer === '/deliveries') return { pointer, detail: delivery('missing') };
      const [, at] = /^\/field-(\d+)/.exec(pointer) ?? [];
      const column = at === undefined ? '' : draft.fields[Number(at)]!.name;
      const what = text(`publish.missing.${pointer.slice(1).replace(/-\d+/, '')}`, { column });
      return { pointer, detail: what };
    });
    return new FinharborError({ code: 'document.malformed', publicMessage: '', fields });
  };
}

function Gone({ columns }: { readonly columns: readonly string[] }): ReactElement | null {
  const text = useText('datasets');
  return columns.length === 0 ? null : (
    <p className="mb-4 max-w-prose rounded-md border border-warn bg-warn-soft px-4 py-2">
      {text('publish.gone', { columns: columns.join(', ') })}
    </p>
  );
}

type Part = { readonly draft: ProductDraft; readonly set: (part: Partial<ProductDraft>) => void };

function Words({ draft: { title, description }, set }: Part): ReactElement {
  const text = useText('datasets');
  return (
    <Section title={text('publish.words')}>
      {(['en', 'zh'] as const).map((language) => (
        <TextField
          key={language}
          label={text(`publish.title-${language}`)}
          name={`title-${language}`}
          value={title[language]}
          onChange={(next) => set({ title: { ...title, [language]: next } })}
          maxLength={200}
          isRequired
        />
      ))}
      {(['en', 'zh'] as const).map((language) => (
        <TextArea
          key={language}
          label={text(`publish.description-${language}`)}
          name={`description-${language}`}
          value={description[language]}
          onChange={(next) => set({ description: { ...description, [language]: next } })}
          maxLength={2000}
          isRequired
        />
      ))}
    </Section>
  );
}

function Terms({ draft: { licence, synthetic }, set }: Part): ReactElement {
  const text = useText('datasets');
  const origins = ['real', 'synthetic'] as const;
  return (
    <Section title={text('publish.terms')}>
      <TextField
        label={text('publish.licence')}
        description={text('publish.licenceHelp')}
        name="licence"
        value={licence}
        onChange={(next) => set({ licence: next })}
        maxLength={400}
        isRequired
      />
      <div id="field-synthetic" tabIndex={-1}>
        <RadioGroup
          label={text('publish.origin')}
          name="synthetic"
          isRequired
          selected={synthetic === undefined ? undefined : synthetic ? 'synthetic' : 'real'}
          onChange={(origin) => set({ synthetic: origin === 'synthetic' })}
          options={origins.map((id) => ({
            id,
            label: text(`publish.${id}`),
            description: text(`publish.${id}Help`),
          }))}
        />
      </div>
    </Section>
  );
}

const rowsStep = 50;

function Preview({ dataset, draft }: Props & { readonly draft: ProductDraft }): ReactElement {
  const text = useText('datasets');
  const { party } = usePlace();
  const rowsAtLeast = Math.floor(dataset.rows / rowsStep) * rowsStep;
  return (
    <Section title={text('publish.preview')}>
      <p className="mb-3 text-quiet">{text('publish.previewHelp')}</p>
      <div className="mb-6 rounded-lg border border-edge border-dashed p-4">
        <ProductFacts party={party} body={{ ...bodyOf(draft), product: dataset.id, rowsAtLeast }} />
      </div>
    </Section>
  );
}
