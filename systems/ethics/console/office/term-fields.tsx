import type { Term } from '@finharbor/ethics/contract';
import type { FieldError } from '@finharbor/kernel/contract';
import { DateField, type Say, Select, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { dayAfter } from '../days.ts';

const offices = ['member', 'deputy', 'chair'] as const;

/** A term as it is filled in: by its first and its last day. */
export type TermFilled = {
  readonly fromOn: string | undefined;
  readonly lastOn: string | undefined;
  readonly office: Term['office'];
};

/** The fields of a term; its first day only where it is not another's already. */
export function OfficeAndDays({
  term,
  onChange,
  hasFirst = true,
}: {
  readonly term: TermFilled;
  readonly onChange: (term: TermFilled) => void;
  readonly hasFirst?: boolean;
}): ReactElement {
  const text = useText('ethicsOffice');
  return (
    <>
      {hasFirst && (
        <DateField
          label={text('from')}
          name="fromOn"
          value={term.fromOn}
          onChange={(fromOn) => onChange({ ...term, fromOn })}
          isRequired
        />
      )}
      <DateField
        label={text('last')}
        name="untilOn"
        value={term.lastOn}
        onChange={(lastOn) => onChange({ ...term, lastOn })}
        description={text('lastHelp')}
        isRequired
      />
      <Select
        label={text('officeField')}
        name="office"
        options={offices.map((one) => ({ id: one, label: text(`office.${one}`) }))}
        selected={term.office}
        onChange={(office) => onChange({ ...term, office })}
      />
    </>
  );
}

/** The term as it is kept: until before a day. */
export function termBody({ fromOn, lastOn, office }: TermFilled): Readonly<Record<string, unknown>> {
  return { fromOn, untilOn: lastOn === undefined ? undefined : dayAfter(lastOn), office };
}

/** What is wrong with its days. */
export function termWrong({ fromOn, lastOn }: TermFilled, text: Say): readonly FieldError[] {
  return fromOn !== undefined && lastOn !== undefined && lastOn < fromOn
    ? [{ pointer: '/untilOn', detail: text('lastWrong') }]
    : [];
}
