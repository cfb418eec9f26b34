import { fail, type PaperLanguage } from '@finharbor/kernel';
import {
  type Caller,
  type Endpoint,
  endpoint,
  type PrintedReply,
  type Printer,
  printed,
} from '@finharbor/kernel/http';
import type { FinancingStore, StoredApplication } from '../store.ts';
import { decisionPaper } from './decision-paper.ts';
import { getDecisionPaper, getOwnDecisionPaper } from './routes.ts';

/** What decisions are printed from; applications as their own routes give them, to whom they give them. */
export type PaperHttp = {
  readonly store: Pick<FinancingStore, 'product'>;
  readonly printer: Printer;
  readonly application: (id: string) => Promise<StoredApplication>;
  readonly ownApplication: (id: string, caller: Caller) => Promise<StoredApplication>;
};

/** Decisions on paper, for the lender's people and for the firm. */
export function paperEndpoints(parts: PaperHttp): readonly Endpoint[] {
  return [
    endpoint(getDecisionPaper, async ({ params, query: { language } }) =>
      print(parts, await parts.application(params.id), language),
    ),
    endpoint(getOwnDecisionPaper, async ({ params, query: { language }, caller }) =>
      print(parts, await parts.ownApplication(params.id, caller), language),
    ),
  ];
}

async function print(
  { store, printer }: PaperHttp,
  application: StoredApplication,
  language: PaperLanguage,
): Promise<PrintedReply> {
  const { decision } = application;
  if (!decision) fail('application.undecided', 'There is no decision to print yet.');
  const product = await store.product(application.application.product);
  const facts = { language, lender: printer.issuer, terms: product?.terms };
  return printed(printer, decisionPaper({ ...application, decision }, facts));
}
