export { BarChart, type Bars } from './bar.tsx';
export { type Line, LineChart } from './line.tsx';
