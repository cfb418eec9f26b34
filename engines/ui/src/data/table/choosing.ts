import { useCallback, useMemo, useState } from 'react';
import { useText } from '../../i18n/hooks.ts';

/** Which rows of a table a person has chosen. */
export type Choosing<Row> = {
  readonly isChosen: (row: Row) => boolean;
  readonly choose: (row: Row) => void;
  readonly chooseAll: (isChosen: boolean) => void;
  readonly rows: () => readonly Row[];
  readonly count: number;
  /** Something was chosen, though it may have gone meanwhile. */
  readonly hasBegun: boolean;
  readonly nameOf: (row: Row) => string;
  readonly keyOf: (row: Row) => string;
  /** What a row's box says. */
  readonly labelOf: (row: Row) => string;
};

type Given<Row> = {
  /** What is left of the table by its filter: nothing that is out of sight is ever acted upon. */
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly nameOf: (row: Row) => string;
};

/** The chosen rows; what a filter takes out of sight is no longer chosen, and is again once it is back. */
export function useChoosing<Row>({ rows, rowKey, nameOf }: Given<Row>): Choosing<Row> {
  const text = useText('ui');
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  const chosen = useMemo(
    () => (keys.size === 0 ? [] : rows.filter((row) => keys.has(rowKey(row)))),
    [rows, rowKey, keys],
  );
  const choose = useCallback(
    (row: Row) => {
      const key = rowKey(row);
      setKeys((now) =>
        now.has(key) ? new Set([...now].filter((one) => one !== key)) : new Set([...now, key]),
      );
    },
    [rowKey],
  );
  return {
    isChosen: (row) => keys.has(rowKey(row)),
    choose,
    chooseAll: (isChosen) => setKeys(new Set(isChosen ? rows.map(rowKey) : [])),
    rows: () => chosen,
    count: chosen.length,
    hasBegun: keys.size > 0,
    nameOf,
    keyOf: rowKey,
    labelOf: (row) => text('bulk.one', { name: nameOf(row) }),
  };
}
