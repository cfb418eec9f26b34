import type { Watched } from '@finharbor/sandbox/contract';
import {
  Button,
  Checkbox,
  Disclosure,
  Form,
  NumberField,
  RadioGroup,
  Select,
  TextField,
  useBilingual,
  useText,
} from '@finharbor/ui';
import { type ReactElement, useState } from 'react';
import { pilots } from '../api.ts';
import { useDoing } from '../doing.ts';
import type { ReportProps } from './report.tsx';

type Draft = {
  readonly indicator: string;
  readonly en: string;
  readonly zh: string;
  readonly unit: string;
  readonly bound: Watched['bound'];
  readonly warn: string;
  readonly hard: string;
  readonly everyDays: number | undefined;
  readonly halts: boolean;
};

const empty: Draft = {
  ...{ indicator: '', en: '', zh: '', unit: '', bound: 'at_most', warn: '', hard: '' },
  ...{ everyDays: 30, halts: false },
};

/** The office agrees on an indicator, or changes one from now on. */
export function Agree({ one: { number }, indicators }: ReportProps): ReactElement {
  const text = useText('pilot');
  const say = useBilingual();
  const [chosen, setChosen] = useState('');
  const [draft, setDraft] = useState(empty);
  const set = (more: Partial<Draft>): void => setDraft((before) => ({ ...before, ...more }));
  const choose = (id: string): void => {
    setChosen(id);
    const found = indicators.find(({ indicator }) => indicator === id);
    setDraft(found ? { ...found, ...found.title } : empty);
  };
  const { indicator, en, zh, everyDays, unit, bound, warn, hard, halts } = draft;
  const agree = useDoing({
    run: () =>
      pilots.putIndicator({
        params: { number, indicator },
        body: { title: { en, zh }, unit, bound, warn, hard, halts, everyDays: everyDays ?? 0 },
      }),
    done: text('agree.done'),
    onDone: () => choose(''),
  });
  return (
    <Disclosure title={text('agree.title')}>
      <Form onSubmit={() => agree.mutate()} error={agree.error}>
        {indicators.length > 0 && (
          <Select
            label={text('agree.which')}
            name="which"
            placeholder={text('agree.new')}
            options={indicators.map((each) => ({
              ...{ id: each.indicator, label: say(each.title), isData: true },
            }))}
            selected={chosen}
            onChange={choose}
          />
        )}
        <Fields draft={draft} set={set} isKnown={chosen !== ''} />
        <Button type="submit" variant="primary" pending={agree.isPending}>
          {text('agree.send')}
        </Button>
      </Form>
    </Disclosure>
  );
}

type FieldsProps = {
  readonly draft: Draft;
  readonly set: (more: Partial<Draft>) => void;
  /** Its code stays as it is. */
  readonly isKnown: boolean;
};

function Fields({ draft, set, isKnown }: FieldsProps): ReactElement {
  const text = useText('pilot');
  const line = (name: 'indicator' | 'en' | 'zh' | 'unit' | 'warn' | 'hard'): ReactElement => (
    <TextField
      key={name}
      label={text(`agree.${name}`)}
      name={name}
      value={draft[name]}
      onChange={(value) => set({ [name]: value })}
      isRequired
      {...(name === 'indicator' ? { description: text('agree.indicatorHelp'), isDisabled: isKnown } : {})}
    />
  );
  return (
    <>
      {(['indicator', 'zh', 'en', 'unit'] as const).map(line)}
      <RadioGroup
        label={text('agree.bound')}
        name="bound"
        options={(['at_most', 'at_least'] as const).map((id) => ({ id, label: text(`agree.${id}`) }))}
        selected={draft.bound}
        onChange={(bound) => set({ bound })}
      />
      {(['warn', 'hard'] as const).map(line)}
      <NumberField
        label={text('agree.everyDays')}
        name="everyDays"
        value={draft.everyDays}
        onChange={(everyDays) => set({ everyDays })}
        minValue={1}
        maxValue={366}
        isRequired
      />
      <Checkbox name="halts" isSelected={draft.halts} onChange={(halts) => set({ halts })}>
        {text('agree.halts')}
      </Checkbox>
    </>
  );
}
