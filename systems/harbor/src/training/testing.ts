import { type Binning, type TrainedParty, type TrainingRecord, trainingPlan } from '@finharbor/fusion';
import { recordOf, type TrainedOn } from './record.ts';

const binning: Binning = { kind: 'numeric', edges: [5000], missing: 0, labels: ['up to 5000', 'above 5000'] };

/** What a party trained on: three firms, one column of two bins. */
export const trainedOn: TrainedOn = {
  party: 'tax',
  source: '01937f00-0000-7000-8000-0000000000f1',
  firms: ['91000000XQ783ADD8X', '910000006BUFF6HN7Q', '91000000A0B1C2D3E4'],
  binnings: { arrears: binning },
  features: [{ feature: 'arrears', bin: Uint8Array.of(0, 1, 0) }],
};

const separation = { auc: 0.7, ks: 0.3 };
const figures = {
  ...separation,
  ...{ aucByFold: [0.6, 0.8], ksByFold: [0.2, 0.4], outOfTime: separation },
};

function trainedBy(party: string): TrainedParty {
  const shapes = { bank: [{ feature: 'amount', bins: 2 }], tax: [{ feature: 'arrears', bins: 2 }] };
  return {
    kind: 'trained',
    share: {
      ...{ version: 1, model: session, party, parties: ['bank', 'tax'], labelHolder: 'bank' },
      ...{ features: shapes, points: '', most: '', base: '' },
    },
    stages: [{ stage: 'fit', ms: 1500, bytesSent: 10, bytesReceived: 20, messagesSent: 2 }],
    opened: [{ label: 'cells', count: 3 }],
  };
}

/** The training that the records are of. */
export const session = '01937f00-0000-7000-8000-0000000000f2';

function recordBy(trained: TrainedParty): TrainingRecord {
  return recordOf({
    plan: trainingPlan({ parties: ['bank', 'tax'], labelHolder: 'bank', folds: 2 }),
    ...{ session, trained, salt: new Uint8Array(32), startedAtMs: 1000, endedAtMs: 2500 },
    on: { ...trainedOn, party: trained.share.party },
  });
}

/** The record of a training at an office, which learned nothing from it. */
export function officeRecord(): TrainingRecord {
  return recordBy(trainedBy('tax'));
}

/** The record at the consumer, of a training that opened the coefficients to it. */
export function consumerRecord(): TrainingRecord {
  const named = { party: 'tax', feature: 'arrears' };
  const bins = [{ woe: -0.5 }, { woe: 1 }];
  return recordBy({
    ...trainedBy('bank'),
    model: { coefficients: [{ ...named, value: 0.8, standardError: 0.5, z: 1.6, p: 0.1096 }] },
    report: {
      ...{ joint: figures, offices: figures, alone: figures, rows: 3, counts: [] },
      roc: { joint: [], offices: [] },
      features: [
        { party: 'bank', feature: 'amount', iv: 0.1, bins },
        { ...named, iv: 0.4, bins },
      ],
    },
  });
}
