import { type ReactElement, useRef, useState } from 'react';
import { clock } from '../../../clock.ts';
import { dayOf } from '../../../format/format.ts';
import { useFormat } from '../../../format/use-format.ts';
import { Button } from '../../../forms/button.tsx';
import { useText } from '../../../i18n/hooks.ts';
import { saveFile } from '../../../save-file.ts';
import type { Column } from '../column.ts';
import { type FileKind, fileKinds, fileOf } from './file.ts';

/** How rows are read for a file: some at a time, until the signal fires; `onRead` is told how many have come. */
type ReadAll<Row> = (options: {
  readonly signal: AbortSignal;
  readonly onRead: (count: number) => void;
}) => AsyncIterable<readonly Row[]>;

/** Everything that fits as one file, also what is not in sight yet: read page by page, which can be stopped. */
export function SaveAll<Row>({
  name,
  columns,
  read,
}: {
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  readonly read: ReadAll<Row>;
}): ReactElement {
  const text = useText('ui');
  const { number } = useFormat();
  const [count, setCount] = useState<number>();
  const [hasFailed, setFailed] = useState(false);
  const stopping = useRef<AbortController>(undefined);
  const start = async (kind: FileKind): Promise<void> => {
    const controller = new AbortController();
    stopping.current = controller;
    setCount(0);
    setFailed(false);
    try {
      const { signal } = controller;
      const rows = read({ signal, onRead: setCount });
      const file = await fileOf(kind, { columns, rows, signal, onProgress: () => {} });
      saveFile(`${name}-${dayOf(clock.nowMs())}.${kind}`, file);
    } catch {
      setFailed(!controller.signal.aborted);
    } finally {
      setCount(undefined);
    }
  };
  if (count !== undefined)
    return (
      <>
        <output className="self-center">{text('save.read', { n: number(count) })}</output>
        <Button onPress={() => stopping.current?.abort()}>{text('save.stop')}</Button>
      </>
    );
  return (
    <>
      {hasFailed && (
        <span role="alert" className="text-bad text-sm">
          {text('save.failed')}
        </span>
      )}
      {fileKinds.map((kind) => (
        <Button key={kind} onPress={() => void start(kind)}>
          {text(`save.every.${kind}`)}
        </Button>
      ))}
    </>
  );
}
