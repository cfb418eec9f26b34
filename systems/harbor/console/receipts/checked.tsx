import type { Carrier } from '@finharbor/harbor/contract';
import {
  Badge,
  Card,
  Code,
  DescriptionList,
  Section,
  TextArea,
  useBilingual,
  useFormat,
  useText,
} from '@finharbor/ui';
import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { HeldTerms } from '../usage/held-terms.tsx';
import { readTerms } from '../usage/read-terms.ts';
import { readCarriers } from './carriers.ts';
import { check, type ReceiptFile, type Trust } from './check.ts';

/** A receipt with the outcome of its check in this page, under keys the reader may replace by ones got elsewhere. */
export function Checked({ receipt }: { readonly receipt: ReceiptFile }): ReactElement {
  const [typed, setTyped] = useState(() => [receipt.trust.logKey, ...receipt.trust.witnessKeys].join('\n'));
  const text = useText('harbor');
  const [logKey = '', ...witnessKeys] = typed
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const isOwn = logKey === receipt.trust.logKey && witnessKeys.join() === receipt.trust.witnessKeys.join();
  return (
    <>
      <Verdict receipt={receipt} trust={{ logKey, witnessKeys }} />
      {isOwn && <p className="mb-4">{text('check.ownKeys')}</p>}
      <TextArea
        label={text('check.keys')}
        description={text('check.keysHelp')}
        value={typed}
        onChange={setTyped}
        rows={4}
      />
      <Facts receipt={receipt} />
      <p className="max-w-prose text-quiet">{text('check.limits')}</p>
    </>
  );
}

function Verdict({ receipt, trust }: { readonly receipt: ReceiptFile; readonly trust: Trust }): ReactElement {
  const text = useText('harbor');
  const { dateTime, number } = useFormat();
  const { data: verdict, error } = useQuery({
    queryKey: ['check', receipt, trust],
    queryFn: () => check(receipt, trust),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  if (error || verdict?.kind === 'invalid') {
    const reason = verdict?.kind === 'invalid' ? verdict.reason : 'proof_malformed';
    return (
      <div role="alert" className="mb-4">
        <Card title={text('check.invalid')}>
          <Badge tone="bad">✕</Badge> {text(`fault.${reason}`)}
        </Card>
      </div>
    );
  }
  if (!verdict) return <p role="status">{text('check.running')}</p>;
  return (
    <div role="status" className="mb-4">
      <Card title={text('check.valid')}>
        <ul className="grid gap-1">
          <li>
            <Badge tone="good">✓</Badge> {text('check.opened')}
          </li>
          <li>
            <Badge tone="good">✓</Badge>{' '}
            {text('check.included', { index: number(verdict.index), size: number(verdict.size) })}
          </li>
          <li>
            <Badge tone="good">✓</Badge> {text('check.signed', { origin: verdict.origin })}
          </li>
          {verdict.cosigners.map(({ name, timestampS }) => (
            <li key={name}>
              <Badge tone="good">✓</Badge> {text('check.cosigned', { name, at: dateTime(timestampS * 1000) })}
            </li>
          ))}
        </ul>
      </Card>
    </div>
  );
}

function Facts({ receipt }: { readonly receipt: ReceiptFile }): ReactElement {
  const text = useText('harbor');
  const usage = useText('usage');
  const say = useBilingual();
  const body = (receipt.body ?? {}) as Readonly<Record<string, unknown>>;
  const terms = readTerms(body.terms);
  const carriers = readCarriers(body.transfers);
  const shown = Object.entries(body).filter(([name, value]) => value !== null && !listed.has(name));
  return (
    <>
      <Section title={text('check.says')}>
        <DescriptionList
          items={shown.map(([name, value]) => ({
            term: say(names[name] ?? { en: name, zh: name }),
            value: Array.isArray(value) ? value.join(', ') : <Code>{String(value)}</Code>,
          }))}
        />
      </Section>
      {carriers.map((carrier) => (
        <Section key={carrier.consumerPid} title={say(carrierTitle)}>
          <DescriptionList
            items={Object.entries(carrier).map(([name, value]) => ({
              term: say(carrierNames[name as keyof Carrier]),
              value: <Code>{value}</Code>,
            }))}
          />
        </Section>
      ))}
      {terms.length > 0 && (
        <Section title={usage('terms')}>
          <HeldTerms terms={terms} />
        </Section>
      )}
    </>
  );
}

/** Told in parts of their own. */
const listed: ReadonlySet<string> = new Set(['terms', 'transfers']);

const carrierTitle = { en: 'The transfer it was', zh: '对应的数据传输' };
const carrierNames: Readonly<Record<keyof Carrier, { readonly en: string; readonly zh: string }>> = {
  product: { en: 'Product', zh: '产品' },
  agreement: { en: 'Agreement', zh: '协议编号' },
  consumerPid: { en: 'Transfer at the consumer', zh: '使用方传输编号' },
  providerPid: { en: 'Transfer at the provider', zh: '提供方传输编号' },
};

const names: Readonly<Record<string, { readonly en: string; readonly zh: string }>> = {
  party: { en: 'Party', zh: '参与方' },
  job: { en: 'Job', zh: '任务' },
  session: { en: 'Session', zh: '会话' },
  kind: { en: 'Kind', zh: '种类' },
  contract: { en: 'Contract', zh: '合同' },
  subject: { en: 'Firm', zh: '企业' },
  fields: { en: 'Fields used', zh: '使用的字段' },
  transcript: { en: 'Digest of everything sent and received', zh: '收发内容摘要' },
  usedAt: { en: 'Used at', zh: '使用时间' },
};
