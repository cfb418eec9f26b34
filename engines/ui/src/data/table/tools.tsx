import type { ReactElement, ReactNode } from 'react';
import { useFormat } from '../../format/use-format.ts';
import { useText } from '../../i18n/hooks.ts';
import { Menu } from '../../overlay/menu.tsx';
import type { Column } from './column.ts';
import { SaveAs } from './export/save-as.tsx';
import type { TableModel } from './model.ts';
import type { TableSettings } from './settings.ts';

type ToolsProps<Row> = {
  readonly columns: readonly Column<Row>[];
  readonly model: TableModel<Row>;
  /** Without it nothing can be set. */
  readonly onChange?: (part: Partial<TableSettings>) => void;
  /** Without it nothing can be saved. */
  readonly exportName?: string;
  /** Further tools. */
  readonly children?: ReactNode;
};

/** Above a table: how many rows it has, its rows as a file, and which of its columns are shown how densely. */
export function TableTools<Row>(props: ToolsProps<Row>): ReactElement {
  const { columns, model, onChange, exportName, children } = props;
  const text = useText('ui');
  const { number } = useFormat();
  return (
    <div className="mb-2 flex flex-wrap items-center justify-end gap-x-2">
      <span role="status" className="me-auto text-quiet text-sm">
        {text('table.rows', { n: number(model.ordered.length) })}
      </span>
      {children}
      {exportName !== undefined && model.ordered.length > 0 && (
        <SaveAs name={exportName} columns={columns} shown={model.columns} rows={model.ordered} />
      )}
      {onChange && <Settings columns={columns} settings={model.settings} onChange={onChange} />}
    </div>
  );
}

type SettingsProps = {
  readonly columns: readonly { readonly id: string; readonly header: string }[];
  readonly settings: TableSettings;
  readonly onChange: (part: Partial<TableSettings>) => void;
};

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
