import type { ReactElement, ReactNode } from 'react';
import { Switch as AriaSwitch } from 'react-aria-components';

/** Something that is on or off at once, without being sent. */
export function Switch({
  children,
  isSelected,
  onChange,
  isDisabled = false,
}: {
  readonly children: ReactNode;
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
  readonly isDisabled?: boolean;
}): ReactElement {
  return (
    <AriaSwitch
      isSelected={isSelected}
      onChange={onChange}
      isDisabled={isDisabled}
      className="group flex min-h-8 cursor-pointer items-center gap-2.5 py-1 data-disabled:cursor-not-allowed data-disabled:opacity-60 pointer-coarse:min-h-11"
    >
      <span
        aria-hidden="true"
        className="flex h-6 w-11 shrink-0 items-center rounded-full border-2 border-edge bg-raised p-0.5 transition-colors group-data-selected:border-accent group-data-selected:bg-accent group-data-focus-visible:outline-3 group-data-focus-visible:outline-accent group-data-focus-visible:outline-offset-2"
      >
        <span className="size-4 rounded-full bg-edge transition-transform group-data-selected:translate-x-5 group-data-selected:bg-accent-ink" />
      </span>
      {children}
    </AriaSwitch>
  );
}
