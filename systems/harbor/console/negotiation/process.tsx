import {
  Badge,
  Code,
  Disclosure,
  Timeline,
  type Tone,
  useBilingual,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import type { ReactElement, ReactNode } from 'react';
import { useProduct } from '../catalogue/products.ts';
import { usePartyName } from '../parties/names.ts';
import { saidIn } from './said-in.ts';

type Reason = { readonly code: string; readonly text: readonly string[] };

/** A negotiation or a transfer of one product with one party, as its panel has it. */
type OneProcess = {
  readonly party: string;
  readonly product: string;
  readonly state: string;
  readonly reason: Reason | null;
  readonly agreement: string | null;
  readonly steps: readonly {
    readonly by: string;
    readonly state: string;
    readonly reason: Reason | null;
    readonly atMs: number;
  }[];
};

type ProcessProps = {
  readonly one: OneProcess;
  /** The texts in which states, sides and codes are told. */
  readonly words: string;
  readonly tone: Tone;
  /** Codes that these texts have a sentence for. */
  readonly explained: readonly string[];
  /** What else is told with the steps. */
  readonly children?: ReactNode;
};

/** How far a process of the Dataspace Protocol is: state, reason, and its steps to be opened. */
export function Process({ one, words, tone, explained, children }: ProcessProps): ReactElement {
  const text = useText(words);
  const say = useBilingual();
  const nameOf = usePartyName();
  const { data: product } = useProduct(one.product);
  const why = (reason: Reason) => <Why reason={reason} words={words} explained={explained} />;
  return (
    <>
      <p className="flex flex-wrap items-center gap-2 font-medium">
        <Badge tone={tone}>{text(`state.${one.state}`)}</Badge>
        <Verbatim>
          {text('with', {
            party: nameOf(one.party),
            product: product ? say(product.body.title) : one.product.slice(0, 8),
          })}
        </Verbatim>
      </p>
      {one.reason && why(one.reason)}
      <Disclosure title={text('steps')}>
        <Steps one={one} words={words} why={why} />
        {children}
      </Disclosure>
    </>
  );
}

type StepsProps = Pick<ProcessProps, 'one' | 'words'> & { readonly why: (reason: Reason) => ReactElement };

function Steps({ one: { steps, agreement }, words, why }: StepsProps): ReactElement {
  const text = useText(words);
  const { dateTime } = useFormat();
  return (
    <>
      <Timeline
        items={steps.map(({ state, by, reason, atMs }) => ({
          title: `${text(`state.${state}`)}, ${text(`by.${by}`)}`,
          at: dateTime(atMs),
          ...(reason && { body: why(reason) }),
        }))}
      />
      {agreement !== null && (
        <p>
          {text('agreement')}: <Code copyable>{agreement}</Code>
        </p>
      )}
    </>
  );
}

type WhyProps = Pick<ProcessProps, 'words' | 'explained'> & { readonly reason: Reason };

function Why({ reason: { code, text: said }, words, explained }: WhyProps): ReactElement {
  const text = useText(words);
  const say = useBilingual();
  const isZh = say({ en: 'en', zh: 'zh' }) === 'zh';
  return (
    <>
      <p>{explained.includes(code) ? text(`code.${code}`) : text('code.other', { code })}</p>
      {saidIn(isZh ? 'zh' : 'en', said).map((sentence) => (
        <p key={sentence} className="text-quiet">
          <Verbatim>{sentence}</Verbatim>
        </p>
      ))}
    </>
  );
}
