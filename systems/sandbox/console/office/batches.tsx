import { columns, type Declared, tracks } from '@finharbor/sandbox/contract';
import {
  Badge,
  Card,
  EmptyState,
  Grid,
  Query,
  Select,
  TextLink,
  type Tone,
  useBilingual,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { pilots } from '../api.ts';

type BatchProps = { readonly batch: string; readonly onBatch: (batch: string) => void };

/** What stands for declarations that have no batch yet. */
const none = '-';

/** Declarations that are under way, by where they stand, with the days that are left. */
export function Batches({ batch, onBatch }: BatchProps): ReactElement {
  const query = useQuery({
    queryKey: ['pilots', 'batches'],
    queryFn: async ({ signal }) => (await pilots.listDeclarations({ signal })).body.items,
  });
  return <Query query={query}>{(items) => <Board {...{ batch, onBatch, items }} />}</Query>;
}

function Board({
  batch,
  onBatch,
  items,
}: BatchProps & { readonly items: readonly Declared[] }): ReactElement {
  const text = useText('pilot');
  if (items.length === 0) return <EmptyState title={text('board.none')} body={text('board.noneHelp')} />;
  const batches = [...new Set(items.map((one) => one.batch ?? none))].toSorted();
  const shown = items.filter((one) => batch === '' || (one.batch ?? none) === batch);
  return (
    <>
      <Select
        label={text('batch')}
        placeholder={text('board.all')}
        options={batches.map((id) =>
          id === none ? { id, label: text('board.unbatched') } : { id, label: id, isData: true },
        )}
        selected={batch}
        onChange={onBatch}
      />
      <Grid>
        {columns.map((column) => {
          const here = shown.filter((one) => one.column === column);
          return (
            <Card
              key={column}
              title={text('board.column', { name: text(`column.${column}`), n: here.length })}
            >
              {here.length === 0 && <p className="text-quiet">{text('board.nobody')}</p>}
              <ul className="grid gap-4">
                {here.map((one) => (
                  <li key={one.id}>
                    <OneDeclared one={one} />
                  </li>
                ))}
              </ul>
            </Card>
          );
        })}
      </Grid>
    </>
  );
}

const panels: Readonly<Record<Declared['panel'], Tone>> = {
  ...{ none: 'neutral', unnamed: 'warn', awaited: 'accent', complete: 'good' },
};

function OneDeclared({ one }: { readonly one: Declared }): ReactElement {
  const text = useText('pilot');
  const say = useBilingual();
  return (
    <>
      <TextLink href={`/app/cases/${one.id}`}>
        <Verbatim>{one.number}</Verbatim>
      </TextLink>
      <p>
        <Verbatim>{[one.name, one.lead].filter(Boolean).join(' · ')}</Verbatim>
      </p>
      <p className="text-quiet text-sm">{say(tracks[one.track].title)}</p>
      <p>
        {one.isChecked && <Badge tone="accent">{say(one.state)}</Badge>}
        <Badge tone={one.isChecked ? 'good' : 'warn'}>
          {text(one.isChecked ? 'board.checked' : 'board.unchecked')}
        </Badge>
        {one.panel !== 'none' && <Badge tone={panels[one.panel]}>{text(`panel.${one.panel}`)}</Badge>}
      </p>
      {one.days && <Days days={one.days} />}
    </>
  );
}

function Days({ days: { used, left } }: { readonly days: NonNullable<Declared['days']> }): ReactElement {
  const text = useText('pilot');
  const { number } = useFormat();
  if (left < 0)
    return <Badge tone="bad">{text('board.late', { used: number(used), n: number(-left) })}</Badge>;
  return (
    <Badge tone={left <= 3 ? 'warn' : 'neutral'}>
      {text('board.days', { used: number(used), left: number(left) })}
    </Badge>
  );
}
