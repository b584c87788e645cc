/** What a chart shows, as data that survives JSON. */
export type ChartSpec = LineChart | BarChart | HeatChart;

/** Lines or dots over numbers. */
export interface LineChart {
  kind: "line";
  title?: string;
  x: string;
  y: string;
  /** the name of the right axis */
  y2?: string;
  /** linear unless said */
  xScale?: "log";
  yScale?: "log";
  /** how far the x axis reaches, where that is known before the points are there */
  xDomain?: [number, number];
  yDomain?: [number, number];
  series: Series[];
  lines?: ReferenceLine[];
}

export interface Series {
  name: string;
  /** [x, y]; a y that is no number is null, a gap in the line */
  points: [number, number | null][];
  /** from where to where a value may lie, one pair per point; null where that is not known */
  band?: ([number, number] | null)[];
  /** what the band is: "± 1 standard deviation over 5 runs" */
  spread?: string;
  /** a line unless said */
  mark?: "dots";
  axis?: "right";
  dashed?: true;
}

/** Where something is to be compared with: a chance level, a limit. */
export interface ReferenceLine {
  axis: "x" | "y";
  at: number;
  label: string;
}

export interface BarChart {
  kind: "bar";
  title?: string;
  y: string;
  /** how far the axis reaches, where it is to stay while values move; what is longer ends at its edge */
  yDomain?: [number, number];
  bars: Bar[];
  lines?: ReferenceLine[];
}

export interface Bar {
  name: string;
  value: number | null;
  /** bars of one name stand together, one colour per group */
  group?: string;
  /** from where to where the value may lie */
  range?: [number, number];
}

/** Numbers in rows and columns, as colour. */
export interface HeatChart {
  kind: "heat";
  title?: string;
  x: string;
  y: string;
  /** what the numbers are */
  label: string;
  columns: string[];
  rows: string[];
  values: (number | null)[][];
  /** where the colour is full */
  domain: [number, number];
}
