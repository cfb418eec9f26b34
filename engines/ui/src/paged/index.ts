export { PagedTable, type PagedTableProps } from './paged-table.tsx';
