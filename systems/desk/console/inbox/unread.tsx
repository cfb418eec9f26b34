import { Badge, useFormat, useText } from '@finharbor/ui';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { countQuery } from './queries.ts';

/** How many notices are unread; nothing where none are, or nobody knows. */
export function Unread(): ReactElement | null {
  const text = useText('inbox');
  const { number } = useFormat();
  const { data } = useQuery(countQuery);
  if (!data || data.unread === 0) return null;
  return (
    <span className="ms-1">
      <Badge tone="accent">
        <span aria-hidden="true">{data.unread > 99 ? '99+' : number(data.unread)}</span>
        <span className="sr-only">{text('unreadCount', { n: number(data.unread) })}</span>
      </Badge>
    </span>
  );
}
