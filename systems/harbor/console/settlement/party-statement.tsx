import { PageHeader, useText } from '@finharbor/ui';
import { useParams } from '@tanstack/react-router';
import { type ReactElement, useMemo } from 'react';
import { usePartyName } from '../parties/names.ts';
import { partyStatement } from './source.ts';
import { StatementFiles, StatementOf } from './statement.tsx';

/** A party's statement of a month, at the hub. */
export function Screen(): ReactElement {
  const { party = '', month = '' } = useParams({ strict: false }) as {
    readonly party?: string;
    readonly month?: string;
  };
  const text = useText('settlement');
  const nameOf = usePartyName();
  const source = useMemo(() => partyStatement(party, month), [party, month]);
  return (
    <>
      <PageHeader
        crumbs={[
          { href: '/app/settlements', label: text('house.title') },
          { href: `/app/settlements/${party}`, label: text('house.of', { party: nameOf(party) }) },
        ]}
        title={text('statementOf', { month })}
        actions={<StatementFiles source={source} name={`statement-${party}-${month}`} />}
      />
      <StatementOf source={source} />
    </>
  );
}
