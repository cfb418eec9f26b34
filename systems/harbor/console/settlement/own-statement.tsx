import { PageHeader, useText } from '@finharbor/ui';
import { usePlace } from '@finharbor/ui/screens';
import { useParams } from '@tanstack/react-router';
import { type ReactElement, useMemo } from 'react';
import { ownStatement } from './source.ts';
import { StatementFiles, StatementOf } from './statement.tsx';

/** This party's statement of a month. */
export function Screen(): ReactElement {
  const { month = '' } = useParams({ strict: false }) as { readonly month?: string };
  const text = useText('settlement');
  const { party } = usePlace();
  const source = useMemo(() => ownStatement(month), [month]);
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/app/settlement', label: text('title') }]}
        title={text('statementOf', { month })}
        actions={<StatementFiles source={source} name={`statement-${party}-${month}`} />}
      />
      <StatementOf source={source} />
    </>
  );
}
