import { type ReactElement, type ReactNode, useState } from 'react';
import { useText } from '../i18n/hooks.ts';
import { Button } from './button.tsx';
import { TextField } from './fields.tsx';

/** The row above a table: a text to search for, further filters, and the two buttons officials know: 查询 and 重置. */
export function FilterBar({
  label,
  text: given,
  onSearch,
  onReset,
  children,
}: {
  readonly label: string;
  readonly text: string;
  readonly onSearch: (text: string) => void;
  readonly onReset: () => void;
  readonly children?: ReactNode;
}): ReactElement {
  const [typed, setTyped] = useState(given);
  const text = useText('ui');
  return (
    <search>
      <form
        className="no-print flex flex-wrap items-end gap-x-3"
        onSubmit={(event) => {
          event.preventDefault();
          onSearch(typed.trim());
        }}
      >
        <TextField label={label} value={typed} onChange={setTyped} />
        {children}
        <div className="mb-4 flex gap-2">
          <Button type="submit" variant="primary">
            {text('filter.search')}
          </Button>
          <Button
            onPress={() => {
              setTyped('');
              onReset();
            }}
          >
            {text('filter.reset')}
          </Button>
        </div>
      </form>
    </search>
  );
}
