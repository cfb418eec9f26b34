// Components in use, and at a hundred thousand rows: on one harbor.
import './design/in-use.ts';
import './design/long-table.ts';
