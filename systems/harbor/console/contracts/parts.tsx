import { type Constraint, type ContractView, placeName, termsBeside } from '@finharbor/harbor/contract';
import {
  Badge,
  Code,
  DescriptionList,
  Section,
  Timeline,
  useBilingual,
  useFormat,
  useText,
} from '@finharbor/ui';
import type { ReactElement, ReactNode } from 'react';
import { ProductLink } from '../catalogue/product-link.tsx';
import { usePartyName } from '../parties/names.ts';
import { ContractCharges } from '../settlement/charges.tsx';
import { HeldTerms } from '../usage/held-terms.tsx';
import { Learns } from './learns.tsx';
import { useTerm } from './term.ts';

/** An end of a contract, by whom and why. */
type Ending = { readonly party: string; readonly reason: string; readonly atMs: number };

type BodyProps = {
  readonly contract: ContractView;
  /** When it was asked for, where that is known better than from the day it begins. */
  readonly askedAtMs?: number;
  readonly endings?: readonly Ending[];
  /** What the count of uses is called: a node has counted them, the hub knows those that were published. */
  readonly usesTerm?: string;
  /** What its reader is told besides. */
  readonly children?: ReactNode;
};

/** A contract as everybody reads it who may: its facts, who signed what when, its terms, what each side learns. */
export function ContractBody({
  contract,
  askedAtMs,
  endings = [],
  usesTerm,
  children,
}: BodyProps): ReactElement {
  const text = useText('harbor');
  const { body } = contract;
  return (
    <>
      <Facts contract={contract} usesTerm={usesTerm ?? text('contract.usesMade')} />
      <Section title={text('contract.history')}>
        <History contract={contract} askedAtMs={askedAtMs ?? Date.parse(body.validFrom)} endings={endings} />
      </Section>
      <Section title={text('contract.terms')}>
        <ul className="grid gap-2">
          {body.constraints.map((constraint) => (
            <li key={constraint.name}>
              <Term kind={body.kind} constraint={constraint} />
            </li>
          ))}
        </ul>
        <HeldTerms terms={termsBeside(body)} />
      </Section>
      {body.charges && <ContractCharges charges={body.charges} />}
      <Section title={text('contract.learns')}>
        <Learns leakage={body.leakage} />
      </Section>
      {children}
    </>
  );
}

type FactsProps = { readonly contract: ContractView; readonly usesTerm: string };

function Facts({ contract: { id, body, usesMade }, usesTerm }: FactsProps): ReactElement {
  const text = useText('harbor');
  const own = useText('datasets');
  const transfers = useText('transfers');
  const say = useBilingual();
  const nameOf = usePartyName();
  const { dateTime, number } = useFormat();
  return (
    <DescriptionList
      items={[
        { term: text('contract.kind'), value: text(`kind.${body.kind}`) },
        { term: text('contract.consumer'), value: nameOf(body.consumer) },
        { term: text('contract.providers'), value: body.providers.map(nameOf).join(text('and')) },
        { term: own('version.products'), value: <Products ids={body.products} /> },
        { term: text('contract.legalBasis'), value: say(body.legalBasis) },
        ...(body.place === undefined
          ? []
          : [{ term: transfers('place.label'), value: say(placeName(body.place)) }]),
        { term: text('contract.from'), value: dateTime(Date.parse(body.validFrom)) },
        { term: text('contract.until'), value: dateTime(Date.parse(body.validUntil)) },
        { term: usesTerm, value: number(usesMade) },
        { term: text('contract.id'), value: <Code copyable>{id}</Code> },
      ]}
    />
  );
}

function Products({ ids }: { readonly ids: readonly string[] }): ReactElement {
  return (
    <ul>
      {ids.map((id) => (
        <li key={id}>
          <ProductLink id={id} />
        </li>
      ))}
    </ul>
  );
}

type HistoryProps = Required<Pick<BodyProps, 'contract' | 'askedAtMs' | 'endings'>>;

function History({
  contract: { body, decisions, countered },
  askedAtMs,
  endings,
}: HistoryProps): ReactElement {
  const text = useText('harbor');
  const nameOf = usePartyName();
  const { dateTime } = useFormat();
  const because = (reason: string) => (reason === '' ? {} : { body: reason });
  return (
    <Timeline
      items={[
        { title: text('contract.requested', { party: nameOf(body.consumer) }), at: dateTime(askedAtMs) },
        ...[...decisions, ...countered.map((one) => ({ ...one, decision: 'countered' as const }))]
          .toSorted((a, b) => a.atMs - b.atMs)
          .map(({ party, decision, reason, atMs }) => ({
            title: text(`contract.by.${decision}`, { party: nameOf(party) }),
            at: dateTime(atMs),
            ...because(reason),
          })),
        ...endings.map(({ party, reason, atMs }) => ({
          title: text('contract.endedBy', { party: nameOf(party) }),
          at: dateTime(atMs),
          ...because(reason),
        })),
      ]}
    />
  );
}

/** A term as a sentence, with who sees to it: the provider's own node, or a promise. */
function Term({
  kind,
  constraint: { name, value, enforcement },
}: {
  readonly kind: ContractView['body']['kind'];
  readonly constraint: Constraint;
}): ReactElement {
  const text = useText('harbor');
  const term = useTerm(kind);
  return (
    <>
      <Badge tone={enforcement === 'enforced' ? 'good' : 'warn'}>{text(`enforcement.${enforcement}`)}</Badge>
      {term({ name, value })}
    </>
  );
}
