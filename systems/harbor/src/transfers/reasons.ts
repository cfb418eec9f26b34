import type { Reason } from '@finharbor/dataspace';
import type { JobError } from '../store.ts';

/** Why transfers end, or may not be paused, for both sides to read. */
export const names: Readonly<
  Record<'noJob' | 'over' | 'otherAgreement' | 'stray' | 'unsuspendable', Reason>
> = {
  noJob: reason('job.not_named', [
    'The request names no job. A transfer is asked for by starting a job under the contract.',
    '请求未指明任务；数据传输须由合同项下发起的任务提出。',
  ]),
  over: reason('job.over', [
    'This attempt of the job is over; run the job again.',
    '任务的该次运行已结束，请重新运行。',
  ]),
  otherAgreement: reason('job.other_agreement', [
    'The transfer is not of the kind, or not under an agreement, of the job that it names.',
    '传输格式或所依据的协议与所指任务不符。',
  ]),
  stray: reason('job.unknown', [
    'No signed job of that number has arrived here; start it again.',
    '未收到该编号的签名任务，请重新发起。',
  ]),
  unsuspendable: reason('job.not_pausable', [
    'A computation cannot be paused; cancel the job and run it again.',
    '联合计算不能暂停；请取消任务后重新运行。',
  ]),
};

/** Why a job ended, as a reason. */
export function ofError({ code, message }: JobError): Reason {
  return { code, text: [message] };
}

function reason(code: string, text: readonly [en: string, zh: string]): Reason {
  return { code, text };
}
