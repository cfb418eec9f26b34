export type { FormAnswer, PublicField, PublicForm, SentForm } from './form.ts';
export { type LatestPlace, latestAfter, latestPage } from './latest.ts';
export {
  type DataColumn,
  type PublicChart,
  type PublicData,
  type PublicEntry,
  type PublicFact,
  type PublicPage,
  type PublicPages,
  type PublicQuery,
  type PublicSection,
  type PublicTable,
  type PublicValue,
  publicPages,
} from './pages.ts';
export { openPortal, type Portal, type PortalAnswer, type PortalRequest } from './portal.ts';
export { type Following, followingForm, type ReceiptShown, receiptAnswer } from './receipt.ts';
export type { Site } from './site.ts';
