import type { EntryView, LifeView } from '@finharbor/harbor/contract';
import {
  Badge,
  DataTable,
  EmptyState,
  TextLink,
  Timeline,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import type { ReactElement, ReactNode } from 'react';
import { usePartyName } from '../parties/names.ts';

const tones = {
  void: 'bad',
  submitted: 'accent',
  returned: 'warn',
  on_notice: 'accent',
  contested: 'warn',
  rejected: 'bad',
  in_force: 'good',
  replaced: 'neutral',
  ended: 'bad',
  expired: 'warn',
} as const;

/** Where an entry stands. */
export function EntryBadge({ state }: Pick<EntryView, 'state'>): ReactElement {
  const text = useText('life');
  return <Badge tone={tones[state]}>{text(`entryState.${state}`)}</Badge>;
}

/** The register of a product's rights. */
export function Register({ register }: Pick<LifeView, 'register'>): ReactElement {
  const text = useText('life');
  const nameOf = usePartyName();
  const { dateTime } = useFormat();
  return (
    <DataTable
      caption={text('register')}
      rows={register}
      rowKey={({ registration }) => registration.id}
      empty={<EmptyState title={text('noRegister')} body={text('noRegisterHelp')} />}
      columns={[
        {
          id: 'kind',
          header: text('col.kind'),
          cell: ({ registration }) => text(`kind.${registration.body.kind}`),
        },
        { id: 'state', header: text('col.state'), cell: ({ state }) => <EntryBadge state={state} /> },
        { id: 'entitled', header: text('col.entitled'), cell: ({ entitled }) => nameOf(entitled) },
        {
          id: 'rights',
          header: text('col.rights'),
          cell: ({ rights }) => rights.map((right) => text(`right.${right}`)).join(' · '),
        },
        {
          id: 'at',
          header: text('col.at'),
          cell: ({ registration }) => dateTime(registration.issuedAtMs),
          sortBy: ({ registration }) => registration.issuedAtMs,
        },
        {
          id: 'certificate',
          header: text('col.certificate'),
          cell: ({ answer }) =>
            answer?.body.decision === 'accepted' ? (
              <TextLink href={`/app/rights/${answer.id}`}>
                <Verbatim>{answer.body.number}</Verbatim>
              </TextLink>
            ) : (
              '—'
            ),
        },
      ]}
    />
  );
}

type Happened = { readonly atMs: number; readonly title: ReactNode; readonly body?: ReactNode };

/** What was signed about a product, in its order. */
export function History({ life }: { readonly life: LifeView }): ReactElement {
  const { dateTime } = useFormat();
  const happened = useHappened();
  const items = happened(life).toSorted((a, b) => a.atMs - b.atMs);
  return <Timeline items={items.map(({ atMs, ...item }) => ({ at: dateTime(atMs), ...item }))} />;
}

function useHappened(): (life: LifeView) => readonly Happened[] {
  const text = useText('life');
  const nameOf = usePartyName();
  const inEntry = useEntryHappened();
  return ({ versions, register, review, stops }) => [
    ...versions.map(({ publishedAtMs }) => ({ atMs: publishedAtMs, title: text('published') })),
    ...register.flatMap(inEntry),
    ...(review
      ? [
          {
            atMs: review.issuedAtMs,
            title: text(`reviewed.${review.body.decision}`),
            body: <Verbatim>{review.body.reason}</Verbatim>,
          },
        ]
      : []),
    ...stops.map(({ issuer, issuedAtMs, body }) => ({
      atMs: issuedAtMs,
      title: text(`stopped.${body.change}`, { party: nameOf(issuer) }),
      body: <Verbatim>{body.reason}</Verbatim>,
    })),
  ];
}

function useEntryHappened(): (entry: EntryView) => readonly Happened[] {
  const text = useText('life');
  const nameOf = usePartyName();
  const { dateTime } = useFormat();
  return ({ registration, answer, objections }) => {
    const kind = text(`kind.${registration.body.kind}`);
    const answered = answer?.body;
    return [
      { atMs: registration.issuedAtMs, title: `${kind}: ${nameOf(registration.issuer)}` },
      ...(answer && answered
        ? [
            {
              atMs: answer.issuedAtMs,
              title:
                answered.decision === 'accepted'
                  ? text('certified', {
                      number: answered.number,
                      until: dateTime(Date.parse(answered.noticeUntil)),
                    })
                  : text('sentBack', { findings: answered.findings.join(' · ') }),
            },
          ]
        : []),
      ...objections.map(({ objection, recordedMs, decision }) => ({
        atMs: recordedMs,
        title: text('objected', { party: nameOf(objection.issuer) }),
        body: decision ? text(`decided.${decision.body.decision}`) : text('objectionOpen'),
      })),
    ];
  };
}
