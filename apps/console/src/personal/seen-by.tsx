import { Query, Section, Timeline, useFormat, useText, Verbatim } from '@finharbor/ui';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { personal } from './api.ts';

/** Who else saw a value of mine whole, and the reason they gave. */
export function SeenBy(): ReactElement {
  const text = useText('personal');
  const { dateTime } = useFormat();
  const seen = useQuery({
    queryKey: ['my-reveals'],
    queryFn: async () => (await personal.listMyReveals({})).body,
  });
  return (
    <Section title={text('seen.title')} id="seen">
      <Query query={seen}>
        {(rows) =>
          rows.length === 0 ? (
            <p className="text-quiet">{text('seen.none')}</p>
          ) : (
            <Timeline
              items={rows.map(({ field, by, reason, seenAtMs }) => ({
                at: dateTime(seenAtMs),
                title: text('seen.one', { what: text(`field.${field}`), by }),
                body: <Verbatim>{reason}</Verbatim>,
              }))}
            />
          )
        }
      </Query>
    </Section>
  );
}
