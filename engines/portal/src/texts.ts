/** What the pages themselves say. */
export type Texts = {
  readonly [name in
    | 'site'
    | 'lead'
    | 'skip'
    | 'sections'
    | 'breadcrumb'
    | 'home'
    | 'otherLanguage'
    | 'demo'
    | 'search'
    | 'all'
    | 'find'
    | 'reset'
    | 'published'
    | 'nothing'
    | 'nothingFits'
    | 'pages'
    | 'older'
    | 'newest'
    | 'seeAll'
    | 'latest'
    | 'feed'
    | 'data'
    | 'dataLead'
    | 'columns'
    | 'column'
    | 'meaning'
    | 'schema'
    | 'licence'
    | 'catalogue'
    | 'download'
    | 'console'
    | 'about'
    | 'notFound'
    | 'notFoundHelp'
    | 'failed'
    | 'failedHelp'
    | 'number'
    | 'address'
    | 'errorPrefix'
    | 'notSent'
    | 'choose'
    | 'elsewhere'
    | 'formOld'
    | 'formUsed'
    | 'tooMany'
    | 'notTaken'
    | 'takePart'
    | 'entryFeed']: string;
};

export const texts: Readonly<Record<'en' | 'zh', Texts>> = {
  en: {
    site: 'Public register',
    lead: 'What the offices of the cluster publish, for everybody to read, follow and object to. No account is needed, and nobody is followed here.',
    skip: 'Skip to the content',
    sections: 'Sections',
    breadcrumb: 'You are here',
    home: 'Start',
    otherLanguage: '中文',
    demo: 'Demonstration: everything here is invented.',
    search: 'Search',
    all: 'All',
    find: 'Search',
    reset: 'Reset',
    published: 'Published on',
    nothing: 'Nothing has been published yet.',
    nothingFits: 'Nothing that is published fits. Try fewer words.',
    pages: 'Pages',
    older: 'Older entries',
    newest: 'Back to the latest',
    seeAll: 'See all',
    latest: 'Latest',
    feed: 'Feed (Atom)',
    data: 'Open data',
    dataLead:
      'Everything that is published here as files for programs, without registration. They are made while they are downloaded and say what stands there at that moment.',
    columns: 'Columns of the CSV file',
    column: 'Column',
    meaning: 'Meaning',
    schema: 'JSON Schema',
    licence: 'Licence',
    catalogue: 'Catalogue for data portals (DCAT)',
    download: 'Download',
    console: 'Sign in to the platform',
    about: 'These pages work without scripts, set no cookie, and can be printed.',
    notFound: 'Nothing is published at this address',
    notFoundHelp: 'It may have been withdrawn, or the address is not complete. The lists show what there is.',
    failed: 'This page cannot be shown just now',
    failedHelp: 'Please try again in a minute.',
    number: 'Number',
    address: 'Address of this page',
    errorPrefix: 'Error',
    notSent: 'Nothing was sent yet',
    choose: 'Please choose',
    elsewhere:
      'This form was sent by a page of another site. Look at what it says, and send it from here if you want to.',
    formOld: 'This form was open for too long. Look at it once more and send it again.',
    formUsed:
      'This form was sent before and said something else. What it says now goes out as another one if you send it.',
    tooMany:
      'Many things were sent just now, from your network or from everywhere. Nothing is lost: wait a few minutes and send it again.',
    notTaken: 'It could not be taken just now. Nothing is lost: wait a minute and send it again.',
    takePart: 'Take part',
    entryFeed: 'Feed of this entry (Atom)',
  },
  zh: {
    site: '公开信息',
    lead: '产业集群各主管机构对外公示的事项，任何人均可查阅、订阅并提出异议。无需注册，不跟踪访问者。',
    skip: '跳到正文',
    sections: '栏目',
    breadcrumb: '当前位置',
    home: '首页',
    otherLanguage: 'English',
    demo: '演示环境：所有内容均为虚构。',
    search: '搜索',
    all: '全部',
    find: '查询',
    reset: '重置',
    published: '公示日期',
    nothing: '暂无公示。',
    nothingFits: '没有符合条件的公示，请减少关键词。',
    pages: '分页',
    older: '更早的公示',
    newest: '回到最新',
    seeAll: '查看全部',
    latest: '最新',
    feed: '订阅（Atom）',
    data: '开放数据',
    dataLead:
      '本站公示的全部内容，以程序可读的文件提供，无需注册。文件在下载时即时生成，反映当时的公示内容。',
    columns: 'CSV 文件的列',
    column: '列',
    meaning: '含义',
    schema: 'JSON Schema',
    licence: '许可',
    catalogue: '数据门户目录（DCAT）',
    download: '下载',
    console: '登录平台',
    about: '本站页面无需脚本即可使用，不设置 Cookie，可直接打印。',
    notFound: '此地址没有公示内容',
    notFoundHelp: '内容可能已撤回，或地址不完整。可在各栏目列表中查找。',
    failed: '页面暂时无法显示',
    failedHelp: '请稍后再试。',
    number: '编号',
    address: '本页地址',
    errorPrefix: '错误',
    notSent: '尚未提交',
    choose: '请选择',
    elsewhere: '该表单由其他网站的页面提交。请核对内容，如确需提交，请在本页提交。',
    formOld: '页面打开时间过长，请核对后重新提交。',
    formUsed: '该表单已提交过，且内容不同。如现在提交，将作为新的一份处理。',
    tooMany: '当前提交较多。您填写的内容已保留，请过几分钟再提交。',
    notTaken: '暂时无法受理。您填写的内容已保留，请稍后再提交。',
    takePart: '参与',
    entryFeed: '订阅本事项（Atom）',
  },
};
