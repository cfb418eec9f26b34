import {
  Button,
  Callout,
  Code,
  DescriptionList,
  Disclosure,
  PageHeader,
  Query,
  Section,
  type Stage,
  StageList,
  useFormat,
  useText,
} from '@finharbor/ui';
import {
  type AsksView,
  type Check,
  type DrawView,
  recomputeDraw,
  recomputeRush,
} from '@finharbor/yuan/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { yuan } from '../api.ts';
import { useFen, useId } from './parts.tsx';

type Facts = DrawView & { readonly asks: AsksView['items'] };

/** All that the outcome of a campaign follows from, recomputed in this browser. */
export function Screen(): ReactElement {
  const text = useText('yuanCampaigns');
  const id = useId();
  const facts = useQuery({
    queryKey: ['yuan', 'campaign', id, 'draw'],
    queryFn: async ({ signal }) => readAll(id, signal),
  });
  return (
    <>
      <PageHeader
        crumbs={[
          { href: '/app/campaigns', label: text('title') },
          { href: `/app/campaigns/${id}`, label: text('campaign') },
        ]}
        title={text('proof.title')}
        lead={text('proof.lead')}
      />
      <Query query={facts}>{(read) => <Proof facts={read} />}</Query>
    </>
  );
}

async function readAll(id: string, signal: AbortSignal): Promise<Facts> {
  const params = { id };
  const { body } = await yuan.getDraw({ params, signal });
  const asks: AsksView['items'][number][] = [];
  if (body.terms.kind !== 'rush') return { ...body, asks };
  for (let after: number | null = 0; after !== null; ) {
    const run: AsksView = (await yuan.listAsks({ params, query: { after }, signal })).body;
    asks.push(...run.items);
    after = run.next;
    if (after === null) return { ...body, ...run, asks };
  }
  return { ...body, asks };
}

function Proof({ facts }: { readonly facts: Facts }): ReactElement {
  const text = useText('yuanCampaigns');
  const check = useMutation({
    mutationFn: () => (facts.terms.kind === 'rush' ? recomputeRush(facts) : recomputeDraw(facts)),
  });
  if (facts.proof === null) return <Callout>{text('proof.notYet')}</Callout>;
  const isDrawn = facts.terms.kind === 'rush' || facts.seed !== null;
  return (
    <>
      <Section title={text('proof.check')}>
        {!isDrawn && <Callout>{text('proof.notDrawn')}</Callout>}
        <Button variant="primary" pending={check.isPending} onPress={() => check.mutate()}>
          {text('proof.run')}
        </Button>
        <div className="mt-4" aria-live="polite">
          {check.data && <Verdict checks={check.data} />}
        </div>
      </Section>
      <Published facts={facts} />
    </>
  );
}

function Verdict({ checks }: { readonly checks: readonly Check[] }): ReactElement {
  const text = useText('yuanCampaigns');
  const isGood = checks.every((one) => one.isGood);
  const stages = checks.map(
    ({ what, isGood: agrees }): Stage => ({
      id: what,
      label: text(`check.${what}`),
      state: agrees ? 'done' : 'failed',
    }),
  );
  return (
    <>
      <Callout tone={isGood ? 'good' : 'bad'} title={text(isGood ? 'proof.agrees' : 'proof.differs')} />
      <StageList stages={stages} />
    </>
  );
}

function Published({ facts }: { readonly facts: Facts }): ReactElement {
  const text = useText('yuanCampaigns');
  const fen = useFen();
  const { number } = useFormat();
  const { commitments, secrets, entries, asks, listRoot, seed, wins, proof, logEntry } = facts;
  const hex = (value: string | null): ReactElement | string =>
    value === null ? '—' : <code className="break-all font-mono text-sm">{value}</code>;
  const isRush = facts.terms.kind === 'rush';
  const given = isRush
    ? asks.flatMap((one) => (one.amountMinor === null ? [] : [{ ...one, amountMinor: one.amountMinor }]))
    : wins;
  return (
    <Section title={text('proof.published')}>
      <DescriptionList
        items={[
          ...(isRush
            ? []
            : [
                { term: text('proof.operatorCommitment'), value: hex(commitments.operator) },
                { term: text('proof.bureauCommitment'), value: hex(commitments.bureau) },
                { term: text('proof.operatorSecret'), value: hex(secrets.operator) },
                { term: text('proof.bureauSecret'), value: hex(secrets.bureau) },
                { term: text('proof.seed'), value: hex(seed) },
              ]),
          { term: text(isRush ? 'proof.head' : 'proof.root'), value: hex(listRoot) },
          { term: text('fact.people'), value: number(isRush ? asks.length : entries.length) },
          { term: text('fact.given'), value: number(given.length) },
        ]}
      />
      <Disclosure title={text('proof.winners')}>
        <ol className="list-decimal ps-6">
          {given.slice(0, 200).map(({ entry, amountMinor }) => (
            <li key={entry}>
              {fen(amountMinor)} <Code>{entry.slice(0, 16)}</Code>
            </li>
          ))}
        </ol>
      </Disclosure>
      <Disclosure title={text('proof.log')}>
        <pre className="overflow-x-auto whitespace-pre-wrap break-all text-sm">
          {logEntry}
          {'\n'}
          {proof}
        </pre>
      </Disclosure>
    </Section>
  );
}
