import {
  Button,
  Callout,
  ConfirmDialog,
  ErrorState,
  Grid,
  LinkButton,
  PageHeader,
  Query,
  Section,
  type Stage,
  StageList,
  Stat,
  useBilingual,
  useFormat,
  useText,
} from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import type { CampaignView } from '@finharbor/yuan/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, type ReactElement, Suspense, useState } from 'react';
import { yuan } from '../api.ts';
import { Claims } from './claims.tsx';
import { type Course, StateBadge, useCourse, useFen, useId } from './parts.tsx';

const Districts = lazy(async () => ({ default: (await import('./districts.tsx')).Districts }));

/** How a campaign of one's own goes, and what is to be done: commit, reveal, review. */
export function Screen(): ReactElement {
  const course = useCourse(useId());
  return <Query query={course}>{(read) => <Run course={read} />}</Query>;
}

type Props = { readonly course: Course };

function Run({ course }: Props): ReactElement {
  const text = useText('yuanCampaigns');
  const say = useBilingual();
  const { campaign } = course;
  const { id, title, terms, state } = campaign;
  const isBureau = useWho()?.roles.includes('bureau') ?? false;
  return (
    <>
      <PageHeader
        crumbs={[
          { href: '/app/campaigns', label: text('title') },
          { href: `/app/campaigns/${id}`, label: say(title) },
        ]}
        title={text('run.title')}
        lead={
          <>
            <StateBadge campaign={campaign} /> {say(title)}
          </>
        }
        actions={
          <>
            <LinkButton href={`/app/campaigns/${id}/proof`}>{text('proof.link')}</LinkButton>
            {(state === 'draft' || state === 'committed') && <Cancel campaign={campaign} />}
          </>
        }
      />
      <Money campaign={campaign} />
      {terms.kind === 'lottery' && <Draw course={course} />}
      {course.districts.length > 0 && (
        <Section title={text('run.districts')}>
          <Suspense>
            <Districts course={course} />
          </Suspense>
        </Section>
      )}
      {terms.kind === 'subsidy' && isBureau && <Claims id={id} />}
    </>
  );
}

function Money({ campaign: { id, hasEnded } }: { readonly campaign: CampaignView }): ReactElement {
  const text = useText('yuanCampaigns');
  const fen = useFen();
  const statement = useQuery({
    queryKey: ['yuan', 'campaign', id, 'statement'],
    queryFn: async ({ signal }) => (await yuan.getStatement({ params: { id }, signal })).body,
    refetchInterval: hasEnded ? false : 5_000,
  });
  return (
    <Section title={text(hasEnded ? 'run.closing' : 'run.money')}>
      <Query query={statement}>
        {({ paidInMinor, goneMinor, inPacketsMinor, inPotMinor, returnedMinor }) => (
          <Grid>
            <Stat label={text('money.paidIn')} value={fen(paidInMinor)} />
            <Stat label={text('money.gone')} value={fen(goneMinor)} />
            <Stat label={text('money.inPackets')} value={fen(inPacketsMinor)} />
            <Stat label={text('money.inPot')} value={fen(inPotMinor)} />
            <Stat label={text('money.returned')} value={fen(returnedMinor)} />
          </Grid>
        )}
      </Query>
    </Section>
  );
}

function Draw({ course: { campaign, commitments } }: Props): ReactElement {
  const text = useText('yuanCampaigns');
  const client = useQueryClient();
  const { dateTime } = useFormat();
  const { id, state, revealByMs } = campaign;
  const own = useWho()?.roles.includes('bureau') ? 'bureau' : 'operator';
  const said = commitments.find(({ drawer }) => drawer === own);
  const act = useMutation({
    mutationFn: async (what: 'commit' | 'reveal') => {
      if (what === 'commit') await yuan.postCommitment({ params: { id }, body: { commitment: null } });
      else await yuan.postReveal({ params: { id }, body: { secret: null } });
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['yuan', 'campaign', id] }),
  });
  const canReveal = state === 'closed' && revealByMs !== null && said && !said.isRevealed;
  return (
    <Section title={text('run.draw')}>
      <StageList stages={stagesOf({ campaign, commitments }, text)} />
      {act.error && <ErrorState error={act.error} />}
      {revealByMs !== null && state === 'closed' && (
        <Callout tone="warn">{text('run.revealBy', { at: dateTime(revealByMs) })}</Callout>
      )}
      {state === 'draft' && !said && (
        <Button variant="primary" pending={act.isPending} onPress={() => act.mutate('commit')}>
          {text('run.commit')}
        </Button>
      )}
      {canReveal && (
        <Button variant="primary" pending={act.isPending} onPress={() => act.mutate('reveal')}>
          {text('run.reveal')}
        </Button>
      )}
    </Section>
  );
}

function stagesOf(
  { campaign, commitments }: Pick<Course, 'campaign' | 'commitments'>,
  text: ReturnType<typeof useText>,
): readonly Stage[] {
  const { state, revealByMs } = campaign;
  const has = (drawer: 'operator' | 'bureau', isRevealed: boolean): boolean =>
    commitments.some((one) => one.drawer === drawer && (one.isRevealed || !isRevealed));
  const logged = (drawer: 'operator' | 'bureau'): string | undefined => {
    const said = commitments.find((one) => one.drawer === drawer);
    if (!said) return undefined;
    return said.logIndex === null
      ? text('run.notLogged')
      : text('run.logged', { index: String(said.logIndex) });
  };
  const notes: Readonly<Record<string, string | undefined>> = {
    operatorCommits: logged('operator'),
    bureauCommits: logged('bureau'),
  };
  const isDone = {
    operatorCommits: has('operator', false),
    bureauCommits: has('bureau', false),
    closes: revealByMs !== null,
    operatorReveals: has('operator', true),
    bureauReveals: has('bureau', true),
    draws: state === 'drawn' || state === 'over',
    ends: state === 'over',
  };
  return Object.entries(isDone).map(([id, done]) => ({
    id,
    label: text(`stage.${id}`),
    note: notes[id],
    state: done ? 'done' : state === 'void' ? 'failed' : 'waiting',
  }));
}

function Cancel({ campaign: { id } }: { readonly campaign: CampaignView }): ReactElement {
  const text = useText('yuanCampaigns');
  const client = useQueryClient();
  const [isAsked, ask] = useState(false);
  const cancel = useMutation({
    mutationFn: () => yuan.postCancellation({ params: { id } }),
    onSuccess: async () => {
      ask(false);
      await client.invalidateQueries({ queryKey: ['yuan'] });
    },
  });
  return (
    <>
      <Button variant="danger" onPress={() => ask(true)}>
        {text('run.cancel')}
      </Button>
      <ConfirmDialog
        isOpen={isAsked}
        onClose={() => ask(false)}
        title={text('run.cancel')}
        body={text('run.cancelHelp')}
        confirmLabel={text('run.cancel')}
        danger
        pending={cancel.isPending}
        error={cancel.error}
        onConfirm={() => cancel.mutate()}
      />
    </>
  );
}
