import { Checkbox, CheckboxGroup, RadioGroup, Switch, useText } from '@finharbor/ui';
import { type ReactElement, useState } from 'react';

/** What is ticked, chosen or switched. */
export function Choices(): ReactElement {
  const text = useText('design');
  const [consent, setConsent] = useState(false);
  const [isOn, setOn] = useState(true);
  const keep = (): void => {};
  return (
    <div className="grid gap-x-8 gap-y-4 lg:grid-cols-2">
      <div>
        <Checkbox isSelected={consent} onChange={setConsent}>
          {text('choice.consent')}
        </Checkbox>
        <Checkbox isSelected onChange={keep} isDisabled>
          {text('choice.unable')}
        </Checkbox>
        <Checkbox isSelected={false} onChange={keep}>
          {text('type.long')}
        </Checkbox>
        <Switch isSelected={isOn} onChange={setOn}>
          {text('choice.remind')}
        </Switch>
        <Switch isSelected={false} onChange={keep} isDisabled>
          {text('choice.unable')}
        </Switch>
      </div>
      <Groups />
    </div>
  );
}

function Groups(): ReactElement {
  const text = useText('design');
  const [products, setProducts] = useState<readonly string[]>([]);
  const [kind, setKind] = useState<string>();
  return (
    <div>
      <CheckboxGroup
        label={text('choice.products')}
        options={['tax', 'social'].map((id) => ({ id, label: text(`choice.${id}`) }))}
        selected={products}
        onChange={setProducts}
        error={products.length === 0 ? text('choice.missing') : undefined}
        isRequired
      />
      <RadioGroup
        label={text('choice.kind')}
        options={['train', 'score'].map((id) => ({
          id,
          label: text(`choice.${id}`),
          description: text(`choice.${id}Help`),
        }))}
        selected={kind}
        onChange={setKind}
      />
      <RadioGroup
        label={`${text('choice.kind')} · ${text('field.disabled')}`}
        options={[{ id: 'train', label: text('choice.train') }]}
        selected="train"
        onChange={setKind}
        isDisabled
      />
    </div>
  );
}
