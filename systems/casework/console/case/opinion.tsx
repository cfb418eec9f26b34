import {
  Badge,
  Button,
  Card,
  Form,
  Section,
  type Tone,
  useBilingual,
  useLanguage,
  useText,
} from '@finharbor/ui';
import { useMutation } from '@tanstack/react-query';
import { type ReactElement, useMemo } from 'react';
import { cases } from '../api.ts';
import { Clashes } from '../draft/clashes.tsx';
import { DraftBar } from '../draft/draft-bar.tsx';
import { useCaseDraft } from '../draft/use-case-draft.ts';
import { faultIn } from '../form/fault.ts';
import { fieldsOf, sentOf } from '../form/fields.ts';
import { FormPartOr } from '../parts.tsx';
import { FilledForm } from './filled-forms.tsx';
import { useKept } from './kept.ts';
import type { CaseProps } from './page.tsx';

/** What is asked of the reader's seat, and what was said on the panel as far as they may know it. */
export function Opinion({ one, spec }: CaseProps): ReactElement | null {
  const text = useText('cases');
  if (one.may.opine === null && (one.panel?.opinions.length ?? 0) === 0) return null;
  return (
    <Section title={text('panel')}>
      {one.panel?.isBlind && <p className="mb-3 max-w-prose text-quiet">{text('blind')}</p>}
      {one.may.opine !== null && <Give key={one.id} one={one} spec={spec} form={one.may.opine} />}
      <Given one={one} spec={spec} />
    </Section>
  );
}

function Give({ one: { id }, spec, form: name }: CaseProps & { readonly form: string }): ReactElement {
  const text = useText('cases');
  const say = useBilingual();
  const { language } = useLanguage();
  const form = spec.forms.find((one) => one.name === name)!;
  const fields = useMemo(() => fieldsOf(form.schema), [form]);
  const draft = useCaseDraft({ id, step: 'opinion', first: nothing });
  const { value } = draft;
  const keep = useKept(id);
  const give = useMutation({
    mutationFn: async () =>
      (await cases.postOpinion({ params: { id }, body: { form: sentOf(fields, value) } })).body,
    onSuccess(next) {
      keep(next);
      draft.isSent();
    },
  });
  return (
    <Card title={say(form.title)}>
      <DraftBar draft={draft} />
      <Clashes draft={draft} fields={fields} />
      <Form
        onSubmit={() => void draft.keep().then(() => give.mutate())}
        error={faultIn(give.error, language)}
      >
        <FormPartOr
          at={{ procedure: spec.name, form: name }}
          fields={fields}
          value={value}
          onChange={draft.set}
        />
        <Button type="submit" variant="primary" pending={give.isPending}>
          {text('giveOpinion')}
        </Button>
      </Form>
    </Card>
  );
}

const nothing = {};

const tones: Readonly<Record<string, Tone>> = { for: 'good', against: 'bad', abstain: 'neutral' };

function Given({ one, spec }: CaseProps): ReactElement | null {
  const text = useText('cases');
  const { panel } = one;
  if (!panel || panel.opinions.length === 0) return null;
  const schema = spec.forms.find(({ name }) => name === panel.form)!.schema;
  return (
    <ul className="mt-4 grid gap-4">
      {panel.opinions.map(({ seat, verdict, form }) => (
        <li key={seat} className="rounded-lg border border-line bg-surface px-4 py-3">
          <p className="mb-2 flex flex-wrap items-center gap-2 font-medium">
            {text('seat', { n: seat + 1 })}
            <Badge tone={tones[verdict]!}>{text(`verdict.${verdict}`)}</Badge>
          </p>
          <FilledForm schema={schema} value={form as Readonly<Record<string, unknown>>} />
        </li>
      ))}
    </ul>
  );
}
