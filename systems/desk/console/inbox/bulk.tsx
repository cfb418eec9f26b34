import type { InboxItem } from '@finharbor/desk/contract';
import { Button, Checkbox, ConfirmDialog, useFormat, useText } from '@finharbor/ui';
import { type ReactElement, useState } from 'react';
import type { Marking } from './marking.ts';
import { useMark } from './queries.ts';
import { Snooze } from './snooze.tsx';
import { useTellMarked } from './undo.ts';

// What one request may mark.
const mostAtOnce = 200;

type BulkProps = {
  readonly items: readonly InboxItem[];
  readonly selected: readonly InboxItem[];
  readonly onSelect: (ids: readonly string[]) => void;
};

/** What is done with several notices at once, asked first with their number. */
export function Bulk({ items, selected, onSelect }: BulkProps): ReactElement {
  const text = useText('inbox');
  const { number } = useFormat();
  const [asked, setAsked] = useState<Omit<Marking, 'ids'>>();
  const isNone = selected.length === 0;
  const all = items.slice(0, mostAtOnce);
  return (
    <div className="no-print mb-2 flex flex-wrap items-center gap-x-3 gap-y-2">
      <Checkbox
        isSelected={!isNone && selected.length >= all.length}
        onChange={(isSelected) => onSelect(isSelected ? all.map(({ id }) => id) : [])}
      >
        {text('selectAll', { n: number(all.length) })}
      </Checkbox>
      <span role="status" className="text-quiet text-sm">
        {text('selected', { n: number(selected.length) })}
      </span>
      <Button variant="quiet" isDisabled={isNone} onPress={() => setAsked({ mark: 'done' })}>
        {text('bulk.done')}
      </Button>
      <Button variant="quiet" isDisabled={isNone} onPress={() => setAsked({ mark: 'read' })}>
        {text('bulk.read')}
      </Button>
      <Snooze
        label={text('bulk.snooze')}
        isDisabled={isNone}
        onSnooze={(untilMs) => setAsked({ mark: 'snooze', untilMs })}
      />
      {asked && (
        <Ask
          marking={{ ...asked, ids: selected.map(({ id }) => id) }}
          items={selected}
          onClose={() => setAsked(undefined)}
          onMarked={() => onSelect([])}
        />
      )}
    </div>
  );
}

type AskProps = {
  readonly marking: Marking;
  readonly items: readonly InboxItem[];
  readonly onClose: () => void;
  readonly onMarked: () => void;
};

function Ask({ marking, items, onClose, onMarked }: AskProps): ReactElement {
  const text = useText('inbox');
  const { number, dateTime } = useFormat();
  const tell = useTellMarked();
  const mark = useMark();
  const { mark: name, ids, untilMs } = marking;
  const n = number(ids.length);
  const send = (): void =>
    mark.mutate(marking, {
      onSuccess: (marked) => {
        tell(text('bulk.result', { n: number(marked) }), { items, mark: name });
        onMarked();
        onClose();
      },
    });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={text(`bulk.ask.${name}`, { n })}
      body={
        untilMs === undefined
          ? text(`bulk.body.${name}`)
          : text('bulk.body.snooze', { at: dateTime(untilMs) })
      }
      confirmLabel={text('bulk.confirm', { n })}
      pending={mark.isPending}
      error={mark.error}
      onConfirm={send}
    />
  );
}
