import type { CaseEvent } from '@finharbor/casework/contract';
import type { Bilingual } from '@finharbor/kernel/contract';
import {
  Badge,
  Button,
  Query,
  TextLink,
  Timeline,
  useBilingual,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactElement, ReactNode } from 'react';
import { cases } from '../api.ts';
import { type AttachedSaid, wasFiled } from './filed.ts';
import type { CaseProps } from './page.tsx';

/** What has happened to the case, as far as its reader may know it, the first first. */
export function History({ one, spec }: CaseProps): ReactElement {
  const text = useText('cases');
  const events = useInfiniteQuery({
    // What was read stays true; a new event is a new revision.
    queryKey: ['cases', 'events', one.id, one.revision],
    queryFn: async ({ pageParam }) =>
      (
        await cases.listCaseEvents({
          params: { id: one.id },
          query: pageParam === null ? {} : { cursor: pageParam },
        })
      ).body,
    initialPageParam: null as NonNullable<
      Awaited<ReturnType<typeof cases.listCaseEvents>>['body']['next']
    > | null,
    getNextPageParam: ({ next }) => next,
  });
  return (
    <Query query={events}>
      {({ pages }) => (
        <>
          <Events
            events={pages.flatMap(({ items }) => items)}
            names={Object.assign({}, ...pages.map(({ names }) => names))}
            spec={spec}
            one={one}
          />
          {events.hasNextPage && (
            <Button onPress={() => void events.fetchNextPage()} pending={events.isFetchingNextPage}>
              {text('more')}
            </Button>
          )}
        </>
      )}
    </Query>
  );
}

type EventsProps = {
  readonly events: readonly CaseEvent[];
  readonly names: Readonly<Record<string, unknown>>;
} & CaseProps;

function Events({ events, names, spec, one }: EventsProps): ReactElement {
  const text = useText('cases');
  const { dateTime } = useFormat();
  const bodyOf = useBody(spec, names);
  const nameOf = (account: string | null): string =>
    account === null ? '' : account === 'clock' ? text('clock') : String(names[account] ?? text('somebody'));
  return (
    <Timeline
      items={events.map((event) => ({
        at: `${dateTime(event.atMs)} · ${nameOf(event.by)}`,
        title: (
          <>
            {text(`event.${event.type}`)}{' '}
            {event.isInternal && <Badge tone="neutral">{text('internalBadge')}</Badge>}
          </>
        ),
        body:
          event.type === 'attached' ? (
            <Attached events={events} event={event} spec={spec} one={one} />
          ) : (
            bodyOf(event)
          ),
      }))}
    />
  );
}

/** When terms ended by the former calendar, and when they do by this one. */
type Anew = Readonly<Record<string, { readonly wasMs: number; readonly dueMs: number }>>;

/** What an event says, in words. */
function useBody(
  { steps, states, documents, terms }: CaseProps['spec'],
  names: EventsProps['names'],
): (event: CaseEvent) => ReactNode {
  const text = useText('cases');
  const say = useBilingual();
  const { date } = useFormat();
  const titleIn = (
    parts: readonly { readonly name: string; readonly title: { en: string; zh: string } }[],
    name: unknown,
  ): string => {
    const found = parts.find((part) => part.name === name);
    return found ? say(found.title) : String(name);
  };
  return ({ type, data }) => {
    const reason = typeof data.reason === 'string' ? <Verbatim>{data.reason}</Verbatim> : undefined;
    switch (type) {
      case 'stepped': {
        const letter = data.letter as { readonly title: Bilingual } | undefined;
        return (
          <>
            <p>{text('stepped', { step: titleIn(steps, data.step), state: titleIn(states, data.to) })}</p>
            {reason && <p>{reason}</p>}
            {letter && <p>{text('letterWritten', { title: say(letter.title) })}</p>}
          </>
        );
      }
      case 'commented':
        return <Verbatim>{String(data.text)}</Verbatim>;
      case 'detached':
        return titleIn(documents, data.document);
      case 'assigned':
        return data.to === null ? (
          text('toNobody')
        ) : (
          <Verbatim>{String(names[String(data.to)] ?? text('somebody'))}</Verbatim>
        );
      case 'extended':
        return (
          <>
            <p>{titleIn(terms, data.term)}</p>
            {reason}
          </>
        );
      case 'recounted':
        return Object.entries(data.terms as Anew).map(([name, { wasMs, dueMs }]) => (
          <p key={name}>
            {text(wasMs === dueMs ? 'recountedSame' : 'recounted', {
              term: titleIn(terms, name),
              // A term ends at midnight: the day that people mean is the one that ends then.
              date: date(dueMs - 1),
              was: date(wasMs - 1),
            })}
          </p>
        ));
      case 'promise_over':
      case 'term_over':
        return titleIn(terms, data.term);
      default:
        return reason;
    }
  };
}

type AttachedProps = CaseProps & { readonly events: readonly CaseEvent[]; readonly event: CaseEvent };

/** A file that was attached: to be saved where it is still there for the reader. */
function Attached({ events, event, spec, one }: AttachedProps): ReactElement {
  const say = useBilingual();
  const { document, file } = event.data as unknown as AttachedSaid;
  // An earlier version of the procedure may have called it otherwise, or asked for more.
  const title = spec.documents.find(({ name }) => name === document)?.title ?? { en: document, zh: document };
  const has = ({ files }: (typeof one.documents)[number]): boolean =>
    files.some(({ sha256 }) => sha256 === file.sha256);
  const at = one.documents.find((each) => each.name === document && has(each)) ?? one.documents.find(has);
  const isThere = at !== undefined || (one.standing === 'office' && wasFiled(events, event));
  const name = <Verbatim>{file.name}</Verbatim>;
  return (
    <>
      {say(title)}{' '}
      {isThere ? (
        <TextLink
          href={`/cases/${one.id}/documents/${at?.name ?? document}/${file.sha256}`}
          download={file.name}
        >
          {name}
        </TextLink>
      ) : (
        name
      )}
    </>
  );
}
