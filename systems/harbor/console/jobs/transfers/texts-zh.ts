import type { texts as english } from './texts-en.ts';

/** 任务页面“数据传输”部分的文字。 */
export const texts: typeof english = {
  title: '数据传输',
  lead: '每个任务都是数据空间协议（Dataspace Protocol）下、依据合同就各产品达成的协议进行的数据传输：提供方节点审核任务后启动传输；任务结束则传输结束，传输结束则任务结束。',
  waiting: '正在请求数据传输。',
  none: '该任务仅凭签名文件运行，或在请求传输之前已结束。',
  with: '{{party}}：{{product}}',
  agreement: '协议编号',
  consumerPid: '使用方传输编号',
  providerPid: '提供方传输编号',
  attempt: '第 {{attempt}} 次运行',
  steps: '全部步骤',
  state: {
    REQUESTED: '已请求',
    STARTED: '已启动',
    SUSPENDED: '已暂停',
    COMPLETED: '已完成',
    TERMINATED: '已提前结束',
  },
  by: {
    consumer: '由使用方',
    provider: '由提供方',
  },
  code: {
    contract: { ended: '一方已终止合同。' },
    dataspace: { agreement_ended: '协议已终止。' },
    job: {
      cancelled: '任务已取消。',
      interrupted: '任务运行期间有节点停止。',
      no_transfer: '提供方节点未收到该任务的数据传输请求。',
    },
    other: '给出的原因代码：{{code}}。',
  },
};
