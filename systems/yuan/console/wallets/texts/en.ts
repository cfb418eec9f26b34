/** What the screens of those who hold wallets say. */
export const texts = {
  title: 'My wallets',
  lead: 'A simulation of the digital yuan, not the People’s Bank’s system.',
};
