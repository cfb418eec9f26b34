export {
  type DocumentBody,
  type DocumentCheck,
  type DocumentRefusal,
  type SignedDocument,
  signDocument,
  type UnsignedDocument,
  verifyDocument,
} from './documents.ts';
