import type { CaseDraft, CaseView, ProcedureView } from '@finharbor/casework/contract';
import { Button, Card, Section, useBilingual, useFormat, useText } from '@finharbor/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { cases } from '../api.ts';
import { FilledForm } from '../case/filled-forms.tsx';

type ClosedProps = { readonly one: CaseView; readonly spec: ProcedureView };

/** What was begun of steps that are not open any more, or not yet: nobody’s work is lost by what the case does meanwhile. */
export function ClosedDrafts({ one, spec }: ClosedProps): ReactElement | null {
  const text = useText('cases');
  const drafts = useQuery({
    queryKey: ['cases', 'closed-drafts', one.id, one.revision],
    queryFn: async () => (await cases.listCaseDrafts({ params: { id: one.id } })).body.items,
  });
  const closed = (drafts.data ?? []).filter(({ isOpen }) => !isOpen);
  if (closed.length === 0) return null;
  return (
    <Section title={text('draft.closed')}>
      <p className="mb-3 max-w-prose text-quiet">{text('draft.closedHelp')}</p>
      {closed.map((draft) => (
        <Closed key={draft.step} one={one} spec={spec} draft={draft} />
      ))}
    </Section>
  );
}

function Closed({ one: { id }, spec, draft }: ClosedProps & { readonly draft: CaseDraft }): ReactElement {
  const text = useText('cases');
  const say = useBilingual();
  const { dateTime } = useFormat();
  const client = useQueryClient();
  const step = spec.steps.find(({ name }) => name === draft.step);
  const form = step?.form ?? spec.states.find(({ panel }) => panel)?.panel?.form;
  const schema = spec.forms.find(({ name }) => name === form)?.schema;
  const discard = async (): Promise<void> => {
    const { revision } = draft;
    await cases.deleteCaseDraft({ params: { id, step: draft.step }, query: { revision } }).catch(() => {});
    await client.invalidateQueries({ queryKey: ['cases', 'closed-drafts', id] });
  };
  return (
    <Card title={step ? say(step.title) : text('panel')}>
      <FilledForm schema={schema} value={draft.form} />
      <p className="mb-2 text-quiet text-sm">{text('draft.saved', { time: dateTime(draft.savedAtMs) })}</p>
      <Button variant="quiet" onPress={() => void discard()}>
        {text('draft.discard')}
      </Button>
    </Card>
  );
}
