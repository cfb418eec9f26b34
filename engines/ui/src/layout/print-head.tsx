import { type ReactElement, useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { clock } from '../clock.ts';
import { useFormat } from '../format/use-format.ts';

/** Above what is printed: whose place it is from, what it is called, and when it was printed. */
export function PrintHead({
  brand,
  title,
}: {
  readonly brand: string;
  readonly title: string;
}): ReactElement {
  const [atMs, setAtMs] = useState(clock.nowMs);
  const { dateTime } = useFormat();
  useEffect(() => {
    const now = (): void => flushSync(() => setAtMs(clock.nowMs()));
    addEventListener('beforeprint', now);
    return () => removeEventListener('beforeprint', now);
  }, []);
  return (
    <div className="mb-4 hidden flex-wrap justify-between gap-x-6 border-line border-b pb-2 text-sm print:flex">
      <span className="font-semibold">{brand}</span>
      <span>{title}</span>
      <time>{dateTime(atMs)}</time>
    </div>
  );
}
