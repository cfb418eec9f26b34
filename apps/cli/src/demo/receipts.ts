import { verifyReceipt } from '@finharbor/evidence';
import { receiptCheck } from '@finharbor/harbor';
import { fail } from '@finharbor/kernel';
import type { People } from './people.ts';

/** Fetches every party's receipts and checks each as `finharbor verify` does. Errors: `receipt.invalid`. */
export async function checkReceipts(people: People): Promise<number> {
  let checked = 0;
  for (const node of [people.analyst, ...people.approvers.values()]) {
    const { body: receipts } = await node.listReceipts({ query: {} });
    for (const receipt of receipts) {
      const verdict = await verifyReceipt(await receiptCheck(receipt, receipt.trust));
      if (verdict.kind === 'invalid')
        fail('receipt.invalid', `Receipt ${receipt.id} is not valid: ${verdict.reason}.`);
      checked += 1;
    }
  }
  return checked;
}
