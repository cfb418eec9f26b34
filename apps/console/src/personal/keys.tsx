import type { KeyFacts } from '@finharbor/access/personal-contract';
import {
  Button,
  Code,
  ConfirmDialog,
  DescriptionList,
  Query,
  useFormat,
  useText,
  useToast,
} from '@finharbor/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { personal } from './api.ts';

const queryKey = ['keys'];

/** Where the keys of sealed columns stand, and how to change them. */
export function Keys(): ReactElement {
  const text = useText('personal');
  const keys = useQuery({ queryKey, queryFn: async () => (await personal.getKeys({})).body });
  return (
    <>
      <p className="mb-3 text-quiet">{text('admin.keysLead')}</p>
      <Query query={keys}>{(state) => <Facts state={state} />}</Query>
      <Rotate />
    </>
  );
}

function Facts({ state }: { readonly state: KeyFacts }): ReactElement {
  const text = useText('personal');
  const { number } = useFormat();
  return (
    <DescriptionList
      items={[
        { term: text('admin.masterKey'), value: <Code>{state.masterKeyId}</Code> },
        { term: text('admin.live'), value: number(state.live) },
        { term: text('admin.retired'), value: number(state.retired) },
      ]}
    />
  );
}

function Rotate(): ReactElement {
  const text = useText('personal');
  const client = useQueryClient();
  const toast = useToast();
  const [isAsking, setAsking] = useState(false);
  const rotate = useMutation({
    mutationFn: async () => (await personal.postKeyRotation({})).body,
    onSuccess: (state) => {
      setAsking(false);
      client.setQueryData(queryKey, state);
      toast({ tone: 'good', title: text('admin.rotated') });
    },
  });
  return (
    <>
      <Button onPress={() => setAsking(true)}>{text('admin.rotate')}</Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={text('admin.rotateTitle')}
        body={text('admin.rotateBody')}
        confirmLabel={text('admin.rotate')}
        pending={rotate.isPending}
        error={rotate.error}
        onConfirm={() => rotate.mutate()}
      />
    </>
  );
}
