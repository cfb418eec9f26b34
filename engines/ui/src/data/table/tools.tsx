import type { ReactElement } from 'react';
import { useFormat } from '../../format/use-format.ts';
import { Button } from '../../forms/button.tsx';
import { useText } from '../../i18n/hooks.ts';
import { Icon } from '../../icons/icon.tsx';
import { Menu } from '../../overlay/menu.tsx';
import { saveFile } from '../../save-file.ts';
import type { TableSettings } from './settings.ts';

type ToolsProps = {
  readonly columns: readonly { readonly id: string; readonly header: string }[];
  readonly total: number;
  readonly settings: TableSettings;
  /** Without it nothing can be set. */
  readonly onChange?: (part: Partial<TableSettings>) => void;
  /** Without it nothing can be saved. */
  readonly exportName?: string;
  readonly csv: () => string;
};

/** Above a table: how many rows it has, its rows as a file, and which of its columns are shown how densely. */
export function TableTools({
  columns,
  total,
  settings,
  onChange,
  exportName,
  csv,
}: ToolsProps): ReactElement {
  const text = useText('ui');
  const { number } = useFormat();
  return (
    <div className="mb-2 flex items-center justify-end gap-x-2">
      <span className="me-auto text-quiet text-sm">{text('table.rows', { n: number(total) })}</span>
      {exportName !== undefined && (
        <Button
          variant="quiet"
          onPress={() => saveFile(`${exportName}.csv`, new Blob([csv()], { type: 'text/csv' }))}
        >
          <Icon name="download" />
          <span className="max-sm:sr-only">{text('table.export')}</span>
        </Button>
      )}
      {onChange && <Settings columns={columns} settings={settings} onChange={onChange} />}
    </div>
  );
}

type SettingsProps = Required<Pick<ToolsProps, 'columns' | 'settings' | 'onChange'>>;

function Settings({ columns, settings, onChange }: SettingsProps): ReactElement {
  const text = useText('ui');
  // The first column names the row and stays.
  const hideable = columns.slice(1);
  const hiddenBut = (shown: readonly string[]): readonly string[] =>
    hideable.map(({ id }) => id).filter((id) => !shown.includes(id));
  return (
    <Menu
      label={text('table.settings')}
      icon="columns"
      parts={[
        {
          title: text('table.columns'),
          items: hideable.map(({ id, header }) => ({ id, label: header })),
          chosen: hiddenBut(settings.hidden),
          onChoose: (shown) => onChange({ hidden: hiddenBut(shown) }),
          isMany: true,
        },
        {
          title: text('table.density'),
          items: (['normal', 'compact'] as const).map((id) => ({ id, label: text(`table.${id}`) })),
          chosen: [settings.density],
          onChoose: ([density]) => onChange({ density: density === 'compact' ? 'compact' : 'normal' }),
        },
      ]}
    />
  );
}
