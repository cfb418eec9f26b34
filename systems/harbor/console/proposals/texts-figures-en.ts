/** What screens say of counts, thresholds and sums over an intersection. */
export const texts = {
  short: {
    rows: '{{kind}}: which firms',
    ifEnough: '{{kind}}: which firms, if enough are common',
    count: '{{kind}}: how many',
    sum: '{{kind}}: sum and mean',
  },
  question: {
    title: 'The question',
    label: 'What do you want to know?',
    rows: 'Which firms both sides have',
    count: 'How many firms both sides have',
    sum: 'Sum and mean of a number over them',
    onlyRows: 'The contract is from before counts and sums. For those, request a new one.',
    onlyFigures: 'The contract lets figures be told, and never which firms both sides have.',
  },
  questionHelp: {
    rows: 'You get rows of your own, and learn of each whether the other side has it.',
    count: 'One number. Nobody learns which firms they are.',
    sum: 'Three numbers: how many firms, their sum and their mean; with a histogram if you like. Nobody learns which firms they are, or the number of any one of them.',
  },
  picture: {
    count: 'Told is how many firms lie in the middle, and nothing of any one of them.',
    sum: 'Summed up are the firms in the middle; nothing is told of any one of them.',
  },
  to: {
    label: 'Who learns it',
    consumer: '{{party}} alone',
    all: '{{first}} and {{second}}',
    onlyConsumer: 'The contract lets the consumer alone learn results.',
    ownHelp: 'A sum of your own numbers is told to the provider too, who is the first to know it.',
  },
  threshold: {
    ask: 'Only if enough firms are common',
    askHelp:
      'With fewer, nobody is told of any firm. You do learn how many they are; this page does not show it.',
    rows: 'Fewest firms in common',
  },
  sum: {
    column: 'Number that is summed',
    columnHelp: 'A column of numbers from zero on.',
    noColumn: 'No product of this contract has a column of numbers from zero on.',
    max: 'Greatest value',
    maxHelp: 'Larger values count as this one.',
    decimals: 'Decimal places that count',
    badMax: 'With so few decimal places this is zero.',
    badEdges: 'At most {{n}} rising numbers above 0 and up to {{max}}.',
    atLeast: 'Fewest firms to sum over',
    atLeastHelp: 'With fewer in common nothing is summed. The contract asks for at least {{least}}.',
    edges: 'Edges of a histogram',
    edgesHelp:
      'Rising numbers with spaces between them, above zero; leave empty for no histogram. A bin may hold a single firm.',
  },
  byEcdh:
    'This goes over ECDH: at most 1,048,576 rows a side, which keeps both nodes at work for minutes. It holds as long as both sides follow the protocol (semi-honest).',
  terms: {
    most: 'What may be learned at most',
    rows: 'Which firms both sides have',
    rowsHelp: 'And so how many, and sums over them, where a proposal says so.',
    figures: 'Only how many, and sums over them',
    figuresHelp:
      'Never which firms. Whatever is proposed later, nobody can ask for rows under this contract.',
    fewestHelp:
      'Against a list of a few firms, an intersection would tell of each of them. Nothing is summed over fewer in common, either.',
  },
  term: {
    most_rows: 'It may be told which firms both sides have, how many they are, and sums over them.',
    most_figures: 'It may be told how many firms both sides have, and sums over them; never which firms.',
    smallest: 'Nothing is summed over fewer than {{value}} firms in common; how many they are may be told.',
  },
  ended: {
    declined: 'Declined by {{party}}: it does not run',
    declinedNext: 'The consumer can propose it again with changes.',
    withdrawn: 'Taken back by {{party}}: it cannot run any more',
    withdrawnNext: 'What ran before keeps its results. It can be proposed again.',
    contract_over: 'Its contract is not in force any more: it does not run',
    contract_overNext: 'Under a new contract it can be proposed again.',
    runs: 'It has not run',
    runsHelp: 'It does not run as it stands; above it says why.',
  },
  next: {
    changed:
      'Propose the computation anew: it runs only to the letter as the contract allows it and as it was approved.',
    declined: 'See the provider’s reason on the computation’s page, and propose it again with changes.',
    unapproved: 'It runs once every provider has approved it.',
    withdrawn: 'Propose the computation anew.',
    contract: 'Request a new contract, or one with more uses.',
    limits:
      'The limits are the contract’s. Bring a data set within them, or request a contract with others; running it again changes nothing.',
    unit: 'Propose it again with fewer decimal places or a smaller greatest value.',
    agreement:
      'Look on the contract’s page how far each product is being agreed on; run the job again when all are concluded.',
    away: 'Run the job again when the other party’s node can be reached; the use is not counted twice.',
    anew: 'Run the computation anew from its own page; that counts as one more use of the contract.',
  },
  result: {
    total: 'Sum of “{{field}}”',
    mean: 'Mean of “{{field}}”',
    overFirms: 'over {{n}} firms both sides have',
    untoldFigure: 'This party brought its part and was told no figure.',
    histogram: 'How the values of “{{field}}” are spread',
    histogramSummary: '{{n}} firms in {{bins}} bins; most of them {{most}}.',
    values: 'Values',
    firms: 'Firms',
    below: 'below {{n}}',
    between: '{{low}} to below {{high}}',
    from: '{{n}} and more',
    figure: 'Figure',
    value: 'Value',
    common: 'Firms in common',
    withheld: 'Nothing was told',
    withheldBody:
      'Fewer than {{atLeast}} firms are common to both sides, which is less than the plan asks for. No row, no sum and no number was opened here.',
    withheldNext:
      'Running it again tells nothing new while the data sets are the same. A computation with another plan needs an approval of its own.',
  },
};
