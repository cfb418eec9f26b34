import { Badge, Button, Card, PageHeader, Query, useBilingual, useProblem, useText } from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { node } from '../api.ts';

/** The sentence on trust that the computation rests on, and its acceptance by this node's approver. */
export function Screen(): ReactElement {
  const text = useText('harbor');
  const assumption = useQuery({
    queryKey: ['harbor', 'assumption'],
    queryFn: async () => (await node.getAssumption({})).body,
  });
  return (
    <>
      <PageHeader title={text('assumption.title')} lead={text('assumption.lead')} />
      <Query query={assumption}>{(found) => <Assumption {...found} />}</Query>
    </>
  );
}

type Found = Awaited<ReturnType<typeof node.getAssumption>>['body'];

function Assumption({ text: words, digest, accepted }: Found): ReactElement {
  const text = useText('harbor');
  const say = useBilingual();
  const client = useQueryClient();
  const isApprover = useWho()?.roles.includes('approver') ?? false;
  const accept = useMutation({
    mutationFn: () => node.postAcceptance({ body: { digest } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['harbor'] }),
  });
  const problem = useProblem(accept.error);
  return (
    <Card>
      <blockquote className="mb-4 max-w-prose text-lg">{say(words)}</blockquote>
      {accepted ? (
        <Badge tone="good">{text('assumption.accepted')}</Badge>
      ) : isApprover ? (
        <Button variant="primary" pending={accept.isPending} onPress={() => accept.mutate()}>
          {text('assumption.accept')}
        </Button>
      ) : (
        <p>{text('assumption.approver')}</p>
      )}
      {problem && <p role="alert">{problem.title}</p>}
    </Card>
  );
}
