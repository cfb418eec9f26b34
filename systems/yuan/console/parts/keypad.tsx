import { Icon, TextField, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { keys, pressed } from './keys.ts';

/** An amount in yuan, by large keys or typed. */
export function Keypad({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}): ReactElement {
  const text = useText('yuanParts');
  return (
    <div className="max-w-sm">
      <div className="[&_input]:min-h-14 [&_input]:text-end [&_input]:font-semibold [&_input]:text-3xl">
        <TextField
          label={label}
          name="amountMinor"
          inputMode="decimal"
          autoComplete="off"
          placeholder="0.00"
          value={value}
          onChange={onChange}
        />
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset has a border and a legend of its own */}
      <div role="group" aria-label={text('keypad')} className="mb-4 grid grid-cols-3 gap-2">
        {keys.map((key) => (
          <button
            key={key}
            type="button"
            className="grid min-h-14 cursor-pointer place-items-center rounded-lg border border-line bg-raised font-semibold text-2xl hover:bg-accent-soft active:bg-accent-soft"
            aria-label={key === 'back' ? text('backspace') : key === '.' ? text('point') : key}
            onClick={() => onChange(pressed(value, key))}
          >
            {key === 'back' ? <Icon name="back" /> : key}
          </button>
        ))}
      </div>
    </div>
  );
}
