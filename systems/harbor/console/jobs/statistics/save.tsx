import { Button, clock, dayOf, type FileCell, fileOf, saveFile, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';

type SaveProps = {
  readonly name: string;
  readonly head: readonly string[];
  readonly lines: readonly (readonly FileCell[])[];
};

/** Saves an answer's figures as a file; a withheld one is an empty cell. */
export function SaveFigures({ name, head, lines }: SaveProps): ReactElement {
  const text = useText('proposals');
  const save = async (): Promise<void> => {
    const columns = head.map((header, at) => ({
      id: String(at),
      header,
      cell: () => '',
      text: (line: readonly FileCell[]) => line[at] ?? '',
    }));
    const { signal } = new AbortController();
    const file = await fileOf('csv', { columns, rows: lines, signal, onProgress: () => {} });
    saveFile(fileName(name, 'csv'), file);
  };
  return (
    <div className="no-print mb-6">
      <Button variant="quiet" onPress={() => void save()}>
        {text('chart.csv')}
      </Button>
    </div>
  );
}

/** Saves everything a computation told this party, with the plan it followed: numbers in whole units of the plan, noise as deviations. */
export function SaveAll({ name, told }: { readonly name: string; readonly told: object }): ReactElement {
  const text = useText('proposals');
  const save = (): void => {
    const json = new Blob([JSON.stringify(told, null, 2)], { type: 'application/json' });
    saveFile(fileName(name, 'json'), json);
  };
  return (
    <div className="no-print mb-6">
      <Button onPress={save}>{text('result.json')}</Button>
    </div>
  );
}

function fileName(name: string, ending: string): string {
  return `${name.replaceAll(/[^\p{L}\p{N}]+/gu, '-')}-${dayOf(clock.nowMs())}.${ending}`;
}
