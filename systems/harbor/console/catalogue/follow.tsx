import type { Followed } from '@finharbor/harbor/contract';
import { canonicalJson, type Json } from '@finharbor/kernel/contract';
import { Button, useText, useToast } from '@finharbor/ui';
import { usePlace, useWho } from '@finharbor/ui/screens';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { hub, node } from '../api.ts';

/** Follows a product or a search, or no longer; the inbox tells of what changes. Nothing for who has not signed in. */
export function FollowButton({ followed }: { readonly followed: Followed }): ReactElement | null {
  const who = useWho();
  return who ? <Follow followed={followed} /> : null;
}

function Follow({ followed }: { readonly followed: Followed }): ReactElement {
  const text = useText('catalogue');
  const toast = useToast();
  const client = useQueryClient();
  const { role } = usePlace();
  const at = role === 'node' ? node : hub;
  const queryKey = ['harbor', 'follows', role];
  const { data } = useQuery({ queryKey, queryFn: async () => (await at.listFollows({})).body });
  const own = data?.find((follow) => isSame(follow.followed, followed));
  const change = useMutation({
    mutationFn: async () => {
      if (own) await at.deleteFollow({ params: { id: own.id } });
      else await at.postFollow({ body: followed });
    },
    onSuccess: async () => {
      toast({ title: text(own ? 'follow.ended' : 'follow.begun'), isPassing: true });
      await client.invalidateQueries({ queryKey });
    },
  });
  const what = 'search' in followed ? 'search' : 'product';
  return (
    <Button aria-pressed={own !== undefined} pending={change.isPending} onPress={() => change.mutate()}>
      {text(own ? `follow.${what}Off` : `follow.${what}On`)}
    </Button>
  );
}

function isSame(a: Followed, b: Followed): boolean {
  return canonicalJson(a as unknown as Json) === canonicalJson(b as unknown as Json);
}
