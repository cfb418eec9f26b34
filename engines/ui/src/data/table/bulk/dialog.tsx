import { codeOf } from '@finharbor/kernel/contract';
import { type ReactElement, useEffect, useReducer, useRef, useState } from 'react';
import { useFormat } from '../../../format/use-format.ts';
import { Button } from '../../../forms/button.tsx';
import { TextArea } from '../../../forms/fields.tsx';
import { Select } from '../../../forms/select.tsx';
import { useText } from '../../../i18n/hooks.ts';
import { Icon } from '../../../icons/icon.tsx';
import { Dialog } from '../../../overlay/dialog.tsx';
import { useProblem } from '../../../states/problem.ts';
import { ProgressBar } from '../../stages.tsx';
import { Verbatim } from '../../verbatim.tsx';
import type { Choosing } from '../choosing.ts';
import type { BulkAction } from './action.ts';
import { type Outcome, runOnRows } from './run.ts';

const atOnce = 4;

type DialogProps<Row> = {
  readonly action: BulkAction<Row>;
  /** Those of the chosen rows that it can be done with. */
  readonly rows: readonly Row[];
  readonly chosen: number;
  readonly choosing: Pick<Choosing<Row>, 'nameOf' | 'keyOf'>;
  readonly onClose: () => void;
  /** It is closed after all was tried. */
  readonly onFinished: () => void;
};

/** Asks before something is done with many rows, shows how far it is, and says of each row what became of it. */
export function BulkDialog<Row>(props: DialogProps<Row>): ReactElement {
  const { action, rows, chosen, choosing } = props;
  const text = useText('ui');
  const { number } = useFormat();
  const [reason, setReason] = useState('');
  const work = useWork(action, reason.trim());
  const title = text('bulk.confirm', {
    action: action.label,
    n: number(rows.length),
    of: number(chosen),
  });
  const close = (): void => {
    work.stop();
    if (work.state === 'over') props.onFinished();
    else props.onClose();
  };
  return (
    <Dialog
      isOpen
      onClose={close}
      title={title}
      actions={<Buttons action={action} rows={rows} work={work} isReady={isReady(action, reason)} />}
    >
      {work.state === 'asked' ? (
        <>
          <p className="mb-4">{action.consequence}</p>
          {action.reasonLabel !== undefined && (
            <TextArea label={action.reasonLabel} value={reason} onChange={setReason} isRequired />
          )}
          {action.choice && (
            <Select
              {...action.choice}
              selected={reason === '' ? undefined : reason}
              onChange={setReason}
              isRequired
            />
          )}
        </>
      ) : (
        <>
          <Progress title={title} work={work} />
          <Outcomes done={work.done} failed={work.failed} choosing={choosing} />
        </>
      )}
    </Dialog>
  );
}

function isReady<Row>({ reasonLabel, choice }: BulkAction<Row>, said: string): boolean {
  return (reasonLabel === undefined && choice === undefined) || said.trim() !== '';
}

type ButtonsProps<Row> = Pick<DialogProps<Row>, 'action' | 'rows'> & {
  readonly work: Work<Row>;
  readonly isReady: boolean;
};

function Buttons<Row>({ action, rows, work, isReady }: ButtonsProps<Row>): ReactElement | null {
  const text = useText('ui');
  const { number } = useFormat();
  const { state, failed } = work;
  if (state === 'asked')
    return (
      <Button
        variant={action.isDanger ? 'danger' : 'primary'}
        isDisabled={!isReady}
        onPress={() => void work.begin(rows)}
      >
        {text('bulk.act', { action: action.label, n: number(rows.length) })}
      </Button>
    );
  if (state === 'running') return <Button onPress={work.stop}>{text('bulk.stop')}</Button>;
  return failed.length === 0 ? null : (
    <Button variant="primary" onPress={() => void work.begin(failed.map(({ row }) => row))}>
      {text('bulk.again', { n: number(failed.length) })}
    </Button>
  );
}

function Progress<Row>({ title, work }: { readonly title: string; readonly work: Work<Row> }): ReactElement {
  const text = useText('ui');
  const { number } = useFormat();
  const { state, wanted, done, failed } = work;
  return (
    <>
      <p role="status">
        {text(`bulk.${state}`, {
          n: number(done.length),
          of: number(wanted),
          failed: number(failed.length),
        })}
      </p>
      <ProgressBar label={title} value={(done.length + failed.length) / wanted} />
    </>
  );
}

type Work<Row> = {
  readonly state: 'asked' | 'running' | 'over';
  /** With how many it was begun last. */
  readonly wanted: number;
  readonly done: readonly Row[];
  readonly failed: readonly Failure<Row>[];
  readonly begin: (rows: readonly Row[]) => Promise<void>;
  readonly stop: () => void;
};
type Failure<Row> = Extract<Outcome<Row>, { kind: 'failed' }>;

function useWork<Row>({ run, onOver }: BulkAction<Row>, reason: string): Work<Row> {
  const abort = useRef<AbortController>(undefined);
  const [{ state, wanted }, setAt] = useState<Pick<Work<Row>, 'state' | 'wanted'>>({
    state: 'asked',
    wanted: 0,
  });
  const [, draw] = useReducer((times: number) => times + 1, 0);
  // Added to in place: a copy for each of a hundred thousand outcomes would be most of the work.
  const log = useRef<{ readonly done: Row[]; readonly failed: Failure<Row>[] }>({ done: [], failed: [] });
  useEffect(() => () => abort.current?.abort(), []);
  return {
    state,
    wanted,
    ...log.current,
    async begin(rows) {
      const own = new AbortController();
      abort.current = own;
      const done: Row[] = [];
      const failed: Failure<Row>[] = [];
      log.current = { done, failed };
      setAt({ state: 'running', wanted: rows.length });
      await runOnRows({
        rows,
        run: (row) => run(row, reason),
        atOnce,
        signal: own.signal,
        onOutcome(outcome) {
          if (outcome.kind === 'done') done.push(outcome.row);
          else failed.push(outcome);
          // Who would not prove it is not asked anew for each of the rest.
          if (outcome.kind === 'failed' && codeOf(outcome.error) === 'access.step_up_required') own.abort();
          draw();
        },
      });
      setAt({ state: 'over', wanted: rows.length });
      await onOver?.(done);
    },
    stop: () => abort.current?.abort(),
  };
}

/** So many are listed, the failed ones first; of more, how many. */
const listed = 200;

type OutcomesProps<Row> = Pick<Work<Row>, 'done' | 'failed'> & {
  readonly choosing: Pick<Choosing<Row>, 'nameOf' | 'keyOf'>;
};

function Outcomes<Row>({ done, failed, choosing }: OutcomesProps<Row>): ReactElement {
  const text = useText('ui');
  const { number } = useFormat();
  const first: readonly Outcome<Row>[] = [
    ...failed.slice(0, listed),
    ...done.slice(0, Math.max(0, listed - failed.length)).map((row) => ({ kind: 'done' as const, row })),
  ];
  const more = done.length + failed.length - first.length;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section tabIndex={0} aria-label={text('bulk.outcomes')} className="mt-3 max-h-60 overflow-auto">
      <ul>
        {first.map((outcome) => (
          <Line key={choosing.keyOf(outcome.row)} outcome={outcome} name={choosing.nameOf(outcome.row)} />
        ))}
      </ul>
      {more > 0 && <p className="py-1 text-quiet text-sm">{text('bulk.more', { n: number(more) })}</p>}
    </section>
  );
}

function Line<Row>({
  outcome,
  name,
}: {
  readonly outcome: Outcome<Row>;
  readonly name: string;
}): ReactElement {
  const text = useText('ui');
  const isDone = outcome.kind === 'done';
  const problem = useProblem(isDone ? undefined : outcome.error);
  return (
    <li className="flex gap-2 border-line border-t py-1 text-sm first:border-t-0">
      <span className={isDone ? 'text-good' : 'text-bad'}>
        <Icon name={isDone ? 'check' : 'cross'} />
      </span>
      <span>
        <Verbatim>{name}</Verbatim> {isDone ? text('bulk.done') : problem?.title}
      </span>
    </li>
  );
}
