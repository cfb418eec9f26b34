import type { texts as english } from './texts-en.ts';

/** 枢纽目录所汇集连接器的文字。 */
export const texts: typeof english = {
  title: '枢纽目录中的连接器',
  lead: '枢纽按数据空间协议读取各成员目录，以及运营方配置的其他连接器目录，汇集为一份。每个数据集均注明提供方，合同与提供方直接签订。',
  name: '名称',
  participant: '参与方标识',
  datasets: '数据集',
  crawled: '最近完整读取',
  never: '从未',
  state: '最近一次读取',
  whole: '已完整读取',
  waiting: '等待读取',
  failed: '失败',
  tried: '尝试于 {{at}}',
  skipped: '其中 {{n}} 项不是其自有数据集',
  fault: {
    catalogue_refused: '对方不向本枢纽展示目录。',
    peer_answer_invalid: '对方的答复不是协议规定的目录。',
    circle: '目录分页循环。',
    rubbish: '某页没有其自有数据集。',
    too_many: '目录超出汇集上限。',
    too_slow: '未在时限内答复。',
    unreachable: '无法连接。',
  },
  none: '尚无连接器',
  noneHelp: '成员准入后在此显示；其他连接器由运营方在配置中列出。',
};
