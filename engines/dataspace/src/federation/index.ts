export { federatedCatalogue } from './catalogue.ts';
export type { CrawlLimits } from './crawl.ts';
export { type FederationOptions, openFederation, runFederation } from './federation.ts';
export type {
  FederatedDataset,
  FederatedPage,
  FederatedQuery,
  FederatedSource,
  Federation,
  FetchCatalogue,
} from './port.ts';
