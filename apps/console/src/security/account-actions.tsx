import { Button, Code, ConfirmDialog, Dialog, useFormat, useText, useToast } from '@finharbor/ui';
import { useMutation } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { security } from './api.ts';

type Person = { readonly person: { readonly id: string; readonly name: string } };

/** What an administrator does for somebody who lost a device or forgot a password. */
export function AccountActions({ person }: Person): ReactElement {
  return (
    <>
      <EndSessions person={person} />
      <IssueRecovery person={person} />
    </>
  );
}

function EndSessions({ person: { id, name } }: Person): ReactElement {
  const text = useText('security');
  const toast = useToast();
  const [isAsking, setAsking] = useState(false);
  const end = useMutation({
    mutationFn: () => security.deleteAccountSessions({ params: { id } }),
    onSuccess: () => {
      setAsking(false);
      toast({ tone: 'good', title: text('accounts.sessionsEnded', { name }) });
    },
  });
  return (
    <>
      <Button
        variant="quiet"
        aria-label={text('accounts.endSessionsOf', { name })}
        onPress={() => setAsking(true)}
      >
        {text('accounts.endSessions')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={text('accounts.endSessionsOf', { name })}
        body={text('accounts.endSessionsBody')}
        confirmLabel={text('accounts.endSessionsConfirm')}
        danger
        pending={end.isPending}
        error={end.error}
        onConfirm={() => end.mutate()}
      />
    </>
  );
}

function IssueRecovery({ person: { id, name } }: Person): ReactElement {
  const text = useText('security');
  const { dateTime } = useFormat();
  const [isAsking, setAsking] = useState(false);
  const issue = useMutation({
    mutationFn: async () => (await security.postRecovery({ params: { id } })).body,
    onSuccess: () => setAsking(false),
  });
  const issued = issue.data;
  return (
    <>
      <Button
        variant="quiet"
        aria-label={text('accounts.recoverOf', { name })}
        onPress={() => setAsking(true)}
      >
        {text('accounts.recover')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={text('accounts.recoverOf', { name })}
        body={text('accounts.recoverBody')}
        confirmLabel={text('accounts.recoverConfirm')}
        pending={issue.isPending}
        error={issue.error}
        onConfirm={() => issue.mutate()}
      />
      <Dialog
        isOpen={issued !== undefined}
        onClose={() => issue.reset()}
        title={text('accounts.codeTitle', { name })}
      >
        {issued && (
          <>
            <p className="mb-3">{text('accounts.codeBody', { until: dateTime(issued.expiresAtMs) })}</p>
            <Code copyable>{issued.code}</Code>
          </>
        )}
      </Dialog>
    </>
  );
}
