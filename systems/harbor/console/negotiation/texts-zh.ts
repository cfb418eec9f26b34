import type { texts as english } from './texts-en.ts';

/** 合同磋商面板的文字。 */
export const texts: typeof english = {
  title: '磋商过程',
  lead: '双方连接器依照数据空间协议（Dataspace Protocol）逐个产品磋商；审批人的决定会自动送达对方。',
  none: '连接器尚未开始磋商，请稍候。',
  with: '{{party}}：{{product}}',
  agreement: '协议编号',
  steps: '全部步骤',
  state: {
    REQUESTED: '已提出请求',
    OFFERED: '已发出要约',
    ACCEPTED: '要约已接受',
    AGREED: '提供方已同意',
    VERIFIED: '使用方已确认',
    FINALIZED: '已达成',
    TERMINATED: '已中止',
  },
  by: {
    consumer: '由使用方',
    provider: '由提供方',
  },
  code: {
    contract: {
      declined: '提供方已谢绝。',
      replaced: '已由新合同取代。',
      counter_declined: '使用方已谢绝所提出的其他条款。',
      signature_needed: '该条款须经签署合同方可成立。',
      unsigned: '此条款无人签署。',
      ended: '一方已终止合同。',
    },
    dataspace: {
      no_such_offer: '提供方未以此条款提供。',
      no_such_dataset: '提供方未提供该产品。',
      offer_differs: '所请求的条款与已签署的文本不一致。',
    },
    other: '对方给出的原因代码：{{code}}。',
  },
};
