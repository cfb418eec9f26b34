import type { ListedProcedure } from '@finharbor/casework/contract';
import {
  Button,
  Card,
  EmptyState,
  ErrorSummary,
  Grid,
  newId,
  PageHeader,
  Query,
  TextLink,
  useBilingual,
  useText,
} from '@finharbor/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { cases } from './api.ts';
import { askedIn, type Filled, fillIn } from './fill-in.ts';
import { useProcedures } from './procedures/reading.ts';

/** What one can apply for here. */
export function Screen(): ReactElement {
  const text = useText('cases');
  const wanted = askedIn(useSearch({ strict: false }) as Readonly<Record<string, string>>);
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/app/cases', label: text('title') }]}
        title={text('new')}
        lead={text('newLead')}
      />
      <Query query={useProcedures()}>
        {(all) => {
          const mine = all.filter(({ mayBegin, name }) => mayBegin && (wanted.procedure ?? name) === name);
          if (mine.length === 0)
            return <EmptyState title={text('noneToBegin')} body={text('noneToBeginBody')} />;
          return (
            <Grid>
              {mine.map((procedure) => (
                <Begin key={procedure.name} procedure={procedure} filled={wanted.filled} />
              ))}
            </Grid>
          );
        }}
      </Query>
    </>
  );
}

type BeginProps = { readonly procedure: ListedProcedure; readonly filled: Filled };

function Begin({ procedure: { name, title }, filled }: BeginProps): ReactElement {
  const text = useText('cases');
  const say = useBilingual();
  const navigate = useNavigate();
  const client = useQueryClient();
  // Sent again it is the same case.
  const [id] = useState(newId);
  const begin = useMutation({
    mutationFn: async () => {
      const one = (await cases.postCase({ body: { procedure: name, id } })).body;
      await fillIn(one, filled);
      return one;
    },
    async onSuccess(one) {
      client.setQueryData(['cases', 'one', one.id], one);
      await client.invalidateQueries({ queryKey: ['cases', 'list'] });
      await navigate({ to: `/app/cases/${one.id}` });
    },
  });
  return (
    <Card title={say(title)}>
      <ErrorSummary error={begin.error} />
      <p className="mb-3">
        <TextLink href={`/app/procedures/${name}`}>{text('howItGoes')}</TextLink>
      </p>
      <Button variant="primary" onPress={() => begin.mutate()} pending={begin.isPending}>
        {text('begin')}
      </Button>
    </Card>
  );
}
