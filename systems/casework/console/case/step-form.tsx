import { Button, Card, Form, TextArea, useBilingual, useLanguage, useText } from '@finharbor/ui';
import { type ReactElement, useMemo } from 'react';
import { Clashes } from '../draft/clashes.tsx';
import { DraftBar } from '../draft/draft-bar.tsx';
import { useCaseDraft } from '../draft/use-case-draft.ts';
import { type Filled, reasonName, sentDraft } from '../draft/work.ts';
import { faultIn } from '../form/fault.ts';
import { type FormValue, fieldsOf, firstOf, sentOf } from '../form/fields.ts';
import { FormPartOr, StepPartOr } from '../parts.tsx';
import { Missing, type StepProps } from './steps.tsx';
import { useTake } from './take.ts';

/** A step with its form, filled with what was said before where it is said again, and kept while it is filled in. */
export function StepForm({ one, spec, step }: StepProps): ReactElement {
  const isAlone = one.steps.filter(({ form }) => form !== null).length === 1;
  const text = useText('cases');
  const say = useBilingual();
  const { language } = useLanguage();
  const form = spec.forms.find(({ name }) => name === step.form)!;
  const fields = useMemo(() => fieldsOf(form.schema), [form]);
  const first = (one.forms[form.name] ?? firstOf(form.schema, one.objectsTo)) as FormValue;
  const draft = useCaseDraft({ id: one.id, step: step.name, first });
  const take = useTake(one, step.name, draft.isSent);
  const { value, set, keep } = draft;
  const reason = value[reasonName];
  const send = async (): Promise<void> => {
    // What is on its way would be a draft of a step that is taken.
    await keep();
    const { form: filled, reason: why } = sentDraft(value);
    take.mutate({ form: sentOf(fields, filled), ...(step.asksReason && { reason: why }) });
  };
  const error = faultIn(take.error, language);
  const usual = (
    <Card title={say(form.title)}>
      <Missing step={step} spec={spec} />
      <DraftBar draft={draft} />
      <Clashes draft={draft} fields={fields} />
      <Form onSubmit={() => void send()} error={error} {...(isAlone ? {} : { scope: step.name })}>
        <FormPartOr
          at={{ procedure: spec.name, form: form.name }}
          fields={fields}
          value={value}
          onChange={set}
        />
        {step.asksReason && (
          <TextArea
            label={text('reason')}
            name="reason"
            value={typeof reason === 'string' ? reason : ''}
            onChange={(why) => set({ ...value, [reasonName]: why } satisfies Filled)}
            isRequired
          />
        )}
        <Button type="submit" variant="primary" pending={take.isPending}>
          {say(step.title)}
        </Button>
      </Form>
    </Card>
  );
  return (
    <div className="mb-4">
      <StepPartOr
        at={{ procedure: spec.name, step: step.name }}
        part={{ id: one.id, usual, value, set, send: () => void send(), isPending: take.isPending, error }}
      />
    </div>
  );
}
