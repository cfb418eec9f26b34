import { useBilingual } from '@finharbor/ui';
import { usePlace } from '@finharbor/ui/screens';
import { useQuery } from '@tanstack/react-query';
import { hub, node } from '../api.ts';

/** What a party is called in the person's language: an ellipsis until that is heard, its short name if it never is. */
export function usePartyName(): (party: string) => string {
  const place = usePlace();
  const say = useBilingual();
  const isNode = place.role === 'node';
  const { data, isPending } = useQuery({
    queryKey: ['harbor', 'names', place.role],
    queryFn: async () => (isNode ? (await node.listPeers({})).body : (await hub.getHarbor({})).body.parties),
    staleTime: 60_000,
  });
  return (party) => {
    const name = party === place.party ? place.name : data?.find((one) => one.party === party)?.name;
    return name ? say(name) : isPending ? '…' : party;
  };
}
