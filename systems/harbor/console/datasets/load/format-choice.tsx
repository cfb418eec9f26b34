import { Select, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { delimiters, type Format } from '../csv/records.ts';
import { encodings } from '../csv/source.ts';

const delimiterNames = { ',': 'comma', ';': 'semicolon', '\t': 'tab' } as const;

/** How the file was found to be written; the person may know better. */
export function FormatChoice({
  format,
  onChange,
}: {
  readonly format: Format;
  readonly onChange: (format: Format) => void;
}): ReactElement {
  const text = useText('datasets');
  return (
    <div className="flex flex-wrap gap-x-4">
      <Select
        label={text('format.encoding')}
        name="encoding"
        selected={format.encoding}
        onChange={(encoding) => onChange({ ...format, encoding })}
        options={encodings.map((id) => ({ id, label: text(`format.${id}`) }))}
      />
      <Select
        label={text('format.delimiter')}
        name="delimiter"
        selected={format.delimiter}
        onChange={(delimiter) => onChange({ ...format, delimiter })}
        options={delimiters.map((id) => ({ id, label: text(`format.${delimiterNames[id]}`) }))}
      />
    </div>
  );
}
