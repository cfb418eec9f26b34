/** The messages that go between an operator and the bank. */
export const messageKinds = [
  'pain.001',
  'pain.002',
  'pacs.002',
  'pacs.004',
  'pacs.008',
  'camt.053',
  'camt.054',
] as const;

/** One of them. */
export type MessageKind = (typeof messageKinds)[number];

/** Which way each goes. */
export const toBank: ReadonlySet<MessageKind> = new Set(['pain.001', 'pacs.004', 'pacs.008']);
