import type { ReactElement } from 'react';

const paths = {
  menu: 'M3 5.5h14M3 10h14M3 14.5h14',
  check: 'm4 10.5 4 4 8-9',
  cross: 'm5 5 10 10M15 5 5 15',
  back: 'm12 5-5 5 5 5',
  forward: 'm8 5 5 5-5 5',
  down: 'm5 8 5 5 5-5',
  sort: 'm6.5 8 3.5-3.5L13.5 8M6.5 12l3.5 3.5 3.5-3.5',
  ascending: 'M10 16V4.5M5.5 9 10 4.5 14.5 9',
  descending: 'M10 4v11.5M5.5 11l4.5 4.5 4.5-4.5',
  columns: 'M3.5 4h13v12h-13zM8 4v12M12.5 4v12',
  download: 'M10 3v9.5M6 9l4 4 4-4M3.5 16.5h13',
  display: 'M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15ZM10 2.5v15M10 6h4M10 10h7M10 14h4',
  search: 'm13 13 4 4M14.5 8.5a6 6 0 1 1-12 0 6 6 0 0 1 12 0Z',
  help: 'M7.5 7.5a2.5 2.5 0 1 1 3.6 2.2c-.7.4-1.1.9-1.1 1.8M10 14.4v.1M17.5 10a7.5 7.5 0 1 1-15 0 7.5 7.5 0 0 1 15 0Z',
  calendar: 'M3.5 5h13v11.5h-13zM3.5 8.5h13M7 3v3.5M13 3v3.5',
  info: 'M10 9v5M10 6v.1M17.5 10a7.5 7.5 0 1 1-15 0 7.5 7.5 0 0 1 15 0Z',
  warning: 'M10 8v4M10 14.4v.1M10 3 2.5 16.5h15Z',
} as const;

/** One of the drawings there are. */
export type IconName = keyof typeof paths;

/** The drawings there are. */
export const iconNames = Object.keys(paths) as readonly IconName[];

/** A small drawing in the colour of the text beside it, which says the same in words. */
export function Icon({ name }: { readonly name: IconName }): ReactElement {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 20 20"
      className="size-[1.1em] shrink-0 fill-none stroke-[1.75] stroke-current"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={paths[name]} />
    </svg>
  );
}
