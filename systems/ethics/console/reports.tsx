import type { YearFigures } from '@finharbor/ethics/contract';
import {
  DescriptionList,
  EmptyState,
  Query,
  SavePdf,
  Section,
  Select,
  useFormat,
  useText,
} from '@finharbor/ui';
import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { ethics } from './api.ts';

/** What each year of the committee comes to, in a few figures and as the printed report. */
export function Reports(): ReactElement {
  const text = useText('ethics');
  const query = useQuery({
    queryKey: ['ethics', 'years'],
    queryFn: async ({ signal }) => (await ethics.listYears({ signal })).body.items.map(({ year }) => year),
  });
  return (
    <Query query={query}>
      {(years) => (years.length === 0 ? <EmptyState title={text('noReports')} /> : <OfYears years={years} />)}
    </Query>
  );
}

function OfYears({ years }: { readonly years: readonly number[] }): ReactElement {
  const text = useText('ethics');
  const [chosen, setChosen] = useState(String(years[0]));
  const year = Number(chosen);
  const query = useQuery({
    queryKey: ['ethics', 'year', year],
    queryFn: async ({ signal }) => (await ethics.getYear({ params: { year }, signal })).body,
  });
  return (
    <>
      <Select
        label={text('reportYear')}
        options={years.map((one) => ({ id: String(one), label: String(one) }))}
        selected={chosen}
        onChange={setChosen}
      />
      <Query query={query}>{(figures) => <Figures of={figures} />}</Query>
      <SavePdf
        name={text('report', { year })}
        label={text('reportFile')}
        read={(ask) => ethics.getYearPaper({ params: { year }, ...ask })}
      />
      <p className="mt-3 max-w-prose text-quiet text-sm">{text('reportCounted')}</p>
    </>
  );
}

function Figures({ of }: { readonly of: YearFigures }): ReactElement {
  const text = useText('ethics');
  const { number } = useFormat();
  const sum = (counts: Readonly<Record<string, number>>): number =>
    Object.values(counts).reduce((all, one) => all + one, 0);
  return (
    <Section title={text('reportOf', { year: of.year })}>
      <DescriptionList
        items={[
          { term: text('filedCount'), value: number(of.filed) },
          { term: text('issuedCount'), value: number(sum(of.byOutcome)) },
          { term: text('conditionCount'), value: number(sum(of.conditions)) },
          { term: text('metCount'), value: number(of.conditions.met) },
          { term: text('breachCount'), value: number(sum(of.breaches)) },
          { term: text('disclosureCount'), value: number(of.disclosures) },
          { term: text('signatoryCount'), value: number(of.signatories) },
          { term: text('sessionCount'), value: number(of.sessions) },
        ]}
      />
    </Section>
  );
}
