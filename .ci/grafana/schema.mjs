// Checks dashboards against Grafana's own types (dashboard.ts), and that mistakes would be found.
//
//   node schema.mjs MODULES DASHBOARD.json...     MODULES: the folder of installed packages
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import path from "node:path";

const [modules, ...files] = process.argv.slice(2);
const require = createRequire(path.resolve(modules, "here.js"));
const { createGenerator } = require("ts-json-schema-generator");
const Ajv = require("ajv").default;

/** Each mistake turns a sound dashboard into one that Grafana would show wrongly or not at all. */
const MISTAKES = {
  "a misspelt option": (dashboard) => rename(panel(dashboard, "timeseries").options, "legend", "legends"),
  "an option of another panel": (dashboard) => (panel(dashboard, "stat").options.mapping = "manual"),
  "a word that is no choice": (dashboard) => (panel(dashboard, "xychart").options.mapping = "by hand"),
  "a type of panel that there is not": (dashboard) => (panel(dashboard, "stat").type = "statistic"),
  "a place as text": (dashboard) => (panel(dashboard, "table").gridPos.w = "12"),
  "an unknown field of a query": (dashboard) => (panel(dashboard, "stat").targets[0].expression = "up"),
  "a misspelt field configuration": (dashboard) => rename(panel(dashboard, "stat").fieldConfig, "defaults", "default"),
  "an unknown drawing style": (dashboard) => (panel(dashboard, "timeseries").fieldConfig.defaults.custom.drawStyle = "dots"),
  "a fixed data source": (dashboard) => (panel(dashboard, "stat").datasource.uid = "prometheus"),
  "a transformation with a misspelt option": (dashboard) =>
    rename(panel(dashboard, "xychart").transformations[0].options, "byField", "field"),
  "a panel without a description": (dashboard) => delete panel(dashboard, "stat").description,
  "a threshold that is text": (dashboard) => (panel(dashboard, "stat").fieldConfig.defaults.thresholds.steps[0].value = "1"),
  "an override that Grafana does not know": (dashboard) =>
    (panel(dashboard, "xychart", hasOverrides).fieldConfig.overrides[0].properties[0].id = "units"),
  "an annotation without a query": (dashboard) => delete dashboard.annotations.list[0].target,
  "a variable of an unknown type": (dashboard) => (dashboard.templating.list[0].type = "source"),
};

function hasOverrides(candidate) {
  return candidate.fieldConfig.overrides.length > 0;
}

function panel(dashboard, type, fits = () => true) {
  return dashboard.panels.find((candidate) => candidate.type === type && fits(candidate));
}

function rename(object, from, to) {
  object[to] = object[from];
  delete object[from];
}

/** Validators: one of the dashboard as a whole, and one for each type of panel, so that errors name what is meant. */
function validators() {
  const schema = createGenerator({
    path: path.join(path.resolve(modules, ".."), "dashboard.ts"),
    tsconfig: path.join(path.resolve(modules, ".."), "tsconfig.json"),
    type: "StrictDashboard",
    expose: "none",
  }).createSchema("StrictDashboard");
  const dashboard = schema.definitions?.StrictDashboard ?? schema;
  const ajv = new Ajv({ strict: false, allErrors: true });
  const panels = new Map();
  for (const variant of dashboard.properties.panels.items.anyOf) {
    panels.set(variant.properties.type.const, ajv.compile(variant));
  }
  dashboard.properties.panels = { type: "array", minItems: 1 };
  return { dashboard: ajv.compile(dashboard), panels };
}

function problems({ dashboard: whole, panels }, dashboard) {
  const found = errors(whole, dashboard, "");
  for (const each of dashboard.panels) {
    const validator = panels.get(each.type);
    found.push(...(validator ? errors(validator, each, each.title) : [`${each.title}: no such panel: ${each.type}`]));
  }
  return found;
}

function errors(validator, value, place) {
  return validator(value)
    ? []
    : validator.errors.map((error) => `${place}${error.instancePath}: ${error.message} ${JSON.stringify(error.params)}`);
}

const checks = validators();
const failures = [];
for (const file of files) {
  failures.push(...problems(checks, JSON.parse(readFileSync(file, "utf8"))).map((problem) => `${file}: ${problem}`));
}
const fleet = readFileSync(files.find((file) => file.includes("fleet")), "utf8");
for (const [name, make] of Object.entries(MISTAKES)) {
  const dashboard = JSON.parse(fleet);
  make(dashboard);
  if (problems(checks, dashboard).length === 0) {
    failures.push(`not noticed: ${name}`);
  }
}
failures.forEach((failure) => console.log(failure));
console.log(`${files.length} dashboards against Grafana's types, ${Object.keys(MISTAKES).length} mistakes tried`);
process.exit(failures.length === 0 ? 0 : 1);
