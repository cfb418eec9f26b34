import { type Article, articles, type FollowedReport, keysOf } from '@finharbor/ethics/contract';
import {
  Badge,
  Button,
  Callout,
  CopyButton,
  DescriptionList,
  Form,
  newId,
  PageHeader,
  Section,
  Select,
  TextArea,
  TextField,
  TextLink,
  useBilingual,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import { useMutation } from '@tanstack/react-query';
import { type ReactElement, useEffect, useRef, useState } from 'react';
import { ethics, ethicsRoutes } from './api.ts';
import { useDeclarations } from './declarations.ts';
import { useSend } from './send.ts';
import { isCode } from './uscc.ts';

/** Reporting a breach of the declaration without an account, and following the report by its reference and secret. */
export function Screen(): ReactElement {
  const text = useText('ethicsOffice');
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/app/ethics', label: text('ethics') }]}
        title={text('reportBreach')}
        lead={
          <>
            {text('reportBreachLead')} <TextLink href="/app/cases/new">{text('beginCase')}</TextLink>
          </>
        }
      />
      <Report />
      <Section title={text('follow')}>
        <Follow />
      </Section>
    </>
  );
}

const nothing = { firmName: '', uscc: '', article: undefined as Article | undefined, story: '' };

function Report(): ReactElement {
  const text = useText('ethicsOffice');
  const say = useBilingual();
  const declaration = useDeclarations().data?.[0];
  const [id, setId] = useState(newId);
  const [filled, setFilled] = useState(nothing);
  const [receipt, setReceipt] = useState<{ readonly reference: string; readonly secret: string }>();
  const set = (more: Partial<typeof nothing>): void => setFilled({ ...filled, ...more });
  const send = useSend({
    route: ethicsRoutes.postEthicsReport,
    body: () => ({ id, ...filled, uscc: filled.uscc.trim().toUpperCase() }),
    wrong: () =>
      filled.uscc.trim() === '' || isCode(filled.uscc)
        ? []
        : [{ pointer: '/uscc', detail: text('usccWrong') }],
    send: async (body: Parameters<typeof ethics.postEthicsReport>[0]['body']) => {
      setReceipt((await ethics.postEthicsReport({ body })).body);
      setId(newId());
      setFilled(nothing);
    },
  });
  if (receipt) return <Receipt {...receipt} />;
  return (
    <Form onSubmit={() => send.mutate()} error={send.error}>
      <TextField
        label={text('firmName')}
        name="firmName"
        value={filled.firmName}
        onChange={(firmName) => set({ firmName })}
        isRequired
      />
      <TextField
        label={text('uscc')}
        name="uscc"
        value={filled.uscc}
        onChange={(uscc) => set({ uscc })}
        description={text('usccHelp')}
        isRequired
      />
      <Select
        label={text('article')}
        name="article"
        options={keysOf(articles).map((one, at) => {
          const said = declaration?.articles[at];
          const label = say(articles[one]);
          return { id: one, label: said ? text('articleSays', { article: label, says: say(said) }) : label };
        })}
        selected={filled.article}
        onChange={(article) => set({ article })}
        isRequired
      />
      <TextArea
        label={text('story')}
        name="story"
        rows={6}
        value={filled.story}
        onChange={(story) => set({ story })}
        description={text('storyHelp')}
        isRequired
      />
      <Button type="submit" variant="primary" pending={send.isPending}>
        {text('sendBreach')}
      </Button>
    </Form>
  );
}

function Receipt({
  reference,
  secret,
}: {
  readonly reference: string;
  readonly secret: string;
}): ReactElement {
  const text = useText('ethicsOffice');
  const box = useRef<HTMLDivElement>(null);
  // The form is gone, and with it what had the focus.
  useEffect(() => box.current?.focus(), []);
  return (
    <div ref={box} tabIndex={-1} className="outline-none">
      <Callout tone="good" title={text('reported')}>
        <p className="mb-2">{text('reportedHelp')}</p>
        <DescriptionList
          items={[
            { term: text('reference'), value: <Verbatim>{reference}</Verbatim> },
            { term: text('secret'), value: <Verbatim>{secret}</Verbatim> },
          ]}
        />
        <CopyButton text={`${reference} ${secret}`} />
      </Callout>
    </div>
  );
}

function Follow(): ReactElement {
  const text = useText('ethicsOffice');
  const [reference, setReference] = useState('');
  const [secret, setSecret] = useState('');
  const follow = useMutation({
    mutationFn: async () =>
      (
        await ethics.followEthicsReport({
          params: { reference: reference.trim().toUpperCase() },
          body: { secret: secret.trim() },
        })
      ).body,
  });
  return (
    <>
      <p className="mb-3 max-w-prose text-quiet">{text('followHelp')}</p>
      <Form onSubmit={() => follow.mutate()} error={follow.error} scope="follow">
        <TextField
          label={text('reference')}
          name="reference"
          value={reference}
          onChange={setReference}
          isRequired
        />
        <TextField
          label={text('secret')}
          name="secret"
          value={secret}
          onChange={setSecret}
          autoComplete="off"
          isRequired
        />
        <Button type="submit" pending={follow.isPending}>
          {text('lookUp')}
        </Button>
      </Form>
      {follow.data && !follow.error && <Followed one={follow.data} />}
    </>
  );
}

function Followed({ one }: { readonly one: FollowedReport }): ReactElement {
  const text = useText('ethicsOffice');
  const say = useBilingual();
  const { date } = useFormat();
  return (
    <div role="status" className="mt-4">
      <p>
        <Verbatim>{one.reference}</Verbatim> <Badge>{say(one.state)}</Badge>{' '}
        {!one.isEnded && one.dueMs !== null && text('answeredBy', { on: date(one.dueMs) })}
      </p>
      {one.answers.length === 0 && <p className="mt-2 text-quiet">{text('noAnswer')}</p>}
      {one.answers.map((answer) => (
        <p key={answer.en} className="mt-2">
          <Verbatim>{say(answer)}</Verbatim>
        </p>
      ))}
    </div>
  );
}
