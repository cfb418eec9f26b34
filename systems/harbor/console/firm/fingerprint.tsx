import type { ReactElement } from 'react';

/** A key's fingerprint, large and in its groups, to be read out; the last two, which the other side types, are marked. */
export function ReadOut({ fingerprint }: { readonly fingerprint: string }): ReactElement {
  const groups = fingerprint.split(' ');
  return (
    <p translate="no" className="mb-3 grid max-w-sm grid-cols-4 gap-1.5 text-center font-mono text-xl">
      {groups.map((group, at) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: two groups may be alike, and they keep their places
          key={at}
          className={
            at < groups.length - 2
              ? 'rounded border border-transparent bg-ground py-1'
              : 'rounded border border-accent bg-accent-soft py-1 font-semibold'
          }
        >
          {group}{' '}
        </span>
      ))}
    </p>
  );
}
