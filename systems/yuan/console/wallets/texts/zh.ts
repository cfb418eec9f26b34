/** What the screens of those who hold wallets say. */
export const texts = {
  title: '我的钱包',
  lead: '数字人民币模拟系统，并非中国人民银行的系统。',
};
