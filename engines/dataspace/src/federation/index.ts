export type { CrawlLimits } from './crawl.ts';
export { type FederationOptions, openFederation, runFederation } from './federation.ts';
export type {
  CataloguePeer,
  FederatedDataset,
  FederatedPage,
  FederatedQuery,
  FederatedSource,
  Federation,
  FetchCatalogue,
  ListedDataset,
} from './port.ts';
