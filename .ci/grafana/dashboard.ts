// What a dashboard of ours may hold: Grafana's own published types, made strict where those leave a panel's options, its
// field configuration and its queries open. A JSON schema is made from StrictDashboard; see check.mjs.
import type * as grafana from "@grafana/schema/dist/types/raw/dashboard/x/types.gen";
import type { TableCellOptions } from "@grafana/schema/dist/types/common/common.gen";
import type * as bargauge from "@grafana/schema/dist/types/raw/composable/bargauge/panelcfg/x/types.gen";
import type * as heatmap from "@grafana/schema/dist/types/raw/composable/heatmap/panelcfg/x/types.gen";
import type * as stat from "@grafana/schema/dist/types/raw/composable/stat/panelcfg/x/types.gen";
import type * as statetimeline from "@grafana/schema/dist/types/raw/composable/statetimeline/panelcfg/x/types.gen";
import type * as table from "@grafana/schema/dist/types/raw/composable/table/panelcfg/x/types.gen";
import type * as timeseries from "@grafana/schema/dist/types/raw/composable/timeseries/panelcfg/x/types.gen";
import type * as xychart from "@grafana/schema/dist/types/raw/composable/xychart/panelcfg/x/types.gen";

/** The dashboards' one variable for where the figures come from. */
interface DataSource {
  type: "prometheus";
  uid: "${datasource}";
}

/** A query to Prometheus, as Grafana's plugin for it reads it. */
interface Query {
  datasource: DataSource;
  refId: string;
  expr: string;
  editorMode: "code";
  format: "time_series" | "table" | "heatmap";
  instant: boolean;
  range: boolean;
  exemplar?: boolean;
  interval?: string;
  legendFormat?: string;
}

/** The part of an annotation that Grafana's plugin for Prometheus adds. */
interface AlarmAnnotation extends Omit<grafana.AnnotationQuery, "datasource" | "target"> {
  datasource: DataSource;
  target: { refId: string; expr: string; interval: string };
  tagKeys: string;
  titleFormat: string;
  textFormat: string;
}

interface Variable extends Omit<grafana.VariableModel, "datasource" | "query"> {
  label: string;
  description: string;
  datasource?: DataSource;
  query: string | { qryType: 0 | 1; query: string; refId: string };
}

interface DataLink {
  title: string;
  url: string;
  targetBlank?: boolean;
}

interface Field<Custom> extends Omit<grafana.FieldConfig, "custom" | "links" | "actions"> {
  custom?: Custom;
  links?: DataLink[];
}

interface FieldSource<Custom> {
  defaults: Field<Custom>;
  overrides: {
    matcher: { id: "byName" | "byRegexp" | "byFrameRefID"; options: string };
    properties: Override[];
  }[];
}

/** One property of a field: a standard one, or one of a table's own, each with a value of its type. */
type Override =
  | { id: "unit"; value: string }
  | { id: "decimals" | "min" | "max"; value: number }
  | { id: "thresholds"; value: grafana.ThresholdsConfig }
  | { id: "mappings"; value: grafana.ValueMapping[] }
  | { id: "color"; value: grafana.FieldColor }
  | { id: "links"; value: DataLink[] }
  | { id: "custom.width"; value: number }
  | { id: "custom.cellOptions"; value: TableCellOptions };

type Transformation =
  | { id: "joinByField"; options: { byField: string; mode: "outer" | "inner" } }
  | { id: "merge"; options: Record<string, never> }
  | { id: "filterFieldsByName"; options: { include: { names?: string[]; pattern?: string } } }
  | { id: "labelsToFields"; options: { mode: "columns" | "rows"; valueLabel?: string } }
  | {
      id: "organize";
      options: {
        excludeByName: Record<string, boolean>;
        indexByName: Record<string, number>;
        renameByName: Record<string, string>;
      };
    };

interface PanelOf<Type extends string, Options, Custom> {
  id: number;
  type: Type;
  title: string;
  description: string;
  datasource: DataSource;
  gridPos: grafana.GridPos;
  targets: Query[];
  fieldConfig: FieldSource<Custom>;
  options: Options;
  transformations?: Transformation[];
  links?: grafana.DashboardLink[];
  interval?: string;
  maxDataPoints?: number;
}

type Nothing = Record<string, never>;

type StrictPanel =
  | PanelOf<"bargauge", bargauge.Options, Nothing>
  | PanelOf<"heatmap", heatmap.Options, heatmap.FieldConfig>
  | PanelOf<"stat", stat.Options, Nothing>
  | PanelOf<"state-timeline", statetimeline.Options, statetimeline.FieldConfig>
  | PanelOf<"table", table.Options, table.FieldConfig>
  | PanelOf<"timeseries", timeseries.Options, timeseries.FieldConfig>
  | PanelOf<"xychart", xychart.Options, xychart.FieldConfig>;

interface Row extends Omit<grafana.RowPanel, "panels" | "datasource" | "repeat"> {
  title: string;
  gridPos: grafana.GridPos;
  panels: StrictPanel[];
}

export interface StrictDashboard
  extends Omit<grafana.Dashboard, "annotations" | "id" | "panels" | "snapshot" | "templating"> {
  uid: string;
  title: string;
  description: string;
  annotations: { list: AlarmAnnotation[] };
  links: grafana.DashboardLink[];
  panels: (StrictPanel | Row)[];
  schemaVersion: 41;
  tags: string[];
  templating: { list: Variable[] };
}
