import type { Ask } from '@finharbor/financing/contract';
import { FinharborError } from '@finharbor/kernel/contract';
import {
  Badge,
  Button,
  Card,
  Checkbox,
  DescriptionList,
  Form,
  NumberField,
  Select,
  TextField,
  useBilingual,
  useFormat,
  useText,
} from '@finharbor/ui';
import { type ReactElement, type ReactNode, useState } from 'react';
import type { Applying } from './apply.tsx';
import type { Draft } from './draft.ts';
import { usePartyNames } from './party-names.ts';

/** What each step of an application is given. */
export type StepProps = {
  readonly applying: Applying;
  readonly draft: Draft;
  readonly set: (part: Partial<Draft>) => void;
  /** Keeps the draft at once. */
  readonly keep: () => Promise<void>;
  /** Forgets it: it was sent. */
  readonly discard: () => Promise<void>;
  readonly onNext: () => void;
  readonly onBack: (() => void) | undefined;
};
export { SendStep } from './send.tsx';

function fault(pointer: string, detail: string): FinharborError {
  return new FinharborError({
    code: 'request.invalid',
    publicMessage: detail,
    fields: [{ pointer, detail }],
  });
}

/** The two buttons of a step: on, and back. */
export function StepButtons({
  onBack,
  children,
}: {
  readonly onBack: (() => void) | undefined;
  readonly children: ReactNode;
}): ReactElement {
  const text = useText('financing');
  return (
    <div className="mt-5 flex flex-wrap gap-2">
      {children}
      {onBack && <Button onPress={onBack}>{text('apply.back')}</Button>}
    </div>
  );
}

/** How much the firm asks for. */
export function AmountStep({ applying, draft, set, onNext, onBack }: StepProps): ReactElement {
  const [error, setError] = useState<FinharborError>();
  const text = useText('financing');
  const { money } = useFormat();
  const { mostAmount, currency } = applying.product.terms;
  const submit = (): void => {
    const isAmount = /^(0|[1-9]\d{0,14})(\.\d{1,2})?$/.test(draft.amount);
    const isWithin = isAmount && Number(draft.amount) > 0 && Number(draft.amount) <= Number(mostAmount);
    setError(
      isWithin
        ? undefined
        : fault('/amount', text('apply.amountWrong', { most: money(mostAmount, currency) })),
    );
    if (isWithin) onNext();
  };
  return (
    <Form onSubmit={submit} error={error}>
      <TextField
        label={text('apply.amountLabel')}
        description={text('apply.amountHelp', { most: money(mostAmount, currency) })}
        name="amount"
        inputMode="decimal"
        value={draft.amount}
        onChange={(amount) => set({ amount: amount.replaceAll(/[,\s]/g, '') })}
        isRequired
      />
      <StepButtons onBack={onBack}>
        <Button type="submit" variant="primary">
          {text('apply.next')}
        </Button>
      </StepButtons>
    </Form>
  );
}

/** What the firm states of itself. */
export function StatedStep({ applying, draft, set, onNext, onBack }: StepProps): ReactElement {
  const text = useText('financing');
  const asks = applying.product.terms.asks ?? [];
  return (
    <Form onSubmit={onNext}>
      <p className="mb-4 max-w-prose">{text('apply.statedHelp')}</p>
      {asks.map((ask) => (
        <AskField
          key={ask.name}
          ask={ask}
          value={draft.columns[ask.name] ?? ''}
          onChange={(value) => set({ columns: { ...draft.columns, [ask.name]: value } })}
        />
      ))}
      <StepButtons onBack={onBack}>
        <Button type="submit" variant="primary">
          {text('apply.next')}
        </Button>
      </StepButtons>
    </Form>
  );
}

type AskProps = { readonly ask: Ask; readonly value: string; readonly onChange: (value: string) => void };

function AskField({ ask: { name, title, kind, options }, value, onChange }: AskProps): ReactElement {
  const say = useBilingual();
  if (kind === 'numeric')
    return (
      <NumberField
        label={say(title)}
        name={name}
        value={value === '' ? undefined : Number(value)}
        onChange={(number) => onChange(number === undefined ? '' : String(number))}
        formatOptions={{ maximumFractionDigits: 6 }}
      />
    );
  const offered = options.includes(value) || value === '' ? options : [...options, value];
  return (
    <Select
      label={say(title)}
      name={name}
      selected={value === '' ? undefined : value}
      onChange={onChange}
      options={offered.map((id) => ({ id, label: id }))}
    />
  );
}

type ContractBody = {
  readonly consumer: string;
  readonly providers: readonly string[];
  readonly purpose: { readonly en: string; readonly zh: string };
  readonly leakage: readonly { readonly en: string; readonly zh: string }[];
};

/** Who reads what, for what, until when; not ticked beforehand. */
export function ConsentStep({ applying, onNext, onBack }: StepProps): ReactElement {
  const [isGiven, setGiven] = useState(false);
  const text = useText('financing');
  const say = useBilingual();
  const { consumer, providers, purpose, leakage } = applying.contract.body as unknown as ContractBody;
  const nameOf = usePartyNames(applying.parties);
  return (
    <Form onSubmit={onNext}>
      <Card title={text('consent.title')}>
        <p className="mb-3">
          <Badge tone="good">✓</Badge> {text('consent.checked')}
        </p>
        <DescriptionList
          items={[
            { term: text('consent.who'), value: providers.map(nameOf).join(' · ') },
            { term: text('consent.for'), value: `${nameOf(consumer)}: ${say(purpose)}` },
            { term: text('consent.sees'), value: text('consent.seesValue', { consumer: nameOf(consumer) }) },
            { term: text('consent.not'), value: text('consent.notValue') },
            { term: text('consent.until'), value: text('consent.untilValue') },
            { term: text('consent.end'), value: text('consent.endValue') },
          ]}
        />
        <details className="mb-3">
          <summary className="min-h-7 cursor-pointer">{text('consent.exact')}</summary>
          {leakage.map((line) => (
            <p key={line.en} className="whitespace-pre-line">
              {say(line)}
            </p>
          ))}
        </details>
        <Checkbox isSelected={isGiven} onChange={setGiven}>
          {text('consent.give')}
        </Checkbox>
      </Card>
      <StepButtons onBack={onBack}>
        <Button type="submit" variant="primary" isDisabled={!isGiven}>
          {text('apply.next')}
        </Button>
      </StepButtons>
    </Form>
  );
}
