import type { ProjectCase } from '@finharbor/sandbox/contract';
import { Badge, clock, TextLink, useBilingual, useFormat, useText, Verbatim } from '@finharbor/ui';
import type { ReactElement, ReactNode } from 'react';

type CaseProps = { readonly one: ProjectCase; readonly name?: ReactNode };

/** A case with where it stands, what is promised and the last day of its term. */
export function OneCase({ one, name }: CaseProps): ReactElement {
  const text = useText('pilot');
  const say = useBilingual();
  const { date } = useFormat();
  const { id, number, title, state, isEnded, dueMs, promisedMs } = one;
  return (
    <div className="rounded-md border border-line bg-surface px-4 py-3">
      {name !== undefined && <p className="font-medium">{name}</p>}
      <p>
        <TextLink href={`/app/cases/${id}`}>
          {say(title)} <Verbatim>{number}</Verbatim>
        </TextLink>{' '}
        <Badge tone={isEnded ? 'neutral' : 'accent'}>{say(state)}</Badge>
      </p>
      {promisedMs !== null && <p className="text-sm">{text('promisedOn', { day: date(promisedMs - 1) })}</p>}
      {dueMs !== null && (
        <p className="text-sm">
          {text('termOn', { day: date(dueMs - 1) })}{' '}
          {dueMs <= clock.nowMs() && <Badge tone="bad">{text('over')}</Badge>}
        </p>
      )}
    </div>
  );
}
