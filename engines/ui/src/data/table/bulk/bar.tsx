import { type ReactElement, useState } from 'react';
import { useFormat } from '../../../format/use-format.ts';
import { Button } from '../../../forms/button.tsx';
import { useText } from '../../../i18n/hooks.ts';
import type { Choosing } from '../choosing.ts';
import type { BulkAction } from './action.ts';
import { BulkDialog } from './dialog.tsx';

type BarProps<Row> = {
  readonly choosing: Choosing<Row>;
  readonly actions: readonly BulkAction<Row>[];
  readonly total: number;
};

type Asked<Row> = {
  readonly action: BulkAction<Row>;
  readonly rows: readonly Row[];
  readonly chosen: number;
};

/** How many rows are chosen, and what can be done with them. Each action says with how many of them. */
export function BulkBar<Row>({ choosing, actions, total }: BarProps<Row>): ReactElement | null {
  const text = useText('ui');
  const { number } = useFormat();
  const [asked, ask] = useState<Asked<Row>>();
  const chosen = choosing.rows();
  const close = (): void => {
    ask(undefined);
    choosing.chooseAll(false);
  };
  if (choosing.count === 0 && !asked) return null;
  return (
    <div className="no-print mb-2 flex flex-wrap items-center gap-2 rounded-md border border-accent bg-accent-soft px-3 py-1.5">
      <p role="status" className="me-auto text-sm">
        {text('bulk.chosen', { n: number(choosing.count), of: number(total) })}
      </p>
      {actions.map((action) => {
        const rows = action.isFor ? chosen.filter(action.isFor) : chosen;
        return (
          <Button
            key={action.id}
            variant={action.isDanger ? 'danger' : 'secondary'}
            isDisabled={rows.length === 0}
            onPress={() => ask({ action, rows, chosen: chosen.length })}
          >
            {text('bulk.act', { action: action.label, n: number(rows.length) })}
          </Button>
        );
      })}
      <Button variant="quiet" onPress={() => choosing.chooseAll(false)}>
        {text('bulk.none')}
      </Button>
      {asked && (
        <BulkDialog {...asked} choosing={choosing} onClose={() => ask(undefined)} onFinished={close} />
      )}
    </div>
  );
}
