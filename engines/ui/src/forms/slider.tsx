import { type ReactElement, useId } from 'react';

/** One of a few steps between little and much, as the platform's own slider. What a step means is said beside it. */
export function Slider({
  label,
  value,
  max,
  valueText,
  onChange,
}: {
  readonly label: string;
  /** A whole number from 0 to `max`. */
  readonly value: number;
  readonly max: number;
  readonly valueText: string;
  readonly onChange: (value: number) => void;
}): ReactElement {
  const id = useId();
  return (
    <div className="mb-4 max-w-md">
      <div className="mb-1 flex flex-wrap justify-between gap-x-3 text-sm">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        <span>{valueText}</span>
      </div>
      <input
        id={id}
        type="range"
        min={0}
        max={max}
        step={1}
        value={value}
        aria-valuetext={valueText}
        onChange={(event) => onChange(Number(event.target.value))}
        className="min-h-8 w-full"
      />
    </div>
  );
}
