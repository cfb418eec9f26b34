import { bytesOf, defineRoute, type Route } from '@finharbor/kernel/contract';

const tags = ['participants'];
type Bytes = Route<{ replies: { 200: Uint8Array } }>;

/** Where a participant's keys and services are found (did:web). */
export const didDocumentRoute: Bytes = defineRoute({
  method: 'GET',
  path: '/.well-known/did.json',
  summary: { en: 'DID document', zh: 'DID 文档' },
  tags,
  responses: { 200: bytesOf('application/did+json') },
  errors: [],
  access: 'public',
  audit: { none: 'public' },
});

/** What a participant says of itself, signed. */
export const selfDescriptionRoute: Bytes = defineRoute({
  method: 'GET',
  path: '/participant/self-description',
  summary: { en: 'Self-description, signed', zh: '已签名的自我描述' },
  tags,
  responses: { 200: bytesOf('application/vc+jwt') },
  errors: [],
  access: 'public',
  audit: { none: 'public' },
});

/** Which memberships the authority has taken back. */
export const statusListRoute: Bytes = defineRoute({
  method: 'GET',
  path: '/participant/status-list',
  summary: { en: 'Revoked memberships', zh: '已撤销的成员资格' },
  tags,
  responses: { 200: bytesOf('application/vc+jwt') },
  errors: [],
  access: 'public',
  audit: { none: 'public' },
});
