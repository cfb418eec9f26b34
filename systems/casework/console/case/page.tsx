import type { CaseView, ProcedureView } from '@finharbor/casework/contract';
import {
  Badge,
  Callout,
  PageHeader,
  Query,
  Section,
  type Tone,
  useBilingual,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import { useParams } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { ClosedDrafts } from '../draft/closed-drafts.tsx';
import { Comment } from './comment.tsx';
import { Documents } from './documents.tsx';
import { FilledForms } from './filled-forms.tsx';
import { History } from './history.tsx';
import { Office } from './office.tsx';
import { Opinion } from './opinion.tsx';
import { Papers } from './papers.tsx';
import { useCase, useProcedure } from './reading.ts';
import { Steps } from './steps.tsx';
import { Terms } from './terms.tsx';
import { Watch } from './watch.tsx';
import { Way } from './way.tsx';

/** One case: where it stands, what is to be done and by when, what was filled in, and what has happened. */
export function Screen(): ReactElement {
  const { id } = useParams({ strict: false }) as { readonly id: string };
  return <Query query={useCase(id)}>{(one) => <WithProcedure one={one} />}</Query>;
}

function WithProcedure({ one }: { readonly one: CaseView }): ReactElement {
  const procedure = useProcedure(one.procedure.name, one.procedure.version);
  return <Query query={procedure}>{(spec) => <Case one={one} spec={spec} />}</Query>;
}

/** A case and the procedure it follows. */
export type CaseProps = { readonly one: CaseView; readonly spec: ProcedureView };

function Case({ one, spec }: CaseProps): ReactElement {
  const text = useText('cases');
  const say = useBilingual();
  const { date } = useFormat();
  const subject = one.subject === '' ? say(one.procedure.title) : one.subject;
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/app/cases', label: text('title') }]}
        title={<Verbatim>{subject}</Verbatim>}
        lead={`${say(one.procedure.title)} · ${one.number} · ${text('begun', { date: date(one.openedAtMs) })}`}
        actions={
          <div className="flex flex-wrap items-center gap-2">
            <Badge tone={toneOf(one)}>{say(one.state.title)}</Badge>
            <Watch one={one} />
          </div>
        }
        object={one.id}
      />
      {one.ended && (
        <Callout
          tone={toneOf(one) === 'bad' ? 'warn' : 'good'}
          title={text(`outcome.${one.ended.outcome}`)}
        />
      )}
      <Way one={one} spec={spec} />
      <Terms one={one} />
      <Documents one={one} spec={spec} />
      <Steps one={one} spec={spec} />
      <Opinion one={one} spec={spec} />
      <ClosedDrafts one={one} spec={spec} />
      <FilledForms one={one} spec={spec} />
      {one.standing === 'office' && <Office one={one} />}
      <Papers one={one} />
      <Section title={text('history')}>
        <History one={one} spec={spec} />
        {one.may.comment && <Comment one={one} />}
      </Section>
    </>
  );
}

function toneOf({ ended }: Pick<CaseView, 'ended'>): Tone {
  if (!ended) return 'accent';
  if (ended.outcome === 'granted' || ended.outcome === 'done') return 'good';
  return ended.outcome === 'refused' ? 'bad' : 'neutral';
}
