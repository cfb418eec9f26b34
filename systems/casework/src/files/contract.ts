import {
  defineRoute,
  type FileStream,
  fileOf,
  type Route,
  type StreamedBody,
  streamOf,
  textSchema,
} from '@finharbor/kernel/contract';
import { z } from 'zod';
import { caseSchema } from '../one/schemas.ts';
import type { CaseView } from '../one/view.ts';
import { caseIdSchema, nameSchema, shared } from '../schemas.ts';

type OfDocument = { readonly id: string; readonly document: string };
type OfFile = OfDocument & { readonly sha256: string };

const ofDocument = { id: caseIdSchema, document: nameSchema };
const ofFile: z.ZodType<OfFile> = z.strictObject({
  ...ofDocument,
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .meta({ description: 'SHA-256 of the file in hex, as the case has it' }),
});
/** The largest file that is attached to a case. */
const mostFileBytes = 50_000_000;
const acting = [
  'case.not_found',
  'case.forgotten',
  'case.ended',
  'case.step_not_yours',
  'case.changed',
] as const;

/** `POST /cases/:id/documents/:document`: attach a file. */
export const postFile: Route<{
  params: OfDocument;
  query: { readonly name: string };
  body: StreamedBody;
  replies: { 201: CaseView };
}> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/cases/:id/documents/:document',
  summary: { en: 'Attach a file', zh: '上传材料' },
  description: {
    en: 'The body is the file itself. What it is, is told by its content: the procedure says which types a document takes. It may be sent again as it is.',
    zh: '请求体即文件本身，类型按内容识别；各材料接受的类型见程序。可原样重发。',
  },
  params: z.strictObject(ofDocument),
  query: z.strictObject({
    name: textSchema(1_000, 1).meta({ description: 'What the file is called; cleaned of what is no name' }),
  }),
  body: streamOf('application/octet-stream'),
  maxBodyBytes: mostFileBytes,
  responses: { 201: caseSchema },
  errors: [
    ...acting,
    ...['case.document_unknown', 'case.document_type', 'case.documents_many', 'case.file_empty'],
    'case.files_large',
  ],
  audit: 'case.attach',
});

/** `DELETE /cases/:id/documents/:document/:sha256`: take a file away; that it was there stays in the history. */
export const deleteFile: Route<{ params: OfFile; replies: { 200: CaseView } }> = defineRoute({
  ...shared,
  method: 'DELETE',
  path: '/cases/:id/documents/:document/:sha256',
  summary: { en: 'Take a file away', zh: '撤回材料' },
  params: ofFile,
  responses: { 200: caseSchema },
  errors: acting,
  audit: 'case.detach',
});

/** `GET /cases/:id/documents/:document/:sha256`: a file as it was sent, to be saved and never shown. */
export const getFile: Route<{ params: OfFile; replies: { 200: FileStream } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/cases/:id/documents/:document/:sha256',
  summary: { en: 'A file of a case', zh: '下载材料' },
  params: ofFile,
  responses: { 200: fileOf('application/octet-stream') },
  errors: ['case.not_found', 'case.forgotten', 'case.file_unknown'],
  audit: 'case.read_file',
});
