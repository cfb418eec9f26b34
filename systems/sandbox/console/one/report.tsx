import { decimalForm, type Watched } from '@finharbor/sandbox/contract';
import {
  Button,
  Card,
  clock,
  DateField,
  dayOf,
  Form,
  Grid,
  Section,
  Select,
  TextField,
  useBilingual,
  useText,
} from '@finharbor/ui';
import { type ReactElement, useState } from 'react';
import { pilots } from '../api.ts';
import { useDoing } from '../doing.ts';
import type { ProjectProps } from './page.tsx';
import { ReportFile } from './report-file.tsx';

/** A project and its indicators. */
export type ReportProps = ProjectProps & { readonly indicators: readonly Watched[] };

/** Reports values, one by hand or many by a file. */
export function Report(props: ReportProps): ReactElement {
  const text = useText('pilot');
  return (
    <Section title={text('report.title')} id="report">
      <Grid>
        <Card title={text('report.byHand')}>
          <ByHand {...props} />
        </Card>
        <Card title={text('report.byFile')}>
          <ReportFile {...props} />
        </Card>
      </Grid>
    </Section>
  );
}

function ByHand({ one: { number }, indicators }: ReportProps): ReactElement {
  const text = useText('pilot');
  const say = useBilingual();
  const today = dayOf(clock.nowMs());
  const [indicator, setIndicator] = useState(indicators[0]!.indicator);
  const [day, setDay] = useState<string | undefined>(today);
  const [value, setValue] = useState('');
  const send = useDoing({
    run: () =>
      pilots.postReadings({
        params: { number },
        body: { readings: [{ indicator, day: day ?? '', value: value.trim() }] },
      }),
    done: text('report.done', { n: 1 }),
    onDone: () => setValue(''),
    at: 'report',
  });
  const isValue = decimalForm.test(value.trim());
  const unit = indicators.find((each) => each.indicator === indicator)?.unit ?? '';
  return (
    <Form onSubmit={() => isValue && day !== undefined && send.mutate()} error={send.error}>
      <Select
        label={text('indicators.name')}
        name="indicator"
        options={indicators.map((each) => ({ id: each.indicator, label: say(each.title), isData: true }))}
        selected={indicator}
        onChange={setIndicator}
        isRequired
      />
      <DateField label={text('day')} name="day" value={day} onChange={setDay} maxValue={today} isRequired />
      <TextField
        label={text('report.value', { unit })}
        name="value"
        inputMode="decimal"
        value={value}
        onChange={setValue}
        isRequired
        {...(value !== '' && !isValue ? { error: text('report.valueWrong') } : {})}
      />
      <Button type="submit" variant="primary" pending={send.isPending} isDisabled={!isValue || !day}>
        {text('report.send')}
      </Button>
    </Form>
  );
}
