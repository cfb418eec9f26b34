import { FinharborError } from '@finharbor/kernel/contract';
import { Button, EmptyState, ErrorState, Loading, Query, useText } from '@finharbor/ui';
import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { Sample } from '../sample.tsx';

const shapes = [
  ['text', 'text'],
  ['table', 'tableShape'],
  ['cards', 'cards'],
  ['figure', 'figure'],
] as const;

/** What stands where data are on their way, missing, or failed to come. */
export function States(): ReactElement {
  const text = useText('design');
  return (
    <>
      <div className="grid gap-x-8 lg:grid-cols-2">
        {shapes.map(([shape, name]) => (
          <div key={shape}>
            <p className="text-quiet text-xs">{text(`states.${name}`)}</p>
            <Loading shape={shape} />
          </div>
        ))}
      </div>
      <EmptyState
        title={text('states.emptyTitle')}
        body={text('states.emptyBody')}
        action={<Button variant="primary">{text('states.emptyAction')}</Button>}
      />
      <ErrorState
        error={new FinharborError({ code: 'sample.not_pinned', publicMessage: text('states.problem') })}
        onRetry={() => {}}
      />
      <Asked />
    </>
  );
}

type Outcome = 'arrive' | 'fail' | 'wait';

function Asked(): ReactElement {
  const text = useText('design');
  const [outcome, setOutcome] = useState<Outcome>('arrive');
  const query = useQuery({
    queryKey: ['design', outcome],
    retry: false,
    queryFn: async ({ signal }) => {
      if (outcome === 'wait') await new Promise((done) => signal.addEventListener('abort', done));
      if (outcome === 'fail')
        throw new FinharborError({ code: 'client.unreachable', publicMessage: text('notice.lost') });
      return text('states.data');
    },
  });
  return (
    <>
      <Sample label={text('states.query')}>
        {(['arrive', 'fail', 'wait'] as const).map((one) => (
          <Button key={one} onPress={() => setOutcome(one)}>
            {text(`states.${one}`)}
          </Button>
        ))}
      </Sample>
      <Query query={query} shape="table">
        {(found) => <p>{found}</p>}
      </Query>
    </>
  );
}
