import type { ReactElement } from 'react';
import { Slider as AriaSlider, Label, SliderThumb, SliderTrack } from 'react-aria-components';

/** One of a few steps between little and much; also by arrow keys. What a step means is said beside it. */
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
  return (
    <AriaSlider
      value={value}
      minValue={0}
      maxValue={max}
      step={1}
      onChange={onChange}
      className="mb-3 max-w-md"
    >
      <span className="mb-1 flex flex-wrap justify-between gap-x-3 text-sm">
        <Label className="font-medium">{label}</Label>
        <span aria-live="polite">{valueText}</span>
      </span>
      <SliderTrack className="relative flex h-8 w-full items-center before:h-1.5 before:w-full before:rounded-full before:bg-edge pointer-coarse:h-11">
        <SliderThumb className="top-1/2 size-6 rounded-full border-2 border-raised bg-accent shadow-sm data-focus-visible:outline-3 data-focus-visible:outline-accent data-focus-visible:outline-offset-2" />
      </SliderTrack>
    </AriaSlider>
  );
}
