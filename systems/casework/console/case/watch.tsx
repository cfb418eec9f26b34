import type { CaseView } from '@finharbor/casework/contract';
import { Button, useText } from '@finharbor/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { cases } from '../api.ts';

/** Has the case among those that its reader watches, or no longer. */
export function Watch({ one: { id, isWatched } }: { readonly one: CaseView }): ReactElement {
  const text = useText('cases');
  const client = useQueryClient();
  const watch = useMutation({
    mutationFn: () => (isWatched ? cases.deleteWatch : cases.putWatch)({ params: { id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['cases'] }),
  });
  return (
    <Button variant="quiet" onPress={() => watch.mutate()} pending={watch.isPending}>
      {text(isWatched ? 'unwatch' : 'watch')}
    </Button>
  );
}
