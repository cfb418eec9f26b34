import type { texts as english } from './en.ts';

/** 组件自身的文字。 */
export const texts: typeof english = {
  skip: '跳到正文',
  navigation: '主导航',
  menu: '菜单',
  cancel: '返回',
  close: '关闭',
  copy: '复制',
  copied: '已复制',
  retry: '重试',
  sort: '按此列排序',
  offline: '本设备没有网络。所见内容可能已过时，暂时无法提交。',
  problem: { code: '代码：{{code}}' },
  stage: { waiting: '未开始', running: '进行中', done: '已完成', failed: '失败' },
  theme: { light: '浅色', dark: '深色' },
  chart: { table: '以表格查看', picture: '以图形查看' },
  file: { choose: '选择文件', drop: '或拖放到此处' },
  filter: { search: '查询', reset: '重置' },
};
