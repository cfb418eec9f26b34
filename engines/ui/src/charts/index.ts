export { BarChart, type Bars } from './bar.tsx';
export { type Line, LineChart } from './line.tsx';
export { type Park, ParkMap } from './park-map.tsx';
export { PulseBars } from './pulse-bars.tsx';
export { type Step, StepChart, type StepLine } from './steps.tsx';
