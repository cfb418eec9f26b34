/** What a receipt says of the terms it was written under. */
export const texts = {
  terms: 'Terms of the use, and how each is held',
};
