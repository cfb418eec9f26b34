/** What saving a document as a PDF says. */
export const texts = {
  save: 'Save as PDF',
  saveNamed: 'Save the certificate as PDF ({{name}})',
  making: 'The document is being made …',
  stop: 'Cancel',
};
