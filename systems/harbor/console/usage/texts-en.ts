/** Terms of use on receipts and in requests. */
export const texts = {
  terms: 'Terms of the use, and how each is held',
  purpose: 'Purpose by the taxonomy',
  purposeHelp:
    'Every use is judged by it. That the data serves nothing else afterwards is the consumer’s promise.',
  anyPurpose: 'Not restricted',
};
