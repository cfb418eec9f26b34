import type { AccountFlag, Code, Side, Sums, Unit } from '@finharbor/bookkeeping/contract';
import { Query, useBilingual, useText } from '@finharbor/ui';
import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactElement, type ReactNode, useContext, useMemo } from 'react';
import { books } from './api.ts';
import { amountText, idText } from './numbers.ts';

/** How the ledger's numbers are told: amounts in their unit, codes and accounts by their names. */
export type Book = {
  readonly units: readonly Unit[];
  readonly decimalsOf: (ledger: number) => number;
  /** `1,234.50 CNY` */
  readonly amount: (amount: bigint, ledger: number) => string;
  readonly unit: (ledger: number) => string;
  readonly code: (kind: Code['kind'], code: number) => string;
  readonly codeOptions: (kind: Code['kind']) => readonly Choice[];
  readonly unitOptions: readonly Choice[];
  readonly side: (side: Side) => string;
  /** What is posted on one side more than on the other, and on which. */
  readonly balance: (sums: Sums, ledger: number) => string;
  /** What is set aside, and on which side. */
  readonly pending: (sums: Sums, ledger: number) => string;
};

const Context = createContext<Book | undefined>(undefined);

/** Reads units and codes before what is within is shown. */
export function WithBook({ children }: { readonly children: ReactNode }): ReactElement {
  const chart = useQuery({
    queryKey: ['ledger', 'chart'],
    queryFn: async () => (await books.getChart({})).body,
    staleTime: 60_000,
  });
  return <Query query={chart}>{(found) => <Told chart={found}>{children}</Told>}</Query>;
}

/** How the ledger's numbers are told here. */
export function useBook(): Book {
  const book = useContext(Context);
  if (!book) throw new Error('A part of the ledger stands outside of WithBook.');
  return book;
}

type Chart = { readonly units: readonly Unit[]; readonly codes: readonly Code[] };

function Told({ chart, children }: { readonly chart: Chart; readonly children: ReactNode }): ReactElement {
  const text = useText('ledger');
  const say = useBilingual();
  const book = useMemo(() => bookOf(chart, { text, say }), [chart, text, say]);
  return <Context value={book}>{children}</Context>;
}

type Words = {
  readonly text: ReturnType<typeof useText>;
  readonly say: ReturnType<typeof useBilingual>;
};

function bookOf({ units, codes }: Chart, { text, say }: Words): Book {
  const unitOf = new Map(units.map((unit) => [unit.ledger, unit]));
  const nameOf = new Map(codes.map(({ kind, code, name }) => [`${kind} ${code}`, name]));
  const decimalsOf = (ledger: number): number => unitOf.get(ledger)?.decimals ?? 0;
  const unit = (ledger: number): string => unitOf.get(ledger)?.code ?? String(ledger);
  const amount = (value: bigint, ledger: number): string =>
    text('amount', { amount: amountText(value, decimalsOf(ledger)), unit: unit(ledger) });
  const on = (side: 'debit' | 'credit', value: bigint, ledger: number): string =>
    text(`balance.${side}`, { amount: amount(value, ledger) });
  const code = (kind: Code['kind'], number: number): string => {
    const name = nameOf.get(`${kind} ${number}`);
    return name ? `${number} ${say(name)}` : String(number);
  };
  return {
    units,
    decimalsOf,
    amount,
    unit,
    code,
    codeOptions: (kind) =>
      codes
        .filter((one) => one.kind === kind)
        .map(({ code: number }) => ({ id: String(number), label: code(kind, number) })),
    unitOptions: units.map(({ ledger, code: letters, name }) => ({
      id: String(ledger),
      label: `${letters} ${say(name)}`,
    })),
    side: ({ id, name }) => (name ? say(name) : idText(id)),
    balance({ debitsPosted, creditsPosted }, ledger) {
      const net = debitsPosted - creditsPosted;
      if (net === 0n) return amount(0n, ledger);
      return net > 0n ? on('debit', net, ledger) : on('credit', -net, ledger);
    },
    pending({ debitsPending, creditsPending }, ledger) {
      const told = [
        ...(debitsPending > 0n ? [on('debit', debitsPending, ledger)] : []),
        ...(creditsPending > 0n ? [on('credit', creditsPending, ledger)] : []),
      ];
      return told.length === 0 ? '—' : told.join(' · ');
    },
  };
}

/** What an account may not do, and what else it was told at its opening. */
export function useFlagWords(): (flags: readonly AccountFlag[]) => readonly string[] {
  const text = useText('ledger');
  return (flags) => flags.filter((flag) => flag !== 'linked').map((flag) => text(`accountFlag.${flag}`));
}

/** One thing to choose. */
export type Choice = { readonly id: string; readonly label: string };
