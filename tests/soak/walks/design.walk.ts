// Components in Chinese, in use, and at a hundred thousand rows: on one harbor.
import './design/chinese.ts';
import './design/in-use.ts';
import './design/long-table.ts';
