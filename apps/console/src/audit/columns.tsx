import { type AuditEvent, actionOf, type PolicyRow } from '@finharbor/access/contract';
import { Badge, type Column, type Tone, useBilingual, useFormat, useText, Verbatim } from '@finharbor/ui';
import { useQuery } from '@tanstack/react-query';
import { access } from '../api.ts';
import { type AuditOutcome, outcomeOf } from './find.ts';

const tones: Readonly<Record<AuditOutcome, Tone>> = { done: 'good', refused: 'bad', unknown: 'warn' };

/** Everything that can be done here. */
export function usePolicy(): readonly PolicyRow[] | undefined {
  return useQuery({
    queryKey: ['policy'],
    queryFn: async () => (await access.getPolicy({})).body,
    staleTime: Number.POSITIVE_INFINITY,
  }).data;
}

/** What an action is called. */
export function useActionTitle(): (action: string) => string {
  const text = useText('audit');
  const say = useBilingual();
  const rows = usePolicy();
  return (action) => {
    if (action === 'access.refused') return text('refused');
    const row = rows?.find((one) => actionOf(one) === action);
    return row ? say(row.title) : action;
  };
}

/** Who acted, in words. */
function useActor(): (event: AuditEvent) => string {
  const text = useText('audit');
  return ({ actor, actorName, party }) => {
    if (actor === 'public') return text('nobody');
    if (actor.startsWith('key:')) return text('key', { party });
    return actorName ?? text('gone');
  };
}

/** The columns of the trail. */
export function useColumns(): readonly Column<AuditEvent>[] {
  const text = useText('audit');
  const roles = useText('shell');
  const { dateTime } = useFormat();
  const title = useActionTitle();
  const actor = useActor();
  const outcome = (event: AuditEvent): string => text(`outcomes.${outcomeOf(event)}`);
  const about = ({ facts: { account, ...facts }, accountName }: AuditEvent): string =>
    [accountName ?? account ?? [], Object.values(facts)].flat().join(' · ');
  return [
    { id: 'at', header: text('at'), cell: ({ atMs }) => dateTime(atMs), text: ({ atMs }) => dateTime(atMs) },
    {
      id: 'action',
      header: text('action'),
      cell: ({ action }) => title(action),
      text: ({ action }) => title(action),
    },
    { id: 'who', header: text('who'), cell: (event) => <Verbatim>{actor(event)}</Verbatim>, text: actor },
    {
      id: 'party',
      header: text('party'),
      cell: ({ party }) => <Verbatim>{party}</Verbatim>,
      text: ({ party }) => party,
      isHidden: true,
    },
    {
      id: 'roles',
      header: text('roles'),
      cell: (event) => event.roles.map((role) => roles(`role.${role}`)).join(' · '),
      isHidden: true,
    },
    {
      id: 'outcome',
      header: text('outcome'),
      cell: (event) => (
        <>
          <Badge tone={tones[outcomeOf(event)]}>{outcome(event)}</Badge>{' '}
          {event.code !== null && <Verbatim>{event.code}</Verbatim>}
        </>
      ),
      text: (event) => [outcome(event), event.code ?? ''].join(' ').trim(),
    },
    {
      id: 'about',
      header: text('about'),
      cell: (event) => <Verbatim>{about(event)}</Verbatim>,
      text: about,
    },
    {
      id: 'address',
      header: text('address'),
      cell: ({ address }) => <Verbatim>{address ?? '—'}</Verbatim>,
      text: ({ address }) => address ?? '',
    },
  ];
}
