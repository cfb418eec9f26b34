import {
  Button,
  clock,
  DateField,
  Disclosure,
  dayOf,
  Form,
  newId,
  TextArea,
  TextField,
  useText,
} from '@finharbor/ui';
import { type ReactElement, useState } from 'react';
import { pilots } from '../api.ts';
import { useDoing } from '../doing.ts';
import { bodyOf, type Filled, type RecordField, type RecordKind, recordFields, wrongIn } from './fields.ts';
import { HashOfFile } from './hash-of-file.tsx';

type NewProps = { readonly number: string; readonly kind: RecordKind };

/** A record that is not there yet. */
export function NewRecord({ number, kind }: NewProps): ReactElement {
  const text = useText('pilot');
  // Sent again it is the same record.
  const [id] = useState(newId);
  return (
    <Disclosure title={text(`recordNew.${kind}`)}>
      <RecordForm {...{ number, id, kind }} first={{}} onOver={() => {}} />
    </Disclosure>
  );
}

type FormProps = NewProps & {
  readonly id: string;
  readonly first: Filled;
  readonly onOver: () => void;
};

/** The fields of a record; sent under the id of one that is there, they are its next version. */
export function RecordForm({ number, id, kind, first, onOver }: FormProps): ReactElement {
  const text = useText('pilot');
  const [filled, setFilled] = useState(first);
  const [isTried, setTried] = useState(false);
  const put = useDoing({
    run: () => pilots.putRecord({ params: { number, id }, body: bodyOf(kind, filled) }),
    done: text('record.done'),
    onDone: onOver,
    at: kind,
  });
  const wrong = wrongIn(kind, filled);
  const send = (): void => {
    setTried(true);
    if (wrong.length === 0) put.mutate();
    else document.getElementById(`field-${wrong[0]}`)?.focus();
  };
  return (
    <Form onSubmit={send} error={put.error}>
      {recordFields[kind].map((field) => (
        <OneField
          key={field.name}
          field={field}
          value={filled[field.name] ?? ''}
          isWrong={isTried && wrong.includes(field.name)}
          onChange={(value) => setFilled((before) => ({ ...before, [field.name]: value }))}
        />
      ))}
      <Button type="submit" variant="primary" pending={put.isPending}>
        {text('record.put')}
      </Button>
    </Form>
  );
}

type FieldProps = {
  readonly field: RecordField;
  readonly value: string;
  readonly isWrong: boolean;
  readonly onChange: (value: string) => void;
};

function OneField({ field: { name, kind, most }, value, isWrong, onChange }: FieldProps): ReactElement {
  const text = useText('pilot');
  const common = {
    ...{ name, label: text(`recordField.${name}`), isRequired: true },
    ...(isWrong ? { error: text(`record.wrong.${kind}`) } : {}),
  };
  switch (kind) {
    case 'date':
      return (
        <DateField
          {...common}
          value={value === '' ? undefined : value}
          onChange={(day) => onChange(day ?? '')}
          maxValue={dayOf(clock.nowMs())}
        />
      );
    case 'text':
      return <TextArea {...common} rows={4} maxLength={most} value={value} onChange={onChange} />;
    case 'sha256':
      return (
        <>
          <TextField {...common} maxLength={most} value={value} onChange={onChange} />
          <HashOfFile label={common.label} onHash={onChange} />
        </>
      );
    default:
      return (
        <TextField
          {...common}
          maxLength={most}
          {...(kind === 'line' ? {} : { inputMode: kind === 'fen' ? 'decimal' : 'numeric' })}
          value={value}
          onChange={onChange}
        />
      );
  }
}
