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
  const line = (name: 'indicator' | 'en' | 'zh' | 'unit' | 'warn' | 'hard'): ReactElement => (
    <TextField
      label={text(`agree.${name}`)}
      name={name}
      value={draft[name]}
      onChange={(value) => set({ [name]: value })}
      isRequired
      {...(name === 'indicator'
        ? { description: text('agree.indicatorHelp'), isDisabled: chosen !== '' }
        : {})}
    />
  );
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
        {(['indicator', 'zh', 'en', 'unit'] as const).map((name) => (
          <div key={name}>{line(name)}</div>
        ))}
        <RadioGroup
          label={text('agree.bound')}
          name="bound"
          options={(['at_most', 'at_least'] as const).map((id) => ({ id, label: text(`agree.${id}`) }))}
          selected={bound}
          onChange={(next) => set({ bound: next as Watched['bound'] })}
        />
        {line('warn')}
        {line('hard')}
        <NumberField
          label={text('agree.everyDays')}
          name="everyDays"
          value={everyDays}
          onChange={(value) => set({ everyDays: value })}
          minValue={1}
          maxValue={366}
          isRequired
        />
        <Checkbox name="halts" isSelected={halts} onChange={(value) => set({ halts: value })}>
          {text('agree.halts')}
        </Checkbox>
        <Button type="submit" variant="primary" pending={agree.isPending}>
          {text('agree.send')}
        </Button>
      </Form>
    </Disclosure>
  );
}
