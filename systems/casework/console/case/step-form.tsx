import { Button, Card, Form, TextArea, useBilingual, useLanguage, useText } from '@finharbor/ui';
import { type ReactElement, useMemo, useState } from 'react';
import { faultIn } from '../form/fault.ts';
import { type FormValue, fieldsOf, sentOf } from '../form/fields.ts';
import { FormFields } from '../form/form-fields.tsx';
import { Missing, type StepProps } from './steps.tsx';
import { useTake } from './take.ts';

/** A step with its form, filled with what was said before where it is said again. */
export function StepForm({ one, spec, step }: StepProps): ReactElement {
  const text = useText('cases');
  const say = useBilingual();
  const { language } = useLanguage();
  const form = spec.forms.find(({ name }) => name === step.form)!;
  const fields = useMemo(() => fieldsOf(form.schema), [form]);
  const [value, setValue] = useState((one.forms[form.name] ?? {}) as FormValue);
  const [reason, setReason] = useState('');
  const take = useTake(one, step.name, () => {});
  const send = (): void => take.mutate({ form: sentOf(fields, value), ...(step.asksReason && { reason }) });
  return (
    <div className="mb-4">
      <Card title={say(form.title)}>
        <Missing step={step} spec={spec} />
        <Form onSubmit={send} error={faultIn(take.error, language)}>
          <FormFields fields={fields} value={value} onChange={setValue} />
          {step.asksReason && (
            <TextArea label={text('reason')} name="reason" value={reason} onChange={setReason} isRequired />
          )}
          <Button type="submit" variant="primary" pending={take.isPending}>
            {say(step.title)}
          </Button>
        </Form>
      </Card>
    </div>
  );
}
