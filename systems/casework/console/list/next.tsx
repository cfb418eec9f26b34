import type { CaseView } from '@finharbor/casework/contract';
import { Button, ErrorSummary, Menu, useBilingual, useLanguage, useText } from '@finharbor/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { cases } from '../api.ts';
import { faultIn } from '../form/fault.ts';
import { useFacets } from './reading.ts';

/** Takes the case that is due first of those nobody has, and opens it; of which procedure, where several wait. */
export function TakeNext(): ReactElement | null {
  const text = useText('cases');
  const say = useBilingual();
  const { language } = useLanguage();
  const { data } = useFacets({ queue: 'unassigned' });
  const take = useTakeNext();
  const [first, ...others] = data?.procedures ?? [];
  if (!first) return null;
  return (
    <>
      {others.length === 0 || take.isPending ? (
        <Button variant="primary" pending={take.isPending} onPress={() => take.mutate(first.name)}>
          {text('takeNext')}
        </Button>
      ) : (
        <Menu
          label={text('takeNext')}
          variant="primary"
          parts={[
            {
              title: text('procedure'),
              items: [first, ...others].map(({ name, title }) => ({ id: name, label: say(title) })),
              onAct: (name) => take.mutate(name),
            },
          ]}
        />
      )}
      <ErrorSummary error={faultIn(take.error, language)} />
    </>
  );
}

function useTakeNext() {
  const navigate = useNavigate();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (procedure: string): Promise<CaseView> =>
      (await cases.postNext({ body: { procedure } })).body,
    async onSuccess(one) {
      client.setQueryData(['cases', 'one', one.id], one);
      await client.invalidateQueries({ queryKey: ['cases', 'list'] });
      await navigate({ to: `/app/cases/${one.id}` });
    },
    // Somebody else took the last one: what is seen is old.
    onError: () => client.invalidateQueries({ queryKey: ['cases', 'facets'] }),
  });
}
