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
import { type ReactElement, useMemo, useState } from 'react';
import { cases } from '../api.ts';
import { faultIn } from '../form/fault.ts';
import { type FormValue, fieldsOf, sentOf } from '../form/fields.ts';
import { FormFields } from '../form/form-fields.tsx';
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
      {one.may.opine !== null && <Give one={one} spec={spec} form={one.may.opine} />}
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
  const [value, setValue] = useState<FormValue>({});
  const keep = useKept(id);
  const give = useMutation({
    mutationFn: async () =>
      (await cases.postOpinion({ params: { id }, body: { form: sentOf(fields, value) } })).body,
    onSuccess: keep,
  });
  return (
    <Card title={say(form.title)}>
      <Form onSubmit={() => give.mutate()} error={faultIn(give.error, language)}>
        <FormFields fields={fields} value={value} onChange={setValue} />
        <Button type="submit" variant="primary" pending={give.isPending}>
          {text('giveOpinion')}
        </Button>
      </Form>
    </Card>
  );
}

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
