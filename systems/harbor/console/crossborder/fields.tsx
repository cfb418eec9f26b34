import { exemptions } from '@finharbor/harbor/contract';
import { DateField, NumberField, RadioGroup, Section, TextArea, TextField, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { filedKinds, type TransferDraft } from './draft.ts';

type Part = {
  readonly draft: TransferDraft;
  readonly set: (next: Partial<TransferDraft>) => void;
  readonly change: (next: (before: TransferDraft) => TransferDraft) => void;
};

/** What the rule looks at. */
export function FactFields({ draft, set }: Part): ReactElement {
  const text = useText('transfers');
  return (
    <Section title={text('facts')}>
      {(['important', 'criticalOperator'] as const).map((name) => (
        <YesNo
          key={name}
          name={name}
          label={text(`fact.${name}`)}
          description={text(`fact.${name}Help`)}
          value={draft[name]}
          onChange={(value) => set({ [name]: value })}
        />
      ))}
      {(['personal', 'sensitive'] as const).map((name) => (
        <NumberField
          key={name}
          label={text(`fact.${name}`)}
          description={text(`fact.${name}Help`)}
          name={name}
          value={draft[name]}
          onChange={(value) => set({ [name]: value })}
          minValue={0}
          maxValue={2_000_000_000}
          isRequired
        />
      ))}
      <RadioGroup
        label={text('exemption.label')}
        name="exemption"
        selected={draft.exemption}
        onChange={(exemption) => set({ exemption })}
        options={exemptions.map((id) => ({ id, label: text(`exemption.${id}`) }))}
      />
    </Section>
  );
}

/** What a self-assessment looks into, point by point. */
export function FindingFields({ draft, change }: Part): ReactElement {
  const text = useText('transfers');
  const find = (point: string, part: { readonly isAdequate?: boolean; readonly note?: string }): void =>
    change(({ findings, ...rest }) => ({
      ...rest,
      findings: findings.map((one) => (one.point === point ? { ...one, ...part } : one)),
    }));
  return (
    <Section title={text('findings.title')}>
      <p className="mb-4 max-w-prose text-quiet">{text('findings.source')}</p>
      {draft.findings.map(({ point, isAdequate, note }) => (
        <div key={point} className="mb-6">
          <YesNo
            name={`adequate-${point}`}
            label={text(`point.${point}`)}
            description={text(`point.${point}Help`)}
            yes={text('adequate')}
            no={text('inadequate')}
            value={isAdequate}
            onChange={(value) => find(point, { isAdequate: value })}
          />
          <TextArea
            label={text('note', { point: text(`point.${point}`) })}
            name={`note-${point}`}
            value={note}
            onChange={(next) => find(point, { note: next })}
            maxLength={1000}
            isRequired
          />
        </div>
      ))}
    </Section>
  );
}

/** The path that was taken. */
export function FilingFields({ draft, set }: Part): ReactElement {
  const text = useText('transfers');
  return (
    <Section title={text('filing.title')}>
      <RadioGroup
        label={text('filing.label')}
        name="filed"
        selected={draft.filed}
        onChange={(filed) => set({ filed })}
        options={filedKinds.map((id) => ({ id, label: text(`filing.${id}`) }))}
      />
      {draft.filed !== 'none' && (
        <>
          <TextField
            label={text('filing.number')}
            name="number"
            value={draft.number}
            onChange={(number) => set({ number })}
            maxLength={100}
            isRequired
          />
          <DateField
            label={text('filing.until')}
            description={text('filing.untilHelp')}
            name="until"
            value={draft.until}
            onChange={(until) => set({ until })}
            isRequired
          />
        </>
      )}
    </Section>
  );
}

function YesNo({
  name,
  label,
  description,
  value,
  onChange,
  ...words
}: {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly yes?: string;
  readonly no?: string;
  readonly value: boolean | undefined;
  readonly onChange: (value: boolean) => void;
}): ReactElement {
  const text = useText('transfers');
  const { yes = text('yes'), no = text('no') } = words;
  return (
    <RadioGroup
      label={label}
      description={description}
      name={name}
      isRequired
      selected={value === undefined ? undefined : value ? 'yes' : 'no'}
      onChange={(id) => onChange(id === 'yes')}
      options={[
        { id: 'yes', label: yes },
        { id: 'no', label: no },
      ]}
    />
  );
}
