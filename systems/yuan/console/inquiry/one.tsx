import {
  Breadcrumbs,
  DescriptionList,
  PageHeader,
  Query,
  Section,
  useBilingual,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import type { InquiryView } from '@finharbor/yuan/contract';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { yuan } from '../api.ts';
import { Decide } from './decide.tsx';
import { InquiryBadge } from './inquiries.tsx';
import { OpenAnswer } from './open-answer.tsx';

/** One lawful request: what is asked, how it stands, and what is to be done next. */
export function Screen(): ReactElement {
  const text = useText('yuanInquiry');
  const { id = '' } = useParams({ strict: false }) as { readonly id?: string };
  const isTeller = useWho()?.roles.includes('teller') ?? false;
  const inquiry = useQuery({
    queryKey: ['yuan', 'inquiries', id],
    queryFn: async () => (await yuan.getInquiry({ params: { id } })).body,
    refetchInterval: 5_000,
  });
  const list = isTeller ? '/app/customers?tab=requests' : '/app/lawful-requests';
  return (
    <>
      <Breadcrumbs crumbs={[{ label: text('title'), href: list }]} />
      <Query query={inquiry}>
        {(found) => (
          <>
            <PageHeader title={text('one')} actions={<InquiryBadge state={found.state} />} />
            <What inquiry={found} />
            <Section title={text('next')}>
              <Decide inquiry={found} />
              {found.isOwn && found.state === 'answered' && <OpenAnswer inquiry={found} />}
            </Section>
          </>
        )}
      </Query>
    </>
  );
}

function What({ inquiry }: { readonly inquiry: InquiryView }): ReactElement {
  const text = useText('yuanInquiry');
  const say = useBilingual();
  const { dateTime, number } = useFormat();
  const { fromMs, untilMs, refusal, openedAtMs } = inquiry;
  const scope = [
    ...(inquiry.withIdentity ? [text('identityAsked')] : []),
    ...(fromMs === null || untilMs === null
      ? []
      : [text('movementsAsked', { from: dateTime(fromMs), until: dateTime(untilMs) })]),
  ];
  return (
    <DescriptionList
      items={[
        { term: text('authority'), value: <Verbatim>{inquiry.authority}</Verbatim> },
        { term: text('law'), value: `${say(inquiry.law)} ${inquiry.article}` },
        { term: text('document'), value: <Verbatim>{inquiry.document}</Verbatim> },
        { term: text('reason'), value: <Verbatim>{inquiry.reason}</Verbatim> },
        { term: text(`kind.${inquiry.subjectKind}`), value: <Verbatim>{inquiry.subject}</Verbatim> },
        { term: text('bank'), value: say(inquiry.operatorName) },
        { term: text('scope'), value: scope.join(' · ') },
        { term: text('askedAt'), value: dateTime(inquiry.askedAtMs) },
        ...(inquiry.checkedAtMs === null
          ? []
          : [{ term: text('checkedAt'), value: dateTime(inquiry.checkedAtMs) }]),
        ...(inquiry.decidedAtMs === null
          ? []
          : [{ term: text('decidedAt'), value: dateTime(inquiry.decidedAtMs) }]),
        ...(refusal === null ? [] : [{ term: text('refusal'), value: <Verbatim>{refusal}</Verbatim> }]),
        { term: text('embargoUntil'), value: dateTime(inquiry.embargoUntilMs) },
        { term: text('opened'), value: text('openedTimes', { n: number(openedAtMs.length) }) },
      ]}
    />
  );
}
