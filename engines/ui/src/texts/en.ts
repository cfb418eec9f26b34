/** What the components themselves say. */
export const texts = {
  skip: 'Skip to the content',
  navigation: 'Main navigation',
  menu: 'Menu',
  cancel: 'Back',
  close: 'Close',
  copy: 'Copy',
  copied: 'Copied',
  retry: 'Try again',
  sort: 'Sort by this column',
  offline: 'This device has no network. What you see may be out of date; nothing can be sent.',
  problem: { code: 'Code: {{code}}' },
  stage: { waiting: 'not begun', running: 'running', done: 'done', failed: 'failed' },
  theme: { light: 'Light', dark: 'Dark' },
  chart: { table: 'View as table', picture: 'View as picture' },
  file: { choose: 'Choose a file', drop: 'or drop it here' },
  filter: { search: 'Search', reset: 'Reset' },
};
