import type { Statement } from '@finharbor/harbor/contract';
import {
  Button,
  Callout,
  EmptyState,
  Grid,
  Query,
  SavePdf,
  Section,
  Stat,
  saveFile,
  useLanguage,
  useProblem,
  useText,
} from '@finharbor/ui';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useYuan } from './amounts.ts';
import { useCheck } from './check.ts';
import { Lines } from './lines.tsx';
import type { StatementSource } from './source.ts';

type From = { readonly source: StatementSource };

/** A statement: what it comes to, its lines, and whether log and ledger confirm them. */
export function StatementOf({ source }: From): ReactElement {
  const statement = useQuery({ queryKey: [...source.key], queryFn: source.statement });
  return (
    <Query query={statement} shape="table">
      {(found) => <Shown statement={found} source={source} />}
    </Query>
  );
}

/** What can be taken away of it. */
export function StatementFiles({ source, name }: From & { readonly name: string }): ReactElement {
  const text = useText('settlement');
  const { language } = useLanguage();
  const save = useMutation({
    async mutationFn() {
      const query = { language: language === 'zh-CN' ? 'zh' : 'en' } as const;
      const { body } = await source.table({ query, signal: AbortSignal.timeout(60_000) });
      saveFile(`${name}.csv`, new Blob([new Uint8Array(body)], { type: 'text/csv' }));
    },
  });
  const problem = useProblem(save.error);
  return (
    <>
      <SavePdf name={name} read={source.paper} />
      <Button pending={save.isPending} onPress={() => save.mutate()}>
        {text('saveCsv')}
      </Button>
      {problem && (
        <span role="alert" className="self-center text-bad text-sm">
          {problem.title}
        </span>
      )}
    </>
  );
}

function Shown({ statement, source }: From & { readonly statement: Statement }): ReactElement {
  const text = useText('settlement');
  const check = useCheck(source);
  const { lines, isFinal } = statement;
  const confirmed = check.data && lines.filter(({ id }) => check.data.get(id)?.kind === 'confirmed').length;
  return (
    <>
      <Totals statement={statement} />
      <Callout tone={isFinal ? 'good' : 'accent'}>{text(isFinal ? 'final' : 'running')}</Callout>
      <Section title={text('lines')}>
        {lines.length > 0 && (
          <div className="mb-3 flex flex-wrap items-center gap-3">
            <Button pending={check.isPending} onPress={() => check.mutate(lines)}>
              {text('check')}
            </Button>
            <output className={confirmed === lines.length ? 'text-good' : ''}>
              {confirmed !== undefined && text('checked', { n: confirmed, all: lines.length })}
            </output>
          </div>
        )}
        {check.error && <Callout tone="bad">{text('checkFailed')}</Callout>}
        <p className="mb-3 max-w-prose text-quiet text-sm">{text('checkHelp')}</p>
        <Lines
          statement={statement}
          verdicts={check.data}
          empty={<EmptyState title={text('noLines')} body={text('noLinesHelp')} />}
        />
      </Section>
    </>
  );
}

function Totals({ statement }: { readonly statement: Statement }): ReactElement {
  const text = useText('settlement');
  const yuan = useYuan();
  const { openingMinor, closingMinor, totals } = statement;
  return (
    <div className="mb-4">
      <Grid>
        <Stat label={text('opening')} value={yuan(openingMinor)} />
        <Stat label={text('spent')} value={yuan(totals.spentMinor)} />
        <Stat
          label={text('earned')}
          value={yuan(totals.earnedMinor)}
          hint={text('fees', { amount: yuan(totals.feesMinor) })}
        />
        <Stat
          label={text('paidIn')}
          value={yuan(totals.paidInMinor)}
          hint={text('paidOut', { amount: yuan(totals.paidOutMinor) })}
        />
        <Stat label={text('closing')} value={yuan(closingMinor)} />
      </Grid>
    </div>
  );
}
