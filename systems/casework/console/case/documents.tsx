import type { CaseView } from '@finharbor/casework/contract';
import { Card, FileDrop, Section, useBilingual, useFormat, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { AttachedFile } from './attached-file.tsx';
import type { CaseProps } from './page.tsx';
import { UploadLine } from './upload-line.tsx';
import { mostFileBytes, type Uploads, useUploads } from './uploads.ts';

/** The documents of a case: each with its files, those on their way, and a place for more where they are the reader's to give. */
export function Documents({ one, spec }: CaseProps): ReactElement | null {
  const text = useText('cases');
  const uploads = useUploads(one.id);
  const shown = one.documents.filter(({ name, files }) => files.length > 0 || one.may.attach.includes(name));
  if (shown.length === 0) return null;
  return (
    <Section title={text('documents')} id="documents">
      <div className="grid gap-4">
        {shown.map((document) => (
          <Document key={document.name} one={one} spec={spec} document={document} uploads={uploads} />
        ))}
      </div>
    </Section>
  );
}

type DocumentProps = CaseProps & {
  readonly document: CaseView['documents'][number];
  readonly uploads: Uploads;
};

function Document({ one, spec, document, uploads }: DocumentProps): ReactElement {
  const text = useText('cases');
  const say = useBilingual();
  const { bytes } = useFormat();
  const { name, title, files } = document;
  const { types, most } = spec.documents.find((asked) => asked.name === name)!;
  const isMine = one.may.attach.includes(name);
  const under = uploads.all.filter((upload) => upload.document === name);
  const kinds = types.map((type) => kindOf[type] ?? type).join(text('comma'));
  return (
    <Card title={say(title)}>
      {files.length > 0 && (
        <ul className="mb-3">
          {files.map((file) => (
            <AttachedFile key={file.sha256} one={one} document={document} file={file} isMine={isMine} />
          ))}
        </ul>
      )}
      {under.length > 0 && (
        <ul className="mb-3">
          {under.map((upload) => (
            <UploadLine key={upload.key} upload={upload} uploads={uploads} />
          ))}
        </ul>
      )}
      {isMine && files.length < most && (
        <>
          <p className="mb-2 text-quiet text-sm">
            {text('takes', { kinds, n: most, size: bytes(mostFileBytes) })}
          </p>
          <FileDrop
            label={text('attachTo', { document: say(title) })}
            accept={types}
            isMultiple={most > 1}
            onFile={(file) => uploads.start(name, file)}
          />
        </>
      )}
    </Card>
  );
}

const office = 'application/vnd.openxmlformats-officedocument';

/** What people call a type of file, in any language. */
const kindOf: Readonly<Record<string, string>> = {
  'application/pdf': 'PDF',
  'image/jpeg': 'JPG',
  'image/png': 'PNG',
  [`${office}.wordprocessingml.document`]: 'DOCX',
  [`${office}.spreadsheetml.sheet`]: 'XLSX',
  'application/ofd': 'OFD',
  'application/zip': 'ZIP',
  'text/csv': 'CSV',
  'text/plain': 'TXT',
};
