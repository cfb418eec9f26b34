import { type ReactElement, useEffect, useRef, useState } from 'react';
import { clock } from '../../../clock.ts';
import { dayOf } from '../../../format/format.ts';
import { useFormat } from '../../../format/use-format.ts';
import { Button } from '../../../forms/button.tsx';
import { useText } from '../../../i18n/hooks.ts';
import { Menu } from '../../../overlay/menu.tsx';
import { saveFile } from '../../../save-file.ts';
import { ProgressBar } from '../../stages.tsx';
import type { Column } from '../column.ts';
import { type FileKind, fileKinds, fileOf } from './file.ts';

type SaveProps<Row> = {
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  /** Those of them that are in sight. */
  readonly shown: readonly Column<Row>[];
  readonly rows: readonly Row[];
};

const scopes = ['shown', 'all'] as const;

/** A table's rows as a file, in their order and with the filter that is on: of the columns in sight, or of all of them. */
export function SaveAs<Row>({ name, columns, shown, rows }: SaveProps<Row>): ReactElement {
  const text = useText('ui');
  const [scope, setScope] = useState<(typeof scopes)[number]>('shown');
  const saving = useSaving<Row>(name);
  return (
    <>
      {saving.share !== undefined && <Progress share={saving.share} onStop={saving.stop} />}
      {saving.hasFailed && (
        <span role="alert" className="text-bad text-sm">
          {text('save.failed')}
        </span>
      )}
      <Menu
        label={text('save.as')}
        icon="download"
        parts={[
          {
            title: text('save.kind'),
            items: fileKinds.map((id) => ({ id, label: text(`save.${id}`) })),
            onAct: (kind) =>
              void saving.begin(kind as FileKind, { columns: scope === 'all' ? columns : shown, rows }),
          },
          {
            title: text('save.columns'),
            items: scopes.map((id) => ({ id, label: text(`save.${id}`) })),
            chosen: [scope],
            onChoose: ([id]) => setScope(id === 'all' ? 'all' : 'shown'),
          },
        ]}
      />
    </>
  );
}

function Progress({ share, onStop }: { readonly share: number; readonly onStop: () => void }): ReactElement {
  const text = useText('ui');
  const { percent } = useFormat();
  return (
    <span className="flex items-center gap-2 text-quiet text-sm">
      <span className="w-24">
        <ProgressBar label={text('save.going')} value={share} />
      </span>
      <span>{percent(share, 0)}</span>
      <Button variant="quiet" onPress={onStop}>
        {text('save.stop')}
      </Button>
    </span>
  );
}

type Saving<Row> = {
  /** How much is done, while something is being saved. */
  readonly share: number | undefined;
  readonly hasFailed: boolean;
  readonly begin: (kind: FileKind, what: Pick<SaveProps<Row>, 'columns' | 'rows'>) => Promise<void>;
  readonly stop: () => void;
};

function useSaving<Row>(name: string): Saving<Row> {
  const [share, setShare] = useState<number>();
  const [hasFailed, setFailed] = useState(false);
  const abort = useRef<AbortController>(undefined);
  useEffect(() => () => abort.current?.abort(), []);
  return {
    share,
    hasFailed,
    stop: () => abort.current?.abort(),
    async begin(kind, what) {
      abort.current?.abort();
      const own = new AbortController();
      const { signal } = own;
      abort.current = own;
      setFailed(false);
      setShare(0);
      try {
        const file = await fileOf(kind, { ...what, signal, onProgress: setShare });
        saveFile(`${name}-${dayOf(clock.nowMs())}.${kind}`, file);
      } catch {
        setFailed(!signal.aborted);
      } finally {
        if (abort.current === own) setShare(undefined);
      }
    },
  };
}
