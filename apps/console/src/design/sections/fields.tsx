import {
  ComboBox,
  DateField,
  NumberField,
  Select,
  TextArea,
  TextField,
  useBilingual,
  useText,
} from '@finharbor/ui';
import { type ReactElement, useState } from 'react';
import { districts } from '../samples.ts';

const industries = [
  { id: 'A01', en: 'Farming', zh: '农业', keywords: 'ny' },
  { id: 'C13', en: 'Food processing', zh: '农副食品加工业', keywords: 'nfspjgy' },
  { id: 'C17', en: 'Textiles', zh: '纺织业', keywords: 'fzy' },
  { id: 'C40', en: 'Instruments', zh: '仪器仪表制造业', keywords: 'yqybzzy' },
  { id: 'D46', en: 'Water supply', zh: '水的生产和供应业', keywords: 'sdscgyy' },
  { id: 'G59', en: 'Storage and handling', zh: '装卸搬运和仓储业', keywords: 'zxbyccy' },
  { id: 'I65', en: 'Software', zh: '软件和信息技术服务业', keywords: 'rjxxjsfwy' },
] as const;

/** Everything that is typed into, empty, filled, disabled, required and wrong. */
export function Fields(): ReactElement {
  return (
    <div className="grid gap-x-8 lg:grid-cols-2">
      <TextFields />
      <OtherFields />
    </div>
  );
}

function TextFields(): ReactElement {
  const text = useText('design');
  const [name, setName] = useState('');
  const [purpose, setPurpose] = useState('');
  const [amount, setAmount] = useState<number | undefined>(250_000);
  const label = text('field.name');
  const keep = (): void => {};
  return (
    <div>
      <TextField
        label={label}
        description={text('field.nameHelp')}
        value={name}
        onChange={setName}
        isRequired
      />
      <TextField label={`${label} · ${text('field.filled')}`} value={text('type.long')} onChange={keep} />
      <TextField label={`${label} · ${text('field.disabled')}`} value={label} onChange={keep} isDisabled />
      <TextField
        label={`${label} · ${text('field.invalid')}`}
        value="91310000MA1FL0018"
        onChange={keep}
        error={text('field.fault')}
      />
      <TextArea label={text('field.purpose')} value={purpose} onChange={setPurpose} />
      <NumberField
        label={text('field.amount')}
        description={text('field.amountHelp')}
        value={amount}
        onChange={setAmount}
        minValue={10_000}
        maxValue={5_000_000}
      />
    </div>
  );
}

function OtherFields(): ReactElement {
  const text = useText('design');
  const say = useBilingual();
  const [district, setDistrict] = useState<string>();
  const [industry, setIndustry] = useState<string>();
  const options = districts.map((one) => ({ id: one.en, label: say(one) }));
  const region = text('field.region');
  return (
    <div>
      <Select
        label={region}
        description={text('field.regionHelp')}
        options={options}
        selected={district}
        onChange={setDistrict}
        placeholder={text('field.choose')}
      />
      <Select
        label={`${region} · ${text('field.disabled')}`}
        options={options}
        selected="Pudong"
        onChange={setDistrict}
        isDisabled
      />
      <ComboBox
        label={text('field.find')}
        description={text('field.findHelp')}
        placeholder={text('field.choose')}
        options={industries.map(({ id, keywords, ...name }) => ({
          id,
          label: say(name),
          description: id,
          keywords,
        }))}
        selected={industry}
        onChange={setIndustry}
      />
      <ComboBox
        label={`${text('field.find')} · ${text('field.invalid')}`}
        options={[]}
        selected={undefined}
        onChange={setIndustry}
        error={text('choice.missing')}
      />
      <Days />
    </div>
  );
}

function Days(): ReactElement {
  const text = useText('design');
  const [until, setUntil] = useState<string | undefined>('2026-11-25');
  const [from, setFrom] = useState<string>();
  return (
    <>
      <DateField
        label={text('field.day')}
        description={text('field.dayHelp')}
        value={until}
        onChange={setUntil}
        minValue="2026-11-01"
        maxValue="2028-11-01"
      />
      <DateField
        label={`${text('field.day')} · ${text('field.invalid')}`}
        value="2020-01-31"
        onChange={setUntil}
        error={text('field.dayFault')}
      />
      <DateField label={text('field.period')} value={from} onChange={setFrom} isRequired />
      <DateField
        label={`${text('field.period')} · ${text('field.disabled')}`}
        value={undefined}
        onChange={setFrom}
        isDisabled
      />
    </>
  );
}
