import { fail } from '@finharbor/kernel/contract';
import { type Bulk, clock, dayOf, saveFile, useFormat, useText } from '@finharbor/ui';
import { check, type ReceiptFile } from './check.ts';
import type { ListedReceipt } from './filters.ts';

/** Several receipts as one archive, none of them unchecked. */
export function useExport(): Bulk<ListedReceipt> {
  const lists = useText('lists');
  const text = useText('harbor');
  const { dateTime, number } = useFormat();
  return {
    nameOf: ({ usedAtMs, logIndex }) =>
      `${dateTime(usedAtMs)}, ${text('receipts.index')} ${number(logIndex)}`,
    actions: [
      {
        id: 'export',
        label: lists('receipts.export'),
        consequence: lists('receipts.exportAll'),
        async run(receipt) {
          const file = fileOf(receipt);
          const verdict = await check(file, file.trust);
          if (verdict.kind === 'invalid') fail('receipt.invalid', lists('receipts.broken'));
        },
        onOver: (checked) => checked.length > 0 && save(checked.map(fileOf)),
      },
    ],
  };
}

function fileOf({ id, job, body, salt, logIndex, proof, trust }: ListedReceipt): ReceiptFile {
  return { id, job, body, salt, logIndex, proof, trust } as ReceiptFile;
}

async function save(receipts: readonly ReceiptFile[]): Promise<void> {
  const { archiveOf } = await import('./archive.ts');
  const archive = new Blob([archiveOf(receipts)], { type: 'application/zip' });
  saveFile(`receipts-${dayOf(clock.nowMs())}.zip`, archive);
}
