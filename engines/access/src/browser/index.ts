// What a page may import: a firm's key and what it signs, on the browser's own cryptography.
export type { DocumentBody, DocumentCheck, SignedDocument, UnsignedDocument } from '../document-form.ts';
export { documentId, signDocumentWith, verifySigned } from './documents.ts';
export { type BrowserKey, createBrowserKey, fingerprintOf, openBrowserKey } from './key.ts';
export { type PageSigner, signedFetch } from './signed-fetch.ts';
