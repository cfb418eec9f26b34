import {
  Badge,
  Button,
  Checkbox,
  DescriptionList,
  Dialog,
  ErrorSummary,
  TextField,
  useFormat,
  useText,
  useToast,
} from '@finharbor/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { node } from '../api.ts';
import { ReadOut } from './fingerprint.tsx';
import { judgeHeard } from './heard.ts';
import { Uscc } from './uscc.tsx';

/** A request as the registrar's node lists it. */
export type KeyRequest = Awaited<ReturnType<typeof node.listKeyRequests>>['body'][number];

/**
 * A steward vouches for the key of the request that was opened, whatever comes in meanwhile. The fingerprint is shown only once its end
 * has been typed as it was heard.
 */
export function VouchDialog({
  request,
  onClose,
}: {
  readonly request: KeyRequest;
  readonly onClose: () => void;
}): ReactElement {
  const [heard, setHeard] = useState('');
  const [isChecked, setChecked] = useState(false);
  const text = useText('firm');
  const vouch = useVouching(request, onClose);
  const judged = judgeHeard(request.fingerprint, heard);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={text('vouch.title')}
      actions={
        <Button
          variant="primary"
          pending={vouch.isPending}
          isDisabled={judged !== 'same' || !isChecked}
          onPress={() => vouch.mutate()}
        >
          {text('vouch.confirm')}
        </Button>
      }
    >
      <ErrorSummary error={vouch.error} />
      <Asked request={request} />
      <p className="mb-3">{text('vouch.howTo')}</p>
      <TextField
        label={text('vouch.heard')}
        description={text('vouch.format')}
        name="heard"
        value={heard}
        onChange={setHeard}
        isRequired
        autoComplete="off"
        {...(judged === 'differs' ? { error: text('vouch.differs') } : {})}
      />
      <div role="status">
        {judged === 'same' && (
          <>
            <p className="mb-2">{text('vouch.whole')}</p>
            <ReadOut fingerprint={request.fingerprint} />
          </>
        )}
      </div>
      <Checkbox isSelected={isChecked} onChange={setChecked} isRequired>
        {text('vouch.licence')}
      </Checkbox>
    </Dialog>
  );
}

function useVouching({ uscc, publicKey }: KeyRequest, onDone: () => void) {
  const text = useText('firm');
  const toast = useToast();
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => node.putFirmKey({ params: { uscc }, body: { publicKey } }),
    onSuccess: async () => {
      toast({ title: text('registrar.done') });
      onDone();
      await client.invalidateQueries({ queryKey: ['firm-keys'] });
    },
  });
}

function Asked({ request: { uscc, requestedAt, replaces } }: { readonly request: KeyRequest }): ReactElement {
  const text = useText('firm');
  const { dateTime } = useFormat();
  return (
    <>
      <DescriptionList
        items={[
          {
            term: text('registrar.uscc'),
            value: <Uscc code={uscc} />,
          },
          { term: text('registrar.asked'), value: dateTime(requestedAt) },
        ]}
      />
      {replaces && (
        <p className="mb-3 rounded-md border border-warn bg-warn-soft px-4 py-2">
          <Badge tone="warn">!</Badge> {text('vouch.replaces')}
        </p>
      )}
    </>
  );
}
