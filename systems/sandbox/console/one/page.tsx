import { type ProjectView, stageTitles, tracks } from '@finharbor/sandbox/contract';
import {
  type AskedField,
  Badge,
  DescriptionList,
  PageHeader,
  Query,
  Tabs,
  TextLink,
  useAddressFilters,
  useBilingual,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import { useParams } from '@tanstack/react-router';
import { lazy, type ReactElement, type ReactNode } from 'react';
import { isOffice, isOwn, useNext, useProject } from '../reading.ts';
import { DaysLeft, Part, toneOf } from '../words.tsx';
import { Declaration } from './declaration.tsx';
import { History } from './history.tsx';
import { Overview } from './overview.tsx';

// Whoever only looks at a project waits for none of these.
const Risk = lazy(async () => ({ default: (await import('./risk.tsx')).Risk }));
const Records = lazy(async () => ({ default: (await import('../records/records.tsx')).Records }));
const Comments = lazy(async () => ({ default: (await import('./comments.tsx')).Comments }));

/** One project: where it stands, what is missing, how it is watched, what was put on record. */
export function Screen(): ReactElement {
  const { number } = useParams({ strict: false }) as { readonly number: string };
  return <Query query={useProject(number)}>{(one) => <Whole key={number} one={one} />}</Query>;
}

/** A project. */
export type ProjectProps = { readonly one: ProjectView };

const tabs = ['overview', 'risk', 'records', 'comments', 'declaration', 'history'] as const;

/** A part of its page. */
export type Tab = (typeof tabs)[number];
const asked: readonly AskedField[] = [{ id: 'tab', label: 'tab', kind: 'text' }];

function Whole({ one }: ProjectProps): ReactElement {
  const text = useText('pilot');
  const who = useWho();
  const [{ tab }, apply] = useAddressFilters(asked);
  const select = (next: Tab): void => apply({ tab: next });
  const isInside = isOffice(who) || isOwn(who, one);
  const content: Readonly<Record<Tab, ReactNode>> = {
    overview: <Inside one={one} onTab={select} />,
    risk: <Risk one={one} />,
    records: <Records one={one} />,
    comments: <Comments one={one} />,
    declaration: <Declaration one={one} />,
    history: <History one={one} />,
  };
  const offered = isInside ? tabs : (['declaration', 'history'] as const);
  return (
    <>
      <Head one={one} />
      <Tabs
        label={text('parts')}
        selected={offered.find((id) => id === tab) ?? offered[0]!}
        onSelect={select}
        tabs={offered.map((id) => ({
          ...{ id, label: text(`tab.${id}`) },
          content: <Part>{content[id]}</Part>,
        }))}
      />
    </>
  );
}

function Head({ one }: ProjectProps): ReactElement {
  const text = useText('pilot');
  const say = useBilingual();
  const { date, uscc } = useFormat();
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/app/pilots', label: text('title') }]}
        title={<Verbatim>{one.title}</Verbatim>}
        lead={<Verbatim>{one.number}</Verbatim>}
        actions={<Badge tone={toneOf(one.stage)}>{say(stageTitles[one.stage])}</Badge>}
      />
      <DescriptionList
        items={[
          { term: text('track'), value: say(tracks[one.track].title) },
          { term: text('batch'), value: <Verbatim>{one.batch}</Verbatim> },
          {
            term: text('institutions'),
            value: one.applicants.map(({ name, uscc: code, kind }, at) => (
              <span key={code} className="block">
                <Verbatim>{`${name} (${uscc(code)})`}</Verbatim>{' '}
                <Badge>{text(at === 0 ? 'leading' : `applicant.${kind}`)}</Badge>
              </span>
            )),
          },
          { term: text('announced'), value: date(one.announcedAtMs) },
          ...(one.stage === 'exited'
            ? [
                {
                  term: text('certificate'),
                  value: (
                    <TextLink href={`/app/verify-credential?number=${one.number}`}>{text('verify')}</TextLink>
                  ),
                },
              ]
            : []),
          ...(one.until === null
            ? []
            : [
                {
                  term: text('until'),
                  value: (
                    <>
                      {one.until} <DaysLeft project={one} />
                    </>
                  ),
                },
              ]),
        ]}
      />
    </>
  );
}

type InsideProps = ProjectProps & { readonly onTab: (tab: Tab) => void };

function Inside({ one, onTab }: InsideProps): ReactElement {
  return (
    <Query query={useNext(one.number)}>{(next) => <Overview one={one} next={next} onTab={onTab} />}</Query>
  );
}
