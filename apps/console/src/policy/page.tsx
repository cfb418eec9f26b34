import type { PolicyRow } from '@finharbor/access/contract';
import {
  Code,
  type Column,
  DataTable,
  FilterBar,
  PageHeader,
  Query,
  Switch,
  useBilingual,
  useText,
} from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { access } from '../api.ts';
import { type Somebody, type Standing, standingOf } from './standing.ts';

type Search = { readonly q?: string; readonly mine?: boolean };

const nobody: Somebody = { roles: [] };

/** Who may do what at this process, and why. */
export function Screen(): ReactElement {
  const text = useText('policy');
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const policy = useQuery({ queryKey: ['policy'], queryFn: async () => (await access.getPolicy({})).body });
  const go = ({ q, mine }: Search): void =>
    void navigate({
      to: '.',
      search: { ...(q ? { q } : {}), ...(mine ? { mine } : {}) } as never,
      replace: true,
    });
  return (
    <>
      <PageHeader title={text('title')} lead={text('lead')} />
      <FilterBar
        key={search.q}
        label={text('search')}
        text={search.q ?? ''}
        onSearch={(q) => go({ ...search, q })}
        onReset={() => go({})}
      >
        <Switch isSelected={search.mine === true} onChange={(mine) => go({ ...search, mine })}>
          {text('only')}
        </Switch>
      </FilterBar>
      <Query query={policy}>{(rows) => <Matrix rows={rows} search={search} />}</Query>
    </>
  );
}

function Matrix({
  rows,
  search,
}: {
  readonly rows: readonly PolicyRow[];
  readonly search: Search;
}): ReactElement {
  const text = useText('policy');
  const who = useWho() ?? nobody;
  const wanted = (search.q ?? '').toLowerCase();
  const found = rows.filter(
    (row) =>
      `${row.title.en} ${row.title.zh} ${row.path}`.toLowerCase().includes(wanted) &&
      (!search.mine || standingOf(row, who).may),
  );
  return (
    <DataTable
      id="policy"
      caption={text('title')}
      exportName={text('title')}
      rows={found}
      rowKey={({ action }) => action}
      columns={useColumns(who)}
    />
  );
}

function useColumns(somebody: Somebody): readonly Column<PolicyRow>[] {
  const text = useText('policy');
  const say = useBilingual();
  const who = useWhoMay();
  const why = useWhy();
  const written = ({ audit }: PolicyRow): string =>
    text(typeof audit === 'string' ? 'written' : 'none' in audit ? `none.${audit.none}` : 'writtenOfOthers');
  return [
    {
      id: 'action',
      header: text('action'),
      cell: ({ title }) => say(title),
      sortBy: ({ title }) => say(title),
    },
    {
      id: 'route',
      header: text('route'),
      cell: ({ method, path }) => <Code>{`${method} ${path}`}</Code>,
      text: ({ method, path }) => `${method} ${path}`,
      sortBy: ({ path }) => path,
    },
    { id: 'who', header: text('who'), cell: who, text: who },
    {
      id: 'why',
      header: text('why'),
      cell: (row) => why(standingOf(row, somebody)),
      text: (row) => why(standingOf(row, somebody)),
    },
    { id: 'audit', header: text('audit'), cell: written, text: written },
  ];
}

function useWhoMay(): (row: PolicyRow) => string {
  const text = useText('policy');
  const shell = useText('shell');
  return ({ open, grants, stepUp, openToUnverified }) => {
    const named = grants.map(({ role, over }) =>
      text('grant', { role: role === '*' ? text('any') : shell(`role.${role}`), over: text(`over.${over}`) }),
    );
    const who = open === 'everybody' ? text('everybody') : open === 'keys' ? text('keys') : named.join(' · ');
    const notes = [
      ...(stepUp ? [text('stepUp')] : []),
      ...(open === 'accounts' && openToUnverified ? [text('unverifiedToo')] : []),
    ];
    return notes.length > 0 ? `${who} (${notes.join(' · ')})` : who;
  };
}

function useWhy(): (standing: Standing) => string {
  const text = useText('policy');
  const shell = useText('shell');
  return (standing) => {
    if (standing.kind === 'role')
      return text('youRole', { role: shell(`role.${standing.role}`), over: text(`over.${standing.over}`) });
    if (standing.kind === 'not')
      return text('youNot', { roles: standing.roles.map((role) => shell(`role.${role}`)).join(' · ') });
    if (standing.kind === 'unverified') return text('youUnverified');
    return text(
      standing.kind === 'everybody' ? 'youPublic' : standing.kind === 'keys' ? 'youKeys' : 'youAny',
    );
  };
}
