import type { CaseView } from '@finharbor/casework/contract';
import {
  Button,
  ConfirmDialog,
  DescriptionList,
  Section,
  useLanguage,
  useText,
  Verbatim,
} from '@finharbor/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { cases } from '../api.ts';
import { faultIn } from '../form/fault.ts';
import { useKept } from './kept.ts';
import { Seats } from './seats.tsx';

/** What the office does with a case besides its steps: whose it is, who reviews it, who must not see it. */
export function Office({ one }: { readonly one: CaseView }): ReactElement {
  const text = useText('cases');
  const nobody = text('nobody');
  const nameOf = (account: string): string => String(one.names[account] ?? text('somebody'));
  return (
    <Section title={text('office')}>
      <DescriptionList
        items={[
          { term: text('applicant'), value: <Verbatim>{nameOf(one.applicant.account)}</Verbatim> },
          {
            term: text('assignee'),
            value: one.assignee === null ? nobody : <Verbatim>{nameOf(one.assignee)}</Verbatim>,
          },
        ]}
      />
      <div className="mb-4 flex flex-wrap gap-2">
        {one.may.assign && <Assign one={one} />}
        {one.may.exclude && <Exclude one={one} />}
      </div>
      {one.may.seat && one.panel && <Seats one={one} />}
    </Section>
  );
}

function Assign({ one: { id, assignee, revision } }: { readonly one: CaseView }): ReactElement {
  const text = useText('cases');
  const keep = useKept(id);
  const assign = useMutation({
    mutationFn: async (to: string | null) =>
      (await cases.postAssignee({ params: { id }, body: { to, revision } })).body,
    onSuccess: keep,
  });
  return assignee === null ? (
    <Button onPress={() => assign.mutate('me')} pending={assign.isPending}>
      {text('takeIt')}
    </Button>
  ) : (
    <Button onPress={() => assign.mutate(null)} pending={assign.isPending}>
      {text('giveBack')}
    </Button>
  );
}

/** Declares a conflict of interest: from then on the case is not there for whoever says so. */
function Exclude({ one: { id } }: { readonly one: CaseView }): ReactElement {
  const text = useText('cases');
  const { language } = useLanguage();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [isAsked, setAsked] = useState(false);
  const exclude = useMutation({
    mutationFn: (reason: string) => cases.postExclusion({ params: { id }, body: { account: 'me', reason } }),
    async onSuccess() {
      await navigate({ to: '/app/cases' });
      client.removeQueries({ queryKey: ['cases'] });
    },
  });
  return (
    <>
      <Button variant="quiet" onPress={() => setAsked(true)}>
        {text('conflict')}
      </Button>
      <ConfirmDialog
        isOpen={isAsked}
        onClose={() => setAsked(false)}
        title={text('conflict')}
        body={text('conflictBody')}
        confirmLabel={text('conflictConfirm')}
        danger
        reasonLabel={text('reason')}
        pending={exclude.isPending}
        error={faultIn(exclude.error, language)}
        onConfirm={(reason) => exclude.mutate(reason)}
      />
    </>
  );
}
