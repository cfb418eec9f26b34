import type { ReactElement } from 'react';
import { Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components';

/** More about a button or a link, on hover and focus. A touch screen shows none: nothing may stand only here. */
export function Tooltip({
  text,
  children,
}: {
  readonly text: string;
  readonly children: ReactElement;
}): ReactElement {
  return (
    <TooltipTrigger delay={400} closeDelay={100}>
      {children}
      <AriaTooltip
        offset={6}
        className="max-w-72 rounded-md border border-line bg-ink px-2.5 py-1.5 text-ground text-sm shadow-lg"
      >
        {text}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
