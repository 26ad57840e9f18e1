/** The parts of ECharts that the pictures use; fetched only when a picture is opened. Drawn as SVG. */
import { BarChart, LineChart, SankeyChart, ScatterChart } from "echarts/charts";
import { AriaComponent, GridComponent, MarkLineComponent, TitleComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { LabelLayout } from "echarts/features";
import { SVGRenderer } from "echarts/renderers";

use([BarChart, LineChart, SankeyChart, ScatterChart, AriaComponent, GridComponent, MarkLineComponent, TitleComponent, LabelLayout, SVGRenderer]);

export { init };
