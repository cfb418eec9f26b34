import { BarChart, CustomChart, LineChart } from 'echarts/charts';
import {
  AriaComponent,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TooltipComponent,
} from 'echarts/components';
import { type EChartsType, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

/** An empty chart in an element; loaded only where a chart is shown. */
export function chartIn(element: HTMLElement): EChartsType {
  // Here and not at the top of the module: a bundler may drop a module's own effects.
  use([
    BarChart,
    CustomChart,
    LineChart,
    AriaComponent,
    GridComponent,
    LegendComponent,
    MarkLineComponent,
    TooltipComponent,
    SVGRenderer,
  ]);
  return init(element, null, { renderer: 'svg' });
}
