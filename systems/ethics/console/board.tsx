import { stages } from '@finharbor/ethics/contract';
import {
  Badge,
  Card,
  clock,
  Grid,
  LinkButton,
  PageHeader,
  Query,
  TextLink,
  useBilingual,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { ethics } from './api.ts';

/** Reviews by the stage of their product, for the secretary and the bureau. */
export function Screen(): ReactElement {
  const text = useText('ethics');
  const say = useBilingual();
  const { date } = useFormat();
  const isSecretary = useWho()?.roles.includes('operator') ?? false;
  const query = useQuery({
    queryKey: ['ethics', 'board'],
    queryFn: async ({ signal }) => (await ethics.getBoard({ signal })).body.stages,
  });
  return (
    <>
      <PageHeader
        title={text('board')}
        lead={text('boardLead')}
        actions={
          <>
            <LinkButton href="/app/ethics/office">{text('toOffice')}</LinkButton>
            <LinkButton href="/app/ethics">{text('title')}</LinkButton>
          </>
        }
      />
      <Query query={query}>
        {(columns) => (
          <Grid>
            {columns.map(({ stage, items }) => (
              <Card key={stage} title={say(stages[stage])}>
                {items.length === 0 && <p className="text-quiet">{text('noneHere')}</p>}
                <ul className="grid gap-3">
                  {items.map(({ id, number, firm, product, state, isEnded, dueMs }) => (
                    <li key={id}>
                      <TextLink href={`/app/cases/${id}`}>
                        <Verbatim>{number}</Verbatim>
                      </TextLink>
                      <p>
                        <Verbatim>{`${product} · ${firm}`}</Verbatim>
                      </p>
                      <Badge tone={isEnded ? 'neutral' : 'accent'}>{say(state)}</Badge>{' '}
                      {!isEnded && dueMs !== null && (
                        <span className="text-quiet text-sm">
                          {text(dueMs < clock.nowMs() ? 'overdueSince' : 'dueBy', { on: date(dueMs) })}
                        </span>
                      )}{' '}
                      {isSecretary && !isEnded && (
                        <TextLink href={`/app/ethics/reviews/${id}/panel`}>
                          {text('panelOf')} <Verbatim>{number}</Verbatim>
                        </TextLink>
                      )}
                    </li>
                  ))}
                </ul>
              </Card>
            ))}
          </Grid>
        )}
      </Query>
    </>
  );
}
